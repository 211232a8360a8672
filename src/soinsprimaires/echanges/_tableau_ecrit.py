"""Write projects as a tracking sheet, and the empty sheet that a unit fills."""

from collections.abc import Iterable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import BinaryIO, Final

from soinsprimaires import cycle, referentiels
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._classeurs import EXTRA
from soinsprimaires.echanges._colonnes_de_suivi import ACTES_DATES, COLONNES, USUELLES
from soinsprimaires.echanges._correspondance import HABITUELLE, Correspondance
from soinsprimaires.echanges._gabarits import ColonneARemplir, ecrire_gabarit
from soinsprimaires.echanges._lecteur_suivi import bref
from soinsprimaires.erreurs import CodeInconnu, ExtraManquant, ValeurInvalide
from soinsprimaires.modele.personnes import Personne
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater
from soinsprimaires.temps import DatePartielle, Nuance

_FORMULE: Final = ("=", "+", "-", "@", "\t", "\r")


def ecrire(
    registre: Registre,
    chemin: str | Path,
    *,
    au: date,
    correspondance: Correspondance = HABITUELLE,
    projets: Iterable[Projet] | None = None,
) -> None:
    """Write the projects of a registre as a tracking sheet, whole or not at all, which :func:`lire` reads back.

    A state that the journal does not settle is left blank. No cell begins as a formula would.

    Args:
        registre: where the territories and the referents of the projects are found.
        chemin: a ``.csv`` (UTF-8 with a byte order mark, ``;``) or an ``.xlsx``.
        au: day of which the states are those.
        correspondance: titles of the columns and words of the states that are not the usual ones.
        projets: those to write, in their order; by default all, in the order of their identifiants.

    Raises:
        ValeurInvalide: another suffix.
        ExtraManquant: a workbook without openpyxl.
        OSError: the folder is absent, read-only or full; what stood there is untouched.
    """
    from soinsprimaires.serialisation._fichiers import remplacer

    cible = Path(chemin)
    choisis = registre.projets if projets is None else tuple(projets)
    rangees = [[getattr(correspondance, nom) or COLONNES[nom][0] for nom in USUELLES]]
    rangees += [[_proteger(c) for c in _rangee(registre, projet, au, correspondance)] for projet in choisis]
    ecrivain = {".csv": _ecrire_csv, ".xlsx": _ecrire_classeur}.get(cible.suffix.lower())
    if ecrivain is None:
        raise ValeurInvalide(f"un .csv ou un .xlsx est attendu, pas {citer(cible.name)}", "tableau.format", "chemin")
    with remplacer(cible) as fichier:
        ecrivain(rangees, fichier)


def _rangee(registre: Registre, projet: Projet, au: date, correspondance: Correspondance) -> list[str]:
    territoire, suivi = registre.obtenir(projet.territoire), cycle.Suivi(projet, registre, au)
    etat, depuis = suivi.etat, suivi.depuis
    mots = {valeur: mot for mot, valeur in reversed(correspondance.etats)}
    referents = (registre.obtenir(referent.personne) for referent in projet.referents)
    noms = (" ".join(filter(None, (p.prenom, p.nom))) for p in referents if isinstance(p, Personne))
    cellules = {
        "identifiant": projet.identifiant,
        "nature": bref(projet.nature),
        "nom": projet.nom,
        "commune": ", ".join(_nommer(code, au) for code in territoire.communes) if territoire else "",
        "etat": "" if etat is None else mots.get(etat.value, etat.libelle),
        "depuis": "" if depuis is None else _ecrire_date(depuis),
        "referent": ", ".join(filter(None, noms)),
    }
    return [cellules[nom] for nom in USUELLES]


def _ecrire_date(le: DatePartielle) -> str:
    """A full day as a spreadsheet has it, a vague one in words; both are read back."""
    return f"{le.jour:%d/%m/%Y}" if le.nuance is Nuance.EXACTE and le.jour is not None else dater(le)


def _nommer(code: str, au: date) -> str:
    try:
        return str(referentiels.commune(code, au))
    except CodeInconnu:
        return code


def _proteger(texte: str) -> str:
    """One line, and no beginning that a spreadsheet would take for a formula."""
    ligne = " ".join("".join(c if c.isprintable() else " " for c in texte).split())
    return f"'{ligne}" if ligne.startswith(_FORMULE) else ligne


def _ecrire_csv(rangees: list[list[str]], fichier: BinaryIO) -> None:
    import csv

    texte = StringIO(newline="")
    csv.writer(texte, delimiter=";", lineterminator="\r\n").writerows(rangees)
    fichier.write(texte.getvalue().encode("utf-8-sig"))


def _ecrire_classeur(rangees: list[list[str]], fichier: BinaryIO) -> None:
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError:
        raise ExtraManquant(EXTRA, "Écrire un classeur .xlsx") from None
    livre = Workbook(write_only=True)
    feuille = livre.create_sheet("Projets")
    for rangee in rangees:
        feuille.append(rangee)
    livre.save(fichier)


def ecrire_gabarit_suivi(cible: BinaryIO) -> None:
    """Write a workbook to fill, which :func:`integrer` reads: choices in the cells, dates as dates, explanations.

    Raises:
        ExtraManquant: openpyxl is not installed.
    """
    etats = dict.fromkeys(etat.libelle for tous in cycle.ETATS.values() for etat in tous)
    aides = {
        "nom": "comme on l'appelle ; c'est par lui que le mois suivant retrouve le projet.",
        "nature": "ce que le projet veut faire naître.",
        "commune": "une ou plusieurs, séparées par des virgules ; un département entre parenthèses lève un doute.",
        "etat": "où en est le projet ; les mots de l'unité sont lus aussi.",
        "depuis": "le jour où il y est entré ; « mars 2026 », « 2024 », « avant mai 2025 » se lisent aussi.",
        "referent": "qui le suit à l'ARS.",
        "recu": "le jour où l'ARS a reçu le projet : son délai court de ce jour.",
    }
    choix = {"nature": tuple(map(bref, NatureProjet)), "etat": tuple(etats)}
    titres = {"referent": "Référent ARS"}
    colonnes = (*(nom for nom in USUELLES if nom != "identifiant"), *ACTES_DATES, "recu")
    cases = [
        ColonneARemplir(
            titre=titres.get(nom, COLONNES[nom][0]),
            choix=choix.get(nom, ()),
            jour=nom in {"depuis", "recu", *ACTES_DATES},
            stricte=nom != "etat",
            aide=aides.get(nom, "si on le connaît." if nom in ACTES_DATES else ""),
        )
        for nom in colonnes
    ]
    explications = (
        "Une ligne par projet, dans la feuille « Suivi ». Le nom, la nature et l'état suffisent.",
        "Une cellule vide est une chose qu'on ne sait pas encore.",
        "La lire : soinsprimaires importer suivi suivi.xlsx -o registre.json",
        "Le mois suivant, corriger la même feuille, puis ajouter --dans registre.json --sur-place",
    )
    ecrire_gabarit(cible, "Suivi", cases, explications)
