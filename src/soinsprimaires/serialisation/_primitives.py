"""Strict readers and writers of what a JSON value becomes without any other class of the model."""

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from math import isinf, isnan
from typing import Any, Final

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.mesures import lire_decimal
from soinsprimaires.serialisation._fautes import Faute, Fautes, faute, inattendu, trop
from soinsprimaires.temps import DatePartielle, lire_jour

LONGUEUR_TEXTE: Final = 1_000_000
PROFONDEUR_EXTENSIONS: Final = 64
NUL: Final = "le texte contient le caractère nul (U+0000), qu'une base de données ne garde pas"
SURROGAT: Final = "le texte contient une moitié de caractère (surrogat)"


def lire_texte(valeur: Any) -> str:
    if type(valeur) is not str:
        raise inattendu("un texte", valeur)
    if len(valeur) > LONGUEUR_TEXTE:
        raise faute("texte.longueur", f"{len(valeur)} caractères, au plus {LONGUEUR_TEXTE}")
    if "\0" in valeur:
        raise faute("texte.nul", NUL)
    if not valeur.isascii():
        try:
            valeur.encode()
        except UnicodeEncodeError:
            raise faute("texte.surrogat", SURROGAT) from None
    return valeur


def _entier(valeur: Any) -> int:
    if type(valeur) is not int:
        raise inattendu("un nombre entier", valeur)
    return valeur


def _booleen(valeur: Any) -> bool:
    if type(valeur) is not bool:
        raise inattendu("true ou false", valeur)
    return valeur


def _heure(texte: str) -> time:
    # time.fromisoformat accepts seconds, zones and compact forms; opening hours are written to the minute.
    heure, _, minute = texte.partition(":")
    if len(texte) == len("08:00") and heure.isascii() and heure.isdigit() and minute.isascii() and minute.isdigit():
        try:
            return time(int(heure), int(minute))
        except ValueError:
            pass
    raise ValeurInvalide(f"{citer(texte)} n'est pas une heure HH:MM", "heure.forme")


def depuis_texte(lire: Callable[[str], Any]) -> Callable[[Any], Any]:
    def lecteur(valeur: Any) -> Any:
        try:
            return lire(lire_texte(valeur))
        except ValeurInvalide as erreur:
            # The fields that it names are those of the value: the document has only the text.
            raise Fautes(((), une.code, une.message) for une in (erreur, *erreur.autres)) from None

    return lecteur


def _extensions(valeur: Any) -> Extensions:
    if type(valeur) is not dict:
        raise inattendu("un objet", valeur)
    fautes = _fautes_extension(valeur)
    if fautes:
        raise Fautes(fautes)
    return Extensions(valeur)


def _fautes_extension(valeur: Any) -> list[Faute]:
    """What no reader would accept in free JSON, walked without recursion: its depth is what is being judged."""
    fautes: list[Faute] = []
    pile: list[tuple[tuple[str | int, ...], Any]] = [((), valeur)]
    while pile:
        chemin, courant = pile.pop()
        if len(chemin) > PROFONDEUR_EXTENSIONS:
            fautes.append((chemin[:1], "json.profondeur", f"plus de {PROFONDEUR_EXTENSIONS} niveaux d'imbrication"))
            break
        if isinstance(courant, dict):
            for cle, element in courant.items():
                fautes += _essayer(lire_texte, cle, chemin)
                pile.append(((*chemin, cle), element))
        elif isinstance(courant, list):
            pile += [((*chemin, rang), element) for rang, element in enumerate(courant)]
        elif isinstance(courant, str):
            fautes += _essayer(lire_texte, courant, chemin)
        elif isinstance(courant, float) and isnan(courant):
            fautes.append((chemin, "json.constante", "NaN n'est pas un nombre JSON"))
        elif isinstance(courant, float) and isinf(courant):
            fautes.append((chemin, "json.nombre", "ce nombre est trop grand"))
        if fautes and trop(fautes):
            break
    return fautes


def _essayer(lecteur: Callable[[Any], Any], valeur: Any, chemin: tuple[str | int, ...]) -> list[Faute]:
    try:
        lecteur(valeur)
    except Fautes as trouvees:
        return [((*chemin, *interieur), code, message) for interieur, code, message in trouvees.fautes]
    return []


def exiger_lisibles(extensions: Extensions) -> None:
    """Refuse to write extensions that no reader would accept."""
    for _, code, message in _fautes_extension(json.loads(extensions.texte)):
        raise ValeurInvalide(f"extensions : {message}", code)


LECTEURS_SIMPLES: Final[Mapping[type, Callable[[Any], Any]]] = {
    str: lire_texte,
    int: _entier,
    bool: _booleen,
    date: depuis_texte(lire_jour),
    time: depuis_texte(_heure),
    Decimal: depuis_texte(lire_decimal),
    DatePartielle: depuis_texte(DatePartielle.lire),
    Extensions: _extensions,
}
