"""The profiles that the resources which are written say that they keep."""

from collections.abc import Mapping
from typing import Final

from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.echanges.fhir import _systemes as s


class Profil(Vocabulaire):
    """What written resources say that they keep: base R4, fr-core, the generic profiles of the Annuaire, or the SAS.

    That of the SAS has nothing but CPTS, each under the idNatSt that a source gave of it. Never those of the public or
    restricted data of the Annuaire (``as-dp``, ``as-dr``), which are its own.
    """

    R4 = "r4"
    FR_CORE = "fr_core"
    AS = "as"
    SAS_CPTS = "sas_cpts"


PROFILS_ECRITS: Final[Mapping[Profil, Mapping[str, str]]] = {
    Profil.R4: {},
    Profil.FR_CORE: {
        "Organization": f"{s.FR_CORE}fr-core-organization",
        "Practitioner": f"{s.FR_CORE}fr-core-practitioner",
        "PractitionerRole": f"{s.FR_CORE}fr-core-practitioner-role",
    },
    Profil.AS: {
        "Organization": f"{s.ANNUAIRE}as-organization",
        "Practitioner": f"{s.ANNUAIRE}as-practitioner",
        "PractitionerRole": f"{s.ANNUAIRE}as-practitionerrole",
    },
    Profil.SAS_CPTS: {"Organization": s.CPTS_SAS},
}
"""Address of the profile of each kind of resource; the others are base R4."""
