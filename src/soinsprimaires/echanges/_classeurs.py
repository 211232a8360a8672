"""Workbooks as sheets of rows: ``.xlsx`` through openpyxl, ``.xls``, ``.ods`` and ``.xlsb`` through calamine.

A value that a workbook shows on several rows at once (merged cells) is given on each; a formula that was never
computed is told. Of the older kinds, calamine gives broken formulas and those without a value as blank cells.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs

from soinsprimaires._flux import BLOC
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import Classeur
from soinsprimaires.echanges._lecture import DOCUMENT, Journal
from soinsprimaires.erreurs import ExtraManquant

EXTRA: Final = "donnees"

_RANGEES_MAX: Final = 1_048_576
"""Rows of a sheet in any spreadsheet; openpyxl gives as many as the number of the last, which a file may invent."""
_NOTES_MAX: Final = 100_000
"""Merged ranges and empty formulas that are kept of a sheet."""
_MARGE: Final = 4_096
"""Bytes of the longest cell or merged range that is looked at across two blocks."""

_FUSION: Final = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORMULE_VIDE: Final = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>]*><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


@attrs.frozen
class Feuille:
    """A sheet.

    Attributes:
        nom: its name.
        cachee: whether a reader of the workbook does not see it.
        rangees: number of each row, and its cells.
        formules: row and column of the formulas without a value.
    """

    nom: str
    cachee: bool
    rangees: Iterator[tuple[int, Sequence[Any]]]
    formules: frozenset[tuple[int, int]] = frozenset()


def feuilles(classeur: Classeur, journal: Journal) -> Iterator[Feuille]:
    """The sheets of a workbook, one after the other.

    Raises:
        DocumentInvalide: it cannot be read.
        ExtraManquant: the package that reads it is not installed.
    """
    return _par_openpyxl(classeur, journal) if classeur.sorte == "xlsx" else _par_calamine(classeur, journal)


def _laisser_passer_le_systeme(erreur: BaseException) -> None:
    """Disk and memory are not the fault of the file; the errors of the disk have a number, those of a reader none."""
    systeme = isinstance(erreur, OSError) and erreur.errno is not None
    panique = type(erreur).__name__ == "PanicException"  # of calamine, which no class of Python covers
    if systeme or isinstance(erreur, MemoryError) or not (isinstance(erreur, Exception) or panique):
        raise erreur


# -- xlsx ---------------------------------------------------------------------------------------------------------


def _par_openpyxl(classeur: Classeur, journal: Journal) -> Iterator[Feuille]:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise ExtraManquant(EXTRA, "Lire un classeur .xlsx") from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # styles and extensions that only a spreadsheet needs
        try:
            livre = load_workbook(classeur.octets, read_only=True, data_only=True)
        except Exception as erreur:  # noqa: BLE001 - openpyxl raises anything at a malformed file
            _laisser_passer_le_systeme(erreur)
            raise journal.renoncer("classeur.illisible", "ce n'est pas un classeur .xlsx lisible") from None
        try:
            for feuille in livre.worksheets:
                fusions, formules = _relever(feuille)
                rangees = _rangees(feuille, journal)
                remplies = _remplir(rangees, fusions, journal) if fusions else rangees
                yield Feuille(feuille.title, feuille.sheet_state != "visible", remplies, formules)
        finally:
            livre.close()


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


_Fusion = tuple[int, int, int]
"""First row, last row and column of merged cells."""


def _relever(feuille: Any) -> tuple[list[_Fusion], frozenset[tuple[int, int]]]:
    """Merged cells and formulas without a value, which openpyxl does not give while it streams."""
    fusions: list[_Fusion] = []
    formules: set[tuple[int, int]] = set()
    try:
        with feuille._get_source() as octets:  # noqa: SLF001 - the sheet as it is, where its rows come from
            reste = b""
            while lus := octets.read(BLOC):
                bloc = reste + lus
                for trouve in _FUSION.finditer(bloc):
                    gauche, haut, _, bas = trouve.groups()
                    if int(haut) < int(bas) and len(fusions) < _NOTES_MAX:
                        fusions.append((int(haut), int(bas), _rang(gauche)))
                for trouve in _FORMULE_VIDE.finditer(bloc):
                    if len(formules) < _NOTES_MAX:
                        formules.add((int(trouve[2]), _rang(trouve[1])))
                reste = bloc[-_MARGE:]
    except Exception as erreur:  # noqa: BLE001 - what is wrong is told when the rows are read
        _laisser_passer_le_systeme(erreur)
    return sorted(set(fusions)), frozenset(formules)


def _rang(colonne: bytes) -> int:
    rang = 0
    for lettre in colonne:
        rang = rang * 26 + lettre - 64
    return rang - 1


def _remplir(
    rangees: Iterator[tuple[int, Sequence[Any]]], fusions: list[_Fusion], journal: Journal
) -> Iterator[tuple[int, Sequence[Any]]]:
    """Give the value of merged cells on each of their rows."""
    attente = list(reversed(fusions))
    en_cours: list[tuple[_Fusion, Any]] = []
    for numero, rangee in rangees:
        en_cours = [(fusion, valeur) for fusion, valeur in en_cours if fusion[1] >= numero]
        pleine = list(rangee)
        for (_, _, colonne), valeur in en_cours:
            pleine.extend([None] * (colonne + 1 - len(pleine)))
            if pleine[colonne] in {None, ""}:
                pleine[colonne] = valeur
        while attente and attente[-1][0] <= numero:
            fusion = attente.pop()
            valeur = rangee[fusion[2]] if fusion[2] < len(rangee) else None
            if fusion[0] == numero and valeur not in {None, ""}:
                en_cours.append((fusion, valeur))
                message = f"des cellules fusionnées valent pour {fusion[1] - fusion[0] + 1} lignes"
                journal.informer(numero, "cellule.fusionnee", message)
        yield numero, pleine


# -- xls, ods, xlsb -----------------------------------------------------------------------------------------------


def _par_calamine(classeur: Classeur, journal: Journal) -> Iterator[Feuille]:
    try:
        from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum
    except ModuleNotFoundError:
        raise ExtraManquant(EXTRA, f"Lire un classeur .{classeur.sorte}") from None
    try:
        livre = CalamineWorkbook.from_filelike(classeur.octets)
        presentes = livre.sheets_metadata
    except PasswordError:
        raise journal.renoncer("flux.chiffre", "le classeur demande un mot de passe : l'enregistrer sans") from None
    except BaseException as erreur:  # noqa: BLE001 - a panic of calamine is no Exception
        _laisser_passer_le_systeme(erreur)
        message = f"ce n'est pas un classeur .{classeur.sorte} lisible : l'enregistrer en .xlsx"
        raise journal.renoncer("classeur.illisible", message) from None
    message = f"classeur .{classeur.sorte} : une formule en erreur ou sans valeur y est lue vide"
    journal.informer(DOCUMENT, "classeur.ancien", message)
    for feuille in presentes:
        rangees = _rangees_de_calamine(livre, feuille.name, journal)
        yield Feuille(feuille.name, feuille.visible is not SheetVisibleEnum.Visible, rangees)


def _rangees_de_calamine(livre: Any, nom: str, journal: Journal) -> Iterator[tuple[int, Sequence[Any]]]:
    try:
        feuille = livre.get_sheet_by_name(nom)
        rangees = feuille.to_python(skip_empty_area=False)
        fusions = [(haut + 1, bas + 1, gauche) for (haut, gauche), (bas, _) in feuille.merged_cell_ranges or ()]
    except BaseException as erreur:  # noqa: BLE001 - as above
        _laisser_passer_le_systeme(erreur)
        message = f"la feuille {citer(nom)} est illisible : enregistrer le classeur en .xlsx"
        journal.interrompre(DOCUMENT, "flux.tronque", message)
        return
    suite = enumerate(rangees, start=1)
    verticales = sorted(fusion for fusion in fusions if fusion[0] < fusion[1])
    yield from _remplir(suite, verticales, journal) if verticales else suite
