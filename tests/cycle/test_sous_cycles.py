"""Missions and agréments: sub-cycles that run beside the state of a project."""

from datetime import date

import attrs
import pytest
from tests.cycle.outils import Q, annuler, centre, codes, cpts, fait, jour

from soinsprimaires import (
    Acte,
    ActiviteAgreee,
    CentreSante,
    Evenement,
    Jalon,
    MissionCPTS,
    NatureJalon,
    Projet,
    QualiteActeur,
    Registre,
    Site,
    cycle,
)

A = Acte
M = MissionCPTS
DEPOT = fait(A.DEPOT_PROJET, "2022-01-15", Q.PORTEURS, recu_le="2022-01-15")
VALIDATION = fait(A.VALIDATION_PROJET, "2022-02-15", Q.ARS)
CONTRAT = fait(A.SIGNATURE_CONTRAT, "2022-06-30", Q.STRUCTURE, Q.ARS, Q.CPAM)
ENGAGEMENT = fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-06-01", Q.GESTIONNAIRE)


def mission(acte: Acte, le: str | None, quelle: MissionCPTS = M.PARCOURS) -> Evenement:
    return fait(acte, le, Q.STRUCTURE, mission=quelle)


def agrement(
    acte: Acte, le: str, par: QualiteActeur = Q.ARS, activite: ActiviteAgreee = ActiviteAgreee.DENTAIRE
) -> Evenement:
    return fait(acte, le, par, site="site", activite=activite, identifiant=f"{activite.value}-{le}")


def suivie(objet: Projet, au: str, quelle: MissionCPTS = M.PARCOURS) -> str | None:
    etat = cycle.missions(objet, au=jour(au))[quelle]
    return None if etat is None else etat.value


def suivi(objet: Projet, au: str, activite: ActiviteAgreee = ActiviteAgreee.DENTAIRE) -> str | None:
    etat = cycle.agrements(objet, au=jour(au))["site", activite]
    return None if etat is None else etat.value


# -- missions -----------------------------------------------------------------------------------------------------

DEMARREE = cpts(DEPOT, VALIDATION, CONTRAT, mission(A.DEMARRAGE_MISSION, "2023-05-02"))


def test_une_mission_demarre_puis_se_deploie_sans_toucher_aux_autres() -> None:
    objet = cycle.appliquer(DEMARREE, mission(A.DEPLOIEMENT_MISSION, "2024-05-02"))
    assert [suivie(objet, le) for le in ("2023-05-01", "2023-05-02", "2024-05-01", "2024-05-02")] == [
        "non_demarree",
        "demarree",
        "demarree",
        "deployee",
    ]
    assert suivie(objet, "2024-05-02", M.PREVENTION) == "non_demarree"
    assert cycle.etat(objet, au=date(2024, 5, 2)) is cycle.EtatCPTS.CONTRAT_SIGNE
    assert set(cycle.missions(objet, au=date(2024, 5, 2))) == set(MissionCPTS)


def test_une_date_vague_laisse_la_mission_dans_le_doute() -> None:
    objet = cpts(DEPOT, VALIDATION, CONTRAT, mission(A.DEMARRAGE_MISSION, "2023-05"))
    assert [suivie(objet, le) for le in ("2023-04-30", "2023-05-15", "2023-05-31")] == [
        "non_demarree",
        None,
        "demarree",
    ]


def test_un_demarrage_annule_n_a_pas_eu_lieu() -> None:
    (*_, demarrage) = DEMARREE.journal
    assert suivie(cpts(*DEMARREE.journal, annuler(demarrage, "annulation")), "2024-01-01") == "non_demarree"


def test_apres_une_reprise_les_missions_sont_inconnues_jusqu_a_un_acte() -> None:
    reprise = fait(A.REPRISE, "2023-01-01", etat="en_fonctionnement")
    objet = cpts(reprise, mission(A.DEPLOIEMENT_MISSION, "2023-05-02"))
    assert suivie(objet, "2022-12-31") is None
    assert suivie(objet, "2023-05-01") is None
    assert suivie(objet, "2023-05-02") == "deployee"
    assert suivie(objet, "2023-05-02", M.PREVENTION) is None
    # What is not known forbids nothing.
    assert codes(cpts(reprise), mission(A.DEPLOIEMENT_MISSION, "2023-05-02")) == []


@pytest.mark.parametrize(
    ("evenement", "raisons"),
    [
        (mission(A.DEPLOIEMENT_MISSION, "2023-04-01"), ["cycle.sous_cycle /acte"]),
        (mission(A.DEMARRAGE_MISSION, "2023-06-01"), ["cycle.sous_cycle /acte"]),
        (mission(A.DEPLOIEMENT_MISSION, "2023-06-01", M.PREVENTION), ["cycle.sous_cycle /acte"]),
        (mission(A.DEPLOIEMENT_MISSION, "2023-06-01"), []),
        (mission(A.DEMARRAGE_MISSION, "2023-06-01", M.PREVENTION), []),
        (mission(A.DEMARRAGE_MISSION, "2022-03-01", M.PREVENTION), ["cycle.transition /acte"]),
    ],
    ids=[
        "déployée avant d'être démarrée",
        "démarrée deux fois",
        "une autre mission démarrée ne suffit pas",
        "déployée après",
        "une autre démarre",
        "avant le contrat",
    ],
)
def test_les_faux_pas_d_une_mission(evenement: Evenement, raisons: list[str]) -> None:
    assert codes(DEMARREE, evenement) == raisons


def test_un_faux_pas_se_dit_en_francais() -> None:
    (raison,) = cycle.empechements(DEMARREE, mission(A.DEMARRAGE_MISSION, "2023-06-01"))
    assert raison.message == (
        "« démarrage d'une mission » demande que l'état de la mission soit « non démarrée », pas « démarrée »"
    )


# -- agréments ----------------------------------------------------------------------------------------------------

DEMANDE = agrement(A.DEMANDE_AGREMENT, "2023-06-01", Q.GESTIONNAIRE)
PROVISOIRE = agrement(A.AGREMENT_PROVISOIRE, "2023-07-03")
RECEPISSE = fait(A.DELIVRANCE_RECEPISSE, "2023-09-01", Q.ARS)
OUVERTURE = fait(A.OUVERTURE, "2024-02-29", Q.GESTIONNAIRE)
DEFINITIF = agrement(A.AGREMENT_DEFINITIF, "2025-02-28")


def test_un_agrement_va_de_la_demande_au_retrait() -> None:
    objet = centre(ENGAGEMENT, DEMANDE, PROVISOIRE, DEFINITIF, agrement(A.RETRAIT_AGREMENT, "2026-01-05"))
    assert [suivi(objet, le) for le in ("2023-05-31", "2023-06-01", "2023-07-03", "2025-02-28", "2026-01-05")] == [
        "aucun",
        "demande",
        "provisoire",
        "definitif",
        "retire",
    ]


def test_chaque_activite_de_chaque_site_a_le_sien() -> None:
    autre = agrement(A.DEMANDE_AGREMENT, "2024-03-01", Q.GESTIONNAIRE, ActiviteAgreee.ORTHOPTIQUE)
    objet = centre(ENGAGEMENT, DEMANDE, PROVISOIRE, autre)
    assert list(cycle.agrements(objet, au=date(2024, 4, 1))) == [
        ("site", ActiviteAgreee.DENTAIRE),
        ("site", ActiviteAgreee.ORTHOPTIQUE),
    ]
    assert suivi(objet, "2024-04-01", ActiviteAgreee.ORTHOPTIQUE) == "demande"
    assert suivi(objet, "2024-04-01") == "provisoire"


@pytest.mark.parametrize(
    ("journal", "evenement", "raisons"),
    [
        ((), PROVISOIRE, ["cycle.sous_cycle /acte"]),
        ((DEMANDE,), DEFINITIF, ["cycle.sous_cycle /acte"]),
        ((DEMANDE,), agrement(A.RETRAIT_AGREMENT, "2024-03-01"), ["cycle.sous_cycle /acte"]),
        ((DEMANDE,), agrement(A.DEMANDE_AGREMENT, "2024-03-01", Q.GESTIONNAIRE), ["cycle.sous_cycle /acte"]),
        ((DEMANDE,), agrement(A.REFUS_AGREMENT, "2024-03-01"), []),
        ((DEMANDE, PROVISOIRE), DEFINITIF, []),
        # The year that began on 29 February 2024, with the opening, ends on 28 February 2025.
        (
            (DEMANDE, PROVISOIRE, RECEPISSE, OUVERTURE),
            agrement(A.AGREMENT_DEFINITIF, "2025-02-27"),
            ["cycle.annee_provisoire /effet_le"],
        ),
        ((DEMANDE, PROVISOIRE), agrement(A.RETRAIT_AGREMENT, "2024-04-01"), []),
        (
            (DEMANDE, agrement(A.REFUS_AGREMENT, "2024-03-01")),
            agrement(A.DEMANDE_AGREMENT, "2024-09-01", Q.GESTIONNAIRE),
            [],
        ),
    ],
    ids=[
        "provisoire sans demande",
        "définitif sans provisoire",
        "retrait de rien",
        "demandé deux fois",
        "refus",
        "définitif",
        "définitif avant un an",
        "retrait d'un provisoire",
        "nouvelle demande après un refus",
    ],
)
def test_les_faux_pas_d_un_agrement(journal: tuple[Evenement, ...], evenement: Evenement, raisons: list[str]) -> None:
    assert codes(centre(ENGAGEMENT, *journal), evenement) == raisons


def test_un_agrement_n_existait_pas_la_veille_de_la_loi() -> None:
    avant = centre(fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-05-02", Q.GESTIONNAIRE))
    assert codes(avant, agrement(A.DEMANDE_AGREMENT, "2023-05-20", Q.GESTIONNAIRE)) == ["cycle.vigueur /effet_le"]
    assert codes(avant, agrement(A.DEMANDE_AGREMENT, "2023-05-21", Q.GESTIONNAIRE)) == []


def resumes(objet: Projet, au: str) -> list[tuple[str, str, str, str]]:
    return [
        (e.code, str(e.limite_le), str(e.au_plus_tard_le), e.statut.value)
        for e in cycle.echeances(objet, Registre(), au=jour(au))
    ]


def agrements_dus(objet: Projet, au: str) -> list[tuple[str, str, str, str]]:
    return [resume for resume in resumes(objet, au) if resume[0] == "CDS-004"]


@pytest.mark.parametrize(
    ("au", "statut"),
    [("2025-02-27", "a_venir"), ("2025-02-28", "a_venir"), ("2025-03-01", "incertaine"), ("2025-03-04", "incertaine")],
)
def test_un_agrement_est_provisoire_un_an_apres_l_ouverture(au: str, statut: str) -> None:
    """Opened on 29 February 2024: the year ends on 28 February, a Friday.

    It "ne devient définitif qu'à l'expiration d'une durée d'un an": that the ARS is late afterwards, nobody can say.
    """
    objet = centre(ENGAGEMENT, DEMANDE, PROVISOIRE, RECEPISSE, OUVERTURE)
    assert agrements_dus(objet, au) == [("CDS-004", "2025-02-28", "None", statut)]


def test_un_agrement_definitif_tient_l_echeance() -> None:
    objet = centre(ENGAGEMENT, DEMANDE, PROVISOIRE, RECEPISSE, OUVERTURE, DEFINITIF)
    assert agrements_dus(objet, "2025-06-01") == [("CDS-004", "2025-02-28", "None", "tenue")]


@pytest.mark.parametrize(
    ("suite", "au", "attendu"),
    [
        ([agrement(A.RETRAIT_AGREMENT, "2024-06-03")], "2024-06-02", ["a_venir"]),
        ([agrement(A.RETRAIT_AGREMENT, "2024-06-03")], "2024-06-03", []),
        ([agrement(A.RETRAIT_AGREMENT, "2024-06-03")], "2024-06-04", []),
        ([agrement(A.RETRAIT_AGREMENT, "2024-06")], "2024-06-04", ["incertaine"]),
        (
            [
                agrement(A.RETRAIT_AGREMENT, "2024-06-03"),
                agrement(A.DEMANDE_AGREMENT, "2024-07-01", Q.GESTIONNAIRE),
                agrement(A.AGREMENT_PROVISOIRE, "2024-08-01"),
            ],
            "2024-08-01",
            ["a_venir"],
        ),
    ],
)
def test_un_agrement_retire_ne_devient_pas_definitif(suite: list[Evenement], au: str, attendu: list[str]) -> None:
    objet = centre(ENGAGEMENT, DEMANDE, PROVISOIRE, RECEPISSE, OUVERTURE, *suite)
    assert [statut for *_, statut in agrements_dus(objet, au)] == attendu


def test_avant_l_ouverture_l_annee_ne_court_pas() -> None:
    assert agrements_dus(centre(ENGAGEMENT, DEMANDE, PROVISOIRE), "2024-09-01") == [
        ("CDS-004", "None", "None", "incertaine")
    ]


def test_un_centre_ouvert_depuis_plus_d_un_an_n_attend_rien() -> None:
    """The year ran from the opening: for a centre older than its agrément it was over."""
    ouvert = fait(A.OUVERTURE, "2022-01-10", Q.GESTIONNAIRE)
    engagement = fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2021-10-04", Q.GESTIONNAIRE)
    recepisse = fait(A.DELIVRANCE_RECEPISSE, "2021-12-01", Q.ARS)
    assert agrements_dus(centre(engagement, recepisse, ouvert, DEMANDE, PROVISOIRE), "2024-09-01") == []


@pytest.mark.parametrize(
    ("siege", "antenne", "attendu"),
    [
        ("2024-02-01", "2024-02-01", [("CDS-004", "2025-02-01", "None", "incertaine")]),
        ("2024-02-01", "2024-09-02", [("CDS-004", "2025-02-01", "None", "incertaine")]),
        ("2020-02-01", "2024-09-02", [("CDS-004", "2021-02-01", "None", "incertaine")]),
        ("2024-02-01", None, [("CDS-004", "None", "None", "incertaine")]),
        (None, "2024-09-02", [("CDS-004", "None", "None", "incertaine")]),
        ("2020-02-01", "2020-03-02", []),
    ],
)
def test_l_annee_d_une_antenne_court_peut_etre_de_sa_propre_ouverture(
    siege: str | None, antenne: str | None, attendu: list[tuple[str, str, str, str]]
) -> None:
    """ "À compter de l'ouverture du centre": which one of two sites, what was read does not say.

    Asked on 1 July 2025. A site whose opening nobody recorded may be the first.
    """
    ouverts = (("siege", siege), ("site", antenne))
    sites = tuple(
        Site(identifiant=nom, jalons=() if le is None else (Jalon(nature=NatureJalon.OUVERTURE, le=le),))
        for nom, le in ouverts
    )
    objet = attrs.evolve(centre(ENGAGEMENT, DEMANDE, PROVISOIRE), structure="deux")
    registre = Registre().avec(CentreSante(identifiant="deux", nom="Deux", sites=sites), objet)
    dues = [e for e in cycle.echeances(objet, registre, au=date(2025, 7, 1)) if e.code == "CDS-004"]
    assert [(e.code, str(e.limite_le), str(e.au_plus_tard_le), e.statut.value) for e in dues] == attendu


@pytest.mark.parametrize(
    ("le", "au", "fin", "lendemain", "attendu"),
    [
        ("2023-12-27", "2023-12-28", "2031-12-27", "2031-12-29", "a_venir"),
        ("2023-12-28", "2023-12-28", "2031-12-28", "2031-12-29", "a_venir"),
        ("2023-12-28", "2023-12-29", "2031-12-28", "2031-12-29", "incertaine"),
        ("2023-12-28", "2023-12-30", "2031-12-28", "2031-12-29", "incertaine"),
        ("2023-12-29", "2023-12-29", "2031-12-29", "2031-12-30", "incertaine"),
        ("2023-12", "2024-12-01", "2031-12-01", "2032-01-02", "incertaine"),
        ("2023-12-28", "2032-01-05", "2031-12-28", "2031-12-29", "incertaine"),
    ],
)
def test_une_fermeture_interdit_pendant_huit_ans(le: str, au: str, fin: str, lendemain: str, attendu: str) -> None:
    """Of L6323-1-12 the version of 29 December 2023 was not read: from then on nobody knows whether a bar still runs.

    28 December 2031 is a Sunday.
    """
    objet = centre(
        ENGAGEMENT,
        fait(A.DELIVRANCE_RECEPISSE, "2023-06-20", Q.ARS),
        fait(A.OUVERTURE, "2023-09-01", Q.GESTIONNAIRE),
        fait(A.FERMETURE_ADMINISTRATIVE, le, Q.ARS, motif="danger"),
    )
    assert resumes(objet, au) == [("CDS-010", fin, lendemain, attendu)]
    assert resumes(objet, "2023-11-30") == []
    assert [e.acteurs for e in cycle.echeances(objet, Registre(), au=date.fromisoformat(au))] == [(Q.ARS,)]
