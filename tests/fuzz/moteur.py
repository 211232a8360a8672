"""One reader under atheris, in a process of its own: ``python -m tests.fuzz.moteur READER [options of libFuzzer]``.

The modules of the library are instrumented as they are imported, so nothing of it is imported before.
"""

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


def principal(arguments: list[str]) -> None:
    """Fuzz until libFuzzer ends the process."""
    programme, nom, *options = arguments
    # Instrumenting takes seconds at each start: only what judges the text of a file is worth being guided by.
    with atheris.instrument_imports(include=_PAQUETS):
        for module in _GUIDES:
            import_module(f"soinsprimaires.{module}")
    for module in _MUETS:
        import_module(f"soinsprimaires.{module}")
    with atheris.instrument_imports(include=_PAQUETS):
        import openpyxl.reader.workbook
        import openpyxl.worksheet._reader
        from tests.fuzz.cibles import CIBLES
    openpyxl.reader.workbook.Workbook = _classeurs_vides()  # type: ignore[assignment, attr-defined]
    from tests.fuzz import corpus

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

    atheris.Setup([programme, *options], cible.essayer, custom_mutator=muter)
    atheris.Fuzz()


if __name__ == "__main__":
    principal(sys.argv)
