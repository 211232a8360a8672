"""FIN-001: the FINESS category of a site is that of the structure, and in force (ANS, TRE_R66).

603 for an MSP since 28 March 2012, 124 for a centre since 19 December 2013 (until that day 125, 130, 289, 439), 604 for
a CPTS since 29 May 2020. The rule informs.
"""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version

from soinsprimaires import (
    CPTS,
    CTS,
    MSP,
    CentreSante,
    CodeNomenclature,
    EquipeSoinsPrimaires,
    Gravite,
    Portee,
    Site,
    Systeme,
)

CODE = "FIN-001"
AU = "2026-11-21"
Classe = type[MSP | CentreSante | CTS | CPTS]


def structure(classe: Classe, code: str | None, systeme: Systeme = Systeme.TRE_R66, finess: str | None = None):  # type: ignore[no-untyped-def] # noqa: ANN201
    categorie = None if code is None else CodeNomenclature(systeme, code)
    site = Site(identifiant="site", categorie_finess=categorie, finess=finess)  # type: ignore[arg-type]
    return classe(identifiant="structure", nom="Structure", sites=(site,))


@pytest.mark.parametrize(("classe", "code"), [(MSP, "603"), (CentreSante, "124"), (CTS, "124"), (CPTS, "604")], ids=str)
def test_la_categorie_de_chaque_structure(classe: Classe, code: str) -> None:
    assert resultat(CODE, structure(classe, code), au=AU) == "conforme"
    for autre in sorted({"603", "124", "604", "606"} - {code}):
        assert resultat(CODE, structure(classe, autre), au=AU) == "non_conforme"


def test_une_categorie_qui_n_est_pas_la_sienne() -> None:
    juge = juger(CODE, structure(MSP, "124"), au=AU)
    assert messages(juge) == ["la catégorie TRE_R66:124 du site « site » n'est pas celle attendue"]
    assert pointeurs(juge) == ["/contenu/structures/0/sites/0/categorie_finess"]


@pytest.mark.parametrize(
    ("classe", "code", "au", "attendu"),
    [
        (MSP, "603", "2012-03-27", "non_conforme"),
        (MSP, "603", "2012-03-28", "conforme"),
        (MSP, "603", "2012-03-29", "conforme"),
        (CentreSante, "124", "2013-12-18", "non_conforme"),
        (CentreSante, "124", "2013-12-19", "conforme"),
        (CentreSante, "124", "2013-12-20", "conforme"),
        (CentreSante, "125", "2013-12-18", "conforme"),
        (CentreSante, "130", "2013-12-19", "conforme"),
        (CTS, "289", "2013-12-20", "non_conforme"),
        (CentreSante, "439", "2013-12-20", "non_conforme"),
        (CPTS, "604", "2020-05-28", "non_conforme"),
        (CPTS, "604", "2020-05-29", "conforme"),
        (CPTS, "604", "2020-05-30", "conforme"),
    ],
)
def test_les_dates_de_validite(classe: Classe, code: str, au: str, attendu: str) -> None:
    juge = juger(CODE, structure(classe, code), au=au)
    assert juge.resultat.value == attendu
    if attendu == "non_conforme":
        assert messages(juge) == [f"la catégorie TRE_R66:{code} du site « site » n'est pas en vigueur"]


@pytest.mark.parametrize(
    ("classe", "code", "au", "attendu"),
    [
        (MSP, "603", AU, "conforme"),
        (CPTS, "604", AU, "conforme"),
        (CentreSante, "2206", AU, "conforme"),
        (MSP, "606", AU, "non_conforme"),
        (CentreSante, "124", AU, "indetermine"),
        (MSP, "603", "2020-01-01", "indetermine"),
    ],
)
def test_la_nomenclature_qui_remplace_la_premiere(classe: Classe, code: str, au: str, attendu: str) -> None:
    juge = juger(CODE, structure(classe, code, Systeme.TRE_R397), au=au)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("categorie_finess",)]


def test_un_code_d_une_autre_nomenclature() -> None:
    assert resultat(CODE, structure(MSP, "10", Systeme.TRE_G15), au=AU) == "non_conforme"


def test_un_numero_sans_categorie() -> None:
    juge = juger(CODE, structure(MSP, None, finess="320000001"), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("categorie_finess",)]
    assert messages(juge) == ["la catégorie FINESS du site « site » n'est pas enregistrée"]


def test_sans_numero_ni_categorie_rien_n_est_juge() -> None:
    assert resultat(CODE, structure(MSP, None), au=AU) == "sans_objet"
    esp = EquipeSoinsPrimaires(identifiant="esp", nom="ESP", sites=(Site(identifiant="site"),))
    assert resultat(CODE, esp, au=AU) == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["ANS, TRE_R66-CategorieEtablissement, avec les dates de validité des catégories"]
    assert version(CODE, AU).portee is Portee.BONNE_PRATIQUE
    assert version(CODE, AU).gravite is Gravite.INFORMATION
