"""A vague date, a period and a number in French, each said in one way everywhere: rules, terminal, pages, pictures."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires.mesures import Estimation, NuanceNombre
from soinsprimaires.temps import DatePartielle, Nuance, Periode, PeriodePartielle

__all__ = [
    "MOIS_COURTS",
    "citer_les_premiers",
    "dater",
    "durer",
    "encadrer",
    "estimer",
    "grouper",
    "jour_en_lettres",
    "mois_entier",
]

_MOIS: Final = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
MOIS_COURTS: Final = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
"""Months as the marks of an axis write them."""


def jour_en_lettres(jour: date) -> str:
    """A full day: ``12 septembre 2022``, ``1er mai 2022``."""
    return f"{'1er' if jour.day == 1 else jour.day} {_MOIS[jour.month - 1]} {jour.year}"


_SAISONS: Final[Mapping[int, tuple[str, str, str]]] = MappingProxyType(
    {
        21: ("printemps", "au ", "le "),
        22: ("été", "à l'", "l'"),
        23: ("automne", "à l'", "l'"),
        24: ("hiver", "à l'", "l'"),
    }
)
"""A season, how one says *during* it, then its article."""


@attrs.frozen
class _Moment:
    """A date without its nuance, in words.

    Attributes:
        texte: the date.
        pendant: what comes before it to say when something happens.
        article: what comes before it after any other word.
    """

    texte: str
    pendant: str = "en "
    article: str = ""


def _moment(le: DatePartielle) -> _Moment:
    if le.mois is None:
        return _Moment(str(le.annee))
    if le.numero_jour is not None:
        return _Moment(jour_en_lettres(date(le.annee, le.mois, le.numero_jour)), "le ", "le ")
    if le.mois in _SAISONS:
        saison, pendant, article = _SAISONS[le.mois]
        return _Moment(f"{saison} {le.annee}", pendant, article)
    return _Moment(f"{_MOIS[le.mois - 1]} {le.annee}")


def dater(le: DatePartielle) -> str:
    """A vague date as one says it.

    >>> dater(DatePartielle.lire("../2024-03"))
    'au plus tard en mars 2024'
    >>> dater(DatePartielle.lire("[2017-04-01..2017-04-15]"))
    'entre le 1er et le 15 avril 2017'
    """
    moment = _moment(le)
    match le.nuance:
        case Nuance.EXACTE:
            return moment.pendant + moment.texte
        case Nuance.AU_PLUS_TARD:
            return f"au plus tard {moment.pendant}{moment.texte}"
        case Nuance.VERS | Nuance.DEPUIS:
            return f"{le.nuance.value} {moment.article}{moment.texte}"
        case Nuance.ENTRE:
            return _entre(le, moment)


def _entre(le: DatePartielle, debut: _Moment) -> str:
    derniere = le.derniere or le
    fin = _moment(derniere)
    texte = debut.texte
    # What the two bounds share is said once: « entre le 1er et le 15 avril 2017 ».
    if le.precision is derniere.precision and le.annee == derniere.annee and le.mois is not None:
        suite = f" {_MOIS[le.mois - 1]} {le.annee}" if le.numero_jour and le.mois == derniere.mois else f" {le.annee}"
        texte = texte.removesuffix(suite)
    return f"entre {debut.article}{texte} et {fin.article}{fin.texte}"


def encadrer(tot: date | None, tard: date | None) -> str:
    """A day that is known by its first and its last candidate, either of which may not be known.

    >>> encadrer(date(2026, 11, 20), None)
    'le 20 novembre 2026 au plus tôt'
    >>> encadrer(date(2027, 3, 3), date(2027, 3, 4))
    'entre le 3 et le 4 mars 2027'
    >>> encadrer(date(2027, 4, 1), date(2027, 4, 30))
    'en avril 2027'
    """
    if tot is None or tard is None:
        jour, borne = (tard, "au plus tard") if tot is None else (tot, "au plus tôt")
        return "sans date" if jour is None else f"le {jour_en_lettres(jour)} {borne}"
    if tot == tard:
        return f"le {jour_en_lettres(tot)}"
    return dater(mois_entier(tot, tard) or DatePartielle.lire(f"[{tot}..{tard}]"))


def mois_entier(premier: date, dernier: date) -> DatePartielle | None:
    """The month of which two days are the first and the last; ``None`` when they are not."""
    mois = DatePartielle.lire(premier.isoformat()[:7])
    return mois if (mois.au_plus_tot, mois.au_plus_tard) == (premier, dernier) else None


def durer(periode: PeriodePartielle | Periode | None) -> str:
    """A period as one says it; nothing when it is unknown.

    >>> durer(PeriodePartielle(debut="2023"))
    'depuis 2023'
    >>> durer(PeriodePartielle(debut="2022-05", fin="../2024"))
    "depuis mai 2022, jusqu'en 2024 au plus tard"
    """
    if periode is None:
        return ""
    debut, fin = (
        DatePartielle.exacte(borne) if isinstance(borne, date) else borne for borne in (periode.debut, periode.fin)
    )
    if debut is not None and fin is not None and {debut.nuance, fin.nuance} == {Nuance.EXACTE}:
        return dater(debut) if debut == fin else _de_a(_moment(debut), _moment(fin))
    return ", ".join(mots for mots in (_depuis(debut), _jusque(fin)) if mots)


def _de_a(debut: _Moment, fin: _Moment) -> str:
    de = {"le ": "du "}.get(debut.article) or ("d'" if debut.texte[0] in "aoé" else "de ") + debut.article
    a = {"le ": "au "}.get(fin.article) or "à " + fin.article
    return f"{de}{debut.texte} {a}{fin.texte}"


def _depuis(debut: DatePartielle | None) -> str:
    if debut is None:
        return ""
    if debut.nuance is Nuance.ENTRE:
        return f"depuis un jour {dater(debut)}"
    moment = _moment(debut)
    return f"depuis {moment.article}{moment.texte}{_RESERVES.get(debut.nuance, '')}"


def _jusque(fin: DatePartielle | None) -> str:
    if fin is None:
        return ""
    if fin.nuance in {Nuance.ENTRE, Nuance.DEPUIS}:
        return f"fin {dater(fin)}"
    moment = _moment(fin)
    jusque = {"le ": "jusqu'au ", "l'": "jusqu'à l'"}.get(moment.article, "jusqu'en ")
    return f"{jusque}{moment.texte}{_RESERVES.get(fin.nuance, '')}"


_RESERVES: Final[Mapping[Nuance, str]] = MappingProxyType(
    {Nuance.VERS: " environ", Nuance.AU_PLUS_TARD: " au plus tard"}
)


def grouper(nombre: Decimal | int) -> str:
    """A number with its digits by threes and a comma: ``1 300 000``, ``0,5``."""
    return f"{Decimal(nombre).normalize():,f}".replace(",", "\u202f").replace(".", ",")


_CITES: Final = 10


def citer_les_premiers(noms: Sequence[str], combien: int = _CITES) -> str:
    """What is to be enumerated, whole when it is short, else its first ones and how many others there are."""
    if len(noms) <= combien:
        return ", ".join(noms)
    return f"{', '.join(noms[:combien])} et {grouper(len(noms) - combien)} autres"


_MILLION: Final = 1_000_000
_NUANCES: Final[Mapping[NuanceNombre, str]] = MappingProxyType(
    {
        NuanceNombre.EXACT: "",
        NuanceNombre.ENVIRON: "environ ",
        NuanceNombre.AU_MOINS: "au moins ",
        NuanceNombre.AU_PLUS: "au plus ",
        NuanceNombre.PLUS_DE: "plus de ",
        NuanceNombre.MOINS_DE: "moins de ",
    }
)


_BORNANTES: Final = frozenset({NuanceNombre.AU_MOINS, NuanceNombre.AU_PLUS})
"""Nuances that the other bound makes a plain « de ... à ... »."""


def estimer(estimation: Estimation) -> str:
    """A number as one reads it, with what its source says of its exactness.

    >>> estimer(Estimation(valeur=10, nuance=NuanceNombre.MOINS_DE, unite="structures"))
    'moins de 10 structures'
    >>> estimer(Estimation(valeur=20, nuance=NuanceNombre.AU_MOINS, maximum=30, unite="personnes"))
    'de 20 à 30 personnes'
    """
    nuance, unite = _NUANCES[estimation.nuance], estimation.unite or ""
    if estimation.nuance in _BORNANTES and {estimation.minimum, estimation.maximum} != {None}:
        return f"de {grouper(estimation.au_moins or 0)} à {_nombre(estimation.au_plus or Decimal(), unite)}"
    nombre = _nombre(estimation.valeur, unite)
    # « Plus d'un », but « plus de mille » and « plus de onze ».
    if nuance.endswith(" de ") and re.match(r"1(?!\d|\u202f)", nombre):
        nuance = nuance.removesuffix("e ") + "'"
    bornes = (("au moins", estimation.minimum), ("au plus", estimation.maximum))
    dites = [f"{mot} {_nombre(borne, unite)}" for mot, borne in bornes if borne is not None]
    return f"{nuance}{nombre} ({', '.join(dites)})" if dites else nuance + nombre


def _nombre(valeur: Decimal, unite: str) -> str:
    match unite:
        case "part" if valeur == Decimal("0.5"):
            return "la moitié"
        case "part":
            return f"{grouper(valeur * 100)}\u00a0%"
        case "pour_cent":
            return f"{grouper(valeur)}\u00a0%"
        case "EUR" if valeur >= _MILLION and valeur % (_MILLION // 100) == 0:
            return f"{grouper(valeur / _MILLION)}\u00a0M€"
        case "EUR":
            return f"{grouper(valeur)}\u00a0€"
        case "rang":
            return f"{grouper(valeur)}{'er' if valeur == 1 else 'e'} rang"
        case _:
            return f"{grouper(valeur)} {unite}".rstrip()
