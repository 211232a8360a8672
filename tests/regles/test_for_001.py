"""FOR-001: a session takes place within the period of its programme. No text: plain coherence."""

import pytest
from tests.regles.fabrique import juger, manquants, messages, periode, pointeurs, references, resultat, version

from soinsprimaires import Gravite, PeriodePartielle, Portee, ProgrammeFormation, SeanceFormation, StatutSeance

CODE = "FOR-001"
AU = "2024-07-02"


def programme(sur: PeriodePartielle | None) -> ProgrammeFormation:
    return ProgrammeFormation(identifiant="programme", intitule="Soirées", periode=sur)


def seance(le: str | None, statut: StatutSeance = StatutSeance.TENUE) -> SeanceFormation:
    return SeanceFormation(identifiant="seance", programme="programme", statut=statut, le=le)


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2023-08-31", "non_conforme"),
        ("2023-09-01", "conforme"),
        ("2024-06-30", "conforme"),
        ("2024-07-01", "non_conforme"),
        ("2024-05", "conforme"),
        ("2024-07", "non_conforme"),
        ("2024", "indetermine"),
        ("../2024-05-01", "indetermine"),
        (None, "indetermine"),
    ],
)
def test_entre_le_premier_et_le_dernier_jour_du_programme(le: str | None, attendu: str) -> None:
    assert resultat(CODE, programme(periode("2023-09-01", "2024-06-30")), seance(le), au=AU) == attendu


@pytest.mark.parametrize(
    ("sur", "le", "attendu"),
    [
        (periode("2023", None), "2022-12-31", "non_conforme"),
        (periode("2023", None), "2023-06-01", "indetermine"),
        (periode("2023", None), "2024-06-01", "conforme"),
        (periode(None, "2024"), "2025-01-01", "non_conforme"),
        (periode(None, "2024"), "2023-01-01", "indetermine"),
    ],
)
def test_des_bornes_vagues(sur: PeriodePartielle, le: str, attendu: str) -> None:
    assert resultat(CODE, programme(sur), seance(le), au=AU) == attendu


def test_le_lendemain_de_la_fin() -> None:
    juge = juger(CODE, programme(periode("2023-09-01", "2024-06-30")), seance("2024-07-01"), au=AU)
    assert messages(juge) == [
        "la séance (le 1er juillet 2024) est hors de la période du programme (du 1er septembre 2023 au 30 juin 2024)"
    ]
    assert pointeurs(juge) == ["/contenu/seances_formation/0/le"]


def test_ce_qui_manque_est_nomme() -> None:
    borne = programme(periode("2023-09-01", "2024-06-30"))
    assert manquants(juger(CODE, borne, seance(None), au=AU)) == [("le",)]
    assert manquants(juger(CODE, borne, seance("2024"), au=AU)) == [("le", "periode")]


def test_sans_programme_date_ou_annulee_rien_n_est_juge() -> None:
    assert resultat(CODE, programme(None), seance("2024-07-01"), au=AU) == "sans_objet"
    assert resultat(CODE, seance("2024-07-01"), au=AU) == "sans_objet"
    annulee = seance("2024-07-01", StatutSeance.ANNULEE)
    assert resultat(CODE, programme(periode("2023-09-01", "2024-06-30")), annulee, au=AU) == "sans_objet"


def test_la_regle_vaut_a_toute_date_et_informe() -> None:
    for au in ("1900-01-01", "2100-01-01"):
        assert resultat(CODE, programme(periode("2023-09-01")), seance("2023-08-31"), au=au) == "non_conforme"
    assert references(CODE, AU) == ["Cohérence du registre : aucun texte, ce que le document dit de lui-même"]
    assert version(CODE, AU).portee is Portee.BONNE_PRATIQUE
    assert version(CODE, AU).gravite is Gravite.INFORMATION
