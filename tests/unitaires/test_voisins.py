"""The word that somebody meant, and what is said when there is none."""

import pytest

from soinsprimaires._voisins import a_une_faute_pres, conseiller, enumerer, voisin_de

MOTS = ("centre_sante", "cpts", "msp", "équipe", "esp", "ess")


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        pytest.param("vic", True, id="le mot lui-même"),
        pytest.param("vics", True, id="une lettre de trop à la fin"),
        pytest.param("avic", True, id="une lettre de trop au début"),
        pytest.param("viic", True, id="une lettre doublée"),
        pytest.param("vi", True, id="une lettre de moins à la fin"),
        pytest.param("ic", True, id="une lettre de moins au début"),
        pytest.param("vc", True, id="une lettre de moins au milieu"),
        pytest.param("vac", True, id="une autre lettre au milieu"),
        pytest.param("vix", True, id="une autre lettre à la fin"),
        pytest.param("vci", True, id="deux voisines échangées"),
        pytest.param("ivc", True, id="les deux premières échangées"),
        pytest.param("civ", False, id="deux lettres qui ne sont pas voisines"),
        pytest.param("vaci", False, id="une lettre de trop et deux échangées"),
        pytest.param("victe", False, id="deux lettres de trop"),
        pytest.param("v", False, id="deux lettres de moins"),
        pytest.param("xyz", False, id="aucune lettre commune"),
        pytest.param("vxy", False, id="deux autres lettres"),
        pytest.param("ivcx", False, id="deux échangées et une de trop"),
    ],
)
def test_une_faute_de_frappe(ecrit: str, attendu: bool) -> None:  # noqa: FBT001
    assert a_une_faute_pres(ecrit, "vic") is attendu


def test_une_seule_lettre_n_est_proche_que_d_elle() -> None:
    # One changed letter makes any of them of any other: what keeps no letter is not near.
    assert not a_une_faute_pres("a", "b")
    assert a_une_faute_pres("ab", "b")


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("CPTS", "cpts"),
        ("cpst", "cpts"),
        ("Centre de santé", "centre_sante"),
        ("centre-sante", "centre_sante"),
        ("EQUIPE", "équipe"),
        ("maison", None),
        ("", None),
        # Only the beginning of a very long text is looked at.
        ("msp" + "p" * 200, None),
    ],
)
def test_le_mot_que_l_on_a_voulu(ecrit: str, attendu: str | None) -> None:
    assert voisin_de(ecrit, MOTS) == attendu


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("cpst", " ; vouliez-vous dire « cpts » ?"),
        ("centre", " ; vouliez-vous dire « centre_sante » ?"),
        ("s", " ; vouliez-vous dire « centre_sante » ou « cpts » ou « msp » ?"),
        ("maison", " ; admis : centre_sante, cpts, msp, équipe, esp, ess"),
        ("", " ; admis : centre_sante, cpts, msp, équipe, esp, ess"),
        (12, " ; admis : centre_sante, cpts, msp, équipe, esp, ess"),
    ],
)
def test_la_fin_de_la_phrase(ecrit: object, attendu: str) -> None:
    assert conseiller(ecrit, MOTS) == attendu


def test_une_longue_liste_est_coupee_et_comptee() -> None:
    assert enumerer(["un", "deux"], 2) == "un, deux"
    assert enumerer(["un", "deux", "trois"], 2) == "un, deux … (3 en tout)"
    assert enumerer(map(str, range(12))).endswith(", 11")
    assert enumerer(map(str, range(13))).endswith(", 11 … (13 en tout)")
