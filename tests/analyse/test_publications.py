"""What the State publishes, put together by hand: APL, zoning, inhabitants by age."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.outils import AILLEURS, ICI, bornes, motifs, territoire

from soinsprimaires import Delimitation, Etendue, NatureTerritoire, Territoire, ValeurInvalide, analyse, referentiels
from soinsprimaires.analyse import Mesure, Motif, Ponderation, Tranche
from soinsprimaires.echanges.ages import PopulationParAge, TrancheAge
from soinsprimaires.echanges.apl import AplCommune
from soinsprimaires.echanges.zonage import Qualification, Zonage

AU = date(2025, 6, 1)
SERIE = "recette de l'essai"
Q = Qualification


def etendue(*communes: str, peut_etre: tuple[str, ...] = ()) -> Etendue:
    return Etendue(communes=communes, possibles=(*communes, *peut_etre))


@pytest.mark.parametrize(
    ("classe", "bons", "faux", "dit"),
    [
        (AplCommune, {"commune": ICI, "indicateur": "APL", "apl": Decimal(3)}, {"apl": None}, "apl"),
        (AplCommune, {"commune": ICI, "indicateur": "APL", "apl": Decimal(3)}, {"apl": Decimal(-4)}, "apl : -4"),
        (AplCommune, {"commune": ICI, "indicateur": "APL", "apl": Decimal(3)}, {"apl": Decimal("NaN")}, "apl : NaN"),
        (
            AplCommune,
            {"commune": ICI, "indicateur": "APL", "apl": Decimal(3)},
            {"population_standardisee": Decimal(-1)},
            "population_standardisee : -1",
        ),
        (
            AplCommune,
            {"commune": ICI, "indicateur": "APL", "apl": Decimal(3)},
            {"population_totale": Decimal("Infinity")},
            "population_totale : Infinity",
        ),
        (
            AplCommune,
            {"commune": ICI, "indicateur": "APL", "apl": Decimal(3)},
            {"selon_age": ((65, Decimal(-2)),)},
            "selon_age : -2",
        ),
        (Zonage, {"qualification": Q.ZIP, "ecrit": "ZIP"}, {"qualification": "ZIP"}, "qualification"),
        (TrancheAge, {"minimum": 0, "maximum": 9, "nombre": Decimal(1)}, {"nombre": Decimal(-1)}, "nombre : -1"),
        (TrancheAge, {"minimum": 0, "maximum": 9, "nombre": Decimal(1)}, {"nombre": None}, "nombre"),
        (TrancheAge, {"minimum": 0, "maximum": 9, "nombre": Decimal(1)}, {"minimum": 10}, "de 10 à 9"),
        (TrancheAge, {"minimum": 0, "maximum": 9, "nombre": Decimal(1)}, {"minimum": -1}, "minimum : -1"),
        (PopulationParAge, {"commune": ICI, "tranches": ()}, {"tranches": (3,)}, "tranches"),
    ],
)
def test_une_valeur_publiee_impossible_est_refusee(
    classe: type[Any], bons: dict[str, Any], faux: dict[str, Any], dit: str
) -> None:
    classe(**bons)
    with pytest.raises(ValeurInvalide, match=dit):
        classe(**(bons | faux))


# -- APL ----------------------------------------------------------------------------------------------------------


def apl(commune: str, valeur: str, standardisee: int | None = 1000, totale: int | None = 1000) -> AplCommune:
    return AplCommune(
        commune=commune,
        indicateur="APL aux médecins",
        apl=Decimal(valeur),
        population_standardisee=None if standardisee is None else Decimal(standardisee),
        population_totale=None if totale is None else Decimal(totale),
        annee=2023,
    )


def moyenne(ou: Territoire | Etendue, *lues: AplCommune, par: Ponderation = Ponderation.STANDARDISEE) -> Mesure:
    return analyse.apl_publiee(ou, lues, au=AU, ponderation=par, serie=SERIE)


def test_les_deux_ponderations_officielles_different() -> None:
    # E5: 4 and 2; 1,000 inhabitants each; standardised 800 and 1,200.
    lues = (apl(ICI, "4", 800), apl(AILLEURS, "2", 1200), apl("31555", "9"))
    ou = etendue(ICI, AILLEURS)
    assert bornes(moyenne(ou, *lues)) == (Decimal("2.8"), Decimal("2.8"))
    assert bornes(moyenne(ou, *lues, par=Ponderation.MUNICIPALE)) == (3, 3)
    assert moyenne(ou, *lues).sources == (
        "DREES, APL aux médecins, 2023 (recette de l'essai)",
        "moyenne pondérée par la population standardisée",
    )
    assert moyenne(ou, *lues).unite == "APL aux médecins [recette de l'essai]"


def test_fusions_et_arrondissements_de_l_apl() -> None:
    quatre = [apl(code, valeur) for code, valeur in (("32067", "1"), ("32260", "2"), ("32365", "3"), ("32413", "6"))]
    assert bornes(moyenne(etendue("32365"), *quatre)) == (3, 3)
    paris = [apl(f"751{rang:02}", "4" if rang == 13 else "2") for rang in range(1, 21)]
    assert bornes(moyenne(etendue("75056"), *paris)) == (Decimal("2.1"), Decimal("2.1"))
    assert bornes(moyenne(etendue("75113"), *paris)) == (4, 4)
    # The territory is written as it was before the merger, the publication as it is after.
    neuve = moyenne(etendue("32067", "32260", "32365", "32413"), apl("32365", "3"))
    assert bornes(neuve) == (3, 3)


def test_une_commune_sans_apl_laisse_la_moyenne_sans_plafond() -> None:
    sans = moyenne(etendue(ICI, AILLEURS), apl(ICI, "4"))
    assert (bornes(sans), motifs(sans)) == ((0, None), {Motif.PUBLICATION: 1})
    assert "32013" in str(sans.raisons[0])
    # The table does not have the inhabitants of Auch: those of the referential weigh both, and the 9,999 nothing.
    lectoure, auch = (referentiels.commune(code, AU).population or 0 for code in (ICI, AILLEURS))
    municipale = moyenne(etendue(ICI, AILLEURS), apl(ICI, "4", None, 9999), par=Ponderation.MUNICIPALE)
    assert float(municipale.minimum) == pytest.approx(4 * lectoure / (lectoure + auch))
    assert municipale.maximum is None


def test_une_moyenne_n_a_qu_une_population() -> None:
    deux = etendue(ICI, AILLEURS)
    complete = moyenne(deux, apl(ICI, "4", None, 800), apl(AILLEURS, "2", None, 2400), par=Ponderation.MUNICIPALE)
    # (4 x 800 + 2 x 2,400) / 3,200.
    assert bornes(complete) == (Decimal("2.5"), Decimal("2.5"))
    assert complete.sources[1] == "moyenne pondérée par la population totale de la publication"
    # Of Auch the table has none: those of 1 January 2025 (census of 2022), 3,670 or so against 22,000, weigh both.
    lectoure, auch = (referentiels.commune(code, AU).population or 0 for code in (ICI, AILLEURS))
    trouee = moyenne(deux, apl(ICI, "4", None, 800), apl(AILLEURS, "2", None, None), par=Ponderation.MUNICIPALE)
    assert float(trouee.exacte or 0) == pytest.approx((4 * lectoure + 2 * auch) / (lectoure + auch))
    assert trouee.sources[1] == "moyenne pondérée par les populations municipales 2022"
    # What the table lacks outside changes nothing.
    dehors = moyenne(
        deux,
        apl(ICI, "4", None, 800),
        apl(AILLEURS, "2", None, 2400),
        apl("31555", "9", None, None),
        par=Ponderation.MUNICIPALE,
    )
    assert (bornes(dehors), dehors.sources) == (bornes(complete), complete.sources)
    # An arrondissement has no inhabitants in the referential: its weight is not known.
    ville = moyenne(
        etendue("75113", "75114"),
        apl("75113", "4", None, 800),
        apl("75114", "2", None, None),
        par=Ponderation.MUNICIPALE,
    )
    assert (bornes(ville), motifs(ville)) == ((2, 4), {Motif.POPULATION: 2})


def test_une_commune_que_deux_lignes_disent_ne_compte_qu_une_fois() -> None:
    deux = etendue(ICI, "32132")
    lues = (apl(ICI, "3", 1), apl("32132", "3", 1))
    assert bornes(moyenne(deux, *lues, lues[0])) == (3, 3)
    # Lectoure has 3 or 5: the mean with Fleurance is 3 or 4.
    contraires = moyenne(deux, *lues, apl(ICI, "5", 1))
    assert (bornes(contraires), motifs(contraires)) == ((3, 4), {Motif.PUBLICATION: 1})
    assert "se contredisent sur 32208" in str(contraires.raisons[0])
    # The same APL of two weights: of any weight between that of Fleurance and its own.
    assert bornes(moyenne(deux, apl(ICI, "5", 1), apl(ICI, "5", 9), lues[1])) == (3, 5)
    # What the lines contradict one another on does not weigh here.
    assert bornes(moyenne(deux, apl(ICI, "5", 1, 10), apl(ICI, "5", 1, 20), lues[1])) == (4, 4)


def test_une_ville_dite_avec_ses_arrondissements_ne_compte_qu_une_fois() -> None:
    paris = [apl(f"751{rang:02}", "4" if rang == 13 else "2") for rang in range(1, 21)]
    ville = apl("75056", "3", 9000)
    assert bornes(moyenne(etendue("75056"), *paris, ville)) == (Decimal("2.1"), Decimal("2.1"))
    assert bornes(moyenne(etendue("75056"), *paris[:5], ville)) == (3, 3)
    assert bornes(moyenne(etendue("75113"), *paris, ville)) == (4, 4)


def test_un_code_que_rien_ne_connait_est_nomme() -> None:
    autour = moyenne(etendue(ICI), apl(ICI, "3"), apl("99999", "4"))
    assert (bornes(autour), motifs(autour)) == ((3, Decimal("3.5")), {Motif.PUBLICATION: 1})
    assert "aucun millésime ne connaît 99999" in str(autour.raisons[0])


def test_une_moyenne_de_personne_dit_pourquoi() -> None:
    vide = moyenne(etendue(ICI), apl(ICI, "3", 0))
    assert (bornes(vide), motifs(vide)) == ((0, None), {Motif.POPULATION: 1})


def test_une_commune_seulement_possible_donne_des_bornes() -> None:
    lues = (apl(ICI, "4"), apl(AILLEURS, "2"), apl("32132", "5", 2000))
    # Alone 4; with Auch 3; with Fleurance (4 + 10) / 3; with both, 16 / 4.
    autour = moyenne(etendue(ICI, peut_etre=(AILLEURS, "32132")), *lues)
    assert autour.minimum == 3
    assert float(autour.maximum or 0) == pytest.approx(14 / 3)
    assert motifs(autour) == {Motif.ETENDUE: 2}
    partiel = territoire(ICI, delimitation=Delimitation.PARTIELLE)
    assert bornes(moyenne(partiel, *lues)) == (0, None)


def test_un_poids_non_dit_tire_la_moyenne_jusqu_a_sa_commune() -> None:
    assert bornes(moyenne(etendue(ICI, AILLEURS), apl(ICI, "4"), apl(AILLEURS, "2", None))) == (2, 4)
    assert bornes(moyenne(etendue(ICI), apl(ICI, "4", None))) == (4, 4)


def test_deux_series_ne_se_soustraient_pas() -> None:
    ancienne = moyenne(etendue(ICI), apl(ICI, "4"))
    neuve = analyse.apl_publiee(
        etendue(ICI), [apl(ICI, "3")], au=AU, ponderation=Ponderation.STANDARDISEE, serie="autre distancier"
    )
    with pytest.raises(ValeurInvalide, match="ne se comparent pas"):
        neuve.ecart(ancienne)


def test_une_apl_est_d_une_annee_d_une_profession_et_d_une_serie() -> None:
    une = apl(ICI, "4")
    for autre, dit in (
        (attrs.evolve(une, annee=2022), "plusieurs années"),
        (attrs.evolve(une, indicateur="APL aux infirmiers"), "plusieurs indicateurs"),
    ):
        with pytest.raises(ValeurInvalide, match=dit):
            moyenne(etendue(ICI), une, autre)
    with pytest.raises(ValeurInvalide, match="se nomme"):
        analyse.apl_publiee(etendue(ICI), [une], au=AU, ponderation=Ponderation.STANDARDISEE, serie=" ")
    assert bornes(moyenne(etendue(ICI))) == (0, None)


# -- zoning -------------------------------------------------------------------------------------------------------

T1, T2, T3 = "32208", "32013", "32132"
HABITANTS = {T1: 10_000, T2: 20_000, T3: 30_000}


def zone(commune: str, qualification: Qualification | None, quartier: str | None = None, tvs: str = "tvs") -> Zonage:
    ecrit = "?" if qualification is None else qualification.value
    return Zonage(qualification=qualification, ecrit=ecrit, commune=commune, territoire=tvs, quartier=quartier)


def part(
    *lues: Zonage, ou: Territoire | Etendue | None = None, classe: Qualification = Q.ZIP, **options: Any
) -> Mesure:
    donnees: dict[str, Any] = {"profession": "medecin", "habitants": HABITANTS}
    lieu = etendue(T1, T2, T3) if ou is None else ou
    return analyse.part_zonee(lieu, lues, au=AU, **({"qualifications": (classe,)} | donnees | options))


def test_les_quartiers_passent_d_une_classe_a_l_autre() -> None:
    # E4: a quartier of 3,000 of T2 and one of 1,000 of T1, both ZIP.
    lues = (
        zone(T1, Q.ZIP),
        zone(T2, Q.ZAC),
        zone(T3, Q.HV),
        zone(T2, Q.QPV_ZIP, "QN03201M"),
        zone(T1, Q.ZIP, "QN03202M"),
    )
    qpv = {"QN03201M": 3_000, "QN03202M": 1_000}
    attendues = {Q.ZIP: Decimal(13) / 60, Q.ZAC: Decimal(17) / 60, Q.HV: Decimal("0.5")}
    for classe, attendue in attendues.items():
        trouvee = part(*lues, classe=classe, qpv=qpv)
        assert trouvee.exacte is not None
        assert float(trouvee.exacte) == pytest.approx(float(attendue))


def test_une_classe_non_connue_donne_des_bornes() -> None:
    # E4: 1,000 ZIP, 500 unknown, 1,500 ZAC: from 1/3 to 1/2.
    trouvee = part(zone(T1, Q.ZIP), zone(T2, None), zone(T3, Q.ZAC), habitants={T1: 1_000, T2: 500, T3: 1_500})
    assert float(trouvee.minimum) == pytest.approx(1 / 3)
    assert trouvee.maximum == Decimal("0.5")
    assert motifs(trouvee) == {Motif.PUBLICATION: 1}
    # A commune of which no line tells is not known either.
    sans = part(zone(T1, Q.ZIP), zone(T3, Q.ZAC), habitants={T1: 1_000, T2: 500, T3: 1_500})
    assert bornes(sans) == bornes(trouvee)


def test_un_quartier_sans_population_peut_prendre_toute_sa_commune() -> None:
    lues = (zone(T1, Q.ZAC), zone(T1, Q.ZIP, "QN03201M"))
    assert bornes(part(*lues, ou=etendue(T1))) == (0, 1)
    assert bornes(part(*lues, ou=etendue(T1), qpv={"QN03201M": 2_500})) == (Decimal("0.25"), Decimal("0.25"))
    with pytest.raises(ValeurInvalide, match="plus d'habitants que la commune"):
        part(*lues, ou=etendue(T1), qpv={"QN03201M": 12_000})


def test_deux_lignes_qui_se_contredisent_ne_disent_rien() -> None:
    assert bornes(part(zone(T1, Q.ZIP), zone(T1, Q.ZAC), ou=etendue(T1))) == (0, 1)
    assert bornes(part(zone(T1, Q.ZIP), zone(T1, Q.ZIP), ou=etendue(T1))) == (1, 1)


def test_un_quartier_a_sa_classe_et_celle_de_la_zone_qui_l_entoure() -> None:
    # A quartier of 3,000 of T2 written QPV_ZIP, one of 1,000 of T1 written ZIP: both are quartiers classed ZIP.
    lues = (zone(T1, Q.ZIP), zone(T2, Q.ZAC), zone(T3, Q.HV), zone(T2, Q.QPV_ZIP, "A"), zone(T1, Q.ZIP, "B"))
    qpv = {"A": 3_000, "B": 1_000}
    for classe, attendue in ((Q.QPV_ZIP, 4 / 60), (Q.ZIP, 13 / 60), (Q.QPV_ZAC, 0), (Q.ZAC, 17 / 60)):
        trouvee = part(*lues, classe=classe, qpv=qpv)
        assert trouvee.exacte is not None
        assert float(trouvee.exacte) == pytest.approx(attendue)
    deux = part(*lues, qualifications=(Q.ZIP, Q.QPV_ZIP), qpv=qpv)
    assert float(deux.exacte or 0) == pytest.approx(13 / 60)
    # The same lines twice move nobody twice.
    assert bornes(part(*lues, *lues, qpv=qpv)) == bornes(part(*lues, qpv=qpv))
    # The quartier A reaches into T3: how many live on either side is not known.
    a_cheval = part(*lues, zone(T3, Q.QPV_ZIP, "A"), classe=Q.QPV_ZIP, qpv=qpv)
    assert a_cheval.exacte is None
    assert motifs(a_cheval) == {Motif.POPULATION: 2}


def test_une_ligne_de_quartier_qui_n_en_nomme_pas_ne_classe_pas_sa_commune() -> None:
    seule = part(zone(T1, Q.QPV_ZIP), ou=etendue(T1))
    assert bornes(seule) == (0, 1)
    assert motifs(seule) == {Motif.POPULATION: 1, Motif.PUBLICATION: 1}
    # Beside the class of the commune: a part of it, how much is not known.
    assert bornes(part(zone(T1, Q.ZAC), zone(T1, Q.QPV_ZIP), ou=etendue(T1))) == (0, 1)
    avec = part(zone(T1, Q.ZAC), zone(T1, Q.QPV_ZIP, "A"), ou=etendue(T1))
    assert (bornes(avec), motifs(avec)) == ((0, 1), {Motif.POPULATION: 1})
    assert bornes(part(zone(T1, Q.ZIP), zone(T1, Q.QPV_ZIP), ou=etendue(T1))) == (1, 1)


def test_deux_zones_d_une_commune_ne_se_choisissent_pas() -> None:
    region = territoire(T1, nature=NatureTerritoire.REGION, habitants=None)
    with pytest.raises(ValeurInvalide, match="ou deux"):
        part(zone(T1, Q.ZIP, tvs="a"), zone(T1, Q.ZIP, tvs="b"), ou=region, profession="infirmier")


def test_une_part_dit_ses_sources() -> None:
    assert part(zone(T1, Q.ZIP), ou=etendue(T1), habitants=None).sources == (
        "zonage : medecin (arrêté non dit)",
        "populations municipales 2022",
    )
    dite = part(zone(T1, Q.ZIP), ou=etendue(T1), profession="sage_femme", arrete="arrêté d'essai du 3 mars 2025")
    assert dite.sources == ("zonage : sage-femme (arrêté d'essai du 3 mars 2025)", "populations données")
    with pytest.raises(ValeurInvalide, match="se nomme"):
        part(zone(T1, Q.ZIP), arrete=" ")


@pytest.mark.parametrize(
    ("lue", "options", "dit"),
    [
        (zone(T1, Q.ZIP), {"qualifications": ()}, "aucune classe"),
        (zone(T1, Q.ZIP), {"qualifications": (Q.TRES_SOUS_DOTEE,)}, "TRES_SOUS_DOTEE : ce zonage"),
        (zone(T1, Q.TRES_SOUS_DOTEE), {}, "TRES_SOUS_DOTEE : ce zonage"),
        (zone(T1, Q.TRES_SOUS_DOTEE), {"profession": "infirmier"}, "ZIP : ce zonage"),
        (zone(T1, Q.ZIP), {"qpv": {"A": -5}}, "pas un nombre d'habitants"),
        (zone(T1, Q.ZIP), {"habitants": {T1: -5}}, "pas un nombre d'habitants"),
    ],
)
def test_une_question_que_le_zonage_ne_peut_entendre_est_refusee(
    lue: Zonage, options: dict[str, Any], dit: str
) -> None:
    with pytest.raises(ValeurInvalide, match=dit):
        part(lue, ou=etendue(T1), **options)


def test_une_region_compte_ses_communes_ou_les_zones_entieres() -> None:
    # Two zones astride: of the first the région has 10,000 of 30,000 inhabitants, of the second 30,000 of 40,000.
    region = territoire(T1, T3, nature=NatureTerritoire.REGION, habitants=None)
    habitants = {**HABITANTS, "31555": 10_000}
    lues = (
        zone(T1, Q.ZIP, tvs="a"),
        zone(T2, Q.ZIP, tvs="a"),
        zone(T3, Q.ZAC, tvs="b"),
        zone("31555", Q.ZIP, tvs="b"),
    )
    medecins = part(*lues, ou=region, habitants=habitants)
    infirmiers = part(*lues, ou=region, habitants=habitants, profession="infirmier")
    dentistes = part(*lues, ou=region, habitants=habitants, profession="chirurgien_dentiste")
    # Its communes: 10,000 of 40,000. The whole second zone: 10,000 of 40,000 as well, by others.
    assert bornes(medecins) == (Decimal("0.25"), Decimal("0.25"))
    assert bornes(infirmiers) == (Decimal("0.25"), Decimal("0.25"))
    trois = {**habitants, "31555": 29_000}
    assert float(part(*lues, ou=region, habitants=trois, profession="sage_femme").minimum) == pytest.approx(29 / 59)
    deux = part(*lues, ou=region, habitants=trois, profession="orthophoniste")
    assert (deux.minimum, motifs(deux)) == (Decimal("0.25"), {Motif.ETENDUE: 1})
    assert float(deux.maximum or 0) == pytest.approx(29 / 59)
    assert dentistes.exacte == Decimal("0.25")
    # Of a CPTS, nurses live in its communes.
    assert bornes(part(*lues, ou=etendue(T1), habitants=habitants, profession="infirmier")) == (1, 1)


@pytest.mark.parametrize(
    ("lue", "options", "dit"),
    [
        (Zonage(qualification=Q.ZIP, ecrit="ZIP", territoire="32208"), {}, "ne nomme pas de commune"),
        (zone(T1, Q.ZIP), {"profession": "pharmacien"}, "n'est pas medecin"),
        (zone(T1, Q.ZIP), {"qualifications": ("ZIP",)}, "Qualification"),
    ],
)
def test_un_zonage_mal_demande_est_refuse(lue: Zonage, options: dict[str, Any], dit: str) -> None:
    donnees: dict[str, Any] = {"profession": "medecin", "qualifications": (Q.ZIP,)}
    with pytest.raises(ValeurInvalide, match=dit):
        analyse.part_zonee(etendue(T1), [lue], au=AU, **(donnees | options))


def test_une_region_sans_zones_dites_ne_se_compte_pas_par_zones() -> None:
    region = territoire(T1, nature=NatureTerritoire.REGION, habitants=None)
    sans = attrs.evolve(zone(T1, Q.ZIP), territoire=None)
    with pytest.raises(ValeurInvalide, match="par zones entières"):
        part(sans, ou=region, profession="infirmier")


# -- inhabitants by age -------------------------------------------------------------------------------------------


def ages(commune: str, *tranches: tuple[int, int | None, int], annee: int = 2022) -> PopulationParAge:
    faites = (TrancheAge(minimum=de, maximum=a, nombre=Decimal(nombre)) for de, a, nombre in tranches)
    return PopulationParAge(commune=commune, tranches=tuple(faites), annee=annee)


LECTOURE = ages(ICI, (0, 64, 2400), (65, 74, 600), (75, None, 700))
AUCH = ages(AILLEURS, (0, 64, 17000), (65, None, 5000))


def compter(ou: Territoire | Etendue, *lues: PopulationParAge, minimum: int, maximum: int | None = None) -> Mesure:
    return analyse.population_par_age(ou, lues, au=AU, minimum=minimum, maximum=maximum)


def test_les_habitants_d_un_age() -> None:
    trouvee = compter(etendue(ICI, AILLEURS), LECTOURE, AUCH, minimum=65)
    assert (bornes(trouvee), trouvee.unite) == ((6300, 6300), "habitants de 65 ans et plus")
    assert trouvee.sources == ("Insee, recensement (2022)", "par âge")
    assert compter(etendue(ICI), LECTOURE, minimum=65, maximum=74).unite == "habitants de 65 à 74 ans"
    assert compter(etendue(ICI), LECTOURE, minimum=0, maximum=64).unite == "habitants de moins de 65 ans"
    # Of Auch, nobody of 75 and over is told apart.
    assert bornes(compter(etendue(ICI, AILLEURS), LECTOURE, AUCH, minimum=75)) == (700, 5700)
    assert bornes(compter(etendue(ICI), LECTOURE, minimum=60, maximum=70)) == (0, 3000)
    # The youngest of the file are 15.
    assert bornes(compter(etendue(ICI), ages(ICI, (15, None, 3000)), minimum=0)) == (3000, None)


def test_une_commune_absente_et_une_possible() -> None:
    sans = compter(etendue(ICI, AILLEURS), LECTOURE, minimum=65)
    assert (bornes(sans), motifs(sans)) == ((1300, None), {Motif.PUBLICATION: 1})
    autour = compter(etendue(ICI, peut_etre=(AILLEURS,)), LECTOURE, AUCH, minimum=65)
    assert (bornes(autour), motifs(autour)) == ((1300, 6300), {Motif.ETENDUE: 1})


def test_une_commune_que_deux_lignes_disent_n_a_ses_habitants_qu_une_fois() -> None:
    deux = etendue(ICI, AILLEURS)
    assert bornes(compter(deux, LECTOURE, LECTOURE, AUCH, minimum=65)) == (6300, 6300)
    autre = ages(ICI, (0, 64, 2400), (65, None, 1400))
    contraires = compter(deux, LECTOURE, autre, AUCH, minimum=65)
    assert (bornes(contraires), motifs(contraires)) == ((6300, 6400), {Motif.PUBLICATION: 1})
    assert "se contredisent sur 32208" in str(contraires.raisons[0])
    # They agree on those under 65.
    assert bornes(compter(deux, LECTOURE, autre, AUCH, minimum=0, maximum=64)) == (19400, 19400)
    demande = analyse.demande_standardisee([LECTOURE, autre], poids=POIDS, source="essai")
    # 2,400 x 0.8 + 1,300 x 2, or 1,400 x 2.
    assert (bornes(demande[ICI]), motifs(demande[ICI])) == ((4520, 4720), {Motif.PUBLICATION: 1})


def test_des_tranches_qui_ne_font_pas_l_age_voulu_sont_la_raison() -> None:
    trouvee = compter(etendue(ICI, AILLEURS), LECTOURE, AUCH, minimum=75)
    [raison] = trouvee.raisons
    assert str(raison) == "publication qui ne tranche pas (1) : ses tranches d'âge ne s'arrêtent pas à ces âges"


POIDS: dict[Tranche, Decimal | int] = {
    Tranche(minimum=0, maximum=64): Decimal("0.8"),
    Tranche(minimum=65, maximum=None): 2,
}


def test_la_demande_pese_chacun_selon_son_age() -> None:
    demande = analyse.demande_standardisee([LECTOURE, AUCH], poids=POIDS, source="essai")
    # 2,400 x 0.8 + 1,300 x 2; 17,000 x 0.8 + 5,000 x 2.
    assert {commune: bornes(mesure) for commune, mesure in demande.items()} == {
        ICI: (4520, 4520),
        AILLEURS: (23600, 23600),
    }
    ensemble = analyse.population_standardisee(
        etendue(ICI, AILLEURS), [LECTOURE, AUCH], au=AU, poids=POIDS, source="essai"
    )
    assert (bornes(ensemble), ensemble.sources) == ((28120, 28120), ("Insee, recensement (2022)", "essai"))


@pytest.mark.parametrize(
    ("poids", "source", "dit"),
    [
        ({Tranche(minimum=15, maximum=None): 1}, "essai", "avant 15 ans"),
        ({Tranche(minimum=0, maximum=64): 1}, "essai", "à partir de 65 ans"),
        ({Tranche(minimum=0, maximum=64): 1, Tranche(minimum=60, maximum=None): 1}, "essai", "avant 60 ans"),
        ({Tranche(minimum=0, maximum=None): -1}, "essai", "négatif"),
        (POIDS, "", "sa source"),
    ],
)
def test_des_poids_qui_oublient_un_age_sont_refuses(poids: dict[Tranche, Decimal | int], source: str, dit: str) -> None:
    with pytest.raises(ValeurInvalide, match=dit):
        analyse.demande_standardisee([LECTOURE], poids=poids, source=source)


@pytest.mark.parametrize(
    ("minimum", "maximum", "dit"),
    [
        (-1, None, "aucun habitant n'a -1 ans"),
        (10, 5, "aucun habitant n'a à la fois 10 ans au moins et 5 au plus"),
    ],
)
def test_un_age_que_personne_n_a_est_refuse(minimum: int, maximum: int | None, dit: str) -> None:
    with pytest.raises(ValeurInvalide, match=dit):
        compter(etendue(ICI), LECTOURE, minimum=minimum, maximum=maximum)


def test_deux_annees_ne_s_ajoutent_pas() -> None:
    with pytest.raises(ValeurInvalide, match="plusieurs années"):
        compter(etendue(ICI, AILLEURS), LECTOURE, attrs.evolve(AUCH, annee=2021), minimum=65)


# -- one commune, several lines -----------------------------------------------------------------------------------

FIGURES: dict[str, tuple[Callable[..., Mesure], tuple[Any, ...]]] = {
    "apl": (
        lambda *lues: moyenne(etendue(T1, T2, T3), *lues),
        tuple(apl(code, valeur, poids) for code in (T1, T2, T3) for valeur in ("1", "4") for poids in (1, 5, None)),
    ),
    "apl municipale": (
        lambda *lues: moyenne(etendue(T1, T2, T3), *lues, par=Ponderation.MUNICIPALE),
        tuple(apl(code, valeur, 1, poids) for code in (T1, T2, T3) for valeur in ("1", "4") for poids in (1, 5)),
    ),
    "zonage": (
        lambda *lues: part(*lues, qpv={"A": 3000}),
        tuple(
            zone(code, classe, quartier)
            for code, quartier in ((T1, None), (T2, None), (T3, None), (T2, "A"))
            for classe in (Q.ZIP, Q.ZAC, Q.HV)
        ),
    ),
    "ages": (
        lambda *lues: compter(etendue(T1, T2, T3), *lues, minimum=65),
        tuple(
            ages(code, (0, debut - 1, 10), (debut, None, vieux))
            for code in (T1, T2, T3)
            for debut in (60, 65)
            for vieux in (3, 7)
        ),
    ),
}


@pytest.mark.parametrize("figure", FIGURES)
@given(donnees=st.data())
def test_des_lignes_de_trop_ne_disent_que_ce_que_chacune_dirait(figure: str, donnees: st.DataObject) -> None:
    chiffrer, possibles = FIGURES[figure]
    lues: Sequence[Any] = donnees.draw(st.lists(st.sampled_from(possibles), min_size=1, max_size=6))
    trouvee = chiffrer(*lues)
    # Whatever the order and however many times.
    assert chiffrer(*reversed(lues), *lues) == trouvee
    par_objet: dict[tuple[str, str | None], list[Any]] = {}
    for lue in lues:
        par_objet.setdefault((lue.commune, getattr(lue, "quartier", None)), []).append(lue)
    for une_de_chacune in product(*par_objet.values()):
        seule = chiffrer(*une_de_chacune)
        assert trouvee.minimum <= seule.minimum
        assert trouvee.maximum is None or (seule.maximum is not None and seule.maximum <= trouvee.maximum)
    assert trouvee.exacte is not None or trouvee.raisons
