"""A table in each of its forms."""

import csv
import io
import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.affichage.hostiles import HOSTILES

from soinsprimaires import Acte, DatePartielle, NatureProjet
from soinsprimaires.affichage.tableaux import (
    SANS_OBJET,
    Colonne,
    Tableau,
    en_csv,
    en_html,
    en_json,
    en_lignes,
    en_markdown,
    en_page,
    en_texte,
)

COLONNES = (Colonne("nom", "Nom"), Colonne("nombre", "Nombre"), Colonne("le", "Date"))
TABLEAU = Tableau(
    titre="Essai",
    colonnes=COLONNES,
    lignes=(
        ("Lectoure", 12, date(2024, 2, 29)),
        ("Fleurance", 3, DatePartielle.lire("2022-05~")),
        (NatureProjet.CPTS, None, SANS_OBJET),
    ),
    notes=("Une note.",),
)


def test_en_colonnes() -> None:
    assert en_texte(TABLEAU) == (
        "Essai\n"
        "\n"
        "Nom               Nombre  Date\n"
        "---------  -------------  -------------\n"
        "Lectoure              12  29/02/2024\n"
        "Fleurance              3  vers mai 2022\n"
        "CPTS       non renseigné  –\n"
        "\n"
        "* Une note.\n"
    )


def test_trop_large_elle_s_ecrit_en_fiches() -> None:
    assert en_texte(TABLEAU, largeur=30) == (
        "Essai\n"
        "\n"
        "Nom     Lectoure\n"
        "Nombre  12\n"
        "Date    29/02/2024\n"
        "\n"
        "Nom     Fleurance\n"
        "Nombre  3\n"
        "Date    vers mai 2022\n"
        "\n"
        "Nom     CPTS\n"
        "Nombre  non renseigné\n"
        "Date    –\n"
        "\n"
        "* Une note.\n"
    )


def test_une_ligne_trop_longue_se_plie_et_rien_n_est_coupe() -> None:
    tableau = Tableau(
        titre="Essai",
        colonnes=(Colonne("nom", "Nom"), Colonne("avant", "Avant le"), Colonne("qui", "Qui")),
        lignes=(
            ("Centre de santé de Plaisance", "20/01/2027 au plus tôt", "ARS"),
            ("MSP de Vic", "", "porteurs"),
        ),
    )
    assert en_lignes(tableau, largeur=50).splitlines() == [
        "Essai",
        "",
        "Nom                Avant le               Qui",
        "------------------ ---------------------- --------",
        "Centre de santé de 20/01/2027 au plus tôt ARS",
        "  Plaisance",
        "MSP de Vic                                porteurs",
    ]


@given(st.lists(st.lists(st.text("abc àé", max_size=30), min_size=3, max_size=3), max_size=5), st.integers(40, 130))
def test_plier_garde_tous_les_mots(rangees: list[list[str]], largeur: int) -> None:
    tableau = Tableau(
        titre="T",
        colonnes=tuple(Colonne(cle, cle) for cle in "xyz"),
        lignes=tuple(map(tuple, rangees)),
    )
    ecrit = en_lignes(tableau, largeur=largeur)
    assert max(map(len, ecrit.splitlines())) <= largeur
    if rangees:
        _, corps = ecrit.split("-\n", 1)
        assert Counter(re.sub(r"\s", "", corps)) == Counter(re.sub(r"\s", "", "".join(map("".join, rangees))))


def test_en_markdown() -> None:
    assert en_markdown(TABLEAU) == (
        "## Essai\n"
        "\n"
        "| Nom | Nombre | Date |\n"
        "| --- | ---: | --- |\n"
        "| Lectoure | 12 | 29/02/2024 |\n"
        "| Fleurance | 3 | vers mai 2022 |\n"
        "| CPTS | non renseigné | – |\n"
        "\n"
        "- Une note\\.\n"
    )


def test_en_html() -> None:
    assert en_html(TABLEAU) == (
        '<div class="sp-cadre" tabindex="0"><table><caption>Essai</caption>'
        '<thead><tr><th scope="col">Nom</th><th scope="col" class="sp-nombre">Nombre</th><th scope="col">Date</th></tr>'
        "</thead><tbody>"
        '<tr><th scope="row">Lectoure</th><td class="sp-nombre" data-titre="Nombre">12</td>'
        '<td data-titre="Date">29/02/2024</td></tr>'
        '<tr><th scope="row">Fleurance</th><td class="sp-nombre" data-titre="Nombre">3</td>'
        '<td data-titre="Date">vers mai 2022</td></tr>'
        '<tr><th scope="row">CPTS</th><td class="sp-nombre" data-titre="Nombre">non renseigné</td>'
        '<td data-titre="Date">–</td></tr>'
        '</tbody></table></div><p class="sp-discret">Une note.</p>'
    )


def test_en_json_les_mots_du_format() -> None:
    (objet,) = json.loads(en_json([TABLEAU]))
    assert objet == {
        "titre": "Essai",
        "colonnes": [
            {"cle": "nom", "libelle": "Nom"},
            {"cle": "nombre", "libelle": "Nombre"},
            {"cle": "le", "libelle": "Date"},
        ],
        "lignes": [
            {"nom": "Lectoure", "nombre": 12, "le": "2024-02-29"},
            {"nom": "Fleurance", "nombre": 3, "le": "2022-05~"},
            {"nom": "cpts", "nombre": None, "le": None},
        ],
        "notes": ["Une note."],
    }


def test_en_csv() -> None:
    assert en_csv(TABLEAU) == ("Nom;Nombre;Date\r\nLectoure;12;2024-02-29\r\nFleurance;3;vers mai 2022\r\nCPTS;;\r\n")


def test_un_nombre_negatif_ou_decimal_reste_un_nombre() -> None:
    tableau = Tableau(titre="", colonnes=COLONNES[:2], lignes=((Decimal("-0.5"), -3),))
    assert en_csv(tableau) == "Nom;Nombre\r\n-0,5;-3\r\n"
    assert json.loads(en_json([tableau]))[0]["lignes"] == [{"nom": "-0.5", "nombre": -3}]


def test_une_liste_et_une_liste_vide() -> None:
    tableau = Tableau(titre="", colonnes=COLONNES[:2], lignes=(((Acte.EMERGENCE, "x"), ()),))
    assert json.loads(en_json([tableau]))[0]["lignes"] == [{"nom": ["emergence", "x"], "nombre": []}]
    assert en_csv(tableau) == "Nom;Nombre\r\némergence du projet, x;\r\n"


@pytest.mark.parametrize("ecrire", [en_texte, en_markdown, en_html])
def test_sans_ligne_elle_a_ses_tetes_ou_le_dit(ecrire: object) -> None:
    assert callable(ecrire)
    texte = ecrire(Tableau(titre="Vide", colonnes=COLONNES))
    assert "Vide" in texte
    assert "Nombre" in texte or "(aucune ligne)" in texte


# -- hostile texts ------------------------------------------------------------------------------------------------

PIEGE = Tableau(
    titre=HOSTILES[6],
    colonnes=(Colonne("a", HOSTILES[0]), Colonne("b", HOSTILES[7])),
    lignes=tuple((texte, texte) for texte in HOSTILES),
    notes=HOSTILES,
)
COMMANDES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Lecteur(HTMLParser):
    """Names of the elements and of their attributes, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.balises: set[str] = set()
        self.attributs: set[str] = set()
        self.textes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.balises.add(tag)
        self.attributs.update(nom for nom, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.textes.append(data)


def test_html_aucun_element_ni_attribut_de_plus() -> None:
    lecteur = Lecteur()
    lecteur.feed(en_page([PIEGE], titre=HOSTILES[7]))
    # fmt: off
    assert lecteur.balises == {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "div",
        "table", "caption", "thead", "tr", "th", "tbody", "td", "p",
    }
    # fmt: on
    assert lecteur.attributs == {"lang", "charset", "name", "content", "class", "tabindex", "scope", "data-titre"}
    assert "<script>alert(1)</script>" in lecteur.textes


@pytest.mark.parametrize("ecrire", [en_texte, en_markdown, en_html])
def test_rien_qu_un_terminal_execute(ecrire: object) -> None:
    assert callable(ecrire)
    assert COMMANDES.search(ecrire(PIEGE)) is None


def test_markdown_une_ligne_reste_une_ligne_et_deux_colonnes() -> None:
    lignes = [ligne for ligne in en_markdown(PIEGE).splitlines() if ligne.startswith("|")]
    assert len(lignes) == 2 + len(HOSTILES)
    assert {len(re.findall(r"(?<!\\)\|", ligne)) for ligne in lignes} == {3}
    assert not any(re.search(r"(?<!\\)[<`*_\[@]", ligne) for ligne in lignes)


def test_csv_aucune_cellule_n_est_une_formule() -> None:
    rangees = list(csv.reader(io.StringIO(en_csv(PIEGE), newline=""), delimiter=";"))
    assert len(rangees) == 1 + len(HOSTILES)
    assert {len(rangee) for rangee in rangees} == {2}
    assert not any(case.startswith(("=", "+", "-", "@", "\t", "\r")) for rangee in rangees for case in rangee)
    assert rangees[3][0] == "'-1+2"
    assert rangees[5][0] == "'=1+1"
