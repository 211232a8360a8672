"""Tables as rows under titles, wherever they stand: the one entry of every reader of a table.

A text or a workbook is given; the sheet, the separator and the line of the titles are those under which the wanted
columns are found, by their normalised titles and never by their place. Blank lines and the notes under a table are no
rows; a short row, a broken formula, a text forced by an apostrophe are told.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest
from operator import itemgetter
from typing import Any, Final, TypeAlias

import attrs

from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.echanges._classeurs import Feuille, feuilles
from soinsprimaires.echanges._flux import Classeur, Flux, Limites, lignes
from soinsprimaires.echanges._grammaire import SEPARATEURS, Rangees
from soinsprimaires.echanges._lecture import DOCUMENT, Journal
from soinsprimaires.echanges._titres import Colonnes, Forme, normaliser, reconnaitre
from soinsprimaires.erreurs import DocumentInvalide

__all__ = [
    "LIMITES_CLASSEUR",
    "LONGUEUR_CELLULE",
    "Colonnes",
    "Forme",
    "Rangee",
    "TableLue",
    "normaliser",
    "preneur",
    "tableaux",
    "texte_de_cellule",
]

LIMITES_CLASSEUR: Final = Limites(taille_max=512 << 20)
"""A workbook keeps its texts in memory: its bounds are narrower."""
LONGUEUR_CELLULE: Final = 4_000
"""Characters of the longest cell that is kept; official ones are under 300."""

_TITRES_AVANT: Final = 40
"""Lines among which the titles are sought: the workbooks of the DREES have eight before them."""
_SEPARATEUR_DIT: Final = re.compile(r'"?sep=(.)"?;*\s*', re.IGNORECASE)
_NOTE: Final = re.compile(
    r"(?:notes?|sources?|champ|lecture|légende|avertissement|définitions?)\b.{0,40}?[:>]|\*|\(\d\)|nd\s*[:=]",
    re.IGNORECASE,
)
_ERREURS: Final = frozenset(
    (
        *("#REF!", "#VALUE!", "#VALEUR!", "#N/A", "#NAME?", "#NOM?", "#DIV/0!", "#NULL!", "#NUL!", "#NUM!"),
        *("#NOMBRE!", "#SPILL!", "#CALC!", "#GETTING_DATA", "Err:502", "Err:508"),
    )
)
"""What spreadsheets show for a broken formula, in English and in French."""
_FORCE: Final = re.compile(r"""="([^"]*)"|'(?=[\d=+\-@])(.*)""", re.DOTALL)
_INVISIBLES: Final = "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}"


# -- tables -------------------------------------------------------------------------------------------------------


@attrs.frozen
class Rangee:
    """A row, whose cells are asked by the name of their column; a column that the table has not is blank."""

    numero: int
    colonnes: Colonnes
    cellules: Sequence[Any]

    def cellule(self, nom: str) -> Any:
        """A cell as it is, ``None`` for a column that the table has not."""
        rang = self.colonnes.rangs.get(nom)
        return None if rang is None else self.cellules[rang]

    def texte(self, nom: str) -> str:
        """The text of a cell."""
        return texte_de_cellule(self.cellule(nom))

    def titre(self, nom: str) -> str | None:
        """The title of a column, as the file writes it."""
        return self.colonnes.titres.get(nom)


def preneur(colonnes: Colonnes, noms: Sequence[str]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """How to take the cells of these columns, in this order; one that the table has not is read blank."""
    rangs = colonnes.rangs
    if all(nom in rangs for nom in noms):
        return itemgetter(*(rangs[nom] for nom in noms))
    prendre = itemgetter(*(rangs.get(nom, -1) + 1 for nom in noms))  # a blank cell is put before the first
    return lambda cellules: prendre(["", *cellules])


@attrs.frozen
class TableLue:
    """A table whose titles were found.

    Attributes:
        nom: name of the sheet, ``""`` for a text.
        forme: which of the layouts that were asked.
        colonnes: where the wanted columns stand.
        entete: number and cells of the line of the titles, or of the one that stands for it.
        rangees: number of each row in the file, and its cells.
    """

    nom: str
    forme: Forme
    colonnes: Colonnes
    entete: tuple[int, Sequence[str]]
    rangees: Iterator[tuple[int, Sequence[Any]]]

    @property
    def lignes(self) -> Iterator[Rangee]:
        """The rows, whose cells are asked by name."""
        return (Rangee(numero, self.colonnes, cellules) for numero, cellules in self.rangees)


def tableaux(ouvert: Flux | Classeur, journal: Journal, *formes: Forme, annee: int | None = None) -> Iterator[TableLue]:
    """The tables of what was opened: that of a text, or each visible sheet of a workbook that has the columns.

    Args:
        ouvert: a text separated by ``;``, ``,``, a tabulation or ``|``; or a workbook.
        journal: where what cannot be read is noted.
        formes: the layouts that are looked for, the surest first.
        annee: the year wanted, of tables that have one column a year.

    Raises:
        DocumentInvalide: a required column is absent; the message names it, or the file when it is a known one.
        ExtraManquant: a workbook is read without the package that reads it.
    """
    chercheur = _Chercheur(journal, formes, annee)
    return chercheur.texte(ouvert) if isinstance(ouvert, Flux) else chercheur.classeur(ouvert)


_Titres: TypeAlias = tuple[int, Forme, Colonnes, Sequence[str]]
"""The line of the titles: its number, the layout and the columns that it has, its cells."""


class _Chercheur:
    """Looks for the titles."""

    def __init__(self, journal: Journal, formes: Sequence[Forme], annee: int | None) -> None:
        self._journal = journal
        self._formes = formes
        self._annee = annee
        self._absentes: tuple[Forme, list[str]] = formes[0], list(formes[0].requises)
        self._annees: tuple[int, ...] = ()
        self._numero = DOCUMENT
        self._connu: str | None = None
        self._pleine = False

    def texte(self, flux: Flux) -> Iterator[TableLue]:
        suite = lignes(flux, self._journal)
        tete = list(islice(suite, _TITRES_AVANT))
        if not tete:
            if len(self._journal.anomalies):
                raise DocumentInvalide(self._journal.anomalies)
            raise self._journal.renoncer("fichier.vide", "le fichier est vide")
        separateurs: Sequence[str] = SEPARATEURS
        if dit := _SEPARATEUR_DIT.fullmatch(tete[0][1]):
            separateurs, tete = dit[1], tete[1:]
        essais = [(separateur, self._titres(Rangees(tete, separateur))) for separateur in separateurs]
        trouves = [(separateur, trouve) for separateur, trouve in essais if trouve is not None]
        if not trouves:
            raise self._renoncer()
        separateur, titres = max(trouves, key=lambda un: len(un[1][2].rangs))
        dessous = next((un for un in Rangees(tete, separateur) if un[0] > titres[0]), None)
        numero, forme, colonnes, entete = self._doubler(titres, dessous)
        rangees = Rangees(chain(tete, suite), separateur)
        next(rang for rang, _ in rangees if rang == numero)
        rangees.nombre = colonnes.nombre
        self._dire_annee(numero, colonnes)
        suite_pleine = (
            _strictes(rangees, forme, colonnes, self._journal)
            if forme.stricte
            else _souples(rangees, separateur, forme, colonnes, self._journal)
        )
        yield TableLue("", forme, colonnes, (numero, entete), suite_pleine)

    def classeur(self, classeur: Classeur) -> Iterator[TableLue]:
        trouve, cachees = False, []
        for feuille in feuilles(classeur, self._journal):
            titres = self._titres((n, [texte_de_cellule(c) for c in cellules]) for n, cellules in feuille.rangees)
            if titres is None and not self._pleine:
                continue
            if titres is None:
                message = f"la feuille {citer(feuille.nom)} n'a pas les colonnes, elle n'est pas lue"
                self._journal.informer(DOCUMENT, "feuille.autre", message)
                continue
            if feuille.cachee:
                cachees.append(feuille.nom)
                continue
            trouve = True
            dessous = next(feuille.rangees, None)
            textes = None if dessous is None else (dessous[0], [*map(texte_de_cellule, dessous[1])])
            numero, forme, colonnes, entete = self._doubler(titres, textes)
            rendue = [] if dessous is None or dessous[0] == numero else [dessous]
            suite = attrs.evolve(feuille, rangees=chain(rendue, feuille.rangees))
            self._dire_annee(numero, colonnes)
            yield TableLue(feuille.nom, forme, colonnes, (numero, entete), _de_feuille(suite, colonnes, self._journal))
        for nom in cachees:
            self._journal.informer(DOCUMENT, "feuille.cachee", f"la feuille cachée {citer(nom)} n'est pas lue")
        if not trouve:
            raise self._renoncer()

    def _titres(self, rangees: Iterable[tuple[int, Sequence[str]]]) -> _Titres | None:
        """The first row under which a layout is found; what is nearest is kept for the message."""
        self._pleine = False
        for numero, cellules in rangees:
            self._pleine |= any(cellules)
            if len(cellules) > 1:
                for forme in self._formes:
                    colonnes = Colonnes.trouver(cellules, forme, self._annee)
                    manquantes = colonnes.manquantes(forme.requises)
                    if not manquantes and (etranger := forme.etranger(cellules)):
                        self._connu = self._connu or etranger
                    elif not manquantes:
                        return numero, forme, colonnes, cellules
                    plus_proche, absentes = self._absentes
                    if len(manquantes) * len(plus_proche.requises) < len(absentes) * len(forme.requises):
                        self._absentes, self._annees = (forme, manquantes), colonnes.annees
                        self._numero = numero
                self._connu = self._connu or reconnaitre(cellules)
            if numero >= _TITRES_AVANT:
                break
        return None

    def _doubler(self, titres: _Titres, dessous: tuple[int, Sequence[str]] | None) -> _Titres:
        """The titles, each read in the row under them where this one is a row of titles too, which is set aside."""
        _, forme, colonnes, entete = titres
        if dessous is None or forme.stricte:
            return titres
        numero, cellules = dessous
        connus = {normaliser(titre) for mots in forme.colonnes.values() for titre in mots if "*" not in titre}
        titrees = {rang for rang, cellule in enumerate(cellules) if normaliser(cellule) in connus}
        autres = {rang for rang in colonnes.rangs.values() if "".join(cellules[rang : rang + 1]).strip()} - titrees
        manquantes = Colonnes.trouver(cellules, forme, self._annee).manquantes(forme.requises)
        if len(titrees) < 2 or autres or manquantes:  # noqa: PLR2004 - one word of titles may be the name of something
            return titres
        self._journal.lues += 1
        self._journal.ecarter("une seconde ligne de titres")
        reunis = [dessous.strip() or dessus for dessus, dessous in zip_longest(entete, cellules, fillvalue="")]
        return numero, forme, Colonnes.trouver(reunis, forme, self._annee), reunis

    def _dire_annee(self, numero: int, colonnes: Colonnes) -> None:
        if len(colonnes.annees) > 1:
            annees = ", ".join(map(str, colonnes.annees))
            message = f"plusieurs années côte à côte ({annees}) : celle de {colonnes.annee} est lue"
            self._journal.informer(numero, "annee.choisie", message)

    def _renoncer(self) -> DocumentInvalide:
        forme, manquantes = self._absentes
        if not manquantes:
            return self._journal.renoncer("fichier.nature", f"ce n'est pas ce fichier, {self._connu}")
        if self._annees:
            annees = ", ".join(map(str, self._annees))
            message = f"l'année {self._annee} n'y est pas ; le fichier donne {annees} (annee=)"
            return self._journal.renoncer("annee.absente", message, self._numero)
        message = f"colonne absente : {forme.decrire(manquantes)}"
        if self._connu is None and 2 * len(manquantes) > len(forme.requises) > 1:
            message = f"ce n'est pas ce fichier ; {message}"
        if self._connu is None:
            return self._journal.renoncer("colonne.absente", message, self._numero)
        return self._journal.renoncer("fichier.nature", f"ce n'est pas ce fichier, {self._connu} ; {message}")


# -- rows ---------------------------------------------------------------------------------------------------------


def _strictes(
    rangees: Rangees, forme: Forme, colonnes: Colonnes, journal: Journal
) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of a file that a program writes: as many cells as titles, blank ones after the last aside."""
    nombre, sections = colonnes.nombre, forme.sections
    for numero, cellules in rangees:
        if len(cellules) - nombre in {0, 1} and cellules[0] > " " and not any(cellules[nombre:]):  # nearly every row
            journal.lues += 1
            yield numero, cellules
            continue
        if not cellules[0].strip() and not any(map(str.strip, cellules)):
            continue
        journal.lues += 1
        ecart = len(cellules) - nombre
        if ecart and (ecart < 0 or any(cellules[nombre:])) and cellules[0] not in sections:
            journal.refuser(numero, "ligne.champs", f"{len(cellules)} champs au lieu de {nombre}")
        else:
            yield numero, cellules


def _souples(
    rangees: Rangees, separateur: str, forme: Forme, colonnes: Colonnes, journal: Journal
) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows of a file that people made."""
    nombre = colonnes.nombre
    requis = max(colonnes.rangs[nom] for nom in forme.necessaires or forme.requises)
    for numero, cellules in rangees:
        pleines = [cellule for cellule in cellules if cellule.strip()]
        if not pleines or _est_note(pleines, numero, journal):
            continue
        journal.lues += 1
        if len(cellules) > nombre and any(map(str.strip, cellules[nombre:])):
            message = (
                f"{len(cellules)} champs au lieu de {nombre} : une cellule contient « {separateur} » sans guillemets"
            )
            journal.refuser(numero, "ligne.champs", message)
            continue
        if len(cellules) < nombre:
            if len(cellules) <= requis:
                journal.refuser(numero, "ligne.champs", f"{len(cellules)} champs au lieu de {nombre}")
                continue
            message = f"{len(cellules)} champs au lieu de {nombre} : les derniers sont lus vides"
            journal.signaler(numero, "ligne.champs", message)
            cellules.extend([""] * (nombre - len(cellules)))
        if max(map(len, cellules)) > LONGUEUR_CELLULE:
            journal.refuser(numero, "champ.longueur", f"un champ de plus de {LONGUEUR_CELLULE} caractères")
            continue
        yield numero, _nettoyer(numero, cellules, colonnes, journal)


def _de_feuille(feuille: Feuille, colonnes: Colonnes, journal: Journal) -> Iterator[tuple[int, Sequence[Any]]]:
    for numero, rangee in feuille.rangees:
        pleines = [cellule for cellule in rangee if cellule is not None and str(cellule).strip()]
        formules = [
            nom for nom, rang in colonnes.rangs.items() if feuille.formules and (numero, rang) in feuille.formules
        ]
        if not formules and (not pleines or _est_note(pleines, numero, journal)):
            continue
        journal.lues += 1
        for nom in formules:
            message = "une formule sans valeur, lue vide : enregistrer le classeur depuis un tableur"
            journal.signaler(numero, "cellule.formule", message, colonnes.titres[nom])
        cellules = [*rangee, *[None] * (colonnes.nombre - len(rangee))]
        yield numero, _nettoyer(numero, cellules, colonnes, journal)


def _est_note(pleines: Sequence[Any], numero: int, journal: Journal) -> bool:
    """Whether a row is a note under the table; it is then told, and no row."""
    if len(pleines) > 1 or not _NOTE.match(str(pleines[0]).strip()):
        return False
    journal.informer(numero, "ligne.note", "une note du tableau, laissée de côté")
    return True


def _nettoyer(numero: int, cellules: Sequence[Any], colonnes: Colonnes, journal: Journal) -> Sequence[Any]:
    """Take away what a spreadsheet adds to the cells that are wanted, and tell it."""
    propres = cellules
    for nom, rang in colonnes.rangs.items():
        cellule = cellules[rang]
        if type(cellule) is not str or cellule[:1] not in {"#", "=", "'", "E"}:
            continue
        if cellule.strip() in _ERREURS:
            remplacee, code = "", "cellule.erreur"
            message, gravite = f"{citer(cellule.strip())} : la formule est cassée ; lue vide", Gravite.AVERTISSEMENT
        elif force := _FORCE.fullmatch(cellule.strip()):
            remplacee, code = force[1] if force[1] is not None else force[2], "cellule.texte_force"
            message, gravite = 'un texte forcé pour un tableur (="..." ou apostrophe), lu sans', Gravite.INFORMATION
        else:
            continue
        propres = list(propres)
        propres[rang] = remplacee
        journal.signaler(numero, code, message, colonnes.titres[nom], gravite=gravite)
    return propres


def texte_de_cellule(cellule: Any) -> str:
    """Text of a cell: a whole number without its decimals, nothing for an empty one; what is not seen is no text."""
    if cellule is None:
        return ""
    if isinstance(cellule, float) and cellule.is_integer():
        return str(int(cellule))
    texte = str(cellule).strip()
    return texte if texte.isascii() else texte.strip(_INVISIBLES).strip()
