"""What the Arrow tables of 30,000 professionals hold at the highest while they are made, and how long it takes.

    python -m benchmarks.tables

Memory is what Python objects hold, with what Arrow does. The target is half of what the tables of pandas took when they
were made without Arrow: 53.2 MB (37.6 of Python, 15.6 of Arrow) on the same country, with pandas 3.1.
"""

import gc
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyarrow as pa
from benchmarks._mesure import Ligne, releve

from soinsprimaires import ecrire, synthese, tables
from soinsprimaires.grappe import tables_lots

PART: Final = 0.3
SANS_ARROW: Final = 53.2
"""MB."""
PART_D_UN_LOT: Final = 0.005
LOTS: Final = 3
FOIS: Final = 4
CONSTANTE: Final = 1.2


def peser(travail: Callable[[], object]) -> float:
    """MB at the highest."""
    travail()  # what the first call reads for good is no part of it
    gc.collect()
    reserve = pa.proxy_memory_pool(pa.default_memory_pool())
    avant = pa.default_memory_pool()
    pa.set_memory_pool(reserve)
    tracemalloc.start()
    try:
        travail()
        return float(tracemalloc.get_traced_memory()[1] + reserve.max_memory()) / 1e6
    finally:
        tracemalloc.stop()
        pa.set_memory_pool(avant)


def peser_des_lots() -> Ligne:
    """The tables of four times as many documents, over those of a few."""
    with TemporaryDirectory() as dossier:
        document = Path(dossier) / "lot.json"
        ecrire(synthese.pays(graine=1, part=PART_D_UN_LOT), document)
        jours = [date(2020, 1, 1) + timedelta(days=rang) for rang in range(LOTS * FOIS)]

        def ecrire_les_tables(nombre: int) -> None:
            for fait in tables_lots([(document, jour) for jour in jours[:nombre]], Path(dossier) / "tables"):
                if fait.anomalies:
                    raise AssertionError(fait)

        peu, beaucoup = (peser(partial(ecrire_les_tables, LOTS * fois)) for fois in (1, FOIS))
    return releve(f"mémoire des tables de {LOTS * FOIS} lots sur celle de {LOTS}", [beaucoup / peu], CONSTANTE)


def lignes() -> Iterator[Ligne]:
    """The targets."""
    registre = synthese.pays(graine=1, part=PART)
    poids = peser(lambda: tables.en_arrow(registre, nominatif=True))
    yield releve("mémoire des tables Arrow de 30 000 professionnels (Mo)", [poids], SANS_ARROW / 2)
    yield peser_des_lots()


def main() -> None:
    """Measure, and print the time too."""
    print(*lignes(), sep="\n")
    registre = synthese.pays(graine=1, part=PART)
    debut = time.process_time()
    vues = tables.en_arrow(registre)
    print(f"{sum(vue.num_rows for vue in vues.values())} lignes en {time.process_time() - debut:.2f} s de processeur")


if __name__ == "__main__":
    main()
