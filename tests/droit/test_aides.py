"""The aids around the agreements, by hand from what was read: what is open, what is closed, what is of one region."""

from datetime import date
from decimal import Decimal

import pytest

from soinsprimaires.droit import AIDES, AideOuverte, BeneficiaireAide, ZoneAide
from soinsprimaires.erreurs import CodeInconnu, ValeurInvalide
from soinsprimaires.financement import StatutAide, aides

AU = date(2026, 11, 29)
B, Z, S = BeneficiaireAide, ZoneAide, StatutAide


def montants(code: str, rang: int = 0) -> dict[str, Decimal]:
    trouvees = [aide for aide in AIDES if aide.code == code]
    return {montant.libelle: montant.montant for montant in trouvees[rang].montants}


def test_l_assistant_medical_avant_et_apres_le_22_juin_2024() -> None:
    avant, apres = montants("ASSISTANT-MEDICAL"), montants("ASSISTANT-MEDICAL", 1)
    entiers = [f"un temps plein, {annee} année" for annee in ("première", "deuxième", "troisième")]
    assert [avant[nom] for nom in entiers] == [36_000, 27_000, 21_000]
    assert [apres[nom] for nom in entiers] == [38_000, 28_000, 22_000]
    assert avant["un tiers-temps, ensuite, patientèle élevée"] == 8_350
    assert apres["un mi-temps, ensuite, patientèle très élevée"] == 19_000
    assert [nom for nom in apres if "tiers" in nom] == ["un tiers-temps, deuxième année"]


@pytest.mark.parametrize(
    ("jour", "statuts"),
    [
        (date(2019, 8, 31), [S.PAS_ENCORE, S.PAS_ENCORE]),
        (date(2019, 9, 1), [S.OUVERTE, S.PAS_ENCORE]),
        (date(2024, 6, 21), [S.OUVERTE, S.PAS_ENCORE]),
        (date(2024, 6, 22), [S.FERMEE, S.OUVERTE]),
    ],
)
def test_une_version_remplace_l_autre(jour: date, statuts: list[StatutAide]) -> None:
    dites = [dite for dite in aides(au=jour) if dite.aide.code == "ASSISTANT-MEDICAL"]
    dites.sort(key=lambda dite: str(dite.aide.depuis))
    assert [dite.statut for dite in dites] == statuts


def test_les_contrats_de_2016_ne_se_demandent_plus_et_disent_depuis_quand() -> None:
    dites = {d.aide.code: d for d in aides(au=AU, beneficiaire=B.MEDECIN, zone=Z.ZIP)}
    for code in ("CAIM", "COSCOM", "COTRAM", "CSTM"):
        assert dites[code].statut is S.FERMEE
        assert dites[code].raison == "ne se demande plus après le 31 décembre 2025"
    assert dites["INSTALLATION-2026"].statut is S.OUVERTE
    assert montants("INSTALLATION-2026") == {"en ZIP": 10_000, "en ZAC": 5_000, "cabinet secondaire en ZIP": 3_000}
    la_veille = {d.aide.code: d.statut for d in aides(au=date(2025, 12, 31))}
    assert (la_veille["CAIM"], la_veille["INSTALLATION-2026"]) == (S.OUVERTE, S.PAS_ENCORE)


def test_une_aide_de_region_n_est_jamais_nationale() -> None:
    assert {dite.aide.region for dite in aides(au=AU)} == {None}
    d_ile_de_france = [dite.aide.code for dite in aides(au=AU, region="11") if dite.aide.region]
    assert sorted(d_ile_de_france) == ["FIR-IDF-DEMARRAGE", "FIR-IDF-ETUDE", "FIR-IDF-LETTRE", "REGION-IDF"]
    assert [d.aide.region for d in aides(au=AU, region="76") if d.aide.region] == []


@pytest.mark.parametrize(
    ("code", "jour", "statut"),
    [
        ("ZRR", date(2024, 6, 30), S.INCERTAINE),
        ("ZRR", date(2024, 7, 1), S.FERMEE),
        ("FRR", date(2024, 6, 30), S.PAS_ENCORE),
        ("FRR", date(2024, 7, 1), S.OUVERTE),
        ("FRR", date(2030, 1, 1), S.FERMEE),
        ("CESP", date(2010, 6, 1), S.INCERTAINE),
        # What came after was not read: neither open nor closed.
        ("IPA-DEMARRAGE", date(2015, 1, 1), S.PAS_ENCORE),
        ("IPA-DEMARRAGE", date(2022, 11, 17), S.OUVERTE),
        ("IPA-DEMARRAGE", date(2022, 11, 18), S.INCERTAINE),
        ("TEULADE", date(2026, 3, 14), S.OUVERTE),
        ("TEULADE", date(2026, 3, 15), S.INCERTAINE),
        ("CENTRE-IPA", date(2025, 12, 31), S.OUVERTE),
        ("CENTRE-IPA", date(2026, 1, 1), S.INCERTAINE),
        # Read on 29 November 2026: of the days that follow, nobody knows.
        ("INSTALLATION-2026", date(2026, 11, 29), S.OUVERTE),
        ("INSTALLATION-2026", date(2026, 11, 30), S.INCERTAINE),
        ("FMT-MAJORATION", date(2040, 1, 1), S.INCERTAINE),
        # Read in a copy of 14 March 2024.
        ("CESP", date(2024, 3, 14), S.OUVERTE),
        ("CESP", date(2024, 3, 15), S.INCERTAINE),
        # Its text says itself until when it may be asked, whenever it was read.
        ("FRR", date(2029, 12, 31), S.OUVERTE),
        # Losses of three periods; on which days they were asked was not read.
        ("DIPA", date(2020, 8, 1), S.INCERTAINE),
        # Until when it was asked was not read.
        ("DIPA", date(2021, 7, 15), S.INCERTAINE),
        # Its text was not read: nobody may say that it is open.
        ("IPA-SALARIE", AU, S.INCERTAINE),
        ("CENTRE-ACCORD-2026", AU, S.INCERTAINE),
        ("CENTRE-ACCORD", date(2026, 1, 1), S.FERMEE),
    ],
)
def test_le_statut_d_une_aide_un_jour(code: str, jour: date, statut: StatutAide) -> None:
    [dite] = [dite for dite in aides(au=jour) if dite.aide.code == code]
    assert dite.statut is statut
    assert (dite.raison is None) == (statut is S.OUVERTE)


def test_une_region_qui_n_en_est_pas_une_est_refusee() -> None:
    for region in ("Île-de-France", "00", ""):
        with pytest.raises(CodeInconnu):
            aides(au=AU, region=region)


@pytest.mark.parametrize("qui", [B.MEDECIN, B.INFIRMIER, B.IPA])
def test_ce_qui_est_ouvert_a_tout_professionnel_l_est_a_chacun(qui: BeneficiaireAide) -> None:
    assert "FRR" in {dite.aide.code for dite in aides(au=AU, beneficiaire=qui)}
    assert "FRR" not in {dite.aide.code for dite in aides(au=AU, beneficiaire=B.ETUDIANT)}


def test_une_date_est_dite_en_mots() -> None:
    raisons = {dite.aide.code: dite.raison for dite in aides(au=date(2023, 1, 1))}
    assert raisons["IPA-FORMATION"] == "se demande depuis : vers le 16 juin 2023"


def test_aucun_nouveau_tiers_temps_depuis_2025() -> None:
    _, apres = [aide for aide in AIDES if aide.code == "ASSISTANT-MEDICAL"]
    assert "aucun nouveau contrat d'un tiers-temps depuis 2025" in apres.conditions


def test_ce_qui_se_demande_est_dit_d_abord() -> None:
    statuts = [list(S).index(dite.statut) for dite in aides(au=AU)]
    assert statuts == sorted(statuts)


def test_une_aide_sans_montant_dit_pourquoi() -> None:
    for aide in AIDES:
        assert bool(aide.montants) != bool(aide.raison)
        assert aide.sources
    with pytest.raises(ValeurInvalide, match="la raison de leur absence"):
        AideOuverte(code="X", libelle="x", beneficiaires=(), aupres_de="x", sources=())
