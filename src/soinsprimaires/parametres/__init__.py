"""Legal and conventional values, each with its period, its source and its reliability.

``A_JOUR_AU`` says until when the law was read.
"""

from datetime import date
from typing import Final

from soinsprimaires.parametres._parametre import Parametre, Reponse, StatutReponse, ValeurDatee
from soinsprimaires.parametres.cpts import DELAIS_MISSIONS, SEUILS_TAILLE, DelaisMission
from soinsprimaires.parametres.equipes import COMPOSITION_MSP, COMPOSITION_SISA, TOLERANCE_SISA, MinimumEquipe

__all__ = [
    "A_JOUR_AU",
    "COMPOSITION_MSP",
    "COMPOSITION_SISA",
    "DELAIS_MISSIONS",
    "SEUILS_TAILLE",
    "TOLERANCE_SISA",
    "DelaisMission",
    "MinimumEquipe",
    "Parametre",
    "Reponse",
    "StatutReponse",
    "ValeurDatee",
]

A_JOUR_AU: Final = date(2026, 11, 21)
"""Last day on which the texts were read."""
