"""The states of a project, one plain Enum per nature; the value is the word that a ``reprise`` writes."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from soinsprimaires.modele.projets import NatureProjet

__all__ = ["ETATS", "Etat", "EtatAgrement", "EtatCPTS", "EtatCentreSante", "EtatMSP", "EtatMission"]


class EtatCPTS(Enum):
    """Where the project of a CPTS stands."""

    EMERGENCE = "emergence"
    LETTRE_INTENTION_DEPOSEE = "lettre_intention_deposee"
    LETTRE_INTENTION_VALIDEE = "lettre_intention_validee"
    PROJET_EN_REDACTION = "projet_en_redaction"
    PROJET_DEPOSE = "projet_depose"
    COMPLEMENTS_DEMANDES = "complements_demandes"
    PROJET_VALIDE = "projet_valide"
    OPPOSITION_ARS = "opposition_ars"
    CONTRAT_SIGNE = "contrat_signe"
    EN_FONCTIONNEMENT = "en_fonctionnement"
    SUSPENDU = "suspendu"
    RESILIE = "resilie"
    ECHU = "echu"
    FUSIONNE = "fusionne"
    SCINDE = "scinde"
    ABANDONNE = "abandonne"


class EtatMSP(Enum):
    """Where the project of an MSP stands; its validation opens public money, it is no condition of existence."""

    EMERGENCE = "emergence"
    LETTRE_INTENTION_DEPOSEE = "lettre_intention_deposee"
    LETTRE_INTENTION_VALIDEE = "lettre_intention_validee"
    PROJET_EN_REDACTION = "projet_en_redaction"
    PROJET_DEPOSE = "projet_depose"
    COMPLEMENTS_DEMANDES = "complements_demandes"
    PROJET_VALIDE = "projet_valide"
    CONTRAT_SIGNE = "contrat_signe"
    EN_FONCTIONNEMENT = "en_fonctionnement"
    SUSPENDU = "suspendu"
    RESILIE = "resilie"
    ECHU = "echu"
    FUSIONNE = "fusionne"
    ABANDONNE = "abandonne"


class EtatCentreSante(Enum):
    """Where the project of a centre de santé stands."""

    EMERGENCE = "emergence"
    ENGAGEMENT_DEPOSE = "engagement_depose"
    RECEPISSE_DELIVRE = "recepisse_delivre"
    OUVERT = "ouvert"
    SUSPENDU = "suspendu"
    FERMETURE_ADMINISTRATIVE = "fermeture_administrative"
    CESSATION = "cessation"
    ABANDONNE = "abandonne"


class EtatMission(Enum):
    """Where a mission of a CPTS stands: a sub-cycle that runs beside the state of the project."""

    NON_DEMARREE = "non_demarree"
    DEMARREE = "demarree"
    DEPLOYEE = "deployee"


class EtatAgrement(Enum):
    """Where the agrément of an activity at a site stands (CSP, art. L6323-1-11, II)."""

    AUCUN = "aucun"
    DEMANDE = "demande"
    PROVISOIRE = "provisoire"
    DEFINITIF = "definitif"
    REFUSE = "refuse"
    RETIRE = "retire"


Etat = EtatCPTS | EtatMSP | EtatCentreSante

ETATS: Final[Mapping[NatureProjet, tuple[Etat, ...]]] = MappingProxyType(
    {
        NatureProjet.CPTS: tuple(EtatCPTS),
        NatureProjet.MSP: tuple(EtatMSP),
        NatureProjet.CENTRE_SANTE: tuple(EtatCentreSante),
    }
)
"""The states of each nature; the first is its initial state."""
