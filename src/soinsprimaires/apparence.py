"""How a value reaches the layer that shows it, which stands above all the others."""

from importlib import import_module
from typing import Final

__all__ = ["Affichable"]

_RENDU: Final = "soinsprimaires.affichage.vues"


class Affichable:
    """Shown as HTML by the notebooks that ask for it.

    This is the one place where a lower layer reaches a higher one: by its name, on first display. The model imports
    nothing to be shown, and a plain ``import soinsprimaires`` is enough for a notebook to show it.
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(import_module(_RENDU).en_html(self))
