"""What an undetermined finding asks for can be given: a field of the model, or a list of the registre."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.regles.fabrique import CHAMPS, juger, manquants, professionnel

import soinsprimaires.regles
from soinsprimaires.referentiels.professions import MEDECIN

REGLES = Path(soinsprimaires.regles.__file__).parent


def demandes() -> Iterator[tuple[str, str]]:
    """Each word written where an undetermined verdict says what would settle it, and where it is written."""
    for chemin in sorted(REGLES.glob("*.py")):
        for appel in ast.walk(ast.parse(chemin.read_text(encoding="utf-8"))):
            if isinstance(appel, ast.Call) and isinstance(appel.func, ast.Name) and appel.func.id == "Indetermine":
                for noeud in ast.walk(appel.args[1]):
                    if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
                        yield noeud.value, f"{chemin.name}:{noeud.lineno}"


def test_ce_qui_manque_est_un_champ_ou_une_liste() -> None:
    lus = list(demandes())
    assert len(lus) > 50
    assert [(mot, ou) for mot, ou in lus if mot not in CHAMPS] == []


def test_les_mots_calcules_sont_tenus_aux_memes_noms(monkeypatch: pytest.MonkeyPatch) -> None:
    medecin = professionnel("medecin", MEDECIN)
    assert manquants(juger("DPC-001", medecin, au="2026-01-01")) == [("seances_formation",)]
    monkeypatch.setattr("tests.regles.fabrique.CHAMPS", CHAMPS - {"seances_formation"})
    with pytest.raises(AssertionError):
        juger("DPC-001", medecin, au="2026-01-01")
