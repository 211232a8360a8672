"""VRA-010: a slot of a rota begins on one of its days."""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, resultat, version
from tests.regles.gardes import creneau, tableau

from soinsprimaires import Gravite

CODE = "VRA-010"
AU = "2026-11-29"


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2023-12-31", "non_conforme"),
        ("2024-01-01", "conforme"),
        ("2024-01-02", "conforme"),
        ("2024-03-30", "conforme"),
        ("2024-03-31", "conforme"),
        ("2024-04-01", "non_conforme"),
    ],
)
def test_le_tableau_du_premier_trimestre(le: str, attendu: str) -> None:
    assert resultat(CODE, tableau(creneau(le)), au=AU) == attendu


def test_le_constat() -> None:
    juge = juger(CODE, tableau(creneau(), creneau("2025-01-02")), au=AU)
    assert messages(juge) == [
        "le créneau du 2 janvier 2025 n'est pas de la période du tableau (du 1er janvier 2024 au 31 mars 2024)"
    ]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/creneaux/1/jour"]


def test_un_tableau_dont_le_premier_jour_n_est_pas_connu() -> None:
    juge = juger(CODE, tableau(creneau(), debut=None), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("debut",)]
    assert resultat(CODE, tableau(creneau("2024-04-01"), debut=None), au=AU) == "non_conforme"


def test_un_tableau_ouvert_ou_vide() -> None:
    assert resultat(CODE, tableau(creneau("2031-01-01"), fin=None), au=AU) == "conforme"
    assert resultat(CODE, tableau(), au=AU) == "sans_objet"


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
