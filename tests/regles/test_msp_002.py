"""MSP-002: a projet de santé that agrees with the regional scheme (CSP, art. L6323-3).

"Conforme aux orientations des schémas régionaux" in the law of 21 July 2009, whose ARS came on 1 April 2010 and their
schemes on 1 July 2010 "au plus tard" (art. 131); "compatible" from 12 August 2011.
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
        ("2010-03-31", "hors_vigueur"),
        ("2010-04-01", "indetermine"),
        ("2011-08-11", "indetermine"),
        ("2011-08-12", "indetermine"),
        (AU, "indetermine"),
    ],
)
def test_une_validation_ne_montre_pas_sous_quels_schemas(au: str, attendu: str) -> None:
    """The schéma régional de santé is "établi pour cinq ans" (CSP, art. L1434-2): which one it was is not recorded."""
    assert resultat(CODE, maison(), dossier(DEPOT, VALIDATION), au=au) == attendu


def test_ce_qu_une_validation_laisse_penser_est_dit() -> None:
    assert messages(juger(CODE, maison(), dossier(DEPOT, VALIDATION), au=AU)) == [
        (
            "l'ARS a validé le projet de santé, mais rien n'enregistre sous quels schémas régionaux, ni si ce sont "
            "ceux d'aujourd'hui : le schéma régional de santé est établi pour cinq ans (CSP, art. L1434-2)"
        )
    ]


@pytest.mark.parametrize("au", ["2010-07-01", "2011-08-12", "2016-01-28"])
def test_un_projet_depose_ne_dit_rien_dans_aucune_redaction(au: str) -> None:
    assert resultat(CODE, maison(), dossier(DEPOT), au=au) == "indetermine"


@pytest.mark.parametrize("fondement", FondementOpposition)
@pytest.mark.parametrize("au", ["2010-07-01", "2011-08-11", "2011-08-12", "2016-01-27", "2016-01-28", AU])
def test_un_refus_que_l_article_ne_prevoit_pas_ne_montre_rien(au: str, fondement: FondementOpposition) -> None:
    """The project is "compatible avec les orientations des schémas" and "transmis pour information": nobody refuses."""
    juge = juger(CODE, maison(), dossier(DEPOT, refus(fondement=fondement)), au=au)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("journal",)]


def test_sans_projet_enregistre() -> None:
    juge = juger(CODE, maison(), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("projets",)]


def test_un_projet_seulement_depose() -> None:
    juge = juger(CODE, maison(), dossier(DEPOT), au=AU)
    assert messages(juge) == [
        (
            "aucune validation de l'ARS ne laisse penser que le projet de santé s'accorde avec les schémas régionaux, "
            "et un refus ne montrerait pas le contraire : la loi ne prévoit ni l'une ni l'autre"
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
    for au in ("2011-08-11", "2016-01-27", "2016-01-28"):
        assert (version(CODE, au).portee, version(CODE, au).gravite) == (Portee.LOI_REGLEMENT, Gravite.AVERTISSEMENT)


def test_les_mots_de_chaque_version() -> None:
    """The orientations of the schémas régionaux, "conforme" in 2010 and "compatible" since 2011."""
    for jours, debut in (
        (("2010-04-01", "2011-08-11"), "conforme aux"),
        (("2011-08-12", "2016-01-27", "2016-01-28"), "compatible avec les"),
    ):
        for jour in jours:
            assert version(CODE, jour).titre.endswith(f"{debut} orientations des schémas régionaux")
