"""Documents in few words, and what their reading says."""

import json
from functools import partial
from typing import Any

import pytest

from soinsprimaires import Anomalie, DocumentInvalide, depuis_json, depuis_json_en_detail


def enveloppe(contenu: Any = None, **cles: Any) -> dict[str, Any]:
    return {"format": "soinsprimaires/registre", "version": 1, "contenu": {} if contenu is None else contenu, **cles}


def document(**contenu: Any) -> str:
    return json.dumps(enveloppe(contenu))


def anomalies(texte: str | bytes, *, tolerant: bool | None = None) -> tuple[Anomalie, ...]:
    lire = depuis_json if tolerant is None else partial(depuis_json_en_detail, tolerant=tolerant)
    with pytest.raises(DocumentInvalide) as refus:
        lire(texte)
    return refus.value.anomalies


def fautes(texte: str | bytes, *, tolerant: bool | None = None) -> list[str]:
    """Code and pointer of each fault, in order."""
    return [f"{anomalie.code} {anomalie.pointeur}" for anomalie in anomalies(texte, tolerant=tolerant)]


def messages(texte: str | bytes) -> list[str]:
    return [anomalie.message for anomalie in anomalies(texte)]


MSP = {"type": "msp", "identifiant": "msp-lectoure", "nom": "MSP de Lectoure"}
LIEU = {"identifiant": "halle", "nom": "Halle", "nature": "salle"}
EVENEMENT = {"identifiant": "e-1", "acte": "emergence", "enregistre_le": "2024-07-02"}
PROJET = {"identifiant": "projet", "nom": "Projet", "nature": "cpts", "journal": [EVENEMENT]}
