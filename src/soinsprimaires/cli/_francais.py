"""What the library behind the command says by itself, in French: titles of its help, its own options, its refusals."""

import os
import re
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import typer
from rich.text import Text
from typer import rich_utils
from typer._completion_shared import install
from typer.core import TyperCommand, TyperGroup

from soinsprimaires.anomalies import assainir
from soinsprimaires.cli._commun import INUTILISABLE, erreurs, raison

__all__ = ["Commande", "Groupe", "traduire"]

INTERROMPUE: Final = 130
"""Exit code after ``Ctrl+C``, as shells have it."""
DELAISSEE: Final = 141
"""Exit code when nobody reads the output any more (``| head``), as shells have it."""

rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
rich_utils.DEFAULT_STRING = "[par défaut : {}]"

_AIDES: Final = {
    "--help": "Afficher cette aide.",
    "--install-completion": "Installer la complétion dans l'interpréteur de commandes utilisé.",
    "--show-completion": "Afficher la complétion, pour la copier ou l'adapter.",
}

# What Typer says of the type of a value, when nothing better is declared; a flag has none.
_TYPES: Final = {"<bool>": None, "<str>": None, "<path>": "FICHIER", "<int>": "NOMBRE"}

# The sentences of Typer; what is not among them is shown as it is.
_PHRASES: Final = tuple(
    (re.compile(motif, re.DOTALL), phrase)
    for motif, phrase in (
        (r"Missing argument '?(.+?)'?\.", r"il manque \1"),
        (r"Missing option '?([^']+)'?(?: / .+)?\.", r"il manque l'option \1"),
        (r"Missing command\.", r"il manque une commande"),
        (
            r"No such command '(.*)'\. Did you mean (.+)\?",
            r"aucune commande ne s'appelle « \1 » ; vouliez-vous dire \2 ?",
        ),
        (r"No such command '(.*)'\.", r"aucune commande ne s'appelle « \1 »"),
        (
            r"No such option: (\S+) \(Possible options: (.+)\)",
            r"aucune option ne s'appelle \1 ; vouliez-vous dire \2 ?",
        ),
        (r"No such option: (\S+)(?: Did you mean (.+)\?)?", r"aucune option ne s'appelle \1"),
        (r"Option '?(.+?)'? requires an argument\.?", r"l'option \1 attend une valeur"),
        (r"Option '?(.+?)'? does not take a value\.?", r"l'option \1 n'attend pas de valeur"),
        (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"« \1 » est de trop"),
        (r"Invalid value for '?(.+?)'?: Input should be a valid integer.*", r"\1 : un nombre entier est attendu"),
        (
            r"Invalid value for '?(.+?)'?: (?:Value error, )?(.+) is not one of (.+?)\.?",
            r"\1 : \2 n'est pas l'un de ceux-ci : \3",
        ),
        (r"Invalid value for '?(.+?)'?: (?:Value error, )?(.+)", r"\1 : \2"),
    )
)


def traduire(message: str) -> str:
    """A refusal of Typer in French.

    >>> traduire("Missing argument 'FICHIER'.")
    'il manque FICHIER'
    """
    for motif, phrase in _PHRASES:
        if (trouve := motif.fullmatch(message)) is not None:
            return trouve.expand(phrase)
    return message


def _traduire_aides(options: list[Any]) -> list[Any]:
    for option in options:
        for nom in option.opts:
            option.help = _AIDES.get(nom, getattr(option, "help", None))
            if nom == "--install-completion":
                option.callback = _installer
        option.display_type_rich = partial(_typer, type(option).display_type_rich, option)
    return options


def _typer(dire: Callable[..., str | None], option: Any, ctx: Any) -> str | None:
    dit = dire(option, ctx)
    return _TYPES.get(dit, dit) if dit is not None else None


def _installer(ctx: Any, _option: Any, valeur: Any) -> Any:
    if not valeur or ctx.resilient_parsing:
        return valeur
    interpreteur, chemin = install(valeur if isinstance(valeur, str) else None)
    typer.echo(f"Complétion installée pour {interpreteur} ({chemin}) ; elle sert dès le prochain terminal.")
    raise typer.Exit


def _souder(aide: str | None) -> str | None:
    """Paragraphs of a docstring, each on one line: the width of the terminal cuts them."""
    return None if aide is None else re.sub(r"(?<!\n)\n(?!\n)", " ", aide)


class Commande(TyperCommand):
    """A subcommand, whose own options are told in French."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Keep the words of the help, not its lines."""
        super().__init__(*args, **options | {"help": _souder(options.get("help"))})

    def get_params(self, ctx: Any) -> list[Any]:
        return _traduire_aides(super().get_params(ctx))


class Groupe(TyperGroup):
    """The command itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Keep the words of the help, not its lines."""
        super().__init__(*args, **options | {"help": _souder(options.get("help"))})

    def get_params(self, ctx: Any) -> list[Any]:
        return _traduire_aides(super().get_params(ctx))

    def invoke(self, ctx: Any) -> Any:
        """Run a subcommand, and say in French what the system refuses."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left goes nowhere
            raise typer.Exit(DELAISSEE) from None
        except OSError as erreur:
            _refuser_du_systeme(erreur)
            raise typer.Exit(INUTILISABLE) from None

    def main(self, *args: Any, **options: Any) -> Any:
        """Run, and say in French why the command line is refused."""
        seule = options.get("standalone_mode", True)
        try:
            code = super().main(*args, **options | {"standalone_mode": False})
        except typer.TyperException as erreur:
            if not seule:
                raise
            _expliquer(erreur)
            sys.exit(INUTILISABLE)
        except typer.Abort:
            erreurs.print("Interrompu.")
            sys.exit(INTERROMPUE)
        if not seule:
            return code
        sys.exit(code if isinstance(code, int) else 0)


def _refuser_du_systeme(erreur: OSError) -> None:
    ou = "sortie standard" if erreur.filename is None else erreur.filename
    erreurs.print(Text(assainir(f"{ou} : {raison(erreur)}")))


def _expliquer(erreur: typer.TyperException) -> None:
    contexte = getattr(erreur, "ctx", None)
    if type(erreur).__name__ == "NoArgsIsHelpError":
        return  # its help was printed
    lignes = [assainir(traduire(erreur.format_message()))]
    if contexte is not None:
        lignes += [contexte.get_usage(), f"« {contexte.command_path} --help » explique tout."]
    erreurs.print(Text("\n".join(lignes)))
