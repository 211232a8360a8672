"""The ways of calling a reader: its arguments, what the file is given by, and what is changed around the reading."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final

import attrs
from tests.echanges.fichiers import SansRetour
from tests.serialisation.test_migrations import TROIS_VERSIONS

from soinsprimaires import _flux as flux_commun
from soinsprimaires.echanges import _classeurs, _finess, _flux, _json, _lecture, annuaire
from soinsprimaires.serialisation import migrations

__all__ = [
    "TUYAU_MAX",
    "Facon",
    "Options",
    "PeuAPeu",
    "a_l_etroit",
    "en_peu_de_rangees",
    "en_trois_versions",
    "ouvrir_tuyau",
]

Options = Mapping[str, Any]

TUYAU_MAX: Final = 1 << 16
"""Bytes that a pipe holds before somebody reads it."""

_PEU: Final = 100
_ETROITES: Final = (
    (flux_commun, "_SEUIL_RATIO", 1_000),
    (_finess, "_CACHE", 1),
    (_flux, "BLOC", 64),
    (_flux, "LONGUEUR_LIGNE", 300),
    (_json, "ELEMENT_MAX", 600),
    (_json, "PROFONDEUR_MAX", 20),
    (_lecture, "RAISONS_MAX", 3),
    (_classeurs, "_RANGEES_MAX", 30),
    (annuaire, "_CACHE", 1),
)


@attrs.frozen
class Facon:
    """A way of calling a reader.

    Attributes:
        arguments: what it is given besides the file.
        source: what the file is given by, made of its bytes.
        autour: what is changed while it reads.
    """

    arguments: Options = MappingProxyType({})
    source: Callable[[bytes], Any] = BytesIO
    autour: Callable[[], AbstractContextManager[None]] = nullcontext


class PeuAPeu(SansRetour):
    """A stream that goes forward only and gives little at a time, as those of a network do."""

    def read(self, taille: int | None = -1) -> bytes:
        return super().read(_PEU if taille is None or taille < 0 else min(taille, _PEU))


@contextmanager
def ouvrir_tuyau(octets: bytes) -> Iterator[str]:
    """The path of a pipe, whose length nobody can ask; it holds at most :data:`TUYAU_MAX` bytes."""
    sortie, entree = os.pipe()
    try:
        try:
            os.write(entree, octets)
        finally:
            os.close(entree)
        yield f"/dev/fd/{sortie}"
    finally:
        os.close(sortie)


@contextmanager
def _changer(*changees: tuple[Any, str, Any]) -> Iterator[None]:
    """Other values for these names of these modules."""
    habituelles = [(module, nom, getattr(module, nom)) for module, nom, _ in changees]
    try:
        for module, nom, autre in changees:
            setattr(module, nom, autre)
        yield
    finally:
        for module, nom, habituelle in habituelles:
            setattr(module, nom, habituelle)


def a_l_etroit() -> AbstractContextManager[None]:
    """Bounds that no caller chooses made so small that a short file goes past them."""
    return _changer(*_ETROITES)


def en_peu_de_rangees() -> AbstractContextManager[None]:
    """A file of one row numbered 1,048,576 takes half a second: a fuzzer would do little else."""
    return _changer((_classeurs, "_RANGEES_MAX", 2_000))


def en_trois_versions() -> AbstractContextManager[None]:
    """The format as if it had two versions before its own: without them nothing is ever migrated."""
    return _changer((migrations, "CHAINE", TROIS_VERSIONS))
