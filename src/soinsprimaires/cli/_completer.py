"""``soinsprimaires completer`` and ``importer completer``: what a registre lacks, asked once, and the answers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from soinsprimaires.affichage.contenu.documents import extraire
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Section, Ton, derouler
from soinsprimaires.cli._cible import ChoixFeuille, CibleRegistre
from soinsprimaires.cli._commun import (
    A_REVOIR,
    CONFORME,
    Au,
    Fichier,
    afficher,
    erreurs,
    jour,
    lire,
    raconter_les_doutes,
    refuser,
    refuser_document,
)
from soinsprimaires.cli._fichiers import FLUX, deposer, dire_en_json, entree, exiger_extension
from soinsprimaires.echanges.completer import DonneeManquante, completer_feuille, demander, ecrire_gabarit_completer
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.regles import controler

_NOMS: Final = 4
"""Entities that a line names."""


def completer(
    fichier: Fichier,
    au: Au = None,
    *,
    en_json: Annotated[bool, typer.Option("--json", help="Écrire en JSON, pour un programme.")] = False,
    vers: Annotated[
        Path | None,
        typer.Option("--sortie", "-o", metavar="FICHIER", help="Classeur .xlsx à remplir, qui les demande."),
    ] = None,
) -> None:
    """Lister ce qui manque au registre, chaque donnée une fois, avec tout ce qui l'attend ; et l'écrire à remplir.

    Codes de retour : 0 rien ne manque ; 1 quelque chose manque ; 2 registre illisible.
    """
    if vers is not None and exiger_extension(vers, (".xlsx",)) != ".xlsx":
        refuser(f"{vers} : une feuille à remplir est un fichier .xlsx")
    if vers is not None and vers.exists():
        refuser(f"{vers} : ce fichier existe déjà, il n'est pas remplacé ; en nommer un autre")
    with erreurs.status("Lecture et contrôle du registre"):
        registre = lire(fichier)
        manques = demander(registre, controler(registre, au=jour(au)))
    if en_json:
        champs = ("entite", "nom", "cle", "quoi", "codes", "choix")
        dire_en_json([extraire(manque, *champs) for manque in manques], indent=2)
    else:
        afficher(derouler(_raconter(manques, vers)))
    if vers is not None:
        with deposer(vers) as feuille:
            ecrire_gabarit_completer(feuille, manques)
    raise typer.Exit(A_REVOIR if manques else CONFORME)


def _raconter(manques: Sequence[DonneeManquante], vers: Path | None) -> Iterator[Section]:
    groupes: dict[str, list[DonneeManquante]] = defaultdict(list)
    for manque in manques:
        groupes[manque.quoi].append(manque)
    lignes = [
        LigneDeTexte(f"{quoi}, de {len(membres)} : {_nommer(membres)} ({_attendre(membres)})")
        for quoi, membres in sorted(groupes.items(), key=lambda groupe: (-_poids(groupe[1]), groupe[0]))
    ]
    yield Section("À compléter", tuple(lignes) or (LigneDeTexte("rien ne manque", Ton.BON),))
    if vers is not None:
        suite = f"{vers} : à remplir, puis soinsprimaires importer completer {vers} --dans REGISTRE --sur-place"
        yield Section("La feuille", (LigneDeTexte(suite),))


def _poids(membres: Sequence[DonneeManquante]) -> int:
    return sum(len(manque.codes) for manque in membres)


def _nommer(membres: Sequence[DonneeManquante]) -> str:
    noms = ", ".join(manque.nom for manque in membres[:_NOMS])
    return noms if len(membres) <= _NOMS else f"{noms} et {len(membres) - _NOMS} autres"


def _attendre(membres: Sequence[DonneeManquante]) -> str:
    codes = sorted({code for manque in membres for code in manque.codes} - {"suivi"})
    return f"{', '.join(codes)} l'{'attend' if len(codes) == 1 else 'attendent'}" if codes else "le suivi l'attend"


def importer_completer(fichier: str, dans: str | None, cible: CibleRegistre, choix: ChoixFeuille) -> int:
    """Bring the answers of a sheet back; the exit code."""
    if dans is None:
        refuser("completer : il manque l'option --dans, le registre que la feuille complète")
    if fichier == FLUX:
        refuser("une feuille à compléter se lit dans un fichier, pas sur l'entrée standard")
    registre, le = lire(dans), jour(choix.au)
    try:
        lu = completer_feuille(
            registre, entree(fichier), au=le, departement=choix.departement, titre=f"Feuille {Path(fichier).name}"
        )
    except DocumentInvalide as erreur:
        remede = f"« soinsprimaires completer {dans} -o a-completer.xlsx » écrit la feuille à remplir"
        refuser_document(fichier, erreur, f"\n{remede}")
    if choix.en_json:
        dire_en_json({"fichier": fichier, "faits": list(lu.faits), "refus": list(lu.refus)})
    else:
        faits = tuple(map(LigneDeTexte, lu.faits)) or (LigneDeTexte("rien n'est complété"),)
        refus = tuple(LigneDeTexte(dit, Ton.ALERTE) for dit in lu.refus)
        sections = [Section("Complété", faits), *raconter_les_doutes(lu.remarques, lu.anomalies)]
        if refus:
            sections.append(Section(f"Réponses refusées{', les autres sont prises' if lu.faits else ''}", refus))
        afficher(derouler(sections), cible.console)
    cible.remettre(lu.registre)
    return A_REVOIR if lu.refus else CONFORME
