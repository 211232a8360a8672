"""What the ACI of the MSP pays for nurses in advanced practice."""

from typing import Final

import attrs

from soinsprimaires.droit._parametre import Parametre, StatutReponse, ValeurDatee
from soinsprimaires.droit.aci_msp import AVENANT_1_ACI_MSP, AVENANT_2_ACI_MSP
from soinsprimaires.droit.textes import ACI_MSP_IPA
from soinsprimaires.sources import Fiabilite

__all__ = ["VALORISATION_IPA", "ValorisationIpa"]


@attrs.frozen(kw_only=True)
class ValorisationIpa:
    """Points that the presence of a nurse in advanced practice adds.

    Attributes:
        deux_missions_sante_publique: fixed points, for two public-health missions.
        par_protocole: fixed points, for each pluriprofessional protocol.
        concertation: variable points, for the pluriprofessional concertation.
    """

    deux_missions_sante_publique: int
    par_protocole: int
    concertation: int


VALORISATION_IPA: Final[Parametre[ValorisationIpa]] = Parametre(
    nom="valorisation des infirmiers en pratique avancée dans l'ACI des MSP",
    unite="points",
    valeurs=(
        ValeurDatee(
            depuis=AVENANT_1_ACI_MSP,
            valeur=ValorisationIpa(deux_missions_sante_publique=200, par_protocole=40, concertation=200),
            sources=(ACI_MSP_IPA,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
        ValeurDatee(
            depuis=AVENANT_2_ACI_MSP,
            valeur=None,
            statut=StatutReponse.INCONNU,
            sources=(ACI_MSP_IPA,),
            fiabilite=Fiabilite.NON_VERIFIEE,
            raison="l'avenant n° 2, qui s'appliquerait depuis le 14 juillet 2026, n'a pas été lu",
        ),
    ),
)
"""Avenant 1 to the ACI of the MSP (rule IPA-006)."""
