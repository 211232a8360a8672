"""An entity in which an identifiant is another one, wherever it stands."""

from typing import Any, TypeVar

import attrs

from soinsprimaires.identifiants import SLUG
from soinsprimaires.modele._champs import champs

__all__ = ["renommer"]

T = TypeVar("T")


def renommer(valeur: T, nomme: Any, nouveau: str) -> T:
    """A value in which what bears an identifiant, and all that points to it, bears another one."""

    def changer(nom: str) -> str:
        return nouveau if nom == nomme.identifiant else nom

    def refaire(valeur: Any) -> Any:
        changes: dict[str, Any] = {}
        for champ in champs(type(valeur)):
            avant = getattr(valeur, champ.nom)
            if avant is None or avant == ():
                continue
            # An event may bear the same word: it is unique in its journal only.
            if champ.references is not None or (champ.sorte is SLUG and valeur is nomme):
                facon: Any = changer
            elif any(attrs.has(classe) for classe in champ.classes):
                facon = refaire
            else:
                continue
            apres = tuple(map(facon, avant)) if type(avant) is tuple else facon(avant)
            if apres != avant:
                changes[champ.nom] = apres
        return attrs.evolve(valeur, **changes) if changes else valeur

    refaite: T = refaire(valeur)
    return refaite
