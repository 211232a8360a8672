"""Versions of the format, and how a document of an earlier one becomes one of the present one.

A step is a pure function of a ``contenu`` that looks at each entity alone: it gives the same entities whether they come
together in a document or one by one in lines. The anomalies of a migrated document point to the document as it was
read, which asks nothing of a step.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

__all__ = ["CHAINE", "FORMAT", "FORMAT_LIGNES", "MIGRATIONS", "VERSION", "Chaine", "Conversion", "migrer"]

FORMAT: Final = "soinsprimaires/registre"
"""Name of the format, first word of every document."""

FORMAT_LIGNES: Final = "soinsprimaires/lignes"
"""Name of the same format written one entity a line."""

VERSION: Final = 1
"""Version that the library writes."""

Conversion = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: Final[Mapping[int, Conversion]] = MappingProxyType({})
"""For each earlier version, the pure function that makes a ``contenu`` of the next one out of its own."""


@attrs.frozen(kw_only=True)
class Chaine:
    """Versions that can be read.

    Attributes:
        version: the one that is written.
        etapes: for each earlier version, the step to the next one.
        mots: for each earlier version, the tags of its lines that are no longer those of the present version, and the
            list of ``contenu`` that each named then.

    Raises:
        ValueError: a step is missing, or leads nowhere.
    """

    version: int
    etapes: Mapping[int, Conversion] = MappingProxyType({})
    mots: Mapping[int, Mapping[str, str]] = MappingProxyType({})

    def __attrs_post_init__(self) -> None:
        if set(self.etapes) != set(range(1, self.version)):
            raise ValueError(f"une étape par version de 1 à {self.version - 1}, pas {sorted(self.etapes)}")


CHAINE: Final = Chaine(version=VERSION, etapes=MIGRATIONS)
"""The versions of the format."""


def migrer(contenu: dict[str, Any], depuis: int, chaine: Chaine = CHAINE) -> dict[str, Any]:
    """Bring a ``contenu`` to the version that a chain writes, one step at a time."""
    for version in range(depuis, chaine.version):
        contenu = chaine.etapes[version](contenu)
    return contenu
