"""Days, vague dates, periods and deadlines.

A *fact* is dated by a :class:`DatePartielle`, as vague as its source; a *law*, a code or a parameter is in force
over a :class:`Periode` of full days, both included, as the law and the open data write them.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Final, Generic, TypeVar

import attrs

from soinsprimaires._typage import Construite, exiger, nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide

__all__ = [
    "Chronologie",
    "DatePartielle",
    "Nuance",
    "Periode",
    "PeriodePartielle",
    "Precision",
    "echeance",
    "lire_jour",
]

T = TypeVar("T")

UN_JOUR: Final = timedelta(days=1)
_BORNE_ADMISE: Final = "une borne est une année, un mois ou un jour"
_JOUR: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Precision(Vocabulaire):
    """How fine a vague date is."""

    ANNEE = "annee"
    SAISON = "saison"
    MOIS = "mois"
    JOUR = "jour"


class Nuance(Vocabulaire):
    """What the source says beside the date itself."""

    EXACTE = "exacte"
    VERS = "vers"
    AU_PLUS_TARD = "au_plus_tard"
    DEPUIS = "depuis"
    ENTRE = "entre"


def exiger_jour(jour: object, champ: str | None = None) -> date:
    """Refuse what is not a full day: a ``datetime`` is a ``date`` for Python, not for the law."""
    if champ is not None:
        return exiger(jour, date, champ)  # type: ignore[return-value]
    if not isinstance(jour, date) or isinstance(jour, datetime):
        raise ValeurInvalide(f"un jour (date) est attendu, pas {citer(jour)}", "date.type")
    return jour


def lire_jour(texte: str) -> date:
    """Read ``AAAA-MM-JJ`` and nothing else (``20240131`` and ``2024-W05-3`` are refused).

    Raises:
        ValeurInvalide: another form, or a day that no calendar holds.
    """
    if not _JOUR.fullmatch(texte):
        raise ValeurInvalide(f"{citer(texte)} n'est pas une date AAAA-MM-JJ", "date.forme")
    try:
        return date.fromisoformat(texte)
    except ValueError:
        raise ValeurInvalide(f"{citer(texte)} n'existe pas au calendrier", "date.calendrier") from None


@attrs.frozen(kw_only=True)
class DatePartielle(Construite):
    """The date of a fact, as vague as its source: a year, a season, a month or a day, with its nuance.

    Written in the EDTF subset of ISO 8601-2: ``2022``, ``2022-05``, ``2022-05-12``, ``2021-21`` to ``2021-24`` (spring
    to winter), ``2022-05~`` (vers), ``../2024-03`` (au plus tard), ``2017/..`` (depuis), ``[2018-10..2019-12]`` (one
    day between two bounds). Build one with :meth:`lire` or :meth:`exacte`; every field of the model that holds one also
    accepts the text or a ``date``.

    >>> DatePartielle.lire("2022-05").au_plus_tard
    datetime.date(2022, 5, 31)
    >>> DatePartielle.lire("[2018-10..2019-12]").au_plus_tot
    datetime.date(2018, 10, 1)

    Attributes:
        annee: year, 1 to 9999.
        mois: month, or the number of a season (21 to 24), or ``None`` when the source gives a year only.
        numero_jour: day of the month, or ``None`` when the source gives no day.
        nuance: what the source says beside the date.
        fin: for *entre*, the year, month and day of the last bound, as far as they are given; the rest is the first.
    """

    annee: int
    mois: int | None = None
    numero_jour: int | None = None
    nuance: Nuance = Nuance.EXACTE
    fin: tuple[int, ...] = ()

    def __attrs_post_init__(self) -> None:
        for champ, nombre in (("annee", self.annee), ("mois", self.mois), ("numero_jour", self.numero_jour)):
            if type(nombre) is not int and (nombre is not None or champ == "annee"):
                raise ValeurInvalide(f"un entier est attendu, pas {citer(nombre)}", "date.type", champ)
            if nombre is not None and abs(nombre) > date.max.year:
                raise ValeurInvalide(f"{citer(nombre)} n'existe pas au calendrier", "date.calendrier", champ)
        exiger(self.nuance, Nuance, "nuance")
        if self.numero_jour is not None and self.mois is None:
            raise ValeurInvalide("un jour sans mois ne date rien", "date.forme", "numero_jour")
        try:
            self._premier_jour()
        except (OverflowError, ValueError):
            raise ValeurInvalide(f"{citer(self._debut())} n'existe pas au calendrier", "date.calendrier") from None
        if self.precision is Precision.SAISON and self.nuance is Nuance.ENTRE:
            raise ValeurInvalide(_BORNE_ADMISE, "date.forme", "mois")
        if self.precision is Precision.SAISON and self.nuance not in {Nuance.EXACTE, Nuance.DEPUIS}:
            raise ValeurInvalide("une saison est déjà vague : elle ne porte pas cette nuance", "date.forme", "nuance")
        self._exiger_bornes()

    def _exiger_bornes(self) -> None:
        if type(self.fin) is not tuple or len(self.fin) > 3 or not all(type(nombre) is int for nombre in self.fin):  # noqa: PLR2004 - year, month, day
            raise ValeurInvalide(f"un à trois entiers sont attendus, pas {citer(self.fin)}", "date.type", "fin")
        if (self.nuance is Nuance.ENTRE) != (self.fin != ()):
            raise ValeurInvalide("une date entre deux bornes, et elle seule, a une fin", "date.forme", "fin")
        derniere = self.derniere
        if derniere is None:
            return
        if derniere.precision is Precision.SAISON:
            raise ValeurInvalide(_BORNE_ADMISE, "date.forme", "fin")
        dernier = derniere.au_plus_tard
        if dernier is not None and dernier < self._premier_jour():
            raise ValeurInvalide(f"la fin ({derniere}) précède le début ({self._debut()})", "periode.ordre", "fin")

    @classmethod
    def lire(cls, texte: str) -> "DatePartielle":
        """Read the EDTF form.

        Raises:
            ValeurInvalide: the text has another form, or names a day that does not exist.
        """
        return _lire_date_partielle(texte)

    @classmethod
    def exacte(cls, jour: date) -> "DatePartielle":
        """A full day, known exactly."""
        return _dater(exiger_jour(jour))

    @property
    def precision(self) -> Precision:
        """How fine the date is, whatever its nuance; of two bounds, the first."""
        if self.mois is None:
            return Precision.ANNEE
        if self.numero_jour is not None:
            return Precision.JOUR
        return Precision.SAISON if self.mois in _SAISONS else Precision.MOIS

    @property
    def derniere(self) -> "DatePartielle | None":
        """Of a date between two bounds, the last one."""
        if not self.fin:
            return None
        mois, numero_jour = (*self.fin[1:], None, None)[:2]
        return DatePartielle(annee=self.fin[0], mois=mois, numero_jour=numero_jour)

    @property
    def jour(self) -> date | None:
        """The full day when the source gives one without nuance or as a beginning (*depuis*), else ``None``."""
        if self.mois is None or self.numero_jour is None:
            return None
        if self.nuance not in {Nuance.EXACTE, Nuance.DEPUIS}:
            return None
        return date(self.annee, self.mois, self.numero_jour)

    @cached_property
    def au_plus_tot(self) -> date | None:
        """First day on which the fact may have happened; ``None`` when the source sets no such bound.

        *Vers* reaches one unit of its precision (year, month, day) to each side; *depuis* dates a beginning.
        """
        if self.nuance is Nuance.AU_PLUS_TARD:
            return None
        premier = self._premier_jour()
        if self.mois == _HIVER:
            return _decaler(premier, Precision.MOIS, -12)
        return _decaler(premier, self.precision, -1) if self.nuance is Nuance.VERS else premier

    @cached_property
    def au_plus_tard(self) -> date | None:
        """Last day on which the fact may have happened; ``None`` only past the end of the calendar."""
        derniere = self.derniere
        if derniere is not None:
            return derniere.au_plus_tard
        if self.precision is Precision.SAISON:
            suivant = _decaler(self._premier_jour(), Precision.MOIS, _MOIS_D_UNE_SAISON)
        elif self.nuance is Nuance.VERS:
            suivant = _decaler(self._premier_jour(), self.precision, 2)
        else:
            return self._dernier_jour()
        return None if suivant is None else suivant - UN_JOUR

    def au_plus_tard_le(self, jour: date) -> bool | None:
        """Whether the fact had happened by that day, included; ``None`` when the date cannot tell."""
        if self.au_plus_tard is not None and self.au_plus_tard <= jour:
            return True
        if self.au_plus_tot is not None and self.au_plus_tot > jour:
            return False
        return None

    def precede(self, autre: "DatePartielle | date") -> bool | None:
        """Whether the fact happened before a day, or that of another fact; ``None`` when the dates cannot tell.

        Nothing happened before the first day of the calendar.
        """
        premier, dernier = self.au_plus_tot or date.min, self.au_plus_tard
        tot, tard = (autre, autre) if isinstance(autre, date) else (autre.au_plus_tot, autre.au_plus_tard)
        if dernier is not None and tot is not None and dernier < tot:
            return True
        return False if tard is not None and premier >= tard else None

    def _premier_jour(self) -> date:
        if self.numero_jour is None and self.mois in _SAISONS:
            return date(self.annee, _SAISONS[self.mois], 1)
        jour = 1 if self.numero_jour is None else self.numero_jour
        return date(self.annee, 1 if self.mois is None else self.mois, jour)

    def _dernier_jour(self) -> date:
        mois = self.mois or 12
        return date(self.annee, mois, self.numero_jour or monthrange(self.annee, mois)[1])

    def _debut(self) -> str:
        """The date without its nuance: of two bounds, the first."""
        return _ecrire((self.annee, self.mois, self.numero_jour))

    def __str__(self) -> str:
        if self.fin:
            return f"[{self._debut()}..{_ecrire(self.fin)}]"
        avant = "../" if self.nuance is Nuance.AU_PLUS_TARD else ""
        apres = {Nuance.VERS: "~", Nuance.DEPUIS: "/.."}.get(self.nuance, "")
        return f"{avant}{self._debut()}{apres}"


def _ecrire(nombres: tuple[int | None, ...]) -> str:
    annee, *suite = (nombre for nombre in nombres if nombre is not None)
    return "-".join((f"{annee:04d}", *(f"{nombre:02d}" for nombre in suite)))


_HIVER: Final = 24
_SAISONS: Final = {21: 3, 22: 6, 23: 9, _HIVER: 12}
"""First month of each season. A source seldom says whether it counts by the sky or by whole months: a season reaches to
the end of the month of the next solstice or equinox, and the winter of a year may be the one in which it begins."""
_MOIS_D_UNE_SAISON: Final = 4

_NOMBRES: Final = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?"
_EDTF: Final = re.compile(rf"(\.\./)?{_NOMBRES}(~|/\.\.)?", re.ASCII)
_EDTF_BORNES: Final = re.compile(rf"\[({_NOMBRES})\.\.{_NOMBRES}\]", re.ASCII)
_ADMISES: Final = (
    "2022, 2022-05, 2022-05-12, 2022-21 (saison), 2022-05~ (vers), ../2024-03 (au plus tard), 2017/.. (depuis) "
    "ou [2018-10..2019] (entre)"
)
_A_LA_FRANCAISE: Final = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})", re.ASCII)


def _sur_deux(trouve: "re.Match[str]") -> list[str]:
    return [f"{int(nombre):02}" for nombre in (trouve[2], trouve[1]) if nombre is not None]


# A registre holds few distinct dates many times over, and the values are immutable: each is made once, and its bounds,
# which rules ask for again and again, are computed once.
@lru_cache(maxsize=65536)
def _dater(jour: date) -> DatePartielle:
    return DatePartielle(annee=jour.year, mois=jour.month, numero_jour=jour.day)


@lru_cache(maxsize=65536)
def _lire_date_partielle(texte: str) -> DatePartielle:
    bornes = _EDTF_BORNES.fullmatch(texte)
    if bornes is not None:
        fin = tuple(int(nombre) for nombre in bornes.group(5, 6, 7) if nombre is not None)
        return attrs.evolve(_lire_date_partielle(bornes[1]), nuance=Nuance.ENTRE, fin=fin)
    trouve = _EDTF.fullmatch(texte)
    if trouve is None or (trouve[1] and trouve[5]):
        francais = _A_LA_FRANCAISE.fullmatch(texte)
        ecrire = "" if francais is None else f" ; écrire {'-'.join(filter(None, (francais[3], *_sur_deux(francais))))}"
        raise ValeurInvalide(f"{citer(texte)} n'est pas une date de la forme {_ADMISES}{ecrire}", "date.forme")
    if trouve[1]:
        nuance = Nuance.AU_PLUS_TARD
    else:
        nuance = {"~": Nuance.VERS, "/..": Nuance.DEPUIS, None: Nuance.EXACTE}[trouve[5]]
    nombres = [None if nombre is None else int(nombre) for nombre in trouve.group(3, 4)]
    return DatePartielle(annee=int(trouve[2]), mois=nombres[0], numero_jour=nombres[1], nuance=nuance)


def _decaler(jour: date, precision: Precision, nombre: int) -> date | None:
    """Move a day by years, months or days; ``None`` past the ends of the calendar."""
    if precision is Precision.JOUR:
        pas = {"jours": nombre}
    else:
        pas = {"mois": nombre * (12 if precision is Precision.ANNEE else 1)}
    try:
        return echeance(jour, **pas)
    except (OverflowError, ValueError):
        return None


def en_date_partielle(valeur: DatePartielle | date | str) -> DatePartielle:
    """Accept what dates a fact in Python code: a vague date, its text or a full day."""
    if isinstance(valeur, DatePartielle):
        return valeur
    return DatePartielle.lire(valeur) if isinstance(valeur, str) else DatePartielle.exacte(valeur)


def en_date_partielle_ou_rien(valeur: DatePartielle | date | str | None) -> DatePartielle | None:
    """The same where the date may be unknown."""
    return None if valeur is None else en_date_partielle(valeur)


@attrs.frozen(kw_only=True)
class Periode:
    """Full days from ``debut`` to ``fin``, **both included**.

    Attributes:
        debut: first day; ``None`` is an unknown beginning.
        fin: last day; ``None`` is open.
    """

    debut: date | None = None
    fin: date | None = None

    def __attrs_post_init__(self) -> None:
        for champ, borne in (("debut", self.debut), ("fin", self.fin)):
            if borne is not None:
                exiger_jour(borne, champ)
        if self.debut is not None and self.fin is not None and self.fin < self.debut:
            raise ValeurInvalide(f"la fin ({self.fin}) précède le début ({self.debut})", "periode.ordre", "fin")

    def __contains__(self, jour: date) -> bool:
        exiger_jour(jour)
        return (self.debut is None or self.debut <= jour) and (self.fin is None or jour <= self.fin)

    def chevauche(self, autre: "Periode") -> bool:
        """Whether the two periods share at least one day."""
        return (self.fin is None or autre.debut is None or autre.debut <= self.fin) and (
            autre.fin is None or self.debut is None or self.debut <= autre.fin
        )

    @classmethod
    def contigues(cls, *premiers_jours: date, fin: date | None = None) -> "tuple[Periode, ...]":
        """Contiguous periods from their first days, so that no end is ever typed twice.

        >>> [str(p) for p in Periode.contigues(date(2011, 8, 12), date(2021, 5, 14))]
        ['du 2011-08-12 au 2021-05-13', 'depuis le 2021-05-14']
        """
        fins = [*(suivant - UN_JOUR for suivant in premiers_jours[1:]), fin]
        return tuple(cls(debut=premier, fin=dernier) for premier, dernier in zip(premiers_jours, fins, strict=False))

    def __str__(self) -> str:
        if self.debut is None:
            return "sans borne" if self.fin is None else f"jusqu'au {self.fin}"
        return f"depuis le {self.debut}" if self.fin is None else f"du {self.debut} au {self.fin}"


@attrs.frozen(kw_only=True, field_transformer=nommer_les_champs)
class PeriodePartielle:
    """When a fact held, with bounds as vague as their source; both ends included.

    Attributes:
        debut: when it began; ``None`` is unknown.
        fin: when it ended; ``None`` is not ended, as far as the source knows.
    """

    debut: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    fin: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)

    def __attrs_post_init__(self) -> None:
        if self.debut is None or self.fin is None:
            return
        premier, dernier = self.debut.au_plus_tot, self.fin.au_plus_tard
        if premier is not None and dernier is not None and dernier < premier:
            raise ValeurInvalide(f"la fin ({self.fin}) précède le début ({self.debut})", "periode.ordre", "fin")

    def couvre(self, jour: date) -> bool | None:
        """Whether the fact held on that day; ``None`` when its bounds cannot tell."""
        commence = None if self.debut is None else self.debut.au_plus_tard_le(jour)
        if commence is False:
            return False
        # The last day is still covered.
        fini = False if self.fin is None else self.fin.precede(jour)
        if fini:
            return False
        return None if commence is None or fini is None else True

    def __str__(self) -> str:
        if self.debut is None:
            return "période inconnue" if self.fin is None else f"jusqu'à {self.fin}"
        return f"depuis {self.debut}" if self.fin is None else f"de {self.debut} à {self.fin}"


@attrs.frozen
class Chronologie(Generic[T]):
    """A dated step function: at most one value a day.

    Attributes:
        etapes: periods with their value, in order of time, without overlap.
    """

    etapes: tuple[tuple[Periode, T], ...] = ()

    def __attrs_post_init__(self) -> None:
        if type(self.etapes) is not tuple:
            raise ValeurInvalide(f"un tuple est attendu, pas {citer(self.etapes)}", "type.inattendu", "etapes")
        donnees: tuple[object, ...] = self.etapes
        for rang, etape in enumerate(donnees):
            if type(etape) is not tuple or len(etape) != 2 or not isinstance(etape[0], Periode):  # noqa: PLR2004 - a pair
                raise ValeurInvalide(
                    f"une période et sa valeur sont attendues, pas {citer(etape)}", "type.inattendu", f"etapes/{rang}"
                )
        for (gauche, _), (droite, _) in zip(self.etapes, self.etapes[1:], strict=False):
            if gauche.fin is None or droite.debut is None or droite.debut <= gauche.fin:
                raise ValeurInvalide(f"deux valeurs se chevauchent : {gauche} et {droite}", "periode.chevauchement")

    def au(self, jour: date) -> T | None:
        """The value in force on that day, ``None`` when there is none."""
        return next((valeur for periode, valeur in self.etapes if jour in periode), None)

    def __iter__(self) -> Iterator[tuple[Periode, T]]:
        return iter(self.etapes)

    @classmethod
    def depuis(cls, valeurs: Iterable[tuple[date, T]], *, fin: date | None = None) -> "Chronologie[T]":
        """Contiguous steps from the first day of each value."""
        paires = tuple(valeurs)
        periodes = Periode.contigues(*(jour for jour, _ in paires), fin=fin)
        return cls(tuple(zip(periodes, (valeur for _, valeur in paires), strict=True)))


def echeance(depart: date, *, mois: int = 0, jours: int = 0) -> date:
    """The day that lies so many months and days after a starting day, computed in one step.

    31 January plus one month is 28 (or 29) February. Never chain two calls: 31 January plus two months is 31 March,
    while plus one month twice is 28 March.

    >>> echeance(date(2024, 1, 31), mois=1)
    datetime.date(2024, 2, 29)
    """
    from dateutil.relativedelta import relativedelta

    arrivee: date = exiger_jour(depart) + relativedelta(months=mois, days=jours)
    return arrivee
