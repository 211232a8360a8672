"""How far a document is read: explicit limits, with defaults that stop a hostile one."""

from typing import Any, Final

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.serialisation._fautes import ANOMALIES_MAX, Faute, Fautes

TAILLE_MAX: Final = 512 << 20
PROFONDEUR_MAX: Final = 100
"""What the model can nest, with extensions as deep as they may be, stays below."""


TROP_PROFOND: Final[Faute] = ((), "json.profondeur", "trop de listes ou d'objets imbriqués")


def exiger_positif(valeur: object, champ: str) -> None:
    """Refuse what is not a positive integer."""
    if type(valeur) is not int or valeur <= 0:
        raise ValeurInvalide(f"un entier positif est attendu, pas {citer(valeur)}", "limites.forme", champ)


def _valider(_: object, attribut: "attrs.Attribute[int]", valeur: object) -> None:
    exiger_positif(valeur, attribut.name)


@attrs.frozen(kw_only=True)
class LimitesDocument:
    """How far a document is read.

    Attributes:
        taille_max: bytes of the document, characters of a text.
        profondeur_max: lists and objects inside one another, the document itself included.
        anomalies_max: faults that are kept.
    """

    taille_max: int = attrs.field(default=TAILLE_MAX, validator=_valider)
    profondeur_max: int = attrs.field(default=PROFONDEUR_MAX, validator=_valider)
    anomalies_max: int = attrs.field(default=ANOMALIES_MAX, validator=_valider)


def verifier_profondeur(brut: Any, bornes: LimitesDocument) -> None:
    """Refuse what is deeper than the bounds."""
    if est_profond(brut, bornes.profondeur_max):
        raise Fautes([TROP_PROFOND])


def est_profond(brut: Any, maximum: int) -> bool:
    """Whether lists and objects are nested beyond a number of levels; without recursion, one level after the other."""
    niveau = [brut] if isinstance(brut, dict | list) else []
    for _ in range(maximum):
        niveau = [
            enfant
            for courant in niveau
            for enfant in (courant.values() if isinstance(courant, dict) else courant)
            if isinstance(enfant, dict | list)
        ]
        if not niveau:
            return False
    return bool(niveau)
