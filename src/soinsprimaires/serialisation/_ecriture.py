"""From a registre to text and files: the same bytes for equal values, the old file or the new one, never half."""

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from soinsprimaires._flux import Source
from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.genres import mot_de
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTE
from soinsprimaires.serialisation._constructeurs import Renoncement
from soinsprimaires.serialisation._convertisseur import LONGUEUR_TEXTE, en_objet
from soinsprimaires.serialisation._ecrivains import REFUS, ecrivain
from soinsprimaires.serialisation._fichiers import ouvrir_en_ecriture
from soinsprimaires.serialisation._lignes import Lignes
from soinsprimaires.serialisation._memoire import memoriser
from soinsprimaires.serialisation._primitives import NUL
from soinsprimaires.serialisation.migrations import FORMAT, FORMAT_LIGNES, VERSION

_CLE: Final = re.compile(r'"(\w+)":')


def en_json(registre: Registre, *, compact: bool = False) -> str:
    """Write a document: keys sorted, entities in order of ``identifiant``, a final newline.

    What is unknown (``None``) or empty is left out.

    Args:
        registre: what to write.
        compact: without indentation.

    Raises:
        ValeurInvalide: what no reader would accept: half of a surrogate pair, a text too long, extensions too deep; or
            something else than a registre.
    """
    if isinstance(registre, Entite):
        message = (
            f"un Registre est attendu, pas une entité de classe {type(registre).__name__} ; en_objet écrit une valeur"
        )
        raise ValeurInvalide(message, "type.inattendu", "registre")
    exiger(registre, Registre, "registre")
    ecrire_plus_vite = ecrivain_rapide()
    texte = None if ecrire_plus_vite is None else ecrire_plus_vite(registre, compact=compact)
    if texte is not None:
        return texte
    try:
        return _ecrire_vite(registre, compact=compact)
    except REFUS:
        return en_texte({"format": FORMAT, "version": VERSION, "contenu": en_objet(registre)}, compact=compact)


@memoriser
def ecrivain_rapide() -> Callable[..., str | None] | None:
    """The writer of the extra ``rapide``, where it is installed."""
    try:
        from soinsprimaires.serialisation._rapide_ecriture import ecrire
    except ModuleNotFoundError as erreur:
        if erreur.name != "msgspec":
            raise
        return None
    return ecrire


def _ecrire_vite(registre: Registre, *, compact: bool) -> str:
    """The same text, of a registre that holds what its fields announce."""
    marge = "" if compact else "\n  "
    contenu = ecrivain(Registre, compact=compact)(registre, marge + "  " if marge else "")
    format_, version = json.dumps(FORMAT), json.dumps(VERSION)
    espace = "" if compact else " "
    cles = (f'"contenu":{espace}{contenu}', f'"format":{espace}{format_}', f'"version":{espace}{version}')
    texte = f"{{{marge}{f',{marge}'.join(cles)}{marge[:-2]}}}\n"
    if "\\u0000" in texte:
        raise Renoncement
    texte.encode()  # half of a surrogate pair could be held, but is never written
    return texte


def en_texte(document: dict[str, Any], *, compact: bool) -> str:
    """Write an object as :func:`en_json` writes a document."""
    presentation: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 2}
    texte = json.dumps(document, ensure_ascii=False, sort_keys=True, allow_nan=False, **presentation) + "\n"
    try:
        texte.encode()
    except UnicodeEncodeError as erreur:
        # Never the text itself, which may name somebody.
        cle = _CLE.findall(texte, 0, erreur.start)[-1]
        message = f"un texte contient une moitié de caractère (surrogat), sous la clé « {cle} »"
        raise ValeurInvalide(message, "texte.surrogat") from None
    if len(texte) > LONGUEUR_TEXTE or "\\u0000" in texte:
        exiger_textes(document)
    return texte


def exiger_textes(valeur: Any) -> None:
    """Refuse to write a text that no reader would accept."""
    if isinstance(valeur, str) and len(valeur) > LONGUEUR_TEXTE:
        raise ValeurInvalide(f"un texte de {len(valeur)} caractères dépasse {LONGUEUR_TEXTE}", "texte.longueur")
    if isinstance(valeur, str) and "\0" in valeur:
        raise ValeurInvalide(NUL, "texte.nul")
    if isinstance(valeur, dict):
        valeur = list(valeur.values())
    if isinstance(valeur, list):
        for element in valeur:
            exiger_textes(element)


def ecrire(registre: Registre, cible: Source, *, compact: bool = False, si_inchange: str | None = None) -> None:
    """Write a file, whole or not at all; the permissions of a replaced file are kept, and a link stays a link.

    Args:
        registre: what to write.
        cible: path; or binary stream, left open, which nothing replaces.
        compact: without indentation.
        si_inchange: ``empreinte`` of what ``charger_en_detail`` read at that path: somebody else's change is not lost.
            Two programs that write at the same instant are not kept apart.

    Raises:
        ValeurInvalide: see :func:`en_json`; or the target is neither a path nor a binary stream, or a stream of which
            ``si_inchange`` is asked.
        OSError: the folder is absent, read-only or full, the path is that of a folder or a device, or the file changed
            since it was read (``errno.ESTALE``); what stood there is untouched.
    """
    octets = en_json(registre, compact=compact).encode()
    with ouvrir_en_ecriture(cible, si_inchange) as fichier:
        fichier.write(octets)


def ecrire_lignes(
    entites: Registre | Lignes | Iterable[Entite], cible: Source, *, si_inchange: str | None = None
) -> None:
    """Write entities one by one, as they come, in constant memory.

    Those of a registre come kind by kind, in order of ``identifiant``; its extensions stand in the header, as do those
    of :func:`charger_lignes`. A path that ends in ``.gz`` is packed.

    Args:
        entites: a registre, or entities in any order.
        cible: path, whose file is replaced when it is whole and not before; or binary stream, left open.
        si_inchange: fingerprint of what must stand at that path still.

    Raises:
        TypeError: one of them is no entity of the model.
        ValeurInvalide: what no reader would accept: half of a surrogate pair, a text too long, extensions too deep.
        OSError: the file cannot be written, or changed since it was read; what stood there is untouched.
    """
    with _ouvrir(cible, si_inchange) as fichier:
        entete: dict[str, Any] = {"format": FORMAT_LIGNES, "version": VERSION}
        if isinstance(entites, Registre | Lignes) and entites.extensions is not None:
            entete["extensions"] = en_objet(entites.extensions)
        fichier.write(en_texte(entete, compact=True).encode())
        for entite in entites:
            fichier.write(en_texte(_objet_etiquete(entite), compact=True).encode())


def _objet_etiquete(entite: Any) -> dict[str, Any]:
    mot = mot_de(type(entite))
    if mot is None:
        raise TypeError(f"{citer(entite)} n'est pas une entité du registre")
    return {ETIQUETTE: mot, **en_objet(entite)}


@contextmanager
def _ouvrir(cible: Source, si_inchange: str | None) -> Iterator[BinaryIO]:
    with ouvrir_en_ecriture(cible, si_inchange) as fichier:
        if not isinstance(cible, str | Path) or Path(cible).suffix != ".gz":
            yield fichier
            return
        # Neither date nor name: the same bytes for the same entities.
        with gzip.GzipFile(filename="", fileobj=fichier, mode="wb", mtime=0) as comprime:
            yield cast("BinaryIO", comprime)
