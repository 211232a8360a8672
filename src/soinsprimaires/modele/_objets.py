"""From a value of the model to the plain objects of JSON: the one slow writer, which judges nothing."""

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import attrs

from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._champs import champs
from soinsprimaires.modele.structures import ETIQUETTE, ETIQUETTE_DE
from soinsprimaires.temps import DatePartielle

__all__ = ["ECRITS", "en_objet"]

ECRITS: Final[Mapping[type, Callable[[Any], str]]] = {
    DatePartielle: str,
    date: date.isoformat,
    time: lambda heure: f"{heure:%H:%M}",
    Decimal: lambda nombre: f"{nombre:f}",
}
"""How JSON writes the values that are written as a text."""


def en_objet(valeur: Any) -> Any:
    """A value of the model as JSON writes it; what is unknown or empty in it is left out."""
    ecrire = ECRITS.get(type(valeur))
    if ecrire is not None:
        return ecrire(valeur)
    if isinstance(valeur, Enum):
        return valeur.value
    if isinstance(valeur, Extensions):
        return json.loads(valeur.texte)
    if isinstance(valeur, tuple):
        return [en_objet(element) for element in valeur]
    classe = type(valeur)
    if not attrs.has(classe):
        return valeur
    document: dict[str, Any] = {ETIQUETTE: ETIQUETTE_DE[classe]} if classe in ETIQUETTE_DE else {}
    for champ in champs(classe):
        contenu = getattr(valeur, champ.nom)
        if contenu is not None and contenu != ():
            document[champ.nom] = en_objet(contenu)
    return document
