"""The figures of the last run (``docs/reference/mutation.md``)."""

import difflib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from outils.mutation import code
from outils.mutation.essais import RACINE
from outils.mutation.salles import salle_de
from outils.mutation.vivants import RAISONS

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
room that run its line, for twenty seconds of them. One of which a test fails, or that does not end within {delai}
seconds of processor, is killed. Tests that run another process are left out: it would not see the mutant.
"""


def ecrire(sortie: Path) -> None:
    """Write the page from the results of a run."""
    PAGE.write_text("\n".join(_page(sortie)), encoding="utf-8")


def _page(sortie: Path) -> Iterator[str]:
    contexte = _lu(sortie / "contexte.json")
    tables = _lu(sortie / "tables.json") if (sortie / "tables.json").exists() else []
    du_code = [mutant for chemin in sorted(sortie.glob("code-*.json")) for mutant in _lu(chemin)]
    yield ENTETE.format(delai=contexte["delai"])
    yield (
        f"Run on {contexte['jour']}, revision `{contexte['revision']}`, Python {contexte['python']}, "
        f"{contexte['machine']}. Repeat it with `make mutation`.\n"
    )
    yield "## Tables\n"
    if not tables:
        yield "Not run with this draw: `make mutation` runs them all.\n"
    else:
        yield from _compte(("What", "Change"), ((m["famille"], m["sorte"], m["tue"]) for m in tables))
    yield from (f"- lives: `{m['ou']}`" for m in tables if not m["tue"])
    yield ""
    yield "## Code\n"
    tires, graine = contexte["tires"], contexte["graine"]
    yield (
        f"{tires} mutants of each room, drawn with the seed {graine}: `make mutation TIRES={tires} GRAINE={graine}`.\n"
        if tires
        else "Every mutant.\n"
    )
    yield from _compte(("Room", "Operator"), ((salle_de(m["fichier"]), "", m["tue"]) for m in du_code))
    yield "## Mutants of the code that live\n"
    yield "*Equivalent*: no document tells them apart. The others are kept here to be seen.\n"
    for mutant in du_code:
        if not mutant["tue"]:
            yield from _vivant(mutant)
    yield ""


def _compte(titres: tuple[str, str], mutants: Iterable[tuple[str, str, bool]]) -> Iterator[str]:
    tous: Counter[tuple[str, str]] = Counter()
    tues: Counter[tuple[str, str]] = Counter()
    for quoi, comment, tue in mutants:
        for cle in ((quoi, comment), ("All", "")):
            tous[cle] += 1
            tues[cle] += tue
    yield f"| {titres[0]} | {titres[1]} | Mutants | Killed | Share |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for cle in sorted(tous, key=lambda cle: (cle[0] == "All", cle)):
        # Never rounded up to what was not reached.
        part = int(1000 * tues[cle] / tous[cle]) / 10
        yield f"| {cle[0]} | {cle[1]} | {tous[cle]} | {tues[cle]} | {part} % |"
    yield ""


def _lu(chemin: Path) -> Any:
    return json.loads(chemin.read_text(encoding="utf-8"))


def _vivant(mutant: dict[str, Any]) -> Iterator[str]:
    champs = {nom: mutant[nom] for nom in ("fichier", "ligne", "operateur", "rang")}
    avant = (RACINE / mutant["fichier"]).read_text(encoding="utf-8")
    apres = code.source_mutee(code.Mutant(**champs))
    changees = [
        ligne for ligne in difflib.ndiff(avant.splitlines(), apres.splitlines()) if ligne.startswith(("- ", "+ "))
    ]
    yield f"- `{mutant['fichier'].removeprefix('src/soinsprimaires/')}`, line {mutant['ligne']}"
    yield from (f"  - `{ligne[0]} {ligne[1:].strip()}`" for ligne in changees)
    raison = RAISONS.get(" ".join(ligne[2:].strip() for ligne in changees if ligne.startswith("+ ")))
    if raison is not None:
        yield f"  - Equivalent: {raison}"
