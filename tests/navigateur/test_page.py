"""The report page in a real browser: it opens alone, reads, prints, and obeys nobody."""

import re
from itertools import pairwise

import pytest
from tests.navigateur.conftest import Ouvrir
from tests.navigateur.documents import AU, HOSTILE, dossier, grande_page, trois_cents_projets, une_page

from soinsprimaires.affichage.rapport import page as composer

TITRES = [
    "Sommaire",
    "En bref",
    "Projets",
    "Territoires et population",
    "Structures et membres",
    "Offre de soins",
    "Réunions et décisions",
    "Au fil des dates",
    "Vérification du registre",
    "D'où viennent ces faits",
]


def test_la_page_s_ouvre_seule_et_sans_plainte(ouvrir: Ouvrir) -> None:
    onglet = ouvrir(une_page())
    assert onglet.plaintes == []
    assert [adresse for adresse in onglet.demandes if adresse != "data:,"] == [onglet.page.url]
    assert onglet.page.title() == "CPTS d'essai : état du registre au 2 juillet 2024"
    assert onglet.page.locator("h1").all_inner_texts() == ["CPTS d'essai"]
    assert onglet.page.locator("h2").all_inner_texts() == TITRES


def test_elle_dit_l_etat_ce_qui_manque_et_avant_quand(ouvrir: Ouvrir) -> None:
    page = ouvrir(une_page()).page
    assert page.locator(".sp-courant").text_content() == "à cette date : projet de santé déposé"
    assert "réponse de l'ARS" in page.locator("#bref").inner_text()
    projet = page.locator("article#projet-projet")
    assert [legende.inner_text() for legende in projet.locator("caption").all()] == [
        "Ce qui manque",
        "Échéances",
        "Ce qui s'est passé",
    ]
    frise = projet.get_by_role("img")
    assert "1, dépôt de la lettre d'intention, vers mai 2022" in (frise.get_attribute("aria-label") or "")
    assert frise.locator("circle").count() == 3
    assert frise.locator("rect").count() == 1


def test_le_clavier_et_les_lecteurs_d_ecran_s_y_retrouvent(ouvrir: Ouvrir) -> None:
    page = ouvrir(une_page()).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    assert page.get_by_role("main").count() == page.get_by_role("banner").count() == 1
    assert page.get_by_role("navigation").get_by_role("link").count() == len(TITRES) - 1
    assert page.locator("html").get_attribute("lang") == "fr"
    niveaux = [
        int(nom[1]) for nom in page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(t => t.tagName)")
    ]
    assert all(suivant <= precedent + 1 for precedent, suivant in pairwise(niveaux))


def test_rien_ne_sort_de_l_ecran_d_un_telephone(ouvrir: Ouvrir) -> None:
    page = ouvrir(une_page()).page
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    bords = page.evaluate("[...document.querySelectorAll('table')].map(t => t.getBoundingClientRect().right)")
    assert bords
    assert max(bords) <= 360


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_n_y_trouve_rien_de_serieux(ouvrir: Ouvrir, theme: str) -> None:
    onglet = ouvrir(une_page(), theme=theme)
    onglet.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert onglet.verifier() == []


def test_sur_un_telephone_seuls_les_tableaux_defilent(ouvrir: Ouvrir) -> None:
    onglet = ouvrir(une_page(), largeur=360)
    assert onglet.page.evaluate("document.documentElement.scrollWidth") == 360
    assert onglet.verifier() == []


def test_trois_cents_projets_ont_un_index_et_se_deplient(ouvrir: Ouvrir) -> None:
    assert len(trois_cents_projets().projets) == 300
    onglet = ouvrir(grande_page())
    page = onglet.page
    assert onglet.plaintes == []
    assert page.locator("table.index tbody tr").count() == 300
    lien = page.locator("table.index a").nth(150)
    cible = page.locator(lien.get_attribute("href") or "")
    assert cible.locator("h3").inner_text() == lien.inner_text()
    assert not cible.locator(".sp-etapes").is_visible()
    cible.locator("summary").first.click()
    assert cible.locator(".sp-etapes").is_visible()
    # The blocks and the rows are alike, and axe-core takes minutes to read them all.
    page.evaluate("[...document.querySelectorAll('article')].slice(2).forEach(bloc => bloc.remove())")
    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+20)').forEach(ligne => ligne.remove())")
    assert onglet.verifier() == []


def test_ce_qui_est_replie_s_imprime(ouvrir: Ouvrir) -> None:
    page = ouvrir(une_page()).page
    replie = page.locator("details:not([open]) table").first
    assert not replie.is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    assert replie.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 31, 36)"
    document = page.pdf(format="A4")
    assert document.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", document)) < 10


def test_un_nom_hostile_reste_un_texte(ouvrir: Ouvrir) -> None:
    onglet = ouvrir(composer(dossier(HOSTILE), au=AU))
    attendu = "\ufffd<script>pirate()</script>\"'><img src=x onerror=pirate()>\ufffd[31m{{ 7 * 7 }}&lt;"
    assert onglet.plaintes == []
    assert [adresse for adresse in onglet.demandes if adresse != "data:,"] == [onglet.page.url]
    assert onglet.page.locator("h1").inner_text() == attendu
    assert onglet.page.locator("script, img").count() == 0
    assert onglet.page.locator("#structures tbody th").first.inner_text() == attendu
