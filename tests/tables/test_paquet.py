"""Tables as files that describe themselves."""

import csv
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.donnees import complet

from soinsprimaires import (
    CPTS,
    MSP,
    Adhesion,
    Estimation,
    Mouvement,
    NatureMouvement,
    NatureTerritoire,
    Registre,
    StatutMouvement,
    Territoire,
    ValeurInvalide,
    charger,
    tables,
)

AU = date(2025, 6, 1)
QUELQUES = [
    "lieux",
    "organisations",
    "portefeuille",
    "professionnels",
    "professionnels_exercices",
    "projets",
    "structures",
    "structures_adherents",
    "structures_sites",
    "structures_sites_horaires",
    "structures_sites_horaires_jours",
    "territoires",
    "echeances",
]
COMPLET = charger(complet.CHEMIN)


def lire(chemin: Path) -> dict[str, Any]:
    paquet: dict[str, Any] = json.loads(chemin.read_text(encoding="utf-8"))
    return {ressource["name"]: ressource for ressource in paquet["resources"]}


@pytest.mark.parametrize("forme", ["csv", "parquet"])
def test_un_paquet_est_valide_pour_frictionless(forme: Any, tmp_path: Path) -> None:
    chemin = tables.ecrire_paquet(COMPLET, tmp_path, format=forme, tables=QUELQUES, au=AU, nominatif=True)
    rapport = frictionless.validate(str(chemin))
    assert rapport.flatten(["name", "type", "message"]) == []
    assert len(rapport.tasks) == len(QUELQUES)


def test_ce_qu_un_paquet_dit_de_ses_fichiers_est_vrai(tmp_path: Path) -> None:
    vues = tables.en_arrow(COMPLET, au=AU)
    ressources = lire(tables.ecrire_paquet(COMPLET, tmp_path / "neuf" / "paquet", au=AU))
    assert list(ressources) == list(vues)
    for nom, ressource in ressources.items():
        fichier = tmp_path / "neuf" / "paquet" / ressource["path"]
        assert ressource["hash"] == f"sha256:{hashlib.sha256(fichier.read_bytes()).hexdigest()}"
        assert [champ["name"] for champ in ressource["schema"]["fields"]] == vues[nom].column_names
        lue = parquet.read_table(fichier)
        assert lue.equals(vues[nom]), nom
        assert [champ.metadata for champ in lue.schema] == [champ.metadata for champ in vues[nom].schema]


def test_une_cellule_de_csv_dit_ce_qui_est_inconnu_et_ce_qui_est_sans_objet(tmp_path: Path) -> None:
    registre = Registre(
        structures=(MSP(identifiant="a-msp", nom="MSP"), CPTS(identifiant="cpts", nom='CPTS "du Lac", dite =A1')),
        mouvements=(
            Mouvement(
                identifiant="m",
                nature=NatureMouvement.DEPART,
                statut=StatutMouvement.ANNONCE,
                nombre=Estimation(valeur="1200"),
                le="../2024-03",
            ),
        ),
    )
    ressources = lire(tables.ecrire_paquet(registre, tmp_path, format="csv"))
    assert set(ressources) == {"structures", "mouvements"}
    with (tmp_path / "structures.csv").open(encoding="utf-8", newline="") as fichier:
        msp, cpts = csv.DictReader(fichier)
    assert (msp["gestionnaire"], msp["siret"], msp["type"]) == ("(sans objet)", "", "msp")
    assert cpts["nom"] == 'CPTS "du Lac", dite =A1'
    with (tmp_path / "mouvements.csv").open(encoding="utf-8", newline="") as fichier:
        (depart,) = csv.DictReader(fichier)
    assert (depart["nombre_valeur"], depart["le"]) == ("1200", "../2024-03")
    assert (depart["le_au_plus_tot"], depart["le_au_plus_tard"]) == ("", "2024-03-31")


def test_une_reference_qui_ne_mene_nulle_part_n_est_pas_declaree(tmp_path: Path) -> None:
    adhesions = (Adhesion(membre="absent"), Adhesion(membre="msp"))
    structures = (CPTS(identifiant="cpts", nom="CPTS", adherents=adhesions), MSP(identifiant="msp", nom="MSP"))
    depart = Mouvement(identifiant="m", nature=NatureMouvement.DEPART, statut=StatutMouvement.ANNONCE, structure="msp")
    perdu = Mouvement(
        identifiant="n", nature=NatureMouvement.DEPART, statut=StatutMouvement.ANNONCE, structure="msp", territoire="t"
    )
    registre = Registre(structures=structures, mouvements=(depart, perdu))
    chemin = tables.ecrire_paquet(registre, tmp_path, format="csv")
    assert frictionless.validate(str(chemin)).valid
    declarees = lire(chemin)["mouvements"]["schema"]["foreignKeys"]
    assert declarees == [{"fields": ["structure"], "reference": {"resource": "structures", "fields": ["identifiant"]}}]
    chemin = tables.ecrire_paquet(registre.modifier("m", structure="inconnue"), tmp_path, format="csv")
    assert frictionless.validate(str(chemin)).valid
    assert "foreignKeys" not in lire(chemin)["mouvements"]["schema"]


def test_la_description_d_une_table() -> None:
    schema = tables.table_schema("structures_adherents")
    assert schema["$schema"] == "https://datapackage.org/profiles/2.0/tableschema.json"
    assert schema["primaryKey"] == ["identifiant_entite", "rang_adherents"]
    assert schema["foreignKeys"][0] == {
        "fields": ["identifiant_entite"],
        "reference": {"resource": "structures", "fields": ["identifiant"]},
    }
    assert schema["missingValues"] == [
        {"value": "", "label": "non renseigné"},
        {"value": "(sans objet)", "label": "sans objet"},
    ]
    champs = {champ["name"]: champ for champ in tables.table_schema("professionnels_exercices")["fields"]}
    assert champs["rang_exercices"]["constraints"] == {"required": True}
    assert champs["mode"]["constraints"] == {"enum": ["liberal", "salarie", "benevole", "indirect"]}
    assert champs["periode_debut_au_plus_tot"]["type"] == "date"
    assert champs["quotite"]["type"] == "number"
    assert champs["employeur"]["description"].endswith("désigne une entité de : organisations, structures.")
    sites = {champ["name"] for champ in tables.table_schema("professionnels")["fields"]}
    assert "rpps" not in sites
    assert "rpps" in {champ["name"] for champ in tables.table_schema("professionnels", nominatif=True)["fields"]}


@pytest.mark.parametrize(
    ("faire", "message"),
    [
        (lambda: tables.table_schema("structure"), "aucune table 'structure'"),
        (lambda: tables.ecrire_paquet(Registre(), "x", format="xlsx"), "aucun format 'xlsx' ; admis"),  # type: ignore[arg-type]
    ],
    ids=["table", "format"],
)
def test_une_demande_inconnue_est_refusee(faire: Any, message: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValeurInvalide, match=message):
        faire()
    assert list(tmp_path.iterdir()) == []


def test_un_paquet_dit_en_francais_lisible_ce_que_designe_une_colonne(tmp_path: Path) -> None:
    chemin = tables.ecrire_paquet(COMPLET, tmp_path, format="csv", tables=["structures_adherents", "projets"], au=AU)
    dits = {
        (nom, champ["name"]): champ["description"]
        for nom, ressource in lire(chemin).items()
        for champ in ressource["schema"]["fields"]
    }
    # What may be of several lists has no foreign key that says so; what is of one has it.
    assert "désigne une entité de : " in dits["structures_adherents", "membre"]
    assert "désigne une entité" not in dits["projets", "structure"]
    assert "désigne une entité de : " in chemin.read_text(encoding="utf-8")


def test_un_csv_lu_en_textes_rend_a_polars_et_a_duckdb_ceux_du_registre(tmp_path: Path) -> None:
    """Texts that a reader could take for numbers, dates, booleans, or ends of cells and of lines."""
    pieges = ["0101", "1e3", "2021-06-01", "true", "NA", "null", 'dite "la; Grande",\t|', "deux\nlignes", "=A1", "é"]
    registre = COMPLET.avec(
        *(MSP(identifiant=f"piege-{rang}", nom=nom) for rang, nom in enumerate(pieges)),
        Territoire(
            identifiant="ain", nom="01", nature=NatureTerritoire.ACTION_CPTS, communes=("01001", "01004", "2A004")
        ),
    )
    vues = tables.en_arrow(registre, au=AU, nominatif=True)
    tables.ecrire_paquet(registre, tmp_path, format="csv", au=AU, nominatif=True)
    assert {"01001", "01004", "2A004"} <= set(vues["territoires_communes"]["valeur"].to_pylist())
    for nom, vue in vues.items():
        chemin = str(tmp_path / f"{nom}.csv")
        polars = pl.read_csv(chemin, infer_schema=False, null_values="(sans objet)")
        base = duckdb.read_csv(
            chemin, all_varchar=True, header=True, delimiter=",", na_values=["", "(sans objet)"]
        ).pl()
        assert polars.columns == base.columns == vue.column_names
        for champ in vue.schema:
            if pa.types.is_string(champ.type) or pa.types.is_dictionary(champ.type):
                attendus = vue[champ.name].to_pylist()
                assert polars[champ.name].to_list() == attendus, (nom, champ.name)
                assert base[champ.name].to_list() == attendus, (nom, champ.name)
