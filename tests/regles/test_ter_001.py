"""TER-001: a territory lists communes that exist: Béon (01039) merged into Culoz (01138) on 1 January 2023."""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version

from soinsprimaires import Delimitation, Direction, Gravite, NatureTerritoire, Repere, Territoire

CODE = "TER-001"


def territoire(*communes: str, **champs: object) -> Territoire:
    return Territoire(
        identifiant="territoire",
        nom="Territoire",
        nature=NatureTerritoire.ACTION_CPTS,
        communes=communes,
        delimitation=Delimitation.PARTIELLE,
        **champs,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2021-01-01", "conforme"),
        ("2022-12-31", "conforme"),
        ("2023-01-01", "non_conforme"),
        ("2023-01-02", "non_conforme"),
    ],
)
def test_une_commune_qui_a_fusionne(au: str, attendu: str) -> None:
    assert resultat(CODE, territoire("01039", "01138"), au=au) == attendu


def test_le_constat_dit_ce_qu_elle_est_devenue() -> None:
    juge = juger(CODE, territoire("01039", "01138"), au="2024-07-02")
    assert messages(juge) == [
        "la commune 01039 n'existe pas à cette date ; son territoire relève de Culoz-Béon (01138)"
    ]
    assert pointeurs(juge) == ["/contenu/territoires/0/communes/0"]


@pytest.mark.parametrize(
    ("code", "devenue"),
    [
        # Clefs merged on 1 January 2013, before every vintage; Ajaccio had 20004 before 1976.
        ("49101", "Baugé-en-Anjou (49018)"),
        ("20004", "Ajaccio (2A004)"),
        ("75113", "Paris (75056)"),
    ],
)
def test_ce_qu_un_code_plus_ancien_ou_plus_fin_est_devenu(code: str, devenue: str) -> None:
    juge = juger(CODE, territoire(code), au="2024-07-02")
    assert messages(juge) == [f"la commune {code} n'existe pas à cette date ; son territoire relève de {devenue}"]


def test_un_code_que_rien_ne_connait() -> None:
    juge = juger(CODE, territoire("32208", "32999"), au="2024-07-02")
    assert messages(juge) == ["aucune commune n'a le code 32999"]
    assert pointeurs(juge) == ["/contenu/territoires/0/communes/1"]


def test_un_repere_est_aussi_une_commune() -> None:
    repere = Repere(commune="01039", direction=Direction.OUEST)
    juge = juger(CODE, territoire("32208", reperes=(repere,)), au="2024-07-02")
    assert pointeurs(juge) == ["/contenu/territoires/0/reperes/0/commune"]


@pytest.mark.parametrize("au", ["2019-01-01", "2020-12-31", "2027-01-01"])
def test_hors_des_millesimes_livres_on_ne_sait_pas(au: str) -> None:
    juge = juger(CODE, territoire("32999"), au=au)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [()]


def test_sans_commune() -> None:
    assert resultat(CODE, territoire(), au="2024-07-02") == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, "2024-07-02") == ["Code officiel géographique de l'INSEE : communes de chaque année"]
    assert version(CODE, "2024-07-02").gravite is Gravite.INFORMATION
