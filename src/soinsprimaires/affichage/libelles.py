"""French words for the values of enumerations, for states and for deadlines."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from soinsprimaires.cycle import ETATS, Echeance, EtatAgrement, EtatCentreSante, EtatCPTS, EtatMission, EtatMSP, Suivi
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.mots import dater, jour_en_lettres
from soinsprimaires.temps import DatePartielle

__all__ = ["est_datee", "libeller", "limite", "nature_en_bref", "pourquoi"]

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
        "attractivite": "attractivité",
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
        "deduite": "déduit",
        "depart": "départ",
        "ecrite": "écrit",
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
        "objectifs_projet_regional_sante": "objectifs du projet régional de santé",
        "orale": "oral",
        "organisation_ipa": "organisation des IPA",
        "permanence_soins": "permanence des soins",
        "pertinence_territoire": "pertinence du territoire",
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


def pourquoi(suivi: Suivi) -> str:
    """What is known of a state that the journal cannot tell."""
    possibles = suivi.etats_possibles
    if len(possibles) == len(ETATS[suivi.projet.nature]):
        return "le journal ne permet d'en écarter aucun"
    return "ou bien " + ", ou bien ".join(sorted(libeller(etat) for etat in possibles))


def est_datee(echeance: Echeance) -> bool:
    """Whether something bounds it: what was only announced is a step, not a deadline."""
    return (echeance.limite_le or echeance.au_plus_tard_le) is not None


def limite(echeance: Echeance) -> str:
    """Before when something must be done, or between which days when that is not certain."""
    tot, tard = echeance.limite_le, echeance.au_plus_tard_le
    if tot == tard:
        return "sans date" if tot is None else f"le {jour_en_lettres(tot)}"
    if tot is not None and tard is not None:
        return dater(DatePartielle.lire(f"[{tot}..{tard}]"))
    debut, fin = ("une date inconnue" if jour is None else f"le {jour_en_lettres(jour)}" for jour in (tot, tard))
    return f"entre {debut} et {fin}"
