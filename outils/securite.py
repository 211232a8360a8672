"""Look for dangerous code (bandit) and, where the network answers, for known flaws in what is locked (pip-audit).

    python -m outils.securite [--hors-ligne]

Exits with 1 when something is found. When pip-audit cannot reach its index, nothing is claimed: the line says so. Of a
dependency that the index does not know, pip-audit says nothing either; those are counted.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

RACINE: Final = Path(__file__).resolve().parent.parent
VERROU: Final = RACINE / "contraintes.txt"
ATTENTE: Final = 1800
PATIENCE: Final = 60


def bandit() -> bool:
    """Whether nothing of medium or high severity stands in the code; each admitted place says why beside it."""
    commande = [sys.executable, "-m", "bandit", "--quiet", "-ll", "--recursive", "src", "outils"]
    return subprocess.run(commande, check=False, cwd=RACINE).returncode == 0


def interroger(epingles: Sequence[str], *, attente: int) -> list[dict[str, Any]] | None:
    """What pip-audit says of each pinned dependency; ``None`` when it could not ask."""
    commande = [sys.executable, "-m", "pip_audit", "--requirement", "/dev/stdin", "--no-deps", "--disable-pip"]
    options = ["--format", "json", "--progress-spinner", "off"]
    try:
        fait = subprocess.run(
            [*commande, *options],
            input="\n".join(epingles),
            capture_output=True,
            text=True,
            check=False,
            timeout=attente,
        )
        dependances: list[dict[str, Any]] = json.loads(fait.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    return dependances


def conclure(dependances: Sequence[dict[str, Any]]) -> tuple[bool, list[str]]:
    """Whether no flaw is known, and what to print."""
    tues = [d["name"] for d in dependances if "skip_reason" in d]
    failles = [f"{d['name']} {d['version']} : {faille['id']}" for d in dependances for faille in d.get("vulns", ())]
    lignes = [f"pip-audit : {len(dependances) - len(tues)} dépendances vérifiées, {len(failles)} faille(s)", *failles]
    if tues:
        lignes.append(f"pip-audit : {len(tues)} non vérifiées, inconnues de l'index : {', '.join(tues)}")
    return not failles, lignes


def pip_audit() -> bool:
    """Whether no flaw is known in the locked dependencies, or nobody can say from here."""
    epingles = [ligne for ligne in VERROU.read_text(encoding="utf-8").splitlines() if "==" in ligne]
    # One name first: without a network, the answer of each would be waited for.
    essai = interroger([next(ligne for ligne in epingles if ligne.startswith("attrs=="))], attente=PATIENCE)
    if not essai or "skip_reason" in essai[0]:
        print("pip-audit : non vérifiable ici, l'index des failles ne répond pas ; à relancer avec un réseau")
        return True
    dependances = interroger(epingles, attente=ATTENTE)
    if dependances is None:
        print("pip-audit : non vérifiable ici, l'index des failles n'a pas répondu pour toutes les dépendances")
        return True
    sain, lignes = conclure(dependances)
    print("\n".join(lignes))
    return sain


def principal(arguments: Sequence[str] | None = None) -> int:
    """Run what can be run; 1 when something is found."""
    analyseur = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    analyseur.add_argument("--hors-ligne", action="store_true", help="bandit only")
    hors_ligne: bool = analyseur.parse_args(arguments).hors_ligne
    sain = bandit()
    print("bandit : rien" if sain else "bandit : voir ci-dessus")
    return 0 if (hors_ligne or pip_audit()) and sain else 1


if __name__ == "__main__":
    sys.exit(principal())
