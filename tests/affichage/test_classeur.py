"""Tables as a spreadsheet, read back by openpyxl and looked at as XML."""

import io
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from tests.affichage.hostiles import HOSTILES

from soinsprimaires import Acte, DatePartielle, ExtraManquant
from soinsprimaires.affichage.classeur import ecrire_classeur
from soinsprimaires.affichage.tableaux import SANS_OBJET, Colonne, Tableau

COLONNES = (Colonne("quoi", "Quoi"), Colonne("nombre", "Nombre"), Colonne("le", "Date"))


def test_les_cellules_ont_leur_nature(tmp_path: Path) -> None:
    tableau = Tableau(
        titre="Suivi au 1er juin 2025",
        colonnes=COLONNES,
        lignes=(
            (Acte.EMERGENCE, 12, date(2024, 2, 29)),
            ("Lectoure", None, DatePartielle.lire("2024-02-29")),
            ("Fleurance", 3, DatePartielle.lire("2022-05")),
            ("Miradoux", SANS_OBJET, date(1899, 12, 31)),
            ("La Romieu", (), DatePartielle.lire("../2024-02-29")),
        ),
        notes=("Une note.",),
    )
    chemin = tmp_path / "suivi.xlsx"
    ecrire_classeur([tableau, tableau], chemin)
    classeur = load_workbook(chemin)
    assert classeur.sheetnames == ["Suivi au 1er juin 2025", "Suivi au 1er juin 2025 2", "À lire"]
    feuille = classeur.worksheets[0]
    assert [[case.value for case in ligne] for ligne in feuille.iter_rows()] == [
        ["Quoi", "Nombre", "Date"],
        ["émergence du projet", 12, datetime(2024, 2, 29)],  # noqa: DTZ001 - what openpyxl reads
        ["Lectoure", None, datetime(2024, 2, 29)],  # noqa: DTZ001
        ["Fleurance", 3, "en mai 2022"],
        ["Miradoux", None, "31/12/1899"],
        ["La Romieu", None, "au plus tard le 29 février 2024"],
    ]
    assert feuille["C2"].number_format == "dd/mm/yyyy"
    assert feuille.freeze_panes == "A2"
    assert feuille.auto_filter.ref == "A1:C6"
    assert [feuille.column_dimensions[lettre].width for lettre in "ABC"] == [21, 15, 33]
    assert [case.value for case in classeur["À lire"]["A"]] == [
        "Une cellule vide n'est pas renseignée, ou n'a pas d'objet.",
        "Suivi au 1er juin 2025",
        "Une note.",
        "Suivi au 1er juin 2025",
        "Une note.",
    ]


@pytest.mark.parametrize(
    ("jour", "lu"),
    [(date(1900, 2, 28), "28/02/1900"), (date(1900, 3, 1), datetime(1900, 3, 1))],  # noqa: DTZ001
)
def test_un_jour_d_avant_le_calendrier_des_tableurs_est_du_texte(jour: date, lu: object, tmp_path: Path) -> None:
    """Their 1900 has a 29 February, so that the days before it would be read as others."""
    ecrire_classeur([Tableau(titre="Jours", colonnes=COLONNES[2:], lignes=((jour,),))], tmp_path / "jours.xlsx")
    assert load_workbook(tmp_path / "jours.xlsx")["Jours"]["A2"].value == lu


def test_aucune_formule_et_un_xml_que_tous_lisent() -> None:
    lignes = tuple((texte, 1, texte) for texte in HOSTILES)
    pieges = [Tableau(titre=texte, colonnes=COLONNES, lignes=lignes, notes=HOSTILES) for texte in HOSTILES[:9]]
    tampon = io.BytesIO()
    ecrire_classeur(pieges, tampon)
    with zipfile.ZipFile(tampon) as archive:
        for nom in archive.namelist():
            if nom.endswith(".xml"):
                racine = ET.fromstring(archive.read(nom))  # noqa: S314 - written here
                assert [element for element in racine.iter() if element.tag.endswith("}f")] == []
    classeur = load_workbook(tampon)
    assert len(classeur.sheetnames) == 10
    for feuille in classeur.worksheets:
        assert len(feuille.title) <= 31
        for ligne in feuille.iter_rows():
            for case in ligne:
                assert case.data_type in {"s", "n"}
                assert not str(case.value).startswith(("=", "+", "-", "@"))


def test_sans_openpyxl_l_extra_est_nomme(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ExtraManquant, match=r"soinsprimaires\[donnees\]"):
        ecrire_classeur([Tableau(titre="x", colonnes=COLONNES)], tmp_path / "x.xlsx")
