"""``soinsprimaires noter`` and ``renommer``, and ``importer evenements``: what happened, added to a registre."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import attrs
import typer

from soinsprimaires.affichage.chronologie import quand, situer
from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Section, Ton, derouler
from soinsprimaires.cli._cible import ChoixFeuille, CibleRegistre, SurPlace, VersRegistre, choisir_cible
from soinsprimaires.cli._commun import (
    A_REVOIR,
    CONFORME,
    Fichier,
    afficher,
    jour,
    lire,
    raconter_les_doutes,
    refuser,
    refuser_document,
)
from soinsprimaires.cli._fichiers import FLUX, dire_en_json, entree
from soinsprimaires.cycle import Suivi
from soinsprimaires.echanges import evenements
from soinsprimaires.echanges._designation import designer_un
from soinsprimaires.echanges.evenements import EvenementNote, EvenementsNotes
from soinsprimaires.erreurs import DocumentInvalide, TransitionRefusee, ValeurInvalide
from soinsprimaires.modele.evenements import Evenement


def _option(nom: str, champ: str, metavar: str) -> Any:
    aide = evenements.CHAMPS[champ][1]
    return typer.Option(nom, metavar=metavar, help=f"{aide[0].upper()}{aide[1:]}.")


def noter(
    fichier: Fichier,
    projet: Annotated[str, typer.Argument(metavar="PROJET", help="Son nom, ou une partie.")],
    acte: Annotated[
        str, typer.Argument(metavar="ACTE", help="Ce qui a été fait : depot_projet, validation_projet ...")
    ],
    *,
    le: Annotated[str | None, _option("--le", "le", "DATE")] = None,
    par: Annotated[str | None, _option("--par", "par", "QUI")] = None,
    recu_le: Annotated[str | None, _option("--recu-le", "recu_le", "DATE")] = None,
    avant: Annotated[
        str | None,
        typer.Option("--avant", metavar="DATE", help="Au lieu de --le, quand on sait seulement avant quand."),
    ] = None,
    delai_le: Annotated[str | None, _option("--delai-le", "delai_le", "DATE")] = None,
    mission: Annotated[str | None, _option("--mission", "mission", "MISSION")] = None,
    avis: Annotated[str | None, _option("--avis", "avis", "AVIS")] = None,
    fondement: Annotated[str | None, _option("--fondement", "fondement", "MOT")] = None,
    site: Annotated[str | None, _option("--site", "site", "IDENTIFIANT")] = None,
    activite: Annotated[str | None, _option("--activite", "activite", "ACTIVITE")] = None,
    annule: Annotated[str | None, _option("--annule", "annule", "ECRITURE")] = None,
    etat: Annotated[str | None, _option("--etat", "etat", "ETAT")] = None,
    convention: Annotated[str | None, _option("--convention", "convention", "IDENTIFIANT")] = None,
    territoire: Annotated[str | None, _option("--territoire", "territoire", "IDENTIFIANT")] = None,
    projets_lies: Annotated[str | None, _option("--projet-lie", "projets_lies", "PROJETS")] = None,
    pieces: Annotated[str | None, _option("--piece", "pieces", "DOCUMENTS")] = None,
    motif: Annotated[str | None, _option("--motif", "motif", "TEXTE")] = None,
    au: Annotated[
        str | None, typer.Option("--au", metavar="DATE", help="Jour de l'écriture ; aujourd'hui par défaut.")
    ] = None,
    vers: VersRegistre = None,
    sur_place: SurPlace = False,
) -> None:
    """Noter ce qui est arrivé à un projet : un acte, son jour, et qui l'a fait.

    Codes de retour : 0 c'est noté ; 2 c'est refusé, avec toutes les raisons, et rien n'est écrit.
    """
    if avant is not None:
        if le is not None:
            refuser("--le et --avant disent tous deux quand : choisir l'un des deux")
        le = f"avant le {avant}"
    dits = {champ: valeur for champ, valeur in locals().items() if champ in evenements.CHAMPS and valeur is not None}
    cible, le_jour = choisir_cible(fichier, vers, sur_place=sur_place, option=""), jour(au)
    registre = lire(fichier)
    try:
        note = evenements.noter(registre, dits, au=le_jour)
    except TransitionRefusee as refus:
        raisons = evenements.expliquer_refus(registre, dits, refus, au=le_jour, nommer=_en_option)
        refuser("\n  ".join([f"{projet} : « {acte} » ne peut pas être noté", *raisons]))
    except ValeurInvalide as fautes:
        refuser("\n".join(evenements.dire_les_fautes(fautes, _en_option)))
    suivi = Suivi(note.projet, note.registre, le_jour)
    tete = (
        LigneDeTexte(_dire(note)),
        *situer(suivi),
        *(LigneDeTexte(n, Ton.DOUTE) for n in (*note.notices, *note.attendus)),
    )
    afficher(derouler([Section(note.projet.nom, tete)]), cible.console)
    cible.remettre(note.registre)


def _en_option(champ: str) -> str:
    """How the command is told a word of an event."""
    options = {"projet": "PROJET", "acte": "ACTE", "projets_lies": "--projet-lie", "pieces": "--piece"}
    return options.get(champ, f"--{champ.replace('_', '-')}")


def _dire(note: EvenementNote) -> str:
    annule = next((e for e in note.projet.journal if e.identifiant == note.evenement.annule), None)
    if annule is None:
        return f"noté : {_quoi(note.evenement)}"
    source = "" if annule.provenance is None else f" ({annule.provenance.titre})"
    return f"annulé : {_quoi(annule)}{source}"


def _quoi(evenement: Evenement) -> str:
    return f"{evenement.acte.libelle}, {quand(evenement)}"


def importer_evenements(fichier: str, dans: str | None, cible: CibleRegistre, choix: ChoixFeuille) -> int:
    """Add the events of a sheet; the exit code."""
    if dans is None:
        refuser("evenements : il manque l'option --dans, le registre dont sont les projets")
    if fichier == FLUX:
        refuser("une feuille d'événements se lit dans un fichier, pas sur l'entrée standard")
    le_jour, registre = jour(choix.au), lire(dans)
    try:
        notes = evenements.noter_feuille(registre, entree(fichier), au=le_jour, titre=f"Feuille {Path(fichier).name}")
    except DocumentInvalide as erreur:
        titres = ", ".join(titre for titre, _ in evenements.CHAMPS.values())
        remede = "« soinsprimaires gabarit evenements -o evenements.xlsx » en écrit une à remplir"
        refuser_document(fichier, erreur, f"\nTitres d'une feuille d'événements : {titres} ; {remede}")
    if choix.en_json:
        dire_en_json({"fichier": fichier, "notes": [_dire(n) for n in notes.notes], "refus": list(notes.refus)})
    else:
        afficher(derouler(_raconter(fichier, notes)), cible.console)
    cible.remettre(notes.registre)
    return A_REVOIR if notes.refus else CONFORME


def _raconter(fichier: str, notes: EvenementsNotes) -> Iterator[Section]:
    noms = [LigneDeTexte(f"{note.projet.nom} : {_dire(note)}") for note in notes.notes]
    yield Section(fichier, tuple(noms) or (LigneDeTexte("rien n'est noté"),))
    yield from raconter_les_doutes(
        [*(f"{note.projet.nom} : {dite}" for note in notes.notes for dite in note.notices), *notes.attendus],
        notes.anomalies,
    )
    if notes.refus:
        titre = f"Lignes refusées{', les autres sont notées' if noms else ''}"
        yield Section(titre, tuple(LigneDeTexte(refus, Ton.ALERTE) for refus in notes.refus))


def renommer(
    fichier: Fichier,
    ancien: Annotated[str, typer.Argument(metavar="ANCIEN", help="Identifiant, ou nom d'un projet.")],
    nouveau: Annotated[str | None, typer.Argument(metavar="NOUVEAU", help="Nouvel identifiant.")] = None,
    *,
    nom: Annotated[str | None, typer.Option("--nom", metavar="NOM", help="Nouveau nom du projet.")] = None,
    vers: VersRegistre = None,
    sur_place: SurPlace = False,
) -> None:
    """Changer un identifiant, et tout ce qui le désigne ; ou le nom d'un projet.

    Codes de retour : 0 c'est fait ; 2 c'est refusé et rien n'est écrit.
    """
    if nouveau is None and nom is None:
        refuser("il manque un nouvel identifiant, ou --nom")
    cible = choisir_cible(fichier, vers, sur_place=sur_place, option="")
    registre = lire(fichier)
    identifiant = ancien if registre.obtenir(ancien) is not None else designer_un(registre.projets, ancien).identifiant
    if nom is not None:
        entite = registre.obtenir(identifiant)
        if not hasattr(entite, "nom"):
            refuser(f"{identifiant} : cela n'a pas de nom")
        registre = registre.avec(attrs.evolve(entite, nom=nom))
    if nouveau is not None:
        registre = registre.renommer(identifiant, nouveau)
    dit = " ; ".join(
        filter(None, (f"{identifiant} devient {nouveau}" if nouveau else "", f"nom : {nom}" if nom else ""))
    )
    afficher([LigneDeTexte(dit)], cible.console)
    cible.remettre(registre)
