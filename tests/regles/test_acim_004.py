"""ACIM-004: without its prerequisites an MSP is paid nothing; amendment 2 (14 July 2026) was not read.

Three until the exercise 2022, four since 2023: the plan for health crises is one of them (guide of the Cnam, page 6).
"""

import pytest
from tests.regles.contrats import contrat
from tests.regles.fabrique import juger, maison, manquants, messages, pointeurs, resultat, version

from soinsprimaires import BilanAnnuel, Estimation, Gravite, NuanceNombre, PartStatistique, Portee

CODE = "ACIM-004"
AU = "2025-04-30"
TROIS = ("horaires_et_soins_non_programmes", "fonction_de_coordination", "systeme_information")


def part(nom: str, valeur: int, nuance: str = "exact") -> PartStatistique:
    return PartStatistique(indicateur=nom, valeur=Estimation(valeur=valeur, nuance=NuanceNombre(nuance)))


def bilan(*parts: PartStatistique, annee: int = 2024, convention: str | None = None) -> BilanAnnuel:
    return BilanAnnuel(identifiant="bilan", structure="msp", annee=annee, indicateurs=parts, convention=convention)


QUATRE = (*TROIS, "preparation_aux_crises_sanitaires")
ATTEINTS = tuple(part(nom, 1) for nom in QUATRE)


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2017-07-23", "hors_vigueur"),
        ("2023-12-31", "sans_objet"),
        ("2024-01-01", "conforme"),
        ("2026-07-13", "conforme"),
        ("2026-07-14", "indetermine"),
    ],
)
def test_les_prerequis_sont_atteints(au: str, attendu: str) -> None:
    assert resultat(CODE, bilan(*ATTEINTS), maison(), au=au) == attendu


@pytest.mark.parametrize(
    ("annee", "trois", "quatre"),
    [(2017, "conforme", "conforme"), (2022, "conforme", "conforme"), (2023, "indetermine", "conforme")],
)
def test_trois_prerequis_puis_quatre(annee: int, trois: str, quatre: str) -> None:
    assert resultat(CODE, bilan(*ATTEINTS[:3], annee=annee), maison(), au=AU) == trois
    assert resultat(CODE, bilan(*ATTEINTS, annee=annee), maison(), au=AU) == quatre


@pytest.mark.parametrize("manque", range(4))
def test_un_prerequis_n_est_pas_atteint(manque: int) -> None:
    parts = [part(nom, int(rang != manque)) for rang, nom in enumerate(QUATRE)]
    juge = juger(CODE, bilan(*parts), maison(), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == [
        f"l'indicateur prérequis « {QUATRE[manque]} » n'est pas atteint : aucune rémunération n'est due"
    ]
    assert pointeurs(juge) == ["/contenu/bilans_annuels/0/indicateurs"]


def test_un_prerequis_dont_le_bilan_ne_dit_rien() -> None:
    juge = juger(CODE, bilan(*ATTEINTS[:3]), maison(), au=AU)
    assert manquants(juge) == [("indicateurs",)]
    vague = juger(CODE, bilan(*ATTEINTS[:3], part(QUATRE[3], 1, "au_plus")), maison(), au=AU)
    assert manquants(vague) == [("valeur",)]


@pytest.mark.parametrize(("annee", "au"), [(2026, "2026-07-14"), (2027, "2027-01-01")])
def test_a_partir_de_l_avenant_non_lu_rien_n_est_conclu(annee: int, au: str) -> None:
    assert resultat(CODE, bilan(*ATTEINTS, annee=annee), maison(), au=au) == "indetermine"


def test_le_bilan_d_un_autre_contrat_n_est_pas_juge() -> None:
    autre = contrat("cpom", "msp", "ars")
    assert resultat(CODE, bilan(convention="contrat"), autre, maison(), au=AU) == "sans_objet"
    assert resultat(CODE, bilan(), au=AU) == "sans_objet"


def test_portee_et_gravite() -> None:
    assert (version(CODE, AU).portee, version(CODE, AU).gravite) == (Portee.CONVENTION, Gravite.AVERTISSEMENT)
