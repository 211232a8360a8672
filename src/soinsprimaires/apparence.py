"""How a value reaches the layers that show it, or make columns of it, which stand above all the others."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final, Self, TypeVar

__all__ = ["Affichable", "Recueil", "rendre"]

T = TypeVar("T")

_AFFICHAGE: Final = "soinsprimaires.affichage"
_TABLES: Final = "soinsprimaires.tables._arrow"


def rendre(rendu: str, objet: object) -> str:
    """What a renderer makes of an object.

    This is the one place where a lower layer reaches a higher one: by its name, when it is asked for. The model imports
    nothing to be shown, and a plain ``import soinsprimaires`` is enough for a notebook to show it.

    Args:
        rendu: its module under ``affichage`` and its function, ``module:fonction``.
        objet: what is shown.
    """
    module, _, fonction = rendu.partition(":")
    return str(getattr(import_module(f"{_AFFICHAGE}.{module}"), fonction)(objet))


class Affichable:
    """Shown as HTML by the notebooks that ask for it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return rendre("vues:en_html", self)


class Recueil(tuple[T, ...]):  # noqa: SLOT001 - a tuple has no slot to keep the class in
    """The rows of an answer, of one class: a tuple that other tools read as columns.

    >>> from soinsprimaires.temps import Periode
    >>> Recueil(Periode, [Periode()]).en_arrow().column_names
    ['debut', 'fin']
    """

    _classe: type[T]

    def __new__(cls, classe: type[T], lignes: Iterable[T] = ()) -> Self:
        """The rows, and their class, which an empty answer has too."""
        table = super().__new__(cls, lignes)
        table._classe = classe
        return table

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self._classe, (*self,)

    def en_arrow(self) -> Any:
        """The rows as an Arrow table, which polars, pandas and DuckDB read (extra ``tables``).

        A value inside a row gives its columns its name as a prefix, a list is one column of lists; an entity is its
        identifiant, a vague date its text and its bounds. What is not known is null.

        Raises:
            ExtraManquant: pyarrow is not installed.
        """
        return import_module(_TABLES).lignes_en_arrow(self._classe, self)
