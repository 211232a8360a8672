"""What importing costs over bare Python, and the first reading of a small document, cattrs included.

Every figure is a median over fresh interpreters, the cases taking turns in each round.

    python -m benchmarks.importation [rounds]
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks._mesure import Ligne

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
    """Milliseconds of processor of one fresh interpreter."""
    avant = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-I", "-c", code], check=True)
    apres = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (apres.ru_utime + apres.ru_stime - avant.ru_utime - avant.ru_stime) * 1000


def relever(tours: int) -> list[dict[str, float]]:
    """Milliseconds of every case in every round."""
    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "petit.json"
        ecrire_un_document(chemin)
        codes = {nom: code.format(chemin=str(chemin)) for nom, code in CAS.items()}
        for code in codes.values():
            mesurer(code)  # compiles and caches the modules
        return [{nom: mesurer(code) for nom, code in codes.items()} for _ in range(tours)]


def lignes(tours: int = 11) -> Iterator[Ligne]:
    """The target, and the first reading of a small document in a fresh program, which has none."""
    releves = relever(tours)
    ecarts = [releve["+ the model"] - releve["bare Python"] for releve in releves]
    yield Ligne(
        "importer la bibliothèque et son modèle, ms de plus que Python nu",
        statistics.median(ecarts),
        OBJECTIF_MS,
        False,
        min(ecarts),
        max(ecarts),
    )


def principal(tours: int) -> None:
    """Print every case over the first."""
    releves = relever(tours)
    medianes = {nom: statistics.median(releve[nom] for releve in releves) for nom in CAS}
    nu = medianes["bare Python"]
    print(f"Python {sys.version.split()[0]}, {tours} rounds, target {OBJECTIF_MS} ms over bare Python ({nu:.1f} ms)")
    for nom, mediane in medianes.items():
        print(f"{nom:<30} {mediane - nu:7.1f} ms")


if __name__ == "__main__":
    principal(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
