"""PDSA-005: the rota "précise le nom, la modalité et le lieu de dispensation des actes de chaque médecin" (R6315-2, I).

What the record leaves out, the rota may well state: no datum of the record can fail this rule, which asks for what is
missing. Read in force up to 20 February 2025.
"""

from typing import Any

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version
from tests.regles.gardes import creneau, medecin, tableau

from soinsprimaires import Gravite, Lieu, Portee

CODE = "PDSA-005"
AU = "2024-07-02"
MAISON = Lieu(identifiant="maison", nom="Maison médicale de garde")


@pytest.mark.parametrize("ou", [{"commune": "32208"}, {"commune": None, "lieu": "maison"}], ids=["commune", "lieu"])
def test_une_ligne_complete(ou: dict[str, Any]) -> None:
    assert resultat(CODE, tableau(creneau(**ou)), medecin(), MAISON, au=AU) == "conforme"


@pytest.mark.parametrize(
    ("champs", "absents", "message"),
    [
        ({"modalite": None}, ("modalite",), "le créneau du 2 janvier 2024 n'indique pas la modalité"),
        ({"commune": None}, ("lieu",), "le créneau du 2 janvier 2024 n'indique pas le lieu"),
        ({"commune": None, "lieu": "ailleurs"}, ("lieu",), "le créneau du 2 janvier 2024 n'indique pas le lieu"),
        (
            {"professionnel": "fantome"},
            ("professionnel",),
            "le créneau du 2 janvier 2024 n'indique pas qui est de garde",
        ),
        (
            {"modalite": None, "commune": None},
            ("modalite", "lieu"),
            "le créneau du 2 janvier 2024 n'indique pas la modalité et le lieu",
        ),
    ],
)
def test_ce_qui_manque_est_nomme(champs: dict[str, Any], absents: tuple[str, ...], message: str) -> None:
    juge = juger(CODE, tableau(creneau(), creneau(**champs)), medecin(), MAISON, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [absents]
    assert messages(juge) == [message]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/creneaux/1"]


def test_aucun_creneau_n_est_enregistre() -> None:
    assert manquants(juger(CODE, tableau(), au=AU)) == [("creneaux",)]


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2010-07-17", "sans_objet"),
        ("2010-07-18", "indetermine"),
        ("2017-09-23", "indetermine"),
        ("2017-09-24", "conforme"),
        ("2025-02-20", "conforme"),
        ("2025-02-21", "indetermine"),
    ],
)
def test_seuls_les_creneaux_des_jours_lus_se_jugent(le: str, attendu: str) -> None:
    """What the décrets of 2010 and of 2025 make of these days was not read, whenever the rota is checked."""
    assert resultat(CODE, tableau(creneau(le)), medecin(), au=AU) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2010-07-17", "hors_vigueur"),
        ("2010-07-18", "conforme"),
        ("2025-02-20", "conforme"),
        ("2025-02-21", "indetermine"),
        ("2025-02-22", "indetermine"),
    ],
)
def test_le_texte_est_lu_jusqu_au_20_fevrier_2025(au: str, attendu: str) -> None:
    assert resultat(CODE, tableau(creneau()), medecin(), au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R6315-2, I"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
