"""Every kind of structure, crossed with every family of rules: what judges what, written by hand.

A centre territorial de santé is a site or an antenne of a centre de santé: whatever judges one judges the other.
"""

from datetime import date

import pytest

from soinsprimaires import CTS, CentreSante, controler
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTES
from soinsprimaires.regles import REGLES, Resultat

PAR_GENRE = {
    "msp": {"ACIM", "FIN", "MEM", "MSP", "SISA"},
    "centre_sante": {"CDS", "FIN"},
    "cts": {"CDS", "FIN"},
    "cpts": {"CPTS", "FIN", "MEM"},
    "equipe_soins_primaires": {"ESP", "MEM"},
    "equipe_soins_specialises": {"ESS", "MEM"},
}
"""Families whose rules have the kind among their targets."""

SANS_STRUCTURE = {"CERT", "CLE", "DPC", "EXE", "FOR", "IPA", "JRN", "PDSA", "PRO", "REF", "STA", "TER", "VRA"}
"""Families that judge professionals, projects, rotas, sessions or the whole document, and no structure."""

DU_CTS_SEUL = {"CDS-008"}
"""It says of which centre a CTS is a site: a centre has nothing to answer to it."""


def familles_de(classe: type[Entite]) -> set[str]:
    return {code.split("-")[0] for code, versions in REGLES.items() for version in versions if classe in version.cible}


@pytest.mark.parametrize("genre", sorted(ETIQUETTES))
def test_les_familles_qui_jugent_un_genre_de_structure(genre: str) -> None:
    assert familles_de(ETIQUETTES[genre]) == PAR_GENRE[genre]


def test_chaque_famille_est_rangee() -> None:
    presentes = {code.split("-")[0] for code in REGLES}
    assert presentes == set().union(*PAR_GENRE.values()) | SANS_STRUCTURE


@pytest.mark.parametrize("code", sorted(code for code in REGLES if code.startswith("CDS-")))
def test_une_regle_des_centres_atteint_le_centre_et_le_centre_territorial(code: str) -> None:
    attendues = {CTS} if code in DU_CTS_SEUL else {CentreSante, CTS}
    for version in REGLES[code]:
        assert set(version.cible) == attendues


@pytest.mark.parametrize("genre", sorted(ETIQUETTES))
def test_chaque_genre_de_structure_a_au_moins_une_regle_qui_lui_est_propre(genre: str) -> None:
    assert familles_de(ETIQUETTES[genre]) - {"FIN", "MEM"}


@pytest.mark.parametrize("au", ["1900-01-01", "2010-07-18", "2018-04-01", "2023-05-21", "2025-02-21", "2100-01-01"])
@pytest.mark.parametrize("genre", sorted(ETIQUETTES))
def test_aucune_regle_n_echoue_sur_une_structure_dont_on_ne_sait_que_le_nom(genre: str, au: str) -> None:
    nue = ETIQUETTES[genre](identifiant="nue", nom="Nue")
    rapport = controler(Registre().avec(nue), au=date.fromisoformat(au))
    resultats = {r.code: r.resultat for r in rapport.resultats}
    assert Resultat.EN_PANNE not in resultats.values()
    assert Resultat.NON_CONFORME not in resultats.values()


def test_une_regle_du_registre_ne_juge_rien_d_autre() -> None:
    for versions in REGLES.values():
        for version in versions:
            assert Registre not in version.cible or version.cible == (Registre,)
