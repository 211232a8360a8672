"""Bytes of a file, plain, ``.gz`` or ``.zip``, with bounds, and its lines.

A compressed file that would unpack beyond the bounds is refused before it harms; one that is cut or corrupt gives what
could be read of it. What is no text and no workbook is named, with the remedy.
"""

import codecs
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from fnmatch import fnmatch
from io import BufferedReader
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

import attrs

from soinsprimaires._flux import BLOC, LIMITES, Compteur, Flux, Interruption, Limites, Source, deballer, tamponner
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._caracteres import est_suspect, reparer
from soinsprimaires.echanges._lecture import DOCUMENT, Journal
from soinsprimaires.echanges._nature import OLE, REGARDES, ZIP, encodage_de, refus_de
from soinsprimaires.erreurs import DocumentInvalide

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

__all__ = ["LIMITES", "Classeur", "Flux", "Interruption", "Limites", "Source", "lignes", "ouvrir"]

LONGUEUR_LIGNE: Final = 65_536
"""Bytes of the longest line that is read; those of the official files are under 4,000."""

_EMBALLAGES: Final = 3
"""Files inside one another that are unpacked: a workbook in an archive in an archive."""
_CONTENU_DE_CLASSEUR: Final = "[Content_Types].xml"
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_CHIFFRE: Final = "EncryptedPackage".encode("utf-16-le")
_A_COTE: Final = re.compile(
    r"(?:^|/)(?:__macosx/|\.|thumbs\.db$|desktop\.ini$|[^/]*_metadata\.[^/]*$"
    r"|(?:lisez[-_ ]?moi|read[-_ ]?me|meta[-_]|varmod)[^/]*$)"
)
_AUTRES: Final = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".html", ".htm", ".md", ".xml", ".xsd", ".png"})


@attrs.frozen
class Classeur:
    """A workbook, whose size was judged.

    Attributes:
        octets: the whole file.
        sorte: its suffix: ``xlsx``, ``xlsb``, ``xls`` or ``ods``.
    """

    octets: BinaryIO
    sorte: str


@contextmanager
def ouvrir(
    source: Source,
    journal: Journal,
    limites: Limites = LIMITES,
    membre: str | None = None,
    usuels: Sequence[str] = (),
    *,
    json: bool = False,
) -> "Iterator[Flux | Classeur]":
    """Open a source, unpack it and see what it is.

    Args:
        source: path or binary stream.
        journal: where a refusal is noted.
        limites: bounds.
        membre: pattern of the name of the wanted file in an archive (``*communes*.csv``).
        usuels: the patterns of an archive of several files for which the caller gave none, the surest first.
        json: whether a JSON is expected, rather than a table.

    Yields:
        The unpacked bytes, in UTF-8 when they were in UTF-16, or the workbook.

    Raises:
        DocumentInvalide: the archive is refused, or the file is of another kind; the message names it.
        OSError: the path cannot be opened.
    """
    with ExitStack() as pile:
        ouvreur = _Ouvreur(pile, journal, limites, (membre, tuple(usuels)), json)
        yield ouvreur.ouvrir(*pile.enter_context(tamponner(source)))


@attrs.define
class _Ouvreur:
    """The state of one opening: what is to be closed, and the bounds."""

    _pile: ExitStack
    _journal: Journal
    _limites: Limites
    _motifs: tuple[str | None, Sequence[str]]
    _json: bool
    _reste: int = _EMBALLAGES

    def ouvrir(self, brut: BinaryIO, tampon: BufferedReader, compteur: Compteur) -> Flux | Classeur:
        debut = tampon.peek(len(OLE))
        if debut.startswith((OLE, *ZIP)):
            octets = brut if brut.seekable() else self._copier(tampon.read)
            return self._emballe(octets, debut)
        return self._examiner(self._pile.enter_context(deballer(tampon, compteur, self._limites, self._refuser)))

    def _examiner(self, flux: Flux) -> Flux | Classeur:
        """What stands in bytes that are no longer packed by gzip nor zip, once."""
        debut = flux.regarder(REGARDES)
        if debut.startswith((OLE, *ZIP)):
            return self._emballe(self._copier(flux.read), debut)
        encodage = encodage_de(debut)
        if encodage is not None:
            self._journal.informer(DOCUMENT, "encodage.utf16", "le fichier est en UTF-16, lu ainsi")
            flux = Flux(cast("IO[bytes]", _EnUtf8(flux, encodage)), None, self._limites, self._refuser)
            debut = flux.regarder(REGARDES)
        if (refus := refus_de(debut, json=self._json)) is not None:
            raise self._journal.renoncer("fichier.nature", f"ce n'est pas ce fichier : {refus}")
        return flux

    def _emballe(self, octets: BinaryIO, debut: bytes) -> Flux | Classeur:
        """A workbook, or what an archive holds."""
        octets.seek(0)
        if debut.startswith(OLE):
            if any(_CHIFFRE in bloc for bloc in _blocs(octets)):
                raise self._journal.renoncer("flux.chiffre", "le classeur demande un mot de passe : l'enregistrer sans")
            octets.seek(0)
            return Classeur(octets, "xls")
        archive = self._pile.enter_context(self._archive(octets))
        sorte = _sorte_de_classeur(archive)
        if sorte is not None:
            self._verifier_classeur(archive)
            octets.seek(0)
            return Classeur(octets, sorte)
        self._reste -= 1
        if not self._reste:
            raise self._journal.renoncer("flux.membre", "trop d'archives les unes dans les autres : les décompresser")
        membre = self._decomprimer(archive, self._membre(archive))
        if PurePosixPath(membre.name).suffix.lower() == ".gz":
            tampon = self._pile.enter_context(tamponner(cast("BinaryIO", membre)))
            return self._examiner(self._pile.enter_context(deballer(*tampon[1:], self._limites, self._refuser)))
        return self._examiner(Flux(membre, None, self._limites, self._refuser))

    def _refuser(self, exces: str) -> DocumentInvalide:
        return self._journal.renoncer("flux.bombe", exces)

    def _verifier(self, taille: int, compressee: int | None) -> None:
        exces = self._limites.exces(taille, compressee)
        if exces is not None:
            raise self._refuser(exces)

    def _archive(self, octets: BinaryIO) -> "ZipFile":
        from zipfile import BadZipFile, ZipFile

        try:
            archive = ZipFile(octets)
            # What stands before the archive may be said to be longer than it is.
            if any(info.header_offset < 0 for info in archive.infolist()):
                raise BadZipFile
        except (BadZipFile, NotImplementedError, OverflowError, UnicodeDecodeError):
            raise self._journal.renoncer("flux.tronque", "l'archive zip est tronquée ou corrompue") from None
        return archive

    def _verifier_classeur(self, archive: "ZipFile") -> None:
        for info in archive.infolist():
            self._verifier(info.file_size, info.compress_size)
        self._verifier(sum(info.file_size for info in archive.infolist()), None)

    def _membre(self, archive: "ZipFile") -> "ZipInfo":
        info = archive.getinfo(self._choisir([nom for nom in archive.namelist() if not nom.endswith("/")]))
        # Python stops at the size that the archive declares: judging it is enough.
        self._verifier(info.file_size, info.compress_size)
        return info

    def _decomprimer(self, archive: "ZipFile", info: "ZipInfo") -> IO[bytes]:
        from zipfile import BadZipFile

        try:
            return archive.open(info)
        except (BadZipFile, NotImplementedError, UnicodeDecodeError):
            message = "l'archive zip est corrompue ou d'une compression inconnue"
            raise self._journal.renoncer("flux.tronque", message) from None
        except RuntimeError:
            raise self._journal.renoncer("flux.chiffre", "l'archive zip demande un mot de passe") from None

    def _copier(self, lire: Callable[[int], bytes]) -> BinaryIO:
        """A zip is read from its end: a stream that cannot go back is copied to a temporary file."""
        import tempfile

        copie = cast("BinaryIO", self._pile.enter_context(tempfile.TemporaryFile()))  # noqa: SIM115 - entered
        total = 0
        try:
            while lus := lire(BLOC):
                total += len(lus)
                self._verifier(total, None)
                copie.write(lus)
        except Interruption as erreur:
            raise self._journal.renoncer("flux.tronque", str(erreur)) from None
        return copie

    def _choisir(self, noms: list[str]) -> str:
        """The wanted member: what a Mac, a notice or an index adds to an archive is not looked at."""
        membre, usuels = self._motifs
        if membre is None:
            noms = [nom for nom in noms if not _A_COTE.search(nom.lower())]
            tables = [nom for nom in noms if PurePosixPath(nom).suffix.lower() not in _AUTRES]
            motifs, candidats = ("*", *usuels), tables or noms
        else:
            motifs, candidats = (membre,), noms
        trop = False
        for motif in motifs:
            retenus = [nom for nom in candidats if _repond(nom, motif)]
            if len(retenus) == 1:
                return retenus[0]
            trop |= len(retenus) > 1
        presents = ", ".join(map(citer, noms[:5])) or "aucun fichier"
        trouves = "plusieurs fichiers conviennent" if trop else "aucun fichier ne convient"
        message = f"archive zip : {trouves} ; elle contient {presents} ; dire lequel (membre=, --membre)"
        raise self._journal.renoncer("flux.membre", message)


def _repond(nom: str, motif: str) -> bool:
    """Whether a member has a name: its own, without its folders, or the whole."""
    return any(fnmatch(un.lower(), motif.lower()) for un in (nom, PurePosixPath(nom).name))


def _sorte_de_classeur(archive: "ZipFile") -> str | None:
    noms = set(archive.namelist())
    if "mimetype" in noms and archive.getinfo("mimetype").file_size < 200:  # noqa: PLR2004 - a name of a few words
        from zipfile import BadZipFile

        try:
            return "ods" if archive.read("mimetype").startswith(_ODS) else None
        except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
            return None
    if "xl/workbook.bin" in noms:
        return "xlsb"
    return "xlsx" if _CONTENU_DE_CLASSEUR in noms else None


def _blocs(octets: BinaryIO) -> Iterator[bytes]:
    """A file by blocks, each with the end of the one before."""
    fin = b""
    while lus := octets.read(BLOC):
        yield fin + lus
        fin = lus[-len(_CHIFFRE) :]


class _EnUtf8:
    """The bytes of a text in UTF-16, in UTF-8."""

    def __init__(self, flux: Flux, encodage: str) -> None:
        self._flux = flux
        self._decodeur = codecs.getincrementaldecoder(encodage)("replace")

    def read(self, taille: int) -> bytes:
        while lus := self._flux.read(taille):
            if texte := self._decodeur.decode(lus):
                return texte.encode()
        return self._decodeur.decode(b"", final=True).encode()


# -- lines --------------------------------------------------------------------------------------------------------


def lignes(flux: Flux, journal: Journal) -> Iterator[tuple[int, str]]:
    """The lines that can be read, with their numbers from 1, without their ends.

    Files exist in UTF-8 and in Windows-1252: the first line with an accent decides.

    Args:
        flux: unpacked bytes.
        journal: a line too long or in no encoding is refused there; one in the other encoding is told, and so is one
            whose characters were put right.
    """
    decodeur = _Decodeur(journal)
    debut = flux.regarder(REGARDES)
    fin = b"\r" if b"\r" in debut[:-1] and b"\n" not in debut else b"\n"  # of the Macintosh
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
            bloc = bloc.removeprefix(codecs.BOM_UTF8)
        morceaux = (reste + bloc).split(fin)
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


class _Decodeur:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._encodage: str | None = None

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
                suite = enumerate(texte.split("\n"), premier)
                return self._reparer(suite) if est_suspect(octets) else suite
        return self._reparer(self._un_par_un(morceaux, premier))

    def _reparer(self, suite: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        for numero, ligne in suite:
            texte, dits = reparer(ligne)
            for code, message, gravite in dits:
                self._journal.signaler(numero, code, message, gravite=gravite)
            yield numero, texte

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
            self._journal.informer(numero, "encodage.melange", message)
        return texte
