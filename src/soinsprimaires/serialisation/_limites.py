"""How far a document is read: explicit limits, with defaults that stop a hostile one."""

from typing import Final

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide

__all__ = ["ANOMALIES_MAX", "PROFONDEUR_MAX", "TAILLE_MAX", "LimitesDocument", "exiger_positif"]

TAILLE_MAX: Final = 512 << 20
PROFONDEUR_MAX: Final = 100
"""What the model can nest, with extensions as deep as they may be, stays below."""
ANOMALIES_MAX: Final = 10_000


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
