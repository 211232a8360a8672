"""ESS-001: around doctors of specialities other than general medicine (CSP, art. L1411-11-1)."""

import pytest
from tests.regles.fabrique import (
    associe,
    exercice,
    juger,
    manquants,
    messages,
    professionnel,
    references,
    resultat,
    version,
)

from soinsprimaires import EquipeSoinsSpecialises, Gravite, Portee
from soinsprimaires.referentiels import professions as p

CODE = "ESS-001"
AU = "2025-07-02"
GENS = (
    professionnel("generaliste", p.MEDECIN, savoir_faire=(p.MEDECINE_GENERALE,)),
    professionnel("pediatre", p.MEDECIN, savoir_faire=(p.PEDIATRIE,)),
    professionnel("geriatre", p.MEDECIN, savoir_faire=(p.MEDECINE_GENERALE, p.GERIATRIE)),
    professionnel("medecin", p.MEDECIN),
    professionnel("orthoptiste", p.ORTHOPTISTE),
)


def ess(*membres: str) -> EquipeSoinsSpecialises:
    return EquipeSoinsSpecialises(identifiant="ess", nom="ESS", membres=tuple(map(associe, membres)))


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2019-07-26", "hors_vigueur"),
        ("2019-07-27", "indetermine"),
        ("2023-12-27", "indetermine"),
        ("2023-12-28", "conforme"),
        ("2023-12-29", "conforme"),
    ],
)
def test_autour_d_un_pediatre(au: str, attendu: str) -> None:
    assert resultat(CODE, ess("pediatre", "generaliste"), *GENS, au=au) == attendu


def test_qui_exerce_dans_l_equipe_sans_etre_dans_sa_liste_peut_en_etre() -> None:
    pediatre = professionnel("enfants", p.MEDECIN, exercice("ess"), savoir_faire=(p.PEDIATRIE,))
    assert resultat(CODE, ess("orthoptiste"), pediatre, *GENS, au=AU) == "indetermine"


@pytest.mark.parametrize(
    ("membres", "attendu"),
    [
        (("generaliste", "orthoptiste"), "non_conforme"),
        (("orthoptiste",), "non_conforme"),
        (("geriatre",), "indetermine"),
        (("medecin",), "indetermine"),
        (("medecin", "pediatre"), "conforme"),
    ],
)
def test_la_specialite_decide(membres: tuple[str, ...], attendu: str) -> None:
    assert resultat(CODE, ess(*membres), *GENS, au=AU) == attendu


def test_le_constat() -> None:
    juge = juger(CODE, ess("generaliste"), *GENS, au=AU)
    assert messages(juge) == [
        "aucun médecin d'une spécialité autre que la médecine générale parmi les membres de l'équipe"
    ]


def test_sans_membre() -> None:
    assert manquants(juger(CODE, ess(), au=AU)) == [("membres",)]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L1411-11-1"]
    assert (version(CODE, AU).portee, version(CODE, AU).gravite) == (Portee.LOI_REGLEMENT, Gravite.AVERTISSEMENT)
