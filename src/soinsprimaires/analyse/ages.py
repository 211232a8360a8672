"""Inhabitants of a territory by age, and weighed by the care that people of their age need."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from soinsprimaires._typage import exiger
from soinsprimaires.analyse._lues import (
    Publiee,
    absentes_de,
    annee_de,
    dire_les_contredites,
    dire_les_raisons,
    est_sans_bord,
    par_commune,
    publiees_dans,
)
from soinsprimaires.analyse._zones import Zone, delimiter
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, encadrer
from soinsprimaires.analyse.publications import PopulationParAge
from soinsprimaires.analyse.repartition import Tranche
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.territoires import Etendue, Territoire

__all__ = ["demande_standardisee", "population_par_age", "population_standardisee"]


def population_par_age(
    territoire: Territoire | Etendue,
    lues: Iterable[PopulationParAge],
    *,
    au: date,
    minimum: int,
    maximum: int | None = None,
) -> Mesure:
    """Inhabitants of a territory from an age to another, both included, as the census estimates them.

    Where the bands of the file do not make exactly these ages, those that lie inside and those that go beyond bound the
    answer; a commune that the file does not have leaves it without a greatest bound, and one of which the lines
    contradict one another counts for any of them.

    Args:
        territoire: the territory.
        lues: what was read of one year (``echanges.ages``).
        au: the day, which chooses the vintage of the communes.
        minimum: youngest age.
        maximum: oldest one; no limit by default.

    Raises:
        ValeurInvalide: an age is negative, the oldest is under the youngest, or several years were read.
    """
    tranche = Tranche(minimum=exiger(minimum, int, "minimum"), maximum=exiger(maximum, int | None, "maximum"))
    if minimum < 0:
        raise ValeurInvalide(f"aucun habitant n'a {minimum} ans", "population.ages", "minimum")
    if maximum is not None and maximum < minimum:
        message = f"aucun habitant n'a à la fois {minimum} ans au moins et {maximum} au plus"
        raise ValeurInvalide(message, "population.ages", "maximum")
    return _sommer(delimiter(territoire, au=au), lues, {tranche: Decimal(1)}, tranche.des_habitants, "par âge")


def population_standardisee(
    territoire: Territoire | Etendue,
    lues: Iterable[PopulationParAge],
    *,
    au: date,
    poids: Mapping[Tranche, Decimal | int],
    source: str,
) -> Mesure:
    """Inhabitants of a territory, each counting for the care that people of their age need.

    Args:
        territoire: the territory.
        lues: what was read of one year (``echanges.ages``).
        au: the day, which chooses the vintage of the communes.
        poids: how much an inhabitant of each band counts: a hypothesis; the bands follow one another from 0.
        source: who sets these weights.

    Raises:
        ValeurInvalide: the bands leave an age out or take one twice, a weight is negative, or several years were read.
    """
    return _sommer(delimiter(territoire, au=au), lues, _exiger_partage(poids), "habitants standardisés", source)


def demande_standardisee(
    lues: Iterable[PopulationParAge], *, poids: Mapping[Tranche, Decimal | int], source: str
) -> Mapping[str, Mesure]:
    """The same for each commune that was read: the demand of a computation of access.

    Raises:
        ValeurInvalide: as :func:`population_standardisee`.
    """
    partage, toutes = _exiger_partage(poids), tuple(lues)
    sources = _sources(annee_de(toutes), source)
    dites = par_commune((lue.commune, _peser(lue, partage)) for lue in toutes)
    publiees = [Publiee(commune, siennes, dedans=True) for commune, siennes in dites.items()]
    unite = "habitants standardisés"
    return {une.commune: _mesurer([une], dire_les_contredites([une]), unite, sources) for une in publiees}


def _exiger_partage(poids: Mapping[Tranche, Decimal | int]) -> Mapping[Tranche, Decimal]:
    attendu: int | None = 0
    for tranche in sorted(poids, key=lambda une: une.minimum):
        if tranche.minimum != attendu:
            message = f"aucun poids, ou deux, avant {tranche.minimum} ans : les tranches se suivent depuis 0"
            raise ValeurInvalide(message, "population.ages", "poids")
        attendu = None if tranche.maximum is None else tranche.maximum + 1
    if attendu is not None:
        raise ValeurInvalide(f"aucun poids à partir de {attendu} ans", "population.ages", "poids")
    if any(un < 0 for un in poids.values()):
        raise ValeurInvalide("un poids n'est pas négatif", "population.poids", "poids")
    return {tranche: Decimal(un) for tranche, un in poids.items()}


def _sommer(
    zone: Zone, lues: Iterable[PopulationParAge], poids: Mapping[Tranche, Decimal], unite: str, source: str
) -> Mesure:
    toutes = tuple(lues)
    sources = _sources(annee_de(toutes), source)
    dites = par_commune((lue.commune, _peser(lue, poids)) for lue in toutes)
    publiees, absentes = publiees_dans(zone, dites), absentes_de(zone, dites)
    raisons = [*dire_les_raisons(zone, publiees, absentes=absentes)]
    bornee = not absentes and not est_sans_bord(zone)
    return _mesurer(publiees, raisons, unite, sources, bornee=bornee)


def _sources(annee: int | None, source: str) -> tuple[str, ...]:
    if not exiger(source, str, "source").strip():
        raise ValeurInvalide("une pondération a sa source", "population.source", "source")
    return f"Insee, recensement ({annee or 'année non dite'})", source


_Bornes = tuple[Fraction, Fraction | None]


def _mesurer(
    publiees: Iterable[Publiee[_Bornes]],
    raisons: Iterable[Raison],
    unite: str,
    sources: tuple[str, ...],
    *,
    bornee: bool = True,
) -> Mesure:
    bas, haut, imprecises = Fraction(0), Fraction(0) if bornee else None, 0
    for une in publiees:
        bas += min(au_moins for au_moins, _ in une.dites) if une.dedans else 0
        hauts = [au_plus for _, au_plus in une.dites if au_plus is not None]
        haut = None if haut is None or len(hauts) < len(une.dites) else haut + max(hauts)
        imprecises += any(au_moins != au_plus for au_moins, au_plus in une.dites)
    if imprecises:
        raisons = (*raisons, Raison(motif=Motif.PUBLICATION, nombre=imprecises, precision=_AUTRES_AGES))
    return encadrer(bas, haut, unite=unite, raisons=raisons, sources=sources)


_AUTRES_AGES: Final = "ses tranches d'âge ne s'arrêtent pas à ces âges"


def _peser(lue: PopulationParAge, poids: Mapping[Tranche, Decimal]) -> _Bornes:
    bas, haut = Fraction(0), Fraction(0)
    ouverte = False
    for tranche, un in poids.items():
        au_moins, au_plus = lue.encadrer(tranche.minimum, tranche.maximum)
        bas += Fraction(au_moins) * Fraction(un)
        ouverte |= au_plus is None and un > 0
        haut += Fraction(au_plus or 0) * Fraction(un)
    return bas, None if ouverte else haut
