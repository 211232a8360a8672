"""What the docstring of a class says of it and of its fields, for schemas and tables."""

import inspect
import re
from typing import Any, Final

__all__ = ["phrases", "presenter"]

_SECTIONS: Final = re.compile(r"^(?:Args|Attributes|Raises|Returns|Yields|>>>)", re.MULTILINE)
_ROLE: Final = re.compile(r":\w+:`~?([^`]+)`|``([^`]+)``")
_EN_JSON: Final = {"None": "null", "True": "true", "False": "false"}
_ATTRIBUT: Final = re.compile(r"^ {4}(\w+): ((?:.|\n(?= {5}))+)", re.MULTILINE)


def presenter(classe: type[Any]) -> dict[str, Any]:
    """Description of a class: its docstring, but for its sections."""
    return {"description": _epurer(_SECTIONS.split(_docstring(classe))[0])}


def phrases(classe: type[Any]) -> dict[str, str]:
    """What the class, or the first of its parents that speaks of it, says of each field."""
    dites: dict[str, str] = {}
    for parent in reversed(classe.__mro__):
        dites |= {nom: _epurer(dit) for nom, dit in _ATTRIBUT.findall(_docstring(parent))}
    return dites


def _docstring(classe: type[Any]) -> str:
    return inspect.cleandoc(classe.__dict__.get("__doc__") or "")


def _epurer(texte: str) -> str:
    sans_role = _ROLE.sub(lambda trouve: trouve[1] or _EN_JSON.get(trouve[2], trouve[2]), texte)
    return re.sub(r"\s+", " ", sans_role).replace("**", "").strip()
