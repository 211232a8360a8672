"""CPTS-009: since amendment 2 (JO of 31 March 2022), the answer to health crises within 6 and 18 months."""

import pytest
from tests.regles.contrats import cpts_sous_contrat, mission
from tests.regles.fabrique import evenement, juger, manquants, messages, projet, references, resultat, version

from soinsprimaires import Gravite, Portee

CODE = "CPTS-009"
DEMARREE = mission("demarrage_mission", "crises_sanitaires", "2022-08-01")
DEPLOYEE = mission("deploiement_mission", "crises_sanitaires", "2023-08-01")


@pytest.mark.parametrize(
    ("signe_le", "attendu"),
    [("2022-03-30", "indetermine"), ("2022-03-31", "non_conforme"), ("2022-04-01", "non_conforme")],
)
def test_les_contrats_posterieurs_a_l_avenant(signe_le: str, attendu: str) -> None:
    assert resultat(CODE, cpts_sous_contrat(signe_le), au="2023-01-01") == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2022-03-30", "hors_vigueur"), ("2022-03-31", "sans_objet"), ("2022-04-04", "conforme")]
)
def test_depuis_l_avenant(au: str, attendu: str) -> None:
    assert resultat(CODE, cpts_sous_contrat("2022-04-04"), au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2022-10-04", "conforme"), ("2022-10-05", "indetermine"), ("2022-10-06", "non_conforme")]
)
def test_six_mois_pour_demarrer(au: str, attendu: str) -> None:
    assert resultat(CODE, cpts_sous_contrat("2022-04-04"), au=au) == attendu


def test_le_constat_nomme_la_mission() -> None:
    juge = juger(CODE, cpts_sous_contrat("2022-04-04"), au="2022-10-06")
    assert messages(juge) == [
        (
            "Mission « réponse aux crises sanitaires » démarrée : le délai est passé, c'était entre le 4 et "
            "le 5 octobre 2022"
        )
    ]


def test_demarree_puis_deployee() -> None:
    assert resultat(CODE, cpts_sous_contrat("2022-04-04", DEMARREE), au="2023-10-04") == "conforme"
    assert resultat(CODE, cpts_sous_contrat("2022-04-04", DEMARREE), au="2023-10-06") == "non_conforme"
    assert resultat(CODE, cpts_sous_contrat("2022-04-04", DEMARREE, DEPLOYEE), au="2023-10-06") == "conforme"


def test_sans_signature_au_journal() -> None:
    repris = projet("cpts", evenement("reprise", "2022-04-04", "structure", etat="contrat_signe"))
    assert manquants(juger(CODE, repris, au="2023-07-06")) == [("journal",)]


def test_source_et_gravite() -> None:
    assert references(CODE, "2023-01-01")[0] == (
        "Avenant n° 2 à l'ACI CPTS du 20 décembre 2021 (avis publié au JO du 31 mars 2022)"
    )
    regle = version(CODE, "2023-01-01")
    assert (regle.portee, regle.gravite) == (Portee.CONVENTION, Gravite.AVERTISSEMENT)
