"""What each unknown fact may move of a total, by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.financement.test_exemples_du_guide import NULS, TOUT

from soinsprimaires import Estimation, NuanceNombre
from soinsprimaires.financement import Decompte, FaitsACICPTS, FaitsACIMSP, ce_qui_changerait
from soinsprimaires.financement import decompte_aci_cpts as cpts
from soinsprimaires.financement import decompte_aci_msp as msp


def ecarts(decompte: Decompte) -> dict[str, Decimal | None]:
    return {question.fait: question.ecart for question in ce_qui_changerait(decompte)}


@pytest.mark.parametrize(
    ("valeur", "nuance", "ecart"),
    [
        # 75 000 or 90 000 euros of functioning; 50 000 or 60 000; "about" bounds nothing: 50 000 to 90 000.
        (80_000, NuanceNombre.PLUS_DE, 15_000),
        (50_000, NuanceNombre.AU_PLUS, 10_000),
        (40_000, NuanceNombre.ENVIRON, 40_000),
    ],
)
def test_une_population_vague_bouge_le_fonctionnement(valeur: int, nuance: NuanceNombre, ecart: int) -> None:
    habitants = Estimation(valeur=valeur, nuance=nuance)
    faits = FaitsACICPTS(population=habitants, contrat_signe_le=date(2023, 9, 1), annee_contrat=2, missions=())
    assert ecarts(cpts(faits)) == {"population": Decimal(ecart)}


def test_l_annee_du_contrat_d_une_cpts_bouge_le_credit() -> None:
    # 75 % of 90 000 euros.
    assert ecarts(cpts(FaitsACICPTS()))["annee_contrat"] == Decimal(67_500)


@pytest.mark.parametrize("patients", [4_000, Estimation(valeur=4_000)])
def test_un_logiciel_sans_date_est_peut_etre_acquis_apres_l_exercice(patients: Any) -> None:
    # All of the total, or none of it: the label is a prerequisite.
    champs = TOUT | NULS | {"si_standard_depuis": None, "patientele": patients}
    decompte = msp(FaitsACIMSP(exercice=2023, **champs))
    assert ecarts(decompte) == {"si_standard_depuis": Decimal(104_790)}


def test_des_semaines_fermees_que_l_on_ignore_peuvent_tout_faire_perdre() -> None:
    # Closed all year outside holidays, the house loses its prerequisite, and with it the total.
    decompte = msp(FaitsACIMSP(exercice=2023, **TOUT | NULS | {"semaines_fermees_hors_vacances": None}))
    assert ecarts(decompte) == {"semaines_fermees_hors_vacances": Decimal(104_790)}


def test_de_rien_de_connu_tout_prerequis_bouge_tout_le_total() -> None:
    # 14 970 points of 13 associates and 200 for each of three more, x 7 euros x 1.25.
    dits = ecarts(msp(FaitsACIMSP(exercice=2023)))
    for fait in ("si_standard_depuis", "coordination", "plan_crise", "soins_non_programmes"):
        assert dits[fait] == Decimal("136237.50")
    assert dits["nouvelle_structure"] is None
