"""``soinsprimaires comparer`` and ``portefeuille``, as a person at a terminal and a program meet them."""

import json
from datetime import date
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook
from tests.cycle.outils import Q, cpts, fait
from typer.testing import CliRunner, Result

from soinsprimaires import Acte, Anomalie, Gravite, Registre, ecrire, en_json
from soinsprimaires.cli._commandes import application
from soinsprimaires.cli._commun import raconter_les_doutes

EMERGENT = attrs.evolve(cpts(), identifiant="emergent", nom="=1+1")
DEPOSE = attrs.evolve(cpts(fait(Acte.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS)), identifiant="depose")


def lancer(*arguments: str, entree: str | None = None) -> Result:
    return CliRunner().invoke(application, arguments, input=entree)


@pytest.fixture
def avant(tmp_path: Path) -> str:
    ecrire(Registre(projets=(EMERGENT,)), tmp_path / "avant.json")
    return str(tmp_path / "avant.json")


@pytest.fixture
def apres(tmp_path: Path) -> str:
    ecrire(Registre(projets=(EMERGENT, DEPOSE)), tmp_path / "apres.json")
    return str(tmp_path / "apres.json")


def test_comparer_raconte_et_sort_comme_diff(avant: str, apres: str) -> None:
    resultat = lancer("comparer", avant, apres, "--au", "2026-11-29")
    dit = (
        "\nCe qui change, projet par projet, du 29 novembre 2026 au 29 novembre 2026\n"
        "  Projet : projet nouveau, lettre déposée (10/01/2023)\n"
    )
    assert resultat.output == dit
    assert resultat.exit_code == 1
    details = lancer("comparer", avant, apres, "--details").output
    assert details == "\nCe qui change\n  1 ajout.\n\nAjouts\n  + projets « depose »\n"
    pareils = lancer("comparer", avant, avant, "--au", "2026-11-29")
    assert pareils.output.endswith("au 29 novembre 2026\n  Rien ne change.\n")
    assert pareils.exit_code == 0


def test_ce_que_le_temps_seul_a_change_n_est_pas_dit_d_un_acte(tmp_path: Path) -> None:
    """A meeting was noted, and the two months of the ARS ran out: it is not the meeting that validated the project."""
    depose = fait(Acte.DEPOT_PROJET, "2026-09-20", Q.PORTEURS, recu_le="2026-09-22", enregistre_le=date(2026, 10, 1))
    reunion = fait(Acte.REUNION_TENUE, "2026-10-12", Q.PORTEURS, enregistre_le=date(2026, 11, 2))
    chemins = []
    for nom, journal in (("avant", (depose,)), ("apres", (depose, reunion))):
        chemins.append(str(tmp_path / f"{nom}.json"))
        ecrire(Registre(projets=(cpts(*journal),)), chemins[-1])
    assert lancer("comparer", *chemins, "--au", "2026-11-30").output.splitlines()[1:] == [
        "Ce qui change, projet par projet, du 1er octobre 2026 au 30 novembre 2026",
        "  Projet : déposé → validé (23/11/2026 au plus tard), par le temps qui passe ; noté : réunion tenue",
    ]


def test_une_date_devenue_plus_vague_n_est_pas_dite_connue(tmp_path: Path) -> None:
    chemins = []
    for nom, le in (("avant", "2026-09-20"), ("apres", "2026-09~")):
        chemins.append(str(tmp_path / f"{nom}.json"))
        depose = fait(Acte.DEPOT_LETTRE_INTENTION, le, Q.PORTEURS, enregistre_le=date(2026, 11, 20))
        ecrire(Registre(projets=(cpts(depose),)), chemins[-1])
    for ordre, mots in (
        (chemins, "date dite autrement, vers septembre 2026"),
        (chemins[::-1], "date connue, 20/09/2026"),
    ):
        assert f"lettre déposée : {mots}" in lancer("comparer", *ordre, "--au", "2026-11-30").output


def test_comparer_pour_un_programme(avant: str, apres: str) -> None:
    objet = json.loads(lancer("comparer", apres, avant, "--json").output)
    assert [retrait["identifiant"] for retrait in objet["retraits"]] == ["depose"]
    assert (
        lancer("comparer", apres, avant, "--format", "json").output == lancer("comparer", apres, avant, "--json").output
    )


def test_comparer_en_markdown_et_en_html(avant: str, apres: str, tmp_path: Path) -> None:
    dit = lancer("comparer", avant, apres, "--format", "markdown").output
    assert "| Projet | projet nouveau, lettre déposée \\(10/01/2023\\) |" in dit
    assert "ajout" not in dit
    detail = lancer("comparer", avant, apres, "--format", "markdown", "--details").output
    assert detail.startswith(dit)
    assert "| ajout | projets | depose |  | ajout |" in detail
    page = tmp_path / "page.html"
    resultat = lancer("comparer", avant, apres, "--format", "html", "-o", str(page))
    assert (resultat.output, resultat.exit_code) == ("", 1)
    assert page.read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="fr">')
    texte = tmp_path / "page.txt"
    lancer("comparer", avant, apres, "-o", str(texte))
    assert texte.read_text(encoding="utf-8") == lancer("comparer", avant, apres).output


def test_comparer_lit_l_entree_standard_une_fois(avant: str) -> None:
    assert lancer("comparer", avant, "-", entree=en_json(Registre(projets=(EMERGENT,)))).exit_code == 0
    resultat = lancer("comparer", "-", "-")
    assert (resultat.exit_code, resultat.stderr) == (2, "l'entrée standard ne donne qu'un registre : nommer l'autre\n")


def test_comparer_un_dossier_absent(avant: str, tmp_path: Path) -> None:
    resultat = lancer("comparer", avant, str(tmp_path / "rien.json"))
    assert resultat.exit_code == 2
    assert "rien.json : ce fichier n'existe pas" in resultat.stderr


def test_portefeuille_au_terminal(apres: str) -> None:
    resultat = lancer("portefeuille", apres, "--au", "2023-02-01")
    assert resultat.exit_code == 0
    assert [ligne.split() for ligne in resultat.output.splitlines() if ligne[:1] not in {"", "-"}] == [
        ["2", "projets", "au", "1er", "février", "2023"],
        ["Nom", "État", "Depuis", "Ensuite", "Avant", "le", "Qui"],
        ["=1+1", "émergence", "dépôt", "de", "la", "lettre", "porteurs"],
        ["Projet", "lettre", "déposée", "10/01/2023", "accord", "sur", "la", "lettre", "ARS,", "CPAM"],
    ]


@pytest.mark.parametrize("arguments", [["--json"], ["--format", "json"]])
def test_portefeuille_pour_un_programme(apres: str, arguments: list[str]) -> None:
    projets, nombres = json.loads(lancer("portefeuille", apres, "--au", "2023-02-01", *arguments).output)
    assert [ligne["etat"] for ligne in projets["lignes"]] == ["lettre_intention_deposee", "emergence"]
    assert [ligne["nombre"] for ligne in nombres["lignes"]] == [1, 1]


def test_la_forme_suit_le_nom_du_fichier(apres: str, tmp_path: Path) -> None:
    for nom, debut in (
        ("p.md", "## Portefeuille"),
        ("p.html", "<!DOCTYPE html>"),
        ("p.json", "["),
        ("p.csv", "\ufeffIdentifiant;Nom;"),
        ("p.txt", "2 projets au"),
        ("p", "2 projets au"),
    ):
        cible = tmp_path / nom
        assert lancer("portefeuille", apres, "--au", "2023-02-01", "-o", str(cible)).exit_code == 0
        assert cible.read_text(encoding="utf-8").startswith(debut)
    assert "\nemergent;'=1+1;CPTS;" in (tmp_path / "p.csv").read_text(encoding="utf-8")


def test_portefeuille_en_classeur(apres: str, tmp_path: Path) -> None:
    cible = tmp_path / "p.xlsx"
    assert lancer("portefeuille", apres, "--au", "2023-02-01", "-o", str(cible)).exit_code == 0
    classeur = load_workbook(cible)
    assert classeur.sheetnames == ["Portefeuille", "Nombres", "À lire"]
    assert classeur.worksheets[0]["B3"].value == "'=1+1"


def test_un_classeur_demande_un_fichier(apres: str, tmp_path: Path) -> None:
    resultat = lancer("portefeuille", apres, "--au", "2023-02-01", "--format", "xlsx")
    assert resultat.exit_code == 2
    assert resultat.stderr == "un classeur s'écrit dans un fichier : ajouter -o portefeuille.xlsx\n"
    for nom in ("p.xlsx", "p.md"):
        absent = lancer("portefeuille", apres, "--au", "2023-02-01", "-o", str(tmp_path / "absent" / nom))
        assert absent.exit_code == 2
        assert f"{nom} : le dossier n'existe pas, ou n'existe plus" in absent.stderr


@pytest.mark.parametrize(
    ("quoi", "options", "suite"),
    [
        ("suivi", (), "-o registre.json"),
        ("evenements", (), "--dans registre.json --sur-place"),
        ("evenements", ("--dans",), "--dans {apres} --sur-place"),
    ],
)
def test_un_classeur_a_remplir_dit_ce_qu_on_en_fait(
    apres: str, tmp_path: Path, quoi: str, options: tuple[str, ...], suite: str
) -> None:
    classeur = tmp_path / "a-remplir.xlsx"
    resultat = lancer("gabarit", quoi, "-o", str(classeur), *(mot for o in options for mot in (o, apres)))
    assert resultat.exit_code == 0, resultat.output
    dit = f"{classeur} : à remplir, puis soinsprimaires importer {quoi} {classeur} {suite.format(apres=apres)}"
    assert resultat.stdout.strip() == dit
    # Somebody may have begun to fill it.
    deja = lancer("gabarit", quoi, "-o", str(classeur))
    assert (deja.exit_code, "existe déjà" in deja.stderr) == (2, True)


def test_une_information_n_est_pas_un_doute() -> None:
    anomalies = [
        Anomalie(code="a", message=gravite.value, pointeur="", gravite=gravite)
        for gravite in (Gravite.INFORMATION, Gravite.AVERTISSEMENT, Gravite.BLOQUANT)
    ]
    (section,) = raconter_les_doutes(["une ligne"], anomalies)
    assert [ligne.texte for ligne in section.lignes] == ["une ligne", "avertissement", "bloquant"]
    assert list(raconter_les_doutes([], anomalies[:1])) == []
