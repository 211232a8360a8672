"""MSP-004: the projet de santé "est transmis pour information à l'agence régionale de santé" (CSP, art. L6323-3)."""

import pytest
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

from soinsprimaires import MSP, Evenement, Gravite, Portee, Projet

CODE = "MSP-004"
AU = "2024-07-02"


def dossier(*journal: Evenement) -> Projet:
    return projet("msp", *journal, structure="msp")


def msp(creee_le: str | None = "2009-01-01") -> MSP:
    return maison(creee_le=creee_le)


def depot(le: str | None) -> Evenement:
    return evenement("depot_projet", le, "structure")


EMERGENCE = evenement("emergence", "2009-01-01", "porteurs")


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2009-07-22", "hors_vigueur"),
        ("2009-07-23", "non_conforme"),
        ("2010-01-09", "non_conforme"),
        ("2010-01-10", "conforme"),
        ("2010-01-11", "conforme"),
        (AU, "conforme"),
    ],
)
def test_a_partir_du_depot(au: str, attendu: str) -> None:
    assert resultat(CODE, msp(), dossier(EMERGENCE, depot("2010-01-10")), au=au) == attendu


@pytest.mark.parametrize("au", ["2009-07-23", "2011-08-12", "2016-01-27", "2016-01-28"])
def test_chaque_redaction_demande_la_transmission(au: str) -> None:
    assert resultat(CODE, msp(), dossier(depot("2009-02-01")), au=au) == "conforme"
    assert resultat(CODE, msp(), dossier(EMERGENCE), au=au) == "non_conforme"
    assert resultat(CODE, msp(None), dossier(EMERGENCE), au=au) == "indetermine"


def test_une_maison_ouverte_sans_projet_depose() -> None:
    juge = juger(CODE, msp("2024-01-15"), dossier(EMERGENCE), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == [
        "la maison de santé existe (le 15 janvier 2024) et son projet de santé n'est pas déposé à l'ARS"
    ]
    assert pointeurs(juge) == ["/contenu/structures/0"]


def test_un_projet_refuse_a_bien_ete_transmis() -> None:
    refus = evenement("refus_projet", "2010-03-01", "ars", motif="à revoir")
    assert resultat(CODE, msp(), dossier(EMERGENCE, depot("2010-01-10"), refus), au=AU) == "conforme"


@pytest.mark.parametrize(
    ("le", "au", "attendu"),
    [
        ("2010-01", "2010-01-15", "indetermine"),
        ("2010-01", "2010-01-31", "conforme"),
        ("2010-01", "2009-12-31", "non_conforme"),
    ],
)
def test_un_depot_vague(le: str, au: str, attendu: str) -> None:
    assert resultat(CODE, msp(), dossier(EMERGENCE, depot(le)), au=au) == attendu


@pytest.mark.parametrize(
    ("etat", "attendu"),
    [("projet_en_redaction", "indetermine"), ("projet_valide", "conforme"), ("en_fonctionnement", "conforme")],
)
def test_un_journal_repris_en_route(etat: str, attendu: str) -> None:
    reprise = evenement("reprise", "2020-01-01", "structure", etat=etat)
    assert resultat(CODE, msp(), dossier(reprise), au=AU) == attendu


def test_sans_projet() -> None:
    assert manquants(juger(CODE, msp(), au=AU)) == [("projets",)]


@pytest.mark.parametrize("creee_le", [None, "2024"])
def test_on_ne_sait_pas_si_la_maison_existe(creee_le: str | None) -> None:
    juge = juger(CODE, msp(creee_le), dossier(EMERGENCE), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("creee_le",)]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L6323-3"]
    for au, gravite in (
        ("2009-07-23", Gravite.BLOQUANT),
        ("2016-01-27", Gravite.BLOQUANT),
        (AU, Gravite.AVERTISSEMENT),
    ):
        assert (version(CODE, au).portee, version(CODE, au).gravite) == (Portee.LOI_REGLEMENT, gravite)
