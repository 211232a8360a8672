"""What a publication tells of the communes of a zone, and of which it tells nothing."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Generic, TypeVar

import attrs

from soinsprimaires import referentiels
from soinsprimaires.analyse._zones import Zone, ecrire, est_connue
from soinsprimaires.analyse.mesure import Motif, Raison
from soinsprimaires.analyse.publications import AplCommune, PopulationParAge
from soinsprimaires.erreurs import CodeInconnu, ValeurInvalide
from soinsprimaires.referentiels import Commune, NatureCodeRattache

T = TypeVar("T", AplCommune, PopulationParAge)
V = TypeVar("V", bound=Hashable)


@attrs.frozen
class Publiee(Generic[V]):
    """What a publication tells of a commune: one thing, or several that contradict one another."""

    commune: str
    dites: tuple[V, ...]
    dedans: bool
    """Whether it surely is inside the zone."""


def par_commune(lues: Iterable[tuple[str, V]]) -> dict[str, tuple[V, ...]]:
    """What is told of each commune, once however many lines tell it."""
    dites: dict[str, dict[V, None]] = {}
    for commune, dite in lues:
        dites.setdefault(commune, {})[dite] = None
    return {commune: tuple(siennes) for commune, siennes in dites.items()}


def publiees_dans(zone: Zone, dites: Mapping[str, tuple[V, ...]]) -> list[Publiee[V]]:
    """What is published of the communes that are, or may be, inside a zone."""
    doublees = _doublees(zone, dites)
    verdicts = ((commune, zone.contient(commune)) for commune in dites if commune not in doublees)
    return [Publiee(commune, dites[commune], dedans is True) for commune, dedans in verdicts if dedans is not False]


def _doublees(zone: Zone, communes: Collection[str]) -> set[str]:
    """Codes of what is published twice: of a city with arrondissements, those that are told, or the city."""
    siens: dict[str, set[str]] = {}
    for code in communes:
        lien = referentiels.rattachement(code, zone.au)
        if lien is not None and lien.nature is NatureCodeRattache.ARRONDISSEMENT_MUNICIPAL and lien.commune in communes:
            siens.setdefault(lien.commune, set()).add(code)
    doublees = set[str]()
    for ville, codes in siens.items():
        entiere = zone.contient(ville) is True and codes < {
            un.code for un in referentiels.arrondissements(ville, zone.au)
        }
        doublees |= codes if entiere else {ville}
    return doublees


def absentes_de(zone: Zone, communes: Iterable[str]) -> list[str]:
    """Communes, or arrondissements, of a zone of which nothing is published."""
    publiees = ecrire(communes, zone.au, zone.au).entieres
    voulues = zone.ecriture
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


def _lire(commune: str, au: date) -> Commune | None:
    try:
        return referentiels.commune(commune, au)
    except CodeInconnu:
        return None


def habitants_de(commune: str, au: date) -> int | None:
    lue = _lire(commune, au)
    return None if lue is None else lue.population


def dire_les_populations(communes: Iterable[str], au: date) -> str:
    """Which inhabitants :func:`habitants_de` gives of communes."""
    lues = (_lire(code, au) for code in communes)
    millesimes = {str(lue.millesime_population or "sans date") for lue in lues if lue is not None}
    return f"populations municipales {', '.join(sorted(millesimes)) or 'sans objet'}"


def dire_les_raisons(
    zone: Zone,
    publiees: Collection[Publiee[V]],
    *,
    absentes: Collection[str] = (),
    sans_poids: int = 0,
    vide: bool = False,
) -> Iterator[Raison]:
    """Why what is published of a zone does not tell its figure exactly."""
    inconnues = [une.commune for une in publiees if not une.dedans and not est_connue(une.commune, zone.au)]
    doutes = sum(not une.dedans for une in publiees) - len(inconnues) + est_sans_bord(zone)
    if doutes:
        yield Raison(motif=Motif.ETENDUE, nombre=doutes)
    yield from _citer("rien n'est publié de", absentes)
    yield from dire_les_contredites(publiees)
    yield from _citer("aucun millésime ne connaît", inconnues)
    if sans_poids:
        yield Raison(motif=Motif.POPULATION, nombre=sans_poids)
    if vide:
        yield Raison(motif=Motif.POPULATION, precision="aucun habitant n'y est compté")


def dire_les_contredites(publiees: Iterable[Publiee[V]]) -> Iterator[Raison]:
    return _citer("des lignes se contredisent sur", [une.commune for une in publiees if len(une.dites) > 1])


def _citer(mots: str, codes: Collection[str]) -> Iterator[Raison]:
    if codes:
        precision = f"{mots} {citer_des_communes(codes)}"
        yield Raison(motif=Motif.PUBLICATION, nombre=len(codes), precision=precision)


_CITEES: Final = 6


def citer_des_communes(communes: Collection[str]) -> str:
    dites = sorted(communes)[:_CITEES]
    return ", ".join(dites) + (" ..." if len(communes) > _CITEES else "")


def en_fraction(nombre: Decimal | int | None) -> Fraction | None:
    return None if nombre is None else Fraction(nombre)
