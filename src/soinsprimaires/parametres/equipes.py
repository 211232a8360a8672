"""How many professionals a team must gather."""

from datetime import date
from typing import Final

import attrs

from soinsprimaires.parametres._parametre import Parametre, ValeurDatee
from soinsprimaires.parametres.textes import CRITERES_MSP, L4041_4_I
from soinsprimaires.sources import Fiabilite

__all__ = ["COMPOSITION_MSP", "COMPOSITION_SISA", "MinimumEquipe"]


@attrs.frozen(kw_only=True)
class MinimumEquipe:
    """A minimum of professionals.

    Attributes:
        medecins: doctors.
        auxiliaires_medicaux: auxiliaires médicaux.
    """

    medecins: int
    auxiliaires_medicaux: int


COMPOSITION_SISA: Final[Parametre[MinimumEquipe]] = Parametre(
    nom="composition minimale d'une SISA",
    unite="associés",
    valeurs=(
        ValeurDatee(
            depuis=date(2011, 8, 12),
            valeur=MinimumEquipe(medecins=2, auxiliaires_medicaux=1),
            sources=(L4041_4_I,),
            fiabilite=Fiabilite.VERIFIEE,
        ),
    ),
)
"""At least two doctors and one auxiliaire médical among the associates (CSP, art. L4041-4, I)."""

COMPOSITION_MSP: Final[Parametre[MinimumEquipe]] = Parametre(
    nom="composition minimale de l'équipe d'une MSP",
    unite="membres",
    valeurs=(
        ValeurDatee(
            depuis=date(2010, 7, 27),
            valeur=MinimumEquipe(medecins=2, auxiliaires_medicaux=1),
            sources=(CRITERES_MSP,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
    ),
)
"""Two doctors and one auxiliaire médical, as the ARS ask; its first day is not verified."""
