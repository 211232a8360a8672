"""What happens to a project: the events of its journal."""

from collections.abc import Iterable, Iterator
from datetime import date

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

    EMERGENCE = "emergence", "émergence du projet"
    INITIATIVE_ARS = "initiative_ars", "initiative de l'ARS"
    DEPOT_LETTRE_INTENTION = "depot_lettre_intention", "dépôt de la lettre d'intention"
    ACCORD_LETTRE_INTENTION = "accord_lettre_intention", "accord sur la lettre d'intention"
    REFUS_LETTRE_INTENTION = "refus_lettre_intention", "refus de la lettre d'intention"
    RETRAIT_LETTRE_INTENTION = "retrait_lettre_intention", "retrait de la lettre d'intention"
    DEBUT_REDACTION = "debut_redaction", "début de la rédaction du projet de santé"
    DEPOT_PROJET = "depot_projet", "dépôt du projet de santé"
    DEMANDE_COMPLEMENTS = "demande_complements", "demande de compléments"
    DEPOT_COMPLEMENTS = "depot_complements", "dépôt des compléments"
    AVIS_COMITE = "avis_comite", "avis du comité"
    VALIDATION_PROJET = "validation_projet", "validation du projet de santé"
    REFUS_PROJET = "refus_projet", "refus du projet de santé"
    OPPOSITION_ARS = "opposition_ars", "opposition de l'ARS"
    SIGNATURE_CONTRAT = "signature_contrat", "signature du contrat"
    MISE_EN_FONCTIONNEMENT = "mise_en_fonctionnement", "mise en fonctionnement"
    DEMARRAGE_MISSION = "demarrage_mission", "démarrage d'une mission"
    DEPLOIEMENT_MISSION = "deploiement_mission", "déploiement d'une mission"
    DEMANDE_AVENANT = "demande_avenant", "demande d'avenant"
    SIGNATURE_AVENANT = "signature_avenant", "signature d'un avenant"
    REFUS_AVENANT = "refus_avenant", "refus d'un avenant"
    RENOUVELLEMENT = "renouvellement", "renouvellement du contrat"
    SUSPENSION = "suspension", "suspension"
    LEVEE_SUSPENSION = "levee_suspension", "levée de la suspension"
    RESILIATION = "resiliation", "résiliation du contrat"
    EXPIRATION = "expiration", "expiration du contrat"
    FUSION = "fusion", "fusion"
    SCISSION = "scission", "scission"
    ABANDON = "abandon", "abandon du projet"
    DISSOLUTION = "dissolution", "dissolution de la structure"
    REPRISE = "reprise", "début du suivi, le projet étant déjà en cours"
    ANNULATION = "annulation", "annulation d'une écriture"
    REUNION_TENUE = "reunion_tenue", "réunion tenue"
    CHANGEMENT_PRESIDENCE = "changement_presidence", "changement de présidence"
    INAUGURATION = "inauguration", "inauguration"
    RAPPORT_TRANSMIS = "rapport_transmis", "rapport transmis"
    CANDIDATURE_RETENUE = "candidature_retenue", "candidature retenue"
    SITE_OUVERT = "site_ouvert", "site ouvert"
    AVIS_PARTENAIRE = "avis_partenaire", "avis d'un partenaire"
    DEMANDE_FIR = "demande_fir", "demande d'un financement du FIR"
    ACCORD_FIR = "accord_fir", "financement du FIR accordé"
    REFUS_FIR = "refus_fir", "financement du FIR refusé"
    DEPOT_ENGAGEMENT_CONFORMITE = "depot_engagement_conformite", "dépôt de l'engagement de conformité"
    DELIVRANCE_RECEPISSE = "delivrance_recepisse", "délivrance du récépissé"
    OUVERTURE = "ouverture", "ouverture"
    FERMETURE_ADMINISTRATIVE = "fermeture_administrative", "fermeture administrative"
    CESSATION = "cessation", "cessation d'activité"
    MODIFICATION_SUBSTANTIELLE = "modification_substantielle", "modification substantielle"
    DEMANDE_AGREMENT = "demande_agrement", "demande d'agrément"
    AGREMENT_PROVISOIRE = "agrement_provisoire", "agrément provisoire"
    AGREMENT_DEFINITIF = "agrement_definitif", "agrément définitif"
    REFUS_AGREMENT = "refus_agrement", "refus d'agrément"
    RETRAIT_AGREMENT = "retrait_agrement", "retrait d'agrément"


class QualiteActeur(Vocabulaire):
    """In what capacity somebody acts in a procedure."""

    PORTEURS = "porteurs", "les porteurs"
    STRUCTURE = "structure", "la structure"
    GESTIONNAIRE = "gestionnaire", "le gestionnaire"
    ARS = "ars", "l'ARS"
    ARS_DELEGATION_DEPARTEMENTALE = "ars_delegation_departementale", "la délégation départementale de l'ARS"
    CPAM = "cpam", "la CPAM"
    CGSS = "cgss", "la CGSS"
    MSA = "msa", "la MSA"
    URPS = "urps", "l'URPS"
    FEDERATION = "federation", "la fédération"
    COMITE_REGIONAL = "comite_regional", "le comité régional"
    COLLECTIVITE = "collectivite", "la collectivité"
    AUTRE = "autre", "un autre acteur"


class MissionCPTS(Vocabulaire):
    """The six public-service missions of a CPTS (CSP, art. L1434-12-2, I)."""

    ACCES_AUX_SOINS = "acces_aux_soins", "accès aux soins"
    PARCOURS = "parcours", "parcours pluriprofessionnels"
    PREVENTION = "prevention", "prévention"
    CRISES_SANITAIRES = "crises_sanitaires", "réponse aux crises sanitaires"
    QUALITE_PERTINENCE = "qualite_pertinence", "qualité et pertinence des soins"
    ACCOMPAGNEMENT_PROFESSIONNELS = "accompagnement_professionnels", "accompagnement des professionnels"


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
