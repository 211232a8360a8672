"""Where a command puts what it wrote: a file, or the standard output."""

from pathlib import Path

import typer

from soinsprimaires.cli._commun import refuser
from soinsprimaires.serialisation._fichiers import remplacer

__all__ = ["remettre"]


def remettre(texte: str, cible: Path | None, *, encodage: str = "utf-8") -> None:
    """Write a text to a file, whole or not at all, or show it."""
    if cible is None:
        typer.echo(texte, nl=False)
        return
    try:
        with remplacer(cible) as fichier:
            fichier.write(texte.encode(encodage))
    except OSError as erreur:
        refuser(f"{cible} : {erreur.strerror}")
