"""A contract whose term has passed while nobody is known to have renewed it: no text read says what it becomes.

The days are computed by hand: five years from 1 October 2019 end on 1 October 2024.
"""

from collections.abc import Callable
from typing import Any

import pytest
from tests.cycle.outils import Q, cpts, etat, etats, fait, jour, mots, msp, projet, publie

from soinsprimaires import (
    Acte,
    Avenant,
    Convention,
    Evenement,
    MissionCPTS,
    NatureConvention,
    NatureProjet,
    ObjetAvenant,
    Projet,
    Registre,
    cycle,
)
from soinsprimaires.cycle import Suivi

A = Acte
PARTIES = (Q.STRUCTURE, Q.ARS, Q.CPAM)
DEBUT = (
    fait(A.DEPOT_PROJET, "2019-07-28", Q.PORTEURS, recu_le="2019-07-28"),
    fait(A.VALIDATION_PROJET, "2019-09-02", Q.ARS),
)
SIGNATURE = fait(A.SIGNATURE_CONTRAT, "2019-10-01", *PARTIES)
MARCHE = fait(A.MISE_EN_FONCTIONNEMENT, "2020-01-06", Q.PORTEURS)
CONTRAT = (*DEBUT, SIGNATURE, MARCHE)
ECHU_OU_NON = {"en_fonctionnement", "echu"}


@pytest.mark.parametrize("batir", [cpts, msp])
def test_apres_le_terme_rien_ne_dit_que_le_contrat_court_ni_qu_il_est_echu(batir: Callable[..., Projet]) -> None:
    objet = batir(*CONTRAT)
    assert etat(objet, "2024-10-01") == "en_fonctionnement"
    assert etats(objet, "2024-10-02") == etats(objet, "2026-11-30") == ECHU_OU_NON


def test_une_maison_de_sante_sans_contrat_n_a_pas_de_terme() -> None:
    marche = fait(A.MISE_EN_FONCTIONNEMENT, "2019-10-01", Q.PORTEURS)
    assert etat(msp(*DEBUT, marche), "2026-11-30") == "en_fonctionnement"
    assert etat(projet(NatureProjet.MSP, fait(A.REPRISE, "2019", etat="en_fonctionnement")), "2026-11-30") is not None


def test_un_renouvellement_recule_le_terme_et_un_acte_tardif_montre_qu_il_courait() -> None:
    renouvellement = fait(A.RENOUVELLEMENT, "2024-09-16", *PARTIES)
    assert etat(cpts(*CONTRAT, renouvellement), "2026-11-30") == "en_fonctionnement"
    # Renewed six months after the term: from that day five more years, and it had never stopped working.
    tardif = cpts(*CONTRAT, fait(A.RENOUVELLEMENT, "2025-04-01", *PARTIES))
    assert etats(tardif, "2025-03-31") == ECHU_OU_NON
    assert etat(tardif, "2025-04-01") == "en_fonctionnement"
    assert str(cycle.depuis(tardif, au=jour("2025-04-01"))) == "2020-01-06"
    assert etats(tardif, "2030-04-02") == ECHU_OU_NON
    # A mission that starts after the term shows that the contract ran that day, not that it was renewed.
    mission = fait(A.DEMARRAGE_MISSION, "2025-04-01", Q.STRUCTURE, mission=MissionCPTS.PARCOURS)
    assert etats(cpts(*CONTRAT, mission), "2025-04-02") == ECHU_OU_NON


def test_le_terme_est_celui_du_contrat_et_de_ses_avenants() -> None:
    def au(le: str, **champs: Any) -> set[str]:
        convention = Convention(
            identifiant="aci", nature=NatureConvention.ACI_CPTS, parties=("cpts", "ars", "cpam"), **champs
        )
        objet = cpts(*DEBUT, fait(A.SIGNATURE_CONTRAT, "2019-10-01", *PARTIES, convention="aci"), MARCHE)
        return mots(Suivi(objet, Registre(conventions=(convention,)), jour(le)).etats_possibles)

    assert au("2024-12-31", prend_effet_le="2020-01-01") == {"en_fonctionnement"}
    assert au("2022-10-02", duree_mois=36) == ECHU_OU_NON
    prolonge = Avenant(objets=(ObjetAvenant.RENOUVELLEMENT,), prend_effet_le="2024-10-01", duree_mois=24)
    assert au("2026-10-01", avenants=(prolonge,)) == {"en_fonctionnement"}
    assert au("2026-10-02", avenants=(prolonge,)) == ECHU_OU_NON


def test_une_date_vague_laisse_ouvert_ce_que_l_un_de_ses_jours_laisse_ouvert() -> None:
    """Signed in October 2019: the term may be any day of October 2024."""
    vague = cpts(*DEBUT, fait(A.SIGNATURE_CONTRAT, "2019-10", *PARTIES), MARCHE)
    assert etat(vague, "2024-10-01") == "en_fonctionnement"
    assert etats(vague, "2024-10-02") == ECHU_OU_NON


def test_ce_qu_une_source_trouve_en_marche_court_cinq_ans_au_plus_depuis_elle() -> None:
    le = cpts(fait(A.REPRISE, "2019-10-01", etat="en_fonctionnement"))
    assert (etat(le, "2024-10-01"), etats(le, "2024-10-02")) == ("en_fonctionnement", ECHU_OU_NON)
    # In that state since 2019, says a sheet of October 2026.
    feuille = cpts(fait(A.REPRISE, "2019-10-01", etat="en_fonctionnement", provenance=publie("2026-10-01")))
    assert etat(feuille, "2026-11-30") == "en_fonctionnement"
    assert etats(feuille, "2031-10-02") == ECHU_OU_NON
    assert etat(cpts(fait(A.REPRISE, etat="en_fonctionnement")), "2026-11-30") == "en_fonctionnement"


def test_un_autre_contrat_apres_le_terme_montre_que_le_premier_avait_fini() -> None:
    second = fait(A.SIGNATURE_CONTRAT, "2025-01-15", *PARTIES)
    suivi = Suivi(cpts(*CONTRAT, second), Registre(), jour("2026-11-30"))
    assert suivi.etat is cycle.EtatCPTS.CONTRAT_SIGNE
    assert all(ligne.coherent and not ligne.contretemps for ligne in suivi.historique)
    # Somewhere in 2024: the first may still have run, and two contracts at once are foreseen by nothing.
    vague = fait(A.SIGNATURE_CONTRAT, "2024", *PARTIES)
    suivi = Suivi(cpts(*CONTRAT, vague), Registre(), jour("2026-11-30"))
    assert {e.value for e in suivi.etats_possibles} >= {"contrat_signe", "en_fonctionnement"}
    assert [ligne.contretemps for ligne in suivi.historique] == [False, False, False, False, True]


def test_le_terme_passe_est_une_echeance_passee() -> None:
    (terme,) = (
        e for e in cycle.echeances(cpts(*CONTRAT), Registre(), au=jour("2026-11-30")) if e.libelle.startswith("Terme")
    )
    assert (str(terme.limite_le), terme.statut.value) == ("2024-10-01", "depassee")


# -- the missions of two contracts --------------------------------------------------------------------------------

ACCES = MissionCPTS.ACCES_AUX_SOINS
DEMARREE = fait(A.DEMARRAGE_MISSION, "2020-03-02", Q.STRUCTURE, mission=ACCES)
DEPLOYEE = fait(A.DEPLOIEMENT_MISSION, "2021-03-01", Q.STRUCTURE, mission=ACCES)
FIN = fait(A.EXPIRATION, "2024-10-02", Q.STRUCTURE)
SECOND = fait(A.SIGNATURE_CONTRAT, "2025-01-15", *PARTIES)


def missions(*journal: Evenement, au: str = "2026-11-30") -> tuple[object, list[tuple[str, str, str]]]:
    suivi = Suivi(cpts(*journal), Registre(), jour(au))
    siennes = [e for e in suivi.echeances if "accès aux soins" in e.libelle]
    return suivi.missions[ACCES], [(e.libelle[-8:], str(e.limite_le), e.statut.value) for e in siennes]


@pytest.mark.parametrize("fin", [(FIN,), ()])
def test_une_mission_deployee_sous_un_contrat_ne_l_est_pas_surement_sous_le_suivant(fin: tuple[Evenement, ...]) -> None:
    """The agreement counts six and eighteen months from the contract, and says nothing of another one before it."""
    debut = (*CONTRAT, DEMARREE, DEPLOYEE)
    assert missions(*debut, au="2024-09-30")[0] is cycle.EtatMission.DEPLOYEE
    etat_, echeances = missions(*debut, *fin, SECOND)
    assert etat_ is None
    assert [e for e in echeances if e[1] > "2025"] == [
        ("démarrée", "2025-07-15", "incertaine"),
        ("déployée", "2026-07-15", "incertaine"),
    ]


def test_une_mission_redemarree_sous_le_second_contrat_l_est_a_sa_date() -> None:
    encore = fait(A.DEMARRAGE_MISSION, "2025-06-02", Q.STRUCTURE, mission=ACCES)
    journal = (*CONTRAT, DEMARREE, DEPLOYEE, FIN, SECOND, encore)
    etat_, echeances = missions(*journal)
    assert etat_ is cycle.EtatMission.DEMARREE
    assert echeances == [("démarrée", "2025-07-15", "tenue"), ("déployée", "2026-07-15", "depassee")]
    suivi = Suivi(cpts(*journal), Registre(), jour("2026-11-30"))
    assert all(ligne.coherent for ligne in suivi.historique)
    assert [str(e.tenue_le) for e in suivi.echeances if e.tenue_le] == ["2025-06-02"]
