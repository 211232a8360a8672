"""A weighted mean of which some terms, weights or members are not known."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs


@attrs.frozen
class Terme:
    """One term: between ``bas`` and ``haut``, of a weight that may not be known, and that may not be of the mean."""

    bas: Fraction
    haut: Fraction | None
    poids: Fraction | None
    sur: bool


def moyenne(termes: Iterable[Terme]) -> tuple[Fraction, Fraction | None] | None:
    """The least and the greatest that the mean may be (``None``: nothing bounds it); ``None`` of no term at all."""
    tous = [terme for terme in termes if terme.poids != 0]
    if not tous:
        return None
    bas = _extreme([(terme.bas, terme.poids, terme.sur) for terme in tous], -1)
    hauts = [(terme.haut, terme.poids, terme.sur) for terme in tous if terme.haut is not None]
    return bas, _extreme(hauts, 1) if len(hauts) == len(tous) else None


def _extreme(termes: Sequence[tuple[Fraction, Fraction | None, bool]], sens: int) -> Fraction:
    """The mean of the terms that are there, and of those which draw it farther that way.

    A term of any weight draws the mean up to its own value.
    """
    connus = [(valeur, poids) for valeur, poids, sur in termes if poids is not None and sur]
    somme = sum((valeur * poids for valeur, poids in connus), Fraction(0))
    total = sum((poids for _, poids in connus), Fraction(0))
    options = [(valeur, poids) for valeur, poids, sur in termes if poids is not None and not sur]
    for valeur, poids in sorted(options, key=lambda option: -sens * option[0]):
        if not total or sens * valeur > sens * somme / total:
            somme, total = somme + valeur * poids, total + poids
    libres = [valeur for valeur, poids, _ in termes if poids is None]
    extremes = [*libres, *([somme / total] if total else [])]
    return max(extremes) if sens > 0 else min(extremes)
