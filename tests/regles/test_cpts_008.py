"""CPTS-008: access to care within 6 and 18 months of the contract, pathways and prevention within 12 and 24."""

import pytest
from tests.regles.contrats import cpts_sous_contrat, mission
from tests.regles.fabrique import evenement, juger, manquants, messages, projet, references, resultat, version

from soinsprimaires import Fiabilite, Gravite, Portee

CODE = "CPTS-008"
DEMARREES = (
    mission("demarrage_mission", "acces_aux_soins", "2021-03-01"),
    mission("demarrage_mission", "parcours", "2021-09-01"),
    mission("demarrage_mission", "prevention", "2021-09-01"),
)


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2021-01-03", "sans_objet"),
        ("2021-01-04", "conforme"),
        ("2021-07-04", "conforme"),
        ("2021-07-05", "indetermine"),
        ("2021-07-06", "non_conforme"),
    ],
    ids=["avant le contrat", "le jour", "six mois", "un jour que deux lectures separent", "apres"],
)
def test_aucune_mission_demarree(au: str, attendu: str) -> None:
    assert resultat(CODE, cpts_sous_contrat("2021-01-04"), au=au) == attendu


def test_le_constat_nomme_la_mission_et_le_jour() -> None:
    juge = juger(CODE, cpts_sous_contrat("2021-01-04"), au="2021-07-06")
    assert messages(juge) == [
        "Mission « accès aux soins » démarrée : le délai est passé, c'était entre le 4 et le 5 juillet 2021"
    ]


def test_dans_quelque_etat_que_soit_le_contrat_les_missions_sont_dues() -> None:
    suite = (
        evenement("mise_en_fonctionnement", "2022", "structure"),
        evenement("suspension", "2022", "ars", motif="m"),
    )
    assert resultat(CODE, cpts_sous_contrat("2021-01-04", *suite), au="2022-07-06") == "non_conforme"


def test_demarrees_a_temps_elles_restent_a_deployer() -> None:
    suivi = cpts_sous_contrat("2021-01-04", *DEMARREES)
    assert resultat(CODE, suivi, au="2022-07-04") == "conforme"
    assert resultat(CODE, suivi, au="2022-07-06") == "non_conforme"


def test_deployees_elles_n_ont_plus_rien_a_dire() -> None:
    deployees = [
        mission("deploiement_mission", nom, "2022-06-01") for nom in ("acces_aux_soins", "parcours", "prevention")
    ]
    assert resultat(CODE, cpts_sous_contrat("2021-01-04", *DEMARREES, *deployees), au="2023-12-31") == "conforme"


def test_un_journal_repris_laisse_la_question_ouverte() -> None:
    repris = projet(
        "cpts",
        evenement("reprise", "2020-12-01", "structure", etat="projet_valide"),
        evenement("signature_contrat", "2021-01-04", "structure", "ars", "cpam"),
    )
    juge = juger(CODE, repris, au="2021-07-06")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("journal", "effet_le")]


def test_un_contrat_dont_la_signature_n_est_pas_au_journal() -> None:
    repris = projet("cpts", evenement("reprise", "2021-01-04", "structure", etat="en_fonctionnement"))
    assert manquants(juger(CODE, repris, au="2023-07-06")) == [("journal",)]


def test_une_msp_n_est_pas_jugee() -> None:
    assert resultat(CODE, projet("msp"), au="2023-07-06") == "sans_objet"


def test_hors_vigueur_avant_l_accord() -> None:
    assert resultat(CODE, cpts_sous_contrat("2021-01-04"), au="2019-08-24") == "hors_vigueur"
    assert resultat(CODE, cpts_sous_contrat("2021-01-04"), au="2019-08-25") == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, "2023-01-01") == [
        "ACI CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août 2019) : quatre tailles de communautés"
    ]
    regle = version(CODE, "2023-01-01")
    assert (regle.portee, regle.fiabilite) == (Portee.CONVENTION, Fiabilite.SECONDAIRE)
    assert regle.gravite is Gravite.AVERTISSEMENT


def test_un_contrat_peut_etre_fini_ne_doit_plus_surement_ses_missions() -> None:
    """Terminated some day of 2022: in July, either a mission is late or nothing is due any more."""
    fini = evenement("resiliation", "2022", "ars", motif="m")
    assert resultat(CODE, cpts_sous_contrat("2021-01-04", fini), au="2022-07-06") == "indetermine"
