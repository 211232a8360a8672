"""A table, and its forms: plain text, Markdown, HTML, JSON, CSV. Spreadsheets are in :mod:`.classeur`.

The text of a cell is typed by others: each form neutralises what its readers would obey.
"""

import csv
import io
import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import zip_longest
from typing import Any, Final

import attrs

from soinsprimaires.affichage import html
from soinsprimaires.affichage.html import Html
from soinsprimaires.affichage.libelles import libeller, nature_en_bref
from soinsprimaires.anomalies import assainir, desarmer_json, echapper_markdown
from soinsprimaires.apparence import Affichable
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.mots import dater
from soinsprimaires.temps import DatePartielle, Nuance

__all__ = [
    "SANS_OBJET",
    "Cellule",
    "Colonne",
    "Tableau",
    "en_csv",
    "en_html",
    "en_json",
    "en_lignes",
    "en_markdown",
    "en_objet",
    "en_page",
    "en_texte",
    "une_ligne",
]


class _SansObjet(Enum):
    """Nothing to say there, which is not the same as not knowing."""

    SANS_OBJET = "sans_objet"


SANS_OBJET: Final = _SansObjet.SANS_OBJET
"""Where a line has nothing to say: the date of a deadline when there is no deadline."""

Cellule = str | int | Decimal | date | DatePartielle | Enum | None | tuple[str | Enum, ...]
"""What a cell holds; ``None`` is not known, an empty tuple is known to be none."""

INCONNU: Final = "non renseigné"
_AUCUN: Final = "–"
_BLANCS: Final = re.compile(r"\s+")
_NON_CARACTERES: Final = re.compile("[\ufffe\uffff]")
_FORMULE: Final = tuple("=+-@")


@attrs.frozen
class Colonne:
    """A column.

    Attributes:
        cle: word that names it in JSON.
        libelle: its head, for people.
    """

    cle: str
    libelle: str


@attrs.frozen(kw_only=True)
class Tableau(Affichable):
    """A titled table, whatever it is written in.

    Attributes:
        titre: title, with the day that it shows.
        nom: short name, of a sheet; the title when it is not given.
        colonnes: columns.
        lignes: as many cells each as there are columns.
        notes: what one must know to read it.
    """

    titre: str
    nom: str | None = None
    colonnes: tuple[Colonne, ...]
    lignes: tuple[tuple[Cellule, ...], ...] = ()
    notes: tuple[str, ...] = ()


def une_ligne(texte: str) -> str:
    """A text on one line, without control characters, text direction overrides nor what XML and fonts do not know."""
    return _NON_CARACTERES.sub("\ufffd", assainir(_BLANCS.sub(" ", texte).strip()))


def sans_formule(texte: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{texte}" if texte.startswith(_FORMULE) else texte


def dire(cellule: Cellule) -> str:
    """A cell as a person reads it, on one line."""
    match cellule:
        case None:
            return INCONNU
        case () | _SansObjet.SANS_OBJET:
            return _AUCUN
        case tuple():
            return ", ".join(dire(element) for element in cellule)
        case DatePartielle():
            return dater(cellule) if (jour := un_jour(cellule)) is None else f"{jour:%d/%m/%Y}"
        case date():
            return f"{cellule:%d/%m/%Y}"
        case NatureProjet():
            return nature_en_bref(cellule)
        case Enum():
            return une_ligne(libeller(cellule))
        case Decimal():
            return f"{cellule:f}".replace(".", ",")
        case _:
            return une_ligne(str(cellule))


def un_jour(cellule: Cellule) -> date | None:
    """The full day that a cell is, when it is nothing vaguer."""
    if isinstance(cellule, DatePartielle):
        return cellule.jour if cellule.nuance is Nuance.EXACTE else None
    return cellule if isinstance(cellule, date) else None


def est_vide(cellule: Cellule) -> bool:
    """Whether a spreadsheet leaves the cell empty, so that one can filter what is there."""
    return cellule is None or cellule is SANS_OBJET or cellule in ((), "")


def est_nombre(cellule: Cellule) -> bool:
    """Whether a cell is shown on the right of its column."""
    return isinstance(cellule, int | Decimal)


# -- text ---------------------------------------------------------------------------------------------------------


def _mesurer(tableau: Tableau) -> tuple[list[str], list[list[str]], list[int]]:
    """The heads, the rows as they are said, and the width of each column."""
    tetes = [une_ligne(colonne.libelle) for colonne in tableau.colonnes]
    rangees = [[dire(cellule) for cellule in ligne] for ligne in tableau.lignes]
    return tetes, rangees, [max(map(len, colonne)) for colonne in zip(tetes, *rangees, strict=True)]


def en_texte(tableau: Tableau, *, largeur: int = 100) -> str:
    """The table in columns, or one record under the other where it is wider than that.

    Args:
        tableau: what is written.
        largeur: number of characters of a line.
    """
    tetes, rangees, largeurs = _mesurer(tableau)
    if not rangees:
        corps = ["(aucune ligne)"]
    elif sum(largeurs) + 2 * (len(largeurs) - 1) <= largeur:
        corps = list(_colonnes(tableau, [tetes], rangees, largeurs))
    else:
        corps = list(_fiches(tetes, rangees, largeur))
    notes = [textwrap.fill(f"* {une_ligne(note)}", largeur, subsequent_indent="  ") for note in tableau.notes]
    return "\n".join([une_ligne(tableau.titre), "", *corps, *([""] if notes else []), *notes]) + "\n"


def en_lignes(tableau: Tableau, *, largeur: int) -> str:
    """The table in columns, whatever it holds: where it is too wide, the longest cells go on under themselves.

    Args:
        tableau: what is written.
        largeur: number of characters of a line.
    """
    tetes, rangees, naturelles = _mesurer(tableau)
    ecart = 2 if sum(naturelles) + 2 * (len(naturelles) - 1) <= largeur else 1
    largeurs = _serrer(naturelles, [tetes, *rangees], largeur - ecart * (len(naturelles) - 1))
    lignes = [ligne for rangee in rangees for ligne in _plier(rangee, largeurs)]
    corps = _colonnes(tableau, _plier(tetes, largeurs), lignes, largeurs, ecart) if rangees else ["(aucune ligne)"]
    return "\n".join([une_ligne(tableau.titre), "", *corps, *tableau.notes]) + "\n"


def _serrer(largeurs: list[int], rangees: list[list[str]], place: int) -> list[int]:
    """The widths that leave the fewest cells to fold; words are cut only where nothing else is left."""
    colonnes = [*zip(*rangees, strict=True)]
    longueurs = [Counter(map(len, colonne)) for colonne in colonnes]
    mots = [
        max(len(mot) for texte in colonne for mot in texte.split(" ")) + (0 if rang else len(_RETRAIT))
        for rang, colonne in enumerate(colonnes)
    ]
    serrees = [*largeurs]

    def cout(rang: int) -> tuple[int, int]:
        """Lines more that one character less asks for; of two columns alike, the widest gives way."""
        avant, apres = serrees[rang], serrees[rang] - 1
        plus = sum(nombre * ((n - 1) // apres - (n - 1) // avant) for n, nombre in longueurs[rang].items() if n)
        return plus, -avant

    for bornes in (mots, [1] * len(mots)):
        while sum(serrees) > place and (larges := [rang for rang, borne in enumerate(bornes) if serrees[rang] > borne]):
            serrees[min(larges, key=cout)] -= 1
    return serrees


def _plier(rangee: list[str], largeurs: list[int]) -> list[list[str]]:
    """A row on as many lines as its longest cell needs; what goes on in the first column is set back."""
    cases = [
        textwrap.wrap(_lier(texte), place, subsequent_indent="" if rang or place <= len(_RETRAIT) else _RETRAIT) or [""]
        for rang, (texte, place) in enumerate(zip(rangee, largeurs, strict=True))
    ]
    return [[texte.replace("\u00a0", " ") for texte in ligne] for ligne in zip_longest(*cases, fillvalue="")]


def _lier(texte: str) -> str:
    """A text of which a French quotation mark never stands alone at the end or at the beginning of a line."""
    return texte.replace("« ", "«\u00a0").replace(" »", "\u00a0»")


_RETRAIT: Final = "  "


def _colonnes(
    tableau: Tableau, tetes: list[list[str]], rangees: list[list[str]], largeurs: list[int], ecart: int = 2
) -> Iterator[str]:
    droites = [any(map(est_nombre, colonne)) for colonne in zip(*tableau.lignes, strict=True)]
    for rangee in [*tetes, ["-" * nombre for nombre in largeurs], *rangees]:
        cases = (
            texte.rjust(nombre) if a_droite else texte.ljust(nombre)
            for texte, nombre, a_droite in zip(rangee, largeurs, droites, strict=True)
        )
        yield (" " * ecart).join(cases).rstrip()


def _fiches(tetes: list[str], rangees: list[list[str]], largeur: int) -> Iterator[str]:
    marge = max(map(len, tetes)) + 2
    for rang, rangee in enumerate(rangees):
        if rang:
            yield ""
        for tete, texte in zip(tetes, rangee, strict=True):
            yield textwrap.fill(
                f"{tete.ljust(marge)}{texte}", max(largeur, marge + 20), subsequent_indent=" " * marge
            ).rstrip()


# -- Markdown -----------------------------------------------------------------------------------------------------


def en_markdown(tableau: Tableau) -> str:
    """The table as GitHub's Markdown, punctuation escaped."""
    exemple = tableau.lignes[0] if tableau.lignes else (None,) * len(tableau.colonnes)
    rangees = [
        [_markdown(colonne.libelle) for colonne in tableau.colonnes],
        ["---:" if est_nombre(cellule) else "---" for cellule in exemple],
        *([_markdown(dire(cellule)) for cellule in ligne] for ligne in tableau.lignes),
    ]
    lignes = [f"| {' | '.join(rangee)} |" for rangee in rangees]
    notes = [f"- {_markdown(note)}" for note in tableau.notes]
    return "\n".join([f"## {_markdown(tableau.titre)}", "", *lignes, *([""] if notes else []), *notes]) + "\n"


def _markdown(texte: str) -> str:
    return echapper_markdown(une_ligne(texte))


# -- HTML ---------------------------------------------------------------------------------------------------------

_STYLE: Final = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
"""


def en_html(tableau: Tableau) -> Html:
    """The table and its notes, every text escaped."""
    titre = une_ligne(tableau.titre)
    nombres = {rang for rang, colonne in enumerate(zip(*tableau.lignes, strict=True)) if any(map(est_nombre, colonne))}
    table = html.tableau(
        titre,
        [une_ligne(colonne.libelle) for colonne in tableau.colonnes],
        ([dire(cellule) for cellule in ligne] for ligne in tableau.lignes),
        nombres=nombres,
    )
    notes = (html.balise("p", une_ligne(note), classe="sp-discret") for note in tableau.notes)
    return html.joindre((table or html.balise("p", f"{titre} (aucune ligne)"), *notes))


def en_page(tableaux: Iterable[Tableau], *, titre: str) -> str:
    """A whole HTML page of tables, which asks for nothing outside itself."""
    dit = html.echapper(une_ligne(titre))
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{dit}</title>\n<style>\n{html.lire_gabarit('commun.css')}{_STYLE}</style>\n</head>\n"
        f'<body class="soinsprimaires">\n<main>\n<h1>{dit}</h1>\n{html.joindre(map(en_html, tableaux), chr(10))}\n'
        "</main>\n</body>\n</html>\n"
    )


# -- programs -----------------------------------------------------------------------------------------------------


def en_objet(tableau: Tableau) -> dict[str, Any]:
    """The table for a program: words of the format, dates as the format writes them, ``None`` for what is not known."""
    return {
        "titre": tableau.titre,
        "colonnes": [{"cle": colonne.cle, "libelle": colonne.libelle} for colonne in tableau.colonnes],
        "lignes": [
            {colonne.cle: _valeur(cellule) for colonne, cellule in zip(tableau.colonnes, ligne, strict=True)}
            for ligne in tableau.lignes
        ],
        "notes": list(tableau.notes),
    }


def en_json(tableaux: Iterable[Tableau]) -> str:
    """A list of tables as JSON, keys sorted."""
    objets = [en_objet(tableau) for tableau in tableaux]
    return desarmer_json(json.dumps(objets, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)) + "\n"


def _valeur(cellule: Cellule) -> Any:
    match cellule:
        case tuple():
            return [_valeur(element) for element in cellule]
        case _SansObjet.SANS_OBJET:
            return None
        case Enum():
            return cellule.value
        case DatePartielle() | date():
            return str(cellule)
        case Decimal():
            return f"{cellule:f}"
        case _:
            return cellule


def en_csv(tableau: Tableau) -> str:
    """The table as French spreadsheets read CSV: semicolons, and no cell that they would take for a formula.

    What is not known is an empty cell. Write it with the encoding ``utf-8-sig`` for those that need its mark.
    """
    tampon = io.StringIO()
    ecrivain = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow([sans_formule(une_ligne(colonne.libelle)) for colonne in tableau.colonnes])
    for ligne in tableau.lignes:
        ecrivain.writerow([_case_csv(cellule) for cellule in ligne])
    return tampon.getvalue()


def _case_csv(cellule: Cellule) -> str:
    if est_vide(cellule):
        return ""
    if (jour := un_jour(cellule)) is not None:
        return jour.isoformat()
    return dire(cellule) if est_nombre(cellule) else sans_formule(dire(cellule))
