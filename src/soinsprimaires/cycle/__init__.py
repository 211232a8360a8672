"""The lifecycle of a project: where it stands, since when, what may happen next, before when.

The state is folded from the journal at each question, never stored. Everything takes its day as an argument.
"""

from soinsprimaires.cycle._echeance import Echeance, Echeances, StatutEcheance
from soinsprimaires.cycle.actes import appliquer, empechements, notices, pieces
from soinsprimaires.cycle.avancement import LigneHistorique
from soinsprimaires.cycle.lots import Lot, Refus, appliquer_lot
from soinsprimaires.cycle.mentions import Mention
from soinsprimaires.cycle.parcours import OBJECTIFS, Etape
from soinsprimaires.cycle.procedures import charger_procedure, lire_procedure
from soinsprimaires.cycle.regions import procedures_de, region_de
from soinsprimaires.cycle.sous_cycles import SOUS_CYCLES, Passage
from soinsprimaires.cycle.suivi import (
    Suivi,
    actes_possibles,
    agrements,
    ce_qui_manque,
    connu_le,
    depuis,
    echeances,
    etat,
    etats_possibles,
    evenements_au,
    historique,
    missions,
    prochaine_etape,
)
from soinsprimaires.cycle.tables import NEUTRES, TRANSITIONS
from soinsprimaires.cycle.tables.rangees import Transition
from soinsprimaires.droit.delais import FinDelai
from soinsprimaires.modele._etats import (
    ETATS,
    Etat,
    EtatAgrement,
    EtatCentreSante,
    EtatCPTS,
    EtatEquipe,
    EtatMission,
    EtatMSP,
)

__all__ = [
    "ETATS",
    "NEUTRES",
    "OBJECTIFS",
    "SOUS_CYCLES",
    "TRANSITIONS",
    "Echeance",
    "Echeances",
    "Etape",
    "Etat",
    "EtatAgrement",
    "EtatCPTS",
    "EtatCentreSante",
    "EtatEquipe",
    "EtatMSP",
    "EtatMission",
    "FinDelai",
    "LigneHistorique",
    "Lot",
    "Mention",
    "Passage",
    "Refus",
    "StatutEcheance",
    "Suivi",
    "Transition",
    "actes_possibles",
    "agrements",
    "appliquer",
    "appliquer_lot",
    "ce_qui_manque",
    "charger_procedure",
    "connu_le",
    "depuis",
    "echeances",
    "empechements",
    "etat",
    "etats_possibles",
    "evenements_au",
    "historique",
    "lire_procedure",
    "missions",
    "notices",
    "pieces",
    "procedures_de",
    "prochaine_etape",
    "region_de",
]
