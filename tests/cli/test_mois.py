"""The month of somebody who follows projects: the sheet in, the next one in, events noted, what changed."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from soinsprimaires import charger
from soinsprimaires.cli._commandes import application

FEUILLES = Path(__file__).parent.parent / "donnees" / "suivi"


def lancer(*arguments: str | Path) -> Result:
    return CliRunner().invoke(application, [str(argument) for argument in arguments])


@pytest.fixture
def octobre(tmp_path: Path) -> Path:
    registre = tmp_path / "octobre.json"
    feuille = FEUILLES / "suivi-octobre.csv"
    lu = lancer("importer", "suivi", feuille, "--departement", "32", "--au", "2026-10-31", "-o", registre)
    assert lu.exit_code == 1  # five cells are doubtful
    return registre


def test_un_gabarit_se_remplit_et_se_lit(tmp_path: Path) -> None:
    feuille, registre = tmp_path / "suivi.xlsx", tmp_path / "registre.json"
    assert lancer("gabarit", "suivi", "-o", feuille).exit_code == 0
    livre = load_workbook(feuille)
    suivi = livre["Suivi"]
    assert {plage.type for plage in suivi.data_validations.dataValidation} == {"list"}
    ligne = {"Nom": "CPTS A", "Nature": "CPTS", "État": "projet de santé déposé", "Commune": "Lectoure"}
    for place, cellule in enumerate(suivi[1], start=1):
        suivi.cell(2, place).value = ligne.get(str(cellule.value))
    livre.save(feuille)
    lu = lancer("importer", "suivi", feuille, "--au", "2026-10-31", "-o", registre)
    assert lu.exit_code == 0, lu.output
    assert "1 ligne(s) lue(s)" in lu.output
    assert [projet.nom for projet in charger(registre).projets] == ["CPTS A"]
    encore = lancer("gabarit", "suivi", "-o", feuille)
    assert (encore.exit_code, "n'est pas remplacé" in encore.output) == (2, True)
    assert lancer("gabarit", "suivi", "-o", tmp_path / "suivi.csv").exit_code == 2


def test_la_feuille_entre_et_chaque_cellule_douteuse_est_dite(octobre: Path, tmp_path: Path) -> None:
    assert len(charger(octobre).projets) == 15
    mots, registre = tmp_path / "mots.toml", tmp_path / "autre.json"
    lancer(
        "importer",
        "suivi",
        FEUILLES / "suivi-octobre.csv",
        "--au",
        "2026-10-31",
        "--correspondance",
        mots,
        "-o",
        registre,
    )
    assert 'etat = "État d\'avancement"' in mots.read_text(encoding="utf-8")
    demande = mots.read_text(encoding="utf-8")
    mots.write_text(demande.replace('# ["à relancer", "..."]', '["à relancer", "emergence"]'), encoding="utf-8")
    registre.unlink()
    lu = lancer(
        *("importer", "suivi", FEUILLES / "suivi-octobre.csv", "--departement", "32", "--au", "2026-10-31"),
        *("--correspondance", mots, "-o", registre),
    )
    assert lu.output.split("À corriger dans la feuille\n")[1].splitlines() == [
        "  ligne 9, « Depuis le » : '31/02/2026' n'est pas une date que l'on puisse lire sans la deviner",
        "  ligne 12, « Communes » : 'Casaubon' n'est le nom d'aucune commune ; proches : Cazaubon (32096)",
        "  ligne 13, « Type » : 'MPS' n'est aucune nature connue ; lu MSP, comme le dit le nom du projet",
        "  ligne 15, « Depuis le » : 'en cours' n'est pas une date que l'on puisse lire sans la deviner",
    ]


def test_le_mois_suivant_s_ajoute(octobre: Path, tmp_path: Path) -> None:
    feuille = FEUILLES / "suivi-novembre.csv"
    suivant = lancer(
        *("importer", "suivi", feuille, "--departement", "32", "--au", "2026-11-29"),
        *("--dans", octobre, "-o", tmp_path / "novembre.json", "--json"),
    )
    assert suivant.exit_code == 1  # one date is still wrong
    dit = json.loads(suivant.output)
    assert (len(dit["changements"]), dit["questions"], dit["ajouts"]) == (6, [], [])
    sur_place = lancer(
        "importer", "suivi", feuille, "--departement", "32", "--au", "2026-11-29", "--dans", octobre, "--sur-place"
    )
    assert sur_place.exit_code == 1
    assert charger(octobre) == charger(tmp_path / "novembre.json")


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        ("a;b\n1;2\n", "Mots cherchés"),
        ("", "le fichier est vide"),
        ("Nom;Type;État\nCPTS Ailleurs;CPTS;déposé\n", "est-ce la bonne feuille"),
    ],
)
def test_une_feuille_qui_n_est_pas_la_bonne_ne_change_rien(
    octobre: Path, tmp_path: Path, contenu: str, dit: str
) -> None:
    avant = octobre.read_bytes()
    feuille = tmp_path / "feuille.csv"
    feuille.write_text(contenu, encoding="utf-8")
    refus = lancer("importer", "suivi", feuille, "--au", "2026-11-29", "--dans", octobre, "--sur-place")
    assert (refus.exit_code, dit in refus.output) == (2, True)
    assert octobre.read_bytes() == avant


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("suivi", "a.csv", "b.csv", "-o", "r.json"), "une seule feuille à la fois"),
        (("suivi", "-", "-o", "r.json"), "se lit dans un fichier"),
        (("finess", "a.csv", "--au", "2026-11-29", "-o", "r.json"), "sont d'une feuille de suivi"),
        (("suivi-octobre.csv", "-o", "r.json"), "suivi pour la feuille d'une unité"),
    ],
)
def test_une_commande_mal_dite_dit_comment_la_dire(arguments: tuple[str, ...], dit: str) -> None:
    refus = lancer("importer", *arguments)
    assert (refus.exit_code, dit in refus.output) == (2, True)
