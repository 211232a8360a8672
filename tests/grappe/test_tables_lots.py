"""Many documents as one Parquet data set."""

import json
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import polars as pl
import pytest
from pyarrow import parquet

from soinsprimaires import MSP, Exercice, Professionnel, Registre, ValeurInvalide, ecrire, synthese, tables
from soinsprimaires.grappe import ouvrir, tables_lots
from soinsprimaires.referentiels.professions import MEDECIN
from soinsprimaires.tables._partie import ecrire_partie

JOURS = (date(2021, 6, 1), date(2025, 6, 1))


def msp(*noms: str) -> Registre:
    return Registre(structures=tuple(MSP(identifiant=nom, nom=nom) for nom in noms))


def test_chaque_lot_est_une_partie_et_ce_qui_empeche_l_un_n_arrete_pas_les_autres(tmp_path: Path) -> None:
    ecrire(msp("a", "b"), tmp_path / "un.json")
    (tmp_path / "invalide.json").write_text('{"format": "soinsprimaires/registre"}', encoding="utf-8")
    ecrire(msp("c"), tmp_path / "deux.json")
    noms = ("un", "invalide", "absent", "deux")
    lots = [(tmp_path / f"{nom}.json", JOURS[nom == "deux"]) for nom in noms]
    with ouvrir(processus=2) as grappe:
        faits = list(tables_lots(iter(lots), tmp_path / "pays", sur=grappe))
    assert [(fait.source, fait.au) for fait in faits] == lots
    assert [fait.resultat for fait in faits] == [2, None, None, 1]
    codes = [{anomalie.code for anomalie in fait.anomalies} for fait in faits]
    assert codes == [set(), {"cle.absente"}, {"lot.illisible"}, set()]
    ecrits = {str(chemin.relative_to(tmp_path / "pays")) for chemin in (tmp_path / "pays").rglob("*.parquet")}
    assert ecrits == {"structures/au=2021-06-01/00000.parquet", "structures/au=2025-06-01/00003.parquet"}
    lus = [(JOURS[0], "a"), (JOURS[0], "b"), (JOURS[1], "c")]
    base = duckdb.read_parquet(f"{tmp_path}/pays/structures/*/*.parquet", hive_partitioning=True)
    assert sorted(base.select("au", "identifiant").fetchall()) == lus
    polars = pl.scan_parquet(tmp_path / "pays" / "structures", hive_partitioning=True, try_parse_hive_dates=True)
    assert sorted(polars.select("au", "identifiant").collect().rows()) == lus


def test_un_lot_a_les_tables_et_les_vues_de_son_jour(tmp_path: Path) -> None:
    registre = synthese.pays(graine=3, part=0.001)
    ecrire(registre, tmp_path / "pays.json")
    (fait,) = tables_lots([(str(tmp_path / "pays.json"), JOURS[1])], tmp_path, tables=["exercices_au", "projets"])
    vues = tables.en_arrow(registre, tables=["exercices_au", "projets"], au=JOURS[1])
    assert fait.resultat == sum(vue.num_rows for vue in vues.values())
    assert {chemin.name for chemin in tmp_path.iterdir()} == {"pays.json", "exercices_au", "projets"}


def test_chaque_table_d_une_partie_dit_son_lot_dans_sa_cle_et_ses_references(tmp_path: Path) -> None:
    registre = synthese.pays(graine=3, part=0.001)
    ecrire(registre, tmp_path / "pays.json")
    absent = (tmp_path / "absent.json", JOURS[0])
    _, fait = tables_lots([absent, (tmp_path / "pays.json", JOURS[1])], tmp_path / "pays")
    assert fait.resultat
    vues = tables.en_arrow(registre, au=JOURS[1])
    for nom, vue in vues.items():
        lue = parquet.ParquetFile(tmp_path / "pays" / nom / "au=2025-06-01" / "00001.parquet").read()
        assert lue.column_names == ["lot", *vue.column_names]
        assert lue["lot"].to_pylist() == ["00001"] * vue.num_rows
        assert lue.schema.field("lot").metadata[b"description"]
        assert lue.drop_columns("lot").equals(vue), nom
        assert [champ.metadata for champ in lue.schema][1:] == [champ.metadata for champ in vue.schema]
        assert json.loads(lue.schema.metadata[b"cle"]) == ["lot", *json.loads(vue.schema.metadata[b"cle"])]
        assert lue.schema.metadata[b"description"] == vue.schema.metadata[b"description"]
    exercices = parquet.read_schema(tmp_path / "pays" / "exercices_au" / "au=2025-06-01" / "00001.parquet")
    references = {
        lien["table"]: (lien["colonnes"], lien["cibles"]) for lien in json.loads(exercices.metadata[b"references"])
    }
    assert references == {
        "professionnels_exercices": (["lot", "identifiant_entite", "rang_exercices"],) * 2,
        "professionnels": (["lot", "identifiant_entite"], ["lot", "identifiant"]),
        "structures": (["lot", "structure"], ["lot", "identifiant"]),
    }


def test_aucune_table_n_a_deja_une_colonne_du_nom_de_celles_d_un_lot() -> None:
    vues = tables.en_arrow(Registre(), au=JOURS[0], nominatif=True, vides=True)
    assert [nom for nom, vue in vues.items() if {"lot", "au"} & set(vue.column_names)] == []


def test_des_documents_d_un_jour_qui_ont_les_memes_identifiants_se_joignent_chacun_avec_le_sien(tmp_path: Path) -> None:
    """Names tell the documents apart: a structure of another one, joined to a practice, is seen."""
    lots = []
    for rang in range(3):
        msp_ = MSP(identifiant="a", nom=f"MSP {rang}")
        exercices = (Exercice(structure="a"),) * (rang + 1)
        medecin = Professionnel(identifiant="p", profession=MEDECIN, exercices=exercices)
        ecrire(Registre(structures=(msp_,), professionnels=(medecin,)), tmp_path / f"{rang}.json")
        lots.append((tmp_path / f"{rang}.json", JOURS[1]))
    assert all(fait.resultat for fait in tables_lots(lots, tmp_path / "pays"))
    attendus = [("00000", "MSP 0", 1), ("00001", "MSP 1", 2), ("00002", "MSP 2", 3)]
    with duckdb.connect() as base:
        for nom in ("exercices_au", "structures"):
            base.sql(f"create view {nom} as from read_parquet('{tmp_path}/pays/{nom}/*/*.parquet')")
        lus = base.sql(
            "select e.lot, s.nom, count(*) from exercices_au e "
            "join structures s on s.lot = e.lot and s.identifiant = e.structure group by all order by all"
        ).fetchall()
    assert lus == attendus
    vues, structures = (pl.scan_parquet(tmp_path / "pays" / nom) for nom in ("exercices_au", "structures"))
    joints = vues.join(structures, left_on=["lot", "structure"], right_on=["lot", "identifiant"])
    assert sorted(joints.group_by("lot", "nom").len().collect().rows()) == attendus


def test_une_table_inconnue_est_refusee_avant_de_rien_lire(tmp_path: Path) -> None:
    with pytest.raises(ValeurInvalide, match="aucune table 'structure'"):
        tables_lots([], tmp_path, tables=["structure"])


def test_ce_qui_ne_peut_pas_s_ecrire_se_dit_et_ne_laisse_aucune_partie(tmp_path: Path) -> None:
    """The folder of the second table is taken by a file: that of the first must not stay alone in the data set."""
    ecrire(synthese.pays(graine=3, part=0.001), tmp_path / "pays.json")
    (tmp_path / "structures").write_bytes(b"")
    (fait,) = tables_lots([(tmp_path / "pays.json", JOURS[1])], tmp_path, tables=["professionnels", "structures"])
    assert fait.resultat is None
    assert [anomalie.code for anomalie in fait.anomalies] == ["lot.ecriture"]
    assert (tmp_path / "professionnels").is_dir()
    assert not list(tmp_path.rglob("*.parquet"))


def test_une_partie_remplace_celle_d_avant(tmp_path: Path) -> None:
    ecrire_ = partial(ecrire_partie, au=JOURS[0], dossier=tmp_path, partie="0", tables=None, nominatif=False)
    assert [ecrire_(msp("a", "b")), ecrire_(msp("c"))] == [2, 1]
    lus = pl.read_parquet(tmp_path / "structures" / "au=2021-06-01" / "*")
    assert lus["identifiant"].to_list() == ["c"]
