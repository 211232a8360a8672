"""``soinsprimaires chronologie``: the life of the projects of a document."""

from typing import Annotated

import typer

from soinsprimaires.affichage import chronologie as vie
from soinsprimaires.affichage.contenu.documents import en_json as ecrire_document
from soinsprimaires.affichage.contenu.documents import raconter_suivis
from soinsprimaires.affichage.contenu.lignes import derouler
from soinsprimaires.cli._commun import Au, Fichier, afficher, jour, lire, refuser
from soinsprimaires.cli._fichiers import remettre
from soinsprimaires.cycle import Suivi

__all__ = ["chronologie"]


def chronologie(
    fichier: Fichier,
    au: Au = None,
    *,
    projet: Annotated[
        str | None, typer.Option("--projet", metavar="IDENTIFIANT", help="Un seul projet ; tous par défaut.")
    ] = None,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire en JSON, pour un programme.")] = False,
) -> None:
    """Raconter la vie des projets : ce qui s'est passé, l'état, les échéances, ce qui manque.

    Codes de retour : 0 c'est raconté, quoi qu'il en soit des délais ; 2 document illisible, ou projet inconnu.
    """
    registre, le = lire(fichier), jour(au)
    choisis = [Suivi(p, registre, le) for p in registre.projets if projet in {None, p.identifiant}]
    if not choisis:
        connus = ", ".join(p.identifiant for p in registre.projets)
        refuser(f"aucun projet ici : {projet or fichier} ; projets du registre : {connus or 'aucun'}")
    if en_json:
        remettre(ecrire_document(raconter_suivis(*choisis)), None, pour_programme=True)
        return
    for choisi in choisis:
        afficher(derouler(vie.raconter(choisi)))
