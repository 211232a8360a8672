"""The words that a field admits: each is written in ASCII in a document, and said in French to a person."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Self

from soinsprimaires._voisins import conseiller
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide

__all__ = ["Vocabulaire", "en_francais"]


class Vocabulaire(Enum):
    """A closed list of words; a member that is said otherwise than it is written bears both."""

    _value_: str
    _dit: str | None

    def __new__(cls, mot: str, dit: str | None = None) -> Self:
        """A word, and how it is said."""
        membre = object.__new__(cls)
        membre._value_ = mot
        membre._dit = dit
        return membre

    if TYPE_CHECKING:  # for those to whom the way a member is made tells nothing of what it holds

        @property
        def value(self) -> str: ...

    @property
    def libelle(self) -> str:
        """The word as one says it in French."""
        return en_francais(self.value) if self._dit is None else self._dit

    @classmethod
    def _missing_(cls, mot: object) -> None:
        """Say which word was meant, of which there are.

        Raises:
            ValeurInvalide: always, which is a ``ValueError`` too.
        """
        mots = [str(membre.value) for membre in cls]
        raise ValeurInvalide(
            f"{citer(mot)} n'est pas un mot de {cls.__name__}{conseiller(mot, mots)}", "valeur.hors_liste"
        )


def en_francais(mot: str) -> str:
    """A word of the format, with the accents that it does not have there."""
    return _ACCENTS.get(mot, mot.replace("_", " "))


_ACCENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "a_venir": "à venir",
        "depassee": "dépassée",
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
        "appel_offres": "appel d'offres",
        "assemblee_generale": "assemblée générale",
        "comite_pilotage": "comité de pilotage",
        "conseil_administration": "conseil d'administration",
        "dialogue_gestion": "dialogue de gestion",
        "feuille_emargement": "feuille d'émargement",
        "fiche_action": "fiche-action",
        "fir": "FIR",
        "membre_instance_dirigeante": "membre de l'instance dirigeante",
        "permis_construire": "permis de construire",
        "programmation": "programme des travaux",
        "reception": "réception des travaux",
        "reglement_interieur": "règlement intérieur",
        "representation_legale": "représentation légale",
        "vice_presidence": "vice-présidence",
    }
)
