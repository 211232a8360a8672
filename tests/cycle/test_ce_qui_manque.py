"""The way that remains: its steps, who acts, with what, what must still be met."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.cycle import outils
from tests.cycle.outils import Q, centre, cpts, fait, jour, msp

from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    Adhesion,
    CodeNomenclature,
    Evenement,
    FondementOpposition,
    PeriodePartielle,
    Professionnel,
    Projet,
    Registre,
    ValeurInvalide,
    cycle,
)
from soinsprimaires.cycle import Etape, EtatCentreSante, EtatCPTS, EtatMSP
from soinsprimaires.referentiels.professions import INFIRMIER, MEDECIN

A = Acte
RIEN = Registre()
AU = "2024-06-01"
LETTRE = fait(A.DEPOT_LETTRE_INTENTION, "2024-01-10", Q.PORTEURS)
DEPOT = fait(A.DEPOT_PROJET, "2024-05-15", Q.PORTEURS, recu_le="2024-05-15")
VALIDATION = fait(A.VALIDATION_PROJET, "2024-05-20", Q.ARS)


def manque(objet: Projet, vers: cycle.Etat, registre: Registre = RIEN, au: str = AU) -> tuple[Etape, ...]:
    return outils.manque(objet, registre, vers, au)


def pas(etapes: tuple[Etape, ...]) -> list[tuple[str, str]]:
    return [(etape.acte.value, etape.vers.value) for etape in etapes]


# -- CPTS ---------------------------------------------------------------------------------------------------------


def test_une_cpts_de_l_emergence_au_contrat() -> None:
    etapes = manque(cpts(), EtatCPTS.CONTRAT_SIGNE)
    assert pas(etapes) == [
        ("depot_lettre_intention", "lettre_intention_deposee"),
        ("accord_lettre_intention", "lettre_intention_validee"),
        ("depot_projet", "projet_depose"),
        ("validation_projet", "projet_valide"),
        ("signature_contrat", "contrat_signe"),
    ]
    assert {etape.au_plus_tot_le for etape in etapes} == {date(2024, 6, 1)}
    lettre, accord, depot, validation, contrat = etapes
    assert lettre.acteurs == (Q.PORTEURS, Q.STRUCTURE)
    assert [document.value for document in lettre.documents] == ["lettre_intention"]
    assert accord.conditions == (
        "il faut l'accord de l'ARS",
        "il faut l'accord de l'assurance maladie : la CPAM, ou la CGSS outre-mer",
    )
    assert depot.conditions == ("le projet de santé précise le territoire d'action",)
    assert [document.value for document in depot.documents] == ["projet_sante", "diagnostic_territorial"]
    assert validation.acteurs == (Q.ARS,)
    assert contrat.conditions == (
        "il faut l'accord de la structure ou des porteurs",
        "il faut l'accord de l'assurance maladie : la CPAM, ou la CGSS outre-mer",
        "il faut l'accord de l'ARS",
        (
            "la communauté est constituée en association (CSP, art. L1434-12-1 (ordonnance n° 2021-584 du 12 mai 2021, "
            "art. 1er))"
        ),
    )


def test_ce_qui_est_dit_n_est_plus_demande() -> None:
    cpts_constituee = CPTS(identifiant="cpts", nom="CPTS")
    objet = attrs.evolve(cpts(), territoire="lomagne", structure="cpts")
    *_, depot, _, contrat = manque(objet, EtatCPTS.CONTRAT_SIGNE, Registre().avec(cpts_constituee))
    assert depot.conditions == ()
    assert contrat.conditions[3:] == ()


@pytest.mark.parametrize(
    ("accord", "reste"),
    [
        ((Q.ARS,), ("il faut l'accord de l'assurance maladie : la CPAM, ou la CGSS outre-mer",)),
        ((Q.CPAM,), ("il faut l'accord de l'ARS",)),
        (
            (Q.ARS_DELEGATION_DEPARTEMENTALE,),
            ("il faut l'accord de l'assurance maladie : la CPAM, ou la CGSS outre-mer",),
        ),
    ],
)
def test_un_accord_deja_donne_ne_manque_plus(accord: tuple[Any, ...], reste: tuple[str, ...]) -> None:
    objet = cpts(LETTRE, fait(A.ACCORD_LETTRE_INTENTION, "2024-02-01", *accord))
    (etape,) = manque(objet, EtatCPTS.LETTRE_INTENTION_VALIDEE)
    assert etape.conditions == reste


def test_le_silence_qui_court_se_dit_a_l_etape_de_la_validation() -> None:
    (etape,) = manque(cpts(DEPOT), EtatCPTS.PROJET_VALIDE)
    assert etape.conditions == (
        (
            "sans opposition de l'ARS, le projet est réputé validé : sûrement après le 16 juillet 2024, au plus tôt "
            "après le 15 juillet 2024"
        ),
    )
    sans_reception = cpts(fait(A.DEPOT_PROJET, "2024-05-15", Q.PORTEURS))
    (etape,) = manque(sans_reception, EtatCPTS.PROJET_VALIDE)
    assert etape.conditions == (
        "sans opposition de l'ARS, le projet est réputé validé : au plus tôt après le 15 juillet 2024, sans certitude",
    )


def test_apres_une_opposition_le_projet_se_redepose() -> None:
    opposition = fait(A.OPPOSITION_ARS, "2024-05-20", Q.ARS, fondement=FondementOpposition.PERTINENCE_TERRITOIRE)
    assert pas(manque(cpts(DEPOT, opposition), EtatCPTS.PROJET_VALIDE)) == [
        ("depot_projet", "projet_depose"),
        ("validation_projet", "projet_valide"),
    ]


def test_avant_l_accord_de_2019_rien_ne_mene_au_contrat() -> None:
    with pytest.raises(ValeurInvalide, match="aucune suite d'actes ne mène de « émergence » à « contrat signé »"):
        manque(cpts(), EtatCPTS.CONTRAT_SIGNE, au="2019-08-24")
    assert pas(manque(cpts(), EtatCPTS.CONTRAT_SIGNE, au="2019-08-25"))[-1] == ("signature_contrat", "contrat_signe")


# -- MSP ----------------------------------------------------------------------------------------------------------


def professionnel(nom: str, profession: CodeNomenclature) -> Professionnel:
    return Professionnel(identifiant=nom, profession=profession)


def maison(*associes: str) -> MSP:
    depuis = PeriodePartielle(debut="2020-01-01")
    return MSP(
        identifiant="msp",
        nom="Maison",
        associes=tuple(Adhesion(membre=membre, periode=depuis) for membre in associes),
    )


EQUIPE = (professionnel("a", MEDECIN), professionnel("b", MEDECIN), professionnel("c", INFIRMIER))


def test_une_msp_de_l_emergence_au_fonctionnement() -> None:
    """No letter in most regions, and no contract to work: validation opens public money."""
    etapes = manque(msp(), EtatMSP.EN_FONCTIONNEMENT)
    assert pas(etapes) == [
        ("depot_projet", "projet_depose"),
        ("validation_projet", "projet_valide"),
        ("mise_en_fonctionnement", "en_fonctionnement"),
    ]
    assert etapes[0].conditions == (
        "chaque professionnel de santé membre signe le projet de santé (CSP, art. L6323-3)",
    )


@pytest.mark.parametrize(
    ("associes", "attendu"),
    [
        (("a", "b"), ["il manque 1 auxiliaire(s) médical(aux) parmi les associés de la SISA"]),
        (("a", "c"), ["il manque 1 médecin(s) parmi les associés de la SISA"]),
        (
            ("c",),
            ["il manque 2 médecin(s) parmi les associés de la SISA"],
        ),
        (("a", "b", "c"), []),
        (
            (),
            [
                (
                    "une SISA est constituée, d'au moins 2 médecins et 1 auxiliaire médical, au plus tard six mois "
                    "après le contrat"
                )
            ],
        ),
    ],
    ids=["un auxiliaire médical manque", "un médecin manque", "deux médecins manquent", "complète", "aucun associé"],
)
def test_le_contrat_d_une_msp_dit_qui_manque_a_la_sisa(associes: tuple[str, ...], attendu: list[str]) -> None:
    objet = attrs.evolve(msp(DEPOT, VALIDATION), structure="msp")
    (contrat,) = manque(objet, EtatMSP.CONTRAT_SIGNE, Registre().avec(maison(*associes), *EQUIPE))
    assert list(contrat.conditions[3:]) == attendu


def test_ce_que_des_dates_vagues_laissent_manquer_a_la_sisa_reste_vague() -> None:
    """The second doctor left some day of the year asked: one may be missing, or none, and SISA-001 says no more."""
    objet = attrs.evolve(msp(DEPOT, VALIDATION), structure="msp")
    partante = Adhesion(membre="b", periode=PeriodePartielle(debut="2020-01-01", fin=AU[:4]))
    maison_ = attrs.evolve(maison("a", "c"), associes=(*maison("a", "c").associes, partante))
    (contrat,) = manque(objet, EtatMSP.CONTRAT_SIGNE, Registre().avec(maison_, *EQUIPE))
    assert list(contrat.conditions[3:]) == [
        (
            "il manque peut-être 1 médecin(s) parmi les associés de la SISA, selon ce que disent leurs dates et leurs "
            "professions"
        )
    ]


def test_avant_les_sisa_leur_composition_n_est_pas_demandee() -> None:
    objet = attrs.evolve(msp(fait(A.REPRISE, "2010-01-01", etat="projet_valide")), structure="msp")
    with pytest.raises(ValeurInvalide, match="aucune suite d'actes"):
        manque(objet, EtatMSP.CONTRAT_SIGNE, au="2017-04-19")


# -- centre de santé ----------------------------------------------------------------------------------------------


def test_un_centre_de_l_emergence_a_l_ouverture() -> None:
    etapes = manque(centre(), EtatCentreSante.OUVERT)
    assert pas(etapes) == [
        ("depot_engagement_conformite", "engagement_depose"),
        ("delivrance_recepisse", "recepisse_delivre"),
        ("ouverture", "ouvert"),
    ]
    assert etapes[0].acteurs == (Q.COLLECTIVITE, Q.GESTIONNAIRE)
    assert [document.value for document in etapes[0].documents] == [
        "projet_sante",
        "engagement_conformite",
        "reglement_fonctionnement",
    ]
    assert etapes[1].acteurs == (Q.ARS,)


# -- where no answer is possible ----------------------------------------------------------------------------------


def test_un_etat_deja_atteint() -> None:
    assert manque(cpts(LETTRE), EtatCPTS.LETTRE_INTENTION_DEPOSEE) == ()


@pytest.mark.parametrize(
    ("objet", "vers", "message"),
    [
        (cpts(fait(A.ABANDON, "2024-01-31", Q.PORTEURS)), EtatCPTS.CONTRAT_SIGNE, "aucune suite d'actes ne mène"),
        (cpts(), EtatMSP.CONTRAT_SIGNE, "'contrat_signe' n'est pas un état de cette nature de projet"),
        (cpts(), EtatCentreSante.OUVERT, "'ouvert' n'est pas un état de cette nature de projet"),
    ],
    ids=["abandonné", "état d'une MSP", "état d'un centre"],
)
def test_un_but_hors_d_atteinte(objet: Projet, vers: cycle.Etat, message: str) -> None:
    with pytest.raises(ValeurInvalide, match=message):
        manque(objet, vers)


@pytest.mark.parametrize(
    ("objet", "acte"),
    [
        (cpts(), "depot_lettre_intention"),
        (cpts(LETTRE), "accord_lettre_intention"),
        (msp(), "depot_projet"),
        (centre(), "depot_engagement_conformite"),
        (cpts(fait(A.REPRISE, "2024-01-01")), None),
        (cpts(fait(A.ABANDON, "2024-01-31", Q.PORTEURS)), None),
        (cpts(fait(A.REPRISE, "2024-01-01", etat="en_fonctionnement")), None),
        (cpts(fait(A.REPRISE, "2024-01-01", etat="suspendu")), "levee_suspension"),
    ],
)
def test_la_prochaine_etape(objet: Projet, acte: str | None) -> None:
    etape = cycle.prochaine_etape(objet, RIEN, au=jour(AU))
    assert (None if etape is None else etape.acte.value) == acte


def test_chaque_etape_annoncee_se_franchit() -> None:
    """What is announced can be done: each step, done by those that it names, leads where it says."""
    for objet, but in ((cpts(), EtatCPTS.EN_FONCTIONNEMENT), (centre(), EtatCentreSante.OUVERT)):
        courant = objet
        for rang, etape in enumerate(manque(objet, but, au="2025-12-31")):
            evenement = Evenement(
                identifiant=f"e-{rang}",
                acte=etape.acte,
                acteurs=tuple(attrs.evolve(acteur) for acteur in fait(etape.acte, None, *etape.acteurs).acteurs),
                effet_le="2025-12-31",
                enregistre_le=date(2026, 1, 1),
            )
            courant = cycle.appliquer(courant, evenement)
            assert cycle.etat(courant, au=date(2025, 12, 31)) is etape.vers
        assert cycle.etat(courant, au=date(2025, 12, 31)) is but
