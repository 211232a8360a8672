"""The graph of each table, as it stood on the days on which a text changed it."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from tests.cycle.outils import Q, cpts, etat, etats, fait, jour

from soinsprimaires import Acte, NatureProjet, Registre, cycle
from soinsprimaires.cycle import ETATS, SOUS_CYCLES, TRANSITIONS, Etat, EtatAgrement, EtatMission, Transition

CPTS, MSP, CENTRE = NatureProjet.CPTS, NatureProjet.MSP, NatureProjet.CENTRE_SANTE
ESP, ESS = NatureProjet.EQUIPE_SOINS_PRIMAIRES, NatureProjet.EQUIPE_SOINS_SPECIALISES
JOURS = (
    "2009-07-23",
    "2016-01-27",
    "2016-01-28",
    "2017-01-01",
    "2017-07-24",
    "2018-03-02",
    "2018-04-01",
    "2019-08-24",
    "2019-08-25",
    "2022-06-30",
    "2023-05-20",
    "2023-05-21",
    "2024-06-22",
    "2026-11-22",
)
FINALS = {
    CPTS: {"fusionne", "scinde", "dissous", "abandonne"},
    MSP: {"fusionne", "dissous", "abandonne"},
    CENTRE: {"fermeture_administrative", "cessation", "dissous", "abandonne"},
    ESP: {"dissous", "abandonne"},
    ESS: {"dissous", "abandonne"},
}
LETTRE = {"emergence", "lettre_intention_deposee", "lettre_intention_validee", "projet_en_redaction"}
PROJET = {"projet_depose", "complements_demandes", "projet_valide"}
CONTRAT = {"contrat_signe", "suspendu", "resilie", "echu"}
ATTEIGNABLES = {
    # Before the agreements, a project is validated and no contract follows.
    (CPTS, "2017-01-01"): LETTRE | PROJET | {"opposition_ars", "fusionne", "scinde", "dissous", "abandonne"},
    (CPTS, "2019-08-24"): LETTRE | PROJET | {"opposition_ars", "fusionne", "scinde", "dissous", "abandonne"},
    (CPTS, "2019-08-25"): {etat.value for etat in ETATS[CPTS]},
    (MSP, "2017-01-01"): LETTRE | PROJET | {"en_fonctionnement", "fusionne", "dissous", "abandonne"},
    (MSP, "2017-07-23"): LETTRE | PROJET | {"en_fonctionnement", "fusionne", "dissous", "abandonne"},
    (MSP, "2017-07-24"): {etat.value for etat in ETATS[MSP]},
    (CENTRE, "2017-01-01"): {"emergence", "dissous", "abandonne"},
    # The ARS could suspend and close before the law of 2023.
    (CENTRE, "2018-04-01"): {etat.value for etat in ETATS[CENTRE]},
    (CENTRE, "2023-05-20"): {etat.value for etat in ETATS[CENTRE]},
    (CENTRE, "2023-05-21"): {etat.value for etat in ETATS[CENTRE]},
}
PERIODES = [(nature, le) for nature in NatureProjet for le in JOURS]


def en_vigueur(nature: NatureProjet, le: str) -> list[Transition]:
    return [ligne for ligne in TRANSITIONS[nature] if jour(le) in ligne.vigueur]


def accessibles(depuis: Iterable[Etat], lignes: list[Transition]) -> set[Etat]:
    atteints, a_voir = set(depuis), list(depuis)
    while a_voir:
        courant = a_voir.pop()
        suivants = {ligne.vers for ligne in lignes if courant in ligne.depuis and ligne.vers} - atteints
        atteints |= suivants
        a_voir += suivants
    return atteints


def test_chaque_periode_d_une_table_a_son_jour() -> None:
    """A row that begins or ends on another day makes another graph, which these tests would not walk."""
    bornes = {
        le.isoformat()
        for table in TRANSITIONS.values()
        for ligne in table
        for le in (ligne.vigueur.debut, None if ligne.vigueur.fin is None else ligne.vigueur.fin + timedelta(days=1))
        if le is not None
    }
    assert bornes <= set(JOURS)


def test_un_seul_etat_initial() -> None:
    """Only a letter refused or taken back leads to the first state; every other one has a way in, once its rows are."""
    lettre_en_moins = {Acte.REFUS_LETTRE_INTENTION, Acte.RETRAIT_LETTRE_INTENTION}
    for nature, table in TRANSITIONS.items():
        initial = ETATS[nature][0]
        assert {ligne.acte for ligne in table if ligne.vers is initial} <= lettre_en_moins, nature
        assert set(ETATS[nature]) - {ligne.vers for ligne in table} <= {initial}, nature


def test_aucune_sortie_d_un_etat_final() -> None:
    for nature, table in TRANSITIONS.items():
        assert not {etat_.value for ligne in table for etat_ in ligne.depuis} & FINALS[nature], nature


def test_aucun_piege() -> None:
    """From every state that one can reach, one can end."""
    for nature, le in PERIODES:
        lignes = en_vigueur(nature, le)
        for depart in accessibles([ETATS[nature][0]], lignes):
            fins = {etat_.value for etat_ in accessibles([depart], lignes)} & FINALS[nature]
            assert fins, (nature, le, depart)


@pytest.mark.parametrize(("nature", "le"), list(ATTEIGNABLES), ids=lambda v: getattr(v, "value", v))
def test_les_etats_que_l_on_pouvait_atteindre(nature: NatureProjet, le: str) -> None:
    atteints = accessibles([ETATS[nature][0]], en_vigueur(nature, le))
    assert {etat_.value for etat_ in atteints} == ATTEIGNABLES[nature, le]


@pytest.mark.parametrize("nature", list(NatureProjet), ids=lambda nature: nature.value)
def test_tout_etat_s_atteint_aujourd_hui(nature: NatureProjet) -> None:
    assert accessibles([ETATS[nature][0]], en_vigueur(nature, "2026-11-22")) == set(ETATS[nature])


@pytest.mark.parametrize(
    ("etats_", "finals"), [(EtatMission, {"deployee"}), (EtatAgrement, set())], ids=["missions", "agréments"]
)
def test_les_sous_cycles_se_parcourent(etats_: type[EtatMission] | type[EtatAgrement], finals: set[str]) -> None:
    passages = [passage for passage in SOUS_CYCLES.values() if isinstance(passage.vers, etats_)]
    initial = next(iter(etats_))
    atteints = {initial} | {passage.vers for passage in passages}
    assert atteints == set(etats_)
    assert initial not in {passage.vers for passage in passages}
    sortants = {depuis for passage in passages for depuis in passage.depuis}
    assert {etat_.value for etat_ in set(etats_) - sortants} == finals


# -- a journal replays under what existed then --------------------------------------------------------------------

DEPOT_2017 = fait(Acte.DEPOT_PROJET, "2017-03-31", Q.PORTEURS, recu_le="2017-03-31")
VALIDATION_2017 = fait(Acte.VALIDATION_PROJET, "2017-09-01", Q.ARS)


def contrat(le: str) -> cycle.LigneHistorique:
    objet = cpts(DEPOT_2017, VALIDATION_2017, fait(Acte.SIGNATURE_CONTRAT, le, Q.STRUCTURE, Q.ARS, Q.CPAM))
    return cycle.historique(objet)[-1]


def test_en_2017_le_silence_ne_valide_pas_et_l_aci_n_existe_pas() -> None:
    objet = cpts(DEPOT_2017, VALIDATION_2017)
    assert etat(objet, "2017-08-31") == "projet_depose"
    assert cycle.echeances(objet, Registre(), au=date(2017, 6, 1)) == ()
    assert Acte.SIGNATURE_CONTRAT not in cycle.actes_possibles(objet, au=date(2017, 10, 1))
    assert Acte.SIGNATURE_CONTRAT in cycle.actes_possibles(objet, au=date(2019, 8, 25))


def test_un_contrat_ecrit_avant_l_accord_ne_prouve_rien() -> None:
    assert not contrat("2019-08-24").coherent
    assert {etat_.value for etat_ in contrat("2019-08-24").etats} == {"projet_valide", "contrat_signe"}
    assert contrat("2019-08-25").coherent
    assert {etat_.value for etat_ in contrat("2019-08-25").etats} == {"contrat_signe"}


def test_une_date_vague_a_cheval_sur_l_accord_reste_possible_et_n_est_pas_sure() -> None:
    """Of its days, some come before the agreement: the one that was meant may be one of them."""
    assert contrat("2019").coherent
    assert contrat("2019").incertain
    assert not contrat("2019-09").incertain
    objet = cpts(DEPOT_2017, VALIDATION_2017, fait(Acte.SIGNATURE_CONTRAT, "2019", Q.STRUCTURE, Q.ARS, Q.CPAM))
    assert etats(objet, "2019-12-31") == {"projet_valide", "contrat_signe"}
