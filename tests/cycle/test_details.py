"""Details on which one answer turns: which of two events counts, and from which day."""

from datetime import date

import pytest
from tests.cycle.outils import Q, annuler, centre, codes, cpts, fait, jour

from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    ActiviteAgreee,
    Evenement,
    Lieu,
    LieuAnterieur,
    NatureTerritoire,
    PeriodePartielle,
    Rattachement,
    Registre,
    Site,
    Territoire,
    cycle,
)
from soinsprimaires.cycle.regions import region_de_structure

DENTAIRE = ActiviteAgreee.DENTAIRE


def test_un_journal_s_ecrit_a_la_suite_de_sa_derniere_ecriture() -> None:
    premier = fait(Acte.DEPOT_LETTRE_INTENTION, "2020-01-10", Q.PORTEURS, enregistre_le=date(2020, 2, 1))
    second = fait(Acte.REUNION_TENUE, "2020-03-10", Q.PORTEURS, enregistre_le=date(2020, 4, 1))
    entre = fait(Acte.REUNION_TENUE, "2020-03-20", Q.PORTEURS, enregistre_le=date(2020, 3, 31))
    assert codes(cpts(premier, second), entre) == ["cycle.enregistrement /enregistre_le"]
    memes = fait(Acte.REUNION_TENUE, "2020-03-20", Q.PORTEURS, enregistre_le=date(2020, 4, 1))
    assert codes(cpts(premier, second), memes) == []


@pytest.mark.parametrize("annulee", [0, 1])
def test_une_ecriture_datee_trop_tard_s_annule_avant_son_jour(annulee: int) -> None:
    """An annulment is held to no order; what is written next is held to what still stands."""
    premier = fait(Acte.DEPOT_LETTRE_INTENTION, "2020-01-10", Q.PORTEURS, enregistre_le=date(2020, 2, 1))
    second = fait(Acte.REUNION_TENUE, "2020-03-10", Q.PORTEURS, enregistre_le=date(2098, 1, 1))
    projet = cpts(premier, second)
    suite = fait(Acte.REUNION_TENUE, "2020-04-10", Q.PORTEURS, enregistre_le=date(2020, 5, 1))
    assert codes(projet, suite) == ["cycle.enregistrement /enregistre_le"]
    erreur = annuler(projet.journal[annulee], "erreur", enregistre_le=date(2020, 4, 1))
    assert codes(projet, erreur) == []
    sans = cycle.appliquer(projet, erreur)
    assert codes(sans, suite) == ([] if annulee == 1 else ["cycle.enregistrement /enregistre_le"])


@pytest.mark.parametrize(("le", "refuse"), [("2024-08-31", True), ("2024-09-01", False), ("2024-09-02", False)])
def test_l_annee_court_de_l_ouverture_du_centre_et_non_de_l_agrement_provisoire(le: str, *, refuse: bool) -> None:
    """Opened on 1 September 2023: definitive from 1 September 2024, however late the provisional agrément came."""

    def pour(acte: Acte, quand: str, par: Q) -> Evenement:
        return fait(acte, quand, par, site="site", activite=DENTAIRE)

    journal = (
        fait(Acte.REPRISE, "2023-06-01", Q.ARS, etat="recepisse_delivre"),
        fait(Acte.OUVERTURE, "2023-09-01", Q.GESTIONNAIRE),
        pour(Acte.DEMANDE_AGREMENT, "2023-09-02", Q.GESTIONNAIRE),
        pour(Acte.AGREMENT_PROVISOIRE, "2023-10-01", Q.ARS),
        pour(Acte.RETRAIT_AGREMENT, "2023-12-01", Q.ARS),
        pour(Acte.DEMANDE_AGREMENT, "2024-01-02", Q.GESTIONNAIRE),
        pour(Acte.AGREMENT_PROVISOIRE, "2024-03-01", Q.ARS),
    )
    raisons = codes(centre(*journal), pour(Acte.AGREMENT_DEFINITIF, le, Q.ARS))
    assert raisons == (["cycle.annee_provisoire /effet_le"] if refuse else [])


def test_l_agrement_d_une_autre_activite_ne_fait_pas_attendre_celle_ci() -> None:
    def pour(acte: Acte, quand: str, activite: ActiviteAgreee, par: Q = Q.ARS) -> Evenement:
        nom = f"{acte.value}-{activite.value}".replace("_", "-")
        return fait(acte, quand, par, site="site", activite=activite, identifiant=nom)

    autre = ActiviteAgreee.OPHTALMOLOGIQUE
    journal = (
        fait(Acte.REPRISE, "2023-06-01", Q.ARS, etat="ouvert"),
        pour(Acte.DEMANDE_AGREMENT, "2023-06-02", DENTAIRE, Q.GESTIONNAIRE),
        pour(Acte.AGREMENT_PROVISOIRE, "2023-07-01", DENTAIRE),
        pour(Acte.DEMANDE_AGREMENT, "2024-01-02", autre, Q.GESTIONNAIRE),
        pour(Acte.AGREMENT_PROVISOIRE, "2024-03-01", autre),
    )
    assert codes(centre(*journal), pour(Acte.AGREMENT_DEFINITIF, "2024-07-02", DENTAIRE)) == []


def test_un_site_qui_ouvre_n_a_pas_d_agrement_a_suivre() -> None:
    ouvert = centre(fait(Acte.SITE_OUVERT, "2024-01-10", Q.GESTIONNAIRE, site="site"))
    assert cycle.agrements(ouvert, au=jour("2024-06-01")) == {}


def test_la_decision_d_un_centre_qui_a_ferme_n_est_due_que_si_elle_fut_prise() -> None:
    def pour(acte: Acte, quand: str, activite: ActiviteAgreee, par: Q, **champs: object) -> Evenement:
        nom = f"{acte.value}-{activite.value}".replace("_", "-")
        return fait(acte, quand, par, site="site", activite=activite, identifiant=nom, **champs)

    autre = ActiviteAgreee.OPHTALMOLOGIQUE
    journal = (
        fait(Acte.REPRISE, "2023-06-01", Q.ARS, etat="ouvert"),
        pour(Acte.DEMANDE_AGREMENT, "2023-09-04", DENTAIRE, Q.GESTIONNAIRE, recu_le="2023-09-04"),
        pour(Acte.AGREMENT_PROVISOIRE, "2023-10-02", DENTAIRE, Q.ARS),
        pour(Acte.DEMANDE_AGREMENT, "2023-11-06", autre, Q.GESTIONNAIRE, recu_le="2023-11-06"),
    )

    def decisions(au: str, *suite: Evenement) -> list[tuple[str, str]]:
        echeances = cycle.echeances(centre(*journal, *suite), Registre(), au=jour(au))
        debut = "Décision sur la demande d'agrément ("
        return [(e.libelle.removeprefix(debut), e.statut.value) for e in echeances if e.libelle.startswith(debut)]

    assert decisions("2023-11-30") == [("dentaire, site)", "tenue"), ("ophtalmologique, site)", "a_venir")]
    ferme = fait(Acte.CESSATION, "2023-11-30", Q.GESTIONNAIRE)
    assert decisions("2023-11-30", ferme) == [("dentaire, site)", "tenue")]


def test_un_agrement_dont_l_activite_manque_n_a_pas_d_echeance() -> None:
    sans_activite = fait(Acte.AGREMENT_PROVISOIRE, "2023-07-01", Q.ARS, site="site")
    ouvert = centre(fait(Acte.REPRISE, "2023-06-01", Q.ARS, etat="ouvert"), sans_activite)
    assert cycle.echeances(ouvert, Registre(), au=jour("2024-01-01")) == ()


@pytest.mark.parametrize(("effet", "depart"), [("2022-03-30", None), ("2022-03-31", "du contrat")])
def test_la_mission_de_crise_oblige_les_contrats_du_jour_de_l_avenant(effet: str, depart: str | None) -> None:
    signe = cpts(
        fait(Acte.DEPOT_PROJET, "2021-01-10", Q.PORTEURS, recu_le="2021-01-10"),
        fait(Acte.VALIDATION_PROJET, "2021-03-01", Q.ARS),
        fait(Acte.SIGNATURE_CONTRAT, effet, Q.STRUCTURE, Q.ARS, Q.CPAM),
    )
    crises = [e for e in cycle.echeances(signe, Registre(), au=jour("2022-06-01")) if e.code == "CPTS-009"]
    if depart is None:
        assert {(e.limite_le, e.statut.value) for e in crises} == {(None, "incertaine")}
    else:
        assert [e.limite_le for e in crises] == [date(2022, 9, 30), date(2023, 9, 30)]
        assert all(f"mois à compter {depart} ;" in e.calcul for e in crises)


def test_un_ancien_territoire_ne_cache_pas_le_nouveau() -> None:
    territoires = (
        Territoire(identifiant="ancien", nom="Ancien", nature=NatureTerritoire.ACTION_CPTS, communes=("75056",)),
        Territoire(identifiant="nouveau", nom="Nouveau", nature=NatureTerritoire.ACTION_CPTS, communes=("32208",)),
    )
    communaute = CPTS(
        identifiant="cpts",
        nom="CPTS",
        territoires=(
            Rattachement(territoire="ancien", periode=PeriodePartielle(debut="2019-01-01", fin="2020-12-31")),
            Rattachement(territoire="nouveau", periode=PeriodePartielle(debut="2021-01-01")),
        ),
    )
    registre = Registre().avec(communaute, *territoires)
    assert region_de_structure(communaute, registre, au=date(2024, 7, 2)) == "76"


@pytest.mark.parametrize(("au", "region"), [(date(2016, 1, 1), "76"), (date(2020, 1, 1), "11")])
def test_la_region_est_celle_des_locaux_du_jour(au: date, region: str) -> None:
    # The house was in Lectoure until 2018, and is now in Paris.
    ancien = LieuAnterieur(lieu="lectoure", periode=PeriodePartielle(debut="2015-01-01", fin="2018-12-31"))
    maison = MSP(identifiant="msp", nom="MSP", sites=(Site(identifiant="s", lieu="paris", lieux_anterieurs=(ancien,)),))
    lieux = (
        Lieu(identifiant="lectoure", nom="Lectoure", commune="32208"),
        Lieu(identifiant="paris", nom="Paris", commune="75056"),
    )
    assert region_de_structure(maison, Registre().avec(maison, *lieux), au=au) == region
