"""The tests at both ends of what the library admits, and without any extra: ``make matrix``.

``nox -s basses -- tests/regles`` runs a part of the tests in one session. A Python that is not installed is skipped,
and nox says so.
"""

from pathlib import Path
from typing import Final

import nox

VERROU: Final = "contraintes.txt"
EXTRAS: Final = "calendrier,carte,cli,donnees,grappe,hypothesis,notebook,rapide,rapport,tables"
COEUR: Final = (
    "tests/unitaires",
    "tests/modele",
    "tests/composition",
    "tests/comparaison",
    "tests/referentiels",
    "tests/strategies",
    "tests/serialisation",
    "tests/regles",
    "tests/cycle",
    "tests/proprietes",
    "tests/api",
)
"""What the dependencies of the core can break; the rest runs in ``make test``, on one Python."""
BASSES: Final = ("attrs==24.2.0", "cattrs==24.1.0", "python-dateutil==2.9.0.post0")
"""The lowest versions that pyproject.toml admits."""
SANS_HYPOTHESIS: Final = ("tests/regles", "tests/cycle/test_delais.py", "tests/cycle/test_parcours.py")
"""Tests of the core that draw nothing."""
OUTILS: Final = ("jsonschema", "pytest")
PYTHONS: Final = ("3.11", "3.12", "3.13")

nox.options.default_venv_backend = "venv"
nox.options.envdir = "build/nox"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = False


def _jouer(session: nox.Session, *defaut: str) -> None:
    session.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", *(session.posargs or defaut))


@nox.session(python=list(PYTHONS))
def hautes(session: nox.Session) -> None:
    """The locked versions, on each Python."""
    session.install("-c", VERROU, "-e", f".[{EXTRAS}]", *OUTILS)
    _jouer(session, *COEUR)


@nox.session(python=PYTHONS[0])
def basses(session: nox.Session) -> None:
    """The lowest versions of the three dependencies of the core, on the lowest Python."""
    # The rest as it is locked: what pip would choose with these three is not what is looked for.
    basses = tuple(epingle.partition("==")[0] for epingle in BASSES)
    lignes = Path(VERROU).read_text(encoding="utf-8").splitlines()
    reste = Path(session.create_tmp()) / "contraintes.txt"
    reste.write_text("\n".join(ligne for ligne in lignes if ligne.partition("==")[0] not in basses), encoding="utf-8")
    session.install("-c", str(reste), "-e", f".[{EXTRAS}]", *OUTILS, *BASSES)
    _jouer(session, *COEUR)


@nox.session(python=PYTHONS[0])
def sans_extra(session: nox.Session) -> None:
    """The core alone: what it does, and what it says of each extra that is absent."""
    session.install("-c", VERROU, "-e", ".", "pytest")
    # The common conftest configures hypothesis, which is an extra.
    _jouer(session, "--noconftest", "tests/sans_extra", *SANS_HYPOTHESIS)
