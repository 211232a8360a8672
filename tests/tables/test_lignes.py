"""The rows of an answer as columns."""

import copy
import pickle
import sys
from datetime import date, time
from decimal import Decimal
from typing import Any

import attrs
import duckdb
import polars as pl
import pyarrow as pa
import pytest
from examples import lomagne_gersoise

from soinsprimaires import (
    DatePartielle,
    ExtraManquant,
    ModeExercice,
    NatureOrganisation,
    Organisation,
    ValeurInvalide,
    analyse,
)
from soinsprimaires.analyse import Compte, Recueil
from soinsprimaires.cycle import Etat, EtatCPTS, EtatMSP
from soinsprimaires.referentiels import CodeNomenclature, professions


@attrs.frozen(kw_only=True)
class Borne:
    """A figure.

    Attributes:
        minimum: at least.
        raisons: why it is not exact.
    """

    minimum: Decimal
    raisons: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Ligne:
    """A row of a made-up answer.

    Attributes:
        le: when, as vague as the
            source.
    """

    nom: str
    le: DatePartielle | None = None
    metier: CodeNomenclature | None = None
    mode: ModeExercice | None = None
    jour: date | None = None
    heure: time | None = None
    sur: bool | None = None
    mesure: Borne | None = None
    bornes: tuple[Borne, ...] = ()
    qui: Organisation | None = None
    etats: frozenset[Etat] = frozenset()
    valeurs: tuple[str | None, ...] = ()


PLEINE = Ligne(
    nom="une",
    le=DatePartielle.lire("2022-05~"),
    metier=professions.MEDECIN,
    mode=ModeExercice.LIBERAL,
    jour=date(2025, 6, 1),
    heure=time(8, 30),
    sur=False,
    mesure=Borne(minimum=Decimal("1.5"), raisons=("dates", "lieu")),
    bornes=(Borne(minimum=Decimal(2)), Borne(minimum=Decimal(3), raisons=("x",))),
    qui=Organisation(identifiant="ars", nom="ARS", nature=NatureOrganisation.ARS),
    etats=frozenset({EtatMSP.EMERGENCE, EtatCPTS.ECHU, EtatCPTS.EMERGENCE}),
    valeurs=("a", None),
)


def test_chaque_champ_a_ses_colonnes_et_son_type() -> None:
    table = Recueil(Ligne, [PLEINE, Ligne(nom="vide")]).en_arrow()
    mot, decimal = pa.dictionary(pa.int8(), pa.string()), pa.decimal128(38, 18)
    assert dict(zip(table.schema.names, table.schema.types, strict=True)) == {
        "nom": pa.string(),
        "le": pa.string(),
        "le_au_plus_tot": pa.date32(),
        "le_au_plus_tard": pa.date32(),
        "le_precision": mot,
        "metier": pa.string(),
        "metier_systeme": mot,
        "metier_libelle": pa.string(),
        "mode": mot,
        "jour": pa.date32(),
        "heure": pa.time32("ms"),
        "sur": pa.bool_(),
        "mesure_minimum": decimal,
        "qui": pa.string(),
        "mesure_raisons": pa.list_(pa.string()),
        "bornes": pa.list_(pa.struct([("minimum", decimal), ("raisons", pa.list_(pa.string()))])),
        "etats": pa.list_(pa.string()),
        "valeurs": pa.list_(pa.string()),
    }
    une, vide = table.to_pylist()
    assert une == {
        "nom": "une",
        "le": "2022-05~",
        "le_au_plus_tot": date(2022, 4, 1),
        "le_au_plus_tard": date(2022, 6, 30),
        "le_precision": "mois",
        "metier": "10",
        "metier_systeme": "TRE_G15",
        "metier_libelle": "Médecin",
        "mode": "liberal",
        "jour": date(2025, 6, 1),
        "heure": time(8, 30),
        "sur": False,
        "mesure_minimum": Decimal("1.5"),
        "qui": "ars",
        "mesure_raisons": ["dates", "lieu"],
        "bornes": [{"minimum": 2, "raisons": []}, {"minimum": 3, "raisons": ["x"]}],
        "etats": ["cpts.echu", "cpts.emergence", "msp.emergence"],
        "valeurs": ["a", None],
    }
    listes = {"mesure_raisons", "bornes", "etats", "valeurs"}
    assert vide == {nom: [] if nom in listes else None for nom in une} | {"nom": "vide"}


def test_ce_que_dit_la_classe_est_dans_les_colonnes() -> None:
    schema = Recueil(Ligne).en_arrow().schema
    assert schema.metadata[b"description"] == b"A row of a made-up answer."
    assert schema.field("le").metadata[b"description"] == b"when, as vague as the source."
    assert schema.field("mode").metadata[b"mots"] == b"liberal salarie benevole indirect"


def test_une_reponse_vide_a_les_memes_colonnes() -> None:
    pleine, vide = Recueil(Ligne, [PLEINE]).en_arrow(), Recueil(Ligne).en_arrow()
    assert vide.schema.equals(pleine.schema, check_metadata=True)
    assert vide.num_rows == 0


def test_un_nombre_de_plus_de_dix_huit_decimales_y_est_arrondi() -> None:
    table = Recueil(Borne, [Borne(minimum=Decimal(1) / 3), Borne(minimum=Decimal("0.5"))]).en_arrow()
    assert table["minimum"].to_pylist() == [Decimal("0.333333333333333333"), Decimal("0.5")]
    with pytest.raises(ValeurInvalide, match="« minimum » a plus de 20 chiffres avant la virgule"):
        Recueil(Borne, [Borne(minimum=Decimal(10) ** 20)]).en_arrow()


def test_une_table_reste_un_tuple() -> None:
    table = Recueil(Compte, [Compte(valeurs=("32", None), nombre=2)])
    assert tuple(table) == (Compte(valeurs=("32", None), nombre=2),)
    copies: list[Any] = [copy.copy(table), copy.deepcopy(table), pickle.loads(pickle.dumps(table))]  # noqa: S301 - our own
    for copie in copies:
        assert copie == table
        assert copie.en_arrow().equals(table.en_arrow())
    assert hash(table) == hash(tuple(table))


def test_polars_et_duckdb_lisent_le_portefeuille_sans_nous() -> None:
    registre = lomagne_gersoise.construire()
    lignes = analyse.portefeuille(registre, au=date(2026, 11, 4))
    table = lignes.en_arrow()
    assert pl.DataFrame(table)["projet"].to_list() == [ligne.projet for ligne in lignes]
    base = duckdb.connect()
    base.register("portefeuille", table)
    natures = base.sql("select distinct nature from portefeuille order by 1").fetchall()
    assert natures == sorted({(ligne.nature.value,) for ligne in lignes})


def test_un_champ_que_rien_ne_montre_est_un_defaut_du_programme() -> None:
    @attrs.frozen
    class Autre:
        quoi: complex

    with pytest.raises(TypeError, match="no column for <class 'complex'>"):
        Recueil(Autre).en_arrow()


def test_sans_pyarrow_l_extra_est_nomme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExtraManquant, match=r"soinsprimaires\[tables\]"):
        Recueil(Compte).en_arrow()
