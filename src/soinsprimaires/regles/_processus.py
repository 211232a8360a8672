"""Judging in this process, or sharing the work between several of this machine.

Each process judges its part of the targets in the whole registre, and sends back what was said of them; rules, which
cannot be sent, travel by their code.
"""

import gc
import threading
import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from soinsprimaires.modele.registre import Registre
from soinsprimaires.regles._assemblage import Demande, Issues, noter
from soinsprimaires.regles._jugement import CiblesDuControle, juger
from soinsprimaires.regles.catalogue import REGLES
from soinsprimaires.regles.definition import Contexte

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

__all__ = ["juger_en_parallele", "juger_tout"]


def juger_tout(
    demande: Demande, cibles: CiblesDuControle, registre: Registre, *, part: int = 0, parts: int = 1
) -> Iterator[tuple[int, Issues]]:
    """What each version, by rank, says of each target, or of one target in so many, as it is asked for."""
    contexte = Contexte(au=demande.au, registre=registre)
    for rang, version in demande.jugees:
        issues = Issues()
        # A rule on the registre is one target, that of its own part: they do not all fall to the first.
        decalage = rang % parts if Registre in version.cible else 0
        for cible in cibles.de(version)[(part - decalage) % parts :: parts]:
            noter(issues, cible, juger(version, cible, contexte))
        yield rang, issues


def juger_en_parallele(
    demande: Demande, registre: Registre, cibles: CiblesDuControle, processus: int
) -> Iterable[tuple[int, Issues]]:
    """The same, by so many processes; one judges alone when the rules are not all those of the library."""
    from concurrent.futures import ProcessPoolExecutor  # who judges in one process does not wait for it

    noms = [*_nommer(demande)]
    if len(noms) != len(demande.versions):
        message = "des règles qui ne sont pas celles de la bibliothèque ne voyagent pas : un seul processus juge"
        warnings.warn(message, RuntimeWarning, stacklevel=3)
        return juger_tout(demande, cibles, registre)
    trouvees: dict[int, Issues] = {}
    travail = _Travail(demande, noms, registre, cibles.parmi, processus)
    with ProcessPoolExecutor(processus, _contexte(), _commencer, (travail,)) as ouvriers:
        for partie in ouvriers.map(_juger_une_part, range(processus)):
            for rang, issues in partie.items():
                trouvees.setdefault(rang, {}).update(issues)
    return trouvees.items()


def _contexte() -> "BaseContext":
    """How processes begin: as copies of this one, which hold the registre already, where that is safe.

    A copy of a process with several threads has the locks that the others held, and nobody to free them.
    """
    import multiprocessing

    copier = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if copier else "spawn")


Nom = tuple[str, date | None]
"""The code of a version, and its first day."""


def _nommer(demande: Demande) -> Iterator[Nom]:
    for version in demande.versions:
        if any(version is connue for connue in REGLES.get(version.code, ())):
            yield version.code, version.vigueur.debut


class _Travail:
    """What a process is given: by copy of the memory, or in a pickle without the rules."""

    def __init__(
        self, demande: Demande, noms: list[Nom], registre: Registre, parmi: frozenset[str | None] | None, parts: int
    ) -> None:
        self.demande, self.noms, self.registre, self.parmi, self.parts = demande, noms, registre, parmi, parts

    def __reduce__(self) -> Any:
        au, gravites, exclues = self.demande.au, self.demande.gravites, self.demande.exclues
        return _recevoir, (au, gravites, exclues, self.noms, self.registre, self.parmi, self.parts)


def _recevoir(au: date, gravites: Any, exclues: frozenset[str], noms: list[Nom], *reste: Any) -> _Travail:
    versions = {(version.code, version.vigueur.debut): version for lot in REGLES.values() for version in lot}
    demande = Demande(au=au, versions=tuple(versions[nom] for nom in noms), gravites=gravites, exclues=exclues)
    return _Travail(demande, noms, *reste)


_TRAVAUX: Final[list[_Travail]] = []
"""In a process that judges, its work; elsewhere nothing."""


def _commencer(travail: _Travail) -> None:
    # The collector writes in each object that it looks at, and its page is then copied: a tenth of the time.
    gc.freeze()
    _TRAVAUX[:] = [travail]


def _juger_une_part(part: int) -> dict[int, Issues]:
    (travail,) = _TRAVAUX
    cibles = CiblesDuControle(travail.registre, travail.demande.au, travail.parmi)
    return dict(juger_tout(travail.demande, cibles, travail.registre, part=part, parts=travail.parts))
