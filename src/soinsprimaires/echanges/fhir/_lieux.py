"""Locations of FHIR made into places, and into sites of structures."""

import re
from datetime import time
from decimal import Decimal
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Chemin, Gravite
from soinsprimaires.echanges._valeurs import Communes
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._adresses import AdresseLue, lire_adresse
from soinsprimaires.echanges.fhir._organisations import garder_autre
from soinsprimaires.echanges.fhir._releve import Depouillement, ObjetJson
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import SLUG
from soinsprimaires.jours import JourSemaine
from soinsprimaires.modele.lieux import Horaire, NatureLieu, NatureSite, Position
from soinsprimaires.modele.organisations import AutreIdentifiant

__all__ = ["JOURS", "Endroit", "lire_location"]

JOURS: Final = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), JourSemaine, strict=True))
_NATURES_LIEU: Final = {nature.value: nature for nature in NatureLieu}
_NATURES_SITE: Final = {nature.value: nature for nature in NatureSite}
_HEURE: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d):00(?:\.0+)?", re.ASCII)


@attrs.define
class Endroit:
    """A Location, while the resources are read.

    Attributes:
        releve: what tells its faults.
        cle: how references name it.
        slug_lieu: the identifiant that this library wrote, of a place.
        slug_site: the same, of a site.
        organisation: the Organization that manages it.
        dans: the Location in which it is.
    """

    releve: Depouillement
    cle: str
    nom: str = ""
    slug_lieu: str | None = None
    slug_site: str | None = None
    nature: NatureLieu | None = None
    nature_site: NatureSite | None = None
    adresse: AdresseLue | None = None
    position: Position | None = None
    horaires: tuple[Horaire, ...] = ()
    autres: tuple[AutreIdentifiant, ...] = ()
    organisation: str | None = None
    dans: str | None = None


def lire_location(releve: Depouillement, cle: str, communes: Communes) -> Endroit:
    """What a Location says, each piece taken out of it."""
    ressource = releve.ressource
    endroit = Endroit(releve, cle, nom=releve.texte(ressource, "name"))
    for _, identifiant in releve.elements(ressource, "identifier"):
        _identifiant(releve, endroit, identifiant)
    releve.nommer(endroit.slug_lieu, endroit.slug_site)
    for _, concept in releve.elements(ressource, "type"):
        for systeme, code, codage in s.codes_de(concept):
            if systeme == s.NATURE_LIEU and code in _NATURES_LIEU:
                endroit.nature = _NATURES_LIEU[code]
            elif systeme == s.NATURE_SITE and code in _NATURES_SITE:
                endroit.nature_site = _NATURES_SITE[code]
            else:
                continue
            releve.vider(codage, "system", "code")
            releve.marquer(concept)
    adresse = ressource.get("address")
    if isinstance(adresse, dict):
        endroit.adresse = lire_adresse(releve, adresse, ("address",), communes)
    endroit.position = _position(releve, ressource.get("position"))
    endroit.horaires = tuple(
        horaire
        for rang, heures in releve.elements(ressource, "hoursOfOperation")
        if (horaire := _horaire(releve, heures, ("hoursOfOperation", rang))) is not None
    )
    return endroit


def _identifiant(releve: Depouillement, endroit: Endroit, lu: ObjetJson) -> None:
    sorte, valeur = s.sorte_de(lu), lu.get("value")
    if sorte in {"SLUG_SITE", "SLUG_LIEU"} and isinstance(valeur, str) and SLUG.raison(valeur) is None:
        setattr(endroit, sorte.lower(), valeur)
        releve.numero(lu, sorte)
    else:
        garder_autre(releve, endroit, lu)


def _position(releve: Depouillement, lue: Any) -> Position | None:
    if not isinstance(lue, dict):
        return None
    degres = [lue.get(cle) for cle in ("latitude", "longitude")]
    if not all(type(degre) in {int, float, Decimal} for degre in degres):
        return None
    try:
        position = Position(latitude=Decimal(str(degres[0])), longitude=Decimal(str(degres[1])))
    except ValeurInvalide as erreur:
        releve.signaler(erreur.code, erreur.message, ("position",))
        return None
    releve.vider(lue, "latitude", "longitude")
    return position


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
        return None
    try:
        horaire = Horaire(jours=tuple(JOURS[code] for code in codes), ouvre=ouvre, ferme=ferme)
    except ValeurInvalide as erreur:
        releve.signaler(erreur.code, erreur.message, chemin, Gravite.AVERTISSEMENT)
        return None
    releve.vider(heures, "daysOfWeek", "openingTime", "closingTime")
    return horaire
