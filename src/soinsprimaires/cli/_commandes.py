"""The subcommands. Only this module reads today's date, as the default of ``--au``."""

import runpy
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from soinsprimaires.affichage.libelles import jour_en_lettres
from soinsprimaires.affichage.texte import Section, Ton, lignes_rapport, resumer
from soinsprimaires.anomalies import assainir
from soinsprimaires.erreurs import DocumentInvalide, ErreurSoinsPrimaires, ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.regles import Rapport, controler
from soinsprimaires.serialisation import charger, depuis_json, ecrire
from soinsprimaires.temps import lire_jour

__all__ = ["application"]

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

application = typer.Typer(
    help="Soins primaires : lire un dossier JSON, dire où en sont ses projets et ce que les règles en disent.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
_sortie = Console(highlight=False, soft_wrap=True)
_erreurs = Console(stderr=True, highlight=False, soft_wrap=True)


@application.callback()
def _racine() -> None:
    """Make typer show the names of the subcommands."""


def _refuser(message: str) -> NoReturn:
    _erreurs.print(Text("\n".join(assainir(ligne) for ligne in message.splitlines())))
    raise typer.Exit(INUTILISABLE)


def _jour(texte: str | None) -> date:
    if texte is None:
        return date.today()  # noqa: DTZ011 - the day of the person at the keyboard
    try:
        return lire_jour(texte)
    except ValeurInvalide as erreur:
        _refuser(f"--au : {erreur}")


def _lire(fichier: str) -> Registre:
    try:
        return depuis_json(sys.stdin.buffer.read()) if fichier == "-" else charger(fichier)
    except DocumentInvalide as erreur:
        _refuser(f"{fichier} : {erreur}")
    except OSError as erreur:
        _refuser(f"{fichier} : {erreur.strerror}")


@application.command(name="controler")
def _controler(
    fichier: Annotated[str, typer.Argument(metavar="FICHIER", help="Dossier JSON ; « - » lit l'entrée standard.")],
    au: Annotated[
        str | None, typer.Option("--au", metavar="DATE", help="Jour du contrôle, AAAA-MM-JJ ; aujourd'hui par défaut.")
    ] = None,
    *,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire le rapport en JSON, pour un programme.")] = False,
) -> None:
    """Contrôler un dossier : codes de retour 0 conforme, 1 non conforme ou indéterminé, 2 dossier illisible."""
    rapport = controler(_lire(fichier), au=_jour(au))
    if en_json:
        typer.echo(rapport.en_json(), nl=False)
    else:
        _afficher([Section(rapport.titre, tuple(lignes_rapport(rapport)))])
    raise typer.Exit(CONFORME if rapport.conforme else A_REVOIR)


@application.command(name="demo")
def _demo(
    exemples: Annotated[Path, typer.Option(help="Dossier des exemples.")] = Path("examples"),
    sortie: Annotated[Path, typer.Option(help="Dossier où écrire leur JSON.")] = Path("build/demo"),
) -> None:
    """Montrer les cinq exemples : qui, où, combien, où en sont les projets, ce que disent les règles."""
    scripts = sorted(exemples.glob("*.py"))
    if not scripts:
        _refuser(f"{exemples} : aucun exemple ici ; la démonstration se lance depuis le dépôt du projet")
    try:
        sortie.mkdir(parents=True, exist_ok=True)
        for script in scripts:
            _montrer(script, sortie)
    except (OSError, ErreurSoinsPrimaires) as erreur:
        _refuser(f"démonstration interrompue : {erreur}")


def _montrer(script: Path, sortie: Path) -> None:
    exemple: dict[str, Any] = runpy.run_path(str(script))
    registre: Registre = exemple["construire"]()
    au: date = exemple["AU"]
    cible = sortie / f"{script.stem}.json"
    ecrire(registre, cible)
    if charger(cible) != registre:
        raise ErreurSoinsPrimaires(f"{cible} ne redonne pas le registre qui l'a écrit")
    rapport: Rapport = controler(registre, au=au)
    _sortie.print()
    _sortie.print(Text(assainir(exemple["TITRE"]), style="bold reverse"))
    _sortie.print(Text(f"jugé au {jour_en_lettres(au)} ; écrit et relu à l'identique : {cible}", style="dim"))
    _afficher(resumer(registre, rapport))


def _afficher(sections: Iterable[Section]) -> None:
    for section in sections:
        _sortie.print(Text(f"\n{assainir(section.titre)}", style="bold"))
        for ligne in section.lignes:
            _sortie.print(Text(f"  {ligne.texte}", style=_STYLES[ligne.ton]))
