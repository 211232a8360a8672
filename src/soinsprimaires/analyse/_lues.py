"""What a publication tells of the communes of a zone, and of which it tells nothing."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

from soinsprimaires import referentiels
from soinsprimaires.analyse._zones import Zone, ecrire
from soinsprimaires.analyse.mesure import Motif, Raison
from soinsprimaires.analyse.publications import AplCommune, PopulationParAge
from soinsprimaires.erreurs import CodeInconnu, ValeurInvalide

__all__ = [
    "absentes_de",
    "annee_de",
    "citer_des_communes",
    "dire_les_raisons",
    "en_fraction",
    "est_sans_bord",
    "habitants_de",
    "publies_dans",
]

T = TypeVar("T", AplCommune, PopulationParAge)


def publies_dans(zone: Zone, lues: Iterable[T]) -> Iterator[tuple[T, bool]]:
    """What is published of the communes of a zone, each with whether it surely is inside."""
    for lue in lues:
        dedans = zone.contient(lue.commune)
        if dedans is not False:
            yield lue, dedans is True


def absentes_de(zone: Zone, communes: Iterable[str]) -> list[str]:
    """Communes, or arrondissements, of a zone of which nothing is published."""
    publiees = ecrire(communes, zone.au).entieres
    voulues = ecrire(zone.etendue.communes, zone.au)
    liens = {code: referentiels.rattachement(code, zone.au) for code in voulues.entieres}
    entieres = {code for code, lien in liens.items() if lien is None or lien.commune not in voulues.entieres}
    return sorted((entieres | voulues.inconnues) - publiees)


def est_sans_bord(zone: Zone) -> bool:
    """Whether communes that nobody names may be inside: what is published of the others then bounds nothing."""
    return zone.etendue.possibles is None


def annee_de(lues: Collection[T]) -> int | None:
    """The year of what was read.

    Raises:
        ValeurInvalide: there are several.
    """
    annees = {lue.annee for lue in lues}
    if len(annees) > 1:
        dites = ", ".join(sorted(str(annee or "sans année") for annee in annees))
        raise ValeurInvalide(f"plusieurs années ({dites}) ne font pas un chiffre : en choisir une", "publication.annee")
    return next(iter(annees), None)


def habitants_de(commune: str, au: date) -> int | None:
    try:
        return referentiels.commune(commune, au).population
    except CodeInconnu:
        return None


def dire_les_raisons(*, etendue: int = 0, absentes: Collection[str] = (), sans_poids: int = 0) -> Iterator[Raison]:
    if etendue:
        yield Raison(motif=Motif.ETENDUE, nombre=etendue)
    if absentes:
        yield Raison(motif=Motif.PUBLICATION, nombre=len(absentes), precision=citer_des_communes(absentes))
    if sans_poids:
        yield Raison(motif=Motif.POPULATION, nombre=sans_poids)


_CITEES: Final = 6


def citer_des_communes(communes: Collection[str]) -> str:
    dites = sorted(communes)[:_CITEES]
    return ", ".join(dites) + (" ..." if len(communes) > _CITEES else "")


def en_fraction(nombre: Decimal | int | None) -> Fraction | None:
    return None if nombre is None else Fraction(nombre)
