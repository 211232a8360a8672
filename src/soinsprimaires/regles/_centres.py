"""What the rules on centres de santé share: a centre territorial de santé is a site or an antenne of a centre."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires.composition import est_un_site, ouvertures
from soinsprimaires.cycle import Suivi
from soinsprimaires.cycle._echeance import parmi
from soinsprimaires.cycle.interdictions import Sanction, sanctions
from soinsprimaires.modele._etats import Etat, EtatCentreSante
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee, Evenement, restants
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.reponses import ExerciceSitue
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.referentiels.professions import CHIRURGIEN_DENTISTE, MEDECIN, OPHTALMOLOGIE, ORTHOPTISTE
from soinsprimaires.regles._evenements import Intervalle, a_eu_lieu, suivre
from soinsprimaires.regles.definition import Contexte, SansObjet, SousReserve, Verdict

__all__ = [
    "Centre",
    "Cle",
    "Fait",
    "activites",
    "activites_possibles",
    "en_activite",
    "en_place",
    "est_repris",
    "faits_de",
    "gestionnaire_de",
    "ouvert_avant",
    "projets_de",
    "sanctions_de",
    "sites_de",
]

Centre = CentreSante | CTS


Cle = tuple[str | None, ActiviteAgreee]
"""An activity at a site; ``None`` where the record does not say which site."""


_DE_LA_BOUCHE: Final = frozenset(
    CodeNomenclature(Systeme.TRE_R38, code) for code in ("SM06", "SM07", "SM50", "SM56", "SM68", "SM77")
)
"""Stomatology, oral and maxillofacial surgery."""


def activites_possibles(professionnel: Professionnel) -> frozenset[ActiviteAgreee | None]:
    """The activity that needs an agrément and that a professional carries out, ``None`` for none of them.

    A doctor whose savoir-faire is not recorded may be an ophthalmologist; whether surgery of the mouth is a dental
    activity, nothing that was read says.
    """
    if professionnel.profession == CHIRURGIEN_DENTISTE:
        return frozenset({ActiviteAgreee.DENTAIRE})
    if professionnel.profession == ORTHOPTISTE:
        return frozenset({ActiviteAgreee.ORTHOPTIQUE})
    if professionnel.profession != MEDECIN:
        return frozenset({None})
    if OPHTALMOLOGIE in professionnel.savoir_faire:
        return frozenset({ActiviteAgreee.OPHTALMOLOGIQUE})
    if not _DE_LA_BOUCHE.isdisjoint(professionnel.savoir_faire):
        return frozenset({None, ActiviteAgreee.DENTAIRE})
    return frozenset({None} if professionnel.savoir_faire else {None, ActiviteAgreee.OPHTALMOLOGIQUE})


def activites(centre: Centre, contexte: Contexte) -> dict[Cle, bool]:
    """Activities of a centre by site, each with whether somebody surely carries it out there."""
    trouvees: dict[Cle, bool] = defaultdict(bool)
    for situe in contexte.registre.exercices(au=contexte.au, structure=centre.identifiant):
        possibles = activites_possibles(situe.professionnel)
        for activite in filter(None, possibles):
            for site in sites_de(centre, situe):
                trouvees[site, activite] |= situe.certain and None not in possibles
    return trouvees


_FERMES: Final[frozenset[Etat]] = frozenset(
    {EtatCentreSante.FERMETURE_ADMINISTRATIVE, EtatCentreSante.CESSATION, EtatCentreSante.DISSOUS}
)
_DITS_FERMES: Final = frozenset(etat.value for etat in _FERMES)
_FERMETURES: Final = frozenset({Acte.FERMETURE_ADMINISTRATIVE, Acte.CESSATION, Acte.DISSOLUTION})


def en_activite(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """Why nothing, or nothing certain, is to be said of a centre that its projects tell to have closed for good."""
    reponses = {_est_ferme(suivre(projet, contexte)) for projet in projets_de(centre, contexte)}
    if reponses == {True}:
        yield SansObjet("le centre a fermé")
    elif reponses - {False}:
        yield SousReserve(f"on ne sait pas si « {centre.identifiant} » a fermé à cette date", ("journal",))


def _est_ferme(suivi: Suivi) -> bool | None:
    """Whether a project closed its centre; a centre that is listed, and of which nothing tells it, has not closed."""
    dit = any(
        a_eu_lieu(suivi.dates(e), suivi.au) is not False
        for e in suivi.evenements
        if e.acte in _FERMETURES or {e.etat, *e.etats_possibles} & _DITS_FERMES
    )
    return parmi(suivi.etats_possibles, _FERMES) if dit else False


def en_place(centre: Centre, site: Site, contexte: Contexte) -> Iterator[Verdict]:
    """Why nothing, or nothing certain, is to be said of a site of a centre on a day."""
    yield from en_activite(centre, contexte)
    chemin = ("sites", centre.sites.index(site))
    est_la = est_un_site(site, au=contexte.au)
    if est_la is False:
        yield SansObjet("ce n'est plus, ou pas encore, un site du centre")
    elif est_la is None:
        message = f"on ne sait pas si « {site.identifiant} » est un site du centre à cette date"
        yield SousReserve(message, ("periode", "jalons"), chemin)
    for sanction in sanctions_de(centre, contexte):
        if sanction.fermeture and sanction.decision.site == site.identifiant:
            message = (
                f"on ne sait pas si le site « {site.identifiant} », que l'ARS ferme, a fermé ou rouvert à cette date"
            )
            jour = sanction.decision.intervalle[0]
            rouvert = any(jour is None or le.precede(jour) is not True for le in ouvertures(site))
            sur = a_eu_lieu(sanction.decision.intervalle, contexte.au) and not rouvert
            yield SansObjet("l'ARS a fermé le site") if sur else SousReserve(message, ("journal", "jalons"), chemin)


def sanctions_de(centre: Centre, contexte: Contexte) -> Iterator[Sanction]:
    """What the ARS decided against a centre, and may have done so by the day of the check."""
    noms = {projet.identifiant for projet in projets_de(centre, contexte)}
    for sanction in sanctions(contexte.registre):
        if sanction.projet.identifiant in noms and a_eu_lieu(sanction.decision.intervalle, contexte.au) is not False:
            yield sanction


def sites_de(centre: Centre, situe: ExerciceSitue) -> set[str | None]:
    sites: set[str | None] = {presence.site for presence in situe.exercice.presences if presence.site is not None}
    if sites:
        return sites
    return {centre.sites[0].identifiant} if len(centre.sites) == 1 else {None}


def gestionnaire_de(centre: Centre, registre: Registre) -> str | None:
    """Who runs a centre; a CTS without a gestionnaire of its own has that of its centre."""
    if centre.gestionnaire is None and isinstance(centre, CTS):
        porteur = registre.obtenir(centre.centre)
        return porteur.gestionnaire if isinstance(porteur, CentreSante) else None
    return centre.gestionnaire


@attrs.frozen
class Fait:
    """An event of a project of a centre, that nothing cancels.

    Attributes:
        evenement: the event.
        dates: first and last day on which it had its effects; no bounds when it may have had none.
        projet: project whose journal holds it.
        propre: whether the project is that of the centre itself.
    """

    evenement: Evenement
    dates: Intervalle
    projet: Projet
    propre: bool


def faits_de(centre: Centre, contexte: Contexte) -> Iterator[Fait]:
    """What happened to a centre; a CTS also has, of the projects of its centre, what names one of its sites."""
    sites = {site.identifiant for site in centre.sites}
    for projet in projets_de(centre, contexte):
        suivi, propre = suivre(projet, contexte), projet.structure == centre.identifiant
        for evenement in suivi.evenements:
            if propre or evenement.site in sites:
                yield Fait(evenement, suivi.dates(evenement), projet, propre)


def projets_de(centre: Centre, contexte: Contexte) -> Iterator[Projet]:
    """Projects of a centre, and for a CTS those of the centre of which it is a site."""
    yield from _projets(centre.identifiant, contexte)
    if isinstance(centre, CTS) and centre.centre is not None:
        yield from _projets(centre.centre, contexte)


def est_repris(centre: Centre, contexte: Contexte) -> bool:
    """Whether a journal of a centre does not begin with it: what precedes its ``reprise`` is unknown."""
    return any(e.acte is Acte.REPRISE for projet in projets_de(centre, contexte) for e in restants(projet.journal))


def _projets(structure: str, contexte: Contexte) -> tuple[Projet, ...]:
    return contexte.registre.projets_de(nature=NatureProjet.CENTRE_SANTE, structure=structure)


def ouvert_avant(site: object, jour: date) -> bool | None:
    """Whether a site had opened before a day; ``None`` when the record cannot tell."""
    dates = ouvertures(site) if isinstance(site, Site) else []
    reponses = {le.precede(jour) for le in dates}
    if True in reponses:
        return True
    return None if None in reponses or not reponses else False
