"""ACIM-010: open from 8 to 20 on weekdays, from 8 to 12 on Saturdays, but for a derogation (ACI MSP)."""

from datetime import time

import pytest
from tests.regles.contrats import contrat
from tests.regles.fabrique import juger, maison, manquants, messages, references, resultat, version

from soinsprimaires import MSP, Gravite, Horaire, JourSemaine, Portee, Site

CODE = "ACIM-010"
AU = "2024-07-02"
SEMAINE = tuple(JourSemaine)[:5]
SAMEDI = (JourSemaine.SAMEDI,)
CONTRAT = contrat("aci_msp", "msp", "ars", "cpam")


def heures(jours: tuple[JourSemaine, ...], ouvre: str, ferme: str) -> Horaire:
    return Horaire(jours=jours, ouvre=time.fromisoformat(ouvre), ferme=time.fromisoformat(ferme))


def msp(*horaires: Horaire, autres: tuple[Horaire, ...] | None = None) -> MSP:
    sites = [Site(identifiant="site", commune="32208", horaires=horaires)]
    if autres is not None:
        sites.append(Site(identifiant="autre", commune="32132", horaires=autres))
    return maison(sites=tuple(sites))


PLEIN = (heures(SEMAINE, "08:00", "20:00"), heures(SAMEDI, "08:00", "12:00"))


@pytest.mark.parametrize(
    ("ouvre", "ferme", "attendu"),
    [
        ("08:00", "20:00", "conforme"),
        ("07:30", "20:30", "conforme"),
        ("08:01", "20:00", "non_conforme"),
        ("08:00", "19:59", "non_conforme"),
    ],
)
def test_les_heures_de_la_semaine(ouvre: str, ferme: str, attendu: str) -> None:
    assert resultat(CODE, msp(heures(SEMAINE, ouvre, ferme), PLEIN[1]), CONTRAT, au=AU) == attendu


def test_le_constat_nomme_le_jour() -> None:
    juge = juger(CODE, msp(PLEIN[0]), CONTRAT, au=AU)
    assert messages(juge) == ["le samedi, l'ouverture ne va pas de 8 h à 12 h (sauf dérogation)"]
    quatre = heures(SEMAINE[:4], "08:00", "20:00")
    assert messages(juger(CODE, msp(quatre, PLEIN[1]), CONTRAT, au=AU)) == [
        "le vendredi, l'ouverture ne va pas de 8 h à 20 h (sauf dérogation)"
    ]


@pytest.mark.parametrize(("reprise", "attendu"), [("14:00", "conforme"), ("14:01", "non_conforme")])
def test_deux_plages_ou_deux_sites_se_completent(reprise: str, attendu: str) -> None:
    matin, soir = heures(SEMAINE, "08:00", "14:00"), heures(SEMAINE, reprise, "20:00")
    assert resultat(CODE, msp(matin, soir, PLEIN[1]), CONTRAT, au=AU) == attendu
    assert resultat(CODE, msp(matin, PLEIN[1], autres=(soir,)), CONTRAT, au=AU) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2022-01-14", "sans_objet"), ("2022-01-15", "non_conforme"), ("2022-01-16", "non_conforme")]
)
def test_a_partir_du_contrat(au: str, attendu: str) -> None:
    assert resultat(CODE, msp(PLEIN[0]), CONTRAT, au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2017-04-19", "hors_vigueur"),
        ("2017-04-20", "conforme"),
        ("2026-07-13", "conforme"),
        ("2026-07-14", "indetermine"),
    ],
)
def test_tant_que_le_texte_est_connu(au: str, attendu: str) -> None:
    ancien = contrat("aci_msp", "msp", "ars", "cpam", signee_le="2017-01-01")
    assert resultat(CODE, msp(*PLEIN), ancien, au=au) == attendu


def test_ce_qui_manque_est_nomme() -> None:
    assert manquants(juger(CODE, msp(), CONTRAT, au=AU)) == [("horaires",)]
    assert manquants(juger(CODE, msp(*PLEIN, autres=()), CONTRAT, au=AU)) == [("horaires",)]
    assert manquants(juger(CODE, msp(heures((), "08:00", "20:00")), CONTRAT, au=AU)) == [("jours",)]
    sans_date = contrat("aci_msp", "msp", "ars", "cpam", signee_le=None)
    assert manquants(juger(CODE, msp(*PLEIN), sans_date, au=AU)) == [("conventions",)]


def test_sans_contrat() -> None:
    assert resultat(CODE, msp(), au=AU) == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["ACI MSP du 20 avril 2017 (arrêté du 24 juillet 2017) : horaires d'ouverture"]
    assert (version(CODE, AU).portee, version(CODE, AU).gravite) == (Portee.CONVENTION, Gravite.AVERTISSEMENT)
