"""Size classes of the CPTS."""

from datetime import date
from typing import Final

from soinsprimaires.parametres._parametre import Parametre, ValeurDatee
from soinsprimaires.sources import Fiabilite, NatureSource, SourceJuridique

__all__ = ["ACI_CPTS_TAILLES", "SEUILS_TAILLE"]

ACI_CPTS_TAILLES: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="ACI CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août 2019) : quatre tailles de communautés",
    verifie_le=date(2026, 11, 21),
    lu_dans="hauts-de-france.paps.sante.fr, « Le financement de la CPTS : ACI », 30 novembre 2023",
)

SEUILS_TAILLE: Final[Parametre[tuple[int, ...]]] = Parametre(
    nom="seuils de population des tailles de CPTS",
    unite="habitants",
    valeurs=(
        ValeurDatee(
            depuis=date(2019, 8, 25),
            valeur=(40_000, 80_000, 175_000),
            sources=(ACI_CPTS_TAILLES,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
    ),
)
"""Populations that part sizes 1 to 4; on which side an exact threshold falls was found in no text."""
