"""What must hold whatever the bytes: a result or the documented refusal, and faults that say where they are."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, BinaryIO, Final

from tests.fuzz.facons import TUYAU_MAX, ouvrir_tuyau

from soinsprimaires import (
    Anomalie,
    DocumentInvalide,
    Lignes,
    Registre,
    charger_en_detail,
    charger_lignes,
    depuis_json,
    depuis_json_en_detail,
    en_json,
)
from soinsprimaires.anomalies import LONGUEUR_MESSAGE, Gravite, assainir
from soinsprimaires.echanges import Anomalies, Lecture
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele._tables import identifies
from soinsprimaires.serialisation._fichiers import empreinte
from soinsprimaires.serialisation._limites import ANOMALIES_MAX

__all__ = ["Manquement", "juger_lecture", "juger_lignes", "juger_message", "juger_registre", "juger_tuyau"]

_PRISES: Final = 3
"""Entities that are asked for one by one before the others are gathered."""


class Manquement(AssertionError):
    """A reader did not keep its word."""


def exiger(vrai: object, reproche: str) -> None:
    if not vrai:
        raise Manquement(reproche)


# -- the document of the library ----------------------------------------------------------------------------------


def juger_registre(document: str | bytes, **options: Any) -> Registre | None:
    """A registre that is written and read again the same, or faults that are situated; the registre if there is one."""
    try:
        chargement = depuis_json_en_detail(document, **options)
    except DocumentInvalide as refus:
        exiger(refus.anomalies, "a refusal without a reason")
        _juger_anomalies(refus.anomalies, document, Gravite.BLOQUANT)
        _juger_nombre(refus.anomalies, options)
        return None
    _juger_anomalies(chargement.anomalies, document, Gravite.AVERTISSEMENT)
    _juger_nombre(chargement.anomalies, options)
    relire(chargement.registre)
    return chargement.registre


def juger_tuyau(octets: bytes, **options: Any) -> None:
    """What the path of a pipe gives is what its bytes give, and the fingerprint of these."""
    octets = octets[:TUYAU_MAX]
    registre = juger_registre(octets, **options)
    with ouvrir_tuyau(octets) as chemin:
        try:
            chargement = charger_en_detail(chemin, **options)
        except DocumentInvalide:
            exiger(registre is None, "a file that is refused when its bytes are not")
        else:
            exiger(chargement.registre == registre, "a file that reads otherwise than its bytes")
            exiger(chargement.empreinte == empreinte(octets), "the fingerprint of something else")


def juger_lignes(octets: bytes, source: BinaryIO, *, une_a_une: bool = False, **options: Any) -> None:
    """Entities that are written and read again the same, or faults that name a line of the file.

    With ``une_a_une`` the first ones are asked for, whatever is wrong on the way, before the others are gathered.
    """
    nombre = octets.count(b"\n") + 1 if not octets.startswith(b"\x1f\x8b") else 1 << 30
    lignes = None
    try:
        lignes = charger_lignes(source, **options)
        if une_a_une:
            relire(Registre().avec(*_uniques(_prendre(lignes))))
        registre = lignes.registre()
    except DocumentInvalide as refus:
        exiger(refus.anomalies, "a refusal without a reason")
        bombe = refus.anomalies[0].code == "flux.bombe"
        exiger(lignes is None or bombe or not options["continuer"], "a line that stops a reading which should go on")
        anomalies = refus.anomalies
    else:
        anomalies = lignes.anomalies
        exiger(lignes.gardees + lignes.refusees == lignes.lues, f"{lignes.gardees} and {lignes.refusees} lines")
        relire(registre)
    _juger_nombre(anomalies, options)
    for anomalie in anomalies:
        juger_message(anomalie)
        _, _, place = anomalie.pointeur.partition("/lignes/")
        exiger(not place or 1 <= int(place.split("/")[0]) <= nombre, f"no such line: {anomalie.pointeur!r}")


def _prendre(lignes: Lignes) -> Iterator[Any]:
    """The first entities, past the lines that cannot be read."""
    pris = 0
    while pris < _PRISES:
        try:
            yield next(lignes)
            pris += 1
        except StopIteration:
            return
        except DocumentInvalide as refus:
            if refus.anomalies[0].code == "flux.bombe":
                raise
            exiger(lignes.anomalies, "a line that stops the reading and is not told")


def relire(registre: Registre) -> None:
    """What was read is written, and read again the same."""
    texte = en_json(registre)
    relu = depuis_json(texte)
    exiger(relu == registre, "what is written reads as something else")
    exiger(en_json(relu) == texte, "the same value is written in two ways")


def _juger_anomalies(anomalies: tuple[Anomalie, ...], document: str | bytes, gravite: Gravite) -> None:
    lu = _analyser(document)
    for anomalie in anomalies:
        juger_message(anomalie)
        exiger(anomalie.gravite is gravite, f"{anomalie.code} is {anomalie.gravite.value}")
        exiger(_existe(lu, anomalie.pointeur), f"{anomalie.code} points to nothing: {anomalie.pointeur!r}")


def _juger_nombre(anomalies: Sequence[Anomalie], options: dict[str, Any]) -> None:
    """As many as the caller wants, and one more if there are others."""
    maximum = options.get("anomalies_max", ANOMALIES_MAX)
    limite = bool(anomalies) and anomalies[-1].code == "anomalies.limite"
    exiger(len(anomalies) - limite <= maximum, f"{len(anomalies)} anomalies where {maximum} are wanted")
    exiger(len(anomalies) - limite == maximum or not limite, f"{len(anomalies)} anomalies said to be too many")


def juger_message(anomalie: Anomalie) -> None:
    """A message short enough, harmless, with its code."""
    exiger(0 < len(anomalie.message) <= LONGUEUR_MESSAGE, f"a message of {len(anomalie.message)} characters")
    exiger(
        assainir(anomalie.message) == anomalie.message, f"a message that a terminal would obey: {anomalie.message!r}"
    )
    exiger(anomalie.code, "an anomaly without a code")


def _analyser(document: str | bytes) -> Any:
    try:
        return json.loads(document)
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
        with lecture:
            elements.extend(lecture)
    except DocumentInvalide as refus:
        exiger(refus.anomalies, "a refusal without a reason")
        exiger(not lecture.terminee, "a refused file that is said to be read to its end")
    else:
        exiger(lecture.terminee != lecture.interrompue, "neither ended nor broken, or both")
    comptes = (lecture.gardees, lecture.refusees, lecture.ecartees)
    exiger(sum(comptes) <= lecture.lues, f"{comptes} make more than the {lecture.lues} lines that were read")
    exiger(not lecture.terminee or sum(comptes) == lecture.lues, f"{comptes} of {lecture.lues} lines")
    raisons = lecture.ecartees_par_raison
    exiger(sum(nombre for _, nombre in raisons) == lecture.ecartees, f"{raisons} for {lecture.ecartees} lines")
    exiger(all(raison and nombre > 0 for raison, nombre in raisons), f"a line left aside without a reason: {raisons}")
    bloquantes = 0
    for anomalie in lecture.anomalies:
        juger_message(anomalie)
        exiger(anomalie.pointeur[:1] in {"", "/"}, f"not a pointer: {anomalie.pointeur!r}")
        bloquantes += anomalie.gravite is Gravite.BLOQUANT
    # What breaks a file is told beside the lines that were refused before.
    cassees = bloquantes - lecture.refusees
    exiger(0 <= cassees <= 1 or lecture.interrompue, f"{lecture.refusees} lines refused for {bloquantes} reasons")
    exiger(cassees == 0 or not lecture.terminee, f"{lecture.refusees} lines refused for {bloquantes} reasons")
    _juger_raisons(lecture.anomalies)
    if ecrire:
        relire(Registre().avec(*_uniques(elements)))


def _juger_raisons(anomalies: Anomalies) -> None:
    """Every anomaly has its reason, the heaviest first."""
    raisons = anomalies.par_raison()
    exiger(sum(nombre for _, nombre in raisons) == len(anomalies), "reasons that do not add up")
    exiger(
        all(un.gravite.rang >= deux.gravite.rang for (un, _), (deux, _) in pairwise(raisons)), "reasons out of order"
    )


def _uniques(elements: Iterable[Any]) -> Iterator[Entite]:
    """The entities whose names, and those of what they hold, nothing before them has: a registre takes no others."""
    connus: set[str] = set()
    for element in elements:
        noms = [nomme.identifiant for _, nomme in identifies(element)] if isinstance(element, Entite) else []
        if noms and connus.isdisjoint(noms) and len(set(noms)) == len(noms):
            connus.update(noms)
            yield element
