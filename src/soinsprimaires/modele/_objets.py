"""From a value of the model to the plain objects of JSON: the one slow writer, which judges nothing."""

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any, Final

import attrs

from soinsprimaires.extensions import Extensions
from soinsprimaires.modele._champs import Champ, champs, est_enumeration, mot_parmi
from soinsprimaires.modele.genres import genres_parmi, mot_de
from soinsprimaires.modele.structures import ETIQUETTE, ETIQUETTE_DE
from soinsprimaires.temps import DatePartielle

__all__ = ["ABSENT", "ECRITS", "en_objet"]


class _Absent(Enum):
    """The side of an element that was added or taken away."""

    ABSENT = "absent"


ABSENT: Final = _Absent.ABSENT
"""What is not even ``None``: no key is written for it."""

ECRITS: Final[Mapping[type, Callable[[Any], str]]] = {
    DatePartielle: str,
    date: date.isoformat,
    time: lambda heure: f"{heure:%H:%M}",
    Decimal: lambda nombre: f"{nombre:f}",
}
"""How JSON writes the values that are written as a text."""


def en_objet(valeur: Any, *, complet: bool = False) -> Any:
    """A value as JSON writes it.

    Args:
        valeur: the value.
        complet: write what is unknown or empty too, which is else left out unless it must be said.
    """
    ecrire = ECRITS.get(type(valeur))
    if ecrire is not None:
        return ecrire(valeur)
    if isinstance(valeur, Enum):
        return valeur.value
    if isinstance(valeur, Extensions):
        return json.loads(valeur.texte)
    if isinstance(valeur, tuple):
        return [en_objet(element, complet=complet) for element in valeur]
    classe = type(valeur)
    if not attrs.has(classe):
        return valeur
    document: dict[str, Any] = {ETIQUETTE: ETIQUETTE_DE[classe]} if classe in ETIQUETTE_DE else {}
    for champ in champs(classe):
        contenu = getattr(valeur, champ.nom)
        if contenu is not ABSENT and (complet or contenu not in _VIDES or contenu != champ.defaut):
            document[champ.nom] = None if contenu is None else _du_champ(contenu, champ, complet=complet)
    return document


_VIDES: Final[tuple[Any, ...]] = (None, (), frozenset())


def _du_champ(contenu: Any, champ: Champ, *, complet: bool) -> Any:
    ecrire: Callable[[Any], Any] = partial(en_objet, complet=complet)
    if est_enumeration(champ.cible):
        ecrire = partial(mot_parmi, champ.classes)
    elif genres_parmi(champ.classes):
        ecrire = _nommer_le_genre
    if champ.collection is None:
        return ecrire(contenu)
    ecrits = map(ecrire, contenu)
    return sorted(ecrits) if champ.collection is frozenset else list(ecrits)


def _nommer_le_genre(entite: Any) -> dict[str, Any]:
    return {ETIQUETTE: mot_de(type(entite)), **en_objet(entite)}
