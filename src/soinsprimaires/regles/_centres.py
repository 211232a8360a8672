"""What the rules on centres de santé share: a centre territorial de santé is a site or an antenne of a centre."""

from collections.abc import Iterator
from datetime import date

from soinsprimaires.composition import ouvertures
from soinsprimaires.modele.evenements import Evenement
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.regles._evenements import suivre
from soinsprimaires.regles.definition import Contexte
from soinsprimaires.temps import UN_JOUR, DatePartielle

__all__ = [
    "Centre",
    "Intervalle",
    "evenements_de",
    "gestionnaire_de",
    "ouvert_avant",
    "premiere",
    "projets_de",
]

Centre = CentreSante | CTS
Intervalle = tuple[date | None, date | None]
"""First and last day on which something may have happened; ``None`` where nothing bounds it."""


def gestionnaire_de(centre: Centre, registre: Registre) -> str | None:
    """Who runs a centre; a CTS without a gestionnaire of its own has that of its centre."""
    if centre.gestionnaire is None and isinstance(centre, CTS):
        porteur = registre.obtenir(centre.centre)
        return porteur.gestionnaire if isinstance(porteur, CentreSante) else None
    return centre.gestionnaire


def evenements_de(centre: Centre, contexte: Contexte) -> Iterator[tuple[Evenement, bool]]:
    """Events of the projects of a centre that were not cancelled, each with whether the project is its own.

    A CTS also has, of the projects of its centre, the events that name one of its sites.
    """
    for projet in _projets(centre.identifiant, contexte):
        yield from ((evenement, True) for evenement in suivre(projet, contexte).evenements)
    if isinstance(centre, CTS) and centre.centre is not None:
        sites = {site.identifiant for site in centre.sites}
        for projet in _projets(centre.centre, contexte):
            yield from ((e, False) for e in suivre(projet, contexte).evenements if e.site in sites)


def projets_de(centre: Centre, contexte: Contexte) -> Iterator[Projet]:
    """Projects of a centre, and for a CTS those of the centre of which it is a site."""
    yield from _projets(centre.identifiant, contexte)
    if isinstance(centre, CTS) and centre.centre is not None:
        yield from _projets(centre.centre, contexte)


def _projets(structure: str, contexte: Contexte) -> tuple[Projet, ...]:
    return contexte.registre.projets_de(nature=NatureProjet.CENTRE_SANTE, structure=structure)


def premiere(dates: list[DatePartielle]) -> Intervalle:
    """First and last day on which the earliest of several vague dates may fall."""
    debuts = [le.au_plus_tot for le in dates if le.au_plus_tot is not None]
    fins = [le.au_plus_tard for le in dates if le.au_plus_tard is not None]
    return min(debuts) if len(debuts) == len(dates) else None, min(fins, default=None)


def ouvert_avant(site: object, jour: date) -> bool | None:
    """Whether a site had opened before a day; ``None`` when the record cannot tell."""
    dates = ouvertures(site) if isinstance(site, Site) else []
    reponses = {le.au_plus_tard_le(jour - UN_JOUR) for le in dates}
    if True in reponses:
        return True
    return None if None in reponses or not reponses else False
