"""CPTS-001: a CPTS is an association (CSP, art. L1434-12-1, created by the ordonnance of 12 May 2021)."""

import pytest
from tests.regles.fabrique import forme, juger, manquants, messages, pointeurs, references, resultat, version

from soinsprimaires import CPTS, FormeDatee, Gravite, Portee

CODE = "CPTS-001"
AU = "2024-07-02"


def cpts(*formes: FormeDatee, **dates: str) -> CPTS:
    return CPTS(identifiant="cpts", nom="CPTS", formes=formes, **dates)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2021-05-13", "hors_vigueur"), ("2021-05-14", "conforme"), ("2021-05-15", "conforme")]
)
@pytest.mark.parametrize("nom", ["association_loi_1901", "association_droit_local"])
def test_une_association(nom: str, au: str, attendu: str) -> None:
    assert resultat(CODE, cpts(forme(nom, "2019-01-01")), au=au) == attendu


@pytest.mark.parametrize("nom", ["gcs", "sisa", "scic", "autre"])
def test_une_autre_forme(nom: str) -> None:
    juge = juger(CODE, cpts(forme(nom, "2019-01-01")), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == [f"la forme juridique est {nom}, une association est exigée"]
    assert pointeurs(juge) == ["/contenu/structures/0/formes"]


@pytest.mark.parametrize(("nom", "attendu"), [("association_loi_1901", "conforme"), ("gcs", "non_conforme")])
def test_une_seule_forme_sans_date_est_celle_de_tous_les_jours(nom: str, attendu: str) -> None:
    assert resultat(CODE, cpts(forme(nom)), au=AU) == attendu


@pytest.mark.parametrize(
    ("creee_le", "au", "attendu"),
    [
        ("2019-01-01", "2021-05-13", "hors_vigueur"),
        ("2019-01-01", "2021-05-14", "indetermine"),
        ("2021-05-13", "2021-05-15", "indetermine"),
        ("2021-05-13", "2022-05-13", "indetermine"),
        ("2021-05-13", "2022-05-14", "indetermine"),
        ("2021-05-13", "2022-05-15", "non_conforme"),
        ("2021-05-14", "2021-05-14", "non_conforme"),
        ("2021-05-15", "2022-05-14", "non_conforme"),
    ],
)
def test_une_cpts_deja_formee_a_eu_jusqu_au_14_mai_2022(creee_le: str, au: str, attendu: str) -> None:
    """ "Les CPTS déjà formées auront jusqu'au 14 mai 2022 pour se constituer sous forme associative" (press)."""
    juge = juger(CODE, cpts(forme("gcs"), creee_le=creee_le), au=au)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [()]
        assert messages(juge) == [
            (
                "la forme juridique est gcs ; une CPTS formée avant le 14 mai 2021 a eu un an pour se constituer en "
                "association, selon un texte qui n'a pas été lu"
            )
        ]
    assert resultat(CODE, cpts(forme("association_loi_1901"), creee_le="2019-01-01"), au="2021-05-14") == "conforme"


@pytest.mark.parametrize("creee_le", [None, "2021"])
@pytest.mark.parametrize(("au", "attendu"), [("2022-05-14", "indetermine"), ("2022-05-15", "non_conforme")])
def test_on_ne_sait_pas_si_elle_etait_deja_formee(creee_le: str | None, au: str, attendu: str) -> None:
    dates = {} if creee_le is None else {"creee_le": creee_le}
    juge = juger(CODE, cpts(forme("gcs", "2019-01-01"), **dates), au=au)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("creee_le",)]


def test_la_forme_n_est_pas_enregistree() -> None:
    juge = juger(CODE, cpts(), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("formes",)]
    assert messages(juge) == ["la forme juridique à cette date n'est pas connue"]


@pytest.mark.parametrize(
    ("au", "attendu", "champ"),
    [
        ("2021-12-31", "indetermine", "formes"),
        ("2022-01-01", "indetermine", "periode"),
        ("2022-12-30", "indetermine", "periode"),
        ("2022-12-31", "conforme", None),
    ],
)
def test_une_association_declaree_dans_l_annee_2022(au: str, attendu: str, champ: str | None) -> None:
    juge = juger(CODE, cpts(forme("association_loi_1901", "2022")), au=au)
    assert juge.resultat.value == attendu
    assert manquants(juge) == ([] if champ is None else [(champ,)])


@pytest.mark.parametrize(("au", "attendu"), [("2022-05-31", "non_conforme"), ("2022-06-01", "conforme")])
def test_le_jour_de_la_transformation(au: str, attendu: str) -> None:
    transformee = cpts(forme("gcs", "2019-01-01", "2022-05-31"), forme("association_loi_1901", "2022-06-01"))
    assert resultat(CODE, transformee, au=au) == attendu


def test_deux_formes_dont_aucune_n_est_close() -> None:
    """A GCS that became an association, and of which nobody wrote the end."""
    deux = cpts(forme("gcs", "2018-01-01"), forme("association_loi_1901", "2022-01-01"))
    assert resultat(CODE, deux, au="2021-12-31") == "indetermine"
    assert messages(juger(CODE, deux, au="2024-07-02")) == ["on ne sait pas si la forme gcs vaut à cette date"]


def test_la_fin_vague_de_l_ancienne_forme_laisse_la_question_ouverte() -> None:
    transformee = cpts(forme("gcs", "2019-01-01", "2022"), forme("association_loi_1901", "2022-01-01"))
    juge = juger(CODE, transformee, au="2022-06-01")
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == ["on ne sait pas si la forme gcs vaut à cette date"]
    assert manquants(juge) == [("periode",)]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2022-02-28", "sans_objet"),
        ("2022-03-01", "non_conforme"),
        ("2023-06-30", "non_conforme"),
        ("2023-07-01", "sans_objet"),
    ],
    ids=["la veille de la creation", "le jour", "le jour de la dissolution", "le lendemain"],
)
def test_une_cpts_n_est_jugee_que_durant_sa_vie(au: str, attendu: str) -> None:
    ephemere = cpts(forme("gcs"), creee_le="2022-03-01", dissoute_le="2023-06-30")
    assert resultat(CODE, ephemere, au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L1434-12-1 (ordonnance n° 2021-584 du 12 mai 2021, art. 1er)"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
