"""What the State publishes of a commune: the values that readers give and that figures put together."""

from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from math import inf

import attrs

from soinsprimaires._typage import Typee, refuser
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.erreurs import ValeurInvalide

__all__ = ["AplCommune", "PopulationParAge", "Qualification", "TrancheAge", "Zonage"]


@attrs.frozen(kw_only=True)
class AplCommune(Typee):
    """The APL of a commune to one profession.

    Attributes:
        commune: INSEE code; an arrondissement in Paris, Lyon and Marseille.
        indicateur: title of the column, which names the profession.
        apl: the indicator, in its unit (consultations a year for an inhabitant, for the general practitioners).
        selon_age: the same with the professionals of at most that age only, for each age that the file gives.
        population_standardisee: inhabitants weighted by their need of care, which weigh any mean of the APL.
        population_totale: inhabitants.
        annee: year of the sheet, or of the row; ``None`` when neither tells it.
    """

    commune: str
    indicateur: str
    apl: Decimal
    selon_age: tuple[tuple[int, Decimal], ...] = ()
    population_standardisee: Decimal | None = None
    population_totale: Decimal | None = None
    annee: int | None = None

    def _exiger_coherence(self) -> None:
        champs = ("apl", "population_standardisee", "population_totale")
        nombres = [(champ, getattr(self, champ)) for champ in champs]
        refuser(_fautes([*nombres, *(("selon_age", apl) for _, apl in self.selon_age)]))


def _fautes(nombres: list[tuple[str, Decimal | int | None]]) -> Iterator[ValeurInvalide]:
    for champ, nombre in nombres:
        if nombre is not None and not (Decimal(nombre).is_finite() and nombre >= 0):
            message = f"{champ} : {nombre} n'est pas une quantité"
            yield ValeurInvalide(message, "publication.nombre", champ)


class Qualification(Vocabulaire):
    """What an area is in the order of the ARS; the value is the word of the files.

    The first are those of the doctors, the last ones, from the least to the best provided, of the other professions.
    """

    ZIP = "ZIP"
    """Zone d'intervention prioritaire, with the quartiers that are treated as one."""
    ZAC = "ZAC"
    """Zone d'action complémentaire, with the quartiers that are treated as one."""
    ZAR = "ZAR"
    """Zone d'accompagnement régional."""
    ZV = "ZV"
    """Zone de vigilance."""
    HV = "HV"
    """Outside the areas that the method retained."""
    HZ = "HZ"
    """Outside every area."""
    QPV_ZIP = "QPV_ZIP"
    """A quartier prioritaire de la ville, treated as a ZIP: it alone, and not the commune around it."""
    QPV_ZAC = "QPV_ZAC"
    """A quartier prioritaire de la ville, treated as a ZAC: it alone, and not the commune around it."""
    TRES_SOUS_DOTEE = "TRES_SOUS_DOTEE"
    SOUS_DENSE = "SOUS_DENSE"
    SOUS_DOTEE = "SOUS_DOTEE"
    INTERMEDIAIRE = "INTERMEDIAIRE"
    TRES_DOTEE = "TRES_DOTEE"
    SUR_DOTEE = "SUR_DOTEE"
    NON_PRIORITAIRE = "NON_PRIORITAIRE"


@attrs.frozen(kw_only=True)
class Zonage(Typee):
    """The area of a commune or of a territoire de vie-santé.

    Attributes:
        qualification: what it is, ``None`` when the word of the file is not known.
        ecrit: the word of the file.
        commune: INSEE code, in a table by commune.
        territoire: code of the territoire de vie-santé, which is that of one of its communes.
        quartier: code of the quartier prioritaire of which alone the row speaks, and not of its commune.
    """

    qualification: Qualification | None
    ecrit: str
    commune: str | None = None
    territoire: str | None = None
    quartier: str | None = None


@attrs.frozen(kw_only=True)
class TrancheAge(Typee):
    """Inhabitants of an age.

    Attributes:
        minimum: age in whole years, from which they are counted.
        maximum: up to which they are, itself included; ``None`` is no limit.
        nombre: how many, an estimate with decimals.
    """

    minimum: int
    maximum: int | None
    nombre: Decimal

    def _exiger_coherence(self) -> None:
        refuser(_fautes([("minimum", self.minimum), ("nombre", self.nombre)]))
        if self.maximum is not None and self.maximum < self.minimum:
            message = f"de {self.minimum} à {self.maximum} ans : le dernier âge est avant le premier"
            raise ValeurInvalide(message, "population.ages", "maximum")


@attrs.frozen(kw_only=True)
class PopulationParAge(Typee):
    """Inhabitants of a commune by age.

    Attributes:
        commune: INSEE code; an arrondissement in Paris, Lyon and Marseille.
        tranches: the bands that the file gives, which may overlap.
        annee: year of the census, ``None`` when nobody said it.
    """

    commune: str
    tranches: tuple[TrancheAge, ...]
    annee: int | None = None

    def entre(self, minimum: int, maximum: int | None = None) -> Decimal | None:
        """Inhabitants from an age to another, both included; ``None`` where no bands of the file make exactly them.

        >>> moins = TrancheAge(minimum=0, maximum=64, nombre=Decimal("2440.5"))
        >>> plus = TrancheAge(minimum=65, maximum=None, nombre=Decimal("1229.5"))
        >>> lectoure = PopulationParAge(commune="32208", tranches=(moins, plus), annee=2022)
        >>> lectoure.entre(0), lectoure.entre(75)
        (Decimal('3670.0'), None)
        """
        atteints: dict[int | None, Decimal] = {minimum: Decimal(0)}
        suivants: deque[int | None] = deque(atteints)
        while suivants:
            depart = suivants.popleft()
            for tranche in self.tranches:
                arrivee = None if tranche.maximum is None else tranche.maximum + 1
                if tranche.minimum == depart and arrivee not in atteints:
                    atteints[arrivee] = atteints[depart] + tranche.nombre
                    suivants.append(arrivee)
        return atteints.get(None if maximum is None else maximum + 1)

    def encadrer(self, minimum: int, maximum: int | None = None) -> tuple[Decimal, Decimal | None]:
        """Inhabitants from an age to another between two bounds: those of bands inside, those of bands that reach over.

        >>> moins = TrancheAge(minimum=0, maximum=64, nombre=Decimal("2440.5"))
        >>> plus = TrancheAge(minimum=65, maximum=None, nombre=Decimal("1229.5"))
        >>> lectoure = PopulationParAge(commune="32208", tranches=(moins, plus), annee=2022)
        >>> lectoure.encadrer(75), lectoure.encadrer(65)
        ((Decimal('0'), Decimal('1229.5')), (Decimal('1229.5'), Decimal('1229.5')))
        """
        exact = self.entre(minimum, maximum)
        if exact is not None:
            return exact, exact
        fin = inf if maximum is None else maximum + 1
        tranches = sorted((t.minimum, inf if t.maximum is None else t.maximum + 1, t.nombre) for t in self.tranches)
        # The best that disjoint bands inside add up to, by the age that they have reached.
        dedans: dict[float, Decimal] = {minimum: Decimal(0)}
        # The least that bands which follow one another from an age not above the first add up to.
        dessus: dict[float, Decimal] = {debut: Decimal(0) for debut, _, _ in tranches if debut <= minimum}
        for debut, suite, nombre in tranches:
            if debut >= minimum and suite <= fin:
                avant = max(total for age, total in dedans.items() if age <= debut)
                dedans[suite] = max(dedans.get(suite, Decimal(0)), avant + nombre)
            if debut in dessus:
                dessus[suite] = min(dessus.get(suite, nombre + dessus[debut]), nombre + dessus[debut])
        assez = [total for age, total in dessus.items() if age >= fin]
        return max(dedans.values()), min(assez) if assez else None
