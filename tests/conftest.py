"""Every run is the same: what is drawn, the environment, the home directory; chance belongs to ``make proprietes``.

``HYPOTHESIS_PROFILE=nuit`` looks far, elsewhere at each run; ``EXEMPLES`` is how many examples of each property.
"""

import gc
import os
import sys
import time
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from hypothesis.internal.conjecture import providers

RACINE: Final = Path(__file__).parents[1]
NUIT: Final = "nuit"
PROFIL: Final = os.environ.get("HYPOTHESIS_PROFILE", "defaut")

# A busy machine is no fault of what is tested.
settings.register_profile(
    "defaut",
    max_examples=20,
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    NUIT,
    max_examples=int(os.environ.get("EXEMPLES", "200")),
    derandomize=False,
    database=DirectoryBasedExampleDatabase(RACINE / ".hypothesis" / "examples"),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(PROFIL)

if PROFIL != NUIT:
    # Hypothesis also draws the constants of the modules that are imported: what else was tested would change the draws.
    if not hasattr(providers, "_get_local_constants"):
        raise RuntimeError("this Hypothesis takes its constants elsewhere: the draws would depend on what is imported")
    providers._get_local_constants = lambda: providers._local_constants

PARTAGE: Final = "PYTEST_XDIST_WORKER" in os.environ
"""Whether this is one of the processes among which the tests are shared, as in ``make test``."""
COUVERTURE: Final = () if PARTAGE else ("COV",)
"""A process that a test starts is not measured then: it would take twice as long and more."""
GARDEES: Final = (*COUVERTURE, "EXEMPLES", "FUZZ", "HYPOTHESIS", "LD_", "PANNES", "PATH", "PLAYWRIGHT", "PYTEST", "TMP")
"""Beginnings of the names of the variables that the tests see. Terminal, language, time zone and home are always the
same; libraries read them when they are imported, so that it is done before."""
MAISON: Final = TemporaryDirectory(prefix="soinsprimaires-")

CAS_MESURES: Final = 3
"""How many cases of one function of test have their coverage measured, where the tests are shared: the others reach the
same branches. What Hypothesis draws is not measured either: the branches of the code are those that examples reach."""
SANS_MESURE: Final = RACINE / "tests" / "meta"
"""Tests that read the code more than they run it."""
MESURE: Final = pytest.StashKey[bool]()

for nom in set(os.environ):
    if not nom.startswith(GARDEES):
        del os.environ[nom]
os.environ |= {
    "HOME": MAISON.name,
    "LANG": "C.UTF-8",
    "MPLCONFIGDIR": str(RACINE / "build" / "matplotlib"),  # the list of the fonts is long to make
    "TZ": "UTC",
}
time.tzset()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Choose what is measured; spare the collector what stays to the end, ten thousand tests and what they import."""
    rangs: Counter[str] = Counter()
    for item in session.items:
        fonction = item.nodeid.partition("[")[0]
        rangs[fonction] += 1
        tire = item.get_closest_marker("hypothesis") is not None
        utile = rangs[fonction] <= CAS_MESURES and not tire and SANS_MESURE not in item.path.parents
        item.stash[MESURE] = utile or not PARTAGE
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """Suspend the measure of coverage while a test runs that it would make three times as long for nothing."""
    suivi = sys.gettrace()
    if suivi is None or item.stash[MESURE]:
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(suivi)


def pytest_sessionfinish() -> None:
    """Write what was measured before the end: a process among which the tests are shared is killed soon after."""
    coverage = sys.modules.get("coverage")
    if coverage is not None and (mesure := coverage.Coverage.current()) is not None:
        mesure.stop()
        mesure.save()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What properties counted of what they did, as they say with ``record_property``; of each test, and in all."""
    sommes: Counter[str] = Counter()
    for rapport in terminalreporter.stats.get("", []):
        if rapport.when == "teardown":
            for quoi, nombre in rapport.user_properties:
                terminalreporter.write_line(f"{rapport.nodeid}: {nombre} {quoi}")
                sommes[quoi] += nombre
    for quoi, nombre in sommes.items():
        terminalreporter.write_line(f"in all: {nombre} {quoi}")
