"""What importing costs over bare Python, and the first reading of a small document, cattrs included.

Every figure is a median over fresh interpreters, the cases taking turns in each round.

    python benchmarks/importation.py [rounds]
"""

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Final

import soinsprimaires

OBJECTIF_MS: Final = 90
TAILLE: Final = 6_000
CAS: Final = {
    "bare Python": "pass",
    "import soinsprimaires": "import soinsprimaires",
    "+ the model": "import soinsprimaires as s; s.Registre, s.MSP, s.CTS, s.CPTS, s.Projet",
    "+ the rules and the cycle": (
        "import soinsprimaires as s;"
        "s.Registre, s.MSP, s.CTS, s.CPTS, s.Projet, s.controler, s.regles.REGLES, s.cycle.etat"
    ),
    "+ the first charger of 6 kB": "import soinsprimaires as s; s.charger({chemin!r})",
    "+ a second charger": "import soinsprimaires as s; s.charger({chemin!r}); s.charger({chemin!r})",
}


def ecrire_un_document(chemin: Path) -> None:
    """Write a registre of MSP just over the wanted size."""
    registre = soinsprimaires.Registre()
    numero = 0
    while len(soinsprimaires.en_json(registre).encode()) < TAILLE:
        numero += 1
        registre = registre.avec(soinsprimaires.MSP(identifiant=f"msp-{numero}", nom=f"Maison de santé n° {numero}"))
    soinsprimaires.ecrire(registre, chemin)


def mesurer(code: str) -> float:
    """Milliseconds of one fresh interpreter."""
    depart = perf_counter()
    subprocess.run([sys.executable, "-I", "-c", code], check=True)
    return (perf_counter() - depart) * 1000


def principal(tours: int) -> None:
    """Measure every case and print it over the first."""
    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "petit.json"
        ecrire_un_document(chemin)
        codes = {nom: code.format(chemin=str(chemin)) for nom, code in CAS.items()}
        for code in codes.values():
            mesurer(code)  # compiles and caches the modules
        releves = [{nom: mesurer(code) for nom, code in codes.items()} for _ in range(tours)]
    medianes = {nom: statistics.median(releve[nom] for releve in releves) for nom in codes}
    nu = medianes["bare Python"]
    print(f"Python {sys.version.split()[0]}, {tours} rounds, target {OBJECTIF_MS} ms over bare Python ({nu:.1f} ms)")
    for nom, mediane in medianes.items():
        print(f"{nom:<30} {mediane - nu:7.1f} ms")


if __name__ == "__main__":
    principal(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
