"""A figure between two bounds, with why they differ and whom it comes from."""

from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Final

import attrs

from soinsprimaires._typage import Typee, exiger, nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.apparence import Affichable
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mesures import en_decimal, en_decimal_ou_rien
from soinsprimaires.mots import grouper

__all__ = ["Mesure", "Motif", "Raison", "Sens", "cumuler", "encadrer", "reunir"]

_CHIFFRES: Final = 12
"""Significant digits that are kept of a quotient."""
_DECIMALES: Final = 2
"""Those that are shown of a figure, three of one that is nearer to nothing; its bounds are rounded outwards, so that
what is read contains what is known."""


class Motif(Vocabulaire):
    """Why a figure is not known exactly."""

    DATES = "dates", "dates qui ne tranchent pas"
    """Dates that cannot tell on the day."""
    NAISSANCE = "naissance", "année de naissance qui ne tranche pas"
    """A year of birth that is not known, that leaves two ages, or that nobody who practises can have."""
    METIER = "metier", "profession, spécialité ou mode non connu"
    """A profession, a speciality or a mode that is not known."""
    MODALITE = "modalite", "modalité de garde non dite"
    """How the acts of a slot are carried out, which is not said."""
    LIEU = "lieu", "lieu d'exercice non connu"
    """A place of practice that is not known."""
    JOURS = "jours", "jours de présence non dits"
    """Days of presence that are not named."""
    ETENDUE = "etendue", "limites du territoire non connues"
    """Limits of a territory that are not known."""
    POPULATION = "population", "population non connue exactement"
    """Inhabitants who are not counted, or not exactly."""
    NOMBRE = "nombre", "nombre que la source ne dit pas exactement"
    """A source that counts without saying exactly how many."""
    TRAJET = "trajet", "trajet non connu"
    """A time or a distance that is not known."""
    PUBLICATION = "publication", "publication qui ne tranche pas"
    """What the published table does not say, or says in two ways."""


_SINGULIERS: Final = {
    "professionnels": "professionnel",
    "habitants standardisés": "habitant standardisé",
    "habitants": "habitant",
    "heures": "heure",
}
"""The units that the figures count; the words of a source stay as they are."""


@attrs.frozen(kw_only=True)
class Raison(Typee):
    """One reason why two bounds differ.

    Attributes:
        motif: which one.
        nombre: how many people, communes or lines it concerns.
        precision: what else is to be said, the words of a source for instance.
    """

    motif: Motif
    nombre: int = 1
    precision: str | None = None

    def __str__(self) -> str:
        suite = "" if self.precision is None else f" : {self.precision}"
        return f"{self.motif.libelle} ({self.nombre}){suite}"


def reunir(raisons: Iterable[Raison]) -> tuple[Raison, ...]:
    """Reasons in a fixed order, those that say the same put together."""
    comptes: dict[tuple[Motif, str], int] = {}
    for raison in raisons:
        cle = (raison.motif, raison.precision or "")
        comptes[cle] = comptes.get(cle, 0) + raison.nombre
    motifs = tuple(Motif)
    ordre = sorted(comptes, key=lambda cle: (motifs.index(cle[0]), cle[1]))
    return tuple(Raison(motif=motif, nombre=comptes[motif, mots], precision=mots or None) for motif, mots in ordre)


class Sens(Vocabulaire):
    """How a figure stands beside another; *indiscernable* as soon as their bounds meet."""

    PLUS = "plus"
    MOINS = "moins"
    INDISCERNABLE = "indiscernable"


@attrs.frozen(kw_only=True, repr=False, field_transformer=nommer_les_champs)
class Mesure(Typee, Affichable):
    """A figure that is known between two bounds, both included.

    >>> gens = Mesure(minimum=3, maximum=5, unite="professionnels", raisons=(Raison(motif=Motif.NAISSANCE, nombre=2),))
    >>> gens, gens.exacte, gens.depasse(2), gens.depasse(4)
    (Mesure(de 3 à 5 professionnels), None, True, None)

    Attributes:
        minimum: surely at least so much.
        maximum: surely at most so much; ``None`` when nothing bounds it.
        unite: what is counted, in words (``professionnels``, ``habitants``, ``part`` of one ...).
        raisons: why the two bounds differ.
        sources: whom the figure comes from, with the vintages.
    """

    minimum: Decimal = attrs.field(converter=en_decimal)
    maximum: Decimal | None = attrs.field(converter=en_decimal_ou_rien)
    unite: str
    raisons: tuple[Raison, ...] = ()
    sources: tuple[str, ...] = ()

    def _exiger_coherence(self) -> None:
        if self.maximum is not None and self.maximum < self.minimum:
            message = f"le maximum ({self.maximum:f}) est sous le minimum ({self.minimum:f})"
            raise ValeurInvalide(message, "mesure.bornes", "maximum")

    @property
    def exacte(self) -> Decimal | None:
        """The figure when it is known exactly, else ``None``."""
        return self.minimum if self.minimum == self.maximum else None

    def depasse(self, seuil: Decimal | int) -> bool | None:
        """Whether it is strictly above a threshold; ``None`` when the bounds cannot tell."""
        if self.minimum > seuil:
            return True
        return False if self.maximum is not None and self.maximum <= seuil else None

    def est_sous(self, seuil: Decimal | int) -> bool | None:
        """Whether it is strictly under a threshold; ``None`` when the bounds cannot tell."""
        if self.maximum is not None and self.maximum < seuil:
            return True
        return False if self.minimum >= seuil else None

    def __add__(self, autre: "Mesure") -> "Mesure":
        """The sum of two figures of one unit that count nothing in common.

        Raises:
            ValeurInvalide: they have two units.
        """
        if not isinstance(autre, Mesure):
            return NotImplemented
        return cumuler((self, autre), unite=self.unite)

    def rapporter(self, a: "Mesure", *, pour: int = 1, unite: str) -> "Mesure | None":
        """The figure for so many of another: from the least by the most to the most by the least.

        >>> medecins = Mesure(minimum=3, maximum=4, unite="professionnels")
        >>> medecins.rapporter(Mesure(minimum=8000, maximum=8000, unite="habitants"), pour=10_000, unite="pour 10 000")
        Mesure(de 3.75 à 5 pour 10 000)

        Args:
            a: the other, which must not be negative.
            pour: so many of it.
            unite: of the answer.

        Returns:
            ``None`` when the other is surely zero: nothing is divided by it.
        """
        if a.maximum == 0:
            return None
        haut = None if self.maximum is None else pour * Fraction(self.maximum)
        return encadrer(
            Fraction(0) if a.maximum is None else pour * Fraction(self.minimum) / Fraction(a.maximum),
            Fraction(0) if haut == 0 else None if haut is None or not a.minimum else haut / Fraction(a.minimum),
            unite=unite,
            raisons=(*self.raisons, *a.raisons),
            sources=(*self.sources, *a.sources),
        )

    def ecart(self, depuis: "Mesure") -> "Mesure | None":
        """By how much it is above another of the same unit; negative when it is under.

        Returns:
            ``None`` when nothing bounds the other from above.

        Raises:
            ValeurInvalide: they have two units.
        """
        _exiger_unite(depuis, self.unite)
        if depuis.maximum is None:
            return None
        return encadrer(
            Fraction(self.minimum) - Fraction(depuis.maximum),
            None if self.maximum is None else Fraction(self.maximum) - Fraction(depuis.minimum),
            unite=self.unite,
            raisons=(*depuis.raisons, *self.raisons),
            sources=(*depuis.sources, *self.sources),
        )

    def situer(self, reference: "Mesure") -> Sens:
        """Whether it is surely more than another of the same unit, surely less, or cannot be told from it.

        Raises:
            ValeurInvalide: they have two units.
        """
        _exiger_unite(reference, self.unite)
        if reference.maximum is not None and self.minimum > reference.maximum:
            return Sens.PLUS
        if self.maximum is not None and self.maximum < reference.minimum:
            return Sens.MOINS
        return Sens.INDISCERNABLE

    def __str__(self) -> str:
        return self._dire(grouper, "\u00a0")

    def __repr__(self) -> str:
        return f"Mesure({self._dire(_sans_mise_en_forme, ' ')})"

    def _dire(self, ecrire: Callable[[Decimal], str], espace: str) -> str:
        fois, espace = (100, espace) if self.unite == "part" else (1, " ")
        bas, haut = self.minimum * fois, None if self.maximum is None else self.maximum * fois
        if bas == haut:
            montre = _montrer(bas, ROUND_HALF_EVEN)
            mots = ecrire(montre)
        elif haut is None:
            montre = _montrer(bas, ROUND_FLOOR)
            mots = f"au moins {ecrire(montre)}"
        else:
            montre = _montrer(haut, ROUND_CEILING)
            mots = f"de {ecrire(_montrer(bas, ROUND_FLOOR))} à {ecrire(montre)}"
        return f"{mots}{espace}{_accorder(self.unite, montre)}"


def _accorder(unite: str, nombre: Decimal) -> str:
    """The words of a unit after a number: in French a plural begins at two."""
    if unite == "part":
        return "%"
    if abs(nombre) < 2:  # noqa: PLR2004 - said just above
        for pluriel, singulier in _SINGULIERS.items():
            if unite == pluriel or unite.startswith(f"{pluriel} "):
                return singulier + unite.removeprefix(pluriel)
    return unite


def _montrer(nombre: Decimal, arrondi: str) -> Decimal:
    entiers = nombre.adjusted() + 1
    return Context(prec=max(entiers, 1) + _DECIMALES, rounding=arrondi).create_decimal(nombre)


def _sans_mise_en_forme(nombre: Decimal) -> str:
    return f"{nombre.normalize():f}"


def _exiger_unite(mesure: Mesure, unite: str) -> Mesure:
    if exiger(mesure, Mesure, "mesure").unite != unite:
        raise ValeurInvalide(f"« {mesure.unite} » et « {unite} » ne se comparent pas", "mesure.unite", "unite")
    return mesure


def encadrer(
    minimum: Fraction | Decimal | int,
    maximum: Fraction | Decimal | int | None,
    *,
    unite: str,
    raisons: Iterable[Raison] = (),
    sources: Iterable[str] = (),
) -> Mesure:
    """The figure of two bounds that were computed exactly: twelve significant digits, rounded outwards if they differ.

    >>> encadrer(Fraction(13, 60), Fraction(13, 60), unite="part").exacte
    Decimal('0.216666666667')

    Args:
        minimum: surely at least so much.
        maximum: surely at most so much; ``None`` when nothing bounds it.
        unite: what is counted.
        raisons: why they differ; left out when they do not.
        sources: whom it comes from, each told once.
    """
    exacte = minimum == maximum
    return Mesure(
        minimum=_arrondir(minimum, ROUND_HALF_EVEN if exacte else ROUND_FLOOR),
        maximum=None if maximum is None else _arrondir(maximum, ROUND_HALF_EVEN if exacte else ROUND_CEILING),
        unite=unite,
        raisons=() if exacte else reunir(raisons),
        sources=tuple(dict.fromkeys(sources)),
    )


def _arrondir(nombre: Fraction | Decimal | int, arrondi: str) -> Decimal:
    valeur = Fraction(nombre)
    return Context(prec=_CHIFFRES, rounding=arrondi).divide(Decimal(valeur.numerator), Decimal(valeur.denominator))


def cumuler(mesures: Iterable[Mesure], *, unite: str) -> Mesure:
    """The sum of figures of one unit that count nothing in common; zero of none.

    Raises:
        ValeurInvalide: one has another unit.
    """
    toutes = [_exiger_unite(mesure, unite) for mesure in mesures]
    bornes = [mesure.maximum for mesure in toutes]
    finies = [borne for borne in bornes if borne is not None]
    return encadrer(
        sum((Fraction(mesure.minimum) for mesure in toutes), Fraction(0)),
        sum(map(Fraction, finies), Fraction(0)) if len(finies) == len(bornes) else None,
        unite=unite,
        raisons=[raison for mesure in toutes for raison in mesure.raisons],
        sources=[source for mesure in toutes for source in mesure.sources],
    )
