"""Write the JSON Schema of the present version of the format (``src/soinsprimaires/schemas/vN.json``) from the classes.

    python -m outils.schema [--verifier]

A published version is never written again. ``--verifier`` writes nothing, shows what differs and exits with 1.
"""

import argparse
import difflib
import json
import sys
from pathlib import Path
from typing import Final

from soinsprimaires.schemas import publications
from soinsprimaires.schemas._generation import engendrer, ossature
from soinsprimaires.serialisation.migrations import VERSION

RACINE: Final = Path(__file__).resolve().parent.parent
DOSSIER: Final = "src/soinsprimaires/schemas"
PUBLIEE: Final = (
    "The classes no longer give the schema of version {version}, which is published: a new version of the format is "
    "needed (docs/reference/format-json.md)."
)


def fichier(racine: Path = RACINE) -> Path:
    """File of the present version."""
    return racine / DOSSIER / f"v{VERSION}.json"


def ecarts(racine: Path = RACINE) -> list[str]:
    """How the committed schema differs from what the classes give; of a published one, words may differ."""
    chemin = fichier(racine)
    present = chemin.read_text(encoding="utf-8") if chemin.exists() else ""
    publiee = any(publication.version == VERSION for publication in publications())
    attendu = engendrer(publiee=publiee)
    if publiee and ossature(json.loads(present)) == ossature(json.loads(attendu)):
        return []
    lignes = list(
        difflib.unified_diff(present.splitlines(), attendu.splitlines(), chemin.name, "classes", lineterm="", n=0)
    )
    return [*lignes, PUBLIEE.format(version=VERSION)] if lignes and publiee else lignes


def principal(arguments: list[str] | None = None, racine: Path = RACINE) -> int:
    """Write the schema, or compare it.

    Returns:
        1 when ``--verifier`` finds a difference or when a published schema would have to change, else 0.
    """
    analyseur = argparse.ArgumentParser(description="Écrit le schéma JSON de la version en cours.")
    analyseur.add_argument("--verifier", action="store_true", help="n'écrit rien ; sort avec 1 en cas d'écart")
    verifier = analyseur.parse_args(arguments).verifier
    differences = ecarts(racine)
    publiee = any(publication.version == VERSION for publication in publications())
    if differences and (verifier or publiee):
        print(*differences, *([] if publiee else ["If this is meant: python -m outils.schema"]), sep="\n")
        return 1
    if differences:
        fichier(racine).write_text(engendrer(publiee=False), encoding="utf-8", newline="\n")
        print(f"written: {DOSSIER}/{fichier(racine).name}")
    return 0


if __name__ == "__main__":
    sys.exit(principal())
