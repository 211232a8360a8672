"""What the communes cost: loading them in a fresh process, asking for each the first time, and again.

``python -m benchmarks.referentiels [rounds]``
"""

import subprocess
import sys
from typing import Final

from benchmarks._mesure import Ligne, releve

CHARGER_MS: Final = 150.0
CONSULTER_US: Final = 2.0

_MESURE: Final = """
from time import process_time
from soinsprimaires.referentiels import commune
from soinsprimaires.referentiels._communes import est_commune
debut = process_time()
commune("32208")
chargees = process_time()
possibles = (f"{departement}{numero:03d}" for departement in ("02", "31", "62", "76") for numero in range(1, 900))
codes = [code for code in possibles if est_commune(code)]
pretes = process_time()
for code in codes:
    commune(code)
consultees = process_time()
for code in codes:
    commune(code)
fin = process_time()
print((chargees - debut) * 1e3, (consultees - pretes) / len(codes) * 1e6, (fin - consultees) / len(codes) * 1e6)
"""


def lignes(tours: int = 9) -> list[Ligne]:
    """The targets: milliseconds to load, microseconds to ask, over fresh processes."""
    releves = []
    for _ in range(tours):
        ecrit = subprocess.run([sys.executable, "-I", "-c", _MESURE], check=True, capture_output=True, text=True).stdout
        releves.append([float(nombre) for nombre in ecrit.split()])
    noms = (
        ("charger les communes de France, ms", CHARGER_MS),
        ("consulter une commune la première fois, µs", CONSULTER_US),
        ("consulter une commune ensuite, µs", CONSULTER_US),
    )
    return [releve(nom, mesures, cible) for (nom, cible), mesures in zip(noms, zip(*releves, strict=True), strict=True)]


if __name__ == "__main__":
    print(*lignes(int(sys.argv[1]) if len(sys.argv) > 1 else 9), sep="\n")
