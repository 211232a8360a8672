"""What ``src`` never does, by reading it and by watching it work: run what it reads, call out, guessable files."""

import ast
import subprocess
import sys

import pytest
from tests.meta.test_architecture import RACINE, importes, trouver

COMPILE = {
    "serialisation/_constructeurs.py",
    "serialisation/_ecrivains.py",
    "serialisation/_rapide_ecriture.py",
}
"""Their code is made of the names and the types of the fields of the model, never of a document: see the last test."""
EXECUTE_UN_FICHIER = {"cli/_demo.py"}
"""Runs the examples of the project itself, which the person at the keyboard names."""

APPELS = {"eval", "exec", "compile", "__import__", "mktemp", "system", "popen", "run_path", "load_module"}
MODULES_INTERDITS = {"dbm", "dill", "marshal", "pickle", "shelve", "subprocess", "telnetlib", "webbrowser", "yaml"}


def appels(arbre: ast.AST) -> set[str]:
    """Names of the dangerous functions that are called, ``re.compile`` apart."""
    noms = set()
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Call):
            fonction = noeud.func
            if isinstance(fonction, ast.Name):
                noms.add(fonction.id)
            elif isinstance(fonction, ast.Attribute) and ast.unparse(fonction) != "re.compile":
                noms.add(fonction.attr)
    return noms & APPELS


def modules_interdits(arbre: ast.AST) -> set[str]:
    return {nom.split(".")[0] for noeud in ast.walk(arbre) for nom in importes(noeud)} & MODULES_INTERDITS


def noms_previsibles(arbre: ast.AST) -> list[str]:
    textes = (n.value for n in ast.walk(arbre) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return [texte for texte in textes if texte.startswith(("/tmp", "/var/tmp"))]  # noqa: S108 - looked for


def test_rien_n_execute_ce_qui_est_lu() -> None:
    admis = {nom: {"exec", "compile"} for nom in COMPILE} | {nom: {"run_path"} for nom in EXECUTE_UN_FICHIER}
    assert trouver(appels) == admis


def test_rien_n_importe_de_quoi_en_sortir() -> None:
    assert trouver(modules_interdits) == {}


def test_aucun_fichier_temporaire_n_a_un_nom_previsible() -> None:
    assert trouver(noms_previsibles) == {}


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("eval(x)", {"eval"}),
        ("os.system(x)", {"system"}),
        ("re.compile(x)", set()),
        ("builtins.exec(x)", {"exec"}),
        ("tempfile.mktemp()", {"mktemp"}),
    ],
)
def test_un_appel_dangereux_est_vu(texte: str, attendu: set[str]) -> None:
    assert appels(ast.parse(texte)) == attendu


SURVEILLE = """
import json, sys
from datetime import date
from pathlib import Path
sources, autres = [], set()
def noter(evenement, arguments):
    if evenement == "compile" and arguments[0] is not None:
        source = arguments[0]
        sources.append(source.decode(errors="replace") if isinstance(source, bytes) else str(source))
    if evenement.startswith(("socket.", "subprocess.", "os.system", "os.exec", "pickle.", "ctypes.")):
        autres.add(evenement)
import soinsprimaires
from soinsprimaires import controler, charger, depuis_json, en_json
from soinsprimaires.affichage import rapport, vues
import matplotlib.pyplot, jinja2, pandas, msgspec, orjson, cattrs
texte = Path(sys.argv[1]).read_text(encoding="utf-8").replace('"Texte"', '"hostile\\\\"); import os #"')
sys.addaudithook(noter)
registre = depuis_json(texte)
assert depuis_json(en_json(registre)) == registre
constats = controler(registre, au=date(2026, 11, 4))
constats.en_sarif(), vues.en_html(registre), rapport.page(registre, au=date(2026, 11, 4))
print(json.dumps([any("import os #" in source for source in sources), len(sources) > 0, sorted(autres)]))
"""


def test_un_document_hostile_n_est_ni_compile_ni_execute_et_rien_n_appelle_dehors() -> None:
    document = RACINE / "tests" / "donnees" / "v1" / "complet.json"
    fait = subprocess.run(
        [sys.executable, "-c", SURVEILLE, str(document)], check=False, capture_output=True, text=True, cwd=RACINE
    )
    assert fait.returncode == 0, fait.stderr
    assert fait.stdout.strip().splitlines()[-1] == "[false, true, []]"
