"""The fast path, the builders and the complete reader accept the same documents and refuse the others alike."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from tests.proprietes.outils import MOITIE
from tests.schemas import mutations
from tests.serialisation.outils import EVENEMENT, LIEU, MSP, PROJET, document, ecrire_au_hasard, enveloppe

from soinsprimaires import (
    Anomalie,
    DocumentInvalide,
    Registre,
    depuis_json,
    depuis_json_en_detail,
    en_json,
    strategies,
    synthese,
)
from soinsprimaires.serialisation import _lecture
from soinsprimaires.serialisation._convertisseur import _LecteurObjet

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "nuit"
NOMBRE = 10_000 if LONG else 400

rapide = pytest.importorskip("soinsprimaires.serialisation._rapide", exc_type=ModuleNotFoundError)


@contextmanager
def sans_rapide() -> Iterator[None]:
    """As without the extra."""
    with patch.object(_lecture, "_lire_vite", lambda *_: None):
        yield


@contextmanager
def sans_constructeurs() -> Iterator[None]:
    """The complete reader for everything."""
    with sans_rapide(), patch.object(_LecteurObjet, "__call__", lambda soi, valeur, _=None: soi._juger_tout(valeur)):
        yield


def lire(texte: str | bytes) -> Registre | tuple[Anomalie, ...]:
    try:
        return depuis_json(texte)
    except DocumentInvalide as refus:
        return refus.anomalies


def comparer(texte: str | bytes) -> bool:
    """Whether the document is accepted, by the three readers or by none."""
    with sans_constructeurs():
        attendu = lire(texte)
    with sans_rapide():
        assert lire(texte) == attendu, texte
    assert lire(texte) == attendu, texte
    return isinstance(attendu, Registre)


@pytest.mark.parametrize("lot", range(10))
def test_un_document_mute_est_lu_de_meme(lot: int) -> None:
    acceptes = [
        comparer(ecrire_au_hasard(mutations.document(numero), Random(numero)))  # noqa: S311 - the same at each run
        for numero in range(lot, NOMBRE, 10)
    ]
    assert 0 < sum(acceptes) < len(acceptes)


@MOITIE
@given(strategies.registres())
def test_un_registre_est_lu_de_meme(registre: Registre) -> None:
    for compact in (True, False):
        assert comparer(en_json(registre, compact=compact))


def test_un_document_ecrit_par_la_bibliotheque_prend_le_chemin_rapide() -> None:
    pays = synthese.pays(part=0.001)
    assert rapide.lire(en_json(pays, compact=True)) == pays
    assert rapide.lire(en_json(pays)) == pays


@pytest.mark.parametrize("chemin", mutations.CORPUS, ids=lambda chemin: str(chemin.stem))
def test_le_corpus_prend_le_chemin_rapide(chemin: Any) -> None:
    octets = chemin.read_bytes()
    lu = rapide.lire(octets)
    assert lu is not None
    with sans_constructeurs():
        assert lu == depuis_json(octets)


CAS = {
    "repeated key": '{"format":"soinsprimaires/registre","version":1,"version":1,"contenu":{}}',
    "repeated key with another value": '{"format":"x","format":"soinsprimaires/registre","version":1,"contenu":{}}',
    "repeated key beside an escaped colon": document(lieux=[LIEU]).replace(
        '"nom": "Halle"', r'"nom":"a","nom":"b\u003a"'
    ),
    "repeated key in a shared value": document(
        structures=[MSP | {"formes": [{"forme": "sisa", "periode": 0}]}]
    ).replace(": 0", ': {"debut":"2020","debut":"2020"}'),
    "repeated key in extensions": document(extensions={"a": 0}).replace("0}", '0,"a":0}'),
    "unknown key in a shared value": document(
        structures=[MSP | {"formes": [{"forme": "sisa", "periode": {"debut": "2020", "x": 1}}]}]
    ),
    "repeated key in a text as long as another would be": document(lieux=[LIEU]).replace('"Halle"', '"H","nom":"a"'),
    "repeated key beside escapes that msgspec writes shorter": document(lieux=[LIEU])
    .replace(": ", ":")
    .replace(", ", ",")
    .replace('"Halle"', r'"\u00e9\u00e9","nom":"a"'),
    "null where the field is optional": document(lieux=[LIEU | {"commune": None}]),
    "null where the field has a word by default": document(lieux=[LIEU | {"nature": None}]),
    "null for the extensions": document(extensions=None),
    "null in place of a shared value": document(structures=[MSP | {"formes": [{"forme": "sisa", "periode": None}]}]),
    "empty list": document(structures=[MSP | {"sites": []}]),
    "false": document(projets=[PROJET | {"journal": [EVENEMENT | {"par_delegation": False}]}]),
    "true for a version": '{"format":"soinsprimaires/registre","version":true,"contenu":{}}',
    "point in a version": '{"format":"soinsprimaires/registre","version":1.0,"contenu":{}}',
    "true for a text": document(lieux=[LIEU | {"nom": True}]),
    "number for a date": document(projets=[PROJET | {"journal": [EVENEMENT | {"effet_le": 2022}]}]),
    "compact date": document(projets=[PROJET | {"journal": [EVENEMENT | {"enregistre_le": "20240702"}]}]),
    "week date": document(projets=[PROJET | {"journal": [EVENEMENT | {"enregistre_le": "2024-W05-3"}]}]),
    "unhashable word": document(lieux=[LIEU | {"nature": ["salle"]}]),
    "wrong tag": document(structures=[MSP | {"type": "maison"}]),
    "tag of another kind": document(structures=[MSP | {"type": "cts", "signataires": []}]),
    "no tag": document(structures=[{"identifiant": "a", "nom": "A"}]),
    "tag in extensions": document(structures=[{"extensions": {"type": "cts"}, **MSP}]),
    "tag where there is none": document(lieux=[LIEU | {"type": "lieu"}]),
    "duplicate identifiant": document(lieux=[LIEU, LIEU]),
    "list out of order": document(lieux=[LIEU | {"identifiant": "b"}, LIEU | {"identifiant": "a"}]),
    "newline after an identifier": document(lieux=[LIEU | {"commune": "32208\n"}]),
    "decimal that is not canonical": document(
        professionnels=[{"identifiant": "p", "profession": {"systeme": "TRE_G15", "code": "10"}, "exercices": 0}]
    ).replace('"exercices": 0', '"exercices": [{"quotite": "0.50"}]'),
    "share above one": document(
        professionnels=[{"identifiant": "p", "profession": {"systeme": "TRE_G15", "code": "10"}, "exercices": 0}]
    ).replace('"exercices": 0', '"exercices": [{"quotite": "2"}]'),
    "long text": document(lieux=[LIEU | {"nom": "é" * 1_000_001}]),
    "longest text": document(lieux=[LIEU | {"nom": "é" * 1_000_000}]),
    "big integer in extensions": document(extensions={"a": 10**30}),
    "number too great in extensions": document(extensions={"a": 1}).replace("1}", "1e400}"),
    "lone surrogate in extensions": document(extensions={"a": "\ud800"}),
    "pair of surrogates": document(lieux=[LIEU | {"nom": "\U0001f600"}]),
    "deep extensions": document(extensions={"a": 0}).replace("0}", "[" * 70 + "]" * 70 + "}"),
    "too deep for any parser": "[" * 100_000,
    "too deep in extensions": document(extensions={"a": 0}).replace("0}", "[" * 50_000 + "]" * 50_000 + "}"),
    "byte order mark": "\ufeff" + document(),
    "text after the end": document() + "{}",
    "nothing": "",
    "another version": '{"format":"soinsprimaires/registre","version":2,"contenu":{}}',
    "unknown kind": document(lieu=[LIEU]),
    "unknown key of the envelope": str(enveloppe(autre=1)).replace("'", '"'),
}


@pytest.mark.parametrize("nom", CAS)
def test_un_cas_limite_est_lu_de_meme(nom: str) -> None:
    comparer(CAS[nom])
    comparer(CAS[nom].encode(errors="surrogatepass"))


@pytest.mark.parametrize("octets", [b"\xff", b'{"format":"\xed\xa0\x80"}', b'{"\xc0\x80":1}'])
def test_des_octets_qui_ne_sont_pas_de_l_utf_8_sont_refuses_de_meme(octets: bytes) -> None:
    assert not comparer(octets)
    assert not comparer(document(extensions={"a": "Z"}).encode().replace(b"Z", octets))


def test_le_detail_est_le_meme() -> None:
    texte = document(lieux=[LIEU])
    with sans_rapide():
        attendu = depuis_json_en_detail(texte, tolerant=True)
    assert depuis_json_en_detail(texte, tolerant=True) == attendu


def test_les_limites_tiennent_sur_le_chemin_rapide() -> None:
    texte = document(lieux=[LIEU])
    for lire_court in (partial(depuis_json, taille_max=10), partial(depuis_json, profondeur_max=2)):
        with pytest.raises(DocumentInvalide) as refus:
            lire_court(texte)
        with sans_rapide(), pytest.raises(DocumentInvalide) as attendu:
            lire_court(texte)
        assert refus.value.anomalies == attendu.value.anomalies


SANS_MSGSPEC = """
import sys
sys.modules["msgspec"] = None
from soinsprimaires import charger, en_json
print(en_json(charger(sys.argv[1])), end="")
"""


def test_sans_l_extra_le_coeur_lit_et_ecrit_les_memes_octets() -> None:
    chemin = mutations.CORPUS[0]
    fait = subprocess.run([sys.executable, "-c", SANS_MSGSPEC, chemin], capture_output=True, check=True)
    assert fait.stdout == en_json(depuis_json(chemin.read_bytes())).encode()
    assert fait.stderr == b""


def test_deux_lectures_a_la_fois_ne_se_melent_pas() -> None:
    textes = [en_json(synthese.pays(graine=graine, part=0.001), compact=True) for graine in range(4)]
    attendus = [depuis_json(texte) for texte in textes]
    with ThreadPoolExecutor(4) as lecteurs:
        assert list(lecteurs.map(depuis_json, textes * 5)) == attendus * 5
