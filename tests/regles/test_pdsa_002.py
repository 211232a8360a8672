"""PDSA-002: a rota is drawn up "pour une durée minimale de trois mois" (CSP, art. R6315-2, I).

The text was read in force up to 20 February 2025.
"""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version
from tests.regles.gardes import tableau

from soinsprimaires import Gravite, Portee

CODE = "PDSA-002"
AU = "2024-07-02"


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("2024-01-01", "2024-03-30", "non_conforme"),
        ("2024-01-01", "2024-03-31", "conforme"),
        ("2024-01-01", "2024-06-30", "conforme"),
        ("2024-01-15", "2024-04-13", "non_conforme"),
        ("2024-01-15", "2024-04-14", "conforme"),
        ("2010-07-17", "2010-07-31", "sans_objet"),
        ("2010-07-18", "2010-07-31", "indetermine"),
        ("2010-07-18", "2010-12-31", "indetermine"),
        ("2017-09-23", "2017-10-31", "indetermine"),
        ("2017-09-24", "2017-10-31", "non_conforme"),
        ("2025-02-20", "2025-03-31", "non_conforme"),
        ("2025-02-21", "2025-03-31", "indetermine"),
        ("9999-11-30", "9999-12-30", "indetermine"),
    ],
)
def test_trois_mois_au_moins(debut: str, fin: str, attendu: str) -> None:
    assert resultat(CODE, tableau(debut=debut, fin=fin), au=AU) == attendu


def test_un_jour_manque() -> None:
    juge = juger(CODE, tableau(fin="2024-03-30"), au=AU)
    assert messages(juge) == [
        "le tableau va du 1er janvier 2024 au 30 mars 2024 : il faut trois mois au moins, jusqu'au 31 mars 2024"
    ]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/periode"]


@pytest.mark.parametrize(
    ("debut", "fin", "champ"), [(None, "2024-03-31", "debut"), ("2024-01-01", None, "fin"), (None, None, "debut")]
)
def test_une_borne_inconnue(debut: str | None, fin: str | None, champ: str) -> None:
    juge = juger(CODE, tableau(debut=debut, fin=fin), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [(champ,)]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2010-07-17", "hors_vigueur"),
        ("2010-07-18", "non_conforme"),
        ("2010-07-19", "non_conforme"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "indetermine"),
        ("2025-02-22", "indetermine"),
    ],
)
def test_le_texte_est_lu_jusqu_au_20_fevrier_2025(au: str, attendu: str) -> None:
    juge = juger(CODE, tableau(fin="2024-03-30"), au=au)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge)[0] == ()
        assert "décret n° 2025-152 du 19 février 2025" in messages(juge)[0]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R6315-2, I"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
