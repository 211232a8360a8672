"""``soinsprimaires portefeuille``: where all the projects of a document stand, as tables."""

from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Final

import typer

from soinsprimaires.affichage import tableaux
from soinsprimaires.affichage.classeur import ecrire_classeur
from soinsprimaires.affichage.portefeuille import portefeuille_en_bref, tableau_comptes, tableau_portefeuille
from soinsprimaires.affichage.tableaux import Tableau
from soinsprimaires.cli._commun import Au, Fichier, Sortie, erreurs, jour, lire, refuser, sortie
from soinsprimaires.cli._fichiers import FLUX, choisir, deposer, remettre

_LARGEUR: Final = 120
"""Characters of a line where no screen says how many it has."""
_ETROIT: Final = 60
"""Characters below which nothing is left of the columns."""


class _FormatPortefeuille(Enum):
    """What is written."""

    TEXTE = "texte"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def portefeuille(
    fichier: Fichier,
    au: Au = None,
    *,
    forme: Annotated[
        _FormatPortefeuille | None,
        typer.Option("--format", help="Ce qui est écrit ; celui du nom du fichier par défaut."),
    ] = None,
    en_json: Annotated[bool, typer.Option("--json", help="Comme --format json.")] = False,
    vers: Sortie = None,
) -> None:
    """Suivre tous les projets d'un registre : leur état, ce qui vient, à qui d'agir ; et combien en sont où.

    Le classeur .xlsx a une feuille pour le portefeuille et une pour les nombres ; le CSV n'a que le portefeuille.

    Codes de retour : 0 c'est écrit ; 2 document illisible, ou extra absent.
    """
    le = jour(au)
    choisie = choisir(vers, _FormatPortefeuille.JSON if en_json else forme, _FormatPortefeuille.TEXTE)
    if choisie is _FormatPortefeuille.XLSX and (vers is None or str(vers) == FLUX):
        refuser("un classeur s'écrit dans un fichier : ajouter -o portefeuille.xlsx")
    with erreurs.status("Lecture et suivi du registre"):
        registre = lire(fichier)
        if choisie is _FormatPortefeuille.TEXTE:
            suivi = [portefeuille_en_bref(registre, au=le)]
        else:
            suivi = [tableau_portefeuille(registre, au=le), tableau_comptes(registre, au=le)]
    if choisie is _FormatPortefeuille.XLSX and vers is not None:
        with deposer(vers) as classeur:
            ecrire_classeur(suivi, classeur)
        return
    encodage = "utf-8-sig" if choisie is _FormatPortefeuille.CSV else "utf-8"
    remettre(_ecrire(choisie, suivi), vers, encodage=encodage, pour_programme=choisie is not _FormatPortefeuille.TEXTE)


def _ecrire(forme: _FormatPortefeuille, suivi: Sequence[Tableau]) -> str:
    match forme:
        case _FormatPortefeuille.JSON:
            return tableaux.en_json(suivi)
        case _FormatPortefeuille.HTML:
            return tableaux.en_page(suivi, titre=suivi[0].titre)
        case _FormatPortefeuille.MARKDOWN:
            return "\n".join(map(tableaux.en_markdown, suivi))
        case _FormatPortefeuille.CSV:
            return tableaux.en_csv(suivi[0])
        case _:
            return tableaux.en_lignes(suivi[0], largeur=max(_ETROIT, sortie.width) if sortie.is_terminal else _LARGEUR)
