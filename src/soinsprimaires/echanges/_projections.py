"""From the metres of the French projections to degrees: Lambert-93 in metropolitan France, UTM overseas.

The formulas are those of the IGN (NTG 71, conformal conic projection of two parallels) and the series of Krüger for
UTM, on the ellipsoid GRS80; their systems (RGF93, RGAF09, RGFG95, RGR92, RGM04, RGSPM06) are WGS84 to within a metre.
"""

from collections.abc import Callable, Mapping
from math import asin, atan, atan2, cos, cosh, degrees, exp, hypot, log, pi, sin, sinh
from typing import Final

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""

_DEMI_GRAND_AXE: Final = 6_378_137.0
_APLATISSEMENT: Final = 1 / 298.257222101
_EXCENTRICITE: Final = (_APLATISSEMENT * (2 - _APLATISSEMENT)) ** 0.5

# -- Lambert-93 ---------------------------------------------------------------------------------------------------

_N: Final = 0.725607765053267
_C: Final = 11_754_255.426096
_XS: Final = 700_000.0
_YS: Final = 12_655_612.049876
_MERIDIEN: Final = 3.0


def _lambert_93(x: float, y: float) -> Point:
    rayon, angle = hypot(x - _XS, y - _YS), atan2(x - _XS, _YS - y)
    isometrique = -log(rayon / _C) / _N
    latitude = 2 * atan(exp(isometrique)) - pi / 2
    for _ in range(8):  # a tenth of a millimetre after three
        corrige = _EXCENTRICITE * sin(latitude)
        latitude = 2 * atan(((1 + corrige) / (1 - corrige)) ** (_EXCENTRICITE / 2) * exp(isometrique)) - pi / 2
    return degrees(latitude), _MERIDIEN + degrees(angle / _N)


# -- UTM ----------------------------------------------------------------------------------------------------------

_TROISIEME: Final = _APLATISSEMENT / (2 - _APLATISSEMENT)
_RAYON: Final = _DEMI_GRAND_AXE / (1 + _TROISIEME) * (1 + _TROISIEME**2 / 4 + _TROISIEME**4 / 64)
_BETA: Final = (
    _TROISIEME / 2 - 2 * _TROISIEME**2 / 3 + 37 * _TROISIEME**3 / 96,
    _TROISIEME**2 / 48 + _TROISIEME**3 / 15,
    17 * _TROISIEME**3 / 480,
)
_DELTA: Final = (
    2 * _TROISIEME - 2 * _TROISIEME**2 / 3 - 2 * _TROISIEME**3,
    7 * _TROISIEME**2 / 3 - 8 * _TROISIEME**3 / 5,
    56 * _TROISIEME**3 / 15,
)
_ECHELLE: Final = 0.9996
_FAUX_EST: Final = 500_000.0
_FAUX_NORD: Final = 10_000_000.0


def _utm(fuseau: int, *, sud: bool) -> Callable[[float, float], Point]:
    meridien = 6.0 * fuseau - 183.0

    def vers_degres(x: float, y: float) -> Point:
        xi = (y - (_FAUX_NORD if sud else 0.0)) / (_ECHELLE * _RAYON)
        eta = (x - _FAUX_EST) / (_ECHELLE * _RAYON)
        xi_conforme = xi - sum(b * sin(2 * j * xi) * cosh(2 * j * eta) for j, b in enumerate(_BETA, 1))
        eta_conforme = eta - sum(b * cos(2 * j * xi) * sinh(2 * j * eta) for j, b in enumerate(_BETA, 1))
        conforme = asin(sin(xi_conforme) / cosh(eta_conforme))
        latitude = conforme + sum(d * sin(2 * j * conforme) for j, d in enumerate(_DELTA, 1))
        return degrees(latitude), meridien + degrees(atan2(sinh(eta_conforme), cos(xi_conforme)))

    return vers_degres


_UTM_20: Final = _utm(20, sud=False)
PROJECTIONS: Final[Mapping[str, Callable[[float, float], Point]]] = {
    "971": _UTM_20,
    "972": _UTM_20,
    "973": _utm(22, sud=False),
    "974": _utm(40, sud=True),
    "975": _utm(21, sud=False),
    "976": _utm(38, sud=True),
    "977": _UTM_20,
    "978": _UTM_20,
}
"""Projection of the national files in each overseas territory; Lambert-93 in the others."""


def projection_de(departement: str) -> Callable[[float, float], Point] | None:
    """How the metres of a département become degrees, ``None`` where no projection is known."""
    if departement.startswith("98"):
        return None
    return PROJECTIONS.get(departement, _lambert_93)
