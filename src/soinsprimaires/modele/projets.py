"""Projects of structures, from the first meeting on. Their state is derived from their journal, never stored."""

from collections.abc import Iterator

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC, Personnelle
from soinsprimaires._typage import refuser
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import SLUG
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele._base import Donnee, Entite, reference, references
from soinsprimaires.modele._etats import ETATS, NatureProjet
from soinsprimaires.modele.aides import ObjectifChiffre
from soinsprimaires.modele.evenements import Acte, Evenement, MissionCPTS, QualiteActeur, restants
from soinsprimaires.modele.reunions import Participation, ProchaineEtape
from soinsprimaires.modele.structures import Signature

__all__ = ["Axe", "NatureProjet", "Projet", "Referent"]


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Axe(Donnee):
    """A strategic axis of a project.

    Attributes:
        identifiant: slug, unique in the whole registre: actions and groups point to it.
        intitule: as the project words it.
        sous_themes: what it covers.
    """

    identifiant: str = attrs.field(validator=SLUG)
    intitule: str = attrs.field(metadata=PUBLIC)
    sous_themes: tuple[str, ...] = attrs.field(default=(), metadata=PUBLIC)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Referent(Donnee, Personnelle):
    """Who follows the project at the ARS, the CPAM, a federation.

    Attributes:
        qualite: in what capacity.
        organisation: at which organisation.
        personne: who.
    """

    qualite: QualiteActeur
    organisation: str | None = reference("organisations")
    personne: str | None = reference("personnes")


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Projet(Entite):
    """A project: porteurs, a territory, objectives, and the journal of what happened to it.

    Attributes:
        nom: as its porteurs call it.
        nature: what it wants to bring to life.
        structure: the structure, once there is one; at the letter of intent there is none yet.
        nombre_structures: how many may come of it, when the source leaves it open.
        porteurs: who carries it.
        nombre_porteurs: how many, when the source counts without naming.
        rassemble: categories of those whom it gathers, when the source names nobody.
        signataires: signatures of the letter of intent or of the projet de santé.
        territoire: territory of action.
        objectifs: objectives, as worded.
        objectifs_chiffres: targets in figures, with the years over which they are to be reached.
        prochaines_etapes: what it wants to have done, and before when.
        axes: strategic axes.
        missions: missions that it takes up (CPTS).
        referents: who follows it at the authorities and the federation.
        issu_de: what it was born from: trainings, meetings, groups, another project.
        journal: events, append-only.
    """

    nom: str = attrs.field(metadata=PUBLIC)
    nature: NatureProjet
    structure: str | None = reference("structures")
    nombre_structures: Estimation | None = None
    porteurs: tuple[str, ...] = references("professionnels", "personnes", "organisations", "structures")
    nombre_porteurs: Estimation | None = None
    rassemble: tuple[Participation, ...] = ()
    signataires: tuple[Signature, ...] = ()
    territoire: str | None = reference("territoires")
    objectifs: tuple[str, ...] = attrs.field(default=(), metadata=LIBRE)
    objectifs_chiffres: tuple[ObjectifChiffre, ...] = ()
    prochaines_etapes: tuple[ProchaineEtape, ...] = ()
    axes: tuple[Axe, ...] = ()
    missions: tuple[MissionCPTS, ...] = ()
    referents: tuple[Referent, ...] = ()
    issu_de: tuple[str, ...] = references(
        "programmes_formation", "seances_formation", "reunions", "groupes_travail", "projets", "actions"
    )
    journal: tuple[Evenement, ...] = ()

    def _exiger_coherence(self) -> None:
        refuser(self._fautes())

    def _fautes(self) -> Iterator[ValeurInvalide]:
        connus: set[str] = set()
        for rang, evenement in enumerate(self.journal):
            if evenement.identifiant in connus:
                message = f"deux événements s'appellent {evenement.identifiant!r}"
                yield ValeurInvalide(message, "evenement.doublon", f"journal/{rang}/identifiant")
            if evenement.annule is not None and evenement.annule not in connus:
                message = f"{citer(evenement.annule)} n'est pas un événement antérieur du journal"
                yield ValeurInvalide(message, "evenement.annule", f"journal/{rang}/annule")
            # A reprise made by mistake is cancelled, and another takes its place.
            if evenement.acte is Acte.REPRISE and restants(self.journal[:rang]):
                yield ValeurInvalide("une reprise ouvre le journal", "evenement.reprise", f"journal/{rang}/acte")
            if evenement.acte is Acte.REPRISE:
                yield from self._etats_inconnus(rang, evenement)
            connus.add(evenement.identifiant)

    def _etats_inconnus(self, rang: int, reprise: Evenement) -> Iterator[ValeurInvalide]:
        mots = [etat.value for etat in ETATS[self.nature]]
        for champ, dit in (("etat", reprise.etat), *(("etats_possibles", mot) for mot in reprise.etats_possibles)):
            if dit is not None and dit not in mots:
                message = f"{citer(dit)} n'est pas un état de cette nature de projet ; états : {', '.join(mots)}"
                yield ValeurInvalide(message, "cycle.etat_inconnu", f"journal/{rang}/{champ}")
