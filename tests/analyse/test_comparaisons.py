"""A figure beside others: what is said of it holds for all that it may be."""

from datetime import date

import pytest
from tests.analyse.outils import ICI, bornes, territoire

from soinsprimaires import Etendue, Territoire, ValeurInvalide, analyse, composition
from soinsprimaires.analyse import Mesure, Reference, Sens

AU = date(2025, 6, 1)


def mesure(minimum: int, maximum: int | None) -> Mesure:
    return Mesure(minimum=minimum, maximum=maximum, unite="pour 10 000")


VALEURS = {
    "ici": mesure(8, 9),
    "entre": mesure(4, 8),
    "vague": mesure(0, None),
    "muet": None,
    "Gers": mesure(5, 6),
    "Occitanie": mesure(9, 9),
    "France": mesure(10, 10),
    "Haute-Garonne": mesure(7, 7),
}


def indicateur(un: Territoire) -> Mesure | None:
    return VALEURS[un.nom]


def test_un_territoire_devant_son_departement_sa_region_et_le_pays() -> None:
    departement, region, pays = analyse.comparer_territoires(indicateur, [territoire()], au=AU)
    assert [(une.nom, une.code, une.sens) for une in (departement, region, pays)] == [
        ("Gers", "32", Sens.PLUS),
        ("Occitanie", "76", Sens.INDISCERNABLE),
        ("France", None, Sens.MOINS),
    ]
    # 8 / 6 and 9 / 5
    assert departement.rapport is not None
    assert float(departement.rapport.minimum) == pytest.approx(8 / 6)
    assert float(departement.rapport.maximum or 0) == pytest.approx(9 / 5)
    assert (departement.meilleur_rang, departement.dernier_rang) == (1, 1)


def test_un_territoire_a_cheval_se_compare_aux_deux() -> None:
    lignes = analyse.comparer_territoires(
        indicateur, [territoire(ICI, "31555")], au=AU, reference=(Reference.DEPARTEMENT,)
    )
    assert [(ligne.code, ligne.sens) for ligne in lignes] == [("31", Sens.PLUS), ("32", Sens.PLUS)]


def test_un_rang_est_un_intervalle() -> None:
    noms = ("ici", "entre", "vague", "muet")
    lignes = analyse.comparer_territoires(
        indicateur, [territoire(nom=nom) for nom in noms], au=AU, reference=(Reference.PAYS,)
    )
    assert [(ligne.meilleur_rang, ligne.dernier_rang) for ligne in lignes] == [(1, 4), (1, 4), (1, 4), (1, 4)]
    net = analyse.comparer_territoires(
        lambda un: mesure(len(un.nom), len(un.nom)), [territoire(nom=nom) for nom in noms], au=AU
    )
    assert [(ligne.meilleur_rang, ligne.dernier_rang) for ligne in net[::3]] == [(4, 4), (1, 2), (1, 2), (3, 3)]


def test_sans_chiffre_rien_ne_se_compare() -> None:
    [ligne] = analyse.comparer_territoires(indicateur, [territoire(nom="muet")], au=AU, reference=(Reference.PAYS,))
    assert (ligne.valeur, ligne.rapport, ligne.sens) == (None, None, None)
    [vague] = analyse.comparer_territoires(indicateur, [territoire(nom="vague")], au=AU, reference=(Reference.PAYS,))
    assert vague.sens is Sens.INDISCERNABLE


def test_le_pays_est_fait_de_toutes_ses_communes() -> None:
    vus: dict[str, int] = {}

    def compter(un: Territoire) -> Mesure:
        vus[un.nom] = len(un.communes)
        return mesure(1, 1)

    analyse.comparer_territoires(compter, [territoire(), territoire(nom="autre")], au=AU)
    assert {nom: vus[nom] for nom in ("ici", "Gers")} == {"ici": 1, "Gers": 458}
    assert vus["Occitanie"] > 4000
    assert vus["France"] > 34000


def test_une_evolution_dit_le_sens_quand_il_est_sur() -> None:
    valeurs = {date(2020, 1, 1): mesure(3, 4), date(2023, 1, 1): mesure(4, 5), date(2025, 1, 1): mesure(1, 2)}
    lignes = analyse.evolution(lambda _, jour: valeurs[jour], territoire(), jours=list(valeurs))
    assert [ligne.sens for ligne in lignes] == [None, Sens.INDISCERNABLE, Sens.MOINS]
    assert [None if ligne.ecart is None else bornes(ligne.ecart) for ligne in lignes] == [None, (0, 2), (-4, -2)]


def test_les_limites_ne_bougent_pas_quand_les_communes_fusionnent() -> None:
    # Cap d'Astarac is made on 1 January 2025 of these four.
    quatre = ("32067", "32260", "32365", "32413")

    def habitants(un: Territoire | Etendue, jour: date) -> Mesure:
        connus = composition.population(un, au=jour)
        return Mesure(minimum=connus.minimum, maximum=connus.maximum, unite="habitants", sources=(connus.source,))

    avant, apres = analyse.evolution(
        habitants, territoire(*quatre, habitants=None), jours=[date(2024, 6, 1), date(2025, 6, 1)]
    )
    assert avant.valeur is not None
    assert apres.valeur is not None
    assert avant.valeur.exacte == 49 + 71 + 307 + 82
    assert apres.valeur.exacte == 480
    assert bornes(apres.ecart) == (-29, -29)


def test_deux_series_ne_se_soustraient_pas() -> None:
    def serie(_: object, jour: date) -> Mesure:
        return Mesure(minimum=3, maximum=3, unite=f"APL de la série {jour.year}")

    with pytest.raises(ValeurInvalide, match="ne se comparent pas"):
        analyse.evolution(serie, territoire(), jours=[date(2015, 1, 1), date(2016, 1, 1)])


@pytest.mark.parametrize("jours", [[AU], [AU, AU], [AU, date(2024, 1, 1)]])
def test_une_evolution_va_d_un_jour_a_un_autre(jours: list[date]) -> None:
    with pytest.raises(ValeurInvalide, match="dans l'ordre"):
        analyse.evolution(lambda _, __: mesure(1, 1), territoire(), jours=jours)
