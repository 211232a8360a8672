"""What the agreement on the CPTS fixes: size classes, missions and their delays, advances."""

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from soinsprimaires.droit._parametre import Parametre, ValeurDatee
from soinsprimaires.droit.textes import (
    ACI_CPTS_AVENANT_2,
    ACI_CPTS_TAILLES,
    ACI_CPTS_VERSEMENTS,
    L1434_12_2,
)
from soinsprimaires.modele.evenements import MissionCPTS
from soinsprimaires.sources import Fiabilite

__all__ = [
    "ACI_CPTS_DEPUIS",
    "AVENANT_2_ACI_CPTS",
    "DELAIS_MISSIONS",
    "MISSIONS_CPTS",
    "MISSIONS_SOCLES",
    "PART_AVANCE_ACI_CPTS",
    "SEUILS_TAILLE",
    "DelaisMission",
]

ACI_CPTS_DEPUIS: Final = date(2019, 8, 25)
"""Approved by the order of 21 August 2019, published on the 24th."""

AVENANT_2_ACI_CPTS: Final = date(2022, 3, 31)
"""Published on that day: in force on it at the latest."""

SEUILS_TAILLE: Final[Parametre[tuple[int, ...]]] = Parametre(
    nom="seuils de population des tailles de CPTS",
    unite="habitants",
    valeurs=(
        ValeurDatee(
            depuis=ACI_CPTS_DEPUIS,
            valeur=(40_000, 80_000, 175_000),
            sources=(ACI_CPTS_TAILLES,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
    ),
)
"""Populations that part sizes 1 to 4: fewer than the first is size 1, more than the last is size 4, and on which side
the middle one falls was found in no text."""


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
        contrats_depuis=ACI_CPTS_DEPUIS,
    ),
    DelaisMission(
        code="CPTS-008",
        mission=MissionCPTS.PARCOURS,
        demarrage_mois=12,
        deploiement_mois=24,
        contrats_depuis=ACI_CPTS_DEPUIS,
    ),
    DelaisMission(
        code="CPTS-008",
        mission=MissionCPTS.PREVENTION,
        demarrage_mois=12,
        deploiement_mois=24,
        contrats_depuis=ACI_CPTS_DEPUIS,
    ),
    # Compulsory since avenant 2; what it asks of a contract signed before was not read.
    DelaisMission(
        code="CPTS-009",
        mission=MissionCPTS.CRISES_SANITAIRES,
        demarrage_mois=6,
        deploiement_mois=18,
        contrats_depuis=AVENANT_2_ACI_CPTS,
    ),
)
"""Calendar of the compulsory missions (ACI CPTS; PAPS Hauts-de-France, 30 November 2023); the two others are free."""

_M: Final = MissionCPTS

MISSIONS_CPTS: Final[Parametre[tuple[MissionCPTS, ...]]] = Parametre(
    nom="missions de service public d'une CPTS",
    unite="missions",
    valeurs=(
        ValeurDatee(
            depuis=date(2021, 5, 14), valeur=tuple(MissionCPTS), sources=(L1434_12_2,), fiabilite=Fiabilite.VERIFIEE
        ),
    ),
)
"""The six that a CPTS may take up by convention with the ARS and the assurance maladie."""

MISSIONS_SOCLES: Final[Parametre[tuple[MissionCPTS, ...]]] = Parametre(
    nom="missions socles d'une CPTS",
    unite="missions",
    valeurs=(
        ValeurDatee(
            depuis=ACI_CPTS_DEPUIS,
            valeur=(_M.ACCES_AUX_SOINS, _M.PARCOURS, _M.PREVENTION),
            sources=(ACI_CPTS_TAILLES,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
        ValeurDatee(
            depuis=AVENANT_2_ACI_CPTS,
            valeur=(_M.ACCES_AUX_SOINS, _M.PARCOURS, _M.PREVENTION, _M.CRISES_SANITAIRES),
            sources=(ACI_CPTS_AVENANT_2,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
    ),
)
"""Three that every contract bears, four since amendment 2; the two others are free."""

PART_AVANCE_ACI_CPTS: Final[Parametre[Decimal]] = Parametre(
    nom="avance de l'ACI CPTS : part du fonctionnement, et de la part fixe de chaque mission",
    unite="part",
    valeurs=(
        ValeurDatee(
            depuis=ACI_CPTS_DEPUIS,
            valeur=Decimal("0.75"),
            sources=(ACI_CPTS_VERSEMENTS,),
            fiabilite=Fiabilite.VERIFIEE,
        ),
    ),
)
"""75 % at the start of each year of the contract, the balance at its anniversary; the first functioning is whole."""
