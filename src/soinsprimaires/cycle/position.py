"""Where a project stands on a day: the reading of its journal, made once, on which everything else is computed."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

import attrs

from soinsprimaires.apparence import Affichable
from soinsprimaires.cycle._pliage import (
    Pas,
    Situation,
    actifs,
    au_plus_tard,
    date_d_effet,
    depart,
    ecouler,
    est_repris,
    etats_de,
    plier,
    prefixe_certain,
    tous_les_etats,
    validation_de,
)
from soinsprimaires.cycle.contrats import Contrat, contrats
from soinsprimaires.cycle.etats import Etat, EtatAgrement, EtatMission
from soinsprimaires.cycle.sous_cycles import imprevus, suivre_agrements, suivre_mission
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee, Evenement, MissionCPTS
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.temps import DatePartielle, exiger_jour

__all__ = ["Deroulement", "LigneHistorique", "Position", "derouler"]

E = TypeVar("E", EtatMission, EtatAgrement)


@attrs.frozen(kw_only=True)
class LigneHistorique(Affichable):
    """One event of the history of a project.

    Attributes:
        evenement: the event.
        etats: states possible after it; one when the journal can tell.
        coherent: ``False`` when the procedure, or that of its mission or agrément, does not foresee the act there.
        annule: ``True`` when a later event cancels it; it then changes nothing.
    """

    evenement: Evenement
    etats: frozenset[Etat]
    coherent: bool = True
    annule: bool = False


@attrs.frozen
class Deroulement:
    """What the journal of a project tells, whatever the day of the question: it is folded here, once.

    Attributes:
        projet: the project.
        registre: what surrounds it.
    """

    projet: Projet
    registre: Registre

    @cached_property
    def evenements(self) -> tuple[Evenement, ...]:
        """The events that nothing cancels, in order of effect."""
        return tuple(actifs(self.projet.journal))

    @cached_property
    def pas(self) -> tuple[Pas, ...]:
        """Each of them with what it changed."""
        return tuple(plier(self.projet.nature, self.evenements))

    @cached_property
    def repris(self) -> bool:
        """Whether the journal begins on its way: what precedes is unknown, not empty."""
        return est_repris(self.evenements)

    @cached_property
    def historique(self) -> tuple[LigneHistorique, ...]:
        """Every event in order of effect, the cancelled ones after them, with the states that each left."""
        hors_sous_cycle = imprevus(self.evenements)
        lignes = [
            LigneHistorique(
                evenement=pas.evenement,
                etats=pas.etats_apres,
                coherent=pas.coherent and pas.evenement.identifiant not in hors_sous_cycle,
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


def derouler(projet: Projet, registre: Registre) -> Deroulement:
    """The journal of a project, folded once for everybody when the registre holds the project."""
    if registre.obtenir(projet.identifiant) is projet:
        return registre.une_fois(_derouler, projet.identifiant)
    return Deroulement(projet, registre)


def _derouler(registre: Registre, projet: str) -> Deroulement:
    return Deroulement(registre[projet], registre)


@attrs.frozen
class Position(Affichable):
    """A project on a day.

    Attributes:
        projet: the project.
        registre: what surrounds it.
        au: the day.

    Raises:
        ValeurInvalide: ``au`` is not a full day.
    """

    projet: Projet
    registre: Registre = attrs.field(repr=False)
    au: date = attrs.field(validator=lambda _position, champ, jour: exiger_jour(jour, champ.name))
    deroulement: Deroulement = attrs.field(
        default=attrs.Factory(lambda soi: derouler(soi.projet, soi.registre), takes_self=True),
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

    @cached_property
    def _prefixe(self) -> tuple[int, int]:
        return prefixe_certain(self.evenements, self.au)

    @property
    def evenements_certains(self) -> tuple[Evenement, ...]:
        """Those that had surely taken effect on that day, in order."""
        return self.evenements[: self._prefixe[0]]

    @property
    def evenements_possibles(self) -> tuple[Evenement, ...]:
        """Those that may have, after the sure ones."""
        certains, possibles = self._prefixe
        return self.evenements[certains:possibles]

    @cached_property
    def situations(self) -> frozenset[Situation]:
        """Every situation that the journal leaves possible."""
        certains, possibles = self._prefixe
        nature = self.projet.nature
        etapes = [tous_les_etats(nature) if self.repris else depart(nature)]
        etapes += [pas.apres for pas in self.deroulement.pas[:possibles]]
        return frozenset(s for situations in etapes[certains:] for s in ecouler(situations, self.au, self.au))

    @cached_property
    def etats_possibles(self) -> frozenset[Etat]:
        """Every state that the journal leaves possible on that day: one when it can tell."""
        return etats_de(self.situations)

    @property
    def etat(self) -> Etat | None:
        """The state on that day, a member of the Enum of its nature.

        The initial state before the first event; ``None`` when the journal cannot tell: before a ``reprise`` or after
        one whose state is not known, inside a vague date that changes the answer, between two readings of a delay, or
        after an act that the procedure does not foresee.
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
        precedentes: frozenset[Situation] = frozenset()
        for pas in self.deroulement.pas[: self._prefixe[1]]:
            if precedentes and pas.etats_avant == {courant} != etats_de(precedentes):
                entree = _validation_acquise(precedentes)
            if pas.etats_apres == {courant} and (pas.etats_avant != {courant} or not precedentes):
                entree = date_d_effet(pas.evenement)
            precedentes = pas.apres
        return entree if etats_de(precedentes) <= {courant} else _validation_acquise(precedentes)

    @cached_property
    def missions(self) -> Mapping[MissionCPTS, EtatMission | None]:
        """Where each of the six missions stands; ``None`` when the journal cannot tell."""
        return {mission: self._seul(suivre_mission(self.evenements, mission)) for mission in MissionCPTS}

    @cached_property
    def agrements(self) -> Mapping[tuple[str, ActiviteAgreee], EtatAgrement | None]:
        """Where the agrément of each activity at each site of the journal stands; ``None`` when it cannot tell.

        A site that only cancelled events name is not there: the journal no longer says anything of it.
        """
        return {cle: self._seul(etats) for cle, etats in suivre_agrements(self.evenements).items()}

    def _seul(self, etats: list[E | None]) -> E | None:
        certains, possibles = self._prefixe
        candidats = set(etats[certains : possibles + 1])
        return candidats.pop() if len(candidats) == 1 else None

    @cached_property
    def contrats(self) -> tuple[Contrat, ...]:
        """The contracts that the journal makes, as they stood on that day, renewals included."""
        return tuple(contrats(self.projet.nature, self.evenements, self.registre, au=self.au))


def _validation_acquise(situations: frozenset[Situation]) -> DatePartielle | None:
    """The state was reached by the passing of time alone: at the latest when the delay was surely over."""
    fins = {delai.au_plus_tard for s in situations if (delai := validation_de(s)) is not None}
    fin = fins.pop() if len(fins) == 1 else None
    return None if fin is None else au_plus_tard(fin)
