"""What import-linter cannot say of ``src``: no clock, no network, public names declared, dateutil imported late."""

import ast
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

RACINE = Path(__file__).resolve().parents[2]
PAQUET = RACINE / "src" / "soinsprimaires"
MODULES = sorted(PAQUET.rglob("*.py"))
HORLOGE = {"today", "now", "utcnow"}
RESEAU = {"aiohttp", "ftplib", "http", "httpx", "requests", "socket", "ssl", "urllib3"}


def nommer(chemin: Path) -> str:
    return chemin.relative_to(PAQUET).as_posix()


@cache
def arbres() -> dict[str, ast.Module]:
    """The syntax tree of each module, read once."""
    return {nommer(module): ast.parse(module.read_text(encoding="utf-8")) for module in MODULES}


def trouver(chercher: Callable[[ast.Module], Any]) -> dict[str, Any]:
    """What is found in each module where something is."""
    trouve = {nom: chercher(arbre) for nom, arbre in arbres().items()}
    return {nom: valeur for nom, valeur in trouve.items() if valeur}


def lectures_de_l_horloge(arbre: ast.AST) -> list[int]:
    """Lines that call ``today()``, ``now()`` ... on any object, or import the module ``time``."""
    appels = [
        noeud.lineno
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Attribute) and noeud.func.attr in HORLOGE
    ]
    return appels + [
        noeud.lineno for noeud in ast.walk(arbre) if isinstance(noeud, ast.Import) and "time" in importes(noeud)
    ]


def importes(noeud: ast.AST) -> list[str]:
    """Modules that an import statement names, in full."""
    if isinstance(noeud, ast.Import):
        return [alias.name for alias in noeud.names]
    if isinstance(noeud, ast.ImportFrom):
        return [f"{noeud.module}.{alias.name}" for alias in noeud.names]
    return []


def imports_du_reseau(arbre: ast.AST) -> list[str]:
    noms = [nom for noeud in ast.walk(arbre) for nom in importes(noeud)]
    return [nom for nom in noms if nom.split(".")[0] in RESEAU or nom.startswith("urllib.request")]


def imports_immediats_de_dateutil(arbre: ast.Module) -> list[str]:
    """Imports that run with the module; those of a function wait for its first call."""
    differes = {
        interieur
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef)
        for interieur in ast.walk(noeud)
    }
    immediats = (nom for noeud in ast.walk(arbre) if noeud not in differes for nom in importes(noeud))
    return [nom for nom in immediats if nom.split(".")[0] == "dateutil"]


def est_public(nom: str) -> bool:
    return not any(partie.startswith("_") for partie in nom.split("/"))


def noms_affectes(arbre: ast.Module) -> set[str]:
    return {
        cible.id
        for noeud in arbre.body
        if isinstance(noeud, ast.Assign | ast.AnnAssign)
        for cible in (noeud.targets if isinstance(noeud, ast.Assign) else [noeud.target])
        if isinstance(cible, ast.Name)
    }


def test_les_couches_tiennent() -> None:
    resultat = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo"],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=RACINE,
    )
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr


def test_rien_ne_lit_la_date_du_jour() -> None:
    assert [nom for nom in trouver(lectures_de_l_horloge) if not nom.startswith("cli/")] == []


def test_rien_ne_lit_le_reseau() -> None:
    assert trouver(imports_du_reseau) == {}


def test_dateutil_est_importe_tard() -> None:
    assert trouver(imports_immediats_de_dateutil) == {}


def test_un_module_public_declare_ses_noms() -> None:
    muets = trouver(lambda arbre: "__all__" not in noms_affectes(arbre))
    assert [nom for nom in muets if est_public(nom)] == []
    assert est_public("cycle/calcul.py")
    assert not est_public("cycle/_details.py")


@pytest.mark.parametrize(
    ("texte", "lignes"),
    [
        ("date.today()", [1]),
        ("x = 1\nt = datetime.datetime.now(tz=UTC)", [2]),
        ("import time\ntime.time()", [1]),
        ("from datetime import time\ntime(8, 30)", []),
    ],
    ids=["date", "datetime", "time", "une heure n'est pas l'horloge"],
)
def test_une_lecture_de_l_horloge_est_vue(texte: str, lignes: list[int]) -> None:
    assert lectures_de_l_horloge(ast.parse(texte)) == lignes


def test_un_import_du_reseau_est_vu() -> None:
    arbre = ast.parse("import urllib.parse\nfrom urllib import request\ndef f():\n    import http.client")
    assert imports_du_reseau(arbre) == ["urllib.request", "http.client"]


def test_un_import_immediat_de_dateutil_est_vu() -> None:
    arbre = ast.parse("def f():\n    from dateutil.easter import easter\nimport dateutil.rrule")
    assert imports_immediats_de_dateutil(arbre) == ["dateutil.rrule"]
