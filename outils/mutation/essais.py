"""The tests that the mutants face: those written by hand, one process for each mutant."""

import gc
import importlib
import os
import pickle
import re
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final

import attrs
import pytest

__all__ = ["ASSEZ", "A_NEUF", "Issue", "Seance", "lancer"]

RACINE: Final = Path(__file__).resolve().parents[2]
D_ABORD: Final = ("tests/droit/test_versions.py", "tests/droit/test_valeurs.py", "tests/cycle/test_lignes.py")
"""What a module computes when it is imported is mostly a table: the tests of the tables are tried before the others."""
DELAI: Final = 60
"""Seconds of processor after which a mutant that loops is stopped, and counts as killed."""
_SURETE: Final = 5 * DELAI
"""Seconds of clock after which one that waits for ever is stopped too; a busy machine never reaches them."""
ASSEZ: Final = 10
"""Seconds that the tests of one mutant took when they were measured: those that come after them are not run."""
_HORLOGES: Final = {signal.SIGPROF, signal.SIGALRM}
A_NEUF: Final = 77
"""What a task answers when its mutant can only be seen once its module is imported afresh."""


@attrs.frozen
class Issue:
    """What became of a mutant: killed by a test or by the clock, not killed, or not seen yet."""

    tue: bool
    a_neuf: bool
    secondes: float


def options() -> list[str]:
    """What every run of pytest is given."""
    silence = ["-p", "no:cacheprovider", "-p", "no:terminal", "-o", "addopts=--import-mode=importlib"]
    return ["-x", *silence, "--rootdir", str(RACINE)]


def lancer(taches: Iterable[Callable[[], int]], *, travaux: int, a_neuf: bool = False) -> Iterator[tuple[int, Issue]]:
    """Run each task in a process of its own, some at a time; a task that returns 0 is a mutant that lives.

    Imported afresh, a module faces whole files of tests: they have more time, and the clock proves nothing there.
    """
    en_cours: dict[int, tuple[int, float]] = {}
    attente = enumerate(taches)
    fini = False
    while not fini or en_cours:
        while not fini and len(en_cours) < travaux:
            suivante = next(attente, None)
            if suivante is None:
                fini = True
                break
            en_cours[_enfanter(suivante[1], 4 * DELAI if a_neuf else DELAI)] = suivante[0], time.monotonic()
        if en_cours:
            pid, statut = os.waitpid(-1, 0)
            rang, debut = en_cours.pop(pid)
            code = os.waitstatus_to_exitcode(statut)
            arrete = -code in _HORLOGES
            # A library written in C may crash because its process is a copy: in a new one, it is because of the mutant.
            tue = (code > 0 and code != A_NEUF) or (code < 0 and arrete is not a_neuf)
            yield rang, Issue(tue, code == A_NEUF or (code < 0 and not arrete), time.monotonic() - debut)


def _enfanter(tache: Callable[[], int], delai: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    signal.setitimer(signal.ITIMER_PROF, delai)
    signal.alarm(_SURETE)
    muet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(muet, 1)
    os.dup2(muet, 2)
    try:
        code = tache()
    except BaseException:  # noqa: BLE001 - a mutant that cannot even be loaded is dead
        code = 1
    os._exit(code)


class Seance:
    """A pytest session whose tests are collected once, then run in forks.

    Attributes:
        items: every test collected.
        textes: the text of each file of tests.
        lignes: file of the package, then line, to the tests that run it; the imports aside.
    """

    def __init__(self, fichiers: Iterable[Path], suite: Callable[["Seance"], None]) -> None:
        self.fichiers = list(fichiers)
        self.suite = suite
        self.items: list[Any] = []
        self.textes: dict[Path, str] = {}
        self.lignes: dict[str, dict[int, set[int]]] = {}
        self.durees: dict[int, float] = {}
        self.fonctions: dict[str, list[FunctionType]] = {}
        self.memoires: list[_lru_cache_wrapper[Any]] = []
        self._echec: Callable[[pytest.TestReport], None] | None = None

    def ouvrir(self) -> None:
        """Collect, then hand over to ``suite``."""
        code = pytest.main([*options(), *map(str, self.fichiers)], plugins=[self])
        if code not in {0, 5}:
            raise SystemExit(f"the tests cannot be collected, or fail before any mutation (pytest: {code})")

    # -- what pytest calls -------------------------------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running every test; what is drawn at random proves nothing, and takes long."""
        gc.unfreeze()  # what the tests spared the collector is what is looked for here
        self.items = [item for item in session.items if item.get_closest_marker("hypothesis") is None]
        self.textes = {item.path: item.path.read_text(encoding="utf-8") for item in self.items}
        self._mesurer()
        # Once frozen, nothing is found among what the collector knows.
        for objet in gc.get_objects():
            if isinstance(objet, FunctionType):
                self.fonctions.setdefault(objet.__code__.co_filename, []).append(objet)
        self.memoires = _memoires()
        gc.collect()
        gc.freeze()
        self.suite(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """At the first failure."""
        if report.failed and self._echec is not None:
            self._echec(report)

    # -- what the mutants ask ----------------------------------------------------------------------------------------

    def qui_disent(self, mots: tuple[str, ...]) -> list[int]:
        """Tests of the files in which one of these words stands."""
        dits = {chemin for chemin, texte in self.textes.items() if any(mot in texte for mot in mots)}
        return self._ranges(rang for rang, item in enumerate(self.items) if item.path in dits)

    def qui_passent(self, fichier: str, ligne: int) -> list[int]:
        """Tests that run a line, the quickest first, then the others of their files, as long as somebody would wait.

        What the first test of a file computes, the others of that file may only be given.
        """
        passent = self.lignes.get(fichier, {}).get(ligne, set())
        chemins = {self.items[rang].path for rang in passent}
        voisins = {rang for rang, item in enumerate(self.items) if item.path in chemins} - passent
        retenus: list[int] = []
        reste: float = ASSEZ
        for rang in (*self._ranges(passent), *self._ranges(voisins)):
            reste -= self.durees.get(rang, 0)
            if retenus and reste < 0:
                break
            retenus.append(rang)
        return retenus

    def fichiers_de(self, fichier: str, mots: tuple[str, ...]) -> list[Path]:
        """Files of tests that name a module's public names, then those that run it, as long as somebody would wait."""
        passent = {rang for rangs in self.lignes.get(fichier, {}).values() for rang in rangs}
        motif = re.compile("|".join(rf"\b{re.escape(mot)}\b" for mot in mots)) if mots else None
        nomment = {chemin for chemin, texte in self.textes.items() if motif is not None and motif.search(texte)}
        couts: dict[Path, float] = defaultdict(float)
        for rang, duree in self.durees.items():
            couts[self.items[rang].path] += duree
        candidats = (nomment | {self.items[rang].path for rang in passent}) or set(self.textes)
        retenus: list[Path] = []
        reste: float = 2 * ASSEZ
        for chemin in sorted(candidats, key=lambda chemin: (chemin not in nomment, couts[chemin], chemin)):
            reste -= couts[chemin]
            if retenus and reste < 0:
                break
            retenus.append(chemin)
        return retenus

    def eprouver(self, rangs: list[int]) -> int:
        """Run tests in this process until one fails: 1, else 0."""
        self._echec = lambda _: os._exit(1)
        _oublier(self.memoires)
        for rang, suivant in zip(rangs, [*rangs[1:], None], strict=True):
            prochain = None if suivant is None else self.items[suivant]
            self.items[rang].config.hook.pytest_runtest_protocol(item=self.items[rang], nextitem=prochain)
        return 0

    def echanger(self, avant: CodeType, apres: CodeType) -> bool:
        """Give its mutated code to each living function of a module; whether everything that changed could be."""
        differences = list(_differences(avant, apres))
        echanges = 0
        for ancien, nouveau in differences:
            for fonction in self.fonctions.get(avant.co_filename, ()):
                if fonction.__code__ == ancien:
                    try:
                        fonction.__code__ = nouveau
                    except ValueError:
                        return False
                    echanges += 1
        return echanges > 0

    def _ranges(self, rangs: Iterable[int]) -> list[int]:
        return sorted(rangs, key=lambda rang: (round(self.durees.get(rang, 0), 1), rang))

    def _mesurer(self) -> None:
        """Know which lines each test runs, and how long it takes; a test that fails here stops everything.

        It is done in another process: what the values of the tests remember of a run would hide a mutant. Of what was
        imported there, all is imported here, so that every function is at hand.
        """
        lecture, ecriture = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(lecture)
            with os.fdopen(ecriture, "wb") as tube:
                pickle.dump(self._parcourir(), tube)
            os._exit(0)
        os.close(ecriture)
        with os.fdopen(lecture, "rb") as tube:
            mesure = tube.read()
        if os.waitpid(pid, 0)[1]:
            raise SystemExit("the tests could not be measured")
        self.durees, self.lignes, modules = pickle.loads(mesure)  # noqa: S301 # nosec B301 - written just above
        for nom in modules:
            if nom not in sys.modules:
                with suppress(Exception):
                    importlib.import_module(nom)

    def _parcourir(self) -> tuple[dict[int, float], dict[str, dict[int, set[int]]], list[str]]:
        import coverage

        durees: dict[int, float] = {}
        mesure = coverage.Coverage(data_file=None, include=[str(RACINE / "src" / "*")], config_file=False)
        mesure.start()
        self._echec = _renoncer
        chemin: Path | None = None
        for rang, (item, suivant) in enumerate(zip(self.items, [*self.items[1:], None], strict=True)):
            if item.path != chemin:
                chemin = item.path
                _oublier(_memoires())
            mesure.switch_context(str(rang))
            debut = time.monotonic()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=suivant)
            durees[rang] = time.monotonic() - debut
        mesure.stop()
        donnees = mesure.get_data()
        lignes = {
            Path(fichier).relative_to(RACINE).as_posix(): {
                ligne: {int(contexte) for contexte in contextes if contexte}
                for ligne, contextes in donnees.contexts_by_lineno(fichier).items()
            }
            for fichier in donnees.measured_files()
        }
        return durees, lignes, list(sys.modules)


def _memoires() -> "list[_lru_cache_wrapper[Any]]":
    return [objet for objet in gc.get_objects() if isinstance(objet, _lru_cache_wrapper)]


def _oublier(memoires: "Iterable[_lru_cache_wrapper[Any]]") -> None:
    for memoire in memoires:
        memoire.cache_clear()


def _renoncer(report: pytest.TestReport) -> None:
    print(f"{report.nodeid} fails before any mutation:", report.longreprtext, sep="\n", file=sys.stderr)
    os._exit(2)


def _differences(avant: CodeType, apres: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Pairs of code that differ, from the outermost to the innermost; of the modules themselves, nothing."""
    anciens = [constante for constante in avant.co_consts if isinstance(constante, CodeType)]
    nouveaux = [constante for constante in apres.co_consts if isinstance(constante, CodeType)]
    for ancien, nouveau in zip(anciens, nouveaux, strict=False):
        if ancien != nouveau:
            yield ancien, nouveau
            yield from _differences(ancien, nouveau)
