"""Silence of the ARS, term of a contract, steps announced by meetings: each day computed by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.cycle.outils import Q, centre, cpts, etat, etats, fait, jour, msp, publie

from soinsprimaires import (
    Acte,
    DatePartielle,
    Evenement,
    NatureReunion,
    ProchaineEtape,
    Projet,
    Registre,
    Reunion,
    StatutEtape,
    StatutReunion,
    cycle,
)
from soinsprimaires.cycle._echeance import Echeance
from soinsprimaires.droit.delais import CONTRAT_CPTS, VALIDATION_TACITE

A = Acte
RIEN = Registre()


def depot(recu_le: str | None, le: str | None = None, **champs: Any) -> Evenement:
    return fait(A.DEPOT_PROJET, le or recu_le, Q.PORTEURS, recu_le=recu_le, **champs)


def echeances(objet: Projet, au: str, registre: Registre = RIEN) -> list[Echeance]:
    return list(cycle.echeances(objet, registre, au=jour(au)))


def resume(echeance: Echeance) -> tuple[str, str | None, str | None, str]:
    bornes = [None if borne is None else str(borne) for borne in (echeance.limite_le, echeance.au_plus_tard_le)]
    return echeance.code, bornes[0], bornes[1], echeance.statut.value


# -- tacit validation ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recu_le", "au_plus_tot", "au_plus_tard"),
    [
        pytest.param("2022-06-30", "2022-08-30", "2022-08-31", id="premier jour où le texte a été lu en vigueur"),
        pytest.param("2024-01-31", "2024-03-31", "2024-04-02", id="dimanche et lundi de Pâques"),
        pytest.param("2023-12-31", "2024-02-29", "2024-03-01", id="fin de mois, année bissextile"),
        pytest.param("2024-12-30", "2025-02-28", "2025-03-03", id="fin de mois, année ordinaire"),
        pytest.param("2024-12-31", "2025-02-28", "2025-03-03", id="deux départs, une même fin"),
        pytest.param("2024-01-16", "2024-03-16", "2024-03-18", id="samedi"),
        pytest.param("2024-01-17", "2024-03-17", "2024-03-18", id="dimanche"),
        pytest.param("2024-01-15", "2024-03-15", "2024-03-18", id="vendredi"),
        pytest.param("2024-03-01", "2024-05-01", "2024-05-02", id="1er mai"),
        pytest.param("2024-03-08", "2024-05-08", "2024-05-10", id="8 mai suivi de l'Ascension"),
        pytest.param("2024-10-31", "2024-12-31", "2025-01-02", id="Saint-Sylvestre"),
    ],
)
def test_jour_par_jour_autour_de_la_fin_du_delai(recu_le: str, au_plus_tot: str, au_plus_tard: str) -> None:
    objet = cpts(depot(recu_le))
    premier, dernier = jour(au_plus_tot), jour(au_plus_tard)
    for ecart in range(-3, 10):
        le = premier + timedelta(days=ecart)
        if le <= premier:
            attendu = "projet_depose"
        elif le <= dernier:
            attendu = None
        else:
            attendu = "projet_valide"
        assert etat(objet, str(le)) == attendu, le
    assert etats(objet, au_plus_tard) == {"projet_depose", "projet_valide"}
    assert str(cycle.depuis(objet, au=dernier + timedelta(days=1))) == f"../{au_plus_tard}"


@pytest.mark.parametrize(
    ("recu_le", "au_plus_tot"),
    [
        pytest.param("2019-07-27", "2019-09-27", id="premier jour du délai"),
        pytest.param("2022-06-29", "2022-08-29", id="veille du texte lu"),
        pytest.param("2019-07", "2019-09-27", id="mois à cheval sur la loi"),
        pytest.param("../2024-01", "2019-09-27", id="reçu au plus tard"),
    ],
)
def test_une_validation_qu_aucun_texte_lu_ne_garantit_n_est_jamais_acquise(recu_le: str, au_plus_tot: str) -> None:
    objet = cpts(depot(recu_le, "2019-07-01"))
    assert etat(objet, au_plus_tot) == "projet_depose"
    assert etat(objet, str(jour(au_plus_tot) + timedelta(days=1))) is None
    assert etats(objet, "2035-01-01") == {"projet_depose", "projet_valide"}


def test_avant_la_loi_le_silence_ne_valide_rien() -> None:
    objet = cpts(depot("2019-07-26"))
    assert etat(objet, "2035-01-01") == "projet_depose"
    assert echeances(objet, "2019-08-01") == []


def test_sans_date_de_reception_la_validation_est_presumee_et_jamais_acquise() -> None:
    objet = cpts(depot(None, "2024-01-15"))
    assert etat(objet, "2024-03-15") == "projet_depose"
    assert etat(objet, "2024-03-16") is None
    assert etat(objet, "2035-01-01") is None
    (validation,) = echeances(objet, "2024-02-01")
    assert resume(validation) == ("CPTS-002", "2024-03-15", None, "a_venir")
    assert validation.calcul == (
        "2 mois à compter du dépôt au plus tôt, faute de date de réception ; "
        "ou le jour ouvré suivant, le texte lu ne le dit pas"
    )
    assert [resume(e)[3] for e in echeances(objet, "2024-03-16")] == ["incertaine"]


def test_un_depot_sans_aucune_date() -> None:
    objet = cpts(depot(None, provenance=publie("2024-07-02")))
    assert etats(objet, "2024-07-02") == {"projet_depose", "projet_valide"}
    assert [resume(e) for e in echeances(objet, "2024-07-02")] == [("CPTS-002", None, None, "incertaine")]


def test_une_reception_vague_borne_le_delai() -> None:
    objet = cpts(depot("2024-01"))
    assert etat(objet, "2024-03-01") == "projet_depose"
    assert etat(objet, "2024-03-02") is None
    assert [resume(e) for e in echeances(objet, "2024-02-15")] == [("CPTS-002", "2024-03-01", "2024-04-02", "a_venir")]
    assert etat(objet, "2024-04-02") is None
    assert etat(objet, "2024-04-03") == "projet_valide"


def test_l_echeance_de_l_ars() -> None:
    objet = cpts(depot("2024-01-31"))
    (validation,) = echeances(objet, "2024-02-01")
    assert resume(validation) == ("CPTS-002", "2024-03-31", "2024-04-02", "a_venir")
    assert validation.acteurs == (Q.ARS,)
    assert [source.reference for source in validation.sources] == [
        "CSP, art. L1434-12, al. 4 (loi n° 2019-774 du 24 juillet 2019, JO du 26 juillet 2019)"
    ]
    assert validation.calcul == (
        "2 mois à compter de la réception par l'ARS ; ou le jour ouvré suivant, le texte lu ne le dit pas"
    )
    assert [resume(e)[3] for e in echeances(objet, "2024-03-31")] == ["a_venir"]
    assert [resume(e)[3] for e in echeances(objet, "2024-04-01")] == ["incertaine"]
    assert echeances(objet, "2024-04-03") == []
    assert echeances(objet, "2024-01-30") == []


def test_une_opposition_dans_le_delai_arrete_tout() -> None:
    opposition = fait(A.OPPOSITION_ARS, "2024-03-15", Q.ARS)
    objet = cpts(depot("2024-01-31"), opposition)
    assert etat(objet, "2024-12-31") == "opposition_ars"
    assert echeances(objet, "2024-12-31") == []
    depose_a_nouveau = cycle.appliquer(objet, depot("2024-06-03"))
    assert etat(depose_a_nouveau, "2024-08-03") == "projet_depose"
    assert etat(depose_a_nouveau, "2024-08-06") == "projet_valide"


def test_une_opposition_apres_le_delai_laisse_dans_le_doute() -> None:
    tardive = fait(A.OPPOSITION_ARS, "2024-04-03", Q.ARS)
    objet = cpts(depot("2024-01-31"))
    assert "cycle.transition" in [raison.code for raison in cycle.empechements(objet, tardive)]
    assert etats(cpts(depot("2024-01-31"), tardive), "2024-04-03") == {"projet_valide", "opposition_ars"}


def test_une_validation_expresse_pendant_le_doute_le_leve() -> None:
    expresse = fait(A.VALIDATION_PROJET, "2024-04-02", Q.ARS)
    objet = cpts(depot("2024-01-31"), expresse)
    assert cycle.empechements(cpts(depot("2024-01-31")), expresse) == ()
    assert etat(objet, "2024-04-02") == "projet_valide"
    assert str(cycle.depuis(objet, au=jour("2025-01-01"))) == "2024-04-02"


def test_un_evenement_neutre_ne_date_pas_la_validation_par_le_silence() -> None:
    objet = cpts(depot("2024-01-31"), fait(A.CHANGEMENT_PRESIDENCE, "2024-09-01"))
    assert str(cycle.depuis(objet, au=jour("2024-12-31"))) == "../2024-04-02"


def test_un_contrat_suit_une_validation_par_le_silence() -> None:
    contrat = fait(A.SIGNATURE_CONTRAT, "2024-06-03", Q.STRUCTURE, Q.ARS, Q.CPAM)
    assert cycle.empechements(cpts(depot("2024-01-31")), contrat) == ()
    assert etat(cpts(depot("2024-01-31"), contrat), "2024-06-03") == "contrat_signe"


# -- complements --------------------------------------------------------------------------------------------------

DEMANDE = fait(A.DEMANDE_COMPLEMENTS, "2024-02-20", Q.ARS)


def complements(recu_le: str | None) -> Evenement:
    return fait(A.DEPOT_COMPLEMENTS, "2024-04-15", Q.PORTEURS, recu_le=recu_le)


def test_une_demande_de_complements_n_arrete_surement_aucun_delai() -> None:
    """CRPA, art. L114-5: the delay runs from the missing pieces alone, when what is missing was due."""
    objet = cpts(depot("2024-01-15"), DEMANDE)
    assert etat(objet, "2024-03-15") == "complements_demandes"
    assert etats(objet, "2024-03-16") == {"complements_demandes", "projet_valide"}
    assert etats(objet, "2034-03-16") == {"complements_demandes", "projet_valide"}
    assert [resume(e) for e in echeances(objet, "2024-04-01")] == [("CPTS-002", "2024-03-15", None, "incertaine")]


def test_des_complements_font_courir_un_second_delai_dans_une_des_lectures() -> None:
    objet = cpts(depot("2024-01-15"), DEMANDE, complements("2024-04-15"))
    assert etats(objet, "2024-04-15") == {"projet_depose", "projet_valide"}
    assert etats(objet, "2024-06-17") == {"projet_depose", "projet_valide"}
    assert etat(objet, "2024-06-18") == "projet_valide"
    assert [resume(e) for e in echeances(objet, "2024-05-01")] == [
        ("CPTS-002", "2024-03-15", "2024-06-17", "incertaine")
    ]


def test_des_complements_recus_on_ne_sait_quand_laissent_dans_le_doute() -> None:
    for recu_le in (None, "9999~"):
        assert etat(cpts(depot("2024-01-15"), DEMANDE, complements(recu_le)), "2034-01-01") is None


def test_des_complements_sans_demande_connue() -> None:
    objet = cpts(complements("2024-04-15"))
    lettre = {"emergence", "lettre_intention_deposee"}  # the letter may be completed too
    assert etats(objet, "2024-04-15") == lettre | {"projet_depose"}
    assert etats(objet, "2024-04-16") == lettre | {"projet_depose", "projet_valide"}


def test_une_seconde_demande_garde_le_second_delai() -> None:
    seconde = fait(A.DEMANDE_COMPLEMENTS, "2024-05-02", Q.ARS)
    objet = cpts(depot("2024-01-15"), DEMANDE, complements("2024-04-15"), seconde)
    assert etats(objet, "2024-12-31") == {"complements_demandes", "projet_valide"}


# -- reprise of a filed project -----------------------------------------------------------------------------------


def reprise(mot: str | None, le: str = "2024-01-15", **champs: Any) -> Evenement:
    return fait(A.REPRISE, le, etat=mot, **champs)


def test_un_projet_repris_depose_a_pu_l_etre_deux_mois_plus_tot() -> None:
    objet = cpts(reprise("projet_depose"))
    assert etat(objet, "2024-01-15") == "projet_depose"
    assert etats(objet, "2024-01-16") == {"projet_depose", "projet_valide"}
    assert etat(objet, "2034-01-01") is None
    assert [resume(e) for e in echeances(objet, "2024-02-01")] == [("CPTS-002", "2024-01-15", None, "incertaine")]


def test_une_reprise_qui_donne_la_reception_fait_courir_le_delai() -> None:
    objet = cpts(reprise("projet_depose", recu_le="2024-01-10"))
    assert etat(objet, "2024-03-10") == "projet_depose"
    assert etat(objet, "2024-03-12") == "projet_valide"


def test_un_projet_depose_avant_la_loi_le_reste() -> None:
    assert etat(cpts(reprise("projet_depose", "2018-01-15")), "2030-01-01") == "projet_depose"


def test_une_msp_reprise_deposee_le_reste() -> None:
    assert etat(msp(reprise("projet_depose")), "2030-01-01") == "projet_depose"


def test_une_demande_apres_une_reprise_inconnue_montre_un_depot_anterieur() -> None:
    objet = cpts(reprise(None), DEMANDE)
    assert etats(objet, "2024-02-20") == {"lettre_intention_deposee", "complements_demandes", "projet_valide"}


# -- term of the contract -----------------------------------------------------------------------------------------


def sous_contrat(*signatures: Evenement) -> Projet:
    return cpts(reprise("projet_valide", "2019-09-01"), *signatures)


def termes(objet: Projet, au: str) -> list[Echeance]:
    return [e for e in echeances(objet, au) if e.code in {"CPTS-006", "ACIM-003"}]


def signature(le: str | None, *par: Q, **champs: Any) -> Evenement:
    return fait(A.SIGNATURE_CONTRAT, le, *(par or (Q.STRUCTURE, Q.ARS, Q.CPAM)), **champs)


@pytest.mark.parametrize(
    ("signe_le", "au_plus_tot", "au_plus_tard"),
    [
        ("2020-02-29", "2025-02-28", "2025-03-03"),
        ("2024-02-29", "2029-02-28", "2029-03-01"),
        ("2021-05-03", "2026-05-03", "2026-05-04"),
    ],
)
def test_un_contrat_dure_cinq_ans(signe_le: str, au_plus_tot: str, au_plus_tard: str) -> None:
    objet = sous_contrat(signature(signe_le))
    veille = str(jour(au_plus_tot) - timedelta(days=1))
    assert [resume(e) for e in termes(objet, veille)] == [("CPTS-006", au_plus_tot, au_plus_tard, "a_venir")]
    assert [resume(e)[3] for e in termes(objet, au_plus_tard)] == ["incertaine"]
    assert [resume(e)[3] for e in termes(objet, "2035-01-01")] == ["depassee"]
    assert termes(objet, str(jour(signe_le) - timedelta(days=1))) == []


def test_un_contrat_signe_par_chaque_partie_a_un_seul_terme_qui_court_de_la_derniere_signature() -> None:
    objet = sous_contrat(
        signature("2024-06-01", Q.STRUCTURE), signature("2024-06-02", Q.ARS), signature("2024-06-10", Q.CPAM)
    )
    assert [resume(e) for e in termes(objet, "2024-12-31")] == [("CPTS-006", "2029-06-10", "2029-06-11", "a_venir")]


def test_une_signature_ecrite_deux_fois_ne_fait_pas_deux_contrats() -> None:
    objet = sous_contrat(signature("2024-06-01"), signature("2024-06-10"))
    assert [resume(e)[1] for e in termes(objet, "2024-12-31")] == ["2029-06-01"]


@pytest.mark.parametrize(
    ("signe_le", "attendu"),
    [
        pytest.param("2022-05", ("CPTS-006", "2027-05-01", "2027-06-01", "a_venir"), id="un mois"),
        pytest.param(None, ("CPTS-006", None, "2029-07-03", "incertaine"), id="sans date"),
        pytest.param("../2023", ("CPTS-006", None, "2029-01-02", "incertaine"), id="au plus tard"),
    ],
)
def test_une_signature_vague_borne_le_terme(signe_le: str | None, attendu: tuple[object, ...]) -> None:
    objet = sous_contrat(signature(signe_le, provenance=publie("2024-07-02")))
    assert [resume(e) for e in termes(objet, "2024-12-31")] == [attendu]


def test_un_contrat_sans_fin_connue() -> None:
    assert resume(termes(sous_contrat(signature("9999~")), "9999-12-31")[0]) == (
        "CPTS-006",
        "9999-12-31",
        None,
        "incertaine",
    )


def test_une_msp_et_un_contrat_qu_on_ne_connait_pas() -> None:
    objet = msp(reprise(None, "2017-01-01"), signature("2018-03-01"))
    assert [resume(e)[:2] for e in termes(objet, "2020-01-01")] == [("ACIM-003", "2023-03-01")]
    assert termes(msp(reprise("contrat_signe")), "2024-12-31") == []
    assert termes(centre(reprise("ouvert")), "2024-12-31") == []


def test_un_contrat_resilie_n_a_plus_de_terme() -> None:
    objet = sous_contrat(signature("2024-06-01"), fait(A.RESILIATION, "2025-01-01", Q.STRUCTURE))
    assert [resume(e)[0] for e in termes(objet, "2024-12-31")] == ["CPTS-006"]
    assert termes(objet, "2025-01-01") == []


def test_le_calendrier_a_une_fin() -> None:
    assert VALIDATION_TACITE.bornes(date(9999, 12, 1)) == (date.max, date.max)
    assert CONTRAT_CPTS.bornes(date(9994, 12, 31)) == (date.max, date.max)
    assert etat(cpts(depot("9999-12-01")), "9999-12-31") == "projet_depose"


# -- what meetings announced --------------------------------------------------------------------------------------


def reunion(*etapes: ProchaineEtape, identifiant: str = "reunion", **champs: Any) -> Reunion:
    return Reunion(
        **{
            "identifiant": identifiant,
            "objet": "Réunion d'information",
            "nature": NatureReunion.INFORMATION,
            "statut": StatutReunion.TENUE,
            "le": "2024-06-10",
            "projets": ("projet",),
            "prochaines_etapes": etapes,
            **champs,
        }
    )


def etape(objet: str, echeance: str | None = None, **champs: Any) -> ProchaineEtape:
    return ProchaineEtape(objet=objet, echeance=None if echeance is None else DatePartielle.lire(echeance), **champs)


@pytest.mark.parametrize(
    ("annonce", "au", "attendu"),
    [
        ("2024-09-02", "2024-09-02", ("REUNION", "2024-09-02", "2024-09-02", "a_venir")),
        ("2024-09-02", "2024-09-03", ("REUNION", "2024-09-02", "2024-09-02", "depassee")),
        ("2024-09", "2024-09-01", ("REUNION", "2024-09-01", "2024-09-30", "a_venir")),
        ("2024-09", "2024-09-15", ("REUNION", "2024-09-01", "2024-09-30", "incertaine")),
        ("2024-09", "2024-10-01", ("REUNION", "2024-09-01", "2024-09-30", "depassee")),
        # "By September": whether before it begins or before it ends is not said.
        ("../2024-09", "2024-09-01", ("REUNION", "2024-09-01", "2024-09-30", "a_venir")),
        ("../2024-09", "2024-09-30", ("REUNION", "2024-09-01", "2024-09-30", "incertaine")),
        ("../2024-09-15", "2024-09-15", ("REUNION", "2024-09-15", "2024-09-15", "a_venir")),
        ("[2024-09-01..2024-09-15]", "2024-09-02", ("REUNION", "2024-09-01", "2024-09-15", "incertaine")),
        (None, "2030-01-01", ("REUNION", None, None, "incertaine")),
    ],
)
def test_une_etape_annoncee(annonce: str | None, au: str, attendu: tuple[object, ...]) -> None:
    registre = Registre(reunions=(reunion(etape("Rédiger", annonce)),))
    assert [resume(e) for e in echeances(cpts(), au, registre)] == [attendu]


def test_une_etape_dit_d_ou_elle_vient() -> None:
    registre = Registre(reunions=(reunion(etape("Rédiger", "2024-09"), etape("Signer")),))
    datee, sans_date = echeances(cpts(), "2024-07-01", registre)
    assert (datee.libelle, datee.calcul) == ("Rédiger", "annoncée à la réunion « reunion »")
    assert (sans_date.libelle, sans_date.calcul) == ("Signer", "annoncée à la réunion « reunion »")
    assert datee.acteurs == ()
    assert datee.sources == ()


def test_une_etape_faite_abandonnee_ou_d_un_autre_projet() -> None:
    etapes = (
        etape("Faite", "2024-09-02", statut=StatutEtape.FAITE),
        etape("Abandonnée", "2024-09-02", statut=StatutEtape.ABANDONNEE),
        etape("D'un autre", "2024-09-02", projets=("autre",)),
        etape("Du projet", "2024-09-02", projets=("autre", "projet")),
    )
    registre = Registre(reunions=(reunion(*etapes),))
    assert [(e.libelle, e.statut.value) for e in echeances(cpts(), "2025-01-01", registre)] == [
        ("Du projet", "depassee"),
        ("Faite", "tenue"),
    ]


def test_une_reunion_a_venir_n_a_rien_annonce() -> None:
    registre = Registre(reunions=(reunion(etape("Rédiger")),))
    assert echeances(cpts(), "2024-06-09", registre) == []
    assert len(echeances(cpts(), "2024-06-10", registre)) == 1
    sans_date = Registre(reunions=(reunion(etape("Rédiger"), le=None),))
    assert len(echeances(cpts(), "2020-01-01", sans_date)) == 1


def test_les_echeances_sont_en_ordre_et_les_sans_date_en_dernier() -> None:
    registre = Registre(
        reunions=(
            reunion(etape("B"), etape("A"), etape("Tard", "2025-01-01"), identifiant="r-1"),
            reunion(etape("Tôt", "2024-02-01"), etape("Plus vague", "2024"), identifiant="r-2", le="2024-01-02"),
        )
    )
    objet = cpts(depot("2024-01-31"))
    assert [e.libelle for e in echeances(objet, "2024-07-01", registre)] == ["Plus vague", "Tôt", "Tard", "A", "B"]
    assert [e.code for e in echeances(objet, "2024-02-10", registre)] == ["REUNION", "REUNION", "CPTS-002"]
