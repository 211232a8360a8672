"""What each act changes, one table per nature of project: data, with its period and its source.

An act that no row holds for a nature is not an act of its procedure; a *neutral* act is recorded and changes no state.
A row without ``vers`` is an act of the procedure that leaves the state as it is: missions, amendments, agréments.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from soinsprimaires.cycle.tables.centres import table_centre
from soinsprimaires.cycle.tables.contractants import table_cpts, table_msp
from soinsprimaires.cycle.tables.equipes import table_equipe
from soinsprimaires.cycle.tables.rangees import Transition
from soinsprimaires.modele.evenements import Acte, Evenement
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.sources import Fiabilite

__all__ = ["NEUTRES", "TRANSITIONS", "lignes_de", "peut_agir"]

NEUTRES: Final = frozenset(
    {
        Acte.EMERGENCE,
        Acte.REUNION_TENUE,
        Acte.CHANGEMENT_PRESIDENCE,
        Acte.INAUGURATION,
        Acte.RAPPORT_TRANSMIS,
        Acte.CANDIDATURE_RETENUE,
        Acte.SITE_OUVERT,
        Acte.AVIS_PARTENAIRE,
        Acte.DEMANDE_FIR,
        Acte.ACCORD_FIR,
        Acte.REFUS_FIR,
    }
)
"""Acts that are recorded and change no state."""

TRANSITIONS: Final[Mapping[NatureProjet, tuple[Transition, ...]]] = MappingProxyType(
    {
        NatureProjet.CPTS: table_cpts(),
        NatureProjet.MSP: table_msp(),
        NatureProjet.CENTRE_SANTE: table_centre(),
        # The usage was read of teams of soins primaires only.
        NatureProjet.EQUIPE_SOINS_PRIMAIRES: table_equipe(Fiabilite.SECONDAIRE),
        NatureProjet.EQUIPE_SOINS_SPECIALISES: table_equipe(Fiabilite.NON_VERIFIEE),
    }
)
"""The table of each nature of project."""


@cache
def lignes_de(nature: NatureProjet, acte: Acte) -> tuple[Transition, ...]:
    """The rows of an act, for a nature of project."""
    return tuple(rangee for rangee in TRANSITIONS[nature] if rangee.acte is acte)


def peut_agir(nature: NatureProjet, evenement: Evenement) -> bool:
    """Whether one of those who did an act is entitled to; an event that does not say who is taken at its word."""
    rangees = lignes_de(nature, evenement.acte)
    return not evenement.acteurs or any(evenement.qualites & rangee.decide_par for rangee in rangees)
