"""Build the wheel as it is published, compare its files with the committed list and try it where nothing else is.

The sdist is built from the checkout, the wheel from the sdist. The wheel is installed with no extra into an empty
environment outside the checkout, where ``essai_du_paquet.py`` uses it from another directory.
"""

import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
LISTE = RACINE / "outils" / "contenu-du-paquet.txt"
ESSAI = RACINE / "outils" / "essai_du_paquet.py"
VERROU = RACINE / "contraintes.txt"
SORTIE = RACINE / "build" / "paquet"


def construire() -> Path:
    """Build the sdist, then the wheel from it, with the backend of the running environment.

    Returns:
        Path of the wheel.
    """
    shutil.rmtree(SORTIE, ignore_errors=True)
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(SORTIE), str(RACINE)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (roue,) = SORTIE.glob("*.whl")
    return roue


def lister(roue: Path) -> list[str]:
    """Names of the files of a wheel, sorted; the version is not written in them, so that a release changes no line."""
    with zipfile.ZipFile(roue) as archive:
        noms = archive.namelist()
    metadonnees = "-".join(roue.name.split("-")[:2]) + ".dist-info/"
    return sorted(nom.replace(metadonnees, "soinsprimaires.dist-info/") for nom in noms)


def comparer(fichiers: list[str]) -> bool:
    """Print how the wheel differs from the committed list.

    Returns:
        Whether they are the same.
    """
    attendus = LISTE.read_text(encoding="utf-8").splitlines()
    ecarts = list(difflib.unified_diff(attendus, fichiers, "expected", "built", lineterm="", n=0))
    if ecarts:
        print("The files of the wheel differ from outils/contenu-du-paquet.txt:", *ecarts, sep="\n")
        print("If this is meant: make paquet-accepter")
    return not ecarts


def essayer(roue: Path) -> bool:
    """Install the wheel alone in an empty environment outside the checkout, and use it there.

    Returns:
        Whether everything answered as it should.
    """
    with tempfile.TemporaryDirectory(prefix="soinsprimaires-") as dossier:
        python = Path(dossier) / "venv" / "bin" / "python"
        # Symbolic links keep the interpreter beside the shared library it was built with.
        venv.create(python.parent.parent, symlinks=True)
        # The pip of the running environment installs from outside, so that the empty one holds nothing but the wheel.
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"),
                *("--constraint", str(VERROU), str(roue)),
            ],
            check=True,
        )
        ailleurs = Path(dossier) / "ailleurs"
        ailleurs.mkdir()
        environnement = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith("PYTHON")}
        essai = subprocess.run(
            [str(python), "-I", "-W", "error", str(ESSAI)], check=False, cwd=ailleurs, env=environnement
        )
        return essai.returncode == 0


def principal() -> int:
    """Run the three steps.

    Returns:
        0 when the wheel is what it should be, else 1.
    """
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--accepter", action="store_true", help="rewrite the committed list of files")
    options = analyseur.parse_args()
    roue = construire()
    fichiers = lister(roue)
    if options.accepter:
        LISTE.write_text("".join(f"{nom}\n" for nom in fichiers), encoding="utf-8")
        print(f"{len(fichiers)} files written to {LISTE.relative_to(RACINE)}")
        return 0
    if not comparer(fichiers) or not essayer(roue):
        return 1
    print(f"{roue.name}: {len(fichiers)} files as listed, installed alone and tried")
    return 0


if __name__ == "__main__":
    sys.exit(principal())
