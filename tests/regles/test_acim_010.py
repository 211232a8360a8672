"""ACIM-010: open from 8 to 20 on weekdays, from 8 to 12 on Saturdays (ACI MSP).

Fewer hours, down to an amplitude of eight, and no Saturday reduce the indicator (guide of the Cnam, page 3); below
eight hours it takes a derogation, which no record holds. What reduced it before 2022 was not read.
"""

from datetime import time

import pytest
from tests.regles.contrats import RENOUVELE_EN_2022, contrat
from tests.regles.fabrique import juger, maison, manquants, messages, references, resultat, version

from soinsprimaires import MSP, Gravite, Horaire, JourSemaine, Portee, Site
from soinsprimaires.droit.aci_msp import OUVERTURE_ACI_MSP

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
        ("08:01", "20:00", "conforme"),
        ("09:00", "17:00", "conforme"),
        ("09:00", "16:59", "indetermine"),
    ],
)
def test_les_heures_de_la_semaine(ouvre: str, ferme: str, attendu: str) -> None:
    assert resultat(CODE, msp(heures(SEMAINE, ouvre, ferme), PLEIN[1]), CONTRAT, au=AU) == attendu


def test_le_constat_nomme_le_jour() -> None:
    juge = juger(CODE, msp(PLEIN[0]), CONTRAT, au=AU)
    assert messages(juge) == ["« site » n'ouvre pas aux heures entières (samedi) : l'indicateur est réduit"]
    quatre = heures(SEMAINE[:4], "08:00", "20:00")
    juge = juger(CODE, msp(quatre, PLEIN[1]), CONTRAT, au=AU)
    assert messages(juge) == [
        (
            "« site » n'ouvre pas assez (vendredi) : l'indicateur n'est atteint que par une dérogation, que le "
            "registre ne dit pas"
        )
    ]
    assert manquants(juge) == [("horaires",)]


@pytest.mark.parametrize(("reprise", "constats"), [("14:00", 0), ("14:01", 1), ("18:00", 1), ("18:01", 1)])
def test_deux_plages_se_completent(reprise: str, constats: int) -> None:
    matin, soir = heures(SEMAINE, "08:00", "14:00"), heures(SEMAINE, reprise, "20:00")
    juge = juger(CODE, msp(matin, soir, PLEIN[1]), CONTRAT, au=AU)
    assert len(juge.constats) == constats
    assert juge.resultat.value == ("indetermine" if reprise == "18:01" else "conforme")


def test_chaque_site_ouvre_assez() -> None:
    """Each site of a house on several ones must meet the indicator (guide of the Cnam, page 2)."""
    matin, soir = heures(SEMAINE, "08:00", "14:00"), heures(SEMAINE, "14:00", "20:00")
    juge = juger(CODE, msp(matin, PLEIN[1], autres=(soir,)), CONTRAT, au=AU)
    assert [constat.pointeur for constat in juge.constats] == [
        "/contenu/structures/0/sites/0",
        "/contenu/structures/0/sites/1",
    ]
    assert juge.resultat.value == "indetermine"


def test_ce_qui_reduisait_l_indicateur_avant_2022_n_a_pas_ete_lu() -> None:
    ancien = contrat("aci_msp", "msp", "ars", "cpam", signee_le="2018-01-01")
    presque = msp(heures(SEMAINE, "08:00", "19:00"), PLEIN[1])
    assert resultat(CODE, presque, ancien, au="2021-12-31") == "indetermine"
    assert resultat(CODE, presque, ancien, au="2022-01-01") == "conforme"
    assert resultat(CODE, presque, ancien, au="2022-01-02") == "conforme"


@pytest.mark.parametrize(
    ("au", "attendu"), [("2022-01-14", "sans_objet"), ("2022-01-15", "indetermine"), ("2022-01-16", "indetermine")]
)
def test_a_partir_du_contrat(au: str, attendu: str) -> None:
    assert resultat(CODE, msp(heures(SEMAINE, "09:00", "16:00")), CONTRAT, au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2017-07-23", "hors_vigueur"),
        ("2017-07-24", "indetermine"),
        ("2017-08-06", "conforme"),
        ("2026-07-13", "conforme"),
        ("2026-07-14", "indetermine"),
    ],
)
def test_tant_que_le_texte_est_connu(au: str, attendu: str) -> None:
    ancien = contrat("aci_msp", "msp", "ars", "cpam", signee_le="2017-01-01", avenants=RENOUVELE_EN_2022)
    assert resultat(CODE, msp(*PLEIN), ancien, au=au) == attendu


def test_d_un_texte_qui_n_a_pas_ete_lu_rien_d_autre_n_est_demande() -> None:
    """The hours are known: what is not is the law, and it is told once."""
    [seul] = messages(juger(CODE, msp(*PLEIN), CONTRAT, au="2026-07-14"))
    assert seul.startswith("une version plus récente du texte n'a pas été lue : ")
    for valeur in OUVERTURE_ACI_MSP.valeurs:
        if valeur.valeur is None:
            assert resultat(CODE, msp(*PLEIN), CONTRAT, au=valeur.depuis.isoformat()) == "indetermine"


def test_ce_qui_manque_est_nomme() -> None:
    assert manquants(juger(CODE, msp(), CONTRAT, au=AU)) == [("horaires",)]
    assert manquants(juger(CODE, msp(*PLEIN, autres=()), CONTRAT, au=AU)) == [("horaires",)]
    assert manquants(juger(CODE, msp(heures((), "08:00", "20:00")), CONTRAT, au=AU)) == [("jours",)]
    sans_date = contrat("aci_msp", "msp", "ars", "cpam", signee_le=None)
    assert manquants(juger(CODE, msp(*PLEIN), sans_date, au=AU)) == [("conventions",)]


def test_sans_contrat() -> None:
    assert resultat(CODE, msp(), au=AU) == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        "ACI MSP du 20 avril 2017 (arrêté du 24 juillet 2017) : horaires d'ouverture",
        "Avenant n° 1 à l'ACI MSP (avis publié au JO du 3 août 2022), guide des indicateurs de la Cnam, octobre 2022",
    ]
    assert (version(CODE, AU).portee, version(CODE, AU).gravite) == (Portee.CONVENTION, Gravite.AVERTISSEMENT)
