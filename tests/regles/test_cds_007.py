"""CDS-007: who may run a centre de santé (CSP, art. L6323-1-3).

From 1 April 2018: non-profit bodies, "collectivités territoriales", groupings of communes, health establishments, SCIC;
since 23 February 2022: "les départements", "les communes ou leurs groupements". A body of social security runs centres
on texts that were not read: undetermined.
"""

import attrs
import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version
from tests.regles.lieux_de_soins import Fabrique, centre, cts, les_deux, organisation, site

from soinsprimaires import Gravite, Organisation, Portee

CODE = "CDS-007"
AU = "2024-07-02"


def region(code: str | None) -> Organisation:
    return attrs.evolve(organisation("region"), region=code)


@les_deux
@pytest.mark.parametrize(
    ("nature", "avant", "apres"),
    [
        ("association", "conforme", "conforme"),
        ("conseil_departemental", "conforme", "conforme"),
        ("commune", "conforme", "conforme"),
        ("epci", "conforme", "conforme"),
        ("etablissement_sante", "conforme", "conforme"),
        ("region", "conforme", "indetermine"),
        ("etat", "non_conforme", "non_conforme"),
        ("ars", "non_conforme", "non_conforme"),
        ("organisme_securite_sociale", "indetermine", "indetermine"),
        ("cpam", "indetermine", "indetermine"),
        ("universite", "indetermine", "indetermine"),
        ("autre", "indetermine", "indetermine"),
    ],
)
def test_avant_et_apres_le_23_fevrier_2022(faire: Fabrique, nature: str, avant: str, apres: str) -> None:
    gere = faire(gestionnaire="gestionnaire")
    assert resultat(CODE, gere, organisation(nature), au="2022-02-22") == avant
    assert resultat(CODE, gere, organisation(nature), au="2022-02-23") == apres
    assert resultat(CODE, gere, organisation(nature), au="2022-02-24") == apres


@les_deux
def test_une_region_depuis_2022(faire: Fabrique) -> None:
    juge = juger(CODE, faire(gestionnaire="gestionnaire"), region("24"), au=AU)
    assert messages(juge) == ["« gestionnaire » n'est pas de ceux qui peuvent gérer un centre de santé"]
    assert pointeurs(juge) == ["/contenu/structures/0/gestionnaire"]


@pytest.mark.parametrize(
    ("code", "attendu"),
    [
        ("24", "non_conforme"),
        ("76", "non_conforme"),
        ("01", "non_conforme"),
        ("04", "non_conforme"),
        ("02", "indetermine"),
        ("03", "indetermine"),
        ("06", "indetermine"),
        ("94", "indetermine"),
        (None, "indetermine"),
    ],
)
def test_une_collectivite_unique_est_aussi_un_departement(code: str | None, attendu: str) -> None:
    """Martinique, Guyane, Mayotte and Corse have one collectivité, which files may call a région."""
    for au in ("2022-02-23", "2023-05-20", "2023-05-21", AU):
        juge = juger(CODE, centre(gestionnaire="gestionnaire"), region(code), au=au)
        assert juge.resultat.value == attendu
    assert resultat(CODE, centre(gestionnaire="gestionnaire"), region(code), au="2022-02-22") == "conforme"


def test_la_region_du_centre_dit_celle_de_son_gestionnaire() -> None:
    a_lectoure = centre(site(commune="32208"), gestionnaire="gestionnaire")
    a_ajaccio = centre(site(commune="2A004"), gestionnaire="gestionnaire")
    assert resultat(CODE, a_lectoure, region(None), au=AU) == "non_conforme"
    assert resultat(CODE, a_ajaccio, region(None), au=AU) == "indetermine"


@les_deux
def test_un_organisme_de_securite_sociale_n_est_pas_dit_illegal(faire: Fabrique) -> None:
    juge = juger(CODE, faire(gestionnaire="gestionnaire"), organisation("organisme_securite_sociale"), au=AU)
    assert manquants(juge) == [("nature",)]
    assert messages(juge) == ["on ne sait pas si « gestionnaire » est de ceux qui peuvent gérer un centre de santé"]


@les_deux
@pytest.mark.parametrize("gestionnaire", [None, "fantome"])
def test_le_gestionnaire_n_est_pas_enregistre(faire: Fabrique, gestionnaire: str | None) -> None:
    juge = juger(CODE, faire(gestionnaire=gestionnaire), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("gestionnaire",)]


def test_un_centre_territorial_a_le_gestionnaire_de_son_centre() -> None:
    siege = centre(identifiant="siege", gestionnaire="gestionnaire")
    territorial = cts(centre="siege")
    assert resultat(CODE, territorial, siege, organisation("conseil_departemental"), au=AU) == "conforme"
    assert resultat(CODE, territorial, siege, region("76"), au=AU) == "non_conforme"
    assert resultat(CODE, cts(centre="ailleurs"), organisation("conseil_departemental"), au=AU) == "indetermine"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2018-03-01", "hors_vigueur"),
        ("2018-03-02", "indetermine"),
        ("2018-03-31", "indetermine"),
        ("2018-04-01", "non_conforme"),
        ("2018-04-02", "non_conforme"),
    ],
)
def test_depuis_le_1er_avril_2018(au: str, attendu: str) -> None:
    assert resultat(CODE, centre(gestionnaire="gestionnaire"), organisation("etat"), au=au) == attendu


def test_sources_et_gravite() -> None:
    assert references(CODE, "2022-02-22") == [
        "CSP, art. L6323-1-3, rédaction de l'ordonnance n° 2018-17 du 12 janvier 2018"
    ]
    assert references(CODE, "2022-02-23") == [
        "CSP, art. L6323-1-3, rédaction de la loi n° 2022-217 du 21 février 2022, art. 128"
    ]
    for au in ("2022-02-22", "2022-02-23"):
        assert version(CODE, au).portee is Portee.LOI_REGLEMENT
        assert version(CODE, au).gravite is Gravite.BLOQUANT
