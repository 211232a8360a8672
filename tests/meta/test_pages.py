"""The reference pages of the lifecycle are those that the tables give."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from outils import commande, format_json, pages, tables

from soinsprimaires import (
    DatePartielle,
    Estimation,
    NatureProjet,
    NuanceNombre,
    ValeurInvalide,
    cycle,
    depuis_objet,
    schemas,
)
from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.modele.genres import GENRES
from soinsprimaires.serialisation._convertisseur import du_document

RACINE = Path(__file__).resolve().parents[2]
PAGES = pages.pages()
chaque_page = pytest.mark.parametrize("nom", sorted(PAGES))


@chaque_page
def test_la_page_est_celle_des_tables(nom: str) -> None:
    assert (RACINE / nom).read_text(encoding="utf-8") == PAGES[nom], "make docs writes it again"


def test_la_page_des_tables_est_celle_de_leur_plan() -> None:
    # It freezes them too: a column that goes or changes its type is a line of a diff.
    assert (RACINE / tables.PAGE).read_text(encoding="utf-8") == tables.page(), "make docs writes it again"


def test_la_page_de_la_commande_est_celle_que_son_aide_donne() -> None:
    texte = (RACINE / commande.PAGE).read_text(encoding="utf-8")
    assert texte == commande.page(), "make docs writes it again"
    assert "| `--exclure` | Règle à écarter, autant de fois que voulu ; le rapport le dit. |" in texte
    assert texte.count("Codes de retour") == texte.count("\n## ")


def test_la_page_des_personnes_est_celle_des_declarations() -> None:
    texte = (RACINE / pages.PERSONNES).read_text(encoding="utf-8")
    assert texte == pages.page_des_personnes(), "make docs writes it again"
    assert "| `Personne` | `identifiant`, `provenance`, `nom`, `prenom`, `fonctions`, `professionnel` |  |  |" in texte


def test_aucune_autre_page_du_cycle() -> None:
    presentes = {f"docs/reference/{chemin.name}" for chemin in (RACINE / "docs" / "reference").glob("cycle-*.md")}
    assert presentes == set(PAGES)


@chaque_page
def test_chaque_rangee_a_toutes_ses_colonnes(nom: str) -> None:
    rangees = [ligne for ligne in PAGES[nom].splitlines() if ligne.startswith("|")]
    assert {len(re.split(r"(?<!\\)\|", rangee)) for rangee in rangees} == {12}


@pytest.mark.parametrize(
    ("nom", "lignes"),
    [
        (
            "docs/reference/cycle-cpts.md",
            [
                "    [*] --> emergence",
                "    projet_depose --> opposition_ars: opposition_ars",
                "    scinde --> [*]",
                "    demarree --> deployee: deploiement_mission",
            ],
        ),
        ("docs/reference/cycle-msp.md", ["    projet_valide --> en_fonctionnement: mise_en_fonctionnement"]),
        (
            "docs/reference/cycle-centre-sante.md",
            ["    fermeture_administrative --> [*]", "    provisoire --> definitif: agrement_definitif"],
        ),
    ],
)
def test_le_diagramme_montre_les_passages(nom: str, lignes: list[str]) -> None:
    assert set(lignes) <= set(PAGES[nom].splitlines())


def test_un_acte_a_sa_rangee() -> None:
    (rangee,) = (
        ligne
        for ligne in PAGES["docs/reference/cycle-centre-sante.md"].splitlines()
        if ligne.startswith("| `ouvert`, `suspendu` | `fermeture_administrative`")
    )
    assert [cellule.strip() for cellule in rangee.strip("|").split("|")] == [
        "`ouvert`, `suspendu`",
        "`fermeture_administrative`",
        "`fermeture_administrative`",
        "l'ARS",
        "",
        "",
        "`decision`",
        "la décision est motivée",
        "depuis le 2009-07-23",
        " ; ".join(
            f"CSP, art. {article} (secondaire)"
            for article in (
                "L6323-1, rédaction de la loi n° 2009-879 du 21 juillet 2009",
                "L6323-1-12, versions du 1er avril 2018 (ordonnance n° 2018-17) et du 25 décembre 2021",
                "L6323-1-12 (loi n° 2023-378 du 19 mai 2023, art. 8)",
            )
        ),
    ]


def test_la_lettre_d_une_msp_n_est_pas_validee_par_l_assurance_maladie() -> None:
    assert libeller(cycle.EtatMSP.LETTRE_INTENTION_VALIDEE) == "lettre d'intention validée par l'ARS"
    assert "assurance maladie" in libeller(cycle.EtatCPTS.LETTRE_INTENTION_VALIDEE)


def test_les_trois_natures_ont_leur_page() -> None:
    assert set(pages.TITRES) == set(NatureProjet)


def test_la_page_du_format_dit_chaque_champ_chaque_mot_et_chaque_code() -> None:
    texte = (RACINE / format_json.PAGE).read_text(encoding="utf-8")
    assert texte == format_json.page(), "make docs writes it again"
    _, _, engendre = texte.partition(format_json.REPERE)
    definitions = schemas.schema()["$defs"]
    for definition in definitions.values():
        for champ in definition.get("properties", ()):
            assert f"`{champ}`" in engendre
        for mot in definition.get("enum", ()):
            assert f"{mot} (" in engendre
    for code in ("cle.absente", "valeur.hors_liste", "identifiant.forme", "texte.nul", "json.syntaxe", "periode.ordre"):
        assert f"| `{code}` |" in engendre


def test_chaque_code_a_sa_phrase_et_ceux_de_python_ne_sont_jamais_ceux_d_un_document() -> None:
    codes = format_json.codes()
    assert set(codes) > format_json.HORS_LECTURE
    assert not [code for code, phrases in codes.items() if not any(phrases) or any("……" in dit for dit in phrases)]
    refuses = {
        anomalie["code"]
        for chemin in (RACINE / "tests" / "donnees" / "invalides").glob("*.attendu.json")
        for anomalie in json.loads(chemin.read_text(encoding="utf-8"))
    }
    assert refuses
    assert format_json.HORS_LECTURE.isdisjoint(refuses)


def admet(nuance: NuanceNombre, **bornes: Any) -> bool:
    try:
        Estimation(valeur=20, nuance=nuance, **bornes)
    except ValeurInvalide:
        return False
    return True


def test_la_page_du_format_dit_les_bornes_et_les_saisons_de_la_bibliotheque() -> None:
    texte = (RACINE / format_json.PAGE).read_text(encoding="utf-8")
    dites = (
        "`minimum` stands with `environ`, `au_plus` and `moins_de`, `maximum` with `environ`, `au_moins` and `plus_de`"
    )
    assert dites in texte
    admises = {borne: {n.value for n in NuanceNombre if admet(n, **{borne: sure})} for borne, sure in BORNES.items()}
    assert admises == {
        "minimum": {"environ", "au_plus", "moins_de"},
        "maximum": {"environ", "au_moins", "plus_de"},
    }
    for saison, (premier, dernier) in SAISONS.items():
        date = DatePartielle.lire(saison)
        assert f"`{saison}`" in texte
        assert (str(date.au_plus_tot), str(date.au_plus_tard)) == (premier, dernier)


BORNES = {"minimum": 10, "maximum": 30}
SAISONS = {
    "2021-21": ("2021-03-01", "2021-06-30"),
    "2021-22": ("2021-06-01", "2021-09-30"),
    "2021-23": ("2021-09-01", "2021-12-31"),
    "2021-24": ("2020-12-01", "2022-03-31"),
}


def test_les_exemples_de_la_page_du_format_sont_lus() -> None:
    """Each by the reader of its own class, and every class that has fields has one."""
    _, _, engendre = format_json.page().partition("\n## Every field of every kind\n")
    sections = re.findall(r"^### (?:`\w+`: )?(\w+)\n(.*?)(?=^##)", engendre, re.MULTILINE | re.DOTALL)
    classes = {classe.__name__: classe for classe in du_document()}
    lus = []
    for nom, section in sections:
        (exemple,) = re.findall(r"^```json\n(.*?)\n```", section, re.MULTILINE)
        lu = depuis_objet(json.loads(exemple), classes[nom])
        assert type(lu) is classes[nom]
        lus.append(nom)
    objets = {nom for nom, definition in schemas.schema()["$defs"].items() if "properties" in definition}
    assert sorted(lus) == sorted(objets - {"Registre"})
    assert set(lus) >= {genre.classe.__name__ for genre in GENRES}
