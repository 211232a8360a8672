"""FHIR resources in the command: what a check says of them, and what is told of a writing."""

from typing import Final

from rich.text import Text

from soinsprimaires.affichage.contenu.documents import extraire
from soinsprimaires.anomalies import Gravite, assainir
from soinsprimaires.cli._commun import A_REVOIR, CONFORME, erreurs, refuser, refuser_document, sortie
from soinsprimaires.cli._fichiers import FLUX, dire_en_json, entree, proteger
from soinsprimaires.cli._flux import ouvrir_entree
from soinsprimaires.echanges import fhir
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.modele.registre import Registre

EXTENSIONS_FHIR: Final = (".fhir.json", ".fhir.ndjson", ".fhir.ndjson.gz")
"""How the name of a file of resources ends."""
_MONTREES: Final = 20


def est_fhir(cible: str) -> bool:
    """Whether the name of a file says that resources are written in it."""
    return cible.lower().endswith(EXTENSIONS_FHIR)


def controler_fhir(fichier: str, *, pour_programme: bool) -> int:
    """Check the resources of a file against R4 and the profiles that they say that they keep; the exit code."""
    fautes = 0
    try:
        for anomalie in fhir.controler_source(ouvrir_entree() if fichier == FLUX else entree(fichier)):
            fautes += anomalie.gravite is not Gravite.INFORMATION
            if pour_programme:
                dire_en_json(extraire(anomalie, "code", "gravite", "message", "pointeur"))
            else:
                sortie.print(Text(str(anomalie)))
    except DocumentInvalide as erreur:
        refuser_document(fichier, erreur)
    versions = ", ".join(f"{paquet} {version}" for paquet, version in fhir.sources_des_profils())
    dit = "conforme" if not fautes else f"{fautes} faute(s)"
    erreurs.print(Text(f"{assainir(fichier)} : {dit} ; contrôlé hors ligne d'après {versions}"))
    return A_REVOIR if fautes else CONFORME


def ecrire_fhir(registre: Registre, cible: str, *, strict: bool) -> int:
    """Write a registre as resources, tell what FHIR does not carry; the exit code."""
    proteger(cible)
    try:
        ecriture = fhir.ecrire(registre, cible, strict=strict)
    except DocumentInvalide as erreur:
        for anomalie in erreur.anomalies[:_MONTREES]:
            erreurs.print(Text(f"  {anomalie}"))
        refuser(f"{cible} : rien n'est écrit, {len(erreur.anomalies)} fait(s) au moins se perdraient (--strict)")
    perdues = len(ecriture.perdues)
    lignes = [f"{cible} : {ecriture.ecrites} ressource(s) FHIR ; {perdues} fait(s) que FHIR ne porte pas"]
    raisons = ecriture.anomalies.par_raison()
    listes = [une for une in raisons if une[0].code == "perte.liste"]  # lost whole: each is named
    autres = [une for une in raisons if une[0].code != "perte.liste"]
    montrees = [*listes, *autres[:_MONTREES]]
    lignes += [f"  {nombre} × {anomalie.message} [{anomalie.code}]" for anomalie, nombre in montrees]
    if len(raisons) > len(montrees):
        lignes.append(f"  et {len(raisons) - len(montrees)} autre(s) sorte(s)")
    erreurs.print(Text("\n".join(map(assainir, lignes))))
    return A_REVOIR if perdues else CONFORME
