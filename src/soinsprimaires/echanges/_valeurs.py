"""Cells made into values: communes, numbers of people, days, and the identifiers already seen."""

import re
from datetime import MAXYEAR, date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Generic, TypeVar

from soinsprimaires import referentiels
from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import CODE_COMMUNE, SorteIdentifiant
from soinsprimaires.referentiels._communes import est_commune
from soinsprimaires.temps import lire_jour

__all__ = [
    "Communes",
    "Faute",
    "Juge",
    "NumerosVus",
    "departement_de",
    "en_decimal_ou_rien",
    "en_jour",
    "en_nombre",
    "exiger_annee",
    "exiger_departement",
]

S = TypeVar("S", bound=str)

Faute = tuple[str, str]
"""Code and message of an anomaly."""

_OUTRE_MER: Final = frozenset({"97", "98"})

ANCIENS_CODES: Final = {"97123": "97701", "97127": "97801"}
"""Saint-Barthélemy and Saint-Martin under the codes that they had in Guadeloupe: FINESS still files them there."""


def departement_de(commune: str) -> str:
    """Code of the département or of the overseas collectivity of a commune: ``2A``, ``32``, ``974``.

    >>> departement_de("32208"), departement_de("2A004"), departement_de("97411")
    ('32', '2A', '974')
    """
    return commune[:3] if commune[:2] in _OUTRE_MER else commune[:2]


def exiger_departement(code: str | None) -> str | None:
    """Refuse a département that does not exist, rather than read a whole file for nothing.

    Raises:
        CodeInconnu: no département has it.
    """
    return None if code is None else referentiels.departement(code).code


def exiger_annee(annee: int | None) -> int | None:
    """Refuse what is no year.

    Raises:
        ValeurInvalide: a text, or a number of two digits.
    """
    exiger(annee, int | None, "annee")
    if annee is not None and not 1000 <= annee <= MAXYEAR:  # noqa: PLR2004 - four digits
        raise ValeurInvalide(f"une année de quatre chiffres est attendue, pas {annee}", "annee.forme", "annee")
    return annee


class Communes:
    """Codes of communes, judged once each."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._jugees: dict[str, tuple[str | None, Faute | None]] = {}

    def juger(self, texte: str) -> tuple[str | None, Faute | None]:
        """The code and what is wrong with it: ``None`` where it has not the form of one.

        A code that the referential does not hold is kept.
        """
        jugee = self._jugees.get(texte)
        if jugee is None:
            jugee = _juger_commune(texte)
            if len(self._jugees) < 100_000:  # noqa: PLR2004 - twice the codes that exist
                self._jugees[texte] = jugee
        return jugee

    def retenir(self, texte: str, departement: str | None, place: int, champ: str) -> str | None:
        """The code of a line that is about a commune; without one it is refused, and left aside in another département.

        Faults are not told of a line that is left aside.
        """
        code, faute = self.juger(texte)
        if code is None and faute is not None:
            self._journal.refuser(place, *faute, champ)
            return None
        if code is not None and departement is not None and departement_de(code) != departement:
            self._journal.ecartees += 1
            return None
        if faute is not None:
            self._journal.signaler(place, *faute, champ)
        return code


def _juger_commune(texte: str) -> tuple[str | None, Faute | None]:
    code = ANCIENS_CODES.get(texte, texte)
    if est_commune(code):
        return code, None
    if CODE_COMMUNE.raison(code) is not None:
        return None, ("commune.forme", f"{citer(texte)} n'est pas un code de commune")
    if referentiels.rattachement(code) is None:
        message = f"commune {code} inconnue au 1er janvier {referentiels.MILLESIME}, gardée telle quelle"
        return code, ("commune.inconnue", message)
    return code, None


class Juge(Generic[S]):
    """Judges the official numbers of a kind, at once where nothing is wrong: a file holds hundreds of thousands."""

    def __init__(self, sorte: SorteIdentifiant[S]) -> None:
        self._sorte = sorte
        self._admet = re.compile(sorte.motif, re.ASCII).fullmatch
        self._cle = sorte.cle

    def juger(self, texte: str) -> tuple[S | None, Faute | None]:
        """The number and what is wrong with it: ``None`` where it has not the form of one; a wrong key is kept."""
        if self._admet(texte) is None:
            return None, ("identifiant.forme", f"{self._sorte.nom} : {self._sorte.raison(texte)} ; non gardé")
        if self._cle is not None and self._cle(texte) is False:
            message = f"{self._sorte.nom} : la clé ne correspond pas aux autres chiffres ; gardé tel quel"
            return self._sorte.nature(texte), ("identifiant.cle", message)
        return texte, None  # type: ignore[return-value] # a call less


class NumerosVus:
    """The identifiers already met, a bit each: what is kept of a hundred million does not fill the memory."""

    _PAGE: Final = 12

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def ajouter(self, numero: int) -> bool:
        """Note a number; whether it is new."""
        page = self._pages.get(numero >> self._PAGE)
        if page is None:
            page = self._pages[numero >> self._PAGE] = bytearray(1 << (self._PAGE - 3))
        rang = numero & ((1 << self._PAGE) - 1)
        masque = 1 << (rang & 7)
        if page[rang >> 3] & masque:
            return False
        page[rang >> 3] |= masque
        return True


def en_jour(texte: str) -> date | None:
    """A day written alone or with its time (``2021-10-18 00:00:00``), ``None`` for a blank.

    Raises:
        ValeurInvalide: another form.
    """
    jour = texte.strip()
    if not jour:
        return None
    if len(jour) > 10 and jour[10] in " T":  # noqa: PLR2004 - length of a day
        jour = jour[:10]
    return lire_jour(jour)


def en_nombre(cellule: Any) -> int | None:
    """A whole number of people: ``3670``, ``3 670``, ``3670.0``; ``None`` for anything else, a blank included."""
    if isinstance(cellule, float):
        return int(cellule) if cellule.is_integer() and cellule >= 0 else None
    texte = "".join(str("" if cellule is None else cellule).split())
    return int(texte) if texte.isascii() and texte.isdigit() and len(texte) <= 12 else None  # noqa: PLR2004 - people


def en_decimal_ou_rien(cellule: Any) -> Decimal | None:
    """A number with a point or a comma; ``None`` for anything else, a blank included."""
    texte = "".join(str("" if cellule is None else cellule).split()).replace(",", ".")
    try:
        nombre = Decimal(texte) if len(texte) <= 40 else None  # noqa: PLR2004 - no figure is longer
    except InvalidOperation:
        return None
    return nombre if nombre is not None and nombre.is_finite() else None
