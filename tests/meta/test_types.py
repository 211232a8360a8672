"""The types are part of the interface: what two checkers must deduce, and what they must refuse.

A file of ``tests/types`` named ``accepte_*.py`` gives no error. In a file named ``refuse_*.py``, each line that ends
with ``# E: <mypy code> <pyright rule>`` gives this error, and no other line gives any. A new file needs nothing else.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
DOSSIER = RACINE / "tests" / "types"
FICHIERS = sorted(DOSSIER.glob("*.py"))
ATTENDU = re.compile(r"  # E: (?P<mypy>\S+) (?P<pyright>\S+)$")

Erreurs = dict[Path, dict[int, set[str]]]
"""For each file, the lines at fault with the codes of their errors."""


def lancer(*commande: str) -> str:
    resultat = subprocess.run(
        [sys.executable, "-m", *commande], check=False, capture_output=True, text=True, encoding="utf-8", cwd=RACINE
    )
    # Both exit with 1 when they find errors; beyond that they could not work.
    assert resultat.returncode in {0, 1}, resultat.stdout + resultat.stderr
    return resultat.stdout


@pytest.fixture(scope="session")
def erreurs_mypy() -> Erreurs:
    trouvees: Erreurs = {}
    for ligne in lancer("mypy", "--output=json", *map(str, FICHIERS)).splitlines():
        erreur = json.loads(ligne)
        if erreur["severity"] == "error":
            trouvees.setdefault(RACINE / erreur["file"], {}).setdefault(erreur["line"], set()).add(erreur["code"])
    return trouvees


@pytest.fixture(scope="session")
def erreurs_pyright() -> Erreurs:
    sortie = lancer("basedpyright", "--project", str(DOSSIER), "--pythonpath", sys.executable, "--outputjson")
    rapport = json.loads(sortie)
    assert rapport["summary"]["filesAnalyzed"] == len(FICHIERS)
    trouvees: Erreurs = {}
    for erreur in rapport["generalDiagnostics"]:
        ligne = erreur["range"]["start"]["line"] + 1
        trouvees.setdefault(Path(erreur["file"]), {}).setdefault(ligne, set()).add(erreur["rule"])
    return trouvees


def attendues(fichier: Path, verificateur: str) -> dict[int, str]:
    lignes = fichier.read_text(encoding="utf-8").splitlines()
    marques = ((numero, ATTENDU.search(ligne)) for numero, ligne in enumerate(lignes, start=1))
    return {numero: marque[verificateur] for numero, marque in marques if marque is not None}


def comparer(trouvees: dict[int, set[str]], attendues: dict[int, str]) -> None:
    assert sorted(trouvees) == sorted(attendues), "lines at fault, found and expected"
    assert not {ligne: trouvees[ligne] for ligne, code in attendues.items() if code not in trouvees[ligne]}


def test_chaque_fichier_dit_ce_qu_il_montre() -> None:
    assert FICHIERS
    for fichier in FICHIERS:
        assert fichier.name.startswith("refuse_" if attendues(fichier, "mypy") else "accepte_")


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda fichier: fichier.name)
def test_mypy(fichier: Path, erreurs_mypy: Erreurs) -> None:
    comparer(erreurs_mypy.get(fichier, {}), attendues(fichier, "mypy"))


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda fichier: fichier.name)
def test_basedpyright(fichier: Path, erreurs_pyright: Erreurs) -> None:
    comparer(erreurs_pyright.get(fichier, {}), attendues(fichier, "pyright"))
