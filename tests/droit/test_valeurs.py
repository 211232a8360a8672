"""Every value that the law or an agreement fixes, by hand from the texts: its first day, its unit, how it was read."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from soinsprimaires import Fiabilite, MissionCPTS, droit
from soinsprimaires.droit import (
    DELAIS_MISSIONS,
    HeuresPermanence,
    MinimumEquipe,
    Parametre,
    SeuilsApl,
    StatutReponse,
    ValiditeAccord,
    delais,
)
from soinsprimaires.droit.delais import DelaiLegal

F = Fiabilite
M = MissionCPTS
INCONNU = object()
UN_JOUR = timedelta(days=1)

ACI_MSP = "Accord conventionnel interprofessionnel des structures de santé pluriprofessionnelles du 20 avril 2017"
HORAIRES = "ACI MSP du 20 avril 2017 (arrêté du 24 juillet 2017) : horaires d'ouverture"
GUIDE = "Avenant n° 1 à l'ACI MSP (avis publié au JO du 3 août 2022), guide des indicateurs de la Cnam, octobre 2022"
CALCUL = "ACI MSP du 20 avril 2017 (arrêté du 24 juillet 2017) : calcul des rémunérations"
VERSEMENTS = "ACI MSP du 20 avril 2017 (arrêté du 24 juillet 2017) : dates des versements"
TAILLES = "ACI CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août 2019) : quatre tailles de communautés"
ACI_CPTS = "Accord conventionnel interprofessionnel en faveur des CPTS du 20 juin 2019"
ZONAGE = "Arrêté du 13 novembre 2017 relatif au zonage des médecins"
PREREQUIS = ("horaires_et_soins_non_programmes", "fonction_de_coordination", "systeme_information")
HEURES = HeuresPermanence(soir=time(20), matin=time(8), samedi=time(12))
PROTOCOLES, REUNIONS = "protocoles_pluriprofessionnels", "concertation_pluriprofessionnelle"
SOCLES = (M.ACCES_AUX_SOINS, M.PARCOURS, M.PREVENTION)

PLAFONDS = (
    (2019, 40_524, "11 décembre 2018 (JO du 15 décembre 2018)"),
    (2020, 41_136, "2 décembre 2019 (JO du 3 décembre 2019)"),
    (2021, 41_136, "22 décembre 2020 (JO du 29 décembre 2020)"),
    (2022, 41_136, "15 décembre 2021 (JO du 18 décembre 2021)"),
    (2023, 43_992, "9 décembre 2022 (JO du 16 décembre 2022)"),
    (2024, 46_368, "19 décembre 2023 (JO du 29 décembre 2023)"),
    (2025, 47_100, "19 décembre 2024 (JO du 29 décembre 2024)"),
    (2026, 48_060, "22 décembre 2025 (JO du 23 décembre 2025)"),
)
"""The ceiling of each year: a new one is one line here."""


def non_lu(texte: str) -> tuple[str, Any, Fiabilite, str]:
    """From the announced day of amendment 2 to the agreement on the maisons de santé on, nothing is known."""
    return "2026-07-14", INCONNU, F.NON_VERIFIEE, texte


JOURS = {
    "ACI_CPTS_DEPUIS": "2019-08-25",  # the day after the JO of 24 August 2019
    "ACI_MSP_APPROUVE_LE": "2017-07-24",  # the arrêté
    "ACI_MSP_PUBLIE": "2017-08-06",  # the day after the JO of 5 August 2017
    "AGREMENT_DEPUIS": "2023-05-21",  # loi n° 2023-378, JO of 20 May 2023
    "AVENANT_1_ACI_MSP": "2022-01-01",
    "AVENANT_2_ACI_CPTS": "2022-03-31",  # the notice in the JO
    "AVENANT_2_ACI_MSP": "2026-07-14",
    "CENTRES_AU_PLUS_TOT": "2018-03-02",  # décret n° 2018-143, JO of 1 March 2018
    "CENTRES_DEPUIS": "2018-04-01",
    "CONCOURS_DEPUIS": "2023-05-21",
    "DEMANDE_AGREMENT_AVANT": "2023-11-21",  # six months after the law
    "PERMANENCE_DEPUIS": "2010-07-18",
    "PERMANENCE_ELARGIE_DEPUIS": "2025-02-21",  # décret n° 2025-152, JO of 20 February 2025
    "PERMANENCE_LUE_DEPUIS": "2017-09-24",  # décret n° 2016-1012, art. 2, II, copy of that day
    "PREMIERE_PERIODE_DPC": "2017-01-01",
    "RECEPISSE_LIMITE_DEPUIS": "2024-06-22",  # décret n° 2024-568, JO of 21 June 2024
}
"""The days that stand alone."""

VALEURS: dict[str, tuple[str, list[tuple[str, Any, Fiabilite, str]]]] = {
    "ANCIENNETE_NOUVELLE_STRUCTURE": ("mois", [("2017-07-24", 12, F.SECONDAIRE, ACI_MSP), non_lu(ACI_MSP)]),
    "AVANCE_MINIMALE_ACI_MSP": (
        "EUR",
        [
            ("2017-07-24", INCONNU, F.NON_VERIFIEE, CALCUL),
            ("2022-01-01", 12_000, F.SECONDAIRE, CALCUL),
            non_lu(CALCUL),
        ],
    ),
    "DELAI_AVANCE_ACI_MSP": ("mois", [("2017-07-24", 3, F.SECONDAIRE, VERSEMENTS), non_lu(VERSEMENTS)]),
    "COMPOSITION_MSP": (
        "membres",
        [
            (
                "2010-07-27",
                MinimumEquipe(medecins=2, auxiliaires_medicaux=1, generalistes=0),
                F.SECONDAIRE,
                "Critères de reconnaissance d'une MSP par les ARS",
            )
        ],
    ),
    "COMPOSITION_SISA": (
        "associés",
        [
            (
                "2011-08-12",
                MinimumEquipe(medecins=2, auxiliaires_medicaux=1, generalistes=0),
                F.VERIFIEE,
                "CSP, art. L4041-4, I",
            )
        ],
    ),
    "INDICATEURS_SOCLES_ACI_MSP": (
        "indicateurs",
        [
            # The answer to health crises is none of them: its plan is a prerequisite (guide of the Cnam, page 6).
            ("2017-07-24", (PROTOCOLES, REUNIONS), F.SECONDAIRE, CALCUL),
            non_lu(CALCUL),
        ],
    ),
    "MAJORATION_PRECARITE_MAXIMALE": (
        "part",
        [("2017-07-24", Decimal("0.25"), F.SECONDAIRE, CALCUL), non_lu(CALCUL)],
    ),
    "MISSIONS_CPTS": (
        "missions",
        [
            (
                "2021-05-14",
                (*SOCLES, M.CRISES_SANITAIRES, M.QUALITE_PERTINENCE, M.ACCOMPAGNEMENT_PROFESSIONNELS),
                F.VERIFIEE,
                "CSP, art. L1434-12-2, I",
            )
        ],
    ),
    "MISSIONS_SOCLES": (
        "missions",
        [
            ("2019-08-25", SOCLES, F.SECONDAIRE, TAILLES),
            (
                "2022-03-31",
                (*SOCLES, M.CRISES_SANITAIRES),
                F.SECONDAIRE,
                "Avenant n° 2 à l'ACI CPTS du 20 décembre 2021",
            ),
        ],
    ),
    "OUVERTURE_ACI_MSP": (
        "heures",
        [
            (
                "2017-07-24",
                (8, 20, 8, 12),
                F.SECONDAIRE,
                HORAIRES,
            ),
            non_lu(HORAIRES),
        ],
    ),
    "PART_AVANCE_ACI_CPTS": (
        "part",
        [
            (
                "2019-08-25",
                Decimal("0.75"),
                F.VERIFIEE,
                "ACI CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août 2019), art. 9 : versements",
            )
        ],
    ),
    "PART_AVANCE_ACI_MSP": ("part", [("2017-07-24", Decimal("0.6"), F.SECONDAIRE, CALCUL), non_lu(CALCUL)]),
    "PATIENTELE_REFERENCE_ACI_MSP": ("patients", [("2017-07-24", 4_000, F.SECONDAIRE, CALCUL), non_lu(CALCUL)]),
    "PERIODE_CERTIFICATION": ("mois", [("2023-01-01", 72, F.VERIFIEE, "CSP, art. L4022-2 et L4022-3")]),
    "PREMIERE_PERIODE_CERTIFICATION": ("mois", [("2023-01-01", 108, F.VERIFIEE, "CSP, art. L4022-2 et L4022-3")]),
    "PERIODE_DPC": ("mois", [("2016-07-11", 36, F.SECONDAIRE, "CSP, art. R4021-4")]),
    "TYPES_DPC": ("types", [("2016-07-11", 2, F.SECONDAIRE, "CSP, art. R4021-4")]),
    "CONTROLE_CERTIFICATION": ("mois", [("2025-12-28", 6, F.SECONDAIRE, "Décrets n° 2025-1335 et n° 2025-1336")]),
    "PLAFOND_SECURITE_SOCIALE": (
        "EUR",
        [
            *(
                (f"{annee}-01-01", montant, F.SECONDAIRE, f"CSS, art. L241-3 ; arrêté du {arrete}")
                for annee, montant, arrete in PLAFONDS
            ),
            (
                f"{PLAFONDS[-1][0] + 1}-01-01",
                INCONNU,
                F.NON_VERIFIEE,
                f"CSS, art. L241-3 ; arrêté du {PLAFONDS[-1][2]}",
            ),
        ],
    ),
    "PREREQUIS_ACI_MSP": (
        "indicateurs",
        [
            ("2017-07-24", PREREQUIS, F.SECONDAIRE, ACI_MSP),
            ("2023-01-01", (*PREREQUIS, "preparation_aux_crises_sanitaires"), F.SECONDAIRE, GUIDE),
            non_lu(GUIDE),
        ],
    ),
    "PROTOCOLES_VALORISES_MAXIMUM": (
        "protocoles",
        [("2020-01-01", 8, F.SECONDAIRE, CALCUL), ("2022-01-01", 8, F.SECONDAIRE, GUIDE), non_lu(GUIDE)],
    ),
    "REUNIONS_DE_CONCERTATION_MINIMUM": ("réunions", [("2022-01-01", 6, F.SECONDAIRE, GUIDE), non_lu(GUIDE)]),
    "AMPLITUDE_MINIMALE_ACI_MSP": (
        "heures",
        [
            ("2017-07-24", INCONNU, F.NON_VERIFIEE, HORAIRES),
            ("2022-01-01", 8, F.SECONDAIRE, GUIDE),
            non_lu(GUIDE),
        ],
    ),
    "SEUILS_APL": (
        "consultations par an et par habitant standardisé",
        [
            (
                "2017-11-16",
                SeuilsApl(zone_prioritaire_sous=Decimal("2.5"), exclusion_au_dela=Decimal(4)),
                F.SECONDAIRE,
                ZONAGE,
            ),
            ("2021-10-14", INCONNU, F.NON_VERIFIEE, ZONAGE),
            # Published on 16 May 2025.
            ("2025-05-17", INCONNU, F.NON_VERIFIEE, "Arrêté du 9 mai 2025 relatif au zonage des médecins"),
        ],
    ),
    "SEUILS_TAILLE": ("habitants", [("2019-08-25", (40_000, 80_000, 175_000), F.SECONDAIRE, TAILLES)]),
    "PROLONGATION_TOLERANCE_SISA": (
        "mois",
        [
            (
                "2021-05-14",
                12,
                F.VERIFIEE,
                "CSP, art. L4041-4, I, rédaction de l'ordonnance n° 2021-584 du 12 mai 2021",
            ),
            (
                "2023-12-29",
                12,
                F.VERIFIEE,
                "CSP, art. L4041-4, I, rédaction de la loi n° 2023-1268 du 27 décembre 2023, art. 13",
            ),
        ],
    ),
    "TOLERANCE_SISA": (
        "mois",
        [
            ("2011-08-12", 0, F.SECONDAIRE, "CSP, art. L4041-4, rédaction de la loi n° 2011-940 du 10 août 2011"),
            (
                "2021-05-14",
                6,
                F.VERIFIEE,
                "CSP, art. L4041-4, I, rédaction de l'ordonnance n° 2021-584 du 12 mai 2021",
            ),
            (
                "2023-12-29",
                36,
                F.VERIFIEE,
                "CSP, art. L4041-4, I, rédaction de la loi n° 2023-1268 du 27 décembre 2023, art. 13",
            ),
        ],
    ),
    "HEURES_ANTENNE": ("heures par semaine", [("2018-03-02", 20, F.SECONDAIRE, "Décret n° 2018-143")]),
    "ELOIGNEMENT_ANTENNE": ("minutes", [("2018-03-02", 30, F.SECONDAIRE, "Décret n° 2018-143")]),
    "DECLARATION_MODIFICATION": ("jours", [("2018-03-02", 15, F.SECONDAIRE, "CSP, art. D6323-10")]),
    "PERIODICITE_COMITE": ("mois", [("2023-05-21", 3, F.SECONDAIRE, "CSP, art. L6323-1-5, II")]),
    "EMPLOYES_SANS_COMITE": ("professionnels", [("2023-05-21", 1, F.SECONDAIRE, "CSP, art. L6323-1-5, II")]),
    "RECETTES_COMPTES_CERTIFIES": (
        "EUR",
        [
            ("2023-05-21", INCONNU, F.NON_VERIFIEE, "CSP, art. L6323-1-4 et D6323-8-1"),
            ("2024-06-22", Decimal(153_000), F.SECONDAIRE, "CSP, art. L6323-1-4 et D6323-8-1"),
        ],
    ),
    "AMENDE_MAXIMALE": (
        "EUR",
        [
            ("2018-04-01", INCONNU, F.SECONDAIRE, "CSP, art. L6323-1-12, versions du 1er avril 2018"),
            ("2021-12-25", 150_000, F.SECONDAIRE, "CSP, art. L6323-1-12, versions du 1er avril 2018"),
            ("2023-05-21", INCONNU, F.SECONDAIRE, "CSP, art. L6323-1-12, versions du 1er avril 2018"),
            ("2023-12-29", 500_000, F.VERIFIEE, "CSP, art. L6323-1-12, version du 29 décembre 2023"),
        ],
    ),
    "ASTREINTE_MAXIMALE": (
        "EUR par jour",
        [
            ("2018-04-01", INCONNU, F.SECONDAIRE, "CSP, art. L6323-1-12, versions du 1er avril 2018"),
            ("2021-12-25", 1_000, F.SECONDAIRE, "CSP, art. L6323-1-12, versions du 1er avril 2018"),
            ("2023-05-21", INCONNU, F.SECONDAIRE, "CSP, art. L6323-1-12, versions du 1er avril 2018"),
            ("2023-12-29", 5_000, F.SECONDAIRE, "CSP, art. L6323-1-12, version du 29 décembre 2023"),
        ],
    ),
    "HEURES_PERMANENCE": (
        "heures",
        [
            ("2010-07-18", HEURES, F.VERIFIEE, "CSP, art. R6315-1"),
            ("2025-02-21", HEURES, F.SECONDAIRE, "CSP, art. R6315-1, rédaction du décret n° 2025-152"),
        ],
    ),
    "DUREE_TABLEAU": (
        "mois",
        [
            ("2010-07-18", 3, F.VERIFIEE, "CSP, art. R6315-2, I"),
            ("2025-02-21", INCONNU, F.NON_VERIFIEE, "CSP, art. R6315-2, I"),
        ],
    ),
    "TRANSMISSION_TABLEAU_ORDRE": (
        "jours",
        [
            ("2010-07-18", 45, F.VERIFIEE, "CSP, art. R6315-2, I"),
            ("2025-02-21", INCONNU, F.NON_VERIFIEE, "CSP, art. R6315-2, I"),
        ],
    ),
    "TRANSMISSION_TABLEAU_ARS": (
        "jours",
        [
            ("2010-07-18", 10, F.VERIFIEE, "CSP, art. R6315-2, II"),
            ("2025-02-21", INCONNU, F.NON_VERIFIEE, "CSP, art. R6315-2, II"),
        ],
    ),
    "TRANSMISSION_STATUTS_SISA": ("mois", [("2011-08-12", 1, F.SECONDAIRE, "CSP, art. L4041-7")]),
    "DECLARATION_SISA_EMPLOYEUR": ("mois", [("2023-07-20", 1, F.SECONDAIRE, "CSP, art. R4041-6 à R4041-11")]),
    "VALEUR_POINT_ACI_MSP": (
        "EUR",
        [("2017-07-24", Decimal(7), F.SECONDAIRE, CALCUL), non_lu(CALCUL)],
    ),
    "VALIDITE_ACI": (
        "conditions",
        [
            (
                "2022-12-25",
                ValiditeAccord(
                    duree_maximale_mois=60,
                    audience_medecins=Decimal("0.3"),
                    organisations_maisons_de_sante=3,
                    part_effectifs=Decimal("0.5"),
                ),
                F.VERIFIEE,
                "CSS, art. L162-14-1, II, version du 28 décembre 2023",
            )
        ],
    ),
}
ETAPES = [(nom, *etape) for nom, (_, etapes) in VALEURS.items() for etape in etapes]

DELAIS = {
    "VALIDATION_TACITE": ("CPTS-002", 2, "2019-07-27", "2022-06-30", F.VERIFIEE, "CSP, art. L1434-12, al. 4"),
    "CONTRAT_CPTS": ("CPTS-006", 60, "2019-08-25", "2019-08-25", F.SECONDAIRE, ACI_CPTS),
    "CONTRAT_MSP": ("ACIM-003", 60, "2017-07-24", "2017-08-06", F.SECONDAIRE, ACI_MSP),
    "SISA_APRES_CONTRAT": ("ACIM-002", 6, "2017-07-24", "2017-08-06", F.SECONDAIRE, ACI_MSP),
    "LISTE_EFFECTIVE": ("PDSA-009", 1, "2010-07-18", "2017-09-24", F.VERIFIEE, "CSP, art. R6315-2, II"),
    "AGREMENT_PROVISOIRE": (
        "CDS-004",
        12,
        "2023-05-21",
        "2023-05-21",
        F.SECONDAIRE,
        "CSP, art. L6323-1-11, III (loi n° 2023-378 du 19 mai 2023)",
    ),
    "DECISION_AGREMENT": ("CDS-012", 2, "2023-05-21", "2023-05-21", F.SECONDAIRE, "CSP, art. L6323-1-11, III"),
    # Thirty months from the promulgation of the law, on 19 May 2023, or from its first day in force.
    "SOINS_SANS_AGREMENT": ("CDS-002", 30, "2023-05-19", "2023-05-21", F.SECONDAIRE, "Loi n° 2023-378"),
    "INTERDICTION_APRES_FERMETURE": (
        "CDS-010",
        96,
        "2023-05-21",
        "2023-05-21",
        F.VERIFIEE,
        "CSP, art. L6323-1-12, IV (loi n° 2023-378 du 19 mai 2023, art. 8)",
    ),
}


def parametre(nom: str) -> Parametre[Any]:
    trouve = getattr(droit, nom)
    assert isinstance(trouve, Parametre)
    return trouve


def delai(nom: str) -> DelaiLegal:
    trouve = getattr(delais, nom)
    assert isinstance(trouve, DelaiLegal)
    return trouve


def test_aucun_parametre_ne_manque() -> None:
    presents = {nom for nom in droit.__all__ if isinstance(getattr(droit, nom), Parametre)}
    assert presents == set(VALEURS)


@pytest.mark.parametrize(("nom", "debut", "valeur", "fiabilite", "texte"), ETAPES)
def test_une_valeur_a_partir_de_son_jour(nom: str, debut: str, valeur: Any, fiabilite: Fiabilite, texte: str) -> None:
    premier = date.fromisoformat(debut)
    for jour in (premier, premier + UN_JOUR):
        reponse = parametre(nom).au(jour)
        connue = (StatutReponse.INCONNU, None) if valeur is INCONNU else (StatutReponse.EN_VIGUEUR, valeur)
        assert (reponse.statut, reponse.valeur) == connue
        assert reponse.etape is not None
        assert (reponse.etape.depuis, reponse.etape.fiabilite) == (premier, fiabilite)
        source = reponse.etape.sources[0]
        assert source.reference.startswith(texte)


@pytest.mark.parametrize("nom", VALEURS)
def test_la_veille_rien_n_existe_ou_la_valeur_precedente(nom: str) -> None:
    unite, etapes = VALEURS[nom]
    assert parametre(nom).unite == unite
    avant: Any = StatutReponse.PAS_ENCORE_EN_VIGUEUR
    for debut, valeur, _, _ in etapes:
        reponse = parametre(nom).au(date.fromisoformat(debut) - UN_JOUR)
        assert avant in {reponse.statut, reponse.valeur}
        avant = StatutReponse.INCONNU if valeur is INCONNU else valeur


@pytest.mark.parametrize("annee", [annee for annee, _, _ in PLAFONDS])
def test_le_plafond_d_une_annee_cite_l_arrete_de_cette_annee(annee: int) -> None:
    etape = parametre("PLAFOND_SECURITE_SOCIALE").au(date(annee, 7, 2)).etape
    assert etape is not None
    assert etape.sources[0].reference.endswith(f"plafond de la sécurité sociale pour {annee}")


def test_le_calendrier_des_missions_obligatoires() -> None:
    assert [
        (d.code, d.mission, d.demarrage_mois, d.deploiement_mois, str(d.contrats_depuis)) for d in DELAIS_MISSIONS
    ] == [
        ("CPTS-008", M.ACCES_AUX_SOINS, 6, 18, "2019-08-25"),
        ("CPTS-008", M.PARCOURS, 12, 24, "2019-08-25"),
        ("CPTS-008", M.PREVENTION, 12, 24, "2019-08-25"),
        ("CPTS-009", M.CRISES_SANITAIRES, 6, 18, "2022-03-31"),
    ]


@pytest.mark.parametrize("nom", DELAIS)
def test_un_delai(nom: str) -> None:
    code, mois, applicable, certain, fiabilite, texte = DELAIS[nom]
    trouve = delai(nom)
    assert (trouve.code, trouve.mois, trouve.fiabilite) == (code, mois, fiabilite)
    assert (str(trouve.applicable_depuis), str(trouve.certaine_depuis)) == (applicable, certain)
    (source,) = trouve.sources
    assert source.reference.startswith(texte)


def test_aucun_delai_ne_manque() -> None:
    presents = vars(delais)
    assert {nom for nom, valeur in presents.items() if isinstance(valeur, DelaiLegal)} == set(DELAIS)


def test_les_jours_que_les_textes_fixent() -> None:
    valeurs = {nom: getattr(droit, nom) for nom in droit.__all__}
    assert {nom: str(jour) for nom, jour in valeurs.items() if type(jour) is date} == JOURS
