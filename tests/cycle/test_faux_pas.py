"""Wrong turns, and what a practitioner reads of them."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from tests.cycle.outils import Q, codes, cpts, etat, fait, jour, msp

from soinsprimaires import Acte, Acteur, Evenement, FondementOpposition, Projet, Registre, cycle

A = Acte
DEPOT = fait(A.DEPOT_PROJET, "2023-09-04", Q.PORTEURS, recu_le="2023-09-04")
VALIDATION = fait(A.VALIDATION_PROJET, "2023-10-16", Q.ARS)
CONTRAT = fait(A.SIGNATURE_CONTRAT, "2024-01-31", Q.STRUCTURE, Q.ARS, Q.CPAM)


def messages(objet: Projet, evenement: Evenement) -> list[str]:
    return [raison.message for raison in cycle.empechements(objet, evenement)]


def test_un_second_depot_dit_que_le_projet_est_deja_depose() -> None:
    (message,) = messages(msp(DEPOT), fait(A.DEPOT_PROJET, "2023-09-10", Q.PORTEURS))
    assert message == (
        "« dépôt du projet de santé » n'est pas possible depuis « projet de santé déposé » : le projet y est déjà ; "
        "possible depuis : « lettre d'intention validée par l'ARS », « projet de santé en rédaction », « émergence »"
    )


def test_une_opposition_trop_tardive_dit_le_silence() -> None:
    """Received on 4 September: two months end on 4 November, a Saturday, or on Monday 6."""
    tardive = fait(A.OPPOSITION_ARS, "2023-11-07", Q.ARS, fondement=FondementOpposition.PERTINENCE_TERRITOIRE)
    (message,) = messages(cpts(DEPOT), tardive)
    assert message == (
        "« opposition de l'ARS » n'est pas possible depuis « projet de santé validé » (réputé validé : l'ARS ne s'est "
        "pas opposée dans le délai) ; possible depuis : « compléments demandés », « projet de santé déposé »"
    )


def test_ce_qui_suit_une_fin_est_un_autre_projet() -> None:
    """A letter filed again after the project was given up: the refusal says where to write it."""
    abandonne = cpts(
        fait(A.DEPOT_LETTRE_INTENTION, "2025-02-03", Q.PORTEURS), fait(A.ABANDON, "2025-03-01", Q.PORTEURS)
    )
    lettre = fait(A.DEPOT_LETTRE_INTENTION, "2026-01-10", Q.PORTEURS)
    (message,) = messages(abandonne, lettre)
    assert message == (
        "« dépôt de la lettre d'intention » n'est pas possible depuis « abandonné » ; possible depuis : « émergence » "
        "; si cette fin est juste, la suite est un autre projet, issu de celui-ci"
    )


def test_un_second_contrat_d_une_cpts_dit_ce_que_l_on_peut_faire() -> None:
    objet = cpts(DEPOT, VALIDATION, CONTRAT)
    second = fait(A.SIGNATURE_CONTRAT, "2024-06-03", Q.STRUCTURE, Q.ARS, Q.CPAM)
    assert messages(objet, second)[1:] == [
        "un contrat est déjà signé : un avenant le modifie, un renouvellement le prolonge"
    ]
    # Once it is terminated, nothing that was read forbids another one.
    fini = cpts(*objet.journal, fait(A.RESILIATION, "2024-05-02", Q.STRUCTURE, motif="départ"))
    assert codes(fini, second) == []


@pytest.mark.parametrize(
    ("acte", "champs"),
    [
        (A.DEMANDE_AVENANT, {"motif": "extension"}),
        (A.SIGNATURE_AVENANT, {"motif": "extension"}),
        (A.RENOUVELLEMENT, {}),
        (A.RESILIATION, {"motif": "départ"}),
        (A.EXPIRATION, {}),
    ],
)
def test_ce_qui_se_fait_d_un_contrat_l_attend(acte: Acte, champs: dict[str, Any]) -> None:
    """A maison de santé may work without one."""
    evenement = fait(acte, "2030-01-07", Q.STRUCTURE, Q.ARS, Q.CPAM, enregistre_le=jour("2031-01-01"), **champs)
    marche = (DEPOT, VALIDATION, fait(A.MISE_EN_FONCTIONNEMENT, "2023-11-06", Q.STRUCTURE))
    assert messages(msp(*marche), evenement) == [
        f"« {acte.libelle} » demande un contrat, et le journal n'en porte aucun de signé"
    ]
    assert codes(msp(*marche, CONTRAT), evenement) == []
    repris = msp(fait(A.REPRISE, "2023-01-01", etat="en_fonctionnement"))
    assert codes(repris, evenement) == []


def test_un_renouvellement_attend_chaque_partie() -> None:
    """Signed by the structure alone it prolongs nothing; the two others make it, on the day of the last."""
    seule = cpts(DEPOT, VALIDATION, CONTRAT, fait(A.RENOUVELLEMENT, "2029-01-08", Q.STRUCTURE))
    assert [str(e.limite_le) for e in _termes(seule, "2029-01-31")] == ["2029-01-31"]
    tous = cycle.appliquer(seule, fait(A.RENOUVELLEMENT, "2029-01-22", Q.ARS, Q.CPAM))
    assert [str(e.limite_le) for e in _termes(tous, "2029-01-31")] == ["2034-01-22"]


def _termes(objet: Projet, au: str) -> list[cycle.Echeance]:
    return [e for e in cycle.echeances(objet, Registre(), au=jour(au)) if e.libelle.startswith("Terme")]


@pytest.mark.parametrize(
    ("recu_le", "raisons"),
    [
        ("2023-09-03", ["cycle.reception /recu_le"]),
        ("2023-09-04", []),
        ("2023-09", []),
        ("2023-08", ["cycle.reception /recu_le"]),
        (None, []),
    ],
)
def test_rien_ne_se_recoit_avant_d_etre_envoye(recu_le: str | None, raisons: list[str]) -> None:
    assert codes(msp(), fait(A.DEPOT_PROJET, "2023-09-04", Q.PORTEURS, recu_le=recu_le)) == raisons


def test_une_decision_par_delegation_se_dit_aussi() -> None:
    par_delegation = fait(A.VALIDATION_PROJET, "2023-10-16", Q.ARS, par_delegation=True)
    assert [notice.code for notice in cycle.notices(msp(DEPOT), par_delegation)] == ["cycle.delegation"]
    assert cycle.notices(msp(DEPOT), VALIDATION) == ()


@pytest.mark.parametrize("batir", [cpts, msp])
def test_une_lettre_retiree_par_ses_porteurs_ramene_au_debut(batir: Callable[..., Projet]) -> None:
    """No text speaks of it: the letter that was taken back may be sent anew, and nobody else takes it back."""
    lettre = fait(A.DEPOT_LETTRE_INTENTION, "2024-01-10", Q.PORTEURS)
    accord = fait(A.ACCORD_LETTRE_INTENTION, "2024-02-12", Q.ARS, Q.CPAM)
    retrait = fait(A.RETRAIT_LETTRE_INTENTION, "2024-03-04", Q.PORTEURS)
    encore = fait(A.DEPOT_LETTRE_INTENTION, "2024-09-02", Q.PORTEURS)
    for journal in ([lettre], [lettre, accord]):
        objet = batir(*journal, retrait, encore)
        assert etat(objet, "2024-03-03") != "emergence"
        assert [etat(objet, le) for le in ("2024-03-04", "2024-09-02")] == ["emergence", "lettre_intention_deposee"]
        assert cycle.empechements(batir(*journal), retrait) == ()
    par_l_ars = attrs.evolve(retrait, acteurs=(Acteur(qualite=Q.ARS),))
    assert codes(batir(lettre), par_l_ars) == ["cycle.acteur /acteurs"]
    assert codes(batir(), retrait) == ["cycle.transition /acte"]
