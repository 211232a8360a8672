"""Cells made into values: communes, numbers of people, days, and the identifiers already seen."""

import re
from contextlib import suppress
from datetime import MAXYEAR
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from soinsprimaires import referentiels
from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._dates import CodeEtMessage
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.echanges._tables import Rangee, normaliser
from soinsprimaires.erreurs import CodeInconnu, ValeurInvalide
from soinsprimaires.identifiants import ADELI, CODE_COMMUNE, FINESS, RPPS, SIREN, SIRET, SorteIdentifiant
from soinsprimaires.referentiels import departement_de
from soinsprimaires.referentiels._communes import est_commune, est_plutot_un_code_postal

__all__ = [
    "Communes",
    "JugeNumero",
    "NumerosVus",
    "completer_commune",
    "departement_de",
    "en_annee",
    "en_decimal_ou_rien",
    "en_nombre",
    "exiger_annee",
    "exiger_departement",
]

S = TypeVar("S", bound=str)

DEPARTEMENTS_FINESS: Final = {
    "9A": "971",
    "9B": "972",
    "9C": "973",
    "9D": "974",
    "9E": "975",
    "9F": "976",
    "9J": "986",
}
"""Overseas codes of FINESS: the commune that follows has the last three digits of its INSEE code."""

ANCIENS_CODES: Final = {"97123": "97701", "97127": "97801"}
"""Saint-Barthélemy and Saint-Martin under the codes that they had in Guadeloupe: FINESS still files them there."""


def exiger_departement(code: str | None) -> str | None:
    """The département of a code, or of a name, as people write it; refuse one that does not exist.

    It is better than to read a whole file for nothing.

    Raises:
        CodeInconnu: no département has it.
    """
    if code is None:
        return None
    voulu = normaliser_departement(code)
    try:
        return referentiels.departement(voulu).code
    except CodeInconnu:
        nommes = [un.code for un in referentiels.departements() if normaliser(un.nom) == normaliser(code)]
        if len(nommes) == 1:
            return nommes[0]
        if voulu[:2] == _ANCIENNE_CORSE:
            raise CodeInconnu(code, "départements ; la Corse a 2A et 2B") from None
        raise


_ANCIENNE_CORSE: Final = "20"


def normaliser_departement(code: str) -> str:
    """A code as people write it: ``1``, ``2a``, ``9D`` (of FINESS) are ``01``, ``2A``, ``974``."""
    serre = code.strip().upper()
    return DEPARTEMENTS_FINESS.get(serre, serre.zfill(2))


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
    """Codes of communes, judged once each, and whether they are of the département that was asked for."""

    def __init__(self, journal: Journal, voulu: str | None = None) -> None:
        self._journal = journal
        self.voulu = voulu
        self._jugees: dict[str, tuple[str | None, CodeEtMessage | None]] = {}
        self._situes: dict[tuple[str, str, str], str | None] = {}

    def juger(self, texte: str) -> tuple[str | None, CodeEtMessage | None]:
        """The code and what is wrong with it: ``None`` where it has not the form of one.

        A code that the referential does not hold is kept.
        """
        jugee = self._jugees.get(texte)
        if jugee is None:
            jugee = _juger_commune(texte)
            if len(self._jugees) < 100_000:  # noqa: PLR2004 - twice the codes that exist
                self._jugees[texte] = jugee
        return jugee

    def est_dans(self, commune: str, departement: str, code_postal: str) -> bool | None:
        """Whether a place is in the wanted département: by its commune, else its département, else its postal code.

        ``None`` where nothing tells, or where a postal code serves several départements.
        """
        if self.voulu is None:
            return True
        cle = commune, departement, code_postal
        situe = self._situes.get(cle, "")
        if situe == "":
            situe = self._situer(*cle)
            if len(self._situes) < _SITUES_MAX:
                self._situes[cle] = situe
        return None if situe is None else situe == self.voulu

    def retenir(self, place: tuple[int, int], commune: str, departement: str, code_postal: str) -> bool:
        """Whether a place is wanted, else its line is left aside; told when nothing situates it."""
        retenu = self.est_dans(commune, departement, code_postal)
        if retenu is None:
            self._journal.signaler(place[0], *LIEU_INCONNU, sous_place=place[1])
        if not retenu:
            self._journal.ecarter(HORS_DEPARTEMENT if retenu is False else SANS_LIEU)
        return bool(retenu)

    def _situer(self, commune: str, departement: str, code_postal: str) -> str | None:
        code, _ = self.juger(completer_commune(commune, departement)[0])
        if code is not None and len(situes := _departements(code)) == 1:
            return situes.pop()
        with suppress(CodeInconnu):
            return referentiels.departement(normaliser_departement(departement)).code
        desservis = {une.departement for une in referentiels.communes_par_code_postal(code_postal)}
        return desservis.pop() if len(desservis) == 1 else None

    def de_la_ligne(self, ligne: Rangee) -> str | None:
        """The code of a row that is about a commune: its column ``commune``, else ``departement`` and ``numero``.

        Without one the row is refused; it is left aside in another département, and its faults are then not told.
        """
        journal, place, champ = self._journal, ligne.numero, ligne.titre("commune")
        texte, remis = completer_commune(
            ligne.texte("commune"), ligne.texte("departement"), ligne.texte("numero") or None
        )
        code, faute = self.juger(texte)
        if code is None and faute is not None:
            journal.refuser(place, *faute, champ)
            return None
        if code is not None and not self.est_voulue(code):
            journal.ecarter(HORS_DEPARTEMENT)
            return None
        if remis:
            journal.informer(place, "zero.perdu", ZERO_REMIS, champ)
        if faute is not None:
            journal.signaler(place, *faute, champ)
        return code

    def de_la_cellule(self, ligne: Rangee, nom: str, departement: str = "") -> list[str] | None:
        """The codes of a cell that has several; ``None`` when one is no code, and the row is refused."""
        lues = []
        for texte in filter(None, SEPARATEURS_DE_CODES.split(ligne.texte(nom))):
            complet, remis = completer_commune(texte, departement)
            commune, faute = self.juger(complet)
            if dite := faute or (("zero.perdu", ZERO_REMIS) if remis else None):
                noter = self._journal.refuser if commune is None else self._journal.signaler
                noter(ligne.numero, *dite, ligne.titre(nom))
            if commune is None:
                return None
            lues.append(commune)
        return lues

    def est_voulue(self, commune: str) -> bool:
        """Whether a code, of a commune or of what is numbered likewise, is of the wanted département."""
        return self.voulu is None or self.voulu in _departements(commune)


def _departements(code: str) -> set[str]:
    """The département of a commune under any of its codes (Ajaccio was 20004), or those where a code may be."""
    lien = referentiels.rattachement(code)
    if lien is None:
        return {departement_de(code)}
    postaux = referentiels.communes_par_code_postal(code) if est_plutot_un_code_postal(code) else ()
    return {departement_de(lien.commune), *(une.departement for une in postaux)}


HORS_DEPARTEMENT: Final = "hors du département demandé"
SEPARATEURS_DE_CODES: Final = re.compile(r"[\s;,/]+")
"""Between the codes of one cell."""
SANS_LIEU: Final = "sans lieu, un département étant demandé"
AUTRE_CATEGORIE: Final = "d'une autre catégorie"
LIEU_INCONNU: Final[CodeEtMessage] = (
    "lieu.inconnu",
    "rien ne dit dans quel département c'est : écartée, puisqu'un département est demandé",
)
_SITUES_MAX: Final = 50_000
ZERO_REMIS: Final = "un zéro perdu par un tableur est remis devant le code"
_PREFIXE: Final = re.compile(r"(?:\d{4}-)?(?:COM|ARM)-", re.ASCII)
"""Of the new site of the INSEE: ``2025-COM-32208``."""
_ENTIER: Final = re.compile(r"(\d{1,5})[.,]0+", re.ASCII)


def completer_commune(texte: str, departement: str = "", numero: str | None = None) -> tuple[str, bool]:
    """The five characters of a code, and whether zeros that a spreadsheet lost were put back.

    ``1001`` is ``01001``; a département and a number of at most three digits make a code (``2A`` and ``4``; overseas,
    ``971`` and ``101``), whether the number stands in a column of its own or in that of the code.

    >>> completer_commune("1001"), completer_commune("4", "2A"), completer_commune("Ajaccio", "2A", "004")
    (('01001', True), ('2A004', True), ('2A004', False))
    """
    texte = texte.rpartition("-")[2] if _PREFIXE.match(texte) else texte
    if entier := _ENTIER.fullmatch(texte):
        texte = entier[1]
    code = texte.upper() if len(texte) == 5 else texte  # noqa: PLR2004 - characters of a code
    if numero is not None and CODE_COMMUNE.raison(code) is not None:
        code = numero
    if not (code.isascii() and code.isdigit()) or len(code) >= 5:  # noqa: PLR2004 - as above
        return code, False
    if len(code) == 3 and len(departement) > 1:  # noqa: PLR2004 - digits of a commune in its département
        return departement.upper()[:2] + code, False
    plein = departement.upper().zfill(2)[:2] + code.zfill(3) if len(code) <= 3 and departement else code.zfill(5)  # noqa: PLR2004 - as above
    # Another digit may be what was lost: only a code that exists is sure.
    return (plein, True) if est_commune(plein) or referentiels.rattachement(plein) is not None else (code, False)


def _juger_commune(texte: str) -> tuple[str | None, CodeEtMessage | None]:
    code = ANCIENS_CODES.get(texte, texte)
    if est_commune(code):
        return code, None
    if CODE_COMMUNE.raison(code) is not None:
        return None, ("commune.forme", f"{citer(texte)} n'est pas un code de commune")
    if referentiels.rattachement(code) is None:
        message = f"commune {code} inconnue au 1er janvier {referentiels.MILLESIME}, gardée telle quelle"
        return code, ("commune.inconnue", message)
    if est_plutot_un_code_postal(code):
        return code, (
            "commune.ambigue",
            f"{code} est un code postal, et l'ancien code d'une autre commune ; gardé tel quel",
        )
    return code, None


class JugeNumero(Generic[S]):
    """Judges the official numbers of a kind, at once where nothing is wrong: a file holds hundreds of thousands.

    Args:
        sorte: the kind.
        commence_par_zero: whether its numbers may begin with a zero, which spreadsheets lose.
    """

    def __init__(self, sorte: SorteIdentifiant[S], *, commence_par_zero: bool = False) -> None:
        self._sorte = sorte
        self._admet = re.compile(sorte.motif, re.ASCII).fullmatch
        self._cle = sorte.cle
        self._zero = commence_par_zero

    def juger(self, texte: str) -> tuple[S | None, CodeEtMessage | None]:
        """The number and what is wrong with it: ``None`` where it has not the form of one; a wrong key is kept."""
        if self._admet(texte) is None:
            return self._reparer(texte)
        if self._cle is not None and self._cle(texte) is False:
            message = f"{self._sorte.nom} : la clé ne correspond pas aux autres chiffres ; gardé tel quel"
            return self._sorte.nature(texte), ("identifiant.cle", message)
        return texte, None  # type: ignore[return-value] # a call less

    def _reparer(self, texte: str) -> tuple[S | None, CodeEtMessage | None]:
        """A number that is written otherwise, when only one is possible; a lost zero is put back if the key agrees."""
        nom = self._sorte.nom
        if _SCIENTIFIQUE.fullmatch(texte):
            message = f"{nom} : notation scientifique d'un tableur, des chiffres sont perdus ; reprendre l'original"
            return None, ("identifiant.scientifique", message)
        try:
            lu = self._sorte.normaliser(texte.removesuffix(".0"))
        except ValeurInvalide:
            essai = f"0{texte.removesuffix('.0')}"
            if self._zero and self._admet(essai) is not None and self._cle is not None and self._cle(essai):
                return self._sorte.nature(essai), (
                    "zero.perdu",
                    f"{nom} : un zéro perdu est remis devant",
                )
            return None, ("identifiant.forme", f"{nom} : {self._sorte.raison(texte)} ; non gardé")
        return lu, self.juger(lu)[1]

    def lire(self, ligne: Rangee, nom: str, journal: Journal) -> S | None:
        """The number of a cell; what is wrong with it is told."""
        texte = ligne.texte(nom)
        numero, faute = self.juger(texte) if texte else (None, None)
        if faute is not None:
            journal.signaler(ligne.numero, *faute, ligne.titre(nom))
        return numero


_SCIENTIFIQUE: Final = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+", re.ASCII)
JUGE_ADELI: Final = JugeNumero(ADELI, commence_par_zero=True)
JUGE_FINESS: Final = JugeNumero(FINESS, commence_par_zero=True)
JUGE_RPPS: Final = JugeNumero(RPPS)
JUGE_SIREN: Final = JugeNumero(SIREN, commence_par_zero=True)
JUGE_SIRET: Final = JugeNumero(SIRET, commence_par_zero=True)


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


def en_nombre(cellule: Any) -> int | None:
    """A whole number of people: ``3670``, ``3 670``, ``530,0``; ``None`` for anything else, a blank included."""
    nombre = en_quantite(cellule)
    return int(nombre) if nombre is not None and nombre == nombre.to_integral_value() < _HABITANTS_MAX else None


def en_annee(cellule: Any) -> int | None:
    """A year of four digits, alone or at the head of a day (``2023``, ``2023.0``, ``2023-01-01``)."""
    trouve = _ANNEE.fullmatch(str("" if cellule is None else cellule).strip())
    return None if trouve is None else int(trouve[1])


def en_decimal_ou_rien(cellule: Any) -> Decimal | None:
    """A number with a point or a comma, in digits alone (``1,00E+10`` has lost some); ``None`` for anything else."""
    texte = "".join(str("" if cellule is None else cellule).split()).replace(",", ".")
    if len(texte) > 40 or not (isinstance(cellule, float) or _NOMBRE.fullmatch(texte)):  # noqa: PLR2004 - no figure is longer
        return None
    nombre = Decimal(texte)
    return nombre if nombre.is_finite() else None


def en_quantite(cellule: Any) -> Decimal | None:
    """The same, when it is not negative."""
    nombre = en_decimal_ou_rien(cellule)
    return None if nombre is None or nombre < 0 else nombre


_NOMBRE: Final = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_ANNEE: Final = re.compile(r"((?:19|20)\d\d)(?:\.0|-\d\d-\d\d.*)?", re.ASCII | re.DOTALL)
_HABITANTS_MAX: Final = 10**12
