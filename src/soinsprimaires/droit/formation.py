"""Periods of the obligations of training."""

from datetime import date
from typing import Final

from soinsprimaires.droit._parametre import Parametre, ValeurDatee
from soinsprimaires.droit.textes import L4022_2, R4021_4, R4022_2025
from soinsprimaires.sources import Fiabilite

__all__ = [
    "CONTROLE_CERTIFICATION",
    "PERIODE_CERTIFICATION",
    "PERIODE_DPC",
    "PREMIERE_PERIODE_CERTIFICATION",
    "PREMIERE_PERIODE_DPC",
    "TYPES_DPC",
]

PERIODE_DPC: Final[Parametre[int]] = Parametre(
    nom="période du développement professionnel continu",
    unite="mois",
    valeurs=(ValeurDatee(depuis=date(2016, 7, 11), valeur=36, sources=(R4021_4,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""The obligation is met over three years (CSP, art. R4021-4; décret of 8 July 2016, JO of the 10th)."""

PREMIERE_PERIODE_DPC: Final = date(2017, 1, 1)
"""The official periods follow one another from there: 2017 to 2019, 2020 to 2022, 2023 to 2025 (read in a summary)."""

TYPES_DPC: Final[Parametre[int]] = Parametre(
    nom="types d'actions de développement professionnel continu, au moins",
    unite="types",
    valeurs=(ValeurDatee(depuis=date(2016, 7, 11), valeur=2, sources=(R4021_4,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""Two of the three types, one action at least under a priority orientation (CSP, art. R4021-4, II)."""

PERIODE_CERTIFICATION: Final[Parametre[int]] = Parametre(
    nom="période de certification des professionnels inscrits à l'ordre depuis 2023",
    unite="mois",
    valeurs=(ValeurDatee(depuis=date(2023, 1, 1), valeur=72, sources=(L4022_2,), fiabilite=Fiabilite.VERIFIEE),),
)
"""Six years from the registration with the order (CSP, art. L4022-2)."""

PREMIERE_PERIODE_CERTIFICATION: Final[Parametre[int]] = Parametre(
    nom="première période de certification des professionnels en exercice le 1er janvier 2023",
    unite="mois",
    valeurs=(ValeurDatee(depuis=date(2023, 1, 1), valeur=108, sources=(L4022_2,), fiabilite=Fiabilite.VERIFIEE),),
)
"""Nine years from 1 January 2023 (ordonnance n° 2021-961, art. 3)."""

CONTROLE_CERTIFICATION: Final[Parametre[int]] = Parametre(
    nom="contrôle par l'ordre de la certification, après la fin d'une période, au plus tard",
    unite="mois",
    valeurs=(ValeurDatee(depuis=date(2025, 12, 28), valeur=6, sources=(R4022_2025,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""Décret n° 2025-1335; two sources disagree on how many actions each block asks: that number is not here."""
