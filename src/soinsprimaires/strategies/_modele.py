"""One strategy for each class of the model, derived from its fields."""

from datetime import date
from typing import Any

from hypothesis.strategies import SearchStrategy, lists, one_of

from soinsprimaires.anomalies import Anomalie
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele.accompagnement import Accompagnement
from soinsprimaires.modele.actions import Action, EtapeTravaux
from soinsprimaires.modele.aides import AideFinanciere, BilanAnnuel, Dispositif, Indemnite, ObjectifChiffre
from soinsprimaires.modele.conventions import Avenant, Convention, Document, Label, Protocole
from soinsprimaires.modele.evenements import Acteur, Evenement, Reserve
from soinsprimaires.modele.formations import (
    Intervenant,
    ProgrammeDpc,
    ProgrammeFormation,
    Recurrence,
    SeanceFormation,
)
from soinsprimaires.modele.lieux import Horaire, Jalon, Lieu, LieuAnterieur, Position, Site
from soinsprimaires.modele.organisations import AutreIdentifiant, Contact, Filiation, NomAnterieur, Organisation
from soinsprimaires.modele.origines import ChampLu, Origine
from soinsprimaires.modele.permanence import CreneauGarde, TableauGarde
from soinsprimaires.modele.personnes import Fonction, Personne
from soinsprimaires.modele.procedures import EtapeProcedure, ProcedureRegionale
from soinsprimaires.modele.professionnels import Carence, Exercice, Mouvement, Presence, Professionnel, PublicVise
from soinsprimaires.modele.projets import Axe, Projet, Referent
from soinsprimaires.modele.reponses import Appartenance, ExerciceSitue, FonctionTenue, Pointage
from soinsprimaires.modele.reunions import (
    Decision,
    Emargement,
    GroupeTravail,
    Moment,
    Participation,
    ProchaineEtape,
    Reunion,
)
from soinsprimaires.modele.statistiques import PartStatistique, Statistique
from soinsprimaires.modele.structures import (
    CPTS,
    CTS,
    MSP,
    Adhesion,
    CentreSante,
    Engagement,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    FormeDatee,
    Partenariat,
    Rattachement,
    Signature,
    Soutien,
    Structure,
)
from soinsprimaires.modele.territoires import Etendue, PopulationDeclaree, Repere, Territoire
from soinsprimaires.sources import Provenance, SourceJuridique, VersionNonLue
from soinsprimaires.strategies._derivation import valeurs
from soinsprimaires.strategies._primitives import dates_partielles
from soinsprimaires.temps import DatePartielle, Nuance, PeriodePartielle, Precision


def accompagnements(**champs: Any) -> SearchStrategy[Accompagnement]:
    """Values of :class:`~soinsprimaires.Accompagnement`."""
    return valeurs(Accompagnement, champs)


def acteurs(**champs: Any) -> SearchStrategy[Acteur]:
    """Values of :class:`~soinsprimaires.Acteur`."""
    return valeurs(Acteur, champs)


def actions(**champs: Any) -> SearchStrategy[Action]:
    """Values of :class:`~soinsprimaires.Action`."""
    return valeurs(Action, champs)


def adhesions(**champs: Any) -> SearchStrategy[Adhesion]:
    """Values of :class:`~soinsprimaires.Adhesion`."""
    return valeurs(Adhesion, champs)


def aides_financieres(**champs: Any) -> SearchStrategy[AideFinanciere]:
    """Values of :class:`~soinsprimaires.AideFinanciere`."""
    return valeurs(AideFinanciere, champs)


def anomalies(**champs: Any) -> SearchStrategy[Anomalie]:
    """Values of :class:`~soinsprimaires.Anomalie`."""
    return valeurs(Anomalie, champs)


def appartenances(**champs: Any) -> SearchStrategy[Appartenance]:
    """Values of :class:`~soinsprimaires.Appartenance`."""
    return valeurs(Appartenance, champs)


def autres_identifiants(**champs: Any) -> SearchStrategy[AutreIdentifiant]:
    """Values of :class:`~soinsprimaires.AutreIdentifiant`."""
    return valeurs(AutreIdentifiant, champs)


def avenants(**champs: Any) -> SearchStrategy[Avenant]:
    """Values of :class:`~soinsprimaires.Avenant`."""
    return valeurs(Avenant, champs)


def axes(**champs: Any) -> SearchStrategy[Axe]:
    """Values of :class:`~soinsprimaires.Axe`."""
    return valeurs(Axe, champs)


def bilans_annuels(**champs: Any) -> SearchStrategy[BilanAnnuel]:
    """Values of :class:`~soinsprimaires.BilanAnnuel`."""
    return valeurs(BilanAnnuel, champs)


def carences(**champs: Any) -> SearchStrategy[Carence]:
    """Values of :class:`~soinsprimaires.Carence`."""
    return valeurs(Carence, champs)


def centres_sante(**champs: Any) -> SearchStrategy[CentreSante]:
    """Values of :class:`~soinsprimaires.CentreSante`."""
    return valeurs(CentreSante, champs)


def champs_lus(**champs: Any) -> SearchStrategy[ChampLu]:
    """Values of :class:`~soinsprimaires.ChampLu`."""
    return valeurs(ChampLu, champs)


def contacts(**champs: Any) -> SearchStrategy[Contact]:
    """Values of :class:`~soinsprimaires.Contact`."""
    return valeurs(Contact, champs)


def conventions(**champs: Any) -> SearchStrategy[Convention]:
    """Values of :class:`~soinsprimaires.Convention`."""
    return valeurs(Convention, champs)


def cpts(*, au: date | None = None, taille: int | None = None, **champs: Any) -> SearchStrategy[CPTS]:
    """Values of :class:`~soinsprimaires.CPTS`.

    Args:
        au: a day on which it surely exists.
        taille: its number of adherents.
        champs: fields.
    """
    if au is not None:
        champs = {"creee_le": _exactes(max_jour=au), "dissoute_le": None} | champs
    if taille is not None:
        champs = {"adherents": lists(adhesions(), min_size=taille, max_size=taille).map(tuple)} | champs
    return valeurs(CPTS, champs)


def _exactes(*, max_jour: date) -> SearchStrategy[DatePartielle]:
    return dates_partielles(max_jour=max_jour, nuances=(Nuance.EXACTE,), precisions=(Precision.JOUR,))


def creneaux_garde(**champs: Any) -> SearchStrategy[CreneauGarde]:
    """Values of :class:`~soinsprimaires.CreneauGarde`."""
    return valeurs(CreneauGarde, champs)


def cts(**champs: Any) -> SearchStrategy[CTS]:
    """Values of :class:`~soinsprimaires.CTS`."""
    return valeurs(CTS, champs)


def decisions(**champs: Any) -> SearchStrategy[Decision]:
    """Values of :class:`~soinsprimaires.Decision`."""
    return valeurs(Decision, champs)


def dispositifs(**champs: Any) -> SearchStrategy[Dispositif]:
    """Values of :class:`~soinsprimaires.Dispositif`."""
    return valeurs(Dispositif, champs)


def documents(**champs: Any) -> SearchStrategy[Document]:
    """Values of :class:`~soinsprimaires.Document`."""
    return valeurs(Document, champs)


def emargements(**champs: Any) -> SearchStrategy[Emargement]:
    """Values of :class:`~soinsprimaires.Emargement`."""
    return valeurs(Emargement, champs)


def engagements(**champs: Any) -> SearchStrategy[Engagement]:
    """Values of :class:`~soinsprimaires.Engagement`."""
    return valeurs(Engagement, champs)


def equipes_soins_primaires(**champs: Any) -> SearchStrategy[EquipeSoinsPrimaires]:
    """Values of :class:`~soinsprimaires.EquipeSoinsPrimaires`."""
    return valeurs(EquipeSoinsPrimaires, champs)


def equipes_soins_specialises(**champs: Any) -> SearchStrategy[EquipeSoinsSpecialises]:
    """Values of :class:`~soinsprimaires.EquipeSoinsSpecialises`."""
    return valeurs(EquipeSoinsSpecialises, champs)


def estimations(**champs: Any) -> SearchStrategy[Estimation]:
    """Values of :class:`~soinsprimaires.Estimation`."""
    return valeurs(Estimation, champs)


def etendues(**champs: Any) -> SearchStrategy[Etendue]:
    """Values of :class:`~soinsprimaires.Etendue`."""
    return valeurs(Etendue, champs)


def etapes_procedure(**champs: Any) -> SearchStrategy[EtapeProcedure]:
    """Values of :class:`~soinsprimaires.EtapeProcedure`."""
    return valeurs(EtapeProcedure, champs)


def etapes_travaux(**champs: Any) -> SearchStrategy[EtapeTravaux]:
    """Values of :class:`~soinsprimaires.EtapeTravaux`."""
    return valeurs(EtapeTravaux, champs)


def evenements(**champs: Any) -> SearchStrategy[Evenement]:
    """Values of :class:`~soinsprimaires.Evenement`."""
    return valeurs(Evenement, champs)


def exercices(**champs: Any) -> SearchStrategy[Exercice]:
    """Values of :class:`~soinsprimaires.Exercice`."""
    return valeurs(Exercice, champs)


def exercices_situes(**champs: Any) -> SearchStrategy[ExerciceSitue]:
    """Values of :class:`~soinsprimaires.ExerciceSitue`."""
    return valeurs(ExerciceSitue, champs)


def filiations(**champs: Any) -> SearchStrategy[Filiation]:
    """Values of :class:`~soinsprimaires.Filiation`."""
    return valeurs(Filiation, champs)


def fonctions(**champs: Any) -> SearchStrategy[Fonction]:
    """Values of :class:`~soinsprimaires.Fonction`."""
    return valeurs(Fonction, champs)


def fonctions_tenues(**champs: Any) -> SearchStrategy[FonctionTenue]:
    """Values of :class:`~soinsprimaires.FonctionTenue`."""
    return valeurs(FonctionTenue, champs)


def formes_datees(**champs: Any) -> SearchStrategy[FormeDatee]:
    """Values of :class:`~soinsprimaires.FormeDatee`."""
    return valeurs(FormeDatee, champs)


def groupes_travail(**champs: Any) -> SearchStrategy[GroupeTravail]:
    """Values of :class:`~soinsprimaires.GroupeTravail`."""
    return valeurs(GroupeTravail, champs)


def horaires(**champs: Any) -> SearchStrategy[Horaire]:
    """Values of :class:`~soinsprimaires.Horaire`."""
    return valeurs(Horaire, champs)


def indemnites(**champs: Any) -> SearchStrategy[Indemnite]:
    """Values of :class:`~soinsprimaires.Indemnite`."""
    return valeurs(Indemnite, champs)


def intervenants(**champs: Any) -> SearchStrategy[Intervenant]:
    """Values of :class:`~soinsprimaires.Intervenant`."""
    return valeurs(Intervenant, champs)


def jalons(**champs: Any) -> SearchStrategy[Jalon]:
    """Values of :class:`~soinsprimaires.Jalon`."""
    return valeurs(Jalon, champs)


def labels(**champs: Any) -> SearchStrategy[Label]:
    """Values of :class:`~soinsprimaires.Label`."""
    return valeurs(Label, champs)


def lieux(**champs: Any) -> SearchStrategy[Lieu]:
    """Values of :class:`~soinsprimaires.Lieu`."""
    return valeurs(Lieu, champs)


def lieux_anterieurs(**champs: Any) -> SearchStrategy[LieuAnterieur]:
    """Values of :class:`~soinsprimaires.LieuAnterieur`."""
    return valeurs(LieuAnterieur, champs)


def moments(**champs: Any) -> SearchStrategy[Moment]:
    """Values of :class:`~soinsprimaires.Moment`."""
    return valeurs(Moment, champs)


def mouvements(**champs: Any) -> SearchStrategy[Mouvement]:
    """Values of :class:`~soinsprimaires.Mouvement`."""
    return valeurs(Mouvement, champs)


def msps(**champs: Any) -> SearchStrategy[MSP]:
    """Values of :class:`~soinsprimaires.MSP`."""
    return valeurs(MSP, champs)


def noms_anterieurs(**champs: Any) -> SearchStrategy[NomAnterieur]:
    """Values of :class:`~soinsprimaires.NomAnterieur`."""
    return valeurs(NomAnterieur, champs)


def objectifs_chiffres(**champs: Any) -> SearchStrategy[ObjectifChiffre]:
    """Values of :class:`~soinsprimaires.ObjectifChiffre`."""
    return valeurs(ObjectifChiffre, champs)


def organisations(**champs: Any) -> SearchStrategy[Organisation]:
    """Values of :class:`~soinsprimaires.Organisation`."""
    return valeurs(Organisation, champs)


def origines(**champs: Any) -> SearchStrategy[Origine]:
    """Values of :class:`~soinsprimaires.Origine`."""
    return valeurs(Origine, champs)


def partenariats(**champs: Any) -> SearchStrategy[Partenariat]:
    """Values of :class:`~soinsprimaires.Partenariat`."""
    return valeurs(Partenariat, champs)


def participations(**champs: Any) -> SearchStrategy[Participation]:
    """Values of :class:`~soinsprimaires.Participation`."""
    return valeurs(Participation, champs)


def parts_statistiques(**champs: Any) -> SearchStrategy[PartStatistique]:
    """Values of :class:`~soinsprimaires.PartStatistique`."""
    return valeurs(PartStatistique, champs)


def periodes_partielles(**champs: Any) -> SearchStrategy[PeriodePartielle]:
    """Values of :class:`~soinsprimaires.PeriodePartielle`."""
    return valeurs(PeriodePartielle, champs)


def personnes(**champs: Any) -> SearchStrategy[Personne]:
    """Values of :class:`~soinsprimaires.Personne`."""
    return valeurs(Personne, champs)


def pointages(**champs: Any) -> SearchStrategy[Pointage]:
    """Values of :class:`~soinsprimaires.Pointage`."""
    return valeurs(Pointage, champs)


def populations_declarees(**champs: Any) -> SearchStrategy[PopulationDeclaree]:
    """Values of :class:`~soinsprimaires.PopulationDeclaree`."""
    return valeurs(PopulationDeclaree, champs)


def positions(**champs: Any) -> SearchStrategy[Position]:
    """Values of :class:`~soinsprimaires.Position`."""
    return valeurs(Position, champs)


def presences(**champs: Any) -> SearchStrategy[Presence]:
    """Values of :class:`~soinsprimaires.Presence`."""
    return valeurs(Presence, champs)


def procedures_regionales(**champs: Any) -> SearchStrategy[ProcedureRegionale]:
    """Values of :class:`~soinsprimaires.ProcedureRegionale`."""
    return valeurs(ProcedureRegionale, champs)


def prochaines_etapes(**champs: Any) -> SearchStrategy[ProchaineEtape]:
    """Values of :class:`~soinsprimaires.ProchaineEtape`."""
    return valeurs(ProchaineEtape, champs)


def professionnels(**champs: Any) -> SearchStrategy[Professionnel]:
    """Values of :class:`~soinsprimaires.Professionnel`."""
    return valeurs(Professionnel, champs)


def programmes_dpc(**champs: Any) -> SearchStrategy[ProgrammeDpc]:
    """Values of :class:`~soinsprimaires.ProgrammeDpc`."""
    return valeurs(ProgrammeDpc, champs)


def programmes_formation(**champs: Any) -> SearchStrategy[ProgrammeFormation]:
    """Values of :class:`~soinsprimaires.ProgrammeFormation`."""
    return valeurs(ProgrammeFormation, champs)


def projets(**champs: Any) -> SearchStrategy[Projet]:
    """Values of :class:`~soinsprimaires.Projet`."""
    return valeurs(Projet, champs)


def protocoles(**champs: Any) -> SearchStrategy[Protocole]:
    """Values of :class:`~soinsprimaires.Protocole`."""
    return valeurs(Protocole, champs)


def provenances(**champs: Any) -> SearchStrategy[Provenance]:
    """Values of :class:`~soinsprimaires.Provenance`."""
    return valeurs(Provenance, champs)


def publics_vises(**champs: Any) -> SearchStrategy[PublicVise]:
    """Values of :class:`~soinsprimaires.PublicVise`."""
    return valeurs(PublicVise, champs)


def rattachements(**champs: Any) -> SearchStrategy[Rattachement]:
    """Values of :class:`~soinsprimaires.Rattachement`."""
    return valeurs(Rattachement, champs)


def recurrences(**champs: Any) -> SearchStrategy[Recurrence]:
    """Values of :class:`~soinsprimaires.Recurrence`."""
    return valeurs(Recurrence, champs)


def referents(**champs: Any) -> SearchStrategy[Referent]:
    """Values of :class:`~soinsprimaires.Referent`."""
    return valeurs(Referent, champs)


def reperes(**champs: Any) -> SearchStrategy[Repere]:
    """Values of :class:`~soinsprimaires.Repere`."""
    return valeurs(Repere, champs)


def reserves(**champs: Any) -> SearchStrategy[Reserve]:
    """Values of :class:`~soinsprimaires.Reserve`."""
    return valeurs(Reserve, champs)


def reunions(**champs: Any) -> SearchStrategy[Reunion]:
    """Values of :class:`~soinsprimaires.Reunion`."""
    return valeurs(Reunion, champs)


def seances_formation(**champs: Any) -> SearchStrategy[SeanceFormation]:
    """Values of :class:`~soinsprimaires.SeanceFormation`."""
    return valeurs(SeanceFormation, champs)


def signatures(**champs: Any) -> SearchStrategy[Signature]:
    """Values of :class:`~soinsprimaires.Signature`."""
    return valeurs(Signature, champs)


def sites(**champs: Any) -> SearchStrategy[Site]:
    """Values of :class:`~soinsprimaires.Site`."""
    return valeurs(Site, champs)


def sources_juridiques(**champs: Any) -> SearchStrategy[SourceJuridique]:
    """Values of :class:`~soinsprimaires.SourceJuridique`."""
    return valeurs(SourceJuridique, champs)


def versions_non_lues(**champs: Any) -> SearchStrategy[VersionNonLue]:
    """Values of :class:`~soinsprimaires.VersionNonLue`."""
    return valeurs(VersionNonLue, champs)


def soutiens(**champs: Any) -> SearchStrategy[Soutien]:
    """Values of :class:`~soinsprimaires.Soutien`."""
    return valeurs(Soutien, champs)


def statistiques(**champs: Any) -> SearchStrategy[Statistique]:
    """Values of :class:`~soinsprimaires.Statistique`."""
    return valeurs(Statistique, champs)


def structures(**champs: Any) -> SearchStrategy[Structure]:
    """Structures of every kind; ``champs`` are fields that they have in common."""
    return one_of(
        msps(**champs),
        centres_sante(**champs),
        cts(**champs),
        cpts(**champs),
        equipes_soins_primaires(**champs),
        equipes_soins_specialises(**champs),
    )


def tableaux_garde(**champs: Any) -> SearchStrategy[TableauGarde]:
    """Values of :class:`~soinsprimaires.TableauGarde`."""
    return valeurs(TableauGarde, champs)


def territoires(**champs: Any) -> SearchStrategy[Territoire]:
    """Values of :class:`~soinsprimaires.Territoire`."""
    return valeurs(Territoire, champs)
