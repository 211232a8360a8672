"""CPTS-012: letter, then project, then validation, then contract; good sense, and two may stand on one day."""

import pytest
from tests.regles.fabrique import evenement, juger, manquants, messages, pointeurs, projet, resultat, version

from soinsprimaires import Gravite, Projet

CODE = "CPTS-012"
AU = "2024-07-02"


def dossier(lettre: str | None, depot: str | None, validation: str | None, contrat: str | None) -> Projet:
    dates = {
        "depot_lettre_intention": lettre,
        "depot_projet": depot,
        "validation_projet": validation,
        "signature_contrat": contrat,
    }
    return projet("cpts", *(evenement(acte, le, "structure", "ars", "cpam") for acte, le in dates.items() if le))


@pytest.mark.parametrize(
    ("dates", "attendu"),
    [
        (("2020-01-10", "2020-06-01", "2020-07-01", "2020-12-01"), "conforme"),
        (("2020-06-01", "2020-06-01", "2020-06-01", "2020-06-01"), "conforme"),
        (("2020-06-02", "2020-06-01", "2020-07-01", "2020-12-01"), "non_conforme"),
        (("2020-01-10", "2020-07-02", "2020-07-01", "2020-12-01"), "non_conforme"),
        (("2020-01-10", "2020-06-01", "2020-12-02", "2020-12-01"), "non_conforme"),
        ((None, "2020-06-01", None, "2020-05-31"), "non_conforme"),
        (("2020", "2020-06-01", "2020-07-01", "2020-12-01"), "indetermine"),
        (("2019", "2020-06-01", "2020-07-01", "2020-12-01"), "conforme"),
    ],
)
def test_l_ordre(dates: tuple[str | None, str | None, str | None, str | None], attendu: str) -> None:
    assert resultat(CODE, dossier(*dates), au=AU) == attendu


def test_le_constat_dit_les_deux_dates() -> None:
    juge = juger(CODE, dossier(None, "2020-06-01", "2020-05-31", None), au=AU)
    assert messages(juge) == ["sa validation (31 mai 2020) précède le dépôt du projet de santé (1er juin 2020)"]
    assert pointeurs(juge) == ["/contenu/projets/0/journal"]


def test_une_date_vague_est_nommee() -> None:
    assert manquants(juger(CODE, dossier("2020", "2020-06-01", None, None), au=AU)) == [("effet_le",)]


def test_ce_qui_n_a_pas_eu_lieu_n_est_pas_juge() -> None:
    tardif = dossier(None, "2020-06-02", "2020-06-01", None)
    assert resultat(CODE, tardif, au="2020-06-01") == "sans_objet"
    assert resultat(CODE, tardif, au="2020-06-02") == "non_conforme"


@pytest.mark.parametrize(
    ("validation", "attendu"), [("2024", "indetermine"), ("2024-06", "conforme"), ("2024-08", "sans_objet")]
)
def test_ce_qui_n_a_peut_etre_pas_eu_lieu_laisse_la_question_ouverte(validation: str, attendu: str) -> None:
    assert resultat(CODE, dossier(None, "2023-12-01", validation, None), au=AU) == attendu


def test_une_etape_qui_precede_peut_etre_pas_encore_faite() -> None:
    assert resultat(CODE, dossier("2024", "2020-06-01", "2020-07-01", None), au=AU) == "indetermine"


def test_ce_qui_precede_une_reprise_est_inconnu() -> None:
    """A contract of 2019, and the project of the next one: the first filing is of before the record."""
    repris = projet(
        "cpts",
        evenement("reprise", "2019-01-01", etat="projet_valide"),
        evenement("signature_contrat", "2019-09-01", "structure", "ars", "cpam"),
        evenement("depot_projet", "2024-03-01", "porteurs"),
        evenement("validation_projet", "2024-05-01", "ars"),
    )
    juge = juger(CODE, repris, au=AU)
    assert messages(juge) == ["on ne sait pas si le contrat suit sa validation"]


def test_une_msp_n_est_pas_jugee() -> None:
    assert resultat(CODE, projet("msp"), au=AU) == "sans_objet"


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
