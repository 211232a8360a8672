"""SISA-007: the statutes reach the orders and the ARS one month before their *enregistrement* (CSP, art. L4041-7).

A record holds the day of the immatriculation, which may be what the text means, or another formality: all is doubtful.
"""

import pytest
from tests.regles.fabrique import forme, juger, maison, manquants, messages, pointeurs, references, resultat, version

from soinsprimaires import MSP, Fiabilite, Gravite

CODE = "SISA-007"
AU = "2024-07-02"
SISA = (forme("sisa", "2012-01-01"),)


def sisa(ordres: str | None, ars: str | None = "2024-01-01", immatriculee: str | None = "2024-04-15") -> MSP:
    return maison(
        formes=SISA,
        immatriculee_le=immatriculee,
        statuts_transmis_ordres_le=ordres,
        statuts_transmis_ars_le=ars,
    )


@pytest.mark.parametrize(
    ("ordres", "attendu"),
    [("2024-03-14", "indetermine"), ("2024-03-15", "indetermine"), ("2024-03-16", "indetermine")],
    ids=["la veille", "un mois jour pour jour", "un jour trop tard"],
)
def test_un_mois_avant(ordres: str, attendu: str) -> None:
    assert resultat(CODE, sisa(ordres), au=AU) == attendu


def test_le_constat_donne_les_deux_dates() -> None:
    juge = juger(CODE, sisa("2024-01-01", "2024-03-16"), au=AU)
    assert messages(juge)[1:] == [
        (
            "statuts transmis à l'ARS le 16 mars 2024, moins d'un mois avant l'immatriculation (le 15 avril 2024) : "
            "trop tard si elle est leur enregistrement, dont le registre ne dit pas le jour"
        )
    ]
    assert pointeurs(juge) == [
        "/contenu/structures/0/statuts_transmis_ordres_le",
        "/contenu/structures/0/statuts_transmis_ars_le",
    ]


@pytest.mark.parametrize(
    ("ordres", "immatriculee", "attendu"),
    [
        ("2024-02", "2024-04-15", "indetermine"),
        ("2024-03", "2024-04-15", "indetermine"),
        ("2024-04", "2024-04-15", "indetermine"),
        ("2024-03-15", "2024-04", "indetermine"),
        ("2024-03-01", "2024-04", "indetermine"),
    ],
)
def test_une_date_vague(ordres: str, immatriculee: str, attendu: str) -> None:
    assert resultat(CODE, sisa(ordres, immatriculee=immatriculee), au=AU) == attendu


def test_chaque_date_absente_est_nommee() -> None:
    assert manquants(juger(CODE, sisa("2024-01-01", immatriculee=None), au=AU)) == [("immatriculee_le",)]
    assert manquants(juger(CODE, sisa(None, None), au=AU)) == [
        ("statuts_transmis_ordres_le",),
        ("statuts_transmis_ars_le",),
    ]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2011-08-11", "hors_vigueur"), ("2012-01-01", "indetermine"), ("2011-08-12", "sans_objet")]
)
def test_depuis_la_loi(au: str, attendu: str) -> None:
    formes = (forme("scm", "2000-01-01", "2011-12-31"), *SISA)
    msp = maison(
        formes=formes,
        immatriculee_le="2012-01-01",
        statuts_transmis_ordres_le="2011-12-02",
        statuts_transmis_ars_le="2011-12-01",
    )
    assert resultat(CODE, msp, au=au) == attendu


def test_la_forme_decide() -> None:
    assert manquants(juger(CODE, maison(), au=AU)) == [("formes",)]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L4041-7"]
    assert (version(CODE, AU).fiabilite, version(CODE, AU).gravite) == (Fiabilite.SECONDAIRE, Gravite.AVERTISSEMENT)
