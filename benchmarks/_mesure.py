"""Timing: variants that take turns in every round, medians and spread, targets."""

import gc
import statistics
from collections.abc import Callable, Mapping, Sequence
from time import process_time
from typing import NamedTuple

Mesures = Mapping[str, list[float]]


class Ligne(NamedTuple):
    """A figure against its target.

    Attributes:
        nom: what is measured.
        mesure: the median of the rounds.
        cible: its target.
        au_moins: whether the figure must reach the target, or not pass it.
        bas: lowest figure of a round.
        haut: highest figure of a round.
        meilleur: the best of the rounds; of a ratio, that of the best times, whose rounds may differ.
    """

    nom: str
    mesure: float
    cible: float
    au_moins: bool
    bas: float
    haut: float
    meilleur: float

    @property
    def verdict(self) -> str:
        """Whether the median meets the target."""
        return "tenu" if (self.mesure >= self.cible if self.au_moins else self.mesure <= self.cible) else "manqué"

    def __str__(self) -> str:
        sens = "au moins" if self.au_moins else "au plus"
        ecart = f" [{self.bas:.2f} à {self.haut:.2f}], meilleur {self.meilleur:.2f}" if self.bas != self.haut else ""
        return f"{self.nom} : {self.mesure:.2f}{ecart}, cible {sens} {self.cible:g} : {self.verdict}"


def chronometrer(variantes: Mapping[str, Callable[[], object]], tours: int, *, fois: int = 1) -> dict[str, list[float]]:
    """Seconds of processor of each variant in each round, the collector emptied before and paused during it.

    A name that ends in ``(gc)`` keeps the collector as it comes.
    """
    durees: dict[str, list[float]] = {nom: [] for nom in variantes}
    for _ in range(tours):
        for nom, variante in variantes.items():
            gc.collect()
            if not nom.endswith("(gc)"):
                gc.disable()
            try:
                depart = process_time()
                for _ in range(fois):
                    resultat = variante()
                durees[nom].append((process_time() - depart) / fois)
                del resultat
            finally:
                gc.enable()
    return durees


def releve(nom: str, mesures: Sequence[float], cible: float, *, au_moins: bool = False) -> Ligne:
    """A figure that was taken in each round."""
    bas, haut = min(mesures), max(mesures)
    return Ligne(nom, statistics.median(mesures), cible, au_moins, bas, haut, haut if au_moins else bas)


def rapport(nom: str, mesures: Mesures, haut: str, bas: str, cible: float, *, au_moins: bool) -> Ligne:
    """The ratio of two variants of the same rounds."""
    rapports = [a / b for a, b in zip(mesures[haut], mesures[bas], strict=True)]
    return releve(nom, rapports, cible, au_moins=au_moins)._replace(meilleur=min(mesures[haut]) / min(mesures[bas]))
