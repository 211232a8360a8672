"""What checking a country costs, and whether the cost of an entity depends on the size of the country.

    python benchmarks/controle.py [part ...]

Each part of the synthetic country (1 is the whole: 100,000 professionals) is checked with every rule on one day; a
figure is the median of several rounds, the collector paused. The last line compares the cost per entity of the largest
part with that of the smallest.
"""

import gc
import statistics
import sys
import time
from datetime import date

from soinsprimaires import controler, synthese

AU = date(2025, 6, 1)
TOURS = 3
ECART_ADMIS = 1.2


def mesurer(part: float) -> float:
    """Seconds of processor an entity, in the median round."""
    registre = synthese.pays(part=part)
    # The indexes are built once for a registre, as in a program that asks several questions of it.
    durees = []
    for _ in range(TOURS):
        gc.collect()
        gc.disable()
        try:
            debut = time.process_time()
            controler(registre, au=AU)
            durees.append(time.process_time() - debut)
        finally:
            gc.enable()
    par_entite = statistics.median(durees) / len(registre)
    print(
        f"part {part:g} : {len(registre)} entités, {statistics.median(durees):.2f} s "
        f"({min(durees):.2f} à {max(durees):.2f}), {par_entite * 1e6:.0f} µs par entité"
    )
    return par_entite


def main() -> None:
    """Measure the parts given, 1 % and 10 % by default."""
    parts = [float(argument) for argument in sys.argv[1:]] or [0.01, 0.1]
    couts = [mesurer(part) for part in sorted(parts)]
    rapport = couts[-1] / couts[0]
    verdict = "tenu" if rapport <= ECART_ADMIS else "manqué"
    print(f"coût d'une entité, plus grande part sur plus petite : {rapport:.2f} (cible : {ECART_ADMIS}) {verdict}")


if __name__ == "__main__":
    main()
