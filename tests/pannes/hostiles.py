"""Reads one hostile input in a process of its own, and tells what came of it and its peak memory in megabytes.

``python -m tests.pannes.hostiles NAME``
"""

import gzip
import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, Final

from outils._processus import megaoctets_au_plus_haut
from tests.fuzz.cibles import monter

from soinsprimaires import DocumentInvalide, charger_lignes, depuis_json
from soinsprimaires.echanges import apl, contours, finess, populations

_FEUILLE: Final = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def document(contenu: bytes) -> bytes:
    return b'{"format": "soinsprimaires/registre", "version": 1, "contenu": ' + contenu + b"}"


def extension(valeur: bytes) -> bytes:
    return document(b'{"extensions": {"fr.exemple": ' + valeur + b"}}")


def classeur(rangees: bytes, avant: bytes = b"") -> BytesIO:
    return BytesIO(monter(b"%%% xl/worksheets/sheet1.xml\n" + avant + _FEUILLE + rangees + b"</sheetData></worksheet>"))


def vider(lecture: Iterable[Any]) -> None:
    for _ in lecture:
        pass


def milliard_de_rires() -> BytesIO:
    entites = b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(98, 123))
    rangee = b'<row><c t="str"><v>&z;</v></c></row>'
    return classeur(rangee, b'<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">' + entites + b"]>")


CAS: Final[dict[str, Callable[[], object]]] = {
    "profondeur": lambda: depuis_json(b"[" * 10_000_000),
    "objets-emboites": lambda: depuis_json(extension(b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000)),
    "million-de-chiffres": lambda: depuis_json(extension(b"1" * 1_000_000)),
    "exposant-immense": lambda: depuis_json(extension(b"1e" + b"9" * 1_000_000)),
    "texte-immense": lambda: depuis_json(document(b'"' + b"a" * 50_000_000 + b'"')),
    "cles-inconnues": lambda: depuis_json(document(b"{" + b",".join(b'"%d":1' % n for n in range(500_000)) + b"}")),
    "million-de-fautes": lambda: depuis_json(document(b'{"lieux":[' + b",".join([b"1"] * 1_000_000) + b"]}")),
    "lignes-gz": lambda: charger_lignes(BytesIO(gzip.compress(bytes(100_000_000), 6))).registre(),
    "populations-gz": lambda: vider(populations.lire(BytesIO(gzip.compress(b"COM;PMUN\n" + b"\n" * 30_000_000, 6)))),
    "geojson-profond": lambda: vider(contours.lire(BytesIO(b'{"features":[{"properties":' + b"[" * 3_000_000))),
    "finess-nombre": lambda: vider(finess.lire_json(BytesIO(b'{"pmej":[{"ege":' + b"1" * 3_000_000 + b"}]}"))),
    "classeur-rires": lambda: vider(apl.lire(milliard_de_rires())),
    "classeur-au-bout": lambda: vider(
        apl.lire(classeur(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' * 20))
    ),
}

if __name__ == "__main__":
    try:
        CAS[sys.argv[1]]()
        print("lu")  # noqa: T201 - what the test reads
    except DocumentInvalide as refus:
        print(refus.anomalies[0].code)  # noqa: T201
    print(megaoctets_au_plus_haut())  # noqa: T201
