"""MSP-002: a projet de santé that agrees with the regional scheme (CSP, art. L6323-3).

"Conforme aux orientations des schémas régionaux" from 23 July 2009, "compatible" from 12 August 2011.
"""

import pytest
from tests.regles.fabrique import evenement, juger, maison, manquants, messages, projet, references, resultat, version

from soinsprimaires import Evenement, FondementOpposition, Gravite, Portee, Projet

CODE = "MSP-002"
AU = "2024-07-02"
DEPOT = evenement("depot_projet", "2010-01-10", "structure")
VALIDATION = evenement("validation_projet", "2010-03-01", "ars")


def dossier(*journal: Evenement) -> Projet:
    return projet("msp", *journal, structure="msp")


def refus(le: str = "2010-03-01", fondement: FondementOpposition | None = None) -> Evenement:
    return evenement("refus_projet", le, "ars", motif="voir la décision", fondement=fondement)


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2009-07-22", "hors_vigueur"),
        ("2009-07-23", "indetermine"),
        ("2010-02-28", "indetermine"),
        ("2010-03-01", "conforme"),
        ("2010-03-02", "conforme"),
        ("2011-08-11", "conforme"),
        ("2011-08-12", "conforme"),
        (AU, "conforme"),
    ],
)
def test_valide_par_l_ars(au: str, attendu: str) -> None:
    assert resultat(CODE, maison(), dossier(DEPOT, VALIDATION), au=au) == attendu


@pytest.mark.parametrize("au", ["2010-02-28", "2011-08-12", "2016-01-28"])
def test_un_projet_depose_ne_dit_rien_dans_aucune_redaction(au: str) -> None:
    assert resultat(CODE, maison(), dossier(DEPOT), au=au) == "indetermine"


@pytest.mark.parametrize("au", ["2016-01-28", "2024-07-02"])
def test_une_maison_qui_fonctionne_sans_validation_n_est_pas_dite_compatible(au: str) -> None:
    """The code asks for no validation: a house may work without it, and nothing then tells."""
    ouverte = evenement("mise_en_fonctionnement", "2010-06-01", "structure")
    assert resultat(CODE, maison(), dossier(DEPOT, ouverte), au=au) == "indetermine"
    validee = dossier(DEPOT, ouverte, evenement("validation_projet", "2010-09-01", "ars"))
    assert resultat(CODE, maison(), validee, au=au) == "conforme"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2010-02-28", "indetermine"),
        ("2010-03-01", "non_conforme"),
        ("2010-03-02", "non_conforme"),
        ("2011-08-11", "non_conforme"),
        ("2011-08-12", "non_conforme"),
        ("2016-01-27", "non_conforme"),
        ("2016-01-28", "non_conforme"),
    ],
)
def test_refuse_pour_les_objectifs_regionaux(au: str, attendu: str) -> None:
    prs = FondementOpposition.OBJECTIFS_PROJET_REGIONAL_SANTE
    juge = juger(CODE, maison(), dossier(DEPOT, refus(fondement=prs)), au=au)
    assert juge.resultat.value == attendu
    if attendu == "non_conforme":
        assert messages(juge) == [
            "l'ARS a refusé le projet de santé pour non-respect des objectifs du projet régional de santé"
        ]


@pytest.mark.parametrize("fondement", [None, FondementOpposition.PERTINENCE_TERRITOIRE])
def test_refuse_pour_un_autre_motif(fondement: FondementOpposition | None) -> None:
    juge = juger(CODE, maison(), dossier(DEPOT, refus(fondement=fondement)), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("journal",)]


def test_un_nouveau_depot_rouvre_la_question() -> None:
    prs = FondementOpposition.OBJECTIFS_PROJET_REGIONAL_SANTE
    nouveau = evenement("depot_projet", "2011-01-10", "structure")
    assert resultat(CODE, maison(), dossier(DEPOT, refus(fondement=prs), nouveau), au=AU) == "indetermine"


def test_sans_projet_enregistre() -> None:
    juge = juger(CODE, maison(), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("projets",)]


def test_un_projet_seulement_depose() -> None:
    juge = juger(CODE, maison(), dossier(DEPOT), au=AU)
    assert messages(juge) == [
        (
            "seule la validation de l'ARS, ou son refus motivé, dit si le projet de santé est compatible avec le "
            "schéma régional"
        )
    ]


def test_le_projet_d_une_autre_maison_ne_compte_pas() -> None:
    autre = projet("msp", DEPOT, VALIDATION, structure="autre")
    assert manquants(juger(CODE, maison(), autre, au=AU)) == [("projets",)]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L6323-3"]
    assert references(CODE, "2011-08-11") == [
        "CSP, art. L6323-3, version du 23 juillet 2009 (loi n° 2009-879 du 21 juillet 2009)"
    ]
    for au, gravite in (
        ("2011-08-11", Gravite.BLOQUANT),
        ("2016-01-27", Gravite.BLOQUANT),
        ("2016-01-28", Gravite.AVERTISSEMENT),
    ):
        assert (version(CODE, au).portee, version(CODE, au).gravite) == (Portee.LOI_REGLEMENT, gravite)


def test_les_mots_de_chaque_version() -> None:
    """The orientations of the schémas régionaux in 2009 and 2011; the schéma régional de santé only since 2016."""
    for jours, fin in (
        (("2009-07-23", "2011-08-11"), "conforme aux orientations des schémas régionaux"),
        (("2011-08-12", "2016-01-27"), "compatible avec les orientations des schémas régionaux"),
        (("2016-01-28", "2016-01-29"), "compatible avec le schéma régional de santé"),
    ):
        for jour in jours:
            assert version(CODE, jour).titre.endswith(fin)
