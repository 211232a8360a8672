"""CDS-003: a centre older than the law of 19 May 2023 asks for its agréments before 21 November 2023.

Two notes on the law were read ("avant le 21 novembre 2023", "d'ici au 21 novembre 2023"): on that very day the answer
is undetermined, and the rule never blocks.
"""

import pytest
from tests.regles.fabrique import evenement, juger, manquants, messages, professionnel, references, resultat, version
from tests.regles.lieux_de_soins import Fabrique, acte, au_site, centre, cts, dossier, les_deux, site

from soinsprimaires import Gravite, Portee
from soinsprimaires.referentiels import professions as p

CODE = "CDS-003"
FIN = "2023-11-21"
ANCIEN = site(ouverture="2023-05-20")
DENTISTE = professionnel("dentiste", p.CHIRURGIEN_DENTISTE, au_site())


@les_deux
@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2023-11-19", "conforme"),
        ("2023-11-20", "conforme"),
        ("2023-11-21", "indetermine"),
        ("2023-11-22", "non_conforme"),
        ("2023-12", "non_conforme"),
        ("2023-11", "indetermine"),
        ("2023-10", "conforme"),
    ],
)
def test_le_dernier_jour(faire: Fabrique, le: str, attendu: str) -> None:
    demande = acte("demande_agrement", le, "site", "dentaire")
    assert resultat(CODE, faire(ANCIEN), DENTISTE, dossier(demande), au=FIN) == attendu


@les_deux
def test_une_demande_trop_tardive(faire: Fabrique) -> None:
    demande = acte("demande_agrement", "2023-11-22", "site", "dentaire")
    juge = juger(CODE, faire(ANCIEN), DENTISTE, dossier(demande), au=FIN)
    assert messages(juge) == ["l'agrément de l'activité dentaire a été demandé après le 21 novembre 2023"]


@pytest.mark.parametrize(
    ("journal", "attendu"),
    [
        ([("agrement_provisoire", "2024-01-10")], "indetermine"),
        ([("refus_agrement", "2024-01-10")], "indetermine"),
        ([("refus_agrement", "2023-11-20")], "conforme"),
        ([("demande_agrement", "2023-11-22"), ("agrement_provisoire", "2024-01-10")], "non_conforme"),
        ([("demande_agrement", "2024-02-01"), ("refus_agrement", "2024-01-10")], "indetermine"),
        ([("reprise", "2024-01-01"), ("demande_agrement", "2024-02-01")], "indetermine"),
    ],
)
def test_une_reponse_dit_qu_une_demande_la_precede(journal: list[tuple[str, str]], attendu: str) -> None:
    """What the ARS answers in January was asked for before, and of what precedes a reprise nobody knows."""
    faits = [
        evenement(nom, le, etat="ouvert") if nom == "reprise" else acte(nom, le, "site", "dentaire")
        for nom, le in journal
    ]
    assert resultat(CODE, centre(ANCIEN), DENTISTE, dossier(*faits), au=FIN) == attendu


@pytest.mark.parametrize(
    ("pour", "activite", "attendu"),
    [(None, "dentaire", "indetermine"), ("site", None, "indetermine"), ("antenne", "dentaire", "non_conforme")],
)
def test_une_demande_qui_ne_dit_pas_son_site_ou_son_activite(
    pour: str | None, activite: str | None, attendu: str
) -> None:
    muette, tardive = (
        acte("demande_agrement", "2023-06-15", pour, activite),
        acte("demande_agrement", "2023-12-01", "site", "dentaire"),
    )
    assert resultat(CODE, centre(ANCIEN), DENTISTE, dossier(muette, tardive), au=FIN) == attendu


@pytest.mark.parametrize(
    ("debut", "attendu"), [("2023-05-20", "non_conforme"), ("2023-05-21", "indetermine"), (None, "indetermine")]
)
def test_une_activite_que_rien_ne_dit_plus_ancienne_que_la_loi(debut: str | None, attendu: str) -> None:
    demande = acte("demande_agrement", "2023-11-22", "site", "dentaire")
    venu = professionnel("dentiste", p.CHIRURGIEN_DENTISTE, au_site(debut=debut))
    assert resultat(CODE, centre(ANCIEN), venu, dossier(demande), au=FIN) == attendu


@les_deux
def test_aucune_demande_n_est_enregistree(faire: Fabrique) -> None:
    juge = juger(CODE, faire(ANCIEN), DENTISTE, au=FIN)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("journal",)]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2023-05-20", "hors_vigueur"),
        ("2023-05-21", "sans_objet"),
        ("2023-05-22", "sans_objet"),
        ("2023-11-20", "sans_objet"),
        ("2023-11-21", "indetermine"),
        ("2023-11-22", "hors_vigueur"),
    ],
)
def test_les_six_mois(au: str, attendu: str) -> None:
    assert resultat(CODE, centre(ANCIEN), DENTISTE, au=au) == attendu


def test_une_demande_deja_faite_est_conforme_avant_le_terme() -> None:
    demande = acte("demande_agrement", "2023-06-15", "site", "dentaire")
    assert resultat(CODE, centre(ANCIEN), DENTISTE, dossier(demande), au="2023-07-01") == "conforme"


@pytest.mark.parametrize(
    ("ouverture", "attendu", "champs"),
    [
        ("2023-05-20", "indetermine", [("journal",)]),
        ("2023-05-21", "sans_objet", []),
        ("2023-05-22", "sans_objet", []),
        ("2023-05", "indetermine", [("jalons",), ("journal",)]),
        (None, "indetermine", [("jalons",), ("journal",)]),
    ],
)
def test_seuls_les_centres_plus_anciens_que_la_loi(
    ouverture: str | None, attendu: str, champs: list[tuple[str, ...]]
) -> None:
    juge = juger(CODE, centre(site(ouverture=ouverture)), DENTISTE, au=FIN)
    assert juge.resultat.value == attendu
    assert manquants(juge) == champs


def test_un_agrement_accorde_a_temps_vaut_demande() -> None:
    accorde = acte("agrement_provisoire", "2023-11-20", "site", "dentaire")
    assert resultat(CODE, centre(ANCIEN), DENTISTE, dossier(accorde), au=FIN) == "conforme"


def test_la_demande_d_un_autre_site_ou_d_une_autre_activite_ne_compte_pas() -> None:
    ailleurs = acte("demande_agrement", "2023-06-15", "antenne", "dentaire")
    autre = acte("demande_agrement", "2023-06-15", "site", "orthoptique")
    assert resultat(CODE, centre(ANCIEN), DENTISTE, dossier(ailleurs, autre), au=FIN) == "indetermine"


def test_un_centre_territorial_a_la_demande_que_son_centre_a_faite_pour_lui() -> None:
    demande = acte("demande_agrement", "2023-06-15", "site", "dentaire")
    siege = centre(identifiant="siege")
    assert resultat(
        CODE, cts(ANCIEN, centre="siege"), siege, DENTISTE, dossier(demande, structure="siege"), au=FIN
    ) == ("conforme")


def test_sans_activite_soumise_a_agrement_rien_n_est_du() -> None:
    assert resultat(CODE, centre(ANCIEN), professionnel("x", p.INFIRMIER, au_site()), au=FIN) == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, FIN) == [
        "Loi n° 2023-378 du 19 mai 2023 visant à améliorer l'encadrement des centres de santé (JO du 20 mai 2023)"
    ]
    assert version(CODE, FIN).portee is Portee.LOI_REGLEMENT
    assert version(CODE, FIN).gravite is Gravite.AVERTISSEMENT
