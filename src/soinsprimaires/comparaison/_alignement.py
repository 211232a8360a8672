"""Which elements of two lists are the same, in the order of both."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence


def aligner(un: Sequence[Hashable], deux: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Ranks of equal elements, rising in both lists, as many as there can be when no element stands twice in a list.

    What begins and what ends alike goes together; elsewhere an element that stands several times goes with that of the
    same turn. The time is that of sorting the lists, whatever they hold.
    """
    court = min(len(un), len(deux))
    debut = next((rang for rang in range(court) if un[rang] != deux[rang]), court)
    reste = court - debut
    fin = next((pas for pas in range(reste) if un[-1 - pas] != deux[-1 - pas]), reste)
    places = {tour: rang for rang, tour in enumerate(_tours(deux[debut : len(deux) - fin]))}
    communs = [(rang, places[tour]) for rang, tour in enumerate(_tours(un[debut : len(un) - fin])) if tour in places]
    return [
        *((rang, rang) for rang in range(debut)),
        *((debut + i, debut + j) for i, j in _montants(communs)),
        *((len(un) - pas, len(deux) - pas) for pas in range(fin, 0, -1)),
    ]


def _tours(elements: Sequence[Hashable]) -> Iterator[tuple[Hashable, int]]:
    """Each element with how many times it stood before: no two are the same."""
    vus: Counter[Hashable] = Counter()
    for element in elements:
        yield element, vus[element]
        vus[element] += 1


def _montants(paires: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, whose first members rise, of which the second ones rise too."""
    fins: list[int] = []  # last second member of the best part of each length
    rangs: list[int] = []  # and the rank of its pair
    avant: list[int | None] = []
    for rang, (_, j) in enumerate(paires):
        longueur = bisect_left(fins, j)
        avant.append(rangs[longueur - 1] if longueur else None)
        fins[longueur : longueur + 1], rangs[longueur : longueur + 1] = [j], [rang]
    suite: list[tuple[int, int]] = []
    courant = rangs[-1] if rangs else None
    while courant is not None:
        suite.append(paires[courant])
        courant = avant[courant]
    return suite[::-1]
