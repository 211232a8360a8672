"""Writing a file: the old one or the new one, never half."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest, sha256
from io import TextIOBase
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Final

from soinsprimaires._flux import Source
from soinsprimaires.erreurs import ValeurInvalide

_CREER: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_PLEIN: Final = "le disque est plein, ou le fichier dépasse la taille permise"
_RAISONS: Final = {
    errno.ENOENT: "le dossier n'existe pas, ou n'existe plus",
    errno.ENOTDIR: "une partie du chemin n'est pas un dossier",
    errno.EACCES: "vous n'avez pas le droit d'écrire dans ce dossier",
    errno.EPERM: "vous n'avez pas le droit d'écrire dans ce dossier",
    errno.EROFS: "ce disque est en lecture seule",
    errno.ENAMETOOLONG: "ce nom est trop long pour ce disque",
    errno.ENOSPC: _PLEIN,
    errno.EDQUOT: _PLEIN,
    errno.EFBIG: _PLEIN,
}
"""What to say to people of an error that the system tells in English, and of a file that they never named."""


@contextmanager
def remplacer(chemin: str | Path, *, si_inchange: str | None = None) -> Iterator[BinaryIO]:
    """A file that takes the place of another when it is whole, and leaves it untouched if anything fails.

    The permissions of a replaced file are kept, and a link stays a link.

    Args:
        chemin: where it goes.
        si_inchange: fingerprint of what must stand there still; judged last, when the new file is whole.

    Raises:
        OSError: the folder is absent, read-only or full, the path is that of a folder or a device, or the file is not
            the one of the fingerprint (``errno.ESTALE``); what stood there is untouched, and the message is in French.
    """
    cible = Path(os.path.realpath(chemin))  # unlike resolve, it raises nothing of its own
    provisoire = cible.with_name(f".{token_hex(8)}.provisoire")
    with _expliquer(cible, provisoire):
        yield from _remplacer(cible, provisoire, si_inchange)


@contextmanager
def ouvrir_en_ecriture(cible: Source, si_inchange: str | None) -> Iterator[BinaryIO]:
    """A file that is replaced when the new one is whole, as :func:`remplacer` does; or a stream, which is left open.

    Raises:
        OSError: see :func:`remplacer`.
        ValeurInvalide: it is neither a path nor a binary stream, or nothing can be said of what a stream held.
    """
    if isinstance(cible, str | Path):
        with remplacer(cible, si_inchange=si_inchange) as fichier:
            yield fichier
        return
    if not hasattr(cible, "write") or isinstance(cible, TextIOBase):
        message = f"un chemin ou un flux binaire est attendu, pas {type(cible).__name__}"
        raise ValeurInvalide(message, "flux.type", "cible")
    if si_inchange is not None:
        raise ValeurInvalide("un flux ne remplace aucun fichier", "flux.type", "si_inchange")
    yield cible


@contextmanager
def _expliquer(cible: Path, provisoire: Path) -> Iterator[None]:
    try:
        yield
    except OSError as erreur:
        raison = None if erreur.errno is None else _RAISONS.get(erreur.errno)
        # An error of another file is that of who gives what is to be written.
        if raison is None or erreur.filename not in {None, str(cible), str(provisoire)}:
            raise
        raise OSError(erreur.errno, f"{raison} ; rien n'y est changé", str(cible)) from erreur


def _remplacer(cible: Path, provisoire: Path, si_inchange: str | None) -> Iterator[BinaryIO]:
    if cible.is_symlink():
        raise OSError(errno.ELOOP, "ce lien tourne en rond : il ne mène à aucun fichier", str(cible))
    if cible.exists() and not cible.is_file():
        raise OSError(errno.EINVAL, "ce n'est pas un fichier ordinaire", str(cible))
    # Never more open than what it replaces, even for an instant; a new file is as open as the umask lets it.
    mode = stat.S_IMODE(cible.stat().st_mode) if cible.exists() else None
    descripteur = os.open(provisoire, _CREER, 0o666 if mode is None else mode)
    try:
        with os.fdopen(descripteur, "wb") as fichier:
            if mode is not None:
                provisoire.chmod(mode)
            yield fichier
            fichier.flush()
            os.fsync(fichier.fileno())
        if si_inchange is not None and not (cible.is_file() and empreinte_du_fichier(cible) == si_inchange):
            raise OSError(errno.ESTALE, "ce fichier a changé depuis sa lecture, rien n'est écrit", str(cible))
        provisoire.replace(cible)
    except BaseException:
        with suppress(OSError):  # the fault that is told is the first one
            provisoire.unlink()
        raise
    _fixer_dossier(cible.parent)


def empreinte(octets: bytes) -> str:
    """Fingerprint of a file that was read: its SHA-256, in hexadecimal."""
    return sha256(octets).hexdigest()


def empreinte_du_fichier(chemin: str | Path) -> str:
    """Fingerprint of a file, which is not held whole."""
    with Path(chemin).open("rb") as fichier:
        return file_digest(fichier, "sha256").hexdigest()


def _fixer_dossier(dossier: Path) -> None:
    """Make the new name itself survive a power cut, where the system can: the file is already in place."""
    with suppress(OSError):
        descripteur = os.open(dossier, os.O_RDONLY)
        try:
            os.fsync(descripteur)
        finally:
            os.close(descripteur)
