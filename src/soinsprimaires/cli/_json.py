"""``soinsprimaires convertir`` and ``soinsprimaires schema``: the format of documents, its versions and its lines."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, BinaryIO, Final, cast

import attrs
import typer
from rich.text import Text

from soinsprimaires import schemas
from soinsprimaires._flux import tamponner
from soinsprimaires.anomalies import assainir
from soinsprimaires.cli._commun import FLUX, LIGNES, erreurs, refuser
from soinsprimaires.cli._remise import octets_affiches
from soinsprimaires.erreurs import DocumentInvalide, ErreurSoinsPrimaires, ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation import (
    Lignes,
    Migration,
    charger_en_detail,
    charger_lignes,
    depuis_json_en_detail,
    ecrire,
    ecrire_lignes,
    en_json,
)
from soinsprimaires.serialisation.migrations import FORMAT_LIGNES, VERSION

__all__ = ["convertir", "schema"]

_GZIP: Final = b"\x1f\x8b"
_TOUCHES_MONTREES: Final = 5


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
    migrations: tuple[Migration, ...] = ()


def schema(
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help="Version du format ; celle qui s'écrit par défaut.")
    ] = None,
) -> None:
    """Écrire le schéma JSON (2020-12) d'une version du format.

    Codes de retour : 0 il est écrit ; 2 aucune version ne porte ce numéro.
    """
    try:
        texte = schemas.texte(version)
    except ValeurInvalide as erreur:
        refuser(f"--version : {erreur.message}")
    typer.echo(texte, nl=False)


def convertir(
    fichier: Annotated[
        str, typer.Argument(metavar="FICHIER", help="Dossier .json, .jsonl ou .jsonl.gz ; « - » lit l'entrée standard.")
    ],
    vers: Annotated[
        str | None,
        typer.Option("--sortie", "-o", metavar="SORTIE", help="Fichier à écrire, selon son extension ; sinon l'écran."),
    ] = None,
    *,
    sur_place: Annotated[bool, typer.Option("--sur-place", help="Remplacer le fichier lui-même.")] = False,
    compact: Annotated[bool, typer.Option("--compact", help="Sans retours à la ligne ni espaces.")] = False,
) -> None:
    """Réécrire un dossier dans la version actuelle du format, en JSON ou une entité par ligne.

    Codes de retour : 0 c'est écrit ; 2 le dossier est illisible et rien n'est remplacé.
    """
    cible = _choisir_cible(fichier, vers, sur_place=sur_place)
    try:
        with _lire(fichier) as contenu:
            _ecrire(contenu, cible, en_lignes=_en_lignes(cible, contenu), compact=compact)
            _raconter(fichier, contenu)
    except ErreurSoinsPrimaires as erreur:
        refuser(f"{fichier} : {erreur}")


def _choisir_cible(fichier: str, vers: str | None, *, sur_place: bool) -> str:
    if sur_place and (vers is not None or fichier == FLUX):
        refuser("--sur-place remplace le fichier lu : il ne va ni avec -o ni avec l'entrée standard")
    if sur_place:
        return fichier
    if vers is None or vers == FLUX:
        return FLUX
    if Path(vers).suffix == ".gz" and not vers.endswith(LIGNES):
        refuser(f"{vers} : seules les lignes s'écrivent compressées (.jsonl.gz)")
    if fichier != FLUX and Path(vers).exists() and Path(vers).samefile(fichier):
        refuser(f"{vers} : c'est le fichier lu lui-même ; --sur-place le remplace")
    return vers


def _en_lignes(cible: str, contenu: _Contenu) -> bool:
    """By the extension; the standard output takes what was read."""
    return not isinstance(contenu.entites, Registre) if cible == FLUX else cible.endswith(LIGNES)


@contextmanager
def _lire(fichier: str) -> Iterator[_Contenu]:
    if fichier != FLUX:
        with _lire_lignes(fichier) if fichier.endswith(LIGNES) else _lire_document(fichier) as contenu:
            yield contenu
        return
    with tamponner(sys.stdin.buffer) as (_, entree, _):
        debut = entree.peek(1)
        tampon = cast("BinaryIO", entree)
        lignes = debut.startswith(_GZIP) or FORMAT_LIGNES.encode() in debut.partition(b"\n")[0]
        with _lire_lignes(tampon) if lignes else _lire_document(tampon) as contenu:
            yield contenu


@contextmanager
def _lire_document(source: str | BinaryIO) -> Iterator[_Contenu]:
    lu = charger_en_detail(source) if isinstance(source, str) else depuis_json_en_detail(source.read())
    yield _Contenu(entites=lu.registre, version=lu.version_origine, migrations=lu.migrations)


@contextmanager
def _lire_lignes(source: str | BinaryIO) -> Iterator[_Contenu]:
    with charger_lignes(source) as lignes:
        yield _Contenu(entites=lignes, version=lignes.version_origine)


def _ecrire(contenu: _Contenu, cible: str, *, en_lignes: bool, compact: bool) -> None:
    entites = contenu.entites
    if en_lignes:
        _ecrire_lignes(entites, cible)
        return
    registre = entites.registre() if isinstance(entites, Lignes) else entites
    if cible == FLUX:
        octets_affiches().write(en_json(registre, compact=compact).encode())
    else:
        ecrire(registre, cible, compact=compact)


def _ecrire_lignes(entites: Registre | Lignes, cible: str) -> None:
    try:
        ecrire_lignes(entites, octets_affiches() if cible == FLUX else cible)
    except DocumentInvalide as premiere:
        if not isinstance(entites, Lignes):
            raise
        # Nothing is replaced; the rest is read for every bad line to be told at once.
        with suppress(DocumentInvalide):
            entites.registre()
        autres = [anomalie for anomalie in premiere.anomalies if anomalie not in entites.anomalies]
        raise DocumentInvalide([*entites.anomalies, *autres]) from None


def _raconter(fichier: str, contenu: _Contenu) -> None:
    lignes = [f"{fichier} : version {contenu.version}, celle qui s'écrit"]
    if contenu.version != VERSION:
        lignes = [f"{fichier} : de la version {contenu.version} à la version {VERSION}"]
    for migration in contenu.migrations:
        montrees = ", ".join(migration.touches[:_TOUCHES_MONTREES])
        suite = " …" if len(migration.touches) > _TOUCHES_MONTREES else ""
        lignes.append(f"  {migration} : {len(migration.touches)} endroit(s) touché(s) {montrees}{suite}".rstrip())
    erreurs.print(Text("\n".join(assainir(ligne) for ligne in lignes)))
