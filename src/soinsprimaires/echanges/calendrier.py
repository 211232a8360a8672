"""The deadlines of a project as an iCalendar file (RFC 5545), which calendar programs open and follow.

Each deadline has a UID that depends on what it is, never on its day: importing a later version moves it instead of
adding another. A deadline whose day is not sure covers all the days between its two candidates, and tells both.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from soinsprimaires.anomalies import assainir
from soinsprimaires.cycle import Echeance, StatutEcheance, Suivi
from soinsprimaires.erreurs import ExtraManquant
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater, jour_en_lettres
from soinsprimaires.temps import UN_JOUR

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["calendrier_ics", "trop_vagues"]

_PRODUIT: Final = "-//soinsprimaires//Calendrier des projets//FR"
_DOMAINE: Final = "soinsprimaires.invalid"
_STATUTS: Final = {
    StatutEcheance.A_VENIR: "à venir",
    StatutEcheance.DEPASSEE: "dépassée",
    StatutEcheance.TENUE: "tenue",
    StatutEcheance.INCERTAINE: "incertaine",
}


def calendrier_ics(projets: Projet | Iterable[Projet], registre: Registre, *, au: date) -> str:
    """Write the deadlines of a project, or of several, as they are on a day, in an iCalendar text.

    What nothing dates has no place in a calendar: the description of the calendar names it. Neither has what is only
    known within more than three months, a banner over years: :func:`trop_vagues` tells it.

    Args:
        projets: the project, or several.
        registre: what surrounds them.
        au: day on which the deadlines are computed; of two versions, programs keep the one of the later day.

    Raises:
        ExtraManquant: the extra ``calendrier`` is not installed.
    """
    try:
        from icalendar import Calendar, vText
    except ModuleNotFoundError as erreur:
        if (erreur.name or "").partition(".")[0] != "icalendar":
            raise
        raise ExtraManquant("calendrier", "Le calendrier d'un projet") from None
    choisis = (projets,) if isinstance(projets, Projet) else tuple(projets)
    suivies = [(projet, Suivi(projet, registre, au).echeances) for projet in choisis]
    quoi = choisis[0].nom if len(choisis) == 1 else f"{len(choisis)} projets"
    calendrier = Calendar()
    calendrier.add("prodid", _PRODUIT)
    calendrier.add("version", "2.0")
    calendrier.add("method", "PUBLISH")
    # What has no type of its own is a text, which is escaped.
    calendrier.add("x-wr-calname", vText(assainir(f"Échéances : {quoi}")))
    sans_jour = [
        e.libelle if len(choisis) == 1 else f"{p.nom}, {e.libelle}"
        for p, toutes in suivies
        for e in toutes
        if _jours(e) is None
    ]
    if sans_jour:
        calendrier.add("x-wr-caldesc", vText(assainir("Sans date connue : " + " ; ".join(sans_jour))))
    for projet, toutes in suivies:
        for evenement in _evenements(projet, toutes, au):
            calendrier.add_component(evenement)
    octets: bytes = calendrier.to_ical()
    return octets.decode("utf-8")


def trop_vagues(projets: Iterable[Projet], registre: Registre, *, au: date) -> tuple[tuple[Projet, Echeance], ...]:
    """The deadlines that are not met, and of which the day is too vague to stand in the calendar, with their projects.

    Args:
        projets: as for :func:`calendrier_ics`, likewise for the others.
        registre: what surrounds them.
        au: day on which the deadlines are computed.
    """
    toutes = ((projet, e) for projet in projets for e in Suivi(projet, registre, au).echeances)
    return tuple((p, e) for p, e in toutes if e.statut is not StatutEcheance.TENUE and _est_vague(_jours(e)))


_VAGUE: Final = 92
"""Days between the two candidates for a last day, beyond which a calendar would be covered by it."""


def _est_vague(jours: tuple[date, date] | None) -> bool:
    return jours is not None and (jours[1] - jours[0]).days > _VAGUE


def _jours(echeance: Echeance) -> tuple[date, date] | None:
    """First and last candidate day; the other one where a bound is not known."""
    premier = echeance.limite_le or echeance.au_plus_tard_le
    dernier = echeance.au_plus_tard_le or echeance.limite_le
    return None if premier is None or dernier is None else (premier, dernier)


def _evenements(projet: Projet, toutes: Sequence[Echeance], au: date) -> Iterator["Event"]:
    rangs: Counter[str] = Counter()
    for echeance in toutes:
        cle = _cle(echeance)
        rang = rangs[cle]
        rangs[cle] += 1
        jours = _jours(echeance)
        if jours is not None and not _est_vague(jours):
            empreinte = sha256(f"{cle}\n{rang}".encode()).hexdigest()[:32]
            yield _evenement(projet, echeance, jours, f"{projet.identifiant}-{empreinte}@{_DOMAINE}", au)


def _cle(echeance: Echeance) -> str:
    """What the deadline is, whatever its day; only a decision and a meeting name themselves in their computation."""
    nommee = echeance.code in {"DECISION", "PROJET", "REUNION"}
    return "\n".join((echeance.code, echeance.libelle, echeance.calcul if nommee else ""))


def _evenement(projet: Projet, echeance: Echeance, jours: tuple[date, date], uid: str, au: date) -> "Event":
    from icalendar import Event

    premier, dernier = jours
    statut = "" if echeance.statut is StatutEcheance.A_VENIR else f" ({_STATUTS[echeance.statut]})"
    evenement = Event()
    evenement.add("uid", uid)
    evenement.add("dtstamp", datetime.combine(au, time(), UTC))
    evenement.add("sequence", au.toordinal())
    evenement.add("dtstart", premier)
    if dernier < date.max:  # the end is the day after, and the calendar has a last one
        evenement.add("dtend", dernier + UN_JOUR)
    evenement.add("summary", assainir(f"{projet.nom} : {echeance.libelle}{statut}"))
    evenement.add("description", "\n".join(assainir(ligne) for ligne in _decrire(echeance)))
    evenement.add("categories", [echeance.code])
    evenement.add("transp", "TRANSPARENT")
    return evenement


def _decrire(echeance: Echeance) -> Iterator[str]:
    tot, tard = echeance.limite_le, echeance.au_plus_tard_le
    if tot == tard and tot is not None:
        yield f"Dernier jour : {jour_en_lettres(tot)}"
    else:
        premier, dernier = ("inconnu" if jour is None else f"le {jour_en_lettres(jour)}" for jour in (tot, tard))
        yield f"Dernier jour : au plus tôt {premier}, au plus tard {dernier}"
    yield f"Calcul : {echeance.calcul}"
    if echeance.acteurs:
        yield "Qui agit : " + ", ".join(qualite.libelle for qualite in echeance.acteurs)
    yield from (f"Source : {source}" for source in echeance.sources)
    le = "" if echeance.tenue_le is None else f" ({dater(echeance.tenue_le)})"
    yield f"Statut : {_STATUTS[echeance.statut]}{le}"
