"""What a person reads. This layer words values in French; it decides nothing.

* :func:`~soinsprimaires.affichage.rapport.page`: a registre as one HTML page (extra ``rapport``);
* :func:`~soinsprimaires.affichage.libelles.libeller`: the French words of an enumerated value;
* :func:`~soinsprimaires.affichage.classeur.ecrire_classeur`: tables to a workbook (extra ``donnees``);
* :mod:`~soinsprimaires.affichage.portefeuille`, :mod:`~soinsprimaires.affichage.comparaison`: their tables, which
  :mod:`~soinsprimaires.affichage.tableaux` writes as text, Markdown, HTML, CSV or JSON;
* :mod:`~soinsprimaires.affichage.graphiques`: plots and maps (extras ``notebook``, ``carte``).

>>> from soinsprimaires import NatureProjet, affichage
>>> affichage.libeller(NatureProjet.CENTRE_SANTE)
'centre de santé'
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from soinsprimaires.affichage import classeur as classeur
    from soinsprimaires.affichage import comparaison as comparaison
    from soinsprimaires.affichage import graphiques as graphiques
    from soinsprimaires.affichage import portefeuille as portefeuille
    from soinsprimaires.affichage import tableaux as tableaux
    from soinsprimaires.affichage.classeur import ecrire_classeur
    from soinsprimaires.affichage.libelles import libeller
    from soinsprimaires.affichage.rapport import page

__all__ = ["ecrire_classeur", "libeller", "page"]

_NOMS: Final = MappingProxyType({"ecrire_classeur": "classeur", "libeller": "libelles", "page": "rapport"})
_MODULES: Final = ("classeur", "comparaison", "graphiques", "portefeuille", "tableaux")


# A type checker would take any name for an attribute.
if not TYPE_CHECKING:  # pragma: no branch

    def __getattr__(nom: str) -> Any:
        """Load a module on first use (PEP 562): a program that shows one table needs no plot."""
        if nom in _NOMS:
            return getattr(import_module(f"{__name__}.{_NOMS[nom]}"), nom)
        if nom in _MODULES:
            return import_module(f"{__name__}.{nom}")
        raise AttributeError(f"module {__name__!r} has no attribute {nom!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, *_MODULES])
