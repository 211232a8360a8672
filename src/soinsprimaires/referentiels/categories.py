"""FINESS categories of primary care by name, in TRE_R66.

The leaves of TRE_R397, which replaces it, keep the numbers that were read (603, 604, 606). No category exists for a
centre territorial de santé, a pôle de santé or an équipe de soins primaires.
"""

from typing import Final

from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme

__all__ = [
    "CENTRES_SANTE",
    "CENTRE_SANTE",
    "CENTRE_SANTE_SEXUELLE_MEDIATION",
    "CPTS",
    "DAC",
    "EQUIPE_SOINS_SPECIALISES",
    "LABORATOIRE_BIOLOGIE_MEDICALE",
    "MAISON_SANTE",
    "PHARMACIE_OFFICINE",
    "SAAS",
    "SOINS_NON_PROGRAMMES",
    "SSIAD",
    "STRUCTURE_SAS",
]


def _categorie(code: str) -> CodeNomenclature:
    return CodeNomenclature(Systeme.TRE_R66, code)


CENTRE_SANTE: Final = _categorie("124")
SAAS: Final = _categorie("209")
SSIAD: Final = _categorie("354")
MAISON_SANTE: Final = _categorie("603")
CPTS: Final = _categorie("604")
DAC: Final = _categorie("606")
LABORATOIRE_BIOLOGIE_MEDICALE: Final = _categorie("611")
SOINS_NON_PROGRAMMES: Final = _categorie("617")
PHARMACIE_OFFICINE: Final = _categorie("620")
EQUIPE_SOINS_SPECIALISES: Final = _categorie("647")
STRUCTURE_SAS: Final = _categorie("648")
CENTRE_SANTE_SEXUELLE_MEDIATION: Final = _categorie("649")

CENTRES_SANTE: Final = frozenset({CENTRE_SANTE, *map(_categorie, ("125", "130", "289", "439"))})
"""Category 124 and the four that it replaced on 2013-12-19 (dental, medical, nursing, polyvalent)."""
