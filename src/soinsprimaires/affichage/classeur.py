"""Tables as a spreadsheet (.xlsx) that LibreOffice and Excel open (extra ``donnees``)."""

import re
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from soinsprimaires.affichage.tableaux import (
    Cellule,
    Tableau,
    dire,
    est_nombre,
    est_vide,
    sans_formule,
    un_jour,
    une_ligne,
)
from soinsprimaires.erreurs import ExtraManquant

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["ecrire_classeur"]

_LARGEUR_MINIMALE: Final = 8
_LARGEUR_MAXIMALE: Final = 60
_LONGUEUR_CELLULE: Final = 32_767
_LONGUEUR_ONGLET: Final = 31
_PREMIER_JOUR_EXCEL: Final = date(1900, 3, 1)
"""Before it, the calendar of spreadsheets has a day that never was."""
_REFUSES_ONGLET: Final = re.compile(r"[\[\]:*?/\\']")


def ecrire_classeur(tableaux: Sequence[Tableau], cible: Path | str | BinaryIO) -> None:
    """Write a workbook: one sheet a table, then one with the titles and the notes.

    Full days are dates; vaguer ones are words. What is not known is an empty cell. No text begins as a formula does: an
    apostrophe stands before it. The head of each sheet stays in view and filters its column.

    Args:
        tableaux: what is written, at least one table.
        cible: path or binary stream.

    Raises:
        ExtraManquant: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError as erreur:
        raise ExtraManquant("donnees", "Écrire un classeur .xlsx") from erreur
    from soinsprimaires.serialisation._fichiers import remplacer

    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    for tableau in tableaux:
        _remplir(classeur.create_sheet(_onglet(tableau.nom or tableau.titre, classeur.sheetnames)), tableau)
    a_lire = classeur.create_sheet(_onglet("À lire", classeur.sheetnames))
    _lignes_a_lire(a_lire, tableaux)
    with remplacer(cible) if isinstance(cible, str | Path) else nullcontext(cible) as fichier:
        classeur.save(fichier)


def _onglet(titre: str, pris: Iterable[str]) -> str:
    """A name of sheet: 31 characters, some of them refused, never twice."""
    base = _REFUSES_ONGLET.sub(" ", une_ligne(titre)).strip()[:_LONGUEUR_ONGLET].strip() or "Tableau"
    connus = {nom.casefold() for nom in pris}
    nom, rang = base, 2
    while nom.casefold() in connus:
        suffixe = f" {rang}"
        nom, rang = base[: _LONGUEUR_ONGLET - len(suffixe)] + suffixe, rang + 1
    return nom


def _remplir(feuille: "Worksheet", tableau: Tableau) -> None:
    from openpyxl.utils import get_column_letter

    for rang, colonne in enumerate(tableau.colonnes, start=1):
        _ecrire(feuille, 1, rang, colonne.libelle, gras=True)
    for ligne, cellules in enumerate(tableau.lignes, start=2):
        for rang, cellule in enumerate(cellules, start=1):
            _ecrire(feuille, ligne, rang, cellule)
    feuille.freeze_panes = "A2"
    feuille.auto_filter.ref = feuille.dimensions
    for rang, colonne in enumerate(tableau.colonnes, start=1):
        textes = [colonne.libelle, *(dire(ligne[rang - 1]) for ligne in tableau.lignes)]
        feuille.column_dimensions[get_column_letter(rang)].width = _largeur(textes)


def _lignes_a_lire(feuille: "Worksheet", tableaux: Sequence[Tableau]) -> None:
    textes = ["Une cellule vide n'est pas renseignée, ou n'a pas d'objet."]
    for tableau in tableaux:
        textes += [tableau.titre, *tableau.notes]
    for ligne, texte in enumerate(textes, start=1):
        _ecrire(feuille, ligne, 1, texte, gras=texte in {tableau.titre for tableau in tableaux})
    feuille.column_dimensions["A"].width = 100


def _largeur(textes: Iterable[str]) -> int:
    return min(max(_LARGEUR_MINIMALE, *(len(texte) + 2 for texte in textes)), _LARGEUR_MAXIMALE)


def _ecrire(feuille: "Worksheet", ligne: int, colonne: int, cellule: Cellule, *, gras: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    if est_vide(cellule):
        return
    case: Any = feuille.cell(ligne, colonne)
    jour = _jour(cellule)
    if jour is not None:
        case.value, case.number_format = jour, "dd/mm/yyyy"
    elif est_nombre(cellule):
        case.value = cellule
    else:
        case.value = sans_formule(dire(cellule))[:_LONGUEUR_CELLULE]
        case.data_type = "s"
    case.alignment = Alignment(vertical="top", wrap_text=jour is None and not est_nombre(cellule))
    if gras:
        case.font = Font(bold=True)


def _jour(cellule: Cellule) -> date | None:
    jour = un_jour(cellule)
    return jour if jour is not None and jour >= _PREMIER_JOUR_EXCEL else None
