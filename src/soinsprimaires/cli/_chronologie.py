"""``soinsprimaires chronologie``: the life of the projects of a document."""

from typing import Annotated

import typer

from soinsprimaires.affichage import chronologie as vie
from soinsprimaires.affichage.contenu.documents import en_json as ecrire_document
from soinsprimaires.affichage.contenu.documents import raconter_suivis
from soinsprimaires.affichage.contenu.lignes import derouler
from soinsprimaires.cli._commun import Au, Fichier, afficher, choisir_projets, jour, lire, refuser
from soinsprimaires.cli._fichiers import remettre
from soinsprimaires.cycle import Suivi


def chronologie(
    fichier: Fichier,
    au: Au = None,
    *,
    projet: Annotated[
        str | None,
        typer.Option("--projet", metavar="PROJET", help="Son nom, ou une partie, en détail ; tous par défaut."),
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="Tout raconter, même de plusieurs projets.")] = False,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire en JSON, pour un programme.")] = False,
) -> None:
    """Raconter la vie des projets : ce qui s'est passé, l'état, les échéances, ce qui manque.

    Codes de retour : 0 c'est raconté, quoi qu'il en soit des délais ; 2 document illisible, ou projet inconnu.
    """
    registre, le = lire(fichier), jour(au)
    choisis = [Suivi(p, registre, le) for p in choisir_projets(registre.projets, projet)]
    if not choisis:
        refuser(f"aucun projet dans {fichier}")
    if en_json:
        remettre(ecrire_document(raconter_suivis(*choisis)), None, pour_programme=True)
        return
    if len(choisis) == 1 or details:
        for choisi in choisis:
            afficher(derouler(vie.raconter(choisi)))
    else:
        afficher(derouler([vie.resumer(choisis, le)]))
