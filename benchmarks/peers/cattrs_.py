"""The classes of the library read by cattrs with its defaults, after ``orjson``.

Its defaults are lenient: numbers become texts, unknown keys are dropped. Only what it cannot read alone has a hook.
"""

from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from soinsprimaires.extensions import Extensions
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTES, Structure
from soinsprimaires.temps import DatePartielle


@cache
def _convertisseur() -> Converter:
    convertisseur = Converter(detailed_validation=False)
    convertisseur.register_structure_hook(DatePartielle, lambda texte, _: DatePartielle.lire(texte))
    convertisseur.register_structure_hook(Decimal, lambda texte, _: Decimal(texte))
    convertisseur.register_structure_hook(date, lambda texte, _: date.fromisoformat(texte))
    convertisseur.register_structure_hook(time, lambda texte, _: time.fromisoformat(texte))
    convertisseur.register_structure_hook(Extensions, lambda valeur, _: Extensions(valeur))
    mots = {classe: mot for mot, classe in ETIQUETTES.items()}
    configure_tagged_union(Structure, convertisseur, tag_name="type", tag_generator=mots.__getitem__)
    return convertisseur


def lire(octets: bytes) -> Any:
    """The registre of a document."""
    return _convertisseur().structure(orjson.loads(octets)["contenu"], Registre)
