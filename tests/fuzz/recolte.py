"""A pytest plugin that keeps what the unit tests give to each reader, in the folder named by ``FUZZ_RECOLTE``."""

import os
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from tests.fuzz.cibles import CIBLES, Cible, demonter

import soinsprimaires

_MAXIMUM: Final = 1 << 16


def pytest_configure() -> None:
    """Put a recorder in front of each reader before the tests import it."""
    dossier = Path(os.environ["FUZZ_RECOLTE"])
    for nom, cible in CIBLES.items():
        for publique in cible.publiques:
            module, _, fonction = publique.partition(":")
            porteur = import_module(f"soinsprimaires.{module}")
            enregistrement = _enregistrer(getattr(porteur, fonction), cible, dossier / nom)
            for un in (porteur, soinsprimaires):
                if hasattr(un, fonction):
                    setattr(un, fonction, enregistrement)


def _enregistrer(lire: Callable[..., Any], cible: Cible, dossier: Path) -> Callable[..., Any]:
    dossier.mkdir(parents=True, exist_ok=True)

    @wraps(lire)
    def enregistrement(source: Any, **options: Any) -> Any:
        octets = _octets(source)
        if octets is not None and len(octets) <= _MAXIMUM:
            for entree in (une for court in cible.couper(demonter(octets)) for une in cible.entrees(court)):
                (dossier / sha256(entree).hexdigest()[:16]).write_bytes(entree)
        return lire(source, **options)

    return enregistrement


def _octets(source: Any) -> bytes | None:
    if isinstance(source, BytesIO):
        return source.getvalue()
    if isinstance(source, bytes):
        return source
    if isinstance(source, str) and source.lstrip().startswith(("{", "[")):
        return source.encode(errors="surrogatepass")
    if isinstance(source, str | Path) and Path(source).is_file():
        return Path(source).read_bytes()
    return None
