"""The worked examples of the guide of the indicators (Cnam, October 2022), typed from its pages."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from soinsprimaires import Estimation, NuanceNombre
from soinsprimaires.financement import FaitsACIMSP, Ligne, ce_qui_changerait, decompte_aci_msp

CONTRAT = date(2018, 1, 1)
OUVERT: dict[str, Any] = {
    "soins_non_programmes": True,
    "semaines_fermees_hors_vacances": 0,
    "derogation_pdsa": False,
}


def ligne(code: str, exercice: int = 2023, **faits: Any) -> Ligne:
    return decompte_aci_msp(FaitsACIMSP(exercice=exercice, contrat_effet_le=CONTRAT, **faits)).ligne(code)


def horaires(heures: int, *, samedi: bool = True, semaines: int = 0, **faits: Any) -> Ligne:
    return ligne(
        "A1-HORAIRES",
        **OUVERT | faits,
        amplitude_heures=Decimal(heures),
        samedi_matin=samedi,
        semaines_fermees_vacances=semaines,
    )


def concertation(dossiers: int, **faits: Any) -> Ligne:
    return ligne(
        "A2-RCP",
        **{"patientele": 8_000, "reunions_concertation": 6, "ipa": False} | faits,
        dossiers_concertes=dossiers,
        base_concertation=300 + 200 + 150,
    )


def systeme(associes: int, depuis: date = date(2023, 1, 1)) -> Ligne:
    return ligne("A3-SI-STD", associes=associes, si_standard=True, si_standard_depuis=depuis)


EXEMPLES = [
    # E1, page 22: the page prints "2 275 points" beside an amount that is that of 3 550.
    ("p. 22, 6 000 patients", ligne("A2-COORD", coordination=True, patientele=6_000), "3550", "24850"),
    ("p. 22, 8 000 patients", ligne("A2-COORD", coordination=True, patientele=8_000), "4400", "30800"),
    ("p. 15", ligne("A1-SP", missions_sante_publique=2, patientele=3_000, ipa=False), "525", "3675"),
    ("p. 36", ligne("A2-QUAL", qualite=3, patientele=3_000), "475", "3325"),
    ("p. 28", concertation(50), "2000", "14000"),
    ("p. 29, 30 / 650 coupé à 4,61 %", concertation(30), "1844", "12908"),
    ("p. 46", systeme(13), "3100", "21700"),
    # E8, page 44: the variable part alone of 16 associates is 22 400 €, and 500 points are fixed.
    ("p. 44", systeme(16), "3700", "25900"),
    ("p. 44, au-delà de 16", systeme(20), "4300", "30100"),
    ("p. 24, un protocole", ligne("A2-PROTO", protocoles=1, ipa=False), "100", "700"),
    ("p. 24, deux", ligne("A2-PROTO", protocoles=2, ipa=False), "200", "1400"),
    ("p. 24, huit", ligne("A2-PROTO", protocoles=8, ipa=False), "800", "5600"),
    ("p. 24, un, avec un IPA", ligne("A2-PROTO", protocoles=1, ipa=True), "140", "980"),
    ("p. 24, deux, avec un IPA", ligne("A2-PROTO", protocoles=2, ipa=True), "280", "1960"),
    ("p. 32, deux stagiaires", ligne("A2-STAGES", stagiaires=2), "450", "3150"),
    ("p. 32, quatre", ligne("A2-STAGES", stagiaires=4), "900", "6300"),
    ("p. 34", ligne("A2-EXT", coordination_externe=True, patientele=3_000), "150", "1050"),
    ("p. 38, un protocole national", ligne("A2-PNC", protocoles_nationaux=1), "100", "700"),
    ("p. 38, deux", ligne("A2-PNC", protocoles_nationaux=2), "200", "1400"),
    ("p. 38, six", ligne("A2-PNC", protocoles_nationaux=6), "600", "4200"),
    (
        "p. 42, une mission",
        ligne("A2-OBESITE", surpoids_enfant=True, missions_sante_publique=1, mission_obesite=True),
        "100",
        "700",
    ),
    ("p. 42, deux missions", ligne("A2-OBESITE", surpoids_enfant=True, missions_sante_publique=2), "100", "700"),
    ("p. 9, niveau 1", ligne("A1-DIV", diversite=1), "300", "2100"),
    ("p. 9, niveaux 1 et 2", ligne("A1-DIV", diversite=2), "600", "4200"),
    ("p. 18", ligne("A1-SAS", sas=1), "100", "700"),
    ("p. 5, 12 h et samedi", horaires(12), "800", "5600"),
    ("p. 5, 12 h, samedi, congés", horaires(12, semaines=3), "780", "5460"),
    ("p. 5, 12 h sans samedi", horaires(12, samedi=False), "680", "4760"),
    ("p. 5, 10 à 12 h", horaires(11), "740", "5180"),
    ("p. 5, 8 à 10 h", horaires(8), "650", "4550"),
    ("p. 5, 8 à 10 h, sans samedi, congés", horaires(9, samedi=False, semaines=3), "510", "3570"),
    ("p. 5, moins de 8 h", horaires(7), "0", "0"),
    ("p. 5, dérogation, 9 h", horaires(9, derogation_pdsa=True), "800", "5600"),
    ("p. 5, dérogation, 9 h sans samedi", horaires(9, samedi=False, derogation_pdsa=True), "680", "4760"),
]


@pytest.mark.parametrize(("calculee", "points", "montant"), [e[1:] for e in EXEMPLES], ids=[e[0] for e in EXEMPLES])
def test_un_exemple_du_guide(calculee: Ligne, points: str, montant: str) -> None:
    assert (calculee.points, calculee.montant) == (Decimal(points), Decimal(montant))
    assert calculee.minimum == calculee.maximum == calculee.montant
    assert calculee.raison is None


TOUT: dict[str, Any] = {
    "patientele": 4_000,
    "associes": 13,
    "ipa": True,
    "amplitude_heures": 12,
    "samedi_matin": True,
    "semaines_fermees_vacances": 0,
    **OUVERT,
    "plan_crise": True,
    "crise_declaree": True,
    "actions_crise": True,
    "coordination": True,
    "si_standard": True,
    "si_standard_depuis": CONTRAT,
    "si_avance": True,
    "si_avance_depuis": CONTRAT,
    "protocoles": 8,
    "reunions_concertation": 6,
    "dossiers_concertes": 33,
    "base_concertation": 650,
    "missions_sante_publique": 2,
    "mission_obesite": True,
    "diversite": 2,
    "vacations": 2,
    "cstm": True,
    "usagers": 2,
    "sas": 2,
    "stagiaires": 4,
    "coordination_externe": True,
    "qualite": 3,
    "protocoles_nationaux": 6,
    "insuffisance_cardiaque": True,
    "surpoids_enfant": True,
    "contrat_effet_le": CONTRAT,
}
"""Everything reached, by 13 associates and 4 000 patients."""


@pytest.mark.parametrize(
    ("c2s", "ame", "total"),
    [
        ("0", "0", "104790"),
        ("0.075", "0.004", "104790"),
        # Ten points above the share of 7.5 %.
        ("0.175", "0", "115269"),
        # 0.1 above 0.4 % for the AME: each share is compared to its own.
        ("0", "0.104", "115269"),
        ("0.5", "0.5", "130987.50"),
    ],
)
def test_tout_est_atteint(c2s: str, ame: str, total: str) -> None:
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=2023, part_c2s=Decimal(c2s), part_ame=Decimal(ame), **TOUT))
    assert sum((ligne.points or 0) for ligne in decompte.lignes) == 14_970
    assert decompte.total == Decimal(total)
    assert decompte.bloque_par == ()


PIEGES = [
    # What calculators that circulate get wrong.
    ("200 points pour le SAS à 50 %", "A1-SAS", {"sas": 1}, "100"),
    ("100 points de plus pour tous les médecins : jamais les deux", "A1-SAS", {"sas": 2}, "200"),
    ("les stagiaires sans plafond", "A2-STAGES", {"stagiaires": 7}, "900"),
    ("un seul stagiaire", "A2-STAGES", {"stagiaires": 1}, "0"),
    ("la patientèle plafonnée à 4 000", "A2-EXT", {"coordination_externe": True, "patientele": 12_000}, "600"),
    ("100 points de plus pour le CSTM", "A1-CSTM", {"cstm": True}, "200"),
    ("la seconde tranche de coordination", "A2-COORD", {"coordination": True, "patientele": 10_000}, "4950"),
    ("neuf protocoles", "A2-PROTO", {"protocoles": 9, "ipa": False}, "800"),
    ("trois missions", "A1-SP", {"missions_sante_publique": 3, "patientele": 4_000, "ipa": True}, "900"),
    ("une mission avec un IPA", "A1-SP", {"missions_sante_publique": 1, "patientele": 4_000, "ipa": True}, "350"),
    (
        "une mission sur un autre thème",
        "A2-OBESITE",
        {"surpoids_enfant": True, "missions_sante_publique": 1, "mission_obesite": False},
        "0",
    ),
    (
        "un plan sans crise",
        "A1-CRISE-ACTIONS",
        {"plan_crise": True, "crise_declaree": False, "actions_crise": True, "patientele": 4_000},
        "0",
    ),
]


@pytest.mark.parametrize(("code", "faits", "points"), [p[1:] for p in PIEGES], ids=[p[0] for p in PIEGES])
def test_ce_que_d_autres_calculettes_paient_mal(code: str, faits: dict[str, Any], points: str) -> None:
    assert ligne(code, **faits).points == Decimal(points)


def test_des_actions_sans_crise_ont_une_reserve() -> None:
    menees = {"plan_crise": True, "actions_crise": True, "patientele": 4_000}
    assert "actions_crise" in (ligne("A1-CRISE-ACTIONS", crise_declaree=False, **menees).raison or "")
    assert ligne("A1-CRISE-ACTIONS", crise_declaree=True, **menees).raison is None


def test_les_reductions_d_horaires_se_cumulent() -> None:
    # 800 - 150 - 120 - 20, and not the greatest of them alone.
    assert horaires(8, samedi=False, semaines=1).points == Decimal(510)


@pytest.mark.parametrize(
    ("champs", "atteint"),
    [
        ({"semaines_fermees_vacances": 4}, False),
        ({"semaines_fermees_hors_vacances": 2}, False),
        ({"semaines_fermees_hors_vacances": 1}, True),
        ({"soins_non_programmes": False}, False),
        ({"amplitude_heures": Decimal("7.75")}, False),
        ({"amplitude_heures": Decimal("7.75"), "derogation_pdsa": True}, True),
        ({"coordination": False}, False),
        ({"plan_crise": False}, False),
        (
            dict.fromkeys(("si_standard", "si_avance"), False)
            | dict.fromkeys(("si_standard_depuis", "si_avance_depuis")),
            False,
        ),
        ({"si_standard_depuis": date(2024, 1, 1)}, False),
        ({"sas": 0, "protocoles": 0}, True),
    ],
)
def test_un_prerequis_perdu_retire_tout(champs: dict[str, Any], *, atteint: bool) -> None:
    nuls = {"part_c2s": Decimal(0), "part_ame": Decimal(0)}
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=2023, **TOUT | nuls | champs))
    assert decompte.total is not None
    assert (decompte.total > 0) is atteint
    assert bool(decompte.bloque_par) is not atteint
    assert sum(ligne.montant or 0 for ligne in decompte.lignes) == decompte.total


def test_le_plan_de_crise_n_est_un_prerequis_que_depuis_2023() -> None:
    sans = TOUT | {"plan_crise": False, "part_c2s": Decimal(0), "part_ame": Decimal(0)}
    en_2022 = decompte_aci_msp(FaitsACIMSP(exercice=2022, **sans))
    en_2023 = decompte_aci_msp(FaitsACIMSP(exercice=2023, **sans))
    # 100 points of the plan and 350 of the actions less.
    assert (en_2022.bloque_par, en_2022.total) == ((), Decimal((14_970 - 450) * 7))
    assert (en_2023.bloque_par, en_2023.total) == (("A1-CRISE-PLAN",), Decimal(0))


def test_l_avance_et_le_solde() -> None:
    # 60 % of 7 x (800 + 100 + 1 000 + 1 700 + 500 + 13 x 200 + 8 x 140 + 1 200), with the patients and associates of
    # the exercise. Whose are counted was not read: 12 000 euros alone are sure. The balance comes in the next April.
    nuls = {"part_c2s": Decimal(0), "part_ame": Decimal(0)}
    avance, solde = decompte_aci_msp(FaitsACIMSP(exercice=2023, **TOUT | nuls)).echeancier
    assert (avance.code, avance.le) == ("avance", date(2023, 4, 30))
    assert (avance.montant, avance.minimum, avance.maximum) == (None, Decimal(12_000), None)
    assert "avec ceux de l'exercice, elle serait de 37\u202f884 €" in (avance.raison or "")
    assert (solde.code, solde.le) == ("solde", date(2024, 4, 30))
    assert (solde.montant, solde.minimum, solde.maximum) == (None, None, Decimal(104_790 - 12_000))


def test_l_avance_a_un_minimum() -> None:
    # 0.6 x 7 x (800 + 100 + 1 000 + 500 + 200 + 800) = 14 280 without a patient; of 12 000 only the minimum is known.
    petite = TOUT | {"patientele": 0, "associes": 1, "ipa": False, "part_c2s": Decimal(0), "part_ame": Decimal(0)}
    avance = decompte_aci_msp(FaitsACIMSP(exercice=2023, **petite)).echeancier[0]
    assert avance.minimum == Decimal(12_000)
    assert "14\u202f280 €" in (avance.raison or "")


def test_l_avance_ne_demande_que_ce_qui_la_change() -> None:
    nuls = {"part_c2s": Decimal(0), "part_ame": Decimal(0)}
    # The derogation changes nothing of what is paid as if all were reached; the number of patients does.
    sure = decompte_aci_msp(FaitsACIMSP(exercice=2023, **TOUT | nuls | {"derogation_pdsa": None})).echeancier[0]
    assert "elle serait de 37\u202f884 €" in (sure.raison or "")
    assert "à renseigner" not in (sure.raison or "")
    vague = decompte_aci_msp(FaitsACIMSP(exercice=2023, **TOUT | nuls | {"patientele": None})).echeancier[0]
    assert "elle serait" not in (vague.raison or "")
    assert "à renseigner : patientèle des médecins associés" in (vague.raison or "")


def test_l_exercice_de_l_accord_se_compte() -> None:
    # The agreement was approved within 2017: no contract of that year ran from 1 January.
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=2017))
    assert [versement.le for versement in decompte.echeancier] == [None, date(2018, 4, 30)]
    assert (decompte.total, decompte.minimum) == (None, Decimal(0))
    ce_qui_changerait(decompte)


def test_une_avance_qui_depasse_le_total_n_a_pas_de_regle_de_reprise() -> None:
    perdu = TOUT | {"coordination": False, "part_c2s": Decimal(0), "part_ame": Decimal(0)}
    solde = decompte_aci_msp(FaitsACIMSP(exercice=2023, **perdu)).echeancier[1]
    assert (solde.montant, solde.maximum) == (None, Decimal(0))
    assert solde.raison is not None
    assert "reprise" in solde.raison


@pytest.mark.parametrize(
    ("champs", "maximum", "verbe"),
    [
        # The plan of 2023 is not written: no total, and an advance of 12 000 euros at least.
        ({"plan_crise": False}, "0", "dépasse le total"),
        # Perhaps no total.
        ({"plan_crise": None}, str(104_790 - 12_000), "si elle le dépasse"),
    ],
)
def test_un_solde_qui_est_peut_etre_repris_n_est_pas_nul(champs: dict[str, Any], maximum: str, verbe: str) -> None:
    nuls = {"part_c2s": Decimal(0), "part_ame": Decimal(0)}
    solde = decompte_aci_msp(FaitsACIMSP(exercice=2023, **TOUT | nuls | champs)).echeancier[1]
    assert (solde.montant, solde.minimum, solde.maximum) == (None, None, Decimal(maximum))
    assert verbe in (solde.raison or "")
    assert "règle de reprise" in (solde.raison or "")


@pytest.mark.parametrize(
    ("exercice", "depuis", "minimum", "maximum"),
    [
        # 21 700 euros a year. From 1 July on: six months of twelve, or 184 days of 365.
        (2023, date(2023, 7, 1), "10850.00", "10939.18"),
        # 334 days of 365, or eleven months.
        (2023, date(2023, 2, 1), "19856.99", "19891.67"),
        # From the 15th on, the month begun counts, or not.
        (2023, date(2023, 7, 15), "9041.67", "10850.00"),
        # Of a year of 366 days, 122 are four months of twelve.
        (2024, date(2024, 9, 1), "7233.33", "7233.33"),
    ],
)
def test_un_logiciel_acquis_dans_l_annee_est_entre_deux_bornes(
    exercice: int, depuis: date, minimum: str, maximum: str
) -> None:
    calculee = ligne("A3-SI-STD", exercice, associes=13, si_standard=True, si_standard_depuis=depuis)
    assert calculee.minimum is not None
    assert calculee.maximum is not None
    assert round(calculee.minimum, 2) == Decimal(minimum)
    assert round(calculee.maximum, 2) == Decimal(maximum)
    assert (calculee.montant is None) is (minimum != maximum)
    assert ("jours ou en mois" in (calculee.raison or "")) is (minimum != maximum)


def test_une_concertation_de_moins_de_six_reunions_est_entre_rien_et_tout() -> None:
    peu = concertation(50, reunions_concertation=4)
    assert (peu.montant, peu.minimum, peu.maximum) == (None, Decimal(0), Decimal(14_000))
    assert concertation(50, reunions_concertation=0).montant == 0


@pytest.mark.parametrize("exercice", [2018, 2021, 2026, 2027])
def test_un_exercice_dont_le_bareme_n_est_pas_lu_n_a_pas_de_montant(exercice: int) -> None:
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=exercice, **TOUT))
    assert (decompte.total, decompte.minimum, decompte.maximum) == (None, Decimal(0), None)
    raison = decompte.ligne("A1-DIV").raison
    assert raison is not None
    assert ("2017" if exercice < 2022 else "avenant n° 2") in raison


def test_ce_qui_manque_a_une_ligne_est_nomme_comme_on_le_demande() -> None:
    inconnue = ligne("A2-STAGES")
    assert inconnue.raison == "à renseigner : stagiaires accueillis dans l'année"
    dits = {q.code: q.raison for q in ligne("A2-RCP", patientele=8_000).quantites}
    assert dits["taux_concertation"] == "dépend de ce qui n'est pas connu"
    connus = {q.code: q.raison for q in concertation(30).quantites}
    assert connus["taux_concertation"] is None


@pytest.mark.parametrize("exercice", [2018, 2026])
def test_sous_un_texte_qui_n_est_pas_lu_rien_n_est_nul_pour_autant(exercice: int) -> None:
    nuls = {"crise_declaree": False, "sas": 0, "stagiaires": 0, "part_c2s": Decimal(0), "part_ame": Decimal(0)}
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=exercice, **TOUT | nuls))
    for code in ("A1-CRISE-ACTIONS", "A1-SAS", "A2-STAGES"):
        assert (decompte.ligne(code).montant, decompte.ligne(code).maximum) == (None, None)
    assert decompte.ligne("PRECARITE").montant == (None if exercice == 2026 else 0)


def test_sans_le_taux_national_la_majoration_est_bornee() -> None:
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=2025, part_c2s=Decimal("0.2"), part_ame=Decimal(0), **TOUT))
    assert (decompte.total, decompte.minimum, decompte.maximum) == (None, Decimal(104_790), Decimal(104_790) * 6 / 5)
    assert decompte_aci_msp(
        FaitsACIMSP(exercice=2025, part_c2s=Decimal(0), part_ame=Decimal(0), **TOUT)
    ).total == Decimal(104_790)


@pytest.mark.parametrize(
    ("effet", "reserve"),
    [(date(2021, 12, 31), False), (date(2022, 1, 1), True), (date(2023, 1, 1), True), (None, True)],
)
def test_les_deux_premieres_annees_d_un_contrat_ont_une_reserve(effet: date | None, *, reserve: bool) -> None:
    faits = FaitsACIMSP(exercice=2023, **TOUT | {"contrat_effet_le": effet, "derogation_pdsa": False})
    reserves = decompte_aci_msp(faits).reserves
    assert bool(reserves) is reserve
    assert all("moins de 12 mois avant le contrat" in dite for dite in reserves)


def test_la_concertation_d_une_premiere_annee_est_proratisee() -> None:
    # 1 000 points x 4 001 / 4 000 x 7 euros are 7 001.75 a year: five months of twelve are left whole, six are begun.
    faits = FaitsACIMSP(
        exercice=2022,
        patientele=4_001,
        ipa=False,
        reunions_concertation=6,
        dossiers_concertes=50,
        base_concertation=650,
        part_c2s=Decimal("0.175"),
        part_ame=Decimal(0),
        contrat_effet_le=date(2022, 7, 11),
    )
    decompte = decompte_aci_msp(faits)
    calculee = decompte.ligne("A2-RCP")
    assert calculee.montant is None
    assert calculee.minimum is not None
    assert calculee.maximum is not None
    assert (round(calculee.minimum, 2), round(calculee.maximum, 2)) == (Decimal("2917.40"), Decimal("3500.88"))
    assert "prorata" in (calculee.raison or "")
    assert decompte.ligne("PRECARITE").montant is None


NULS: dict[str, Any] = {"part_c2s": Decimal(0), "part_ame": Decimal(0)}


@pytest.mark.parametrize(
    ("effet", "nouvelle", "total"),
    [
        # The regime of a new structure was not read, whichever of the two first civil years of its contract it is.
        (date(2022, 12, 31), None, ("0.00", None)),
        (date(2023, 1, 2), None, ("0.00", None)),
        (date(2022, 1, 1), True, ("0.00", None)),
        (None, None, ("0.00", None)),
        (date(2021, 12, 31), True, ("104790.00", "104790.00")),
        (date(2022, 12, 31), False, ("104790.00", "104790.00")),
        (date(2023, 1, 1), False, ("104790.00", "104790.00")),
        # How the total of a part of a year is prorated was not read: nothing at least, at most all of it, of which the
        # concertation (1 200 points) is that of 184 days of 365.
        (date(2023, 7, 1), False, ("0.00", "100624.53")),
        (None, False, ("0.00", "104790.00")),
    ],
)
def test_les_premieres_annees_d_un_contrat(
    effet: date | None, *, nouvelle: bool | None, total: tuple[str, str | None]
) -> None:
    champs = TOUT | NULS | {"contrat_effet_le": effet, "nouvelle_structure": nouvelle}
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=2023, **champs))
    minimum, maximum = total
    assert (decompte.minimum, decompte.maximum) == (Decimal(minimum), None if maximum is None else Decimal(maximum))
    demandes = [question.fait for question in ce_qui_changerait(decompte)]
    possible = effet is None or effet.year >= 2022
    assert ("nouvelle_structure" in demandes) is (nouvelle is None and possible)
    assert bool(decompte.reserves) is (nouvelle is not False and possible)


def test_une_structure_peut_etre_nouvelle_n_est_pas_bloquee_par_un_prerequis() -> None:
    perdu = TOUT | NULS | {"coordination": False, "contrat_effet_le": date(2022, 7, 1)}
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=2023, **perdu))
    assert (decompte.minimum, decompte.maximum, decompte.bloque_par) == (Decimal(0), None, ())
    ancienne = decompte_aci_msp(FaitsACIMSP(exercice=2023, **perdu, nouvelle_structure=False))
    assert (ancienne.total, ancienne.bloque_par) == (Decimal(0), ("A2-COORD",))


def test_les_taux_intermediaires_sont_montres() -> None:
    # 30 / 650 is cut at 4.61 %, which is 92.2 % of 5 %; 17.5 % exceeds the national 7.5 % by ten points.
    champs = TOUT | {"dossiers_concertes": 30, "part_c2s": Decimal("0.175"), "part_ame": Decimal(0)}
    decompte = decompte_aci_msp(FaitsACIMSP(exercice=2023, **champs))
    dits = {q.code: q.valeur for code in ("A2-RCP", "PRECARITE") for q in decompte.ligne(code).quantites}
    assert (dits["part_concertee"], dits["taux_concertation"]) == (Decimal("0.0461"), Decimal("0.922"))
    assert dits["taux_precarite"] == Decimal("0.1")
    # 1 200 points of concertation become 1 106.4 of the 14 970.
    assert dits["points"] == Decimal("14876.4")
    assert dits["montant_avant_majoration"] == Decimal("104134.8")


@pytest.mark.parametrize("exercice", [2018, 2026])
def test_d_un_exercice_qui_n_est_pas_lu_rien_n_est_a_renseigner(exercice: int) -> None:
    for calculee in decompte_aci_msp(FaitsACIMSP(exercice=exercice)).lignes:
        if calculee.code not in {"PRECARITE", "PRORATA"}:
            assert "à renseigner" not in (calculee.raison or ""), calculee.code


@pytest.mark.parametrize(
    ("code", "fait", "plus_haut"),
    [
        ("A1-DIV", "diversite", 2),
        ("A1-VAC", "vacations", 2),
        ("A1-USAGERS", "usagers", 2),
        ("A1-SAS", "sas", 2),
        ("A2-QUAL", "qualite", 3),
    ],
)
def test_d_un_niveau_inconnu_on_dit_entre_lesquels_il_est(code: str, fait: str, plus_haut: int) -> None:
    (quantite,) = (q for q in ligne(code, patientele=8_000).quantites if q.code == fait)
    assert (quantite.valeur, quantite.minimum, quantite.maximum) == (None, Decimal(0), Decimal(plus_haut))


@pytest.mark.parametrize(
    ("protocoles", "minimum", "maximum"),
    # 7 x 100 points each, eight are paid: those that a registre holds are not always all of them.
    [(3, 2_100, 5_600), (8, 5_600, 5_600), (12, 5_600, 5_600)],
)
def test_des_protocoles_au_moins_donnent_des_bornes(protocoles: int, minimum: int, maximum: int) -> None:
    comptes = Estimation(valeur=protocoles, nuance=NuanceNombre.AU_MOINS)
    calculee = ligne("A2-PROTO", protocoles=comptes, ipa=False)
    assert (calculee.minimum, calculee.maximum) == (Decimal(minimum), Decimal(maximum))
    assert (calculee.montant is None) is (minimum != maximum)


def test_six_reunions_au_moins_suffisent_et_trois_ne_disent_rien() -> None:
    six, trois = (
        concertation(50, reunions_concertation=Estimation(valeur=nombre, nuance=NuanceNombre.AU_MOINS))
        for nombre in (6, 3)
    )
    assert six.montant == 14_000
    assert (trois.montant, trois.minimum, trois.maximum) == (None, Decimal(0), Decimal(14_000))


def test_sans_mission_rien_n_est_demande_de_celle_sur_l_obesite() -> None:
    # The guide is silent on a pathway without any mission: no answer on a mission that is not there would tell it.
    sans = ligne("A2-OBESITE", surpoids_enfant=True, missions_sante_publique=0)
    assert (sans.montant, sans.minimum, sans.maximum) == (None, Decimal(0), Decimal(700))
    assert sans.inconnus == ()
