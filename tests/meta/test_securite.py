"""What the search for known flaws claims, and what it does not when nobody answers."""

from typing import Any

import pytest
from outils import securite

SAINE = {"name": "attrs", "version": "26.1.0", "vulns": []}
FAILLIE = {"name": "exemple", "version": "1.0", "vulns": [{"id": "PYSEC-0"}]}
INCONNUE = {"name": "autre", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("dependances", "sain", "dit"),
    [
        ([SAINE], True, ["pip-audit : 1 dépendances vérifiées, 0 faille(s)"]),
        ([SAINE, FAILLIE], False, ["pip-audit : 2 dépendances vérifiées, 1 faille(s)", "exemple 1.0 : PYSEC-0"]),
        (
            [SAINE, INCONNUE],
            True,
            [
                "pip-audit : 1 dépendances vérifiées, 0 faille(s)",
                "pip-audit : 1 non vérifiées, inconnues de l'index : autre",
            ],
        ),
    ],
)
def test_la_conclusion(dependances: list[dict[str, Any]], sain: bool, dit: list[str]) -> None:  # noqa: FBT001 - a case
    assert securite.conclure(dependances) == (sain, dit)


@pytest.mark.parametrize("reponse", [None, [], [INCONNUE]])
def test_sans_reponse_rien_n_est_affirme(
    reponse: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(securite, "interroger", lambda *_, **__: reponse)
    assert securite.pip_audit()
    assert "non vérifiable ici" in capsys.readouterr().out


def test_une_faille_est_dite(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(securite, "interroger", lambda *_, **__: [FAILLIE])
    monkeypatch.setattr(securite, "bandit", lambda: True)
    assert securite.principal([]) == 1
    assert securite.principal(["--hors-ligne"]) == 0
    assert "exemple 1.0 : PYSEC-0" in capsys.readouterr().out
