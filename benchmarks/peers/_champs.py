"""The fields of the model as the peers describe them: the same classes, types, patterns, words and tags.

A field that has a default other than nothing is required of the peers, since the library always writes it: what they
leave out when they write is then what the library leaves out. Fields are in the order of their names, so that what they
write is in the same order too. What a class judges between several of its fields is not asked of them.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from soinsprimaires.modele import _champs


class Champ(NamedTuple):
    """One field; ``motif`` is the pattern of an identifier, without anchors."""

    nom: str
    cible: Any
    motif: str | None
    requis: bool
    defaut: Any


def champs(classe: type[Any]) -> Iterator[Champ]:
    """The fields of a class of the model."""
    for champ in sorted(_champs.champs(classe), key=lambda champ: champ.nom):
        cible: Any = tuple[champ.cible, ...] if champ.liste else champ.cible  # type: ignore[name-defined]
        motif = None if champ.sorte is None or champ.liste else champ.sorte.motif
        vide = champ.defaut is None or champ.defaut == ()
        yield Champ(champ.nom, cible, motif, not vide, champ.defaut)
