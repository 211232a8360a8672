"""What an act must carry, beside coming at the right moment from the right actor.

Each asks that something be said: what an event that was read leaves out is unknown, not contrary to the law.
"""

from collections.abc import Callable
from typing import Final

import attrs

from soinsprimaires.modele.evenements import Evenement

__all__ = [
    "AVIS",
    "FONDEMENT_LEGAL",
    "MISSION",
    "MOTIF",
    "OBJET_AVENANT",
    "PROJETS_LIES",
    "SITE_ET_ACTIVITE",
    "Mention",
]


@attrs.frozen(kw_only=True)
class Mention:
    """A condition on the event itself.

    Attributes:
        code: stable word of the anomaly.
        message: what is asked, in French.
        champ: field that must say it.
        tient: whether the event meets it.
    """

    code: str
    message: str
    champ: str
    tient: Callable[[Evenement], bool] = attrs.field(repr=False)


FONDEMENT_LEGAL: Final = Mention(
    code="cycle.fondement",
    message="l'ARS ne peut s'opposer que pour non-respect des objectifs du projet régional de santé ou pour défaut de "
    "pertinence du territoire d'action : l'opposition dit lequel",
    champ="fondement",
    tient=lambda evenement: evenement.fondement is not None,
)
MOTIF: Final = Mention(
    code="cycle.motif",
    message="la décision est motivée",
    champ="motif",
    tient=lambda evenement: bool(evenement.motif and evenement.motif.strip()),
)
MISSION: Final = Mention(
    code="cycle.mission",
    message="l'acte dit de quelle mission il s'agit",
    champ="mission",
    tient=lambda evenement: evenement.mission is not None,
)
SITE_ET_ACTIVITE: Final = Mention(
    code="cycle.agrement",
    message="un agrément porte sur une activité d'un site : l'acte dit laquelle et lequel",
    champ="activite",
    tient=lambda evenement: evenement.activite is not None and evenement.site is not None,
)
AVIS: Final = Mention(
    code="cycle.avis",
    message="le comité rend un avis favorable, avec réserves, défavorable, ou ajourne",
    champ="avis",
    tient=lambda evenement: evenement.avis is not None,
)
PROJETS_LIES: Final = Mention(
    code="cycle.projets_lies",
    message="l'acte nomme les autres projets qu'il concerne",
    champ="projets_lies",
    tient=lambda evenement: bool(evenement.projets_lies),
)
OBJET_AVENANT: Final = Mention(
    code="cycle.avenant",
    message="l'avenant dit ce qu'il change : un territoire, une mission, une convention ou un motif",
    champ="motif",
    tient=lambda e: any((e.territoire, e.mission, e.convention, e.motif)),
)
