"""What the subcommands share: exit codes, consoles, reading. Only this module reads today's date."""

import sys
from collections.abc import Iterable
from datetime import date
from typing import Final, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from soinsprimaires.affichage.texte import Section, Ton
from soinsprimaires.anomalies import assainir
from soinsprimaires.erreurs import DocumentInvalide, ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation import charger, depuis_json
from soinsprimaires.temps import lire_jour

__all__ = [
    "A_REVOIR",
    "CONFORME",
    "INUTILISABLE",
    "afficher",
    "erreurs",
    "jour",
    "lire",
    "refuser",
    "sortie",
]

CONFORME: Final = 0
A_REVOIR: Final = 1
INUTILISABLE: Final = 2

_STYLES: Final = {
    Ton.NEUTRE: "",
    Ton.BON: "green",
    Ton.GRAVE: "bold red",
    Ton.DOUTE: "yellow",
    Ton.DISCRET: "dim",
}

sortie = Console(highlight=False, soft_wrap=True)
erreurs = Console(stderr=True, highlight=False, soft_wrap=True)


def refuser(message: str) -> NoReturn:
    erreurs.print(Text("\n".join(assainir(ligne) for ligne in message.splitlines())))
    raise typer.Exit(INUTILISABLE)


def jour(texte: str | None) -> date:
    if texte is None:
        return date.today()  # noqa: DTZ011 - the day of the person at the keyboard
    try:
        return lire_jour(texte)
    except ValeurInvalide as erreur:
        refuser(f"--au : {erreur}")


def lire(fichier: str) -> Registre:
    try:
        return depuis_json(sys.stdin.buffer.read()) if fichier == "-" else charger(fichier)
    except DocumentInvalide as erreur:
        refuser(f"{fichier} : {erreur}")
    except OSError as erreur:
        refuser(f"{fichier} : {erreur.strerror}")


def afficher(sections: Iterable[Section]) -> None:
    for section in sections:
        sortie.print(Text(f"\n{section.titre}", style="bold"))
        for ligne in section.lignes:
            sortie.print(Text(f"  {ligne.texte}", style=_STYLES[ligne.ton]))
