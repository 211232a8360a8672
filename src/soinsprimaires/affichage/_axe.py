"""Time along a line, for each pen that draws it: which days, which marks, where a vague date stands."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import Final

from soinsprimaires.mots import MOIS_COURTS

_TRIMESTRE: Final = 92
_PAS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000, 120000)
"""Months between two marks."""
_GRADUATIONS: Final = 8
"""Marks that one reads along a line, when the caller does not know how long it is."""


def jour_court(jour: date) -> str:
    """A day as a mark writes it: ``2 juil. 2024``."""
    return f"{jour.day} {MOIS_COURTS[jour.month - 1]} {jour.year}"


def cadrer(premier: date, dernier: date) -> tuple[date, date]:
    """First and last day of the line: some room on each side of what is drawn."""
    marge = max(timedelta(days=15), (dernier - premier) / 20)
    return premier - min(marge, premier - date.min), dernier + min(marge, date.max - dernier)


def centrer(gauche: float, droite: float, debut: date | None, fin: date | None) -> float:
    """Where the sign of a stretch stands: in the middle, or at the end that is known."""
    if debut is None:
        return droite
    return gauche if fin is None else (gauche + droite) / 2


def graduer(debut: date, fin: date, au_plus: int = _GRADUATIONS) -> Iterator[tuple[date, str]]:
    """First days of months, few enough to be read; the days themselves within a quarter."""
    etendue = (fin - debut).days
    if etendue <= _TRIMESTRE:
        pas = max(1, ceil(etendue / (au_plus + 1)))
        yield from ((jour := debut + timedelta(days=n), jour_court(jour)) for n in range(pas, etendue, pas))
        return
    premier, dernier = (jour.year * 12 + jour.month - 1 for jour in (debut, fin))
    pas = next(pas for pas in _PAS if (dernier - premier) / pas <= au_plus)
    for rang in range((premier // pas + 1) * pas, dernier + 1, pas):
        annee, mois = divmod(rang, 12)
        yield date(annee, mois + 1, 1), f"{MOIS_COURTS[mois]} {annee}" if mois else str(annee)
