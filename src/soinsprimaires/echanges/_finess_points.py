"""Where the establishments of FINESS stand: coordinates as its files write them, made into positions."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from soinsprimaires.anomalies import Gravite
from soinsprimaires.echanges._flux import Flux
from soinsprimaires.echanges._grammaire import couper
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.echanges._projections import projection_de
from soinsprimaires.echanges._valeurs import en_decimal_ou_rien
from soinsprimaires.modele.lieux import Position

__all__ = ["SECTION", "PointLu", "lire_points", "placer", "situer"]

SECTION: Final = "geolocalisation"
"""First cell of the lines of coordinates of ``cs1100507``."""
_AIGUILLE: Final = SECTION.encode()

PointLu = tuple[str, str, str]
"""First coordinate, second one, and their source, as they are written."""

_CADRES: Final[Sequence[tuple[frozenset[str], tuple[float, float, float, float]]]] = (
    (frozenset({"971", "977", "978"}), (15.7, 18.2, -63.3, -60.9)),
    (frozenset({"972"}), (14.3, 15.0, -61.3, -60.7)),
    (frozenset({"973"}), (2.0, 6.0, -54.7, -51.5)),
    (frozenset({"974"}), (-21.5, -20.8, 55.1, 55.9)),
    (frozenset({"975"}), (46.7, 47.2, -56.5, -56.0)),
    (frozenset({"976"}), (-13.1, -12.5, 44.9, 45.4)),
    (frozenset({"986"}), (-14.5, -13.1, -178.3, -176.0)),
    (frozenset({"987"}), (-28.0, -7.5, -155.0, -134.0)),
    (frozenset({"988"}), (-23.0, -17.5, 158.0, 172.5)),
)
"""Least and greatest latitude and longitude of each overseas territory, in degrees (WGS 84)."""
_METROPOLE: Final = (41.2, 51.2, -5.3, 9.7)
_DEMI_TOUR: Final = 180
_CENTIEME_DE_SECONDE: Final = 6
"""Decimals of a degree that are kept: a tenth of a metre."""


def situer(paires: Iterable[tuple[str, str]], departement: str, source: str) -> Position | None:
    """Where an establishment stands: files swap the two coordinates, and swap degrees with the metres of a projection.

    The pair is the one that falls in the territory, as degrees or as metres, in the order in which it does.
    """
    cadre = next((cadre for codes, cadre in _CADRES if departement in codes), _METROPOLE)
    nombres = [(x, y) for x, y in (map(_coordonnee, paire) for paire in paires) if x is not None and y is not None]
    en_degres = [paire for paire in nombres if max(map(abs, paire)) <= _DEMI_TOUR]
    en_metres = [paire for paire in nombres if _DEMI_TOUR < max(map(abs, paire)) < _TOUR]
    projection = projection_de(departement) if en_metres else None
    essais = [une for x, y in en_degres for une in ((x, y), (y, x))]
    if projection is not None:
        essais += [projection(*une) for x, y in en_metres for une in ((x, y), (y, x))]
    for latitude, longitude in essais:
        if cadre[0] <= latitude <= cadre[1] and cadre[2] <= longitude <= cadre[3]:
            return Position(latitude=_degre(latitude), longitude=_degre(longitude), source=source or None)
    return None


_TOUR: Final = 4e7
"""Metres that no projection reaches: those of the equator."""


def _coordonnee(texte: str) -> float | None:
    nombre = en_decimal_ou_rien(texte)
    return None if nombre is None else float(nombre)


def _degre(nombre: float) -> Decimal:
    return Decimal(f"{nombre:.{_CENTIEME_DE_SECONDE}f}")


# -- lines of coordinates -----------------------------------------------------------------------------------------


def lire_points(flux: Flux) -> Iterator[tuple[str, PointLu]]:
    """The FINESS numbers and the coordinates of ``cs1100507``."""
    for ligne in _lignes(flux):
        _, numero, x, y, qui, *_ = (*couper(ligne.decode("utf-8", "replace"), ";"), "", "", "", "")
        yield numero, (x, y, sys.intern(qui))


def _lignes(flux: Flux) -> Iterator[bytes]:
    """The lines of coordinates; most blocks of a file have none, and are not cut."""
    reste = b""
    while lus := flux.read():
        *entieres, reste = (reste + lus).rsplit(b"\n", 1)
        if entieres and _AIGUILLE in entieres[0]:
            yield from (ligne for ligne in entieres[0].split(b"\n") if ligne.startswith(_AIGUILLE))
        reste = reste[:_LONGUEUR_MAX]
    if reste.startswith(_AIGUILLE):
        yield reste


_LONGUEUR_MAX: Final = 65_536


def placer(point: PointLu | None, departement: str, numero: int, journal: Journal) -> Position | None:
    """The position of an establishment, ``None`` where none is written or where it is outside, which is told."""
    if point is None or not any(map(str.strip, point[:2])):
        return None
    x, y, source = map(str.strip, point)
    position = situer([(x, y)], departement, source)
    if position is None:
        message = "coordonnées hors du territoire de la commune, non gardées"
        journal.signaler(numero, "coordonnees.hors_champ", message, gravite=Gravite.INFORMATION)
    return position
