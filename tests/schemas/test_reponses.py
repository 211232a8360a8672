"""What the library answers names its format, and is what its schema says."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema_rs
import pytest
from examples import ceze_cevennes, lomagne_gersoise
from jsonschema import Draft202012Validator
from outils import schema as outil

from soinsprimaires import Registre, ValeurInvalide, comparaison, controler, cycle, schemas
from soinsprimaires.affichage.contenu.documents import DOCUMENTS, en_json, raconter_suivis

AU = date(2026, 1, 1)
REGISTRE = lomagne_gersoise.construire()
AUTRE = REGISTRE.modifier(REGISTRE.structures[0].identifiant, nom="Autre nom").sans(REGISTRE.lieux[0].identifiant)
SUIVIS = [cycle.Suivi(projet, REGISTRE, AU) for projet in REGISTRE.projets]
REPONSES = {
    "rapport": [controler(REGISTRE, au=AU).en_json(), controler(Registre(), au=AU).en_json()],
    "chronologie": [en_json(raconter_suivis(*SUIVIS)), en_json(raconter_suivis())],
    "echeances": [SUIVIS[0].echeances.en_json(), cycle.Echeances().en_json()],
    "comparaison": [
        comparaison.comparer(REGISTRE, AUTRE).en_json(),
        comparaison.comparer(REGISTRE, ceze_cevennes.construire()).en_json(),
        comparaison.comparer(REGISTRE, REGISTRE).en_json(),
    ],
}


@pytest.mark.parametrize("nom", schemas.DOCUMENTS[1:])
def test_une_reponse_nomme_son_format_et_suit_son_schema(nom: str) -> None:
    schema = schemas.schema(document=nom)
    Draft202012Validator.check_schema(schema)
    for texte in REPONSES[nom]:
        document = json.loads(texte)
        assert (document["format"], document["version"]) == (f"soinsprimaires/{nom}", 1)
        jsonschema_rs.validate(schema, document)
        for faux in ({"version": 2}, {"cle": 1}, {"format": "soinsprimaires/registre"}):
            assert not jsonschema_rs.is_valid(schema, document | faux)


def test_chaque_reponse_a_son_schema_qui_est_celui_des_classes() -> None:
    assert ("registre", *DOCUMENTS) == schemas.DOCUMENTS
    for chemin, attendu in outil.reponses().items():
        assert chemin.read_text(encoding="utf-8") == attendu, "python -m outils.schema writes it again"


def test_une_cle_manque_a_ce_qui_est_incomplet() -> None:
    rapport: dict[str, Any] = json.loads(REPONSES["rapport"][0])
    schema = schemas.schema(document="rapport")
    for cle in rapport:
        assert not jsonschema_rs.is_valid(schema, {autre: v for autre, v in rapport.items() if autre != cle}), cle


def toutes_les_cles(document: Any) -> Iterator[dict[str, Any]]:
    """Every object of a schema that has properties."""
    if isinstance(document, dict):
        if "additionalProperties" in document:
            yield document
        for valeur in document.values():
            yield from toutes_les_cles(valeur)


@pytest.mark.parametrize("nom", schemas.DOCUMENTS[1:])
def test_chaque_cle_qui_est_toujours_ecrite_est_exigee_et_decrite(nom: str) -> None:
    for objet in toutes_les_cles(schemas.schema(document=nom)):
        absentes = {"EntiteComparee": {"avant", "apres", "champs"}, "ChampCompare": {"avant", "apres"}}
        assert set(objet["properties"]) - set(objet["required"]) == absentes.get(objet["title"], set())
        dits = {cle: propriete["description"] for cle, propriete in objet["properties"].items()}
        assert [cle for cle in dits if cle not in {"format", "version"} and " : " not in dits[cle]] == []


def test_un_document_inconnu_n_a_pas_de_schema() -> None:
    with pytest.raises(ValeurInvalide, match="vouliez-vous dire « rapport »") as refus:
        schemas.texte(document="raport")
    assert refus.value.code == "document.inconnu"
    with pytest.raises(ValeurInvalide, match="versions : 1 à 1"):
        schemas.schema(2, document="rapport")
