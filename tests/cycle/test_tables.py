"""The tables of transitions are graphs that one can walk to their end."""

from collections.abc import Iterable

import pytest

from soinsprimaires import Acte, NatureProjet, cycle
from soinsprimaires.cycle import ETATS, NEUTRES, TRANSITIONS, Etat

FINALS = {
    NatureProjet.CPTS: {"fusionne", "scinde", "dissous", "abandonne"},
    NatureProjet.MSP: {"fusionne", "dissous", "abandonne"},
    NatureProjet.CENTRE_SANTE: {"fermeture_administrative", "cessation", "dissous", "abandonne"},
    NatureProjet.EQUIPE_SOINS_PRIMAIRES: {"dissous", "abandonne"},
    NatureProjet.EQUIPE_SOINS_SPECIALISES: {"dissous", "abandonne"},
}
chaque_nature = pytest.mark.parametrize("nature", list(NatureProjet), ids=lambda nature: nature.value)


def accessibles(depuis: Iterable[Etat], nature: NatureProjet) -> set[Etat]:
    atteints, a_voir = set(depuis), list(depuis)
    while a_voir:
        etat = a_voir.pop()
        suivants = {ligne.vers for ligne in TRANSITIONS[nature] if etat in ligne.depuis and ligne.vers} - atteints
        atteints |= suivants
        a_voir += suivants
    return atteints


def finals(nature: NatureProjet) -> set[Etat]:
    return {etat for etat in ETATS[nature] if etat.value in FINALS[nature]}


def test_chaque_nature_a_ses_etats_et_sa_table() -> None:
    assert set(ETATS) == set(TRANSITIONS) == set(NatureProjet)


@chaque_nature
def test_le_premier_etat_est_l_emergence(nature: NatureProjet) -> None:
    assert ETATS[nature][0].value == "emergence"


@chaque_nature
def test_chaque_etat_s_atteint(nature: NatureProjet) -> None:
    assert accessibles([ETATS[nature][0]], nature) == set(ETATS[nature])


@chaque_nature
def test_un_etat_final_n_a_pas_de_sortie_et_lui_seul(nature: NatureProjet) -> None:
    sortants = {etat for ligne in TRANSITIONS[nature] for etat in ligne.depuis}
    assert set(ETATS[nature]) - sortants == finals(nature)


@chaque_nature
def test_de_chaque_etat_on_peut_finir(nature: NatureProjet) -> None:
    pieges = [etat for etat in ETATS[nature] if not accessibles([etat], nature) & finals(nature)]
    assert pieges == []


@chaque_nature
def test_un_acte_mene_d_un_etat_a_un_seul_autre(nature: NatureProjet) -> None:
    departs = [(etat, ligne.acte) for ligne in TRANSITIONS[nature] for etat in ligne.depuis]
    assert len(departs) == len(set(departs))


@chaque_nature
def test_chaque_ligne_change_l_etat_revient_a_quelqu_un_et_a_une_source(nature: NatureProjet) -> None:
    for ligne in TRANSITIONS[nature]:
        assert ligne.vers not in ligne.depuis
        assert ligne.decide_par
        assert ligne.sources
        assert all(groupe <= ligne.decide_par for groupe in ligne.accords)


def test_chaque_acte_a_une_place_et_une_seule() -> None:
    des_tables = {ligne.acte for table in TRANSITIONS.values() for ligne in table}
    assert not des_tables & NEUTRES
    assert not {Acte.REPRISE, Acte.ANNULATION} & (des_tables | NEUTRES)
    assert des_tables | NEUTRES | {Acte.REPRISE, Acte.ANNULATION} == set(Acte)


def test_un_mot_nomme_un_etat_par_nature() -> None:
    mots = {nature: {etat.value for etat in cycle.ETATS[nature]} for nature in NatureProjet}
    assert mots[NatureProjet.CPTS] - mots[NatureProjet.MSP] == {"opposition_ars", "scinde"}
    assert mots[NatureProjet.MSP] - mots[NatureProjet.CPTS] == set()
    assert mots[NatureProjet.CENTRE_SANTE] == {
        "emergence",
        "engagement_depose",
        "recepisse_delivre",
        "ouvert",
        "suspendu",
        "fermeture_administrative",
        "cessation",
        "dissous",
        "abandonne",
    }


@chaque_nature
def test_un_acte_ne_laisse_jamais_un_projet_dans_un_etat_ou_un_autre_le_fait_entrer(nature: NatureProjet) -> None:
    """What leads to a state dates the day on which it was reached: the project was not there before."""
    lignes = TRANSITIONS[nature]
    assert not [
        (ligne.acte, autre.vers)
        for ligne in lignes
        for autre in lignes
        if ligne.acte is autre.acte and autre.vers in ligne.depuis
    ]
