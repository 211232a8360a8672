"""Size classes of the CPTS."""

from datetime import date
from typing import Final

import attrs

from soinsprimaires.modele.evenements import MissionCPTS
from soinsprimaires.parametres._parametre import Parametre, ValeurDatee
from soinsprimaires.parametres.textes import ACI_CPTS_TAILLES
from soinsprimaires.sources import Fiabilite

__all__ = ["DELAIS_MISSIONS", "SEUILS_TAILLE", "DelaisMission"]


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


@attrs.frozen(kw_only=True)
class DelaisMission:
    """When a compulsory mission starts and is fully deployed after the contract.

    Attributes:
        code: code of the rule that founds it.
        mission: the mission.
        demarrage_mois: months from the effect of the contract to its start.
        deploiement_mois: months from the effect of the contract to its full deployment.
        contrats_depuis: first day of effect of the contracts to which the delays apply.
    """

    code: str
    mission: MissionCPTS
    demarrage_mois: int
    deploiement_mois: int
    contrats_depuis: date


DELAIS_MISSIONS: Final = (
    DelaisMission(
        code="CPTS-008",
        mission=MissionCPTS.ACCES_AUX_SOINS,
        demarrage_mois=6,
        deploiement_mois=18,
        contrats_depuis=date(2019, 8, 25),
    ),
    DelaisMission(
        code="CPTS-008",
        mission=MissionCPTS.PARCOURS,
        demarrage_mois=12,
        deploiement_mois=24,
        contrats_depuis=date(2019, 8, 25),
    ),
    DelaisMission(
        code="CPTS-008",
        mission=MissionCPTS.PREVENTION,
        demarrage_mois=12,
        deploiement_mois=24,
        contrats_depuis=date(2019, 8, 25),
    ),
    # Compulsory since avenant 2; what it asks of a contract signed before was not read.
    DelaisMission(
        code="CPTS-009",
        mission=MissionCPTS.CRISES_SANITAIRES,
        demarrage_mois=6,
        deploiement_mois=18,
        contrats_depuis=date(2022, 3, 31),
    ),
)
"""Calendar of the compulsory missions (ACI CPTS; PAPS Hauts-de-France, 30 November 2023); the two others are free."""
