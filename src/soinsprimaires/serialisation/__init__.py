"""JSON documents: strict reading with every fault at once, deterministic and atomic writing, versions.

This is the only package that imports cattrs.
"""

from soinsprimaires.serialisation._ecriture import ecrire, en_json
from soinsprimaires.serialisation._lecture import (
    Chargement,
    charger,
    charger_en_detail,
    depuis_json,
    depuis_json_en_detail,
)
from soinsprimaires.serialisation._lignes import Lignes, charger_lignes, ecrire_lignes
from soinsprimaires.serialisation.migrations import Migration

__all__ = [
    "Chargement",
    "Lignes",
    "Migration",
    "charger",
    "charger_en_detail",
    "charger_lignes",
    "depuis_json",
    "depuis_json_en_detail",
    "ecrire",
    "ecrire_lignes",
    "en_json",
]
