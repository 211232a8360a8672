"""Readers under atheris, each in a process of its own: ``python -m tests.fuzz.moteur``, driven by ``outils/fuzz.py``.

The modules of the library are instrumented as they are imported, so nothing of it is imported before. That takes longer
than thousands of readings: it is done once, and each line of the standard input is obeyed by a copy of the process.
"""

import json
import os
import sys
from collections.abc import Callable
from copy import copy
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, Final

import atheris  # type: ignore[import-untyped]

_PART_STRUCTUREE: Final = 0.7
_EXEMPLES: Final = 300
"""Files of a folder from which the vocabulary of the mutations is learnt."""
_GUIDES: Final = ("identifiants", "temps", "extensions", "mesures", "referentiels.codes")
_MUETS: Final = ("modele.registre", "cycle", "referentiels.professions")
_FIN: Final = 3
"""The code of a copy that has nothing to do, which neither Python nor libFuzzer gives."""
_PAQUETS: Final = ["soinsprimaires", "openpyxl.worksheet._reader"]


def _classeurs_vides() -> Callable[[], Any]:
    """What makes the empty workbook that openpyxl fills: its default styles, a third of a reading, are made once."""
    from openpyxl import Workbook

    modele = Workbook()

    def classeur() -> Any:
        vide = Workbook.__new__(Workbook)
        contenus = vars(modele).items()
        vide.__dict__.update({nom: copy(un) if isinstance(un, list | dict) else un for nom, un in contenus}, _sheets=[])
        return vide

    return classeur


def importer() -> None:
    """Instrument what judges the text of a file: it takes seconds, and only that is worth being guided by."""
    with atheris.instrument_imports(include=_PAQUETS):
        for module in _GUIDES:
            import_module(f"soinsprimaires.{module}")
    for module in _MUETS:
        import_module(f"soinsprimaires.{module}")
    with atheris.instrument_imports(include=_PAQUETS):
        import openpyxl.reader.workbook
        import openpyxl.worksheet._reader
        import tests.fuzz.cibles  # noqa: F401 - it imports the readers
    openpyxl.reader.workbook.Workbook = _classeurs_vides()  # type: ignore[assignment, attr-defined]


def fuzzer(nom: str, options: list[str]) -> None:
    """Fuzz one reader until libFuzzer ends the process."""
    from tests.fuzz import corpus
    from tests.fuzz.cibles import CIBLES

    cible = CIBLES[nom]
    exemples = [entree[1:] for entree in corpus.lire(nom)]
    for dossier in (Path(option) for option in options if not option.startswith("-")):
        exemples += [fichier.read_bytes()[1:] for fichier in sorted(dossier.iterdir())[:_EXEMPLES]]
    structure = cible.preparer(exemples)

    def muter(octets: bytes, taille: int, graine: int) -> bytes:
        hasard = Random(graine)  # noqa: S311 - nothing is secret here
        if octets and hasard.random() < _PART_STRUCTUREE:
            try:
                mute = octets[:1] + structure(hasard, octets[1:])
            except (ValueError, RecursionError):
                mute = b""
            if 0 < len(mute) <= taille:
                return mute
        mutee: bytes = atheris.Mutate(octets, taille)
        return mutee

    atheris.Setup(["moteur", *options], cible.essayer, custom_mutator=muter)
    atheris.Fuzz()


def obeir(ligne: str) -> None:
    """A line names the reader, the options of libFuzzer and the files that take what the process says."""
    demande = json.loads(ligne)
    for descripteur, chemin in zip((1, 2), demande["dits"], strict=True):
        os.dup2(os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descripteur)
    fuzzer(demande["lecteur"], demande["options"])


def principal() -> None:
    """Answer each line by the code of the process that obeyed it, until there are no more."""
    importer()
    while True:
        # The copy reads its line itself: what others were asked leaves no trace in the memory that guides the fuzzer.
        enfant = os.fork()
        if not enfant:
            ligne = sys.stdin.readline()
            if not ligne:
                os._exit(_FIN)
            obeir(ligne)
        code = os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1])
        if code == _FIN:
            return
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    principal()
