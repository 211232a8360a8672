"""What happens to a project: the events of its journal."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC, Personnelle
from soinsprimaires._typage import nommer_les_champs, refuser
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import SLUG
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele._base import Donnee, reference, references
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, en_date_partielle_ou_rien

__all__ = [
    "Acte",
    "Acteur",
    "ActiviteAgreee",
    "AvisComite",
    "Evenement",
    "FondementOpposition",
    "MissionCPTS",
    "QualiteActeur",
    "Reserve",
]


class Acte(Vocabulaire):
    """What an actor does in a procedure; the tables of :mod:`soinsprimaires.cycle` say what each one changes."""

    EMERGENCE = "emergence"
    INITIATIVE_ARS = "initiative_ars"
    DEPOT_LETTRE_INTENTION = "depot_lettre_intention"
    ACCORD_LETTRE_INTENTION = "accord_lettre_intention"
    REFUS_LETTRE_INTENTION = "refus_lettre_intention"
    DEBUT_REDACTION = "debut_redaction"
    DEPOT_PROJET = "depot_projet"
    DEMANDE_COMPLEMENTS = "demande_complements"
    DEPOT_COMPLEMENTS = "depot_complements"
    AVIS_COMITE = "avis_comite"
    VALIDATION_PROJET = "validation_projet"
    REFUS_PROJET = "refus_projet"
    OPPOSITION_ARS = "opposition_ars"
    SIGNATURE_CONTRAT = "signature_contrat"
    MISE_EN_FONCTIONNEMENT = "mise_en_fonctionnement"
    DEMARRAGE_MISSION = "demarrage_mission"
    DEPLOIEMENT_MISSION = "deploiement_mission"
    DEMANDE_AVENANT = "demande_avenant"
    SIGNATURE_AVENANT = "signature_avenant"
    REFUS_AVENANT = "refus_avenant"
    RENOUVELLEMENT = "renouvellement"
    SUSPENSION = "suspension"
    LEVEE_SUSPENSION = "levee_suspension"
    RESILIATION = "resiliation"
    EXPIRATION = "expiration"
    FUSION = "fusion"
    SCISSION = "scission"
    ABANDON = "abandon"
    DISSOLUTION = "dissolution"
    REPRISE = "reprise"
    ANNULATION = "annulation"
    REUNION_TENUE = "reunion_tenue"
    CHANGEMENT_PRESIDENCE = "changement_presidence"
    INAUGURATION = "inauguration"
    RAPPORT_TRANSMIS = "rapport_transmis"
    CANDIDATURE_RETENUE = "candidature_retenue"
    SITE_OUVERT = "site_ouvert"
    AVIS_PARTENAIRE = "avis_partenaire"
    DEMANDE_FIR = "demande_fir"
    ACCORD_FIR = "accord_fir"
    REFUS_FIR = "refus_fir"
    DEPOT_ENGAGEMENT_CONFORMITE = "depot_engagement_conformite"
    DELIVRANCE_RECEPISSE = "delivrance_recepisse"
    OUVERTURE = "ouverture"
    FERMETURE_ADMINISTRATIVE = "fermeture_administrative"
    CESSATION = "cessation"
    MODIFICATION_SUBSTANTIELLE = "modification_substantielle"
    DEMANDE_AGREMENT = "demande_agrement"
    AGREMENT_PROVISOIRE = "agrement_provisoire"
    AGREMENT_DEFINITIF = "agrement_definitif"
    REFUS_AGREMENT = "refus_agrement"
    RETRAIT_AGREMENT = "retrait_agrement"

    @property
    def libelle(self) -> str:
        """The act as one names it in a sentence."""
        return _ACTES[self]


_ACTES: Final = {
    Acte.EMERGENCE: "émergence du projet",
    Acte.INITIATIVE_ARS: "initiative de l'ARS",
    Acte.DEPOT_LETTRE_INTENTION: "dépôt de la lettre d'intention",
    Acte.ACCORD_LETTRE_INTENTION: "accord sur la lettre d'intention",
    Acte.REFUS_LETTRE_INTENTION: "refus de la lettre d'intention",
    Acte.DEBUT_REDACTION: "début de la rédaction du projet de santé",
    Acte.DEPOT_PROJET: "dépôt du projet de santé",
    Acte.DEMANDE_COMPLEMENTS: "demande de compléments",
    Acte.DEPOT_COMPLEMENTS: "dépôt des compléments",
    Acte.AVIS_COMITE: "avis du comité",
    Acte.VALIDATION_PROJET: "validation du projet de santé",
    Acte.REFUS_PROJET: "refus du projet de santé",
    Acte.OPPOSITION_ARS: "opposition de l'ARS",
    Acte.SIGNATURE_CONTRAT: "signature du contrat",
    Acte.MISE_EN_FONCTIONNEMENT: "mise en fonctionnement",
    Acte.DEMARRAGE_MISSION: "démarrage d'une mission",
    Acte.DEPLOIEMENT_MISSION: "déploiement d'une mission",
    Acte.DEMANDE_AVENANT: "demande d'avenant",
    Acte.SIGNATURE_AVENANT: "signature d'un avenant",
    Acte.REFUS_AVENANT: "refus d'un avenant",
    Acte.RENOUVELLEMENT: "renouvellement du contrat",
    Acte.SUSPENSION: "suspension",
    Acte.LEVEE_SUSPENSION: "levée de la suspension",
    Acte.RESILIATION: "résiliation du contrat",
    Acte.EXPIRATION: "expiration du contrat",
    Acte.FUSION: "fusion",
    Acte.SCISSION: "scission",
    Acte.ABANDON: "abandon du projet",
    Acte.DISSOLUTION: "dissolution de la structure",
    Acte.REPRISE: "début du suivi, le projet étant déjà en cours",
    Acte.ANNULATION: "annulation d'une écriture",
    Acte.REUNION_TENUE: "réunion tenue",
    Acte.CHANGEMENT_PRESIDENCE: "changement de présidence",
    Acte.INAUGURATION: "inauguration",
    Acte.RAPPORT_TRANSMIS: "rapport transmis",
    Acte.CANDIDATURE_RETENUE: "candidature retenue",
    Acte.SITE_OUVERT: "site ouvert",
    Acte.AVIS_PARTENAIRE: "avis d'un partenaire",
    Acte.DEMANDE_FIR: "demande d'un financement du FIR",
    Acte.ACCORD_FIR: "financement du FIR accordé",
    Acte.REFUS_FIR: "financement du FIR refusé",
    Acte.DEPOT_ENGAGEMENT_CONFORMITE: "dépôt de l'engagement de conformité",
    Acte.DELIVRANCE_RECEPISSE: "délivrance du récépissé",
    Acte.OUVERTURE: "ouverture",
    Acte.FERMETURE_ADMINISTRATIVE: "fermeture administrative",
    Acte.CESSATION: "cessation d'activité",
    Acte.MODIFICATION_SUBSTANTIELLE: "modification substantielle",
    Acte.DEMANDE_AGREMENT: "demande d'agrément",
    Acte.AGREMENT_PROVISOIRE: "agrément provisoire",
    Acte.AGREMENT_DEFINITIF: "agrément définitif",
    Acte.REFUS_AGREMENT: "refus d'agrément",
    Acte.RETRAIT_AGREMENT: "retrait d'agrément",
}


class QualiteActeur(Vocabulaire):
    """In what capacity somebody acts in a procedure."""

    PORTEURS = "porteurs"
    STRUCTURE = "structure"
    GESTIONNAIRE = "gestionnaire"
    ARS = "ars"
    ARS_DELEGATION_DEPARTEMENTALE = "ars_delegation_departementale"
    CPAM = "cpam"
    CGSS = "cgss"
    MSA = "msa"
    URPS = "urps"
    FEDERATION = "federation"
    COMITE_REGIONAL = "comite_regional"
    COLLECTIVITE = "collectivite"
    AUTRE = "autre"

    @property
    def libelle(self) -> str:
        """The capacity as one says it in a sentence."""
        return _QUALITES.get(self, self.value)


_QUALITES: Final = {
    QualiteActeur.PORTEURS: "les porteurs",
    QualiteActeur.STRUCTURE: "la structure",
    QualiteActeur.GESTIONNAIRE: "le gestionnaire",
    QualiteActeur.ARS: "l'ARS",
    QualiteActeur.ARS_DELEGATION_DEPARTEMENTALE: "la délégation départementale de l'ARS",
    QualiteActeur.CPAM: "la CPAM",
    QualiteActeur.CGSS: "la CGSS",
    QualiteActeur.MSA: "la MSA",
    QualiteActeur.URPS: "l'URPS",
    QualiteActeur.FEDERATION: "la fédération",
    QualiteActeur.COMITE_REGIONAL: "le comité régional",
    QualiteActeur.COLLECTIVITE: "la collectivité",
    QualiteActeur.AUTRE: "un autre acteur",
}


class MissionCPTS(Vocabulaire):
    """The six public-service missions of a CPTS (CSP, art. L1434-12-2, I)."""

    ACCES_AUX_SOINS = "acces_aux_soins"
    PARCOURS = "parcours"
    PREVENTION = "prevention"
    CRISES_SANITAIRES = "crises_sanitaires"
    QUALITE_PERTINENCE = "qualite_pertinence"
    ACCOMPAGNEMENT_PROFESSIONNELS = "accompagnement_professionnels"

    @property
    def libelle(self) -> str:
        """The mission as one names it in a sentence."""
        return _MISSIONS[self]


_MISSIONS: Final = {
    MissionCPTS.ACCES_AUX_SOINS: "accès aux soins",
    MissionCPTS.PARCOURS: "parcours pluriprofessionnels",
    MissionCPTS.PREVENTION: "prévention",
    MissionCPTS.CRISES_SANITAIRES: "réponse aux crises sanitaires",
    MissionCPTS.QUALITE_PERTINENCE: "qualité et pertinence des soins",
    MissionCPTS.ACCOMPAGNEMENT_PROFESSIONNELS: "accompagnement des professionnels",
}


class FondementOpposition(Vocabulaire):
    """The only two grounds on which the ARS may oppose the project of a CPTS (CSP, art. L1434-12)."""

    OBJECTIFS_PROJET_REGIONAL_SANTE = "objectifs_projet_regional_sante"
    PERTINENCE_TERRITOIRE = "pertinence_territoire"


class AvisComite(Vocabulaire):
    """Opinion of a committee or a partner on a project; the authority decides."""

    FAVORABLE = "favorable"
    AVEC_RESERVES = "avec_reserves"
    AJOURNE = "ajourne"
    DEFAVORABLE = "defavorable"


class ActiviteAgreee(Vocabulaire):
    """Activities of a centre de santé that need an agrément (CSP, art. L6323-1-11, II)."""

    DENTAIRE = "dentaire"
    OPHTALMOLOGIQUE = "ophtalmologique"
    ORTHOPTIQUE = "orthoptique"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Acteur(Donnee, Personnelle):
    """Who acts, and in what capacity: the capacity is what procedures ask for.

    Attributes:
        qualite: the capacity.
        entite: who, when the registre holds it.
    """

    qualite: QualiteActeur
    entite: str | None = reference("organisations", "structures", "personnes", "professionnels")


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Reserve(Donnee):
    """What an opinion or a decision asks to be mended.

    Attributes:
        enonce: its words.
        delai_le: day before which it is to be lifted; ``None`` is not said.
        levee_le: when it was lifted; ``None`` while it stands, as far as the source knows.
    """

    enonce: str = attrs.field(metadata=LIBRE)
    delai_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    levee_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Evenement(Donnee):
    """One event of a journal, never edited away: a mistake is cancelled by another event.

    Attributes:
        identifiant: slug, unique in its journal.
        acte: what was done.
        acteurs: by whom.
        effet_le: when it took effect; ``None`` is at the latest on the date of its provenance, and on
            ``enregistre_le``.
        enregistre_le: day on which the entry was made here; no fact of the source.
        recu_le: day on which it reached its addressee, from which the legal clocks run.
        mission: mission concerned, for the acts on missions.
        site: site concerned, for the acts on sites.
        activite: activity concerned, for the agréments.
        fondement: legal ground of an opposition of the ARS.
        avis: opinion of a committee, or of a partner.
        reserves: what an opinion or a decision asks to be mended, each with its own day.
        delai_le: day before which what a decision asks must be done (reserves lifted, complements sent).
        montant: money asked for or granted, in the currency of its unit (``EUR``).
        territoire: territory that an amendment asks for.
        convention: contract that is signed, amended, suspended or ended.
        projets_lies: other projects that the event also concerns: the one that gives or receives a commune, those that
            a merger gathers, those that come from a scission.
        annule: identifiant of the event of the same journal that this one cancels.
        etat: for a ``reprise``, the word of the state in which the project was; ``None`` when it is not known.
        etats_possibles: for a ``reprise`` that cannot tell, the words of the states outside which it surely was not;
            none when nothing is left out, nor beside ``etat``.
        reunion: meeting at which it was done.
        pieces: documents sent or received with it.
        motif: reason given, which may name somebody: ``repr`` keeps it out of logs.
        par_delegation: whether a delegation acted for the authority; ``None``, not said, is that it did.
        provenance: who says so.
        extensions: what other programs add.
    """

    identifiant: str = attrs.field(validator=SLUG)
    acte: Acte
    acteurs: tuple[Acteur, ...] = ()
    effet_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    enregistre_le: date
    recu_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    mission: MissionCPTS | None = None
    site: str | None = reference("sites")
    activite: ActiviteAgreee | None = None
    fondement: FondementOpposition | None = None
    avis: AvisComite | None = None
    reserves: tuple[Reserve, ...] = ()
    delai_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    montant: Estimation | None = None
    territoire: str | None = reference("territoires")
    convention: str | None = reference("conventions")
    projets_lies: tuple[str, ...] = references("projets")
    annule: str | None = attrs.field(default=None, metadata=PUBLIC)
    etat: str | None = attrs.field(default=None, metadata=PUBLIC)
    etats_possibles: tuple[str, ...] = attrs.field(default=(), metadata=PUBLIC)
    reunion: str | None = reference("reunions")
    pieces: tuple[str, ...] = references("documents")
    motif: str | None = attrs.field(default=None, metadata=LIBRE)
    par_delegation: bool | None = None
    provenance: Provenance | None = attrs.field(default=None, repr=False)
    extensions: Extensions | None = attrs.field(default=None, metadata=LIBRE)

    def _exiger_coherence(self) -> None:
        refuser(self._fautes())

    def _fautes(self) -> Iterator[ValeurInvalide]:
        if (self.acte is Acte.ANNULATION) != (self.annule is not None):
            message = "une annulation, et elle seule, nomme l'événement qu'elle annule"
            yield ValeurInvalide(message, "evenement.annule", "annule")
        if self.etat is not None and self.acte is not Acte.REPRISE:
            message = "seule une reprise donne un état : il est dérivé du journal"
            yield ValeurInvalide(message, "evenement.etat", "etat")
        if self.etats_possibles and (self.acte is not Acte.REPRISE or self.etat is not None):
            message = "seule une reprise qui ne donne pas son état en laisse plusieurs possibles"
            yield ValeurInvalide(message, "evenement.etat", "etats_possibles")

    @property
    def qualites(self) -> frozenset[QualiteActeur]:
        """In what capacities it was done: a départemental delegation, which is a service of its ARS, acts for it.

        Unless the event says that it did not (``par_delegation`` is ``False``).
        """
        presentes = frozenset(acteur.qualite for acteur in self.acteurs)
        delegation = QualiteActeur.ARS_DELEGATION_DEPARTEMENTALE in presentes and self.par_delegation is not False
        return presentes | {QualiteActeur.ARS} if delegation else presentes

    @property
    def intervalle(self) -> tuple[date | None, date | None]:
        """First and last day on which it may have taken effect; ``None`` where nothing bounds it."""
        if self.effet_le is not None:
            return self.effet_le.au_plus_tot, self.effet_le.au_plus_tard
        publie_le = None if self.provenance is None else self.provenance.publie_le
        limite = None if publie_le is None else publie_le.au_plus_tard
        # Nobody writes down what has not happened: a source dated by its year may end after the entry.
        return None, self.enregistre_le if limite is None else min(limite, self.enregistre_le)


def restants(journal: Iterable[Evenement]) -> tuple[Evenement, ...]:
    """The events that no later one cancels, cancellations aside, in order of position."""
    evenements = tuple(journal)
    annules: set[str] = set()
    for evenement in reversed(evenements):
        if evenement.annule is not None and evenement.identifiant not in annules:
            annules.add(evenement.annule)
    return tuple(e for e in evenements if e.acte is not Acte.ANNULATION and e.identifiant not in annules)
