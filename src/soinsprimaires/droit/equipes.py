"""How many professionals a team must gather."""

from datetime import date
from typing import Final

import attrs

from soinsprimaires.droit._parametre import Parametre, ValeurDatee
from soinsprimaires.droit.textes import (
    CRITERES_MSP,
    L4041_4_2011,
    L4041_4_2021,
    L4041_4_2023,
    L4041_4_I,
    L4041_7,
    R4041_11,
)
from soinsprimaires.sources import Fiabilite

__all__ = [
    "COMPOSITION_MSP",
    "COMPOSITION_SISA",
    "DECLARATION_SISA_EMPLOYEUR",
    "PROLONGATION_TOLERANCE_SISA",
    "TOLERANCE_SISA",
    "TRANSMISSION_STATUTS_SISA",
    "MinimumEquipe",
]


@attrs.frozen(kw_only=True)
class MinimumEquipe:
    """A minimum of professionals.

    Attributes:
        medecins: doctors.
        auxiliaires_medicaux: auxiliaires médicaux.
        generalistes: general practitioners among the doctors.
    """

    medecins: int
    auxiliaires_medicaux: int
    generalistes: int = 0


COMPOSITION_SISA: Final[Parametre[MinimumEquipe]] = Parametre(
    nom="composition minimale d'une SISA",
    unite="associés",
    valeurs=(
        ValeurDatee(
            depuis=date(2011, 8, 12),
            valeur=MinimumEquipe(medecins=2, auxiliaires_medicaux=1),
            sources=(L4041_4_I,),
            fiabilite=Fiabilite.VERIFIEE,
        ),
    ),
)
"""At least two doctors and one auxiliaire médical among the associates (CSP, art. L4041-4, I)."""

COMPOSITION_MSP: Final[Parametre[MinimumEquipe]] = Parametre(
    nom="composition minimale de l'équipe d'une MSP",
    unite="membres",
    valeurs=(
        ValeurDatee(
            depuis=date(2010, 7, 27),
            valeur=MinimumEquipe(medecins=2, auxiliaires_medicaux=1),
            sources=(CRITERES_MSP,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
    ),
)
"""Two doctors and one auxiliaire médical, as the ARS ask; its first day is not verified.

What a region asks of its own stands in its :class:`~soinsprimaires.ProcedureRegionale`.
"""

TOLERANCE_SISA: Final[Parametre[int]] = Parametre(
    nom="durée pendant laquelle une SISA peut ne plus remplir sa condition de composition",
    unite="mois",
    valeurs=(
        ValeurDatee(depuis=date(2011, 8, 12), valeur=0, sources=(L4041_4_2011,), fiabilite=Fiabilite.SECONDAIRE),
        ValeurDatee(depuis=date(2021, 5, 14), valeur=6, sources=(L4041_4_2021,), fiabilite=Fiabilite.VERIFIEE),
        ValeurDatee(depuis=date(2023, 12, 29), valeur=36, sources=(L4041_4_2023,), fiabilite=Fiabilite.VERIFIEE),
    ),
)
"""Before it ends nobody may ask for the dissolution."""

PROLONGATION_TOLERANCE_SISA: Final[Parametre[int]] = Parametre(
    nom="prolongation de cette durée, que le tribunal accorde ou qui est de droit, au plus",
    unite="mois",
    valeurs=(
        ValeurDatee(depuis=date(2021, 5, 14), valeur=12, sources=(L4041_4_2021,), fiabilite=Fiabilite.VERIFIEE),
        ValeurDatee(depuis=date(2023, 12, 29), valeur=12, sources=(L4041_4_2023,), fiabilite=Fiabilite.VERIFIEE),
    ),
)
"""CSP, art. L4041-4, I: "dans une limite de six mois", "porté de droit à un an" when the company employs whom it lacks.

No record holds the decision of the court.
"""

TRANSMISSION_STATUTS_SISA: Final[Parametre[int]] = Parametre(
    nom="transmission des statuts d'une SISA aux ordres et à l'ARS, avant leur enregistrement",
    unite="mois",
    valeurs=(ValeurDatee(depuis=date(2011, 8, 12), valeur=1, sources=(L4041_7,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""CSP, art. L4041-7. No SISA could be made before 26 March 2012, the first day of the décret n° 2012-407."""

DECLARATION_SISA_EMPLOYEUR: Final[Parametre[int]] = Parametre(
    nom="déclaration aux ordres des changements d'une SISA qui salarie des professionnels de santé",
    unite="mois",
    valeurs=(ValeurDatee(depuis=date(2023, 7, 20), valeur=1, sources=(R4041_11,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""A SISA that employs is registered with the orders, and tells them its changes within one month (R4041-6 to -11)."""
