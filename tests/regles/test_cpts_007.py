"""CPTS-007: the size class of a CPTS follows from the population of its territory (ACI CPTS, JO of 24 August 2019).

Sizes: under 40 000, 40 000 to 80 000, 80 000 to 175 000, over 175 000: 40 000 is size 2 and 175 000 is size 3; on which
side 80 000 falls was read nowhere. Read on a portal: it warns, it never blocks.
"""

import pytest
from tests.regles.fabrique import juger, manquants, messages, periode, pointeurs, references, resultat, version

from soinsprimaires import (
    CPTS,
    Delimitation,
    Estimation,
    Fiabilite,
    Gravite,
    NatureTerritoire,
    NuanceNombre,
    PopulationDeclaree,
    Portee,
    Rattachement,
    Territoire,
)

CODE = "CPTS-007"
AU = "2024-07-02"


def cpts(*rattachements: Rattachement) -> CPTS:
    return CPTS(identifiant="cpts", nom="CPTS", territoires=rattachements or (Rattachement(territoire="territoire"),))


def territoire(identifiant: str = "territoire", **champs: object) -> Territoire:
    return Territoire(identifiant=identifiant, nom="Territoire", nature=NatureTerritoire.ACTION_CPTS, **champs)  # type: ignore[arg-type]


def habite(nombre: int, nuance: NuanceNombre = NuanceNombre.EXACT) -> Territoire:
    declaree = PopulationDeclaree(nombre=Estimation(valeur=nombre, nuance=nuance), annee=2022, source="ARS")
    return territoire(population=declaree)


LECTOURE = territoire(communes=("32208",), delimitation=Delimitation.COMPLETE)


@pytest.mark.parametrize(
    ("au", "attendu"),
    [("2019-08-24", "hors_vigueur"), ("2019-08-25", "conforme"), ("2019-08-26", "conforme")],
)
def test_la_population_connue_donne_la_taille(au: str, attendu: str) -> None:
    assert resultat(CODE, cpts(), LECTOURE, au=au) == attendu


@pytest.mark.parametrize("nombre", [39_999, 40_000, 40_001, 79_999, 80_001, 174_999, 175_000, 175_001])
def test_de_part_et_d_autre_des_seuils(nombre: int) -> None:
    assert resultat(CODE, cpts(), habite(nombre), au=AU) == "conforme"


def test_sur_le_seuil_du_milieu_aucun_texte_lu_ne_tranche() -> None:
    juge = juger(CODE, cpts(), habite(80_000), au=AU)
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == ["taille 2 ou 3 : 80000 habitants : aucun texte lu ne range ce seuil exact"]
    assert manquants(juge) == [("communes", "delimitation", "population")]
    assert pointeurs(juge) == ["/contenu/structures/0/territoires"]


def test_un_territoire_dont_on_ne_connait_que_des_communes() -> None:
    juge = juger(CODE, cpts(), territoire(communes=("32208",), delimitation=Delimitation.PARTIELLE), au=AU)
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == ["taille 1 ou 2 ou 3 ou 4 : la délimitation du territoire est partielle"]


@pytest.mark.parametrize(
    ("nuance", "nombre", "attendu"),
    [
        (NuanceNombre.ENVIRON, 29_000, "conforme"),
        (NuanceNombre.ENVIRON, 37_000, "indetermine"),
        (NuanceNombre.MOINS_DE, 40_000, "conforme"),
        (NuanceNombre.PLUS_DE, 175_000, "conforme"),
        (NuanceNombre.AU_MOINS, 175_000, "indetermine"),
    ],
)
def test_une_population_estimee(nuance: NuanceNombre, nombre: int, attendu: str) -> None:
    assert resultat(CODE, cpts(), habite(nombre, nuance), au=AU) == attendu


@pytest.mark.parametrize(
    "rattachements",
    [
        (Rattachement(territoire="ailleurs"),),
        (Rattachement(territoire="territoire"), Rattachement(territoire="autre")),
        (Rattachement(territoire="territoire", periode=periode("2024")),),
        (Rattachement(territoire="territoire", periode=periode("2024-07-03")),),
    ],
    ids=["absent du registre", "deux territoires sans date", "depuis 2024 sans jour", "a partir du lendemain"],
)
def test_le_territoire_a_cette_date_n_est_pas_connu(rattachements: tuple[Rattachement, ...]) -> None:
    juge = juger(CODE, cpts(*rattachements), LECTOURE, territoire("autre"), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("territoires",)]
    assert messages(juge) == ["le territoire de la CPTS à cette date n'est pas connu"]


def test_l_extension_du_territoire_prend_effet_a_son_jour() -> None:
    successifs = cpts(
        Rattachement(territoire="territoire", periode=periode("2020-01-01", "2024-07-01")),
        Rattachement(territoire="autre", periode=periode("2024-07-02")),
    )
    assert resultat(CODE, successifs, LECTOURE, territoire("autre"), au="2024-07-01") == "conforme"
    assert resultat(CODE, successifs, LECTOURE, territoire("autre"), au="2024-07-02") == "indetermine"


def test_une_convention_lue_sur_un_portail_avertit_sans_bloquer() -> None:
    assert references(CODE, AU) == [
        "ACI CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août 2019) : quatre tailles de communautés"
    ]
    assert version(CODE, AU).portee is Portee.CONVENTION
    assert version(CODE, AU).fiabilite is Fiabilite.SECONDAIRE
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
