"""From a text to the values of JSON: with msgspec or without it, the same values and the same refusals."""

import json
import sys
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires.serialisation import _texte
from soinsprimaires.serialisation._fautes import Fautes
from soinsprimaires.serialisation._primitives import NUL
from soinsprimaires.serialisation._texte import cle_d_egalite, decoder

SAINS: Final = (
    b"null",
    b' {"a": [1, 2.50, -0, 1e3, true, null, "b:c"]}\r\n',
    b'{"a": "\\u00e9\\ud83d\\ude00\\/\\u003a", "b": {"a": 1}}',
    b"123456789012345678901234567890",
    b'{"a":' * 99 + b"[]" + b"}" * 99,
    b'{"accolades": "' + b"{[" * 200 + b'"}',
    b'{"chemin": "\\\\u0000", "\\\\\\\\u0000": "\\n\\\\ud800"}',  # a backslash or two, then five letters and figures
)
FAUX: Final = (
    (b'{"a": 1, "a": 1}', "cle.repetee"),
    (b'{"a": 1, "a\\u003a": 1, "a": 2}', "cle.repetee"),
    (b'[{"a": {"b": 1, "b": ":"}}]', "cle.repetee"),
    (b'"\\ud800"', "texte.surrogat"),
    (b'{"\\udc00": 1}', "texte.surrogat"),
    (b'"\\u0000"', "texte.nul"),
    (b'{"\\\\\\u0000": 1}', "texte.nul"),  # a backslash, then the null character
    (b"[NaN]", "json.constante"),
    (b"[-Infinity]", "json.constante"),
    (b"\xef\xbb\xbf{}", "json.encodage"),
    (b'"\xff"', "json.encodage"),
    (b'{"a":' * 100 + b"[]" + b"}" * 100, "json.profondeur"),
    (b"[" * 3000 + b"]" * 3000, "json.profondeur"),
    (b"1" * 5000, "json.nombre"),
    (b'{"a": 1,}', "json.syntaxe"),
    (b'"a\nb"', "json.syntaxe"),
    (b"", "json.syntaxe"),
)


@pytest.fixture(params=["avec", "sans"])
def _rapide(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "sans":
        monkeypatch.setattr(_texte, "rapide", lambda: None)


@pytest.mark.usefixtures("_rapide")
@pytest.mark.parametrize("octets", SAINS, ids=range(len(SAINS)))
def test_un_texte_sain_donne_ses_valeurs(octets: bytes) -> None:
    assert decoder(octets) == json.loads(octets)


@pytest.mark.usefixtures("_rapide")
@pytest.mark.parametrize(("octets", "code"), FAUX, ids=range(len(FAUX)))
def test_ce_qu_aucun_document_ne_tient_est_refuse(octets: bytes, code: str) -> None:
    with pytest.raises(Fautes) as refus:
        decoder(octets, 7)
    assert [dit for _, dit, _ in refus.value.fautes] == [code]


def test_une_ligne_mal_formee_dit_son_numero() -> None:
    with pytest.raises(Fautes) as refus:
        decoder(b'{"a" 1}', 7)
    assert refus.value.fautes == [((), "json.syntaxe", "ce n'est pas du JSON : « : » est attendu (ligne 7, colonne 6)")]


TEXTES: Final = st.text(st.sampled_from('{}[]":, \\u0a1e-.\n'), max_size=30)


def juge(texte: str) -> Any:
    try:
        return repr(decoder(texte.encode()))
    except Fautes as refus:
        return refus.fautes


def juge_sans_msgspec(texte: str) -> Any:
    with pytest.MonkeyPatch.context() as sans:
        sans.setattr(_texte, "rapide", lambda: None)
        return juge(texte)


@given(
    TEXTES
    | st.recursive(st.none() | TEXTES | st.integers(), lambda e: st.lists(e) | st.dictionaries(TEXTES, e)).map(
        json.dumps
    )
)
def test_msgspec_ne_change_rien(texte: str) -> None:
    assert juge(texte) == juge_sans_msgspec(texte)


@given(st.lists(st.sampled_from(("\\", "u0000", "\0", '"', "\n", "é")), max_size=6).map("".join))
def test_seul_un_vrai_caractere_nul_est_refuse(texte: str) -> None:
    document = json.dumps({texte: [texte]})
    attendu = [((), "texte.nul", NUL)] if "\0" in texte else repr({texte: [texte]})
    assert (juge(document), juge_sans_msgspec(document)) == (attendu, attendu)


@pytest.mark.usefixtures("_rapide")
def test_des_valeurs_ont_une_cle_quand_elles_disent_la_meme_chose() -> None:
    valeurs: list[Any] = [
        {"a": 1},
        {"a": 1.0},
        {"a": True},
        {"a": "1"},
        {"a": 1, "b": None},
        {"b": None, "a": 1},
        ["a"],
        "a",
    ]
    assert len({cle_d_egalite(valeur) for valeur in valeurs}) == len(valeurs)
    assert cle_d_egalite({"a": ["é", 1.5]}) == cle_d_egalite(json.loads('{"a": ["\\u00e9", 1.5]}'))
    assert cle_d_egalite({"a": object}) == cle_d_egalite({"a": object})  # of a program, which JSON has not
    assert cle_d_egalite({"a": "\ud800"}) != cle_d_egalite({"a": "\udc00"})


def test_sans_l_extra_rien_ne_manque(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "soinsprimaires.serialisation._rapide_texte", raising=False)
    monkeypatch.setitem(sys.modules, "msgspec", None)
    assert _texte.rapide.__wrapped__() is None
