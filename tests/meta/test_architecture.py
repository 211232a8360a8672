"""What import-linter cannot say of ``src``: no clock, no network, public names declared, dateutil imported late."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
PAQUET = RACINE / "src" / "soinsprimaires"
MODULES = sorted(PAQUET.rglob("*.py"))
HORLOGE = {"today", "now", "utcnow"}
RESEAU = {"aiohttp", "ftplib", "http", "httpx", "requests", "socket", "ssl", "urllib3"}


def nommer(chemin: Path) -> str:
    return chemin.relative_to(PAQUET).as_posix()


def lire(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


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


def est_public(module: Path) -> bool:
    return not any(partie.startswith("_") for partie in (*module.relative_to(PAQUET).parts[:-1], module.stem))


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


@pytest.mark.parametrize("module", [m for m in MODULES if "cli" not in m.parts], ids=nommer)
def test_rien_ne_lit_la_date_du_jour(module: Path) -> None:
    assert lectures_de_l_horloge(lire(module)) == []


@pytest.mark.parametrize("module", MODULES, ids=nommer)
def test_rien_ne_lit_le_reseau(module: Path) -> None:
    assert imports_du_reseau(lire(module)) == []


@pytest.mark.parametrize("module", MODULES, ids=nommer)
def test_dateutil_est_importe_tard(module: Path) -> None:
    assert imports_immediats_de_dateutil(lire(module)) == []


@pytest.mark.parametrize("module", [m for m in MODULES if est_public(m)], ids=nommer)
def test_un_module_public_declare_ses_noms(module: Path) -> None:
    affectes = [
        cible.id
        for noeud in lire(module).body
        if isinstance(noeud, ast.Assign | ast.AnnAssign)
        for cible in (noeud.targets if isinstance(noeud, ast.Assign) else [noeud.target])
        if isinstance(cible, ast.Name)
    ]
    assert "__all__" in affectes


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
