"""The figures of the last runs (``docs/reference/mutation.md``)."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from outils.mutation.essais import ASSEZ, DELAI, RACINE
from outils.mutation.salles import SEANCES
from outils.mutation.vivants import EQUIVALENTS

PAGE: Final = RACINE / "docs" / "reference" / "mutation.md"
MESURES: Final = Path(__file__).with_name("mesures.json")
"""The last measure of the tables and of each room, of which the page is made."""
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
    """Write the page, and keep what it tells: a room that was not run again stays as it was last measured."""
    gardees = _lu(MESURES)
    for chemin in sorted(sortie.glob("code-*.json")):
        _garder(gardees["salles"], chemin.stem.removeprefix("code-"), _resumer(_lu(chemin)))
    if (sortie / "tables.json").exists():
        _garder(gardees, "tables", _resumer_tables(_lu(sortie / "tables.json")))
    MESURES.write_text(json.dumps(gardees, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    PAGE.write_text(texte(gardees), encoding="utf-8")


def texte(gardees: dict[str, Any]) -> str:
    """The page, from what is kept."""
    return "\n".join(_page(gardees["tables"], gardees["salles"]))


def _garder(gardees: dict[str, Any], nom: str, mesure: dict[str, Any]) -> None:
    if nom not in gardees or mesure["jour"] >= gardees[nom]["jour"]:
        gardees[nom] = mesure


_CONTEXTE: Final = ("jour", "revision", "python", "machine", "tires", "graine")


def _resumer(mesure: dict[str, Any]) -> dict[str, Any]:
    mutants = mesure["mutants"]
    return {
        **{cle: mesure[cle] for cle in _CONTEXTE},
        "mutants": len(mutants),
        "vivants": [
            {cle: mutant[cle] for cle in ("fichier", "ligne", "avant", "apres")}
            for mutant in mutants
            if not mutant["tue"]
        ],
    }


def _resumer_tables(mesure: dict[str, Any]) -> dict[str, Any]:
    mutants = mesure["mutants"]
    tous = Counter((mutant["famille"], mutant["sorte"]) for mutant in mutants)
    tues = Counter((mutant["famille"], mutant["sorte"]) for mutant in mutants if mutant["tue"])
    return {
        **{cle: mesure[cle] for cle in _CONTEXTE},
        "comptes": [[*cle, tous[cle], tues[cle]] for cle in sorted(tous)],
        "vivants": [mutant["ou"] for mutant in mutants if not mutant["tue"]],
    }


def _page(tables: dict[str, Any], salles: dict[str, Any]) -> Iterator[str]:
    yield ENTETE.format(assez=ASSEZ, delai=DELAI)
    yield "## Tables\n"
    yield _quand(tables)
    yield from _par_famille(tables["comptes"])
    yield from (f"- lives: `{ou}`" for ou in tables["vivants"])
    yield "\n## Code\n"
    yield from dict.fromkeys(_quand(mesure, _tirage(mesure)) for _, mesure in sorted(salles.items()))
    yield from _par_salle(salles)
    yield "## Mutants of the code that live\n"
    for salle, mesure in sorted(salles.items()):
        if mesure["vivants"]:
            yield f"### {salle}\n"
            for mutant in mesure["vivants"]:
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


def _par_famille(comptes: Sequence[Sequence[Any]]) -> Iterator[str]:
    yield "| What | Change | Mutants | Killed | Share |"
    yield "| --- | --- | ---: | ---: | ---: |"
    total = ["All", "", *(sum(compte[rang] for compte in comptes) for rang in (2, 3))]
    for famille, sorte, tous, tues in (*comptes, total):
        yield f"| {famille} | {sorte} | {tous} | {tues} | {_part(tues, tous)} |"
    yield ""


def _par_salle(mesures: dict[str, Any]) -> Iterator[str]:
    yield "| Room | Revision | Mutants | Killed | Equivalent | Share of the others |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    total: Counter[str] = Counter()
    for salle in sorted(salle for seances in SEANCES for salle in seances.salles):
        if salle not in mesures:
            yield f"| {salle} | not measured | | | | |"
            continue
        mesure = mesures[salle]
        egaux = sum(_raison(mutant) is not None for mutant in mesure["vivants"])
        comptes = Counter(tous=mesure["mutants"], tues=mesure["mutants"] - len(mesure["vivants"]), egaux=egaux)
        total += comptes
        yield _ligne(salle, f"`{mesure['revision']}`", comptes)
    yield _ligne("All", "", total)
    yield ""


def _ligne(salle: str, revision: str, comptes: Counter[str]) -> str:
    tous, tues, egaux = comptes["tous"], comptes["tues"], comptes["egaux"]
    return f"| {salle} | {revision} | {tous} | {tues} | {egaux} | {_part(tues, tous - egaux)} |"


def _part(tues: int, tous: int) -> str:
    # Never rounded up to what was not reached.
    return f"{int(1000 * tues / tous) / 10} %" if tous else ""


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
