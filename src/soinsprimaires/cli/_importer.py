"""``soinsprimaires importer``: from the national files to the registre of a département."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, BinaryIO, Final

import attrs
import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from soinsprimaires.affichage.contenu.lignes import LigneDeTexte
from soinsprimaires.cli._bilan_d_import import BilanImport, FichierJoint, en_objet, raconter
from soinsprimaires.cli._cible import ChoixFeuille, SurPlace, VersRegistre, choisir_cible
from soinsprimaires.cli._commun import A_REVOIR, CONFORME, afficher, erreurs, lire, refuser, refuser_document
from soinsprimaires.cli._completer import importer_completer
from soinsprimaires.cli._fichiers import FLUX, dire_en_json, entree
from soinsprimaires.cli._flux import ouvrir_entree
from soinsprimaires.cli._noter import importer_evenements
from soinsprimaires.cli._suivi import importer_suivi
from soinsprimaires.echanges import Lecture, annuaire, fhir, finess, listes, populations
from soinsprimaires.echanges._valeurs import exiger_departement
from soinsprimaires.echanges.rapprochement import rapprocher
from soinsprimaires.erreurs import CodeInconnu, DocumentInvalide, ErreurSoinsPrimaires, ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Delimitation
from soinsprimaires.temps import lire_jour


@attrs.frozen(kw_only=True)
class _Choix:
    """What the options ask of the readers."""

    departement: str | None
    membre: str | None
    categories: tuple[str, ...]
    millesime: date | None
    annee: int | None
    savoir_faire: str | None
    diplomes: str | None
    activites: str | None
    complets: bool
    pages: tuple[str, ...] = ()


def _jointe(
    nature: str, chemin: str | None, lire_fichier: Callable[[str | BinaryIO], Lecture[Any]]
) -> tuple[FichierJoint, ...]:
    if chemin is None:
        return ()
    return (FichierJoint(nature, chemin, lire_fichier(ouvrir_entree() if chemin == FLUX else entree(chemin))),)


def _elements(jointes: Iterable[FichierJoint]) -> Iterator[Any]:
    return chain.from_iterable(jointe.elements() for jointe in jointes)


def _importer_finess(chemin: str, flux: BinaryIO, registre: Registre, choix: _Choix) -> BilanImport:
    lire_fichier = finess.lire_json if finess.est_json(chemin, choix.membre) else finess.lire_csv
    lecture = lire_fichier(
        flux, departement=choix.departement, membre=choix.membre, categories=choix.categories or None
    )

    def attendue(entite: Entite) -> bool:
        categorie = finess.categorie_de(entite)
        return not choix.categories or (categorie is not None and categorie.code in choix.categories)

    jointes = _jointe("activités", choix.activites, finess.lire_activites)
    lues = lecture.puis(lambda lues: finess.joindre_activites(lues, _elements(jointes))) if jointes else lecture
    bilan = rapprocher(registre, lues, departement=choix.departement, attendue=attendue)
    return BilanImport(lecture, bilan, jointes=jointes)


def _importer_annuaire(_chemin: str, flux: BinaryIO, registre: Registre, choix: _Choix) -> BilanImport:
    # What one département holds fits in memory: the lines of a person may then stand anywhere.
    lecture = annuaire.lire_activites(
        flux,
        millesime=choix.millesime,
        departement=choix.departement,
        membre=choix.membre,
        registre=registre,
        adresses=True,
        en_memoire=choix.departement is not None,
    )
    savoirs = _jointe("savoir-faire", choix.savoir_faire, annuaire.lire_savoir_faire)
    diplomes = _jointe("diplômes", choix.diplomes, annuaire.lire_diplomes)
    jointes = (*savoirs, *diplomes)

    def joindre(lus: Iterable[Entite]) -> tuple[Entite, ...]:
        return annuaire.joindre(lus, savoirs=_elements(savoirs), diplomes=_elements(diplomes))

    lus = lecture.puis(joindre) if jointes else lecture
    return BilanImport(lecture, rapprocher(registre, lus, departement=choix.departement), jointes=jointes)


def _importer_msp(_chemin: str, flux: BinaryIO, registre: Registre, choix: _Choix) -> BilanImport:
    lecture = listes.lire_msp(flux, departement=choix.departement, membre=choix.membre)
    return BilanImport(lecture, rapprocher(registre, lecture, departement=choix.departement))


def _importer_cpts(_chemin: str, flux: BinaryIO, registre: Registre, choix: _Choix) -> BilanImport:
    delimitation = Delimitation.COMPLETE if choix.complets else Delimitation.PARTIELLE
    lecture = listes.lire_cpts(flux, departement=choix.departement, membre=choix.membre, delimitation=delimitation)
    return BilanImport(lecture, rapprocher(registre, lecture, departement=choix.departement))


def _importer_fhir(_chemin: str, flux: BinaryIO, registre: Registre, choix: _Choix) -> BilanImport:
    lecture = fhir.lire(
        flux,
        *map(entree, choix.pages),
        millesime=choix.millesime,
        departement=choix.departement,
        membre=choix.membre,
        registre=registre,
    )
    return BilanImport(lecture, rapprocher(registre, lecture, departement=choix.departement))


def _importer_populations(_chemin: str, flux: BinaryIO, registre: Registre, choix: _Choix) -> BilanImport:
    lecture = populations.lire(flux, annee=choix.annee, departement=choix.departement, membre=choix.membre)
    lues = tuple(lecture)
    territoires, inconnues = [], 0
    for population in populations.reunir(lues):
        try:
            territoires.append(population.territoire())
        except CodeInconnu:
            inconnues += 1
        except ValeurInvalide:
            refuser("populations : le fichier ne dit pas son année, l'ajouter (--annee 2023)")
    bilan = rapprocher(registre, territoires, departement=choix.departement)
    return BilanImport(lecture, bilan, inconnues, fusionnees=populations.ont_fusionne(lues))


_NATURES: Final[dict[str, Callable[[str, BinaryIO, Registre, _Choix], BilanImport]]] = {
    "finess": _importer_finess,
    "msp": _importer_msp,
    "cpts": _importer_cpts,
    "annuaire": _importer_annuaire,
    "fhir": _importer_fhir,
    "populations": _importer_populations,
}
"""In this order, whatever that of the command: practices are tied to the sites that FINESS gave."""
_FEUILLES: Final = {"suivi": importer_suivi, "evenements": importer_evenements, "completer": importer_completer}
"""What people fill, which is read alone."""
_FHIR: Final = "fhir"
"""Whose files are the pages of one answer: they are read together."""
_FIGURES: Final = {
    nature: f"ce fichier ne donne pas d'entités ; il se lit par la fonction soinsprimaires.echanges.{nature}.lire"
    for nature in ("zonage", "apl", "contours", "ages", "qpv")
}
"""What gives no entity, and is an argument of functions."""
_SE_JOIGNENT: Final = {
    "savoir_faire": ("--savoir-faire", "annuaire"),
    "diplomes": ("--diplomes", "annuaire"),
    "activites": ("--activites", "finess"),
    "complets": ("--territoires-complets", "cpts"),
}
"""Options that say more of a file, which must be given."""


def importer(
    fichiers: Annotated[
        list[str],
        typer.Argument(
            metavar="NATURE FICHIER",
            help="suivi, evenements ou completer, puis une feuille .csv ou .xlsx ; ou des paires : finess, annuaire, "
            "populations, ou msp et cpts pour les listes d'une région, puis le fichier, tel quel, .gz ou .zip, "
            "ou « - » ; ou fhir, puis toutes les pages d'une recherche : fhir page-1.json page-2.json.",
        ),
    ],
    *,
    vers: VersRegistre = None,
    dans: Annotated[
        str | None, typer.Option("--dans", metavar="REGISTRE", help="Registre à compléter ; aucun par défaut.")
    ] = None,
    sur_place: SurPlace = False,
    au: Annotated[
        str | None,
        typer.Option("--au", metavar="DATE", help="Jour où parle la feuille ; aujourd'hui par défaut."),
    ] = None,
    correspondance: Annotated[
        Path | None,
        typer.Option(
            metavar="TOML",
            help="Colonnes et mots de la feuille (.toml) : lu s'il existe, sinon proposé, et lui seul est écrit.",
        ),
    ] = None,
    departement: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Ne garder que ce département : 32, 2A, 974 ; où chercher les communes."),
    ] = None,
    membre: Annotated[
        str | None, typer.Option(metavar="NOM", help="Fichier voulu dans une archive de plusieurs : *communes*.csv.")
    ] = None,
    categorie: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Ne garder que cette catégorie FINESS (répétable) : 603, 604, 124."),
    ] = None,
    millesime: Annotated[
        str | None, typer.Option(metavar="DATE", help="Jour de l'extraction de l'Annuaire santé, AAAA-MM-JJ.")
    ] = None,
    annee: Annotated[int | None, typer.Option(metavar="AAAA", help="Année que décrivent les populations.")] = None,
    savoir_faire: Annotated[
        str | None, typer.Option(metavar="FICHIER", help="Savoir-faire de l'Annuaire santé, à joindre à annuaire.")
    ] = None,
    diplomes: Annotated[
        str | None, typer.Option(metavar="FICHIER", help="Diplômes de l'Annuaire santé, à joindre à annuaire.")
    ] = None,
    activites: Annotated[
        str | None, typer.Option(metavar="FICHIER", help="Activités des établissements, à joindre à finess.")
    ] = None,
    complets: Annotated[
        bool, typer.Option("--territoires-complets", help="La liste cpts donne toutes les communes de chaque CPTS.")
    ] = False,
    pour_programme: Annotated[
        bool, typer.Option("--json", help="Une ligne JSON par fichier, pour un programme.")
    ] = False,
) -> None:
    """Importer la feuille de suivi d'une unité, ou des fichiers nationaux, sans rien perdre de ce qui fut saisi.

    Codes de retour : 0 tout est lu ; 1 des lignes sont refusées, un fichier est tronqué, des valeurs se contredisent ou
    quelque chose est à décider (le registre est écrit) ; 2 un fichier est inutilisable (rien n'est écrit).
    """
    try:
        choix = _Choix(
            departement=None if departement is None else exiger_departement(departement),
            membre=membre,
            categories=tuple(categorie or ()),
            millesime=None if millesime is None else lire_jour(millesime),
            annee=annee,
            savoir_faire=savoir_faire,
            diplomes=diplomes,
            activites=activites,
            complets=complets,
        )
    except ValeurInvalide as erreur:
        refuser(f"--millesime : {erreur}")
    except CodeInconnu as erreur:
        refuser(f"--departement : {erreur}")
    cible = choisir_cible(dans, vers, sur_place=sur_place)
    if cible.nom == FLUX and pour_programme:
        refuser("--json et -o - écrivent tous deux sur la sortie standard : choisir l'un des deux")
    if (importer_feuille := _FEUILLES.get(fichiers[0])) is not None:
        if len(fichiers) != 2:  # noqa: PLR2004 - its name
            refuser(f"{fichiers[0]} : une feuille est attendue, et une seule feuille à la fois")
        choisi = ChoixFeuille(
            au=au, departement=choix.departement, correspondance=correspondance, en_json=pour_programme
        )
        raise typer.Exit(importer_feuille(fichiers[1], dans, cible, choisi))
    if au is not None or correspondance is not None:
        refuser("--au et --correspondance sont d'une feuille de suivi : importer suivi FICHIER")
    registre = Registre() if dans is None else lire(dans)
    a_revoir = False
    paires = _apparier(_deplier(fichiers), choix)
    pages = tuple(chemin for nature, chemin in paires if nature == _FHIR)
    choix = attrs.evolve(choix, pages=pages[1:])
    for nature, chemin in (paire for paire in paires if paire[0] != _FHIR or paire[1] == pages[0]):
        resultat = _lire(nature, chemin, registre, choix)
        registre = resultat.rapprochement.registre
        a_revoir |= resultat.a_revoir
        if pour_programme:
            dire_en_json(en_objet(nature, chemin, resultat))
        else:
            afficher(raconter(nature, chemin, resultat), cible.console)
    cible.remettre(registre)
    if not pour_programme:
        afficher([LigneDeTexte(f"{cible.nom} : {len(registre)} entités")], cible.console)
    raise typer.Exit(A_REVOIR if a_revoir else CONFORME)


def _deplier(fichiers: list[str]) -> list[str]:
    """The pages that follow « fhir » alone, each with its nature."""
    if fichiers[0] != _FHIR or any(mot in _NATURES for mot in fichiers[1:]):
        return fichiers
    return [mot for page in fichiers[1:] for mot in (_FHIR, page)] or fichiers


def _apparier(fichiers: list[str], choix: _Choix) -> list[tuple[str, str]]:
    natures = list(_NATURES)
    paires = list(zip(fichiers[::2], fichiers[1::2], strict=False))
    for nature, _ in paires:
        if nature in _FIGURES:
            refuser(f"« {nature} » : {_FIGURES[nature]}")
        if nature not in _NATURES:
            refuser(f"« {nature} » : la nature d'un fichier est suivi (une feuille), {', '.join(natures)}")
    if len(fichiers) % 2:
        dit = f"une nature (suivi pour la feuille d'une unité, {', '.join(natures)}) puis un fichier sont attendus"
        refuser(f"« {fichiers[-1]} » : {dit}")
    donnees = {nature for nature, _ in paires}
    for champ, (option, nature) in _SE_JOIGNENT.items():
        if getattr(choix, champ) and nature not in donnees:
            refuser(f"{option} dit plus d'un fichier {nature}, qui n'est pas donné : {nature} FICHIER")
    return sorted(paires, key=lambda paire: natures.index(paire[0]))


def _lire(nature: str, chemin: str, registre: Registre, choix: _Choix) -> BilanImport:
    colonnes = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    try:
        with (
            _fichier(chemin) as copie,
            Progress(*colonnes, console=erreurs, transient=True, disable=not erreurs.is_terminal) as progression,
            progression.open(copie, "rb", description=nature) as flux,
        ):
            return _NATURES[nature](copie, flux, registre, choix)
    except DocumentInvalide as erreur:
        refuser_document(chemin, erreur)
    except ErreurSoinsPrimaires as erreur:
        refuser(f"{chemin} : {erreur}")


@contextmanager
def _fichier(chemin: str) -> Iterator[str]:
    """A file that can be read twice: its nature is judged before it is read."""
    if chemin != FLUX:
        yield entree(chemin)
        return
    with TemporaryDirectory() as dossier:
        copie = Path(dossier) / "entree"
        with copie.open("wb") as fichier:
            shutil.copyfileobj(ouvrir_entree(), fichier)
        yield str(copie)
