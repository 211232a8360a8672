"""Size classes of the CPTS."""

from datetime import date
from typing import Final

from soinsprimaires.parametres._parametre import Parametre, ValeurDatee
from soinsprimaires.parametres.textes import ACI_CPTS_TAILLES
from soinsprimaires.sources import Fiabilite

__all__ = ["SEUILS_TAILLE"]


SEUILS_TAILLE: Final[Parametre[tuple[int, ...]]] = Parametre(
    nom="seuils de population des tailles de CPTS",
    unite="habitants",
    valeurs=(
        ValeurDatee(
            depuis=date(2019, 8, 25),
            valeur=(40_000, 80_000, 175_000),
            sources=(ACI_CPTS_TAILLES,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
    ),
)
"""Populations that part sizes 1 to 4; on which side an exact threshold falls was found in no text."""
