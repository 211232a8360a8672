"""What the rules on centres de santé share: a centre territorial de santé is a site or an antenne of a centre."""

from collections.abc import Iterator
from datetime import date

from soinsprimaires.cycle import historique
from soinsprimaires.modele.evenements import Evenement
from soinsprimaires.modele.lieux import NatureJalon, Site
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.temps import UN_JOUR, DatePartielle

__all__ = [
    "Centre",
    "Intervalle",
    "evenements_de",
    "gestionnaire_de",
    "ouvert_avant",
    "ouvertures",
    "premiere",
    "projets_de",
]

Centre = CentreSante | CTS
Intervalle = tuple[date | None, date | None]
"""First and last day on which something may have happened; ``None`` where nothing bounds it."""

_OUVERTURES = frozenset({NatureJalon.OUVERTURE, NatureJalon.PREMIERS_PATIENTS})


def gestionnaire_de(centre: Centre, registre: Registre) -> str | None:
    """Who runs a centre; a CTS without a gestionnaire of its own has that of its centre."""
    if centre.gestionnaire is None and isinstance(centre, CTS):
        porteur = registre.obtenir(centre.centre)
        return porteur.gestionnaire if isinstance(porteur, CentreSante) else None
    return centre.gestionnaire


def evenements_de(centre: Centre, registre: Registre) -> Iterator[tuple[Evenement, bool]]:
    """Events of the projects of a centre that were not cancelled, each with whether the project is its own.

    A CTS also has, of the projects of its centre, the events that name one of its sites.
    """
    for projet in _projets(centre.identifiant, registre):
        yield from ((evenement, True) for evenement in _actifs(projet))
    if isinstance(centre, CTS) and centre.centre is not None:
        sites = {site.identifiant for site in centre.sites}
        for projet in _projets(centre.centre, registre):
            yield from ((evenement, False) for evenement in _actifs(projet) if evenement.site in sites)


def projets_de(centre: Centre, registre: Registre) -> Iterator[Projet]:
    """Projects of a centre, and for a CTS those of the centre of which it is a site."""
    yield from _projets(centre.identifiant, registre)
    if isinstance(centre, CTS) and centre.centre is not None:
        yield from _projets(centre.centre, registre)


def _actifs(projet: Projet) -> Iterator[Evenement]:
    return (ligne.evenement for ligne in historique(projet) if not ligne.annule)


def _projets(structure: str, registre: Registre) -> Iterator[Projet]:
    # The index of references, not a scan of every project: a centre costs the same in a country as alone.
    for identifiant in sorted({pointage.entite for pointage in registre.pointant_vers(structure)}):
        projet = registre[identifiant]
        if isinstance(projet, Projet) and projet.nature is NatureProjet.CENTRE_SANTE and projet.structure == structure:
            yield projet


def ouvertures(site: Site) -> list[DatePartielle]:
    """When a site opened, or received its first patients, as vague as the record."""
    return [jalon.le for jalon in site.jalons if jalon.nature in _OUVERTURES]


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
