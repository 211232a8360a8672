"""Two-step floating catchment areas: the worked examples, computed by hand, then their laws."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pandas as pd
import pytest
from access import Access
from access.weights import step_fn
from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires import ValeurInvalide
from soinsprimaires.analyse import (
    Decroissance,
    Distances,
    Mesure,
    Motif,
    PairesAbsentes,
    Raison,
    UniteDistance,
    acces_moyen,
    capacites,
    e2sfca,
)

MINUTES = {("A", "x"): 0, ("B", "x"): 12, ("C", "x"): 25, ("A", "y"): 25, ("B", "y"): 18, ("C", "y"): 5}
HABITANTS = {"A": 1000, "B": 2000, "C": 3000}
CONSULTATIONS = {"x": 9000, "y": 6000}
VINGT = Decroissance(paliers=((20, 1),), unite=UniteDistance.MINUTES, source="exemple")
PAS_DE_2012 = Decroissance.APL_2012


def trajets(
    minutes: Mapping[tuple[str, str], Any], absentes: PairesAbsentes = PairesAbsentes.HORS_DE_PORTEE
) -> Distances:
    lignes = [(origine, destination, valeur) for (origine, destination), valeur in minutes.items()]
    return Distances.depuis_table(lignes, unite=UniteDistance.MINUTES, source="exemple", absentes=absentes)


def exacts(mesures: Mapping[str, Mesure]) -> list[Any]:
    return [mesure.exacte for mesure in mesures.values()]


def bornes(mesure: Mesure | None) -> Any:
    assert mesure is not None
    return mesure.minimum, mesure.maximum


def entre(bas: int, haut: int, motif: Motif = Motif.DATES) -> Mesure:
    return Mesure(minimum=bas, maximum=haut, unite="consultations", raisons=(Raison(motif=motif),))


# -- worked examples ----------------------------------------------------------------------------------------------


def test_une_bande_de_vingt_minutes() -> None:
    args = HABITANTS, CONSULTATIONS, trajets(MINUTES), VINGT
    parts = capacites(*args)
    assert [mesure.exacte for mesure in parts.values() if mesure is not None] == [3, Decimal("1.2")]
    assert exacts(e2sfca(*args)) == [3, Decimal("4.2"), Decimal("1.2")]
    assert bornes(acces_moyen("ABC", *args)) == (Decimal("2.5"), Decimal("2.5"))


def test_les_pas_de_l_apl_de_2012() -> None:
    args = HABITANTS, CONSULTATIONS, trajets(MINUTES), PAS_DE_2012
    parts = capacites(*args)
    assert [mesure.exacte for mesure in parts.values() if mesure is not None] == [Decimal("7.5"), 2]
    lus = e2sfca(*args)
    assert exacts(lus) == [Decimal("7.5"), Decimal("0.75"), 2]
    assert lus["A"].sources == ("exemple", PAS_DE_2012.source)
    assert lus["A"].unite == "par habitant"
    assert bornes(acces_moyen("ABC", *args)) == (Decimal("2.5"), Decimal("2.5"))


def test_un_medecin_de_moins_puis_un_depart_incertain() -> None:
    autres = HABITANTS, {"x": 6000, "y": 6000}, trajets(MINUTES), PAS_DE_2012
    assert exacts(e2sfca(*autres)) == [5, Decimal("0.5"), 2]
    assert bornes(acces_moyen("ABC", *autres)) == (2, 2)
    doute: Any = (HABITANTS, {"x": entre(6000, 9000), "y": 6000}, trajets(MINUTES), PAS_DE_2012)
    lus = e2sfca(*doute)
    assert [bornes(mesure) for mesure in lus.values()] == [
        (5, Decimal("7.5")),
        (Decimal("0.5"), Decimal("0.75")),
        (2, 2),
    ]
    assert [[raison.motif for raison in mesure.raisons] for mesure in lus.values()] == [
        [Motif.DATES],
        [Motif.DATES],
        [],
    ]
    ensemble = acces_moyen("AB", *doute)
    assert bornes(ensemble) == (2, 3)
    assert ensemble is not None
    assert ensemble.est_sous(Decimal("2.5")) is None
    assert [raison.motif for raison in ensemble.raisons] == [Motif.DATES]


@pytest.mark.parametrize(
    ("minutes", "attendus"),
    [
        (None, [9, 0, 2]),
        (5, [3, 3, 2]),
        (10, ["5.625", "1.6875", 2]),
        (15, ["7.5", "0.75", 2]),
    ],
)
def test_ce_que_serait_l_acces_pour_chaque_trajet(minutes: int | None, attendus: list[Any]) -> None:
    args = HABITANTS, CONSULTATIONS, trajets({**MINUTES, ("B", "x"): minutes}), PAS_DE_2012
    assert exacts(e2sfca(*args)) == [Decimal(attendu) for attendu in attendus]


def test_un_trajet_inconnu_borne_chaque_commune_a_ce_qu_il_peut_etre() -> None:
    inconnu = trajets({**MINUTES, ("B", "x"): None}, PairesAbsentes.INCONNUES)
    lus = e2sfca(HABITANTS, CONSULTATIONS, inconnu, PAS_DE_2012)
    assert [bornes(mesure) for mesure in lus.values()] == [(3, 9), (0, 3), (2, 2)]
    assert [[raison.motif for raison in mesure.raisons] for mesure in lus.values()] == [[Motif.TRAJET]] * 2 + [[]]
    # Whether B comes or not, A and B take all of x together; B alone takes nothing, or a half.
    ensemble = acces_moyen("AB", HABITANTS, CONSULTATIONS, inconnu, PAS_DE_2012)
    assert bornes(ensemble) == (3, 3)


def test_une_commune_dont_la_table_ne_dit_rien_borne_celles_qu_elle_peut_gener() -> None:
    habitants = {**HABITANTS, "D": 6000}
    lus = e2sfca(habitants, CONSULTATIONS, trajets(MINUTES), PAS_DE_2012)
    # x: 9000 for 1200, or for 7200 with D; y: 6000 for 3000, or for 9000. D alone: up to 9000/7200 + 6000/9000.
    assert bornes(lus["A"]) == (Decimal("1.25"), Decimal("7.5"))
    assert bornes(lus["C"]) == (Decimal("0.666666666666"), 2)
    assert bornes(lus["D"]) == (0, Decimal("1.91666666667"))
    assert [raison.motif for raison in lus["D"].raisons] == [Motif.TRAJET]


def test_une_population_inconnue_ne_borne_que_par_le_haut() -> None:
    lus = e2sfca({**HABITANTS, "B": None}, CONSULTATIONS, trajets(MINUTES), PAS_DE_2012)
    # Without B, x has 9000 for 1000.
    assert [bornes(mesure) for mesure in lus.values()] == [(0, 9), (0, Decimal("0.9")), (2, 2)]
    assert [raison.motif for raison in lus["A"].raisons] == [Motif.POPULATION]


def test_une_offre_inconnue_n_est_pas_nulle() -> None:
    lus = e2sfca(HABITANTS, {"x": None, "y": 6000}, trajets(MINUTES), PAS_DE_2012)
    assert [bornes(mesure) for mesure in lus.values()] == [(0, None), (0, None), (2, 2)]
    assert [raison.motif for raison in lus["A"].raisons] == [Motif.NOMBRE]


def test_une_population_entre_deux_nombres() -> None:
    habitants: dict[str, Any] = {**HABITANTS, "B": entre(2000, 8000, Motif.POPULATION)}
    lus = e2sfca(habitants, CONSULTATIONS, trajets(MINUTES), PAS_DE_2012)
    # x: 9000 for 1200 to 1800.
    assert [bornes(mesure) for mesure in lus.values()] == [
        (5, Decimal("7.5")),
        (Decimal("0.5"), Decimal("0.75")),
        (2, 2),
    ]
    ensemble = acces_moyen("AC", habitants, CONSULTATIONS, trajets(MINUTES), PAS_DE_2012)
    assert bornes(ensemble) == (Decimal("2.75"), Decimal("3.375"))
    # Of B nobody knows how much it weighs in the mean: it is somewhere between the two communes.
    enveloppe = acces_moyen("BC", habitants, CONSULTATIONS, trajets(MINUTES), PAS_DE_2012)
    assert bornes(enveloppe) == (Decimal("0.5"), 2)
    assert enveloppe is not None
    assert [raison.motif for raison in enveloppe.raisons] == [Motif.POPULATION]


def test_un_lieu_que_personne_n_atteint_n_a_pas_de_capacite() -> None:
    loin = {**MINUTES, **{(commune, "z"): 40 for commune in HABITANTS}}
    args = HABITANTS, {**CONSULTATIONS, "z": 5000}, trajets(loin), PAS_DE_2012
    assert capacites(*args)["z"] is None
    assert exacts(e2sfca(*args)) == [Decimal("7.5"), Decimal("0.75"), 2]


def test_la_ou_personne_n_habite_l_acces_n_est_pas_borne() -> None:
    args = {"A": 0, "B": 2000}, {"x": 100, "y": 6000}, trajets({("A", "x"): 3, ("A", "y"): 3, ("B", "y"): 3}), VINGT
    lus = e2sfca(*args)
    assert [bornes(mesure) for mesure in lus.values()] == [(3, None), (3, 3)]
    assert [str(raison) for raison in lus["A"].raisons] == [
        "population non connue exactement (1) : personne n'habite à portée"
    ]
    assert acces_moyen("A", *args) is None


def test_rien_a_portee_est_zero() -> None:
    lus = e2sfca(HABITANTS, {}, trajets(MINUTES), VINGT)
    assert exacts(lus) == [0, 0, 0]
    assert e2sfca({}, CONSULTATIONS, trajets(MINUTES), VINGT) == {}


def test_une_borne_est_comprise() -> None:
    au_bord = trajets({("A", "x"): 20, ("B", "x"): "20.001"})
    assert exacts(e2sfca({"A": 1000, "B": 1000}, {"x": 500}, au_bord, VINGT)) == [Decimal("0.5"), 0]


def test_ce_que_donne_un_tiers_est_dit_a_douze_chiffres() -> None:
    [un] = exacts(e2sfca({"A": 3}, {"x": 1}, trajets({("A", "x"): 1}), VINGT))
    assert un == Decimal("0.333333333333")


# -- bad input ----------------------------------------------------------------------------------------------------


def test_deux_unites_ne_se_melangent_pas() -> None:
    kilometres = Decroissance(paliers=((20, 1),), unite=UniteDistance.KILOMETRES, source="exemple")
    with pytest.raises(ValeurInvalide, match="des distances en min, des paliers en km"):
        e2sfca(HABITANTS, CONSULTATIONS, trajets(MINUTES), kilometres)


@pytest.mark.parametrize(
    ("habitants", "offres", "message"),
    [
        ({"A": -1}, {"x": 1}, "'A' : un nombre n'est pas négatif"),
        ({"A": 1}, {"x": Decimal("-0.5")}, "'x' : un nombre n'est pas négatif"),
        ({"A": "mille"}, {"x": 1}, "demandes"),
        ({"A": 1}, {"x": 1.5}, "offres"),
    ],
)
def test_un_nombre_qui_n_en_est_pas_un_est_refuse(habitants: Any, offres: Any, message: str) -> None:
    with pytest.raises(ValeurInvalide, match=message):
        e2sfca(habitants, offres, trajets(MINUTES), VINGT)


def test_une_moyenne_ne_se_fait_que_des_communes_dont_on_dit_la_demande() -> None:
    with pytest.raises(ValeurInvalide, match="sans demande : 'D'"):
        acces_moyen("AD", HABITANTS, CONSULTATIONS, trajets(MINUTES), VINGT)


@pytest.mark.parametrize(
    ("paliers", "message"),
    [
        ((), "au moins un palier"),
        (((-1, 1),), "une borne n'est pas négative"),
        (((5, 0),), "un poids est plus grand que 0"),
        (((5, 2),), "au plus 1"),
        (((5, 1), (5, "0.5")), "les bornes croissent"),
        (((5, "0.5"), (10, 1)), "aucun poids ne dépasse"),
        (((5, 1, 2),), "un palier est une borne et un poids"),
        ((5, 1), "un palier est une borne et un poids"),
        ("5", "des paliers"),
        (((5, 0.5),), "0.5"),
    ],
)
def test_des_paliers_impossibles_sont_refuses(paliers: Any, message: str) -> None:
    with pytest.raises(ValeurInvalide, match=message):
        Decroissance(paliers=paliers, unite=UniteDistance.MINUTES, source="exemple")


# -- laws ---------------------------------------------------------------------------------------------------------

COMMUNES, LIEUX = ("A", "B", "C", "D"), ("x", "y", "z")
MINUTES_TIREES = st.one_of(st.none(), st.integers(0, 18))
MATRICES = st.fixed_dictionaries({(i, j): MINUTES_TIREES for i in COMMUNES for j in LIEUX})
NOMBRES = st.integers(1, 9000)
DEMANDES = st.fixed_dictionaries(dict.fromkeys(COMMUNES, NOMBRES))
OFFRES = st.fixed_dictionaries(dict.fromkeys(LIEUX, st.integers(0, 9000)))
POIDS = ((5, Fraction(1)), (10, Fraction(3, 10)), (15, Fraction(1, 10)))


def poids(minutes: int | None) -> Fraction:
    return next((w for borne, w in POIDS if minutes is not None and minutes <= borne), Fraction(0))


def a_la_main(
    demandes: Mapping[str, int], offres: Mapping[str, int], minutes: Mapping[Any, Any]
) -> dict[str, Fraction]:
    """The two steps as they are written."""
    ratios = {}
    for j, offre in offres.items():
        demande = sum(n * poids(minutes[i, j]) for i, n in demandes.items())
        ratios[j] = offre / demande if demande else Fraction(0)
    return {i: sum((ratios[j] * poids(minutes[i, j]) for j in offres), Fraction(0)) for i in demandes}


def contient(mesure: Mesure, valeur: Fraction) -> bool:
    """Whether a figure holds a value; of an exact one, the twelve digits."""
    if mesure.exacte is not None:
        return abs(Fraction(mesure.exacte) - valeur) <= abs(valeur) / 10**11
    return mesure.minimum <= valeur and (mesure.maximum is None or valeur <= mesure.maximum)


@given(DEMANDES, OFFRES, MATRICES)
def test_le_calcul_est_celui_des_deux_etapes_et_rien_ne_se_perd(
    demandes: dict[str, int], offres: dict[str, int], minutes: dict[Any, Any]
) -> None:
    args = demandes, offres, trajets(minutes), PAS_DE_2012
    lus, attendus = e2sfca(*args), a_la_main(demandes, offres, minutes)
    assert all(mesure.exacte is not None for mesure in lus.values())
    assert all(contient(lus[nom], valeur) for nom, valeur in attendus.items())
    atteints = [j for j in offres if any(poids(minutes[i, j]) for i in demandes)]
    assert sum(valeur * demandes[nom] for nom, valeur in attendus.items()) == sum(offres[j] for j in atteints)
    moyenne = acces_moyen(COMMUNES, *args)
    assert moyenne is not None
    assert contient(moyenne, Fraction(sum(offres[j] for j in atteints), sum(demandes.values())))


@given(DEMANDES, OFFRES, MATRICES, st.data())
def test_les_bornes_contiennent_tout_ce_qui_est_possible(
    demandes: dict[str, int], offres: dict[str, int], minutes: dict[Any, Any], data: st.DataObject
) -> None:
    """What is drawn is the truth; what is known of it is less; no figure may exclude the truth."""
    tus = data.draw(st.sets(st.sampled_from(sorted(minutes)), max_size=5))
    connus = {paire: "inf" if valeur is None else valeur for paire, valeur in minutes.items()}
    connus = {paire: None if paire in tus else Decimal(valeur) for paire, valeur in connus.items()}
    vagues: list[dict[str, Any]] = [dict(demandes), dict(offres)]
    for nombres in vagues:
        for nom in data.draw(st.sets(st.sampled_from(sorted(nombres)), max_size=2)):
            ecart, plus = data.draw(st.integers(0, nombres[nom])), data.draw(st.integers(0, 5000))
            nombres[nom] = data.draw(st.sampled_from([None, entre(nombres[nom] - ecart, nombres[nom] + plus)]))
    args = vagues[0], vagues[1], trajets(connus, PairesAbsentes.INCONNUES), PAS_DE_2012
    vrais = a_la_main(demandes, offres, minutes)
    lus = e2sfca(*args)
    assert [nom for nom, valeur in vrais.items() if not contient(lus[nom], valeur)] == []
    groupe = data.draw(st.lists(st.sampled_from(COMMUNES), min_size=1, unique=True))
    habitants = sum(demandes[nom] for nom in groupe)
    ensemble = acces_moyen(groupe, *args)
    assert ensemble is not None
    assert contient(ensemble, sum((vrais[nom] * demandes[nom] for nom in groupe), Fraction(0)) / habitants)


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # of access, with the pandas of today
@pytest.mark.parametrize("graine", range(4))
def test_la_bibliotheque_access_donne_les_memes_valeurs(graine: int) -> None:
    tirage = Random(graine)  # noqa: S311 - nothing secret
    communes, lieux = [f"c{rang}" for rang in range(40)], [f"l{rang}" for rang in range(15)]
    demandes = {nom: tirage.randint(50, 9000) for nom in communes}
    offres = {nom: tirage.randint(0, 9000) for nom in lieux}
    minutes = {(i, j): tirage.randint(0, 60) for i in communes for j in lieux}
    oracle = Access(
        demand_df=pd.DataFrame({"commune": communes, "habitants": demandes.values()}),
        demand_index="commune",
        demand_value="habitants",
        supply_df=pd.DataFrame({"lieu": lieux, "offre": offres.values()}),
        supply_index="lieu",
        supply_value="offre",
        cost_df=pd.DataFrame(
            [(*paire, m) for paire, m in minutes.items()], columns=["origine", "destination", "duree"]
        ),
        cost_origin="origine",
        cost_dest="destination",
        cost_name="duree",
    )
    lus = oracle.enhanced_two_stage_fca(cost="duree", max_cost=15, weight_fn=step_fn({5: 1, 10: 0.3, 15: 0.1}))
    siens = {nom: float(valeur) for nom, valeur in lus["e2sfca_offre"].fillna(0).items()}
    notres = e2sfca(demandes, offres, trajets(minutes), PAS_DE_2012)
    assert {nom: float(mesure.minimum) for nom, mesure in notres.items()} == pytest.approx(siens)
