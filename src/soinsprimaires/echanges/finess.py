"""FINESS, the national register of establishments: the CSV that stopped in May 2026, and the JSON that follows it.

One establishment (*entité géographique*) gives one entity, by its category:

* 603 a :class:`MSP`, 604 a :class:`CPTS`, 124 and the four that it replaced a :class:`CentreSante`, 647 an
  :class:`EquipeSoinsSpecialises`, with one :class:`Site` and its :class:`Lieu`;
* every other one an :class:`Organisation`, of nature ``dac`` (606), ``etablissement_sante`` (hospitals) or ``autre``.

No category exists for a centre territorial de santé: it is a centre de santé here. The category, with its system, is
that of the site of a structure, and stands in the extension ``fr.esante.finess`` of an organisation. Only projects that
an ARS validated are in FINESS, and a CPTS stands there without its members.

The *entité juridique* gives its number (``finess`` of the entity) and, of a centre de santé, its gestionnaire: an
:class:`Organisation` given once, before its first centre. The JSON tells its name, its SIREN and its legal status; the
CSV tells its number only.

Identifiants are ``finess-`` and the number, ``site-finess-`` and ``lieu-finess-`` for the site and the building.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.echanges import _finess_activites, _finess_json
from soinsprimaires.echanges._finess import (
    CATEGORIES,
    EDITEUR,
    EXTENSION,
    EntiteFiness,
    Etablissement,
    Fabrique,
    Titres,
)
from soinsprimaires.echanges._finess_activites import Activite
from soinsprimaires.echanges._finess_atlasante import FORME_ATLASANTE, TITRE_ATLASANTE, etablissements_ouverts
from soinsprimaires.echanges._finess_points import SECTION, PointLu, lire_points, placer
from soinsprimaires.echanges._flux import LIMITES, Flux, Interruption, Limites, Source, ouvrir
from soinsprimaires.echanges._lecture import Journal, Lecture, produire
from soinsprimaires.echanges._tables import LONGUEUR_CELLULE, Forme, TableLue, preneur, tableaux
from soinsprimaires.echanges._valeurs import (
    AUTRE_CATEGORIE,
    DEPARTEMENTS_FINESS,
    ZERO_REMIS,
    completer_commune,
    departement_de,
    exiger_departement,
)
from soinsprimaires.erreurs import DocumentInvalide, ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.organisations import Organisation
from soinsprimaires.modele.structures import Structure
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle

__all__ = [
    "CATEGORIES",
    "EXTENSION",
    "Activite",
    "EntiteFiness",
    "categorie_de",
    "est_json",
    "joindre_activites",
    "lire_activites",
    "lire_csv",
    "lire_json",
]

TITRE_CSV: Final = "FINESS, établissements (etalab-cs1100502)"
_TITRES_CSV: Final = Titres(
    numero="nofinesset",
    juridique="nofinessej",
    nom="rs",
    commune="commune",
    siret="siret",
    ouverture="dateouv",
    fermeture="",
)
_CATEGORIE: Final = 3
"""Digits of a category."""
_NUMERO: Final = 3
"""Digits of a commune in its département."""
_ETABLISSEMENT: Final = "structureet"
_AUTRES: Final = {
    "structureej": "des entités juridiques",
    "equipementsocial": "des équipements sociaux",
    "equipementlourd": "des équipements matériels lourds",
    "equipement": "des équipements",
    "activiteoffresoin": "des activités de soins",
    "activite": "des activités",
}
"""The lines of the other files of FINESS, which begin in the same way."""
_CHAMPS: Final = (
    *("section", "nofinesset", "nofinessej", "rs", "rslongue", "complrs", "compldistrib", "numvoie", "typvoie", "voie"),
    *("compvoie", "lieuditbp", "commune", "departement", "libdepartement", "ligneacheminement", "telephone"),
    *("telecopie", "categetab", "libcategetab", "categagretab", "libcategagretab", "siret", "codeape", "codemft"),
    *("libmft", "codesph", "libsph", "dateouv", "dateautor", "datemaj", "numuai"),
)
"""The fields of the published file, which has no titles."""
_LUS: Final = (
    *("nofinesset", "nofinessej", "rs", "rslongue", "commune", "departement", "ligneacheminement", "telephone"),
    *("categetab", "siret", "dateouv"),
)
_VOIE: Final = ("numvoie", "compvoie", "typvoie", "voie", "lieuditbp")
_POINT: Final = ("coordxet", "coordyet", "sourcecoordet")
"""The coordinates of the files that have them in the line of the establishment."""
_FORME_CSV: Final = Forme(
    colonnes={nom: (nom,) for nom in (*_LUS, *_VOIE, *_POINT)} | {"section": ("section", "finess")},
    requises=(*_LUS, *_VOIE),
    stricte=True,
    champs=_CHAMPS,
    premiere=("finess", "etalab"),
    sections=frozenset({SECTION, *_AUTRES}),
)


_USUELS: Final = ("*cs1100502*", "*cs1100507*", "*etablissements*")
_SANS_RETOUR: Final = (
    "coordonnees.sans_retour",
    "coordonnées non lues : elles suivent les établissements, et ce flux ne se lit qu'une fois",
)


def lire_csv(
    source: Source,
    *,
    departement: str | None = None,
    categories: Collection[str] | None = None,
    membre: str | None = None,
    limites: Limites = LIMITES,
) -> Lecture[EntiteFiness]:
    """Read ``etalab-cs1100502``, 32 fields without titles, or the same with titles (re-exposition, file saved again).

    The lines of coordinates of ``cs1100507`` come after those of the establishments: a path, or a stream that can go
    back, is gone through once more for them; from another stream they are left aside, which is told.

    Args:
        source: path or binary stream.
        departement: keep the establishments of this one only.
        categories: keep those of these categories only (:data:`CATEGORIES` are those of structures).
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; the file has another layout, or the archive is refused.
        ValeurInvalide: a category is not three digits.
    """
    journal = Journal()
    voulues = _exiger_categories(categories)
    fabrique = Fabrique(journal, _TITRES_CSV, exiger_departement(departement))

    def elements() -> Iterator[EntiteFiness]:
        points = _lire_points(source, membre, limites)
        with ouvrir(source, journal, limites, membre, _USUELS) as ouvert:
            for tableau in tableaux(ouvert, journal, _FORME_CSV, FORME_ATLASANTE):
                yield from _lire_csv(tableau, journal, fabrique, voulues, points)

    return produire(journal, elements())


def lire_json(
    source: Source,
    *,
    departement: str | None = None,
    categories: Collection[str] | None = None,
    fermees: bool = False,
    membre: str | None = None,
    limites: Limites = LIMITES,
) -> Lecture[EntiteFiness]:
    """Read ``finess-structures-1``, one *entité juridique* in memory at a time.

    The address of use ``03`` is taken, where care is given, not that of the seat; coordinates are put in order, and
    into degrees. An establishment that another one carries (``roleEge``) is a second site of its structure.

    Args:
        source: path or binary stream.
        departement: keep the establishments of this one only.
        categories: keep those of these categories only (:data:`CATEGORIES` are those of structures).
        fermees: keep those that are closed too, with the milestone of their closing when it is dated.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        CodeInconnu: no such département.
        DocumentInvalide: while reading; it is another file, or the archive is refused.
        ExtraManquant: while reading; ijson is not installed.
        ValeurInvalide: a category is not three digits.
    """
    journal = Journal(_finess_json.lieu_de)
    voulues = _exiger_categories(categories)
    fabrique = Fabrique(journal, _finess_json.TITRES, exiger_departement(departement))

    def elements() -> Iterator[EntiteFiness]:
        with ouvrir(source, journal, limites, membre, ("*structures*.json",), json=True) as ouvert:
            flux = _exiger_texte(ouvert, journal)
            yield from _finess_json.parcourir(flux, journal, fabrique, voulues, fermees=fermees)

    return produire(journal, elements())


def lire_activites(source: Source, *, membre: str | None = None, limites: Limites = LIMITES) -> Lecture[Activite]:
    """Read ``finess-activites-1``, one *entité juridique* in memory at a time, or the CSV of the authorisations.

    The JSON says the activities of an *entité juridique*, and again those of each of its establishments: the second are
    read, the first counted.

    Args:
        source: path or binary stream.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        DocumentInvalide: while reading; it is another file, or the archive is refused.
        ExtraManquant: while reading the JSON; ijson is not installed.
    """
    return _finess_activites.lire_activites(source, membre=membre, limites=limites)


def joindre_activites(entites: Iterable[EntiteFiness], activites: Iterable[Activite]) -> tuple[EntiteFiness, ...]:
    """The same entities, each with the activities of its establishments that are not over, in its extension.

    Activities of establishments that are not among them are left aside, one by one: only the others are kept in memory.
    """
    lues = tuple(entites)
    numeros: dict[str, int] = {numero: rang for rang, entite in enumerate(lues) for numero in _etablissements(entite)}
    trouvees: dict[int, list[dict[str, Any]]] = {}
    for activite in activites:
        rang = numeros.get(activite.finess)
        if rang is not None and activite.active is not False:
            trouvees.setdefault(rang, []).append(activite.en_extension())
    jointes = list(lues)
    for rang, siennes in trouvees.items():
        dites = {} if (extensions := lues[rang].extensions) is None else dict(extensions)
        dites[EXTENSION] = {**dites.get(EXTENSION, {}), "activites": siennes}
        jointes[rang] = attrs.evolve(lues[rang], extensions=Extensions(dites))
    return tuple(jointes)


def _etablissements(entite: EntiteFiness) -> Iterator[str]:
    """The numbers of the establishments of an entity: those of the sites of a structure, that of an organisation."""
    if isinstance(entite, Structure):
        yield from (site.finess for site in entite.sites if site.finess is not None)
    elif isinstance(entite, Organisation):
        yield entite.identifiant.removeprefix("finess-").upper()


def _exiger_categories(categories: Collection[str] | None) -> Collection[str] | None:
    """Refuse what no category can be: a text alone would be looked for letter by letter, and nothing be found."""
    if categories is None:
        return None
    if isinstance(categories, str):
        message = f"plusieurs catégories sont attendues, pas {citer(categories)}"
        raise ValeurInvalide(message, "type.inattendu", "categories")
    for rang, code in enumerate(categories):
        champ = f"categories/{rang}"
        if not (len(exiger(code, str, champ)) == _CATEGORIE and code.isascii() and code.isdigit()):
            message = f"{citer(code)} n'est pas une catégorie ({_CATEGORIE} chiffres)"
            raise ValeurInvalide(message, "code.forme", champ)
    return categories


def categorie_de(entite: Entite) -> CodeNomenclature | None:
    """The category under which FINESS lists what was read of it; a building and an entité juridique have none."""
    if isinstance(entite, Structure):
        return next((site.categorie_finess for site in entite.sites if site.categorie_finess is not None), None)
    extension = {} if entite.extensions is None else entite.extensions.get(EXTENSION, {})
    categorie = extension.get("categorie")
    return None if categorie is None else CodeNomenclature(Systeme(categorie["systeme"]), categorie["code"])


def est_json(chemin: str | Path, membre: str | None = None) -> bool:
    """Whether a file of FINESS is the JSON rather than the CSV, by its first character once unpacked.

    Raises:
        DocumentInvalide: the archive is refused.
        OSError: the path cannot be opened.
    """
    with ouvrir(chemin, Journal(), LIMITES, membre, ("*structures*.json",), json=True) as ouvert:
        debut = ouvert.read(64) if isinstance(ouvert, Flux) else b""
    return debut.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _exiger_texte(ouvert: object, journal: Journal) -> Flux:
    if not isinstance(ouvert, Flux):
        raise journal.renoncer("fichier.nature", "un JSON est attendu, pas un classeur")
    return ouvert


def _lire_points(source: Source, membre: str | None, limites: Limites) -> Mapping[str, PointLu] | None:
    """The coordinates that follow the establishments; ``None`` of a stream that cannot go back to them.

    What is wrong in the file is told when it is read.
    """
    points: dict[str, PointLu] = {}
    with ExitStack() as retour:
        if not isinstance(source, str | Path):
            if not (hasattr(source, "seekable") and source.seekable()):
                return None
            retour.callback(source.seek, source.tell())
        with suppress(DocumentInvalide, Interruption), ouvrir(source, Journal(), limites, membre, _USUELS) as ouvert:
            points.update(lire_points(ouvert) if isinstance(ouvert, Flux) else ())
    return points


def _lire_csv(
    tableau: TableLue,
    journal: Journal,
    fabrique: Fabrique,
    categories: Collection[str] | None,
    points: Mapping[str, PointLu] | None,
) -> Iterator[EntiteFiness]:
    fabrique.provenance = journal.provenance = _dater(tableau, journal)
    rangs, nombre = tableau.colonnes.rangs, tableau.colonnes.nombre
    prendre, prendre_voie = preneur(tableau.colonnes, _LUS), preneur(tableau.colonnes, _VOIE)
    section = rangs.get("section")
    prendre_point = preneur(tableau.colonnes, _POINT) if rangs.keys() >= {*_POINT[:2]} else None
    places: set[str] = set()
    connues: dict[str, CodeNomenclature] = {}
    rangees = tableau.rangees if tableau.forme is _FORME_CSV else etablissements_ouverts(tableau, journal, fabrique)
    for numero, cellules in rangees:
        if section is not None and cellules[section] != _ETABLISSEMENT:
            _autre_ligne(cellules, cellules[section].strip(), numero, journal, None if points is None else places)
            continue
        pris = map(str.strip, prendre(cellules))
        ege, ej, nom, nom_long, commune, departement, ville, telephone, categorie, siret, ouverture = pris
        adresse = _lire_adresse(prendre_voie(cellules)) if categorie in CATEGORIES else ""  # of a structure only
        if len(nom) + len(nom_long) + len(telephone) + len(adresse) > LONGUEUR_CELLULE:
            journal.refuser(numero, "champ.longueur", f"un champ de plus de {LONGUEUR_CELLULE} caractères")
            continue
        code = connues.get(categorie)
        if code is None:
            # A name that holds a separator moves what follows.
            if len(cellules) != nombre and not (len(categorie) == _CATEGORIE and categorie.isdigit()):
                journal.refuser(numero, "ligne.champs", f"{len(cellules)} champs au lieu de {nombre}")
                continue
            try:
                code = connues[categorie] = CodeNomenclature(Systeme.TRE_R66, categorie)
            except ValeurInvalide as erreur:
                journal.refuser(numero, erreur.code, erreur.message, "categetab")
                continue
        if categories is not None and categorie not in categories:
            journal.ecarter(AUTRE_CATEGORIE)
            continue
        departement = DEPARTEMENTS_FINESS.get(departement, departement)
        if len(commune) == _NUMERO and len(departement) > 1:
            commune = departement[:2] + commune
        elif commune:
            commune, remis = completer_commune(commune, departement)
            if remis:
                journal.signaler(numero, "zero.perdu", ZERO_REMIS, "commune", gravite=Gravite.INFORMATION)
        if not fabrique.retenir((numero, -1), commune, departement, ville[:5]):
            continue
        position = None
        if categorie in CATEGORIES and (prendre_point is not None or points):
            point = points.get(ege) if points else prendre_point(cellules) if prendre_point else None
            position = placer(point, departement_de(commune) or departement, numero, journal)
            if position is not None:
                places.add(ege)
        lu = Etablissement(
            numero=ege,
            juridique=ej,
            nom=nom_long or nom,
            categorie=code,
            commune=commune,
            code_postal=ville[:5],
            adresse=adresse,
            telephone=telephone,
            siret=siret,
            ouverture=ouverture,
            position=position,
        )
        yield from fabrique.fabriquer(lu, numero)


def _lire_adresse(cellules: Sequence[str]) -> str:
    *voie, lieu = map(str.strip, cellules)
    return ", ".join(filter(None, (" ".join(filter(None, voie)), lieu)))


def _dater(tableau: TableLue, journal: Journal) -> Provenance:
    """What the first line says of the file: ``finess;etalab;111;2026-05-12``; titles say nothing."""
    if tableau.forme is FORME_ATLASANTE:
        return Provenance(titre=TITRE_ATLASANTE, editeur="Atlasanté")
    numero, premiere = tableau.entete
    publie_le = None
    if premiere[0].strip() != _FORME_CSV.premiere[0] or len(premiere) != 4:  # noqa: PLR2004 - the fourth is the day
        message = "des titres à la place de « finess;etalab;...;AAAA-MM-JJ » : la date de publication n'est pas connue"
        journal.signaler(numero, "date.absente", message, gravite=Gravite.INFORMATION)
    else:
        try:
            publie_le = DatePartielle.lire(premiere[3].strip())
        except ValeurInvalide as erreur:
            journal.signaler(numero, erreur.code, erreur.message)
    return Provenance(titre=TITRE_CSV, editeur=EDITEUR, publie_le=publie_le)


def _autre_ligne(
    cellules: Sequence[str], section: str, numero: int, journal: Journal, places: AbstractSet[str] | None
) -> None:
    """A line that is no establishment: of coordinates, which those of ``places`` have taken, or wrong."""
    if section == SECTION:
        if places is None:
            journal.signaler(numero, *_SANS_RETOUR, gravite=Gravite.INFORMATION)
        if places and cellules[1].strip() in places:
            journal.gardees += 1
        else:
            journal.ecarter("coordonnées d'un établissement qui n'en prend pas")
    elif section in _AUTRES and not journal.gardees:
        message = f"ce n'est pas ce fichier, c'est celui {_AUTRES[section]} de FINESS : prendre etalab-cs1100502"
        raise journal.renoncer("fichier.nature", message)
    else:
        journal.refuser(numero, "ligne.section", f"{citer(section)} n'est pas « {_ETABLISSEMENT} »", "section")
