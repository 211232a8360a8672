"""SISA-006: until 13 May 2021 a SISA employed no health professional; deduced, so it warns and never blocks."""

from typing import Any

import pytest
from tests.regles.fabrique import (
    exercice,
    forme,
    juger,
    maison,
    manquants,
    messages,
    professionnel,
    references,
    resultat,
    version,
)

from soinsprimaires import Fiabilite, Gravite, ModeExercice, Professionnel
from soinsprimaires.referentiels import professions as p

CODE = "SISA-006"
AU = "2020-07-02"
SISA = maison(formes=(forme("sisa", "2012-01-01"),))


def salariee(
    debut: str = "2020-01-01", mode: ModeExercice | None = ModeExercice.SALARIE, **champs: Any
) -> Professionnel:
    champs = {"employeur": "msp", **champs}
    return professionnel("infirmiere", p.INFIRMIER, exercice("msp", debut, mode=mode, **champs))


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2011-08-11", "hors_vigueur"),
        ("2019-12-31", "conforme"),
        ("2020-01-01", "indetermine"),
        ("2020-01-02", "indetermine"),
        ("2021-05-13", "indetermine"),
        ("2021-05-14", "hors_vigueur"),
    ],
)
def test_une_infirmiere_salariee(au: str, attendu: str) -> None:
    """She may coordinate: what the ordinance of 2021 opens is the salaried practice of care."""
    assert resultat(CODE, SISA, salariee(), au=au) == attendu


def test_le_constat_compte_les_salaries() -> None:
    juge = juger(CODE, SISA, salariee(), au=AU)
    (message,) = messages(juge)
    assert message.startswith("1 professionnel(s) de santé salarié(s) par la SISA avant le 14 mai 2021 : on ne sait")


def test_une_liberale_n_est_pas_salariee() -> None:
    assert resultat(CODE, SISA, salariee(mode=ModeExercice.LIBERAL), au=AU) == "conforme"


def test_un_mode_inconnu_laisse_la_question_ouverte() -> None:
    juge = juger(CODE, SISA, salariee(mode=None), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("mode", "employeur", "periode")]


def test_la_forme_decide() -> None:
    assert resultat(CODE, maison(formes=(forme("scm", "2012-01-01"),)), salariee(), au=AU) == "sans_objet"
    assert manquants(juger(CODE, maison(), salariee(), au=AU)) == [("formes",)]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        (
            "CSP, art. L4041-2, rédaction de la loi n° 2011-940 du 10 août 2011 : le salariat de professionnels de "
            "santé n'est ouvert que par l'ordonnance n° 2021-584 du 12 mai 2021"
        )
    ]
    assert (version(CODE, AU).fiabilite, version(CODE, AU).gravite) == (Fiabilite.DEDUITE, Gravite.AVERTISSEMENT)
