"""Workbooks to fill: choices in the cells, dates as dates, and a sheet that explains."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, Final

import attrs

from soinsprimaires.echanges._classeurs import EXTRA
from soinsprimaires.erreurs import ExtraManquant

_LIGNES: Final = 500
"""Rows that are prepared to be filled."""


@attrs.frozen(kw_only=True)
class ColonneARemplir:
    """A column to fill.

    Attributes:
        titre: its title.
        choix: what a cell may hold; any text when there is none.
        jour: whether it holds a day.
        stricte: whether a cell refuses what is not among the choices.
        aide: what is told of it.
    """

    titre: str
    choix: tuple[str, ...] = ()
    jour: bool = False
    stricte: bool = True
    aide: str = ""


def ecrire_gabarit(
    cible: BinaryIO,
    nom: str,
    cases: Sequence[ColonneARemplir],
    explications: Iterable[str],
    lignes: Iterable[Sequence[str]] = (),
) -> None:
    """Write a workbook of one sheet to fill, with rows that are filled already, and one that explains.

    Raises:
        ExtraManquant: without openpyxl.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation
    except ModuleNotFoundError:
        raise ExtraManquant(EXTRA, "Écrire un classeur .xlsx") from None
    livre = Workbook()
    feuille: Any = livre.worksheets[0]
    feuille.title = nom
    listes: Any = livre.create_sheet("Explications")
    for place, case in enumerate(cases, start=1):
        lettre = get_column_letter(place)
        feuille.cell(1, place, case.titre).font = Font(bold=True)
        feuille.column_dimensions[lettre].width = max(14, len(case.titre) + 4)
        plage = f"{lettre}2:{lettre}{_LIGNES + 1}"
        if case.jour:
            for numero in range(2, _LIGNES + 2):
                feuille.cell(numero, place).number_format = "dd/mm/yyyy"
        if case.choix:
            # In cells of their own: a list written in the validation holds 255 characters at most.
            colonne = get_column_letter(place + 2)
            listes.cell(1, place + 2, f"Choix de « {case.titre} »").font = Font(bold=True)
            for numero, choix in enumerate(case.choix, start=2):
                listes.cell(numero, place + 2, choix)
            listes.column_dimensions[colonne].width = 34
            choisir = DataValidation(
                type="list",
                formula1=f"Explications!${colonne}$2:${colonne}${len(case.choix) + 1}",
                allow_blank=True,
                showErrorMessage=case.stricte,
                errorTitle=case.titre,
                error="Choisir dans la liste.",
            )
            choisir.add(plage)
            feuille.add_data_validation(choisir)
    for numero, ligne in enumerate(lignes, start=2):
        for place, texte in enumerate(ligne, start=1):
            case_: Any = feuille.cell(numero, place)
            case_.value, case_.data_type = texte or None, "s" if texte else "n"
    feuille.freeze_panes = "A2"
    aides = [f"Dans « {case.titre} » : {case.aide}" for case in cases if case.aide]
    for numero, texte in enumerate((*explications, *aides), start=1):
        listes.cell(numero, 1, texte).alignment = Alignment(wrap_text=True, vertical="top")
    listes.column_dimensions["A"].width = 90
    livre.save(cible)
