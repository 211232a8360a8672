"""Bytes of a file, plain, ``.gz`` or ``.zip``, with bounds, and its lines.

A compressed file that would unpack beyond the bounds is refused before it harms; one that is cut or corrupt gives what
could be read of it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fnmatch import fnmatch
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

import attrs

from soinsprimaires._flux import BLOC, LIMITES, Flux, Interruption, Limites, Source, deballer, tamponner
from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.erreurs import DocumentInvalide

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

__all__ = [
    "LIMITES",
    "Classeur",
    "Flux",
    "Interruption",
    "Limites",
    "Source",
    "lignes",
    "ouvrir",
    "pleines",
    "premiere_ligne",
]

LONGUEUR_LIGNE: Final = 65_536
"""Bytes of the longest line that is read; those of the official files are under 4,000."""

_ZIP: Final = b"PK\x03\x04"
_ZIP_VIDE: Final = b"PK\x05\x06"
_CONTENU_DE_CLASSEUR: Final = "[Content_Types].xml"


@attrs.frozen
class Classeur:
    """An ``.xlsx``, whose size was judged.

    Attributes:
        octets: the whole file.
    """

    octets: BinaryIO


@contextmanager
def ouvrir(
    source: Source,
    journal: Journal,
    limites: Limites = LIMITES,
    membre: str | None = None,
    usuel: str | None = None,
) -> "Iterator[Flux | Classeur]":
    """Open a source and unpack it.

    Args:
        source: path or binary stream.
        journal: where a refusal is noted.
        limites: bounds.
        membre: pattern of the name of the wanted file in an archive (``*communes*.csv``).
        usuel: the pattern of an archive of several files for which the caller gave none.

    Yields:
        The unpacked bytes, or the workbook.

    Raises:
        DocumentInvalide: the archive is refused.
        OSError: the path cannot be opened.
    """

    def refuser(exces: str) -> DocumentInvalide:
        return journal.renoncer("flux.bombe", exces)

    with ExitStack() as pile:
        brut, tampon, compteur = pile.enter_context(tamponner(source))
        if tampon.peek(4)[:4] not in {_ZIP, _ZIP_VIDE}:
            yield pile.enter_context(deballer(tampon, compteur, limites, refuser))
            return
        octets = brut if brut.seekable() else pile.enter_context(_copier(tampon, journal, limites))
        octets.seek(0)
        archive = pile.enter_context(_archive(octets, journal))
        if _CONTENU_DE_CLASSEUR in archive.namelist():
            _verifier_classeur(archive, journal, limites)
            octets.seek(0)
            yield Classeur(octets)
        else:
            info = _membre(archive, journal, limites, (membre, usuel))
            yield Flux(pile.enter_context(_decomprimer(archive, info, journal)), None, limites, refuser)


def _archive(octets: BinaryIO, journal: Journal) -> "ZipFile":
    from zipfile import BadZipFile, ZipFile

    try:
        archive = ZipFile(octets)
        # What stands before the archive may be said to be longer than it is.
        if any(info.header_offset < 0 for info in archive.infolist()):
            raise BadZipFile
    except (BadZipFile, NotImplementedError, OverflowError, UnicodeDecodeError):
        raise journal.renoncer("flux.tronque", "l'archive zip est tronquée ou corrompue") from None
    return archive


def _verifier_classeur(archive: "ZipFile", journal: Journal, limites: Limites) -> None:
    for info in archive.infolist():
        _verifier(info.file_size, info.compress_size, journal, limites)
    _verifier(sum(info.file_size for info in archive.infolist()), None, journal, limites)


def _membre(archive: "ZipFile", journal: Journal, limites: Limites, motifs: tuple[str | None, str | None]) -> "ZipInfo":
    noms = [nom for nom in archive.namelist() if not nom.endswith("/")]
    info = archive.getinfo(_choisir(noms, *motifs, journal))
    # Python stops at the size that the archive declares: judging it is enough.
    _verifier(info.file_size, info.compress_size, journal, limites)
    return info


def _decomprimer(archive: "ZipFile", info: "ZipInfo", journal: Journal) -> IO[bytes]:
    from zipfile import BadZipFile

    try:
        return archive.open(info)
    except (BadZipFile, NotImplementedError, UnicodeDecodeError):
        raise journal.renoncer("flux.tronque", "l'archive zip est corrompue ou d'une compression inconnue") from None
    except RuntimeError:
        raise journal.renoncer("flux.chiffre", "l'archive zip demande un mot de passe") from None


@contextmanager
def _copier(octets: BinaryIO, journal: Journal, limites: Limites) -> Iterator[BinaryIO]:
    """A zip is read from its end: a stream that cannot go back is copied to a temporary file."""
    import tempfile

    with tempfile.TemporaryFile() as copie:
        total = 0
        while lus := octets.read(BLOC):
            total += len(lus)
            _verifier(total, None, journal, limites)
            copie.write(lus)
        yield cast("BinaryIO", copie)


def _verifier(taille: int, compressee: int | None, journal: Journal, limites: Limites) -> None:
    exces = limites.exces(taille, compressee)
    if exces is not None:
        raise journal.renoncer("flux.bombe", exces)


def _choisir(noms: list[str], membre: str | None, usuel: str | None, journal: Journal) -> str:
    motif = membre or (usuel if len(noms) > 1 else None)
    retenus = noms if motif is None else [nom for nom in noms if fnmatch(nom.lower(), motif.lower())]
    if len(retenus) == 1:
        return retenus[0]
    presents = ", ".join(map(citer, noms[:5])) or "aucun fichier"
    trouves = "plusieurs fichiers conviennent" if retenus else "aucun fichier ne convient"
    raise journal.renoncer("flux.membre", f"archive zip : {trouves} ; elle contient {presents} (membre=)")


# -- lines --------------------------------------------------------------------------------------------------------


def lignes(flux: Flux, journal: Journal, *, encodage: str | None = "utf-8") -> Iterator[tuple[int, str]]:
    """The lines that can be read, with their numbers from 1, without their ends.

    Args:
        flux: unpacked bytes.
        journal: a line too long or in no encoding is refused there; one in the other encoding is told.
        encodage: ``utf-8``; ``None`` where files exist in both, and the first line with an accent decides.
    """
    decodeur = _Decodeur(journal, encodage)
    reste, numero = b"", 1
    while True:
        try:
            bloc = flux.read(BLOC)
        except Interruption as erreur:
            journal.interrompre(numero, "flux.tronque", f"{erreur} ; les lignes d'avant sont lues")
            return
        if not bloc:
            break
        if numero == 1 and not reste:
            bloc = _sans_marque(bloc, journal)
        morceaux = (reste + bloc).split(b"\n")
        reste = morceaux.pop()
        if morceaux:
            yield from decodeur.decoder(morceaux, numero)
            numero += len(morceaux)
        # Of a line that is too long, only enough is kept to know it.
        del morceaux
        if len(reste) > LONGUEUR_LIGNE:
            reste = reste[: LONGUEUR_LIGNE + 1]
    if reste:
        yield from decodeur.decoder([reste], numero)


def pleines(suite: Iterator[tuple[int, str]], separateur: str) -> Iterator[tuple[int, str]]:
    """The lines that say something: a spreadsheet writes an empty row as separators, with blanks among them."""
    return (numerotee for numerotee in suite if numerotee[1].replace(separateur, "").strip())


def premiere_ligne(suite: Iterator[tuple[int, str]], journal: Journal) -> tuple[int, str]:
    """The first line that can be read, with its number.

    Raises:
        DocumentInvalide: there is none.
    """
    trouvee = next(suite, None)
    if trouvee is not None:
        return trouvee
    if len(journal.anomalies):
        raise DocumentInvalide(journal.anomalies)
    raise journal.renoncer("fichier.vide", "le fichier est vide")


def _sans_marque(bloc: bytes, journal: Journal) -> bytes:
    if bloc.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise journal.renoncer("encodage.inconnu", "le fichier est en UTF-16 ; UTF-8 est attendu", 1)
    return bloc.removeprefix(b"\xef\xbb\xbf")


class _Decodeur:
    def __init__(self, journal: Journal, encodage: str | None) -> None:
        self._journal = journal
        self._encodage = encodage

    def decoder(self, morceaux: list[bytes], premier: int) -> Iterator[tuple[int, str]]:
        """Decode lines at once where that can be, else one by one."""
        if self._encodage != "cp1252" and max(map(len, morceaux)) <= LONGUEUR_LIGNE:
            octets = b"\n".join(morceaux)
            try:
                texte = octets.decode("utf-8")
            except UnicodeDecodeError:
                pass
            else:
                if self._encodage is None and not octets.isascii():
                    self._encodage = "utf-8"
                if "\r" in texte:
                    texte = texte.replace("\r\n", "\n").removesuffix("\r")
                return enumerate(texte.split("\n"), premier)
        return self._un_par_un(morceaux, premier)

    def _un_par_un(self, morceaux: list[bytes], premier: int) -> Iterator[tuple[int, str]]:
        for numero, octets in enumerate(morceaux, premier):
            if len(octets) > LONGUEUR_LIGNE:
                self._journal.lues += 1
                self._journal.refuser(numero, "ligne.longueur", f"plus de {LONGUEUR_LIGNE} octets")
                continue
            texte = self._decoder_une(octets, numero)
            if texte is not None:
                yield numero, texte.removesuffix("\r")

    def _decoder_une(self, octets: bytes, numero: int) -> str | None:
        if octets.isascii():
            return octets.decode("ascii")
        trouve = "utf-8"
        try:
            texte = octets.decode("utf-8")
        except UnicodeDecodeError:
            trouve = "cp1252"
            try:
                texte = octets.decode("cp1252")
            except UnicodeDecodeError:
                self._journal.lues += 1
                message = "ni UTF-8 ni Windows-1252 : ses accents sont illisibles"
                self._journal.refuser(numero, "encodage.inconnu", message)
                return None
        if self._encodage is None:
            self._encodage = trouve
        elif trouve != self._encodage:
            noms = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}
            message = f"écrite en {noms[trouve]} dans un fichier en {noms[self._encodage]}"
            self._journal.signaler(numero, "encodage.melange", message, gravite=Gravite.INFORMATION)
        return texte
