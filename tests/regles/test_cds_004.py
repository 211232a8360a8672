"""CDS-004: an agrément "ne deviendra définitif qu'à l'expiration d'une durée d'un an" (loi 2023-378).

Read in a note on the law: the rule never blocks. Provisional on 15 January 2024, definitive on 15 January 2025 at the
earliest.
"""

import pytest
from tests.regles.fabrique import juger, manquants, messages, references, resultat, version
from tests.regles.lieux_de_soins import Fabrique, acte, centre, cts, dossier, les_deux, site

from soinsprimaires import Evenement, Gravite, Portee

CODE = "CDS-004"
AU = "2025-07-02"


def provisoire(le: str | None = "2024-01-15", activite: str = "dentaire") -> Evenement:
    return acte("agrement_provisoire", le, "site", activite)


def definitif(le: str | None, activite: str = "dentaire") -> Evenement:
    return acte("agrement_definitif", le, "site", activite, identifiant="definitif")


@les_deux
@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2025-01-14", "non_conforme"),
        ("2025-01-15", "conforme"),
        ("2025-01-16", "conforme"),
        ("2025-01", "indetermine"),
        ("2024-12", "non_conforme"),
        ("2025-02", "conforme"),
    ],
)
def test_un_an_et_pas_un_jour_de_moins(faire: Fabrique, le: str, attendu: str) -> None:
    assert resultat(CODE, faire(site()), dossier(provisoire(), definitif(le)), au=AU) == attendu


def test_un_jour_trop_tot() -> None:
    juge = juger(CODE, centre(site()), dossier(provisoire(), definitif("2025-01-14")), au=AU)
    assert messages(juge) == ["l'agrément est devenu définitif (definitif) moins d'un an après le provisoire"]


@pytest.mark.parametrize(
    ("le", "attendu"),
    [("2024", "indetermine"), ("2024-01", "indetermine"), ("2023", "conforme"), ("2024-02", "non_conforme")],
)
def test_un_agrement_provisoire_vaguement_date(le: str, attendu: str) -> None:
    juge = juger(CODE, centre(site()), dossier(provisoire(le), definitif("2025-01-20")), au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("effet_le",)]


def test_le_provisoire_n_est_pas_enregistre() -> None:
    juge = juger(CODE, centre(site()), dossier(provisoire(activite="orthoptique"), definitif("2025-01-20")), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("journal",)]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2023-05-20", "hors_vigueur"),
        ("2023-05-21", "sans_objet"),
        ("2023-05-22", "sans_objet"),
        ("2025-01-13", "sans_objet"),
        ("2025-01-14", "non_conforme"),
        ("2025-01-15", "non_conforme"),
    ],
)
def test_la_question_se_pose_quand_l_agrement_est_definitif(au: str, attendu: str) -> None:
    assert resultat(CODE, centre(site()), dossier(provisoire(), definitif("2025-01-14")), au=au) == attendu


def test_un_centre_territorial_a_les_agrements_que_son_centre_a_recus_pour_lui() -> None:
    recus = dossier(provisoire(), definitif("2025-01-14"), structure="siege")
    juge = juger(CODE, cts(site(), centre="siege"), centre(identifiant="siege"), recus, au=AU)
    assert [constat.entite for constat in juge.constats] == ["centre", "siege"]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L6323-1-11, II (loi n° 2023-378 du 19 mai 2023)"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
