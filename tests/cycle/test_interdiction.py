"""A closure by the ARS bars its gestionnaire "pour une durée de huit ans" from a new récépissé or agrément.

The closed centre was closed on 2 October 2023, under the version of 21 May 2023, the only one of which this part was
read: from 29 December 2023 another is in force, and what it bars is undetermined. Eight years end on 2 October 2031, or
on the next day: how the delay ends was read nowhere.
"""

from typing import Any

import attrs
import pytest
from tests.cycle.outils import Q, centre, fait, jour, manque

from soinsprimaires import (
    CTS,
    Acte,
    Acteur,
    ActiviteAgreee,
    CentreSante,
    Evenement,
    Fonction,
    NatureFonction,
    NatureOrganisation,
    Organisation,
    PeriodePartielle,
    Personne,
    Projet,
    Registre,
    TransitionRefusee,
    cycle,
)
from soinsprimaires.cycle import EtatCentreSante

A = Acte
ENGAGEMENT = fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-06-01", Q.GESTIONNAIRE)
RECEPISSE = fait(A.DELIVRANCE_RECEPISSE, "2023-06-20", Q.ARS)
OUVERTURE = fait(A.OUVERTURE, "2023-09-01", Q.GESTIONNAIRE)
FERMETURE = fait(A.FERMETURE_ADMINISTRATIVE, "2023-10-02", Q.ARS, motif="sécurité des soins")
SECOND = fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-10-09", Q.GESTIONNAIRE)
GESTIONNAIRES = tuple(
    Organisation(identifiant=nom, nom=nom, nature=NatureOrganisation.ASSOCIATION)
    for nom in ("gestion", "autre-gestion")
)


def dossier(
    nouveau: str | None = "gestion", ferme: str | None = "gestion", fermeture: Evenement = FERMETURE
) -> Registre:
    journal = (ENGAGEMENT, RECEPISSE, OUVERTURE, fermeture)
    return Registre().avec(
        *GESTIONNAIRES,
        CentreSante(identifiant="centre-ferme", nom="Fermé", gestionnaire=ferme),
        CentreSante(identifiant="centre-neuf", nom="Neuf", gestionnaire=nouveau),
        attrs.evolve(centre(*journal), identifiant="projet-ferme", structure="centre-ferme"),
        attrs.evolve(centre(SECOND), identifiant="projet-neuf", structure="centre-neuf"),
    )


def neuf(registre: Registre) -> Projet:
    projet = registre["projet-neuf"]
    assert isinstance(projet, Projet)
    return projet


def recepisse(le: str | None, **champs: Any) -> Evenement:
    return fait(A.DELIVRANCE_RECEPISSE, le, Q.ARS, **{"enregistre_le": jour("2033-01-01"), **champs})


def raisons(registre: Registre, evenement: Evenement) -> list[str]:
    return [raison.code for raison in cycle.empechements(neuf(registre), evenement, registre=registre)]


def doutes(registre: Registre | None, evenement: Evenement, projet: Projet | None = None) -> list[str]:
    objet = neuf(dossier() if registre is None else registre) if projet is None else projet
    return [notice.code for notice in cycle.notices(objet, evenement, registre=registre)]


DOUTE = "cycle.interdiction_indeterminee"


@pytest.mark.parametrize(
    ("le", "refuse", "doute"),
    [
        ("2023-10-16", ["cycle.interdiction"], []),
        ("2023-12-28", ["cycle.interdiction"], []),
        ("2023-12-29", [], [DOUTE]),
        ("2023-11", ["cycle.interdiction"], []),
        ("2023-12", [], [DOUTE]),
        ("2031-10-01", [], [DOUTE]),
        ("2031-10-02", [], [DOUTE]),
        ("2031-10-03", [], [DOUTE]),
        ("2031-10-04", [], []),
        ("2031", [], [DOUTE]),
    ],
)
def test_jour_par_jour_autour_des_huit_ans(le: str, refuse: list[str], doute: list[str]) -> None:
    assert raisons(dossier(), recepisse(le)) == refuse
    assert doutes(dossier(), recepisse(le)) == doute


def test_le_refus_dit_pourquoi_et_jusqu_a_quand() -> None:
    registre = dossier()
    with pytest.raises(TransitionRefusee) as refus:
        cycle.appliquer(neuf(registre), recepisse("2023-11-15"), registre=registre)
    (raison,) = refus.value.anomalies
    assert raison.message == (
        "un centre du même gestionnaire (projet-ferme) a été fermé par l'ARS le 2 octobre 2023 : ni récépissé ni "
        "agrément pendant huit ans, jusqu'au 2 octobre 2031 (CSP, art. L6323-1-12, IV "
        "(loi n° 2023-378 du 19 mai 2023, art. 8))"
    )
    assert str(refus.value).splitlines()[0] == "transition refusée depuis « engagement de conformité déposé »"


def test_un_agrement_est_interdit_comme_un_recepisse_et_une_demande_ne_l_est_pas() -> None:
    registre = dossier()
    objet = neuf(registre)
    sur = {"site": "site", "activite": ActiviteAgreee.DENTAIRE, "enregistre_le": jour("2026-01-01")}
    demande = fait(A.DEMANDE_AGREMENT, "2023-11-15", Q.GESTIONNAIRE, **sur)
    demandeur = cycle.appliquer(objet, demande, registre=registre)
    provisoire = fait(A.AGREMENT_PROVISOIRE, "2023-12-04", Q.ARS, **sur)
    codes = [raison.code for raison in cycle.empechements(demandeur, provisoire, registre=registre)]
    assert codes == ["cycle.interdiction"]


def test_le_lot_le_refuse_aussi() -> None:
    registre = dossier()
    lot = cycle.appliquer_lot([neuf(registre)], recepisse("2023-11-15"), registre=registre)
    assert [refus.anomalies[0].code for refus in lot.refuses] == ["cycle.interdiction"]


SUSPENSION = fait(A.SUSPENSION, "2023-10-02", Q.ARS, motif="défaut")


def suspendu(*suite: Evenement) -> Registre:
    registre = dossier(fermeture=SUSPENSION)
    ferme = registre["projet-ferme"]
    assert isinstance(ferme, Projet)
    return registre.avec(attrs.evolve(ferme, journal=(*ferme.journal, *suite)))


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2023-11-15", ["cycle.interdiction"]),
        ("2023-12-03", ["cycle.interdiction"]),
        ("2023-12-04", []),
        ("2023-12-05", []),
    ],
)
def test_une_suspension_interdit_jusqu_a_sa_levee(le: str, attendu: list[str]) -> None:
    """CSP, art. L6323-1-12, IV: suspended on 2 October 2023, lifted on 4 December."""
    registre = suspendu(fait(A.LEVEE_SUSPENSION, "2023-12-04", Q.ARS))
    assert raisons(registre, recepisse(le)) == attendu
    assert doutes(registre, recepisse(le)) == []


def test_une_suspension_qui_dure_interdit_et_le_dit() -> None:
    registre = suspendu()
    with pytest.raises(TransitionRefusee) as refus:
        cycle.appliquer(neuf(registre), recepisse("2023-12-27"), registre=registre)
    (raison,) = refus.value.anomalies
    assert raison.message == (
        "un centre du même gestionnaire (projet-ferme) a été suspendu par l'ARS le 2 octobre 2023 : ni récépissé ni "
        "agrément avant la levée (CSP, art. L6323-1-12, IV (loi n° 2023-378 du 19 mai 2023, art. 8))"
    )


def test_une_suspension_d_avant_la_loi_laisse_la_question_ouverte() -> None:
    avant = fait(A.SUSPENSION, "2023-05-20", Q.ARS, motif="défaut")
    assert raisons(dossier(fermeture=avant), recepisse("2023-11-15")) == []
    assert doutes(dossier(fermeture=avant), recepisse("2023-11-15")) == [DOUTE]


def presidence(*gestionnaires: str, nature: NatureFonction = NatureFonction.PRESIDENCE) -> Personne:
    return Personne(
        identifiant="dirigeant",
        fonctions=tuple(
            Fonction(nature=nature, au_sein_de=nom, periode=PeriodePartielle(debut="2020-01-01"))
            for nom in gestionnaires
        ),
    )


def test_l_interdiction_suit_les_dirigeants() -> None:
    autre = dossier("autre-gestion")
    assert raisons(autre.avec(presidence("gestion", "autre-gestion")), recepisse("2023-11-15")) == [
        "cycle.interdiction"
    ]
    # One who directs may represent nobody, and one who presides over the other alone is another.
    for qui in (presidence("autre-gestion"), presidence("gestion", "autre-gestion", nature=NatureFonction.DIRECTION)):
        assert raisons(autre.avec(qui), recepisse("2023-11-15")) == []
        assert doutes(autre.avec(qui), recepisse("2023-11-15")) == [DOUTE]


def test_ce_qu_obtient_un_centre_ouvert_n_est_peut_etre_pour_rien_de_nouveau() -> None:
    suspendu_lui_meme = attrs.evolve(
        centre(ENGAGEMENT, RECEPISSE, OUVERTURE, SUSPENSION, SECOND), identifiant="projet-neuf", structure="centre-neuf"
    )
    registre = dossier(ferme="autre-gestion").avec(suspendu_lui_meme)
    assert raisons(registre, recepisse("2023-11-15")) == []
    assert {*doutes(registre, recepisse("2023-11-15"))} == {DOUTE}


def test_l_ouverture_compte_la_ou_l_acte_vient_et_non_dans_tout_le_journal() -> None:
    """A récépissé of November, written after an opening of December, was for a centre that was not open."""
    plus_tard = fait(A.OUVERTURE, "2023-12-04", Q.GESTIONNAIRE)
    ouvert_apres = attrs.evolve(centre(SECOND, plus_tard), identifiant="projet-neuf", structure="centre-neuf")
    registre = dossier().avec(ouvert_apres)
    assert "cycle.interdiction" in raisons(registre, recepisse("2023-11-15"))
    assert doutes(registre, recepisse("2023-11-15")) == []


def test_l_etape_d_un_centre_peut_etre_ouvert_n_est_pas_dite_interdite() -> None:
    """What precedes a reprise is unknown: the engagement may be that of a new antenne, or of an old one."""
    repris = attrs.evolve(
        centre(fait(A.REPRISE, "2023-10-09", etat="engagement_depose")),
        identifiant="projet-neuf",
        structure="centre-neuf",
    )
    registre = dossier().avec(repris)
    objet, le = neuf(registre), jour("2023-11-15")
    (etape,) = cycle.ce_qui_manque(objet, registre, vers=EtatCentreSante.RECEPISSE_DELIVRE, au=le) or ()
    assert etape.au_plus_tot_le == le
    (condition,) = etape.conditions
    assert condition.startswith("à vérifier : un centre du même gestionnaire (projet-ferme) a été fermé")


def test_une_fermeture_d_avant_la_loi_n_interdit_rien() -> None:
    avant = fait(A.FERMETURE_ADMINISTRATIVE, "2023-05-20", Q.ARS, motif="danger")
    assert raisons(dossier(fermeture=avant), recepisse("2023-11-15")) == []
    assert doutes(dossier(fermeture=avant), recepisse("2023-11-15")) == []


def test_un_recepisse_d_avant_la_fermeture_n_est_pas_interdit() -> None:
    registre = dossier()
    objet = attrs.evolve(neuf(registre), journal=(ENGAGEMENT,))
    ancien = recepisse("2023-10-01")
    assert cycle.empechements(objet, ancien, registre=registre) == ()
    assert doutes(registre, ancien, objet) == []


@pytest.mark.parametrize(
    ("nouveau", "ferme", "dit"),
    [
        ("autre-gestion", "gestion", "représentant légal"),
        (None, "gestion", "n'est pas enregistré"),
        ("gestion", None, "n'est pas enregistré"),
    ],
)
def test_ce_que_le_registre_ne_dit_pas_reste_indetermine(nouveau: str | None, ferme: str | None, dit: str) -> None:
    registre = dossier(nouveau, ferme)
    assert raisons(registre, recepisse("2023-11-15")) == []
    (notice,) = cycle.notices(neuf(registre), recepisse("2023-11-15"), registre=registre)
    assert (notice.code, notice.gravite.value) == (DOUTE, "information")
    assert "projet-ferme" in notice.message
    assert dit in notice.message
    assert "indéterminée" in notice.message


def test_sans_le_registre_rien_n_est_juge_et_cela_se_dit() -> None:
    assert cycle.empechements(neuf(dossier()), recepisse("2023-11-15")) == ()
    assert doutes(None, recepisse("2023-11-15")) == [DOUTE]
    # Before the law there was nothing to judge.
    ancien = centre(fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2019-01-07", Q.GESTIONNAIRE))
    assert doutes(None, recepisse("2019-02-04"), ancien) == []


def test_avant_la_structure_le_gestionnaire_est_celui_qui_a_depose() -> None:
    depose = attrs.evolve(SECOND, acteurs=(Acteur(qualite=Q.GESTIONNAIRE, entite="gestion"),))
    registre = dossier().avec(attrs.evolve(centre(depose), identifiant="projet-neuf"))
    assert raisons(registre, recepisse("2023-11-15")) == ["cycle.interdiction"]


def test_un_centre_territorial_a_le_gestionnaire_de_son_centre() -> None:
    registre = dossier("autre-gestion").avec(
        CentreSante(identifiant="mere", nom="Mère", gestionnaire="gestion"),
        CTS(identifiant="cts", nom="CTS", centre="mere"),
        attrs.evolve(centre(SECOND), identifiant="projet-neuf", structure="cts"),
    )
    assert raisons(registre, recepisse("2023-11-15")) == ["cycle.interdiction"]


def test_une_fermeture_annulee_n_interdit_rien() -> None:
    registre = dossier()
    ferme = registre["projet-ferme"]
    assert isinstance(ferme, Projet)
    annulation = fait(A.ANNULATION, identifiant="erreur", annule=FERMETURE.identifiant)
    registre = registre.avec(attrs.evolve(ferme, journal=(*ferme.journal, annulation)))
    assert raisons(registre, recepisse("2023-11-15")) == []


def test_ce_qui_manque_attend_la_fin_des_huit_ans() -> None:
    registre = dossier()
    etapes = manque(neuf(registre), registre, cycle.EtatCentreSante.OUVERT, "2023-11-15")
    assert [(etape.acte.value, str(etape.au_plus_tot_le)) for etape in etapes] == [
        ("delivrance_recepisse", "2031-10-02"),
        ("ouverture", "2031-10-02"),
    ]
    assert "ni récépissé ni agrément pendant huit ans" in etapes[0].conditions[0]
    autre = dossier("autre-gestion")
    libres = manque(neuf(autre), autre, cycle.EtatCentreSante.OUVERT, "2023-11-15")
    assert [str(etape.au_plus_tot_le) for etape in libres] == ["2023-11-15", "2023-11-15"]
