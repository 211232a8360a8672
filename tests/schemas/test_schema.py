"""What the schema says: patterns, tags, words, and that it is the one that the classes give."""

import json
from datetime import date, timedelta
from typing import Any

import attrs
import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator
from outils import schema as outil
from tests.serialisation.test_types_stricts import SIMPLES, classes

from soinsprimaires import DatePartielle, ValeurInvalide, schemas
from soinsprimaires.identifiants import SORTES
from soinsprimaires.schemas._generation import EN_COURS, _Definitions, ossature
from soinsprimaires.serialisation.migrations import VERSION

SCHEMA = schemas.schema()
DEFINITIONS = SCHEMA["$defs"]


def valide(nom: str, valeur: Any) -> bool:
    """Whether a value is valid against a definition, for both validators."""
    schema = {"$schema": SCHEMA["$schema"], "$defs": DEFINITIONS, "$ref": f"#/$defs/{nom}"}
    lent = Draft202012Validator(schema).is_valid(valeur)
    assert jsonschema_rs.validator_for(schema).is_valid(valeur) is lent
    return lent


def test_le_schema_est_celui_des_classes() -> None:
    assert outil.ecarts() == [], "python -m outils.schema writes it again"


def test_le_schema_est_un_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert jsonschema_rs.meta.is_valid(SCHEMA)


def test_une_version_en_cours_le_dit() -> None:
    publiee = any(publication.version == VERSION for publication in schemas.publications())
    assert (SCHEMA.get("$comment") == EN_COURS) is not publiee
    assert EN_COURS in outil.engendrer(publiee=False)
    assert EN_COURS not in outil.engendrer(publiee=True)


def test_chaque_classe_a_sa_definition_et_chaque_champ_est_decrit() -> None:
    for classe in classes():
        definition = DEFINITIONS[classe.__name__]
        assert definition["additionalProperties"] is False
        assert {champ.name for champ in attrs.fields(classe)} == set(definition["properties"]) - {"type"}
        assert definition["title"] == classe.__name__
        assert definition["description"]
        for nom, propriete in definition["properties"].items():
            assert propriete["description"], f"{classe.__name__}.{nom}"


def test_une_structure_dit_de_quelle_sorte_elle_est() -> None:
    assert [reference["$ref"] for reference in DEFINITIONS["Structure"]["oneOf"]] == [
        "#/$defs/MSP",
        "#/$defs/CentreSante",
        "#/$defs/CTS",
        "#/$defs/CPTS",
        "#/$defs/EquipeSoinsPrimaires",
        "#/$defs/EquipeSoinsSpecialises",
    ]
    assert DEFINITIONS["CTS"]["properties"]["type"]["const"] == "cts"
    assert "type" in DEFINITIONS["CTS"]["required"]


def test_titres_et_descriptions_viennent_des_docstrings() -> None:
    """After the French words of the field, which a form shows."""
    horaire = DEFINITIONS["Horaire"]["properties"]["ferme"]
    assert horaire["description"] == "Fermeture : closing time, later the same day."
    assert DEFINITIONS["MSP"]["description"].startswith("Maison de santé pluriprofessionnelle: a legal person")
    assert DEFINITIONS["MSP"]["properties"]["nom"]["description"] == "Nom : latest name."
    assert DEFINITIONS["Periode"]["description"] == "Full days from debut to fin, both included."
    assert DEFINITIONS["Periode"]["properties"]["fin"]["description"] == "Fin : last day; null is open."
    assert "benevole (bénévole)" in DEFINITIONS["ModeExercice"]["description"]
    assert DEFINITIONS["Projet"]["properties"]["structure"]["$comment"] == "identifiant : structures"


@pytest.mark.parametrize("sorte", SORTES.values(), ids=lambda sorte: str(sorte.nom))
def test_un_motif_ne_laisse_pas_passer_une_fin_de_ligne(sorte: Any) -> None:
    exemples = {"SIRET": "00000000000000", "RPPS": "10000000009", "code EPCI": "200000001", "identifiant": "a"}
    exemple = exemples.get(sorte.nom) or {9: "320000001", 5: "32208"}[sorte.longueurs[0]]
    nom = sorte.nature.__name__
    if nom in DEFINITIONS:
        assert valide(nom, exemple)
        assert not any(
            valide(nom, faux) for faux in (exemple + "\n", "\n" + exemple, exemple + "\r", f"x {exemple}", "")
        )


@pytest.mark.parametrize(
    ("nom", "justes", "faux"),
    [
        ("Heure", ("00:00", "23:59"), ("24:00", "8:00", "08:60", "08:00\n", "08:00:00")),
        ("Decimal", ("0", "-1", "0.5", "-0.5", "12.05", "9" * 40), ("-0", "00", "1.0", ".5", "+1", "0\n", "9" * 41)),
        (
            "DatePartielle",
            ("2022", "2022-05~", "../2024-03", "2017/..", "2021-21", "2021-24/..", "[2018..2019-02-03]"),
            ("../2024~", "../2024/..", "2024\n", "2021-25", "2021-21~", "../2021-21", "2021-21-03"),
        ),
        ("DatePartielle", (), ("[2018-02-30..2019]", "[2021-21..2022]", "[2018..2019]~", "[2018..]", "[2018..2019")),
        ("Extensions", ({}, {"a": [1, None, {"b": 1.5}]}), (None, [], "a")),
        ("Texte", ("", "é\n", "x" * 1_000_000), ("x" * 1_000_001, None, 3)),
    ],
)  # fmt: skip
def test_les_valeurs_simples(nom: str, justes: tuple[Any, ...], faux: tuple[Any, ...]) -> None:
    assert [valeur for valeur in justes if not valide(nom, valeur)] == []
    assert [valeur for valeur in faux if valide(nom, valeur)] == []


def test_le_motif_d_un_jour_est_le_calendrier() -> None:
    jour = jsonschema_rs.validator_for(DEFINITIONS["Jour"])
    vague = jsonschema_rs.validator_for(DEFINITIONS["DatePartielle"])
    for annee in (1, 4, 1600, 1700, 1900, 2000, 2023, 2024, 2100, 9996, 9999):
        depart = date(annee, 1, 1)
        existants = {(depart + timedelta(days=n)).isoformat() for n in range(365)} | {f"{annee:04}-12-31"}
        for mois in range(14):
            for quantieme in range(33):
                texte = f"{annee:04}-{mois:02}-{quantieme:02}"
                assert jour.is_valid(texte) is (texte in existants)
                assert vague.is_valid(texte) is jour.is_valid(texte)
    assert not jour.is_valid("0000-01-01")
    assert not vague.is_valid("0000")
    assert str(DatePartielle.lire("0001")) == "0001"


def test_un_type_inconnu_n_a_pas_de_schema() -> None:
    with pytest.raises(TypeError, match="no schema for <class 'float'>"):
        _Definitions(str)._du_type(float)
    assert float not in SIMPLES


def test_demander_un_schema() -> None:
    assert schemas.schema(VERSION) == schemas.schema() == json.loads(schemas.texte())
    schemas.schema()["properties"].clear()
    assert schemas.schema()["properties"]


@pytest.mark.parametrize("version", [0, VERSION + 1, True, "1", 1.0])
def test_un_schema_qui_n_existe_pas(version: Any) -> None:
    with pytest.raises(ValeurInvalide, match="aucun schéma de version") as refus:
        schemas.schema(version)
    assert refus.value.code == "version.inconnue"


def test_l_ossature_ne_garde_que_ce_qui_oblige() -> None:
    schema = {
        "title": "T",
        "$defs": {"title": {"description": "d", "type": "string"}},
        "properties": {"description": {"$comment": "c", "examples": [1], "enum": ["title"]}},
        "oneOf": [{"title": "a", "const": "b"}],
    }
    assert ossature(schema) == {
        "$defs": {"title": {"type": "string"}},
        "properties": {"description": {"enum": ["title"]}},
        "oneOf": [{"const": "b"}],
    }
