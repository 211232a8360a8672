"""A change made of one value, made again of another that was changed meanwhile: three values, and what opposes them.

What one side alone changed is kept, whichever side it is; what both changed in the same way is changed; what they
changed in two ways is a conflict, told with its path and never decided. The elements of a list that bear an identifiant
are followed by it; in other lists an element is added or taken away, so that a changed element is another one.
"""

from collections.abc import Callable
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Chemin
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.temps import DatePartielle

Signaler = Callable[[Chemin, Any, Any, Any], None]
"""Receives a conflict: its path, the value before, the value wanted, the value found."""

Trois = tuple[Any, Any, Any]
"""A value before, the same after a change, and what is found where the change is to be made."""

_ABSENT: Final = object()
_ENTIERES: Final = (DatePartielle,)
"""Values that are one fact: they are never mixed of two others."""


def reporter(trois: Trois, chemin: Chemin, signaler: Signaler) -> Any:
    """What becomes of the third value when it is changed as the first was into the second."""
    avant, apres, actuel = trois
    if apres in (avant, actuel):
        return actuel
    if actuel == avant:
        return apres
    if all(isinstance(valeur, tuple) for valeur in trois):
        return _reporter_liste(trois, chemin, signaler)
    if all(isinstance(valeur, Extensions) for valeur in trois):
        return Extensions(_reporter_cles((dict(avant), dict(apres), dict(actuel)), chemin, signaler))
    if type(avant) is type(apres) is type(actuel) and attrs.has(type(avant)) and not isinstance(avant, _ENTIERES):
        return _reporter_champs(trois, chemin, signaler)
    signaler(chemin, avant, apres, actuel)
    return actuel


def _reporter_champs(trois: Trois, chemin: Chemin, signaler: Signaler) -> Any:
    avant, apres, actuel = trois
    noms = [champ.name for champ in attrs.fields(type(avant))]
    avants, apress, actuels = ({nom: getattr(valeur, nom) for nom in noms} for valeur in trois)
    reportes = _reporter_cles((avants, apress, actuels), chemin, signaler)
    try:
        return attrs.evolve(actuel, **{nom: v for nom, v in reportes.items() if v is not actuels[nom]})
    except ValeurInvalide:
        # Each change was possible alone, and they are not together: neither is preferred.
        signaler(chemin, avant, apres, actuel)
        return actuel


def _reporter_cles(trois: Trois, chemin: Chemin, signaler: Signaler) -> dict[str, Any]:
    avant, apres, actuel = trois
    reportes = {
        cle: reporter(
            (avant.get(cle, _ABSENT), apres.get(cle, _ABSENT), actuel.get(cle, _ABSENT)), (*chemin, cle), signaler
        )
        for cle in dict.fromkeys([*actuel, *apres])
    }
    return {cle: valeur for cle, valeur in reportes.items() if valeur is not _ABSENT}


def _reporter_liste(trois: Trois, chemin: Chemin, signaler: Signaler) -> tuple[Any, ...]:
    avant, apres, actuel = trois
    if all(map(sont_nommes, trois)):
        avants, apress, actuels = ({element.identifiant: element for element in liste} for liste in trois)
        return tuple(_reporter_cles((avants, apress, actuels), chemin, signaler).values())
    anciens, voulus, presents = map(frozenset, trois)
    retires = anciens - voulus
    if not retires <= presents:
        signaler(chemin, avant, apres, actuel)
        return tuple(actuel)
    connus = anciens | presents
    ajoutes = (element for element in apres if element not in connus)
    return (*(element for element in actuel if element not in retires), *ajoutes)


def sont_nommes(liste: tuple[Any, ...]) -> bool:
    """Whether every element of a list bears an identifiant of its own."""
    noms = [getattr(element, "identifiant", None) for element in liste]
    return all(isinstance(nom, str) for nom in noms) and len(set(noms)) == len(noms)
