"""Versions of the format, and how a document of an earlier one becomes one of the present one."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

__all__ = ["FORMAT", "MIGRATIONS", "VERSION", "migrer"]

FORMAT: Final = "soinsprimaires/registre"
"""Name of the format, first word of every document."""

VERSION: Final = 1
"""Version that the library writes."""

Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: Final[Mapping[int, Migration]] = MappingProxyType({})
"""For each earlier version, the pure function that makes a ``contenu`` of the next one out of its own."""


def migrer(
    contenu: dict[str, Any],
    depuis: int,
    *,
    version: int = VERSION,
    migrations: Mapping[int, Migration] = MIGRATIONS,
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Bring a ``contenu`` to a version, one step at a time.

    Returns:
        The new ``contenu``, and the names of the steps taken (``1 -> 2``).

    Raises:
        KeyError: a step is missing; the table is complete for every version ever published.
    """
    etapes: list[str] = []
    for courante in range(depuis, version):
        contenu = migrations[courante](contenu)
        etapes.append(f"{courante} -> {courante + 1}")
    return contenu, tuple(etapes)
