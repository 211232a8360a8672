"""From the state that a source tells to the journal that leads to it, and what a later word adds to it."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires import Acte, DatePartielle, NatureProjet, Projet, Provenance, Registre
from soinsprimaires.cycle import ETATS, Etat, EtatCentreSante, EtatCPTS, EtatMSP, Suivi
from soinsprimaires.cycle.poursuite import dates_laissees, poursuivre
from soinsprimaires.cycle.reconstitution import EtatDit, reconstituer
from soinsprimaires.sources import NatureProvenance
from soinsprimaires.strategies import dates_partielles

OCTOBRE, NOVEMBRE = date(2026, 10, 31), date(2026, 11, 29)
EN_ATTENTE = {EtatCPTS.PROJET_DEPOSE, EtatCPTS.COMPLEMENTS_DEMANDES}


def dire(*etats: Etat, depuis: str | None = None, le: date = OCTOBRE, **autres: object) -> EtatDit:
    return EtatDit(
        le=le,
        etats=frozenset(etats),
        depuis=None if depuis is None else DatePartielle.lire(depuis),
        provenance=Provenance(titre="Feuille", publie_le=le),
        region="76",
        **autres,  # type: ignore[arg-type]
    )


def projet(nature: NatureProjet = NatureProjet.CPTS, dit: EtatDit | None = None) -> Projet:
    nu = Projet(identifiant="projet", nom="Projet", nature=nature)
    return nu if dit is None else attrs.evolve(nu, journal=reconstituer(nu, dit, Registre()))


def actes(le: Projet) -> list[tuple[str, str | None]]:
    return [(e.acte.value, None if e.effet_le is None else str(e.effet_le)) for e in le.journal]


def suite(avant: Projet, dit: EtatDit) -> tuple[list[tuple[str, str | None]], str | None]:
    dite = poursuivre(avant, dit, Registre())
    return [(e.acte.value, None if e.effet_le is None else str(e.effet_le)) for e in dite.evenements], dite.question


def test_une_saison_est_precedee_de_son_dernier_jour_au_plus_tard() -> None:
    depose = projet(dit=dire(EtatCPTS.PROJET_DEPOSE, depuis="2026-21"))
    assert actes(depose)[0] == ("depot_lettre_intention", "../2026-06-30")
    assert actes(depose)[-1] == ("depot_projet", "2026-21")


@given(
    nature=st.sampled_from(NatureProjet),
    donnees=st.data(),
    depuis=st.none() | dates_partielles().filter(lambda le: le.au_plus_tard is not None and le.au_plus_tard <= OCTOBRE),
)
def test_le_journal_mene_a_l_etat_qui_est_dit_et_depuis_ce_jour(
    nature: NatureProjet, donnees: st.DataObject, depuis: DatePartielle | None
) -> None:
    etat = donnees.draw(st.sampled_from(ETATS[nature]))
    dit = attrs.evolve(dire(etat), depuis=depuis)
    suivi = Suivi(projet(nature, dit), Registre(), OCTOBRE)
    assert suivi.etats_possibles == {etat} or (etat in EN_ATTENTE and etat in suivi.etats_possibles)
    if suivi.etat is not None and depuis is not None:
        assert suivi.depuis == depuis
    # Told again, it adds nothing.
    assert poursuivre(suivi.projet, attrs.evolve(dit, le=NOVEMBRE), Registre()).evenements == ()


def test_les_etapes_sautees_sont_deduites_au_plus_tard_a_la_date_qui_suit() -> None:
    depose = projet(dit=dire(EtatCPTS.PROJET_DEPOSE, depuis="2026-09-12"))
    assert actes(depose) == [
        ("depot_lettre_intention", "../2026-09-12"),
        ("accord_lettre_intention", "../2026-09-12"),
        ("depot_projet", "2026-09-12"),
    ]
    natures = [e.provenance.nature for e in depose.journal if e.provenance is not None]
    assert natures == [NatureProvenance.DEDUITE, NatureProvenance.DEDUITE, NatureProvenance.ECRITE]


@pytest.mark.parametrize(
    ("nature", "etat", "voie"),
    [
        (
            NatureProjet.CPTS,
            EtatCPTS.EN_FONCTIONNEMENT,
            "depot_lettre_intention accord_lettre_intention depot_projet validation_projet signature_contrat",
        ),
        (NatureProjet.MSP, EtatMSP.EN_FONCTIONNEMENT, "depot_projet validation_projet"),
        (NatureProjet.CENTRE_SANTE, EtatCentreSante.OUVERT, "depot_engagement_conformite delivrance_recepisse"),
    ],
)
def test_ce_qui_marche_y_est_venu_par_la_voie_usuelle(nature: NatureProjet, etat: Etat, voie: str) -> None:
    """What is aimed at is on the usual way too: its last step has the day, the others came by then."""
    *debut, dernier = actes(projet(nature, dire(etat, depuis="2025-03-01")))
    assert debut == [(acte, "../2025-03-01") for acte in ("reprise", *voie.split())]
    assert dernier == ("ouverture" if etat is EtatCentreSante.OUVERT else "mise_en_fonctionnement", "2025-03-01")


def test_un_depot_a_l_echeance_du_silence_et_une_msp_n_en_a_pas() -> None:
    depose = projet(dit=dire(EtatCPTS.PROJET_DEPOSE, depuis="2026-09-12"))
    [silence] = Suivi(depose, Registre(), OCTOBRE).echeances
    assert (silence.code, silence.limite_le) == ("CPTS-002", date(2026, 11, 12))
    msp = projet(NatureProjet.MSP, dire(EtatMSP.PROJET_DEPOSE, depuis="2026-09-12"))
    assert Suivi(msp, Registre(), OCTOBRE).echeances == ()


def test_les_jours_d_actes_sont_pris_a_leur_place() -> None:
    dates = {
        Acte.DEPOT_LETTRE_INTENTION: DatePartielle.lire("2025-01-10"),
        Acte.DEPOT_PROJET: DatePartielle.lire("2026-02-01"),
    }
    recu = DatePartielle.lire("2026-02-03")
    dit = dire(EtatCPTS.PROJET_VALIDE, depuis="2026-03-15", dates=dates, recu_le=recu)
    valide = projet(dit=dit)
    assert actes(valide) == [
        ("depot_lettre_intention", "2025-01-10"),
        ("accord_lettre_intention", "../2026-02-01"),
        ("depot_projet", "2026-02-01"),
        ("validation_projet", "2026-03-15"),
    ]
    assert valide.journal[2].recu_le == recu


def test_une_fin_dont_on_ne_sait_pas_d_ou_elle_vient_laisse_ce_qui_precede_ouvert() -> None:
    abandonne = projet(dit=dire(EtatCPTS.ABANDONNE, depuis="2026-04-01"))
    assert actes(abandonne) == [("reprise", "../2026-04-01"), ("abandon", "2026-04-01")]
    assert Suivi(abandonne, Registre(), date(2026, 3, 1)).etat is None


def test_ce_que_le_droit_du_jour_ne_connaissait_pas_est_repris() -> None:
    # The agreement of the CPTS is of 2019.
    assert actes(projet(dit=dire(EtatCPTS.CONTRAT_SIGNE, depuis="2015"))) == [("reprise", "2015")]


def test_un_etat_qui_avance_ajoute_ses_actes() -> None:
    avant = projet(dit=dire(EtatCPTS.PROJET_EN_REDACTION, depuis="2026-03"))
    assert suite(avant, dire(EtatCPTS.PROJET_DEPOSE, depuis="2026-11-20", le=NOVEMBRE)) == (
        [("depot_projet", "2026-11-20")],
        None,
    )
    assert suite(avant, dire(EtatCPTS.PROJET_VALIDE, depuis="2026-11-20", le=NOVEMBRE)) == (
        [("depot_projet", "../2026-11-20"), ("validation_projet", "2026-11-20")],
        None,
    )


def test_la_date_de_l_etat_d_avant_n_est_pas_celle_du_nouveau() -> None:
    avant = projet(dit=dire(EtatCPTS.PROJET_EN_REDACTION, depuis="2026-03"))
    assert suite(avant, dire(EtatCPTS.PROJET_DEPOSE, depuis="2026-03", le=NOVEMBRE)) == (
        [("depot_projet", "../2026-11-29")],
        None,
    )


@pytest.mark.parametrize("etat", [EtatCPTS.EMERGENCE, EtatCPTS.PROJET_EN_REDACTION, EtatCPTS.SCINDE])
def test_un_etat_qui_recule_ou_ou_rien_ne_mene_est_demande(etat: EtatCPTS) -> None:
    avant = projet(dit=dire(EtatCPTS.PROJET_DEPOSE, depuis="2026-10-20"))
    ajoutes, question = suite(avant, dire(etat, depuis="2026-11-20", le=NOVEMBRE))
    assert ajoutes == []
    assert question is not None
    assert f"la feuille dit « {etat.libelle} »" in question


def test_une_date_qui_vient_corrige_celle_qui_manquait_sans_effacer() -> None:
    avant = projet(NatureProjet.MSP, dire(EtatMSP.PROJET_DEPOSE))
    ajoutes, question = suite(avant, dire(EtatMSP.PROJET_DEPOSE, depuis="2026-02-28", le=NOVEMBRE))
    assert (ajoutes, question) == ([("annulation", None), ("depot_projet", "2026-02-28")], None)


def test_une_date_moins_precise_ne_change_rien_et_une_autre_est_demandee() -> None:
    avant = projet(NatureProjet.MSP, dire(EtatMSP.PROJET_DEPOSE, depuis="2026-02-28"))
    assert suite(avant, dire(EtatMSP.PROJET_DEPOSE, depuis="2026", le=NOVEMBRE)) == ([], None)
    ajoutes, question = suite(avant, dire(EtatMSP.PROJET_DEPOSE, depuis="2026-03-28", le=NOVEMBRE))
    assert ajoutes == []
    assert question is not None
    assert "laquelle est juste" in question


def test_un_etat_qui_n_etait_pas_connu_le_devient() -> None:
    avant = projet(dit=dire())
    assert suite(avant, dire(EtatCPTS.EMERGENCE, depuis="2026-10-01", le=NOVEMBRE)) == (
        [("annulation", None), ("emergence", "2026-10-01")],
        None,
    )


def test_ce_qu_une_feuille_ne_dit_pas_d_un_contrat_n_est_pas_en_retard() -> None:
    signe = projet(dit=dire(EtatCPTS.CONTRAT_SIGNE, depuis="2024-03-03"))

    def statuts(le: date) -> dict[str, str]:
        return {e.libelle: e.statut.value for e in Suivi(signe, Registre(), le).echeances}

    novembre = statuts(NOVEMBRE)
    assert novembre["Rapport d'activité 2024-2025"] == "incertaine"
    assert novembre["Rapport d'activité 2025-2026"] == "incertaine"
    assert {statut for libelle, statut in novembre.items() if libelle.startswith("Mission")} == {"incertaine"}
    # What was due after the sheet and is not noted is late.
    assert statuts(date(2027, 4, 1))["Rapport d'activité 2026-2027"] == "depassee"


PAS_GARDE = "n'est pas gardé : le registre "
DIT_LE_12 = f"{PAS_GARDE}dit « dépôt du projet de santé » le 12 septembre 2026"


@pytest.mark.parametrize(
    ("dit", "laissees"),
    [
        pytest.param(dire(EtatCPTS.PROJET_DEPOSE, depuis="2026-09-12"), [], id="la même date"),
        pytest.param(
            dire(EtatCPTS.PROJET_DEPOSE, depuis="2026-09-20"), [("depuis", DIT_LE_12)], id="une autre date de l'état"
        ),
        pytest.param(
            dire(EtatCPTS.PROJET_VALIDE, depuis="2026-09-20"),
            [("depuis", f"{PAS_GARDE}n'a pas cet acte")],
            id="la date d'un état qui n'est pas au registre",
        ),
        pytest.param(
            dire(EtatCPTS.PROJET_DEPOSE, dates={Acte.DEPOT_PROJET: DatePartielle.lire("2026-09")}),
            [],
            id="un mois que le registre précise",
        ),
        pytest.param(
            dire(EtatCPTS.PROJET_DEPOSE, dates={Acte.DEPOT_PROJET: DatePartielle.lire("2026-09-15")}),
            [("depot_projet", DIT_LE_12)],
            id="une autre date de l'acte",
        ),
        pytest.param(
            dire(EtatCPTS.PROJET_DEPOSE, dates={Acte.VALIDATION_PROJET: DatePartielle.lire("2026-09-15")}),
            [("validation_projet", f"{PAS_GARDE}n'a pas « validation du projet de santé »")],
            id="un acte que le registre n'a pas",
        ),
    ],
)
def test_une_date_dite_que_le_journal_ne_tient_pas_est_nommee(dit: EtatDit, laissees: list[tuple[str, str]]) -> None:
    depose = projet(dit=dire(EtatCPTS.PROJET_DEPOSE, depuis="2026-09-12"))
    assert [(quoi, raison) for quoi, _, raison in dates_laissees(depose, dit, Registre())] == laissees


def test_un_etat_plus_avance_mais_plus_ancien_demande_laquelle_des_dates_est_juste() -> None:
    avant = projet(NatureProjet.MSP, dire(EtatMSP.PROJET_DEPOSE, depuis="2026-02-28"))
    ajoutes, question = suite(avant, dire(EtatMSP.PROJET_VALIDE, depuis="2026-01-10", le=NOVEMBRE))
    assert (ajoutes, question is not None and "laquelle des deux dates est juste" in question) == ([], True)
    ajoutes, question = suite(avant, dire(EtatMSP.PROJET_EN_REDACTION, depuis="2026-01-10", le=NOVEMBRE))
    assert (ajoutes, question is not None and "que s'est-il passé" in question) == ([], True)
