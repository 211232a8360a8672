"""French words for the values of enumerations and for dates."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Final

from soinsprimaires.cycle import EtatAgrement, EtatCentreSante, EtatCPTS, EtatMission, EtatMSP
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.temps import DatePartielle, Nuance, PeriodePartielle, Precision

__all__ = ["MOIS_COURTS", "dater", "jour_en_lettres", "libeller", "nature_en_bref"]

_MOIS: Final = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
MOIS_COURTS: Final = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
"""Months as the marks of an axis write them."""

# The states of a CPTS come last: a word that two natures share is said as for a CPTS.
_ETATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        str(etat.value): etat.libelle
        for etats in (EtatMission, EtatAgrement, EtatCentreSante, EtatMSP, EtatCPTS)
        for etat in etats
    }
)
_ACCENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **_ETATS,
        "a_venir": "à venir",
        "depassee": "dépassée",
        "incertaine": "incertaine",
        "compte_rendu": "compte rendu",
        "decision": "décision",
        "engagement_conformite": "engagement de conformité",
        "lettre_intention": "lettre d'intention",
        "projet_sante": "projet de santé",
        "rapport_activite": "rapport d'activité",
        "recepisse": "récépissé",
        "reglement_fonctionnement": "règlement de fonctionnement",
        "avec_reserves": "avec réserves",
        "ajourne": "ajourné",
        "defavorable": "défavorable",
        "cpts": "communauté professionnelle territoriale de santé (CPTS)",
        "msp": "maison de santé pluriprofessionnelle (MSP)",
        "centre_sante": "centre de santé",
        "cts": "centre territorial de santé",
        "equipe_soins_primaires": "équipe de soins primaires",
        "equipe_soins_specialises": "équipe de soins spécialisés",
        "complete": "complète",
        "prevue": "prévue",
        "annulee": "annulée",
        "creation_groupe": "groupe créé",
        "departement": "département",
        "region": "région",
        "a_distance": "à distance",
        "a_faire": "à faire",
        "abandonnee": "abandonnée",
        "acces_aux_soins": "accès aux soins",
        "accord_national_cds": "accord national des centres de santé",
        "accueil_internes": "accueil d'internes",
        "aci_cpts": "ACI des CPTS",
        "aci_msp": "ACI des MSP",
        "action_cpts": "territoire d'action d'une CPTS",
        "annonce": "annoncé",
        "apres_midi": "après-midi",
        "arrivee": "arrivée",
        "ars": "ARS",
        "ars_delegation_departementale": "délégation départementale de l'ARS",
        "association_droit_local": "association de droit local",
        "association_loi_1901": "association loi de 1901",
        "batiment_de_sante": "bâtiment de santé",
        "benevole": "bénévole",
        "cgss": "CGSS",
        "charge_de_mission": "chargé de mission",
        "collectivite_territoriale": "collectivité territoriale",
        "comite": "comité",
        "conditions_exercice": "conditions d'exercice",
        "conseil_departemental": "conseil départemental",
        "constate": "constaté",
        "constitue": "constitué",
        "cooperation": "coopération",
        "coordination_hopital": "coordination avec l'hôpital",
        "cpam": "CPAM",
        "cpom": "CPOM",
        "creche": "crèche",
        "dac": "DAC",
        "depart": "départ",
        "epci": "EPCI",
        "etablissement_public": "établissement public",
        "etablissement_sante": "établissement de santé",
        "etat": "État",
        "evaluation_pratiques": "évaluation des pratiques",
        "federation": "fédération",
        "fonds_soutien": "fonds de soutien",
        "france_sante": "France santé",
        "gcs": "GCS",
        "gestion_risques": "gestion des risques",
        "gip": "GIP",
        "guichet_cpts": "guichet CPTS",
        "idee": "idée",
        "liberal": "libéral",
        "mandat_electif": "mandat électif",
        "methode_projet": "méthode de projet",
        "msa": "MSA",
        "organisme_securite_sociale": "organisme de sécurité sociale",
        "permanence_soins": "permanence des soins",
        "presidence": "présidence",
        "prevention": "prévention",
        "prevu": "prévu",
        "prise_rendez_vous": "prise de rendez-vous",
        "realisee": "réalisée",
        "regulation": "régulation",
        "salariat_medecins": "médecins salariés",
        "salarie": "salarié",
        "samu": "SAMU",
        "scic": "SCIC",
        "scm": "SCM",
        "scp": "SCP",
        "secretariat": "secrétariat",
        "sel": "SEL",
        "sisa": "SISA",
        "soins_non_programmes": "soins non programmés",
        "systeme_information_avance": "système d'information avancé",
        "systeme_information_standard": "système d'information standard",
        "teleconsultation": "téléconsultation",
        "telephone": "téléphone",
        "telesante": "télésanté",
        "thematique": "thématique",
        "universite": "université",
        "urps": "URPS",
        "vice_presidence": "vice-présidence",
    }
)


def libeller(valeur: Enum | str) -> str:
    """French words of an enumerated value, with accents where the word of the format has none."""
    libelle = getattr(valeur, "libelle", None)
    if isinstance(libelle, str):
        return libelle
    mot = valeur.value if isinstance(valeur, Enum) else valeur
    return _ACCENTS.get(mot, mot.replace("_", " "))


def nature_en_bref(nature: NatureProjet) -> str:
    """The nature of a project in the few letters that a column holds."""
    return "centre de santé" if nature is NatureProjet.CENTRE_SANTE else nature.value.upper()


def jour_en_lettres(jour: date) -> str:
    """A full day: ``12 septembre 2022``, ``1er mai 2022``."""
    return f"{'1er' if jour.day == 1 else jour.day} {_MOIS[jour.month - 1]} {jour.year}"


def dater(le: DatePartielle) -> str:
    """A vague date as one says it.

    >>> dater(DatePartielle.lire("../2024-03"))
    'au plus tard en mars 2024'
    """
    if le.precision is Precision.JOUR and le.mois is not None and le.numero_jour is not None:
        texte, preposition = jour_en_lettres(date(le.annee, le.mois, le.numero_jour)), "le "
    elif le.mois is not None:
        texte, preposition = f"{_MOIS[le.mois - 1]} {le.annee}", "en "
    else:
        texte, preposition = str(le.annee), "en "
    match le.nuance:
        case Nuance.EXACTE:
            return preposition + texte
        case Nuance.AU_PLUS_TARD:
            return f"au plus tard {preposition}{texte}"
        case Nuance.VERS | Nuance.DEPUIS:
            return f"{le.nuance.value} {preposition if preposition == 'le ' else ''}{texte}"


def durer(periode: PeriodePartielle | None) -> str:
    """A period as one says it; nothing when it is unknown.

    >>> durer(PeriodePartielle(debut="2022-05", fin="../2024"))
    'début en mai 2022, fin au plus tard en 2024'
    """
    if periode is None:
        return ""
    bornes = (("début", periode.debut), ("fin", periode.fin))
    return ", ".join(f"{mot} {dater(borne)}" for mot, borne in bornes if borne is not None)
