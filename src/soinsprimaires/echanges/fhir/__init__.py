"""FHIR R4, read and written: the resources of the Annuaire santé, of the SAS, of any program that follows the guides.

Organization, Location, Practitioner, PractitionerRole and OrganizationAffiliation become structures, organisations,
places and professionals, under the identifiants that the readers of FINESS and of the Annuaire give: sources meet. What
a resource says and the model does not hold is told, each piece at its place (``element.perdu``); what belongs to a
person is never kept. Resources of other kinds (Slot, HealthcareService ...) are left aside, and counted.
"""

from soinsprimaires.echanges.fhir._controle import controler, controler_source, sources_des_profils
from soinsprimaires.echanges.fhir._ecriture import (
    EcritureFhir,
    GenreBundle,
    RessourcesFhir,
    ecrire,
    en_bundle,
    en_ressources,
)
from soinsprimaires.echanges.fhir._lecture import depuis, lire
from soinsprimaires.echanges.fhir._profils import Profil

__all__ = [
    "EcritureFhir",
    "GenreBundle",
    "Profil",
    "RessourcesFhir",
    "controler",
    "controler_source",
    "depuis",
    "ecrire",
    "en_bundle",
    "en_ressources",
    "lire",
    "sources_des_profils",
]
