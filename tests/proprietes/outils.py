"""What several properties share."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from hypothesis import settings

from soinsprimaires import ValeurInvalide

T = TypeVar("T")


def exemples(nombre: int) -> settings:
    """So many examples at each run, and as many times more as ``make proprietes`` looks farther."""
    return settings(max_examples=max(1, nombre * settings().max_examples // 20))


MOITIE = exemples(10)
"""For whole registres: half as many examples, each of several entities."""


def essayer(lire: Callable[[str], T], texte: str) -> T | ValeurInvalide:
    """What a function reads in a text, or the refusal that it raises; another exception goes through."""
    try:
        return lire(texte)
    except ValeurInvalide as refus:
        return refus


def resoudre(document: Any, pointeur: str) -> Any:
    """What an RFC 6901 pointer names in a parsed document.

    Raises:
        KeyError: nothing is there.
    """
    valeur = document
    for pas in pointeur.split("/")[1:]:
        cle = pas.replace("~1", "/").replace("~0", "~")
        enfants = dict(enumerate(valeur)) if isinstance(valeur, list) else valeur if isinstance(valeur, dict) else {}
        valeur = enfants[int(cle) if isinstance(valeur, list) else cle]
    return valeur


def noeuds(document: Any, chemin: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value inside a document, itself included, each with its path."""
    yield chemin, document
    enfants: Any = ()
    if isinstance(document, dict):
        enfants = document.items()
    elif isinstance(document, list):
        enfants = enumerate(document)
    for pas, enfant in enfants:
        yield from noeuds(enfant, (*chemin, pas))
