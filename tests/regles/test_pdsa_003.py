"""PDSA-003: the rota reaches the order "au plus tard quarante-cinq jours avant sa mise en œuvre" (CSP, R6315-2, I).

A rota that begins on 1 January 2024 is sent on 17 November 2023 at the latest. Read in force up to 20 February 2025.
"""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version
from tests.regles.gardes import tableau

from soinsprimaires import Gravite, Portee

CODE = "PDSA-003"
AU = "2024-07-02"


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2023-11-16", "conforme"),
        ("2023-11-17", "conforme"),
        ("2023-11-18", "non_conforme"),
        ("2023-12-31", "non_conforme"),
        ("2023-10", "conforme"),
        ("2023-11", "indetermine"),
        ("2023-12", "non_conforme"),
        ("../2023-11-17", "conforme"),
        ("../2023-11-18", "indetermine"),
        (None, "indetermine"),
    ],
)
def test_quarante_cinq_jours_avant_et_pas_quarante_quatre(le: str | None, attendu: str) -> None:
    juge = juger(CODE, tableau(transmis_ordre_le=le), au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("transmis_ordre_le",)]
        assert messages(juge) == [
            (
                "on ne sait pas si le tableau a été transmis au conseil départemental de l'ordre le 17 "
                "novembre 2023 au plus tard"
            )
        ]


def test_quarante_quatre_jours_avant() -> None:
    juge = juger(CODE, tableau(transmis_ordre_le="2023-11-18"), au=AU)
    assert messages(juge) == [
        (
            "le tableau a été transmis au conseil départemental de l'ordre le 18 novembre 2023"
            " : c'était le 17 novembre 2023 au "
            "plus tard, 45 jours avant sa mise en œuvre"
        )
    ]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/transmis_ordre_le"]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2023-11-16", "sans_objet"), ("2023-11-17", "sans_objet"), ("2023-11-18", "indetermine")]
)
def test_le_delai_court_jusqu_a_son_dernier_jour(au: str, attendu: str) -> None:
    assert resultat(CODE, tableau(), au=au) == attendu


def test_le_premier_jour_du_tableau_est_inconnu() -> None:
    juge = juger(CODE, tableau(debut=None, transmis_ordre_le="2023-11-17"), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("debut",)]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/periode"]


@pytest.mark.parametrize(
    ("debut", "attendu"),
    [
        ("2010-07-17", "sans_objet"),
        ("2010-07-18", "indetermine"),
        ("2010-08-31", "indetermine"),
        ("2010-09-01", "indetermine"),
        ("2017-09-23", "indetermine"),
        ("2017-09-24", "non_conforme"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "indetermine"),
    ],
)
def test_un_tableau_d_avant_ce_regime_n_est_pas_juge(debut: str, attendu: str) -> None:
    """Begun before 1 September 2010, it was due before the décret was in force: what was asked then was not read."""
    garde = tableau(debut=debut, fin="2025-12-31", transmis_ordre_le=debut)
    assert resultat(CODE, garde, au="2025-02-20") == attendu


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
    assert resultat(CODE, tableau(transmis_ordre_le="2023-11-18"), au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R6315-2, I"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
