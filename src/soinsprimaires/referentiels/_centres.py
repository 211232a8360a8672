"""Where the communes lie: the centre of the surface of each, as the contours of 2018 give it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

import attrs

from soinsprimaires.referentiels._communes import commune, millesime_au
from soinsprimaires.referentiels._fichiers import decompresser, lire_fichier
from soinsprimaires.referentiels._millesimes import MILLESIME, annee

__all__ = ["CentreCommune", "centre"]

ANNEE: Final = 2018
"""Of the contours."""
ECHELLE: Final = 10_000
"""What a degree is counted in."""
SOURCE: Final = f"centres des communes, contours IGN Admin Express {ANNEE}"

_ABSENTE: Final = f"absente des contours de {ANNEE} : commune rétablie depuis, ou collectivité hors des départements"
_AGRANDIE: Final = f"agrandie depuis {ANNEE} : c'est le centre de la commune qui avait alors ce code"


@attrs.frozen(kw_only=True)
class CentreCommune:
    """The centre of the surface of a commune; it is neither the town hall nor where most people live.

    Attributes:
        commune: INSEE code.
        point: latitude and longitude in degrees (WGS 84), to four decimals; ``None`` is not known.
        millesime: year of the contours.
        remarque: why it is not known, or that it is the centre of a part of the commune only.
    """

    commune: str
    point: tuple[Decimal, Decimal] | None
    millesime: int
    remarque: str | None = None


def centre(commune: str, au: date | None = None) -> CentreCommune:
    """The centre of a commune, as the contours of 2018 give it.

    A commune that others have joined since keeps the point of the commune that had its code, and says so. No point is
    known of those that were restored since, nor of the collectivities outside the départements.

    >>> centre("32208").point
    (Decimal('43.9402'), Decimal('0.6506'))
    >>> centre("12218").point is None, centre("12218").remarque
    (True, 'absente des contours de 2018 : commune rétablie depuis, ou collectivité hors des départements')

    Args:
        commune: INSEE code.
        au: chooses the vintage of the communes; the latest without it.

    Raises:
        CodeInconnu: no commune of the vintage has it; the message tells what it became.
    """
    code = _commune(commune, au).code
    entiers = points().get(code)
    if entiers is None:
        return CentreCommune(commune=code, point=None, millesime=ANNEE, remarque=_ABSENTE)
    latitude, longitude = (Decimal(nombre) / ECHELLE for nombre in entiers)
    agrandie = code in _agrandies(MILLESIME if au is None else millesime_au(au))
    remarque = _AGRANDIE if agrandie else None
    return CentreCommune(commune=code, point=(latitude, longitude), millesime=ANNEE, remarque=remarque)


_commune = commune  # the parameter of ``centre`` has its name


@cache
def points() -> Mapping[str, tuple[int, int]]:
    """Latitude and longitude of every commune of the contours, in ten-thousandths of a degree."""
    colonnes = decompresser(lire_fichier(f"centres-{ANNEE}.zlib"))
    noms = ("code", "communes", "latitude", "longitude")
    departements = zip(*(colonnes[f"departements.{nom}"] for nom in noms), strict=True)
    ecarts = zip(map(int, colonnes["communes.latitude"]), map(int, colonnes["communes.longitude"]), strict=True)
    connus: dict[str, tuple[int, int]] = {}
    for departement, numeros, sud, ouest in departements:
        bas, gauche = int(sud), int(ouest)
        for numero, (haut, droite) in zip(numeros.split(" "), ecarts, strict=False):
            connus[departement + numero] = bas + haut, gauche + droite
    return connus


@cache
def _agrandies(millesime: int) -> frozenset[str]:
    """The communes of a vintage that hold ground of another commune of the contours."""
    connus, rattachements = points(), annee(millesime).rattachements
    return frozenset(rattachements[code].commune for code in connus.keys() & rattachements.keys())
