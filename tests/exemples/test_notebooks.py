"""Every notebook runs, warns of nothing, and is committed without what it answers."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

DOSSIER = Path(__file__).resolve().parents[2] / "examples" / "notebooks"
CARNETS = sorted(DOSSIER.glob("*.ipynb"))

tous = pytest.mark.parametrize("chemin", CARNETS, ids=lambda chemin: chemin.stem)


def lire(chemin: Path) -> Any:
    return nbformat.read(chemin, as_version=4)  # type: ignore[no-untyped-call]


def test_ils_sont_trois() -> None:
    assert [chemin.stem for chemin in CARNETS] == [
        "de-la-lettre-au-contrat",
        "deux-departs",
        "le-gers-ses-centres-ses-medecins",
    ]


@tous
def test_aucune_reponse_n_est_enregistree(chemin: Path) -> None:
    codes = [cellule for cellule in lire(chemin).cells if cellule.cell_type == "code"]
    assert codes
    assert [cellule for cellule in codes if cellule.outputs or cellule.execution_count is not None] == []


@tous
def test_un_texte_presente_chaque_partie(chemin: Path) -> None:
    cellules = lire(chemin).cells
    assert cellules[0].cell_type == "markdown"
    assert cellules[0].source.startswith("# ")
    assert sum(cellule.cell_type == "markdown" for cellule in cellules) * 3 >= len(cellules)


@tous
def test_le_carnet_s_execute_seul_et_sans_avertir(chemin: Path, tmp_path: Path) -> None:
    carnet = lire(chemin)
    # In an empty folder: a notebook that is handed over needs nothing beside it.
    NotebookClient(
        carnet, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    sorties = [sortie for cellule in carnet.cells if cellule.cell_type == "code" for sortie in cellule.outputs]
    assert [sortie.text for sortie in sorties if sortie.output_type == "stream" and sortie.name == "stderr"] == []
    images = [sortie for sortie in sorties if "image/png" in sortie.get("data", {})]
    assert images
