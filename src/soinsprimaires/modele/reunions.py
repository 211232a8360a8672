"""Meetings, what they decide and what comes next; working groups."""

from decimal import Decimal

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC, Personnelle
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.identifiants import CODE_COMMUNE
from soinsprimaires.mesures import HEURES, Estimation, en_decimal_ou_rien
from soinsprimaires.modele._base import Donnee, Entite, reference, references, vers
from soinsprimaires.modele.professionnels import ModeExercice, PublicVise
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.temps import DatePartielle, en_date_partielle_ou_rien

__all__ = [
    "Decision",
    "Emargement",
    "GroupeTravail",
    "Moment",
    "NatureDecision",
    "NatureGroupe",
    "NatureReunion",
    "Participation",
    "ProchaineEtape",
    "Reunion",
    "StatutEtape",
    "StatutGroupe",
    "StatutReunion",
]


class NatureReunion(Vocabulaire):
    """What kind of meeting."""

    INFORMATION = "information"
    PREMIER_CONTACT = "premier_contact"
    CONCERTATION = "concertation"
    GROUPE = "groupe"
    COMITE = "comite"
    COMITE_PILOTAGE = "comite_pilotage"
    ASSEMBLEE_GENERALE = "assemblee_generale"
    CONSEIL_ADMINISTRATION = "conseil_administration"
    BUREAU = "bureau"
    DIALOGUE_GESTION = "dialogue_gestion"
    CONSEIL_COMMUNAUTAIRE = "conseil_communautaire"
    INAUGURATION = "inauguration"
    AUTRE = "autre"


class StatutReunion(Vocabulaire):
    """Whether it is announced, was held or was cancelled."""

    PREVUE = "prevue"
    TENUE = "tenue"
    ANNULEE = "annulee"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Participation(Donnee):
    """A category of those present at a meeting or gathered by a project, counted or not.

    Attributes:
        categorie: in the words of the source.
        nombre: how many.
        professions: professions of the category.
        mode: mode of practice, when the category is limited to it.
        participants: who, when the registre holds them.
    """

    categorie: str = attrs.field(metadata=PUBLIC)
    nombre: Estimation | None = None
    professions: tuple[CodeNomenclature, ...] = ()
    mode: ModeExercice | None = None
    participants: tuple[str, ...] = references("personnes", "professionnels", "organisations", "structures")


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Emargement(Donnee, Personnelle):
    """One name on an attendance sheet.

    Attributes:
        participant: who.
        duree_heures: for how long, in hours; ``None`` is not recorded.
    """

    participant: str = attrs.field(metadata=vers("professionnels", "personnes"))
    duree_heures: Decimal | None = attrs.field(default=None, converter=en_decimal_ou_rien, validator=HEURES)


class NatureDecision(Vocabulaire):
    """What a meeting decides."""

    MANDAT = "mandat"
    AVIS = "avis"
    VALIDATION = "validation"
    ORIENTATION = "orientation"
    CREATION_GROUPE = "creation_groupe"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Decision(Donnee):
    """What was decided, or asked for.

    Attributes:
        nature: what kind of decision.
        enonce: its words.
        projets: projects concerned.
        groupes: working groups concerned.
    """

    nature: NatureDecision
    enonce: str = attrs.field(metadata=LIBRE)
    projets: tuple[str, ...] = references("projets")
    groupes: tuple[str, ...] = references("groupes_travail")


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Moment(Donnee):
    """What was said or done at a meeting, in the words of the source; what a field can say stands in that field.

    Attributes:
        enonce: the words.
        par: who said or did it.
    """

    enonce: str = attrs.field(metadata=LIBRE)
    par: str | None = reference("personnes", "professionnels", "organisations", "structures")


class StatutEtape(Vocabulaire):
    """Whether a next step was taken."""

    A_FAIRE = "a_faire"
    FAITE = "faite"
    ABANDONNEE = "abandonnee"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class ProchaineEtape(Donnee):
    """What a meeting left to do.

    Attributes:
        objet: what.
        echeance: before when, as vague as the source.
        responsables: by whom.
        statut: whether it was done.
        reunion: the meeting that it announces.
        projets: projects concerned.
    """

    objet: str = attrs.field(metadata=LIBRE)
    echeance: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    responsables: tuple[str, ...] = references(
        "personnes", "professionnels", "organisations", "structures", "groupes_travail"
    )
    statut: StatutEtape = StatutEtape.A_FAIRE
    reunion: str | None = reference("reunions")
    projets: tuple[str, ...] = references("projets")


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Reunion(Entite):
    """A meeting, about any number of projects.

    Attributes:
        objet: what it is about.
        nature: what kind of meeting.
        statut: announced, held or cancelled.
        le: when.
        organisateurs: who calls it.
        hotes: who receives it.
        lieu: building.
        commune: INSEE code.
        territoire: territory concerned.
        public: whom it is for.
        presences: categories of those present.
        emargements: named attendance, with its length, which the indemnities pay.
        volontaires: how many said that they would join a working group, when the source does not say which.
        intervenants: who spoke or presented.
        projets: projects concerned.
        groupes: working groups that meet.
        suite_de: earlier meeting that it follows.
        prepare: later meeting that it prepares.
        nombre_actions: how many actions were put forward, when the list of the source is open.
        deroulement: what was said and done, in order.
        demandes: what was asked for, when the source does not say that it was granted.
        decisions: what was decided.
        prochaines_etapes: what comes next.
    """

    objet: str = attrs.field(metadata=LIBRE)
    nature: NatureReunion
    statut: StatutReunion
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    organisateurs: tuple[str, ...] = references("organisations", "structures", "personnes", "professionnels")
    hotes: tuple[str, ...] = references("organisations", "structures")
    lieu: str | None = reference("lieux")
    commune: str | None = attrs.field(default=None, validator=CODE_COMMUNE)
    territoire: str | None = reference("territoires")
    public: tuple[PublicVise, ...] = ()
    presences: tuple[Participation, ...] = ()
    emargements: tuple[Emargement, ...] = ()
    volontaires: Estimation | None = None
    intervenants: tuple[str, ...] = references("personnes", "professionnels", "organisations", "structures")
    projets: tuple[str, ...] = references("projets")
    groupes: tuple[str, ...] = references("groupes_travail")
    suite_de: str | None = reference("reunions")
    prepare: str | None = reference("reunions")
    nombre_actions: Estimation | None = None
    deroulement: tuple[Moment, ...] = ()
    demandes: tuple[Decision, ...] = ()
    decisions: tuple[Decision, ...] = ()
    prochaines_etapes: tuple[ProchaineEtape, ...] = ()


class NatureGroupe(Vocabulaire):
    """What a working group is for."""

    TERRITORIAL = "territorial"
    ADMINISTRATION = "administration"
    THEMATIQUE = "thematique"


class StatutGroupe(Vocabulaire):
    """Whether the group is being formed or stands."""

    EN_CONSTITUTION = "en_constitution"
    CONSTITUE = "constitue"
    DISSOUS = "dissous"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class GroupeTravail(Entite):
    """A working group.

    Attributes:
        nom: what it is called.
        nature: what it is for.
        statut: being formed, formed or dissolved.
        territoire: where.
        projet: for which project.
        axe: on which strategic axis.
        membres: who.
        volontaires: how many said that they are interested, when the source counts without naming.
        issu_de: meeting from which it came.
    """

    nom: str = attrs.field(metadata=PUBLIC)
    nature: NatureGroupe
    statut: StatutGroupe
    territoire: str | None = reference("territoires")
    projet: str | None = reference("projets")
    axe: str | None = reference("axes")
    membres: tuple[str, ...] = references("personnes", "professionnels")
    volontaires: Estimation | None = None
    issu_de: str | None = reference("reunions")
