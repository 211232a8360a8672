"""When a site opens: the hours of a day, put together."""

from collections.abc import Iterable
from datetime import time
from typing import Final

from soinsprimaires.modele.lieux import Horaire

_MINUTES: Final = 60


def minutes_ouvertes(horaires: Iterable[Horaire]) -> int:
    """Minutes of opening in a day, each once."""
    return len({minute for h in horaires for minute in range(_minute(h.ouvre), _minute(h.ferme))})


def _minute(heure: time) -> int:
    return heure.hour * _MINUTES + heure.minute


def ouvre_sans_trou(horaires: Iterable[Horaire], debut: time, fin: time) -> bool:
    """Whether opening hours, put together, leave no hole from a time to another."""
    atteint = debut
    for horaire in sorted(horaires, key=lambda h: h.ouvre):
        if horaire.ouvre > atteint:
            return False
        atteint = max(atteint, horaire.ferme)
    return atteint >= fin
