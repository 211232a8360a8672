"""A conforming, a failing and an undetermined example of each version of a rule, taken from its tests as they run.

    python -m outils.exemples

prints them as JSON: code, first day of the version, outcome, then the day of the judgement, the document and the
messages. The first of each outcome stands: a file of tests begins with the plain cases.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final, TypedDict

import pytest
from outils._processus import sans_mesure

from soinsprimaires import Registre, controler, en_json
from soinsprimaires.regles import Rapport, Resultat, ResultatRegle

RACINE: Final = Path(__file__).resolve().parent.parent
MONTRES: Final = (Resultat.CONFORME, Resultat.NON_CONFORME, Resultat.INDETERMINE)


class Exemple(TypedDict):
    """One example: the day of the judgement, the document, and what the rule says of it."""

    au: str
    contenu: dict[str, list[Any]]
    messages: list[str]


Exemples = dict[str, dict[str, dict[str, Exemple]]]
"""Code, then first day of the version, then outcome, to the example."""


class Recolte:
    """A pytest plugin that writes down what the tests of the rules judge."""

    def __init__(self) -> None:
        self.exemples: Exemples = {}

    def pytest_collection_finish(self) -> None:
        """Once the tests are imported: every judgement of theirs goes through one function."""
        from tests.regles import fabrique

        setattr(fabrique, "controler", self.controler)  # noqa: B010 - the name is one that it imports

    def controler(self, objet: Registre, *, au: date, **options: Any) -> Rapport:
        """Judge, and keep the first example of each outcome."""
        rapport = controler(objet, au=au, **options)
        for resultat in rapport.resultats:
            if resultat.resultat in MONTRES:
                self._garder(objet, au, resultat)
        return rapport

    def _garder(self, objet: Registre, au: date, resultat: ResultatRegle) -> None:
        siens = self.exemples.setdefault(resultat.code, {}).setdefault(str(resultat.vigueur.debut), {})
        siens.setdefault(
            resultat.resultat.value,
            {
                "au": str(au),
                "contenu": json.loads(en_json(objet))["contenu"],
                "messages": [constat.message for constat in resultat.constats],
            },
        )


def exemples() -> Exemples:
    """Run the tests of the rules in another process, and read what they judge."""
    fini = subprocess.run(
        [sys.executable, "-m", "outils.exemples"], cwd=RACINE, env=sans_mesure(), capture_output=True, check=False
    )
    if fini.returncode:
        raise SystemExit("the tests of the rules fail: no example can be taken from them")
    lus: Exemples = json.loads(fini.stdout.splitlines()[-1])
    return lus


def main() -> int:
    """Run the tests of the rules and print what they judge on the last line."""
    recolte = Recolte()
    code = pytest.main(["-q", "-p", "no:cacheprovider", str(RACINE / "tests" / "regles")], plugins=[recolte])
    print(json.dumps(recolte.exemples, ensure_ascii=False))
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
