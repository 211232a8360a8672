"""The events of a journal that stand, in order of effect."""

from collections.abc import Iterable, Sequence
from datetime import date
from heapq import heapify, heappop, heappush

import attrs

from soinsprimaires.modele.evenements import Acte, Evenement
from soinsprimaires.temps import DatePartielle, Nuance

Intervalle = tuple[date | None, date | None]
"""First and last day on which something may have happened; ``None`` where nothing bounds it."""


def ordonner(evenements: Iterable[Evenement]) -> list[Evenement]:
    """The events in order of effect where the dates decide, else of position in the journal.

    What begins after another one is surely over waits for it: of those that need not wait, the first of the journal
    comes first.
    """
    suivis = list(evenements)
    intervalles = [evenement.intervalle for evenement in suivis]
    debuts = [(debut or date.min, rang) for rang, (debut, _) in enumerate(intervalles)]
    fins = [(fin or date.max, rang) for rang, (_, fin) in enumerate(intervalles)]
    heapify(debuts)
    heapify(fins)
    prets: list[int] = []
    places: set[int] = set()
    ordonnes: list[Evenement] = []
    while fins:
        while debuts and debuts[0][0] <= fins[0][0]:
            heappush(prets, heappop(debuts)[1])
        rang = heappop(prets)
        places.add(rang)
        ordonnes.append(suivis[rang])
        while fins and fins[0][1] in places:
            heappop(fins)
    return ordonnes


def est_repris(evenements: Iterable[Evenement]) -> bool:
    """Whether the past of a journal is unknown."""
    return any(evenement.acte is Acte.REPRISE for evenement in evenements)


def prefixe_certain(evenements: Sequence[Evenement], au: date) -> tuple[int, int]:
    """How many of the ordered events had surely taken effect on a day, and how many at most."""
    certains = possibles = 0
    for rang, evenement in enumerate(evenements, start=1):
        debut, fin = evenement.intervalle
        if fin is not None and fin <= au:
            certains = rang
        if debut is not None and debut > au:
            break
        possibles = rang
    return certains, possibles


def a_eu_lieu(intervalle: Intervalle, au: date) -> bool | None:
    """Whether something had happened by a day, included; ``None`` when its dates cannot tell."""
    debut, fin = intervalle
    if fin is not None and fin <= au:
        return True
    return False if debut is not None and debut > au else None


def au_plus_tard(jour: date) -> DatePartielle:
    """Some day up to this one."""
    return attrs.evolve(DatePartielle.exacte(jour), nuance=Nuance.AU_PLUS_TARD)


def date_d_effet(evenement: Evenement) -> DatePartielle | None:
    """When an event took effect; at the latest on its upper bound when it does not say."""
    if evenement.effet_le is not None:
        return evenement.effet_le
    _, fin = evenement.intervalle
    return None if fin is None else au_plus_tard(fin)
