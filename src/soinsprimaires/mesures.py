"""Numbers as vague as their source."""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import ceil, floor
from typing import Any, Final

import attrs

from soinsprimaires._classement import PUBLIC
from soinsprimaires._typage import Typee, nommer_les_champs, refuser
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide

__all__ = ["Estimation", "NuanceNombre", "bornes_entieres", "en_decimal", "lire_decimal"]

_DECIMAL: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?", re.ASCII)
_LONGUEUR_MAXIMALE: Final = 40


_PARTS: Final = frozenset({"part", "pour_cent", "%"})
_SURFACES: Final = frozenset({"m2", "m²", "ha"})
_MONNAIES: Final = frozenset({"EUR", "FRF", "M€", "XPF", "euro", "euros", "k€", "€"})


class Dimension(Vocabulaire):
    """What a unit measures; numbers of two of them do not add up."""

    PART = "part"
    ARGENT = "argent"
    SURFACE = "surface"
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
    if unite in _SURFACES:
        return Dimension.SURFACE
    return Dimension.COMPTE if _MONNAIES.isdisjoint(re.split(r"[\s'’/]+", unite)) else Dimension.ARGENT


class NuanceNombre(Vocabulaire):
    """What the source says beside the number itself."""

    EXACT = "exact"
    ENVIRON = "environ"
    AU_MOINS = "au_moins"
    AU_PLUS = "au_plus"
    PLUS_DE = "plus_de"
    MOINS_DE = "moins_de"


_BASSES: Final = frozenset({NuanceNombre.EXACT, NuanceNombre.AU_MOINS, NuanceNombre.PLUS_DE})
"""Nuances of which the number is the least that the true one may be."""
_HAUTES: Final = frozenset({NuanceNombre.EXACT, NuanceNombre.AU_PLUS, NuanceNombre.MOINS_DE})
"""Those of which it is the most."""
_STRICTES: Final = frozenset({NuanceNombre.PLUS_DE, NuanceNombre.MOINS_DE})
"""Those of which the number itself is not one that the true one may be."""


def lire_decimal(texte: str) -> Decimal:
    """Read a decimal number in its one canonical form: no exponent, no plus sign, no needless zero.

    Raises:
        ValeurInvalide: another form, so that two equal numbers never have two texts.
    """
    if len(texte) > _LONGUEUR_MAXIMALE:
        message = f"un nombre de {len(texte)} caractères, au plus {_LONGUEUR_MAXIMALE}"
        raise ValeurInvalide(message, "decimal.forme")
    if not _DECIMAL.fullmatch(texte) or texte == "-0":
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


@attrs.frozen(kw_only=True)
class Bornes:
    """What a number of the model may be: an attrs validator, from which the schema and the strategies are derived.

    Attributes:
        minimum: least number admitted; nothing is when it is above.
        maximum: greatest one.
        ouvertes: whether the minimum itself is refused.
        motif: regular expression of the texts of these numbers, for decimals.
    """

    minimum: int
    maximum: int
    ouvertes: bool = False
    motif: str | None = None

    def __call__(self, _instance: object, attribut: "attrs.Attribute[Any]", valeur: Any) -> None:
        """Refuse a number that is outside; what is no number is told by its type.

        Raises:
            ValeurInvalide: ``nombre.bornes``, with the field's name.
        """
        if not isinstance(valeur, int | Decimal) or (isinstance(valeur, Decimal) and valeur.is_nan()):
            return
        if not self.minimum <= valeur <= self.maximum or (self.ouvertes and valeur == self.minimum):
            admis = f"un nombre de {'plus de ' if self.ouvertes else ''}{self.minimum} à {self.maximum} est attendu"
            donne = citer(valeur) if isinstance(valeur, int) else str(valeur)
            raise ValeurInvalide(f"{admis}, pas {donne}", "nombre.bornes", attribut.name)


ANNEES: Final = Bornes(minimum=1, maximum=9999)
"""The years of the calendar."""
EFFECTIFS: Final = Bornes(minimum=0, maximum=100_000)
"""Fewest people that a rule or a region asks for."""
MOIS: Final = Bornes(minimum=0, maximum=1_200)
"""A delay, of a century at most."""
DUREES: Final = Bornes(minimum=1, maximum=1_200)
"""What lasts or comes back, in months or in weeks."""
QUOTITES: Final = Bornes(minimum=0, maximum=1, ouvertes=True, motif=r"1|0\.[0-9]*[1-9]")
"""A share of a full-time post."""
JOURS_PAR_SEMAINE: Final = Bornes(
    minimum=0, maximum=7, ouvertes=True, motif=r"7|[1-6](?:\.[0-9]*[1-9])?|0\.[0-9]*[1-9]"
)
MINUTES: Final = Bornes(minimum=0, maximum=1_440)
"""How long a way is, of a day at most."""
HEURES: Final = Bornes(
    minimum=0, maximum=1_000, ouvertes=True, motif=r"1000|[1-9][0-9]{0,2}(?:\.[0-9]*[1-9])?|0\.[0-9]*[1-9]"
)
"""Hours spent at a meeting or a training, over some days at most."""
LATITUDES: Final = Bornes(
    minimum=-90, maximum=90, motif=r"0|-?(?:90|[1-9]|[1-8][0-9]|(?:0|[1-9]|[1-8][0-9])\.[0-9]*[1-9])"
)
"""Degrees from the equator, to the north."""
LONGITUDES: Final = Bornes(
    minimum=-180,
    maximum=180,
    motif=r"0|-?(?:180|[1-9][0-9]?|1[0-7][0-9]|(?:0|[1-9][0-9]?|1[0-7][0-9])\.[0-9]*[1-9])",
)
"""Degrees from the meridian of Greenwich, to the east."""
VERSEMENTS: Final = Bornes(
    minimum=0,
    maximum=10**9,
    ouvertes=True,
    motif=r"1000000000|[1-9][0-9]{0,8}(?:\.[0-9]*[1-9])?|0\.[0-9]*[1-9]",
)
"""Euros that are paid at once."""


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
        minimum: fewest that the source itself gives, where its nuance leaves that open (*environ*, *au_plus*,
            *moins_de*): "30 at most, and 20 at least".
        maximum: most that it gives, likewise (*environ*, *au_moins*, *plus_de*): *au_moins* 20 with a maximum of
            30 is "from 20 to 30".
    """

    valeur: Decimal = attrs.field(converter=en_decimal)
    nuance: NuanceNombre = NuanceNombre.EXACT
    unite: str | None = attrs.field(default=None, metadata=PUBLIC)
    minimum: Decimal | None = attrs.field(default=None, converter=en_decimal_ou_rien)
    maximum: Decimal | None = attrs.field(default=None, converter=en_decimal_ou_rien)

    def _exiger_coherence(self) -> None:
        refuser(self._fautes())

    def _fautes(self) -> Iterator[ValeurInvalide]:
        for champ, borne, nuances in (("minimum", self.minimum, _BASSES), ("maximum", self.maximum, _HAUTES)):
            if borne is None:
                continue
            if self.nuance in nuances:
                message = f"« {self.nuance.value} » est déjà un {champ}, qui ne se donne pas deux fois"
                yield ValeurInvalide(message, "estimation.bornes", champ)
            elif self._contredit(borne, champ):
                message = f"le {champ} ({borne:f}) contredit la valeur ({self.valeur:f})"
                yield ValeurInvalide(message, "estimation.bornes", champ)

    def _contredit(self, borne: Decimal, champ: str) -> bool:
        """Whether a bound leaves nothing beside the number: "more than 20" is not 20."""
        ecart = self.valeur - borne if champ == "minimum" else borne - self.valeur
        return ecart < 0 or (ecart == 0 and self.nuance in _STRICTES)

    @property
    def au_moins(self) -> Decimal | None:
        """Greatest number that the true one surely reaches, ``None`` when the source sets no lower bound."""
        return self.valeur if self.nuance in _BASSES else self.minimum

    @property
    def au_plus(self) -> Decimal | None:
        """Smallest number that the true one surely does not pass, ``None`` without an upper bound."""
        return self.valeur if self.nuance in _HAUTES else self.maximum

    def depasse(self, seuil: Decimal | int) -> bool | None:
        """Whether the true number is strictly above a threshold; ``None`` when the estimate cannot tell."""
        if self.au_plus is not None and self.au_plus <= seuil:
            return False
        if self.au_moins is None:
            return None
        if self.au_moins > seuil or (self.nuance is NuanceNombre.PLUS_DE and self.au_moins == seuil):
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
        unite, fois = self.unite or "", 1
        if unite == "part":
            unite, fois = "pour_cent", 100
        suite = f" {'%' if unite == 'pour_cent' else unite}".rstrip()
        bornes = (("au moins", self.minimum), ("au plus", self.maximum))
        dites = [f"{mot} {_simple(borne, fois)}" for mot, borne in bornes if borne is not None]
        entre = f" ({', '.join(dites)})" if dites else ""
        return f"{mots.get(self.nuance, '')}{_simple(self.valeur, fois)}{suite}{entre}"


def _simple(nombre: Decimal, fois: int) -> str:
    return f"{nombre:f}" if fois == 1 else f"{(nombre * fois).normalize():f}"


def bornes_entieres(nombre: Estimation) -> tuple[int, int | None]:
    """Fewest and most people that an estimate allows: they are counted one by one, so "more than 40" is 41 at least.

    What no number of people can be says little: of half a person, the whole numbers around it; of fewer than none,
    nothing.
    """
    minimum, maximum = 0, None
    if nombre.au_moins is not None:
        minimum = ceil(nombre.au_moins) if nombre.nuance is not NuanceNombre.PLUS_DE else floor(nombre.au_moins) + 1
    if nombre.au_plus is not None:
        maximum = floor(nombre.au_plus) if nombre.nuance is not NuanceNombre.MOINS_DE else ceil(nombre.au_plus) - 1
    if maximum is None or maximum < 0:
        return max(0, minimum) if maximum is None else 0, None
    return min(max(0, minimum), maximum), max(minimum, maximum)
