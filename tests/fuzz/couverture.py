"""The branches of the readers that some inputs reach, and those that the unit tests do."""

import ast
import contextlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import attrs
import coverage
from outils._processus import sans_mesure
from tests.fuzz.cibles import COMMUNS, Cible

import soinsprimaires

__all__ = ["HORS", "Arc", "Mesure", "atteintes", "choisir", "des_tests", "lignes_hors"]

Arc = tuple[str, int, int]
"""Module under ``src/soinsprimaires``, line that is left, line that is reached."""

_PAQUET: Final = Path(soinsprimaires.__file__).parent
_TESTS: Final = ("tests/echanges", "tests/serialisation", "tests/donnees")
_APPELANT: Final = "judges what the program that calls asks for"
_PAQUETS: Final = "tells whether a package is installed"
HORS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "_flux.py": {
            "__attrs_post_init__": _APPELANT,
            "if not isinstance(lus, bytes):": "judges the kind of stream, not what it gives",
        },
        "echanges/_json.py": {"except ModuleNotFoundError:": _PAQUETS},
        "echanges/_classeurs.py": {
            "except ModuleNotFoundError:": _PAQUETS,
            "_laisser_passer_le_systeme": "tells a fault of the disk or of the memory from one of the file",
        },
        "echanges/contours.py": {"if nom not in _NOMS:": _APPELANT},
        "echanges/finess.py": {
            "categorie_de": "computes on what was read",
            "est_json": "looks at the name of the file",
            "lire_json": "reads the other file, whose code stands in another module",
        },
        "echanges/populations.py": {"territoire": "computes on what was read"},
        "serialisation/_limites.py": {"exiger_positif": _APPELANT},
        "serialisation/_convertisseur.py": {
            "if cible is not classe:": "refuses a class of the model that has no reader, whatever the file",
        },
        "serialisation/_lecture.py": {
            "if not isinstance(document, str | bytes | bytearray):": _APPELANT,
            "lecteur_rapide": _PAQUETS,
        },
        "serialisation/_lignes.py": {"lecteur_rapide": _PAQUETS},
        "serialisation/migrations.py": {"__attrs_post_init__": "judges the versions that the library declares"},
    }
)
"""Functions and conditions of the readers whose branches no file decides, each with the reason, by module.

Neither are counted the branches of what runs once, when a module is imported.
"""


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
    subprocess.run(
        [*commande, "-m", "pytest", "-q", *_TESTS],
        cwd=racine,
        check=False,
        env=sans_mesure(),
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
    def de(cls, modules: Iterable[str], tests: set[Arc], arcs: set[Arc]) -> "Mesure":
        """Count the branches of some modules, without those in :data:`HORS`."""
        toutes = {arc for nom in modules for arc in _branches(nom)}
        manques = sorted((tests - arcs) & toutes)
        return cls(
            len(toutes),
            len(tests & toutes),
            len(arcs & toutes),
            tuple(f"{nom}:{a} -> {b if b > 0 else 'end'}" for nom, a, b in manques),
        )


@cache
def _branches(nom: str) -> frozenset[Arc]:
    """The ways out of each line that has several, once the module is imported."""
    from coverage.parser import PythonParser

    source = (_PAQUET / nom).read_text(encoding="utf-8")
    lecteur = PythonParser(text=source, filename=nom)
    lecteur.parse_source()
    sorties = lecteur.exit_counts()
    jugees = _lignes_des_corps(source) - {ligne for lignes in lignes_hors(nom).values() for ligne in lignes}
    return frozenset((nom, a, b) for a, b in lecteur.arcs() if sorties.get(a, 0) > 1 and a in jugees)


def lignes_hors(nom: str) -> dict[str, list[int]]:
    """The lines of what :data:`HORS` says of a module."""
    source = (_PAQUET / nom).read_text(encoding="utf-8")
    lignes: dict[str, list[int]] = {hors: [] for hors in HORS.get(nom, ())}
    for rang, ligne in enumerate(source.splitlines(), 1):
        if (condition := ligne.strip()) in lignes:
            lignes[condition].append(rang)
    for fonction in _fonctions(source):
        if fonction.name in lignes:
            lignes[fonction.name] += range(fonction.lineno, (fonction.end_lineno or fonction.lineno) + 1)
    return lignes


def _lignes_des_corps(source: str) -> set[int]:
    """The lines inside functions, below the one that declares them."""
    corps = (range(max(f.lineno + 1, f.body[0].lineno), (f.end_lineno or f.lineno) + 1) for f in _fonctions(source))
    return {ligne for lignes in corps for ligne in lignes}


def _fonctions(source: str) -> Iterator[ast.FunctionDef]:
    return (noeud for noeud in ast.walk(ast.parse(source)) if isinstance(noeud, ast.FunctionDef))
