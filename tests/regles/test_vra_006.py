"""VRA-006: a code names something that exists, or existed: INSEE, and the nomenclatures that are shipped whole."""

from typing import Any

import pytest
from tests.regles.fabrique import exercice, juger, messages, pointeurs, professionnel, resultat, version

from soinsprimaires import (
    Carence,
    CodeNomenclature,
    Gravite,
    Lieu,
    NatureOrganisation,
    NatureProjet,
    NatureTerritoire,
    Organisation,
    Presence,
    ProcedureRegionale,
    Systeme,
    Territoire,
)
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels.professions import MEDECIN

CODE = "VRA-006"
AU = "2026-11-29"


def organisation(**champs: Any) -> Organisation:
    return Organisation(identifiant="o", nom="Organisation", nature=NatureOrganisation.AUTRE, **champs)


def territoire(**champs: Any) -> Territoire:
    return Territoire(identifiant="t", nom="Territoire", nature=NatureTerritoire.ACTION_CPTS, **champs)


def test_un_dossier_sans_code() -> None:
    assert resultat(CODE, organisation(), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("commune", "attendu"),
    [
        ("32208", "conforme"),
        ("75056", "conforme"),
        ("75101", "conforme"),
        ("49001", "conforme"),
        ("93059", "conforme"),
        ("97411", "conforme"),
        ("2A004", "conforme"),
        ("20004", "conforme"),
        ("75016", "indetermine"),
        ("20090", "indetermine"),
        ("32999", "non_conforme"),
        ("95999", "non_conforme"),
    ],
    ids=lambda cellule: {
        "75101": "arrondissement",
        "49001": "commune déléguée",
        "20004": "code d'Ajaccio avant 1976",
        "75016": "code postal à Paris, code de Cachan avant 1968",
        "20090": "code postal d'Ajaccio, code de Renno avant 1976",
        "93059": "réunie à une autre en 2025",
    }.get(cellule, cellule),
)
def test_la_commune_d_un_lieu(commune: str, attendu: str) -> None:
    assert resultat(CODE, Lieu(identifiant="l", nom="Salle des fêtes", commune=commune), au=AU) == attendu


@pytest.mark.parametrize(
    ("entite", "dit", "ou"),
    [
        (
            professionnel("medecin", MEDECIN, exercice("msp", presences=(Presence(commune="32999"),))),
            "« medecin » : aucune commune n'a le code 32999, dans aucun millésime connu",
            "/contenu/professionnels/0/exercices/0/presences/0/commune",
        ),
        (organisation(departement="20"), "« o » : aucun département n'a le code '20'", "/departement"),
        (organisation(departement="Gers"), "« o » : aucun département n'a le code 'Gers'", "/departement"),
        (organisation(region="77"), "« o » : aucune région n'a le code '77'", "/region"),
        (territoire(region="Occitanie"), "« t » : aucune région n'a le code 'Occitanie'", "/region"),
        (
            ProcedureRegionale(identifiant="p", nom="Procédure", nature=NatureProjet.MSP, region="00"),
            "« p » : aucune région n'a le code '00'",
            "/contenu/procedures_regionales/0/region",
        ),
        (
            Carence(identifiant="c", profession=CodeNomenclature(Systeme.TRE_G15, "99")),
            "« c » : TRE_G15:99 n'existe pas dans sa nomenclature",
            "/contenu/carences/0/profession",
        ),
    ],
)
def test_un_code_que_rien_ne_porte(entite: Entite, dit: str, ou: str) -> None:
    juge = juger(CODE, entite, au=AU)
    assert messages(juge) == [dit]
    assert pointeurs(juge)[0].endswith(ou)


@pytest.mark.parametrize("region", ["76", "24", "73", "91", "01", "977"])
def test_une_region_d_aujourd_hui_ou_d_avant_2016(region: str) -> None:
    assert resultat(CODE, organisation(region=region), au=AU) == "conforme"


@pytest.mark.parametrize("departement", ["01", "2A", "974", "988"])
def test_un_departement(departement: str) -> None:
    assert resultat(CODE, territoire(departement=departement), au=AU) == "conforme"


def test_un_epci_a_pu_exister_avant_les_millesimes_livres() -> None:
    assert resultat(CODE, territoire(epci="243200417"), au=AU) == "conforme"
    juge = juger(CODE, territoire(epci="243299999"), au=AU)
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == [
        "« t » : aucun EPCI des millésimes 2021 à 2026 n'a le code 243299999 : il a pu exister avant"
    ]


def test_les_communes_d_un_territoire_et_la_profession_ont_leur_regle() -> None:
    inconnue = CodeNomenclature(Systeme.TRE_G15, "99")
    assert resultat(CODE, territoire(communes=("32999",)), professionnel("m", inconnue), au=AU) == "conforme"
    assert resultat("TER-001", territoire(communes=("32999",)), au=AU) == "non_conforme"
    assert resultat("PRO-001", professionnel("m", inconnue), au=AU) == "non_conforme"


def test_gravite_et_source() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
    assert [source.reference for source in version(CODE, AU).sources] == [
        "Code officiel géographique de l'INSEE : communes de chaque année"
    ]
