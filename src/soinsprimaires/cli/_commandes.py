"""The command and its subcommands, each with an example that its help shows."""

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, Any, Final

import typer

from soinsprimaires.cli._chronologie import chronologie
from soinsprimaires.cli._commun import INUTILISABLE, sortie
from soinsprimaires.cli._comparer import comparer
from soinsprimaires.cli._completer import completer
from soinsprimaires.cli._controler import controler
from soinsprimaires.cli._demo import demo
from soinsprimaires.cli._echeances import echeances
from soinsprimaires.cli._financement import financement
from soinsprimaires.cli._francais import Commande, Groupe
from soinsprimaires.cli._importer import importer
from soinsprimaires.cli._json import convertir, schema
from soinsprimaires.cli._noter import noter, renommer
from soinsprimaires.cli._portefeuille import portefeuille
from soinsprimaires.cli._pseudonymiser import pseudonymiser
from soinsprimaires.cli._rapport import rapport
from soinsprimaires.cli._regles import droit, regles
from soinsprimaires.cli._suivi import gabarit
from soinsprimaires.serialisation.migrations import VERSION

_AIDE: Final = """Soins primaires : lire un document JSON, dire où en sont ses projets et ce que les règles en disent.

« - » à la place d'un fichier lit l'entrée standard, ou écrit sur la sortie ; --json écrit pour un programme (convertir,
pseudonymiser et schema n'écrivent que du JSON) ; NO_COLOR ôte les couleurs.

Codes de retour : 0 tout va bien ; 1 quelque chose est à voir ; 2 la demande ou un fichier est inutilisable ;
130 interrompu ; 141 la sortie n'est plus lue."""

application = typer.Typer(
    cls=Groupe,
    help=_AIDE,
    epilog="Pour commencer : soinsprimaires gabarit --help et importer --help, ou le guide « Suivre ses projets ».",
    pretty_exceptions_enable=False,
    subcommand_metavar="COMMANDE [ARGUMENTS]...",
)

_COMMANDES: Final[tuple[tuple[Callable[..., Any], str], ...]] = (
    (gabarit, "gabarit suivi -o suivi.xlsx"),
    (importer, "importer suivi suivi.xlsx --departement 32 -o registre.json"),
    (noter, "noter registre.json Armagnac depot_projet --le 20/11/2026 --par porteurs --sur-place"),
    (renommer, "renommer registre.json projet-cpts-a projet-cpts-b --sur-place"),
    (completer, "completer registre.json -o a-completer.xlsx"),
    (controler, "controler gers.json --au 2026-11-01"),
    (chronologie, "chronologie registre.json --projet projet-cpts"),
    (echeances, "echeances registre.json --projet Armagnac -o echeances.ics"),
    (portefeuille, "portefeuille registre.json -o portefeuille.xlsx"),
    (financement, "financement registre.json --structure msp-exemple --exercice 2023 --faits faits.toml"),
    (rapport, "rapport registre.json --au 2026-11-01 -o rapport.html"),
    (comparer, "comparer octobre.json novembre.json"),
    (regles, "regles SISA-004"),
    (droit, "droit --au 2026-11-01"),
    (convertir, "convertir registre.json -o registre.jsonl.gz"),
    (pseudonymiser, "pseudonymiser registre.json --cle-fichier cle.bin -o partage.json"),
    (schema, "schema --version 1"),
    (demo, "demo --sortie build/demo"),
)

for _fonction, _exemple in _COMMANDES:
    application.command(cls=Commande, epilog=f"Exemple : soinsprimaires {_exemple}")(_fonction)


def _dire_version(*, demandee: bool) -> None:
    if demandee:
        sortie.print(f"soinsprimaires {version('soinsprimaires')}, format {VERSION}")
        raise typer.Exit


@application.callback(invoke_without_command=True)
def _racine(
    contexte: typer.Context,
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_dire_version, help="Dire la version, et celle du format."),
    ] = False,
) -> None:
    """Without a command, show which there are."""
    if contexte.invoked_subcommand is None:
        sortie.print(contexte.get_help(), end="")
        raise typer.Exit(INUTILISABLE)
