"""What is written late may change the past, never make impossible what the journal already says of what followed."""

import pytest
from tests.cycle.outils import Q, annuler, codes, cpts, etat, fait, jour

from soinsprimaires import (
    Acte,
    Evenement,
    FondementOpposition,
    MissionCPTS,
    TransitionRefusee,
    cycle,
)

A = Acte
LETTRE = fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS)
ACCORD = fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS, Q.CPAM)
DEPOT = fait(A.DEPOT_PROJET, "2023-09-04", Q.PORTEURS, recu_le="2023-09-04")
VALIDATION = fait(A.VALIDATION_PROJET, "2023-10-16", Q.ARS)
CONTRAT = fait(A.SIGNATURE_CONTRAT, "2024-01-31", Q.STRUCTURE, Q.ARS, Q.CPAM)
DEMARRAGE = fait(A.DEMARRAGE_MISSION, "2024-06-03", Q.STRUCTURE, mission=MissionCPTS.PARCOURS)
DEPLOIEMENT = fait(A.DEPLOIEMENT_MISSION, "2025-02-03", Q.STRUCTURE, mission=MissionCPTS.PARCOURS)
VIE = cpts(LETTRE, ACCORD, DEPOT, VALIDATION, CONTRAT, DEMARRAGE, DEPLOIEMENT)


@pytest.mark.parametrize(
    ("tardif", "raisons"),
    [
        pytest.param(fait(A.DEBUT_REDACTION, "2023-04-03", Q.PORTEURS), [], id="un oubli qui tient"),
        pytest.param(
            fait(
                A.OPPOSITION_ARS,
                "2023-10-02",
                Q.ARS,
                fondement=FondementOpposition.PERTINENCE_TERRITOIRE,
            ),
            ["cycle.suite /effet_le"],
            id="une opposition avant la validation écrite",
        ),
        # The mission would start after the end of the contract; what follows it is judged from it.
        pytest.param(
            fait(A.RESILIATION, "2024-03-01", Q.STRUCTURE, motif="départ"),
            ["cycle.suite /effet_le"],
            id="une résiliation avant les missions",
        ),
        pytest.param(
            fait(A.DEMARRAGE_MISSION, "2024-05-01", Q.STRUCTURE, mission=MissionCPTS.PARCOURS),
            ["cycle.suite /effet_le"],
            id="un démarrage avant celui qui est écrit",
        ),
        pytest.param(
            fait(A.DEMARRAGE_MISSION, "2024-05-01", Q.STRUCTURE, mission=MissionCPTS.PREVENTION),
            [],
            id="une autre mission",
        ),
        pytest.param(fait(A.INAUGURATION, "2022-01-01"), [], id="un acte neutre"),
        # It cannot take place at its own date: what it would do to the rest is not said.
        pytest.param(
            fait(A.RESILIATION, "2023-02-01", Q.STRUCTURE, motif="départ"),
            ["cycle.transition /acte"],
            id="une résiliation sans contrat",
        ),
    ],
)
def test_un_evenement_ecrit_apres_coup(tardif: Evenement, raisons: list[str]) -> None:
    assert codes(VIE, tardif) == raisons


def test_le_refus_nomme_ce_qui_deviendrait_impossible() -> None:
    tardive = fait(A.RESILIATION, "2024-03-01", Q.STRUCTURE, motif="départ")
    with pytest.raises(TransitionRefusee) as refus:
        cycle.appliquer(VIE, tardive)
    (raison,) = refus.value.anomalies
    assert raison.message == (
        "à cette date, « résiliation du contrat » rendrait impossible ce que le journal dit ensuite : « démarrage "
        "d'une mission » (le 3 juin 2024) ; si cette écriture est fausse, elle s'annule d'abord"
    )


def test_une_date_fausse_se_corrige_en_annulant_puis_en_ecrivant() -> None:
    """Cancelling is always possible, even of what the rest stands on; the right entry mends it."""
    annulation = annuler(CONTRAT, "contrat-mal-date")
    sans = cycle.appliquer(VIE, annulation)
    assert [ligne.evenement.acte for ligne in cycle.historique(sans) if not ligne.coherent] == [A.DEMARRAGE_MISSION]
    corrige = cycle.appliquer(sans, fait(A.SIGNATURE_CONTRAT, "2024-01-29", Q.STRUCTURE, Q.ARS, Q.CPAM))
    assert all(ligne.coherent for ligne in cycle.historique(corrige))
    assert (etat(corrige, "2024-01-28"), etat(corrige, "2024-01-29")) == ("projet_valide", "contrat_signe")


def test_ce_qui_etait_deja_incoherent_ne_se_reproche_pas_a_un_autre() -> None:
    objet = cpts(LETTRE, CONTRAT)  # read from elsewhere: a contract after a letter
    assert codes(objet, fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS, Q.CPAM)) == []


def test_l_historique_dit_aussi_ce_que_les_missions_ne_permettent_pas() -> None:
    objet = cpts(LETTRE, ACCORD, DEPOT, VALIDATION, CONTRAT, DEPLOIEMENT)
    assert [ligne.coherent for ligne in cycle.historique(objet)] == [True] * 5 + [False]
    sans_mission = fait(A.DEMARRAGE_MISSION, "2024-06-03", Q.STRUCTURE)
    assert all(ligne.coherent for ligne in cycle.historique(cpts(*objet.journal[:5], sans_mission)))


# -- the term of a contract ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("le", "raisons"),
    [
        ("2029-01-30", ["cycle.terme /effet_le"]),
        ("2029-01-31", []),
        ("2029-02-01", []),
        ("2029-01", []),  # may be the 31st
        ("2028", ["cycle.terme /effet_le"]),
    ],
)
def test_un_contrat_n_expire_pas_avant_son_terme(le: str, raisons: list[str]) -> None:
    """Signed on 31 January 2024 for five years."""
    expiration = fait(A.EXPIRATION, le, Q.STRUCTURE, enregistre_le=jour("2029-06-01"))
    assert codes(VIE, expiration) == raisons


def test_le_refus_d_une_expiration_dit_le_terme() -> None:
    (raison,) = cycle.empechements(VIE, fait(A.EXPIRATION, "2026-01-01", Q.STRUCTURE))
    assert raison.message == (
        "le contrat court jusqu'au 31 janvier 2029 (60 mois à compter de la signature, faute de date d'effet "
        "distincte ; ou le jour ouvré suivant, le texte lu ne le dit pas) : avant son terme, il se résilie"
    )


def test_apres_une_reprise_le_terme_n_est_pas_connu() -> None:
    repris = cpts(fait(A.REPRISE, "2025-01-01", etat="en_fonctionnement"))
    assert codes(repris, fait(A.EXPIRATION, "2026-01-01", Q.STRUCTURE)) == []
