"""SISA-001: at least two doctors and one auxiliaire médical among the associates (CSP, art. L4041-4, I)."""

import pytest
from tests.regles.fabrique import (
    associe,
    equipe,
    forme,
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

from soinsprimaires import FormeDatee, Gravite, NatureOrganisation, Organisation, Portee, Rpps
from soinsprimaires.referentiels import professions as p

CODE = "SISA-001"
RPPS = Rpps("10000000009")
AU = "2024-07-02"
SISA = (forme("sisa", "2011-01-01"),)
GENS = equipe("msp", medecin_a=p.MEDECIN, medecin_b=p.MEDECIN, infirmiere=p.INFIRMIER, pharmacien=p.PHARMACIEN)
TROIS = (associe("medecin-a"), associe("medecin-b"), associe("infirmiere"))


@pytest.mark.parametrize(
    ("au", "attendu"), [("2011-08-11", "hors_vigueur"), ("2011-08-12", "conforme"), (AU, "conforme")]
)
def test_deux_medecins_et_une_infirmiere_associes(au: str, attendu: str) -> None:
    assert resultat(CODE, maison(formes=SISA, associes=TROIS), *GENS, au=au) == attendu


def test_il_manque_un_medecin_parmi_les_associes_meme_s_il_exerce_la() -> None:
    msp = maison(formes=SISA, associes=(TROIS[0], TROIS[2]))
    juge = juger(CODE, msp, *GENS, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["1 médecin(s), il en faut au moins 2"]
    assert pointeurs(juge) == ["/contenu/structures/0/associes"]


def test_un_pharmacien_ne_remplace_pas_l_auxiliaire_medical() -> None:
    msp = maison(formes=SISA, associes=(*TROIS[:2], associe("pharmacien")))
    assert messages(juger(CODE, msp, *GENS, au=AU)) == ["0 auxiliaire(s) médical(aux), il en faut au moins 1"]


def test_une_dentiste_n_est_pas_un_medecin() -> None:
    msp = maison(formes=SISA, associes=(TROIS[0], associe("dentiste"), TROIS[2]))
    dentiste = professionnel("dentiste", p.CHIRURGIEN_DENTISTE)
    assert resultat(CODE, msp, *GENS, dentiste, au=AU) == "non_conforme"


def test_un_medecin_inscrit_deux_fois_ne_fait_pas_deux_medecins() -> None:
    msp = maison(formes=SISA, associes=(TROIS[0], associe("medecin-a", "2020-01-01"), TROIS[2]))
    assert resultat(CODE, msp, *GENS, au=AU) == "non_conforme"


def test_un_meme_rpps_sous_deux_identifiants_ne_fait_pas_deux_medecins() -> None:
    deux = (professionnel("medecin-a", rpps=RPPS), professionnel("medecin-b", rpps=RPPS))
    juge = juger(CODE, maison(formes=SISA, associes=TROIS), *deux, GENS[2], au=AU)
    assert messages(juge) == ["1 médecin(s), il en faut au moins 2"]
    assert juge.resultat.value == "non_conforme"
    autres = (deux[0], professionnel("medecin-b", rpps=Rpps("10000000017")))
    assert resultat(CODE, maison(formes=SISA, associes=TROIS), *autres, GENS[2], au=AU) == "conforme"


def test_un_medecin_associe_sous_son_nom_et_sous_son_role_ne_fait_pas_deux_medecins() -> None:
    msp = maison(formes=SISA, associes=(TROIS[0], associe("gerante"), TROIS[2]))
    assert resultat(CODE, msp, *GENS, role("gerante", de="medecin-a"), au=AU) == "non_conforme"
    assert resultat(CODE, msp, *GENS, role("gerante", de="medecin-b"), au=AU) == "conforme"


def test_un_associe_connu_par_son_seul_role_peut_etre_le_medecin_qui_manque() -> None:
    msp = maison(formes=SISA, associes=(TROIS[0], associe("gerante"), TROIS[2]))
    assert resultat(CODE, msp, *GENS, role("gerante"), au=AU) == "indetermine"


def test_une_organisation_associee_n_est_pas_un_medecin() -> None:
    hopital = Organisation(identifiant="hopital", nom="Hôpital", nature=NatureOrganisation.ETABLISSEMENT_SANTE)
    msp = maison(formes=SISA, associes=(TROIS[0], associe("hopital"), TROIS[2]))
    assert resultat(CODE, msp, *GENS, hopital, au=AU) == "non_conforme"


def test_un_associe_absent_du_dossier_peut_etre_le_medecin_qui_manque() -> None:
    msp = maison(formes=SISA, associes=(TROIS[0], associe("inconnu"), TROIS[2]))
    juge = juger(CODE, msp, *GENS, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("periode", "profession")]


@pytest.mark.parametrize(
    ("fin", "au", "attendu"),
    [
        ("2024-06-30", "2024-06-30", "conforme"),
        ("2024-06-30", "2024-07-01", "non_conforme"),
        ("2024-06", "2024-06-01", "conforme"),
        ("2024-06", "2024-06-15", "indetermine"),
        ("2024-06", "2024-07-01", "non_conforme"),
    ],
    ids=["dernier jour", "lendemain", "premier jour du mois vague", "dans le mois vague", "apres le mois vague"],
)
def test_la_retraite_du_second_medecin(fin: str, au: str, attendu: str) -> None:
    msp = maison(formes=SISA, associes=(TROIS[0], associe("medecin-b", "2012-01-01", fin), TROIS[2]))
    assert resultat(CODE, msp, *GENS, au=au) == attendu


def test_des_associes_sans_date_laissent_la_question_ouverte() -> None:
    sans_date = (associe("medecin-a", None), associe("medecin-b", None), associe("infirmiere", None))
    assert resultat(CODE, maison(formes=SISA, associes=sans_date), *GENS, au=AU) == "indetermine"


@pytest.mark.parametrize(
    "associes", [(), (associe("medecin-a", "2025-01-01"),)], ids=["aucun", "aucun encore a cette date"]
)
def test_sans_associe_connu_a_cette_date_le_dossier_est_incomplet(associes: tuple[object, ...]) -> None:
    juge = juger(CODE, maison(formes=SISA, associes=associes), *GENS, au=AU)  # type: ignore[arg-type]
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes",)]
    assert messages(juge) == ["les associés de la SISA à cette date ne sont pas enregistrés"]


@pytest.mark.parametrize(
    ("formes", "au", "attendu"),
    [
        ((), AU, "indetermine"),
        ((forme("sisa"),), AU, "non_conforme"),
        ((forme("association_loi_1901"),), AU, "sans_objet"),
        ((forme("association_loi_1901", "2012-01-01"),), AU, "sans_objet"),
        ((forme("sisa", "2022"),), "2021-12-31", "indetermine"),
        ((forme("sisa", "2022"),), "2022-06-01", "indetermine"),
        ((forme("sisa", "2022"),), "2022-12-31", "non_conforme"),
        ((forme("scm", "2012-01-01", "2021-12-31"), forme("sisa", "2022-01-01")), "2021-12-31", "sans_objet"),
        ((forme("scm", "2012-01-01", "2021-12-31"), forme("sisa", "2022-01-01")), "2022-01-01", "non_conforme"),
        ((forme("scm", "2012-01-01", "2022"), forme("sisa", "2022")), "2022-06-01", "indetermine"),
        ((forme("scm"), forme("sisa")), AU, "indetermine"),
        ((forme("sisa", "2012-01-01", "2021-12-31"),), AU, "indetermine"),
    ],
    ids=[
        "forme inconnue",
        "seule forme, sans date",
        "association sans date",
        "association",
        "la veille de l'annee vague",
        "dans l'annee vague",
        "a la fin de l'annee vague",
        "la veille de la transformation",
        "le jour de la transformation",
        "dans l'annee de la transformation",
        "deux formes sans date",
        "forme revolue, la suivante inconnue",
    ],
)
def test_la_regle_ne_juge_que_les_sisa(formes: tuple[FormeDatee, ...], au: str, attendu: str) -> None:
    un_medecin = maison(formes=formes, associes=(associe("medecin-a"), associe("infirmiere")))
    assert resultat(CODE, un_medecin, *GENS, au=au) == attendu


def test_la_forme_inconnue_est_nommee() -> None:
    assert manquants(juger(CODE, maison(associes=TROIS), *GENS, au=AU)) == [("formes",)]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L4041-4, I"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
