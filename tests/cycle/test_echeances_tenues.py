"""When deadlines were met, what a year of contract asks, and how a delay in months ends. Each day computed by hand."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.cycle.outils import Q, centre, cpts, etat, fait, jour, msp, publie

from soinsprimaires import (
    MSP,
    Acte,
    ActiviteAgreee,
    Avenant,
    BilanAnnuel,
    Convention,
    DatePartielle,
    EtapeProcedure,
    Evenement,
    FormeDatee,
    FormeJuridique,
    MissionCPTS,
    NatureConvention,
    NatureDelai,
    NatureProjet,
    NatureTerritoire,
    ObjetAvenant,
    PeriodePartielle,
    ProcedureRegionale,
    Projet,
    Registre,
    Territoire,
    cycle,
)
from soinsprimaires.droit.delais import CONTRAT_CPTS, FIN_NON_LUE
from soinsprimaires.sources import Fiabilite

A = Acte
RIEN = Registre()
DEPOT = fait(A.DEPOT_PROJET, "2019-10-01", Q.PORTEURS, recu_le="2019-10-01")
VALIDATION = fait(A.VALIDATION_PROJET, "2019-11-04", Q.ARS)
CONTRAT = fait(A.SIGNATURE_CONTRAT, "2020-02-29", Q.STRUCTURE, Q.ARS, Q.CPAM)
SOUS_CONTRAT = cpts(DEPOT, VALIDATION, CONTRAT)


def mission(acte: Acte, le: str) -> Evenement:
    return fait(acte, le, Q.STRUCTURE, mission=MissionCPTS.ACCES_AUX_SOINS)


def une(objet: Projet, libelle: str, au: str, registre: Registre = RIEN) -> cycle.Echeance:
    (trouvee,) = (e for e in cycle.echeances(objet, registre, au=jour(au)) if e.libelle.startswith(libelle))
    return trouvee


def tenue(objet: Projet, libelle: str, au: str, registre: Registre = RIEN) -> tuple[str, str | None, bool | None]:
    trouvee = une(objet, libelle, au, registre)
    le = None if trouvee.tenue_le is None else str(trouvee.tenue_le)
    return trouvee.statut.value, le, trouvee.a_temps


# -- tenue le -----------------------------------------------------------------------------------------------------

DEMARREE, DEPLOYEE = "Mission « accès aux soins » démarrée", "Mission « accès aux soins » déployée"


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        # Six months after 29 February 2020: 29 August, a Saturday; the next working day is Monday 31.
        ("2020-08-29", ("tenue", "2020-08-29", True)),
        ("2020-08-31", ("tenue", "2020-08-31", None)),
        ("2020-09-01", ("tenue", "2020-09-01", False)),
        ("2020-08", ("tenue", "2020-08", None)),
        ("2020-07", ("tenue", "2020-07", True)),
        ("2020-09", ("tenue", "2020-09", False)),
        ("../2020-09", ("tenue", "../2020-09", None)),
    ],
)
def test_une_mission_dit_quand_elle_a_demarre_et_si_c_etait_a_temps(le: str, attendu: tuple[object, ...]) -> None:
    objet = cpts(*SOUS_CONTRAT.journal, mission(A.DEMARRAGE_MISSION, le))
    assert tenue(objet, DEMARREE, "2021-01-15") == attendu
    assert tenue(objet, DEPLOYEE, "2021-01-15") == ("a_venir", None, None)


def test_une_mission_deployee_avait_demarre() -> None:
    """After a reprise the deployment alone is told: the mission had started by then, nobody says when."""
    reprise = fait(A.REPRISE, "2019-09-02", etat="projet_valide")
    objet = cpts(reprise, CONTRAT, mission(A.DEPLOIEMENT_MISSION, "2021-03-01"))
    assert tenue(objet, DEMARREE, "2021-06-01") == ("tenue", "../2021-03-01", None)
    assert tenue(objet, DEPLOYEE, "2021-06-01") == ("tenue", "2021-03-01", True)


def test_la_sisa_dit_quand_elle_s_est_constituee() -> None:
    objet = attrs.evolve(msp(DEPOT, VALIDATION, CONTRAT), structure="msp")
    forme = FormeDatee(forme=FormeJuridique.SISA, periode=PeriodePartielle(debut="2020-10"))
    maison = MSP(identifiant="msp", nom="Maison", formes=(forme,))
    libelle = "Constitution de la SISA"
    assert tenue(objet, libelle, "2020-12-01", Registre().avec(maison)) == ("tenue", "2020-10", False)
    inscrite = attrs.evolve(maison, immatriculee_le="2020-08-03")
    assert tenue(objet, libelle, "2020-12-01", Registre().avec(inscrite)) == ("tenue", "2020-08-03", True)


def test_une_reponse_dit_quand_elle_est_venue() -> None:
    demande = fait(A.DEMANDE_COMPLEMENTS, "2019-10-10", Q.ARS, delai_le="2019-10-31")
    reponse = fait(A.DEPOT_COMPLEMENTS, "2019-11-04", Q.PORTEURS)
    objet = cpts(DEPOT, demande, reponse)
    assert tenue(objet, "Suite à donner", "2019-11-03") == ("depassee", None, None)
    assert tenue(objet, "Suite à donner", "2019-11-04") == ("tenue", "2019-11-04", False)


def test_un_agrement_dit_quand_il_est_devenu_definitif() -> None:
    sur = {"site": "site", "activite": ActiviteAgreee.DENTAIRE}
    objet = centre(
        fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-05-22", Q.GESTIONNAIRE),
        fait(A.DELIVRANCE_RECEPISSE, "2023-06-01", Q.ARS),
        fait(A.DEMANDE_AGREMENT, "2023-06-05", Q.GESTIONNAIRE, **sur),
        fait(A.AGREMENT_PROVISOIRE, "2023-07-01", Q.ARS, **sur),
        fait(A.OUVERTURE, "2023-07-03", Q.GESTIONNAIRE),
        fait(A.AGREMENT_DEFINITIF, "2024-07-03", Q.ARS, **sur),
    )
    assert tenue(objet, "Agrément définitif", "2024-08-01") == ("tenue", "2024-07-03", True)


@pytest.mark.parametrize(
    ("recu", "au", "attendu"),
    [
        ("2023-06-05", "2023-08-04", ("2023-08-05", "a_venir")),
        ("2023-06-05", "2023-08-05", ("2023-08-05", "a_venir")),
        ("2023-06-05", "2023-08-06", ("2023-08-05", "incertaine")),
        ("2023-06-05", "2024-08-06", ("2023-08-05", "incertaine")),
        ("2023-06", "2023-08-01", ("2023-08-01", "a_venir")),
        ("2023-06", "2023-08-02", ("2023-08-01", "incertaine")),
        ("../2023-06-05", "2023-08-05", (None, "incertaine")),
        (None, "2023-08-08", (None, "incertaine")),
    ],
)
def test_l_ars_decide_de_l_agrement_dans_les_deux_mois_d_un_dossier_complet(
    recu: str | None, au: str, attendu: tuple[str | None, str]
) -> None:
    """A request received on 5 June 2023 is decided by 5 August at the earliest, and later if its file came later.

    "Dans les deux mois suivant la date de réception du dossier d'agrément complet": no act says that a file is.
    """
    sur = {"site": "site", "activite": ActiviteAgreee.DENTAIRE}
    objet = centre(
        fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-06-01", Q.GESTIONNAIRE),
        fait(A.DEMANDE_AGREMENT, "2023-06-01", Q.GESTIONNAIRE, recu_le=recu, **sur),
    )
    (decision,) = [e for e in cycle.echeances(objet, RIEN, au=jour(au)) if e.code == "CDS-012"]
    assert (None if decision.limite_le is None else str(decision.limite_le), decision.statut.value) == attendu
    assert decision.au_plus_tard_le is None
    assert decision.calcul.startswith(
        "2 mois à compter de la réception du dossier complet, au plus tôt celle de la demande ; "
    )


@pytest.mark.parametrize("acte", [A.AGREMENT_PROVISOIRE, A.AGREMENT_DEFINITIF, A.REFUS_AGREMENT])
def test_une_decision_sur_l_agrement_est_prise_sans_que_rien_dise_si_elle_l_est_a_temps(acte: A) -> None:
    sur = {"site": "site", "activite": ActiviteAgreee.DENTAIRE}
    objet = centre(
        fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-06-01", Q.GESTIONNAIRE),
        fait(A.DEMANDE_AGREMENT, "2023-06-02", Q.GESTIONNAIRE, recu_le="2023-06-05", **sur),
        fait(acte, "2023-08-06", Q.ARS, **sur),
    )
    decisions = {
        au: next(e for e in cycle.echeances(objet, RIEN, au=jour(au)) if e.code == "CDS-012")
        for au in ("2023-08-05", "2023-08-06", "2023-08-07")
    }
    assert [decision.statut.value for decision in decisions.values()] == ["a_venir", "tenue", "tenue"]
    assert decisions["2023-08-07"].a_temps is None


# -- a year of contract -------------------------------------------------------------------------------------------


def rapport(le: str) -> Evenement:
    return fait(A.RAPPORT_TRANSMIS, le, Q.STRUCTURE)


def rapports(objet: Projet, au: str, registre: Registre = RIEN) -> list[tuple[str, str, str, str | None]]:
    return [
        (e.libelle, str(e.limite_le), e.statut.value, None if e.tenue_le is None else str(e.tenue_le))
        for e in cycle.echeances(objet, registre, au=jour(au))
        if e.libelle.startswith("Rapport d'activité")
    ]


def test_un_rapport_est_du_a_chaque_anniversaire() -> None:
    """The contract of 29 February 2020: 28 February in 2021, 2022 and 2023, 29 February in 2024, 28 in 2025."""
    assert rapports(SOUS_CONTRAT, "2021-02-28") == [("Rapport d'activité 2020-2021", "2021-02-28", "a_venir", None)]
    assert rapports(SOUS_CONTRAT, "2024-02-29") == [
        ("Rapport d'activité 2020-2021", "2021-02-28", "depassee", None),
        ("Rapport d'activité 2021-2022", "2022-02-28", "depassee", None),
        ("Rapport d'activité 2022-2023", "2023-02-28", "depassee", None),
        ("Rapport d'activité 2023-2024", "2024-02-29", "a_venir", None),
    ]
    assert [(le, statut) for _, le, statut, _ in rapports(SOUS_CONTRAT, "2025-03-01")] == [
        ("2021-02-28", "depassee"),
        ("2022-02-28", "depassee"),
        ("2023-02-28", "depassee"),
        ("2024-02-29", "depassee"),
        ("2025-02-28", "depassee"),
    ]


def test_un_rapport_transmis_tient_l_echeance_de_son_annee() -> None:
    objet = cpts(*SOUS_CONTRAT.journal, rapport("2021-02-15"))
    assert rapports(objet, "2021-06-01") == [
        ("Rapport d'activité 2020-2021", "2021-02-28", "tenue", "2021-02-15"),
        ("Rapport d'activité 2021-2022", "2022-02-28", "a_venir", None),
    ]


def test_un_rapport_d_apres_l_anniversaire_peut_etre_de_l_une_ou_de_l_autre_annee() -> None:
    objet = cpts(*SOUS_CONTRAT.journal, rapport("2021-04-06"))
    assert rapports(objet, "2021-06-01") == [
        ("Rapport d'activité 2020-2021", "2021-02-28", "incertaine", None),
        ("Rapport d'activité 2021-2022", "2022-02-28", "tenue", "2021-04-06"),
    ]


def test_un_bilan_de_la_structure_est_un_rapport() -> None:
    bilan = BilanAnnuel(identifiant="bilan", structure="cpts", annee=2020, transmis_le="2021-01-20")
    objet = attrs.evolve(SOUS_CONTRAT, structure="cpts")
    assert rapports(objet, "2021-06-01", Registre().avec(bilan))[0] == (
        "Rapport d'activité 2020-2021",
        "2021-02-28",
        "tenue",
        "2021-01-20",
    )


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2020-03-01", ("Solde de l'ACI pour l'année 2020", "2021-04-01", "2021-04-30", "a_venir")),
        ("2021-04-01", ("Solde de l'ACI pour l'année 2020", "2021-04-01", "2021-04-30", "a_venir")),
        ("2021-04-30", ("Solde de l'ACI pour l'année 2020", "2021-04-01", "2021-04-30", "incertaine")),
        ("2021-05-01", ("Solde de l'ACI pour l'année 2021", "2022-04-01", "2022-04-30", "a_venir")),
        # The term is in 2025: the balance of that year is the last.
        ("2026-04-30", ("Solde de l'ACI pour l'année 2025", "2026-04-01", "2026-04-30", "incertaine")),
        ("2026-05-01", None),
    ],
)
def test_le_solde_d_une_msp_se_verse_en_avril_de_l_annee_suivante(au: str, attendu: tuple[str, ...] | None) -> None:
    objet = msp(DEPOT, VALIDATION, CONTRAT)
    soldes = [e for e in cycle.echeances(objet, RIEN, au=jour(au)) if e.code == "ACIM-007"]
    dits = [(e.libelle, str(e.limite_le), str(e.au_plus_tard_le), e.statut.value) for e in soldes]
    assert dits == ([] if attendu is None else [attendu])
    assert all(e.acteurs == (Q.CPAM,) and "le jour n'a pas été lu" in e.calcul for e in soldes)
    assert not [e for e in cycle.echeances(objet, RIEN, au=jour(au)) if e.code == "CPTS-010"]


def avenante(**champs: Any) -> Registre:
    avenant = Avenant(objets=(ObjetAvenant.RENOUVELLEMENT,), **champs)
    return Registre().avec(
        Convention(
            identifiant="aci", nature=NatureConvention.ACI_CPTS, parties=("cpts", "ars", "cpam"), avenants=(avenant,)
        )
    )


def test_un_avenant_de_renouvellement_prolonge_le_contrat() -> None:
    objet = cpts(DEPOT, VALIDATION, attrs.evolve(CONTRAT, convention="aci"))
    registre = avenante(signe_le="2025-01-15", prend_effet_le="2025-03-01", duree_mois=24)
    terme = "Terme du contrat"
    assert str(une(objet, terme, "2025-02-28", registre).limite_le) == "2025-02-28"
    assert str(une(objet, terme, "2025-03-01", registre).limite_le) == "2027-03-01"
    sans_duree = avenante(signe_le="2025-01-15")
    assert str(une(objet, terme, "2025-03-01", sans_duree).limite_le) == "2030-01-15"
    autre = Registre().avec(
        attrs.evolve(registre["aci"], avenants=(Avenant(objets=(ObjetAvenant.MISSIONS,), signe_le="2025-01-15"),))
    )
    assert str(une(objet, terme, "2025-03-01", autre).limite_le) == "2025-02-28"


# -- how a delay ends ---------------------------------------------------------------------------------------------


def test_une_echeance_porte_la_regle_de_fin_de_son_delai() -> None:
    terme = une(SOUS_CONTRAT, "Terme du contrat", "2020-03-01")
    assert terme.fin is FIN_NON_LUE
    assert (FIN_NON_LUE.reportee, FIN_NON_LUE.fiabilite) == (None, Fiabilite.NON_VERIFIEE)
    assert terme.calcul.endswith(" ; ou le jour ouvré suivant, le texte lu ne le dit pas")
    assert "faute d'un texte lu" in FIN_NON_LUE.sources[0].reference
    assert une(SOUS_CONTRAT, "Anniversaire", "2020-03-01").fin is None


@pytest.mark.parametrize(
    ("reportee", "attendu"),
    [
        # Sunday 1 November 2020 is a holiday; the next working day is Monday 2.
        (None, ("2020-11-01", "2020-11-02")),
        (False, ("2020-11-01", "2020-11-01")),
        (True, ("2020-11-02", "2020-11-02")),
    ],
)
def test_un_texte_lu_donnerait_un_seul_jour(reportee: bool | None, attendu: tuple[str, str]) -> None:  # noqa: FBT001
    lu = attrs.evolve(FIN_NON_LUE, reportee=reportee)
    delai = attrs.evolve(CONTRAT_CPTS, mois=2, fin=lu)
    assert tuple(map(str, delai.bornes(date(2020, 9, 1)))) == attendu


def test_un_jour_ouvre_ne_se_reporte_pas() -> None:
    delai = attrs.evolve(CONTRAT_CPTS, mois=2, fin=attrs.evolve(FIN_NON_LUE, reportee=True))
    assert delai.bornes(date(2020, 9, 3)) == (date(2020, 11, 3), date(2020, 11, 3))


# -- the ends of the calendar -------------------------------------------------------------------------------------


@pytest.mark.parametrize("le", ["9994-12-31", "9995-02-28", "9998-06-15", "9999-01-01", "9999-12-31"])
def test_les_derniers_jours_du_calendrier_ne_cassent_rien(le: str) -> None:
    signe = attrs.evolve(CONTRAT, effet_le=DatePartielle.lire(le))
    for objet in (cpts(DEPOT, VALIDATION, signe), msp(DEPOT, VALIDATION, signe)):
        for au in (le, "9999-12-31"):
            echeances = cycle.echeances(objet, RIEN, au=jour(au))
            assert "Terme du contrat, à renouveler" in {e.libelle for e in echeances}
            assert all(e.limite_le is None or e.limite_le >= jour(le) for e in echeances)


def test_un_usage_au_bout_du_calendrier() -> None:
    procedure = ProcedureRegionale(
        identifiant="procedure",
        nom="Procédure",
        nature=NatureProjet.CPTS,
        region="76",
        etapes=(EtapeProcedure(acte=A.ACCORD_LETTRE_INTENTION, delai_mois=3, nature_delai=NatureDelai.USUEL),),
    )
    region = Territoire(identifiant="occitanie", nom="Occitanie", nature=NatureTerritoire.REGION, region="76")
    lettre = fait(A.DEPOT_LETTRE_INTENTION, "9999-11-30", Q.PORTEURS)
    objet = attrs.evolve(cpts(lettre), territoire="occitanie")
    (usage,) = cycle.echeances(objet, Registre().avec(procedure, region), au=date(9999, 12, 1))
    assert (usage.limite_le, usage.au_plus_tard_le, usage.statut.value) == (None, None, "incertaine")


# -- an undated event ---------------------------------------------------------------------------------------------


def test_un_evenement_sans_date_a_eu_lieu_avant_d_etre_ecrit() -> None:
    """Its source is dated by its year, of which a half was still to come on the day of the entry."""
    lettre = fait(
        A.DEPOT_LETTRE_INTENTION, None, Q.PORTEURS, provenance=publie("2024"), enregistre_le=jour("2024-06-03")
    )
    assert lettre.intervalle == (None, date(2024, 6, 3))
    assert etat(cpts(lettre), "2024-06-03") == "lettre_intention_deposee"
    ancienne = attrs.evolve(lettre, provenance=publie("2024-05-02"))
    assert ancienne.intervalle == (None, date(2024, 5, 2))
