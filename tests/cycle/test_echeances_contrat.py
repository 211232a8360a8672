"""Deadlines of a contract: missions, anniversaries, term, SISA, what decisions asked. Each day computed by hand."""

from typing import Any

import attrs
import pytest
from tests.cycle.outils import Q, annuler, cpts, fait, jour, msp

from soinsprimaires import (
    MSP,
    Acte,
    Avenant,
    AvisComite,
    Convention,
    Estimation,
    FormeDatee,
    FormeJuridique,
    MissionCPTS,
    NatureConvention,
    NuanceNombre,
    ObjetAvenant,
    PeriodePartielle,
    ProchaineEtape,
    Projet,
    Registre,
    Reserve,
    StatutEtape,
    cycle,
)

A = Acte
RIEN = Registre()
DEPOT = fait(A.DEPOT_PROJET, "2019-10-01", Q.PORTEURS, recu_le="2019-10-01")
VALIDATION = fait(A.VALIDATION_PROJET, "2019-11-04", Q.ARS)


def signee(le: str | None, **champs: Any) -> Projet:
    return cpts(DEPOT, VALIDATION, fait(A.SIGNATURE_CONTRAT, le, Q.STRUCTURE, Q.ARS, Q.CPAM, **champs))


def maison(le: str, **champs: Any) -> Projet:
    depot, validation = fait(A.DEPOT_PROJET, "2019-10-01", Q.PORTEURS), VALIDATION
    contrat = fait(A.SIGNATURE_CONTRAT, le, Q.STRUCTURE, Q.ARS, Q.CPAM)
    return attrs.evolve(msp(depot, validation, contrat), **champs)


def jours(objet: Projet, libelle: str, au: str, registre: Registre = RIEN) -> tuple[str, str, str]:
    (une,) = (e for e in cycle.echeances(objet, registre, au=jour(au)) if e.libelle.startswith(libelle))
    return str(une.limite_le), str(une.au_plus_tard_le), une.statut.value


ACCES_DEMARREE, ACCES_DEPLOYEE = "Mission « accès aux soins » démarrée", "Mission « accès aux soins » déployée"
PARCOURS_DEMARREE, CRISES = "Mission « parcours pluriprofessionnels » démarrée", "Mission « réponse aux crises"
TERME, ANNIVERSAIRE = "Terme du contrat", "Anniversaire du contrat"


# -- missions -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signature", "acces", "parcours"),
    [
        pytest.param(
            "2023-08-31", ("2024-02-29", "2024-03-01"), ("2024-08-31", "2024-09-02"), id="31 août, bissextile"
        ),
        pytest.param("2024-08-31", ("2025-02-28", "2025-03-03"), ("2025-08-31", "2025-09-01"), id="31 août, ordinaire"),
        pytest.param("2024-02-29", ("2024-08-29", "2024-08-30"), ("2025-02-28", "2025-03-03"), id="29 février"),
        pytest.param("2024-07-01", ("2025-01-01", "2025-01-02"), ("2025-07-01", "2025-07-02"), id="jour de l'an"),
        pytest.param("2023-11-08", ("2024-05-08", "2024-05-10"), ("2024-11-08", "2024-11-12"), id="8 mai et Ascension"),
        pytest.param("2024-02-15", ("2024-08-15", "2024-08-16"), ("2025-02-15", "2025-02-17"), id="15 août, samedi"),
        pytest.param("2022-06-25", ("2022-12-25", "2022-12-26"), ("2023-06-25", "2023-06-26"), id="Noël un dimanche"),
        pytest.param("2020-10-05", ("2021-04-05", "2021-04-06"), ("2021-10-05", "2021-10-06"), id="lundi de Pâques"),
    ],
)
def test_les_missions_d_un_contrat(signature: str, acces: tuple[str, str], parcours: tuple[str, str]) -> None:
    objet = signee(signature)
    assert jours(objet, ACCES_DEMARREE, signature)[:2] == acces
    assert jours(objet, PARCOURS_DEMARREE, signature)[:2] == parcours


def test_un_contrat_date_au_mois_donne_des_bornes() -> None:
    # From 1 to 29 February: six months later, 1 to 29 August, a Thursday; the next working day is the 30th.
    assert jours(signee("2024-02"), ACCES_DEMARREE, "2024-03-01") == ("2024-08-01", "2024-08-30", "a_venir")
    assert jours(signee("2024-02"), ACCES_DEMARREE, "2024-08-15")[2] == "incertaine"
    assert jours(signee("2024-02"), ACCES_DEMARREE, "2024-08-31")[2] == "depassee"


def test_un_contrat_qui_ne_peut_preceder_l_accord() -> None:
    """Dated by its year only: no contract precedes 25 August 2019."""
    objet = cpts(
        fait(A.REPRISE, "2019-01-01", etat="projet_valide"),
        fait(A.SIGNATURE_CONTRAT, "2019", Q.STRUCTURE, Q.ARS, Q.CPAM),
    )
    assert jours(objet, ACCES_DEMARREE, "2020-01-01") == ("2020-02-25", "2020-07-01", "incertaine")


@pytest.mark.parametrize(
    ("signature", "attendu"),
    [
        # What the amendment asks of a contract that it found was not read: no day, nor certainty of none.
        ("2022-03-30", [("None", "None", "incertaine"), ("None", "None", "incertaine")]),
        ("2022-03-31", [("2022-09-30", "2022-10-03", "a_venir"), ("2023-09-30", "2023-10-02", "a_venir")]),
        # Some day of March, or since 2022: on 30 March it would have no day at all.
        ("2022-03", [("None", "None", "incertaine"), ("None", "None", "incertaine")]),
        ("2022/..", [("None", "None", "incertaine"), ("None", "None", "incertaine")]),
    ],
)
def test_les_crises_sanitaires_ne_sont_demandees_que_depuis_l_avenant_2(
    signature: str, attendu: list[tuple[str, str, str]]
) -> None:
    dues = [e for e in cycle.echeances(signee(signature), RIEN, au=jour("2022-04-01")) if e.libelle.startswith(CRISES)]
    assert [(str(e.limite_le), str(e.au_plus_tard_le), e.statut.value) for e in dues] == attendu


def test_une_mission_tenue_l_est_du_jour_ou_elle_demarre() -> None:
    demarrage = fait(A.DEMARRAGE_MISSION, "2024-10-01", Q.STRUCTURE, mission=MissionCPTS.ACCES_AUX_SOINS)
    objet = cpts(*signee("2024-02-29").journal, demarrage)
    statuts = [jours(objet, ACCES_DEMARREE, le)[2] for le in ("2024-08-29", "2024-08-30", "2024-08-31", "2024-10-01")]
    assert statuts == ["a_venir", "incertaine", "depassee", "tenue"]
    assert jours(objet, ACCES_DEPLOYEE, "2024-10-01") == ("2025-08-29", "2025-09-01", "a_venir")
    sans = cpts(*objet.journal, annuler(demarrage, "annulation"))
    assert jours(sans, ACCES_DEMARREE, "2024-10-01")[2] == "depassee"


def test_chaque_mission_est_tenue_de_son_propre_jour() -> None:
    faits = [
        fait(acte, le, Q.STRUCTURE, mission=mission)
        for acte, le, mission in (
            (A.DEMARRAGE_MISSION, "2024-10-01", MissionCPTS.ACCES_AUX_SOINS),
            (A.DEPLOIEMENT_MISSION, "2024-12-02", MissionCPTS.PARCOURS),
            (A.DEPLOIEMENT_MISSION, "2025-03-03", MissionCPTS.ACCES_AUX_SOINS),
        )
    ]
    objet = cpts(*signee("2024-02-29").journal, *faits)
    tenues = {e.libelle: str(e.tenue_le) for e in cycle.echeances(objet, RIEN, au=jour("2025-04-01")) if e.tenue_le}
    assert tenues == {
        "Mission « accès aux soins » démarrée": "2024-10-01",
        "Mission « accès aux soins » déployée": "2025-03-03",
        # Nobody wrote when it was started: by the day on which it was deployed.
        "Mission « parcours pluriprofessionnels » démarrée": "../2024-12-02",
        "Mission « parcours pluriprofessionnels » déployée": "2024-12-02",
    }


# -- term and anniversaries ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signature", "terme"),
    [
        ("2020-02-29", ("2025-02-28", "2025-03-03")),
        ("2019-12-31", ("2024-12-31", "2025-01-02")),
        ("2020-05-01", ("2025-05-01", "2025-05-02")),
        ("2019-11-11", ("2024-11-11", "2024-11-12")),
    ],
)
def test_le_terme_tombe_cinq_ans_apres(signature: str, terme: tuple[str, str]) -> None:
    assert jours(signee(signature), TERME, signature) == (*terme, "a_venir")


def test_l_anniversaire_d_un_29_fevrier_se_calcule_de_la_signature() -> None:
    objet = signee("2020-02-29")
    assert [jours(objet, ANNIVERSAIRE, au)[0] for au in ("2020-03-01", "2021-03-01", "2023-03-01", "2024-02-28")] == [
        "2021-02-28",
        "2022-02-28",
        "2024-02-29",
        "2024-02-29",
    ]


def rapports(objet: Projet, au: str, registre: Registre = RIEN) -> dict[str, tuple[str, str, str]]:
    return {
        e.libelle.removeprefix("Rapport d'activité "): (str(e.limite_le), str(e.au_plus_tard_le), e.statut.value)
        for e in cycle.echeances(objet, registre, au=jour(au))
        if e.libelle.startswith("Rapport")
    }


def test_un_contrat_date_au_mois_a_ses_anniversaires_a_un_mois_pres() -> None:
    """To say nothing would be to say that no report was due: of the contract of any day of the month, two were."""
    objet = signee("2020-02")
    assert jours(objet, ANNIVERSAIRE, "2020-03-01") == ("2021-02-01", "2021-02-28", "a_venir")
    assert jours(objet, TERME, "2020-03-01") == ("2025-02-01", "2025-03-03", "a_venir")
    assert rapports(objet, "2022-03-01") == {
        "2020-2021": ("2021-02-01", "2021-02-28", "depassee"),
        "2021-2022": ("2022-02-01", "2022-02-28", "depassee"),
        "2022-2023": ("2023-02-01", "2023-02-28", "a_venir"),
    }
    assert rapports(objet, "2022-02-10")["2021-2022"][2] == "incertaine"
    assert rapports(objet, "2022-02-10")["2022-2023"][2] == "incertaine"


def test_le_prochain_anniversaire_peut_etre_de_l_annee_suivante_quand_le_jour_est_peut_etre_passe() -> None:
    """Of a contract of 1 February the anniversary is over on the 10th; of one of the 20th it is to come."""
    objet = signee("2020-02")
    assert jours(objet, ANNIVERSAIRE, "2022-02-01") == ("2022-02-01", "2022-02-28", "a_venir")
    assert jours(objet, ANNIVERSAIRE, "2022-02-10") == ("2022-02-10", "2023-02-10", "a_venir")
    assert jours(objet, ANNIVERSAIRE, "2022-02-28") == ("2022-02-28", "2023-02-28", "a_venir")
    assert jours(objet, ANNIVERSAIRE, "2022-03-01") == ("2023-02-01", "2023-02-28", "a_venir")
    assert jours(objet, ANNIVERSAIRE, "2025-02-10") == ("2025-02-10", "2025-02-28", "incertaine")


def test_un_contrat_date_sans_annee_certaine_a_des_anniversaires_sans_jour() -> None:
    for vague in ("2019~", "../2020-02-29"):
        assert rapports(signee(vague), "2022-03-01") == {}
        (dit,) = (e for e in cycle.echeances(signee(vague), RIEN, au=jour("2022-03-01")) if e.code == "CPTS-010")
        assert (dit.limite_le, dit.au_plus_tard_le, dit.statut.value) == (None, None, "incertaine")
        assert dit.calcul == "chaque année à la date du contrat, qui n'est pas assez connue"


def test_un_contrat_de_l_une_ou_de_l_autre_annee_a_des_anniversaires_et_des_rapports_a_verifier() -> None:
    """Around December 2019, from November to January: whether its first report is of 2019-2020, nothing tells."""
    objet = signee("2019-12~")
    assert jours(objet, ANNIVERSAIRE, "2022-03-01") == ("2022-11-01", "2023-01-31", "a_venir")
    assert rapports(objet, "2022-03-01") == {
        "2019-2020 ou 2020-2021": ("2020-11-01", "2021-01-31", "incertaine"),
        "2020-2021 ou 2021-2022": ("2021-11-01", "2022-01-31", "incertaine"),
        "2021-2022 ou 2022-2023": ("2022-11-01", "2023-01-31", "incertaine"),
    }


def renouvelee(signature: str, le: str | None, *suite: Any) -> Projet:
    renouvellement = fait(A.RENOUVELLEMENT, le, Q.STRUCTURE, Q.ARS, Q.CPAM)
    return cpts(*signee(signature).journal, renouvellement, *suite)


@pytest.mark.parametrize("le", [None, "../2021-06-30"])
@pytest.mark.parametrize("au", ["2023-06-15", "2026-03-15"])
def test_un_renouvellement_sans_premier_jour_peut_avoir_coupe_chaque_annee(le: str | None, au: str) -> None:
    """Signed on 1 January 2020; renewed on 30 June 2021, no report was due on 1 January 2022, nor an anniversary."""
    objet = renouvelee("2020-01-01", le)
    assert {statut for _, _, statut in rapports(objet, au).values()} == {"incertaine"}
    assert jours(objet, ANNIVERSAIRE, au) == ("None", "None", "incertaine")


def test_un_rapport_envoye_apres_un_renouvellement_possible_n_est_peut_etre_pas_de_l_annee_d_avant() -> None:
    """Renewed on 1 January 2021, the first year ended that day: the report of 1 February is not surely its own."""
    envoye = fait(A.RAPPORT_TRANSMIS, "2021-02-01", Q.STRUCTURE)
    (annee,) = rapports(renouvelee("2020-03-01", "2021", envoye), "2021-02-15").values()
    assert annee == ("2021-01-01", "2021-03-01", "incertaine")
    avant = fait(A.RAPPORT_TRANSMIS, "2020-12-01", Q.STRUCTURE)
    assert rapports(renouvelee("2020-03-01", "2021", avant), "2021-02-15")["2020-2021"][2] == "tenue"


def test_une_annee_que_coupe_un_renouvellement_finit_apres_avoir_commence() -> None:
    """Renewed on 1 June 2022, from that day or from the term of 1 or 2 January 2025: two years may never have been."""
    objet = renouvelee("2020-01-01", "2022-06-01")
    assert rapports(objet, "2026-03-15") == {
        "2020-2021": ("2021-01-01", "2021-01-01", "depassee"),
        "2021-2022": ("2022-01-01", "2022-01-01", "depassee"),
        "2022-2022 ou 2022-2023": ("2022-06-01", "2023-01-01", "incertaine"),
        "2023-2023 ou 2023-2024": ("2023-01-01", "2024-01-01", "incertaine"),
        "2024-2024 ou 2024-2025": ("2024-01-01", "2025-01-01", "incertaine"),
    }


def test_un_contrat_du_jour_de_l_an_renouvele_en_decembre_garde_ses_anniversaires() -> None:
    """From 15 December 2024, or from the term: 1 January 2025, or the 2nd."""
    objet = renouvelee("2020-01-01", "2024-12-15")
    assert jours(objet, ANNIVERSAIRE, "2026-03-15") == ("2026-12-15", "2027-01-02", "a_venir")
    dus = rapports(objet, "2026-03-15")
    assert [*dus] == [
        "2020-2021",
        "2021-2022",
        "2022-2023",
        "2023-2024",
        "2024-2024 ou 2024-2025",
        "2024-2025 ou 2025-2026",
        "2025-2026 ou 2026-2027",
    ]
    assert dus["2024-2025 ou 2025-2026"] == ("2025-12-15", "2026-01-02", "incertaine")


def test_un_renouvellement_signe_avant_le_terme_part_de_l_un_ou_de_l_autre() -> None:
    """Of a contract of 30 June 2020, signed again on 20 June 2025: nothing tells that ten days were given up."""
    renouvele = cpts(*signee("2020-06-30").journal, fait(A.RENOUVELLEMENT, "2025-06-20", Q.STRUCTURE, Q.ARS, Q.CPAM))
    assert jours(renouvele, TERME, "2025-06-19") == ("2025-06-30", "2025-07-01", "a_venir")
    assert jours(renouvele, TERME, "2025-06-20") == ("2030-06-20", "2030-07-02", "a_venir")
    assert rapports(renouvele, "2025-06-25")["2024-2025"] == ("2025-06-20", "2025-06-30", "incertaine")
    assert rapports(renouvele, "2025-07-01")["2024-2025"] == ("2025-06-20", "2025-06-30", "depassee")
    assert rapports(renouvele, "2026-11-30")["2025-2026"] == ("2026-06-20", "2026-07-01", "depassee")
    assert jours(renouvele, ANNIVERSAIRE, "2026-11-30") == ("2027-06-20", "2027-07-01", "a_venir")


def test_un_contrat_date_a_l_annee_laisse_au_renouvellement_deux_departs() -> None:
    """Signed some day of 2020, its term may be before the renewal of 20 June 2025, or on 2 January 2026."""
    renouvele = cpts(*signee("2020").journal, fait(A.RENOUVELLEMENT, "2025-06-20", Q.STRUCTURE, Q.ARS, Q.CPAM))
    assert jours(renouvele, TERME, "2026-11-30") == ("2030-06-20", "2031-01-03", "a_venir")
    sur = cpts(*signee("2020-05").journal, fait(A.RENOUVELLEMENT, "2025-06-20", Q.STRUCTURE, Q.ARS, Q.CPAM))
    assert jours(sur, TERME, "2026-11-30") == ("2030-06-20", "2030-06-21", "a_venir")


def test_un_renouvellement_date_a_l_annee_n_efface_pas_les_rapports_d_avant() -> None:
    renouvele = cpts(*signee("2020-06-30").journal, fait(A.RENOUVELLEMENT, "2025", Q.STRUCTURE, Q.ARS, Q.CPAM))
    for au in ("2025-05-02", "2026-11-30"):
        statuts = {annee: statut for annee, (_, _, statut) in rapports(renouvele, au).items()}
        assert set(statuts) >= {"2020-2021", "2021-2022", "2022-2023", "2023-2024", "2024-2025"}
        assert statuts["2020-2021"] == ("incertaine" if au == "2025-05-02" else "depassee")


def test_un_renouvellement_tardif_ne_fait_pas_d_annee_de_plus() -> None:
    renouvele = cpts(*signee("2020-06-10").journal, fait(A.RENOUVELLEMENT, "2025-06-20", Q.STRUCTURE, Q.ARS, Q.CPAM))
    assert [*rapports(renouvele, "2026-01-15")][-2:] == ["2024-2025", "2025-2026"]


def test_un_renouvellement_fait_courir_cinq_autres_annees() -> None:
    renouvele = cpts(*signee("2020-01-31").journal, fait(A.RENOUVELLEMENT, "2025-01-31", Q.STRUCTURE, Q.ARS, Q.CPAM))
    assert jours(renouvele, TERME, "2025-01-30") == ("2025-01-31", "2025-02-03", "a_venir")
    assert jours(renouvele, TERME, "2025-01-31") == ("2030-01-31", "2030-02-01", "a_venir")
    assert jours(renouvele, ANNIVERSAIRE, "2025-02-01")[0] == "2026-01-31"
    # The missions still run from the first contract.
    assert jours(renouvele, ACCES_DEMARREE, "2025-02-01") == ("2020-07-31", "2020-08-03", "depassee")


@pytest.mark.parametrize(
    ("au_journal", "a_l_avenant", "terme"),
    [
        # Two years of contract from the act, a Sunday; then three from the amendment, a Sunday too.
        ("2025-01-31", "2022-01-31", ("2027-01-31", "2027-02-01", "a_venir")),
        ("2022-01-31", "2025-08-31", ("2028-08-31", "2028-09-01", "a_venir")),
    ],
    ids=["l'acte du journal est le plus tardif", "l'avenant est le plus tardif"],
)
def test_le_terme_part_du_renouvellement_le_plus_tardif(
    au_journal: str, a_l_avenant: str, terme: tuple[str, str, str]
) -> None:
    """A contract is renewed by an act of the journal or by an amendment: the order of time decides, not where it is."""
    avenant = Avenant(objets=(ObjetAvenant.RENOUVELLEMENT,), prend_effet_le=a_l_avenant, duree_mois=36)
    registre = convention(duree_mois=24, avenants=(avenant,))
    journal = (
        *signee("2020-01-31", convention="aci").journal,
        fait(A.RENOUVELLEMENT, au_journal, Q.STRUCTURE, Q.ARS, Q.CPAM),
    )
    assert jours(cpts(*journal), TERME, "2026-01-15", registre) == terme


def renouvellement(**champs: Any) -> Avenant:
    return Avenant(objets=(ObjetAvenant.RENOUVELLEMENT,), **champs)


def test_deux_avenants_signes_avant_le_terme_sont_deux_renouvellements() -> None:
    """Until 1 or 3 March 2025; then twelve months, then sixty: which of the two runs in June 2025, nothing tells.

    Twelve months from 1 December 2024 at the soonest; at the latest from 3 March 2025, that is until 4 March 2026, from
    which sixty more lead to 4 or 5 March 2031.
    """
    avenants = (renouvellement(signe_le="2024-12-01", duree_mois=12), renouvellement(signe_le="2025-02-01"))
    for duree in (None, 60):
        registre = convention(avenants=(avenants[0], attrs.evolve(avenants[1], duree_mois=duree)))
        objet = signee("2020-03-01", convention="aci")
        assert jours(objet, TERME, "2025-06-01", registre) == ("2025-12-01", "2031-03-05", "incertaine")


def test_un_renouvellement_qui_a_peut_etre_eu_lieu_dure_ce_qu_il_dit() -> None:
    """Some day of 2025, for 84 months: from 31 December, a Wednesday, to 31 December 2032 or Monday 3 January 2033."""
    registre = convention(avenants=(renouvellement(prend_effet_le="2025", duree_mois=84),))
    objet = signee("2020-03-01", convention="aci")
    assert jours(objet, TERME, "2025-06-01", registre) == ("2025-03-01", "2033-01-03", "incertaine")


def test_un_renouvellement_dit_deux_fois_dure_ce_que_dit_l_avenant() -> None:
    """Thirty-six months from 20 June 2025, or from the term: 30 June or 1 July, to Saturday 1 July 2028 or Monday 3."""
    registre = convention(avenants=(renouvellement(signe_le="2025-06-10", duree_mois=36),))
    acte = fait(A.RENOUVELLEMENT, "2025-06-20", Q.STRUCTURE, Q.ARS, Q.CPAM)
    objet = cpts(*signee("2020-06-30", convention="aci").journal, acte)
    assert jours(objet, TERME, "2026-01-15", registre) == ("2028-06-20", "2028-07-03", "a_venir")


def test_un_acte_et_un_avenant_dont_on_ne_sait_lequel_suit_l_autre_sont_peut_etre_deux_renouvellements() -> None:
    """Both of January 2025: thirty-six months from 1 January, or after the five years that begin on 3 March 2025."""
    registre = convention(avenants=(renouvellement(signe_le="2025-01", duree_mois=36),))
    acte = fait(A.RENOUVELLEMENT, "2025-01", Q.STRUCTURE, Q.ARS, Q.CPAM)
    objet = cpts(*signee("2020-03-01", convention="aci").journal, acte)
    assert jours(objet, TERME, "2026-01-15", registre) == ("2028-01-01", "2033-03-07", "incertaine")
    # What follows a renewal that is one or two is no surer.
    suite = fait(A.RENOUVELLEMENT, "2025-02-03", Q.STRUCTURE, Q.ARS, Q.CPAM)
    assert jours(cpts(*objet.journal, suite), TERME, "2026-01-15", registre)[2] == "incertaine"


def test_un_avenant_qui_suit_peut_etre_le_terme_n_est_pas_surement_le_renouvellement_d_avant() -> None:
    """Of a contract of 2020, renewed on 23 March 2022: the amendment of September 2025 may be another renewal."""
    registre = convention(avenants=(renouvellement(prend_effet_le="2025-09", duree_mois=12),))
    acte = fait(A.RENOUVELLEMENT, "2022-03-23", Q.STRUCTURE, Q.ARS, Q.CPAM)
    objet = cpts(*signee("2020", convention="aci").journal, acte)
    assert {statut for _, _, statut in rapports(objet, "2026-03-10", registre).values()} == {"incertaine"}


def test_un_contrat_echu_ou_resilie_n_a_plus_d_echeance() -> None:
    objet = signee("2020-01-31")
    for acte in (A.EXPIRATION, A.RESILIATION):
        fini = cpts(*objet.journal, fait(acte, "2025-01-31", Q.STRUCTURE, motif="fin"))
        assert cycle.echeances(fini, RIEN, au=jour("2025-01-31")) == ()


@pytest.mark.parametrize(
    ("acte", "le"), [(A.RESILIATION, "2023-05-02"), (A.RESILIATION, "2023"), (A.EXPIRATION, "2025-01-31")]
)
def test_un_contrat_qui_a_pris_fin_se_signe_de_nouveau(acte: A, le: str) -> None:
    """Terminated by the CPAM, or come to its term, and signed anew: the second contract alone makes anything due."""
    fini = cpts(*signee("2020-01-31").journal, fait(acte, le, Q.CPAM, motif="rapport absent"))
    objet = cycle.appliquer(fini, fait(A.SIGNATURE_CONTRAT, "2025-03-03", Q.STRUCTURE, Q.ARS, Q.CPAM))
    assert cycle.etat(objet, au=jour("2025-03-03")) is cycle.EtatCPTS.CONTRAT_SIGNE
    assert str(cycle.depuis(objet, au=jour("2025-03-03"))) == "2025-03-03"
    assert jours(objet, TERME, "2026-11-30") == ("2030-03-03", "2030-03-04", "a_venir")
    assert rapports(objet, "2026-11-30") == {
        "2025-2026": ("2026-03-03", "2026-03-03", "depassee"),
        "2026-2027": ("2027-03-03", "2027-03-03", "a_venir"),
    }


def convention(**champs: Any) -> Registre:
    return Registre().avec(
        Convention(identifiant="aci", nature=NatureConvention.ACI_CPTS, parties=("cpts", "ars", "cpam"), **champs)
    )


def test_les_delais_courent_de_l_effet_du_contrat_quand_il_le_dit() -> None:
    objet, registre = signee("2020-01-31", convention="aci"), convention(prend_effet_le="2020-03-01")
    assert jours(objet, ACCES_DEMARREE, "2020-03-02", registre) == ("2020-09-01", "2020-09-02", "a_venir")
    assert cycle.echeances(objet, registre, au=jour("2020-02-29")) == ()
    (terme,) = (e for e in cycle.echeances(objet, registre, au=jour("2020-03-02")) if e.libelle.startswith(TERME))
    assert (str(terme.limite_le), terme.calcul) == (
        "2025-03-01",
        "60 mois à compter de la date d'effet du contrat ; ou le jour ouvré suivant, le texte lu ne le dit pas",
    )


def test_un_contrat_dit_d_avant_l_accord_ne_fait_rien_courir_avant_lui() -> None:
    """Of 12 July 2019, which cannot be: what it makes due runs from 25 August, the first day that one may bear."""
    registre = convention(prend_effet_le="2019-07-12")
    objet = signee("2020-01-31", convention="aci")
    assert jours(objet, ACCES_DEMARREE, "2026-11-01", registre) == ("2020-02-25", "2020-02-26", "depassee")
    for echeance in cycle.echeances(objet, registre, au=jour("2026-11-01")):
        assert isinstance(echeance.avant_quand, str)


def test_une_convention_peut_dire_sa_duree() -> None:
    objet, registre = signee("2020-01-31", convention="aci"), convention(duree_mois=36)
    assert jours(objet, TERME, "2020-03-02", registre) == ("2023-01-31", "2023-02-01", "a_venir")
    assert jours(objet, ANNIVERSAIRE, "2022-03-02", registre)[0] == "2023-01-31"


# -- MSP ----------------------------------------------------------------------------------------------------------


def sisa(debut: str | None) -> MSP:
    periode = None if debut is None else PeriodePartielle(debut=debut)
    formes = (FormeDatee(forme=FormeJuridique.SISA, periode=periode),) if debut else ()
    return MSP(identifiant="msp", nom="Maison", formes=formes)


@pytest.mark.parametrize(
    ("debut", "au", "statut"),
    [
        # Of a house whose form is not recorded, nobody knows.
        (None, "2024-02-29", "incertaine"),
        (None, "2024-03-02", "incertaine"),
        ("2023-12-01", "2024-03-02", "tenue"),
        ("2024-03-02", "2024-03-01", "incertaine"),
        ("2024-03-02", "2024-03-02", "tenue"),
    ],
)
def test_la_sisa_se_constitue_dans_les_six_mois_du_contrat(debut: str | None, au: str, statut: str) -> None:
    objet = maison("2023-08-31", structure="msp")
    assert jours(objet, "Constitution de la SISA", au, Registre().avec(sisa(debut))) == (
        "2024-02-29",
        "2024-03-01",
        statut,
    )


def test_le_contrat_d_une_msp_qui_marche_deja() -> None:
    journal = maison("2023-08-31").journal
    marche = fait(A.MISE_EN_FONCTIONNEMENT, "2021-01-04", Q.STRUCTURE)
    objet = msp(*journal[:2], marche, journal[2])
    assert cycle.etat(objet, au=jour("2023-09-01")) is cycle.EtatMSP.EN_FONCTIONNEMENT
    assert jours(objet, TERME, "2023-09-01") == ("2028-08-31", "2028-09-01", "a_venir")
    assert cycle.echeances(objet, RIEN, au=jour("2023-08-30")) == ()
    # Two parties of three make no contract.
    seuls = msp(*journal[:2], marche, fait(A.SIGNATURE_CONTRAT, "2023-08-31", Q.STRUCTURE, Q.ARS))
    assert cycle.echeances(seuls, RIEN, au=jour("2023-09-01")) == ()


# -- decisions ----------------------------------------------------------------------------------------------------


def test_des_reserves_se_levent_avant_le_jour_dit() -> None:
    depot = fait(A.DEPOT_PROJET, "2024-01-15", Q.PORTEURS)
    avis = fait(A.AVIS_COMITE, "2024-02-15", Q.COMITE_REGIONAL, avis=AvisComite.AVEC_RESERVES, delai_le="2024-02-29")
    libelle = "Suite à donner : avis du comité"
    assert [jours(msp(depot, avis), libelle, le)[2] for le in ("2024-02-29", "2024-03-01")] == ["a_venir", "depassee"]
    demande = fait(A.DEMANDE_COMPLEMENTS, "2024-02-16", Q.ARS)
    reponse = fait(A.DEPOT_COMPLEMENTS, "2024-02-27", Q.PORTEURS)
    repondu = msp(depot, avis, demande, reponse)
    assert [jours(repondu, libelle, le)[2] for le in ("2024-02-26", "2024-02-27", "2024-03-15")] == [
        "a_venir",
        "tenue",
        "tenue",
    ]


def test_ce_que_le_projet_se_donne_est_une_echeance() -> None:
    but = ProchaineEtape(objet="déposer le projet de santé", echeance="2024-04")
    objet = attrs.evolve(msp(), prochaines_etapes=(but,))
    (echeance,) = cycle.echeances(objet, RIEN, au=jour("2024-02-01"))
    assert (echeance.code, echeance.libelle, echeance.calcul) == ("PROJET", but.objet, "que le projet se donne")
    assert [jours(objet, but.objet, le)[2] for le in ("2024-04-01", "2024-04-15", "2024-05-01")] == [
        "a_venir",
        "incertaine",
        "depassee",
    ]
    fait_ = attrs.evolve(objet, prochaines_etapes=(attrs.evolve(but, statut=StatutEtape.FAITE),))
    assert jours(fait_, but.objet, "2024-05-01")[2] == "tenue"
    laisse = attrs.evolve(objet, prochaines_etapes=(attrs.evolve(but, statut=StatutEtape.ABANDONNEE),))
    assert cycle.echeances(laisse, RIEN, au=jour("2024-05-01")) == ()
    abandon = attrs.evolve(objet, journal=(fait(A.ABANDON, "2024-02-15", Q.PORTEURS),))
    assert cycle.echeances(abandon, RIEN, au=jour("2024-05-01")) == ()


def test_chaque_reserve_a_son_jour_et_sa_levee() -> None:
    """Two reserves of one opinion: the first lifted in time, the second late; an answer alone says nothing of which."""
    depot = fait(A.DEPOT_PROJET, "2024-01-15", Q.PORTEURS)
    levee = Reserve(enonce="une convention avec le SAMU", delai_le="2024-02-29", levee_le="2024-02-20")
    reste = Reserve(enonce="des horaires", delai_le="2024-03-31")
    sans_jour = Reserve(enonce="?")
    reserves = (levee, reste, sans_jour)
    avis = fait(A.AVIS_PARTENAIRE, "2024-02-15", Q.URPS, avis=AvisComite.AVEC_RESERVES, reserves=reserves)
    un, deux = "Réserve à lever : une convention avec le SAMU", "Réserve à lever : des horaires"
    assert jours(msp(depot, avis), un, "2024-02-19") == ("2024-02-29", "2024-02-29", "a_venir")
    assert jours(msp(depot, avis), un, "2024-02-20")[2] == "tenue"
    assert jours(msp(depot, avis), deux, "2024-04-01") == ("2024-03-31", "2024-03-31", "depassee")
    assert not [e for e in cycle.echeances(msp(depot, avis), RIEN, au=jour("2024-04-01")) if e.libelle.endswith("?")]
    demande = fait(A.DEMANDE_COMPLEMENTS, "2024-02-16", Q.ARS)
    reponse = fait(A.DEPOT_COMPLEMENTS, "2024-03-05", Q.PORTEURS)
    assert jours(msp(depot, avis, demande, reponse), deux, "2024-04-01")[2] == "incertaine"


def test_le_fir_se_demande_et_s_accorde_sans_changer_l_etat() -> None:
    depot = fait(A.DEPOT_PROJET, "2024-01-15", Q.PORTEURS)
    cinquante = Estimation(valeur=50_000, unite="EUR")
    demande = fait(A.DEMANDE_FIR, "2024-02-01", Q.PORTEURS, montant=cinquante)
    trente = Estimation(valeur=30_000, nuance=NuanceNombre.AU_PLUS, unite="EUR")
    accord = fait(A.ACCORD_FIR, "2024-04", Q.ARS, montant=trente)
    suivi = msp(depot, demande, accord)
    assert cycle.etat(suivi, au=jour("2024-06-01")) is cycle.EtatMSP.PROJET_DEPOSE
    assert [ligne.evenement.montant for ligne in cycle.historique(suivi)][1] == cinquante


def test_un_jour_dit_au_mois_pres() -> None:
    depot = fait(A.DEPOT_PROJET, "2024-01-15", Q.PORTEURS)
    demande = fait(A.DEMANDE_COMPLEMENTS, "2024-02-15", Q.ARS, delai_le="2024-04")
    assert jours(msp(depot, demande), "Suite à donner", "2024-04-10") == ("2024-04-01", "2024-04-30", "incertaine")


# -- a contract that is suspended ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suite", "attendu"),
    [
        ((), "depassee"),
        ((fait(A.SUSPENSION, "2021-03-01", Q.ARS, motif="m"),), "incertaine"),
        ((fait(A.SUSPENSION, "2021-07-05", Q.ARS, motif="m"),), "incertaine"),
        ((fait(A.SUSPENSION, "2021-07-06", Q.ARS, motif="m"),), "depassee"),
        (
            (fait(A.SUSPENSION, "2021-03-01", Q.ARS, motif="m"), fait(A.LEVEE_SUSPENSION, "2021-04-01", Q.ARS)),
            "incertaine",
        ),
        ((fait(A.SUSPENSION, "2023-03-01", Q.ARS, motif="m"),), "depassee"),
    ],
    ids=["jamais", "avant", "le dernier jour", "le lendemain", "avant, et levee", "plus tard"],
)
def test_ce_qu_une_suspension_retarde_n_a_pas_ete_lu(suite: tuple[Any, ...], attendu: str) -> None:
    """Signed on 4 January 2021: six months, until 4 or 5 July; what was over before the suspension stays so."""
    suspendue = attrs.evolve(signee("2021-01-04"), journal=(*signee("2021-01-04").journal, *suite))
    assert jours(suspendue, ACCES_DEMARREE, "2022-08-01") == ("2021-07-04", "2021-07-05", attendu)


def test_une_mission_faite_sous_un_contrat_suspendu_est_tenue() -> None:
    suite = (
        fait(A.DEMARRAGE_MISSION, "2021-02-01", Q.STRUCTURE, mission=MissionCPTS.ACCES_AUX_SOINS),
        fait(A.SUSPENSION, "2021-03-01", Q.ARS, motif="m"),
    )
    suspendue = attrs.evolve(signee("2021-01-04"), journal=(*signee("2021-01-04").journal, *suite))
    assert jours(suspendue, ACCES_DEMARREE, "2022-08-01")[2] == "tenue"
    assert jours(suspendue, TERME, "2022-08-01")[2] == "incertaine"


def test_la_suspension_d_un_contrat_resilie_ne_touche_pas_le_suivant() -> None:
    """Suspended in 2020, terminated in 2021, signed anew on 1 March 2022: what the second makes due is sure."""
    suite = (
        fait(A.SUSPENSION, "2020-09-01", Q.ARS, motif="m"),
        fait(A.RESILIATION, "2021-01-04", Q.CPAM, motif="m"),
        fait(A.SIGNATURE_CONTRAT, "2022-03-01", Q.STRUCTURE, Q.ARS, Q.CPAM),
    )
    objet = cpts(*signee("2020-03-02").journal, *suite)
    assert jours(objet, TERME, "2024-06-01") == ("2027-03-01", "2027-03-02", "a_venir")
    assert jours(objet, ACCES_DEMARREE, "2024-06-01") == ("2022-09-01", "2022-09-02", "depassee")
