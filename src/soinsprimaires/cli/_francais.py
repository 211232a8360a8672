"""What the library behind the command says by itself, in French: its own options, its refusals, those of the system.

A refusal is told from what the exception holds (the option, the parameter), never from its English words: an exception
that holds nothing known is shown as it is.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from difflib import get_close_matches
from functools import partial
from io import StringIO
from typing import Any, Final

import typer
from rich.text import Text
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from soinsprimaires.anomalies import assainir
from soinsprimaires.cli import _fichiers, _flux
from soinsprimaires.cli._commun import INUTILISABLE, erreurs, raison
from soinsprimaires.erreurs import ErreurSoinsPrimaires

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


def expliquer(erreur: typer.TyperException) -> str:
    """Why a command line is refused, in French."""
    option, parametre = getattr(erreur, "option_name", None), getattr(erreur, "param", None)
    if option is not None:
        return _expliquer_option(option, getattr(erreur, "possibilities", None), getattr(erreur, "ctx", None))
    if parametre is None:
        return str(erreur.format_message())
    nom = _nommer(parametre)
    if hasattr(erreur, "param_type"):
        return f"il manque {nom}" if parametre.param_type_name == "argument" else f"il manque l'option {nom}"
    choix = parametre.type_descriptor.choices
    attendu = f"l'un de ceux-ci : {', '.join(c.value for c in choix)}" if choix else parametre.metavar
    return f"{nom} : cette valeur n'est pas admise ; attendu : {attendu}"


def _expliquer_option(option: str, proches: list[str] | None, contexte: Any) -> str:
    connues = {nom: p for p in (contexte.command.get_params(contexte) if contexte else ()) for nom in p.opts}
    if option in connues:
        verbe = "n'attend pas de" if connues[option].is_flag else "attend une"
        return f"l'option {option} {verbe} valeur"
    suite = f" ; vouliez-vous dire {', '.join(sorted(proches))} ?" if proches else ""
    return f"aucune option ne s'appelle {option}{suite}"


def _nommer(parametre: Any) -> str:
    """A parameter, as its help names it."""
    longues = [nom for nom in parametre.opts if nom.startswith("--")]
    return longues[0] if longues else str(parametre.metavar or parametre.name)


def _traduire_aides(options: list[Any]) -> list[Any]:
    for option in options:
        for nom in option.opts:
            option.help = _AIDES.get(nom, getattr(option, "help", None))
            if nom == "--install-completion" and not isinstance(option.callback, partial):
                option.callback = partial(_installer, option.callback)
        if option.param_type_name == "argument" or option.is_flag:
            option.display_type_rich = _taire
    return options


def _taire(ctx: Any) -> None:
    """What a flag or an argument is, its name says."""


def _installer(installer: Any, *arguments: Any) -> Any:
    """Install the completion, and say so in French."""
    try:
        with redirect_stdout(StringIO()):
            return installer(*arguments)
    except typer.Exit as fin:
        dit = (
            "installée ; elle sert dès le prochain terminal"
            if fin.exit_code == 0
            else "impossible dans cet interpréteur"
        )
        erreurs.print(f"Complétion {dit}.")
        raise


def _souder(aide: str | None) -> str | None:
    """Paragraphs of a docstring, each on one line: the width of the terminal cuts them."""
    return None if aide is None else re.sub(r"(?<!\n)\n(?!\n)", " ", aide)


class _Refus(typer.TyperException):
    """A command line that this module refuses by itself."""

    def __init__(self, message: str, ctx: Any) -> None:
        super().__init__(message)
        self.ctx = ctx


class Commande(TyperCommand):
    """A subcommand, whose own options are told in French."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Keep the words of the help, not its lines; judge here what is too much."""
        reglages = {**(options.get("context_settings") or {}), "allow_extra_args": True}
        super().__init__(*args, **options | {"help": _souder(options.get("help")), "context_settings": reglages})

    def get_params(self, ctx: Any) -> list[Any]:
        return _traduire_aides(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _situer(ctx):
            reste = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise _Refus(f"« {' '.join(ctx.args)} » est de trop", ctx)
        return reste


class Groupe(TyperGroup):
    """The command itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Keep the words of the help, not its lines."""
        super().__init__(*args, **options | {"help": _souder(options.get("help"))})

    def get_params(self, ctx: Any) -> list[Any]:
        return _traduire_aides(super().get_params(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a subcommand, or say which is near."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            proches = get_close_matches(args[0], self.list_commands(ctx))
            suite = f" ; vouliez-vous dire {' ou '.join(proches)} ?" if proches else ""
            raise _Refus(f"aucune commande ne s'appelle « {args[0]} »{suite}", ctx)
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **options: Any) -> Any:
        """Read the command line, of which the help is a part."""
        with _dire_les_refus():
            return super().make_context(*args, **options)

    def invoke(self, ctx: Any) -> Any:
        """Run a subcommand."""
        with _dire_les_refus():
            return super().invoke(ctx)

    def main(self, *args: Any, **options: Any) -> Any:
        """Run, and say in French why the command line is refused."""
        seule = options.get("standalone_mode", True)
        try:
            with _dire_les_refus():
                _flux.preparer()
                _fichiers.oublier()
            code = super().main(*args, **options | {"standalone_mode": False})
        except typer.TyperException as erreur:
            if not seule:
                raise
            contexte = getattr(erreur, "ctx", None)
            usage = "" if contexte is None else contexte.get_usage()
            aide = "" if contexte is None else f"« {contexte.command_path} --help » explique tout."
            _dire(expliquer(erreur), usage, aide)
            sys.exit(INUTILISABLE)
        except typer.Exit as fin:
            code = fin.exit_code
        except typer.Abort:
            _dire("Interrompu.")
            sys.exit(INTERROMPUE)
        if not seule:
            return code
        sys.exit(code if isinstance(code, int) else 0)


@contextmanager
def _situer(ctx: Any) -> Iterator[None]:
    """Give a refusal the command that it is about: the library does not always."""
    try:
        yield
    except typer.TyperException as erreur:
        if getattr(erreur, "ctx", None) is None:
            erreur.ctx = ctx  # type: ignore[attr-defined]
        raise


@contextmanager
def _dire_les_refus() -> Iterator[None]:
    """Say in French what the library and the system refuse."""
    try:
        try:
            yield
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # the second is how the library says that nobody reads its help
        _flux.abandonner()
        raise typer.Exit(DELAISSEE) from None
    except OSError as erreur:
        if erreur.filename is None:
            _flux.abandonner()
        _dire(f"{_flux.SORTIE_STANDARD if erreur.filename is None else erreur.filename} : {raison(erreur)}")
        raise typer.Exit(INUTILISABLE) from None
    except ErreurSoinsPrimaires as erreur:
        _dire(str(erreur))
        raise typer.Exit(INUTILISABLE) from None


def _dire(*lignes: str) -> None:
    """Tell a person."""
    erreurs.print(Text("\n".join(assainir(morceau) for ligne in lignes if ligne for morceau in ligne.splitlines())))
