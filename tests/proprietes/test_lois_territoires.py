"""Extents form the algebra of the sets that they may be: whatever is true of every one of them, and nothing else."""

from collections.abc import Callable
from operator import and_, or_, sub
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires import Delimitation, Etendue, NatureTerritoire, Territoire

UNIVERS = tuple(f"3200{n}" for n in range(6))
PARTIES = st.frozensets(st.sampled_from(UNIVERS))
OPERATIONS = pytest.mark.parametrize("operation", [or_, and_, sub])


@st.composite
def territoires(draw: st.DrawFn) -> Territoire:
    communes = tuple(draw(PARTIES))
    admises = list(Delimitation) if communes else [Delimitation.PARTIELLE, Delimitation.INCONNUE]
    return Territoire(
        identifiant="t",
        nom="T",
        nature=NatureTerritoire.AUTRE,
        communes=communes,
        delimitation=draw(st.sampled_from(admises)),
    )


@st.composite
def etendues(draw: st.DrawFn) -> tuple[Etendue, frozenset[str]]:
    """What is known of a set, and one of the sets that it may be."""
    certaines, possibles = draw(PARTIES), draw(st.none() | PARTIES)
    bornes = None if possibles is None else possibles | certaines
    autres = draw(PARTIES) if bornes is None else draw(PARTIES) & bornes
    return Etendue(communes=certaines, possibles=bornes), certaines | autres


def exacte(communes: frozenset[str]) -> Etendue:
    return Etendue(communes=communes, possibles=communes)


@OPERATIONS
@given(un=PARTIES, deux=PARTIES)
def test_les_etendues_exactes_sont_des_ensembles(operation: Callable[[Any, Any], Any], un: Any, deux: Any) -> None:
    assert operation(exacte(un), exacte(deux)) == exacte(operation(un, deux))


@OPERATIONS
@given(un=etendues(), deux=etendues())
def test_le_vrai_ensemble_reste_entre_les_bornes(operation: Callable[[Any, Any], Any], un: Any, deux: Any) -> None:
    resultat, vrai = operation(un[0], deux[0]), operation(un[1], deux[1])
    assert {*resultat.communes} <= vrai
    assert resultat.possibles is None or vrai <= {*resultat.possibles}
    assert all(resultat.contient(code) in {None, code in vrai} for code in UNIVERS)


@given(un=territoires(), deux=territoires(), trois=territoires())
def test_les_lois_de_l_union_et_de_l_intersection(un: Territoire, deux: Territoire, trois: Territoire) -> None:
    assert un | deux == deux | un
    assert un & deux == deux & un
    assert un | (deux | trois) == (un | deux) | trois
    assert un & (deux & trois) == (un & deux) & trois
    assert un & (deux | trois) == (un & deux) | (un & trois)
    assert un | un == un & un == un.etendue
    assert un | (un & deux) == un.etendue


@given(un=territoires(), deux=territoires(), trois=territoires())
def test_les_lois_de_la_difference(un: Territoire, deux: Territoire, trois: Territoire) -> None:
    assert un - (deux | trois) == (un - deux) - trois
    assert (un | deux) - trois == (un - trois) | (deux - trois)


@given(un=territoires())
def test_une_etendue_exacte_redevient_son_territoire(un: Territoire) -> None:
    refait = un.etendue.en_territoire(identifiant="t", nom="T", nature=NatureTerritoire.AUTRE)
    assert refait.etendue == un.etendue
    assert (refait == un) == (un.delimitation is not Delimitation.PARTIELLE)
