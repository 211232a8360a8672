"""MSP-001: between whom a maison de santé is constituted (CSP, art. L6323-3).

From 23 July 2009: professionnels médicaux et auxiliaires médicaux. From 12 August 2011: also pharmaciens.
"""

import pytest
from tests.regles.fabrique import (
    associe,
    equipe,
    juger,
    maison,
    manquants,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    role,
    version,
)

from soinsprimaires import CodeNomenclature, Gravite, NatureOrganisation, Organisation, Portee, Systeme
from soinsprimaires.referentiels import professions as p

CODE = "MSP-001"
EQUIPE = {"medecin": p.MEDECIN, "infirmiere": p.INFIRMIER}
PHARMACIEN = {"pharmacien": p.PHARMACIEN}


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2009-07-22", "hors_vigueur"),
        ("2009-07-23", "conforme"),
        ("2011-08-11", "conforme"),
        ("2011-08-12", "conforme"),
        ("2026-11-21", "conforme"),
    ],
)
def test_un_medecin_et_une_infirmiere_depuis_la_loi_de_2009(au: str, attendu: str) -> None:
    assert resultat(CODE, maison(), *equipe("msp", **EQUIPE), au=au) == attendu


@pytest.mark.parametrize(("au", "attendu"), [("2011-08-11", "non_conforme"), ("2011-08-12", "conforme")])
def test_un_pharmacien_associe_depuis_le_12_aout_2011(au: str, attendu: str) -> None:
    msp = maison(associes=[associe("medecin"), associe("infirmiere"), associe("pharmacien")])
    assert resultat(CODE, msp, *equipe("msp", **EQUIPE, **PHARMACIEN), au=au) == attendu


@pytest.mark.parametrize("au", ["2011-08-11", "2011-08-12"], ids=["en 2009", "en 2011"])
def test_sans_aucun_professionnel_connu_dans_les_deux_redactions(au: str) -> None:
    juge = juger(CODE, maison(), au=au)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes", "exercices")]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2011-08-11", "indetermine"),
        ("2011-08-12", "non_conforme"),
        ("2016-01-27", "non_conforme"),
        ("2016-01-28", "non_conforme"),
    ],
)
def test_un_psychologue_associe_dans_chaque_redaction(au: str, attendu: str) -> None:
    """Of the article of 2009 the first sentence alone was read: another may let a psychologue be associated."""
    msp = maison(associes=[associe("medecin"), associe("psychologue")])
    equipe_de_trois = equipe("msp", **EQUIPE, psychologue=p.PSYCHOLOGUE)
    assert resultat(CODE, msp, *equipe_de_trois, au=au) == attendu
    assert resultat(CODE, maison(), au=au) == "indetermine"


def test_le_message_nomme_celui_qui_ne_peut_pas_constituer() -> None:
    msp = maison(associes=[associe("medecin"), associe("pharmacien")])
    juge = juger(CODE, msp, *equipe("msp", **EQUIPE, **PHARMACIEN), au="2011-08-11")
    assert messages(juge) == ["« pharmacien » n'est pas d'une profession qui peut constituer une maison de santé"]
    assert pointeurs(juge) == ["/contenu/structures/0/associes"]


@pytest.mark.parametrize(
    "profession",
    [
        p.CHIRURGIEN_DENTISTE,
        p.SAGE_FEMME,
        p.MASSEUR_KINESITHERAPEUTE,
        p.DIETETICIEN,
        p.ORTHOPHONISTE,
        p.OPTICIEN_LUNETIER,
    ],
    ids=["dentiste", "sage-femme", "kine", "dieteticien", "orthophoniste", "opticien"],
)
def test_ces_professions_peuvent_constituer(profession: CodeNomenclature) -> None:
    msp = maison(associes=[associe("medecin"), associe("autre")])
    assert resultat(CODE, msp, *equipe("msp", medecin=p.MEDECIN, autre=profession), au="2024-07-02") == "conforme"


@pytest.mark.parametrize(
    "profession",
    [p.AIDE_SOIGNANT, p.ASSISTANT_DENTAIRE, p.PSYCHOLOGUE, p.OSTEOPATHE, p.PREPARATEUR_PHARMACIE, p.PHYSICIEN_MEDICAL],
    ids=["aide-soignant", "assistant dentaire", "psychologue", "osteopathe", "preparateur", "physicien medical"],
)
def test_ces_professions_ne_peuvent_pas_constituer(profession: CodeNomenclature) -> None:
    msp = maison(associes=[associe("medecin"), associe("autre")])
    assert resultat(CODE, msp, *equipe("msp", medecin=p.MEDECIN, autre=profession), au="2024-07-02") == "non_conforme"


def test_la_psychologue_qui_exerce_sans_etre_associee_laisse_la_question_ouverte() -> None:
    juge = juger(CODE, maison(), *equipe("msp", medecin=p.MEDECIN, psychologue=p.PSYCHOLOGUE), au="2024-07-02")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes",)]


def test_la_psychologue_qui_exerce_a_cote_des_associes_n_en_est_pas() -> None:
    msp = maison(associes=[associe("medecin"), associe("infirmiere")])
    equipe_complete = equipe("msp", **EQUIPE, psychologue=p.PSYCHOLOGUE)
    assert resultat(CODE, msp, *equipe_complete, au="2024-07-02") == "conforme"


@pytest.mark.parametrize(
    ("debut", "au", "attendu"),
    [
        ("2024", "2023-12-31", "conforme"),
        ("2024", "2024-01-01", "indetermine"),
        ("2024", "2024-12-30", "indetermine"),
        ("2024", "2024-12-31", "non_conforme"),
        (None, "2024-07-02", "indetermine"),
    ],
    ids=["avant l'annee", "premier jour de l'annee", "avant-dernier jour", "dernier jour", "sans date"],
)
def test_une_date_d_entree_vague_ne_tranche_pas(debut: str | None, au: str, attendu: str) -> None:
    msp = maison(associes=[associe("medecin"), associe("osteopathe", debut)])
    juge = juger(CODE, msp, *equipe("msp", medecin=p.MEDECIN, osteopathe=p.OSTEOPATHE), au=au)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("periode",)]


def test_sans_professionnel_connu_la_regle_demande_les_associes_ou_les_exercices() -> None:
    juge = juger(CODE, maison(), au="2024-07-02")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes", "exercices")]
    assert messages(juge) == ["aucun professionnel de la maison de santé n'est connu à cette date"]


def test_un_associe_que_le_dossier_ne_contient_pas() -> None:
    juge = juger(CODE, maison(associes=[associe("inconnu")]), au="2024-07-02")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("profession",)]
    assert messages(juge) == ["la profession de « inconnu » n'est pas connue"]


def test_une_commune_associee_n_est_pas_jugee_sans_profession() -> None:
    commune = Organisation(identifiant="commune", nom="Commune", nature=NatureOrganisation.COMMUNE)
    assert manquants(juger(CODE, maison(associes=[associe("commune")]), commune, au="2024-07-02")) == [("profession",)]


def test_une_profession_qu_aucune_famille_ne_juge() -> None:
    inconnue = CodeNomenclature(Systeme.TRE_R291, "99")
    juge = juger(CODE, maison(), *equipe("msp", medecin=p.MEDECIN, autre=inconnue), au="2024-07-02")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("profession",)]


def test_l_associe_connu_par_son_role_est_le_professionnel_qu_il_designe() -> None:
    msp = maison(associes=[associe("gerant")])
    gerant = role("gerant", de="medecin")
    assert resultat(CODE, msp, gerant, professionnel("medecin"), au="2024-07-02") == "conforme"


def test_deux_versions_deux_sources() -> None:
    assert references(CODE, "2011-08-11") == [
        "CSP, art. L6323-3, version du 23 juillet 2009 (loi n° 2009-879 du 21 juillet 2009)"
    ]
    ancienne = "CSP, art. L6323-3, version du 12 août 2011 (loi n° 2011-940 du 10 août 2011, art. 2)"
    assert references(CODE, "2011-08-12") == references(CODE, "2016-01-27") == [ancienne]
    for au, gravite in (
        ("2011-08-11", Gravite.AVERTISSEMENT),
        ("2011-08-12", Gravite.BLOQUANT),
        ("2016-01-27", Gravite.BLOQUANT),
    ):
        assert version(CODE, au).portee is Portee.LOI_REGLEMENT
        assert version(CODE, au).gravite is gravite


def test_depuis_2016_une_copie_sans_date_avertit() -> None:
    assert references(CODE, "2016-01-28") == ["CSP, art. L6323-3"]
    assert version(CODE, "2016-01-28").gravite is Gravite.AVERTISSEMENT
