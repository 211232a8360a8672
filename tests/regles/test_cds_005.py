"""CDS-005: "Les professionnels qui exercent au sein des centres de santé sont salariés" (CSP, art. L6323-1-5, I).

Since 1 April 2018; volunteers may take part. From 23 July 2009 to then, article L6323-1 said it of doctors alone.
"""

import pytest
from tests.regles.fabrique import (
    annonce,
    exercice,
    juger,
    manquants,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    version,
)
from tests.regles.lieux_de_soins import Fabrique, centre, les_deux

from soinsprimaires import Gravite, ModeExercice, Portee
from soinsprimaires.referentiels import professions as p

CODE = "CDS-005"
AU = "2024-07-02"
S, L, B, INDIRECT = ModeExercice.SALARIE, ModeExercice.LIBERAL, ModeExercice.BENEVOLE, ModeExercice.INDIRECT


@les_deux
@pytest.mark.parametrize(
    ("mode", "attendu"),
    [(S, "conforme"), (B, "conforme"), (L, "indetermine"), (INDIRECT, "indetermine"), (None, "indetermine")],
)
def test_le_mode_d_exercice_depuis_2018(faire: Fabrique, mode: ModeExercice | None, attendu: str) -> None:
    infirmier = professionnel("infirmier", p.INFIRMIER, exercice("centre", mode=mode))
    juge = juger(CODE, faire(), infirmier, au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("conventions",) if mode is L else ("mode",)]


@les_deux
def test_un_liberal_dans_un_centre(faire: Fabrique) -> None:
    juge = juger(CODE, faire(), professionnel("medecin", p.MEDECIN, exercice("centre", mode=L)), au=AU)
    assert messages(juge) == [
        (
            "« medecin » exerce en libéral dans le centre de santé : seule une expérimentation de l'article L162-31-1 "
            "du code de la sécurité sociale le permet, et le registre ne dit pas s'il y en a une"
        )
    ]
    assert pointeurs(juge) == ["/contenu/structures/0"]


@les_deux
def test_aucun_professionnel_n_est_connu(faire: Fabrique) -> None:
    ailleurs = professionnel("medecin", p.MEDECIN, exercice("msp", mode=L), annonce("centre"))
    juge = juger(CODE, faire(), ailleurs, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("exercices",)]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2009-07-22", "hors_vigueur"),
        ("2009-07-23", "non_conforme"),
        ("2009-07-24", "non_conforme"),
        ("2018-03-01", "non_conforme"),
        ("2018-03-02", "indetermine"),
        ("2018-03-31", "indetermine"),
        ("2018-04-01", "indetermine"),
    ],
)
def test_un_medecin_liberal_depuis_2009(au: str, attendu: str) -> None:
    assert resultat(CODE, centre(), professionnel("m", p.MEDECIN, exercice("centre", mode=L)), au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2018-03-01", "sans_objet"), ("2018-03-02", "indetermine"), ("2018-04-01", "indetermine")]
)
def test_les_autres_professions_depuis_2018_seulement(au: str, attendu: str) -> None:
    assert resultat(CODE, centre(), professionnel("i", p.INFIRMIER, exercice("centre", mode=L)), au=au) == attendu


@pytest.mark.parametrize(
    ("mode", "avant", "apres"),
    [(S, "conforme", "conforme"), (B, "indetermine", "conforme"), (None, "indetermine", "indetermine")],
)
def test_un_medecin_benevole_n_est_prevu_que_depuis_2018(mode: ModeExercice | None, avant: str, apres: str) -> None:
    medecin = professionnel("m", p.MEDECIN, exercice("centre", mode=mode))
    assert resultat(CODE, centre(), medecin, au="2018-03-01") == avant
    assert resultat(CODE, centre(), medecin, au="2018-03-31") == "indetermine"
    assert resultat(CODE, centre(), medecin, au="2018-04-01") == apres


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("2012-07-02", None, "non_conforme"),
        ("2012-07-03", None, "indetermine"),
        ("2012-07", None, "indetermine"),
        (None, None, "indetermine"),
        ("2010-01-01", "2012-07-01", "indetermine"),
        ("2010-01-01", "2012-07-02", "non_conforme"),
    ],
)
def test_l_exercice_a_lieu_ce_jour(debut: str | None, fin: str | None, attendu: str) -> None:
    liberal = professionnel("m", p.MEDECIN, exercice("centre", debut, fin, mode=L))
    assert resultat(CODE, centre(), liberal, au="2012-07-02") == attendu


def test_une_periode_inconnue_est_demandee() -> None:
    liberal = professionnel("m", p.MEDECIN, exercice("centre", None, mode=L))
    assert manquants(juger(CODE, centre(), liberal, au=AU)) == [("periode",)]


def test_sources_et_gravite() -> None:
    assert references(CODE, "2018-03-01") == ["CSP, art. L6323-1, rédaction de la loi n° 2009-879 du 21 juillet 2009"]
    derogation = "CSS, art. L162-31-1 : expérimentations dérogatoires (loi n° 2017-1836 du 30 décembre 2017, art. 51)"
    assert references(CODE, "2018-04-01") == ["CSP, art. L6323-1-5, I", derogation]
    for au in ("2018-03-01", "2018-04-01"):
        assert version(CODE, au).portee is Portee.LOI_REGLEMENT
        assert version(CODE, au).gravite is Gravite.AVERTISSEMENT
