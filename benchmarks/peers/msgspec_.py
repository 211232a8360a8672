"""The model in msgspec, as frozen ``Struct`` classes: patterns in C through ``re``, unknown keys refused.

Vague dates, decimals and times stay texts of any form: a converted value needs a hook in Python. A repeated key is not
seen, and the first fault stops the reading.
"""

from datetime import time
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
import msgspec
from benchmarks.peers._champs import champs
from msgspec import Meta

from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import SORTES
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTES, Structure
from soinsprimaires.temps import DatePartielle


@cache
def document() -> Any:
    """The class of a whole document."""
    return msgspec.defstruct(
        "Document",
        [("contenu", _classe(Registre)), ("format", Literal["soinsprimaires/registre"]), ("version", Literal[1])],
        frozen=True,
        forbid_unknown_fields=True,
    )


@cache
def _classe(classe: Any, mot: str | None = None) -> Any:
    definitions: list[Any] = []
    for champ in champs(classe):
        cible = _type(champ.cible, champ.motif)
        if champ.requis:
            definitions.append((champ.nom, cible))
        else:
            definitions.append((champ.nom, cible if champ.defaut == () else cible | None, champ.defaut))
    return msgspec.defstruct(
        classe.__name__,
        definitions,
        kw_only=True,
        frozen=True,
        omit_defaults=True,
        forbid_unknown_fields=True,
        tag_field=None if mot is None else "type",
        tag=mot,
    )


def _type(cible: Any, motif: str | None = None) -> Any:
    if motif is None and cible in SORTES:
        motif = SORTES[cible].motif
    if get_origin(cible) is tuple:
        return tuple[_type(get_args(cible)[0]), ...]  # type: ignore[misc]
    if motif is not None:
        return Annotated[str, Meta(pattern=rf"\A(?:{motif})\Z")]
    if cible == Structure:
        return Union[tuple(_classe(classe, mot) for mot, classe in ETIQUETTES.items())]  # noqa: UP007 - at run time
    if cible in {str, DatePartielle, Decimal, time}:
        return Annotated[str, Meta(max_length=1_000_000)]
    if cible is Extensions:
        return dict[str, Any]
    return _classe(cible) if attrs.has(cible) else cible
