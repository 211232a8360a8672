"""What must hold whatever the bytes: a result or the documented refusal, and faults that say where they are."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from soinsprimaires import (
    Anomalie,
    DocumentInvalide,
    Registre,
    charger_lignes,
    depuis_json,
    depuis_json_en_detail,
    en_json,
)
from soinsprimaires.anomalies import LONGUEUR_MESSAGE, Gravite, assainir
from soinsprimaires.echanges import Lecture
from soinsprimaires.modele._base import Entite

__all__ = ["Manquement", "juger_lecture", "juger_lignes", "juger_registre"]


class Manquement(AssertionError):
    """A reader did not keep its word."""


def exiger(vrai: object, reproche: str) -> None:
    if not vrai:
        raise Manquement(reproche)


# -- the document of the library ----------------------------------------------------------------------------------


def juger_registre(octets: bytes, *, tolerant: bool) -> None:
    """A registre that is written and read again the same, or faults that are situated."""
    try:
        chargement = depuis_json_en_detail(octets, tolerant=tolerant)
    except DocumentInvalide as refus:
        exiger(refus.anomalies, "a refusal without a reason")
        _juger_anomalies(refus.anomalies, octets, Gravite.BLOQUANT)
    else:
        _juger_anomalies(chargement.anomalies, octets, Gravite.AVERTISSEMENT)
        relire(chargement.registre)


def juger_lignes(octets: bytes, **options: Any) -> None:
    """Entities that are written and read again the same, or faults that name a line of the file."""
    nombre = octets.count(b"\n") + 1 if not octets.startswith(b"\x1f\x8b") else 1 << 30
    lignes = None
    try:
        lignes = charger_lignes(BytesIO(octets), **options)
        registre = lignes.registre()
    except DocumentInvalide as refus:
        exiger(refus.anomalies, "a refusal without a reason")
        exiger(lignes is None or not options["continuer"], "a line that stops a reading which should go on")
        anomalies = refus.anomalies
    else:
        anomalies = lignes.anomalies
        exiger(lignes.gardees + lignes.refusees == lignes.lues, f"{lignes.gardees} and {lignes.refusees} lines")
        relire(registre)
    for anomalie in anomalies:
        _juger_message(anomalie)
        _, _, place = anomalie.pointeur.partition("/lignes/")
        exiger(not place or 1 <= int(place.split("/")[0]) <= nombre, f"no such line: {anomalie.pointeur!r}")


def relire(registre: Registre) -> None:
    """What was read is written, and read again the same."""
    texte = en_json(registre)
    relu = depuis_json(texte)
    exiger(relu == registre, "what is written reads as something else")
    exiger(en_json(relu) == texte, "the same value is written in two ways")


def _juger_anomalies(anomalies: tuple[Anomalie, ...], octets: bytes, gravite: Gravite) -> None:
    document = _analyser(octets)
    for anomalie in anomalies:
        _juger_message(anomalie)
        exiger(anomalie.gravite is gravite, f"{anomalie.code} is {anomalie.gravite.value}")
        exiger(_existe(document, anomalie.pointeur), f"{anomalie.code} points to nothing: {anomalie.pointeur!r}")


def _juger_message(anomalie: Anomalie) -> None:
    exiger(0 < len(anomalie.message) <= LONGUEUR_MESSAGE, f"a message of {len(anomalie.message)} characters")
    exiger(
        assainir(anomalie.message) == anomalie.message, f"a message that a terminal would obey: {anomalie.message!r}"
    )
    exiger(anomalie.code, "an anomaly without a code")


def _analyser(octets: bytes) -> Any:
    try:
        return json.loads(octets)
    except (ValueError, RecursionError):
        return None


def _existe(document: Any, pointeur: str) -> bool:
    """Whether a pointer names a value, or the key that an object lacks."""
    if not pointeur:
        return True
    courant = document
    *parents, dernier = (pas.replace("~1", "/").replace("~0", "~") for pas in pointeur.split("/")[1:])
    for pas in parents:
        courant = _descendre(courant, pas)
    return isinstance(courant, dict) or _descendre(courant, dernier) is not _RIEN


_RIEN = object()


def _descendre(valeur: Any, pas: str) -> Any:
    if isinstance(valeur, dict):
        return valeur.get(pas, _RIEN)
    if isinstance(valeur, list) and pas.isdecimal() and int(pas) < len(valeur):
        return valeur[int(pas)]
    return _RIEN


# -- the national files -------------------------------------------------------------------------------------------


def juger_lecture(lecture: Lecture[Any], *, ecrire: bool) -> None:
    """What a reader gives is counted, its faults are situated and, if ``ecrire``, its entities make a document."""
    elements: list[Any] = []
    try:
        elements.extend(lecture)
    except DocumentInvalide as refus:
        exiger(refus.anomalies, "a refusal without a reason")
        exiger(not lecture.terminee, "a refused file that is said to be read to its end")
    else:
        exiger(lecture.terminee != lecture.interrompue, "neither ended nor broken, or both")
    comptes = (lecture.gardees, lecture.refusees, lecture.ecartees)
    exiger(sum(comptes) <= lecture.lues, f"{comptes} make more than the {lecture.lues} lines that were read")
    exiger(not lecture.terminee or sum(comptes) == lecture.lues, f"{comptes} of {lecture.lues} lines")
    bloquantes = 0
    for anomalie in lecture.anomalies:
        _juger_message(anomalie)
        exiger(anomalie.pointeur[:1] in {"", "/"}, f"not a pointer: {anomalie.pointeur!r}")
        bloquantes += anomalie.gravite is Gravite.BLOQUANT
    exiger(bloquantes >= lecture.refusees, f"{lecture.refusees} lines refused for {bloquantes} reasons")
    if ecrire:
        relire(Registre().avec(*_uniques(elements)))


def _uniques(elements: list[Any]) -> Iterator[Entite]:
    connus: set[str] = set()
    for element in elements:
        if isinstance(element, Entite) and element.identifiant not in connus:
            connus.add(element.identifiant)
            yield element
