"""``soinsprimaires rapport``: the whole state of a document on one page, to read, print or send."""

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from soinsprimaires.affichage.rapport import page, pages
from soinsprimaires.cli._commun import Au, Fichier, erreurs, jour, lire, lire_en_detail
from soinsprimaires.cli._fichiers import FLUX, choisir, deposer, remettre
from soinsprimaires.regles import controler


class _FormatPage(Enum):
    """What is written."""

    HTML = "html"
    JSON = "json"


def rapport(
    fichier: Fichier,
    au: Au = None,
    *,
    en_json: Annotated[
        bool, typer.Option("--json", help="Écrire les constats en JSON plutôt que la page, pour un programme.")
    ] = False,
    depuis: Annotated[
        str | None,
        typer.Option("--depuis", metavar="AVANT", help="Registre d'un jour d'avant : la page dit ce qui a changé."),
    ] = None,
    vers: Annotated[
        Path | None,
        typer.Option("--sortie", "-o", metavar="FICHIER", help="Page à écrire ; la sortie standard par défaut."),
    ] = None,
) -> None:
    """Écrire une page HTML : projets, échéances, ce qui manque, territoires, membres, offre, constats et leurs sources.

    La page ne demande rien à l'extérieur : elle s'ouvre, s'imprime et s'envoie seule. Elle nomme les personnes ;
    elle ne montre ni RPPS, ni année de naissance, ni téléphone. Au-delà de cent projets, ceux d'une page écrite dans un
    fichier sont à côté, cent par page : rapport-projets-01.html, rapport-projets-02.html...

    Codes de retour : 0 la page est écrite, quoi que disent les règles ; 2 document illisible, ou extra absent.
    """
    le = jour(au)
    choisie = choisir(vers, _FormatPage.JSON if en_json else None, _FormatPage.HTML)
    with erreurs.status("Lecture et contrôle du registre"):
        lu = lire_en_detail(fichier)
        registre, avant = lu.registre, None if depuis is None else lire(depuis)
        constats = controler(registre, au=le).situer(lu.situer)
    with erreurs.status("Composition de la page"):
        if choisie is _FormatPage.JSON:
            remettre(constats.en_json(), vers, pour_programme=True)
        elif vers is None or str(vers) == FLUX:
            remettre(page(registre, au=le, rapport=constats, avant=avant), vers, pour_programme=True)
        else:
            # The page is opened first: where it cannot be written, nothing is written beside it.
            with deposer(vers) as principale:
                for cible, texte in pages(registre, au=le, fichier=vers, rapport=constats, avant=avant):
                    if cible == vers:
                        principale.write(texte.encode())
                    else:
                        remettre(texte, cible)
