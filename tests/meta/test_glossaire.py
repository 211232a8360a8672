"""Every public class is in the glossary, once, with its definition, its source and its English gloss."""

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest

import soinsprimaires

RACINE = Path(__file__).resolve().parents[2]
GLOSSAIRE = (RACINE / "docs" / "glossaire.md").read_text(encoding="utf-8")
DROIT = RACINE.parent / "shared" / "reference"

SANS_TEXTE = {"pas de texte", "aucun texte relevé"}
CITATION = re.compile(r"[^()]+ \((vérifiée|secondaire|déduite|non vérifiée)\)")
ARTICLE = re.compile(r"\b[LRD]\d{3,4}(?:-\d+)*\b")


class Ligne(NamedTuple):
    """One row of a table of the glossary."""

    nom: str
    definition: str
    source: str
    anglais: str


def lire(texte: str) -> list[Ligne]:
    """Rows of the tables, without their heads."""
    rangees = (ligne.strip("|").split("|") for ligne in texte.splitlines() if ligne.startswith("|"))
    lignes = [Ligne(*(cellule.strip() for cellule in rangee)) for rangee in rangees]
    return [ligne for ligne in lignes if ligne.anglais != "English" and ligne.anglais.strip("-")]


def cle(nom: str) -> str:
    """A word as a dictionary sorts it: case and accents aside."""
    lettres = unicodedata.normalize("NFD", nom.casefold())
    return "".join(lettre for lettre in lettres if not unicodedata.combining(lettre))


TABLES = [lire(section) for section in GLOSSAIRE.split("\n## ")[1:]]
LIGNES = [ligne for table in TABLES for ligne in table]
CLASSES = [ligne.nom.strip("`") for ligne in LIGNES if ligne.nom.startswith("`")]


def test_chaque_classe_publique_y_est_une_fois_et_elle_seule() -> None:
    publiques = {nom for nom in soinsprimaires.__all__ if nom[0].isupper()}
    assert sorted(CLASSES) == sorted(publiques)


def test_les_deux_tables_sont_pleines_et_rangees() -> None:
    assert [bool(table) for table in TABLES] == [True, True]
    for table in TABLES:
        noms = [cle(ligne.nom.strip("`")) for ligne in table]
        assert noms == sorted(set(noms))


def est_complete(ligne: Ligne) -> bool:
    phrase = ligne.definition[:1].isupper() and ligne.definition.endswith(".")
    sourcee = ligne.source in SANS_TEXTE or all(CITATION.fullmatch(source) for source in ligne.source.split(" ; "))
    return all(ligne) and phrase and sourcee


def test_chaque_ligne_est_complete() -> None:
    assert len(LIGNES) > 100
    assert [ligne for ligne in LIGNES if not est_complete(ligne)] == []


@pytest.mark.parametrize(
    "nom",
    [
        *("acte", "action", "porteurs", "contrôler", "valider", "portée", "gravité", "fiabilité", "PDSA", "ACI"),
        *("centre territorial de santé", "conseil territorial de santé"),
    ],
)
def test_un_mot_dont_le_sens_est_fixe_y_est(nom: str) -> None:
    assert [ligne.nom for ligne in LIGNES].count(nom) == 1


def test_aucun_article_n_est_invente() -> None:
    if not DROIT.is_dir():
        pytest.skip("the reading of the law is not beside the checkout")
    lu = set(ARTICLE.findall("".join(page.read_text(encoding="utf-8") for page in sorted(DROIT.glob("droit*.md")))))
    cites = {article for ligne in LIGNES for article in ARTICLE.findall(ligne.source)}
    assert "L6323-3" in cites
    assert cites - lu == set()
