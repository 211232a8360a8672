"""Which elements of two lists are the same: against every common part of short lists, and counted on long ones."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires.comparaison._alignement import aligner


def est_commune(part: Sequence[str], liste: Sequence[str]) -> bool:
    reste = iter(liste)
    return all(element in reste for element in part)


@given(st.lists(st.sampled_from("abcdefg"), max_size=7), st.lists(st.sampled_from("abcdefg"), max_size=7))
def test_les_rangs_montent_et_les_elements_sont_egaux(un: list[str], deux: list[str]) -> None:
    rangs = aligner(un, deux)
    assert all(un[i] == deux[j] for i, j in rangs)
    assert all(avant[0] < apres[0] and avant[1] < apres[1] for avant, apres in pairwise(rangs))


@given(st.permutations("abcdef"), st.permutations("bcdefg"), st.integers(0, 6), st.integers(0, 6))
def test_sans_repetition_on_ne_peut_en_aligner_plus(un: list[str], deux: list[str], n: int, m: int) -> None:
    un, deux = un[:n], deux[:m]
    trouves = len(aligner(un, deux))
    assert not any(est_commune(part, deux) for part in combinations(un, trouves + 1))


class Compte:
    """A value that counts how often one is compared."""

    comparaisons = 0

    def __init__(self, valeur: int) -> None:
        self.valeur = valeur

    def __eq__(self, autre: object) -> bool:
        Compte.comparaisons += 1
        return isinstance(autre, Compte) and self.valeur == autre.valeur

    def __hash__(self) -> int:
        return hash(self.valeur)


@pytest.mark.parametrize("genres", [2, 5000], ids=["répétés", "tous différents"])
def test_le_cout_suit_la_longueur(genres: int) -> None:
    def comparer(taille: int) -> int:
        Compte.comparaisons = 0
        aligner(
            [Compte(rang % genres) for rang in range(taille)],
            [Compte((taille - rang) % genres) for rang in range(taille)],
        )
        return Compte.comparaisons

    assert comparer(4000) <= 4.4 * comparer(1000) + 10


@pytest.mark.parametrize(
    ("un", "deux", "attendu"),
    [
        pytest.param("", "abc", [], id="rien"),
        pytest.param("abc", "abc", [(0, 0), (1, 1), (2, 2)], id="la même"),
        pytest.param("ab", "bb", [(1, 1)], id="un élément n'est aligné qu'une fois"),
        pytest.param("abc", "axbc", [(0, 0), (1, 2), (2, 3)], id="un ajout au milieu"),
        pytest.param("axbc", "abc", [(0, 0), (2, 1), (3, 2)], id="un retrait au milieu"),
        # Of "x, a, b" that has become "a, b, x", two keep their order and one has moved.
        pytest.param("xab", "zabx", [(1, 1), (2, 2)], id="un déplacement"),
        pytest.param("xabcq", "zabxcw", [(1, 1), (2, 2), (3, 4)], id="un déplacement dans une suite"),
        pytest.param("abcd", "dabc", [(0, 1), (1, 2), (2, 3)], id="le dernier passe devant"),
        pytest.param("abab", "xabx", [(0, 1), (1, 2)], id="les tours vont ensemble"),
    ],
)
def test_un_alignement_fait_a_la_main(un: str, deux: str, attendu: list[tuple[int, int]]) -> None:
    assert aligner(un, deux) == attendu
