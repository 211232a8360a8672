"""The natures of projects and the states of each, one plain Enum per nature; the value is what a ``reprise`` writes."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from soinsprimaires._vocabulaire import Vocabulaire

_LIBELLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "abandonne": "abandonné",
        "aucun": "aucun",
        "cessation": "cessation d'activité",
        "complements_demandes": "compléments demandés",
        "contrat_signe": "contrat signé",
        "definitif": "définitif",
        "demande": "demandé",
        "demarree": "démarrée",
        "deployee": "déployée",
        "dissous": "structure dissoute",
        "echu": "échu",
        "emergence": "émergence",
        "en_fonctionnement": "en fonctionnement",
        "engagement_depose": "engagement de conformité déposé",
        "fermeture_administrative": "fermeture administrative",
        "fusionne": "fusionné",
        "lettre_intention_deposee": "lettre d'intention déposée",
        "lettre_intention_validee": "lettre d'intention validée par l'ARS et l'assurance maladie",
        "non_demarree": "non démarrée",
        "opposition_ars": "opposition de l'ARS",
        "projet_depose": "projet de santé déposé",
        "projet_en_redaction": "projet de santé en rédaction",
        "projet_valide": "projet de santé validé",
        "recepisse_delivre": "récépissé délivré",
        "refuse": "refusé",
        "resilie": "résilié",
        "retire": "retiré",
        "scinde": "scindé",
    }
)


__all__ = [
    "ETATS",
    "PREFIXE_DE",
    "Etat",
    "EtatAgrement",
    "EtatCPTS",
    "EtatCentreSante",
    "EtatEquipe",
    "EtatMSP",
    "EtatMission",
    "NatureProjet",
]


class NatureProjet(Vocabulaire):
    """What the project wants to bring to life; each nature has its table of transitions."""

    CPTS = "cpts"
    MSP = "msp"
    CENTRE_SANTE = "centre_sante"
    EQUIPE_SOINS_PRIMAIRES = "equipe_soins_primaires"
    EQUIPE_SOINS_SPECIALISES = "equipe_soins_specialises"


class _Libelle(Vocabulaire):
    """A state with its French words."""

    @property
    def libelle(self) -> str:
        """The state as one names it in a sentence."""
        return _LIBELLES.get(self.value, self.value)


class EtatCPTS(_Libelle):
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
    DISSOUS = "dissous"
    ABANDONNE = "abandonne"


class EtatMSP(_Libelle):
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
    DISSOUS = "dissous"
    ABANDONNE = "abandonne"

    @property
    def libelle(self) -> str:
        """The state as one names it in a sentence; the assurance maladie agrees to the letter of a CPTS only."""
        return "lettre d'intention validée par l'ARS" if self is EtatMSP.LETTRE_INTENTION_VALIDEE else super().libelle


class EtatCentreSante(_Libelle):
    """Where the project of a centre de santé stands."""

    EMERGENCE = "emergence"
    ENGAGEMENT_DEPOSE = "engagement_depose"
    RECEPISSE_DELIVRE = "recepisse_delivre"
    OUVERT = "ouvert"
    SUSPENDU = "suspendu"
    FERMETURE_ADMINISTRATIVE = "fermeture_administrative"
    CESSATION = "cessation"
    DISSOUS = "dissous"
    ABANDONNE = "abandonne"


class EtatEquipe(_Libelle):
    """Where the project of a team, of soins primaires or of soins spécialisés, stands: no contract follows it."""

    EMERGENCE = "emergence"
    PROJET_EN_REDACTION = "projet_en_redaction"
    PROJET_DEPOSE = "projet_depose"
    COMPLEMENTS_DEMANDES = "complements_demandes"
    PROJET_VALIDE = "projet_valide"
    EN_FONCTIONNEMENT = "en_fonctionnement"
    DISSOUS = "dissous"
    ABANDONNE = "abandonne"


class EtatMission(_Libelle):
    """Where a mission of a CPTS stands: a sub-cycle that runs beside the state of the project."""

    NON_DEMARREE = "non_demarree"
    DEMARREE = "demarree"
    DEPLOYEE = "deployee"


class EtatAgrement(_Libelle):
    """Where the agrément of an activity at a site stands (CSP, art. L6323-1-11, II)."""

    AUCUN = "aucun"
    DEMANDE = "demande"
    PROVISOIRE = "provisoire"
    DEFINITIF = "definitif"
    REFUSE = "refuse"
    RETIRE = "retire"


Etat = EtatCPTS | EtatMSP | EtatCentreSante | EtatEquipe

ETATS: Final[Mapping[NatureProjet, tuple[Etat, ...]]] = MappingProxyType(
    {
        NatureProjet.CPTS: tuple(EtatCPTS),
        NatureProjet.MSP: tuple(EtatMSP),
        NatureProjet.CENTRE_SANTE: tuple(EtatCentreSante),
        NatureProjet.EQUIPE_SOINS_PRIMAIRES: tuple(EtatEquipe),
        NatureProjet.EQUIPE_SOINS_SPECIALISES: tuple(EtatEquipe),
    }
)
"""The states of each nature; the first is its initial state."""

PREFIXE_DE: Final[Mapping[type[Enum], str]] = MappingProxyType(
    {**{type(etats[0]): nature.value for nature, etats in ETATS.items()}, EtatEquipe: "equipe_soins"}
)
"""What tells the states of a nature of projects from the same words of another; both kinds of teams share theirs."""
