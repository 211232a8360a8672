"""MSP-004: the projet de santé "est transmis pour information à l'agence régionale de santé" (CSP, art. L6323-3)."""

import pytest
from tests.regles.fabrique import (
    evenement,
    juger,
    maison,
    manquants,
    messages,
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
        ("2010-03-31", "hors_vigueur"),
        ("2010-04-01", "indetermine"),
        ("2010-06-30", "indetermine"),
        ("2010-07-01", "indetermine"),
        (AU, "indetermine"),
    ],
)
def test_ce_qui_fut_depose_avant_qu_il_y_ait_une_ars(au: str, attendu: str) -> None:
    """No ARS before 1 April 2010, "au plus tard le 1er juillet 2010" (loi n° 2009-879, art. 131, I)."""
    assert resultat(CODE, msp(), dossier(EMERGENCE, depot("2010-01-10")), au=au) == attendu


@pytest.mark.parametrize(
    ("depose_le", "attendu"),
    [
        ("2010-06-30", "indetermine"),
        ("2010-07-01", "conforme"),
        ("2010-07-02", "conforme"),
        ("../2010-07-02", "indetermine"),
    ],
)
def test_un_depot_d_un_jour_ou_il_y_avait_surement_une_ars(depose_le: str, attendu: str) -> None:
    for au in ("2011-08-11", "2011-08-12", AU):
        assert resultat(CODE, msp(), dossier(EMERGENCE, depot(depose_le)), au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2012-01-09", "indetermine"), ("2012-01-10", "conforme"), ("2012-01-11", "conforme")]
)
def test_a_partir_du_depot(au: str, attendu: str) -> None:
    assert resultat(CODE, msp(), dossier(EMERGENCE, depot("2012-01-10")), au=au) == attendu


@pytest.mark.parametrize("au", ["2010-07-01", "2011-08-12", "2016-01-27", "2016-01-28"])
def test_chaque_redaction_demande_la_transmission_sans_fixer_de_jour(au: str) -> None:
    """ "Transmis pour information", nothing more: a house whose project is still being written is not late."""
    assert resultat(CODE, msp(), dossier(depot("2009-02-01")), au=au) == "indetermine"
    juge = juger(CODE, msp(), dossier(EMERGENCE), au=au)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("journal",)]
    assert messages(juge) == [
        "aucun dépôt du projet de santé à l'ARS n'est enregistré à cette date, et la loi ne fixe aucun délai"
    ]


def test_un_projet_refuse_a_bien_ete_transmis() -> None:
    refus = evenement("refus_projet", "2011-03-01", "ars", motif="à revoir")
    assert resultat(CODE, msp(), dossier(EMERGENCE, depot("2011-01-10"), refus), au=AU) == "conforme"


@pytest.mark.parametrize(
    ("le", "au", "attendu"),
    [
        ("2012-01", "2012-01-15", "indetermine"),
        ("2012-01", "2012-01-31", "conforme"),
        ("2012-01", "2011-12-31", "indetermine"),
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


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L6323-3"]
    for au, gravite in (
        ("2010-04-01", Gravite.BLOQUANT),
        ("2016-01-27", Gravite.BLOQUANT),
        (AU, Gravite.AVERTISSEMENT),
    ):
        assert (version(CODE, au).portee, version(CODE, au).gravite) == (Portee.LOI_REGLEMENT, gravite)
