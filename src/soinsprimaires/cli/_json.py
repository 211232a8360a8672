"""``soinsprimaires convertir`` and ``soinsprimaires schema``: the format of documents, its versions and its lines."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Annotated, BinaryIO, Final, cast

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
    Chargement,
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

_GZIP: Final = b"\x1f\x8b"


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
        with _ouvrir(fichier) as lu:
            if est_fhir(cible):
                raise typer.Exit(ecrire_fhir(_registre(lu), cible, strict=strict))
            # By the extension; the standard output takes what was read.
            if isinstance(lu, Lignes) if cible == FLUX else est_en_lignes(cible):
                _ecrire_lignes(lu if isinstance(lu, Lignes) else lu.registre, cible, si_inchange)
            elif cible == FLUX:
                montrer_donnees().write(en_json(_registre(lu), compact=compact).encode())
            else:
                ecrire(_registre(lu), cible, compact=compact, si_inchange=si_inchange)
            sys.stdout.flush()  # nothing is told of what could not be shown
            _raconter(fichier, lu.version_origine)
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


@contextmanager
def _ouvrir(fichier: str) -> Iterator[Chargement | Lignes]:
    """A registre, or its entities one by one."""
    ouvert: AbstractContextManager[Chargement | Lignes]
    if fichier != FLUX:
        ouvert = charger_lignes(fichier) if est_en_lignes(fichier) else nullcontext(charger_en_detail(fichier))
        with ouvert as lu:
            yield lu
        return
    with tamponner(ouvrir_entree()) as (_, entree, _):
        debut = entree.peek(1)
        tampon = cast("BinaryIO", entree)
        if debut.startswith(_GZIP) or FORMAT_LIGNES.encode() in debut.partition(b"\n")[0]:
            ouvert = charger_lignes(tampon)
        else:
            ouvert = nullcontext(depuis_json_en_detail(tampon.read(TAILLE_MAX + 1)))
        with ouvert as lu:
            yield lu


def _registre(lu: Chargement | Lignes) -> Registre:
    return lu.registre() if isinstance(lu, Lignes) else lu.registre


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


def _raconter(fichier: str, version: int) -> None:
    passage = f"de la version {version} à la version {VERSION}"
    dite = passage if version != VERSION else f"version {VERSION}, celle qui s'écrit"
    erreurs.print(Text(assainir(f"{fichier} : {dite}")))
