"""The guide of the month, in French, replayed as it is printed, in a folder that holds the two sheets only."""

import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from soinsprimaires import charger
from soinsprimaires.cli._commandes import application
from soinsprimaires.cycle import EtatCPTS, etat

RACINE = Path(__file__).resolve().parents[2]
GUIDE = RACINE / "docs" / "guides" / "suivre-ses-projets.md"
FEUILLES = RACINE / "tests" / "donnees" / "suivi"


def test_chaque_commande_du_guide_repond_ce_qu_il_montre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for feuille in ("suivi-octobre.csv", "suivi-novembre.csv"):
        shutil.copy(FEUILLES / feuille, tmp_path)
    monkeypatch.chdir(tmp_path)
    blocs = re.findall(
        r"^```console\n\$ soinsprimaires (.+)\n((?:.*\n)*?)```", GUIDE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(blocs) >= 14
    mots = tmp_path / "mots.toml"
    for commande, montre in blocs:
        if mots.exists():  # what the guide says to write there
            demande = mots.read_text(encoding="utf-8")
            mots.write_text(demande.replace('# ["à relancer", "..."]', '["à relancer", "emergence"]'), encoding="utf-8")
        resultat = CliRunner(env={"COLUMNS": "120", "NO_COLOR": "1"}).invoke(application, shlex.split(commande))
        assert isinstance(resultat.exception, SystemExit | None), resultat.exception
        dit, attendu = resultat.output.strip("\n"), montre.strip("\n")
        if attendu.endswith("\n..."):
            debut = attendu.removesuffix("\n...")
            assert dit[: len(debut)] == debut
        else:
            assert dit == attendu
    ecrits = {chemin.name for chemin in tmp_path.iterdir()}
    assert {"novembre.html", "echeances.ics", "portefeuille.xlsx", "a-completer.xlsx", "essai.json"} <= ecrits
    assert (
        etat(charger(tmp_path / "essai.json")["projet-cpts-cpts-astarac"], au=date(2026, 10, 31)) is EtatCPTS.EMERGENCE
    )
    page = (tmp_path / "novembre.html").read_text(encoding="utf-8")
    assert "CPTS Armagnac" in page
    calendrier = (tmp_path / "echeances.ics").read_text(encoding="utf-8")
    assert calendrier.count("BEGIN:VEVENT") >= 1
    assert "DTSTART;VALUE=DATE:20270120" in calendrier
