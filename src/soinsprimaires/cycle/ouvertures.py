"""When a centre de santé opened: the year after which its agrément becomes definitive runs from that day."""

from collections.abc import Sequence

from soinsprimaires.composition import ouvertures
from soinsprimaires.cycle._ordre import Intervalle
from soinsprimaires.modele.evenements import Acte, restants
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CTS, CentreSante

__all__ = ["ouverture", "ouverture_du_site", "premiere"]


def ouverture(projet: Projet, registre: Registre | None) -> Intervalle:
    """First and last day on which the centre of a project may have opened; both ``None`` when nothing says it."""
    dates = [e.intervalle for e in restants(projet.journal) if e.acte is Acte.OUVERTURE]
    structure = None if registre is None else registre.obtenir(projet.structure)
    if isinstance(structure, CentreSante | CTS):
        dates += [(le.au_plus_tot, le.au_plus_tard) for site in structure.sites for le in ouvertures(site)]
    return premiere(dates)


def ouverture_du_site(site: object) -> Intervalle | None:
    """First and last day on which a site may have opened; ``None`` when no opening is recorded, or it is no site."""
    dates = ouvertures(site) if isinstance(site, Site) else []
    return premiere([(le.au_plus_tot, le.au_plus_tard) for le in dates]) if dates else None


def premiere(intervalles: Sequence[Intervalle]) -> Intervalle:
    """First and last day on which the earliest of several events may have taken place."""
    debuts = [debut for debut, _ in intervalles if debut is not None]
    fins = [fin for _, fin in intervalles if fin is not None]
    return min(debuts) if debuts and len(debuts) == len(intervalles) else None, min(fins, default=None)
