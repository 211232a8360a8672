"""Three facts: a contract is terminated, a project is abandoned, a structure is dissolved. And nothing later counts."""

from typing import Any

import attrs
import pytest
from tests.cycle.outils import Q, cpts, etat, etats, fait, jour, msp

from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    AvisComite,
    FormeDatee,
    FormeJuridique,
    MissionCPTS,
    PeriodePartielle,
    Projet,
    Registre,
    Reunion,
    cycle,
)
from soinsprimaires.modele.reunions import NatureReunion, ProchaineEtape, StatutReunion

A = Acte
DEPOT = fait(A.DEPOT_PROJET, "2021-09-06", Q.PORTEURS, recu_le="2021-09-06")
VALIDATION = fait(A.VALIDATION_PROJET, "2021-10-18", Q.ARS)
CONTRAT = fait(A.SIGNATURE_CONTRAT, "2022-05-02", Q.STRUCTURE, Q.ARS, Q.CPAM)
MARCHE = fait(A.MISE_EN_FONCTIONNEMENT, "2022-09-01", Q.STRUCTURE)
EN_MARCHE = attrs.evolve(cpts(DEPOT, VALIDATION, CONTRAT, MARCHE), structure="cpts")


def autour(projet: Projet, dissoute_le: str | None, *autres: Any) -> Registre:
    return Registre().avec(projet, CPTS(identifiant="cpts", nom="CPTS", dissoute_le=dissoute_le), *autres)


def suivi(dissoute_le: str | None, au: str, projet: Projet = EN_MARCHE, *autres: Any) -> cycle.Suivi:
    return cycle.Suivi(projet, autour(projet, dissoute_le, *autres), jour(au))


# -- what the structure says of itself ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dissoute_le", "au", "attendus"),
    [
        (None, "2026-01-01", {"en_fonctionnement"}),
        ("2025-06-30", "2025-06-29", {"en_fonctionnement"}),
        ("2025-06-30", "2025-06-30", {"dissous"}),
        ("2025", "2025-06-30", {"en_fonctionnement", "dissous"}),
        ("2025", "2025-12-31", {"dissous"}),
        ("../2025-06", "2025-01-01", {"en_fonctionnement", "dissous"}),
    ],
)
def test_la_dissolution_de_la_structure_finit_le_projet(dissoute_le: str | None, au: str, attendus: set[str]) -> None:
    vue = suivi(dissoute_le, au)
    assert {etat_.value for etat_ in vue.etats_possibles} == attendus
    # Alone, the project does not know of its structure.
    assert etat(EN_MARCHE, au) == "en_fonctionnement"


def test_l_etat_dissous_date_de_la_dissolution() -> None:
    assert str(suivi("2025-06-30", "2025-12-31").depuis) == "2025-06-30"
    assert str(suivi("2025", "2025-12-31").depuis) == "2025"
    assert suivi("2025", "2025-06-30").depuis is None


def test_d_une_structure_dissoute_rien_n_est_plus_attendu() -> None:
    reunion = Reunion(
        identifiant="reunion",
        nature=NatureReunion.COMITE,
        objet="Bilan",
        statut=StatutReunion.TENUE,
        le="2025-01-10",
        projets=("projet",),
        prochaines_etapes=(ProchaineEtape(objet="Envoyer le bilan", echeance="2025-09-01"),),
    )
    demande = fait(A.DEMANDE_AVENANT, "2025-02-03", Q.ARS, motif="territoire", delai_le="2025-10-01")
    projet = attrs.evolve(EN_MARCHE, journal=(*EN_MARCHE.journal, demande))
    assert {e.code for e in suivi(None, "2025-07-01", projet, reunion).echeances} >= {"DECISION", "REUNION", "CPTS-006"}
    assert suivi("2025-06-30", "2025-07-01", projet, reunion).echeances == ()
    doutes = suivi("2025", "2025-07-01", projet, reunion).echeances
    assert {e.statut for e in doutes} == {cycle.StatutEcheance.INCERTAINE}
    assert suivi("2025-06-30", "2025-07-01", projet).prochaine_etape is None


def test_la_dissolution_n_est_pas_un_evenement_du_journal() -> None:
    vue = suivi("2025-06-30", "2025-07-01")
    assert [ligne.evenement for ligne in vue.historique] == [*EN_MARCHE.journal]
    assert vue.evenements == vue.evenements_certains == EN_MARCHE.journal
    assert vue.evenements_possibles == ()


def test_ce_qui_etait_fini_le_reste() -> None:
    """The structures that a merger dissolves are merged."""
    fusion = fait(A.FUSION, "2025-06-30", Q.STRUCTURE, projets_lies=("autre",))
    fusionne = attrs.evolve(EN_MARCHE, journal=(*EN_MARCHE.journal, fusion))
    assert suivi("2025-06-30", "2025-07-01", fusionne).etat is cycle.EtatCPTS.FUSIONNE


def test_ce_qui_suit_la_dissolution_n_est_pas_sur() -> None:
    apres = fait(A.RESILIATION, "2025-09-01", Q.STRUCTURE, motif="départ")
    projet = attrs.evolve(EN_MARCHE, journal=(*EN_MARCHE.journal, apres))
    vue = suivi("2025-06-30", "2026-01-01", projet)
    assert {etat_.value for etat_ in vue.etats_possibles} == {"dissous", "resilie"}
    assert [raison.code for raison in vue.historique[-1].raisons] == ["cycle.transition"]


def test_une_dissolution_ecrite_au_journal_suffit() -> None:
    dissolution = fait(A.DISSOLUTION, "2025-06-30", Q.STRUCTURE)
    projet = attrs.evolve(EN_MARCHE, journal=(*EN_MARCHE.journal, dissolution))
    assert etat(projet, "2025-06-30") == "dissous"
    assert suivi("2025-06-30", "2025-07-01", projet).etat is cycle.EtatCPTS.DISSOUS


# -- nothing later than the day of the question --------------------------------------------------------------------


def statuts(projet: Projet, registre: Registre, au: str, libelle: str) -> list[tuple[str, str | None]]:
    return [
        (e.statut.value, None if e.tenue_le is None else str(e.tenue_le))
        for e in cycle.echeances(projet, registre, au=jour(au))
        if e.libelle.startswith(libelle)
    ]


def test_une_mission_n_est_pas_tenue_par_un_evenement_a_venir() -> None:
    """Deployed in 2024 without having been started: its start is told in 2025."""
    deployee = fait(A.DEPLOIEMENT_MISSION, "2024-02-05", Q.STRUCTURE, mission=MissionCPTS.PARCOURS)
    demarree = fait(A.DEMARRAGE_MISSION, "2025-03-03", Q.STRUCTURE, mission=MissionCPTS.PARCOURS)
    projet = cpts(DEPOT, VALIDATION, CONTRAT, MARCHE, deployee, demarree)
    parcours = "Mission « parcours pluriprofessionnels »"
    assert statuts(projet, Registre(), "2024-06-01", parcours) == [("tenue", "../2024-02-05"), ("tenue", "2024-02-05")]
    assert {statut for statut, _ in statuts(projet, Registre(), "2024-01-01", parcours)} == {"depassee", "a_venir"}


@pytest.mark.parametrize(
    ("immatriculee_le", "attendu"),
    [("2023-06-01", ("tenue", "2023-06-01")), ("2030-01-01", ("depassee", None)), ("2026", ("incertaine", None))],
)
def test_une_sisa_n_est_pas_tenue_par_une_immatriculation_a_venir(
    immatriculee_le: str, attendu: tuple[str, str | None]
) -> None:
    maison = MSP(
        identifiant="msp",
        nom="Maison",
        formes=(FormeDatee(forme=FormeJuridique.SISA, periode=PeriodePartielle(debut="2022-01-01")),),
        immatriculee_le=immatriculee_le,
    )
    projet = attrs.evolve(msp(DEPOT, VALIDATION, CONTRAT, MARCHE), structure="msp")
    assert statuts(projet, Registre().avec(projet, maison), "2026-06-01", "Constitution de la SISA") == [attendu]


def test_une_reponse_dont_la_date_ne_dit_pas_si_elle_est_passee_laisse_la_question() -> None:
    avis = fait(A.AVIS_COMITE, "2021-09-20", Q.COMITE_REGIONAL, avis=AvisComite.AVEC_RESERVES, delai_le="2021-12-01")
    complements = fait(A.DEPOT_COMPLEMENTS, "2022", Q.PORTEURS)
    demande = fait(A.DEMANDE_COMPLEMENTS, "2021-10-01", Q.ARS)
    projet = msp(DEPOT, avis, demande, complements)
    assert statuts(projet, Registre(), "2022-01-15", "Suite à donner") == [("incertaine", None)]
    assert statuts(projet, Registre(), "2023-01-01", "Suite à donner") == [("tenue", "2022")]
    assert etats(projet, "2022-01-15") == {"projet_depose", "complements_demandes"}
