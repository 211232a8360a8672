"""What the Arrow tables of 30,000 professionals hold at the highest while they are made, and how long it takes.

    python -m benchmarks.tables

Memory is what Python objects hold, with what Arrow does. The target is half of what the tables of pandas took when they
were made without Arrow: 53.2 MB (37.6 of Python, 15.6 of Arrow) on the same country, with pandas 3.1.
"""

import gc
import time
import tracemalloc
from collections.abc import Iterator
from typing import Final

import pyarrow as pa
from benchmarks._mesure import Ligne, releve

from soinsprimaires import Registre, synthese, tables

PART: Final = 0.3
SANS_ARROW: Final = 53.2
"""MB."""


def peser(registre: Registre) -> float:
    """MB at the highest."""
    tables.en_arrow(registre, nominatif=True)  # what the first call reads for good is no part of it
    gc.collect()
    reserve = pa.proxy_memory_pool(pa.default_memory_pool())
    avant = pa.default_memory_pool()
    pa.set_memory_pool(reserve)
    tracemalloc.start()
    try:
        tables.en_arrow(registre, nominatif=True)
        return float(tracemalloc.get_traced_memory()[1] + reserve.max_memory()) / 1e6
    finally:
        tracemalloc.stop()
        pa.set_memory_pool(avant)


def lignes() -> Iterator[Ligne]:
    """The targets."""
    registre = synthese.pays(graine=1, part=PART)
    yield releve("mémoire des tables Arrow de 30 000 professionnels (Mo)", [peser(registre)], SANS_ARROW / 2)


def main() -> None:
    """Measure, and print the time too."""
    print(*lignes(), sep="\n")
    registre = synthese.pays(graine=1, part=PART)
    debut = time.process_time()
    vues = tables.en_arrow(registre)
    print(f"{sum(vue.num_rows for vue in vues.values())} lignes en {time.process_time() - debut:.2f} s de processeur")


if __name__ == "__main__":
    main()
