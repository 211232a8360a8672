"""Reading and writing what others publish: the national open data, the tracking sheets of a team.

Every reader takes a path or a binary stream, plain, ``.gz`` or ``.zip``, and gives a :class:`Lecture`: it goes through
the file once, in constant memory, whatever its size. A line that cannot be read is an anomaly with its number and its
reason, and the rest is read. Nothing here reads the network.

* :mod:`~soinsprimaires.echanges.finess`: establishments, in the CSV that stopped in 2026 and the JSON that follows it;
* :mod:`~soinsprimaires.echanges.annuaire`: professionals and their practices (Annuaire santé);
* :mod:`~soinsprimaires.echanges.populations`: legal populations of the communes (INSEE);
* :mod:`~soinsprimaires.echanges.ages`: inhabitants of the communes by age (INSEE);
* :mod:`~soinsprimaires.echanges.listes`: maisons de santé and CPTS, as a région or an ARS lists them;
* :mod:`~soinsprimaires.echanges.apl`: accessibilité potentielle localisée (DREES);
* :mod:`~soinsprimaires.echanges.zonage`: areas where doctors are lacking, as the ARS name them;
* :mod:`~soinsprimaires.echanges.qpv`: quartiers prioritaires de la ville;
* :mod:`~soinsprimaires.echanges.contours`: CPTS and their projects on a map;
* :mod:`~soinsprimaires.echanges.fhir`: FHIR R4 resources (Annuaire santé, SAS), read and written;
* :mod:`~soinsprimaires.echanges.rapprochement`: a registre and what was read, field by field;
* :mod:`~soinsprimaires.echanges.tableau`: the tracking sheet of a unit, read and written;
* :mod:`~soinsprimaires.echanges.calendrier`: the deadlines of projects, for calendar programs;
* :mod:`~soinsprimaires.echanges.evenements`: what happened, as people write it, added to a registre.

>>> from soinsprimaires import echanges
>>> echanges.tableau.titres_de("etat")[0]
'État'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from soinsprimaires.echanges._flux import LIMITES, Limites
from soinsprimaires.echanges._lecture import Anomalies, Lecture

if TYPE_CHECKING:
    from soinsprimaires.echanges import ages as ages
    from soinsprimaires.echanges import annuaire as annuaire
    from soinsprimaires.echanges import apl as apl
    from soinsprimaires.echanges import calendrier as calendrier
    from soinsprimaires.echanges import contours as contours
    from soinsprimaires.echanges import evenements as evenements
    from soinsprimaires.echanges import fhir as fhir
    from soinsprimaires.echanges import finess as finess
    from soinsprimaires.echanges import listes as listes
    from soinsprimaires.echanges import populations as populations
    from soinsprimaires.echanges import qpv as qpv
    from soinsprimaires.echanges import rapprochement as rapprochement
    from soinsprimaires.echanges import tableau as tableau
    from soinsprimaires.echanges import zonage as zonage

__all__ = ["LIMITES", "Anomalies", "Lecture", "Limites"]

_MODULES: Final = (
    *("ages", "annuaire", "apl", "calendrier", "contours", "evenements", "fhir", "finess", "listes"),
    *("populations", "qpv", "rapprochement", "tableau", "zonage"),
)


# A type checker would take any name for an attribute.
if not TYPE_CHECKING:  # pragma: no branch

    def __getattr__(nom: str) -> Any:
        """Load a module on first use: reading one file does not load the readers of the others (PEP 562)."""
        if nom not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {nom!r}")
        return import_module(f"{__name__}.{nom}")


def __dir__() -> list[str]:
    return sorted([*__all__, *_MODULES])
