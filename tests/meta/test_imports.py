"""What importing the package, then using its most common names, must not load."""

import json
import subprocess
import sys

import pytest

ACCES = """
import soinsprimaires as s
s.Registre, s.MSP, s.CTS, s.CPTS, s.Projet, s.controler, s.regles.REGLES, s.cycle.etat
"""
NON_CHARGES = (
    "cattrs",
    "concurrent.futures",
    "dateutil.parser",
    "hypothesis",
    "importlib.resources",
    "jsonschema",
    "rich",
    "soinsprimaires.cli",
    "soinsprimaires.serialisation",
    "soinsprimaires.strategies",
    "typer",
    "typing_extensions",
)


def executer(code: str) -> list[str]:
    """What a fresh interpreter prints, as JSON."""
    resultat = subprocess.run(
        [sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    imprime: list[str] = json.loads(resultat.stdout)
    return imprime


@pytest.fixture(scope="module")
def modules() -> frozenset[str]:
    return frozenset(executer(f"import json, sys\n{ACCES}\nprint(json.dumps(list(sys.modules)))"))


@pytest.mark.parametrize("nom", NON_CHARGES)
def test_ne_charge_pas(nom: str, modules: frozenset[str]) -> None:
    assert nom not in modules


def test_n_ouvre_aucun_referentiel() -> None:
    # The audit hook sees every file that Python opens, code included.
    code = f"""
import json, sys
ouverts = []
sys.addaudithook(lambda nom, arguments: ouverts.append(str(arguments[0])) if nom == "open" else None)
{ACCES}
print(json.dumps(ouverts))
"""
    ouverts = executer(code)
    assert any("soinsprimaires" in chemin for chemin in ouverts)
    assert [chemin for chemin in ouverts if "donnees" in chemin] == []


def test_l_import_seul_ne_charge_rien_d_autre() -> None:
    code = "import json, sys, soinsprimaires\nprint(json.dumps([m for m in sys.modules if m.startswith('soinsprim')]))"
    assert executer(code) == ["soinsprimaires"]
