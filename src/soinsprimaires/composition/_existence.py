"""What exists on a day, in three values: yes, no, and what the dates cannot tell.

An answer of yes or no stays the same when a vague date is made precise. A date that is not given is not vague: what a
record lists without a beginning is taken to exist, and what it gives no end to has not ended.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from soinsprimaires.modele.lieux import NatureJalon, Site
from soinsprimaires.modele.structures import Structure
from soinsprimaires.temps import DatePartielle, PeriodePartielle

_OUVERTURES: Final = frozenset({NatureJalon.OUVERTURE, NatureJalon.PREMIERS_PATIENTS})
_TOUJOURS: Final = DatePartielle.exacte(date.min)


def au_moins_un(reponses: Iterable[bool | None]) -> bool | None:
    """Whether one answer at least is yes; ``None`` when none is and one does not know."""
    toutes = set(reponses)
    if True in toutes:
        return True
    return None if None in toutes else False


def tous(reponses: Iterable[bool | None]) -> bool | None:
    """Whether every answer is yes; ``None`` when none is no and one does not know."""
    toutes = set(reponses)
    if False in toutes:
        return False
    return None if None in toutes else True


def existe(structure: Structure, *, au: date) -> bool | None:
    """Whether a structure exists on a day: it was created, and is not dissolved; ``None`` when its dates cannot tell.

    Without a date of creation it is listed, so it is taken to exist.
    """
    return PeriodePartielle(debut=structure.creee_le or _TOUJOURS, fin=structure.dissoute_le).couvre(au)


def ouvertures(site: Site) -> list[DatePartielle]:
    """When a site opened, or received its first patients, as vague as the record."""
    return [jalon.le for jalon in site.jalons if jalon.nature in _OUVERTURES]


def est_un_site(site: Site, *, au: date) -> bool | None:
    """Whether a place is still, and already, a site of its structure: in its period, and not closed for good by then.

    An opening to come is another question: a site that is being prepared is listed.
    """
    fermetures = [jalon.le for jalon in site.jalons if jalon.nature is NatureJalon.FERMETURE]
    ferme = au_moins_un(_ferme(fermeture, ouvertures(site), au) for fermeture in fermetures)
    return tous((True if site.periode is None else site.periode.couvre(au), None if ferme is None else not ferme))


def _ferme(fermeture: DatePartielle, ouverts: list[DatePartielle], au: date) -> bool | None:
    """Whether a closure leaves a site closed on a day: it took place before, and no opening followed by then."""
    rouvert = au_moins_un(tous((fermeture.precede(le), le.au_plus_tard_le(au))) for le in ouverts)
    return tous((fermeture.precede(au), None if rouvert is None else not rouvert))
