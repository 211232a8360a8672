"""Sub-cycles that run beside the state of a project: missions of a CPTS, agréments of a centre de santé."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from soinsprimaires.cycle._pliage import est_repris, ordonner
from soinsprimaires.cycle.etats import EtatAgrement, EtatMission
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee, Evenement, MissionCPTS, restants
from soinsprimaires.modele.projets import Projet

__all__ = ["SOUS_CYCLES", "Passage", "SousEtat", "avant", "imprevus", "suivre_agrements", "suivre_mission"]

SousEtat = EtatMission | EtatAgrement
E = TypeVar("E", EtatMission, EtatAgrement)


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


def suivre_mission(evenements: Iterable[Evenement], mission: MissionCPTS) -> list[EtatMission | None]:
    """Where a mission stands before the first of ordered events, then after each of them."""
    return _suivre(evenements, _M.NON_DEMARREE, _porte_sur(mission=mission))


def suivre_agrements(
    evenements: Iterable[Evenement],
) -> Mapping[tuple[str, ActiviteAgreee], list[EtatAgrement | None]]:
    """The same for the agrément of each activity at each site that ordered events name."""
    suivis = list(evenements)
    cles = {
        (e.site, e.activite) for e in suivis if e.acte in SOUS_CYCLES and e.site is not None and e.activite is not None
    }
    return {
        (site, activite): _suivre(suivis, _A.AUCUN, _porte_sur(site=site, activite=activite))
        for site, activite in sorted(cles, key=lambda cle: (cle[0], cle[1].value))
    }


def avant(projet: Projet, evenement: Evenement) -> SousEtat | None:
    """Where the mission or the agrément of an event stands just before it; ``None`` when the journal cannot tell."""
    evenements = ordonner([*restants(projet.journal), evenement])
    rang = next(rang for rang, e in enumerate(evenements) if e is evenement)
    if isinstance(SOUS_CYCLES[evenement.acte].vers, EtatMission):
        return _suivre(evenements, _M.NON_DEMARREE, _porte_sur(mission=evenement.mission))[rang]
    return _suivre(evenements, _A.AUCUN, _porte_sur(site=evenement.site, activite=evenement.activite))[rang]


def imprevus(evenements: Iterable[Evenement]) -> frozenset[str]:
    """Of ordered events, identifiants of those that their mission or their agrément does not allow where they come."""
    suivis = list(evenements)
    repris = est_repris(suivis)
    trouves: set[str] = set()
    courants: dict[object, SousEtat | None] = {}
    for evenement in suivis:
        passage = SOUS_CYCLES.get(evenement.acte)
        cle = None if passage is None else _objet(evenement, passage)
        if passage is None or cle is None:
            continue
        present = courants.get(cle, None if repris else next(iter(type(passage.vers))))
        if present is not None and present not in passage.depuis:
            trouves.add(evenement.identifiant)
        courants[cle] = passage.vers
    return frozenset(trouves)


def _objet(evenement: Evenement, passage: Passage) -> object:
    """The mission, or the site and the activity, that an act concerns; ``None`` when it does not say."""
    if isinstance(passage.vers, EtatMission):
        return evenement.mission
    return None if evenement.site is None or evenement.activite is None else (evenement.site, evenement.activite)


def _porte_sur(**valeurs: object) -> Callable[[Evenement], bool]:
    return lambda evenement: all(getattr(evenement, champ) == valeur for champ, valeur in valeurs.items())


def _suivre(evenements: Iterable[Evenement], initial: E, concerne: Callable[[Evenement], bool]) -> list[E | None]:
    """The sub-state before the first event, then after each; what precedes a ``reprise`` is unknown, not empty."""
    suivis = list(evenements)
    courant = None if est_repris(suivis) else initial
    etats: list[E | None] = [courant]
    for evenement in suivis:
        passage = SOUS_CYCLES.get(evenement.acte)
        if passage is not None and isinstance(passage.vers, type(initial)) and concerne(evenement):
            courant = passage.vers
        etats.append(courant)
    return etats
