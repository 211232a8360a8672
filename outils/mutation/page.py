"""The figures of the last run (``docs/reference/mutation.md``)."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from outils.mutation.essais import ASSEZ, DELAI, RACINE
from outils.mutation.salles import SEANCES
from outils.mutation.vivants import EQUIVALENTS

PAGE: Final = RACINE / "docs" / "reference" / "mutation.md"
ENTETE: Final = """\
# Mutation testing

<!-- Written by outils/mutation/page.py at the end of `make mutation`. -->

What is checked here is the tests: something is changed in the law as the library holds it, and a test must notice.
Neither generated cases nor the pages written from the tables count, since they repeat what they are given.

*Tables*: every version of a rule, every value of a parameter, every legal delay and every row of the lifecycle. Each
boundary moves by one day in both directions, each amount by one unit, each guard, from-state, decider, document, target
and source is taken away, and the reach and the reliability, which give the severity, become others. Only the tests of
the files that name what is changed are run.

*Code*: the operators of cosmic-ray on every room of the library. A comparison is crossed with its negation and its
neighbours, an arithmetic operator with its opposite; type annotations are set aside. A mutant faces the tests of its
room that run its line, then the others of their files, for {assez} seconds of them; one that stands outside functions
faces whole files, for twice as long. One of which a test fails, or that does not end within {delai} seconds of
processor, is killed. Tests that run another process are left out: it would not see the mutant. So are the room that
draws generated cases, and what no answer shows: decorators that make something remember its answers, `strict` of two
lists of one length, the strokes and the letters of a drawing, two choices of the classes of attrs (`kw_only`, `eq`).

An *equivalent* mutant changes no answer: each is named below with its reason, which falls with its line. The others
that live are kept here to be seen.
"""


def ecrire(sortie: Path) -> None:
    """Write the page from the results of a run."""
    PAGE.write_text("\n".join(_page(sortie)), encoding="utf-8")


def _page(sortie: Path) -> Iterator[str]:
    mesures = {chemin.stem.removeprefix("code-"): _lu(chemin) for chemin in sorted(sortie.glob("code-*.json"))}
    tables = _lu(sortie / "tables.json") if (sortie / "tables.json").exists() else None
    yield ENTETE.format(assez=ASSEZ, delai=DELAI)
    yield "## Tables\n"
    if tables is None:
        yield "Not run."
    else:
        yield _quand(tables)
        yield from _par_famille(tables["mutants"])
        yield from (f"- lives: `{mutant['ou']}`" for mutant in tables["mutants"] if not mutant["tue"])
    yield "\n## Code\n"
    yield from dict.fromkeys(_quand(mesure, _tirage(mesure)) for mesure in mesures.values())
    yield from _par_salle(mesures)
    yield "## Mutants of the code that live\n"
    for salle, mesure in mesures.items():
        vivants = [mutant for mutant in mesure["mutants"] if not mutant["tue"]]
        if vivants:
            yield f"### {salle}\n"
            for mutant in vivants:
                yield from _vivant(mutant)
            yield ""


def _quand(mesure: dict[str, Any], tirage: str = "") -> str:
    return (
        f"Run on {mesure['jour']}, revision `{mesure['revision']}`, Python {mesure['python']}, "
        f"{mesure['machine']}{tirage}.\n"
    )


def _tirage(mesure: dict[str, Any]) -> str:
    tires, graine = mesure["tires"], mesure["graine"]
    if not tires:
        return ": every mutant"
    return (
        f": {tires} mutants of each room, drawn with the seed {graine} (`make mutation TIRES={tires} GRAINE={graine}`)"
    )


def _par_famille(mutants: Iterable[dict[str, Any]]) -> Iterator[str]:
    tous: Counter[tuple[str, str]] = Counter()
    tues: Counter[tuple[str, str]] = Counter()
    for mutant in mutants:
        for cle in ((mutant["famille"], mutant["sorte"]), ("All", "")):
            tous[cle] += 1
            tues[cle] += mutant["tue"]
    yield "| What | Change | Mutants | Killed | Share |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for cle in sorted(tous, key=lambda cle: (cle[0] == "All", cle)):
        yield f"| {cle[0]} | {cle[1]} | {tous[cle]} | {tues[cle]} | {_part(tues[cle], tous[cle])} |"
    yield ""


def _par_salle(mesures: dict[str, Any]) -> Iterator[str]:
    yield "| Room | Revision | Mutants | Killed | Equivalent | Share of the others |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    total: Counter[str] = Counter()
    for salle in sorted(salle for seances in SEANCES for salle in seances.salles):
        if salle not in mesures:
            yield f"| {salle} | not measured | | | | |"
            continue
        comptes = Counter(_issue(mutant) for mutant in mesures[salle]["mutants"])
        total += comptes
        yield _ligne(salle, f"`{mesures[salle]['revision']}`", comptes)
    yield _ligne("All", "", total)
    yield ""


def _ligne(salle: str, revision: str, comptes: Counter[str]) -> str:
    tous, tues, egaux = comptes.total(), comptes["tue"], comptes["egal"]
    return f"| {salle} | {revision} | {tous} | {tues} | {egaux} | {_part(tues, tous - egaux)} |"


def _part(tues: int, tous: int) -> str:
    # Never rounded up to what was not reached.
    return f"{int(1000 * tues / tous) / 10} %" if tous else ""


def _issue(mutant: dict[str, Any]) -> str:
    if mutant["tue"]:
        return "tue"
    return "vivant" if _raison(mutant) is None else "egal"


def _raison(mutant: dict[str, Any]) -> str | None:
    return EQUIVALENTS.get((mutant["fichier"], mutant["avant"], mutant["apres"]))


def _lu(chemin: Path) -> Any:
    return json.loads(chemin.read_text(encoding="utf-8"))


def _vivant(mutant: dict[str, Any]) -> Iterator[str]:
    yield f"- `{mutant['fichier'].removeprefix('src/soinsprimaires/')}`, line {mutant['ligne']}"
    yield f"  - `- {mutant['avant']}`"
    yield f"  - `+ {mutant['apres']}`"
    raison = _raison(mutant)
    if raison is not None:
        yield f"  - Equivalent: {raison}"
