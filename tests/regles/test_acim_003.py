"""ACIM-003: a contract of five years between the structure, the CPAM and the ARS (ACI MSP)."""

import pytest
from tests.regles.contrats import ARS, AUTORITES, CPAM, RENOUVELE_EN_2022, contrat
from tests.regles.fabrique import juger, maison, manquants, messages, references, resultat, version

from soinsprimaires import CentreSante, Gravite, Portee

CODE = "ACIM-003"
AU = "2024-07-02"


@pytest.mark.parametrize(
    ("au", "attendu"), [("2022-01-14", "sans_objet"), ("2022-01-15", "conforme"), ("2022-01-16", "conforme")]
)
def test_trois_parties_et_cinq_ans(au: str, attendu: str) -> None:
    assert resultat(CODE, contrat("aci_msp", "msp", "ars", "cpam"), maison(), *AUTORITES, au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        # Approved on 24 July 2017; published on 5 August, as two federations say.
        ("2017-07-23", "hors_vigueur"),
        ("2017-07-24", "indetermine"),
        ("2017-08-05", "indetermine"),
        ("2017-08-06", "conforme"),
        ("2026-07-13", "conforme"),
        ("2026-07-14", "indetermine"),
    ],
)
def test_depuis_l_accord(au: str, attendu: str) -> None:
    ancien = contrat("aci_msp", "msp", "ars", "cpam", signee_le="2017-07-24", avenants=RENOUVELE_EN_2022)
    assert resultat(CODE, ancien, maison(), *AUTORITES, au=au) == attendu


@pytest.mark.parametrize(
    ("signee_le", "attendu"),
    [("2017-07-23", "indetermine"), ("2017", "indetermine"), ("2017-07-24", "non_conforme"), (None, "non_conforme")],
)
def test_un_contrat_plus_ancien_que_l_accord(signee_le: str | None, attendu: str) -> None:
    """The règlement arbitral paid houses before: what the agreement asks of those contracts was not read."""
    ancien = contrat("aci_msp", "msp", "ars", "cpam", signee_le=signee_le, duree_mois=36)
    assert resultat(CODE, ancien, maison(), *AUTORITES, au="2018-07-02") == attendu


def test_un_centre_de_sante_peut_choisir_cet_accord() -> None:
    centre = CentreSante(identifiant="centre", nom="Centre")
    assert resultat(CODE, contrat("aci_msp", "centre", "ars", "cpam"), centre, *AUTORITES, au=AU) == "conforme"


def test_il_manque_la_cpam_et_une_annee() -> None:
    juge = juger(CODE, contrat("aci_msp", "msp", "ars", duree_mois=48), maison(), ARS, au=AU)
    assert messages(juge) == [
        "un organisme local d'assurance maladie n'est pas partie au contrat",
        "le contrat dure 48 mois, l'accord en prévoit 60",
    ]


def test_il_manque_la_structure() -> None:
    juge = juger(CODE, contrat("aci_msp", "cpam", "ars"), ARS, CPAM, au=AU)
    assert messages(juge) == ["la structure n'est pas partie au contrat"]


def test_une_partie_inconnue_et_une_duree_absente() -> None:
    juge = juger(CODE, contrat("aci_msp", "msp", "ars", "absente", duree_mois=None), maison(), ARS, au=AU)
    assert manquants(juge) == [("parties",), ("duree_mois",)]


def test_source_et_gravite() -> None:
    assert len(references(CODE, AU)) == 1
    assert (version(CODE, AU).portee, version(CODE, AU).gravite) == (Portee.CONVENTION, Gravite.AVERTISSEMENT)
