"""The subcommands."""

import json
import runpy
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from soinsprimaires.affichage import catalogue
from soinsprimaires.affichage.libelles import jour_en_lettres
from soinsprimaires.affichage.texte import Section, lignes_rapport, resumer
from soinsprimaires.anomalies import assainir
from soinsprimaires.cli._chronologie import chronologie
from soinsprimaires.cli._commun import A_REVOIR, CONFORME, afficher, jour, lire, refuser
from soinsprimaires.cli._commun import sortie as ecran
from soinsprimaires.cli._comparer import comparer
from soinsprimaires.cli._importer import importer
from soinsprimaires.cli._portefeuille import portefeuille
from soinsprimaires.erreurs import ErreurSoinsPrimaires
from soinsprimaires.modele.registre import Registre
from soinsprimaires.regles import REGLES, Rapport, controler
from soinsprimaires.serialisation import charger, ecrire

__all__ = ["application"]

application = typer.Typer(
    help="Soins primaires : lire un dossier JSON, dire où en sont ses projets et ce que les règles en disent.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


application.command(name="importer")(importer)
application.command(name="chronologie")(chronologie)
application.command(name="comparer")(comparer)
application.command(name="portefeuille")(portefeuille)


@application.callback()
def _racine() -> None:
    """Make typer show the names of the subcommands."""


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
    rapport = controler(lire(fichier), au=jour(au))
    if en_json:
        typer.echo(rapport.en_json(), nl=False)
    else:
        afficher([Section(rapport.titre, tuple(lignes_rapport(rapport)))])
    raise typer.Exit(CONFORME if rapport.conforme else A_REVOIR)


@application.command(name="demo")
def _demo(
    exemples: Annotated[Path, typer.Option(help="Dossier des exemples.")] = Path("examples"),
    sortie: Annotated[Path, typer.Option(help="Dossier où écrire leur JSON.")] = Path("build/demo"),
) -> None:
    """Montrer les cinq exemples : qui, où, combien, où en sont les projets, ce que disent les règles."""
    scripts = sorted(exemples.glob("*.py"))
    if not scripts:
        refuser(f"{exemples} : aucun exemple ici ; la démonstration se lance depuis le dépôt du projet")
    try:
        sortie.mkdir(parents=True, exist_ok=True)
        for script in scripts:
            _montrer(script, sortie)
    except (OSError, ErreurSoinsPrimaires) as erreur:
        refuser(f"démonstration interrompue : {erreur}")


def _montrer(script: Path, sortie: Path) -> None:
    exemple: dict[str, Any] = runpy.run_path(str(script))
    registre: Registre = exemple["construire"]()
    au: date = exemple["AU"]
    cible = sortie / f"{script.stem}.json"
    ecrire(registre, cible)
    if charger(cible) != registre:
        raise ErreurSoinsPrimaires(f"{cible} ne redonne pas le registre qui l'a écrit")
    rapport: Rapport = controler(registre, au=au)
    ecran.print()
    ecran.print(Text(assainir(exemple["TITRE"]), style="bold reverse"))
    ecran.print(Text(f"jugé au {jour_en_lettres(au)} ; écrit et relu à l'identique : {cible}", style="dim"))
    afficher(resumer(registre, rapport))


@application.command(name="regles")
def _regles(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="Une seule règle ; toutes par défaut.")] = None,
    *,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire le catalogue en JSON, pour un programme.")] = False,
) -> None:
    """Lister les règles : ce que chacune exige, pour qui, depuis quand, et sur quel texte."""
    choisies = REGLES
    if code is not None:
        if code not in REGLES:
            refuser(f"aucune règle ne s'appelle « {code} » ; règles : {', '.join(REGLES)}")
        choisies = {code: REGLES[code]}
    if en_json:
        typer.echo(json.dumps(catalogue.en_objet(choisies), ensure_ascii=False, indent=2))
        return
    for versions in choisies.values():
        for ligne in catalogue.fiche(versions):
            ecran.print(Text(ligne))
        ecran.print()
