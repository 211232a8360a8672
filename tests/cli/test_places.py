"""Where the command says that a finding stands: in the file as it is, whatever the order of its lists."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from soinsprimaires.cli._commandes import application

PROFESSIONNELS = [
    {"identifiant": "z", "profession": {"systeme": "TRE_G15", "code": "10"}},
    {"identifiant": "b", "profession": {"systeme": "TRE_G15", "code": "10"}, "rpps": "10000000008"},
]
"""The key of the number of the second one is wrong; the library would write it first."""


def ecrire(chemin: Path) -> None:
    if chemin.suffix == ".jsonl":
        entetes: list[Any] = [{"format": "soinsprimaires/lignes", "version": 1}]
        lignes = [*entetes, *({"type": "professionnel", **un} for un in PROFESSIONNELS)]
        chemin.write_text("".join(f"{json.dumps(ligne)}\n" for ligne in lignes), encoding="utf-8")
        return
    document = {"format": "soinsprimaires/registre", "version": 1, "contenu": {"professionnels": PROFESSIONNELS}}
    chemin.write_text(json.dumps(document, indent=1), encoding="utf-8")


def dire(chemin: Path, forme: str) -> Any:
    return json.loads(
        CliRunner().invoke(application, ["controler", str(chemin), "--au", "2026-01-01", "--format", forme]).stdout
    )


@pytest.mark.parametrize(
    ("nom", "pointeur", "region"),
    [
        (
            "dossier.json",
            "/contenu/professionnels/1/rpps",
            {"startLine": 19, "startColumn": 13, "endLine": 19, "endColumn": 26},
        ),
        ("dossier.jsonl", "/lignes/3/rpps", {"startLine": 3}),
    ],
)
def test_un_constat_vise_la_ligne_du_fichier_tel_qu_il_est(
    tmp_path: Path, nom: str, pointeur: str, region: dict[str, int]
) -> None:
    chemin = tmp_path / nom
    ecrire(chemin)
    regles = {regle["code"]: regle for regle in dire(chemin, "json")["regles"]}
    [constat] = regles["CLE-001"]["constats"]
    assert constat["pointeur"] == pointeur
    resultats = [r for r in dire(chemin, "sarif")["runs"][0]["results"] if r["ruleId"] == "CLE-001"]
    [lieu] = resultats[0]["locations"]
    assert lieu["logicalLocations"][0]["fullyQualifiedName"] == pointeur
    assert lieu["physicalLocation"]["region"] == region
    ligne = chemin.read_text(encoding="utf-8").splitlines()[region["startLine"] - 1]
    assert "10000000008" in ligne
