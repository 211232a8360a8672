"""PDSA-009: within one month of the end of the rota, the associations list those who were on
call indeed (CSP, art. R6315-2, II).

A rota that ends on Sunday 31 March 2024: one month ends on Tuesday 30 April, or on 2 May 2024, the next working day.
Read in force up to 20 February 2025.
"""

from typing import Any

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version
from tests.regles.gardes import tableau

from soinsprimaires import Gravite, Portee

CODE = "PDSA-009"
AU = "2024-07-02"
ASSOCIATION: dict[str, Any] = {"associations": ("association",)}


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2024-04-29", "conforme"),
        ("2024-04-30", "conforme"),
        ("2024-05-01", "indetermine"),
        ("2024-05-02", "indetermine"),
        ("2024-05-03", "non_conforme"),
        ("2024-04", "conforme"),
        ("2024-05", "indetermine"),
        ("2024-06", "non_conforme"),
        (None, "indetermine"),
    ],
)
def test_un_mois_apres_la_fin(le: str | None, attendu: str) -> None:
    juge = juger(CODE, tableau(liste_effective_le=le, **ASSOCIATION), au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("liste_effective_le",)]


def test_trop_tard() -> None:
    juge = juger(CODE, tableau(liste_effective_le="2024-05-03", **ASSOCIATION), au=AU)
    assert messages(juge) == [
        "la liste des gardes effectives a été transmise le 3 mai 2024 : c'était le 2 mai 2024 au plus tard"
    ]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/liste_effective_le"]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2010-07-17", "hors_vigueur"),
        ("2010-07-18", "sans_objet"),
        ("2024-03-31", "sans_objet"),
        ("2024-04-29", "sans_objet"),
        ("2024-04-30", "sans_objet"),
        ("2024-05-01", "non_conforme"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "indetermine"),
        ("2025-02-22", "indetermine"),
    ],
)
def test_le_delai_puis_le_texte_lu_jusqu_au_20_fevrier_2025(au: str, attendu: str) -> None:
    assert resultat(CODE, tableau(liste_effective_le="2024-05-03", **ASSOCIATION), au=au) == attendu


def test_seules_les_associations_y_sont_tenues() -> None:
    assert resultat(CODE, tableau(), au=AU) == "sans_objet"


def test_le_dernier_jour_est_inconnu() -> None:
    juge = juger(CODE, tableau(fin=None, **ASSOCIATION), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("fin",)]


@pytest.mark.parametrize(
    ("fin", "liste", "attendu"),
    [
        ("2010-07-17", "2010-07-31", "sans_objet"),
        ("2010-07-18", "2010-07-31", "indetermine"),
        ("2017-09-23", "2017-09-30", "indetermine"),
        ("2017-09-24", "2017-09-30", "conforme"),
        ("2025-02-20", "2025-02-20", "conforme"),
        ("2025-02-21", "2025-02-21", "indetermine"),
    ],
)
def test_seuls_les_tableaux_finis_aux_jours_lus_se_jugent(fin: str, liste: str, attendu: str) -> None:
    garde = tableau(debut="2010-04-01", fin=fin, liste_effective_le=liste, **ASSOCIATION)
    assert resultat(CODE, garde, au="2025-02-20") == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R6315-2, II"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
