"""The fold, by journals written by hand: from the first meeting to the end, for each nature of project."""

import attrs
import pytest
from tests.cycle.outils import Q, annuler, centre, codes, cpts, etat, etats, fait, jour, mots, msp, publie

from soinsprimaires import (
    Acte,
    Evenement,
    NatureReunion,
    Registre,
    Reunion,
    StatutReunion,
    TransitionRefusee,
    ValeurInvalide,
    cycle,
)

A = Acte
LETTRE = fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS)
ARS = fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS)
CPAM = fait(A.ACCORD_LETTRE_INTENTION, "2023-04-15", Q.CPAM)
LETTRE_VALIDEE = fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS, Q.CPAM)
DEPOT = fait(A.DEPOT_PROJET, "2024-01-15", Q.PORTEURS, recu_le="2024-01-15")
VALIDATION = fait(A.VALIDATION_PROJET, "2024-02-20", Q.ARS)
CONTRAT = fait(A.SIGNATURE_CONTRAT, "2024-06-03", Q.STRUCTURE, Q.ARS, Q.CPAM)


def test_rien_ne_s_est_passe() -> None:
    assert etat(cpts(), "2023-01-01") == "emergence"
    assert cycle.depuis(cpts(), au=jour("2023-01-01")) is None
    assert cycle.historique(cpts()) == ()


@pytest.mark.parametrize(
    ("accords", "attendu"),
    [
        pytest.param([LETTRE_VALIDEE], "lettre_intention_validee", id="une lettre commune"),
        pytest.param([ARS, CPAM], "lettre_intention_validee", id="deux lettres"),
        pytest.param([CPAM, ARS], "lettre_intention_validee", id="deux lettres écrites dans l'autre ordre"),
        pytest.param([ARS], "lettre_intention_deposee", id="l'ARS seule"),
        pytest.param([CPAM], "lettre_intention_deposee", id="la CPAM seule"),
        pytest.param(
            [ARS, fait(A.ACCORD_LETTRE_INTENTION, "2023-04-15", Q.CGSS)],
            "lettre_intention_validee",
            id="une CGSS tient lieu de CPAM outre-mer",
        ),
        pytest.param(
            [ARS, fait(A.ACCORD_LETTRE_INTENTION, "2023-04-15", Q.MSA)],
            "lettre_intention_deposee",
            id="la MSA ne remplace pas la CPAM",
        ),
        pytest.param(
            [fait(A.ACCORD_LETTRE_INTENTION, "2023-04-15", Q.MSA)], "lettre_intention_deposee", id="la MSA seule"
        ),
        pytest.param(
            [ARS, CPAM, fait(A.RAPPORT_TRANSMIS, "2023-05-01", Q.MSA)],
            "lettre_intention_validee",
            id="la MSA ne bloque pas",
        ),
        pytest.param([ARS, fait(A.REUNION_TENUE, "2023-03-15"), CPAM], "lettre_intention_validee", id="entre les deux"),
        pytest.param([fait(A.ACCORD_LETTRE_INTENTION, "2023-04-15")], None, id="un accord de personne ne sait qui"),
    ],
)
def test_la_lettre_d_une_cpts_demande_les_deux_accords(accords: list[Evenement], attendu: str | None) -> None:
    assert etat(cpts(LETTRE, *accords), "2023-12-31") == attendu


def test_un_accord_sans_auteur_laisse_les_deux_etats_possibles() -> None:
    objet = cpts(LETTRE, fait(A.ACCORD_LETTRE_INTENTION, "2023-04-15"))
    assert etats(objet, "2023-12-31") == {"lettre_intention_deposee", "lettre_intention_validee"}


def test_un_second_accord_sans_auteur_ne_complete_pas_surement_le_premier() -> None:
    objet = cpts(LETTRE, ARS, fait(A.ACCORD_LETTRE_INTENTION, "2023-04-15"))
    assert etats(objet, "2023-12-31") == {"lettre_intention_deposee", "lettre_intention_validee"}


def test_une_cpts_jusqu_a_la_fin_de_son_contrat() -> None:
    objet = cpts(
        LETTRE,
        LETTRE_VALIDEE,
        fait(A.DEBUT_REDACTION, "2023-06-01", Q.PORTEURS),
        DEPOT,
        VALIDATION,
        CONTRAT,
        fait(A.MISE_EN_FONCTIONNEMENT, "2024-09-01", Q.STRUCTURE),
        fait(A.SUSPENSION, "2025-01-10", Q.CPAM),
        fait(A.LEVEE_SUSPENSION, "2025-02-10", Q.CPAM),
        fait(A.RESILIATION, "2025-06-30", Q.STRUCTURE),
    )
    assert [
        (le, etat(objet, le))
        for le in (
            "2023-01-09",
            "2023-01-10",
            "2023-03-01",
            "2023-06-01",
            "2024-01-15",
            "2024-02-20",
            "2024-06-03",
            "2024-09-01",
            "2025-01-10",
            "2025-02-10",
            "2025-06-29",
            "2025-06-30",
        )
    ] == [
        ("2023-01-09", "emergence"),
        ("2023-01-10", "lettre_intention_deposee"),
        ("2023-03-01", "lettre_intention_validee"),
        ("2023-06-01", "projet_en_redaction"),
        ("2024-01-15", "projet_depose"),
        ("2024-02-20", "projet_valide"),
        ("2024-06-03", "contrat_signe"),
        ("2024-09-01", "en_fonctionnement"),
        ("2025-01-10", "suspendu"),
        ("2025-02-10", "en_fonctionnement"),
        ("2025-06-29", "en_fonctionnement"),
        ("2025-06-30", "resilie"),
    ]
    assert str(cycle.depuis(objet, au=jour("2025-03-01"))) == "2025-02-10"


@pytest.mark.parametrize(
    ("acte", "le", "attendu"),
    [
        (A.EXPIRATION, "2029-06-03", "echu"),
        (A.FUSION, "2025-01-01", "fusionne"),
        (A.RESILIATION, "2025-01-01", "resilie"),
        (A.DISSOLUTION, "2025-01-01", "dissous"),
    ],
)
def test_les_autres_fins_d_un_contrat(acte: Acte, le: str, attendu: str) -> None:
    assert etat(cpts(DEPOT, VALIDATION, CONTRAT, fait(acte, le, Q.STRUCTURE)), le) == attendu


def test_une_structure_survit_a_son_contrat_jusqu_a_sa_dissolution() -> None:
    """Three facts: the contract is terminated, the project is abandoned, the structure is dissolved."""
    resilie = cpts(DEPOT, VALIDATION, CONTRAT, fait(A.RESILIATION, "2025-01-01", Q.STRUCTURE, motif="départ"))
    dissolution = fait(A.DISSOLUTION, "2025-09-30", Q.STRUCTURE)
    assert codes(resilie, dissolution) == []
    dissous = cycle.appliquer(resilie, dissolution)
    assert (etat(dissous, "2025-09-29"), etat(dissous, "2025-09-30")) == ("resilie", "dissous")
    assert codes(dissous, fait(A.SIGNATURE_CONTRAT, "2025-11-03", Q.STRUCTURE, Q.ARS, Q.CPAM)) == [
        "cycle.transition /acte"
    ]


def test_un_abandon_clot_le_projet() -> None:
    objet = cpts(LETTRE, fait(A.ABANDON, "2023-02", Q.PORTEURS))
    assert etat(objet, "2023-02-28") == "abandonne"
    assert codes(objet, LETTRE_VALIDEE) == ["cycle.transition /acte"]


def test_un_projet_se_depose_sans_lettre() -> None:
    assert etat(cpts(DEPOT), "2024-01-15") == "projet_depose"


def test_un_contrat_demande_chaque_partie() -> None:
    def signe(le: str, *par: Q) -> Evenement:
        return fait(A.SIGNATURE_CONTRAT, le, *par)

    avant = (DEPOT, VALIDATION, signe("2024-06-01", Q.STRUCTURE), signe("2024-06-02", Q.ARS))
    assert etat(cpts(*avant), "2024-06-30") == "projet_valide"
    complet = cpts(*avant, signe("2024-06-03", Q.CGSS))
    assert etat(complet, "2024-06-02") == "projet_valide"
    assert etat(complet, "2024-06-03") == "contrat_signe"
    assert str(cycle.depuis(complet, au=jour("2024-06-30"))) == "2024-06-03"


# -- MSP and centre de santé --------------------------------------------------------------------------------------

DEPOT_MSP = fait(A.DEPOT_PROJET, "2020-10-01", Q.PORTEURS)
COMITE = fait(A.VALIDATION_PROJET, "2021-03-18", Q.ARS, reunion="comite-2021-03-18")


def test_une_msp_sans_lettre() -> None:
    assert etat(msp(DEPOT_MSP, COMITE), "2021-03-18") == "projet_valide"


def test_une_msp_avec_lettre_que_l_ars_valide_seule() -> None:
    objet = msp(LETTRE, ARS, fait(A.DEBUT_REDACTION, "2023-06-01", Q.PORTEURS), DEPOT)
    assert etat(objet, "2023-03-01") == "lettre_intention_validee"
    assert etat(objet, "2024-01-15") == "projet_depose"


def test_le_silence_ne_valide_pas_une_msp() -> None:
    assert etat(msp(DEPOT), "2025-12-31") == "projet_depose"


def test_une_msp_fonctionne_sans_contrat() -> None:
    ouverture = fait(A.MISE_EN_FONCTIONNEMENT, "2021-09-01", Q.STRUCTURE)
    assert etat(msp(DEPOT_MSP, COMITE, ouverture), "2021-09-01") == "en_fonctionnement"


def test_un_comite_valide_plusieurs_projets_a_la_fois() -> None:
    comite = Reunion(
        identifiant="comite-2021-03-18",
        objet="Validation des projets de MSP",
        nature=NatureReunion.COMITE,
        statut=StatutReunion.TENUE,
        le="2021-03-18",
        projets=("msp-1", "msp-2", "msp-3"),
    )
    registre = Registre(
        reunions=(comite,),
        projets=tuple(attrs.evolve(msp(DEPOT_MSP, COMITE), identifiant=nom) for nom in comite.projets),
    )
    valides = [p.identifiant for p in registre.projets if etat(p, "2021-03-18") == "projet_valide"]
    assert valides == ["msp-1", "msp-2", "msp-3"]
    assert {p.journal[-1].reunion for p in registre.projets} == {"comite-2021-03-18"}


ENGAGEMENT = fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-09-01", Q.GESTIONNAIRE)
RECEPISSE = fait(A.DELIVRANCE_RECEPISSE, "2023-09-20", Q.ARS)
OUVERTURE = fait(A.OUVERTURE, "2023-10-02", Q.COLLECTIVITE)


def test_un_centre_de_sante_jusqu_a_sa_fermeture_par_l_ars() -> None:
    objet = centre(
        ENGAGEMENT,
        RECEPISSE,
        OUVERTURE,
        fait(A.SUSPENSION, "2024-02-01", Q.ARS),
        fait(A.LEVEE_SUSPENSION, "2024-03-01", Q.ARS),
        fait(A.FERMETURE_ADMINISTRATIVE, "2024-11-04", Q.ARS),
    )
    assert [
        etat(objet, le)
        for le in ("2023-08-31", "2023-09-01", "2023-09-20", "2023-10-02", "2024-02-01", "2024-03-01", "2024-11-04")
    ] == [
        "emergence",
        "engagement_depose",
        "recepisse_delivre",
        "ouvert",
        "suspendu",
        "ouvert",
        "fermeture_administrative",
    ]


def test_un_centre_de_sante_cesse_ou_renonce() -> None:
    cesse = centre(ENGAGEMENT, RECEPISSE, OUVERTURE, fait(A.CESSATION, "2024-12-31", Q.GESTIONNAIRE))
    assert etat(cesse, "2024-12-31") == "cessation"
    assert etat(centre(ENGAGEMENT, fait(A.ABANDON, "2023-09-10", Q.GESTIONNAIRE)), "2023-09-10") == "abandonne"


# -- neutral acts, history ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("acte", [acte for acte in Acte if acte in cycle.NEUTRES], ids=str)
def test_un_acte_neutre_s_enregistre_partout_sans_rien_changer(acte: Acte) -> None:
    neutre = fait(acte, "2023-02-01")
    assert cycle.empechements(cpts(LETTRE), neutre) == ()
    objet = cycle.appliquer(cpts(LETTRE), neutre)
    assert objet.journal == (LETTRE, neutre)
    assert etat(objet, "2023-02-01") == "lettre_intention_deposee"
    assert str(cycle.depuis(objet, au=jour("2023-02-01"))) == "2023-01-10"
    assert cycle.historique(objet)[-1].coherent


def test_le_premier_evenement_date_l_emergence() -> None:
    objet = cpts(fait(A.REUNION_TENUE, "2017-05"), fait(A.REUNION_TENUE, "2017-09"))
    assert str(cycle.depuis(objet, au=jour("2017-12-31"))) == "2017-05"


def test_l_historique_suit_l_effet_et_finit_par_les_annules() -> None:
    objet = cpts(CPAM, ARS, LETTRE, annuler(CPAM, "erreur-1"), annuler(LETTRE, "erreur-2"))
    assert [(ligne.evenement, mots(ligne.etats), ligne.annule) for ligne in cycle.historique(objet)] == [
        (ARS, {"emergence", "lettre_intention_validee"}, False),
        (CPAM, set(), True),
        (LETTRE, set(), True),
    ]
    assert not cycle.historique(objet)[0].coherent


def test_un_acte_imprevu_laisse_deux_possibilites() -> None:
    objet = cpts(VALIDATION)
    assert etats(objet, "2024-02-20") == {"emergence", "projet_valide"}
    assert etat(objet, "2024-02-20") is None
    assert cycle.depuis(objet, au=jour("2024-02-20")) is None
    assert [ligne.coherent for ligne in cycle.historique(objet)] == [False]


def test_un_acte_d_une_autre_procedure_ne_change_rien() -> None:
    objet = cpts(LETTRE, OUVERTURE)
    assert etat(objet, "2024-01-01") == "lettre_intention_deposee"
    assert [ligne.coherent for ligne in cycle.historique(objet)] == [True, False]


def test_la_suite_leve_le_doute() -> None:
    assert etat(cpts(VALIDATION, CONTRAT), "2024-06-03") == "contrat_signe"


# -- actes_possibles, appliquer -----------------------------------------------------------------------------------


def test_les_actes_possibles_pour_tous_et_pour_l_ars() -> None:
    objet = cpts(DEPOT)
    assert cycle.actes_possibles(objet, au=jour("2024-02-01")) == (
        A.DEMANDE_COMPLEMENTS,
        A.VALIDATION_PROJET,
        A.OPPOSITION_ARS,
        A.ABANDON,
        A.DISSOLUTION,
    )
    assert cycle.actes_possibles(objet, au=jour("2024-02-01"), acteur=Q.PORTEURS) == (A.ABANDON, A.DISSOLUTION)
    assert cycle.actes_possibles(objet, au=jour("2024-02-01"), acteur=Q.MSA) == ()


def test_un_acte_qui_n_est_pas_encore_en_vigueur_n_est_pas_possible() -> None:
    valide = cpts(fait(A.DEPOT_PROJET, "2018-01-01", Q.PORTEURS), fait(A.VALIDATION_PROJET, "2018-06-01", Q.ARS))
    assert A.SIGNATURE_CONTRAT not in cycle.actes_possibles(valide, au=jour("2019-08-24"))
    assert A.SIGNATURE_CONTRAT in cycle.actes_possibles(valide, au=jour("2019-08-25"))


def test_chaque_etat_possible_apporte_ses_actes() -> None:
    objet = cpts(LETTRE, fait(A.ACCORD_LETTRE_INTENTION, "2023-04-15"))
    assert {A.ACCORD_LETTRE_INTENTION, A.DEBUT_REDACTION} <= set(cycle.actes_possibles(objet, au=jour("2023-05-01")))


def test_appliquer_ajoute_a_la_fin_et_ne_touche_pas_l_ancien() -> None:
    avant = cpts(LETTRE)
    apres = cycle.appliquer(avant, ARS)
    assert avant.journal == (LETTRE,)
    assert apres.journal == (LETTRE, ARS)


def test_un_refus_dit_l_etat_l_evenement_et_les_raisons() -> None:
    objet = cpts(LETTRE)
    with pytest.raises(TransitionRefusee) as refus:
        cycle.appliquer(objet, CONTRAT)
    assert refus.value.etat is cycle.EtatCPTS.LETTRE_INTENTION_DEPOSEE
    assert refus.value.evenement == CONTRAT
    assert [raison.message for raison in refus.value.anomalies] == [
        (
            "« signature du contrat » n'est pas possible depuis « lettre d'intention déposée » ; possible depuis : "
            "« projet de santé validé », « résilié », « échu »"
        )
    ]
    assert objet == cpts(LETTRE)


# -- dates --------------------------------------------------------------------------------------------------------


def test_une_date_vague_laisse_dans_le_doute_et_seulement_elle() -> None:
    objet = cpts(fait(A.DEPOT_LETTRE_INTENTION, "2023-05", Q.PORTEURS))
    assert etat(objet, "2023-04-30") == "emergence"
    assert etat(objet, "2023-05-01") is None
    assert etat(objet, "2023-05-30") is None
    assert etat(objet, "2023-05-31") == "lettre_intention_deposee"
    assert str(cycle.depuis(objet, au=jour("2023-06-01"))) == "2023-05"


def test_une_date_vague_qui_ne_change_pas_la_reponse_ne_l_empeche_pas() -> None:
    objet = cpts(LETTRE, fait(A.REUNION_TENUE, "2023"))
    assert etat(objet, "2023-06-30") == "lettre_intention_deposee"


@pytest.mark.parametrize(
    ("date_vague", "dernier_avant", "premier_apres"),
    [
        ("2023-05~", "2023-03-31", "2023-06-30"),
        ("2023", "2022-12-31", "2023-12-31"),
        ("2023-05-12/..", "2023-05-11", "2023-05-12"),
    ],
)
def test_les_nuances_d_une_date(date_vague: str, dernier_avant: str, premier_apres: str) -> None:
    objet = cpts(fait(A.DEPOT_LETTRE_INTENTION, date_vague, Q.PORTEURS))
    assert etat(objet, dernier_avant) == "emergence"
    assert etat(objet, premier_apres) == "lettre_intention_deposee"


def test_au_plus_tard_ne_dit_rien_d_avant() -> None:
    objet = cpts(fait(A.DEPOT_LETTRE_INTENTION, "../2023-05", Q.PORTEURS))
    assert etat(objet, "2000-01-01") is None
    assert etat(objet, "2023-05-31") == "lettre_intention_deposee"


def test_un_evenement_sans_date_a_eu_lieu_au_plus_tard_quand_sa_source_a_paru() -> None:
    objet = cpts(fait(A.DEPOT_LETTRE_INTENTION, None, Q.PORTEURS, provenance=publie("2024-07-02")))
    assert etat(objet, "2024-07-01") is None
    assert etat(objet, "2024-07-02") == "lettre_intention_deposee"
    assert str(cycle.depuis(objet, au=jour("2025-01-01"))) == "../2024-07-02"


@pytest.mark.parametrize("provenance", [None, publie("9999~")], ids=["sans source", "source sans borne"])
def test_un_evenement_sans_date_ni_source_a_eu_lieu_au_plus_tard_a_son_ecriture(provenance: object) -> None:
    objet = cpts(fait(A.DEPOT_LETTRE_INTENTION, None, Q.PORTEURS, provenance=provenance))
    assert etat(objet, "2025-12-31") is None
    assert etat(objet, "2026-01-01") == "lettre_intention_deposee"
    assert str(cycle.depuis(objet, au=jour("2026-01-01"))) == "../2026-01-01"


def test_une_date_sans_fin_ne_date_rien() -> None:
    objet = cpts(fait(A.DEPOT_LETTRE_INTENTION, "9999~", Q.PORTEURS))
    assert etat(objet, "9997-12-31") == "emergence"
    assert etat(objet, "9999-12-31") is None


def test_le_meme_jour_la_position_decide() -> None:
    accord = fait(A.ACCORD_LETTRE_INTENTION, "2023-01-10", Q.ARS, Q.CPAM)
    assert etat(cpts(LETTRE, accord), "2023-01-10") == "lettre_intention_validee"
    assert etats(cpts(accord, LETTRE), "2023-01-10") == {"lettre_intention_deposee"}
    assert [ligne.coherent for ligne in cycle.historique(cpts(accord, LETTRE))] == [False, True]


def test_les_dates_decident_avant_la_position() -> None:
    assert etat(cpts(LETTRE_VALIDEE, LETTRE), "2023-12-31") == "lettre_intention_validee"
    assert [ligne.evenement for ligne in cycle.historique(cpts(LETTRE_VALIDEE, LETTRE))] == [LETTRE, LETTRE_VALIDEE]


def test_les_dates_vagues_ne_font_pas_de_cercle() -> None:
    vague = fait(A.REUNION_TENUE, "2023")
    mai, mars = fait(A.RAPPORT_TRANSMIS, "2023-05-02"), fait(A.INAUGURATION, "2023-03-02")
    for journal in ((mai, vague, mars), (vague, mai, mars), (mai, mars, vague)):
        lignes = [ligne.evenement for ligne in cycle.historique(cpts(*journal))]
        assert lignes.index(mars) < lignes.index(mai)
        assert sorted(e.identifiant for e in lignes) == sorted(e.identifiant for e in journal)


# -- reprise ------------------------------------------------------------------------------------------------------


def reprise(mot: str | None, le: str | None = "2024-01-01") -> Evenement:
    return fait(A.REPRISE, le, identifiant="reprise", etat=mot)


def test_une_reprise_dit_l_etat_et_rien_d_avant() -> None:
    objet = cpts(reprise("projet_valide"))
    assert etat(objet, "2023-12-31") is None
    assert etats(objet, "2023-12-31") == {e.value for e in cycle.EtatCPTS}
    assert etat(objet, "2024-01-01") == "projet_valide"
    assert etat(cycle.appliquer(objet, CONTRAT), "2024-06-03") == "contrat_signe"
    assert str(cycle.depuis(objet, au=jour("2024-05-01"))) == "2024-01-01"


def test_une_reprise_inconnue_reste_inconnue_jusqu_a_un_acte() -> None:
    objet = cpts(reprise(None))
    assert etats(objet, "2025-01-01") == {e.value for e in cycle.EtatCPTS}
    assert [ligne.coherent for ligne in cycle.historique(objet)] == [True]
    assert etat(cpts(reprise(None), CONTRAT), "2024-06-03") == "contrat_signe"


def test_un_mot_d_une_autre_nature_est_refuse_par_le_constructeur() -> None:
    with pytest.raises(ValeurInvalide, match="n'est pas un état de cette nature de projet") as refus:
        cpts(reprise("ouvert"))
    assert (refus.value.code, refus.value.champ) == ("cycle.etat_inconnu", "journal/0/etat")
    assert codes(cpts(), reprise("ouvert")) == ["cycle.etat_inconnu /etat"]
    assert codes(centre(), reprise("ouvert")) == []


def test_un_fait_plus_ancien_qu_une_reprise_n_en_dit_pas_plus() -> None:
    objet = cpts(reprise("projet_valide"), LETTRE)
    assert etat(objet, "2023-06-01") is None
    assert etat(objet, "2024-01-01") == "projet_valide"
    premiere, seconde = cycle.historique(objet)
    assert premiere.evenement == LETTRE
    assert {e.value for e in premiere.etats} == {e.value for e in cycle.EtatCPTS}
    assert premiere.coherent
    assert {e.value for e in seconde.etats} == {"projet_valide"}
    assert cycle.empechements(cpts(reprise("projet_valide")), LETTRE) == ()


def test_une_reprise_vague_ne_dit_rien_a_l_interieur() -> None:
    objet = cpts(reprise("projet_valide", "2024"))
    assert etat(objet, "2024-12-30") is None
    assert etat(objet, "2024-12-31") == "projet_valide"


def test_une_reprise_ouvre_le_journal() -> None:
    assert codes(cpts(LETTRE), reprise("projet_valide")) == ["evenement.reprise /acte"]


def test_une_reprise_annulee_se_remplace() -> None:
    premiere = reprise("projet_valide")
    objet = cpts(premiere, annuler(premiere, "erreur"))
    assert etat(objet, "2024-01-01") == "emergence"
    seconde = fait(A.REPRISE, "2024-01-01", identifiant="reprise-2", etat="contrat_signe")
    assert etat(cycle.appliquer(objet, seconde), "2024-01-01") == "contrat_signe"


# -- cancellation, what was known ---------------------------------------------------------------------------------


def test_une_annulation_efface_et_son_annulation_retablit() -> None:
    erreur = annuler(LETTRE, "erreur")
    assert etat(cpts(LETTRE, erreur), "2023-12-31") == "emergence"
    assert etat(cpts(LETTRE, erreur, annuler(erreur, "erreur-2")), "2023-12-31") == "lettre_intention_deposee"


def test_une_annulation_ne_porte_que_sur_ce_qui_est_ecrit() -> None:
    assert codes(cpts(), annuler(LETTRE, "erreur")) == ["evenement.annule /annule"]


def test_on_savait_ce_qui_etait_ecrit() -> None:
    lettre = fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS, enregistre_le=jour("2023-02-01"))
    erreur = annuler(lettre, "erreur", enregistre_le=jour("2023-03-01"))
    objet = cpts(lettre, erreur)
    assert cycle.connu_le(objet, jour("2023-01-31")) == cpts()
    assert cycle.connu_le(objet, jour("2023-02-01")) == cpts(lettre)
    assert cycle.connu_le(objet, jour("2023-03-01")) == objet
    assert etat(cycle.connu_le(objet, jour("2023-02-28")), "2023-01-10") == "lettre_intention_deposee"


def test_on_ne_savait_pas_l_annulation_de_ce_qu_on_ne_savait_pas() -> None:
    lettre = fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS, enregistre_le=jour("2023-03-01"))
    erreur = annuler(lettre, "erreur", enregistre_le=jour("2023-02-01"))
    assert cycle.connu_le(cpts(lettre, erreur), jour("2023-02-01")) == cpts()


# -- refusals -----------------------------------------------------------------------------------------------------


def test_toutes_les_raisons_d_un_refus() -> None:
    objet = cpts(LETTRE)
    mauvais = fait(
        A.SIGNATURE_CONTRAT, "2019-08-24", Q.MSA, identifiant=LETTRE.identifiant, enregistre_le=jour("2025-12-31")
    )
    assert codes(objet, mauvais) == [
        "cycle.enregistrement /enregistre_le",
        "evenement.doublon /identifiant",
        "cycle.transition /acte",
        "cycle.acteur /acteurs",
        "cycle.vigueur /effet_le",
    ]
    accord = (
        "Accord conventionnel interprofessionnel en faveur des CPTS du 20 juin 2019 "
        "(arrêté du 21 août 2019, JO du 24 août 2019)"
    )
    contrat = "signature du contrat"
    assert [raison.message for raison in cycle.empechements(objet, mauvais)] == [
        "le journal s'écrit à la suite : la dernière écriture est du 1er janvier 2026",
        "deux événements s'appellent 'depot-lettre-intention-2023-01-10'",
        (
            f"« {contrat} » n'est pas possible depuis « émergence » ; possible depuis : « projet de santé validé », "
            "« résilié », « échu »"
        ),
        f"« {contrat} » revient à l'un de ceux-ci : l'ARS, la CGSS, la CPAM, la structure, les porteurs",
        f"« {contrat} » n'existe que depuis le 25 août 2019 ({accord})",
    ]


def test_deux_fautes_du_journal_se_disent_ensemble() -> None:
    double = fait(A.ANNULATION, identifiant=LETTRE.identifiant, annule="inconnu")
    assert codes(cpts(LETTRE), double) == ["evenement.doublon /identifiant", "evenement.annule /annule"]


def test_le_nom_d_un_evenement_annule_ne_se_reprend_pas() -> None:
    assert codes(cpts(LETTRE, annuler(LETTRE, "erreur")), LETTRE) == ["evenement.doublon /identifiant"]


def test_un_acte_d_une_autre_procedure_est_refuse() -> None:
    assert codes(cpts(), OUVERTURE) == ["cycle.acte /acte"]
    assert codes(msp(), fait(A.OPPOSITION_ARS, "2024-01-01", Q.ARS)) == ["cycle.acte /acte"]


def test_un_acte_sans_auteur_ou_d_un_autre_est_refuse() -> None:
    assert codes(cpts(LETTRE), fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01")) == ["cycle.acteur /acteurs"]
    assert codes(cpts(LETTRE), fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.MSA)) == ["cycle.acteur /acteurs"]
    assert codes(cpts(LETTRE), fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.MSA, Q.CPAM)) == []


@pytest.mark.parametrize(
    ("effet_le", "refuse"),
    [
        ("2019-08-24", True),
        ("2019-07", True),
        ("2019-08", False),
        ("2019", False),
        (None, False),
        ("2019-08-25", False),
    ],
)
def test_le_contrat_d_une_cpts_n_existe_que_depuis_l_accord(effet_le: str | None, *, refuse: bool) -> None:
    valide = cpts(fait(A.DEPOT_PROJET, "2018-01-01", Q.PORTEURS), fait(A.VALIDATION_PROJET, "2018-06-01", Q.ARS))
    contrat = fait(A.SIGNATURE_CONTRAT, effet_le, Q.STRUCTURE, Q.ARS, Q.CPAM)
    assert codes(valide, contrat) == (["cycle.vigueur /effet_le"] if refuse else [])


def test_un_evenement_se_juge_a_sa_date_et_non_a_sa_place() -> None:
    objet = cpts(LETTRE, LETTRE_VALIDEE, fait(A.ABANDON, "2023-12-01", Q.PORTEURS))
    assert codes(objet, fait(A.DEBUT_REDACTION, "2023-06-01", Q.PORTEURS)) == []
    assert codes(objet, fait(A.DEBUT_REDACTION, "2024-06-01", Q.PORTEURS)) == ["cycle.transition /acte"]


def test_une_raison_commune_a_plusieurs_lignes_se_dit_une_fois() -> None:
    inconnu = cpts(reprise(None))
    assert codes(inconnu, fait(A.DEPOT_PROJET, "2024-06-01", Q.CPAM)) == ["cycle.acteur /acteurs"]


def test_une_ligne_suffit() -> None:
    # The CPAM may ask for complements to a filed project of MSP, not to its letter of intent.
    demande = fait(A.DEMANDE_COMPLEMENTS, "2024-06-01", Q.CPAM)
    assert codes(msp(reprise(None)), demande) == []
    assert codes(msp(LETTRE), demande) == ["cycle.acteur /acteurs"]
