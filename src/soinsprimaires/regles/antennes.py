"""Antennes of centres de santé: hours, distance, management, shared files."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time
from typing import Final

from soinsprimaires.anomalies import Chemin
from soinsprimaires.droit import ELOIGNEMENT_ANTENNE, HEURES_ANTENNE, textes
from soinsprimaires.jours import JourSemaine
from soinsprimaires.modele.lieux import Horaire, NatureSite, Site
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.regles._centres import Centre, en_place
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, Verdict, juger_chacun, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_ANTENNES"]


@regle(
    "CDS-009",
    titre="Une antenne de centre de santé est ouverte au plus vingt heures par semaine, à trente minutes au plus de "
    "son centre, sans gestion propre, et partage son système d'information",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2018, 3, 2)),
    sources=(textes.DECRET_2018_143,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def conditions_d_une_antenne(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """Arrêté of 27 February 2018, of which a summary was read: four conditions, of which each must be known."""
    antennes = (
        _antenne(centre, site, ("sites", rang), contexte)
        for rang, site in enumerate(centre.sites)
        if site.nature is NatureSite.ANTENNE
    )
    yield from juger_chacun(antennes, "le centre n'a pas d'antenne")


def _antenne(centre: Centre, site: Site, chemin: Chemin, contexte: Contexte) -> Iterator[Verdict]:
    yield from en_place(centre, site, contexte)
    juges = [
        juge
        for juger in (_horaires_d_antenne, _eloignement, _gestion, _systeme_information)
        if (juge := juger(site, chemin, contexte.au)) is not None
    ]
    # What is not known changes nothing of what is surely wrong.
    yield from [juge for juge in juges if isinstance(juge, NonConforme)] or juges


def _horaires_d_antenne(site: Site, chemin: Chemin, au: date) -> Verdict | None:
    heures, minutes = HEURES_ANTENNE.au(au).valeur, _minutes_par_semaine(site.horaires)
    if minutes is None:
        message = f"les horaires de l'antenne « {site.identifiant} » ne sont pas enregistrés"
        return Indetermine(message, ("horaires",), chemin)
    if heures is None or minutes <= heures * _MINUTES_PAR_HEURE:
        return None
    ouvre, reste = divmod(minutes, _MINUTES_PAR_HEURE)
    message = f"l'antenne « {site.identifiant} » ouvre {ouvre} h {reste:02} par semaine, plus de {heures} heures"
    return NonConforme(message, (*chemin, "horaires"))


def _eloignement(site: Site, chemin: Chemin, au: date) -> Verdict | None:
    limite, minutes = ELOIGNEMENT_ANTENNE.au(au).valeur, site.eloignement_minutes
    if minutes is None:
        message = f"on ne sait pas à combien de minutes de son centre est l'antenne « {site.identifiant} »"
        return Indetermine(message, ("eloignement_minutes",), chemin)
    if limite is None or minutes <= limite:
        return None
    message = f"l'antenne « {site.identifiant} » est à {minutes} minutes de son centre, plus de {limite}"
    return NonConforme(message, (*chemin, "eloignement_minutes"))


def _gestion(site: Site, chemin: Chemin, _: date) -> Verdict | None:
    if site.gestion_propre is None:
        message = f"on ne sait pas si l'antenne « {site.identifiant} » a une gestion propre"
        return Indetermine(message, ("gestion_propre",), chemin)
    message = f"l'antenne « {site.identifiant} » a une gestion propre"
    return NonConforme(message, (*chemin, "gestion_propre")) if site.gestion_propre else None


def _systeme_information(site: Site, chemin: Chemin, _: date) -> Verdict | None:
    if site.systeme_information_partage is None:
        message = f"on ne sait pas si l'antenne « {site.identifiant} » partage le système d'information de son centre"
        return Indetermine(message, ("systeme_information_partage",), chemin)
    message = f"l'antenne « {site.identifiant} » ne partage pas le système d'information de son centre"
    return None if site.systeme_information_partage else NonConforme(message, (*chemin, "systeme_information_partage"))


_MINUTES_PAR_HEURE: Final = 60


def _minutes_par_semaine(horaires: tuple[Horaire, ...]) -> int | None:
    """Minutes of opening in a week, each once; ``None`` when the weekdays are not known."""
    if not horaires or any(not horaire.jours for horaire in horaires):
        return None
    par_jour: dict[JourSemaine, set[int]] = defaultdict(set)
    for horaire in horaires:
        for jour in horaire.jours:
            par_jour[jour].update(range(_minute(horaire.ouvre), _minute(horaire.ferme)))
    return sum(map(len, par_jour.values()))


def _minute(heure: time) -> int:
    return heure.hour * _MINUTES_PAR_HEURE + heure.minute


REGLES_ANTENNES: tuple[Regle, ...] = (conditions_d_une_antenne,)
