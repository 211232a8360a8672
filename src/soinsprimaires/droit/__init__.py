"""The law in one home: its texts, each with the state in which it was read, its values and its delays."""

from soinsprimaires.droit._parametre import Parametre, Reponse, StatutReponse, ValeurDatee
from soinsprimaires.droit.accords import PLAFOND_SECURITE_SOCIALE, VALIDITE_ACI, ValiditeAccord
from soinsprimaires.droit.aci_msp import (
    ANCIENNETE_NOUVELLE_STRUCTURE,
    AVANCE_MINIMALE_ACI_MSP,
    INDICATEURS_SOCLES_ACI_MSP,
    MAJORATION_PRECARITE_MAXIMALE,
    OUVERTURE_ACI_MSP,
    PART_AVANCE_ACI_MSP,
    PATIENTELE_REFERENCE_ACI_MSP,
    PREREQUIS_ACI_MSP,
    PROTOCOLES_VALORISES_MAXIMUM,
    REUNIONS_DE_CONCERTATION_MINIMUM,
    VALEUR_POINT_ACI_MSP,
)
from soinsprimaires.droit.cpts import (
    DELAIS_MISSIONS,
    MISSIONS_CPTS,
    MISSIONS_SOCLES,
    PART_AVANCE_ACI_CPTS,
    SEUILS_TAILLE,
    DelaisMission,
)
from soinsprimaires.droit.equipes import COMPOSITION_MSP, COMPOSITION_SISA, TOLERANCE_SISA, MinimumEquipe
from soinsprimaires.droit.formation import PERIODE_CERTIFICATION, PERIODE_DPC, PREMIERE_PERIODE_CERTIFICATION
from soinsprimaires.droit.ipa import VALORISATION_IPA, ValorisationIpa
from soinsprimaires.droit.zonage import SEUILS_APL, SeuilsApl

__all__ = [
    "ANCIENNETE_NOUVELLE_STRUCTURE",
    "AVANCE_MINIMALE_ACI_MSP",
    "COMPOSITION_MSP",
    "COMPOSITION_SISA",
    "DELAIS_MISSIONS",
    "INDICATEURS_SOCLES_ACI_MSP",
    "MAJORATION_PRECARITE_MAXIMALE",
    "MISSIONS_CPTS",
    "MISSIONS_SOCLES",
    "OUVERTURE_ACI_MSP",
    "PART_AVANCE_ACI_CPTS",
    "PART_AVANCE_ACI_MSP",
    "PATIENTELE_REFERENCE_ACI_MSP",
    "PERIODE_CERTIFICATION",
    "PERIODE_DPC",
    "PLAFOND_SECURITE_SOCIALE",
    "PREMIERE_PERIODE_CERTIFICATION",
    "PREREQUIS_ACI_MSP",
    "PROTOCOLES_VALORISES_MAXIMUM",
    "REUNIONS_DE_CONCERTATION_MINIMUM",
    "SEUILS_APL",
    "SEUILS_TAILLE",
    "TOLERANCE_SISA",
    "VALEUR_POINT_ACI_MSP",
    "VALIDITE_ACI",
    "VALORISATION_IPA",
    "DelaisMission",
    "MinimumEquipe",
    "Parametre",
    "Reponse",
    "SeuilsApl",
    "StatutReponse",
    "ValeurDatee",
    "ValiditeAccord",
    "ValorisationIpa",
]
