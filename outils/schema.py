"""Write the JSON Schema of the present version of the format (``src/soinsprimaires/schemas/vN.json``) from the classes.

    python -m outils.schema [--verifier]

A published version is never written again. ``--verifier`` writes nothing, shows what differs and exits with 1.
"""

import argparse
import difflib
import json
import sys
from functools import partial
from pathlib import Path
from typing import Final

from soinsprimaires.affichage.contenu.documents import D_APRES, DOCUMENTS
from soinsprimaires.affichage.contenu.mots_des_champs import mot_du_champ
from soinsprimaires.schemas import _generation, publications
from soinsprimaires.schemas._generation import ossature
from soinsprimaires.serialisation.migrations import VERSION

RACINE: Final = Path(__file__).resolve().parent.parent
DOSSIER: Final = "src/soinsprimaires/schemas"
PUBLIEE: Final = (
    "The classes no longer give the schema of version {version}, which is published: a new version of the format is "
    "needed (docs/reference/format-json.md)."
)

engendrer: Final = partial(_generation.engendrer, nommer=mot_du_champ)
"""The text of the schema, with the French words that the pages have for the fields."""


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


def reponses(racine: Path = RACINE) -> dict[Path, str]:
    """The schemas of the documents that the library answers, by their files."""
    return {
        racine / DOSSIER / f"{nom}-v1.json": _generation.engendrer_reponse(
            nom, classe, version=1, nommer=mot_du_champ, d_apres=D_APRES
        )
        for nom, classe in DOCUMENTS.items()
    }


def principal(arguments: list[str] | None = None, racine: Path = RACINE) -> int:
    """Write the schema, or compare it.

    Returns:
        1 when ``--verifier`` finds a difference or when a published schema would have to change, else 0.
    """
    analyseur = argparse.ArgumentParser(description="Écrit le schéma JSON de la version en cours.")
    analyseur.add_argument("--verifier", action="store_true", help="n'écrit rien ; sort avec 1 en cas d'écart")
    verifier = analyseur.parse_args(arguments).verifier
    differences = ecarts(racine)
    for chemin, attendu in reponses(racine).items():
        if not chemin.exists() or chemin.read_text(encoding="utf-8") != attendu:
            if verifier:
                differences.append(f"{chemin.name}: not the one of the classes")
            else:
                chemin.write_text(attendu, encoding="utf-8", newline="\n")
                print(f"written: {DOSSIER}/{chemin.name}")
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
