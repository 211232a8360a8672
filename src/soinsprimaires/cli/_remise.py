"""Where a command puts what it wrote: a file, or the standard output."""

import json
import sys
from codecs import getincrementaldecoder
from pathlib import Path
from typing import Any, BinaryIO, cast

import typer

from soinsprimaires.anomalies import desarmer_json
from soinsprimaires.cli._commun import FLUX
from soinsprimaires.serialisation._fichiers import remplacer

__all__ = ["dire_en_json", "octets_affiches", "remettre"]


def remettre(texte: str, cible: Path | None, *, encodage: str = "utf-8") -> None:
    """Write a text to a file, whole or not at all, or show it."""
    if cible is None or str(cible) == FLUX:
        typer.echo(texte, nl=False)
        return
    with remplacer(cible) as fichier:
        fichier.write(texte.encode(encodage))


def dire_en_json(objet: Any, *, indent: int | None = None) -> None:
    """Show an object to a program, through what may be a terminal."""
    typer.echo(desarmer_json(json.dumps(objet, ensure_ascii=False, indent=indent, sort_keys=True)))


def octets_affiches() -> BinaryIO:
    """Where JSON is shown byte for byte, unless a terminal would obey some of them."""
    return cast("BinaryIO", _Ecran()) if sys.stdout.isatty() else sys.stdout.buffer


class _Ecran:
    """A terminal to which JSON is written."""

    def __init__(self) -> None:
        self._decodeur = getincrementaldecoder("utf-8")()

    def write(self, octets: bytes) -> int:
        """Show the JSON, harmless."""
        sys.stdout.write(desarmer_json(self._decodeur.decode(octets)))
        return len(octets)
