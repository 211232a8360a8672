"""CPTS-006: a contract of five years between the CPTS, the ARS and the assurance maladie (ACI CPTS)."""

from typing import Any

import attrs
import pytest
from tests.regles.contrats import ARS, AUTORITES, CGSS, CPAM, DELEGATION, MSA, RENOUVELE_EN_2022, contrat
from tests.regles.fabrique import (
    evenement,
    juger,
    manquants,
    messages,
    pointeurs,
    projet,
    references,
    resultat,
    version,
)

from soinsprimaires import CPTS, Gravite, Portee

CODE = "CPTS-006"
AU = "2024-07-02"
LA_CPTS = CPTS(identifiant="cpts", nom="CPTS")
TROIS = contrat("aci_cpts", "cpts", "ars", "cpam")


@pytest.mark.parametrize(
    ("au", "attendu"),
    [("2022-01-14", "sans_objet"), ("2022-01-15", "conforme"), ("2022-01-16", "conforme"), (AU, "conforme")],
)
def test_trois_parties_et_cinq_ans(au: str, attendu: str) -> None:
    assert resultat(CODE, TROIS, LA_CPTS, *AUTORITES, au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2019-08-24", "hors_vigueur"), ("2019-08-25", "conforme"), ("2019-08-26", "conforme")]
)
def test_depuis_l_accord(au: str, attendu: str) -> None:
    ancien = contrat("aci_cpts", "cpts", "ars", "cpam", signee_le="2019-08-25")
    assert resultat(CODE, ancien, LA_CPTS, *AUTORITES, au=au) == attendu


@pytest.mark.parametrize(
    ("au", "champs", "attendu"),
    [
        # Five years from 15 January 2022 end on 15 January 2027, recorded or not.
        ("2027-01-14", {}, "conforme"),
        ("2027-01-16", {}, "indetermine"),
        ("2027-01-16", {"signee_le": "2023"}, "conforme"),
        ("2028-06-01", {"signee_le": "2023"}, "indetermine"),
        ("2028-06-01", {"avenants": RENOUVELE_EN_2022}, "indetermine"),
        ("2028-06-01", {"avenants": (attrs.evolve(RENOUVELE_EN_2022[0], signe_le="2026-12-01"),)}, "conforme"),
    ],
)
def test_apres_le_terme_rien_ne_dit_que_le_contrat_court(au: str, champs: dict[str, Any], attendu: str) -> None:
    assert resultat(CODE, contrat("aci_cpts", "cpts", "ars", "cpam", **champs), LA_CPTS, *AUTORITES, au=au) == attendu


def test_un_renouvellement_du_journal_recule_le_terme() -> None:
    renouvellement = evenement("renouvellement", "2026-12-01", "structure", "ars", "cpam")
    suivi = projet("cpts", renouvellement, structure="cpts")
    assert resultat(CODE, TROIS, LA_CPTS, *AUTORITES, suivi, au="2027-06-01") == "conforme"


@pytest.mark.parametrize(
    ("signee_le", "attendu"),
    [("2019-08-24", "indetermine"), ("2019", "indetermine"), ("2019-08-25", "non_conforme")],
)
def test_un_contrat_plus_ancien_que_l_accord(signee_le: str, attendu: str) -> None:
    ancien = contrat("aci_cpts", "cpts", "ars", "cpam", signee_le=signee_le, duree_mois=36)
    assert resultat(CODE, ancien, LA_CPTS, *AUTORITES, au="2020-07-02") == attendu


@pytest.mark.parametrize(("mois", "attendu"), [(59, "non_conforme"), (60, "conforme"), (61, "non_conforme")])
def test_la_duree(mois: int, attendu: str) -> None:
    juge = juger(CODE, contrat("aci_cpts", "cpts", "ars", "cpam", duree_mois=mois), LA_CPTS, *AUTORITES, au=AU)
    assert juge.resultat.value == attendu
    if attendu == "non_conforme":
        assert messages(juge) == [f"le contrat dure {mois} mois, l'accord en prévoit 60"]
        assert pointeurs(juge) == ["/contenu/conventions/0/duree_mois"]


@pytest.mark.parametrize(("signee_le", "attendu"), [("2024", "indetermine"), ("2024-07-02", "non_conforme")])
def test_rien_n_est_certain_d_un_contrat_qui_n_est_peut_etre_pas_signe(signee_le: str, attendu: str) -> None:
    sans_ars = contrat("aci_cpts", "cpts", "cpam", signee_le=signee_le)
    assert resultat(CODE, sans_ars, LA_CPTS, CPAM, au="2024-07-02") == attendu


def test_un_contrat_sans_date_est_celui_qu_on_a_signe() -> None:
    sans_ars = contrat("aci_cpts", "cpts", "cpam", signee_le=None, prend_effet_le=None)
    assert resultat(CODE, sans_ars, LA_CPTS, CPAM, au=AU) == "non_conforme"


def test_une_duree_absente_est_nommee() -> None:
    sans = contrat("aci_cpts", "cpts", "ars", "cpam", duree_mois=None)
    assert manquants(juger(CODE, sans, LA_CPTS, *AUTORITES, au=AU)) == [("duree_mois",)]


def test_la_cgss_tient_lieu_de_cpam_et_de_la_msa_on_ne_sait_pas() -> None:
    """CSS, art. L162-14-1, II: "conclus conjointement par l'ARS et un organisme local d'assurance maladie"."""
    assert resultat(CODE, contrat("aci_cpts", "cpts", "ars", "cgss"), LA_CPTS, ARS, CGSS, au=AU) == "conforme"
    juge = juger(CODE, contrat("aci_cpts", "cpts", "ars", "msa"), LA_CPTS, ARS, MSA, au=AU)
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == ["on ne sait pas si un organisme local d'assurance maladie est partie au contrat"]
    sans_caisse = juger(CODE, contrat("aci_cpts", "cpts", "ars"), LA_CPTS, ARS, au=AU)
    assert messages(sans_caisse) == ["un organisme local d'assurance maladie n'est pas partie au contrat"]


def test_il_manque_l_ars() -> None:
    juge = juger(CODE, contrat("aci_cpts", "cpts", "cpam"), LA_CPTS, CPAM, au=AU)
    assert messages(juge) == ["l'ARS n'est pas partie au contrat"]


def test_une_delegation_signe_pour_son_ars() -> None:
    """A délégation départementale is a service of its ARS: what it does in a journal is done by the ARS, here too."""
    parties = contrat("aci_cpts", "cpts", "cpam", "delegation")
    assert resultat(CODE, parties, LA_CPTS, CPAM, DELEGATION, au=AU) == "conforme"


def test_une_partie_absente_du_dossier_peut_etre_la_bonne() -> None:
    assert resultat(CODE, TROIS, LA_CPTS, CPAM, au=AU) == "indetermine"


def test_un_autre_contrat_n_est_pas_juge() -> None:
    assert resultat(CODE, contrat("partenariat", "cpts", "ars"), LA_CPTS, ARS, au=AU) == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        (
            "Accord conventionnel interprofessionnel en faveur des CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du "
            "24 août 2019)"
        ),
        "CSS, art. L162-14-1, II, version du 28 décembre 2023",
    ]
    assert (version(CODE, AU).portee, version(CODE, AU).gravite) == (Portee.CONVENTION, Gravite.AVERTISSEMENT)
