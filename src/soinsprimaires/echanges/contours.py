"""CPTS and projects of CPTS drawn on a map: the properties of a GeoJSON layer, without its shapes.

The names of the properties change from one vintage to the next: those that were seen are looked for, and the caller
names the others.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import LIMITES, Flux, Limites, Source, ouvrir
from soinsprimaires.echanges._json import elements
from soinsprimaires.echanges._lecture import Journal, Lecture, produire
from soinsprimaires.echanges._tables import LONGUEUR_CELLULE, normaliser
from soinsprimaires.echanges._valeurs import Juge
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import FINESS, Finess
from soinsprimaires.sources import Provenance

__all__ = ["ContourCpts", "StatutContour", "lire"]

TITRE: Final = "CPTS et projets de CPTS (contours)"

_NOMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "nom": ("nom", "nom_cpts", "cpts", "libelle", "lib_cpts", "name"),
        "statut": ("statut", "statut_cpts", "etat", "avancement", "etat_avancement"),
        "finess": ("finess", "num_finess", "nofinesset", "finess_geo", "finess_ej"),
    }
)


class StatutContour(Enum):
    """How far the layer says that a CPTS went; the value is the word by which a status is known."""

    INITIATIVE = "initiative"
    REDACTION = "redaction"
    VALIDE = "valide"
    SIGNATAIRE = "signataire"


@attrs.frozen(kw_only=True)
class ContourCpts:
    """What a layer says of a CPTS, beside its shape.

    Attributes:
        nom: name.
        statut: how far it went, ``None`` when the layer does not say it in a known word.
        statut_ecrit: the words of the layer.
        finess: FINESS number, which only a validated project has.
        proprietes: every property, as it is.
    """

    nom: str
    statut: StatutContour | None = None
    statut_ecrit: str | None = None
    finess: Finess | None = None
    proprietes: Extensions


def lire(
    source: Source,
    *,
    correspondance: Mapping[str, str] = MappingProxyType({}),
    membre: str | None = None,
    limites: Limites = LIMITES,
) -> Lecture[ContourCpts]:
    """Read the properties of the features of a GeoJSON; their shapes are never in memory.

    Args:
        source: path or binary stream.
        correspondance: name of the property for each of ``nom``, ``statut`` and ``finess`` that is not among the usual.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Raises:
        ValeurInvalide: a correspondance of something else.
        DocumentInvalide: while reading; it is no GeoJSON, or the archive is refused.
        ExtraManquant: while reading; ijson is not installed.
    """
    for nom in correspondance:
        if nom not in _NOMS:
            raise ValeurInvalide(f"{citer(nom)} n'est pas {', '.join(_NOMS)}", "correspondance.nom", "correspondance")
    journal = Journal(lambda rang, _: (f"/features/{rang}/properties", f"contour n° {rang + 1}"))
    journal.provenance = Provenance(titre=TITRE)
    noms = {nom: (correspondance[nom],) if nom in correspondance else usuels for nom, usuels in _NOMS.items()}

    def contours() -> Iterator[ContourCpts]:
        with ouvrir(source, journal, limites, membre, ("*.geojson", "*.json"), json=True) as ouvert:
            if not isinstance(ouvert, Flux):
                raise journal.renoncer("fichier.nature", "un GeoJSON est attendu, pas un classeur")
            chemin = "features.item.properties"
            for rang, proprietes in elements(ouvert, journal, "features", chemin, "Lire un GeoJSON"):
                journal.lues += 1
                contour = _contour(proprietes, rang, journal, noms)
                if contour is not None:
                    journal.gardees += 1
                    yield contour

    return produire(journal, contours())


_JUGE_FINESS: Final = Juge(FINESS)


def _contour(brut: Any, rang: int, journal: Journal, noms: Mapping[str, tuple[str, ...]]) -> ContourCpts | None:
    if not isinstance(brut, dict):
        journal.refuser(rang, "type.inattendu", "les propriétés ne sont pas un objet")
        return None
    plies = {normaliser(cle): valeur for cle, valeur in brut.items()}
    textes = {
        nom: next((str(plies[cle]).strip() for cle in map(normaliser, usuels) if plies.get(cle) is not None), "")
        for nom, usuels in noms.items()
    }
    if not textes["nom"]:
        journal.refuser(rang, "nom.absent", f"aucune propriété {', '.join(map(citer, noms['nom']))} (correspondance=)")
        return None
    if len(textes["nom"]) > LONGUEUR_CELLULE:
        journal.refuser(rang, "champ.longueur", f"un nom de plus de {LONGUEUR_CELLULE} caractères")
        return None
    finess, faute = _JUGE_FINESS.juger(textes["finess"]) if textes["finess"] else (None, None)
    if faute is not None:
        journal.signaler(rang, *faute, "finess")
    mots = set(normaliser(textes["statut"]).split())
    statuts = [statut for statut in StatutContour if statut.value in mots]
    if textes["statut"] and len(statuts) != 1:
        message = f"statut {citer(textes['statut'])} inconnu, gardé tel quel"
        journal.signaler(rang, "code.inconnu", message, "statut")
    return ContourCpts(
        nom=textes["nom"],
        statut=statuts[0] if len(statuts) == 1 else None,
        statut_ecrit=textes["statut"] or None,
        finess=finess,
        proprietes=Extensions(brut),
    )
