"""The law as dated, sourced rules, and the engine that runs them.

A rule never raises and never guesses: it is met, not met, undetermined (with what is missing), out of force, without
object, excluded by the caller, or crashed.
"""

from soinsprimaires.regles.catalogue import REGLES
from soinsprimaires.regles.constats import Constat, Resultat, ResultatRegle
from soinsprimaires.regles.controle import controler
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    Remarque,
    SansObjet,
    SousReserve,
    Verdict,
    registre_de_regles,
    regle,
)
from soinsprimaires.regles.rapport import EvolutionRapport, Rapport

__all__ = [
    "REGLES",
    "Constat",
    "Contexte",
    "EvolutionRapport",
    "Indetermine",
    "NonConforme",
    "Rapport",
    "Regle",
    "Remarque",
    "Resultat",
    "ResultatRegle",
    "SansObjet",
    "SousReserve",
    "Verdict",
    "controler",
    "registre_de_regles",
    "regle",
]
