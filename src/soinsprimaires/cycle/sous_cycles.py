"""Sub-cycles that run beside the state of a project: missions of a CPTS, agréments of a centre de santé."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from soinsprimaires.cycle._pliage import actifs, prefixe_certain
from soinsprimaires.cycle.etats import EtatAgrement, EtatMission
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee, Evenement, MissionCPTS
from soinsprimaires.modele.projets import Projet

__all__ = ["agrements", "missions"]

E = TypeVar("E", EtatMission, EtatAgrement)

_MISSIONS: Final = MappingProxyType(
    {Acte.DEMARRAGE_MISSION: EtatMission.DEMARREE, Acte.DEPLOIEMENT_MISSION: EtatMission.DEPLOYEE}
)
_AGREMENTS: Final = MappingProxyType(
    {
        Acte.DEMANDE_AGREMENT: EtatAgrement.DEMANDE,
        Acte.AGREMENT_PROVISOIRE: EtatAgrement.PROVISOIRE,
        Acte.AGREMENT_DEFINITIF: EtatAgrement.DEFINITIF,
        Acte.REFUS_AGREMENT: EtatAgrement.REFUSE,
        Acte.RETRAIT_AGREMENT: EtatAgrement.RETIRE,
    }
)


def missions(projet: Projet, *, au: date) -> Mapping[MissionCPTS, EtatMission | None]:
    """Where each of the six missions stands on a day; ``None`` when the journal cannot tell."""
    return {
        mission: _suivre(projet, au, _MISSIONS, EtatMission.NON_DEMARREE, _porte_sur(mission=mission))
        for mission in MissionCPTS
    }


def agrements(projet: Projet, *, au: date) -> Mapping[tuple[str, ActiviteAgreee], EtatAgrement | None]:
    """Where the agrément of each activity at each site of the journal stands; ``None`` when it cannot tell."""
    cles = {
        (e.site, e.activite)
        for e in projet.journal
        if e.acte in _AGREMENTS and e.site is not None and e.activite is not None
    }
    return {
        (site, activite): _suivre(projet, au, _AGREMENTS, EtatAgrement.AUCUN, _porte_sur(site=site, activite=activite))
        for site, activite in sorted(cles, key=lambda cle: (cle[0], cle[1].value))
    }


def _porte_sur(**valeurs: object) -> Callable[[Evenement], bool]:
    return lambda evenement: all(getattr(evenement, champ) == valeur for champ, valeur in valeurs.items())


def _suivre(
    projet: Projet, au: date, effets: Mapping[Acte, E], initial: E, concerne: Callable[[Evenement], bool]
) -> E | None:
    evenements = actifs(projet.journal)
    certains, possibles = prefixe_certain(evenements, au)
    # What precedes a reprise is unknown, not empty.
    courant = None if any(e.acte is Acte.REPRISE for e in evenements) else initial
    etats: list[E | None] = [courant]
    for evenement in evenements[:possibles]:
        if evenement.acte in effets and concerne(evenement):
            courant = effets[evenement.acte]
        etats.append(courant)
    candidats = set(etats[certains:])
    return candidats.pop() if len(candidats) == 1 else None
