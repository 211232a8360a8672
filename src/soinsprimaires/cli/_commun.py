"""What the subcommands share: exit codes, consoles, reading. Only this module reads today's date."""

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from soinsprimaires.affichage.contenu.lignes import LigneDeTexte, Section, Ton, en_texte
from soinsprimaires.anomalies import Anomalie, Gravite, assainir, citer
from soinsprimaires.cli._fichiers import FLUX, entree, est_en_lignes, remettre
from soinsprimaires.cli._flux import lire_entree
from soinsprimaires.echanges._dates import lire_date
from soinsprimaires.echanges._designation import designer
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation import Chargement, charger_en_detail, charger_lignes, depuis_json_en_detail
from soinsprimaires.serialisation._limites import TAILLE_MAX
from soinsprimaires.temps import Nuance

Fichier = Annotated[str, typer.Argument(metavar="FICHIER", help="Document JSON ; « - » lit l'entrée standard.")]
Au = Annotated[
    str | None, typer.Option("--au", metavar="DATE", help="Jour, AAAA-MM-JJ ou JJ/MM/AAAA ; aujourd'hui par défaut.")
]
Sortie = Annotated[
    Path | None,
    typer.Option("--sortie", "-o", metavar="FICHIER", help="Fichier à écrire ; la sortie standard par défaut."),
]

CONFORME: Final = 0
A_REVOIR: Final = 1
INUTILISABLE: Final = 2

_RAISONS: Final = {
    errno.ENOENT: "ce fichier n'existe pas",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.ENOTDIR: "une partie du chemin n'est pas un registre",
    errno.EISDIR: "c'est un dossier, pas un fichier",
    errno.EACCES: "vous n'y avez pas droit",
    errno.EPERM: "vous n'y avez pas droit",
    errno.ENOSPC: "le disque est plein",
    errno.ELOOP: "ce lien tourne en rond : il ne mène à aucun fichier",
    errno.ENAMETOOLONG: "ce nom est trop long pour ce disque",
    errno.EIO: "le disque ne répond pas bien",
    errno.ENXIO: "ce n'est pas un fichier",
    errno.EROFS: "ce disque est en lecture seule",
    errno.EDQUOT: "la place permise est épuisée",
    errno.EFBIG: "le fichier dépasse la taille permise",
    errno.EBADF: "ce flux est fermé",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.ENFILE: "trop de fichiers sont ouverts",
}

_TABLEAUX: Final = (".csv", ".tsv", ".txt", ".xls", ".xlsx", ".ods", ".zip")
_IMPORTER: Final = (
    "Ce nom est celui d'un tableau : « soinsprimaires importer --help » dit lesquels deviennent un registre."
)

_STYLES: Final = {
    Ton.NEUTRE: "",
    Ton.BON: "green",
    Ton.GRAVE: "bold red",
    Ton.DOUTE: "yellow",
    Ton.ALERTE: "yellow",
    Ton.DISCRET: "dim",
    Ton.TITRE: "bold",
}


class _SansReste(Console):
    """A console that forgets what it could not write, which would come out before what is said next."""

    def print(self, *dits: Any, **facons: Any) -> None:
        try:
            super().print(*dits, **facons)
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                self.begin_capture()
                self.end_capture()
            raise


class _Ecran(_SansReste):
    """A console that lets the command judge that nobody reads it any more."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class _Confidences(_SansReste):
    """What is told beside the answer: when it cannot be heard, the answer stands."""

    def print(self, *dits: Any, **facons: Any) -> None:
        with suppress(OSError):
            super().print(*dits, **facons)


sortie = _Ecran(highlight=False, soft_wrap=True)
erreurs = _Confidences(stderr=True, highlight=False, soft_wrap=True)


def refuser(message: str) -> NoReturn:
    erreurs.print(Text("\n".join(assainir(ligne) for ligne in message.splitlines())))
    raise typer.Exit(INUTILISABLE)


def refuser_document(chemin: str, erreur: DocumentInvalide, suite: str = "") -> NoReturn:
    """Refuse a table that cannot be read, for all its reasons."""
    refuser(f"{chemin} : {' ; '.join(anomalie.message for anomalie in erreur.anomalies)}{suite}")


def raconter_les_doutes(dites: Sequence[str], anomalies: Iterable[Anomalie]) -> Iterator[Section]:
    """What deserves a look in a sheet that was taken: what is told of its lines, and what was wrong in it."""
    douteuses = (*dites, *(a.message for a in anomalies if a.gravite is not Gravite.INFORMATION))
    if douteuses:
        yield Section("À vérifier", tuple(LigneDeTexte(dite, Ton.DOUTE) for dite in douteuses))


def raison(erreur: OSError) -> str:
    """Why a file cannot be used, in French where the system said it with its own words."""
    if erreur.errno is None or erreur.strerror != os.strerror(erreur.errno):
        return erreur.strerror or str(erreur)
    return _RAISONS.get(erreur.errno, erreur.strerror)


def jour(texte: str | None) -> date:
    if texte is None:
        return date.today()  # noqa: DTZ011 - the day of the person at the keyboard
    lu, doute = lire_date(texte)
    if lu is None or doute is not None or lu.jour is None or lu.nuance is not Nuance.EXACTE:
        refuser(f"--au : {citer(texte)} n'est pas un jour, qui s'écrit AAAA-MM-JJ ou JJ/MM/AAAA")
    return lu.jour


def lire(fichier: str) -> Registre:
    return lire_en_detail(fichier).registre


def lire_en_detail(fichier: str) -> Chargement:
    """A document, and where everything stands in it."""
    try:
        if fichier == FLUX:
            return depuis_json_en_detail(lire_entree(TAILLE_MAX))
        chemin = entree(fichier)
        if est_en_lignes(chemin):
            with charger_lignes(chemin) as lignes:
                return lignes.chargement()
        return charger_en_detail(chemin)
    except DocumentInvalide as erreur:
        tableau = "" if not fichier.lower().endswith(_TABLEAUX) else f"\n{_IMPORTER}"
        refuser(f"{fichier} : {erreur}{tableau}")


def choisir_projets(projets: tuple[Projet, ...], texte: str | None) -> tuple[Projet, ...]:
    """Those that a text designates; all when there is none."""
    return projets if texte is None else designer(projets, texte)


def rendre(lignes: Iterable[LigneDeTexte], vers: Path | None) -> None:
    """Show lines, or write them to a file, where no tone exists."""
    if vers is None:
        afficher(lignes)
    else:
        remettre(en_texte(lignes), vers)


def afficher(lignes: Iterable[LigneDeTexte], console: Console = sortie) -> None:
    for ligne in lignes:
        console.print(Text(ligne.texte, style=_STYLES[ligne.ton]))
