"""Permanence des soins ambulatoires: its hours, its rota, and when each is sent (CSP, art. R6315-1 and after)."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Final

import attrs

from soinsprimaires.droit._parametre import Parametre, StatutReponse, ValeurDatee
from soinsprimaires.droit.textes import R6315_1, R6315_1_2025, R6315_2_I, R6315_2_II
from soinsprimaires.jours import JourSemaine, est_jour_ferie
from soinsprimaires.sources import Fiabilite, SourceJuridique
from soinsprimaires.temps import UN_JOUR

__all__ = [
    "ALSACE_MOSELLE",
    "CONCOURS_DEPUIS",
    "DUREE_TABLEAU",
    "HEURES_PERMANENCE",
    "PERMANENCE_DEPUIS",
    "PERMANENCE_ELARGIE_DEPUIS",
    "PERMANENCE_LUE_DEPUIS",
    "TRANSMISSION_TABLEAU_ARS",
    "TRANSMISSION_TABLEAU_ORDRE",
    "HeuresPermanence",
    "est_d_outre_mer",
    "est_ouverte_de_jour",
    "est_samedi_de_pont",
    "ferie_alsace_moselle",
]

PERMANENCE_DEPUIS: Final = date(2010, 7, 18)
PERMANENCE_LUE_DEPUIS: Final = date(2017, 9, 24)
"""Until then the articles of before may have stood in a région, its ARS having made no cahier des charges.

The last articles of the décret n° 2010-809 were not read. A copy of 24 September 2017 of the décret n° 2016-1012 is the
first official text that was read to speak of these cahiers as "en vigueur dans chaque région".
"""
CONCOURS_DEPUIS: Final = date(2023, 5, 21)
"""Loi n° 2023-379, art. 7: nurses, midwives and dentists "ont vocation à concourir"; the decree is of 2025."""
PERMANENCE_ELARGIE_DEPUIS: Final = date(2025, 2, 21)
"""Décret n° 2025-152, published on 20 February 2025."""


@attrs.frozen(kw_only=True)
class HeuresPermanence:
    """When the permanence may be organised.

    Attributes:
        soir: from when, every night.
        matin: until when, and from when on Sundays and public holidays.
        samedi: from when on Saturdays.
    """

    soir: time
    matin: time
    samedi: time


def _lu(valeur: int, source: SourceJuridique) -> tuple[ValeurDatee[int], ...]:
    """A number that the text of 2010 and of 2019 gives; what the décret of 2025 makes of it was not read."""
    return (
        ValeurDatee(depuis=PERMANENCE_DEPUIS, valeur=valeur, sources=(source,), fiabilite=Fiabilite.VERIFIEE),
        ValeurDatee(
            depuis=PERMANENCE_ELARGIE_DEPUIS,
            valeur=None,
            statut=StatutReponse.INCONNU,
            raison="ce que le décret n° 2025-152 du 19 février 2025 fait de l'article n'a pas été lu",
            sources=(source,),
            fiabilite=Fiabilite.NON_VERIFIEE,
        ),
    )


_HEURES: Final = HeuresPermanence(soir=time(20), matin=time(8), samedi=time(12))

ALSACE_MOSELLE: Final = frozenset({"57", "67", "68"})
"""Départements that have two public holidays more."""

HEURES_PERMANENCE: Final[Parametre[HeuresPermanence]] = Parametre(
    nom="heures auxquelles la permanence des soins peut être organisée",
    unite="heures",
    valeurs=(
        ValeurDatee(depuis=PERMANENCE_DEPUIS, valeur=_HEURES, sources=(R6315_1,), fiabilite=Fiabilite.VERIFIEE),
        ValeurDatee(
            depuis=PERMANENCE_ELARGIE_DEPUIS, valeur=_HEURES, sources=(R6315_1_2025,), fiabilite=Fiabilite.SECONDAIRE
        ),
    ),
)
"""From 20 to 8, from 8 to 20 on Sundays and public holidays, from noon on Saturdays, and some days beside a holiday."""

DUREE_TABLEAU: Final[Parametre[int]] = Parametre(
    nom="durée d'un tableau de garde, au moins", unite="mois", valeurs=_lu(3, R6315_2_I)
)
"""CSP, art. R6315-2, I."""

TRANSMISSION_TABLEAU_ORDRE: Final[Parametre[int]] = Parametre(
    nom="transmission du tableau de garde au conseil départemental de l'ordre, avant sa mise en œuvre",
    unite="jours",
    valeurs=_lu(45, R6315_2_I),
)
"""CSP, art. R6315-2, I."""

TRANSMISSION_TABLEAU_ARS: Final[Parametre[int]] = Parametre(
    nom="transmission du tableau de garde à l'ARS et aux autres destinataires, avant sa mise en œuvre",
    unite="jours",
    valeurs=_lu(10, R6315_2_II),
)
"""CSP, art. R6315-2, II."""


# -- days -------------------------------------------------------------------------------------------------------------


def est_ouverte_de_jour(jour: date, matinee: bool, ferie: Callable[[date], bool]) -> bool:  # noqa: FBT001 - a fact, not an option
    """Whether the permanence may be organised by day."""
    semaine = jour.weekday()
    if semaine == JourSemaine.DIMANCHE.rang or ferie(jour):
        return True
    if semaine == JourSemaine.LUNDI.rang and jour != date.max and ferie(jour + UN_JOUR):
        return True
    if semaine in {JourSemaine.VENDREDI.rang, JourSemaine.SAMEDI.rang} and ferie(jour - UN_JOUR):
        return True
    return semaine == JourSemaine.SAMEDI.rang and not matinee


def est_samedi_de_pont(jour: date, ferie: Callable[[date], bool]) -> bool:
    """Whether a day is the Saturday that follows a Thursday holiday: the text may mean it, or the day after alone."""
    return jour.weekday() == JourSemaine.SAMEDI.rang and ferie(jour - 2 * UN_JOUR)


def est_d_outre_mer(departement: str) -> bool:
    """Whether a département, or a collectivity, may have other holidays than metropolitan France."""
    return departement.startswith(("97", "98"))


def ferie_alsace_moselle(jour: date) -> bool:
    """Whether a day is a public holiday of Alsace-Moselle, which has two more."""
    from dateutil.easter import easter

    vendredi_saint = easter(jour.year) - timedelta(days=2)
    return est_jour_ferie(jour) or jour == vendredi_saint or jour == date(jour.year, 12, 26)
