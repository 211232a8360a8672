"""VRA-002: a professional was born, at least sixteen years before the first practice, and not before 110 years ago."""

import pytest
from tests.regles.fabrique import annonce, exercice, juger, messages, pointeurs, professionnel, resultat, version

from soinsprimaires import Exercice, Gravite
from soinsprimaires.referentiels.professions import MEDECIN

CODE = "VRA-002"
AU = "2026-11-29"


def test_une_annee_de_naissance_inconnue() -> None:
    assert resultat(CODE, professionnel("medecin"), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("annee", "attendu"),
    [
        (1915, "non_conforme"),
        (1916, "conforme"),
        (1980, "conforme"),
        (2010, "conforme"),
        (2011, "non_conforme"),
        (2026, "non_conforme"),
        (2027, "non_conforme"),
        (2198, "non_conforme"),
        (198, "non_conforme"),
    ],
)
def test_qui_exerce_sans_que_l_on_sache_depuis_quand(annee: int, attendu: str) -> None:
    assert resultat(CODE, professionnel("medecin", annee_naissance=annee), au=AU) == attendu


@pytest.mark.parametrize(
    ("debut", "attendu"),
    [
        ("1995-12-31", "non_conforme"),
        ("1996-01-01", "conforme"),
        ("2010", "conforme"),
        ("1996~", "indetermine"),
        ("../2010", "conforme"),
        ("../1995", "non_conforme"),
    ],
)
def test_qui_a_commence_un_jour(debut: str, attendu: str) -> None:
    medecin = professionnel("medecin", MEDECIN, exercice("msp", debut), annee_naissance=1980)
    assert resultat(CODE, medecin, au=AU) == attendu


def test_les_constats() -> None:
    juge = juger(CODE, professionnel("medecin", MEDECIN, exercice("msp", "2009-01-01"), annee_naissance=2008), au=AU)
    assert messages(juge) == ["« medecin » : l'année de naissance est moins de 16 ans avant le premier exercice"]
    assert pointeurs(juge) == ["/contenu/professionnels/0/annee_naissance"]
    futur = juger(CODE, professionnel("medecin", annee_naissance=2062), au=AU)
    assert messages(futur) == ["« medecin » : l'année de naissance est après le jour du contrôle"]


def test_un_jour_passe_ne_fait_pas_un_enfant_de_qui_exercera() -> None:
    medecin = professionnel("medecin", MEDECIN, exercice("msp", "2024-01-01"), annee_naissance=1995)
    assert resultat(CODE, medecin, au="2009-07-23") == "conforme"


def test_un_exercice_sans_periode_ni_debut_ne_dit_rien() -> None:
    medecin = professionnel("medecin", MEDECIN, Exercice(), annonce("msp"), annee_naissance=1980)
    assert resultat(CODE, medecin, au=AU) == "conforme"


def test_un_enfant_de_treize_ans_exercera_peut_etre_plus_tard() -> None:
    medecin = professionnel("medecin", MEDECIN, Exercice(), annee_naissance=2013)
    juge = juger(CODE, medecin, au=AU)
    assert messages(juge) == [
        "« medecin » : l'année de naissance est peut-être moins de 16 ans avant le premier exercice"
    ]
    assert juge.resultat.value == "indetermine"


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
