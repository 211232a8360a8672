"""MSP-005: two doctors and one auxiliaire médical, as the ARS ask of a team; no national text was found.

The criterion was read on a page of about 2022: before 2023 its date is not verified.
"""

from pathlib import Path
from typing import Any

import pytest
from tests.regles.fabrique import (
    associe,
    equipe,
    exercice,
    juger,
    maison,
    manquants,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    version,
)

from soinsprimaires import (
    CodeNomenclature,
    Fiabilite,
    Gravite,
    NatureProjet,
    Portee,
    ProcedureRegionale,
    Site,
    Systeme,
)
from soinsprimaires.cycle.procedures import charger_procedure
from soinsprimaires.referentiels import professions as p

CODE = "MSP-005"
AU = "2024-07-02"
DEUX_MEDECINS = equipe("msp", medecin_a=p.MEDECIN, medecin_b=p.MEDECIN)
INFIRMIERE = equipe("msp", infirmiere=p.INFIRMIER)


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2010-07-26", "hors_vigueur"),
        ("2010-07-27", "indetermine"),
        ("2022-12-31", "indetermine"),
        ("2023-01-01", "conforme"),
        ("2023-01-02", "conforme"),
    ],
)
def test_deux_medecins_et_une_infirmiere(au: str, attendu: str) -> None:
    assert resultat(CODE, maison(), *DEUX_MEDECINS, *INFIRMIERE, au=au) == attendu


def test_avant_2023_c_est_la_date_du_critere_qui_manque() -> None:
    juge = juger(CODE, maison(), *DEUX_MEDECINS[:1], au="2022-12-31")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [()]
    assert messages(juge) == ["le texte n'a été lu en vigueur que depuis le 1er janvier 2023 : ce jour n'en est pas"]


def test_un_associe_dont_l_exercice_n_est_pas_enregistre_est_peut_etre_de_l_equipe() -> None:
    msp = maison(associes=[associe("medecin-a"), associe("medecin-b"), associe("infirmiere")])
    autres = (professionnel("medecin-b", p.MEDECIN), professionnel("infirmiere", p.INFIRMIER))
    assert resultat(CODE, msp, *DEUX_MEDECINS[:1], *autres, au=AU) == "indetermine"
    # Who practised there and does so no more is an associate, and not of the team.
    ailleurs = professionnel("medecin-b", p.MEDECIN, exercice("msp", "2010-01-01", "2023-12-31"))
    assert resultat(CODE, msp, *DEUX_MEDECINS[:1], ailleurs, *INFIRMIERE, au=AU) == "non_conforme"


def test_il_manque_un_medecin() -> None:
    juge = juger(CODE, maison(), *DEUX_MEDECINS[:1], *INFIRMIERE, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["1 médecin(s), il en faut au moins 2"]
    assert pointeurs(juge) == ["/contenu/structures/0"]


@pytest.mark.parametrize(
    "profession", [p.PHARMACIEN, p.SAGE_FEMME, p.AIDE_SOIGNANT], ids=["pharmacien", "sage-femme", "aide-soignant"]
)
def test_il_manque_un_auxiliaire_medical(profession: CodeNomenclature) -> None:
    juge = juger(CODE, maison(), *DEUX_MEDECINS, *equipe("msp", autre=profession), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["0 auxiliaire(s) médical(aux), il en faut au moins 1"]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2024-06-30", "conforme"), ("2024-07-01", "non_conforme")], ids=["dernier jour", "lendemain"]
)
def test_le_depart_du_second_medecin(au: str, attendu: str) -> None:
    partant = professionnel("medecin-b", p.MEDECIN, exercice("msp", "2012-01-01", "2024-06-30"))
    assert resultat(CODE, maison(), DEUX_MEDECINS[0], partant, *INFIRMIERE, au=au) == attendu


def test_un_depart_vague_laisse_la_question_ouverte() -> None:
    partant = professionnel("medecin-b", p.MEDECIN, exercice("msp", "2012-01-01", "2024"))
    juge = juger(CODE, maison(), DEUX_MEDECINS[0], partant, *INFIRMIERE, au=AU)
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == ["de 1 à 2 médecin(s) selon les dates et les professions connues, il en faut au moins 2"]
    assert manquants(juge) == [("periode", "profession")]
    assert resultat(CODE, maison(), DEUX_MEDECINS[0], partant, *INFIRMIERE, au="2023-12-31") == "conforme"
    assert resultat(CODE, maison(), DEUX_MEDECINS[0], partant, *INFIRMIERE, au="2025-01-01") == "non_conforme"


def test_un_medecin_a_deux_exercices_dans_la_maison_n_en_fait_qu_un() -> None:
    double = professionnel("medecin", p.MEDECIN, exercice("msp"), exercice("msp", "2015-01-01"))
    assert resultat(CODE, maison(), double, *INFIRMIERE, au=AU) == "non_conforme"


def test_une_profession_non_jugee_peut_etre_celle_qui_manque() -> None:
    autre = equipe("msp", autre=CodeNomenclature(Systeme.TRE_R291, "99"))
    assert resultat(CODE, maison(), *DEUX_MEDECINS, *autre, au=AU) == "indetermine"


def test_sans_membre_connu() -> None:
    juge = juger(CODE, maison(), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("exercices",)]


def test_un_usage_avertit_sans_bloquer() -> None:
    assert references(CODE, AU) == ["Critères de reconnaissance d'une MSP par les ARS (cahiers des charges régionaux)"]
    assert version(CODE, AU).portee is Portee.DOCTRINE_ADMINISTRATIVE
    assert version(CODE, AU).fiabilite is Fiabilite.SECONDAIRE
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT


# -- what a region asks -------------------------------------------------------------------------------------------

A_LECTOURE = (Site(identifiant="site", commune="32208"),)
GENERALISTES = tuple(
    professionnel(f"generaliste-{rang}", p.MEDECIN, exercice("msp"), savoir_faire=(p.MEDECINE_GENERALE,))
    for rang in range(2)
)


def procedure(region: str = "76", **nombres: Any) -> ProcedureRegionale:
    return ProcedureRegionale(
        identifiant=f"procedure-{region}", nom="Procédure", nature=NatureProjet.MSP, region=region, **nombres
    )


DEUX_GENERALISTES = procedure(nombre_generalistes=2)


def test_la_region_qui_demande_deux_generalistes() -> None:
    msp = maison(sites=A_LECTOURE)
    assert resultat(CODE, msp, *GENERALISTES, *INFIRMIERE, DEUX_GENERALISTES, au=AU) == "conforme"
    pediatre = professionnel("pediatre", p.MEDECIN, exercice("msp"), savoir_faire=(p.PEDIATRIE,))
    juge = juger(CODE, msp, GENERALISTES[0], pediatre, *INFIRMIERE, DEUX_GENERALISTES, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["1 médecin(s) généraliste(s), il en faut au moins 2"]


def test_un_medecin_sans_savoir_faire_connu_peut_etre_generaliste() -> None:
    msp = maison(sites=A_LECTOURE)
    assert resultat(CODE, msp, *DEUX_MEDECINS, *INFIRMIERE, DEUX_GENERALISTES, au=AU) == "indetermine"


def test_la_procedure_d_une_autre_region_ne_compte_pas() -> None:
    ailleurs = procedure("24", nombre_generalistes=2)
    assert resultat(CODE, maison(sites=A_LECTOURE), *DEUX_MEDECINS, *INFIRMIERE, ailleurs, au=AU) == "conforme"


def test_une_procedure_sans_minimum_laisse_l_usage_national() -> None:
    msp = maison(sites=A_LECTOURE)
    assert resultat(CODE, msp, *DEUX_MEDECINS, *INFIRMIERE, procedure(), au=AU) == "conforme"
    assert resultat(CODE, msp, *DEUX_MEDECINS[:1], *INFIRMIERE, procedure(), au=AU) == "non_conforme"


def test_la_region_inconnue_laisse_la_question_ouverte() -> None:
    juge = juger(CODE, maison(), *DEUX_MEDECINS, *INFIRMIERE, DEUX_GENERALISTES, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("sites", "territoires")]


@pytest.mark.parametrize(("nombre", "attendu"), [(1, "conforme"), (2, "conforme"), (3, "non_conforme")])
def test_la_region_peut_demander_plus_ou_moins_de_medecins(nombre: int, attendu: str) -> None:
    msp = maison(sites=A_LECTOURE)
    demande = procedure(nombre_medecins=nombre)
    assert resultat(CODE, msp, *DEUX_MEDECINS, *INFIRMIERE, demande, au=AU) == attendu


def test_le_minimum_d_une_region_se_lit_dans_sa_procedure(tmp_path: Path) -> None:
    chemin = tmp_path / "procedure.toml"
    chemin.write_text(
        """
        format = "soinsprimaires/procedure-regionale"
        version = 1
        identifiant = "procedure-76"
        nom = "Procédure d'essai"
        nature = "msp"
        region = "76"
        nombre_generalistes = 2
        nombre_auxiliaires_medicaux = 2
        etapes = [{ acte = "validation_projet" }]
        """,
        encoding="utf-8",
    )
    lue = charger_procedure(chemin)
    assert (lue.nombre_medecins, lue.nombre_generalistes, lue.nombre_auxiliaires_medicaux) == (None, 2, 2)
    juge = juger(CODE, maison(sites=A_LECTOURE), *GENERALISTES, *INFIRMIERE, lue, au=AU)
    assert messages(juge) == ["1 auxiliaire(s) médical(aux), il en faut au moins 2"]
