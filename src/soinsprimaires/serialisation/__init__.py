"""JSON documents: strict reading with every fault at once, deterministic and atomic writing, versions.

This is the only package that imports cattrs.
"""

from soinsprimaires.serialisation._ecriture import ecrire, ecrire_lignes, en_json
from soinsprimaires.serialisation._lecture import (
    Chargement,
    charger,
    charger_en_detail,
    depuis_json,
    depuis_json_en_detail,
)
from soinsprimaires.serialisation._lignes import Lignes, charger_lignes
from soinsprimaires.serialisation._places import Emplacement
from soinsprimaires.serialisation._valeurs import corriger, depuis_objet, empreinte, en_objet

__all__ = [
    "Chargement",
    "Emplacement",
    "Lignes",
    "charger",
    "charger_en_detail",
    "charger_lignes",
    "corriger",
    "depuis_json",
    "depuis_json_en_detail",
    "depuis_objet",
    "ecrire",
    "ecrire_lignes",
    "empreinte",
    "en_json",
    "en_objet",
]
