"""Locations of FHIR made into places, and into sites of structures."""

import re
from datetime import time
from decimal import Decimal
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Chemin, Gravite
from soinsprimaires.echanges._valeurs import Communes
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._adresses import SANS_ADRESSE, AdresseLue, en_cours, lire_adresse
from soinsprimaires.echanges.fhir._formes import (
    IDENTIFIANTS,
    Code,
    Formes,
    Notes,
    ObjetJson,
    codes_lus,
    laisser_concept,
)
from soinsprimaires.echanges.fhir._journal import Lu
from soinsprimaires.echanges.fhir._organisations import garder_autre
from soinsprimaires.echanges.fhir._releve import Depouillement
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import SLUG
from soinsprimaires.jours import JourSemaine
from soinsprimaires.modele.lieux import Horaire, NatureLieu, NatureSite, Position
from soinsprimaires.modele.organisations import AutreIdentifiant

JOURS: Final = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), JourSemaine, strict=True))
_NATURES_LIEU: Final = {nature.value: nature for nature in NatureLieu}
_NATURES_SITE: Final = {nature.value: nature for nature in NatureSite}
_NON_TENUS: Final = ("inactive", "suspended")
_HEURE: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d):00(?:\.0+)?", re.ASCII)


@attrs.define
class Endroit(Lu):
    """A Location, while the resources are read.

    Attributes:
        slug_lieu: the identifiant that this library wrote, of a place.
        slug_site: the same, of a site.
        organisation: the Organization that manages it.
        dans: the Location in which it is.
    """

    place: int
    cle: str
    nom: str = ""
    slug_lieu: str | None = None
    slug_site: str | None = None
    nature: NatureLieu | None = None
    nature_site: NatureSite | None = None
    adresse: AdresseLue = SANS_ADRESSE
    position: Position | None = None
    horaires: tuple[Horaire, ...] = ()
    autres: tuple[AutreIdentifiant, ...] = ()
    organisation: str | None = None
    dans: str | None = None
    devant: Chemin = ()


def lire_location(releve: Depouillement, cle: str, communes: Communes) -> Endroit:
    """What a Location says, each piece taken out of it."""
    ressource = releve.ressource
    endroit = Endroit(releve.place, cle, nom=releve.texte("name"), devant=releve.devant)
    for valeur, forme in releve.valeurs(IDENTIFIANTS):
        if forme.sorte in {"SLUG_SITE", "SLUG_LIEU"} and SLUG.raison(valeur) is None:
            setattr(endroit, forme.sorte.lower(), valeur)
        else:
            garder_autre(releve, endroit, valeur, forme)
    releve.nommer(endroit.slug_lieu, endroit.slug_site)
    if ressource.get("status") in _NON_TENUS:
        message = f"status: {ressource.pop('status')}, le lieu n'est plus tenu ; aucune date de fin n'en est déduite"
        releve.signaler("active.faux", message, ("status",))
    natures = releve.comprendre(_TYPES)
    if natures is not None:
        endroit.nature, endroit.nature_site = natures.lieu, natures.site
    if type(ressource.get("address")) is dict:
        adresse = ressource.pop("address")
        if en_cours(releve, adresse, ("address",)):
            endroit.adresse = lire_adresse(releve, adresse, ("address",), communes)
    if "position" in ressource:
        endroit.position = _position(releve, ressource.pop("position"))
    endroit.horaires = tuple(
        horaire
        for rang, heures in releve.elements("hoursOfOperation")
        if (horaire := _horaire(releve, heures, ("hoursOfOperation", rang))) is not None
    )
    endroit.organisation = releve.lien("managingOrganization")
    endroit.dans = releve.lien("partOf")
    return endroit


@attrs.define
class NaturesLues:
    """What the types of a Location say of it: the nature of a place, or that of a site."""

    lieu: NatureLieu | None = None
    site: NatureSite | None = None


def _comprendre_types(liste: list[Any], notes: Notes) -> NaturesLues:
    lues = NaturesLues()
    for rang, concept in notes.objets(liste, ("type",)):
        pris = [code for code in codes_lus(concept) if _type(lues, code)]
        laisser_concept(notes, concept, pris, ("type", rang))
    return lues


_TYPES: Final = Formes("type", _comprendre_types)


def _type(lues: NaturesLues, lu: Code) -> bool:
    """Whether a type is the nature of a place or of a site, which is then kept."""
    if lu.systeme == s.NATURE_LIEU and lu.code in _NATURES_LIEU:
        lues.lieu = _NATURES_LIEU[lu.code]
    elif lu.systeme == s.NATURE_SITE and lu.code in _NATURES_SITE:
        lues.site = _NATURES_SITE[lu.code]
    else:
        return False
    return True


def _position(releve: Depouillement, lue: Any) -> Position | None:
    degres = [lue.get(cle) for cle in _DEGRES] if type(lue) is dict else [None]
    if not all(type(degre) in {int, float, Decimal} for degre in degres):
        releve.laisser(("position",), lue)
        return None
    try:
        position = Position(latitude=Decimal(str(degres[0])), longitude=Decimal(str(degres[1])))
    except ValeurInvalide as erreur:
        releve.signaler(erreur.code, erreur.message, ("position",))
        return None
    releve.laisser_sauf(lue, _DEGRES, ("position",))
    return position


_DEGRES: Final = ("latitude", "longitude")


def _horaire(releve: Depouillement, heures: ObjetJson, chemin: Chemin) -> Horaire | None:
    trouvees = [_HEURE.fullmatch(str(heures.get(cle))) for cle in ("openingTime", "closingTime")]
    ouvre, ferme = (None if une is None else time(int(une[1]), int(une[2])) for une in trouvees)
    codes = heures.get("daysOfWeek", [])
    if (
        ouvre is None
        or ferme is None
        or not isinstance(codes, list)
        or not all(isinstance(code, str) and code in JOURS for code in codes)
    ):
        releve.laisser(chemin, heures)
        return None
    try:
        horaire = Horaire(jours=tuple(JOURS[code] for code in codes), ouvre=ouvre, ferme=ferme)
    except ValeurInvalide as erreur:
        releve.signaler(erreur.code, erreur.message, chemin, Gravite.AVERTISSEMENT)
        return None
    releve.laisser_sauf(heures, ("daysOfWeek", "openingTime", "closingTime"), chemin)
    return horaire
