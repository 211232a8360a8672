"""Where a command puts what it wrote: a file, or the standard output."""

from pathlib import Path

import typer

from soinsprimaires.cli._commun import refuser

__all__ = ["remettre"]


def remettre(texte: str, cible: Path | None, *, encodage: str = "utf-8") -> None:
    """Write a text to a file, or show it."""
    if cible is None:
        typer.echo(texte, nl=False)
        return
    try:
        cible.write_text(texte, encoding=encodage, newline="")
    except OSError as erreur:
        refuser(f"{cible} : {erreur.strerror}")
