r"""The grammar of separated texts as people have them: quotes, cells of several lines, quotes that are of the text.

A cell is quoted when it begins with a quote and the one that closes it stands before a separator or the end; inside,
two quotes are one. Anything else is text, quotes included.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

SEPARATEURS: Final = (";", ",", "\t", "|")

_LIGNES_MAX: Final = 100
"""Lines of the longest cell."""
_LONGUEUR_MAX: Final = 65_536


@cache
def _cellule(separateur: str) -> re.Pattern[str]:
    fin = re.escape(separateur)
    return re.compile(rf'(?: *"((?:[^"]++|"")*+)" *|([^{fin}]*+))({fin}|\Z)')


def couper(texte: str, separateur: str) -> list[str]:
    """Cells of a record.

    >>> couper('A;"un ""mot"" ; deux";"LES" TILLEULS', ";")
    ['A', 'un "mot" ; deux', '"LES" TILLEULS']
    """
    if '"' not in texte:
        return texte.split(separateur)
    chercher = _cellule(separateur).match
    cellules, place = [], 0
    while trouve := chercher(texte, place):
        citee, nue, fin = trouve.groups()
        cellules.append(nue if citee is None else citee.replace('""', '"'))
        place = trouve.end()
        if not fin:
            break
    return cellules


def _est_ouverte(texte: str, separateur: str) -> bool:
    """Whether the last quoted cell of a text is not closed in it."""
    chercher = _cellule(separateur).match
    place = 0
    while trouve := chercher(texte, place):
        citee, nue, fin = trouve.groups()
        if citee is None and nue.lstrip(" ").startswith('"') and texte.count('"', place) % 2:
            return True
        place = trouve.end()
        if not fin:
            break
    return False


class Rangees:
    """The records of a text, each with the number of its first line.

    Attributes:
        nombre: cells of a full record, once its titles are known.
    """

    def __init__(self, lignes: Iterable[tuple[int, str]], separateur: str) -> None:
        self._lignes = iter(lignes)
        self._rendues: deque[tuple[int, str]] = deque()
        self._separateur = separateur
        self.nombre: int | None = None
        self._suite = self._parcourir()

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self._suite

    def _parcourir(self) -> Iterator[tuple[int, list[str]]]:
        separateur = self._separateur
        for numero, ligne in self._brutes():
            if '"' not in ligne:
                yield numero, ligne.split(separateur)
            elif _est_ouverte(ligne, separateur):
                yield numero, self._reunir(ligne)
            else:
                yield numero, couper(ligne, separateur)

    def _brutes(self) -> Iterator[tuple[int, str]]:
        """The lines, those that were looked at ahead first."""
        rendues = self._rendues
        for une in self._lignes:
            yield une
            while rendues:
                yield rendues.popleft()

    def _reunir(self, premiere: str) -> list[str]:
        """A record of several lines, else the first alone: its quote is then one of the text."""
        lues: list[tuple[int, str]] = []
        texte = premiere
        pleine = self._est_pleine(premiere)
        while len(lues) < _LIGNES_MAX and len(texte) <= _LONGUEUR_MAX:
            suivante = self._rendues.popleft() if self._rendues else next(self._lignes, None)
            if suivante is None:
                break
            lues.append(suivante)
            ligne = suivante[1]
            if self._est_pleine(ligne) and ('"' not in ligne or pleine):
                break  # a record by itself
            texte = f"{texte}\n{ligne}"
            if '"' in ligne and not _est_ouverte(texte, self._separateur):
                cellules = couper(texte, self._separateur)
                if self.nombre is None or len(cellules) <= self.nombre:
                    return cellules
                break
        self._rendues.extendleft(reversed(lues))
        return couper(premiere, self._separateur)

    def _est_pleine(self, ligne: str) -> bool:
        return self.nombre is not None and ligne.count(self._separateur) >= self.nombre - 1
