"""What sharing many documents between workers costs, by the processor time of each worker.

    python -m benchmarks.grappe [part]

Thirteen regions by ten vintages of the synthetic country, a hundredth of it each, are checked by one process, by two
processes and by two dask workers. A worker is counted whole, from its start: what it loads, what it reads, what it
sends back. The target is the sum of the workers over the one process; what the program that waits for them spends is
printed beside it. One round: it takes a minute.
"""

import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks._mesure import Ligne, releve

from soinsprimaires import ecrire, synthese
from soinsprimaires.grappe import Grappe, controler_lots, ouvrir

REGIONS: Final = 13
MILLESIMES: Final = range(2016, 2026)
PART: Final = 0.01
OUVRIERS: Final = 2
SURCOUT: Final = 1.25

Lots = list[tuple[Path, date]]


def preparer(dossier: Path, part: float) -> Lots:
    """The documents of each region and of each vintage, with the first of June of its year."""
    lots = [
        (dossier / f"region-{region:02}-{annee}.json", date(annee, 6, 1))
        for region in range(REGIONS)
        for annee in MILLESIMES
    ]
    for graine, (chemin, _) in enumerate(lots):
        ecrire(synthese.pays(graine=graine, part=part), chemin)
    return lots


def compter(lots: Lots, sur: Grappe | None = None) -> tuple[int, float]:
    """Findings of all the reports, and the processor time of this process when it is done."""
    rapports = [fait.resultat for fait in controler_lots(lots, sur=sur)]
    return sum(len(rapport.constats) for rapport in rapports if rapport is not None), time.process_time()


def mesurer(part: float) -> tuple[float, float, list[float], float]:
    """Seconds of processor: of one process, of the two processes, of each dask worker, of whoever waits for these."""
    with TemporaryDirectory() as dossier:
        lots = preparer(Path(dossier), part)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as atelier:
            attendus, seul = atelier.submit(compter, lots).result()
        avant = _enfants()
        with ouvrir(processus=OUVRIERS) as grappe:
            trouves, _ = compter(lots, grappe)
        processus = _enfants() - avant
        with ouvrir("locale", processus=OUVRIERS) as grappe:
            debut = time.process_time()
            relus, fin = compter(lots, grappe)
            client: Any = grappe._client  # type: ignore[attr-defined]  # noqa: SLF001 - nobody else knows them
            ouvriers = [*client.run(time.process_time).values()]
    if not attendus == trouves == relus:
        raise AssertionError((attendus, trouves, relus))
    return seul, processus, ouvriers, fin - debut


def _enfants() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def lignes(part: float = PART) -> Iterator[Ligne]:
    """The targets."""
    seul, processus, ouvriers, attente = mesurer(part)
    lots = REGIONS * len(MILLESIMES)
    dits = ", ".join(f"{secondes:.1f}" for secondes in ouvriers)
    print(f"{lots} lots, s de processeur : un processus {seul:.1f} ; {OUVRIERS} processus {processus:.1f} ; ", end="")
    print(f"ouvriers dask {dits} ; qui les attend {attente:.1f}")
    for nom, somme in (("processus", processus), ("ouvriers dask", sum(ouvriers))):
        yield releve(f"{lots} lots, {OUVRIERS} {nom}, processeur sur un seul", [somme / seul], SURCOUT)


if __name__ == "__main__":
    print(*lignes(*map(float, sys.argv[1:])), sep="\n")
