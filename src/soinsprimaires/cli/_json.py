"""``soinsprimaires convertir`` and ``soinsprimaires schema``: the format of documents, its versions and its lines."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, BinaryIO, Final, cast

import attrs
import typer
from rich.text import Text

from soinsprimaires import schemas
from soinsprimaires._flux import tamponner
from soinsprimaires.anomalies import assainir
from soinsprimaires.cli._commun import erreurs, refuser
from soinsprimaires.cli._fhir import EXTENSIONS_FHIR, ecrire_fhir, est_fhir
from soinsprimaires.cli._fichiers import FLUX, entree, est_en_lignes, exiger_extension, proteger
from soinsprimaires.cli._flux import montrer_donnees, ouvrir_entree
from soinsprimaires.erreurs import DocumentInvalide, ErreurSoinsPrimaires, ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation import (
    Lignes,
    charger_en_detail,
    charger_lignes,
    depuis_json_en_detail,
    ecrire,
    ecrire_lignes,
    en_json,
)
from soinsprimaires.serialisation._fichiers import empreinte_du_fichier
from soinsprimaires.serialisation._limites import TAILLE_MAX
from soinsprimaires.serialisation.migrations import FORMAT_LIGNES, VERSION

__all__ = ["convertir", "schema"]

_GZIP: Final = b"\x1f\x8b"


@attrs.frozen(kw_only=True)
class _Contenu:
    """What was read.

    Attributes:
        entites: the registre, or the entities one by one.
        version: version of the format in which it is written.
        migrations: steps taken; lines do not detail them.
    """

    entites: Registre | Lignes
    version: int


def schema(
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help="Version du format ; celle qui s'écrit par défaut.")
    ] = None,
    document: Annotated[
        str,
        typer.Option("--document", metavar="DOCUMENT", help=f"De quoi : {', '.join(schemas.DOCUMENTS)}."),
    ] = schemas.DOCUMENTS[0],
) -> None:
    """Écrire le schéma JSON (2020-12) d'une version du format, ou d'une réponse que --json écrit.

    Codes de retour : 0 il est écrit ; 2 aucun document n'a ce nom, ou aucune version ce numéro.
    """
    try:
        texte = schemas.texte(version, document)
    except ValeurInvalide as erreur:
        refuser(f"--{erreur.champ} : {erreur.message}")
    montrer_donnees().write(texte.encode())


def convertir(
    fichier: Annotated[
        str,
        typer.Argument(metavar="FICHIER", help="Document .json, .jsonl ou .jsonl.gz ; « - » lit l'entrée standard."),
    ],
    vers: Annotated[
        str | None,
        typer.Option("--sortie", "-o", metavar="SORTIE", help="Fichier à écrire, selon son extension ; sinon l'écran."),
    ] = None,
    *,
    sur_place: Annotated[bool, typer.Option("--sur-place", help="Remplacer le fichier lui-même.")] = False,
    compact: Annotated[bool, typer.Option("--compact", help="Sans retours à la ligne ni espaces.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Ne rien écrire si FHIR perdait un fait (.fhir.json, .fhir.ndjson).")
    ] = False,
) -> None:
    """Réécrire un registre dans la version actuelle du format, en JSON ou une entité par ligne, ou en FHIR.

    Un fichier .fhir.json est un Bundle de ressources FHIR R4, un .fhir.ndjson une ressource par ligne ; ce que FHIR ne
    porte pas est dit.

    Codes de retour : 0 c'est écrit ; 1 c'est écrit en FHIR, qui a perdu des faits ; 2 le registre est illisible, ou
    perdrait des faits (--strict), et rien n'est remplacé.
    """
    cible = _choisir_cible(fichier, vers, sur_place=sur_place)
    if strict and not est_fhir(cible):
        refuser("--strict est d'une sortie FHIR : -o registre.fhir.json ou registre.fhir.ndjson")
    try:
        # Judged before it is read: what changes meanwhile is not lost either.
        si_inchange = empreinte_du_fichier(fichier) if sur_place else None
        with _lire(fichier) as contenu:
            if est_fhir(cible):
                entites = contenu.entites
                registre = entites.registre() if isinstance(entites, Lignes) else entites
                raise typer.Exit(ecrire_fhir(registre, cible, strict=strict))
            _ecrire(contenu, cible, en_lignes=_en_lignes(cible, contenu), compact=compact, si_inchange=si_inchange)
            sys.stdout.flush()  # nothing is told of what could not be shown
            _raconter(fichier, contenu)
    except ErreurSoinsPrimaires as erreur:
        refuser(f"{fichier} : {erreur}")


def _choisir_cible(fichier: str, vers: str | None, *, sur_place: bool) -> str:
    if sur_place and (vers is not None or fichier == FLUX):
        refuser("--sur-place remplace le fichier lu : il ne va ni avec -o ni avec l'entrée standard")
    exiger_extension(vers, (".json", ".jsonl", ".jsonl.gz", *EXTENSIONS_FHIR))
    if fichier != FLUX:
        entree(fichier)
    if sur_place:
        return fichier
    if vers is None or vers == FLUX:
        return FLUX
    proteger(vers, remede="--sur-place le remplace")
    return vers


def _en_lignes(cible: str, contenu: _Contenu) -> bool:
    """By the extension; the standard output takes what was read."""
    return not isinstance(contenu.entites, Registre) if cible == FLUX else est_en_lignes(cible)


@contextmanager
def _lire(fichier: str) -> Iterator[_Contenu]:
    if fichier != FLUX:
        with _lire_lignes(fichier) if est_en_lignes(fichier) else _lire_document(fichier) as contenu:
            yield contenu
        return
    with tamponner(ouvrir_entree()) as (_, entree, _):
        debut = entree.peek(1)
        tampon = cast("BinaryIO", entree)
        lignes = debut.startswith(_GZIP) or FORMAT_LIGNES.encode() in debut.partition(b"\n")[0]
        with _lire_lignes(tampon) if lignes else _lire_document(tampon) as contenu:
            yield contenu


@contextmanager
def _lire_document(source: str | BinaryIO) -> Iterator[_Contenu]:
    lu = charger_en_detail(source) if isinstance(source, str) else depuis_json_en_detail(source.read(TAILLE_MAX + 1))
    yield _Contenu(entites=lu.registre, version=lu.version_origine)


@contextmanager
def _lire_lignes(source: str | BinaryIO) -> Iterator[_Contenu]:
    with charger_lignes(source) as lignes:
        yield _Contenu(entites=lignes, version=lignes.version_origine)


def _ecrire(contenu: _Contenu, cible: str, *, en_lignes: bool, compact: bool, si_inchange: str | None) -> None:
    entites = contenu.entites
    if en_lignes:
        _ecrire_lignes(entites, cible, si_inchange)
        return
    registre = entites.registre() if isinstance(entites, Lignes) else entites
    if cible == FLUX:
        montrer_donnees().write(en_json(registre, compact=compact).encode())
    else:
        ecrire(registre, cible, compact=compact, si_inchange=si_inchange)


def _ecrire_lignes(entites: Registre | Lignes, cible: str, si_inchange: str | None) -> None:
    try:
        if cible == FLUX:
            ecrire_lignes(entites, cast("BinaryIO", montrer_donnees()))
        else:
            ecrire_lignes(entites, cible, si_inchange=si_inchange)
    except DocumentInvalide as premiere:
        if not isinstance(entites, Lignes):
            raise
        # Nothing is replaced; the rest is read for every bad line to be told at once.
        with suppress(DocumentInvalide):
            entites.registre()
        autres = [anomalie for anomalie in premiere.anomalies if anomalie not in entites.anomalies]
        raise DocumentInvalide([*entites.anomalies, *autres]) from None


def _raconter(fichier: str, contenu: _Contenu) -> None:
    actuelle = contenu.version == VERSION
    dite = (
        f"version {VERSION}, celle qui s'écrit"
        if actuelle
        else f"de la version {contenu.version} à la version {VERSION}"
    )
    erreurs.print(Text(assainir(f"{fichier} : {dite}")))
