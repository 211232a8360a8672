"""From a registre to text and files: the same bytes for equal values, the old file or the new one, never half."""

import json
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation._convertisseur import LONGUEUR_TEXTE, en_objet
from soinsprimaires.serialisation.migrations import FORMAT, VERSION


def en_json(registre: Registre, *, compact: bool = False) -> str:
    """Write a document: keys sorted, entities in order of ``identifiant``, a final newline.

    What is unknown (``None``) or empty is left out.

    Args:
        registre: what to write.
        compact: without indentation.

    Raises:
        ValeurInvalide: a text that no reader would accept (half of a surrogate pair, or too long).
    """
    document = {"format": FORMAT, "version": VERSION, "contenu": en_objet(registre)}
    presentation: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 2}
    texte = json.dumps(document, ensure_ascii=False, sort_keys=True, allow_nan=False, **presentation) + "\n"
    try:
        texte.encode()
    except UnicodeEncodeError as erreur:
        avant = texte[max(0, erreur.start - 40) : erreur.start]
        message = f"un texte contient une moitié de caractère (surrogat), après {avant!r}"
        raise ValeurInvalide(message, "texte.surrogat") from None
    if len(texte) > LONGUEUR_TEXTE:
        _refuser_textes_longs(document)
    return texte


def _refuser_textes_longs(valeur: Any) -> None:
    if isinstance(valeur, str) and len(valeur) > LONGUEUR_TEXTE:
        raise ValeurInvalide(f"un texte de {len(valeur)} caractères dépasse {LONGUEUR_TEXTE}", "texte.longueur")
    if isinstance(valeur, dict):
        valeur = list(valeur.values())
    if isinstance(valeur, list):
        for element in valeur:
            _refuser_textes_longs(element)


def ecrire(registre: Registre, chemin: str | Path, *, compact: bool = False) -> None:
    """Write a file, whole or not at all; the permissions of a replaced file are kept.

    Raises:
        ValeurInvalide: see :func:`en_json`.
        OSError: the folder is absent, read-only or full; the old file is untouched.
    """
    octets = en_json(registre, compact=compact).encode()
    cible = Path(chemin).resolve()
    descripteur, provisoire = tempfile.mkstemp(dir=cible.parent, prefix=f".{cible.name}.")
    try:
        with os.fdopen(descripteur, "wb") as fichier:
            fichier.write(octets)
            fichier.flush()
            os.fchmod(fichier.fileno(), _permissions(cible))
            os.fsync(fichier.fileno())
        os.replace(provisoire, cible)  # noqa: PTH105 - both names are already paths of the same folder
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(provisoire)  # noqa: PTH108
        raise
    _fixer_dossier(cible.parent)


def _permissions(cible: Path) -> int:
    with suppress(FileNotFoundError):
        return stat.S_IMODE(cible.stat().st_mode)
    masque = os.umask(0)
    os.umask(masque)
    return 0o666 & ~masque


def _fixer_dossier(dossier: Path) -> None:
    """Make the new name itself survive a power cut."""
    descripteur = os.open(dossier, os.O_RDONLY)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)
