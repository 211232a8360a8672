"""From a vague registre to one of those that make it precise.

A vague value says of a fact that it lies among several; what makes it precise names fewer of them, never another one.
What is merely absent is not vague: an end that is not given (*not ended, as far as the source knows*), a structure that
is not dated, a signature that is not listed. Filling it adds a fact. :data:`INCONNUS` holds, written by hand, the
fields of which ``None`` says *not known*.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, floor
from random import Random
from typing import Any, Final

import attrs

from soinsprimaires import (
    Adhesion,
    CreneauGarde,
    DatePartielle,
    Estimation,
    Exercice,
    FormeDatee,
    Indemnite,
    Label,
    ModaliteGarde,
    ModeExercice,
    Nuance,
    NuanceNombre,
    PeriodePartielle,
    Presence,
    ProgrammeDpc,
    Protocole,
    Rattachement,
    Registre,
    SeanceFormation,
    Signature,
    Site,
    ValeurInvalide,
)

Chemin = tuple[str | int, ...]
Affinage = Callable[[Random, Any], Any]
"""Takes at random a value that makes another one precise: Hypothesis draws the registre, and the seed."""

_PREMIER, _DERNIER = date(2008, 1, 1), date(2027, 12, 31)
"""Where a date that nothing bounds is looked for."""


# -- one value ----------------------------------------------------------------------------------------------------


def affiner_date(hasard: Random, vague: DatePartielle | None) -> DatePartielle:
    """A date between the bounds of a vague one: one of its days, or a month, a year, two bounds inside them."""
    tot, tard = (_PREMIER, _DERNIER) if vague is None else (vague.au_plus_tot, vague.au_plus_tard or date.max)
    if tot is None:
        # Nothing bounds what is "at the latest" on the other side: near it is where answers change.
        # What is said of the record starts in 1800, or in 1945, before which nothing of the kind is plausible.
        tot = date.fromordinal(max(1, tard.toordinal() - 4000))
        tot = max(tot, *(date(annee, 1, 1) for annee in (1, 1800, 1945) if tard.year >= annee))
    jour = hasard.choice([tot, tard, _entre(hasard, tot, tard)])
    fin = _entre(hasard, jour, tard)
    candidates = [
        DatePartielle.exacte(jour),
        DatePartielle(annee=jour.year, mois=jour.month),
        DatePartielle(annee=jour.year),
        DatePartielle.lire(f"[{jour}..{fin}]") if fin > jour else DatePartielle.exacte(jour),
    ]
    admises = [candidate for candidate in candidates if _tient(candidate, tot, tard)]
    return hasard.choice(admises)


def affiner_limite(hasard: Random, vague: DatePartielle) -> DatePartielle:
    """A day by which: of "by April" it is the limit that is told better, and not what is done before it."""
    limite = attrs.evolve(vague, nuance=Nuance.EXACTE) if vague.nuance is Nuance.AU_PLUS_TARD else vague
    return affiner_date(hasard, limite)


def _entre(hasard: Random, premier: date, dernier: date) -> date:
    return date.fromordinal(hasard.randint(premier.toordinal(), dernier.toordinal()))


def _tient(candidate: DatePartielle, tot: date, tard: date) -> bool:
    premier, dernier = candidate.au_plus_tot, candidate.au_plus_tard
    return premier is not None and premier >= tot and dernier is not None and dernier <= tard


def affiner_periode(hasard: Random, vague: PeriodePartielle | None) -> PeriodePartielle:
    """A period of which the unknown beginning is filled; one that is not known at all has both ends, or one."""
    if vague is not None:
        return attrs.evolve(vague, debut=affiner_date(hasard, None))
    debut = affiner_date(hasard, None)
    jour = debut.au_plus_tard or _DERNIER
    fin = hasard.choice([None, _entre(hasard, jour, max(jour, _DERNIER) + timedelta(days=400))])
    return PeriodePartielle(debut=debut, fin=fin)


def affiner_nombre(hasard: Random, vague: Estimation) -> Estimation:
    """A whole number that the estimate admits, or itself where there is none."""
    bas, haut = vague.au_moins, vague.au_plus
    if (bas is not None and bas == haut) or str(vague.valeur) == "0":
        return vague
    if vague.nuance is NuanceNombre.ENVIRON:
        # The margin of usage, of which the library says that it reads by it.
        proches = sorted((vague.valeur * Decimal("0.9"), vague.valeur * Decimal("1.1")))
        bas, haut = (proches[0] if bas is None else bas), (proches[1] if haut is None else haut)
    # Of what is counted in whole numbers, no part is left, whatever its bounds are written with.
    bas, haut = None if bas is None else Decimal(ceil(bas)), None if haut is None else Decimal(floor(haut))
    if bas is not None and haut is not None and haut < bas:
        return vague
    ecart = hasard.choice([0, 1, 2, 5, 100, 50_000])
    # Nothing is fewer than none, but for a difference, which may be below zero; what is counted is whole.
    dessous, dessus = Decimal(floor(vague.valeur)), Decimal(ceil(vague.valeur))
    plancher = Decimal() if vague.valeur >= 0 or (haut is not None and haut >= 0) else dessous - 1 - ecart
    match vague.nuance:
        case NuanceNombre.AU_MOINS:
            valeur = max(plancher, dessus + ecart)
        case NuanceNombre.PLUS_DE:
            valeur = max(plancher, dessous + 1 + ecart)
        case NuanceNombre.AU_PLUS:
            valeur = max(plancher, dessous - ecart)
        case NuanceNombre.MOINS_DE:
            valeur = max(plancher, dessus - 1 - ecart)
        case _:
            valeur = max(plancher, hasard.choice([dessous, dessus]) + hasard.choice([-1, 1]) * ecart)
    valeur = valeur if bas is None else max(bas, valeur)
    valeur = valeur if haut is None else min(haut, valeur)
    # A bound that the nuance itself excludes is no number that it admits.
    if valeur == vague.valeur and vague.nuance in {NuanceNombre.PLUS_DE, NuanceNombre.MOINS_DE}:
        return vague
    return attrs.evolve(vague, valeur=valeur, nuance=NuanceNombre.EXACT, minimum=None, maximum=None)


def parmi(*valeurs: Any) -> Affinage:
    return lambda hasard, _vague: hasard.choice(valeurs)


_OUI_OU_NON: Final = parmi(True, False)

INCONNUS: Final[dict[tuple[type, str], Affinage]] = {
    (Adhesion, "periode"): affiner_periode,
    (Exercice, "periode"): affiner_periode,
    (Exercice, "mode"): parmi(*ModeExercice),
    (Exercice, "acces_direct"): _OUI_OU_NON,
    (Exercice, "quotite"): parmi(Decimal("0.5"), Decimal("0.8"), Decimal(1)),
    (Presence, "nombre_jours"): parmi(Decimal(1), Decimal("2.5"), Decimal(6)),
    (Protocole, "periode"): affiner_periode,
    (Label, "periode"): affiner_periode,
    (Signature, "signee_le"): affiner_date,
    (Indemnite, "versee_le"): affiner_date,
    (SeanceFormation, "le"): affiner_date,
    (ProgrammeDpc, "orientation_prioritaire"): _OUI_OU_NON,
    (ProgrammeDpc, "organisme_enregistre"): _OUI_OU_NON,
    (CreneauGarde, "requisition"): _OUI_OU_NON,
    (Site, "eloignement_minutes"): parmi(10, 30, 31),
    (Site, "gestion_propre"): _OUI_OU_NON,
    (Site, "systeme_information_partage"): _OUI_OU_NON,
    (CreneauGarde, "modalite"): parmi(*ModaliteGarde),
}
"""Fields of which ``None`` is *not known*, each with what may turn out to be the fact."""

_SEULES: Final = (FormeDatee, Rattachement)
"""Values that hold on any day when they stand alone without a period, and on unknown days beside another."""

_LIMITES: Final = frozenset({"delai_le", "echeance"})
"""Fields of a date by which something is to be done."""


# -- a registre ---------------------------------------------------------------------------------------------------


def points_vagues(registre: Registre) -> list[tuple[Chemin, Affinage]]:
    """What may be made precise, each with its path."""
    return [
        point
        for liste in attrs.fields(Registre)
        if liste.name != "extensions"
        for point in _points(getattr(registre, liste.name), (liste.name,))
    ]


def _points(valeur: Any, chemin: Chemin) -> Iterator[tuple[Chemin, Affinage]]:
    if isinstance(valeur, tuple):
        for rang, element in enumerate(valeur):
            yield from _points(element, (*chemin, rang))
            if isinstance(element, _SEULES) and element.periode is None and len(valeur) > 1:
                yield (*chemin, rang, "periode"), affiner_periode
    elif isinstance(valeur, DatePartielle):
        if valeur.jour is None or valeur.au_plus_tot != valeur.au_plus_tard:
            yield chemin, affiner_limite if chemin[-1] in _LIMITES else affiner_date
    elif isinstance(valeur, Estimation):
        if valeur.au_moins is None or valeur.au_moins != valeur.au_plus:
            yield chemin, affiner_nombre
    elif attrs.has(type(valeur)):
        if isinstance(valeur, PeriodePartielle) and valeur.debut is None:
            yield chemin, affiner_periode
        for champ in attrs.fields(type(valeur)):
            sienne = getattr(valeur, champ.name)
            if sienne is not None:
                yield from _points(sienne, (*chemin, champ.name))
            elif (type(valeur), champ.name) in INCONNUS and not (isinstance(valeur, Presence) and valeur.jours):
                yield (*chemin, champ.name), INCONNUS[type(valeur), champ.name]


def lire(valeur: Any, chemin: Chemin) -> Any:
    for pas in chemin:
        valeur = valeur[pas] if isinstance(pas, int) else getattr(valeur, pas)
    return valeur


def remplacer(valeur: Any, chemin: Chemin, neuve: Any) -> Any:
    if not chemin:
        return neuve
    premier, suite = chemin[0], chemin[1:]
    if isinstance(premier, int):
        return (*valeur[:premier], remplacer(valeur[premier], suite, neuve), *valeur[premier + 1 :])
    return attrs.evolve(valeur, **{premier: remplacer(getattr(valeur, premier), suite, neuve)})


def affiner(hasard: Random, registre: Registre, points: list[tuple[Chemin, Affinage]]) -> Registre:
    """A registre that makes this one precise, in one to four of the points that are vague."""
    for chemin, affinage in hasard.sample(points, hasard.randint(1, min(4, len(points)))):
        try:
            registre = remplacer(registre, chemin, affinage(hasard, lire(registre, chemin)))
        except (ValeurInvalide, AttributeError, IndexError):
            continue  # two bounds of one period are not drawn together, and lists that the constructor sorts move
    return registre
