"""What a departure leaves: of somebody's practices, and of what the record says that they still do."""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from soinsprimaires.modele.professionnels import (
    Exercice,
    Mouvement,
    NatureMouvement,
    Professionnel,
    StatutExercice,
    StatutMouvement,
)
from soinsprimaires.temps import UN_JOUR, DatePartielle, PeriodePartielle

__all__ = ["a_quitte", "cesser", "partants", "quitte_on_ne_sait_quoi"]


def partants(mouvement: Mouvement) -> tuple[str, ...]:
    """Whom a movement says to be gone: somebody who was seen to retire, or to leave a structure, named or not."""
    if mouvement.professionnel is None or mouvement.nature is NatureMouvement.ARRIVEE:
        return ()
    return () if mouvement.statut is StatutMouvement.ANNONCE else (mouvement.professionnel,)


def a_quitte(
    depart: Mouvement,
    structure: str | None,
    periode: PeriodePartielle | None,
    exercices: Iterable[Exercice],
    *,
    au: date,
) -> bool | None:
    """Whether somebody who is gone had left, before a day, what the record says that they do on it.

    What began before a departure goes on by oversight; what began after it is another practice (cumul). Who practises
    again in the structure is back; of who practises again elsewhere, nothing tells. Who left without a word of what may
    have left any of their practices.

    Args:
        depart: the departure, of :func:`partants`.
        structure: where it is done; ``None`` is in no structure.
        periode: when it is done.
        exercices: their practices.
        au: the day.
    """
    if depart.structure not in {None, structure}:
        return False
    parti = None if depart.le is None else depart.le.precede(au)
    debut = None if periode is None else periode.debut
    avant = None if debut is None or depart.le is None else debut.precede(depart.le)
    if parti is False or avant is False:
        return False
    retours = {(e.structure, retour) for e in exercices if (retour := _reprend(e, depart.le, au)) is not False}
    if (structure, True) in retours:
        return False
    return True if parti and avant and not retours and not quitte_on_ne_sait_quoi(depart) else None


def quitte_on_ne_sait_quoi(mouvement: Mouvement) -> bool:
    """Whether a departure does not say which structure it is from; a retirement is from all of them."""
    return mouvement.nature is NatureMouvement.DEPART and mouvement.structure is None


def _reprend(exercice: Exercice, le: DatePartielle | None, au: date) -> bool | None:
    """Whether a practice of that day began after a departure."""
    periode = exercice.periode
    couvre = None if periode is None else periode.couvre(au)
    if exercice.statut is StatutExercice.PREVU or couvre is False:
        return False
    avant = None if periode is None or periode.debut is None or le is None else periode.debut.precede(le)
    if avant:
        return False
    return True if couvre and avant is False else None


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
