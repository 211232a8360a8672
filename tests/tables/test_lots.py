"""Many documents as one Parquet data set."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from soinsprimaires import MSP, Registre, ValeurInvalide, ecrire, synthese, tables
from soinsprimaires.tables import tables_lots
from soinsprimaires.tables._lots import repartir

JOURS = (date(2021, 6, 1), date(2025, 6, 1))


def msp(*noms: str) -> Registre:
    return Registre(structures=tuple(MSP(identifiant=nom, nom=nom) for nom in noms))


@pytest.mark.parametrize("processus", [1, 2])
def test_chaque_lot_est_une_partie_et_ce_qui_empeche_l_un_n_arrete_pas_les_autres(
    processus: int, tmp_path: Path
) -> None:
    ecrire(msp("a", "b"), tmp_path / "un.json")
    (tmp_path / "invalide.json").write_text('{"format": "soinsprimaires/registre"}', encoding="utf-8")
    ecrire(msp("c"), tmp_path / "deux.json")
    noms = ("un", "invalide", "absent", "deux")
    lots = [(tmp_path / f"{nom}.json", JOURS[nom == "deux"]) for nom in noms]
    issues = list(tables_lots(iter(lots), tmp_path / "pays", processus=processus))
    assert [(issue.source, issue.au) for issue in issues] == lots
    assert [issue.lignes for issue in issues] == [2, 0, 0, 1]
    assert [issue.motif is None for issue in issues] == [True, False, False, True]
    assert {anomalie.code for anomalie in issues[1].anomalies} == {"cle.absente"}
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
    (issue,) = tables_lots([(str(tmp_path / "pays.json"), JOURS[1])], tmp_path, tables=["exercices_au", "projets"])
    vues = tables.en_arrow(registre, tables=["exercices_au", "projets"], au=JOURS[1])
    assert issue.lignes == sum(vue.num_rows for vue in vues.values())
    assert {chemin.name for chemin in tmp_path.iterdir()} == {"pays.json", "exercices_au", "projets"}


def test_une_table_inconnue_est_refusee_avant_de_rien_lire(tmp_path: Path) -> None:
    with pytest.raises(ValeurInvalide, match="aucune table 'structure'"):
        tables_lots([], tmp_path, tables=["structure"])


def mourir_de_13(nombre: int) -> int:
    """In another process: what kills it says nothing."""
    if nombre == 13:
        os._exit(1)
    return nombre * nombre


def test_un_processus_tue_n_emporte_que_son_lot() -> None:
    lots = iter([1, 13, 2, 3, 4, 5, 6])
    assert list(repartir(mourir_de_13, lots, 2, perdu=lambda lot: -lot)) == [1, -13, 4, 9, 16, 25, 36]


def test_ce_qu_on_abandonne_s_arrete() -> None:
    vus: list[int] = []

    def tirer() -> Iterator[int]:
        for nombre in range(1000):
            vus.append(nombre)
            yield nombre

    parties = repartir(mourir_de_13, tirer(), 2, perdu=lambda lot: -lot)
    assert next(parties) == 0
    parties.close()
    assert len(vus) < 10
