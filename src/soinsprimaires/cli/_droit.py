"""``soinsprimaires droit``: the texts that the library cites."""

from typing import Annotated

import typer
from rich.text import Text

from soinsprimaires.affichage.droit import en_objet, lignes
from soinsprimaires.cli._commun import Au, jour
from soinsprimaires.cli._commun import sortie as ecran
from soinsprimaires.cli._fichiers import dire_en_json

__all__ = ["droit"]


def droit(
    *,
    au: Au = None,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire les textes en JSON, pour un programme.")] = False,
) -> None:
    """Lister les textes que les règles citent : quand chacun a été lu, dans quel état, et ce qui est à relire.

    Codes de retour : 0 ils sont listés ; 2 la date est inutilisable.
    """
    if en_json:
        dire_en_json(en_objet(jour(au)), indent=2)
        return
    for ligne in lignes(jour(au)):
        ecran.print(Text(ligne))
