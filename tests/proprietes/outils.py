"""What several properties share."""

from collections.abc import Callable
from typing import TypeVar

from soinsprimaires import ValeurInvalide

T = TypeVar("T")


def essayer(lire: Callable[[str], T], texte: str) -> T | ValeurInvalide:
    """What a function reads in a text, or the refusal that it raises; another exception goes through."""
    try:
        return lire(texte)
    except ValeurInvalide as refus:
        return refus
