"""How a value reaches the layer that shows it, which stands above all the others."""

from importlib import import_module
from typing import Final

__all__ = ["Affichable", "rendre"]

_AFFICHAGE: Final = "soinsprimaires.affichage"


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
