"""Where a project stands on a day: the reading of its journal, made once, on which everything else is computed."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import Anomalie
from soinsprimaires.apparence import Affichable
from soinsprimaires.cycle._journal import JournalLu, Pas, lire_journal
from soinsprimaires.cycle._ordre import Intervalle, au_plus_tard, date_d_effet, est_repris, prefixe_certain
from soinsprimaires.cycle._situations import FINALS, Situations, depart, echoir, ecouler, etats_de, tous_les_etats
from soinsprimaires.cycle.contrats import Contrat, Signe, contrat_de
from soinsprimaires.cycle.jugement import met_en_doute
from soinsprimaires.cycle.sous_cycles import A_DEMARRER, Objet, initiaux, objet
from soinsprimaires.cycle.tables import lignes_de
from soinsprimaires.modele._etats import Etat, EtatAgrement, EtatMission
from soinsprimaires.modele._observation import une_fois
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee, Evenement, MissionCPTS, restants
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import Structure
from soinsprimaires.temps import DatePartielle, exiger_jour

__all__ = ["Avancement", "Deroulement", "LigneHistorique"]

E = TypeVar("E", EtatMission, EtatAgrement)


@attrs.frozen(kw_only=True)
class LigneHistorique(Affichable):
    """One event of the history of a project.

    Attributes:
        evenement: the event.
        etats: states possible after it; one when the journal can tell.
        raisons: every reason against it, those for which ``appliquer`` would refuse it; pointers start from the event.
        incertain: ``True`` when its date allows days on which the act did not exist yet.
        contretemps: ``True`` when vague dates allow days on which the silence of the ARS made it impossible, or not
            possible yet, or on which the contract whose end it supposes still ran.
        annule: ``True`` when a later event cancels it; it then changes nothing.
    """

    evenement: Evenement
    etats: frozenset[Etat]
    raisons: tuple[Anomalie, ...] = ()
    incertain: bool = False
    contretemps: bool = False
    annule: bool = False

    @property
    def coherent(self) -> bool:
        """``False`` when something puts the event in doubt: what it changes is then not sure."""
        return not any(met_en_doute(dite, self.evenement) for dite in self.raisons)


@attrs.frozen
class Deroulement:
    """What the journal of a project tells, whatever the day of the question: it is folded here, once.

    Attributes:
        projet: the project.
        registre: what surrounds it.
        ajoute: an event that one would add, as if it stood at the end of the journal.
    """

    projet: Projet
    registre: Registre
    ajoute: Evenement | None = None

    @cached_property
    def lu(self) -> JournalLu:
        """The journal, folded: once for everybody when the registre holds the project."""
        if self.ajoute is None and self.registre.obtenir(self.projet.identifiant) is self.projet:
            return une_fois(self.registre, _plier_le_sien, self.projet.identifiant)
        return _plier(self.registre, self.projet, self.ajoute)

    @cached_property
    def pas(self) -> tuple[Pas, ...]:
        """The events that nothing cancels, in order of effect, each with what it changed."""
        return tuple(pas for pas in self.lu.pas if pas.evenement is not self.lu.dissolution)

    @cached_property
    def evenements(self) -> tuple[Evenement, ...]:
        """The same events alone."""
        return tuple(pas.evenement for pas in self.pas)

    @cached_property
    def repris(self) -> bool:
        """Whether the journal begins on its way: what precedes is unknown, not empty."""
        return est_repris(self.evenements)

    @cached_property
    def historique(self) -> tuple[LigneHistorique, ...]:
        """Every event in order of effect, the cancelled ones after them, with the states that each left."""
        lignes = [
            LigneHistorique(
                evenement=pas.evenement,
                etats=pas.etats_apres,
                raisons=pas.raisons,
                incertain=pas.incertain,
                contretemps=pas.contretemps,
            )
            for pas in self.pas
        ]
        comptes = {evenement.identifiant for evenement in self.evenements}
        lignes += [
            LigneHistorique(evenement=evenement, etats=frozenset(), annule=True)
            for evenement in self.projet.journal
            if evenement.identifiant not in comptes and evenement.acte is not Acte.ANNULATION
        ]
        return tuple(lignes)

    @cached_property
    def douteux(self) -> frozenset[str]:
        """Identifiants of the events whose act itself may have had no effect."""
        return frozenset(pas.evenement.identifiant for pas in self.pas if not pas.opere)

    @cached_property
    def suivis(self) -> tuple[Objet, ...]:
        """The missions, and the activities at a site, that its events move."""
        return tuple(dict.fromkeys(vise for e in self.evenements if (vise := objet(e)) is not None))


def _plier_le_sien(registre: Registre, projet: str) -> JournalLu:
    return _plier(registre, registre[projet])


def _plier(registre: Registre, projet: Projet, ajoute: Evenement | None = None) -> JournalLu:
    # What one would add is not cancelled, even if the journal cancels its identifiant: that is a reason of its own.
    journal = (*restants(projet.journal), *([] if ajoute is None else [ajoute]))
    return lire_journal(projet, registre, journal, dissolution=_dissolution(projet, registre))


def _dissolution(projet: Projet, registre: Registre) -> Evenement | None:
    """The dissolution that the structure of a project tells: no event of the journal."""
    structure = registre.obtenir(projet.structure)
    le = structure.dissoute_le if isinstance(structure, Structure) else None
    if le is None:
        return None
    return Evenement(
        identifiant="dissolution-de-la-structure",
        acte=Acte.DISSOLUTION,
        effet_le=le,
        enregistre_le=le.au_plus_tard or date.max,
    )


def _exiger_sa_classe(_: object, champ: "attrs.Attribute[Any]", valeur: object) -> None:
    exiger(valeur, champ.type, champ.name)


@attrs.frozen
class Avancement(Affichable):
    """A project on a day.

    Attributes:
        projet: the project.
        registre: what surrounds it.
        au: the day.

    Raises:
        ValeurInvalide: ``au`` is not a full day.
    """

    projet: Projet = attrs.field(validator=_exiger_sa_classe)
    registre: Registre = attrs.field(repr=False, validator=_exiger_sa_classe)
    au: date = attrs.field(validator=lambda _avancement, champ, jour: exiger_jour(jour, champ.name))
    deroulement: Deroulement = attrs.field(
        default=attrs.Factory(lambda soi: Deroulement(soi.projet, soi.registre), takes_self=True),
        kw_only=True,
        repr=False,
        eq=False,
    )

    @property
    def historique(self) -> tuple[LigneHistorique, ...]:
        """Every event in order of effect, the cancelled ones after them, with the states that each left."""
        return self.deroulement.historique

    @property
    def evenements(self) -> tuple[Evenement, ...]:
        """The events that nothing cancels, in order of effect, those of later days too."""
        return self.deroulement.evenements

    @property
    def repris(self) -> bool:
        """Whether the journal begins on its way: what precedes is unknown, not empty."""
        return self.deroulement.repris

    def actes(self, *voulus: Acte) -> tuple[Evenement, ...]:
        """Those of the events that are of these acts."""
        return tuple(evenement for evenement in self.evenements if evenement.acte in voulus)

    def dates(self, evenement: Evenement) -> Intervalle:
        """First and last day on which an event of the journal had its effects; no bounds when it may have had none."""
        return (None, None) if evenement.identifiant in self.deroulement.douteux else evenement.intervalle

    @cached_property
    def _pas_du_jour(self) -> tuple[tuple[Pas, ...], tuple[Pas, ...]]:
        """What had surely taken effect on that day, then what may have, the dissolution of the structure included."""
        pas = self.deroulement.lu.pas
        certains, possibles = prefixe_certain([un.evenement for un in pas], self.au)
        return pas[:certains], pas[certains:possibles]

    @property
    def evenements_certains(self) -> tuple[Evenement, ...]:
        """Those that had surely taken effect on that day, in order."""
        return self._ecrits(self._pas_du_jour[0])

    @property
    def evenements_possibles(self) -> tuple[Evenement, ...]:
        """Those that may have, after the sure ones."""
        return self._ecrits(self._pas_du_jour[1])

    def _ecrits(self, faits: tuple[Pas, ...]) -> tuple[Evenement, ...]:
        return tuple(pas.evenement for pas in faits if pas.evenement is not self.deroulement.lu.dissolution)

    @cached_property
    def situations(self) -> Situations:
        """Every situation that the journal leaves possible."""
        certains, possibles = self._pas_du_jour
        nature = self.projet.nature
        debut = certains[-1].apres if certains else tous_les_etats(nature) if self.repris else depart(nature)
        etapes = [(debut, certains[-1].contrat if certains else None)]
        etapes += [(pas.apres, pas.contrat) for pas in possibles]
        return frozenset(
            situation
            for situations, signe in etapes
            for situation in echoir(ecouler(situations, self.au, self.au), self._contrat(signe), self.au)
        )

    @cached_property
    def etats_possibles(self) -> frozenset[Etat]:
        """Every state that the journal leaves possible on that day: one when it can tell."""
        return etats_de(self.situations)

    @property
    def etats_sans_le_terme(self) -> frozenset[Etat]:
        """Those of them that an act leaves possible, whatever became of a contract whose term alone has passed."""
        return etats_de(s for s in self.situations if not s.par_terme) or self.etats_possibles

    @property
    def etat(self) -> Etat | None:
        """The state on that day, a member of the Enum of its nature.

        The initial state before the first event; ``None`` when the journal cannot tell: before a ``reprise`` or after
        one whose state is not known, inside a vague date that changes the answer, between two readings of a delay,
        after the term of a contract that nobody is known to have renewed, or after an act that the procedure does not
        foresee.
        """
        return next(iter(self.etats_possibles)) if len(self.etats_possibles) == 1 else None

    @cached_property
    def depuis(self) -> DatePartielle | None:
        """When the state of that day was reached, as vague as the journal.

        The initial state was reached by the first event of the journal. ``None`` when the state is not known, or when
        nothing dates its beginning.
        """
        courant = self.etat
        if courant is None:
            return None
        entree: DatePartielle | None = None
        precedentes: Situations = frozenset()
        for pas in (un for faits in self._pas_du_jour for un in faits):
            if precedentes and pas.etats_avant == {courant} != etats_de(precedentes):
                entree = _validation_acquise(precedentes)
            mene = self._mene(pas.evenement.acte, courant)
            # What shows that a contract still runs after its term begins nothing.
            reste = not mene and etats_de(precedentes) == {courant} and courant in pas.etats_avant
            if pas.etats_apres == {courant} and (pas.etats_avant != {courant} or not precedentes) and not reste:
                entree = date_d_effet(pas.evenement)
                # An act that leads nowhere shows where the project was, not since when.
                if precedentes and courant in pas.etats_avant and not mene:
                    entree = None if (fin := pas.evenement.intervalle[1]) is None else au_plus_tard(fin)
            precedentes = pas.apres
        return entree if etats_de(precedentes) <= {courant} else _validation_acquise(precedentes)

    def _mene(self, acte: Acte, etat: Etat) -> bool:
        return any(ligne.vers is etat for ligne in lignes_de(self.projet.nature, acte))

    @property
    def vit(self) -> bool | None:
        """Whether the project goes on: nothing is due of one that is abandoned, merged, or dissolved.

        ``None`` when the journal cannot tell.
        """
        if not self.etats_possibles & FINALS:
            return True
        return False if self.etats_possibles <= FINALS else None

    @cached_property
    def missions_possibles(self) -> Mapping[MissionCPTS, frozenset[EtatMission]]:
        """Where each of the six missions may stand."""
        return {mission: self._possibles(mission, EtatMission) for mission in MissionCPTS}

    @property
    def missions(self) -> Mapping[MissionCPTS, EtatMission | None]:
        """Where each of the six missions stands; ``None`` when the journal cannot tell."""
        return {mission: _seul(possibles) for mission, possibles in self.missions_possibles.items()}

    @cached_property
    def agrements_possibles(self) -> Mapping[tuple[str, ActiviteAgreee], frozenset[EtatAgrement]]:
        """Where the agrément of each activity at each site of the journal may stand.

        A site that only cancelled events name is not there: the journal no longer says anything of it.
        """
        vises = [vise for vise in self.deroulement.suivis if not isinstance(vise, MissionCPTS)]
        return {vise: self._possibles(vise, EtatAgrement) for vise in sorted(vises, key=lambda v: (v[0], v[1].value))}

    @property
    def agrements(self) -> Mapping[tuple[str, ActiviteAgreee], EtatAgrement | None]:
        """Where each of them stands; ``None`` when the journal cannot tell."""
        return {vise: _seul(possibles) for vise, possibles in self.agrements_possibles.items()}

    def _possibles(self, de: Objet, classe: type[E]) -> frozenset[E]:
        etats = initiaux(de, repris=self.repris)
        for surs, faits in zip((True, False), self._pas_du_jour, strict=True):
            for pas in faits:
                if objet(pas.evenement) == de:
                    etats = pas.sous_etats if surs else etats | pas.sous_etats
                elif pas.rouvre_les_missions and isinstance(de, MissionCPTS):
                    etats |= A_DEMARRER
        return frozenset(etat for etat in etats if isinstance(etat, classe))

    @cached_property
    def contrats(self) -> tuple[Contrat, ...]:
        """The contracts that the journal makes and had not surely ended, as they stood on that day, renewed or not."""
        tous = (self._contrat(signe) for signe in self.deroulement.lu.contrats if not signe.fini(self.au))
        return tuple(contrat for contrat in tous if contrat is not None)

    def _contrat(self, signe: Signe | None) -> Contrat | None:
        return None if signe is None else contrat_de(signe, self.projet.nature, self.registre, au=self.au)


def _seul(possibles: frozenset[E]) -> E | None:
    return next(iter(possibles)) if len(possibles) == 1 else None


def _validation_acquise(situations: Situations) -> DatePartielle | None:
    """The state was reached by the passing of time alone: at the latest when the delay was surely over."""
    fins = {delai.au_plus_tard for s in situations if (delai := s.delai) is not None}
    fin = fins.pop() if len(fins) == 1 else None
    return None if fin is None else au_plus_tard(fin)
