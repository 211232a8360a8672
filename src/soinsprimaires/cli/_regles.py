"""``soinsprimaires regles``: the catalogue of the rules."""

from typing import Annotated

import typer
from rich.text import Text

from soinsprimaires.affichage import catalogue
from soinsprimaires.cli._commun import refuser
from soinsprimaires.cli._commun import sortie as ecran
from soinsprimaires.cli._fichiers import dire_en_json
from soinsprimaires.regles import REGLES

__all__ = ["completer", "regles"]


def completer(debut: str) -> list[str]:
    """Codes of rules that begin so, for the shell."""
    return [code for code in REGLES if code.startswith(debut.upper())]


def regles(
    code: Annotated[
        str | None,
        typer.Argument(metavar="CODE", autocompletion=completer, help="Une seule règle ; toutes par défaut."),
    ] = None,
    *,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire le catalogue en JSON, pour un programme.")] = False,
) -> None:
    """Lister les règles : ce que chacune exige, pour qui, depuis quand, et sur quel texte.

    Codes de retour : 0 elles sont listées ; 2 aucune règle n'a ce code.
    """
    choisies = REGLES
    if code is not None:
        code = code.upper()
        if code not in REGLES:
            refuser(f"aucune règle ne s'appelle « {code} » ; règles : {', '.join(REGLES)}")
        choisies = {code: REGLES[code]}
    if en_json:
        dire_en_json(catalogue.en_objet(choisies), indent=2)
        return
    for versions in choisies.values():
        for ligne in catalogue.fiche(versions):
            ecran.print(Text(ligne))
        ecran.print()
