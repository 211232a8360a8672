"""Every example of the README, of docs/ and of the docstrings runs and answers what it shows."""

import doctest
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

RACINE = Path(__file__).resolve().parent.parent
PAGES = sorted([RACINE / "README.md", *RACINE.glob("docs/**/*.md")])
MODULES = sorted(RACINE.glob("src/soinsprimaires/**/*.py"))

LECTEUR_DE_PAGES = Sybil([PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS), SkipParser()])
LECTEUR_DE_MODULES = Sybil(
    [DocTestParser(optionflags=doctest.ELLIPSIS)], document_types={".py": PythonDocStringDocument}
)


def nommer(chemin: Path) -> str:
    return chemin.relative_to(RACINE).as_posix()


def jouer(lecteur: Sybil, chemin: Path) -> int:
    exemples = list(lecteur.parse(chemin).examples())
    for exemple in exemples:
        exemple.evaluate()
    return len(exemples)


@pytest.mark.parametrize("page", PAGES, ids=nommer)
def test_les_exemples_de_la_page_repondent_ce_qu_elle_montre(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # an example may write a file
    jouer(LECTEUR_DE_PAGES, page)


@pytest.mark.parametrize("module", MODULES, ids=nommer)
def test_les_exemples_du_module_repondent_ce_qu_il_montre(module: Path) -> None:
    jouer(LECTEUR_DE_MODULES, module)


def test_les_exemples_d_un_module_sont_trouves() -> None:
    assert jouer(LECTEUR_DE_MODULES, RACINE / "src" / "soinsprimaires" / "anomalies.py") > 0


def test_un_exemple_faux_est_vu(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\n>>> 1 + 1\n2\n```\n\n```python\n>>> 1 + 1\n3\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="Expected:\n    3\nGot:\n    2"):
        jouer(LECTEUR_DE_PAGES, page)
