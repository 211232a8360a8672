"""The profiles that the resources which are written say that they keep."""

from collections.abc import Mapping
from typing import Final

from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.echanges.fhir import _systemes as s

__all__ = ["PROFILS_ECRITS", "Profil"]


class Profil(Vocabulaire):
    """What written resources say that they keep: base R4, fr-core, or the generic profiles of the Annuaire.

    Never those of its public or restricted data (``as-dp``, ``as-dr``): they are the data of the Annuaire itself.
    """

    R4 = "r4"
    FR_CORE = "fr_core"
    AS = "as"


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
}
"""Address of the profile of each kind of resource; the others are base R4."""
