"""JSON Schema (2020-12) of every version of the format, for other programs and other languages.

>>> from soinsprimaires import schemas
>>> schemas.schema(1)["properties"]["version"]
{'const': 1, 'description': 'Version of the format.', 'type': 'integer'}

A document that the library reads is valid, and a valid document is read but for what a schema cannot say, which
``docs/reference/format-json.md`` lists.
"""

import json
from importlib.resources import files
from typing import Any, Final

from soinsprimaires._voisins import conseiller
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.schemas._publication import Publication, publications
from soinsprimaires.serialisation.migrations import VERSION

__all__ = ["DOCUMENTS", "Publication", "publications", "schema", "texte"]


DOCUMENTS: Final = ("registre", "rapport", "chronologie", "echeances", "comparaison")
"""What has a schema: the documents that are read, and those that the library answers."""


def texte(version: int | None = None, document: str = "registre") -> str:
    """The schema of a version as it is published, byte for byte.

    Args:
        version: version of the format; ``None`` is the one that the library writes.
        document: which document, of :data:`DOCUMENTS`.

    Raises:
        ValeurInvalide: ``version.inconnue`` or ``document.inconnu``, no such version or document exists.
    """
    if document not in DOCUMENTS:
        message = f"aucun schéma de {citer(document)}{conseiller(document, DOCUMENTS)}"
        raise ValeurInvalide(message, "document.inconnu", "document")
    derniere = VERSION if document == "registre" else 1
    voulue = derniere if version is None else version
    if type(voulue) is not int or not 1 <= voulue <= derniere:
        message = f"aucun schéma de version {citer(version)} ; versions : 1 à {derniere}"
        raise ValeurInvalide(message, "version.inconnue", "version")
    fichier = f"v{voulue}.json" if document == "registre" else f"{document}-v{voulue}.json"
    return (files(__name__) / fichier).read_text(encoding="utf-8")


def schema(version: int | None = None, document: str = "registre") -> dict[str, Any]:
    """The schema of a version, as a new dictionary at each call; see :func:`texte`."""
    lu: dict[str, Any] = json.loads(texte(version, document))
    return lu
