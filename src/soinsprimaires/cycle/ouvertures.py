"""When a centre de santé opened: the year after which its agrément becomes definitive runs from that day."""

from collections.abc import Sequence

from soinsprimaires.composition import ouvertures
from soinsprimaires.cycle._ordre import Intervalle
from soinsprimaires.modele.evenements import Acte, restants
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CTS, CentreSante

__all__ = ["ouverture", "ouverture_du_site", "ouverture_qui_compte", "premiere"]


def ouverture(projet: Projet, registre: Registre | None) -> Intervalle:
    """First and last day on which the centre of a project may have opened; both ``None`` when nothing says it.

    Where its journal does not, a site whose opening is not recorded may be the first.
    """
    dates = [e.intervalle for e in restants(projet.journal) if e.acte is Acte.OUVERTURE]
    dite = bool(dates)
    for site in _sites(projet, registre):
        siennes = [(le.au_plus_tot, le.au_plus_tard) for le in ouvertures(site)]
        dates += siennes or ([] if dite else [(None, None)])
    return premiere(dates)


def ouverture_qui_compte(projet: Projet, site: str | None, registre: Registre | None) -> Intervalle:
    """First and last day of the opening from which the agrément of a site has its year.

    "À compter de l'ouverture du centre": of a site that is not the only one, what was read does not say whether it is
    that of the centre or its own.
    """
    debut, fin = ouverture(projet, registre)
    sites = {un.identifiant for un in _sites(projet, registre)}
    if not sites or (len(sites) == 1 and site in {None, *sites}):
        return debut, fin
    _, du_site = ouverture_du_site(registre and registre.obtenir(site)) or (None, None)
    return debut, None if fin is None or du_site is None else max(fin, du_site)


def _sites(projet: Projet, registre: Registre | None) -> tuple[Site, ...]:
    structure = None if registre is None else registre.obtenir(projet.structure)
    return structure.sites if isinstance(structure, CentreSante | CTS) else ()


def ouverture_du_site(site: object) -> Intervalle | None:
    """First and last day on which a site may have opened; ``None`` when no opening is recorded, or it is no site."""
    dates = ouvertures(site) if isinstance(site, Site) else []
    return premiere([(le.au_plus_tot, le.au_plus_tard) for le in dates]) if dates else None


def premiere(intervalles: Sequence[Intervalle]) -> Intervalle:
    """First and last day on which the earliest of several events may have taken place."""
    debuts = [debut for debut, _ in intervalles if debut is not None]
    fins = [fin for _, fin in intervalles if fin is not None]
    return min(debuts) if debuts and len(debuts) == len(intervalles) else None, min(fins, default=None)
