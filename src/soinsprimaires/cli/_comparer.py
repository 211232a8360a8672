"""``soinsprimaires comparer``: what changes between two documents, for those who keep theirs in git."""

from enum import Enum
from typing import Annotated

import typer

from soinsprimaires.affichage import tableaux
from soinsprimaires.affichage.comparaison import (
    raconter_comparaison,
    raconter_les_projets,
    tableau_changements,
    tableau_comparaison,
)
from soinsprimaires.affichage.contenu.lignes import derouler, en_texte
from soinsprimaires.cli._commun import Au, Sortie, afficher, jour, lire, refuser
from soinsprimaires.cli._fichiers import choisir, remettre
from soinsprimaires.comparaison import comparer as comparer_registres

_PAREILS = 0
_DIFFERENTS = 1


class _FormatComparaison(Enum):
    """What is written."""

    TEXTE = "texte"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def comparer(
    avant: Annotated[str, typer.Argument(metavar="AVANT", help="Document JSON ; « - » lit l'entrée standard.")],
    apres: Annotated[str, typer.Argument(metavar="APRES", help="Document JSON à lui comparer ; « - » aussi.")],
    *,
    forme: Annotated[
        _FormatComparaison | None,
        typer.Option("--format", help="Ce qui est écrit ; celui du nom du fichier par défaut."),
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="Dire chaque entité et chaque champ.")] = False,
    en_json: Annotated[bool, typer.Option("--json", help="Comme --format json.")] = False,
    au: Au = None,
    sortie: Sortie = None,
) -> None:
    """Dire ce qui change entre deux registres, projet par projet, en mots ; --details donne chaque champ.

    Codes de retour, comme diff : 0 rien ne change ; 1 quelque chose change ; 2 un registre est illisible.
    """
    if avant == apres == "-":
        refuser("l'entrée standard ne donne qu'un registre : nommer l'autre")
    choisie = choisir(sortie, _FormatComparaison.JSON if en_json else forme, _FormatComparaison.TEXTE)
    registres = lire(avant), lire(apres)
    comparaison = comparer_registres(*registres)
    le = jour(au)
    dits = raconter_comparaison(comparaison) if details else raconter_les_projets(*registres, au=le)
    lignes = tuple(derouler(dits))
    suite = [tableau_comparaison(comparaison)] if details else []
    dites = [tableau_changements(*registres, au=le), *suite]
    if choisie is _FormatComparaison.TEXTE and sortie is None:
        afficher(lignes)
    else:
        ecrits = {
            _FormatComparaison.TEXTE: lambda: en_texte(lignes),
            _FormatComparaison.MARKDOWN: lambda: "\n".join(map(tableaux.en_markdown, dites)),
            _FormatComparaison.HTML: lambda: tableaux.en_page(dites, titre="Ce qui change"),
            _FormatComparaison.JSON: comparaison.en_json,
        }
        remettre(ecrits[choisie](), sortie, pour_programme=choisie is not _FormatComparaison.TEXTE)
    raise typer.Exit(_DIFFERENTS if comparaison else _PAREILS)
