"""What checking a country costs, and whether the cost of an entity depends on the size of the country.

    python -m benchmarks.controle [part ...]

Each part of the synthetic country (1 is the whole: 100,000 professionals) is checked with every rule on one day, by one
process, collector on, each time on a registre that has answered nothing yet, so that its indexes count; nothing is kept
for a later report, whatever the part (``benchmarks.actualisation`` is about that). Time is that of the processor, a
small part being checked several times; the figure is the best of several rounds, the parts taking turns in each.
Memory is what Python objects hold at the highest of one check, registre and report included, over what the registre
alone does.
"""

import gc
import sys
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

import attrs
from benchmarks._mesure import Ligne, releve

from soinsprimaires import Registre, controler, synthese

AU: Final = date(2025, 6, 1)
TOURS: Final = 3
PARTS: Final = (0.01, 0.1, 1.0)
ASSEZ: Final = 8.0
"""Seconds during which a part is checked again and again: a whole country takes longer."""
SECONDES: Final = 30.0
SECONDES_A_DEUX: Final = 11.0
ECART: Final = 1.2
MEMOIRE: Final = 1.5


class Mesure(NamedTuple):
    """What checking a part of the country costs; ``memoire`` is a ratio to the registre's own, if it was measured."""

    part: float
    entites: int
    secondes: float
    memoire: float | None

    @property
    def microsecondes(self) -> float:
        """Time of one entity."""
        return self.secondes / self.entites * 1e6


def _chronometrer(registre: Registre) -> float:
    """Seconds of one check, averaged over as many as it takes for the speed of the machine to even out."""
    duree, fois = 0.0, 0
    while duree < ASSEZ:
        neuf = attrs.evolve(registre)  # without the indexes of the time before
        gc.collect()
        debut = time.process_time()
        controler(neuf, au=AU, traces=False)
        duree += time.process_time() - debut
        fois += 1
    return duree / fois


def _memoire(part: float) -> float:
    """Highest memory of a check over that of the registre, what reading the referentials keeps left out."""
    controler(synthese.pays(graine=1, part=part), au=AU)
    gc.collect()
    tracemalloc.start()
    try:
        registre = synthese.pays(graine=1, part=part)
        gc.collect()
        propre, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        controler(registre, au=AU, traces=False)
        return tracemalloc.get_traced_memory()[1] / propre
    finally:
        tracemalloc.stop()


def mesurer(parts: Sequence[float] = PARTS, tours: int = TOURS, *, pesees: float = 1.0) -> list[Mesure]:
    """Check each part, from the smallest to the largest; memory, which takes minutes, of those up to ``pesees``."""
    registres = {part: synthese.pays(graine=1, part=part) for part in sorted(parts)}
    releves = [{part: _chronometrer(registre) for part, registre in registres.items()} for _ in range(tours)]
    tailles = {part: len(registre) for part, registre in registres.items()}
    registres.clear()
    return [
        Mesure(part, taille, min(releve[part] for releve in releves), _memoire(part) if part <= pesees else None)
        for part, taille in tailles.items()
    ]


def lignes(mesures: Sequence[Mesure]) -> Iterator[Ligne]:
    """The targets, over the parts that were measured; the seconds are those of the whole country only."""
    petite, grande = mesures[0], mesures[-1]
    if grande.part == 1:
        yield releve("vérifier le pays entier (s)", [grande.secondes], SECONDES)
    # A country costs more than its parts where something grows faster than it; one may also cost less, by chance.
    cout = max(mesure.microsecondes for mesure in mesures) / petite.microsecondes
    yield releve(f"coût d'une entité, jusqu'à {grande.part:.0%} sur {petite.part:.0%} du pays", [cout], ECART)
    # That of the largest part: what the rules keep whatever the registre weighs on a small one.
    part, memoire = [(mesure.part, mesure.memoire) for mesure in mesures if mesure.memoire is not None][-1]
    yield releve(f"mémoire de la vérification de {part:.0%} du pays sur celle du registre", [memoire], MEMOIRE)


def a_deux(part: float = 1.0, tours: int = TOURS) -> Ligne:
    """The whole country by two processes: seconds of a clock, since what counts is when the report is there."""
    registre = synthese.pays(graine=1, part=part)
    durees = []
    for _ in range(tours):
        neuf = attrs.evolve(registre)
        gc.collect()
        debut = time.perf_counter()
        controler(neuf, au=AU, processus=2)
        durees.append(time.perf_counter() - debut)
    return releve("vérifier le pays entier, deux processus, deux cœurs (s)", durees, SECONDES_A_DEUX)


def main() -> None:
    """Measure the parts given, by default 1, 10 and 100 %."""
    mesures = mesurer([float(argument) for argument in sys.argv[1:]] or PARTS)
    for mesure in mesures:
        print(
            f"{mesure.part:4.0%} : {mesure.entites:6d} entités, {mesure.secondes:6.2f} s, "
            f"{mesure.microsecondes:4.0f} µs par entité ({mesure.microsecondes / mesures[0].microsecondes:.2f} fois "
            f"la plus petite part), mémoire {mesure.memoire:.2f} fois le registre"
        )
    print(*lignes(mesures), sep="\n")


if __name__ == "__main__":
    main()
