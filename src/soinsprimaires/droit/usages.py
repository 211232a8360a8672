"""How words are read for want of a text: values of usage, which say that they are."""

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from soinsprimaires.droit._parametre import Parametre, ValeurDatee
from soinsprimaires.droit.textes import USAGE_ENVIRON
from soinsprimaires.mesures import Estimation, NuanceNombre
from soinsprimaires.sources import Fiabilite

__all__ = ["MARGE_ENVIRON", "lire_environ"]

MARGE_ENVIRON: Final[Parametre[Decimal]] = Parametre(
    nom="écart entre un nombre dit « environ » et le vrai, au plus",
    unite="part",
    valeurs=(
        ValeurDatee(depuis=date.min, valeur=Decimal("0.1"), sources=(USAGE_ENVIRON,), fiabilite=Fiabilite.DEDUITE),
    ),
)
"""A source that gives bounds of its own is read by them."""


def lire_environ(nombre: Estimation, au: date) -> tuple[Estimation, str]:
    """An estimate with the bounds of usage on the sides that its source leaves open, and what is to be said of them.

    Only "about" is read so; any other is given back, with nothing to say.
    """
    marge = MARGE_ENVIRON.au(au).valeur
    ouverte = nombre.nuance is NuanceNombre.ENVIRON and None in {nombre.minimum, nombre.maximum}
    if not ouverte or marge is None:
        return nombre, ""
    ecart = abs(nombre.valeur) * marge
    lu = attrs.evolve(
        nombre,
        minimum=nombre.valeur - ecart if nombre.minimum is None else nombre.minimum,
        maximum=nombre.valeur + ecart if nombre.maximum is None else nombre.maximum,
    )
    return lu, f", lu à {marge * 100:.0f} % près (usage, aucun texte ne le dit)"
