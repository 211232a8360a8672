"""Pieces of HTML: what is typed by others is text, what is said by colour is said by shape and words."""

import pytest

from soinsprimaires.affichage.contenu.lignes import Ton
from soinsprimaires.affichage.html import (
    Html,
    balise,
    deplier,
    echapper,
    formes,
    joindre,
    lien,
    lire_gabarit,
    pastille,
    tableau,
)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("<script>", "&lt;script&gt;"),
        ("\"'&", "&quot;&#x27;&amp;"),
        ("deux\nlignes\tet une", "deux lignes et une"),
        ("\x1b[31m\u202e\u2066\ud800\u2028", "\ufffd[31m\ufffd\ufffd\ufffd\ufffd"),
        ("espace\u202ffine", "espace\u202ffine"),
        ("dit « oui »", "dit «\u00a0oui\u00a0»"),
        (12, "12"),
    ],
)
def test_un_texte_est_sans_effet(texte: object, attendu: str) -> None:
    assert echapper(texte) == attendu


def test_ce_qui_est_sur_n_est_pas_echappe_deux_fois() -> None:
    gras = balise("b", "a & b")
    assert gras == "<b>a &amp; b</b>"
    assert joindre((gras, "<"), ", ") == "<b>a &amp; b</b>, &lt;"
    assert gras.__html__() == gras


def test_un_attribut_est_echappe_et_none_ne_s_ecrit_pas() -> None:
    assert balise("p", "x", classe='a"b', title=None, aria_label="é", tabindex=0) == (
        '<p class="a&quot;b" aria-label="é" tabindex="0">x</p>'
    )
    assert balise("path", d="M0 0") == '<path d="M0 0"/>'


@pytest.mark.parametrize("adresse", ["javascript:pirate()", "data:text/html,x", " https://exemple.fr", None])
def test_une_adresse_qui_n_est_pas_du_web_n_est_pas_suivie(adresse: str | None) -> None:
    assert lien(adresse, "<ici>") == "&lt;ici&gt;"


def test_une_adresse_du_web_et_un_endroit_de_la_page_le_sont() -> None:
    assert lien("https://exemple.fr/?a=1&b=2", "ici") == (
        '<a href="https://exemple.fr/?a=1&amp;b=2" rel="noreferrer">ici</a>'
    )
    assert lien("#projet-a", "ici") == '<a href="#projet-a">ici</a>'


def test_une_pastille_a_une_forme_et_des_mots() -> None:
    assert pastille(Ton.GRAVE, "dépassée") == (
        '<span class="sp-pastille sp-grave"><svg width="14" height="14" aria-hidden="true">'
        '<use href="#sp-grave"/></svg> dépassée</span>'
    )
    noms = ("grave", "alerte", "info", "doute", "bon", "attente")
    assert all(f'id="sp-{nom}"' in formes() for nom in noms)
    assert len({trace.split('"')[1] for trace in formes().split("<path ")[1:]}) == len(noms)


def test_un_tableau_a_une_legende_des_tetes_et_aucune_colonne_vide() -> None:
    assert tableau("T", ("A", "B", "C"), [(1, "", "<"), (2, Html(), "3")]) == (
        '<div class="sp-cadre" tabindex="0"><table><caption>T</caption>'
        '<thead><tr><th scope="col">A</th><th scope="col">C</th></tr></thead>'
        '<tbody><tr><th scope="row">1</th><td data-titre="C">&lt;</td></tr>'
        '<tr><th scope="row">2</th><td data-titre="C">3</td></tr></tbody>'
        "</table></div>"
    )
    assert tableau("T", ("A",), []) == ""


def test_des_contenus_se_replient() -> None:
    assert deplier("a", "b") == "<details><summary>a</summary>b</details>"
    assert deplier("a", "b", ouvert=True) == '<details open=""><summary>a</summary>b</details>'


def test_un_gabarit_absent_le_dit() -> None:
    with pytest.raises(FileNotFoundError, match=r"absent\.css"):
        lire_gabarit("absent.css")
