"""ACIM-001: an MSP is paid by the ACI on a validated projet de santé; read at a federation, so it warns."""

import pytest
from tests.regles.contrats import AUTORITES, RENOUVELE_EN_2022, contrat
from tests.regles.fabrique import (
    evenement,
    juger,
    maison,
    manquants,
    messages,
    pointeurs,
    projet,
    references,
    resultat,
    version,
)

from soinsprimaires import Fiabilite, Gravite, Portee, Projet

CODE = "ACIM-001"
AU = "2024-07-02"
CONTRAT = contrat("aci_msp", "msp", "ars", "cpam")


def dossier(validation: str | None) -> Projet:
    journal = [evenement("depot_projet", "2021-01-10", "structure")]
    if validation is not None:
        journal.append(evenement("validation_projet", validation, "ars"))
    return projet("msp", *journal, structure="msp")


@pytest.mark.parametrize(
    ("validation", "attendu"),
    [
        ("2022-01-14", "conforme"),
        ("2022-01-15", "conforme"),
        ("2022-01-16", "non_conforme"),
        (None, "non_conforme"),
        ("2022-01", "indetermine"),
        ("2021", "conforme"),
    ],
)
def test_valide_le_jour_de_la_signature(validation: str | None, attendu: str) -> None:
    assert resultat(CODE, CONTRAT, maison(), *AUTORITES, dossier(validation), au=AU) == attendu


def test_un_projet_dont_on_ne_sait_l_etat_avant_la_validation_n_est_pas_valide() -> None:
    """All the states before the validation are possible on that day, and none after it."""
    journal = (
        evenement("depot_lettre_intention", "2022", "porteurs"),
        evenement("accord_lettre_intention", "2022", "ars"),
        evenement("debut_redaction", "2022", "porteurs"),
        evenement("depot_projet", "2022", "porteurs"),
        evenement("demande_complements", "2022", "ars"),
        evenement("abandon", "2022", "porteurs"),
    )
    vague = projet("msp", *journal, structure="msp")
    assert resultat(CODE, CONTRAT, maison(), *AUTORITES, vague, au=AU) == "non_conforme"


def test_le_constat() -> None:
    juge = juger(CODE, CONTRAT, maison(), *AUTORITES, dossier(None), au=AU)
    assert messages(juge) == [
        "le contrat est signé (le 15 janvier 2022) alors que le projet de « msp » n'est pas validé par l'ARS"
    ]
    assert pointeurs(juge) == ["/contenu/conventions/0/parties"]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2022-01-14", "sans_objet"), ("2022-01-15", "non_conforme"), ("2022-01-16", "non_conforme")]
)
def test_le_contrat_est_juge_des_sa_signature(au: str, attendu: str) -> None:
    assert resultat(CODE, CONTRAT, maison(), *AUTORITES, dossier(None), au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        # Approved on 24 July 2017; published on 5 August, as two federations say.
        ("2017-07-23", "hors_vigueur"),
        ("2017-07-24", "indetermine"),
        ("2017-08-05", "indetermine"),
        ("2017-08-06", "non_conforme"),
        ("2026-07-13", "non_conforme"),
        ("2026-07-14", "indetermine"),
    ],
)
def test_depuis_l_accord(au: str, attendu: str) -> None:
    ancien = contrat("aci_msp", "msp", "ars", "cpam", signee_le="2017-07-24", avenants=RENOUVELE_EN_2022)
    assert resultat(CODE, ancien, maison(), *AUTORITES, dossier(None), au=au) == attendu


def test_sans_projet_ou_sans_date_de_contrat() -> None:
    assert manquants(juger(CODE, CONTRAT, maison(), *AUTORITES, au=AU)) == [("projets",)]
    sans_date = contrat("aci_msp", "msp", "ars", "cpam", signee_le=None)
    assert manquants(juger(CODE, sans_date, maison(), *AUTORITES, dossier(None), au=AU)) == [("signee_le",)]


def test_sans_maison_de_sante_parmi_les_parties() -> None:
    assert resultat(CODE, contrat("aci_msp", "centre", "ars"), *AUTORITES, au=AU) == "sans_objet"


def test_un_contrat_que_la_maison_tient_d_une_autre() -> None:
    """A house that a merger made after the signature has its contract from another, of which nothing is said."""
    nee = maison(creee_le="2023-01-01")
    assert resultat(CODE, CONTRAT, nee, *AUTORITES, dossier("2023-03-01"), au=AU) == "indetermine"
    assert resultat(CODE, CONTRAT, maison(creee_le="2022-01-15"), *AUTORITES, dossier(None), au=AU) == "non_conforme"
    assert resultat(CODE, CONTRAT, maison(creee_le="2022"), *AUTORITES, dossier(None), au=AU) == "indetermine"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        (
            "Accord conventionnel interprofessionnel des structures de santé pluriprofessionnelles du 20 avril 2017 "
            "(arrêté du 24 juillet 2017)"
        )
    ]
    regle = version(CODE, AU)
    assert (regle.portee, regle.fiabilite, regle.gravite) == (
        Portee.CONVENTION,
        Fiabilite.SECONDAIRE,
        Gravite.AVERTISSEMENT,
    )
