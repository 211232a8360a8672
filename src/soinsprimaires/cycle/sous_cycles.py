"""Sub-cycles that run beside the state of a project: missions of a CPTS, agréments of a centre de santé."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires.modele._etats import EtatAgrement, EtatMission
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee, Evenement, MissionCPTS

__all__ = ["A_DEMARRER", "SOUS_CYCLES", "Objet", "Passage", "SousEtat", "initiaux", "objet"]

SousEtat = EtatMission | EtatAgrement
Objet = MissionCPTS | tuple[str, ActiviteAgreee]
"""What runs through a sub-cycle: a mission, or an activity at a site."""


@attrs.frozen(kw_only=True)
class Passage:
    """What an act changes in a sub-cycle.

    Attributes:
        acte: the act.
        depuis: sub-states from which it can take place.
        vers: sub-state that it leads to.
    """

    acte: Acte
    depuis: frozenset[SousEtat]
    vers: SousEtat


def _passage(depuis: Iterable[SousEtat], acte: Acte, vers: SousEtat) -> Passage:
    return Passage(acte=acte, depuis=frozenset(depuis), vers=vers)


_M, _A = EtatMission, EtatAgrement

SOUS_CYCLES: Final[Mapping[Acte, Passage]] = MappingProxyType(
    {
        passage.acte: passage
        for passage in (
            _passage([_M.NON_DEMARREE], Acte.DEMARRAGE_MISSION, _M.DEMARREE),
            _passage([_M.DEMARREE], Acte.DEPLOIEMENT_MISSION, _M.DEPLOYEE),
            _passage([_A.AUCUN, _A.REFUSE, _A.RETIRE], Acte.DEMANDE_AGREMENT, _A.DEMANDE),
            _passage([_A.DEMANDE], Acte.AGREMENT_PROVISOIRE, _A.PROVISOIRE),
            _passage([_A.PROVISOIRE], Acte.AGREMENT_DEFINITIF, _A.DEFINITIF),
            _passage([_A.DEMANDE, _A.PROVISOIRE], Acte.REFUS_AGREMENT, _A.REFUSE),
            _passage([_A.PROVISOIRE, _A.DEFINITIF], Acte.RETRAIT_AGREMENT, _A.RETIRE),
        )
    }
)
"""The table of the two sub-cycles, by act."""


A_DEMARRER: Final[frozenset[SousEtat]] = frozenset({_M.NON_DEMARREE})
"""Where a mission stands at the beginning of a contract."""


def objet(evenement: Evenement) -> Objet | None:
    """The mission, or the site and the activity, whose sub-cycle an event moves; ``None`` when it moves none."""
    passage = SOUS_CYCLES.get(evenement.acte)
    if passage is None:
        return None
    if isinstance(passage.vers, EtatMission):
        return evenement.mission
    return None if evenement.site is None or evenement.activite is None else (evenement.site, evenement.activite)


def initiaux(de: Objet, *, repris: bool) -> frozenset[SousEtat]:
    """Where it may stand before the first event; what precedes a ``reprise`` is unknown, not empty."""
    etats: tuple[SousEtat, ...] = tuple(EtatMission) if isinstance(de, MissionCPTS) else tuple(EtatAgrement)
    return frozenset(etats if repris else etats[:1])
