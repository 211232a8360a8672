"""The branches of the readers that some inputs reach, and those that the unit tests do."""

import ast
import contextlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import attrs
import coverage
from tests.fuzz.cibles import COMMUNS, Cible

import soinsprimaires

__all__ = ["Arc", "Mesure", "atteintes", "choisir", "des_tests"]

Arc = tuple[str, int, int]
"""Module under ``src/soinsprimaires``, line that is left, line that is reached."""

_PAQUET: Final = Path(soinsprimaires.__file__).parent
_TESTS: Final = ("tests/echanges", "tests/serialisation", "tests/donnees")


def _arcs(donnees: coverage.CoverageData, modules: Iterable[str]) -> set[Arc]:
    return {(nom, a, b) for nom in modules for a, b in donnees.arcs(str(_PAQUET / nom)) or ()}


def _mesurer(cible: Cible, entrees: Sequence[bytes]) -> coverage.CoverageData:
    """The data of a run over inputs, the context of each being its rank."""
    cible.essayer(b"0")  # what is built on first use belongs to no input
    modules = [str(_PAQUET / nom) for nom in (*cible.modules, *COMMUNS)]
    mesure = coverage.Coverage(data_file=None, branch=True, include=modules, config_file=False)
    mesure.start()
    for rang, entree in enumerate(entrees):
        mesure.switch_context(str(rang))
        with contextlib.suppress(Exception):  # a broken promise reaches branches too; others tell of it
            cible.essayer(entree)
    mesure.stop()
    return mesure.get_data()


def atteintes(cible: Cible, entrees: Sequence[bytes]) -> set[Arc]:
    """The branches that inputs reach together."""
    return _arcs(_mesurer(cible, entrees), (*cible.modules, *COMMUNS))


def choisir(cible: Cible, entrees: Sequence[bytes]) -> list[bytes]:
    """A few of these inputs that reach together all that they all reach; the first ones are preferred."""
    donnees = _mesurer(cible, entrees)
    par_entree: list[set[Arc]] = []
    for rang in range(len(entrees)):
        donnees.set_query_context(str(rang))
        par_entree.append(_arcs(donnees, (*cible.modules, *COMMUNS)))
    rarete = Counter(arc for arcs in par_entree for arc in arcs)
    choisies: list[bytes] = []
    vus: set[Arc] = set()
    for arc, _ in sorted(rarete.items(), key=lambda paire: (paire[1], paire[0])):
        if arc not in vus:
            rang = next(rang for rang, arcs in enumerate(par_entree) if arc in arcs)
            choisies.append(entrees[rang])
            vus |= par_entree[rang]
    return choisies


def des_tests(racine: Path, dossier: Path) -> set[Arc]:
    """The branches of the readers that the unit tests reach."""
    fichier = dossier / "couverture-des-tests"
    fichier.unlink(missing_ok=True)
    commande = [sys.executable, "-m", "coverage", "run", "--branch"]
    commande += [f"--rcfile={os.devnull}", f"--data-file={fichier}", f"--source={_PAQUET}"]
    environnement = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith("COVERAGE")}
    subprocess.run(
        [*commande, "-m", "pytest", "-q", *_TESTS],
        cwd=racine,
        check=False,
        env=environnement,
        stdout=subprocess.DEVNULL,
    )
    donnees = coverage.CoverageData(str(fichier))
    donnees.read()
    return _arcs(donnees, (nom.relative_to(_PAQUET).as_posix() for nom in _PAQUET.rglob("*.py")))


@attrs.frozen
class Mesure:
    """Branches of some code: those there are, those that each reaches, those that the tests alone reach."""

    branches: int
    tests: int
    corpus: int
    manques: tuple[str, ...]

    @classmethod
    def de(cls, modules: Iterable[str], hors: frozenset[str], tests: set[Arc], arcs: set[Arc]) -> "Mesure":
        """Count the branches of some modules, without those of the functions in ``hors``."""
        toutes = {arc for nom in modules for arc in _branches(nom, hors)}
        manques = sorted((tests - arcs) & toutes)
        return cls(
            len(toutes),
            len(tests & toutes),
            len(arcs & toutes),
            tuple(f"{nom}:{a} -> {b if b > 0 else 'end'}" for nom, a, b in manques),
        )


@cache
def _branches(nom: str, hors: frozenset[str]) -> frozenset[Arc]:
    """The ways out of each line that has several."""
    from coverage.parser import PythonParser

    source = (_PAQUET / nom).read_text(encoding="utf-8")
    lecteur = PythonParser(text=source, filename=nom)
    lecteur.parse_source()
    sorties = lecteur.exit_counts()
    exclues = {ligne for fonction in _fonctions(source, hors) for ligne in fonction}
    return frozenset((nom, a, b) for a, b in lecteur.arcs() if sorties.get(a, 0) > 1 and a not in exclues)


def _fonctions(source: str, noms: frozenset[str]) -> Iterator[range]:
    for noeud in ast.walk(ast.parse(source)):
        if isinstance(noeud, ast.FunctionDef) and noeud.name in noms:
            yield range(noeud.lineno, (noeud.end_lineno or noeud.lineno) + 1)
