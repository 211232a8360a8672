"""A registre in which an identifiant is another one, wherever it stands."""

from typing import TYPE_CHECKING, Any

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import SLUG
from soinsprimaires.modele._champs import champs

if TYPE_CHECKING:
    from soinsprimaires.modele.registre import Registre

__all__ = ["renommer"]


def renommer(registre: "Registre", ancien: str, nouveau: str) -> "Registre":
    """The registre where what was called ``ancien`` is called ``nouveau``, and all that points to it too.

    Raises:
        ValeurInvalide: nothing has the first one, something has the second, or it has not the form of one.
    """
    nomme = registre.obtenir(ancien)
    if nomme is None:
        raise ValeurInvalide(f"rien ne s'appelle {citer(ancien)} dans le registre", "identifiant.inconnu", "ancien")
    if (raison := SLUG.raison(nouveau)) is not None:
        raise ValeurInvalide(f"{citer(nouveau)} : {raison}", "identifiant.forme", "nouveau")
    if registre.obtenir(nouveau) is not None:
        raise ValeurInvalide(f"{citer(nouveau)} est déjà pris dans le registre", "identifiant.doublon", "nouveau")

    def changer(nom: str) -> str:
        return nouveau if nom == ancien else nom

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

    suivants = [refaire(entite) for entite in registre]
    changees = [apres for avant, apres in zip(registre, suivants, strict=True) if apres != avant]
    anciennes = [avant.identifiant for avant, apres in zip(registre, suivants, strict=True) if apres != avant]
    return registre.sans(*anciennes).avec(*changees)
