"""PDSA-006: "Les médecins participent à la permanence des soins [...] sur la base du volontariat" (CSP, art. R6315-4).

The prefect may requisition; the obligations of a doctor are taken over by the replacement. Read up to 20 February 2025.
"""

from typing import Any

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version
from tests.regles.gardes import creneau, tableau

from soinsprimaires import Gravite, Portee

CODE = "PDSA-006"
AU = "2024-07-02"


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({}, "conforme"),
        ({"requisition": False}, "conforme"),
        ({"professionnel": "autre", "requisition": True}, "conforme"),
        ({"professionnel": "autre", "remplace": "medecin"}, "conforme"),
        ({"professionnel": "autre", "requisition": False}, "non_conforme"),
        ({"professionnel": "autre", "remplace": "tiers", "requisition": False}, "non_conforme"),
        ({"professionnel": "autre", "remplace": "tiers"}, "indetermine"),
        ({"professionnel": "autre"}, "indetermine"),
    ],
    ids=[
        "volontaire",
        "volontaire non requisitionne",
        "requisitionne",
        "remplace un volontaire",
        "ni volontaire ni requisitionne",
        "remplace qui n'est pas volontaire",
        "remplace quelqu'un, requisition inconnue",
        "titre inconnu",
    ],
)
def test_a_quel_titre_on_est_de_garde(champs: dict[str, Any], attendu: str) -> None:
    assert resultat(CODE, tableau(creneau(**champs)), au=AU) == attendu


def test_de_garde_sans_volontariat() -> None:
    juge = juger(CODE, tableau(creneau(), creneau(professionnel="autre", requisition=False)), au=AU)
    assert messages(juge) == ["« autre » est de garde le 2 janvier 2024 sans volontariat ni réquisition"]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/creneaux/1"]


def test_a_quel_titre_n_est_pas_dit() -> None:
    juge = juger(CODE, tableau(creneau(professionnel="autre")), au=AU)
    assert manquants(juge) == [("volontaires", "requisition", "remplace")]
    assert messages(juge) == [
        "on ne sait pas à quel titre « autre » est de garde le 2 janvier 2024 : volontaire, remplaçant ou réquisitionné"
    ]


def test_les_volontaires_ne_sont_pas_enregistres() -> None:
    juge = juger(CODE, tableau(creneau(requisition=False), volontaires=()), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("volontaires",)]


def test_aucun_creneau_n_est_enregistre() -> None:
    assert manquants(juger(CODE, tableau(), au=AU)) == [("creneaux",)]


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2010-07-17", "sans_objet"),
        ("2010-07-18", "indetermine"),
        ("2017-09-23", "indetermine"),
        ("2017-09-24", "non_conforme"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "indetermine"),
    ],
)
def test_seuls_les_creneaux_des_jours_lus_se_jugent(le: str, attendu: str) -> None:
    assert resultat(CODE, tableau(creneau(le, professionnel="autre", requisition=False)), au=AU) == attendu


def test_le_doute_d_un_decret_se_dit_une_fois_et_n_efface_pas_les_autres_jours() -> None:
    """A rota of the first quarter of 2025, seen the day before the décret is published."""
    nuits = [creneau(le, professionnel="autre", requisition=False) for le in ("2025-02-20", "2025-02-21", "2025-02-22")]
    juge = juger(CODE, tableau(*nuits, debut="2025-01-01", fin="2025-03-31"), au="2025-02-19")
    le_20, ensuite = messages(juge)
    assert le_20 == "« autre » est de garde le 20 février 2025 sans volontariat ni réquisition"
    assert ensuite.startswith("le 21 février 2025, la rédaction que le décret n° 2025-152 du 19 février 2025 donne")


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2010-07-17", "hors_vigueur"),
        ("2010-07-18", "non_conforme"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "indetermine"),
        ("2025-02-22", "indetermine"),
    ],
)
def test_le_texte_est_lu_jusqu_au_20_fevrier_2025(au: str, attendu: str) -> None:
    assert resultat(CODE, tableau(creneau(professionnel="autre", requisition=False)), au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R6315-4"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
