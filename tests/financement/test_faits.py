"""Facts that cannot be: the error names the fact. A file of facts lays its own over those of a registre."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from soinsprimaires import Estimation, MissionCPTS, NuanceNombre, ValeurInvalide
from soinsprimaires.financement import FAITS, FaitsACICPTS, FaitsACIMSP, MissionEngagee, charger_faits

CONTRAT = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("champ", "faits"),
    [
        ("patientele", {"patientele": -1}),
        ("patientele", {"patientele": Estimation(valeur=-1)}),
        ("patientele", {"patientele": Estimation(valeur=12, unite="pour_cent")}),
        ("patientele", {"patientele": Decimal(12)}),
        ("exercice", {"exercice": 2016}),
        ("exercice", {"exercice": "2023"}),
        ("diversite", {"diversite": 3}),
        ("vacations", {"vacations": -1}),
        ("usagers", {"usagers": 3}),
        ("sas", {"sas": 3}),
        ("qualite", {"qualite": 4}),
        ("qualite", {"qualite": True}),
        ("associes", {"associes": -1}),
        ("protocoles", {"protocoles": -2}),
        ("semaines_fermees_vacances", {"semaines_fermees_vacances": 54}),
        ("amplitude_heures", {"amplitude_heures": Decimal(25)}),
        ("amplitude_heures", {"amplitude_heures": 12.5}),
        ("part_c2s", {"part_c2s": Decimal("1.1")}),
        ("part_ame", {"part_ame": Decimal("-0.1")}),
        ("samedi_matin", {"samedi_matin": 1}),
        ("derogation_pdsa", {"derogation_pdsa": True}),
        ("contrat_effet_le", {"contrat_effet_le": date(2024, 1, 1)}),
        ("si_standard_depuis", {"si_standard": False, "si_standard_depuis": CONTRAT}),
        ("si_avance_depuis", {"si_avance": False, "si_avance_depuis": CONTRAT}),
        ("mission_obesite", {"mission_obesite": True, "missions_sante_publique": 0}),
        ("part_ame", {"part_c2s": Decimal("0.7"), "part_ame": Decimal("0.31")}),
        ("dossiers_concertes", {"dossiers_concertes": 70, "base_concertation": 60}),
        ("contrat_effet_le", {"contrat_effet_le": date(2017, 4, 19)}),
        ("si_avance", {"si_standard": False, "si_avance": True}),
    ],
)
def test_un_fait_impossible_est_nomme(champ: str, faits: dict[str, Any]) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        FaitsACIMSP(**{"exercice": 2023, **faits})
    assert refus.value.champ == champ


def test_toutes_les_contradictions_sont_dites() -> None:
    with pytest.raises(ValeurInvalide) as refus:
        FaitsACIMSP(exercice=2023, derogation_pdsa=True, mission_obesite=True, missions_sante_publique=0)
    assert [faute.champ for faute in (refus.value, *refus.value.autres)] == ["derogation_pdsa", "mission_obesite"]


def test_chaque_fait_a_ses_mots() -> None:
    import attrs

    champs = {champ.name for classe in (FaitsACIMSP, FaitsACICPTS) for champ in attrs.fields(classe)}
    assert champs == set(FAITS)
    assert FAITS["patientele"] == ("patientèle des médecins associés", "patients", None)
    assert FAITS["samedi_matin"] == ("ouverture le samedi matin", "oui ou non", 1)
    assert FAITS["part_ame"] == ("part des patients à l'AME", "part", 1)
    assert {nom: fait.au_plus for nom, fait in FAITS.items() if fait.unite == "niveau"} == {
        **dict.fromkeys(("diversite", "vacations", "usagers", "sas"), 2),
        "qualite": 3,
    }
    dates = {nom for nom, fait in FAITS.items() if fait.unite == "date"}
    assert dates >= {"contrat_effet_le", "si_standard_depuis", "lettre_validee_le"}


def lire(texte: str, tmp_path: Path, faits: Any = None) -> Any:
    chemin = tmp_path / "faits.toml"
    chemin.write_text(texte, encoding="utf-8")
    return charger_faits(chemin, faits or FaitsACIMSP(exercice=2023, associes=13))


def test_les_faits_d_un_fichier_passent_devant(tmp_path: Path) -> None:
    lus = lire(
        'associes = 14\nsamedi_matin = true\namplitude_heures = "11.5"\ncontrat_effet_le = 2020-01-01\n'
        'patientele = { valeur = 3000, nuance = "au_moins" }\n',
        tmp_path,
    )
    assert lus == FaitsACIMSP(
        exercice=2023,
        associes=14,
        samedi_matin=True,
        amplitude_heures=Decimal("11.5"),
        contrat_effet_le=CONTRAT,
        patientele=Estimation(valeur=3000, nuance=NuanceNombre.AU_MOINS),
    )


def test_un_fichier_peut_nommer_l_exercice_qui_est_compte(tmp_path: Path) -> None:
    assert lire("exercice = 2023", tmp_path) == FaitsACIMSP(exercice=2023, associes=13)


def test_les_missions_d_une_cpts_se_lisent(tmp_path: Path) -> None:
    lus = lire(
        'population = 30000\nmissions = ["parcours", { mission = "prevention", demarree_le = 2024-01-01, '
        'atteinte = "0.8" }]\n',
        tmp_path,
        FaitsACICPTS(),
    )
    assert lus.missions == (
        MissionEngagee(mission=MissionCPTS.PARCOURS),
        MissionEngagee(mission=MissionCPTS.PREVENTION, demarree_le=date(2024, 1, 1), atteinte=Decimal("0.8")),
    )


@pytest.mark.parametrize(
    ("texte", "champ"),
    [
        ("= 3", None),
        ("patients = 3", "patients"),
        ("amplitude_heures = 11.5", "amplitude_heures"),
        ('patientele = "3000"', "patientele"),
        ("patientele = { valeur = 3000.5 }", "patientele"),
        ("patientele = { nombre = 3000 }", "patientele"),
        ('patientele = { valeur = 3000, nuance = "peu" }', "patientele"),
        ("patientele = -3", "patientele"),
        ("exercice = 2022", "exercice"),
    ],
)
def test_un_fichier_de_faits_faux_est_refuse(texte: str, champ: str | None, tmp_path: Path) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        lire(texte, tmp_path)
    assert refus.value.champ == champ


@pytest.mark.parametrize("missions", ['["soin"]', "[3]", '[{ mission = "parcours", taux = 1 }]', "[{}]"])
def test_des_missions_fausses_sont_refusees(missions: str, tmp_path: Path) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        lire(f"missions = {missions}", tmp_path, FaitsACICPTS())
    assert refus.value.champ == "missions"
