"""Every example of the README, of docs/ and of the docstrings runs and answers what it shows."""

import doctest
import re
import shlex
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

from soinsprimaires import Fiabilite
from soinsprimaires.regles import Resultat

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


@pytest.mark.parametrize("module", [m for m in MODULES if ">>> " in m.read_text(encoding="utf-8")], ids=nommer)
def test_les_exemples_du_module_repondent_ce_qu_il_montre(module: Path) -> None:
    jouer(LECTEUR_DE_MODULES, module)


def test_les_exemples_d_un_module_sont_trouves() -> None:
    assert jouer(LECTEUR_DE_MODULES, RACINE / "src" / "soinsprimaires" / "anomalies.py") > 0


def test_un_exemple_faux_est_vu(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\n>>> 1 + 1\n2\n```\n\n```python\n>>> 1 + 1\n3\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="Expected:\n    3\nGot:\n    2"):
        jouer(LECTEUR_DE_PAGES, page)


@pytest.mark.parametrize(
    ("page", "fichier"), [("tutoriel.md", "lomagne"), ("demarrage.md", "registre")], ids=["tutoriel", "demarrage"]
)
def test_une_page_copiee_dans_un_fichier_puis_suivie_a_la_commande_va_jusqu_au_rapport(
    page: str, fichier: str, tmp_path: Path
) -> None:
    texte = (RACINE / "docs" / page).read_text(encoding="utf-8")
    blocs = re.findall(r"^```python\n(.*?)^```", texte, re.DOTALL | re.MULTILINE)
    lignes = [ligne for bloc in blocs for ligne in bloc.splitlines()]
    script = "\n".join(ligne[4:] for ligne in lignes if ligne.startswith((">>>", "...")))
    (tmp_path / "page.py").write_text(script, encoding="utf-8")
    joue = lancer([sys.executable, "page.py"], tmp_path)
    assert joue.returncode == 0, joue.stderr
    if page == "tutoriel.md":  # the other page is typed at a prompt
        assert joue.stdout.splitlines() == [ligne for ligne in lignes if ligne and not ligne.startswith((">>>", "..."))]
    commandes = re.findall(r"^soinsprimaires (.+)$", texte, re.MULTILINE)
    codes = {
        commande: lancer([sys.executable, "-m", "soinsprimaires", *shlex.split(commande)], tmp_path).returncode
        for commande in commandes
    }
    assert {commande.split()[0]: code for commande, code in codes.items()} == {
        "controler": 1,
        "chronologie": 0,
        "rapport": 0,
    }
    (rapport,) = tmp_path.glob("*.html")
    assert "Conclusion : indéterminée" in rapport.read_text(encoding="utf-8")
    assert (tmp_path / f"{fichier}.json").is_file()


@pytest.mark.parametrize(
    ("page", "enumeration"), [("explications/fiabilite.md", Fiabilite), ("guides/controler-un-projet.md", Resultat)]
)
def test_une_page_qui_explique_une_enumeration_en_dit_les_membres(page: str, enumeration: type[Enum]) -> None:
    mots = re.findall(r"^\| `(\w+)` \|", (RACINE / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(mots) == sorted(membre.value for membre in enumeration)


def lancer(arguments: list[str], dossier: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(arguments, cwd=dossier, capture_output=True, text=True, check=False, timeout=600)
