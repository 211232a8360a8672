"""ACIM-002: an MSP under contract is a SISA, or becomes one within six months of the signature."""

import pytest
from tests.regles.contrats import AUTORITES, contrat
from tests.regles.fabrique import forme, juger, maison, manquants, messages, references, resultat, version

from soinsprimaires import MSP, Gravite, Portee

CODE = "ACIM-002"
CONTRAT = contrat("aci_msp", "msp", "ars", "cpam", signee_le="2022-01-04")
ASSOCIATION = maison(formes=(forme("association_loi_1901", "2018-01-01"),))


def juge(msp: MSP, au: str) -> str:
    return resultat(CODE, CONTRAT, msp, *AUTORITES, au=au)


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2022-01-03", "sans_objet"),
        ("2022-01-04", "conforme"),
        ("2022-07-04", "conforme"),
        ("2022-07-05", "indetermine"),
        ("2022-07-06", "non_conforme"),
    ],
    ids=["avant le contrat", "le jour", "six mois", "un jour que deux lectures separent", "apres"],
)
def test_une_association_a_six_mois(au: str, attendu: str) -> None:
    assert juge(ASSOCIATION, au) == attendu


def test_le_constat_dit_le_dernier_jour() -> None:
    constats = juger(CODE, CONTRAT, ASSOCIATION, *AUTORITES, au="2022-12-01")
    assert messages(constats) == ["« msp » n'est pas une SISA : elle devait l'être au plus tard le 5 juillet 2022"]


def test_une_sisa_est_conforme_a_toute_date() -> None:
    sisa = maison(formes=(forme("sisa", "2021-01-01"),))
    assert [juge(sisa, au) for au in ("2022-01-04", "2022-07-06", "2026-01-01")] == ["conforme"] * 3


def test_une_transformation_tardive_finit_par_regler() -> None:
    formes = (forme("association_loi_1901", "2018-01-01", "2022-09-30"), forme("sisa", "2022-10-01"))
    assert juge(maison(formes=formes), "2022-09-30") == "non_conforme"
    assert juge(maison(formes=formes), "2022-10-01") == "conforme"


@pytest.mark.parametrize(
    ("au", "attendu"), [("2022-09-30", "non_conforme"), ("2022-10-01", "conforme")], ids=["la veille", "le jour"]
)
def test_une_sisa_l_est_du_jour_de_son_immatriculation(au: str, attendu: str) -> None:
    """The deadline of the project reads it so: one reading of one fact."""
    assert juge(maison(formes=(forme("sisa", "2021-01-01"),), immatriculee_le="2022-10-01"), au) == attendu


def test_la_forme_ou_la_date_inconnue_laisse_la_question_ouverte() -> None:
    constats = juger(CODE, CONTRAT, maison(), *AUTORITES, au="2022-12-01")
    assert manquants(constats) == [("formes", "signee_le")]
    sans_date = contrat("aci_msp", "msp", "ars", "cpam", signee_le=None)
    assert resultat(CODE, sans_date, ASSOCIATION, *AUTORITES, au="2022-12-01") == "indetermine"


@pytest.mark.parametrize(("signee_le", "attendu"), [("2016-01-04", "indetermine"), ("2017-07-24", "non_conforme")])
def test_un_contrat_plus_ancien_que_l_accord(signee_le: str, attendu: str) -> None:
    ancien = contrat("aci_msp", "msp", "ars", "cpam", signee_le=signee_le)
    assert resultat(CODE, ancien, ASSOCIATION, *AUTORITES, au="2018-07-02") == attendu


@pytest.mark.parametrize(
    ("creee_le", "attendu"), [("2022-01-04", "non_conforme"), ("2022-01-05", "indetermine"), ("2022", "indetermine")]
)
def test_une_maison_nee_apres_la_signature_tient_le_contrat_d_une_autre(creee_le: str, attendu: str) -> None:
    nee = maison(formes=(forme("association_loi_1901", creee_le),), creee_le=creee_le)
    assert juge(nee, "2023-01-01") == attendu


def test_un_contrat_sans_maison_de_sante_du_dossier() -> None:
    assert resultat(CODE, CONTRAT, *AUTORITES, au="2022-12-01") == "sans_objet"


def test_hors_vigueur_avant_l_accord() -> None:
    assert juge(ASSOCIATION, "2017-07-23") == "hors_vigueur"
    assert juge(ASSOCIATION, "2017-07-24") == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, "2022-12-01") == [
        (
            "Accord conventionnel interprofessionnel des structures de santé pluriprofessionnelles du 20 avril 2017 "
            "(arrêté du 24 juillet 2017)"
        )
    ]
    regle = version(CODE, "2022-12-01")
    assert (regle.portee, regle.gravite) == (Portee.CONVENTION, Gravite.AVERTISSEMENT)
