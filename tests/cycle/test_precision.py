"""Precision never contradicts: what is sure of a vague journal stays true of the one that makes its dates precise."""

from collections import Counter
from datetime import date, timedelta
from typing import Any, Final

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from soinsprimaires import (
    CPTS,
    MSP,
    Acte,
    Acteur,
    ActiviteAgreee,
    AvisComite,
    CentreSante,
    DatePartielle,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    Evenement,
    FormeDatee,
    FormeJuridique,
    MissionCPTS,
    NatureProjet,
    Nuance,
    PeriodePartielle,
    Projet,
    QualiteActeur,
    Registre,
    Structure,
    controler,
)
from soinsprimaires.cycle import Suivi
from soinsprimaires.cycle._echeance import StatutEcheance
from soinsprimaires.regles import Resultat

JOURS: Final = st.dates(date(2016, 1, 1), date(2031, 12, 31))


@st.composite
def vagues(draw: st.DrawFn, precise: DatePartielle | None) -> DatePartielle | None:
    """A date that allows the day of another one, among others."""
    jour = None if precise is None else precise.jour
    if jour is None:
        return precise
    annee, mois = DatePartielle(annee=jour.year), DatePartielle(annee=jour.year, mois=jour.month)
    avant = DatePartielle.exacte(jour + timedelta(days=draw(st.integers(0, 400))))
    return draw(
        st.sampled_from(
            [
                DatePartielle.exacte(jour),
                mois,
                annee,
                attrs.evolve(mois, nuance=Nuance.VERS),
                attrs.evolve(annee, nuance=Nuance.VERS),
                attrs.evolve(avant, nuance=Nuance.AU_PLUS_TARD),
            ]
        )
    )


Q = QualiteActeur
PORTEURS, AUTORITE, PARTIES, GESTION = (Q.PORTEURS,), (Q.ARS,), (Q.STRUCTURE, Q.ARS, Q.CPAM), (Q.GESTIONNAIRE,)
_EQUIPE: Final[tuple[tuple[Acte, tuple[QualiteActeur, ...], dict[str, Any]], ...]] = (
    (Acte.DEBUT_REDACTION, PORTEURS, {}),
    (Acte.DEPOT_PROJET, PORTEURS, {}),
    (Acte.DEMANDE_COMPLEMENTS, AUTORITE, {"delai_le": "2021-06"}),
    (Acte.DEPOT_COMPLEMENTS, PORTEURS, {}),
    (Acte.VALIDATION_PROJET, AUTORITE, {}),
    (Acte.MISE_EN_FONCTIONNEMENT, PORTEURS, {}),
    (Acte.DISSOLUTION, PORTEURS, {}),
)
VIES: Final[dict[NatureProjet, tuple[tuple[Acte, tuple[QualiteActeur, ...], dict[str, Any]], ...]]] = {
    NatureProjet.CPTS: (
        (Acte.DEPOT_LETTRE_INTENTION, PORTEURS, {}),
        (Acte.ACCORD_LETTRE_INTENTION, (Q.ARS, Q.CPAM), {}),
        (Acte.DEPOT_PROJET, PORTEURS, {}),
        (Acte.DEMANDE_COMPLEMENTS, AUTORITE, {"delai_le": "2021-06"}),
        (Acte.DEPOT_COMPLEMENTS, PORTEURS, {}),
        (Acte.VALIDATION_PROJET, AUTORITE, {}),
        (Acte.SIGNATURE_CONTRAT, PARTIES, {}),
        (Acte.DEMARRAGE_MISSION, PORTEURS, {"mission": MissionCPTS.ACCES_AUX_SOINS}),
        (Acte.RAPPORT_TRANSMIS, PORTEURS, {}),
        (Acte.DEPLOIEMENT_MISSION, PORTEURS, {"mission": MissionCPTS.ACCES_AUX_SOINS}),
        (Acte.RENOUVELLEMENT, PARTIES, {}),
        (Acte.RAPPORT_TRANSMIS, PORTEURS, {}),
        (Acte.RESILIATION, PORTEURS, {"motif": "départ"}),
    ),
    NatureProjet.MSP: (
        (Acte.DEPOT_PROJET, PORTEURS, {}),
        (Acte.AVIS_COMITE, (Q.COMITE_REGIONAL,), {"avis": AvisComite.AVEC_RESERVES, "delai_le": "2021-06"}),
        (Acte.VALIDATION_PROJET, AUTORITE, {}),
        (Acte.SIGNATURE_CONTRAT, PARTIES, {}),
        (Acte.MISE_EN_FONCTIONNEMENT, PORTEURS, {}),
        (Acte.RENOUVELLEMENT, PARTIES, {}),
        (Acte.SUSPENSION, AUTORITE, {"motif": "silence"}),
        (Acte.LEVEE_SUSPENSION, AUTORITE, {}),
    ),
    NatureProjet.CENTRE_SANTE: (
        (Acte.DEPOT_ENGAGEMENT_CONFORMITE, GESTION, {}),
        (Acte.DELIVRANCE_RECEPISSE, AUTORITE, {}),
        (Acte.OUVERTURE, GESTION, {}),
        (Acte.DEMANDE_AGREMENT, GESTION, {"site": "site", "activite": ActiviteAgreee.DENTAIRE}),
        (Acte.AGREMENT_PROVISOIRE, AUTORITE, {"site": "site", "activite": ActiviteAgreee.DENTAIRE}),
        (Acte.AGREMENT_DEFINITIF, AUTORITE, {"site": "site", "activite": ActiviteAgreee.DENTAIRE}),
        (Acte.FERMETURE_ADMINISTRATIVE, AUTORITE, {"motif": "danger"}),
    ),
    NatureProjet.EQUIPE_SOINS_PRIMAIRES: _EQUIPE,
    NatureProjet.EQUIPE_SOINS_SPECIALISES: _EQUIPE,
}
"""Lives that go to their end, of which a draw keeps some events."""


@st.composite
def journaux(draw: st.DrawFn, nature: NatureProjet) -> tuple[Evenement, ...]:
    """A life of which some events are missing; who did them, sometimes."""
    jour, journal = date(2018, 1, 1) + timedelta(days=draw(st.integers(0, 1500))), list[Evenement]()
    for rang, (acte, par, champs) in enumerate(VIES[nature]):
        jour += timedelta(days=draw(st.integers(0, 300)))
        if draw(st.integers(0, 9)) == 0:
            continue
        journal.append(
            Evenement(
                identifiant=f"e-{rang}",
                acte=acte,
                acteurs=tuple(Acteur(qualite=qualite) for qualite in par) if draw(st.integers(0, 5)) else (),
                effet_le=jour,
                recu_le=jour + timedelta(days=draw(st.integers(0, 5))) if draw(st.booleans()) else None,
                enregistre_le=date(2032, 1, 1),
                **champs,
            )
        )
    return tuple(journal)


@st.composite
def precisions(draw: st.DrawFn) -> tuple[Projet, Projet, Registre, Registre]:
    """A project as it was, and as somebody remembers it, each with what surrounds it."""
    nature = draw(st.sampled_from(NatureProjet))
    journal = draw(journaux(nature))
    retenu = tuple(attrs.evolve(e, effet_le=draw(vagues(e.effet_le)), recu_le=draw(vagues(e.recu_le))) for e in journal)
    precis = Projet(identifiant="projet", nom="Projet", nature=nature, structure="structure", journal=journal)
    vague = attrs.evolve(precis, journal=retenu)
    fin = draw(st.none() | JOURS.map(DatePartielle.exacte))
    sisa = draw(st.none() | JOURS.map(DatePartielle.exacte))
    registres = [
        Registre().avec(projet, structure(nature, dissoute_le, immatriculee_le))
        for projet, dissoute_le, immatriculee_le in (
            (precis, fin, sisa),
            (vague, draw(vagues(fin)), draw(vagues(sisa))),
        )
    ]
    return precis, vague, registres[0], registres[1]


def structure(
    nature: NatureProjet, dissoute_le: DatePartielle | None, immatriculee_le: DatePartielle | None
) -> Structure:
    if nature is NatureProjet.MSP:
        formes = (
            ()
            if immatriculee_le is None
            else (FormeDatee(forme=FormeJuridique.SISA, periode=PeriodePartielle(debut="2015")),)
        )
        return MSP(
            identifiant="structure",
            nom="Structure",
            dissoute_le=dissoute_le,
            formes=formes,
            immatriculee_le=immatriculee_le,
        )
    classes: dict[NatureProjet, Any] = {
        NatureProjet.CPTS: CPTS,
        NatureProjet.CENTRE_SANTE: CentreSante,
        NatureProjet.EQUIPE_SOINS_PRIMAIRES: EquipeSoinsPrimaires,
        NatureProjet.EQUIPE_SOINS_SPECIALISES: EquipeSoinsSpecialises,
    }
    faite: Structure = classes[nature](identifiant="structure", nom="Structure", dissoute_le=dissoute_le)
    return faite


def raisons(suivi: Suivi) -> set[tuple[str, str]]:
    return {(ligne.evenement.identifiant, raison.code) for ligne in suivi.historique for raison in ligne.raisons}


def suivis(cas: tuple[Projet, Projet, Registre, Registre], au: date) -> tuple[Suivi, Suivi]:
    """The two views, when the precise journal is read in the order of the vague one, and nothing new is against it."""
    precis, vague, autour_precis, autour_vague = cas
    exact, flou = Suivi(precis, autour_precis, au), Suivi(vague, autour_vague, au)
    ordre = [[pas.evenement.identifiant for pas in suivi.deroulement.lu.pas] for suivi in (exact, flou)]
    assume(ordre[0] == ordre[1])
    assume(raisons(exact) <= raisons(flou))
    return exact, flou


@given(precisions(), JOURS)
def test_un_etat_possible_d_un_journal_precis_l_etait_du_vague(
    cas: tuple[Projet, Projet, Registre, Registre], au: date
) -> None:
    exact, flou = suivis(cas, au)
    assert exact.etats_possibles <= flou.etats_possibles
    for mission, etats in exact.missions_possibles.items():
        assert etats <= flou.missions_possibles[mission]
    for agrement, etats_ in exact.agrements_possibles.items():
        assert etats_ <= flou.agrements_possibles[agrement]


@given(precisions(), JOURS)
@settings(max_examples=200)
def test_une_echeance_sure_d_un_journal_vague_l_est_du_precis(
    cas: tuple[Projet, Projet, Registre, Registre], au: date
) -> None:
    exact, flou = suivis(cas, au)
    seules = Counter((e.code, e.libelle) for e in flou.echeances)
    precises = {(e.code, e.libelle): e for e in exact.echeances}
    for echeance in flou.echeances:
        cle = echeance.code, echeance.libelle
        if echeance.statut is not StatutEcheance.INCERTAINE and seules[cle] == 1:
            assert precises[cle].statut is echeance.statut, cle


@given(precisions(), JOURS)
def test_rien_de_posterieur_ne_tient_une_echeance(cas: tuple[Projet, Projet, Registre, Registre], au: date) -> None:
    for suivi in suivis(cas, au):
        for echeance in suivi.echeances:
            assert echeance.tenue_le is None or echeance.tenue_le.au_plus_tard_le(au) is not False
            if echeance.statut is not StatutEcheance.TENUE:
                assert echeance.tenue_le is None


def test_un_acte_que_la_loi_ne_connaissait_pas_un_jour_de_sa_date_n_est_pas_sur() -> None:
    """The contract of the CPTS exists since 25 August 2019."""
    journal = (
        Evenement(
            identifiant="reprise",
            acte=Acte.REPRISE,
            etat="projet_valide",
            effet_le="2018",
            enregistre_le=date(2020, 1, 1),
        ),
        Evenement(identifiant="contrat", acte=Acte.SIGNATURE_CONTRAT, effet_le="2019", enregistre_le=date(2020, 1, 1)),
    )
    projet = Projet(identifiant="projet", nom="Projet", nature=NatureProjet.CPTS, journal=journal)
    etats = {etat.value for etat in Suivi(projet, Registre(), date(2020, 1, 1)).etats_possibles}
    assert etats == {"projet_valide", "contrat_signe"}


@pytest.mark.parametrize(
    ("recu_le", "attendus", "resultat"),
    [
        # Two months after the reception, silence had surely validated it; it surely had not; nobody can tell.
        ("2023-09-01", {"contrat_signe"}, Resultat.CONFORME),
        ("2023-12-31", {"projet_valide", "contrat_signe"}, Resultat.NON_CONFORME),
        ("2023", {"projet_valide", "contrat_signe"}, Resultat.INDETERMINE),
    ],
)
def test_un_contrat_d_apres_un_silence_incertain_n_est_pas_sur(
    recu_le: str, attendus: set[str], resultat: Resultat
) -> None:
    projet = Projet(
        identifiant="projet",
        nom="Projet",
        nature=NatureProjet.CPTS,
        journal=(
            Evenement(
                identifiant="reprise",
                acte=Acte.REPRISE,
                etat="projet_en_redaction",
                effet_le="2022",
                enregistre_le=date(2024, 2, 1),
            ),
            Evenement(
                identifiant="depot",
                acte=Acte.DEPOT_PROJET,
                acteurs=(Acteur(qualite=Q.PORTEURS),),
                recu_le=recu_le,
                enregistre_le=date(2024, 2, 1),
            ),
            Evenement(
                identifiant="contrat",
                acte=Acte.SIGNATURE_CONTRAT,
                acteurs=tuple(Acteur(qualite=q) for q in (Q.STRUCTURE, Q.ARS, Q.CPAM)),
                effet_le="2024-01-15",
                enregistre_le=date(2024, 2, 1),
            ),
        ),
    )
    au = date(2026, 1, 1)
    etats = {etat.value for etat in Suivi(projet, Registre(), au).etats_possibles}
    assert etats == attendus
    (jrn,) = [r for r in controler(projet, au=au).resultats if r.code == "JRN-001"]
    assert jrn.resultat is resultat
