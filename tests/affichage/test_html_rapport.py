"""The report page, apart from the browser: what it says, what it hides, when it refuses."""

import re
import runpy
import sys
from datetime import date
from pathlib import Path

import attrs
import pytest
from tests.navigateur.documents import AU, HOSTILE, dossier

from soinsprimaires import (
    CPTS,
    MSP,
    Adhesion,
    ExtraManquant,
    NatureProjet,
    Professionnel,
    Projet,
    Registre,
    Rpps,
    ValeurInvalide,
    controler,
)
from soinsprimaires.affichage import rapport as module
from soinsprimaires.affichage.rapport import page
from soinsprimaires.referentiels import professions

EXEMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.py"))


def texte(html: str) -> str:
    """What one reads of a page."""
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)))


@pytest.mark.parametrize("script", EXEMPLES, ids=lambda script: script.stem)
def test_chaque_article_source_a_sa_page(script: Path) -> None:
    exemple = runpy.run_path(str(script))
    registre: Registre = exemple["construire"]()
    html = page(registre, au=exemple["AU"])
    assert html.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert len(html) < 60_000
    for nom in (*(p.nom for p in registre.projets), *(s.nom for s in registre.structures)):
        assert nom.replace("'", "&#x27;") in html


def test_la_page_du_gers_dit_ce_que_dit_l_article() -> None:
    exemple = runpy.run_path(str(next(script for script in EXEMPLES if script.stem == "centres_territoriaux_gers")))
    lu = texte(page(exemple["construire"](), au=exemple["AU"]))
    assert "Vérification du dossier au 12 septembre 2022" in lu
    assert "plus de 1\u202f300\u202f000\u00a0€" in lu
    assert "7\u202f006 habitants" in lu
    assert "retraite (annoncé)" in lu


def test_ce_que_le_dossier_ne_dit_pas_est_dit() -> None:
    lu = texte(page(Registre(), au=AU))
    assert lu.count("Le dossier n'en dit rien.") == 9
    assert "Soins primaires" in lu


def test_une_seule_structure_donne_son_nom_a_la_page() -> None:
    assert "<h1>Maison</h1>" in page(Registre(structures=(MSP(identifiant="m", nom="Maison"),)), au=AU)


def test_un_rapport_fourni_est_celui_qui_est_montre() -> None:
    registre = dossier()
    choisi = controler(registre, au=AU, exclues=("CPTS-001",))
    assert "exclue (bloquant)" in page(registre, au=AU, rapport=choisi)
    with pytest.raises(ValeurInvalide, match="2024-07-02"):
        page(registre, au=date(2024, 7, 3), rapport=choisi)


def test_ni_numero_ni_annee_de_naissance() -> None:
    soignant = Professionnel(
        identifiant="s", profession=professions.MEDECIN, nom="Nom", rpps=Rpps("90000000008"), annee_naissance=1961
    )
    html = page(Registre(professionnels=(soignant,), structures=(_cpts("c", "s"),)), au=AU)
    assert "Nom" in texte(html)
    assert "90000000008" not in html
    assert "1961" not in html


def _cpts(identifiant: str, *membres: str) -> CPTS:
    adherents = tuple(Adhesion(membre=membre) for membre in membres)
    return CPTS(identifiant=identifiant, nom=identifiant.upper(), adherents=adherents)


def test_au_dela_de_quarante_structures_les_membres_sont_comptes_sans_etre_nommes() -> None:
    soignants = tuple(
        Professionnel(identifiant=f"s{n}", profession=professions.MEDECIN, nom=f"Nom{n}") for n in range(41)
    )
    structures = tuple(_cpts(f"c{n}", f"s{n}") for n in range(41))
    lu = texte(page(Registre(professionnels=soignants, structures=structures), au=AU))
    assert "Structures (41)" in lu
    assert "Nom7" not in lu
    assert lu.count("Médecin ; dont 1 incertain(s) à cette date") == 41


def test_plus_de_trois_projets_se_replient() -> None:
    nombreux = tuple(Projet(identifiant=f"p{n}", nom=f"P{n}", nature=NatureProjet.MSP) for n in range(4))
    html = page(Registre(projets=nombreux), au=AU)
    assert "<h1>4 projets de soins primaires</h1>" in html
    assert html.count('class="projet"><details><summary>') == 4
    assert page(Registre(projets=nombreux[:3]), au=AU).count('class="projet"><details open="">') == 3


def test_la_page_ne_depend_que_du_registre_et_du_jour() -> None:
    registre = dossier()
    assert page(registre, au=AU) == page(attrs.evolve(registre), au=AU)


def test_un_nom_hostile_reste_un_texte() -> None:
    html = page(dossier(HOSTILE), au=AU)
    assert html.count("<script") == html.count("<img") == 0
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert "{{ 7 * 7 }}" in html


def test_sans_jinja_l_extra_est_nomme(monkeypatch: pytest.MonkeyPatch) -> None:
    module._gabarit.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ExtraManquant, match=r"soinsprimaires\[rapport\]"):
        page(Registre(), au=AU)
