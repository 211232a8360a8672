"""When the events of a journal took place: what several rules ask."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from soinsprimaires import cycle
from soinsprimaires.cycle.etats import Etat, EtatMSP
from soinsprimaires.modele.evenements import Acte, Evenement
from soinsprimaires.modele.projets import Projet

__all__ = [
    "MSP_AVANT_DEPOT",
    "MSP_AVANT_VALIDATION",
    "Intervalle",
    "a_eu_lieu",
    "actes",
    "au_moins_un",
    "est_repris",
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


def actes(projet: Projet, *voulus: Acte) -> list[Evenement]:
    """Events of these acts that nothing cancels, in order of effect."""
    lignes = cycle.historique(projet)
    return [ligne.evenement for ligne in lignes if not ligne.annule and ligne.evenement.acte in voulus]


def est_repris(projet: Projet) -> bool:
    """Whether the journal begins on its way: what precedes is unknown, not empty."""
    return bool(actes(projet, Acte.REPRISE))


def au_moins_un(reponses: Iterable[bool | None]) -> bool | None:
    """Whether one answer at least is yes; ``None`` when none is and one does not know."""
    toutes = set(reponses)
    if True in toutes:
        return True
    return None if None in toutes else False
