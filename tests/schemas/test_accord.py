"""The schema and the reader agree, up to what a schema cannot say, which docs/reference/format-json.md lists."""

import copy
import io
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given
from jsonschema import Draft202012Validator
from tests.proprietes.outils import noeuds, resoudre
from tests.proprietes.test_json import documents_mutes
from tests.schemas import mutations

from soinsprimaires import Anomalie, DocumentInvalide, charger, depuis_json, ecrire_lignes, schemas
from soinsprimaires.modele.genres import CLASSES
from soinsprimaires.modele.structures import ETIQUETTES

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "nuit"
NOMBRE = 10_000 if LONG else 200
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "format-json.md"

SCHEMA = schemas.schema()
LENT = Draft202012Validator(SCHEMA)
PROMPT = jsonschema_rs.validator_for(SCHEMA)

HORS_SCHEMA = frozenset(
    {
        "convention.parties",
        "cycle.etat_inconnu",
        "estimation.bornes",
        "evenement.annule",
        "evenement.doublon",
        "evenement.etat",
        "evenement.reprise",
        "horaire.ordre",
        "identifiant.doublon",
        "periode.ordre",
        "presence.lieu",
        "procedure.delai",
        "territoire.delimitation",
    }
)
"""Codes of what the constructors judge between several values."""


def lire(document: Any) -> tuple[Anomalie, ...]:
    try:
        depuis_json(json.dumps(document))
    except DocumentInvalide as refus:
        return refus.anomalies
    return ()


def est_hors_schema(anomalie: Anomalie) -> bool:
    """Whether an anomaly is one of those that a schema cannot say."""
    en_extension = "/extensions/" in anomalie.pointeur
    return anomalie.code in HORS_SCHEMA or (
        en_extension and anomalie.code in {"json.profondeur", "texte.longueur", "texte.nul"}
    )


def reecrire_entiers(document: Any, anomalies: tuple[Anomalie, ...]) -> bool:
    """Write without a point the integers that are refused for theirs: 1.0 is an integer for JSON Schema."""
    reecrits = False
    for anomalie in anomalies:
        if anomalie.code == "type.inattendu" and "un nombre entier" in anomalie.message:
            parent, _, cle = anomalie.pointeur.rpartition("/")
            valeur, objet = resoudre(document, anomalie.pointeur), resoudre(document, parent)
            if isinstance(valeur, float) and valeur.is_integer():
                objet[int(cle) if isinstance(objet, list) else cle] = int(valeur)
                reecrits = True
    return reecrits


def juger(document: Any) -> frozenset[str]:
    """The codes of the reader's refusal; both validators must say the same."""
    reecrit = copy.deepcopy(document)
    anomalies = lire(reecrit)
    while reecrire_entiers(reecrit, anomalies):
        anomalies = lire(reecrit)
    dites = [anomalie for anomalie in anomalies if not est_hors_schema(anomalie)]
    attendu = not dites
    assert LENT.is_valid(document) is attendu, (document, anomalies)
    assert PROMPT.is_valid(document) is attendu, (document, anomalies)
    return frozenset(anomalie.code for anomalie in anomalies)


@pytest.mark.parametrize("lot", range(10))
def test_un_document_mute_est_juge_de_meme(lot: int) -> None:
    comptes: Counter[str] = Counter()
    for numero in range(lot, NOMBRE, 10):
        comptes.update(juger(mutations.document(numero)) or {"aucun"})
    assert comptes["aucun"] > 0
    assert len(comptes) > 3


@given(documents_mutes())
@example({"format": "soinsprimaires/registre", "version": 1.0, "contenu": {}})
@example({"format": "soinsprimaires/registre", "version": True, "contenu": {}})
@example({"format": "soinsprimaires/registre", "version": 1, "contenu": {"extensions": {"a": "x" * 1_000_001}}})
@example({"format": "soinsprimaires/registre", "version": 1, "contenu": {"extensions": None, "lieux": []}})
@example({"format": "soinsprimaires/registre", "version": 1, "contenu": None})
def test_un_document_quelconque_est_juge_de_meme(document: Any) -> None:
    if not any(isinstance(valeur, float) and not abs(valeur) < float("inf") for _, valeur in noeuds(document)):
        juger(document)


@pytest.mark.parametrize("chemin", mutations.CORPUS, ids=lambda chemin: str(chemin.stem))
def test_un_document_garde_est_valide(chemin: Path) -> None:
    document = json.loads(chemin.read_text(encoding="utf-8"))
    assert LENT.is_valid(document)
    assert PROMPT.is_valid(document)


def test_une_ligne_est_valide_contre_la_definition_de_sa_classe() -> None:
    ecrit = io.BytesIO()
    ecrire_lignes(charger(mutations.CORPUS[0].with_name("complet.json")), ecrit)
    for ligne in ecrit.getvalue().splitlines()[1:]:
        entite = json.loads(ligne)
        classe = CLASSES[entite["type"]].__name__
        if entite["type"] not in ETIQUETTES:
            del entite["type"]
        schema = {"$schema": SCHEMA["$schema"], "$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{classe}"}
        assert jsonschema_rs.validator_for(schema).is_valid(entite), classe


def test_la_page_dit_ce_que_le_schema_ne_dit_pas() -> None:
    section = PAGE.read_text(encoding="utf-8").partition("## What the schema cannot say")[2].partition("\n## ")[0]
    dits = set(re.findall(r"`([a-z]+\.[a-z_]+)`", section))
    assert dits >= HORS_SCHEMA
    assert dits - HORS_SCHEMA == {
        "cle.repetee",
        "json.constante",
        "json.encodage",
        "json.nombre",
        "json.profondeur",
        "json.syntaxe",
        "json.taille",
        "texte.longueur",
        "texte.nul",
        "texte.surrogat",
        "type.inattendu",
    }
