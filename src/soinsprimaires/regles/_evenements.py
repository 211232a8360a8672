"""When the events of a journal took place: what several rules ask."""

from datetime import date
from functools import cached_property
from typing import Final

from soinsprimaires import cycle
from soinsprimaires.cycle.etats import Etat, EtatMSP
from soinsprimaires.modele.evenements import Acte, Evenement
from soinsprimaires.modele.projets import Projet
from soinsprimaires.regles.definition import Contexte

__all__ = [
    "MSP_AVANT_DEPOT",
    "MSP_AVANT_VALIDATION",
    "Intervalle",
    "Suivi",
    "a_eu_lieu",
    "suivre",
]

Intervalle = tuple[date | None, date | None]
"""First and last day on which something may have happened; ``None`` where nothing bounds it."""

MSP_AVANT_DEPOT: Final[frozenset[Etat]] = frozenset(
    {
        EtatMSP.EMERGENCE,
        EtatMSP.LETTRE_INTENTION_DEPOSEE,
        EtatMSP.LETTRE_INTENTION_VALIDEE,
        EtatMSP.PROJET_EN_REDACTION,
        EtatMSP.ABANDONNE,
    }
)
"""States in which the project of an MSP may never have been filed."""

MSP_AVANT_VALIDATION: Final[frozenset[Etat]] = MSP_AVANT_DEPOT | {EtatMSP.PROJET_DEPOSE, EtatMSP.COMPLEMENTS_DEMANDES}
"""States in which the ARS has not validated it."""


def a_eu_lieu(intervalle: Intervalle, au: date) -> bool | None:
    """Whether something had happened by a day, included; ``None`` when its dates cannot tell."""
    debut, fin = intervalle
    if fin is not None and fin <= au:
        return True
    return False if debut is not None and debut > au else None


class Suivi:
    """A project of the registre on the day of a check: its journal is folded once, however many rules read it.

    Attributes:
        projet: the project.
    """

    def __init__(self, contexte: Contexte, identifiant: str) -> None:
        self.projet: Projet = contexte.registre[identifiant]
        self._contexte = contexte

    @cached_property
    def etats(self) -> frozenset[Etat]:
        """States that the journal leaves possible."""
        return cycle.etats_possibles(self.projet, au=self._contexte.au)

    @cached_property
    def evenements(self) -> tuple[Evenement, ...]:
        """Events that nothing cancels, in order of effect."""
        return tuple(ligne.evenement for ligne in cycle.historique(self.projet) if not ligne.annule)

    def actes(self, *voulus: Acte) -> list[Evenement]:
        """Those of the events that are of these acts."""
        return [evenement for evenement in self.evenements if evenement.acte in voulus]

    @property
    def repris(self) -> bool:
        """Whether the journal begins on its way: what precedes is unknown, not empty."""
        return bool(self.actes(Acte.REPRISE))


def suivre(projet: Projet, contexte: Contexte) -> Suivi:
    """What the rules ask of a project of the registre."""
    return contexte.une_fois(Suivi, projet.identifiant)
