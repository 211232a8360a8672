"""French primary care as typed, dated, sourced objects.

The public names are loaded on first use (PEP 562): importing the package costs little, whatever is used of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from soinsprimaires.anomalies import Anomalie as Anomalie
    from soinsprimaires.anomalies import Chemin as Chemin
    from soinsprimaires.anomalies import Gravite as Gravite
    from soinsprimaires.erreurs import CodeInconnu as CodeInconnu
    from soinsprimaires.erreurs import DocumentInvalide as DocumentInvalide
    from soinsprimaires.erreurs import ErreurSoinsPrimaires as ErreurSoinsPrimaires
    from soinsprimaires.erreurs import ExtraManquant as ExtraManquant
    from soinsprimaires.erreurs import TransitionRefusee as TransitionRefusee
    from soinsprimaires.erreurs import ValeurInvalide as ValeurInvalide
    from soinsprimaires.extensions import Extensions as Extensions
    from soinsprimaires.identifiants import Adeli as Adeli
    from soinsprimaires.identifiants import CodeCommune as CodeCommune
    from soinsprimaires.identifiants import CodeEpci as CodeEpci
    from soinsprimaires.identifiants import CodePostal as CodePostal
    from soinsprimaires.identifiants import Finess as Finess
    from soinsprimaires.identifiants import Rpps as Rpps
    from soinsprimaires.identifiants import Siren as Siren
    from soinsprimaires.identifiants import Siret as Siret
    from soinsprimaires.identifiants import Slug as Slug
    from soinsprimaires.identifiants import SorteIdentifiant as SorteIdentifiant
    from soinsprimaires.mesures import Estimation as Estimation
    from soinsprimaires.mesures import NuanceNombre as NuanceNombre
    from soinsprimaires.modele.accompagnement import Accompagnement as Accompagnement
    from soinsprimaires.modele.accompagnement import NatureAccompagnement as NatureAccompagnement
    from soinsprimaires.modele.actions import Action as Action
    from soinsprimaires.modele.actions import DomaineAction as DomaineAction
    from soinsprimaires.modele.actions import StatutAction as StatutAction
    from soinsprimaires.modele.aides import AideFinanciere as AideFinanciere
    from soinsprimaires.modele.aides import Dispositif as Dispositif
    from soinsprimaires.modele.aides import NatureDispositif as NatureDispositif
    from soinsprimaires.modele.aides import ObjectifChiffre as ObjectifChiffre
    from soinsprimaires.modele.conventions import Convention as Convention
    from soinsprimaires.modele.conventions import Document as Document
    from soinsprimaires.modele.conventions import NatureConvention as NatureConvention
    from soinsprimaires.modele.conventions import NatureDocument as NatureDocument
    from soinsprimaires.modele.evenements import Acte as Acte
    from soinsprimaires.modele.evenements import Acteur as Acteur
    from soinsprimaires.modele.evenements import Evenement as Evenement
    from soinsprimaires.modele.evenements import MissionCPTS as MissionCPTS
    from soinsprimaires.modele.evenements import QualiteActeur as QualiteActeur
    from soinsprimaires.modele.formations import FormePedagogique as FormePedagogique
    from soinsprimaires.modele.formations import Intervenant as Intervenant
    from soinsprimaires.modele.formations import MomentJournee as MomentJournee
    from soinsprimaires.modele.formations import NatureActionDpc as NatureActionDpc
    from soinsprimaires.modele.formations import ProgrammeDpc as ProgrammeDpc
    from soinsprimaires.modele.formations import ProgrammeFormation as ProgrammeFormation
    from soinsprimaires.modele.formations import PublicVise as PublicVise
    from soinsprimaires.modele.formations import Recurrence as Recurrence
    from soinsprimaires.modele.formations import SeanceFormation as SeanceFormation
    from soinsprimaires.modele.formations import StatutSeance as StatutSeance
    from soinsprimaires.modele.lieux import Horaire as Horaire
    from soinsprimaires.modele.lieux import Jalon as Jalon
    from soinsprimaires.modele.lieux import Lieu as Lieu
    from soinsprimaires.modele.lieux import NatureJalon as NatureJalon
    from soinsprimaires.modele.lieux import NatureLieu as NatureLieu
    from soinsprimaires.modele.lieux import NatureSite as NatureSite
    from soinsprimaires.modele.lieux import Site as Site
    from soinsprimaires.modele.organisations import NatureOrganisation as NatureOrganisation
    from soinsprimaires.modele.organisations import NomAnterieur as NomAnterieur
    from soinsprimaires.modele.organisations import Organisation as Organisation
    from soinsprimaires.modele.permanence import CreneauGarde as CreneauGarde
    from soinsprimaires.modele.permanence import ModaliteGarde as ModaliteGarde
    from soinsprimaires.modele.permanence import TableauGarde as TableauGarde
    from soinsprimaires.modele.personnes import Fonction as Fonction
    from soinsprimaires.modele.personnes import NatureFonction as NatureFonction
    from soinsprimaires.modele.personnes import Personne as Personne
    from soinsprimaires.modele.professionnels import Carence as Carence
    from soinsprimaires.modele.professionnels import Exercice as Exercice
    from soinsprimaires.modele.professionnels import ModeExercice as ModeExercice
    from soinsprimaires.modele.professionnels import Mouvement as Mouvement
    from soinsprimaires.modele.professionnels import NatureMouvement as NatureMouvement
    from soinsprimaires.modele.professionnels import Presence as Presence
    from soinsprimaires.modele.professionnels import Professionnel as Professionnel
    from soinsprimaires.modele.professionnels import StatutExercice as StatutExercice
    from soinsprimaires.modele.professionnels import StatutMouvement as StatutMouvement
    from soinsprimaires.modele.projets import Axe as Axe
    from soinsprimaires.modele.projets import NatureProjet as NatureProjet
    from soinsprimaires.modele.projets import Projet as Projet
    from soinsprimaires.modele.projets import Referent as Referent
    from soinsprimaires.modele.registre import Appartenance as Appartenance
    from soinsprimaires.modele.registre import ExerciceSitue as ExerciceSitue
    from soinsprimaires.modele.registre import FonctionTenue as FonctionTenue
    from soinsprimaires.modele.registre import Pointage as Pointage
    from soinsprimaires.modele.registre import Registre as Registre
    from soinsprimaires.modele.reunions import Decision as Decision
    from soinsprimaires.modele.reunions import GroupeTravail as GroupeTravail
    from soinsprimaires.modele.reunions import NatureDecision as NatureDecision
    from soinsprimaires.modele.reunions import NatureGroupe as NatureGroupe
    from soinsprimaires.modele.reunions import NatureReunion as NatureReunion
    from soinsprimaires.modele.reunions import Participation as Participation
    from soinsprimaires.modele.reunions import ProchaineEtape as ProchaineEtape
    from soinsprimaires.modele.reunions import Reunion as Reunion
    from soinsprimaires.modele.reunions import StatutEtape as StatutEtape
    from soinsprimaires.modele.reunions import StatutGroupe as StatutGroupe
    from soinsprimaires.modele.reunions import StatutReunion as StatutReunion
    from soinsprimaires.modele.statistiques import PartStatistique as PartStatistique
    from soinsprimaires.modele.statistiques import Statistique as Statistique
    from soinsprimaires.modele.structures import Adhesion as Adhesion
    from soinsprimaires.modele.structures import CPTS as CPTS
    from soinsprimaires.modele.structures import CTS as CTS
    from soinsprimaires.modele.structures import CentreSante as CentreSante
    from soinsprimaires.modele.structures import Contact as Contact
    from soinsprimaires.modele.structures import Engagement as Engagement
    from soinsprimaires.modele.structures import EquipeSoinsPrimaires as EquipeSoinsPrimaires
    from soinsprimaires.modele.structures import EquipeSoinsSpecialises as EquipeSoinsSpecialises
    from soinsprimaires.modele.structures import Filiation as Filiation
    from soinsprimaires.modele.structures import FormeDatee as FormeDatee
    from soinsprimaires.modele.structures import FormeJuridique as FormeJuridique
    from soinsprimaires.modele.structures import MSP as MSP
    from soinsprimaires.modele.structures import NatureContact as NatureContact
    from soinsprimaires.modele.structures import NatureEngagement as NatureEngagement
    from soinsprimaires.modele.structures import NatureFiliation as NatureFiliation
    from soinsprimaires.modele.structures import NatureSoutien as NatureSoutien
    from soinsprimaires.modele.structures import Partenariat as Partenariat
    from soinsprimaires.modele.structures import Rattachement as Rattachement
    from soinsprimaires.modele.structures import Signature as Signature
    from soinsprimaires.modele.structures import Soutien as Soutien
    from soinsprimaires.modele.structures import Structure as Structure
    from soinsprimaires.modele.territoires import Delimitation as Delimitation
    from soinsprimaires.modele.territoires import Direction as Direction
    from soinsprimaires.modele.territoires import NatureTerritoire as NatureTerritoire
    from soinsprimaires.modele.territoires import PopulationDeclaree as PopulationDeclaree
    from soinsprimaires.modele.territoires import Repere as Repere
    from soinsprimaires.modele.territoires import Territoire as Territoire
    from soinsprimaires.referentiels.codes import CodeNomenclature as CodeNomenclature
    from soinsprimaires.referentiels.codes import Systeme as Systeme
    from soinsprimaires.sources import Fiabilite as Fiabilite
    from soinsprimaires.sources import NatureProvenance as NatureProvenance
    from soinsprimaires.sources import NatureSource as NatureSource
    from soinsprimaires.sources import Portee as Portee
    from soinsprimaires.sources import Provenance as Provenance
    from soinsprimaires.sources import SourceJuridique as SourceJuridique
    from soinsprimaires.temps import Chronologie as Chronologie
    from soinsprimaires.temps import DatePartielle as DatePartielle
    from soinsprimaires.temps import JourSemaine as JourSemaine
    from soinsprimaires.temps import Nuance as Nuance
    from soinsprimaires.temps import Periode as Periode
    from soinsprimaires.temps import PeriodePartielle as PeriodePartielle
    from soinsprimaires.temps import Precision as Precision

__all__ = [
    "Accompagnement",
    "Acte",
    "Acteur",
    "Action",
    "Adeli",
    "Adhesion",
    "AideFinanciere",
    "Anomalie",
    "Appartenance",
    "Axe",
    "CPTS",
    "CTS",
    "Carence",
    "CentreSante",
    "Chemin",
    "Chronologie",
    "CodeCommune",
    "CodeEpci",
    "CodeInconnu",
    "CodeNomenclature",
    "CodePostal",
    "Contact",
    "Convention",
    "CreneauGarde",
    "DatePartielle",
    "Decision",
    "Delimitation",
    "Direction",
    "Dispositif",
    "Document",
    "DocumentInvalide",
    "DomaineAction",
    "Engagement",
    "EquipeSoinsPrimaires",
    "EquipeSoinsSpecialises",
    "ErreurSoinsPrimaires",
    "Estimation",
    "Evenement",
    "Exercice",
    "ExerciceSitue",
    "Extensions",
    "ExtraManquant",
    "Fiabilite",
    "Filiation",
    "Finess",
    "Fonction",
    "FonctionTenue",
    "FormeDatee",
    "FormeJuridique",
    "FormePedagogique",
    "Gravite",
    "GroupeTravail",
    "Horaire",
    "Intervenant",
    "Jalon",
    "JourSemaine",
    "Lieu",
    "MSP",
    "MissionCPTS",
    "ModaliteGarde",
    "ModeExercice",
    "MomentJournee",
    "Mouvement",
    "NatureAccompagnement",
    "NatureActionDpc",
    "NatureContact",
    "NatureConvention",
    "NatureDecision",
    "NatureDispositif",
    "NatureDocument",
    "NatureEngagement",
    "NatureFiliation",
    "NatureFonction",
    "NatureGroupe",
    "NatureJalon",
    "NatureLieu",
    "NatureMouvement",
    "NatureOrganisation",
    "NatureProjet",
    "NatureProvenance",
    "NatureReunion",
    "NatureSite",
    "NatureSource",
    "NatureSoutien",
    "NatureTerritoire",
    "NomAnterieur",
    "Nuance",
    "NuanceNombre",
    "ObjectifChiffre",
    "Organisation",
    "PartStatistique",
    "Partenariat",
    "Participation",
    "Periode",
    "PeriodePartielle",
    "Personne",
    "Pointage",
    "PopulationDeclaree",
    "Portee",
    "Precision",
    "Presence",
    "ProchaineEtape",
    "Professionnel",
    "ProgrammeDpc",
    "ProgrammeFormation",
    "Projet",
    "Provenance",
    "PublicVise",
    "QualiteActeur",
    "Rattachement",
    "Recurrence",
    "Referent",
    "Registre",
    "Repere",
    "Reunion",
    "Rpps",
    "SeanceFormation",
    "Signature",
    "Siren",
    "Siret",
    "Site",
    "Slug",
    "SorteIdentifiant",
    "SourceJuridique",
    "Soutien",
    "Statistique",
    "StatutAction",
    "StatutEtape",
    "StatutExercice",
    "StatutGroupe",
    "StatutMouvement",
    "StatutReunion",
    "StatutSeance",
    "Structure",
    "Systeme",
    "TableauGarde",
    "Territoire",
    "TransitionRefusee",
    "ValeurInvalide",
]

_NOMS: Final[dict[str, str]] = {
    nom: module
    for module, noms in {
        "anomalies": "Anomalie Chemin Gravite",
        "erreurs": "CodeInconnu DocumentInvalide ErreurSoinsPrimaires ExtraManquant TransitionRefusee ValeurInvalide",
        "extensions": "Extensions",
        "identifiants": "Adeli CodeCommune CodeEpci CodePostal Finess Rpps Siren Siret Slug SorteIdentifiant",
        "mesures": "Estimation NuanceNombre",
        "modele.accompagnement": "Accompagnement NatureAccompagnement",
        "modele.actions": "Action DomaineAction StatutAction",
        "modele.aides": "AideFinanciere Dispositif NatureDispositif ObjectifChiffre",
        "modele.conventions": "Convention Document NatureConvention NatureDocument",
        "modele.evenements": "Acte Acteur Evenement MissionCPTS QualiteActeur",
        "modele.formations": (
            "FormePedagogique Intervenant MomentJournee NatureActionDpc ProgrammeDpc ProgrammeFormation "
            "PublicVise Recurrence SeanceFormation StatutSeance"
        ),
        "modele.lieux": "Horaire Jalon Lieu NatureJalon NatureLieu NatureSite Site",
        "modele.organisations": "NatureOrganisation NomAnterieur Organisation",
        "modele.permanence": "CreneauGarde ModaliteGarde TableauGarde",
        "modele.personnes": "Fonction NatureFonction Personne",
        "modele.professionnels": (
            "Carence Exercice ModeExercice Mouvement NatureMouvement Presence Professionnel StatutExercice "
            "StatutMouvement"
        ),
        "modele.projets": "Axe NatureProjet Projet Referent",
        "modele.registre": "Appartenance ExerciceSitue FonctionTenue Pointage Registre",
        "modele.reunions": (
            "Decision GroupeTravail NatureDecision NatureGroupe NatureReunion Participation ProchaineEtape "
            "Reunion StatutEtape StatutGroupe StatutReunion"
        ),
        "modele.statistiques": "PartStatistique Statistique",
        "modele.structures": (
            "Adhesion CPTS CTS CentreSante Contact Engagement EquipeSoinsPrimaires EquipeSoinsSpecialises "
            "Filiation FormeDatee FormeJuridique MSP NatureContact NatureEngagement NatureFiliation NatureSoutien "
            "Partenariat Rattachement Signature Soutien Structure"
        ),
        "modele.territoires": "Delimitation Direction NatureTerritoire PopulationDeclaree Repere Territoire",
        "referentiels.codes": "CodeNomenclature Systeme",
        "sources": "Fiabilite NatureProvenance NatureSource Portee Provenance SourceJuridique",
        "temps": "Chronologie DatePartielle JourSemaine Nuance Periode PeriodePartielle Precision",
    }.items()
    for nom in noms.split()
}
_MODULES: Final = frozenset("composition cycle identifiants parametres referentiels regles strategies synthese".split())


def __getattr__(nom: str) -> Any:
    if nom in _NOMS:
        valeur = getattr(import_module(f"{__name__}.{_NOMS[nom]}"), nom)
    elif nom in _MODULES:
        valeur = import_module(f"{__name__}.{nom}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {nom!r}")
    globals()[nom] = valeur
    return valeur


def __dir__() -> list[str]:
    return sorted({*__all__, *_MODULES})
