"""Periods of the obligations of training."""

from datetime import date
from typing import Final

from soinsprimaires.droit._parametre import Parametre, ValeurDatee
from soinsprimaires.droit.textes import L4022_2, R4021_4
from soinsprimaires.sources import Fiabilite

__all__ = ["PERIODE_CERTIFICATION", "PERIODE_DPC", "PREMIERE_PERIODE_CERTIFICATION"]

PERIODE_DPC: Final[Parametre[int]] = Parametre(
    nom="période du développement professionnel continu",
    unite="mois",
    valeurs=(ValeurDatee(depuis=date(2016, 7, 10), valeur=36, sources=(R4021_4,), fiabilite=Fiabilite.VERIFIEE),),
)
"""The obligation is met over three years (CSP, art. R4021-4); its first day is not verified."""

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
