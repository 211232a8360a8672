"""Training programmes and their sessions."""

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC, Personnelle
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.jours import JourSemaine
from soinsprimaires.mesures import DUREES, Estimation
from soinsprimaires.modele._base import Donnee, Entite, reference, references
from soinsprimaires.modele.professionnels import PublicVise
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle_ou_rien

__all__ = [
    "FormePedagogique",
    "Intervenant",
    "MomentJournee",
    "NatureActionDpc",
    "ProgrammeDpc",
    "ProgrammeFormation",
    "Recurrence",
    "SeanceFormation",
    "StatutSeance",
]


class FormePedagogique(Vocabulaire):
    """How people learn in it."""

    PARTICIPATIVE = "participative"
    MAGISTRALE = "magistrale"
    SIMULATION = "simulation"
    A_DISTANCE = "a_distance"


class MomentJournee(Vocabulaire):
    """Part of the day, when the source gives no hour."""

    MATIN = "matin"
    APRES_MIDI = "apres_midi"
    SOIR = "soir"


class NatureActionDpc(Vocabulaire):
    """The three kinds of actions of the développement professionnel continu (CSP, art. R4021-4)."""

    FORMATION = "formation"
    EVALUATION_PRATIQUES = "evaluation_pratiques"
    GESTION_RISQUES = "gestion_risques"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class ProgrammeDpc(Donnee):
    """What makes a programme count for the développement professionnel continu; a training is not DPC by default.

    Attributes:
        nature: which of the three kinds.
        orientation_prioritaire: whether it falls under a national priority orientation (CSP, art. L4021-2).
        organisme: body that delivers it.
        organisme_enregistre: whether the national agency has registered that body (CSP, art. R4021-24).
        numero: number given by the national agency.
    """

    nature: NatureActionDpc
    orientation_prioritaire: bool | None = None
    organisme: str | None = reference("organisations", "structures")
    organisme_enregistre: bool | None = None
    numero: str | None = attrs.field(default=None, metadata=PUBLIC)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Recurrence(Donnee):
    """How often sessions come back, kept even without dates.

    Attributes:
        jours: weekdays.
        moment: part of the day.
        toutes_les: number of weeks between two sessions, at least 1; ``None`` when the source does not say.
    """

    jours: tuple[JourSemaine, ...] = ()
    moment: MomentJournee | None = None
    toutes_les: int | None = attrs.field(default=None, validator=DUREES)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Intervenant(Donnee, Personnelle):
    """A speaker, often known by a speciality alone.

    Attributes:
        personne: who, when the registre holds them.
        profession: profession.
        savoir_faire: speciality.
        hospitalier: whether the speaker works in a hospital.
        organisation: where the speaker works.
        libelle: the words of the source; they may name the speaker, so ``repr`` keeps them out of logs.
    """

    personne: str | None = reference("personnes", "professionnels")
    profession: CodeNomenclature | None = None
    savoir_faire: CodeNomenclature | None = None
    hospitalier: bool | None = None
    organisation: str | None = reference("organisations", "structures")
    libelle: str | None = attrs.field(default=None, metadata=LIBRE)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class ProgrammeFormation(Entite):
    """A series of trainings.

    Attributes:
        intitule: what it is called.
        organisateurs: who organises it.
        objectifs: what it is for, as worded.
        public: whom it is for; the list may be open (``public_ouvert``).
        public_ouvert: ``True`` when the source says that its list is not complete.
        territoire: whose professionals it gathers.
        lieu: where it is held.
        recurrence: how often.
        periode: since when, until when.
        formes: how people learn.
        choisi_par_participants: whether they choose the themes.
        nombre_seances_tenues: how many sessions were held, when the list of the source is open.
        nombre_seances_prevues: how many are planned, when the list of the source is open.
        dpc: what makes it DPC; ``None`` is not DPC as far as is known.
    """

    intitule: str = attrs.field(metadata=PUBLIC)
    organisateurs: tuple[str, ...] = references("organisations", "structures")
    objectifs: tuple[str, ...] = attrs.field(default=(), metadata=LIBRE)
    public: tuple[PublicVise, ...] = ()
    public_ouvert: bool | None = None
    territoire: str | None = reference("territoires")
    lieu: str | None = reference("lieux")
    recurrence: Recurrence | None = None
    periode: PeriodePartielle | None = None
    formes: tuple[FormePedagogique, ...] = ()
    choisi_par_participants: bool | None = None
    nombre_seances_tenues: Estimation | None = None
    nombre_seances_prevues: Estimation | None = None
    dpc: ProgrammeDpc | None = None


class StatutSeance(Vocabulaire):
    """Whether a session is planned, was held or was cancelled."""

    PREVUE = "prevue"
    TENUE = "tenue"
    ANNULEE = "annulee"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class SeanceFormation(Entite):
    """A session of a programme, dated or not.

    Attributes:
        programme: of which programme.
        statut: planned, held or cancelled.
        theme: theme, in words.
        savoir_faire: speciality of the theme.
        intervenants: speakers.
        le: when.
        lieu: where.
        participants: who attended.
        nombre_participants: how many, when the source counts.
    """

    statut: StatutSeance
    programme: str | None = reference("programmes_formation")
    theme: str | None = attrs.field(default=None, metadata=PUBLIC)
    savoir_faire: CodeNomenclature | None = None
    intervenants: tuple[Intervenant, ...] = ()
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    lieu: str | None = reference("lieux")
    participants: tuple[str, ...] = references("professionnels", "personnes")
    nombre_participants: Estimation | None = None
