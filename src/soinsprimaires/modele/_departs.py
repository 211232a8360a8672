"""What is left of somebody's practices when they practise no more from a day on."""

from collections.abc import Iterator
from datetime import date

import attrs

from soinsprimaires.modele.professionnels import Exercice, Professionnel
from soinsprimaires.temps import UN_JOUR, DatePartielle, PeriodePartielle

__all__ = ["cesser"]


def cesser(fiche: Professionnel, au: date) -> Professionnel:
    """The same person, who practises no more from that day on; the days before are told as they were."""
    restes = () if au == date.min else tuple(_restes(fiche.exercices, au - UN_JOUR))
    return attrs.evolve(fiche, exercices=restes)


def _restes(exercices: tuple[Exercice, ...], dernier: date) -> Iterator[Exercice]:
    """What is left of practices that a day is the last of: nothing of those that begin later."""
    for exercice in exercices:
        debut, fin = (None, None) if exercice.periode is None else (exercice.periode.debut, exercice.periode.fin)
        if fin is not None and fin.au_plus_tard_le(dernier):
            yield exercice
        elif debut is None or debut.au_plus_tard_le(dernier) is not False:
            yield attrs.evolve(exercice, periode=PeriodePartielle(debut=debut, fin=_au_plus_tard(fin, dernier)))


def _au_plus_tard(fin: DatePartielle | None, dernier: date) -> DatePartielle:
    """That day, or before where a vague end leaves it possible."""
    if fin is None or fin.au_plus_tard_le(dernier) is False:
        return DatePartielle.exacte(dernier)
    premier = fin.au_plus_tot
    if premier is None:
        return DatePartielle.lire(f"../{dernier}")
    return DatePartielle.exacte(dernier) if premier == dernier else DatePartielle.lire(f"[{premier}..{dernier}]")
