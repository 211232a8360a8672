"""Numbers between two bounds, none of which is negative: what is known is a point, what is not has no upper bound.

Each operation gives bounds that hold whatever the true numbers are, the narrowest ones when each stands once.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import attrs


@attrs.frozen
class Fourchette:
    """All the numbers from a minimum to a maximum, ``None`` when nothing bounds them."""

    minimum: Decimal
    maximum: Decimal | None

    @property
    def valeur(self) -> Decimal | None:
        """The number when only one is possible."""
        return self.minimum if self.minimum == self.maximum else None

    def __add__(self, autre: "Fourchette") -> "Fourchette":
        maximum = None if self.maximum is None or autre.maximum is None else self.maximum + autre.maximum
        return Fourchette(self.minimum + autre.minimum, maximum)

    def __mul__(self, autre: "Fourchette") -> "Fourchette":
        if 0 in {self.maximum, autre.maximum}:
            return ZERO
        maximum = None if self.maximum is None or autre.maximum is None else self.maximum * autre.maximum
        return Fourchette(self.minimum * autre.minimum, maximum)

    def __sub__(self, autre: "Fourchette") -> "Fourchette":
        """What exceeds another number, nothing when it does not."""
        minimum = Decimal(0) if autre.maximum is None else max(Decimal(0), self.minimum - autre.maximum)
        maximum = None if self.maximum is None else max(Decimal(0), self.maximum - autre.minimum)
        return Fourchette(minimum, maximum)

    def __truediv__(self, autre: "Fourchette") -> "Fourchette":
        """The quotient; that by zero is not bounded."""
        minimum = self.minimum / autre.maximum if autre.maximum else Decimal(0)
        maximum = None if self.maximum is None or not autre.minimum else self.maximum / autre.minimum
        return Fourchette(minimum, maximum)


def exact(nombre: Decimal | int) -> Fourchette:
    """One number."""
    return Fourchette(Decimal(nombre), Decimal(nombre))


ZERO: Final = exact(0)
UN: Final = exact(1)
PEUT_ETRE: Final = Fourchette(Decimal(0), Decimal(1))
"""Between no, which is 0, and yes, which is 1."""
INCONNU: Final = Fourchette(Decimal(0), None)


def plafonner(nombre: Fourchette, plafond: Fourchette) -> Fourchette:
    """The smaller of two numbers."""
    bornes = [borne for borne in (nombre.maximum, plafond.maximum) if borne is not None]
    return Fourchette(min(nombre.minimum, plafond.minimum), min(bornes, default=None))


def l_un_ou_l_autre(gauche: Fourchette, droite: Fourchette) -> Fourchette:
    """The greater of two numbers; of two answers, whether one of them is yes."""
    if gauche.maximum is None or droite.maximum is None:
        return Fourchette(max(gauche.minimum, droite.minimum), None)
    return Fourchette(max(gauche.minimum, droite.minimum), max(gauche.maximum, droite.maximum))


def au_moins(nombre: Fourchette, seuil: Fourchette) -> Fourchette:
    """Whether a number reaches another: yes, no, or between."""
    if seuil.maximum is not None and nombre.minimum >= seuil.maximum:
        return UN
    return ZERO if nombre.maximum is not None and nombre.maximum < seuil.minimum else PEUT_ETRE


def borner(nombre: Fourchette, maximum: Decimal | None) -> Fourchette:
    """The same number, of which it is known besides that it does not pass another."""
    if maximum is None or nombre.valeur is not None:
        return nombre
    borne = max(nombre.minimum, maximum)
    return Fourchette(nombre.minimum, borne if nombre.maximum is None else min(nombre.maximum, borne))


def enveloppe(nombres: Iterable[Fourchette]) -> Fourchette:
    """The bounds of a number that is one of several."""
    tous = list(nombres)
    maxima = [nombre.maximum for nombre in tous]
    maximum = None if None in maxima else max(m for m in maxima if m is not None)
    return Fourchette(min(nombre.minimum for nombre in tous), maximum)
