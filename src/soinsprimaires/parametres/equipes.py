"""How many professionals a team must gather."""

from datetime import date
from typing import Final

import attrs

from soinsprimaires.parametres._parametre import Parametre, ValeurDatee
from soinsprimaires.sources import Fiabilite, NatureSource, SourceJuridique

__all__ = ["COMPOSITION_MSP", "COMPOSITION_SISA", "CRITERES_MSP", "L4041_4_I", "MinimumEquipe"]


@attrs.frozen(kw_only=True)
class MinimumEquipe:
    """A minimum of professionals.

    Attributes:
        medecins: doctors.
        auxiliaires_medicaux: auxiliaires médicaux.
    """

    medecins: int
    auxiliaires_medicaux: int


L4041_4_I: Final = SourceJuridique(
    nature=NatureSource.CODE,
    reference="CSP, art. L4041-4, I",
    verifie_le=date(2026, 11, 21),
    lu_dans="doctrine.fr, trois versions datées de l'article",
)
CRITERES_MSP: Final = SourceJuridique(
    nature=NatureSource.USAGE,
    reference="Critères de reconnaissance d'une MSP par les ARS (cahiers des charges régionaux)",
    verifie_le=date(2026, 11, 21),
    lu_dans="page d'un assureur, vers 2022 ; aucun texte national n'a été trouvé",
)

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
"""Two doctors and one auxiliaire médical, as the ARS ask; its first day is not verified."""
