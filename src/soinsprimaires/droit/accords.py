"""What the law says of the agreements themselves, and the ceiling that their payments meet."""

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from soinsprimaires.droit._parametre import Parametre, StatutReponse, ValeurDatee
from soinsprimaires.droit.textes import CSS_L162_14_1, CSS_L162_14_1_2, plafond_securite_sociale
from soinsprimaires.sources import Fiabilite

__all__ = ["PLAFOND_SECURITE_SOCIALE", "VALIDITE_ACI", "ValiditeAccord"]


@attrs.frozen(kw_only=True)
class ValiditeAccord:
    """When an interprofessional agreement is valid, and how long.

    Attributes:
        duree_maximale_mois: its longest term, in months.
        audience_medecins: least share of the votes of each college of doctors that its signatories gather.
        organisations_maisons_de_sante: least number of organisations that sign an agreement on the maisons de santé.
        part_effectifs: least share of the workforce that these organisations represent.
    """

    duree_maximale_mois: int
    audience_medecins: Decimal
    organisations_maisons_de_sante: int
    part_effectifs: Decimal


VALIDITE_ACI: Final[Parametre[ValiditeAccord]] = Parametre(
    nom="validité d'un accord conventionnel interprofessionnel",
    unite="conditions",
    valeurs=(
        ValeurDatee(
            depuis=date(2022, 12, 25),
            valeur=ValiditeAccord(
                duree_maximale_mois=60,
                audience_medecins=Decimal("0.3"),
                organisations_maisons_de_sante=3,
                part_effectifs=Decimal("0.5"),
            ),
            sources=(CSS_L162_14_1, CSS_L162_14_1_2),
            fiabilite=Fiabilite.VERIFIEE,
        ),
    ),
)
"""Five years at most; 30 % in each college; three organisations and half of the workforce (CSS, art. L162-14-1-2)."""


_P = plafond_securite_sociale
_PLAFONDS: Final = (
    (2019, 40_524, _P(2019, "11 décembre 2018", "15 décembre 2018")),
    (2020, 41_136, _P(2020, "2 décembre 2019", "3 décembre 2019")),
    (2021, 41_136, _P(2021, "22 décembre 2020", "29 décembre 2020")),
    (2022, 41_136, _P(2022, "15 décembre 2021", "18 décembre 2021")),
    (2023, 43_992, _P(2023, "9 décembre 2022", "16 décembre 2022")),
    (2024, 46_368, _P(2024, "19 décembre 2023", "29 décembre 2023")),
    (2025, 47_100, _P(2025, "19 décembre 2024", "29 décembre 2024", "JORFTEXT000050854392")),
    (2026, 48_060, _P(2026, "22 décembre 2025", "23 décembre 2025", "JORFTEXT000053143451")),
)
"""Fixed year by year: a new year is one line here, and one in the table of ``tests/droit/test_valeurs.py``."""

_DERNIERE, _, _DERNIER_ARRETE = _PLAFONDS[-1]

PLAFOND_INDEMNITES_DEPUIS: Final = date(2022, 3, 18)
"""The day after the publication of the décret n° 2022-375, which caps what a CPTS pays to each of its members."""

PLAFOND_SECURITE_SOCIALE: Final[Parametre[int]] = Parametre(
    nom="plafond annuel de la sécurité sociale",
    unite="EUR",
    valeurs=(
        *(
            ValeurDatee(depuis=date(annee, 1, 1), valeur=plafond, sources=(arrete,), fiabilite=Fiabilite.SECONDAIRE)
            for annee, plafond, arrete in _PLAFONDS
        ),
        # The last one does not hold for the next year.
        ValeurDatee(
            depuis=date(_DERNIERE + 1, 1, 1),
            valeur=None,
            statut=StatutReponse.INCONNU,
            raison=f"les plafonds postérieurs à {_DERNIERE} n'ont pas été lus",
            sources=(_DERNIER_ARRETE,),
            fiabilite=Fiabilite.NON_VERIFIEE,
        ),
    ),
)
"""Ceiling of a calendar year (CSS, art. L241-3), which caps what a CPTS pays to each of its members."""
