"""The files of the command: what was read is never written over, and what cannot be written is refused at once."""

import errno
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

from soinsprimaires.anomalies import desarmer_json
from soinsprimaires.cli._flux import montrer_donnees
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation import en_json
from soinsprimaires.serialisation._fichiers import remplacer

FLUX: Final = "-"
"""Instead of a file: the standard input, or output."""
LIGNES: Final = (".jsonl", ".jsonl.gz")
"""How the name of a file of one entity a line ends."""

_EXTENSIONS: Final = {"texte": ".txt", "markdown": ".md"}
"""Of the formats whose word is not their extension."""
_DESCRIPTEURS: Final = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""Files that are streams under a name, as ``<(...)`` of a shell gives them."""

_Format = TypeVar("_Format", bound=Enum)

_lus: Final[set[tuple[int, int]]] = set()
"""The files that this run has read, whatever their names."""


def oublier() -> None:
    """Begin a run: nothing was read."""
    _lus.clear()
    with suppress(AttributeError, OSError, ValueError):  # closed, or no file
        _retenir(os.fstat(sys.stdin.fileno()))


def _retenir(etat: os.stat_result) -> None:
    if stat.S_ISREG(etat.st_mode):
        _lus.add((etat.st_dev, etat.st_ino))


def entree(chemin: str | Path) -> str:
    """A file to read, over which this run will not write.

    Raises:
        OSError: it is absent, or no file: a folder, a device without an end, a pipe that nobody may ever fill.
    """
    etat = os.stat(chemin)  # noqa: PTH116 - a name that cannot be a path is told like the others
    if stat.S_ISDIR(etat.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(chemin))
    if not stat.S_ISREG(etat.st_mode) and not str(chemin).startswith(_DESCRIPTEURS):
        raise OSError(
            errno.EINVAL, "ce n'est pas un fichier ordinaire : le passer par l'entrée standard, « - »", str(chemin)
        )
    _retenir(etat)
    return str(chemin)


@contextmanager
def deposer(cible: str | Path, *, si_inchange: str | None = None) -> Iterator[BinaryIO]:
    """A file that takes its place when it is whole.

    Args:
        cible: where.
        si_inchange: fingerprint of what was read there, when the user asks to replace it.

    Raises:
        OSError: it changed since, or it cannot be written; what stood there is untouched.
        ValeurInvalide: this run has read that file, and nobody asked to replace it.
    """
    if si_inchange is None:
        proteger(cible)
    with remplacer(cible, si_inchange=si_inchange) as fichier:
        yield fichier


def proteger(cible: str | Path, *, remede: str = "en nommer un autre") -> None:
    """Refuse to write over what this run has read.

    Raises:
        ValeurInvalide: it has read that file, whatever its name.
    """
    with suppress(OSError):  # what is not there was not read; what cannot be written is told by whoever writes
        etat = os.stat(cible)  # noqa: PTH116
        if (etat.st_dev, etat.st_ino) in _lus:
            raise ValeurInvalide(f"{cible} : ce fichier vient d'être lu, il n'est pas remplacé ; {remede}", "cible.lue")


def exiger_extension(cible: str | Path | None, connues: Iterable[str]) -> str:
    """The extension of a file to write; none is one too.

    Raises:
        ValeurInvalide: nothing here writes such a file.
    """
    nom = "" if cible is None or str(cible) == FLUX else Path(cible).name.lower()
    connues = tuple(connues)
    trouvees = [extension for extension in connues if nom.endswith(extension)]
    if trouvees or not Path(nom).suffix:
        return max(trouvees, key=len, default="")
    message = f"{cible} : rien ici n'écrit un fichier {Path(nom).suffix} ; extensions : {', '.join(connues)}"
    raise ValeurInvalide(message, "cible.extension")


def choisir(cible: str | Path | None, demande: _Format | None, defaut: _Format) -> _Format:
    """The format that a name and an option ask for.

    Args:
        cible: the file, if any.
        demande: the format asked for, if any.
        defaut: where neither says, one of those that the command writes.

    Raises:
        ValeurInvalide: nothing writes such a file, or the name and the option do not agree.
    """
    formats = {_EXTENSIONS.get(forme.value, f".{forme.value}"): forme for forme in type(defaut)}
    extension = exiger_extension(cible, formats)
    if not extension:
        return defaut if demande is None else demande
    if demande is not None and demande is not formats[extension]:
        message = f"{cible} : le format {demande.value} ne s'écrit pas dans un fichier {extension}"
        raise ValeurInvalide(message, "cible.extension")
    return formats[extension]


def est_en_lignes(nom: str) -> bool:
    """Whether a file holds one entity a line, as its name tells."""
    return nom.lower().endswith(LIGNES)


def remettre(texte: str, cible: Path | None, *, encodage: str = "utf-8", pour_programme: bool = False) -> None:
    """Write a text to a file, whole or not at all, or show it; in UTF-8 when a program reads it."""
    if cible is None or str(cible) == FLUX:
        if pour_programme:
            montrer_donnees().write(texte.encode())
        else:
            sys.stdout.write(texte)
        return
    with deposer(cible) as fichier:
        fichier.write(texte.encode(encodage))


def remettre_registre(registre: Registre, cible: Path | str, *, si_inchange: str | None = None) -> None:
    """Write a registre as JSON, whole or not at all, or show it."""
    octets = en_json(registre).encode()
    if str(cible) == FLUX:
        montrer_donnees().write(octets)
        return
    with deposer(cible, si_inchange=si_inchange) as fichier:
        fichier.write(octets)


def texte_json(objet: Any, *, indent: int | None = None) -> str:
    """An object as JSON, keys sorted, in which nothing obeys a terminal."""
    return desarmer_json(json.dumps(objet, ensure_ascii=False, indent=indent, sort_keys=True)) + "\n"


def dire_en_json(objet: Any, *, indent: int | None = None) -> None:
    """Show an object to a program, through what may be a terminal."""
    montrer_donnees().write(texte_json(objet, indent=indent).encode())
