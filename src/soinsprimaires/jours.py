"""Days of the week, public holidays and working days."""

from datetime import date, timedelta
from functools import lru_cache

from soinsprimaires._vocabulaire import Vocabulaire

__all__ = ["JourSemaine", "est_jour_ferie", "est_jour_ouvre", "jours_feries"]


class JourSemaine(Vocabulaire):
    """A weekday; ``rang`` counts as :meth:`datetime.date.weekday` does."""

    LUNDI = "lundi"
    MARDI = "mardi"
    MERCREDI = "mercredi"
    JEUDI = "jeudi"
    VENDREDI = "vendredi"
    SAMEDI = "samedi"
    DIMANCHE = "dimanche"

    @property
    def rang(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return tuple(JourSemaine).index(self)


@lru_cache(maxsize=256)
def jours_feries(annee: int) -> frozenset[date]:
    """Public holidays of metropolitan France in a year (Code du travail, L3133-1).

    The holidays of Alsace-Moselle and of the overseas territories are not among them.
    """
    from dateutil.easter import easter

    paques = easter(annee)
    fixes = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    mobiles = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
    return frozenset([date(annee, mois, jour) for mois, jour in fixes] + [paques + timedelta(days=n) for n in mobiles])


def est_jour_ferie(jour: date) -> bool:
    """Whether the day is a public holiday of metropolitan France."""
    return jour in jours_feries(jour.year)


def est_jour_ouvre(jour: date) -> bool:
    """Whether the day is neither a Saturday, a Sunday nor a public holiday."""
    return jour.weekday() < JourSemaine.SAMEDI.rang and not est_jour_ferie(jour)
