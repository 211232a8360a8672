"""PDSA-004: the order sends the rota on "dix jours au moins avant sa mise en œuvre" (CSP, art. R6315-2, II).

A rota that begins on 1 January 2024 is sent on 22 December 2023 at the latest. Read in force up to 20 February 2025.
"""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version
from tests.regles.gardes import tableau

from soinsprimaires import Gravite, Portee

CODE = "PDSA-004"
AU = "2024-07-02"


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2023-12-21", "conforme"),
        ("2023-12-22", "conforme"),
        ("2023-12-23", "non_conforme"),
        ("2023-12", "indetermine"),
        ("2024", "non_conforme"),
        (None, "indetermine"),
    ],
)
def test_dix_jours_avant_et_pas_neuf(le: str | None, attendu: str) -> None:
    juge = juger(CODE, tableau(transmis_ars_le=le), au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("transmis_ars_le",)]


def test_neuf_jours_avant() -> None:
    juge = juger(CODE, tableau(transmis_ars_le="2023-12-23"), au=AU)
    assert messages(juge) == [
        (
            "le tableau a été transmis à l'ARS et aux autres destinataires le 23 décembre 2023"
            " : c'était le 22 décembre 2023 au "
            "plus tard, 10 jours avant sa mise en œuvre"
        )
    ]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/transmis_ars_le"]


def test_la_transmission_a_l_ordre_ne_vaut_pas_pour_l_ars() -> None:
    assert resultat(CODE, tableau(transmis_ordre_le="2023-11-17"), au=AU) == "indetermine"


@pytest.mark.parametrize(
    ("au", "attendu"), [("2023-12-21", "sans_objet"), ("2023-12-22", "sans_objet"), ("2023-12-23", "indetermine")]
)
def test_le_delai_court_jusqu_a_son_dernier_jour(au: str, attendu: str) -> None:
    assert resultat(CODE, tableau(), au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2010-07-17", "hors_vigueur"),
        ("2010-07-18", "sans_objet"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "indetermine"),
        ("2025-02-22", "indetermine"),
    ],
)
def test_le_texte_est_lu_jusqu_au_20_fevrier_2025(au: str, attendu: str) -> None:
    assert resultat(CODE, tableau(transmis_ars_le="2023-12-23"), au=au) == attendu


@pytest.mark.parametrize(
    ("debut", "attendu"),
    [
        ("2010-07-17", "sans_objet"),
        ("2010-07-18", "indetermine"),
        ("2010-07-27", "indetermine"),
        ("2010-07-28", "indetermine"),
        ("2017-09-23", "indetermine"),
        ("2017-09-24", "non_conforme"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "indetermine"),
    ],
)
def test_ce_qui_etait_du_avant_le_decret_ne_se_juge_pas(debut: str, attendu: str) -> None:
    garde = tableau(debut=debut, fin="2025-12-31", transmis_ars_le=debut)
    assert resultat(CODE, garde, au="2025-02-20") == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R6315-2, II"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
