"""The plot of a decompte and its words."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import attrs
import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from tests.financement.test_exemples_du_guide import TOUT

from soinsprimaires.affichage import financement, graphiques
from soinsprimaires.affichage.financement import euros, fourchette, lignes_du_decompte, tableau_decompte
from soinsprimaires.financement import FaitsACIMSP, ce_qui_changerait, decompte_aci_msp

mpl.use("Agg")

FAITS = FaitsACIMSP(exercice=2023, part_c2s=Decimal(0), part_ame=Decimal(0), **TOUT)


@pytest.mark.parametrize(
    ("montants", "dit"),
    [
        (("840", "840", "840"), "840 €"),
        (("1838.1125", "0", "0"), "1 838,1125 €"),
        (("-0.5", "0", "0"), "-0,50 €"),
        # Bounds are rounded away from one another: what they hold stays between them.
        ((None, "10.006", "20.001"), "entre 10 € et 20,01 €"),
        (("-12.5", "0", "0"), "-12,50 €"),
        ((None, "10", "20"), "entre 10 € et 20 €"),
        ((None, "0", "20"), "au plus 20 €"),
        ((None, "10", None), "au moins 10 €"),
        ((None, "0", None), "non connu"),
        ((None, None, "0"), "au plus 0 €"),
        ((None, None, None), "non connu"),
    ],
)
def test_un_montant_et_ses_bornes(montants: tuple[str | None, ...], dit: str) -> None:
    bornes = [None if montant is None else Decimal(montant) for montant in montants]
    assert fourchette(*bornes).replace("\u202f", " ").replace("\u00a0", " ") == dit


def test_les_lignes_telles_qu_elles_sont_ecrites_font_le_total() -> None:
    # 5 333 patients: one mission of public health is 350 × 5 333 ÷ 4 000 × 7 = 3 266.4625 euros, and so is the crisis.
    compte = decompte_aci_msp(attrs.evolve(FAITS, patientele=5_333, missions_sante_publique=1))
    ecrites = [euros(ligne.montant) for ligne in compte.lignes if ligne.montant is not None]
    lues = [Decimal(ecrite.replace("\u202f", "").removesuffix("\u00a0€").replace(",", ".")) for ecrite in ecrites]
    assert "3\u202f266,4625\u00a0€" in ecrites
    assert len(lues) == len(compte.lignes)
    assert compte.total == sum(lues, Decimal(0)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_un_montant_se_lit_par_milliers() -> None:
    assert euros(Decimal(104790)) == "104\u202f790\u00a0€"


@pytest.mark.parametrize(
    ("faits", "legende"),
    [
        (FAITS, ["montant connu"]),
        (attrs.evolve(FAITS, sas=None), ["montant connu", "selon les faits à renseigner"]),
        (attrs.evolve(FAITS, patientele=None), ["montant connu", "rien ne le borne"]),
    ],
)
def test_le_dessin_distingue_le_connu_le_borne_et_le_reste(faits: FaitsACIMSP, legende: list[str]) -> None:
    ax = graphiques.decompte(decompte_aci_msp(faits), titre="Maison")
    boite = ax.get_legend()
    assert boite is not None
    assert sorted(texte.get_text() for texte in boite.get_texts()) == sorted(legende)
    # One bar an indicator of the guide: without any excess there is no uplift.
    assert len(ax.get_yticklabels()) == 20
    plt.close("all")


_NON = (
    *("soins_non_programmes", "plan_crise", "coordination", "si_standard", "si_avance", "crise_declaree", "cstm"),
    *("coordination_externe", "insuffisance_cardiaque", "surpoids_enfant"),
)
_NULS = (
    *("diversite", "vacations", "usagers", "sas", "qualite", "stagiaires", "protocoles", "dossiers_concertes"),
    *("missions_sante_publique", "protocoles_nationaux"),
)


def test_un_decompte_sans_rien_se_dessine_aussi() -> None:
    faits: dict[str, Any] = dict.fromkeys(_NON, False) | dict.fromkeys(_NULS, 0)
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=2023, contrat_effet_le=date(2018, 1, 1), **faits))
    assert decompte.total == 0
    ax = graphiques.decompte(decompte, titre="Maison")
    assert [texte.get_text() for texte in ax.texts] == ["Aucune ligne n'est payée"]
    plt.close("all")


def test_le_tableau_finit_par_le_total() -> None:
    tableau = tableau_decompte(decompte_aci_msp(FAITS), "Maison, exercice 2023")
    assert tableau.lignes[-1][0] == "total"
    assert tableau.lignes[-1][3] == Decimal(104_790)


def test_les_points_d_une_part_de_l_annee_ont_une_fin() -> None:
    # 3 100 points of which 122 days of 366, or four months of twelve, are a third.
    faits = attrs.evolve(FAITS, exercice=2024, si_standard_depuis=date(2024, 9, 1))
    dites = [ligne.texte for ligne in lignes_du_decompte(decompte_aci_msp(faits), "Maison")]
    [dite] = [texte for texte in dites if texte.startswith("A3-SI-STD")]
    assert "(1\u202f033,333333 points)" in dite


@pytest.mark.parametrize(("connus", "fin"), [(11, None), (12, None), (13, "et 1 autre(s)"), (14, "et 2 autre(s)")])
def test_douze_questions_sont_posees_et_les_autres_comptees(
    connus: int, fin: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=2023))
    questions = ce_qui_changerait(decompte)[:connus]
    monkeypatch.setattr(financement, "ce_qui_changerait", lambda _: questions)
    textes = [ligne.texte for ligne in lignes_du_decompte(decompte, "MSP")]
    posees = textes[textes.index("À renseigner d'abord") + 1 :]
    assert len([texte for texte in posees if texte.strip()]) == min(connus, 12) + (fin is not None)
    assert (posees[-1].strip() if fin else None) == fin


@pytest.mark.parametrize(
    ("ecart", "dit"), [(None, "sans elle, rien ne borne"), (0, "avec une autre réponse"), (1, "jusqu'à 1")]
)
def test_ce_que_change_une_reponse(ecart: int | None, dit: str) -> None:
    question = ce_qui_changerait(decompte_aci_msp(FaitsACIMSP(exercice=2023)))[0]
    posee = financement._question(attrs.evolve(question, ecart=None if ecart is None else Decimal(ecart)))
    assert posee.startswith(f"{question.libelle} ({question.fait}) : {dit}")
