"""Every target of the library, one line each, and the page that says it.

    python -m benchmarks.tableau [--complet] [page]

The page is docs/performance.md. ``--complet`` adds the whole country, the national files and many documents.
"""

import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks import (
    acces,
    actualisation,
    controle,
    croissance,
    documents,
    echanges,
    fhir,
    grappe,
    identifiants,
    importation,
    referentiels,
    tables,
)
from benchmarks._mesure import Ligne, Mesures

PAQUETS: Final = ("attrs", "cattrs", "msgspec", "orjson", "pyarrow", "pydantic", "python-stdnum")
NATIONALES: Final = 2_200_000
"""Lines of the largest national file."""
EXPLICATIONS: Final = Path(__file__).parent / "explications.md"


def controler(*, complet: bool) -> Iterator[Ligne]:
    """The targets of the checks."""
    if complet:
        yield controle.a_deux()
    yield from controle.lignes(controle.mesurer(tours=3) if complet else controle.mesurer(tours=1, pesees=0.1))


def mesurer(*, complet: bool) -> Iterator[tuple[list[Ligne], str, Mesures]]:
    """Groups of targets, with what else was measured in the same rounds."""
    yield importation.lignes()
    yield identifiants.lignes(), "", {}
    yield referentiels.lignes(), "", {}
    yield from documents.lignes()
    if complet:
        for groupe, titre, mesures in documents.lignes(1.0, 3):
            yield [ligne._replace(nom=f"{ligne.nom} (pays entier)") for ligne in groupe], titre, mesures
        yield acces.lignes(), "", {}
        yield list(grappe.lignes()), "", {}
    yield list(croissance.lignes()), "", {}
    yield list(croissance.tailles()), "", {}
    yield list(actualisation.lignes()), "", {}
    yield list(tables.lignes()), "", {}
    yield list(fhir.lignes()), "", {}
    yield list(controler(complet=complet)), "", {}
    yield list(echanges.lignes(NATIONALES, 1) if complet else echanges.lignes()), "", {}


def machine() -> str:
    """Where and with what it was measured."""
    versions = ", ".join(f"{paquet} {version(paquet)}" for paquet in PAQUETS)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{platform.machine()}, {os.cpu_count()} cores, {python}, {versions}"


def page(groupes: list[tuple[list[Ligne], str, Mesures]], commande: str) -> str:
    """The page, in Markdown."""
    lignes = [
        "# Performance",
        "",
        f"Written by `{commande}` on {datetime.now(tz=UTC):%Y-%m-%d}: {machine()}.",
        "",
        "Times are those of the processor (of a clock for two processes), variants take turns in each round, and a",
        "figure is the median of the ratios of the rounds, between the lowest and the highest; the best is the ratio",
        "of the best times. The document is a fiftieth of the synthetic country: the speed of a shared machine changes",
        "within a second, and so a round is over within one.",
        "The peers (`benchmarks/peers/`) model the same classes, patterns, words and tags.",
        "",
        "| target | median | rounds | best | wanted | |",
        "|---|---|---|---|---|---|",
    ]
    for groupe, _, _ in groupes:
        for ligne in groupe:
            sens = "≥" if ligne.au_moins else "≤"
            lignes.append(
                f"| {ligne.nom} | {ligne.mesure:.2f} | {ligne.bas:.2f} to {ligne.haut:.2f} "
                f"| {ligne.meilleur:.2f} | {sens} {ligne.cible:g} | {ligne.verdict} |"
            )
    lignes += ["", EXPLICATIONS.read_text(encoding="utf-8").strip()]
    for _, titre, mesures in groupes:
        if mesures:
            lignes += ["", f"## {titre}", "", "| | best (ms) | median (ms) | worst (ms) |", "|---|---|---|---|"]
        for nom, durees in mesures.items():
            ordre = sorted(durees)
            lignes.append(
                f"| {nom} | {ordre[0] * 1e3:.2f} | {ordre[len(ordre) // 2] * 1e3:.2f} | {ordre[-1] * 1e3:.2f} |"
            )
    return "\n".join(lignes) + "\n"


def principal(arguments: list[str]) -> None:
    """Measure, print a line for each target, and write the page."""
    complet = "--complet" in arguments
    commande = "make bench-complet" if complet else "make bench"
    groupes = []
    for groupe in mesurer(complet=complet):
        groupes.append(groupe)
        print(*groupe[0], sep="\n", flush=True)
    for chemin in arguments:
        if not chemin.startswith("--"):
            Path(chemin).write_text(page(groupes, commande), encoding="utf-8")


if __name__ == "__main__":
    principal(sys.argv[1:])
