"""What a notebook shows, in a light page and in a dark one."""

import pytest
from tests.navigateur.conftest import Ouvrir
from tests.navigateur.documents import AU, HOSTILE, dossier

from soinsprimaires import Registre, controler, cycle

PAGES = {"light": "background: #ffffff; color: #000000", "dark": "background: #111111; color: #e0e0e0"}


def carnet(registre: Registre, theme: str) -> str:
    """The outputs of a few cells, one after the other, in the page of a theme."""
    projet = registre.projets[0]
    valeurs = (
        registre,
        projet,
        cycle.echeances(projet, registre, au=AU),
        controler(registre, au=AU),
        *registre.structures,
        *registre.territoires,
    )
    sorties = "<hr>".join(valeur._repr_html_() for valeur in valeurs)
    return (
        '<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><title>Carnet</title>'
        f"<style>body {{ {PAGES[theme]} }}</style><body><main><h1>Carnet</h1>{sorties}</main></body></html>"
    )


@pytest.mark.parametrize("theme", sorted(PAGES))
def test_les_vues_se_lisent_dans_les_deux_themes(ouvrir: Ouvrir, theme: str) -> None:
    onglet = ouvrir(carnet(dossier(), theme))
    onglet.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert onglet.plaintes == []
    assert onglet.verifier() == []
    formes = onglet.page.locator(".sp-pastille svg").all()
    assert len(formes) > 10
    assert all((forme.bounding_box() or {"width": 0})["width"] == 14 for forme in formes[:5])


def test_un_nom_hostile_reste_un_texte(ouvrir: Ouvrir) -> None:
    onglet = ouvrir(carnet(dossier(HOSTILE), "light"))
    assert onglet.plaintes == []
    assert [adresse for adresse in onglet.demandes if adresse != onglet.page.url] == []
    assert onglet.page.locator("script, img").count() == 0
