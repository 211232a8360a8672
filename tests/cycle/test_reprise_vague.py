"""A project taken up whose source does not tell one state, and leaves several possible."""

from typing import Any

import pytest
from tests.cycle.outils import Q, codes, cpts, etat, etats, fait, jour

from soinsprimaires import Acte, Evenement, ValeurInvalide, cycle

VAGUE = fait(Acte.REPRISE, "2024-01-30", etats_possibles=("projet_valide", "contrat_signe"))


def test_une_reprise_peut_laisser_plusieurs_etats_possibles() -> None:
    assert etat(cpts(VAGUE), "2024-07-02") is None
    assert etats(cpts(VAGUE), "2024-07-02") == {"projet_valide", "contrat_signe"}


def test_l_acte_qui_suit_precise_l_etat() -> None:
    valide = fait(Acte.REPRISE, "2024-01-30", etats_possibles=("projet_depose", "projet_valide"))
    signe = fait(Acte.SIGNATURE_CONTRAT, "2024-09-01", Q.STRUCTURE, Q.ARS, Q.CPAM)
    assert etat(cpts(valide, signe), "2024-09-02") == "contrat_signe"


def test_un_acte_qui_montre_un_etat_ne_le_date_pas() -> None:
    """A renewal proves that a contract was there: since when, it does not tell, and nothing else does."""
    renouvele = fait(Acte.RENOUVELLEMENT, "2025-06-20", Q.STRUCTURE, Q.ARS, Q.CPAM)
    assert str(cycle.depuis(cpts(VAGUE, renouvele), au=jour("2026-11-30"))) == "../2025-06-20"
    signe = fait(Acte.SIGNATURE_CONTRAT, "2024-09-01", Q.STRUCTURE, Q.ARS, Q.CPAM)
    valide = fait(Acte.REPRISE, "2024-01-30", etat="projet_valide")
    assert str(cycle.depuis(cpts(valide, signe, renouvele), au=jour("2026-11-30"))) == "2024-09-01"


def test_un_etat_possible_que_la_nature_ne_connait_pas_est_refuse() -> None:
    inconnue = fait(Acte.REPRISE, "2024-01-30", etats_possibles=("projet_valide", "ouvert"))
    assert codes(cpts(), inconnue) == ["cycle.etat_inconnu /etats_possibles"]


@pytest.mark.parametrize(
    "champs",
    [
        pytest.param({"acte": Acte.REPRISE, "etat": "projet_valide"}, id="une reprise qui donne déjà son état"),
        pytest.param({"acte": Acte.DEPOT_PROJET}, id="un autre acte"),
    ],
)
def test_seule_une_reprise_sans_etat_en_laisse_plusieurs(champs: dict[str, Any]) -> None:
    with pytest.raises(ValeurInvalide) as releve:
        Evenement(identifiant="e", enregistre_le=jour("2026-01-01"), etats_possibles=("projet_valide",), **champs)
    assert (releve.value.code, releve.value.champ) == ("evenement.etat", "etats_possibles")
