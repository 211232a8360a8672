"""The lifecycle of a project: where it stands, since when, what may happen next, before when.

The state is folded from the journal at each question, never stored. Everything takes its day as an argument.
"""

from soinsprimaires.cycle._etat import LigneHistorique, connu_le, depuis, etat, etats_possibles, historique
from soinsprimaires.cycle.echeancier import Echeance, StatutEcheance, echeances
from soinsprimaires.cycle.etats import ETATS, Etat, EtatAgrement, EtatCentreSante, EtatCPTS, EtatMission, EtatMSP
from soinsprimaires.cycle.gardes import Garde
from soinsprimaires.cycle.parcours import Etape, ce_qui_manque
from soinsprimaires.cycle.refus import actes_possibles, appliquer, empechements, notices, pieces
from soinsprimaires.cycle.sous_cycles import agrements, missions
from soinsprimaires.cycle.tables import NEUTRES, TRANSITIONS, Transition

__all__ = [
    "ETATS",
    "NEUTRES",
    "TRANSITIONS",
    "Echeance",
    "Etape",
    "Etat",
    "EtatAgrement",
    "EtatCPTS",
    "EtatCentreSante",
    "EtatMSP",
    "EtatMission",
    "Garde",
    "LigneHistorique",
    "StatutEcheance",
    "Transition",
    "actes_possibles",
    "agrements",
    "appliquer",
    "ce_qui_manque",
    "connu_le",
    "depuis",
    "echeances",
    "empechements",
    "etat",
    "etats_possibles",
    "historique",
    "missions",
    "notices",
    "pieces",
]
