"""Strategies of the values that no attrs class makes up: texts, days, numbers, identifiers, JSON."""

from collections.abc import Collection
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import (
    ADELI,
    CODE_COMMUNE,
    CODE_EPCI,
    CODE_POSTAL,
    FINESS,
    RPPS,
    SIREN,
    SIRET,
    SLUG,
    Adeli,
    CodeCommune,
    CodeEpci,
    CodePostal,
    Finess,
    Rpps,
    Siren,
    Siret,
    Slug,
    SorteIdentifiant,
    cle_luhn,
)
from soinsprimaires.mesures import en_decimal
from soinsprimaires.referentiels import professions
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.temps import Chronologie, DatePartielle, Nuance, Periode, Precision

T = TypeVar("T")
N = TypeVar("N", bound=str)

# Integers beyond these are not read alike by every JSON parser (RFC 8259, section 6).
_ENTIER_MAXIMAL = 2**53 - 1
_COMMUNES = ("32208", "32370", "18033", "2A004", "75056", "97411", "30037")
_LETTRES = "abcdefghijklmnopqrstuvwxyz"
_CHIFFRES = "0123456789"
_CODES = tuple(code for nom in professions.__all__ if isinstance(code := getattr(professions, nom), CodeNomenclature))


def entiers() -> SearchStrategy[int]:
    """Integers that every JSON parser reads alike."""
    return st.integers(-_ENTIER_MAXIMAL, _ENTIER_MAXIMAL)


def heures() -> SearchStrategy[time]:
    """Times of a clock, to the minute."""
    return st.integers(0, 24 * 60 - 1).map(lambda minutes: time(*divmod(minutes, 60)))


def decimaux(
    minimum: Decimal | None = None, maximum: Decimal | None = None, *, places: int = 4
) -> SearchStrategy[Decimal]:
    """Decimals in canonical form, bounds included."""
    echelle = 10**places
    bas = -(10**15) if minimum is None else int(minimum * echelle)
    haut = 10**15 if maximum is None else int(maximum * echelle)
    return st.integers(bas, haut).map(lambda n: en_decimal(Decimal(n) / echelle))


def dates_partielles(
    *,
    min_jour: date = date.min,
    max_jour: date = date.max,
    nuances: Collection[Nuance] = tuple(Nuance),
    precisions: Collection[Precision] = tuple(Precision),
) -> SearchStrategy[DatePartielle]:
    """Vague dates: the year, season, month or day of a day of the range, with a nuance, or two of them as bounds.

    Args:
        min_jour: first day.
        max_jour: last day, included.
        nuances: nuances admitted; a season bears none but *depuis*.
        precisions: precisions admitted; bounds have no season.
    """
    admises = (
        (nuance, tuple(precision for precision in precisions if _se_nuance(precision, nuance))) for nuance in nuances
    )
    return st.one_of([_nuancees(min_jour, max_jour, nuance, finesses) for nuance, finesses in admises if finesses])


def _se_nuance(precision: Precision, nuance: Nuance) -> bool:
    return precision is not Precision.SAISON or nuance in {Nuance.EXACTE, Nuance.DEPUIS}


def _nuancees(
    min_jour: date, max_jour: date, nuance: Nuance, precisions: tuple[Precision, ...]
) -> SearchStrategy[DatePartielle]:
    exactes = st.builds(_exacte, st.dates(min_jour, max_jour), st.sampled_from(precisions))
    if nuance is Nuance.ENTRE:
        return st.tuples(exactes, exactes).map(_entre)
    return exactes.map(lambda le: attrs.evolve(le, nuance=nuance))


def _entre(bornes: tuple[DatePartielle, DatePartielle]) -> DatePartielle:
    premiere, derniere = sorted(map(str, bornes))
    return DatePartielle.lire(f"[{premiere}..{derniere}]")


def _exacte(jour: date, precision: Precision) -> DatePartielle:
    if precision is Precision.SAISON:
        return DatePartielle(annee=jour.year, mois=21 + (jour.month - 1) // 3)
    return DatePartielle(
        annee=jour.year,
        mois=None if precision is Precision.ANNEE else jour.month,
        numero_jour=jour.day if precision is Precision.JOUR else None,
    )


@st.composite
def _periode(draw: st.DrawFn, min_debut: date | None, max_fin: date | None, *, bornee: bool) -> Periode:
    jours = st.dates(min_debut or date.min, max_fin or date.max)
    debut = draw(jours if bornee or min_debut is not None else st.none() | jours)
    fins = st.dates(debut or min_debut or date.min, max_fin or date.max)
    return Periode(debut=debut, fin=draw(fins if bornee or max_fin is not None else st.none() | fins))


def periodes(
    *, min_debut: date | None = None, max_fin: date | None = None, bornee: bool = False
) -> SearchStrategy[Periode]:
    """Periods of full days, open ones among them.

    Args:
        min_debut: first day of the range; the beginning is then known.
        max_fin: last day of the range; the end is then known.
        bornee: whether both ends are always known.
    """
    return _periode(min_debut, max_fin, bornee=bornee)


@st.composite
def _chronologie(draw: st.DrawFn, valeurs: SearchStrategy[T]) -> Chronologie[T]:
    jours = sorted(draw(st.lists(st.dates(), unique=True, max_size=6)))
    fin = jours.pop() if len(jours) > 1 and draw(st.booleans()) else None
    etapes = Chronologie.depuis([(jour, draw(valeurs)) for jour in jours], fin=fin).etapes if jours else ()
    return Chronologie(tuple(etape for etape in etapes if draw(st.booleans())))


def chronologies(valeurs: SearchStrategy[T]) -> SearchStrategy[Chronologie[T]]:
    """Dated step functions over these values, with days on which nothing is in force."""
    return _chronologie(valeurs)


@cache
def textes(maximum: int | None = None) -> SearchStrategy[str]:
    """Any text that a document may hold."""
    return st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=maximum)


def codes_nomenclature(systeme: Systeme | None = None) -> SearchStrategy[CodeNomenclature]:
    """Codes of nomenclatures: those to which the library gives a name, and codes of the right form that may not exist.

    Args:
        systeme: the code system, any of them by default.
    """
    nommes = [code for code in _CODES if systeme in {None, code.systeme}]
    formes = st.builds(
        CodeNomenclature,
        st.sampled_from(Systeme) if systeme is None else st.just(systeme),
        st.text(_CHIFFRES + _LETTRES + _LETTRES.upper() + "-_", min_size=1, max_size=32),
    )
    return st.sampled_from(nommes) | formes if nommes else formes


@cache
def _json() -> SearchStrategy[Any]:
    feuilles = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | textes(9)
    return st.recursive(
        feuilles,
        lambda valeurs: st.lists(valeurs, max_size=3) | st.dictionaries(textes(5), valeurs, max_size=3),
        max_leaves=6,
    )


def extensions() -> SearchStrategy[Extensions]:
    """What other programs add: any JSON object."""
    return st.dictionaries(textes(9), _json(), max_size=3).map(Extensions)


def _corriger(sorte: SorteIdentifiant[Any], texte: str) -> str:
    """The same number with the key that agrees with the rest."""
    if sorte is SIRET:
        texte = texte[:8] + cle_luhn(texte[:8]) + texte[9:]
    return texte[:-1] + cle_luhn(texte[:-1])


def _fausser(texte: str) -> str:
    return texte[:-1] + str((int(texte[-1]) + 1) % 10)


@cache
def identifiants(sorte: SorteIdentifiant[N], cle_valide: bool | None = None) -> SearchStrategy[N]:  # noqa: FBT001 - as the public functions
    """Numbers of a kind: with the right key, with a wrong one, or of any form, right keys being the most frequent."""
    formes = st.from_regex(sorte.motif, fullmatch=True)
    if sorte is CODE_COMMUNE:
        formes = st.sampled_from(_COMMUNES) | formes
    if sorte.cle is None:
        return formes.map(sorte.lire)
    chiffres = st.from_regex(sorte.motif.replace("A-Z", ""), fullmatch=True)  # a key is computed on digits alone
    justes = chiffres.map(lambda texte: _corriger(sorte, texte))
    if cle_valide is None:
        return st.one_of(justes, justes, formes).map(sorte.lire)
    # La Poste has SIRETs that break Luhn: they are no example of a wrong key.
    choisis = justes if cle_valide else justes.filter(sorte.cle_valide).map(_fausser)
    return choisis.filter(lambda texte: sorte.cle_valide(texte) is cle_valide).map(sorte.lire)


def rpps(*, cle_valide: bool | None = None) -> SearchStrategy[Rpps]:
    """RPPS numbers; ``cle_valide`` keeps those whose key is right (``True``) or wrong (``False``)."""
    return identifiants(RPPS, cle_valide)


def adelis(*, cle_valide: bool | None = None) -> SearchStrategy[Adeli]:
    """ADELI numbers; ``cle_valide`` keeps those whose key is right (``True``) or wrong (``False``)."""
    return identifiants(ADELI, cle_valide)


def finess(*, cle_valide: bool | None = None) -> SearchStrategy[Finess]:
    """FINESS numbers; ``cle_valide`` keeps those whose key is right (``True``) or wrong (``False``)."""
    return identifiants(FINESS, cle_valide)


def sirens(*, cle_valide: bool | None = None) -> SearchStrategy[Siren]:
    """SIREN numbers; ``cle_valide`` keeps those whose key is right (``True``) or wrong (``False``)."""
    return identifiants(SIREN, cle_valide)


def sirets(*, cle_valide: bool | None = None) -> SearchStrategy[Siret]:
    """SIRET numbers; ``cle_valide`` keeps those whose key is right (``True``) or wrong (``False``)."""
    return identifiants(SIRET, cle_valide)


def codes_communes() -> SearchStrategy[CodeCommune]:
    """Codes of communes: a few that exist, and codes of the right form that may not."""
    return identifiants(CODE_COMMUNE)


def codes_postaux() -> SearchStrategy[CodePostal]:
    """Postal codes, of the right form."""
    return identifiants(CODE_POSTAL)


def codes_epci(*, cle_valide: bool | None = None) -> SearchStrategy[CodeEpci]:
    """SIREN of EPCI; ``cle_valide`` keeps those whose key is right (``True``) or wrong (``False``)."""
    return identifiants(CODE_EPCI, cle_valide)


def slugs() -> SearchStrategy[Slug]:
    """Identifiants of entities."""
    debuts, suites = st.sampled_from(_CHIFFRES + _LETTRES), st.text(_LETTRES + _CHIFFRES + "-", max_size=99)
    return st.tuples(debuts, suites).map("".join).map(SLUG.lire)
