"""The standard streams: readable in any encoding, whole JSON in UTF-8, and never obeyed by a terminal."""

import codecs
import os
import sys
import unicodedata
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import BinaryIO, Final, Protocol

from soinsprimaires.anomalies import desarmer_json

ENTREE_STANDARD: Final = "entrée standard"
SORTIE_STANDARD: Final = "sortie standard"

_APPROCHER: Final = "soinsprimaires.approcher"
_ECHAPPER: Final = "soinsprimaires.echapper"
_EQUIVALENTS: Final = str.maketrans(
    {
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "’": "'",
        "‘": "'",
        "…": "...",
        "–": "-",
        "—": "-",
        "−": "-",
        "œ": "oe",
        "Œ": "Oe",
        "æ": "ae",
        "Æ": "Ae",
        "€": "EUR",
        "×": "x",
        "→": "->",
        "≥": ">=",
        "≤": "<=",
        "°": "o",
    }
)
"""What a person reads in the place of a character that the encoding of the terminal lacks."""


def _approcher(erreur: UnicodeError) -> tuple[str, int]:
    manquants = _manquants(erreur).translate(_EQUIVALENTS)
    proches = unicodedata.normalize("NFKD", manquants)
    return "".join(c if c.isascii() else "" if unicodedata.combining(c) else "?" for c in proches), _fin(erreur)


def _echapper(erreur: UnicodeError) -> tuple[str, int]:
    unites = _manquants(erreur).encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{unites[rang : rang + 4]}" for rang in range(0, len(unites), 4)), _fin(erreur)


def _manquants(erreur: UnicodeError) -> str:
    if not isinstance(erreur, UnicodeEncodeError):
        raise erreur
    return erreur.object[erreur.start : erreur.end]


def _fin(erreur: UnicodeError) -> int:
    return erreur.end if isinstance(erreur, UnicodeEncodeError) else 0


codecs.register_error(_APPROCHER, _approcher)
codecs.register_error(_ECHAPPER, _echapper)


def preparer() -> None:
    """Let the streams of this run show any text.

    Raises:
        OSError: the standard output is closed.
    """
    for flux in (sys.stdout, sys.stderr):
        if hasattr(flux, "reconfigure"):
            flux.reconfigure(errors=_APPROCHER)
    if sys.stderr is None:  # nobody listens: what would be told is lost, what is asked is done
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it lives as long as the process
    if sys.stdout is None:
        raise OSError(None, "elle est fermée", SORTIE_STANDARD)


def abandonner() -> None:
    """Let what the standard output did not take go nowhere: nothing more is told of it at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def ouvrir_entree() -> BinaryIO:
    """The standard input.

    Raises:
        OSError: it is closed.
    """
    if sys.stdin is None:
        raise OSError(None, "elle est fermée", ENTREE_STANDARD)
    return sys.stdin.buffer


def lire_entree(taille_max: int) -> bytes:
    """What the standard input gives, and no more of it than it takes to see that it is too long.

    Raises:
        OSError: it is closed, or cannot be read.
    """
    try:
        return ouvrir_entree().read(taille_max + 1)
    except OSError as erreur:
        raise OSError(erreur.errno, erreur.strerror, ENTREE_STANDARD) from erreur


class Ecrivain(Protocol):
    """What JSON is written to."""

    def write(self, octets: bytes, /) -> object:
        """Take some bytes."""


def montrer_donnees() -> Ecrivain:
    """Where UTF-8 for a program goes, byte for byte unless a terminal would obey some of them, or lacks them."""
    sys.stdout.flush()
    return _Terminal() if sys.stdout.isatty() else sys.stdout.buffer


class _Terminal:
    """A terminal to which JSON is written."""

    def __init__(self) -> None:
        self._decodeur = getincrementaldecoder("utf-8")()

    def write(self, octets: bytes) -> None:
        """Show the JSON, harmless, and still JSON."""
        texte = desarmer_json(self._decodeur.decode(octets))
        sys.stdout.buffer.write(texte.encode(sys.stdout.encoding, _ECHAPPER))
