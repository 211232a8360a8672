"""One act on many projects at once: a committee that validates nineteen files at one meeting."""

from collections.abc import Callable, Iterable

import attrs

from soinsprimaires.anomalies import Anomalie
from soinsprimaires.cycle.actes import appliquer
from soinsprimaires.erreurs import TransitionRefusee, ValeurInvalide
from soinsprimaires.modele.evenements import Evenement
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre

__all__ = ["Lot", "Refus", "appliquer_lot"]


@attrs.frozen(kw_only=True)
class Refus:
    """A project of a batch that the act does not reach.

    Attributes:
        projet: the project, as it was given.
        anomalies: every reason.
    """

    projet: Projet
    anomalies: tuple[Anomalie, ...]


@attrs.frozen(kw_only=True)
class Lot:
    """What an act did to a batch of projects: each of them is in one of the two lists.

    Attributes:
        acceptes: the projects with one more event, in the order of the batch: ``registre.avec(*lot.acceptes)``.
        refuses: the others, untouched, with every reason.
    """

    acceptes: tuple[Projet, ...]
    refuses: tuple[Refus, ...]

    @property
    def complet(self) -> bool:
        """Whether no project was refused."""
        return not self.refuses


def appliquer_lot(
    projets: Iterable[Projet],
    evenement: Evenement | Callable[[Projet], Evenement],
    *,
    registre: Registre | None = None,
) -> Lot:
    """Add one event to each project of a batch; a refusal stops nothing, and nothing is lost.

    Args:
        projets: projects, each once.
        evenement: the event, the same for all, or what makes that of each project.
        registre: what surrounds the projects, as for :func:`~soinsprimaires.cycle.empechements`.

    Raises:
        ValeurInvalide: a project stands twice in the batch: which of the two results would be kept?
    """
    lot = tuple(projets)
    noms = [projet.identifiant for projet in lot]
    doubles = sorted({nom for nom in noms if noms.count(nom) > 1}) if len(set(noms)) < len(noms) else []
    if doubles:
        raise ValeurInvalide(f"le lot contient deux fois : {', '.join(doubles)}", "cycle.lot", "projets")
    acceptes: list[Projet] = []
    refuses: list[Refus] = []
    for projet in lot:
        try:
            sien = evenement if isinstance(evenement, Evenement) else evenement(projet)
            acceptes.append(appliquer(projet, sien, registre=registre))
        except TransitionRefusee as refus:
            refuses.append(Refus(projet=projet, anomalies=refus.anomalies))
    return Lot(acceptes=tuple(acceptes), refuses=tuple(refuses))
