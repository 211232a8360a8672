"""What says twice which Python, which version, which commands says the same; the lock is the same everywhere."""

import ast
import re
import tomllib
from collections import defaultdict
from pathlib import Path

from packaging.requirements import Requirement

from soinsprimaires.regles import REGLES

RACINE = Path(__file__).resolve().parents[2]
PROJET = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
METADONNEES = PROJET["project"]


def lire(nom: str) -> str:
    return (RACINE / nom).read_text(encoding="utf-8")


def test_le_plancher_de_python_est_dit_partout_de_meme() -> None:
    assert METADONNEES["requires-python"] == ">=3.11.2"
    assert "PLANCHER := 3.11.2\n" in lire("Makefile")
    assert "(3, 11, 2)" in lire(".ci/run")
    for page in ("README.md", "CONTRIBUTING.md", "docs/adr/0003-outillage.md", "docs/tutoriel.md"):
        assert "3.11.2" in lire(page), page


def test_la_citation_a_la_version_et_la_licence_du_projet() -> None:
    citation = dict(re.findall(r"^(\w[\w-]*): (.+)$", lire("CITATION.cff"), re.MULTILINE))
    assert (citation["version"], citation["license"]) == (METADONNEES["version"], METADONNEES["license"])
    assert citation["title"] == METADONNEES["name"]


def test_le_verrou_n_epingle_que_des_versions() -> None:
    exigences = [Requirement(ligne) for ligne in lire("contraintes.txt").splitlines() if not ligne.startswith("#")]
    assert len(exigences) > 100
    for exigence in exigences:
        assert re.fullmatch(r"==[0-9][0-9a-z.]*", str(exigence.specifier)), exigence
        assert (exigence.url, exigence.extras) == (None, set())


def test_chaque_dependance_a_une_version_et_une_seule_sur_chaque_python() -> None:
    exigences = [Requirement(ligne) for ligne in lire("contraintes.txt").splitlines() if not ligne.startswith("#")]
    declarees = [Requirement(texte) for groupe in PROJET["dependency-groups"].values() for texte in groupe]
    declarees += [Requirement(texte) for texte in METADONNEES["dependencies"]]
    declarees += [Requirement(texte) for extra in METADONNEES["optional-dependencies"].values() for texte in extra]
    for python in ("3.11.2", "3.11.13", "3.12.1", "3.13.0"):
        milieu = {
            "python_full_version": python,
            "python_version": ".".join(python.split(".")[:2]),
            "sys_platform": "linux",
            "os_name": "posix",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }
        retenues = [e for e in exigences if e.marker is None or e.marker.evaluate(milieu)]
        versions = {e.name: str(e.specifier).removeprefix("==") for e in retenues}
        assert len(versions) == len(retenues)
        for declaree in declarees:
            assert declaree.specifier.contains(versions[declaree.name.lower()], prereleases=True), declaree


def test_les_crochets_appellent_ce_que_le_makefile_sait_faire() -> None:
    crochets = lire(".pre-commit-config.yaml")
    cibles = re.findall(r"entry: make ([a-z-]+)$", crochets, re.MULTILINE)
    assert cibles == ["lint", "mypy", "vite"]
    assert crochets.count("entry: ") == len(cibles)
    assert crochets.count("repo: ") == crochets.count("repo: local") == 1
    for cible in cibles:
        assert re.search(rf"^{cible}:", lire("Makefile"), re.MULTILINE), cible


def test_chaque_salle_a_son_dossier_de_tests() -> None:
    """Who opens a room finds what proves it under the same name; what belongs to no room is in ``unitaires``."""
    salles = {dossier.parent.name for dossier in (RACINE / "src" / "soinsprimaires").glob("*/__init__.py")}
    assert {salle for salle in salles if not any((RACINE / "tests" / salle).glob("test_*.py"))} == set()


def test_le_moteur_s_essaie_avec_des_regles_d_essai() -> None:
    """A rule that is added, changed or taken away changes no test of the engine."""
    codes = "|".join(REGLES)
    for nom in ("test_moteur", "test_parties"):
        assert re.findall(rf'"(?:{codes})"', lire(f"tests/regles/{nom}.py")) == []


def test_un_nom_de_classe_ne_designe_qu_une_chose() -> None:
    """Public aliases of types too: who meets a name in a traceback or a signature finds what it is in one guess."""
    ou: dict[str, set[str]] = defaultdict(set)
    for fichier in (RACINE / "src").rglob("*.py"):
        for noeud in ast.walk(module := ast.parse(fichier.read_bytes())):
            if isinstance(noeud, ast.ClassDef):
                ou[noeud.name].add(str(fichier.relative_to(RACINE)))
        cibles = (c for noeud in module.body if isinstance(noeud, ast.Assign) for c in noeud.targets)
        noms = (cible.id for cible in cibles if isinstance(cible, ast.Name))
        for nom in noms:
            if re.fullmatch(r"[A-Z]\w+[a-z]\w*", nom):
                ou[nom].add(str(fichier.relative_to(RACINE)))
    assert {nom: fichiers for nom, fichiers in ou.items() if len(fichiers) > 1} == {}
