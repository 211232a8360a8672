"""What another program adds is kept as it is, and nobody can change it afterwards."""

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions

LOGICIEL = Extensions({"fr.exemple.logiciel": {"version": 3, "modules": ["agenda", "facturation"]}})


def test_une_extension_se_lit_comme_un_dictionnaire() -> None:
    assert LOGICIEL["fr.exemple.logiciel"]["version"] == 3
    assert list(LOGICIEL) == ["fr.exemple.logiciel"]
    assert len(LOGICIEL) == 1
    assert "fr.exemple.logiciel" in LOGICIEL
    assert LOGICIEL.get("absente") is None
    assert dict(Extensions({})) == {}


def test_ce_qu_on_lit_est_une_copie() -> None:
    LOGICIEL["fr.exemple.logiciel"]["modules"].append("autre")
    assert LOGICIEL["fr.exemple.logiciel"]["modules"] == ["agenda", "facturation"]


def test_le_texte_ne_se_decode_qu_une_fois(monkeypatch: pytest.MonkeyPatch) -> None:
    extension = Extensions({f"cle-{rang}": {"rang": rang} for rang in range(50)})
    lus: list[str] = []

    def lire(texte: str) -> dict[str, Any]:
        lus.append(texte)
        return {"cle": []}

    monkeypatch.setattr("soinsprimaires.extensions.json.loads", lire)
    assert [dict(extension), dict(extension), len(extension)] == [{"cle": []}, {"cle": []}, 1]
    assert lus == [extension.texte]


def test_une_extension_ne_change_pas() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        LOGICIEL.texte = "{}"  # type: ignore[misc]
    with pytest.raises(TypeError):
        LOGICIEL["cle"] = 1  # type: ignore[index]


def test_modifier_la_source_apres_coup_est_sans_effet() -> None:
    source: dict[str, Any] = {"a": [1]}
    extension = Extensions(source)
    source["a"].append(2)
    assert extension["a"] == [1]


def test_l_ordre_des_cles_ne_compte_pas() -> None:
    gauche, droite = Extensions({"a": 1, "b": 2}), Extensions({"b": 2, "a": 1})
    assert gauche == droite
    assert hash(gauche) == hash(droite)
    assert gauche.texte == '{"a":1,"b":2}'


@pytest.mark.parametrize(("gauche", "droite"), [(1, True), (1, 1.0), (0, False), ("1", 1), (None, "")])
def test_deux_valeurs_json_differentes_restent_differentes(gauche: object, droite: object) -> None:
    assert Extensions({"a": gauche}) != Extensions({"a": droite})


def test_une_extension_voyage_entre_deux_processus() -> None:
    assert pickle.loads(pickle.dumps(LOGICIEL)) == LOGICIEL  # noqa: S301


def test_une_extension_ne_montre_que_ses_cles() -> None:
    assert repr(Extensions({"b": "0562687600", "a": 1})) == "Extensions(a, b)"


def emboiter(profondeur: int) -> list[Any]:
    valeur: list[Any] = []
    for _ in range(profondeur):
        valeur = [valeur]
    return valeur


@pytest.mark.parametrize(
    "valeur",
    [
        pytest.param(float("nan"), id="NaN"),
        pytest.param(float("inf"), id="infini"),
        pytest.param({1, 2}, id="ensemble"),
        pytest.param(date(2024, 1, 1), id="date"),
        pytest.param(Decimal(1), id="Decimal"),
        pytest.param((1, 2), id="tuple, relu en liste"),
        pytest.param({1: "a"}, id="clé entière, relue en texte"),
        pytest.param("\ud800", id="demi-caractère"),
        pytest.param(emboiter(100_000), id="trop profond"),
    ],
)
def test_ce_que_json_ne_sait_pas_rendre_est_refuse(valeur: object) -> None:
    with pytest.raises(ValeurInvalide, match=r"^un objet de 1 élément\(s\) n'est pas du JSON$") as releve:
        Extensions({"cle": valeur})
    assert releve.value.code == "extensions.valeur"


@pytest.mark.parametrize(
    ("valeurs", "code"),
    [({1: "a"}, "extensions.cle"), (["ab"], "extensions.type"), ("ab", "extensions.type"), (None, "extensions.type")],
)
def test_une_extension_est_un_objet_a_cles_textuelles(valeurs: Any, code: str) -> None:
    with pytest.raises(ValeurInvalide) as releve:
        Extensions(valeurs)
    assert releve.value.code == code
