"""Every source that the library cites: a dated official copy verifies, and nothing else does."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from soinsprimaires import Fiabilite, NatureSource, SourceJuridique, droit
from soinsprimaires.cycle import TRANSITIONS
from soinsprimaires.droit import Parametre, delais, textes
from soinsprimaires.droit.delais import DelaiLegal
from soinsprimaires.regles import REGLES

SRC = Path(droit.__file__).resolve().parents[1]
FORCES: Final = {Fiabilite.VERIFIEE: 2, Fiabilite.SECONDAIRE: 1, Fiabilite.DEDUITE: 0, Fiabilite.NON_VERIFIEE: 0}


def dits() -> Iterator[tuple[str, Fiabilite, tuple[SourceJuridique, ...]]]:
    """What the library says of the law, how it was established, and from what."""
    for code, versions in REGLES.items():
        yield from ((f"{code} {v.vigueur}", v.fiabilite, v.sources) for v in versions)
    for nom in droit.__all__:
        valeur = getattr(droit, nom)
        if isinstance(valeur, Parametre):
            yield from ((f"{nom} {v.depuis}", v.fiabilite, v.sources) for v in valeur.valeurs)
    for nom, delai in vars(delais).items():
        if isinstance(delai, DelaiLegal):
            yield nom, delai.fiabilite, delai.sources
    for table in TRANSITIONS.values():
        yield from ((f"{t.acte.value} {t.vigueur}", t.fiabilite, t.sources) for t in table)


DITS = list(dits())


def test_ce_qui_est_verifie_se_fonde_sur_des_copies_officielles_et_datees() -> None:
    fautifs = {
        (nom, source.reference)
        for nom, fiabilite, sources in DITS
        for source in sources
        if fiabilite is Fiabilite.VERIFIEE and source.fiabilite_au_mieux is not Fiabilite.VERIFIEE
    }
    assert fautifs == set()


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"officielle": True, "etat_au": date(2023, 12, 29)}, Fiabilite.VERIFIEE),
        ({"officielle": True}, Fiabilite.SECONDAIRE),
        ({"etat_au": date(2023, 12, 29)}, Fiabilite.SECONDAIRE),
        ({}, Fiabilite.SECONDAIRE),
        ({"nature": NatureSource.USAGE, "officielle": True, "etat_au": date(2023, 12, 29)}, Fiabilite.SECONDAIRE),
        ({"nature": NatureSource.DEDUCTION}, Fiabilite.DEDUITE),
    ],
)
def test_ce_qu_une_copie_peut_verifier(champs: dict[str, Any], attendu: Fiabilite) -> None:
    commun: dict[str, Any] = {"nature": NatureSource.LOI, "reference": "Loi d'essai", "lu_le": date(2026, 11, 29)}
    assert SourceJuridique(**commun | champs).fiabilite_au_mieux is attendu


def test_une_copie_ne_temoigne_d_aucun_jour_qui_suit_sa_lecture() -> None:
    for source in textes.toutes().values():
        assert source.etat_au is None or source.etat_au <= source.lu_le, source.reference


def test_une_suite_non_lue_suit_l_etat_qui_a_ete_lu() -> None:
    avec_suite = [source for source in textes.toutes().values() if source.suite is not None]
    assert avec_suite
    for source in avec_suite:
        assert source.suite is not None
        assert source.etat_au is None or source.etat_au < source.suite.depuis


def test_une_source_officielle_dit_de_quel_jour_elle_temoigne() -> None:
    for source in textes.toutes().values():
        assert not source.officielle or source.etat_au is not None, source.reference


def test_chaque_texte_est_cite_quelque_part() -> None:
    """What is not used goes."""
    noms = set(textes.toutes())
    lus = [chemin.read_text(encoding="utf-8") for chemin in SRC.rglob("*.py") if chemin.name != "textes.py"]
    assert noms - {mot for texte in lus for mot in re.findall(r"\w+", texte)} == set()


# -- no number of the law elsewhere -------------------------------------------------------------------------------

NEUTRES: Final = {0, 1, 2, -1}
CALENDRIER: Final = {"date", "Periode", "contigues"}
DU_CALENDRIER: Final = {12, 60}
"""Months of a year, minutes of an hour: no text may change them."""
SANS_DROIT: Final = {"absurdites.py", "boucles.py", "vraisemblance.py"}
"""Modules of rules on which no text stands: what is plausible is theirs to say."""
COUTS: Final = {
    *(("parcours.py", 10), ("controle.py", 10_000), ("_processus.py", 3), ("_releve.py", 50), ("formation.py", 64)),
    *(("_versements_msp.py", 1_000), ("_versements_msp.py", 24), ("questions.py", 6), ("questions.py", 30)),
    *((nom, 100_000) for nom in ("faits.py", "questions.py")),
}
"""What a computation costs, which is nobody's law: how much longer a usual way through a procedure may be before an
unusual one is taken, how many entities a report or days a rule remembers, how far up the stack a warning points, with
how many digits an amount is computed, and more than any scale counts."""
DES_FAITS: Final = {("faits.py", nombre) for nombre in (3, 24, 53, 100, 9_998, 10_000_000)} | {
    *(("questions.py", nombre) for nombre in (3, 53)),
    ("_indicateurs_msp.py", 3),
}
"""What a fact may be: hours of a day, weeks of a year, levels of an indicator, beyond which somebody mistyped."""


def nombres(chemin: Path) -> Iterator[tuple[int, object]]:
    """The numbers written in a module, but for the days of its periods and what stands for a position."""
    arbre = ast.parse(chemin.read_text(encoding="utf-8"))
    exclus = {
        id(enfant)
        for noeud in ast.walk(arbre)
        if (isinstance(noeud, ast.Call) and getattr(noeud.func, "id", getattr(noeud.func, "attr", "")) in CALENDRIER)
        or isinstance(noeud, ast.Subscript)
        for enfant in ast.walk(noeud)
    }
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Constant) and type(noeud.value) in {int, float} and id(noeud) not in exclus:
            yield noeud.lineno, noeud.value


@pytest.mark.parametrize("salle", ["regles", "cycle", "composition", "financement"])
def test_aucun_nombre_du_droit_n_est_ailleurs(salle: str) -> None:
    """Three months, forty-five days, twenty hours stand in ``droit``, once, with their text."""
    trouves = {
        (str(chemin.relative_to(SRC)), ligne, nombre)
        for chemin in sorted((SRC / salle).rglob("*.py"))
        for ligne, nombre in nombres(chemin)
        if nombre not in NEUTRES | DU_CALENDRIER
        and chemin.name not in SANS_DROIT
        and (chemin.name, nombre) not in COUTS | DES_FAITS
    }
    assert trouves == set()
