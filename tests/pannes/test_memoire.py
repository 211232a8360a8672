"""Hostile inputs are refused in a memory that is bounded, and without another exception."""

import subprocess
import sys
from pathlib import Path

import pytest
from outils._processus import sans_mesure
from tests.pannes.hostiles import CAS

RACINE = Path(__file__).resolve().parents[2]
MEGAOCTETS = 512
"""More than any needs, and far less than what the inputs would become."""


@pytest.mark.parametrize(
    ("nom", "code"),
    [
        ("profondeur", "json.profondeur"),
        ("objets-emboites", "json.profondeur"),
        ("million-de-chiffres", "json.nombre"),
        ("exposant-immense", "json.nombre"),
        ("texte-immense", "type.inattendu"),
        ("cles-inconnues", "cle.inconnue"),
        ("million-de-fautes", "type.inattendu"),
        ("lignes-gz", "flux.bombe"),
        ("populations-gz", "flux.bombe"),
        ("geojson-profond", "flux.bombe"),
        ("finess-nombre", "json.forme"),
        ("classeur-rires", "classeur.illisible"),
        ("classeur-au-bout", "colonne.absente"),
    ],
)
def test_une_entree_hostile_tient_dans_une_memoire_bornee(nom: str, code: str) -> None:
    commande = [sys.executable, "-m", "tests.pannes.hostiles", nom]
    fin = subprocess.run(
        commande, cwd=RACINE, env=sans_mesure(), capture_output=True, text=True, check=False, timeout=600
    )
    assert fin.returncode == 0, fin.stderr[-2000:]
    dit, sommet = fin.stdout.split()
    assert dit == code
    assert float(sommet) < MEGAOCTETS


def test_chaque_cas_est_essaye() -> None:
    marque = test_une_entree_hostile_tient_dans_une_memoire_bornee.pytestmark[0]  # type: ignore[attr-defined]
    assert [nom for nom, _ in marque.args[1]] == list(CAS)
