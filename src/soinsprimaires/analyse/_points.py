"""Points on the ground, and those that are near another: a tree of halves, so that a country takes a second."""

from collections.abc import Iterable
from math import asin, cos, inf, pi, radians, sin, sqrt
from operator import itemgetter
from typing import Final

Vecteur = tuple[float, float, float]
"""A point of the sphere of radius one: chords of it order as distances do, and have neither pole nor antimeridian."""

_RAYON: Final = 6_371_008.8
"""Mean radius of the Earth, in metres."""
_FEUILLE: Final = 12
_Feuille = list[tuple[float, float, float, str]]
_Noeud = _Feuille | tuple[int, float, "_Noeud", "_Noeud"]
"""A few points, or an axis, where it is cut, and what is on each side."""


def vecteur(latitude: float, longitude: float) -> Vecteur:
    """The point of a latitude and a longitude in degrees."""
    nord, est = radians(latitude), radians(longitude)
    return cos(nord) * cos(est), cos(nord) * sin(est), sin(nord)


def metres(carre: float) -> int:
    """The great-circle distance whose chord has this square, to the metre."""
    return round(2 * _RAYON * asin(min(1.0, sqrt(carre) / 2)))


def carre_de_corde(un: Vecteur, autre: Vecteur) -> float:
    """Square of the chord between two points."""
    return (un[0] - autre[0]) ** 2 + (un[1] - autre[1]) ** 2 + (un[2] - autre[2]) ** 2


def _corde(distance: int) -> float:
    """A chord that no distance of so many metres passes, rounded as it is."""
    return 2 * sin(min((distance + 1) / (2 * _RAYON), pi / 2))


class ArbrePoints:
    """Named points, of which one asks those that are near another."""

    def __init__(self, points: Iterable[tuple[str, Vecteur]]) -> None:
        self._racine = _couper([(*point, nom) for nom, point in points])

    def autour(self, point: Vecteur, rayon: int) -> list[tuple[str, int]]:
        """The points within a number of metres, each with its distance in metres."""
        limite = _corde(rayon)
        carre_limite = limite * limite
        x, y, z = point
        trouves: list[tuple[str, int]] = []
        a_voir = [self._racine]
        while a_voir:
            noeud = a_voir.pop()
            while isinstance(noeud, tuple):
                axe, coupe, avant, apres = noeud
                ecart = point[axe] - coupe
                if ecart > limite:
                    noeud = apres
                elif ecart < -limite:
                    noeud = avant
                else:
                    a_voir.append(apres)
                    noeud = avant
            for u, v, w, nom in noeud:
                carre = (x - u) * (x - u) + (y - v) * (y - v) + (z - w) * (z - w)
                if carre <= carre_limite and (distance := metres(carre)) <= rayon:
                    trouves.append((nom, distance))
        return trouves

    def plus_proches(self, point: Vecteur, au_plus: float = inf) -> list[tuple[str, int]]:
        """The nearest points, all that are at the same number of metres; none among none.

        Args:
            point: from where.
            au_plus: square of a chord within which there is one, when it is known.
        """
        x, y, z = point
        meilleur = au_plus
        a_voir: list[tuple[_Noeud, float]] = [(self._racine, 0.0)]
        while a_voir:
            noeud, au_moins = a_voir.pop()
            if au_moins > meilleur:
                continue
            while isinstance(noeud, tuple):
                axe, coupe, avant, apres = noeud
                ecart = point[axe] - coupe
                loin, noeud = (avant, apres) if ecart >= 0 else (apres, avant)
                if ecart * ecart <= meilleur:
                    a_voir.append((loin, ecart * ecart))
            for u, v, w, _ in noeud:
                carre = (x - u) * (x - u) + (y - v) * (y - v) + (z - w) * (z - w)
                meilleur = min(meilleur, carre)
        return self.autour(point, metres(meilleur)) if meilleur < inf else []


def _couper(points: _Feuille) -> _Noeud:
    if len(points) <= _FEUILLE:
        return points
    axe = max((0, 1, 2), key=lambda rang: max(map(itemgetter(rang), points)) - min(map(itemgetter(rang), points)))
    ranges = sorted(points, key=itemgetter(axe))
    milieu = len(ranges) // 2
    return axe, (0.0, *ranges[milieu][:3])[axe + 1], _couper(ranges[:milieu]), _couper(ranges[milieu:])
