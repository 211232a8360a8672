"""Bytes of a file, plain or packed by gzip, counted and bounded: a bomb is refused before it harms."""

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide

Source = str | Path | BinaryIO
"""A path, or a binary stream that is left open."""
FaireErreur = Callable[[str], Exception]
"""Makes the exception to raise when the bytes go past the bounds, for the reason given."""

BLOC: Final = 1 << 18

_SEUIL_RATIO: Final = 1 << 24
_GZIP: Final = b"\x1f\x8b"


@attrs.frozen(kw_only=True)
class Limites:
    """What a file may become once unpacked.

    Attributes:
        taille_max: bytes once unpacked; the largest official file has 803 million.
        ratio_max: bytes unpacked for one byte packed, judged above 16 MiB; official files are under 40, a bomb
            reaches 1,000.
    """

    taille_max: int = 4 << 30
    ratio_max: int = 250

    def __attrs_post_init__(self) -> None:
        for champ, nombre in (("taille_max", self.taille_max), ("ratio_max", self.ratio_max)):
            if type(nombre) is not int or nombre <= 0:
                raise ValeurInvalide(f"un entier positif est attendu, pas {citer(nombre)}", "limites.forme", champ)

    def exces(self, lus: int, compresses: int | None) -> str | None:
        """Why so many bytes are too many, ``None`` when they are not."""
        if lus > self.taille_max:
            return f"le fichier dépasse {self.taille_max} octets une fois décompressé (taille_max)"
        if compresses is not None and lus > _SEUIL_RATIO and lus > self.ratio_max * max(compresses, 1):
            return f"le fichier grossit plus de {self.ratio_max} fois en se décompressant (ratio_max)"
        return None


LIMITES: Final = Limites()


class Interruption(Exception):
    """The rest of the compressed file cannot be read."""


class Compteur(io.RawIOBase):
    """The bytes of a stream that is not ours to close, counted."""

    def __init__(self, flux: BinaryIO) -> None:
        self._flux = flux
        self.lus = 0

    def readable(self) -> bool:
        return True

    def readinto(self, tampon: Any) -> int:
        lus = self._flux.read(len(tampon))
        if not isinstance(lus, bytes):
            raise ValeurInvalide(
                f"un flux binaire est attendu, qui donne bytes et pas {type(lus).__name__}", "flux.type"
            )
        self.lus += len(lus)
        tampon[: len(lus)] = lus
        return len(lus)


class Flux:
    """Unpacked bytes, counted and bounded."""

    def __init__(self, octets: IO[bytes], compteur: Compteur | None, limites: Limites, refuser: FaireErreur) -> None:
        # One read of what is packed at a time: a larger one would lose what precedes a fault.
        self._lire: Callable[[int], bytes] = getattr(octets, "read1", octets.read)
        self._compteur = compteur
        self._limites = limites
        self._refuser = refuser
        self._lus = 0
        self._avance = b""
        self._interruption: Interruption | None = None

    def regarder(self, taille: int) -> bytes:
        """At most so many of the next bytes, which are read again afterwards; fewer only where the file ends.

        Raises:
            DocumentInvalide: it goes past the bounds.
        """
        while len(self._avance) < taille and self._interruption is None:
            try:
                lus = self._suite(BLOC)
            except Interruption as erreur:
                self._interruption, lus = erreur, b""
            if not lus:
                break
            self._avance += lus
        return self._avance[:taille]

    def read(self, taille: int = -1) -> bytes:
        """Some of the next bytes, none at the end.

        Raises:
            Interruption: the compressed file is cut or corrupt.
            DocumentInvalide: it goes past the bounds; ``refuser`` made it.
        """
        voulus = BLOC if taille < 0 else min(taille, BLOC)
        if self._avance:
            lus, self._avance = self._avance[:voulus], self._avance[voulus:]
            return lus
        if self._interruption is not None:
            raise self._interruption
        return self._suite(voulus)

    def _suite(self, taille: int) -> bytes:
        import gzip
        from zipfile import BadZipFile

        try:
            lus = self._lire(taille)
        except EOFError:
            raise Interruption("le fichier compressé est tronqué, la suite manque") from None
        except (zlib.error, gzip.BadGzipFile, BadZipFile) as erreur:
            raise Interruption(f"le fichier compressé est corrompu ({citer(str(erreur))})") from None
        self._lus += len(lus)
        exces = self._limites.exces(self._lus, self._compteur.lus if self._compteur else None)
        if exces is not None:
            raise self._refuser(exces)
        return lus


@contextmanager
def tamponner(source: Source) -> Iterator[tuple[BinaryIO, io.BufferedReader, Compteur]]:
    """Open a source, whose first bytes can be looked at.

    Yields:
        The stream itself, what reads it, and the count of what is read.

    Raises:
        OSError: the path cannot be opened.
        ValeurInvalide: it is neither a path nor a stream.
    """
    if not isinstance(source, str | Path) and not hasattr(source, "read"):
        message = f"un chemin ou un flux binaire est attendu, pas {type(source).__name__}"
        raise ValeurInvalide(message, "flux.type", "source")
    with ExitStack() as pile:
        brut = pile.enter_context(Path(source).open("rb")) if isinstance(source, str | Path) else source
        compteur = Compteur(brut)
        tampon = cast("io.BufferedReader", io.BufferedReader(compteur, BLOC))
        pile.callback(tampon.detach)
        yield brut, tampon, compteur


@contextmanager
def deballer(tampon: io.BufferedReader, compteur: Compteur, limites: Limites, refuser: FaireErreur) -> Iterator[Flux]:
    """Unpack what is packed by gzip, give the rest as it is."""
    if not tampon.peek(2).startswith(_GZIP):
        yield Flux(tampon, None, limites, refuser)
        return
    import gzip

    with gzip.GzipFile(fileobj=tampon, mode="rb") as clair:
        yield Flux(cast("IO[bytes]", clair), compteur, limites, refuser)
