"""How many people live in a territory, and in which size class of CPTS that puts it."""

from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.apparence import Affichable
from soinsprimaires.composition._territoires import actualiser, ecrites_le
from soinsprimaires.droit.cpts import SEUILS_TAILLE
from soinsprimaires.droit.usages import lire_environ
from soinsprimaires.mesures import bornes_entieres
from soinsprimaires.modele.territoires import Delimitation, Etendue, Territoire


@attrs.frozen(kw_only=True, repr=False)
class Population(Affichable):
    """Inhabitants of a territory, as far as they are known.

    >>> Population(minimum=39_500, maximum=40_500, source="article", raison="la source dit « environ 40 000 »")
    Population(de 39500 à 40500 habitants)

    Attributes:
        minimum: surely at least so many.
        maximum: surely at most so many; ``None`` when nothing bounds it.
        source: where the figures come from, with their vintage.
        raison: why the two bounds differ.
    """

    minimum: int
    maximum: int | None
    source: str
    raison: str | None = None

    @property
    def exacte(self) -> int | None:
        """The number of inhabitants when it is known, else ``None``."""
        return self.minimum if self.minimum == self.maximum else None

    def __repr__(self) -> str:
        if self.maximum is None:
            return f"Population(au moins {self.minimum} habitants)"
        bornes = self.minimum if self.minimum == self.maximum else f"de {self.minimum} à {self.maximum}"
        return f"Population({bornes} habitants)"


def population(territoire: Territoire | Etendue, *, au: date) -> Population:
    """Inhabitants of a territory: the stated population when it has one, else the sum of its communes.

    Communes that have merged since the territory was written are counted under the code that they have on the day.

    Args:
        territoire: the territory, or the extent made of several; unless it is complete, its communes give a lower bound
            only.
        au: chooses the vintage of the populations, those in force on its 1 January.
    """
    exiger(territoire, Territoire | Etendue, "territoire")
    declaree = territoire.population if isinstance(territoire, Territoire) else None
    if declaree is not None:
        lu, usage = lire_environ(declaree.nombre, au)
        minimum, maximum = bornes_entieres(lu)
        raison = None if minimum == maximum else f"la source dit « {declaree.nombre} »{usage}"
        annee = "année non dite" if declaree.annee is None else declaree.annee
        return Population(minimum=minimum, maximum=maximum, source=f"{declaree.source} ({annee})", raison=raison)
    return _compter_habitants(territoire, au)


def _compter_habitants(territoire: Territoire | Etendue, au: date) -> Population:
    connues = actualiser(territoire.communes, au=au, ecrites_le=ecrites_le(territoire))
    minimum, absentes, millesimes = _sommer(connues.communes, au)
    absentes += connues.inconnues
    possibles = territoire.etendue.possibles
    maximum = None if absentes or connues.partielles or possibles is None else minimum
    if maximum is not None and possibles != territoire.communes:
        maximum = _au_plus(possibles or (), au)
    source = f"communes, populations municipales {', '.join(sorted(millesimes)) or 'sans objet'}"
    raison = None if minimum == maximum else _raison_incomplete(territoire, absentes, connues.partielles)
    return Population(minimum=minimum, maximum=maximum, source=source, raison=raison)


def _au_plus(possibles: tuple[str, ...], au: date) -> int | None:
    """Inhabitants of every possible commune, ``None`` when one of them cannot be counted."""
    connues = actualiser(possibles, au=au)
    total, absentes, _ = _sommer(connues.communes, au)
    return None if absentes or connues.partielles or connues.inconnues else total


def _sommer(communes: Iterable[str], au: date) -> tuple[int, list[str], set[str]]:
    from soinsprimaires import referentiels

    total, absentes, millesimes = 0, list[str](), set[str]()
    for code in communes:
        commune = referentiels.commune(code, au)
        if commune.population is None:
            absentes.append(code)
        else:
            total += commune.population
            millesimes.add(str(commune.millesime_population or "sans date"))
    return total, absentes, millesimes


def _raison_incomplete(territoire: Territoire | Etendue, absentes: Sequence[str], partielles: Sequence[str]) -> str:
    if isinstance(territoire, Territoire) and territoire.delimitation is not Delimitation.COMPLETE:
        return f"la délimitation du territoire est {territoire.delimitation.value}"
    if territoire.etendue.possibles is None:
        return "rien ne borne cette étendue"
    if absentes:
        return f"population inconnue pour {', '.join(absentes)}"
    if partielles:
        return f"une partie seulement de {', '.join(partielles)} : on ne sait pas combien de personnes y vivent"
    return "des communes sont seulement possibles"


@attrs.frozen(kw_only=True, repr=False)
class ClasseTaille(Affichable):
    """Size class of a CPTS.

    >>> classer_population(Population(minimum=39_500, maximum=40_500, source="article"), au=date(2024, 7, 2))
    ClasseTaille(1 ou 2, de 39500 à 40500 habitants)

    Attributes:
        classe: 1 to 4, ``None`` when it is not settled.
        possibles: classes that the population leaves possible.
        population: the population that was classed.
        raison: why it is not settled.
    """

    classe: int | None
    possibles: tuple[int, ...]
    population: Population
    raison: str | None = None

    def __repr__(self) -> str:
        habitants = repr(self.population).removeprefix("Population(").removesuffix(")")
        return f"ClasseTaille({' ou '.join(map(str, self.possibles)) or 'aucune'}, {habitants})"


def classe_taille(territoire: Territoire | Etendue, *, au: date) -> ClasseTaille:
    """Size class of the CPTS of a territory (ACI CPTS: 40 000, 80 000 and 175 000 inhabitants).

    Size 1 is below the first threshold, size 4 above the last one (PAPS Hauts-de-France, 30 November 2023). On which
    side exactly 80 000 falls was found in no text: that population leaves both classes possible.
    Before 25 August 2019 there is no class.
    """
    exiger(territoire, Territoire | Etendue, "territoire")
    return classer_population(population(territoire, au=au), au=au)


def classer_population(habitants: Population, *, au: date) -> ClasseTaille:
    """Size class of a population, as :func:`classe_taille` says it of a territory."""
    reponse = SEUILS_TAILLE.au(au)
    if reponse.valeur is None:
        return ClasseTaille(classe=None, possibles=(), population=habitants, raison=reponse.raison)
    premier, deuxieme, dernier = reponse.valeur
    bas, haut = habitants.minimum, habitants.maximum
    basse = 1 + (bas >= premier) + (bas > deuxieme) + (bas > dernier)
    haute = len(reponse.valeur) + 1 if haut is None else 1 + (haut >= premier) + (haut >= deuxieme) + (haut > dernier)
    possibles = tuple(range(basse, haute + 1))
    if len(possibles) == 1:
        return ClasseTaille(classe=basse, possibles=possibles, population=habitants)
    raison = habitants.raison or f"{habitants.minimum} habitants : aucun texte lu ne range ce seuil exact"
    return ClasseTaille(classe=None, possibles=possibles, population=habitants, raison=raison)
