"""The deadlines of a project as an iCalendar file (RFC 5545), which calendar programs open and follow.

Each deadline has a UID that depends on what it is, never on its day: importing a later version moves it instead of
adding another. A deadline whose day is not sure covers all the days between its two candidates, and tells both; where
these are more than three months apart, or the last one is not known, it stands on the first. The deadlines are those
that are followed everywhere (``analyse.portefeuille.echeances_a_suivre``), and those that were met,
so that an event of an earlier version says it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from soinsprimaires.analyse.portefeuille import echeances_a_suivre, sans_jour
from soinsprimaires.anomalies import assainir
from soinsprimaires.cycle import Echeance, StatutEcheance, Suivi
from soinsprimaires.erreurs import ExtraManquant
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater
from soinsprimaires.temps import UN_JOUR

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["calendrier_ics"]

_PRODUIT: Final = "-//soinsprimaires//Calendrier des projets//FR"
_DOMAINE: Final = "soinsprimaires.invalid"
_BANDEAU: Final = 92
"""Days between the two candidates for a last day, beyond which a calendar would be covered by them."""


def calendrier_ics(projets: Projet | Iterable[Projet], registre: Registre, *, au: date) -> str:
    """Write the deadlines of a project, or of several, as they are on a day, in an iCalendar text.

    What nothing dates well enough to be followed has no place in a calendar: its description names it.

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
    suivis = [Suivi(projet, registre, au) for projet in choisis]
    quoi = choisis[0].nom if len(choisis) == 1 else f"{len(choisis)} projets"
    calendrier = Calendar()
    calendrier.add("prodid", _PRODUIT)
    calendrier.add("version", "2.0")
    calendrier.add("method", "PUBLISH")
    # What has no type of its own is a text, which is escaped.
    calendrier.add("x-wr-calname", vText(assainir(f"Échéances : {quoi}")))
    vagues = [
        e.en_bref if len(choisis) == 1 else f"{suivi.projet.nom}, {e.en_bref}"
        for suivi, echeances in sans_jour(suivis)
        for e in echeances
    ]
    if vagues:
        calendrier.add("x-wr-caldesc", vText(assainir("Sans jour assez sûr : " + " ; ".join(vagues))))
    for suivi in suivis:
        for evenement in _evenements(suivi):
            calendrier.add_component(evenement)
    octets: bytes = calendrier.to_ical()
    return octets.decode("utf-8")


def _evenements(suivi: Suivi) -> Iterator["Event"]:
    suivies = {e for _, e in echeances_a_suivre((suivi,))}
    rangs: Counter[str] = Counter()
    for echeance in suivi.echeances:
        cle = _cle(echeance)
        rang = rangs[cle]
        rangs[cle] += 1
        premier = echeance.limite_le or echeance.au_plus_tard_le
        if premier is not None and (echeance in suivies or echeance.statut is StatutEcheance.TENUE):
            dernier = echeance.au_plus_tard_le or premier
            jours = (premier, dernier if (dernier - premier).days <= _BANDEAU else premier)
            empreinte = sha256(f"{cle}\n{rang}".encode()).hexdigest()[:32]
            uid = f"{suivi.projet.identifiant}-{empreinte}@{_DOMAINE}"
            yield _evenement(suivi.projet, echeance, jours, uid, suivi.au)


def _cle(echeance: Echeance) -> str:
    """What the deadline is, whatever its day; only a decision and a meeting name themselves in their computation."""
    return "\n".join((echeance.code, echeance.libelle, echeance.calcul if echeance.annoncee else ""))


def _evenement(projet: Projet, echeance: Echeance, jours: tuple[date, date], uid: str, au: date) -> "Event":
    from icalendar import Event

    premier, dernier = jours
    statut = "" if echeance.statut is StatutEcheance.A_VENIR else f" ({echeance.statut.libelle})"
    evenement = Event()
    evenement.add("uid", uid)
    evenement.add("dtstamp", datetime.combine(au, time(), UTC))
    evenement.add("sequence", au.toordinal())
    evenement.add("dtstart", premier)
    if dernier < date.max:  # the end is the day after, and the calendar has a last one
        evenement.add("dtend", dernier + UN_JOUR)
    evenement.add("summary", assainir(f"{projet.nom} : {echeance.en_bref}{statut}"))
    evenement.add("description", "\n".join(assainir(ligne) for ligne in _decrire(echeance)))
    evenement.add("categories", [echeance.code])
    evenement.add("transp", "TRANSPARENT")
    return evenement


def _decrire(echeance: Echeance) -> Iterator[str]:
    if echeance.en_bref != echeance.libelle:
        yield echeance.libelle
    yield f"Avant quand : {echeance.avant_quand}"
    yield f"Calcul : {echeance.calcul}"
    if echeance.qui:
        yield "Qui doit agir : " + ", ".join(echeance.qui)
    yield from (f"Source : {source}" for source in echeance.sources)
    le = "" if echeance.tenue_le is None else f" ({dater(echeance.tenue_le)})"
    yield f"Statut : {echeance.statut.libelle}{le}"
