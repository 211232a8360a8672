"""The committed inputs: one text file a reader, one input a line, as a JSON string.

Bytes that are no UTF-8 are written as halves of surrogate pairs (``\\udc80`` is the byte 0x80), so that the rest reads.
A long input is packed: ``["<base64 of its zlib>"]``.
"""

import base64
import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

__all__ = ["DOSSIER", "ecrire", "lire"]

DOSSIER: Final = Path(__file__).parent / "corpus"
_LISIBLE: Final = 3000
"""Characters of a line beyond which nobody reads it."""


def _chemin(nom: str) -> Path:
    return DOSSIER / f"{nom}.jsonl"


def lire(nom: str) -> list[bytes]:
    """The inputs of a reader, none when it has no file yet."""
    chemin = _chemin(nom)
    lignes = chemin.read_text(encoding="utf-8").splitlines() if chemin.exists() else []
    return [_deplier(json.loads(ligne)) for ligne in lignes]


def _deplier(ecrit: str | list[str]) -> bytes:
    if isinstance(ecrit, str):
        return ecrit.encode(errors="surrogateescape")
    return zlib.decompress(base64.b64decode(ecrit[0]))


def _plier(entree: bytes) -> str:
    lisible = json.dumps(entree.decode(errors="surrogateescape"))
    emballee = json.dumps([base64.b64encode(zlib.compress(entree, 9)).decode("ascii")])
    return emballee if len(lisible) > _LISIBLE and len(emballee) < len(lisible) else lisible


def ecrire(nom: str, entrees: Iterable[bytes]) -> None:
    """Replace the inputs of a reader, in an order of their own."""
    lignes = [_plier(entree) + "\n" for entree in sorted(set(entrees))]
    DOSSIER.mkdir(exist_ok=True)
    _chemin(nom).write_text("".join(lignes), encoding="ascii")
