"""Facts drawn for the properties: each may be unknown, and what is unknown has completions."""

from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from soinsprimaires import Estimation, MissionCPTS, NuanceNombre
from soinsprimaires.financement import FaitsACICPTS, FaitsACIMSP, MissionEngagee

_OUI_NON = st.booleans()
_PARTS = st.decimals(0, 1, places=4)


def _msp(exercice: int) -> dict[str, st.SearchStrategy[Any]]:
    premier, dernier = date(exercice, 1, 1), date(exercice, 12, 31)
    comptes = st.integers(0, 12)
    return {
        "patientele": st.integers(0, 20_000),
        "associes": st.integers(0, 40),
        "amplitude_heures": st.decimals(0, 24, places=2),
        "semaines_fermees_vacances": st.integers(0, 6),
        "semaines_fermees_hors_vacances": st.integers(0, 3),
        "si_standard_depuis": st.dates(premier - timedelta(400), dernier + timedelta(60)),
        "si_avance_depuis": st.dates(premier - timedelta(400), dernier + timedelta(60)),
        "protocoles": comptes,
        "reunions_concertation": comptes,
        "dossiers_concertes": st.integers(0, 80),
        "base_concertation": st.integers(0, 1_000),
        "missions_sante_publique": st.integers(0, 4),
        "diversite": st.integers(0, 2),
        "vacations": st.integers(0, 2),
        "usagers": st.integers(0, 2),
        "sas": st.integers(0, 2),
        "stagiaires": st.integers(0, 6),
        "qualite": st.integers(0, 3),
        "protocoles_nationaux": comptes,
        "part_c2s": _PARTS,
        "part_ame": _PARTS,
        "contrat_effet_le": st.dates(date(2017, 8, 1), dernier),
    }


CHAMPS_MSP = [champ.name for champ in attrs.fields(FaitsACIMSP) if champ.name != "exercice"]


def _coherents(faits: dict[str, Any]) -> dict[str, Any]:
    """The same facts without those that contradict the others."""
    faits = dict(faits)
    if faits.get("contrat_effet_le") is None:
        faits["derogation_pdsa"] = False if faits.get("derogation_pdsa") else faits.get("derogation_pdsa")
    if faits.get("missions_sante_publique") == 0 and faits.get("mission_obesite"):
        faits["mission_obesite"] = False
    if faits.get("si_standard") is False:
        faits["si_avance"] = False
    faits["part_ame"] = min(faits["part_ame"], 1 - faits["part_c2s"])
    faits["dossiers_concertes"] = min(faits["dossiers_concertes"], faits["base_concertation"])
    for nom in ("si_standard", "si_avance"):
        if faits.get(nom) is False:
            faits[f"{nom}_depuis"] = None
    return faits


@st.composite
def connus_et_caches(draw: st.DrawFn) -> tuple[FaitsACIMSP, FaitsACIMSP]:
    """Facts that are all known, and the same of which some are not, or vaguely."""
    exercice = draw(st.sampled_from([2018, 2022, 2023, 2023, 2024, 2025, 2026]))
    tirages = _msp(exercice)
    # Often whole: a prerequisite that is lost hides all the rest.
    bons = draw(_OUI_NON)
    faits = {nom: draw(tirages.get(nom, _OUI_NON)) for nom in CHAMPS_MSP}
    if bons:
        faits |= {
            "soins_non_programmes": True,
            "amplitude_heures": draw(st.decimals(8, 24, places=2)),
            "semaines_fermees_vacances": draw(st.integers(0, 3)),
            "semaines_fermees_hors_vacances": 0,
            "plan_crise": True,
            "coordination": True,
            "si_standard": True,
            "si_standard_depuis": date(2017, 9, 1),
            "contrat_effet_le": date(2017, 9, 1),
        }
    faits = _coherents(faits)
    caches = draw(st.sets(st.sampled_from(CHAMPS_MSP)))
    vus = {nom: None if nom in caches else valeur for nom, valeur in faits.items()}
    if "patientele" in caches and draw(_OUI_NON):
        vus["patientele"] = draw(_vagues(faits["patientele"]))
    if vus["derogation_pdsa"] and vus["contrat_effet_le"] is None:
        vus["derogation_pdsa"] = None
    return FaitsACIMSP(exercice=exercice, **faits), FaitsACIMSP(exercice=exercice, **vus)


def _vagues(nombre: int) -> st.SearchStrategy[Estimation]:
    nuances = st.sampled_from([NuanceNombre.AU_MOINS, NuanceNombre.AU_PLUS, NuanceNombre.ENVIRON])
    return st.builds(Estimation, valeur=st.just(nombre), nuance=nuances)


@st.composite
def cpts_connues_et_cachees(draw: st.DrawFn) -> tuple[FaitsACICPTS, FaitsACICPTS]:
    """The same of a CPTS."""
    signe = draw(st.dates(date(2019, 8, 25), date(2026, 1, 1)))
    missions = draw(st.sets(st.sampled_from(sorted(MissionCPTS, key=lambda m: m.value))))
    engagees = tuple(
        MissionEngagee(
            mission=mission,
            demarree_le=signe + timedelta(draw(st.integers(0, 1_500))),
            atteinte=draw(_PARTS),
        )
        for mission in sorted(missions, key=lambda m: m.value)
    )
    faits: dict[str, Any] = {
        "population": draw(st.integers(0, 300_000)),
        "contrat_signe_le": signe,
        "annee_contrat": draw(st.integers(1, 6)),
        "missions": engagees,
    }
    caches = draw(st.sets(st.sampled_from(sorted(faits))))
    vus = {nom: None if nom in caches else valeur for nom, valeur in faits.items()}
    if "missions" not in caches and draw(_OUI_NON):
        vus["missions"] = tuple(mission.mission for mission in engagees)
    if "population" in caches and draw(_OUI_NON):
        vus["population"] = draw(_vagues(faits["population"]))
    return FaitsACICPTS(**faits), FaitsACICPTS(**vus)
