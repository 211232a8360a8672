"""A journal that was read is judged event by event, as ``appliquer`` would: what is refused is not sure."""

import json
from typing import Any

import attrs
import pytest
from tests.cycle.outils import Q, centre, codes, cpts, etat, etats, fait, jour, msp

from soinsprimaires import (
    MSP,
    Acte,
    ActiviteAgreee,
    CentreSante,
    DocumentInvalide,
    Evenement,
    FondementOpposition,
    Jalon,
    MissionCPTS,
    NatureJalon,
    NatureProjet,
    NatureSite,
    Projet,
    Registre,
    Site,
    ValeurInvalide,
    controler,
    cycle,
    depuis_json,
    en_json,
)
from soinsprimaires.regles import Resultat, ResultatRegle

A = Acte
LETTRE = fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS)
DEPOT = fait(A.DEPOT_PROJET, "2023-09-04", Q.PORTEURS, recu_le="2023-09-04")
VALIDATION = fait(A.VALIDATION_PROJET, "2023-10-16", Q.ARS)
CONTRAT = fait(A.SIGNATURE_CONTRAT, "2024-01-31", Q.STRUCTURE, Q.ARS, Q.CPAM)


def juge(objet: Projet, code: str = "JRN-001", *autres: Any, au: str = "2026-01-15") -> ResultatRegle:
    rapport = controler(Registre().avec(objet, *autres), au=jour(au))
    return next(r for r in rapport.resultats if r.code == code and r.resultat is not Resultat.HORS_VIGUEUR)


def dits(objet: Projet) -> list[tuple[str, str]]:
    return [(constat.resultat.value, constat.message) for constat in juge(objet).constats]


# -- when one answers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recu", "attendu"),
    [
        ("2023-10-15", {"projet_valide"}),
        ("2023-10-16", {"projet_valide"}),
        ("2023-10", {"projet_valide"}),
        ("2023-10-17", {"projet_depose", "projet_valide"}),
    ],
)
def test_nul_ne_repond_avant_d_avoir_recu(recu: str, attendu: set[str]) -> None:
    depot = fait(A.DEPOT_PROJET, "2023-09-04", Q.PORTEURS, recu_le=recu)
    projet = msp(depot, VALIDATION)
    assert etats(projet, "2023-10-20") == attendu
    if len(attendu) > 1:
        assert dits(projet) == [
            ("non_conforme", dits(projet)[0][1]),
        ]
        assert "avant sa réception (le 17 octobre 2023)" in dits(projet)[0][1]


# -- who acts -----------------------------------------------------------------------------------------------------


def test_une_msp_que_ses_porteurs_valident_n_est_pas_validee() -> None:
    maison = MSP(identifiant="msp", nom="Maison")
    validee = Projet(
        identifiant="projet",
        nom="Projet",
        nature=NatureProjet.MSP,
        structure="msp",
        journal=(DEPOT, fait(A.VALIDATION_PROJET, "2023-10-16", Q.PORTEURS)),
    )
    assert etats(validee, "2026-01-15") == {"projet_depose", "projet_valide"}
    assert etat(validee, "2026-01-15") is None
    assert cycle.depuis(validee, au=jour("2026-01-15")) is None
    (constat,) = juge(validee).constats
    assert constat.resultat is Resultat.NON_CONFORME
    assert constat.message == (
        "« validation du projet de santé » (validation-projet-2023-10-16) : « validation du projet de santé » revient "
        "à l'un de ceux-ci : l'ARS"
    )
    assert constat.pointeur == "/contenu/projets/0/journal/1/acteurs"
    assert juge(validee, "MSP-002", maison).resultat is Resultat.INDETERMINE
    rapport = controler(Registre().avec(validee, maison), au=jour("2026-01-15"))
    assert rapport.conforme is not True


def test_les_raisons_sont_celles_d_appliquer() -> None:
    """The same event, refused where it would be added and told where it is read."""
    mauvais = fait(A.OPPOSITION_ARS, "2023-10-02", Q.PORTEURS, fondement=FondementOpposition.PERTINENCE_TERRITOIRE)
    refusees = [raison.message for raison in cycle.empechements(cpts(DEPOT), mauvais)]
    ligne = cycle.historique(cpts(DEPOT, mauvais))[-1]
    assert [raison.message for raison in ligne.raisons] == refusees
    assert not ligne.coherent


def test_un_acte_sans_acteur_est_cru_sur_parole_et_la_question_se_pose_une_fois() -> None:
    """Many sources say that a project was validated, and not by whom: only the ARS can."""
    muet = msp(fait(A.DEPOT_PROJET, "2023-09-04"), fait(A.VALIDATION_PROJET, "2023-10-16"))
    assert etat(muet, "2023-10-16") == "projet_valide"
    assert [ligne.coherent for ligne in cycle.historique(muet)] == [True, True]
    assert dits(muet) == [
        (
            "indetermine",
            "depot-projet-2023-09-04 et 1 autre(s) ne disent pas qui a agi : on ne sait pas s'il le pouvait",
        )
    ]
    assert juge(muet).constats[0].manquants == ("acteurs",)
    assert codes(msp(DEPOT), fait(A.VALIDATION_PROJET, "2023-10-16")) == ["cycle.acteur /acteurs"]


def test_ce_qu_un_evenement_ne_dit_pas_n_efface_pas_ce_qu_il_dit() -> None:
    """A contract is terminated, whether the source gives a motive or not."""
    objet = cpts(DEPOT, VALIDATION, CONTRAT, fait(A.RESILIATION, "2025-06-30", Q.STRUCTURE))
    assert etat(objet, "2025-06-30") == "resilie"
    assert dits(objet) == [
        ("indetermine", "« résiliation du contrat » (resiliation-2025-06-30) : la décision est motivée")
    ]


def test_une_delegation_agit_pour_son_ars_sauf_si_l_evenement_dit_que_non() -> None:
    par = fait(A.VALIDATION_PROJET, "2023-10-16", Q.ARS_DELEGATION_DEPARTEMENTALE)
    assert etat(msp(DEPOT, par), "2023-10-16") == "projet_valide"
    seule = fait(A.VALIDATION_PROJET, "2023-10-16", Q.ARS_DELEGATION_DEPARTEMENTALE, par_delegation=False)
    assert etats(msp(DEPOT, seule), "2023-10-16") == {"projet_depose", "projet_valide"}


def test_l_accord_de_la_seule_msa_ne_fait_pas_celui_des_autres() -> None:
    objet = cpts(LETTRE, fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.MSA))
    assert etat(objet, "2023-12-31") == "lettre_intention_deposee"
    assert juge(objet).resultat is Resultat.NON_CONFORME


# -- when ---------------------------------------------------------------------------------------------------------


def test_un_depot_recu_trois_ans_avant_d_etre_fait_ne_vaut_pas_validation() -> None:
    """Two of its dates contradict each other: the silence of the ARS is not sure to have run."""
    recu_trop_tot = fait(A.DEPOT_PROJET, "2025-09-04", Q.PORTEURS, recu_le="2022-09-04")
    objet = cpts(recu_trop_tot)
    assert etats(objet, "2025-09-16") == {"emergence", "projet_depose", "projet_valide"}
    dit = "« dépôt du projet de santé » (depot-projet-2025-09-04)"
    assert dits(objet) == [
        ("non_conforme", f"{dit} : reçu (le 4 septembre 2022) avant d'avoir été fait (le 4 septembre 2025)")
    ]
    (echeance,) = cycle.echeances(objet, Registre(), au=jour("2025-09-16"))
    assert echeance.statut is cycle.StatutEcheance.INCERTAINE


def test_une_lettre_de_2062_ecrite_en_2026_est_dite() -> None:
    lettre = fait(A.DEPOT_LETTRE_INTENTION, "2062-01-10", Q.PORTEURS, enregistre_le=jour("2026-01-10"))
    dit = "« dépôt de la lettre d'intention » (depot-lettre-intention-2062-01-10)"
    loin = "prend effet (le 10 janvier 2062) plus de cinq ans après son écriture (10 janvier 2026)"
    assert dits(cpts(lettre)) == [("non_conforme", f"{dit} : {loin}")]
    assert codes(cpts(), lettre) == ["cycle.avenir /effet_le"]
    assert etat(cpts(lettre), "2026-06-01") == "emergence"


@pytest.mark.parametrize(("le", "raisons"), [("2031-01-10", []), ("2031-01-11", ["cycle.avenir /effet_le"])])
def test_rien_ne_regarde_plus_loin_que_le_terme_d_un_contrat(le: str, raisons: list[str]) -> None:
    assert codes(cpts(), fait(A.REUNION_TENUE, le, enregistre_le=jour("2026-01-10"))) == raisons


def test_un_journal_ecrit_dans_le_desordre_se_dit_et_reste_sur() -> None:
    """When something was written here is no fact of the source."""
    avant = fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS, enregistre_le=jour("2024-03-01"))
    apres = fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS, Q.CPAM, enregistre_le=jour("2024-02-01"))
    assert etat(cpts(avant, apres), "2023-03-01") == "lettre_intention_validee"
    assert [message.partition(" : ")[2] for _, message in dits(cpts(avant, apres))] == [
        "le journal s'écrit à la suite : la dernière écriture est du 1er mars 2024"
    ]


def test_un_contrat_d_avant_l_accord_se_dit_quand_seule_la_date_du_texte_s_y_oppose() -> None:
    depot = fait(A.DEPOT_PROJET, "2017-03-31", Q.PORTEURS, recu_le="2017-03-31")
    validation = fait(A.VALIDATION_PROJET, "2017-09-01", Q.ARS)
    contrat = fait(A.SIGNATURE_CONTRAT, "2019-08-24", Q.STRUCTURE, Q.ARS, Q.CPAM)
    ((resultat, message),) = dits(cpts(depot, validation, contrat))
    assert resultat == "non_conforme"
    assert "« signature du contrat » n'existe que depuis le 25 août 2019" in message
    ((resultat, message),) = dits(
        cpts(depot, validation, fait(A.SIGNATURE_CONTRAT, "2019", Q.STRUCTURE, Q.ARS, Q.CPAM))
    )
    assert resultat == "indetermine"
    assert message.endswith("on ne sait pas si cet acte existait déjà à sa date")


# -- what stands beside the table ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("objet", "code"),
    [
        (cpts(DEPOT, VALIDATION, CONTRAT, fait(A.EXPIRATION, "2026-01-01", Q.STRUCTURE)), "cycle.terme"),
        (
            msp(
                DEPOT,
                VALIDATION,
                fait(A.MISE_EN_FONCTIONNEMENT, "2023-11-06", Q.STRUCTURE),
                fait(A.RENOUVELLEMENT, "2024-01-08", Q.STRUCTURE, Q.ARS, Q.CPAM),
            ),
            "cycle.contrat",
        ),
        (
            cpts(
                DEPOT,
                VALIDATION,
                CONTRAT,
                fait(A.DEPLOIEMENT_MISSION, "2024-06-03", Q.STRUCTURE, mission=MissionCPTS.PARCOURS),
            ),
            "cycle.sous_cycle",
        ),
    ],
    ids=["avant le terme", "sans contrat", "avant son démarrage"],
)
def test_un_obstacle_met_en_doute_ce_qui_est_lu(objet: Projet, code: str) -> None:
    ligne = cycle.historique(objet)[-1]
    assert [raison.code for raison in ligne.raisons] == [code]
    assert not ligne.coherent
    assert juge(objet).resultat is Resultat.NON_CONFORME


def test_un_contrat_que_l_on_dit_expire_trop_tot_dure_peut_etre() -> None:
    objet = cpts(DEPOT, VALIDATION, CONTRAT, fait(A.EXPIRATION, "2026-01-01", Q.STRUCTURE))
    assert etats(objet, "2026-01-01") == {"contrat_signe", "echu"}
    statuts = {e.statut for e in cycle.echeances(objet, Registre(), au=jour("2026-01-01"))}
    assert statuts == {cycle.StatutEcheance.INCERTAINE}


def test_une_mission_que_l_ars_demarre_n_est_pas_sure() -> None:
    objet = cpts(
        DEPOT, VALIDATION, CONTRAT, fait(A.DEMARRAGE_MISSION, "2024-06-03", Q.ARS, mission=MissionCPTS.PARCOURS)
    )
    assert cycle.missions(objet, au=jour("2024-12-31"))[MissionCPTS.PARCOURS] is None


def test_un_agrement_date_de_jours_ou_il_n_existait_pas_encore_n_est_pas_sur() -> None:
    """Agréments exist since 21 May 2023: "in 2023" may be before, whatever else lacks in the journal."""
    vise = {"site": "site", "activite": ActiviteAgreee.ORTHOPTIQUE}
    for le, attendu in (("2023", None), ("2023-05-20", None), ("2023-06", cycle.EtatAgrement.DEFINITIF)):
        objet = centre(fait(A.AGREMENT_DEFINITIF, le, Q.ARS, **vise))
        (trouve,) = cycle.agrements(objet, au=jour("2026-01-15")).values()
        assert trouve is attendu


# -- an act keeps its effects, whatever lacks before it ------------------------------------------------------------


def _centre(nom: str, gestionnaire: str) -> CentreSante:
    return CentreSante(identifiant=nom, nom=nom, gestionnaire=gestionnaire)


def _projet(nom: str, structure: str, *journal: Evenement) -> Projet:
    return Projet(identifiant=nom, nom=nom, nature=NatureProjet.CENTRE_SANTE, structure=structure, journal=journal)


@pytest.mark.parametrize(
    ("par", "resultat"),
    [((Q.ARS,), "non_conforme"), ((), "non_conforme"), ((Q.GESTIONNAIRE,), "indetermine")],
    ids=["par l'ARS", "sans acteur", "par le gestionnaire"],
)
def test_une_fermeture_seule_dans_son_journal_barre_quand_qui_ferme_le_peut(par: Any, resultat: str) -> None:
    fermeture = fait(A.FERMETURE_ADMINISTRATIVE, "2023-06-15", *par, motif="danger")
    recepisse = fait(A.DELIVRANCE_RECEPISSE, "2023-07-03", Q.ARS, site="site")
    ferme = _projet("ferme", "ancien", fermeture)
    assert etat(ferme, "2026-01-01") is None
    ouverture = Jalon(nature=NatureJalon.OUVERTURE, le="2023-09-11")
    neuf = attrs.evolve(
        _centre("neuf", "asso"), sites=(Site(identifiant="site", nature=NatureSite.PRINCIPAL, jalons=(ouverture,)),)
    )
    # The day before the version that was not read.
    autour = (ferme, _centre("ancien", "asso"), neuf)
    trouve = juge(_projet("nouveau", "neuf", recepisse), "CDS-010", *autour, au="2023-12-28")
    assert trouve.resultat.value == resultat


# -- the words of a reprise ---------------------------------------------------------------------------------------


def test_un_mot_qui_n_est_pas_un_etat_est_une_faute_de_lecture_et_de_construction() -> None:
    reprise = fait(A.REPRISE, "2024-01-01", etat="en_fonctionement")
    with pytest.raises(ValeurInvalide, match="'en_fonctionement' n'est pas un état de cette nature de projet"):
        centre(reprise)
    juste = en_json(Registre().avec(cpts(fait(A.REPRISE, "2024-01-01", etat="en_fonctionnement"))))
    with pytest.raises(DocumentInvalide) as refus:
        depuis_json(juste.replace('"en_fonctionnement"', json.dumps("en_fonctionement")))
    (anomalie,) = refus.value.anomalies
    assert (anomalie.code, anomalie.pointeur) == ("cycle.etat_inconnu", "/contenu/projets/0/journal/0/etat")


def test_une_reprise_sans_etat_n_annonce_rien() -> None:
    """Where the project was is not known: nobody waits for the ARS to answer."""
    assert cycle.echeances(cpts(fait(A.REPRISE, "2024-01-01")), Registre(), au=jour("2024-02-01")) == ()
