"""What a maison de santé and a CPTS receive, line by line, each with its source, and what is not known.

From facts that may each be unknown, :func:`decompte_aci_msp` and :func:`decompte_aci_cpts` give lines that add up,
between bounds that hold whatever the unknown facts are. Nothing is guessed: an amount that no text gives is ``None``,
and says why, and where it can be read.
"""

from soinsprimaires.financement.aci_cpts import decompte_aci_cpts
from soinsprimaires.financement.aci_msp import decompte_aci_msp
from soinsprimaires.financement.aides import AideAuJour, StatutAide, aides
from soinsprimaires.financement.bareme import BAREME, Bareme, charger_bareme
from soinsprimaires.financement.decompte import (
    ARRONDI,
    Decompte,
    EcartLigne,
    Ligne,
    Quantite,
    Versement,
    comparer_decomptes,
)
from soinsprimaires.financement.faits import FAITS, FaitsACICPTS, FaitsACIMSP, MissionEngagee, charger_faits
from soinsprimaires.financement.questions import Question, ce_qui_changerait
from soinsprimaires.financement.registre import faits_aci_cpts, faits_aci_msp

__all__ = [
    "ARRONDI",
    "BAREME",
    "FAITS",
    "AideAuJour",
    "Bareme",
    "Decompte",
    "EcartLigne",
    "FaitsACICPTS",
    "FaitsACIMSP",
    "Ligne",
    "MissionEngagee",
    "Quantite",
    "Question",
    "StatutAide",
    "Versement",
    "aides",
    "ce_qui_changerait",
    "charger_bareme",
    "charger_faits",
    "comparer_decomptes",
    "decompte_aci_cpts",
    "decompte_aci_msp",
    "faits_aci_cpts",
    "faits_aci_msp",
]
