"""Numbers as vague as their source."""

import re
from decimal import Decimal
from enum import Enum
from typing import Final

import attrs

from soinsprimaires._typage import Typee, nommer_les_champs
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide

__all__ = ["Estimation", "NuanceNombre", "en_decimal", "lire_decimal"]

_DECIMAL: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?", re.ASCII)
_LONGUEUR_MAXIMALE: Final = 40


_PARTS: Final = frozenset({"part", "pour_cent", "%"})
_MONNAIES: Final = frozenset({"EUR", "FRF", "M€", "XPF", "euro", "euros", "k€", "€"})


class Dimension(Enum):
    """What a unit measures; numbers of two of them do not add up."""

    PART = "part"
    ARGENT = "argent"
    COMPTE = "compte"


def dimension(unite: str | None) -> Dimension | None:
    """What a unit measures, ``None`` when it is not said.

    >>> dimension("EUR par an"), dimension("pour_cent"), dimension("personnes")
    (<Dimension.ARGENT: 'argent'>, <Dimension.PART: 'part'>, <Dimension.COMPTE: 'compte'>)
    """
    if unite is None:
        return None
    if unite in _PARTS:
        return Dimension.PART
    return Dimension.COMPTE if _MONNAIES.isdisjoint(re.split(r"[\s'’/]+", unite)) else Dimension.ARGENT


class NuanceNombre(Enum):
    """What the source says beside the number itself."""

    EXACT = "exact"
    ENVIRON = "environ"
    AU_MOINS = "au_moins"
    AU_PLUS = "au_plus"
    PLUS_DE = "plus_de"
    MOINS_DE = "moins_de"


def lire_decimal(texte: str) -> Decimal:
    """Read a decimal number in its one canonical form: no exponent, no plus sign, no needless zero.

    Raises:
        ValeurInvalide: another form, so that two equal numbers never have two texts.
    """
    if len(texte) > _LONGUEUR_MAXIMALE or not _DECIMAL.fullmatch(texte) or texte == "-0":
        raise ValeurInvalide(
            f"{citer(texte)} n'est pas un nombre décimal de forme canonique (« 12 », « 0.5 »)",
            "decimal.forme",
        )
    return Decimal(texte)


def en_decimal(valeur: Decimal | int | str) -> Decimal:
    """Make the canonical decimal of a number given in Python code.

    Raises:
        ValeurInvalide: a float (its digits are not those that were typed), a boolean, an infinite value or a NaN.
    """
    if isinstance(valeur, bool) or not isinstance(valeur, Decimal | int | str):
        raise ValeurInvalide(f"{citer(valeur)} n'est ni un entier, ni un Decimal, ni un texte", "decimal.type")
    if isinstance(valeur, str):
        return lire_decimal(valeur)
    nombre = Decimal(valeur)
    if not nombre.is_finite():
        raise ValeurInvalide(f"{citer(valeur)} n'est pas un nombre fini", "decimal.fini")
    texte = f"{nombre:f}"
    if "." in texte:
        texte = texte.rstrip("0").rstrip(".")
    return lire_decimal("0" if texte == "-0" else texte)


def en_decimal_ou_rien(valeur: Decimal | int | str | None) -> Decimal | None:
    """The same where the number may be unknown."""
    return None if valeur is None else en_decimal(valeur)


@attrs.frozen(kw_only=True, field_transformer=nommer_les_champs)
class Estimation(Typee):
    """A number with what its source says of its exactness: "une vingtaine", "plus d'1,3 M€", "36".

    >>> Estimation(valeur=1_300_000, nuance=NuanceNombre.PLUS_DE, unite="EUR").depasse(1_000_000)
    True

    Attributes:
        valeur: the number of the source, never rounded nor completed.
        nuance: exact, about, at least ...
        unite: unit in words (``personnes``, ``EUR``, ``pour_cent``, ``part`` for a share of one), ``None`` when the
            field says it.
    """

    valeur: Decimal = attrs.field(converter=en_decimal)
    nuance: NuanceNombre = NuanceNombre.EXACT
    unite: str | None = None

    @property
    def minimum(self) -> Decimal | None:
        """Greatest number that the true one surely reaches, ``None`` when the source sets no lower bound."""
        basses = {NuanceNombre.EXACT, NuanceNombre.AU_MOINS, NuanceNombre.PLUS_DE}
        return self.valeur if self.nuance in basses else None

    @property
    def maximum(self) -> Decimal | None:
        """Smallest number that the true one surely does not pass, ``None`` without an upper bound."""
        hautes = {NuanceNombre.EXACT, NuanceNombre.AU_PLUS, NuanceNombre.MOINS_DE}
        return self.valeur if self.nuance in hautes else None

    def depasse(self, seuil: Decimal | int) -> bool | None:
        """Whether the true number is strictly above a threshold; ``None`` when the estimate cannot tell."""
        if self.maximum is not None and self.maximum <= seuil:
            return False
        if self.minimum is None:
            return None
        if self.minimum > seuil or (self.nuance is NuanceNombre.PLUS_DE and self.minimum == seuil):
            return True
        return None

    def __str__(self) -> str:
        mots = {
            NuanceNombre.ENVIRON: "environ ",
            NuanceNombre.AU_MOINS: "au moins ",
            NuanceNombre.AU_PLUS: "au plus ",
            NuanceNombre.PLUS_DE: "plus de ",
            NuanceNombre.MOINS_DE: "moins de ",
        }
        valeur, unite = self.valeur, self.unite or ""
        if unite == "part":
            valeur, unite = (valeur * 100).normalize(), "pour_cent"
        return f"{mots.get(self.nuance, '')}{valeur:f} {'%' if unite == 'pour_cent' else unite}".rstrip()
