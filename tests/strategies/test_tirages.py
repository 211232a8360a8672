"""What is drawn depends on the choices of Hypothesis and on nothing else; a property that fails says why."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from tests.proprietes.dossiers import dossiers

from soinsprimaires import strategies

PEU = settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
AVEC_ARGUMENTS: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    "chronologies": lambda: strategies.chronologies(st.integers()),
    "mutations": lambda: strategies.mutations('{"contenu": {"projets": [{"nom": "P", "axes": []}]}}'),
    "registres_conformes": lambda: strategies.registres_conformes(au=date(2026, 11, 4)),
}
STRATEGIES = {nom: AVEC_ARGUMENTS.get(nom, getattr(strategies, nom)) for nom in strategies.__all__}


def tirer(strategie: st.SearchStrategy[Any], graine: int) -> list[Any]:
    """What a property is given, run with this seed."""
    tires: list[Any] = []

    @seed(graine)
    @PEU
    @given(strategie)
    def noter(valeur: Any) -> None:
        tires.append(valeur)

    noter()
    return tires


@pytest.mark.parametrize("nom", [*STRATEGIES, "dossiers"])
def test_un_tirage_ne_depend_pas_de_ceux_d_avant(nom: str) -> None:
    strategie = {**STRATEGIES, "dossiers": dossiers}[nom]
    premiers = tirer(strategie(), 1)
    assert tirer(strategie(), 2) != premiers
    assert tirer(strategie(), 1) == premiers


AILLEURS = """
import pickle, sys
from hypothesis import settings
from tests.strategies.test_tirages import STRATEGIES, tirer
settings.load_profile("ci")
sys.stdout.buffer.write(pickle.dumps([tirer(STRATEGIES[nom](), 1) for nom in sys.argv[1:]]))
"""


def test_un_tirage_ne_depend_pas_de_l_ordre_des_ensembles() -> None:
    """Words are hashed otherwise in each process: sets of them have another order."""
    vus = []
    for grains in ("1", "2"):
        fini = subprocess.run(
            [sys.executable, "-c", AILLEURS, "registres", "journaux", "documents_json", "registres_conformes"],
            env={**os.environ, "PYTHONHASHSEED": grains, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        )
        vus.append(pickle.loads(fini.stdout))  # noqa: S301 - written just here
    assert vus[0] == vus[1]


def test_une_propriete_qui_echoue_sur_une_grande_valeur_dit_pourquoi() -> None:
    """Hypothesis warns of a long representation, which as an error hid the failure as *inconsistent generation*."""

    @settings(max_examples=10, phases=[Phase.generate])
    @given(st.integers(0, 9).map(lambda chiffre: str(chiffre) * 40_000), st.data())
    def fausse(grande: str, data: st.DataObject) -> None:
        assert data.draw(st.integers(0, 9)) > len(grande), "la raison"

    with pytest.raises(AssertionError, match="la raison"):
        fausse()
