"""Mutants of what is code, by the operators of cosmic-ray."""

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

import attrs
from cosmic_ray.ast import Visitor, get_ast  # type: ignore[import-untyped]
from cosmic_ray.mutating import mutate_code  # type: ignore[import-untyped]
from cosmic_ray.plugins import get_operator, operator_names  # type: ignore[import-untyped]
from outils.mutation.salles import sources

__all__ = ["Mutant", "changement", "mutants", "source_mutee"]

RACINE: Final = Path(__file__).resolve().parents[2]

# The full crossing turns one comparison into seven, most of which fail on the types that it compares and say nothing of
# the tests: each is crossed with its negation and its neighbours.
_COMPARAISONS: Final = {
    "Eq": {"NotEq"},
    "NotEq": {"Eq"},
    "Is": {"IsNot"},
    "IsNot": {"Is"},
    "Lt": {"LtE", "GtE"},
    "LtE": {"Lt", "Gt"},
    "Gt": {"GtE", "LtE"},
    "GtE": {"Gt", "Lt"},
}
_BINAIRES: Final = {
    "Add": {"Sub"},
    "Sub": {"Add"},
    "Mul": {"FloorDiv"},
    "Div": {"Mul"},
    "FloorDiv": {"Mul"},
    "Mod": {"FloorDiv"},
    "BitOr": {"BitAnd"},
    "BitAnd": {"BitOr"},
}
_AVEC_ARGUMENTS: Final = {"core/VariableReplacer", "core/VariableInserter"}


@attrs.frozen(kw_only=True)
class Mutant:
    """One application of one operator.

    Attributes:
        fichier: path from the root of the repository.
        ligne: line that it changes.
        operateur: name of the operator.
        rang: which of the places where the operator applies.
    """

    fichier: str
    ligne: int
    operateur: str
    rang: int


def mutants(salle: str) -> Iterator[Mutant]:
    """Every mutant of the code of a room, always in the same order."""
    for chemin in sources(salle):
        yield from _du_fichier(chemin)


def source_mutee(mutant: Mutant) -> str:
    """The source of the file of a mutant, once mutated."""
    source = (RACINE / mutant.fichier).read_text(encoding="utf-8")
    mutee = mutate_code(source, get_operator(mutant.operateur)(), mutant.rang)
    assert mutee is not None, mutant  # noqa: S101 - the place was found by the same operator
    return str(mutee)


def changement(mutant: Mutant) -> tuple[str, str]:
    """What a mutant takes away and what stands in its place: whole lines, without their margins."""
    source = (RACINE / mutant.fichier).read_text(encoding="utf-8").splitlines()
    mutee = source_mutee(mutant).splitlines()
    debut = _communes(source, mutee)
    fin = _communes(source[debut:][::-1], mutee[debut:][::-1])
    avant, apres = (" ".join(map(str.strip, lignes[debut : len(lignes) - fin])) for lignes in (source, mutee))
    return avant, apres


def _communes(source: Sequence[str], mutee: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda paire: paire[0] == paire[1], zip(source, mutee, strict=False)))


def _du_fichier(chemin: Path) -> Iterator[Mutant]:
    source = chemin.read_text(encoding="utf-8")
    lignes = source.splitlines()
    types = list(_annotations(source))
    recensement = _Recensement({nom: get_operator(nom)() for nom in sorted(operator_names()) if _retenu(nom)})
    recensement.walk(get_ast(source))
    fichier = chemin.relative_to(RACINE).as_posix()
    for nom, places in recensement.places.items():
        for rang, (debut, _) in enumerate(places):
            mutant = Mutant(fichier=fichier, ligne=debut[0], operateur=nom, rang=rang)
            if any(premier <= debut < dernier for premier, dernier in types) or _sans_effet(
                lignes[debut[0] - 1], debut[1]
            ):
                continue
            if _se_compile(mutant):
                yield mutant


_SANS_REPONSE: Final = ("strict=", "alpha=", "fontsize=", "font_size=", "linespacing=", "linewidth=", "markersize=")


def _sans_effet(ligne: str, colonne: int) -> bool:
    """What no answer shows: a memory of answers, the watch over two lengths, the strokes of a drawing, attrs' choices.

    With fields that may be given without their names besides, a program that ran still runs; the equality that attrs
    makes compares what that of :class:`Valeur` compares, and is slower to import.
    """
    decorateur, avant = ligne.lstrip(), ligne[:colonne]
    if decorateur.startswith("@attrs."):
        return avant.endswith(("kw_only=", "eq="))
    return decorateur == "@cache" or decorateur.startswith("@lru_cache(") or avant.endswith(_SANS_REPONSE)


def _se_compile(mutant: Mutant) -> bool:
    """The star of a signature is no product: what it becomes is not even a program."""
    if "_Mul_" not in mutant.operateur:
        return True
    try:
        compile(source_mutee(mutant), mutant.fichier, "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def _retenu(nom: str) -> bool:
    trouve = re.fullmatch(r"core/Replace(Comparison|Binary)Operator_(\w+)_(\w+)", nom)
    if trouve is None:
        return nom not in _AVEC_ARGUMENTS
    sorte, avant, apres = trouve.groups()
    return apres in (_COMPARAISONS if sorte == "Comparison" else _BINAIRES).get(avant, set())


class _Recensement(Visitor):  # type: ignore[misc]
    """Where each operator applies."""

    def __init__(self, operateurs: dict[str, Any]) -> None:
        self.operateurs = operateurs
        self.places: dict[str, list[tuple[tuple[int, int], tuple[int, int]]]] = {nom: [] for nom in operateurs}

    def visit(self, noeud: Any) -> Any:
        for nom, operateur in self.operateurs.items():
            self.places[nom] += operateur.mutation_positions(noeud)
        return noeud


def _annotations(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Types are not code that runs: mypy watches them."""
    for noeud in ast.walk(ast.parse(source)):
        for nom in ("annotation", "returns"):
            type_ = getattr(noeud, nom, None)
            if type_ is not None:
                yield (type_.lineno, type_.col_offset), (type_.end_lineno, type_.end_col_offset)
