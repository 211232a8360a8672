"""Documents in few words, and what their reading says."""

import json
import re
from functools import partial
from random import Random
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


def ecrire_au_hasard(document: Any, hasard: Random) -> bytes:
    """A document in one of the ways in which programs write JSON, sometimes damaged."""
    presentation: dict[str, Any] = hasard.choice(({"separators": (",", ":")}, {"indent": 2}, {"indent": "\t"}, {}))
    texte = json.dumps(document, ensure_ascii=hasard.random() < 0.2, sort_keys=hasard.random() < 0.7, **presentation)
    if hasard.random() < 0.3:
        texte = abimer(texte, hasard)
    return texte.encode(errors="surrogatepass")


def abimer(texte: str, hasard: Random) -> str:
    """The same text with one change that a reader must see, or that changes nothing."""
    paires = [*re.finditer(r'"[a-z_]+"\s*:\s*(?:"[^"\\]*"|[0-9]+|true|false|null)', texte)]
    paire = hasard.choice(paires).group() if paires else '"type":1'
    valeur = re.split(r":\s*", paire, maxsplit=1)[1]
    place = hasard.randrange(len(texte) + 1)
    return hasard.choice(
        (
            texte.replace(paire, f"{paire}, {paire}", 1),
            texte.replace(paire, f'{paire}, "type": "msp"', 1),
            texte.replace(paire, f'{paire}, "a": "\\u003a"', 1),
            texte.replace(paire, f'"a": null, {paire}', 1),
            texte.replace(paire, paire.replace(":", " :\n ", 1), 1),
            texte.replace(paire, re.sub("[a-z]", lambda lettre: f"\\u{ord(lettre[0]):04x}", paire, count=1), 1),
            texte.replace(paire, paire.replace(valeur, hasard.choice(JETONS)), 1),
            texte.replace(":", "\\u003a", 1),
            texte[:place] + hasard.choice(INTRUS) + texte[place:],
            texte[:place],
            "\ufeff" + texte,
            texte + hasard.choice(("\n", " ", "x", "\0", "{}", "\ufeff")),
        )
    )


JETONS = (
    *("NaN", "-Infinity", "1e400", "-0", "01", "1.0", "1e2", "18446744073709551616", "[]", "{}", "null", "true", '""'),
    *(
        r'"\ud800"',
        r'"\ud83d\ude00"',
        r'"\u0000"',
        r'"\x"',
        '"\x01"',
        '"\ud800"',
        "'a'",
        '"a:b"',
        r'"a\u003ab"',
        "9" * 5000,
    ),
)
INTRUS = (" ", "\n", "\f", "\xa0", ",", ":", '"', "\\", "{", "}", "[", "]", "\0", "/**/", "0", "\ud800")
