"""A published version never changes, and publishing is one command."""

import json
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from outils import figer
from outils import schema as outil

from soinsprimaires import schemas
from soinsprimaires.schemas import Publication
from soinsprimaires.schemas._generation import EN_COURS
from soinsprimaires.schemas._publication import analyser
from soinsprimaires.serialisation.migrations import VERSION

RACINE = Path(__file__).resolve().parents[2]
PUBLICATIONS = schemas.publications()


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """The files that publishing touches, before the version is published."""
    shutil.copytree(RACINE / figer.SCHEMAS, tmp_path / figer.SCHEMAS, ignore=shutil.ignore_patterns("*.py*"))
    dossier = figer.DOCUMENTS.format(version=VERSION)
    shutil.copytree(RACINE / dossier, tmp_path / dossier, ignore=shutil.ignore_patterns(figer.EMPREINTES))
    (tmp_path / figer.SCHEMAS / "publies.toml").write_text("# what precedes\n", encoding="utf-8")
    outil.fichier(tmp_path).write_text(outil.engendrer(publiee=False), encoding="utf-8")
    return tmp_path


def test_les_versions_publiees_se_suivent() -> None:
    assert [publication.version for publication in PUBLICATIONS] == list(range(1, len(PUBLICATIONS) + 1))
    assert len(PUBLICATIONS) in {VERSION - 1, VERSION}
    assert [publication.le for publication in PUBLICATIONS] == sorted(publication.le for publication in PUBLICATIONS)


def test_un_schema_publie_ne_change_jamais() -> None:
    for publication in PUBLICATIONS:
        texte = schemas.texte(publication.version)
        assert sha256(texte.encode()).hexdigest() == publication.sha256, f"version {publication.version}"
        assert EN_COURS not in texte


def test_les_documents_d_une_version_publiee_ne_changent_jamais() -> None:
    for publication in PUBLICATIONS:
        dossier = RACINE / figer.DOCUMENTS.format(version=publication.version)
        gardees = (dossier / figer.EMPREINTES).read_text(encoding="utf-8").splitlines()
        assert set(gardees) <= set(figer.empreintes(dossier).splitlines())


def test_rien_n_est_publie_avant_la_premiere_version_de_la_bibliotheque() -> None:
    metadonnees = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert metadonnees["version"] != "0.1.0.dev0" or not PUBLICATIONS


def test_figer_publie_le_schema_et_les_documents(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert figer.principal(["--date", "2026-12-01"], depot) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"written: src/soinsprimaires/schemas/v{VERSION}.json",
        "written: src/soinsprimaires/schemas/publies.toml",
        f"written: tests/donnees/v{VERSION}/empreintes.txt",
        "Commit these files alone.",
    ]
    octets = outil.fichier(depot).read_bytes()
    assert "$comment" not in json.loads(octets)
    texte = (depot / figer.SCHEMAS / "publies.toml").read_text(encoding="utf-8")
    assert texte.startswith("# what precedes\n")
    assert analyser(texte) == (Publication(version=VERSION, sha256=sha256(octets).hexdigest(), le=date(2026, 12, 1)),)
    dossier = depot / figer.DOCUMENTS.format(version=VERSION)
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--quiet", figer.EMPREINTES], cwd=dossier, check=True)  # noqa: S607


def test_une_version_ne_se_publie_qu_une_fois(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figer.figer(depot, date(2026, 12, 1))
    avant = {chemin: chemin.read_bytes() for chemin in depot.rglob("*") if chemin.is_file()}
    assert figer.principal(["--date", "2026-12-02"], depot) == 1
    assert "déjà publiée" in capsys.readouterr().out
    assert avant == {chemin: chemin.read_bytes() for chemin in depot.rglob("*") if chemin.is_file()}


def test_des_mots_changes_n_empechent_rien_une_cle_de_plus_demande_une_version(
    depot: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figer.figer(depot, date(2026, 12, 1))
    publiee = Publication(version=VERSION, sha256="", le=date(2026, 12, 1))
    monkeypatch.setattr(outil, "publications", lambda: (publiee,))
    assert outil.principal(["--verifier"], depot) == 0

    chemin = outil.fichier(depot)
    present = json.loads(chemin.read_text(encoding="utf-8"))
    present["$defs"]["Lieu"]["properties"]["nom"]["description"] = "in other words"
    chemin.write_text(json.dumps(present), encoding="utf-8")
    assert outil.principal([], depot) == 0

    del present["$defs"]["Lieu"]["properties"]["nom"]
    chemin.write_text(json.dumps(present), encoding="utf-8")
    avant = chemin.read_bytes()
    assert outil.principal([], depot) == 1
    assert outil.PUBLIEE.format(version=VERSION) in capsys.readouterr().out.splitlines()
    assert chemin.read_bytes() == avant


def test_le_schema_en_cours_se_reecrit(
    depot: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outil, "publications", lambda: ())
    assert outil.principal(["--verifier"], depot) == 0
    outil.fichier(depot).write_text("{}\n", encoding="utf-8")
    assert outil.principal(["--verifier"], depot) == 1
    assert "python -m outils.schema" in capsys.readouterr().out
    assert outil.principal([], depot) == 0
    assert outil.fichier(depot).read_text(encoding="utf-8") == outil.engendrer(publiee=False)


@pytest.mark.parametrize("module", ["outils.schema", "outils.figer"])
def test_les_commandes_se_lancent(module: str) -> None:
    lance = subprocess.run(
        [sys.executable, "-m", module, "--help"], check=True, capture_output=True, text=True, cwd=RACINE
    )
    assert "usage" in lance.stdout
