"""What sharing many documents between workers costs, by the processor time of each worker.

    python -m benchmarks.grappe [part]

Thirteen regions by ten vintages of the synthetic country, a hundredth of it each, are checked by this process and by
two dask workers, which take turns, a region a round. The figure is what the two workers spend together over what this
process does: reading, judging, sending back, and all that dask does meanwhile. What a worker costs before its first
answer is printed beside it.
"""

import sys
import time
from collections.abc import Iterator
from datetime import date
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


def preparer(dossier: Path, region: int, part: float) -> Lots:
    """The documents of a region, one a vintage, with the first of June of its year."""
    lots = [(dossier / f"region-{region:02}-{annee}.json", date(annee, 6, 1)) for annee in MILLESIMES]
    for rang, (chemin, _) in enumerate(lots):
        ecrire(synthese.pays(graine=len(lots) * region + rang, part=part), chemin)
    return lots


def constats(lots: Lots, sur: Grappe | None = None) -> int:
    """Findings of all the reports."""
    rapports = [fait.resultat for fait in controler_lots(lots, sur=sur)]
    return sum(len(rapport.constats) for rapport in rapports if rapport is not None)


def processeur(grappe: Any) -> list[float]:
    """Seconds of processor of each worker since it began."""
    return [*grappe._client.run(time.process_time).values()]  # noqa: SLF001 - nobody else knows them


def mesurer(part: float) -> Iterator[tuple[float, list[float]]]:
    """Seconds of processor of this process and of each worker, a region after the other."""
    with TemporaryDirectory() as dossier, ouvrir("locale", processus=OUVRIERS) as grappe:
        premiers = preparer(Path(dossier), REGIONS, part)
        constats(premiers), constats(premiers, grappe)
        avant = processeur(grappe)
        print("avant de mesurer, s de processeur par ouvrier :", *(f"{secondes:.1f}" for secondes in avant))
        for region in range(REGIONS):
            lots = preparer(Path(dossier), region, part)
            debut = time.process_time()
            ici = constats(lots)
            seul = time.process_time() - debut
            if ici != constats(lots, grappe):
                raise AssertionError(region)
            apres = processeur(grappe)
            yield seul, [b - a for a, b in zip(avant, apres, strict=True)]
            avant = apres


def lignes(part: float = PART) -> Iterator[Ligne]:
    """The target."""
    mesures = list(mesurer(part))
    for rang in range(OUVRIERS):
        print(f"ouvrier {rang + 1} : {sum(ouvriers[rang] for _, ouvriers in mesures):.1f} s de processeur")
    print(f"un seul processus : {sum(seul for seul, _ in mesures):.1f} s de processeur")
    rapports = [sum(ouvriers) / seul for seul, ouvriers in mesures]
    nom = f"{REGIONS * len(MILLESIMES)} lots, processeur de {OUVRIERS} ouvriers sur celui d'un processus"
    yield releve(nom, rapports, SURCOUT)


if __name__ == "__main__":
    print(*lignes(*map(float, sys.argv[1:])), sep="\n")
