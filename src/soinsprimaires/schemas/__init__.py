"""JSON Schema (2020-12) of every version of the format, for other programs and other languages.

>>> from soinsprimaires import schemas
>>> schemas.schema(1)["properties"]["version"]
{'const': 1, 'description': 'Version of the format.'}

A document that the library reads is valid, and a valid document is read but for what a schema cannot say, which
``docs/reference/format-json.md`` lists.
"""

import json
from importlib.resources import files
from typing import Any

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.schemas._publication import Publication, publications
from soinsprimaires.serialisation.migrations import VERSION

__all__ = ["Publication", "publications", "schema", "texte"]


def texte(version: int | None = None) -> str:
    """The schema of a version as it is published, byte for byte.

    Args:
        version: version of the format; ``None`` is the one that the library writes.

    Raises:
        ValeurInvalide: ``version.inconnue``, no such version exists.
    """
    voulue = VERSION if version is None else version
    if type(voulue) is not int or not 1 <= voulue <= VERSION:
        message = f"aucun schéma de version {citer(version)} ; versions : 1 à {VERSION}"
        raise ValeurInvalide(message, "version.inconnue", "version")
    return (files(__name__) / f"v{voulue}.json").read_text(encoding="utf-8")


def schema(version: int | None = None) -> dict[str, Any]:
    """The schema of a version, as a new dictionary at each call; see :func:`texte`."""
    lu: dict[str, Any] = json.loads(texte(version))
    return lu
