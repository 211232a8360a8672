"""Fuzz the readers, under the coverage that atheris measures.

    python -m outils.fuzz                       ten seconds for each reader
    python -m outils.fuzz --duree 600 json      ten minutes for one
    python -m outils.fuzz --tours 5000          five thousand executions for each, the same ones every time
    python -m outils.fuzz --executions 1000000  until each reader has a million, past campaigns counted
    python -m outils.fuzz --couverture          branches that the corpus reaches, beside those of the unit tests
    python -m outils.fuzz --semer               gather the inputs of the unit tests, reduce, write the corpus again

What is learnt stays in ``--dossier`` (``build/fuzz``): the inputs that reached new code, those that broke a promise,
and ``bilan.json``, the sums of every campaign. Without ``--executions`` nothing of past campaigns is counted.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Lock
from typing import IO, TYPE_CHECKING, Any, Final, cast

import attrs

RACINE: Final = Path(__file__).resolve().parent.parent
if str(RACINE) not in sys.path:
    sys.path.insert(0, str(RACINE))

from tests.fuzz import corpus  # noqa: E402 - the tests are no installed package

if TYPE_CHECKING:
    from tests.fuzz.cibles import Cible

LECTEURS: Final = (
    "json",
    "lignes",
    "finess-csv",
    "finess-json",
    "annuaire",
    "fhir",
    "populations",
    "apl",
    "zonage",
    "contours",
    "tableau",
    "ages",
    "qpv",
    "cpts",
    "msp",
    "activites",
    "savoirs",
    "diplomes",
)
TAILLE: Final = 4096
DELAI: Final = 25
MEMOIRE: Final = 1024
"""Megabytes of a process beyond which memory is said to grow."""
LENTEUR: Final = 0.1
"""Seconds beyond which an input is not kept."""
TRANCHE: Final = 50_000
"""Executions after which a campaign notes what it did."""
GRAINE: Final = 1
"""Seed of the executions that are the same every time."""

_COMPTE: Final = re.compile(r"^(?:#(\d+)\t|stat::number_of_executed_units: +(\d+))", re.MULTILINE)
_GARDE: Final = re.compile(r"ERROR: .*|Test unit written to .*")
_MEMOIRE: Final = re.compile(r"(?:rss: |peak_rss_mb: +)(\d+)")


# -- campaigns ----------------------------------------------------------------------------------------------------


@cache
def a_demeure() -> list[str]:
    """What starts a process whose addresses are always the same, where the system can: they guide the fuzzer too."""
    commande = ["setarch", "-R"]
    with suppress(OSError):
        if subprocess.run([*commande, "true"], capture_output=True, check=False).returncode == 0:
            return commande
    return []


@attrs.frozen
class Moteur:
    """A process in which the readers are instrumented, and whose copies fuzz."""

    entree: IO[str]
    sortie: IO[str]
    plaintes: IO[bytes]

    @classmethod
    @contextmanager
    def ouvrir(cls) -> Iterator["Moteur"]:
        """Start the process; the end of its input ends it."""
        commande = [*a_demeure(), sys.executable, "-m", "tests.fuzz.moteur"]
        environnement = os.environ | {"PYTHONHASHSEED": str(GRAINE)}  # what breaks a promise once breaks it again
        with (
            TemporaryFile() as plaintes,
            Popen(commande, cwd=RACINE, env=environnement, stdin=PIPE, stdout=PIPE, stderr=plaintes, text=True) as un,
        ):
            yield cls(cast("IO[str]", un.stdin), cast("IO[str]", un.stdout), plaintes)

    def fuzzer(self, nom: str, dossier: Path, limites: Iterable[str]) -> dict[str, Any]:
        """Fuzz one reader and tell what was done: executions, seconds, megabytes, and its fault if one was found."""
        travail, fautes = dossier / "corpus" / nom, dossier / "fautes" / nom
        for un in (travail, fautes):
            un.mkdir(parents=True, exist_ok=True)
        verser(corpus.lire(nom), travail)
        options = [f"-max_len={TAILLE}", f"-timeout={DELAI}", f"-rss_limit_mb={MEMOIRE}", f"-artifact_prefix={fautes}/"]
        options += ["-print_final_stats=1", "-len_control=0", "-reload=0", *limites]
        with TemporaryDirectory() as dits:
            fichiers = [Path(dits) / "sortie", Path(dits) / "erreurs"]
            debut = time.perf_counter()
            demande = {"lecteur": nom, "options": [str(travail), *options], "dits": [str(un) for un in fichiers]}
            code = self._demander(demande)
            secondes = time.perf_counter() - debut
            sortie, erreurs = (un.read_text(encoding="utf-8", errors="replace") for un in fichiers)
        dit = sortie + erreurs
        executions = max((int(a or b) for a, b in _COMPTE.findall(dit)), default=0)
        memoire = max(map(int, _MEMOIRE.findall(dit)), default=0)
        faute = "" if code == 0 else "\n".join((sortie[-3000:], *_GARDE.findall(erreurs)))
        return {"executions": executions, "secondes": secondes, "memoire": memoire, "faute": faute}

    def _demander(self, demande: dict[str, Any]) -> int:
        print(json.dumps(demande), file=self.entree, flush=True)
        if not (code := self.sortie.readline()):
            self.plaintes.seek(0)
            raise SystemExit(f"the process that fuzzes ended\n{self.plaintes.read()[-3000:].decode(errors='replace')}")
        return int(code)


@contextmanager
def ouvrir_moteurs(processus: int) -> Iterator[Callable[..., dict[str, Any]]]:
    """Start so many processes; what is yielded fuzzes as :meth:`Moteur.fuzzer` does, in one that is free."""
    libres: SimpleQueue[Moteur] = SimpleQueue()

    def fuzzer(nom: str, dossier: Path, limites: Iterable[str]) -> dict[str, Any]:
        moteur = libres.get()
        try:
            return moteur.fuzzer(nom, dossier, limites)
        finally:
            libres.put(moteur)

    with ExitStack() as pile:
        for _ in range(processus):
            libres.put(pile.enter_context(Moteur.ouvrir()))
        yield fuzzer


def verser(entrees: Iterable[bytes], dossier: Path) -> None:
    """Write inputs as the files that libFuzzer reads."""
    for rang, entree in enumerate(une for une in entrees if len(une) <= TAILLE):  # longer, it would be cut
        (dossier / f"graine-{rang:04d}").write_bytes(entree)


def lire_bilan(chemin: Path) -> dict[str, Any]:
    """The sums of past campaigns, none for a reader that had none."""
    bilan: dict[str, Any] = json.loads(chemin.read_text(encoding="utf-8")) if chemin.exists() else {}
    return bilan


def ajouter(chemin: Path, nom: str, fait: dict[str, Any]) -> dict[str, Any]:
    """Add what a process did to the sums, and give those of its reader."""
    bilan = lire_bilan(chemin)
    somme: dict[str, Any] = bilan.setdefault(nom, {"executions": 0, "secondes": 0.0, "memoire": 0, "fautes": 0})
    somme["executions"] += fait["executions"]
    somme["secondes"] = round(somme["secondes"] + fait["secondes"], 1)
    somme["memoire"] = max(somme["memoire"], fait["memoire"])
    somme["fautes"] += bool(fait["faute"])
    provisoire = chemin.with_suffix(".provisoire")
    provisoire.write_text(json.dumps(bilan, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    provisoire.replace(chemin)
    return somme


def decrire(nom: str, somme: dict[str, Any]) -> str:
    """One line of figures."""
    vitesse = somme["executions"] / somme["secondes"] if somme["secondes"] else 0
    return (
        f"{nom:12} {somme['executions']:>10,} executions {vitesse:>7,.0f}/s {somme['secondes'] / 3600:>6.2f} h "
        f"{somme['memoire']:>5} MB"
    )


def courir(noms: Iterable[str], dossier: Path, limites: list[str], processus: int) -> int:
    """The same options of libFuzzer for each reader, several at once; the number of faults."""
    fautes = 0
    total = {"executions": 0, "secondes": 0.0, "memoire": 0}
    with ouvrir_moteurs(processus) as fuzzer, ThreadPoolExecutor(processus) as equipe:
        for nom, fait in equipe.map(lambda nom: (nom, fuzzer(nom, dossier, limites)), noms):
            ajouter(dossier / "bilan.json", nom, fait)
            fautes += _montrer(nom, fait, fait)
            for cle in ("executions", "secondes"):
                total[cle] += fait[cle]
            total["memoire"] = max(total["memoire"], fait["memoire"])
    print(decrire("all", total))
    return fautes


def poursuivre(noms: list[str], dossier: Path, voulues: int, processus: int) -> int:
    """Turn by turn, until each reader has so many executions in all; the number of faults of this run."""
    chemin = dossier / "bilan.json"
    attente = deque(noms)
    verrou = Lock()
    fautes = 0

    def travailler() -> None:
        nonlocal fautes
        while True:
            with verrou:
                if not attente:
                    return
                nom = attente.popleft()
                reste = voulues - lire_bilan(chemin).get(nom, {}).get("executions", 0)
            if reste <= 0:
                continue
            fait = fuzzer(nom, dossier, [f"-runs={min(reste, TRANCHE)}"])
            if not fait["executions"]:
                raise SystemExit(f"{nom}: nothing ran\n{fait['faute']}")
            with verrou:
                fautes += _montrer(nom, fait, ajouter(chemin, nom, fait))
                attente.append(nom)

    with ouvrir_moteurs(processus) as fuzzer, ThreadPoolExecutor(processus) as equipe:
        for travail in [equipe.submit(travailler) for _ in range(processus)]:
            travail.result()
    return fautes


def _montrer(nom: str, fait: dict[str, Any], somme: dict[str, Any]) -> int:
    print(decrire(nom, somme), flush=True)
    if fait["faute"]:
        print(f"== {nom} broke a promise\n{fait['faute']}", flush=True)
    return bool(fait["faute"])


# -- corpus -------------------------------------------------------------------------------------------------------


def semer(noms: Iterable[str], dossier: Path) -> None:
    """Write the corpus again: what it holds, what the unit tests read and what campaigns found, reduced."""
    recolte = dossier / "recolte"
    shutil.rmtree(recolte, ignore_errors=True)
    environnement = os.environ | {"FUZZ_RECOLTE": str(recolte)}
    tests = [str(RACINE / "tests" / un) for un in ("echanges", "serialisation", "donnees")]
    commande = [sys.executable, "-m", "pytest", "-q", "-p", "tests.fuzz.recolte", *tests]
    # What a test that fails gives to a reader is as good as the rest.
    subprocess.run(commande, cwd=RACINE, env=environnement, check=False, capture_output=True)
    for nom in noms:  # each in a process of its own, whose caches are empty
        subprocess.run([sys.executable, "-m", "outils.fuzz", "--reduire", nom, "--dossier", str(dossier)], check=True)


def _est_vive(cible: "Cible", entree: bytes) -> bool:
    """Whether an input is read at once: a bomb keeps a fuzzer busy, and has its own unit tests."""
    for _ in range(2):  # the first reading of a process also loads tables
        debut = time.process_time()
        with suppress(Exception):  # a broken promise is told elsewhere
            cible.essayer(entree)
        if time.process_time() - debut < LENTEUR:
            return True
    return False


def reduire(nom: str, dossier: Path, recolte: Path) -> None:
    """Keep of the inputs of a reader the few that reach all that they reach together."""
    from tests.fuzz.cibles import CIBLES
    from tests.fuzz.couverture import choisir

    chemins = [chemin for source in (recolte, dossier / "corpus" / nom) for chemin in sorted(source.glob("*"))]
    entrees = {*corpus.lire(nom), *(chemin.read_bytes() for chemin in chemins)}
    tri = sorted(entrees, key=lambda un: (len(un), un))
    vives = [entree for entree in tri if entree and _est_vive(CIBLES[nom], entree)]
    gardees = [*choisir(CIBLES[nom], vives)]
    # A way of calling that reaches nothing more still has its input.
    facons = {CIBLES[nom].rang(entree) for entree in gardees}
    gardees += {rang: un for un in reversed(vives) if (rang := CIBLES[nom].rang(un)) not in facons}.values()
    corpus.ecrire(nom, gardees)
    print(f"{nom:12} {len(gardees):>5} inputs of {len(entrees):>6}, {sum(map(len, gardees)):>8,} bytes")


# -- coverage -----------------------------------------------------------------------------------------------------


def comparer(dossier: Path) -> int:
    """Print the branches that the unit tests and the corpus reach; the number of readers where they reach more."""
    from tests.fuzz.cibles import CIBLES, COMMUNS
    from tests.fuzz.couverture import Mesure, atteintes, des_tests

    tests = des_tests(RACINE, dossier)
    corpus_de = {nom: atteintes(cible, corpus.lire(nom)) for nom, cible in CIBLES.items()}
    lignes = [(nom, cible.modules, corpus_de[nom]) for nom, cible in CIBLES.items()]
    communs = ("shared", COMMUNS, set().union(*corpus_de.values()))
    moindres = 0
    for nom, modules, arcs in (*lignes, communs):
        mesure = Mesure.de(modules, tests, arcs)
        moindres += bool(mesure.manques)
        print(
            f"{nom:12} {mesure.branches:>4} branches, {mesure.tests:>4} by the tests, {mesure.corpus:>4} by the corpus"
        )
        for manque in mesure.manques:
            print(f"{'':12} only by the tests: {manque}")
    return moindres


def principal(arguments: list[str] | None = None) -> int:
    """Read the command line and do what it asks."""
    analyseur = argparse.ArgumentParser(description="Fuzz the readers of the library.")
    analyseur.add_argument("lecteurs", nargs="*", metavar="reader", help=f"among {', '.join(LECTEURS)}; all by default")
    analyseur.add_argument("--duree", type=int, default=10, help="seconds for each reader")
    analyseur.add_argument("--tours", type=int, help="executions of each reader instead, the same ones every time")
    analyseur.add_argument("--executions", type=int, help="executions that each reader must reach, past ones counted")
    analyseur.add_argument("--processus", type=int, default=1, help="processes at once")
    analyseur.add_argument("--dossier", type=Path, default=RACINE / "build" / "fuzz")
    analyseur.add_argument("--semer", action="store_true", help="write the corpus again")
    analyseur.add_argument("--reduire", metavar="reader", help=argparse.SUPPRESS)
    analyseur.add_argument("--couverture", action="store_true", help="compare the corpus with the unit tests")
    choix = analyseur.parse_args(arguments)
    noms = choix.lecteurs or list(LECTEURS)
    dossier = choix.dossier.resolve()
    dossier.mkdir(parents=True, exist_ok=True)
    if inconnus := set(noms) - set(LECTEURS):
        analyseur.error(f"unknown: {', '.join(sorted(inconnus))}")
    if choix.couverture:
        return bool(comparer(dossier))
    if choix.reduire:
        reduire(choix.reduire, dossier, dossier / "recolte" / choix.reduire)
        return 0
    if choix.semer:
        semer(noms, dossier)
        return 0
    if choix.executions is not None:
        return bool(poursuivre(noms, dossier, choix.executions, choix.processus))
    if choix.tours is not None:
        a_part = dossier / "tours"  # what campaigns learn would change what is tried
        shutil.rmtree(a_part, ignore_errors=True)
        a_part.mkdir()
        return bool(courir(noms, a_part, [f"-runs={choix.tours}", f"-seed={GRAINE}"], choix.processus))
    return bool(courir(noms, dossier, [f"-max_total_time={choix.duree}"], choix.processus))


if __name__ == "__main__":
    raise SystemExit(principal())
