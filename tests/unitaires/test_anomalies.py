"""A fault is told briefly, located, and weighed."""

import json
import pickle

import pytest

from soinsprimaires.anomalies import Anomalie, Chemin, Gravite, citer, desarmer_json, pointeur_json


@pytest.mark.parametrize(
    ("chemin", "attendu"),
    [
        pytest.param((), "", id="tout le document"),
        pytest.param(("contenu", "structures", 0), "/contenu/structures/0", id="un rang"),
        pytest.param(("a/b",), "/a~1b", id="barre oblique"),
        pytest.param(("a~b",), "/a~0b", id="tilde"),
        pytest.param(("~1",), "/~01", id="tilde avant la barre"),
        pytest.param(("",), "/", id="clé vide"),
        pytest.param(("é", " "), "/é/ ", id="accent et espace"),
    ],
)
def test_un_chemin_s_ecrit_en_pointeur_json(chemin: Chemin, attendu: str) -> None:
    assert pointeur_json(chemin) == attendu


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        pytest.param("32370", "'32370'", id="un texte court"),
        pytest.param(None, "None", id="rien"),
        pytest.param("x" * 78, "'" + "x" * 78 + "'", id="80 caractères tout juste"),
        pytest.param("x" * 79, "'" + "x" * 78 + "…", id="un de trop"),
        pytest.param("x" * 50_000_000, "'" + "x" * 78 + "…", id="50 Mo"),
        pytest.param(10**100, "[101 chiffres]", id="un grand nombre"),
        pytest.param(2**13_999, "[4215 chiffres]", id="le plus grand nombre que l'on compte en chiffres"),
        pytest.param(2**14_000, "un entier de 14001 bits", id="le premier que Python pourrait ne pas écrire"),
        pytest.param(10**5000, "un entier de 16610 bits", id="un nombre que Python n'écrit pas"),
        pytest.param("10000000009", "'[11 chiffres]'", id="un RPPS"),
        pytest.param("+33 5 00-00.00 00 le soir", "'+[11 chiffres] le soir'", id="un téléphone"),
        pytest.param("2024-05-12/2025-05-12", "'2024-05-12/2025-05-12'", id="deux jours"),
        pytest.param("320780117", "'320780117'", id="un FINESS"),
        pytest.param({"nom": "A"}, "un objet de 1 élément(s)", id="un objet"),
        pytest.param(["a", "b"], "une liste de 2 élément(s)", id="une liste"),
        pytest.param((), "une liste de 0 élément(s)", id="un tuple"),
    ],
)
def test_une_valeur_est_citee_sans_emporter_le_document(valeur: object, attendu: str) -> None:
    assert citer(valeur) == attendu
    assert len(attendu) <= 80


def test_un_message_tient_en_400_caracteres() -> None:
    assert Anomalie(code="a", message="m" * 400, pointeur="").message == "m" * 400
    assert Anomalie(code="a", message="m" * 401, pointeur="").message == "m" * 399 + "…"


def test_une_anomalie_se_lit() -> None:
    situee = Anomalie(code="cle.inconnue", message="clé inconnue", pointeur="/contenu/x")
    assert str(situee) == "/contenu/x : clé inconnue [cle.inconnue]"
    assert str(Anomalie(code="json.forme", message="pas du JSON", pointeur="")) == (
        "(racine) : pas du JSON [json.forme]"
    )


def test_une_anomalie_bloque_sauf_mention_contraire() -> None:
    anomalie = Anomalie(code="a", message="m", pointeur="")
    assert anomalie.gravite is Gravite.BLOQUANT
    assert pickle.loads(pickle.dumps(anomalie)) == anomalie  # noqa: S301


def test_les_gravites_se_comparent_par_leur_rang() -> None:
    assert [g.rang for g in (Gravite.INFORMATION, Gravite.AVERTISSEMENT, Gravite.BLOQUANT)] == [0, 1, 2]


def test_un_message_ne_commande_rien_a_un_terminal() -> None:
    anomalie = Anomalie(code="a", message="« a\x1b[31m\u202eb\u00a0» ", pointeur="")
    assert anomalie.message == "« a\ufffd[31m\ufffdb\u00a0» "


def test_un_json_desarme_dit_la_meme_chose() -> None:
    valeur = {"é\u202e": ["\x9b31m", "\U000e0001", "\u2028 😀 \ud800"]}
    texte = desarmer_json(json.dumps(valeur, ensure_ascii=False, indent=2))
    assert json.loads(texte) == valeur
    assert "é" in texte
    assert "😀" in texte
    assert texte.replace("\n", "").isprintable()
