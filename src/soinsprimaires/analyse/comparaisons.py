"""A figure beside those of wider territories, and over the years."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

import attrs

from soinsprimaires import referentiels
from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.analyse.mesure import Mesure, Sens
from soinsprimaires.apparence import Recueil
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.territoires import Delimitation, Etendue, NatureTerritoire, Territoire
from soinsprimaires.referentiels import departement_de

__all__ = ["LigneComparaison", "LigneEvolution", "Reference", "comparer_territoires", "evolution"]


class Reference(Vocabulaire):
    """What a territory is compared with."""

    DEPARTEMENT = "departement"
    REGION = "region"
    PAYS = "pays"


Indicateur = Callable[[Territoire], Mesure | None]
"""A figure of a territory; ``None`` where it has none."""


@attrs.frozen(kw_only=True)
class LigneComparaison:
    """A figure of a territory beside that of a wider one.

    Attributes:
        territoire: name of the territory.
        reference: what it is compared with.
        code: code of that département or région; ``None`` for the country.
        nom: its name.
        valeur: figure of the territory; ``None`` where it has none.
        valeur_reference: figure of the wider one.
        rapport: the first by the second; ``None`` when one is not known, or the second is zero.
        sens: *plus* or *moins* only when their bounds do not meet, else *indiscernable*, of which the reasons of both
            figures say why; ``None`` when one has none.
        meilleur_rang: the best rank that the territory may have among those compared, the greatest figure first.
        dernier_rang: the worst one.
    """

    territoire: str
    reference: Reference
    code: str | None
    nom: str
    valeur: Mesure | None
    valeur_reference: Mesure | None
    rapport: Mesure | None
    sens: Sens | None
    meilleur_rang: int
    dernier_rang: int


def comparer_territoires(
    indicateur: Indicateur,
    territoires: Sequence[Territoire],
    *,
    au: date,
    reference: Sequence[Reference] = tuple(Reference),
) -> Recueil[LigneComparaison]:
    """Put a figure of some territories beside that of their départements, of their régions and of the country.

    A territory that lies in two départements is compared with each. The figure of the wider ones is what the indicator
    makes of all their communes: a registre that holds the professionals of one CPTS alone says little of a région.

    Args:
        indicateur: the figure, of any territory.
        territoires: those that are compared.
        au: chooses the vintage of the communes.
        reference: what they are compared with, in order.

    Raises:
        ValeurInvalide: a reference is a word, ``au`` is not a full day, or two figures have two units.
    """
    exiger(tuple(territoires), tuple[Territoire, ...], "territoires")
    exiger(tuple(reference), tuple[Reference, ...], "reference")
    exiger(au, date, "au")
    valeurs = [indicateur(territoire) for territoire in territoires]
    larges: dict[tuple[Reference, str | None], _Large] = {}
    lignes = []
    for territoire, valeur in zip(territoires, valeurs, strict=True):
        rang = _rang(valeur, valeurs)
        for nature in reference:
            for code in _codes(territoire, nature, au):
                large = larges.setdefault((nature, code), _Large(nature, code, au, indicateur))
                lignes.append(_comparer(territoire.nom, valeur, large, rang))
    return Recueil(LigneComparaison, lignes)


@attrs.frozen(eq=False, slots=False)
class _Large:
    """A département, a région or the country, and its figure, computed once."""

    nature: Reference
    code: str | None
    au: date
    indicateur: Indicateur

    @property
    def nom(self) -> str:
        match self.nature, self.code:
            case Reference.DEPARTEMENT, str() as code:
                return referentiels.departement(code, self.au).nom
            case Reference.REGION, str() as code:
                return referentiels.region(code, self.au).nom
            case _:
                return "France"

    @cached_property
    def valeur(self) -> Mesure | None:
        communes = (
            referentiels.communes(self.au)
            if self.code is None
            else referentiels.communes_de(au=self.au, **{self.nature.value: self.code})
        )
        nature = NatureTerritoire.AUTRE if self.code is None else NatureTerritoire(self.nature.value)
        territoire = Territoire(
            identifiant=f"{self.nature.value}-{(self.code or 'france').lower()}",
            nom=self.nom,
            nature=nature,
            communes=tuple(commune.code for commune in communes),
            delimitation=Delimitation.COMPLETE,
            departement=self.code if self.nature is Reference.DEPARTEMENT else None,
            region=self.code if self.nature is Reference.REGION else None,
        )
        return self.indicateur(territoire)


def _codes(territoire: Territoire, nature: Reference, au: date) -> list[str] | list[None]:
    """The départements, or the régions, in which a territory lies."""
    if nature is Reference.PAYS:
        return [None]
    departements = {departement_de(commune) for commune in territoire.communes} - {None}
    departements |= set() if territoire.departement is None else {territoire.departement}
    if nature is Reference.DEPARTEMENT:
        return sorted(departements)
    regions = {referentiels.departement(code, au).region for code in departements}
    return sorted(regions | (set() if territoire.region is None else {territoire.region}))


def _comparer(nom: str, valeur: Mesure | None, large: _Large, rang: tuple[int, int]) -> LigneComparaison:
    reference = large.valeur
    connues = None if valeur is None or reference is None else (valeur, reference)
    return LigneComparaison(
        territoire=nom,
        reference=large.nature,
        code=large.code,
        nom=large.nom,
        valeur=valeur,
        valeur_reference=reference,
        rapport=None if connues is None else connues[0].rapporter(connues[1], unite="fois"),
        sens=None if connues is None else connues[0].situer(connues[1]),
        meilleur_rang=rang[0],
        dernier_rang=rang[1],
    )


def _rang(valeur: Mesure | None, valeurs: Iterable[Mesure | None]) -> tuple[int, int]:
    sens = [None if valeur is None or autre is None else autre.situer(valeur) for autre in valeurs]
    return 1 + sens.count(Sens.PLUS), len(sens) - sens.count(Sens.MOINS)


# -- over the years -----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class LigneEvolution:
    """A figure of a territory on a day, and what it has become since the day before it in the list.

    Attributes:
        au: the day.
        valeur: the figure; ``None`` where there is none.
        ecart: by how much it grew, negative when it fell; ``None`` on the first day, or when nothing bounds it.
        sens: *plus* or *moins* only when it surely changed; ``None`` on the first day, or without a figure.
    """

    au: date
    valeur: Mesure | None
    ecart: Mesure | None
    sens: Sens | None


def evolution(
    indicateur: Callable[[Territoire | Etendue, date], Mesure | None],
    territoire: Territoire | Etendue,
    *,
    jours: Sequence[date],
) -> Recueil[LigneEvolution]:
    """A figure of one territory over several days, its limits being the same on each.

    Communes that merge are followed under the codes of each day. What a figure counts may not change either: two
    measures of two units, as published APL of two series are, are not subtracted.

    Args:
        indicateur: the figure of an extent on a day.
        territoire: whose limits are kept.
        jours: two days at least, in order.

    Raises:
        ValeurInvalide: the days are not in order, or two figures have two units.
    """
    exiger(territoire, Territoire | Etendue, "territoire")
    exiger(tuple(jours), tuple[date, ...], "jours")
    if len(jours) < 2 or list(jours) != sorted(set(jours)):  # noqa: PLR2004 - a change is between two days
        raise ValeurInvalide("une évolution va d'un jour à d'autres, dans l'ordre", "analyse.jours", "jours")
    return Recueil(LigneEvolution, _suivre([(jour, indicateur(territoire, jour)) for jour in jours]))


def _suivre(valeurs: Sequence[tuple[date, Mesure | None]]) -> Iterator[LigneEvolution]:
    avant: Mesure | None = None
    for jour, valeur in valeurs:
        connues = None if valeur is None or avant is None else (valeur, avant)
        yield LigneEvolution(
            au=jour,
            valeur=valeur,
            ecart=None if connues is None else connues[0].ecart(connues[1]),
            sens=None if connues is None else connues[0].situer(connues[1]),
        )
        avant = valeur
