"""Those who practise in a territory, put into lines by what they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise, product
from typing import Any, Final, NamedTuple

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.analyse._zones import Zone
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, encadrer
from soinsprimaires.analyse.praticiens import Praticien, Surete, sejours, situer_praticiens
from soinsprimaires.composition import au_moins_un
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.professionnels import ModeExercice, Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater
from soinsprimaires.referentiels import CodeNomenclature, est_medecin

__all__ = [
    "UNITE",
    "Critique",
    "Par",
    "Repartition",
    "Retenu",
    "Tranche",
    "admettre",
    "age_possible",
    "mesurer",
    "ranger",
    "titres",
]

UNITE: Final = "professionnels"

_AGE_MINIMUM: Final = 16
"""Nobody practises a health profession before, nor begins to learn one: a birth since is not true."""


class Par(Vocabulaire):
    """By what those who practise are counted."""

    PROFESSION = "profession"
    SAVOIR_FAIRE = "savoir_faire"
    TRANCHE_AGE = "tranche_age"
    MODE = "mode"


@attrs.frozen(kw_only=True, order=True)
class Tranche:
    """An age band, both ages included.

    Attributes:
        minimum: youngest age.
        maximum: oldest one; ``None`` is no limit.
    """

    minimum: int
    maximum: int | None

    @property
    def des_habitants(self) -> str:
        """Those who are of that age, in words."""
        mots = str(self)
        return f"habitants {mots if mots.startswith('de ') else f'de {mots}'}"

    def __str__(self) -> str:
        if self.maximum is None:
            return f"{self.minimum} ans et plus"
        return f"de {self.minimum} à {self.maximum} ans" if self.minimum else f"moins de {self.maximum + 1} ans"


Critique = Callable[[Professionnel], bool | None]
"""Whether an entry of somebody is of those who are wanted; ``None`` is not known."""


Combinaison = tuple[Any, ...]
"""The values of a line, in the order of the criteria."""


@attrs.frozen
class Retenu:
    """Somebody who counts in a line; ``motif`` is why it is not sure, ``None`` when it is."""

    praticien: Praticien
    motif: Motif | None


class Part(NamedTuple):
    """The share of somebody that a zone has, and why its bounds differ when nothing else of the person is in doubt."""

    bas: Fraction
    haut: Fraction
    motifs: tuple[Motif, ...] = ()


_Jours = tuple[Fraction, Fraction]
"""Days a week of a practice inside a zone, and all of them."""


def mesurer(comptes: Iterable[Retenu], unite: str = UNITE) -> Mesure:
    """How many people, with why some may not count, and who tells of them."""
    tous = tuple(comptes)
    motifs = [retenu.motif for retenu in tous if retenu.motif is not None]
    return encadrer(
        len(tous) - len(motifs),
        len(tous),
        unite=unite,
        raisons=[Raison(motif=motif) for motif in motifs],
        sources=titres(fiche for retenu in tous for fiche in retenu.praticien.fiches),
    )


def titres(entites: Iterable[Entite]) -> tuple[str, ...]:
    """Who says what is counted: each title once, with the day of its publication."""
    provenances = dict.fromkeys(entite.provenance for entite in entites)
    dits = (
        "registre, sans provenance indiquée"
        if une is None
        else une.titre + ("" if une.publie_le is None else f" ({dater(une.publie_le)})")
        for une in provenances
    )
    return tuple(dict.fromkeys(dits))


class Repartition:
    """Those who practise in a zone, put into lines.

    What is not known of somebody may be any of the values that the others have, or another one.

    Raises:
        ValeurInvalide: a criterion is a word or stands twice, or the ages are not in order.
    """

    def __init__(
        self, registre: Registre, zone: Zone, par: Sequence[Par], parmi: Critique | None, ages: Sequence[int]
    ) -> None:
        self.zone = zone
        self.par = exiger(tuple(par), tuple[Par, ...], "par")
        if len(set(par)) < len(par):
            raise ValeurInvalide("un critère est demandé deux fois", "analyse.critere", "par")
        self._registre = registre
        self._tranches = decouper(ages)
        retenus = ((p, admettre(p, parmi)) for p in situer_praticiens(registre, zone, None, zone.au))
        self._gens = [(praticien, admis) for praticien, admis in retenus if admis is not False]
        self._specialites = frozenset(
            savoir for praticien, _ in self._gens if _est_medecin(praticien) for savoir in _savoirs(praticien)
        )

    def combinaisons(self) -> dict[Combinaison, list[Retenu]]:
        """The lines and who counts in each, in the order of their codes, what is not known last."""
        lignes: dict[Combinaison, list[Retenu]] = defaultdict(list)
        if not self.par:
            lignes[()] = []
        for praticien, admis in self._gens:
            motif = next(iter(praticien.motifs), None) or (None if admis else Motif.METIER)
            for choix in product(*(self._valeurs(critere, praticien) for critere in self.par)):
                doute = next((raison for _, raison in choix if raison is not None), None)
                lignes[tuple(valeur for valeur, _ in choix)].append(Retenu(praticien, motif or doute))
        return {combinaison: lignes[combinaison] for combinaison in ranger(lignes)}

    def nommer(self, combinaison: Combinaison) -> dict[str, Any]:
        """The values of a line by the names of their criteria."""
        return dict(zip((critere.value for critere in self.par), combinaison, strict=True))

    def _valeurs(self, critere: Par, praticien: Praticien) -> list[tuple[Any, Motif | None]]:
        """What somebody may be, each with why it is not sure."""
        match critere:
            case Par.PROFESSION:
                return [(profession, None) for profession in {fiche.profession for fiche in praticien.fiches}]
            case Par.SAVOIR_FAIRE:
                return self._savoir_faire(praticien)
            case Par.TRANCHE_AGE:
                return self._ages(praticien)
            case Par.MODE:
                return _modes(praticien)

    def _savoir_faire(self, praticien: Praticien) -> list[tuple[Any, Motif | None]]:
        if connus := _savoirs(praticien):
            return [(savoir, None) for savoir in connus]
        # Every doctor has a speciality; the other professions may need none.
        if not _est_medecin(praticien):
            return [(None, None)]
        return [(savoir, Motif.METIER) for savoir in (*self._specialites, None)]

    def _ages(self, praticien: Praticien) -> list[tuple[Any, Motif | None]]:
        possibles = age_possible(praticien.fiches, self.zone.au, exerce_le=self.zone.au)
        if possibles is None:
            return [(tranche, Motif.NAISSANCE) for tranche in self._tranches]
        bas, haut = possibles
        atteintes = [t for t in self._tranches if t.minimum <= haut and (t.maximum is None or bas <= t.maximum)]
        return [(tranche, Motif.NAISSANCE if len(atteintes) > 1 else None) for tranche in atteintes]

    def part(self, retenu: Retenu) -> Part:
        """The share of somebody that the zone has, by their days of presence: from none to the whole when not known."""
        sures, douteuses = list[_Jours](), list[_Jours]()
        manques, dehors = dict[Motif, None](), False
        for pratique in (*retenu.praticien.pratiques, *retenu.praticien.ailleurs):
            if pratique.surete is Surete.PREVU:
                continue
            manques |= dict.fromkeys(motif for motif in pratique.motifs if motif is not Motif.DATES)
            ici, total = Fraction(0), Fraction(0)
            for commune, jours, _, ouvert in sejours(self._registre, pratique.exercice, au=self.zone.au):
                dedans = None if commune is None else self.zone.abrite(commune)
                dehors |= dedans is not True
                if dedans is None or not ouvert:
                    manques[Motif.LIEU if commune is None or not ouvert else Motif.ETENDUE] = None
                if jours is None:
                    manques[Motif.JOURS] = None
                total += jours or 0
                ici += jours or 0 if dedans else 0
            (douteuses if Motif.DATES in pratique.motifs else sures).append((ici, total))
        if retenu.motif is None and not dehors:
            return Part(Fraction(1), Fraction(1))
        bas, haut = (Fraction(0), Fraction(1)) if manques else _partager(sures, douteuses)
        if retenu.motif is not None:
            return Part(Fraction(0), haut)
        return Part(bas, haut, () if bas == haut else tuple(manques) or (Motif.DATES,))


def _partager(sures: Sequence[_Jours], douteuses: Sequence[_Jours]) -> tuple[Fraction, Fraction]:
    """The least and the greatest share of the days that are inside, whichever of the doubtful practices take place."""
    base = (sum((ici for ici, _ in sures), Fraction(0)), sum((total for _, total in sures), Fraction(0)))
    # The extreme is reached by taking them in the order of their own shares, from one end or from the other.
    ordre = sorted((jours for jours in douteuses if jours[1]), key=lambda jours: jours[0] / jours[1])
    parts = [
        ici / total
        for sens in (ordre, ordre[::-1])
        for ici, total in accumulate(sens, lambda un, autre: (un[0] + autre[0], un[1] + autre[1]), initial=base)
        if total
    ]
    return (min(parts), max(parts)) if parts else (Fraction(0), Fraction(1))


def admettre(praticien: Praticien, parmi: Critique | None) -> bool | None:
    """Whether somebody is of those who are wanted."""
    return True if parmi is None else au_moins_un(map(parmi, praticien.fiches))


def _est_medecin(praticien: Praticien) -> bool:
    return any(est_medecin(fiche.profession) for fiche in praticien.fiches)


def _savoirs(praticien: Praticien) -> tuple[CodeNomenclature, ...]:
    return tuple(dict.fromkeys(savoir for fiche in praticien.fiches for savoir in fiche.savoir_faire))


def _modes(praticien: Praticien) -> list[tuple[Any, Motif | None]]:
    """Sure of a mode when a practice that surely counts is of it."""
    modes: dict[ModeExercice | None, Motif | None] = {}
    for pratique in praticien.comptees:
        possibles = tuple(ModeExercice) if pratique.exercice.mode is None else (pratique.exercice.mode,)
        doute = next(iter(pratique.motifs), None) or (None if len(possibles) == 1 else Motif.METIER)
        for mode in possibles:
            modes[mode] = doute if modes.get(mode, doute) is not None else None
    return list(modes.items())


def age_possible(fiches: Iterable[Professionnel], jour: date, *, exerce_le: date) -> tuple[int, int] | None:
    """Youngest and oldest age of somebody on a day, of whom the year of birth alone is known; ``None`` without it.

    A year that makes a child of who practises on ``exerce_le`` is an error of its source, and tells no age.
    """
    annees = {fiche.annee_naissance for fiche in fiches if fiche.annee_naissance is not None}
    nees = sorted(annee for annee in annees if exerce_le.year - annee >= _AGE_MINIMUM)
    if not nees:
        return None
    # Whoever has a birthday in the year has had it on its last day.
    fete = 0 if (jour.month, jour.day) == (12, 31) else 1
    return max(0, jour.year - nees[-1] - fete), max(0, jour.year - nees[0])


def decouper(ages: Sequence[int]) -> tuple[Tranche, ...]:
    """The age bands that begin at these ages, the one under the first included.

    Raises:
        ValeurInvalide: an age is no whole number above 0, or they are not in order.
    """
    exiger(tuple(ages), tuple[int, ...], "ages")
    debuts = (0, *ages)
    if any(un >= suivant for un, suivant in pairwise(debuts)):
        raise ValeurInvalide("les âges se donnent en ordre, au-dessus de 0", "analyse.ages", "ages")
    fins: tuple[int | None, ...] = (*(debut - 1 for debut in debuts[1:]), None)
    return tuple(Tranche(minimum=debut, maximum=fin) for debut, fin in zip(debuts, fins, strict=True))


def ranger(combinaisons: Iterable[Combinaison]) -> list[Combinaison]:
    """Lines in the order of their codes, what is not known last."""
    return sorted(combinaisons, key=lambda combinaison: [_rang(valeur) for valeur in combinaison])


def _rang(valeur: Any) -> tuple[bool, Any]:
    """Where a value stands among its like, the unknown last."""
    match valeur:
        case None:
            return True, ()
        case CodeNomenclature():
            return False, (valeur.systeme.value, valeur.code)
        case Tranche():
            return False, (valeur.minimum,)
        case _:
            return False, (str(valeur.value),)
