"""Publish the present version of the format: from then on its schema and its kept documents never change.

    python -m outils.figer [--date AAAA-MM-JJ]

The schema is written without the mention that it may change, its digest is added to
``src/soinsprimaires/schemas/publies.toml``, and those of the documents of ``tests/donnees/vN/`` to their
``empreintes.txt``. All of it is committed at once, alone.
"""

import argparse
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from outils.schema import engendrer

from soinsprimaires.schemas._publication import analyser
from soinsprimaires.serialisation.migrations import VERSION

RACINE: Final = Path(__file__).resolve().parent.parent
SCHEMAS: Final = "src/soinsprimaires/schemas"
DOCUMENTS: Final = "tests/donnees/v{version}"
EMPREINTES: Final = "empreintes.txt"

ENTREE: Final = """
[[publication]]
version = {version}
sha256 = "{empreinte}"
date = {jour}
"""


def empreinte(chemin: Path) -> str:
    """Digest of a file, in hexadecimal."""
    return sha256(chemin.read_bytes()).hexdigest()


def empreintes(dossier: Path) -> str:
    """Digests of the documents of a folder, as ``sha256sum`` writes them."""
    return "".join(f"{empreinte(chemin)}  {chemin.name}\n" for chemin in sorted(dossier.glob("*.json*")))


def figer(racine: Path, jour: date) -> list[Path]:
    """Publish the version that the library writes.

    Returns:
        The files that were written.

    Raises:
        ValueError: it is published already.
    """
    registre = racine / SCHEMAS / "publies.toml"
    texte = registre.read_text(encoding="utf-8")
    if any(publication.version == VERSION for publication in analyser(texte)):
        raise ValueError(f"la version {VERSION} est déjà publiée ; une autre demande VERSION = {VERSION + 1}")
    schema = racine / SCHEMAS / f"v{VERSION}.json"
    schema.write_text(engendrer(publiee=True), encoding="utf-8", newline="\n")
    entree = ENTREE.format(version=VERSION, empreinte=empreinte(schema), jour=jour.isoformat())
    registre.write_text(texte + entree, encoding="utf-8", newline="\n")
    documents = racine / DOCUMENTS.format(version=VERSION)
    (documents / EMPREINTES).write_text(empreintes(documents), encoding="utf-8", newline="\n")
    return [schema, registre, documents / EMPREINTES]


def principal(arguments: list[str] | None = None, racine: Path = RACINE) -> int:
    """Publish, or say why not.

    Returns:
        1 when the version is published already, else 0.
    """
    analyseur = argparse.ArgumentParser(description="Publie la version en cours du format, une fois pour toutes.")
    analyseur.add_argument("--date", type=date.fromisoformat, default=date.today(), metavar="AAAA-MM-JJ")  # noqa: DTZ011
    try:
        ecrits = figer(racine, analyseur.parse_args(arguments).date)
    except ValueError as erreur:
        print(erreur)
        return 1
    print(*(f"written: {chemin.relative_to(racine)}" for chemin in ecrits), sep="\n")
    print("Commit these files alone.")
    return 0


if __name__ == "__main__":
    sys.exit(principal())
