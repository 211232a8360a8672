"""CPTS and projects of CPTS drawn on a map: the properties of a GeoJSON layer, without its shapes.

The names of the properties change from one vintage to the next: those that were seen are looked for, and the caller
names the others.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._flux import LIMITES, Flux, Limites, Source, ouvrir
from soinsprimaires.echanges._json import elements
from soinsprimaires.echanges._lecture import Journal, Lecture, produire
from soinsprimaires.echanges._nature import REGARDES
from soinsprimaires.echanges._tables import LONGUEUR_CELLULE, normaliser
from soinsprimaires.echanges._valeurs import JUGE_FINESS
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import Finess
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


_UN_PAR_LIGNE: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"type"\s*:\s*"Feature"')
"""How a sequence begins: one feature a line, which none holds together."""


class StatutContour(Vocabulaire):
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
    journal = Journal(
        lambda rang, _: (f"/features/{rang}/properties", f"contour n° {rang + 1}"), Provenance(titre=TITRE)
    )
    noms = {nom: (correspondance[nom],) if nom in correspondance else usuels for nom, usuels in _NOMS.items()}

    def contours() -> Iterator[ContourCpts]:
        with ouvrir(source, journal, limites, membre, ("*.geojson", "*.json"), json=True) as ouvert:
            if not isinstance(ouvert, Flux):
                raise journal.renoncer("fichier.nature", "un GeoJSON est attendu, pas un classeur")
            suite = (
                elements(ouvert, journal, "properties", "properties", "Lire un GeoJSON", plusieurs=True)
                if _UN_PAR_LIGNE.match(ouvert.regarder(REGARDES))
                else elements(ouvert, journal, "features", "features.item.properties", "Lire un GeoJSON")
            )
            for rang, proprietes in suite:
                journal.lues += 1
                contour = _contour(proprietes, rang, journal, noms)
                if contour is not None:
                    journal.gardees += 1
                    yield contour

    return produire(journal, contours())


_STATUTS: Final = (
    (StatutContour.INITIATIVE, re.compile(r"\b(?:lettre intention|li)\b")),
    (StatutContour.SIGNATAIRE, re.compile(r"\b(?:signataires?|aci|contrats?|conventions?|conventionnee?|signee?)\b")),
    (StatutContour.VALIDE, re.compile(r"\bvalidee?s?\b")),
    (StatutContour.REDACTION, re.compile(r"\b(?:redaction|ecriture)\b")),
    (StatutContour.INITIATIVE, re.compile(r"\b(?:initiative|emergence|emergente)\b")),
)
"""The words of the statuses: a letter of intent may be validated, a contract is signed on a validated project."""
_NEGATION: Final = re.compile(r"\b(?:non|pas|sans|attente|cours|a|refusee?|abandonnee?)\b")


def statut_de(ecrit: str) -> StatutContour | None:
    """How far words say that a CPTS went; those that deny or announce say nothing."""
    plie = normaliser(ecrit)
    statut = next((un for un, mots in _STATUTS if mots.search(plie)), None)
    annonce = statut in {StatutContour.SIGNATAIRE, StatutContour.VALIDE} and _NEGATION.search(plie)
    return None if annonce else statut


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
    finess, faute = JUGE_FINESS.juger(textes["finess"]) if textes["finess"] else (None, None)
    if faute is not None:
        journal.signaler(rang, *faute, "finess")
    statut = statut_de(textes["statut"])
    if textes["statut"] and statut is None:
        message = f"statut {citer(textes['statut'])} inconnu, gardé tel quel"
        journal.signaler(rang, "code.inconnu", message, "statut")
    return ContourCpts(
        nom=textes["nom"],
        statut=statut,
        statut_ecrit=textes["statut"] or None,
        finess=finess,
        proprietes=Extensions(brut),
    )
