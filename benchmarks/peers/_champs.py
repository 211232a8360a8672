"""The fields of the model as the peers describe them: the same classes, types, patterns, words and tags.

A field that has a default other than nothing is required of the peers, since the library always writes it: what they
leave out when they write is then what the library leaves out. Fields are in the order of their names, so that what they
write is in the same order too. What a class judges between several of its fields is not asked of them.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import attrs

from soinsprimaires.identifiants import SORTES, SorteIdentifiant
from soinsprimaires.serialisation._constructeurs import interieur


class Champ(NamedTuple):
    """One field; ``motif`` is the pattern of an identifier, without anchors."""

    nom: str
    cible: Any
    motif: str | None
    requis: bool
    defaut: Any


def champs(classe: type[Any]) -> Iterator[Champ]:
    """The fields of a class of the model."""
    for champ in sorted(attrs.fields(attrs.resolve_types(classe)), key=lambda champ: champ.name):
        cible = interieur(champ.type)
        sorte = champ.validator if isinstance(champ.validator, SorteIdentifiant) else SORTES.get(cible)
        vide = champ.default is None or champ.default == ()
        yield Champ(champ.name, cible, None if sorte is None else sorte.motif, not vide, champ.default)
