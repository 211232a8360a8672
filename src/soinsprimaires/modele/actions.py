"""Actions of a projet de santé (fiches-actions), from the idea to its realisation."""

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele._base import Donnee, Entite, reference, references
from soinsprimaires.modele.evenements import MissionCPTS
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle_ou_rien

__all__ = ["Action", "DomaineAction", "EtapeTravaux", "NatureTravaux", "StatutAction"]


class StatutAction(Vocabulaire):
    """How far an action has gone."""

    IDEE = "idee"
    RETENUE = "retenue"
    EN_COURS = "en_cours"
    REALISEE = "realisee"
    ABANDONNEE = "abandonnee"


class DomaineAction(Vocabulaire):
    """What an action is about."""

    ACCES_AUX_SOINS = "acces_aux_soins"
    SOINS_NON_PROGRAMMES = "soins_non_programmes"
    PERMANENCE_SOINS = "permanence_soins"
    PARCOURS = "parcours"
    PREVENTION = "prevention"
    PROTOCOLES = "protocoles"
    COORDINATION_HOPITAL = "coordination_hopital"
    TELESANTE = "telesante"
    COMMUNICATION = "communication"
    FORMATION = "formation"
    CONDITIONS_EXERCICE = "conditions_exercice"
    ATTRACTIVITE = "attractivite"
    LOCAUX = "locaux"
    LOGEMENT = "logement"
    CRECHE = "creche"
    LOISIRS = "loisirs"
    CULTURE = "culture"
    AUTRE = "autre"


class NatureTravaux(Vocabulaire):
    """A step of works on a building, from its purchase to its reception."""

    ACQUISITION = "acquisition"
    PROGRAMMATION = "programmation"
    APPEL_OFFRES = "appel_offres"
    PERMIS_CONSTRUIRE = "permis_construire"
    TRAVAUX = "travaux"
    RECEPTION = "reception"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class EtapeTravaux(Donnee):
    """One step of works.

    Attributes:
        nature: which step.
        le: when, for what takes a day; announced when it is to come.
        periode: from when to when, for what lasts.
        par: who carries it out, or decides it.
    """

    nature: NatureTravaux
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    periode: PeriodePartielle | None = None
    par: str | None = reference("organisations", "structures", "personnes", "professionnels")


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Action(Entite):
    """An action, often before any project exists to hold it.

    Attributes:
        intitule: what it is.
        statut: how far it has gone.
        description: in more words.
        domaines: what it is about.
        professions: professions concerned.
        axe: strategic axis that it serves.
        mission: mission that it serves.
        projet: project that holds it.
        porteurs: who carries it; an EPCI may.
        inspiree_de: scheme or action that it takes as a model.
        evoquee_en: meeting at which it was put forward.
        territoire: where.
        le: when it took place, for what takes a day.
        periode: from when to when it lasts.
        lieu: building concerned.
        montant: what it costs, in the currency of its unit (``EUR``).
        travaux: steps of the works on the building.
    """

    intitule: str = attrs.field(metadata=PUBLIC)
    statut: StatutAction
    description: str | None = attrs.field(default=None, metadata=LIBRE)
    domaines: tuple[DomaineAction, ...] = ()
    professions: tuple[CodeNomenclature, ...] = ()
    axe: str | None = reference("axes")
    mission: MissionCPTS | None = None
    projet: str | None = reference("projets")
    porteurs: tuple[str, ...] = references("professionnels", "personnes", "organisations", "structures")
    inspiree_de: str | None = reference("dispositifs", "actions")
    evoquee_en: str | None = reference("reunions")
    territoire: str | None = reference("territoires")
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    periode: PeriodePartielle | None = None
    lieu: str | None = reference("lieux")
    montant: Estimation | None = None
    travaux: tuple[EtapeTravaux, ...] = ()
