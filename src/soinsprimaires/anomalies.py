"""What is wrong, where, and how serious: the one shape in which the library reports a fault."""

import re
import unicodedata
from enum import Enum
from typing import Final

import attrs

__all__ = [
    "Anomalie",
    "Chemin",
    "Gravite",
    "assainir",
    "citer",
    "desarmer_json",
    "echapper_markdown",
    "lire_pointeur",
    "pointeur_json",
]

Chemin = tuple[str | int, ...]
"""Keys and indexes from the root of a document to a datum, outermost first."""

_NUMERO: Final = re.compile(r"[0-9](?:[ .\-]?[0-9]){9,}")

_OBEIES: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of Unicode that a terminal may obey."""
_PONCTUATION_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$&@:])")
_NI_ASCII_NI_LIGNE: Final = re.compile(r"[^\n -~]")

LONGUEUR_VALEUR: Final = 80
_BITS_CITES: Final = 14_000
LONGUEUR_MESSAGE: Final = 400


class Gravite(Enum):
    """How much an anomaly weighs; only ``BLOQUANT`` makes a document unreadable or a report not conforming."""

    INFORMATION = "information"
    AVERTISSEMENT = "avertissement"
    BLOQUANT = "bloquant"

    @property
    def libelle(self) -> str:
        """The severity as a report words it."""
        return self.value

    @property
    def rang(self) -> int:
        """Position from the lightest (0) to the heaviest (2), to sort and to compare."""
        return tuple(Gravite).index(self)


def pointeur_json(chemin: Chemin) -> str:
    """Write a path as an RFC 6901 JSON pointer.

    >>> pointeur_json(("contenu", "structures", 0, "a/b"))
    '/contenu/structures/0/a~1b'
    """
    return "".join("/" + str(pas).replace("~", "~0").replace("/", "~1") for pas in chemin)


def lire_pointeur(pointeur: str) -> Chemin:
    """The path of a JSON pointer; what is written as a rank is taken for one.

    >>> lire_pointeur("/contenu/structures/0/a~1b")
    ('contenu', 'structures', 0, 'a/b')
    """
    pas = (pas.replace("~1", "/").replace("~0", "~") for pas in pointeur.split("/")[1:])
    return tuple(int(un) if un.isdecimal() and un.isascii() else un for un in pas)


def _compter(trouve: re.Match[str]) -> str:
    return f"[{sum(map(str.isdigit, trouve[0]))} chiffres]"


def citer(valeur: object) -> str:
    """Quote a value in a message, cut at 80 characters so that a message never carries a document.

    Ten digits or more may be an RPPS or a telephone: they are counted, not shown.

    >>> citer("32370")
    "'32370'"
    >>> citer("tél. 05 00 00 00 00")
    "'tél. [10 chiffres]'"
    """
    # A string is cut before repr, which would first copy and escape all of a 50 MB text.
    if isinstance(valeur, str) and len(valeur) > LONGUEUR_VALEUR:
        valeur = valeur[:LONGUEUR_VALEUR]
    if isinstance(valeur, dict | list | tuple):
        return f"{'un objet' if isinstance(valeur, dict) else 'une liste'} de {len(valeur)} élément(s)"
    if isinstance(valeur, int) and valeur.bit_length() > _BITS_CITES:
        return f"un entier de {valeur.bit_length()} bits"  # Python refuses to write the longest ones
    texte = _NUMERO.sub(_compter, repr(valeur))
    return texte if len(texte) <= LONGUEUR_VALEUR else texte[: LONGUEUR_VALEUR - 1] + "…"


def assainir(texte: str) -> str:
    """Neutralise what a terminal would obey: names and titles are typed by others.

    Control characters (ANSI escapes among them), text direction overrides and halves of surrogate pairs become
    U+FFFD.
    """
    if texte.isprintable():
        return texte
    return "".join("\ufffd" if unicodedata.category(c) in _OBEIES else c for c in texte)


def echapper_markdown(texte: str) -> str:
    r"""Keep Markdown, and the HTML that it lets through, from reading what somebody typed.

    >>> print(echapper_markdown("<b>https://exemple.fr</b>"))
    \<b\>https\://exemple\.fr\</b\>
    """
    return _PONCTUATION_MARKDOWN.sub(r"\\\1", assainir(texte))


def desarmer_json(texte: str) -> str:
    r"""The same JSON, in which what :func:`assainir` would neutralise is written as an escape: no value changes.

    >>> desarmer_json('"\x9b31m"')
    '"\\u009b31m"'
    """
    return _NI_ASCII_NI_LIGNE.sub(_echapper_json, texte)


def _echapper_json(trouve: re.Match[str]) -> str:
    caractere = trouve[0]
    if unicodedata.category(caractere) not in _OBEIES:
        return caractere
    unites = caractere.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{unites[rang : rang + 4]}" for rang in range(0, len(unites), 4))


def _rediger(message: str) -> str:
    message = assainir(message)
    return message if len(message) <= LONGUEUR_MESSAGE else message[: LONGUEUR_MESSAGE - 1] + "…"


@attrs.frozen(kw_only=True)
class Anomalie:
    """One fault, located.

    Attributes:
        code: stable dotted word for programs (``cle.inconnue``, ``identifiant.forme`` ...).
        message: one French sentence for a person, at most 400 characters, none of which a terminal would obey.
        pointeur: RFC 6901 JSON pointer from the root of what was read; ``""`` is the whole of it.
        gravite: how much it weighs.
        valeur: the text, number or word at fault, as a message quotes it; it may name somebody, so ``repr`` keeps it
            out of logs.
        admis: the words that are admitted there.
        proche: the one of them that is nearest to what was written.
    """

    code: str
    message: str = attrs.field(converter=_rediger)
    pointeur: str
    gravite: Gravite = Gravite.BLOQUANT
    valeur: str | None = attrs.field(default=None, repr=False)
    admis: tuple[str, ...] = ()
    proche: str | None = None

    def __str__(self) -> str:
        return f"{assainir(self.pointeur) or '(racine)'} : {self.message} [{self.code}]"
