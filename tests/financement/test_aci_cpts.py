"""What a CPTS receives: known functioning, missions between bounds, payments at anniversaries."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from soinsprimaires import Estimation, MissionCPTS, NuanceNombre
from soinsprimaires.financement import FaitsACICPTS, MissionEngagee, Versement, charger_bareme, decompte_aci_cpts
from soinsprimaires.sources import Fiabilite

EN_2019 = date(2019, 9, 1)
EN_2023 = date(2023, 9, 1)
D = Decimal
M = MissionCPTS
SANS: dict[str, Any] = {"missions": ()}


@pytest.mark.parametrize(
    ("habitants", "montant"),
    [(0, 50_000), (39_999, 50_000), (40_000, 60_000), (79_999, 60_000), (80_001, 75_000), (175_001, 90_000)],
)
def test_le_fonctionnement_d_une_taille(habitants: int, montant: int) -> None:
    faits = FaitsACICPTS(population=habitants, contrat_signe_le=EN_2023, annee_contrat=1, missions=())
    decompte = decompte_aci_cpts(faits)
    assert (decompte.total, decompte.minimum, decompte.maximum) == (D(montant),) * 3
    assert decompte.fiabilite is Fiabilite.SECONDAIRE


@pytest.mark.parametrize(
    ("population", "minimum", "maximum"),
    [
        # On which side exactly 80 000 falls was read nowhere.
        (80_000, 60_000, 75_000),
        (175_000, 75_000, 75_000),
        (Estimation(valeur=40_000, nuance=NuanceNombre.AU_MOINS), 60_000, 90_000),
        (Estimation(valeur=40_000, nuance=NuanceNombre.MOINS_DE), 50_000, 50_000),
        (None, 50_000, 90_000),
    ],
)
def test_une_population_vague_donne_des_bornes(population: Any, minimum: int, maximum: int) -> None:
    faits = FaitsACICPTS(population=population, contrat_signe_le=EN_2023, annee_contrat=2, missions=())
    decompte = decompte_aci_cpts(faits)
    assert (decompte.minimum, decompte.maximum) == (D(minimum), D(maximum))
    assert decompte.total == (minimum if minimum == maximum else None)


@pytest.mark.parametrize(
    ("signe", "habitants", "minimum", "maximum"),
    [
        (EN_2019, 30_000, 50_000, 220_000),
        (EN_2019, 50_000, 60_000, 287_000),
        (EN_2019, 100_000, 75_000, 370_000),
        (EN_2019, 200_000, 90_000, 450_000),
        # After amendment 2 only the total of size 4 is known; the others do not pass it.
        (EN_2023, 30_000, 50_000, 580_000),
        (EN_2023, 100_000, 75_000, 580_000),
        (EN_2023, 200_000, 90_000, 580_000),
    ],
)
def test_tant_que_les_missions_ne_sont_pas_lues_le_total_est_borne(
    signe: date, habitants: int, minimum: int, maximum: int
) -> None:
    decompte = decompte_aci_cpts(FaitsACICPTS(population=habitants, contrat_signe_le=signe, annee_contrat=2))
    assert (decompte.total, decompte.minimum, decompte.maximum) == (None, D(minimum), D(maximum))
    raison = decompte.ligne("PARCOURS").raison
    assert raison is not None
    assert "à lire" in raison


def test_la_mission_de_crise_n_existe_que_depuis_l_avenant_2() -> None:
    avant, apres = (
        decompte_aci_cpts(FaitsACICPTS(population=30_000, contrat_signe_le=le, annee_contrat=1))
        for le in (EN_2019, EN_2023)
    )
    assert "CRISES_SANITAIRES" not in {ligne.code for ligne in avant.lignes}
    assert "CRISES_SANITAIRES" in {ligne.code for ligne in apres.lignes}


@pytest.mark.parametrize(
    ("signe", "annee", "total"),
    [
        # Read in the text of the negotiation only: what was signed may not give it.
        (date(2020, 9, 1), 1, None),
        (date(2021, 12, 30), 1, None),
        (date(2021, 12, 31), 1, None),
        (date(2022, 1, 1), 1, Decimal(50_000)),
        (date(2020, 9, 1), 2, Decimal(50_000)),
    ],
)
def test_le_credit_de_demarrage(signe: date, annee: int, total: Decimal | None) -> None:
    faits = FaitsACICPTS(population=30_000, contrat_signe_le=signe, annee_contrat=annee, missions=())
    decompte = decompte_aci_cpts(faits)
    assert decompte.total == total
    assert (decompte.minimum, decompte.maximum) == ((D(50_000), D(87_500)) if total is None else (total, total))


@pytest.mark.parametrize(
    ("faits", "credit", "total"),
    [
        # Whether the contract is in time is not known; of the functioning, the credit is 75 %, or nothing.
        ({"population": 60_000, "contrat_signe_le": date(2021, 12, 31), "annee_contrat": 1, **SANS}, 45_000, 105_000),
        ({"population": 60_000, "annee_contrat": 1}, 45_000, 625_000),
        ({"population": 30_000, "annee_contrat": 1}, 37_500, 617_500),
        ({"population": 30_000}, 37_500, 617_500),
        ({"population": 200_000}, 67_500, 647_500),
        ({}, 67_500, 647_500),
    ],
)
def test_un_credit_incertain_ne_depasse_pas_la_part_du_texte(faits: dict[str, Any], credit: int, total: int) -> None:
    decompte = decompte_aci_cpts(FaitsACICPTS(**faits))
    ligne = decompte.ligne("credit_premiere_annee")
    assert (ligne.montant, ligne.minimum, ligne.maximum) == (None, D(0), D(credit))
    assert (decompte.total, decompte.maximum) == (None, D(total))


def test_un_credit_que_l_on_a_lu_dans_son_contrat_est_certain(tmp_path: Path) -> None:
    pose = tmp_path / "contrat.toml"
    pose.write_text(
        '[sources.contrat]\ntitre = "Contrat"\nlu_le = 2026-11-01\n\n[[cpts.credit_premiere_annee]]\n'
        'depuis = 2020-09-01\njusqua = 2020-09-30\nsources = ["contrat"]\nmontant = "0.5"\n',
        encoding="utf-8",
    )
    faits = FaitsACICPTS(population=30_000, contrat_signe_le=date(2020, 9, 1), annee_contrat=1, missions=())
    ligne = decompte_aci_cpts(faits, charger_bareme(pose)).ligne("credit_premiere_annee")
    assert (ligne.montant, ligne.raison) == (D(25_000), None)


def test_sans_contrat_dont_on_sache_la_date_rien_n_est_acquis() -> None:
    decompte = decompte_aci_cpts(FaitsACICPTS(population=30_000, annee_contrat=2, missions=()))
    ligne = decompte.ligne("fonctionnement")
    assert (ligne.montant, ligne.minimum, ligne.maximum) == (None, D(0), D(50_000))
    assert "contrat_signe_le" in ligne.inconnus
    assert (decompte.total, decompte.minimum, decompte.maximum) == (None, D(0), D(50_000))


def test_sans_contrat_dont_on_sache_la_date_une_mission_a_la_meme_borne() -> None:
    # 580 000 of the greatest total less the 75 000 of functioning of size 3, which any contract pays.
    decompte = decompte_aci_cpts(FaitsACICPTS(population=120_000, annee_contrat=2))
    missions = [ligne for ligne in decompte.lignes if ligne.code != "fonctionnement"]
    assert {ligne.maximum for ligne in missions} == {D(505_000)}
    assert (decompte.minimum, decompte.maximum) == (D(0), D(580_000))
    assert "si le fonctionnement est payé" in (decompte.ligne("fonctionnement").raison or "")


def test_un_versement_n_est_pas_plus_sur_que_son_montant() -> None:
    # 50 000 euros were read in secondary copies; the table of the missions was not read.
    mission = (MissionEngagee(mission=M.PARCOURS, demarree_le=EN_2023, atteinte=Decimal(1)),)
    dits = versements(1, missions=mission)
    assert dits["fonctionnement/avance"].fiabilite is Fiabilite.SECONDAIRE
    assert dits["PARCOURS/avance"].fiabilite is Fiabilite.NON_VERIFIEE


def test_le_plafond_des_membres_n_existe_pas_avant_son_decret() -> None:
    # Décret n° 2022-375 of 16 March 2022.
    annees = [
        [
            reserve[:7]
            for reserve in decompte_aci_cpts(FaitsACICPTS(contrat_signe_le=EN_2019, annee_contrat=rang)).reserves
        ]
        for rang in (1, 2, 3)
    ]
    assert annees == [[], [], ["en 2022"]]


def versements(annee: int, **faits: Any) -> dict[str, Versement]:
    decompte = decompte_aci_cpts(
        FaitsACICPTS(population=30_000, contrat_signe_le=EN_2023, annee_contrat=annee, **SANS | faits)
    )
    return {versement.code: versement for versement in decompte.echeancier}


def test_la_premiere_annee_le_fonctionnement_est_verse_entier_a_la_signature() -> None:
    premiere, suivante = versements(1), versements(2)
    assert (premiere["fonctionnement/avance"].le, premiere["fonctionnement/avance"].montant) == (EN_2023, D(50_000))
    assert "fonctionnement/solde" not in premiere
    avance, solde = suivante["fonctionnement/avance"], suivante["fonctionnement/solde"]
    assert (avance.le, avance.montant) == (date(2024, 9, 1), D(37_500))
    assert (solde.le, solde.montant) == (date(2025, 9, 1), D(12_500))


def test_l_aide_a_la_lettre_d_intention_est_hors_du_total() -> None:
    aide = versements(1, lettre_validee_le=date(2022, 6, 1))["aide_lettre_intention"]
    assert (aide.montant, aide.minimum, aide.maximum) == (None, D(0), D(15_000))
    assert "aide_lettre_intention" not in versements(1, lettre_validee_le=date(2021, 6, 1))


@pytest.mark.parametrize(
    ("signe", "maximum"),
    # The aid is that of amendment 2, on 31 March 2022: a letter comes before its contract.
    [(EN_2019, None), (date(2022, 3, 30), None), (date(2022, 3, 31), 15_000), (EN_2023, 15_000), (None, 15_000)],
)
def test_l_aide_a_la_lettre_n_existe_pas_avant_son_texte(signe: date | None, maximum: int | None) -> None:
    decompte = decompte_aci_cpts(FaitsACICPTS(population=30_000, contrat_signe_le=signe, annee_contrat=1, **SANS))
    aides = [versement for versement in decompte.echeancier if versement.code == "aide_lettre_intention"]
    assert [aide.maximum for aide in aides] == ([] if maximum is None else [D(maximum)])


def test_une_mission_qui_demarre_apres_l_annee_ne_paie_rien() -> None:
    tardive = (MissionEngagee(mission=M.PARCOURS, demarree_le=date(2024, 10, 1), atteinte=Decimal(1)),)
    faits = FaitsACICPTS(population=30_000, contrat_signe_le=EN_2023, annee_contrat=1, missions=tardive)
    assert decompte_aci_cpts(faits).total == 50_000


def test_chaque_membre_est_plafonne() -> None:
    reserves = decompte_aci_cpts(FaitsACICPTS(contrat_signe_le=EN_2023, annee_contrat=1, population=1)).reserves
    assert ["43\u202f992 €" in reserves[0], "46\u202f368 €" in reserves[1]] == [True, True]
    [inconnu, *_] = decompte_aci_cpts(FaitsACICPTS(contrat_signe_le=EN_2023, annee_contrat=30)).reserves
    assert "plus que le plafond annuel de la sécurité sociale, qui n'est pas connu" in inconnu


def test_un_contrat_du_premier_janvier_ne_touche_qu_une_annee_civile() -> None:
    faits = FaitsACICPTS(contrat_signe_le=date(2023, 1, 1), annee_contrat=1, population=1)
    [reserve] = decompte_aci_cpts(faits).reserves
    assert reserve.startswith("en 2023, aucun membre")


@pytest.mark.parametrize(
    ("faits", "champ"),
    [
        ({"population": -1}, "population"),
        ({"population": Estimation(valeur=-5)}, "population"),
        ({"population": Estimation(valeur=5, unite="EUR")}, "population"),
        ({"annee_contrat": 0}, "annee_contrat"),
        ({"contrat_signe_le": date(2019, 8, 24)}, "contrat_signe_le"),
        ({"contrat_signe_le": EN_2019, "lettre_validee_le": EN_2023}, "lettre_validee_le"),
        ({"missions": (M.PARCOURS, M.PARCOURS)}, "missions"),
        ({"missions": ("parcours",)}, "missions/0"),
        (
            {"contrat_signe_le": EN_2023, "missions": (MissionEngagee(mission=M.PARCOURS, demarree_le=EN_2019),)},
            "missions/0",
        ),
    ],
)
def test_un_fait_impossible_est_nomme(faits: dict[str, Any], champ: str) -> None:
    from soinsprimaires import ValeurInvalide

    with pytest.raises(ValeurInvalide) as refus:
        FaitsACICPTS(**faits)
    assert refus.value.champ == champ
