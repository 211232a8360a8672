"""CPTS-014: the letter of intent is agreed by the ARS and by the assurance maladie (instruction of 9 October 2019)."""

import pytest
from tests.regles.fabrique import (
    evenement,
    juger,
    manquants,
    messages,
    pointeurs,
    projet,
    references,
    resultat,
    version,
)

from soinsprimaires import Evenement, Fiabilite, Gravite, Portee

CODE = "CPTS-014"
AU = "2024-07-02"
LETTRE = evenement("depot_lettre_intention", "2021-01-15", "porteurs")


def accord(le: str | None, *qualites: str, **champs: object) -> Evenement:
    nom = "-".join(("accord", *qualites)).replace("_", "-")
    return evenement("accord_lettre_intention", le, *qualites, **{"identifiant": nom, **champs})


@pytest.mark.parametrize(
    "accords",
    [
        (accord("2021-03-01", "ars", "cpam"),),
        (accord("2021-03-01", "ars"), accord("2021-03-20", "cpam")),
        (accord("2021-03-01", "cpam"), accord("2021-03-20", "ars")),
        (accord("2021-03-01", "ars", "cgss"),),
        (accord("2021-03-01", "ars", "cpam", "msa"),),
        (accord("2021-03-01", "ars_delegation_departementale", "cpam", par_delegation=True),),
    ],
    ids=["lettre commune", "ARS puis CPAM", "CPAM puis ARS", "CGSS", "avec la MSA", "delegation departementale"],
)
def test_les_deux_accords_sont_donnes(accords: tuple[Evenement, ...]) -> None:
    assert resultat(CODE, projet("cpts", LETTRE, *accords), au=AU) == "conforme"


@pytest.mark.parametrize(
    ("accords", "manque"),
    [
        ((accord("2021-03-01", "ars"),), "l'assurance maladie (CPAM ou CGSS)"),
        ((accord("2021-03-01", "cpam"),), "l'ARS"),
        ((accord("2021-03-01", "ars", "msa"),), "l'assurance maladie (CPAM ou CGSS)"),
        ((accord("2021-03-01", "urps", "cpam"),), "l'ARS"),
    ],
    ids=["l'ARS seule", "la CPAM seule", "la MSA ne remplace pas la CPAM", "une URPS ne remplace pas l'ARS"],
)
def test_il_manque_un_accord(accords: tuple[Evenement, ...], manque: str) -> None:
    juge = juger(CODE, projet("cpts", LETTRE, *accords), au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == [f"l'accord de {manque} manque"]
    assert pointeurs(juge) == ["/contenu/projets/0/journal"]


def test_le_second_accord_compte_a_partir_de_son_jour() -> None:
    en_deux_temps = projet("cpts", LETTRE, accord("2021-03-01", "ars"), accord("2021-03-20", "cpam"))
    assert resultat(CODE, en_deux_temps, au="2021-02-28") == "sans_objet"
    assert resultat(CODE, en_deux_temps, au="2021-03-19") == "non_conforme"
    assert resultat(CODE, en_deux_temps, au="2021-03-20") == "conforme"


def test_un_projet_redige_ou_depose_sans_reponse_a_la_lettre() -> None:
    for acte in ("debut_redaction", "depot_projet"):
        juge = juger(CODE, projet("cpts", LETTRE, evenement(acte, "2021-06-01", "porteurs")), au=AU)
        assert messages(juge) == ["l'accord de l'ARS manque", "l'accord de l'assurance maladie (CPAM ou CGSS) manque"]


def test_un_accord_annule_ne_compte_pas() -> None:
    annulation = evenement("annulation", None, annule="accord-cpam")
    journal = (LETTRE, accord("2021-03-01", "ars"), accord("2021-03-20", "cpam"), annulation)
    assert resultat(CODE, projet("cpts", *journal), au=AU) == "non_conforme"


@pytest.mark.parametrize(("par_delegation", "attendu"), [(None, "conforme"), (False, "non_conforme")])
def test_la_delegation_departementale_agit_pour_l_ars(*, par_delegation: bool | None, attendu: str) -> None:
    """As in the fold of the journal: it is a service of its ARS."""
    lettre = accord("2021-03-01", "ars_delegation_departementale", "cpam", par_delegation=par_delegation)
    assert resultat(CODE, projet("cpts", LETTRE, lettre), au=AU) == attendu


def test_un_accord_dont_on_ne_sait_pas_qui_le_donne() -> None:
    juge = juger(CODE, projet("cpts", LETTRE, accord("2021-03-01")), au=AU)
    assert juge.resultat.value == "indetermine"
    assert len(juge.constats) == 2


def test_un_accord_de_date_vague() -> None:
    vague = projet("cpts", LETTRE, accord("2021-03-01", "ars"), accord("2021-05", "cpam"))
    assert resultat(CODE, vague, au="2021-04-30") == "non_conforme"
    assert resultat(CODE, vague, au="2021-05-01") == "indetermine"
    assert resultat(CODE, vague, au="2021-05-15") == "indetermine"
    assert resultat(CODE, vague, au="2021-05-31") == "conforme"


@pytest.mark.parametrize(
    "journal",
    [
        (),
        (LETTRE,),
        (evenement("depot_projet", "2021-06-01", "porteurs"),),
    ],
    ids=["rien encore", "lettre sans reponse", "projet depose sans lettre, ce que le code permet"],
)
def test_aucune_lettre_n_a_recu_de_reponse(journal: tuple[Evenement, ...]) -> None:
    assert resultat(CODE, projet("cpts", *journal), au=AU) == "sans_objet"


def test_la_lettre_d_une_msp_n_est_pas_jugee() -> None:
    assert resultat(CODE, projet("msp", LETTRE, accord("2021-03-01", "ars")), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("au", "attendu"), [("2019-10-08", "hors_vigueur"), ("2019-10-09", "non_conforme"), ("2019-10-10", "non_conforme")]
)
def test_l_instruction_est_du_9_octobre_2019(au: str, attendu: str) -> None:
    a_ce_jour = projet("cpts", evenement("depot_lettre_intention", "2019-09-01"), accord("2019-10-09", "ars"))
    assert resultat(CODE, a_ce_jour, au=au) == attendu


@pytest.mark.parametrize(
    ("le", "attendu", "champs"),
    [
        ("2018-03-01", "sans_objet", []),
        ("2019-10-08", "sans_objet", []),
        ("2019", "indetermine", [("effet_le",)]),
        (None, "indetermine", [("effet_le",)]),
        ("2019-10-09", "non_conforme", [()]),
    ],
    ids=["2018", "la veille", "en 2019", "sans date", "le jour"],
)
def test_un_accord_plus_ancien_que_l_instruction_ne_l_enfreint_pas(
    le: str | None, attendu: str, champs: list[tuple[str, ...]]
) -> None:
    juge = juger(CODE, projet("cpts", accord(le, "ars")), au=AU)
    # An event without a date took effect at the latest on the day of its entry: judged afterwards.
    if le is None:
        juge = juger(CODE, projet("cpts", accord(le, "ars")), au="2026-11-21")
    assert juge.resultat.value == attendu
    assert manquants(juge) == champs


@pytest.mark.parametrize(
    ("etat", "attendu"),
    [("lettre_intention_deposee", "indetermine"), (None, "indetermine"), ("emergence", "non_conforme")],
)
def test_ce_qui_precede_une_reprise_est_inconnu(etat: str | None, attendu: str) -> None:
    reprise = evenement("reprise", "2021-02-01", etat=etat)
    juge = juger(CODE, projet("cpts", reprise, accord("2021-03-01", "cpam")), au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("journal",)]
        assert messages(juge) == ["on ne sait pas si l'accord de l'ARS manque ou était dû"]


def test_une_instruction_lue_dans_un_resume_avertit_sans_bloquer() -> None:
    assert references(CODE, AU) == ["Instruction DGOS/DIR/CNAM/2019/218 du 9 octobre 2019"]
    assert version(CODE, AU).portee is Portee.DOCTRINE_ADMINISTRATIVE
    assert version(CODE, AU).fiabilite is Fiabilite.SECONDAIRE
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT


def test_une_reponse_peut_etre_d_avant_l_instruction_ou_d_apres_le_jour_n_est_pas_jugee_surement() -> None:
    """Before 9 October 2019 two agreements were not asked; after the day of the question there is no answer yet."""
    lettre = evenement("depot_lettre_intention", "2019-01-15", "porteurs")
    assert resultat(CODE, projet("cpts", lettre, accord("2019", "ars", "cpam")), au=AU) == "indetermine"
    assert resultat(CODE, projet("cpts", LETTRE, evenement("depot_projet", "2024", "porteurs")), au=AU) == "indetermine"


def test_l_accord_donne_a_une_lettre_retiree_n_est_pas_surement_celui_de_la_suivante() -> None:
    retrait = evenement("retrait_lettre_intention", "2021-04-01", "porteurs")
    encore = evenement("depot_lettre_intention", "2021-09-01", "porteurs")
    journal = (LETTRE, accord("2021-03-01", "cpam"), retrait, encore, accord("2021-10-01", "ars"))
    assert resultat(CODE, projet("cpts", *journal), au="2021-11-01") == "indetermine"
    assert (
        resultat(CODE, projet("cpts", *journal, accord("2021-11-02", "cpam", identifiant="encore")), au=AU)
        == "conforme"
    )
