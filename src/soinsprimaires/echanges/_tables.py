"""Tables as cells under titles: columns are found by their normalised title, never by their place."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, BinaryIO, Final

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import Classeur, Flux, Limites, lignes, pleines, premiere_ligne
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.erreurs import ExtraManquant

__all__ = ["LIMITES_CLASSEUR", "Colonnes", "Tableau", "couper", "normaliser", "tableaux", "texte_de_cellule"]

EXTRA: Final = "donnees"
LIMITES_CLASSEUR: Final = Limites(taille_max=512 << 20)
"""A workbook keeps its texts in memory: its bounds are narrower."""
LONGUEUR_CELLULE: Final = 4_000
"""Characters of the longest cell that is kept; official ones are under 300."""

_MOTS: Final = re.compile(r"[a-z0-9]+")
_ARTICLES: Final = frozenset({"d", "de", "des", "du", "l", "la", "le", "les", "coord"})
_SEPARATEURS: Final = (";", ",", "\t", "|")
_RANGEES_MAX: Final = 1_048_576
"""Rows of a sheet in any spreadsheet; openpyxl gives as many as the number of the last, which a file may invent."""
_TITRES_AVANT: Final = 40
"""Lines among which the titles are sought: the workbooks of the DREES have eight before them."""


@lru_cache(maxsize=1024)
def normaliser(titre: str) -> str:
    """What two spellings of a title have in common: accents, case, punctuation, articles and « coord. » aside.

    >>> normaliser("Libellé civilité d'exercice") == normaliser("Libellé civilité exercice")
    True
    >>> normaliser("Code Département (coord. structure)")
    'code departement structure'
    """
    lettres = unicodedata.normalize("NFD", titre.casefold().replace("œ", "oe"))
    sans_accent = "".join(lettre for lettre in lettres if not unicodedata.combining(lettre))
    return " ".join(mot for mot in _MOTS.findall(sans_accent) if mot not in _ARTICLES)


@attrs.frozen
class Colonnes:
    """Where the wanted columns stand.

    Attributes:
        rangs: for each wanted name, its rank among the cells; an absent optional column has none.
        titres: the title of each, as the file writes it.
        nombre: cells of a full line.
    """

    rangs: Mapping[str, int]
    titres: Mapping[str, str]
    nombre: int

    @classmethod
    def trouver(cls, entete: Sequence[str], voulues: Mapping[str, Sequence[str]]) -> "Colonnes":
        """Look for each wanted column under the titles that it may have, in order of preference.

        A title that holds a ``*`` is a pattern of normalised titles; the first column that has it is taken.
        """
        presentes: dict[str, int] = {}
        for rang, titre in enumerate(entete):
            presentes.setdefault(normaliser(titre), rang)
        rangs: dict[str, int] = {}
        for nom, titres in voulues.items():
            trouves = (_chercher(presentes, titre) for titre in titres)
            rang_trouve = next((rang for rang in trouves if rang is not None), None)
            if rang_trouve is not None:
                rangs[nom] = rang_trouve
        return cls(rangs, {nom: entete[rang].strip() for nom, rang in rangs.items()}, len(entete))

    def manquantes(self, requises: Iterable[str]) -> list[str]:
        """Those of these names that the file lacks."""
        return [nom for nom in requises if nom not in self.rangs]


def _chercher(presentes: Mapping[str, int], titre: str) -> int | None:
    if "*" not in titre:
        return presentes.get(normaliser(titre))
    return next((rang for normalise, rang in presentes.items() if fnmatchcase(normalise, titre)), None)


def couper(ligne: str, separateur: str) -> list[str]:
    """Cells of a line; a quoted cell may hold the separator. Quotes that cannot be understood are those of the text."""
    if '"' not in ligne:
        return ligne.split(separateur)
    import csv

    try:
        return next(csv.reader([ligne], delimiter=separateur), [])
    except csv.Error:
        return ligne.split(separateur)


@attrs.frozen
class Tableau:
    """A table whose titles were found.

    Attributes:
        nom: name of the sheet, ``""`` for a text.
        colonnes: where the wanted columns stand.
        lignes: number of each line in the file, and its cells.
    """

    nom: str
    colonnes: Colonnes
    lignes: Iterator[tuple[int, Sequence[Any]]]


def _decrire(manquantes: Iterable[str], voulues: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(f"« {voulues[nom][0]} »" for nom in manquantes)


def tableaux(
    ouvert: Flux | Classeur, journal: Journal, voulues: Mapping[str, Sequence[str]], requises: Sequence[str]
) -> Iterator[Tableau]:
    """The tables of what was opened: that of a text, or each sheet of a workbook that has the columns.

    Args:
        ouvert: a text separated by ``;``, ``,``, a tabulation or ``|`` with its titles on the first line, in UTF-8 or
            Windows-1252; or a workbook, whatever the number of lines above its titles.
        journal: where what cannot be read is noted.
        voulues: for each wanted column, the titles that it may have.
        requises: those without which nothing can be read.

    Raises:
        DocumentInvalide: a required column is absent; the message names it.
        ExtraManquant: a workbook is read without openpyxl.
    """
    if isinstance(ouvert, Flux):
        return iter([_tableau_texte(ouvert, journal, voulues, requises)])
    return _classeur(ouvert.octets, journal, voulues, requises)


def _tableau_texte(
    flux: Flux, journal: Journal, voulues: Mapping[str, Sequence[str]], requises: Sequence[str]
) -> Tableau:
    suite = lignes(flux, journal, encodage=None)
    numero, entete = premiere_ligne(suite, journal)
    separateur = max(_SEPARATEURS, key=entete.count)
    colonnes = Colonnes.trouver(couper(entete, separateur), voulues)
    if manquantes := colonnes.manquantes(requises):
        raise journal.renoncer("colonne.absente", f"colonne absente : {_decrire(manquantes, voulues)}", numero)
    return Tableau("", colonnes, _lignes_pleines(suite, separateur, colonnes.nombre, journal))


def _lignes_pleines(
    suite: Iterator[tuple[int, str]], separateur: str, nombre: int, journal: Journal
) -> Iterator[tuple[int, Sequence[str]]]:
    for numero, ligne in pleines(suite, separateur):
        journal.lues += 1
        cellules = couper(ligne, separateur)
        if len(cellules) == nombre + 1 and not cellules[-1]:
            cellules.pop()
        if len(cellules) != nombre:
            journal.refuser(numero, "ligne.champs", f"{len(cellules)} champs au lieu de {nombre}")
        elif max(map(len, cellules)) > LONGUEUR_CELLULE:
            journal.refuser(numero, "champ.longueur", f"un champ de plus de {LONGUEUR_CELLULE} caractères")
        else:
            yield numero, cellules


def _classeur(
    fichier: BinaryIO, journal: Journal, voulues: Mapping[str, Sequence[str]], requises: Sequence[str]
) -> Iterator[Tableau]:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise ExtraManquant(EXTRA, "Lire un classeur .xlsx") from None
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # styles and extensions that only a spreadsheet needs
        try:
            livre = load_workbook(fichier, read_only=True, data_only=True)
        except Exception as erreur:  # noqa: BLE001 - openpyxl raises anything at a malformed file
            _laisser_passer_le_systeme(erreur)
            raise journal.renoncer("classeur.illisible", "ce n'est pas un classeur .xlsx lisible") from None
        try:
            trouve = False
            manquantes = list(requises)
            for feuille in livre.worksheets:
                rangees = _rangees(feuille, journal)
                colonnes, absentes = _chercher_titres(rangees, voulues, requises)
                if colonnes is not None:
                    trouve = True
                    yield Tableau(feuille.title, colonnes, _rangees_pleines(rangees, colonnes.nombre, journal))
                elif len(absentes) < len(manquantes):
                    manquantes = absentes
            if not trouve:
                message = f"aucune feuille n'a toutes les colonnes ; absente(s) : {_decrire(manquantes, voulues)}"
                raise journal.renoncer("colonne.absente", message)
        finally:
            livre.close()


def _laisser_passer_le_systeme(erreur: Exception) -> None:
    """Disk and memory are not the fault of the file; the errors of the disk have a number, those of openpyxl none."""
    if isinstance(erreur, MemoryError) or (isinstance(erreur, OSError) and erreur.errno is not None):
        raise erreur


def _rangees(feuille: Any, journal: Journal) -> Iterator[tuple[int, Sequence[Any]]]:
    feuille.reset_dimensions()  # the size that the file tells would be filled with empty cells
    rangees = enumerate(feuille.iter_rows(values_only=True), start=1)
    numero = 0
    while True:
        try:
            numero, rangee = next(rangees)
        except StopIteration:
            return
        except Exception as erreur:  # noqa: BLE001 - as above
            _laisser_passer_le_systeme(erreur)
            break
        if numero > _RANGEES_MAX:
            break
        yield numero, rangee
    message = f"la feuille {citer(feuille.title)} est illisible après cette ligne ; celles d'avant sont lues"
    journal.interrompre(numero, "flux.tronque", message)


def _chercher_titres(
    rangees: Iterator[tuple[int, Sequence[Any]]], voulues: Mapping[str, Sequence[str]], requises: Sequence[str]
) -> tuple[Colonnes | None, list[str]]:
    absentes = list(requises)
    for numero, rangee in rangees:
        colonnes = Colonnes.trouver([texte_de_cellule(cellule) for cellule in rangee], voulues)
        manquantes = colonnes.manquantes(requises)
        if not manquantes:
            return colonnes, []
        if len(manquantes) < len(absentes):
            absentes = manquantes
        if numero >= _TITRES_AVANT:
            break
    return None, absentes


def _rangees_pleines(
    rangees: Iterator[tuple[int, Sequence[Any]]], nombre: int, journal: Journal
) -> Iterator[tuple[int, Sequence[Any]]]:
    for numero, rangee in rangees:
        if any(map(texte_de_cellule, rangee)):
            journal.lues += 1
            yield numero, (*rangee, *[None] * (nombre - len(rangee)))


def texte_de_cellule(cellule: Any) -> str:
    """Text of a cell: a whole number without its decimals, nothing for an empty one."""
    if cellule is None:
        return ""
    if isinstance(cellule, float) and cellule.is_integer():
        return str(int(cellule))
    return str(cellule).strip()
