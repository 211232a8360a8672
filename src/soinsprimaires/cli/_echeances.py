"""``soinsprimaires echeances``: what must be done before when, to read, to send, to put in a calendar."""

from enum import Enum
from typing import Annotated

import typer

from soinsprimaires.affichage import tableaux
from soinsprimaires.affichage.classeur import ecrire_classeur
from soinsprimaires.affichage.contenu.documents import en_json as ecrire_document
from soinsprimaires.affichage.contenu.documents import raconter_echeances
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Ton
from soinsprimaires.affichage.portefeuille import dire_sans_jour, echeances_en_lignes, tableau_echeances
from soinsprimaires.cli._commun import Au, Fichier, Sortie, afficher, choisir_projets, jour, lire, refuser, rendre
from soinsprimaires.cli._fichiers import FLUX, choisir, deposer, remettre
from soinsprimaires.cycle import Suivi
from soinsprimaires.echanges._titres import normaliser
from soinsprimaires.echanges.calendrier import calendrier_ics
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre


class _Forme(Enum):
    """What is written."""

    TEXTE = "texte"
    ICS = "ics"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


def echeances(
    fichier: Fichier,
    au: Au = None,
    *,
    projet: Annotated[
        str | None, typer.Option("--projet", metavar="PROJET", help="Son nom, ou une partie ; tous par défaut.")
    ] = None,
    referent: Annotated[
        str | None, typer.Option("--referent", metavar="NOM", help="Les projets que suit cette personne.")
    ] = None,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire en JSON, pour un programme.")] = False,
    vers: Sortie = None,
) -> None:
    """Lister ce qui doit être fait, et avant quand : à l'écran, en calendrier (.ics), en tableau (.xlsx, .csv).

    Codes de retour : 0 c'est écrit ; 2 registre illisible, projet ou personne inconnus, extra absent.
    """
    le = jour(au)
    choisie = choisir(vers, _Forme.JSON if en_json else None, _Forme.TEXTE)
    if choisie in {_Forme.XLSX, _Forme.ICS} and (vers is None or str(vers) == FLUX):
        refuser(f"cela s'écrit dans un fichier : ajouter -o echeances.{choisie.value}")
    registre = lire(fichier)
    projets = choisir_projets(registre.projets, projet)
    if referent is not None:
        projets = tuple(p for p in projets if normaliser(referent) in normaliser(" ; ".join(_referents(p, registre))))
        if not projets:
            noms = sorted({nom for p in registre.projets for nom in _referents(p, registre)})
            refuser(f"personne ne s'appelle « {referent} » parmi ceux qui suivent ces projets : {', '.join(noms)}")
    suivis = [Suivi(p, registre, le) for p in projets]
    match choisie:
        case _Forme.ICS:
            remettre(calendrier_ics(projets, registre, au=le), vers, pour_programme=True)
            afficher(LigneDeTexte(dit, Ton.DOUTE) for dit in dire_sans_jour(suivis))
        case _Forme.XLSX if vers is not None:
            with deposer(vers) as classeur:
                ecrire_classeur([tableau_echeances(suivis, au=le)], classeur)
        case _Forme.CSV:
            remettre(tableaux.en_csv(tableau_echeances(suivis, au=le)), vers, encodage="utf-8-sig", pour_programme=True)
        case _Forme.JSON:
            remettre(ecrire_document(raconter_echeances(suivis)), vers, pour_programme=True)
        case _:
            rendre(echeances_en_lignes(suivis, au=le), vers)


def _referents(projet: Projet, registre: Registre) -> list[str]:
    """The names of those who follow a project."""
    personnes = (registre.obtenir(referent.personne) for referent in projet.referents)
    return [" ".join(filter(None, (p.prenom, p.nom))) for p in personnes if isinstance(p, Personne)]
