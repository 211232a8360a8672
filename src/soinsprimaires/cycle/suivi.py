"""The one view of a project on a day, and the questions that ask one thing of it."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.cycle._echeance import Echeances
from soinsprimaires.cycle.avancement import Avancement, Deroulement, LigneHistorique
from soinsprimaires.cycle.echeancier import echeances_de
from soinsprimaires.cycle.parcours import OBJECTIFS, Etape, etapes_vers
from soinsprimaires.cycle.tables import TRANSITIONS
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._etats import ETATS, Etat, EtatAgrement, EtatMission
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee, Evenement, MissionCPTS, QualiteActeur
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.temps import DatePartielle, exiger_jour

__all__ = [
    "RIEN",
    "Suivi",
    "actes_possibles",
    "agrements",
    "ce_qui_manque",
    "connu_le",
    "depuis",
    "echeances",
    "etat",
    "etats_possibles",
    "evenements_au",
    "historique",
    "missions",
    "prochaine_etape",
]


@attrs.frozen
class Suivi(Avancement):
    """The one view of a project on a day: each answer is computed when it is asked, once, from a journal folded once.

    >>> from soinsprimaires import NatureProjet, Projet, Registre
    >>> projet = Projet(identifiant="projet", nom="Un projet", nature=NatureProjet.MSP)
    >>> Suivi(projet, Registre(), date(2026, 1, 1)).etat
    <EtatMSP.EMERGENCE: 'emergence'>
    """

    def le(self, jour: date) -> "Suivi":
        """The same project on another day; its journal is not folded again.

        Raises:
            ValeurInvalide: it is not a full day.
        """
        return attrs.evolve(self, au=jour)

    @cached_property
    def echeances(self) -> Echeances:
        """The deadlines, sorted by ``limite_le``, the undated ones last."""
        return echeances_de(self)

    def etapes_vers(self, vers: Etat) -> tuple[Etape, ...] | None:
        """The ordered steps to a state; empty when it is reached, ``None`` when the present one is not known.

        Raises:
            ValeurInvalide: it is no state of this nature, or no way leads to it.
        """
        exiger(vers, Etat, "vers")
        if vers not in ETATS[self.projet.nature]:
            message = f"{vers.value!r} n'est pas un état de cette nature de projet"
            raise ValeurInvalide(message, "cycle.etat_inconnu", "vers")
        etapes = etapes_vers(self, vers)
        if etapes is None and self.etat is not None:
            message = f"aucune suite d'actes ne mène de « {self.etat.libelle} » à « {vers.libelle} » à cette date"
            raise ValeurInvalide(message, "cycle.sans_issue", "vers")
        return etapes

    @cached_property
    def ce_qui_manque(self) -> tuple[Etape, ...] | None:
        """The ordered steps to a working structure; empty when it works, ``None`` when no way is known."""
        return etapes_vers(self, OBJECTIFS[self.projet.nature])

    @property
    def prochaine_etape(self) -> Etape | None:
        """The first of them; ``None`` when there is none, or when no way is known."""
        return self.ce_qui_manque[0] if self.ce_qui_manque else None

    def actes_possibles(self, acteur: QualiteActeur | None = None) -> tuple[Acte, ...]:
        """Acts that may change the state, for everybody or for one capacity.

        An act is listed when one at least of the possible states allows it.

        Raises:
            ValeurInvalide: the capacity is a word.
        """
        exiger(acteur, QualiteActeur | None, "acteur")
        actes = [
            ligne.acte
            for ligne in TRANSITIONS[self.projet.nature]
            if ligne.depuis & self.etats_possibles
            and self.au in ligne.vigueur
            and (acteur is None or acteur in ligne.decide_par)
        ]
        return tuple(dict.fromkeys(actes))


# -- one question at a time ------------------------------------------------------------------------------------------

RIEN: Final = Registre()
"""Nothing is known around the project."""


def etats_possibles(projet: Projet, *, au: date, registre: Registre = RIEN) -> frozenset[Etat]:
    """Every state that the journal leaves possible on a day: one when it can tell."""
    return Suivi(projet, registre, au).etats_possibles


def etat(projet: Projet, *, au: date, registre: Registre = RIEN) -> Etat | None:
    """The state of a project on a day; see :attr:`Suivi.etat`."""
    return Suivi(projet, registre, au).etat


def depuis(projet: Projet, *, au: date, registre: Registre = RIEN) -> DatePartielle | None:
    """When the state of that day was reached; see :attr:`Suivi.depuis`."""
    return Suivi(projet, registre, au).depuis


def evenements_au(
    projet: Projet, *, au: date, registre: Registre = RIEN
) -> tuple[tuple[Evenement, ...], tuple[Evenement, ...]]:
    """The events that had surely taken effect on a day, in order, then those that may have."""
    suivi = Suivi(projet, registre, au)
    return suivi.evenements_certains, suivi.evenements_possibles


def historique(projet: Projet, *, registre: Registre = RIEN) -> tuple[LigneHistorique, ...]:
    """Every event in order of effect, the cancelled ones after them, with the states that each left."""
    return Deroulement(projet, registre).historique


def missions(projet: Projet, *, au: date, registre: Registre = RIEN) -> Mapping[MissionCPTS, EtatMission | None]:
    """Where each of the six missions stands on a day; ``None`` when the journal cannot tell."""
    return Suivi(projet, registre, au).missions


def agrements(
    projet: Projet, *, au: date, registre: Registre = RIEN
) -> Mapping[tuple[str, ActiviteAgreee], EtatAgrement | None]:
    """Where the agrément of each activity at each site of the journal stands; ``None`` when it cannot tell."""
    return Suivi(projet, registre, au).agrements


def echeances(projet: Projet, registre: Registre, *, au: date) -> Echeances:
    """Deadlines of a project on a day, sorted by ``limite_le``, the undated ones last."""
    return Suivi(projet, registre, au).echeances


def ce_qui_manque(projet: Projet, registre: Registre, *, vers: Etat, au: date) -> tuple[Etape, ...] | None:
    """The ordered steps from the state of a project on a day to another; see :meth:`Suivi.etapes_vers`."""
    return Suivi(projet, registre, au).etapes_vers(vers)


def prochaine_etape(projet: Projet, registre: Registre, *, au: date) -> Etape | None:
    """The first step of the usual way to a working structure.

    Returns:
        ``None`` when it is reached, when no way leads to it any more, or when the present state is not known.
    """
    return Suivi(projet, registre, au).prochaine_etape


def actes_possibles(
    projet: Projet, *, au: date, acteur: QualiteActeur | None = None, registre: Registre = RIEN
) -> tuple[Acte, ...]:
    """Acts that may change the state on a day; see :meth:`Suivi.actes_possibles`."""
    return Suivi(projet, registre, au).actes_possibles(acteur)


def connu_le(projet: Projet, jour: date) -> Projet:
    """The project as it was known on a day: without the events recorded later.

    Raises:
        ValeurInvalide: it is not a full day.
    """
    exiger_jour(jour, "jour")
    connus: dict[str, Evenement] = {}
    for evenement in projet.journal:
        if evenement.enregistre_le <= jour and (evenement.annule is None or evenement.annule in connus):
            connus[evenement.identifiant] = evenement
    return attrs.evolve(projet, journal=tuple(connus.values()))
