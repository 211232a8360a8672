"""Official numbers and codes: their form, their key, and why one is refused.

An identifier is a ``str`` that a type checker tells apart (``Rpps``, ``Finess`` ...); all that is known of a kind
stands in its :class:`SorteIdentifiant`, and :data:`SORTES` holds every kind: the JSON reader, the JSON Schema and the
strategies are derived from it.

A wrong *form* is refused everywhere. A wrong *key* is told (:meth:`SorteIdentifiant.cle_valide`) and refused only by
:meth:`SorteIdentifiant.exiger`, since official examples carry wrong keys. No message ever quotes a whole number: an
RPPS is personal data. Two numbers of different kinds with the same digits are equal: a dictionary that mixes kinds is
keyed by kind and number.

>>> RPPS.lire("10000000009")
'10000000009'
>>> FINESS.normaliser("01 000 002 4"), FINESS.cle_valide("458174839")
('010000024', False)
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Generic, NewType, TypeGuard, TypeVar

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide

__all__ = [
    "ADELI",
    "CODE_COMMUNE",
    "CODE_EPCI",
    "CODE_POSTAL",
    "FINESS",
    "RPPS",
    "SIREN",
    "SIRET",
    "SLUG",
    "SORTES",
    "Adeli",
    "CodeCommune",
    "CodeEpci",
    "CodePostal",
    "Finess",
    "Rpps",
    "Siren",
    "Siret",
    "Slug",
    "SorteIdentifiant",
    "cle_luhn",
]

Rpps = NewType("Rpps", str)
"""A person's number in the Répertoire partagé des professionnels de santé: see :data:`RPPS`."""
Adeli = NewType("Adeli", str)
"""A person's number in the departmental ADELI lists that the RPPS replaces: see :data:`ADELI`."""
Finess = NewType("Finess", str)
"""The number of a legal entity or of a place in the FINESS register: see :data:`FINESS`."""
Siren = NewType("Siren", str)
"""The number of a legal unit in the Sirene register: see :data:`SIREN`."""
Siret = NewType("Siret", str)
"""The number of an establishment of a legal unit in the Sirene register: see :data:`SIRET`."""
CodeCommune = NewType("CodeCommune", str)
"""A commune of the Code officiel géographique: see :data:`CODE_COMMUNE`."""
CodePostal = NewType("CodePostal", str)
"""A postal code, shared by several communes more often than not: see :data:`CODE_POSTAL`."""
CodeEpci = NewType("CodeEpci", str)
"""A group of communes with its own taxes, named by its SIREN: see :data:`CODE_EPCI`."""
Slug = NewType("Slug", str)
"""What names an entity inside a registre: see :data:`SLUG`."""

T_co = TypeVar("T_co", bound=str, covariant=True)

_CHIFFRES: Final = "0123456789"
_MAJUSCULES: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What two, then four digits add to Luhn's sum: a number is read four digits at a time.
_DEUX: Final = tuple(unite + 2 * dizaine - 9 * (dizaine > 4) for dizaine in range(10) for unite in range(10))  # noqa: PLR2004
_QUATRE: Final = tuple(gauche + droite for gauche in _DEUX for droite in _DEUX)
_POSTE: Final = "356000000"
_SIEGE_POSTE: Final = "35600000000048"
# Enough to find the fault of a number typed by hand; a text of 50 MB is not read to its end to be refused.
_LU_AU_PLUS: Final = 200


def _luhn_juste(chiffres: str) -> bool:
    reste, somme = int(chiffres), 0
    while reste:
        somme += _QUATRE[reste % 10_000]
        reste //= 10_000
    return somme % 10 == 0


def _luhn_sans_lettre(texte: str) -> bool | None:
    return _luhn_juste(texte) if texte.isdigit() else None


def _siren_juste(chiffres: str) -> bool:
    return int(chiffres) != 0 and _luhn_juste(chiffres)  # nobody has the number zero


def _siret_juste(chiffres: str) -> bool:
    siren = chiffres[:9]
    if siren == _POSTE and chiffres != _SIEGE_POSTE:
        return sum(map(int, chiffres)) % 5 == 0
    return _luhn_juste(chiffres) and _siren_juste(siren)


def cle_luhn(corps: str) -> str:
    """Compute the digit to write after these ones so that the whole number passes Luhn's test (ISO/IEC 7812-1).

    >>> cle_luhn("1000000000")
    '9'

    Raises:
        ValeurInvalide: the text is empty or holds anything but the digits 0 to 9.
    """
    if not (corps.isascii() and corps.isdigit()):
        raise ValeurInvalide("une clé se calcule sur des chiffres", "identifiant.forme")
    return next(cle for cle in _CHIFFRES if _luhn_juste(corps + cle))


def _compiler(sorte: "SorteIdentifiant[str]") -> re.Pattern[str]:
    return re.compile(sorte.motif, re.ASCII)


@attrs.frozen(kw_only=True)
class SorteIdentifiant(Generic[T_co]):
    """A kind of identifier: how it is written, how its key is computed, how it is read.

    Also an attrs validator (``rpps: Rpps | None = attrs.field(default=None, validator=RPPS)``) that refuses a wrong
    form and names the field; ``None`` passes only where it is the field's default.

    Attributes:
        nature: the ``NewType`` of its values.
        nom: name for messages.
        attendu: the form in French words.
        motif: regular expression of the whole canonical text, ASCII only, without anchors; the same for Python and for
            JSON Schema once written ``^(?:motif)$``.
        longueurs: fewest and most characters.
        alphabet: characters admitted anywhere.
        en_deuxieme: characters admitted besides in second place only (Corsica, overseas).
        prefixe: what the national identifier of a professional (idNatPs) adds before the number.
        separateurs: regular expression of what a usual layout puts between the characters, ``None`` for nothing.
        cle: whether the key of a well-formed number is right, ``None`` when that is not known; ``None`` itself when
            the kind has no key.
    """

    nature: Callable[[str], T_co]
    nom: str
    attendu: str
    motif: str
    longueurs: tuple[int, int]
    alphabet: str = attrs.field(default=_CHIFFRES, repr=False)
    en_deuxieme: str = attrs.field(default="", repr=False)
    prefixe: str = attrs.field(default="", repr=False)
    separateurs: str | None = attrs.field(default=r"[\s.]+", repr=False)
    cle: Callable[[str], bool | None] | None = attrs.field(default=None, repr=False)
    _forme: re.Pattern[str] = attrs.field(
        init=False, repr=False, eq=False, default=attrs.Factory(_compiler, takes_self=True)
    )

    def lire(self, texte: str) -> T_co:
        """Read the canonical form and nothing else; the key is not looked at.

        Raises:
            ValeurInvalide: ``identifiant.forme``, with the reason.
        """
        if not self._est_canonique(texte):
            raise self._refus(texte)
        return self.nature(texte)

    def normaliser(self, texte: str) -> T_co:
        """Read a usual way of writing: spaces and dots dropped, a letter of Corsica in lower case, idNatPs prefix.

        Raises:
            ValeurInvalide: ``identifiant.forme``, when it is still not the canonical form.
        """
        try:
            serre = texte if self.separateurs is None else re.sub(self.separateurs, "", texte)
        except TypeError:  # a cell of a spreadsheet may hold a number
            raise self._refus(texte) from None
        # Outside ASCII, upper() turns a dotless i into an I.
        if self.en_deuxieme and serre.isascii():
            serre = serre.upper()
        if self.prefixe and len(serre) == self.longueurs[1] + 1:
            serre = serre.removeprefix(self.prefixe)
        return self.lire(serre)

    def cle_valide(self, texte: str) -> bool | None:
        """Whether the key agrees with the rest; ``None`` when the kind has no key or its rule is not known.

        The key of a FINESS or ADELI number that holds a letter (Corsica) is not known.

        Raises:
            ValeurInvalide: ``identifiant.forme``; a key is judged only in a well-formed number.
        """
        lu = self.lire(texte)
        return None if self.cle is None else self.cle(lu)

    def exiger(self, texte: str) -> T_co:
        """Read the canonical form and refuse a key known to be wrong.

        Raises:
            ValeurInvalide: ``identifiant.forme`` or ``identifiant.cle``.
        """
        lu = self.lire(texte)
        if self.cle is not None and self.cle(lu) is False:
            message = f"{self.nom} : la clé ne correspond pas aux autres chiffres, l'un d'eux est faux"
            raise ValeurInvalide(message, "identifiant.cle")
        return lu

    def raison(self, texte: object) -> str | None:
        """Say in French why the form is refused, every reason at once; ``None`` when it is right (whatever the key)."""
        if not isinstance(texte, str):
            return f"un texte est attendu, pas {type(texte).__name__}"
        if self._est_canonique(texte):
            return None
        raisons: list[str] = []
        minimum, maximum = self.longueurs
        if not minimum <= len(texte) <= maximum:
            admises = str(minimum) if minimum == maximum else f"{minimum} à {maximum}"
            raisons.append(f"{len(texte)} caractère(s) au lieu de {admises}")
        for rang, caractere in enumerate(texte[:_LU_AU_PLUS]):
            if caractere not in self.alphabet and not (rang == 1 and caractere in self.en_deuxieme):
                raisons.append(f"{_nommer(caractere)} en position {rang + 1}")
                break
        return ", ".join(raisons) or "ce début n'est pas admis"

    def __call__(self, _instance: object, attribut: "attrs.Attribute[Any]", valeur: object) -> None:
        """Validate a field of an attrs class.

        Raises:
            ValeurInvalide: ``identifiant.forme``, with the field's name as ``champ``.
        """
        if not (self._est_canonique(valeur) or (valeur is None and attribut.default is None)):
            raise self._refus(valeur, attribut.name)

    def _est_canonique(self, valeur: object) -> TypeGuard[str]:
        return isinstance(valeur, str) and self._forme.fullmatch(valeur) is not None

    def _refus(self, valeur: object, champ: str | None = None) -> ValeurInvalide:
        return ValeurInvalide(f"{self.nom} ({self.attendu}) : {self.raison(valeur)}", "identifiant.forme", champ)


def _nommer(caractere: str) -> str:
    if caractere.isspace():
        return "espace"
    return f"{'lettre' if caractere.isalpha() else 'caractère'} {citer(caractere)}"


RPPS: Final[SorteIdentifiant[Rpps]] = SorteIdentifiant(
    nature=Rpps,
    nom="RPPS",
    attendu="11 chiffres",
    motif="[0-9]{11}",
    longueurs=(11, 11),
    prefixe="8",
    cle=_luhn_juste,
)
"""Issued for life by the Agence du numérique en santé (ANS) on what the ordres and the ARS record.

Source: FHIR profiles of the Annuaire santé (``https://rpps.esante.gouv.fr``; idNatPs is 8 then the RPPS). Key: Luhn,
found on every number tried, though one official example has it wrong.
"""

ADELI: Final[SorteIdentifiant[Adeli]] = SorteIdentifiant(
    nature=Adeli,
    nom="ADELI",
    attendu="9 caractères, des chiffres sauf le 2e qui peut être une lettre majuscule",
    motif="[0-9][0-9A-Z][0-9]{7}",
    longueurs=(9, 9),
    en_deuxieme=_MAJUSCULES,
    prefixe="0",
    cle=_luhn_sans_lettre,
)
"""Issued by the ARS until the RPPS took over: département (2), profession (2), order (4), key.

Source: Annuaire santé extracts (idNatPs is 0 then the ADELI). Key: Luhn on the few numbers that were tried; no official
text of the rule was read.
"""

FINESS: Final[SorteIdentifiant[Finess]] = SorteIdentifiant(
    nature=Finess,
    nom="FINESS",
    attendu="9 caractères, des chiffres sauf le 2e qui peut être une lettre majuscule",
    motif="[0-9][0-9A-Z][0-9]{7}",
    longueurs=(9, 9),
    en_deuxieme=_MAJUSCULES,
    cle=_luhn_sans_lettre,
)
"""Issued by the ARS in the Fichier national des établissements sanitaires et sociaux, run by the ANS.

Legal entities and places share one space of numbers. Source: ANS, XML schema of FINESS for the form, its diagram of
number creation for the key (Luhn); the key of a number that holds a letter was found nowhere.
"""

SIREN: Final[SorteIdentifiant[Siren]] = SorteIdentifiant(
    nature=Siren, nom="SIREN", attendu="9 chiffres", motif="[0-9]{9}", longueurs=(9, 9), cle=_siren_juste
)
"""Issued by the INSEE to every legal unit (Code de commerce, R123-220 and following). Key: Luhn."""

SIRET: Final[SorteIdentifiant[Siret]] = SorteIdentifiant(
    nature=Siret, nom="SIRET", attendu="14 chiffres", motif="[0-9]{14}", longueurs=(14, 14), cle=_siret_juste
)
"""Issued by the INSEE to every establishment: the SIREN, then five digits (Code de commerce, R123-221).

Key: Luhn on the whole and on the SIREN; at La Poste (SIREN 356000000), except its head office, the sum of the digits is
a multiple of five.
"""

CODE_COMMUNE: Final[SorteIdentifiant[CodeCommune]] = SorteIdentifiant(
    nature=CodeCommune,
    nom="code commune",
    attendu="5 caractères : département 01 à 95, 2A, 2B, 971 à 978, 984 ou 986 à 989, puis le numéro de la commune",
    motif="(?:0[1-9]|[1-8][0-9]|9[0-5]|2[AB])[0-9]{3}|97[1-8][0-9]{2}|98[46789][0-9]{2}",
    longueurs=(5, 5),
    en_deuxieme="AB",
)
"""Given by the INSEE in the Code officiel géographique; not a postal code.

A well-formed code may name no commune: the referential tells. A commune and a commune déléguée may share one.
"""

CODE_POSTAL: Final[SorteIdentifiant[CodePostal]] = SorteIdentifiant(
    nature=CodePostal, nom="code postal", attendu="5 chiffres", motif="[0-9]{5}", longueurs=(5, 5)
)
"""Given by La Poste to a delivery office; many-to-many with the communes."""

CODE_EPCI: Final[SorteIdentifiant[CodeEpci]] = SorteIdentifiant(
    nature=CodeEpci,
    nom="code EPCI",
    attendu="SIREN de 9 chiffres commençant par 200 ou 24",
    motif="(?:200|24[0-9])[0-9]{6}",
    longueurs=(9, 9),
    cle=_luhn_juste,
)
"""The SIREN that the INSEE gives to an établissement public de coopération intercommunale à fiscalité propre."""

SLUG: Final[SorteIdentifiant[Slug]] = SorteIdentifiant(
    nature=Slug,
    nom="identifiant",
    attendu="1 à 100 lettres minuscules sans accent, chiffres et tirets, sans tiret au début",
    motif="[a-z0-9][a-z0-9-]{0,99}",
    longueurs=(1, 100),
    alphabet=_MAJUSCULES.lower() + _CHIFFRES + "-",
    separateurs=None,
)
"""Chosen by whoever writes the document, unique in its registre; issued by nobody, and never normalised."""

SORTES: Final[Mapping[Callable[[str], str], SorteIdentifiant[str]]] = MappingProxyType(
    {sorte.nature: sorte for sorte in (RPPS, ADELI, FINESS, SIREN, SIRET, CODE_COMMUNE, CODE_POSTAL, CODE_EPCI, SLUG)}
)
"""Every kind of identifier by its ``NewType``."""
