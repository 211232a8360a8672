"""``soinsprimaires rapport``, as a person at a terminal and a program meet it."""

import json
import sys
from pathlib import Path

import pytest
from tests.navigateur.documents import AU, dossier
from typer.testing import CliRunner, Result

from soinsprimaires import NatureProjet, Projet, Registre, ecrire, en_json
from soinsprimaires.affichage import rapport
from soinsprimaires.affichage.rapport import page
from soinsprimaires.cli._commandes import application


def lancer(*arguments: str, entree: str | None = None) -> Result:
    return CliRunner().invoke(application, ["rapport", *arguments], input=entree)


@pytest.fixture
def fichier(tmp_path: Path) -> str:
    ecrire(dossier(), tmp_path / "registre.json")
    return str(tmp_path / "registre.json")


def test_la_page_est_ecrite(fichier: str, tmp_path: Path) -> None:
    cible = tmp_path / "rapport.html"
    resultat = lancer(fichier, "--au", AU.isoformat(), "-o", str(cible))
    assert (resultat.exit_code, resultat.output) == (0, "")
    assert cible.read_text(encoding="utf-8") == page(dossier(), au=AU)


def test_elle_passe_d_une_entree_a_une_sortie() -> None:
    resultat = lancer("-", "--au", AU.isoformat(), entree=en_json(dossier()))
    assert resultat.exit_code == 0
    assert resultat.stdout == page(dossier(), au=AU)


def test_les_constats_pour_un_programme(fichier: str) -> None:
    assert json.loads(lancer(fichier, "--au", AU.isoformat(), "--json").stdout)["au"] == "2024-07-02"


def test_un_dossier_illisible_et_un_dossier_absent(fichier: str, tmp_path: Path) -> None:
    assert lancer(str(tmp_path / "absent.json")).exit_code == 2
    assert lancer(fichier, "-o", str(tmp_path)).exit_code == 2


def test_sans_l_extra_la_commande_dit_lequel_installer(fichier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rapport._gabarit.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    resultat = lancer(fichier, "--au", AU.isoformat())
    assert resultat.exit_code == 2
    assert "soinsprimaires[rapport]" in resultat.stderr


def test_beaucoup_de_projets_ont_leurs_pages_a_cote_dans_un_fichier_et_non_a_la_sortie(tmp_path: Path) -> None:
    projets = (Projet(identifiant=f"p{n}", nom=f"Projet {n}", nature=NatureProjet.MSP) for n in range(150))
    ecrire(Registre(projets=tuple(projets)), tmp_path / "registre.json")
    lu = str(tmp_path / "registre.json")
    assert lancer(lu, "--au", AU.isoformat(), "-o", str(tmp_path / "etat.html")).exit_code == 0
    assert sorted(f.name for f in tmp_path.glob("*.html")) == [
        "etat-projets-1.html",
        "etat-projets-2.html",
        "etat.html",
    ]
    assert lancer(lu, "--au", AU.isoformat()).stdout.count('class="projet"') == 150


def test_ou_la_page_ne_peut_etre_ecrite_rien_ne_l_est_a_cote(tmp_path: Path) -> None:
    projets = (Projet(identifiant=f"p{n}", nom=f"Projet {n}", nature=NatureProjet.MSP) for n in range(101))
    ecrire(Registre(projets=tuple(projets)), tmp_path / "registre.json")
    (tmp_path / "etat.html").mkdir()
    assert lancer(str(tmp_path / "registre.json"), "-o", str(tmp_path / "etat.html")).exit_code == 2
    assert sorted(f.name for f in tmp_path.iterdir()) == ["etat.html", "registre.json"]
