"""In what order the fields of small values are said, and what names an entity that has no name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from soinsprimaires.modele.accompagnement import Accompagnement
from soinsprimaires.modele.actions import EtapeTravaux
from soinsprimaires.modele.aides import BilanAnnuel, Indemnite, ObjectifChiffre
from soinsprimaires.modele.conventions import Label
from soinsprimaires.modele.evenements import Acteur, Evenement, Reserve
from soinsprimaires.modele.formations import Intervenant, Recurrence, SeanceFormation
from soinsprimaires.modele.lieux import Horaire, Jalon, LieuAnterieur, Site
from soinsprimaires.modele.organisations import AutreIdentifiant, Contact, Filiation, NomAnterieur
from soinsprimaires.modele.permanence import CreneauGarde, TableauGarde
from soinsprimaires.modele.personnes import Fonction
from soinsprimaires.modele.procedures import EtapeProcedure
from soinsprimaires.modele.professionnels import Carence, Exercice, Mouvement, Presence, PublicVise
from soinsprimaires.modele.projets import Axe, Referent
from soinsprimaires.modele.reunions import Decision, Emargement, Moment, Participation, ProchaineEtape
from soinsprimaires.modele.statistiques import PartStatistique
from soinsprimaires.modele.structures import (
    Adhesion,
    Engagement,
    FormeDatee,
    Partenariat,
    Rattachement,
    Signature,
    Soutien,
)
from soinsprimaires.modele.territoires import PopulationDeclaree, Repere

__all__ = ["CHIFFRES", "DANS_LA_LIGNE", "FORMES", "TITRES"]

FORMES: Final[Mapping[type[Any], tuple[str, ...]]] = MappingProxyType(
    {
        Acteur: ("qualite", "({entite})"),
        Adhesion: ("membre", "periode"),
        AutreIdentifiant: ("systeme", "valeur"),
        Axe: ("{intitule} :", "sous_themes"),
        Contact: ("{nature} :", "valeur", "({objet})"),
        CreneauGarde: ("jour", "de {debut}", "à {fin}", "professionnel", "modalite"),
        Decision: ("{nature} :", "enonce", "({projets})"),
        Emargement: ("participant", "{duree_heures} h"),
        Engagement: ("{nature} :", "enonce", "le"),
        EtapeTravaux: ("{nature} :", "le", "periode", "par {par}"),
        EtapeProcedure: ("{acte} :", "comite"),
        Evenement: ("acte", "par {acteurs}", "effet_le"),
        Exercice: ("statut", "mode", "structure", "quotite", "presences", "periode"),
        Filiation: ("predecesseur", "({nature})", "le"),
        Fonction: ("intitule", "({nature})", "au_sein_de", "quotite", "periode"),
        FormeDatee: ("forme", "periode"),
        Horaire: ("jours", "de {ouvre}", "à {ferme}"),
        Intervenant: ("libelle", "personne", "profession", "savoir_faire", "organisation"),
        Jalon: ("nature", "le"),
        LieuAnterieur: ("lieu", "periode"),
        Moment: ("{par} :", "enonce"),
        NomAnterieur: ("nom", "periode"),
        ObjectifChiffre: ("{cible} :", "indicateur", "periode"),
        PartStatistique: ("{valeur} :", "indicateur"),
        Partenariat: ("partenaire", "objet", "periode"),
        Participation: ("{nombre} :", "categorie", "({participants})"),
        PopulationDeclaree: ("{nombre} habitants", "annee", "source"),
        Presence: ("nombre_jours", "jours", "({site})", "({lieu})", "({commune})"),
        ProchaineEtape: ("objet", "echeance", "responsables", "statut"),
        PublicVise: ("profession", "libelle", "mode", "territoire"),
        Rattachement: ("territoire", "({rang})", "periode"),
        Recurrence: ("jours", "moment", "toutes_les"),
        Referent: ("{qualite} :", "organisation", "personne"),
        Repere: ("{direction} :", "commune"),
        Reserve: ("enonce", "délai : {delai_le}", "levée {levee_le}"),
        Signature: ("signataire", "signee_le", "version {version}"),
        Site: ("lieu", "commune", "({nature})", "jalons", "periode"),
        Soutien: ("{nature} :", "objet", "par {par}", "periode"),
    }
)
"""The fields of a small value in the order in which one says them; the others follow, behind their names."""

TITRES: Final[Mapping[type[Any], tuple[str, ...]]] = MappingProxyType(
    {
        Accompagnement: ("nature", "par"),
        BilanAnnuel: ("structure", "annee"),
        Carence: ("profession", "savoir_faire", "mode", "enonce"),
        Indemnite: ("nature", "beneficiaire"),
        Label: ("nature", "structure"),
        Mouvement: ("nature", "professionnel", "profession", "structure"),
        SeanceFormation: ("savoir_faire", "intervenants"),
        TableauGarde: ("territoire", "periode"),
    }
)
"""What names an entity that has no name."""
DANS_LA_LIGNE: Final = frozenset({"acte", "acteurs", "effet_le", "mission", "activite", "avis", "etat"})
"""The fields of an event that its line tells."""
CHIFFRES: Final = ("valeur", "montant", "effectif", "nombre")
"""The number that a dated entity states."""
