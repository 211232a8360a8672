"""What an act must say beside coming at the right moment: each guard, and each notice."""

from typing import Any

import pytest
from tests.cycle.outils import Q, centre, codes, cpts, fait, msp

from soinsprimaires import (
    Acte,
    ActiviteAgreee,
    AvisComite,
    Evenement,
    FondementOpposition,
    Gravite,
    MissionCPTS,
    Projet,
    QualiteActeur,
    cycle,
)

A = Acte
DEPOT = fait(A.DEPOT_PROJET, "2024-01-15", Q.PORTEURS, recu_le="2024-01-15")
VALIDATION = fait(A.VALIDATION_PROJET, "2024-02-15", Q.ARS)
CONTRAT = fait(A.SIGNATURE_CONTRAT, "2024-03-15", Q.STRUCTURE, Q.ARS, Q.CPAM)
SIGNEE = cpts(DEPOT, VALIDATION, CONTRAT)
OUVERT = centre(
    fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-06-01", Q.GESTIONNAIRE),
    fait(A.DELIVRANCE_RECEPISSE, "2023-06-20", Q.ARS),
    fait(A.OUVERTURE, "2023-09-01", Q.GESTIONNAIRE),
)


@pytest.mark.parametrize(
    ("objet", "acte", "par", "champs", "raison"),
    [
        (
            cpts(DEPOT),
            A.OPPOSITION_ARS,
            Q.ARS,
            {"fondement": FondementOpposition.PERTINENCE_TERRITOIRE},
            "cycle.fondement /fondement",
        ),
        (cpts(fait(A.DEPOT_LETTRE_INTENTION, "2024-01-10", Q.PORTEURS)), A.REFUS_LETTRE_INTENTION, Q.ARS, None, None),
        (msp(DEPOT), A.REFUS_PROJET, Q.ARS, None, None),
        (msp(DEPOT), A.AVIS_COMITE, Q.COMITE_REGIONAL, {"avis": AvisComite.AJOURNE}, "cycle.avis /avis"),
        (
            SIGNEE,
            A.DEMARRAGE_MISSION,
            Q.STRUCTURE,
            {"mission": MissionCPTS.PARCOURS},
            "cycle.mission /mission",
        ),
        (SIGNEE, A.SUSPENSION, Q.ARS, None, None),
        (SIGNEE, A.RESILIATION, Q.STRUCTURE, None, None),
        (SIGNEE, A.REFUS_AVENANT, Q.CPAM, None, None),
        (SIGNEE, A.FUSION, Q.STRUCTURE, {"projets_lies": ("autre",)}, "cycle.projets_lies /projets_lies"),
        (SIGNEE, A.SCISSION, Q.STRUCTURE, {"projets_lies": ("a", "b")}, "cycle.projets_lies /projets_lies"),
        (SIGNEE, A.DEMANDE_AVENANT, Q.STRUCTURE, {"territoire": "agrandi"}, "cycle.avenant /motif"),
        (SIGNEE, A.SIGNATURE_AVENANT, Q.ARS, {"mission": MissionCPTS.QUALITE_PERTINENCE}, "cycle.avenant /motif"),
        (OUVERT, A.FERMETURE_ADMINISTRATIVE, Q.ARS, None, None),
        (
            OUVERT,
            A.DEMANDE_AGREMENT,
            Q.GESTIONNAIRE,
            {"site": "site", "activite": ActiviteAgreee.DENTAIRE},
            "cycle.agrement /activite",
        ),
    ],
    ids=lambda valeur: valeur.value if isinstance(valeur, Acte) else None,
)
def test_chaque_acte_garde_dit_ce_qu_on_lui_demande(
    objet: Projet, acte: Acte, par: QualiteActeur, champs: dict[str, Any] | None, raison: str | None
) -> None:
    """Without the field one reason, and one only; with it none. Most decisions are asked for a motive."""
    assert codes(objet, fait(acte, "2024-03-01" if objet is not SIGNEE else "2024-05-02", par)) == [
        raison or "cycle.motif /motif"
    ]
    complet = fait(
        acte, "2024-03-01" if objet is not SIGNEE else "2024-05-02", par, **(champs or {"motif": "un motif"})
    )
    assert codes(objet, complet) == []


def test_un_motif_vide_n_en_est_pas_un() -> None:
    assert codes(SIGNEE, fait(A.SUSPENSION, "2024-05-02", Q.ARS, motif="  ")) == ["cycle.motif /motif"]


@pytest.mark.parametrize(
    "champs",
    [{"activite": ActiviteAgreee.DENTAIRE}, {"site": "site"}],
    ids=["sans site", "sans activité"],
)
def test_un_agrement_porte_sur_une_activite_d_un_site(champs: dict[str, Any]) -> None:
    demande = fait(A.DEMANDE_AGREMENT, "2024-03-01", Q.GESTIONNAIRE, **champs)
    assert codes(OUVERT, demande) == ["cycle.agrement /activite"]


def test_un_second_contrat_n_est_pas_un_contrat() -> None:
    marche = msp(DEPOT, VALIDATION, fait(A.MISE_EN_FONCTIONNEMENT, "2024-03-01", Q.STRUCTURE))
    signee = cycle.appliquer(marche, CONTRAT)
    assert codes(signee, fait(A.SIGNATURE_CONTRAT, "2024-05-02", Q.STRUCTURE, Q.ARS, Q.CPAM)) == ["cycle.contrat /acte"]


# -- notices ------------------------------------------------------------------------------------------------------


def notices(objet: Projet, evenement: Evenement) -> list[str]:
    dites = cycle.notices(objet, evenement)
    assert all(dite.gravite is Gravite.INFORMATION for dite in dites)
    return [f"{dite.code} {dite.pointeur}" for dite in dites]


def test_une_delegation_decide_pour_son_ars_et_cela_se_dit() -> None:
    decision = fait(A.VALIDATION_PROJET, "2024-02-15", Q.ARS_DELEGATION_DEPARTEMENTALE)
    assert codes(cpts(DEPOT), decision) == []
    assert notices(cpts(DEPOT), decision) == ["cycle.delegation /acteurs"]
    assert notices(cpts(DEPOT), VALIDATION) == []


def test_un_projet_sans_lettre_est_possible_et_inhabituel() -> None:
    assert codes(cpts(), DEPOT) == []
    assert notices(cpts(), DEPOT) == ["cycle.inhabituel /acte"]
    lettre = fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS)
    accord = fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS, Q.CPAM)
    assert notices(cpts(lettre, accord), DEPOT) == []


def test_l_initiative_de_l_ars_ou_aucun_professionnel_ne_la_prend() -> None:
    initiative = fait(A.INITIATIVE_ARS, "2022-01-10", Q.ARS)
    assert codes(cpts(), initiative) == []
    assert notices(cpts(), initiative) == ["cycle.inhabituel /acte"]
    assert codes(cpts(), fait(A.INITIATIVE_ARS, "2022-01-10", Q.PORTEURS)) == ["cycle.acteur /acteurs"]
    assert codes(cpts(), fait(A.INITIATIVE_ARS, "2016-01-27", Q.ARS)) == ["cycle.vigueur /effet_le"]
    assert codes(msp(), initiative) == ["cycle.acte /acte"]


# -- documents ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("objet", "acte", "attendues"),
    [
        (cpts(), A.DEPOT_PROJET, ["projet_sante", "diagnostic_territorial"]),
        (msp(), A.DEPOT_PROJET, ["projet_sante"]),
        (
            centre(),
            A.DEPOT_ENGAGEMENT_CONFORMITE,
            ["projet_sante", "engagement_conformite", "reglement_fonctionnement"],
        ),
        (cpts(), A.SIGNATURE_CONTRAT, ["contrat", "statuts"]),
        (cpts(), A.ABANDON, []),
        (cpts(), A.OUVERTURE, []),
    ],
)
def test_les_pieces_d_une_etape(objet: Projet, acte: Acte, attendues: list[str]) -> None:
    assert [document.value for document in cycle.pieces(objet, acte)] == attendues
