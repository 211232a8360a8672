"""What the command refuses, and its help, are in French."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from soinsprimaires.cli._commandes import application
from soinsprimaires.cli._francais import _installer, expliquer


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        pytest.param(["controler"], "il manque FICHIER", id="argument absent"),
        pytest.param(
            ["contoler"],
            "aucune commande ne s'appelle « contoler » ; vouliez-vous dire controler",
            id="commande presque connue",
        ),
        pytest.param(
            ["controler", "--exclur"],
            "aucune option ne s'appelle --exclur ; vouliez-vous dire --exclure ?",
            id="option presque connue",
        ),
        pytest.param(["schema", "--", "x"], "« x » est de trop", id="de trop après --"),
        pytest.param(
            ["pseudonymiser", "a.json", "-o", "b.json"], "il manque l'option --cle-fichier", id="option absente"
        ),
        pytest.param(["nimporte"], "aucune commande ne s'appelle « nimporte »", id="commande inconnue"),
        pytest.param(["controler", "--nimp"], "aucune option ne s'appelle --nimp", id="option inconnue"),
        pytest.param(["controler", "--au"], "l'option --au attend une valeur", id="valeur absente"),
        pytest.param(["controler", "--json=3"], "l'option --json n'attend pas de valeur", id="valeur de trop"),
        pytest.param(["controler", "a.json", "b.json"], "« b.json » est de trop", id="argument de trop"),
        pytest.param(
            ["controler", "a.json", "--format", "pdf"],
            "--format : cette valeur n'est pas admise ; attendu : l'un de ceux-ci : texte, markdown, json, sarif",
            id="format inconnu",
        ),
        pytest.param(
            ["importer", "populations", "p.csv", "-o", "r.json", "--annee", "deux"],
            "--annee : cette valeur n'est pas admise ; attendu : AAAA",
            id="nombre",
        ),
    ],
)
def test_une_demande_mal_ecrite_est_refusee_en_francais(arguments: list[str], attendu: str) -> None:
    sortie = CliRunner().invoke(application, arguments)
    assert sortie.exit_code == 2
    assert sortie.stderr.splitlines()[0].startswith(attendu)
    assert "Traceback" not in sortie.stderr


def test_ce_qui_n_est_pas_connu_est_montre_tel_quel() -> None:
    assert expliquer(typer.TyperException("Something new.")) == "Something new."


def test_sans_commande_l_aide_est_montree() -> None:
    sortie = CliRunner().invoke(application, [])
    assert (sortie.exit_code, "Commandes" in sortie.stdout) == (2, True)


@pytest.mark.parametrize(
    "commande", ["importer", "controler", "chronologie", "portefeuille", "comparer", "regles", "droit", "demo"]
)
def test_l_aide_de_chaque_commande_est_en_francais_et_donne_un_exemple(commande: str) -> None:
    aide = CliRunner().invoke(application, [commande, "--help"]).stdout
    assert "Afficher cette aide." in aide
    assert f"Exemple : soinsprimaires {commande}" in aide
    assert "--json" in aide
    assert "Show this message" not in aide


def test_l_aide_dit_les_codes_de_retour_et_la_completion() -> None:
    aide = CliRunner().invoke(application, ["--help"]).stdout
    assert "Codes de retour : 0 tout va bien" in aide
    assert "Installer la complétion" in aide
    assert "Commandes" in aide


def test_la_demonstration_ecrit_aussi_pour_un_programme(tmp_path: Path) -> None:
    sortie = CliRunner().invoke(application, ["demo", "--sortie", str(tmp_path), "--json"])
    lignes = [json.loads(ligne) for ligne in sortie.stdout.splitlines()]
    assert len(lignes) == 5
    assert all(Path(ligne["fichier"]).is_file() for ligne in lignes)
    assert {"titre", "au", "fichier", "conforme", "conclusion", "bilan"} == set(lignes[0])


def test_un_rapport_s_ecrit_en_sarif_dans_un_fichier(tmp_path: Path) -> None:
    dossier, vers = tmp_path / "registre.json", tmp_path / "rapport.sarif"
    dossier.write_text('{"format":"soinsprimaires/registre","version":1,"contenu":{}}', encoding="utf-8")
    options = ["--au", "2026-11-04", "--format", "sarif", "-o", str(vers), "--exclure", "MSP-003"]
    sortie = CliRunner().invoke(application, ["controler", str(dossier), *options])
    assert sortie.exit_code == 1  # nothing to judge: nobody can say
    assert json.loads(vers.read_text(encoding="utf-8"))["version"] == "2.1.0"
    inconnue = CliRunner().invoke(application, ["controler", str(dossier), "--exclure", "XX"])
    assert (inconnue.exit_code, inconnue.stderr) == (2, "aucune règle ne s'appelle 'XX'\n")


@pytest.mark.parametrize(("code", "dit"), [(0, "installée"), (1, "impossible dans cet interpréteur")])
def test_la_completion_dit_en_francais_si_elle_est_installee(
    code: int, dit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def installer(interpreteur: str) -> None:
        typer.echo(f"{interpreteur} completion installed")
        raise typer.Exit(code)

    with pytest.raises(typer.Exit) as fin:
        _installer(installer, "bash")
    lu = capsys.readouterr()
    assert (fin.value.exit_code, lu.out, dit in lu.err) == (code, "", True)
