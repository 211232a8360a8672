"""The model in pydantic v2, as ``BaseModel`` and as dataclasses: strict, frozen, unknown keys refused.

Vague dates and decimals are read by the functions of the library, which remember the dates that they read.
"""

from collections.abc import Callable
from dataclasses import field, make_dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import attrs
from benchmarks.peers._champs import champs
from pydantic import ConfigDict, Field, PlainSerializer, PlainValidator, TypeAdapter, create_model
from pydantic.dataclasses import dataclass

from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import SORTES
from soinsprimaires.mesures import lire_decimal
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTES, Structure
from soinsprimaires.temps import DatePartielle

_CONFIGURATION: Final = ConfigDict(extra="forbid", frozen=True)
_TYPES: Final[dict[Any, Any]] = {
    str: Annotated[str, Field(max_length=1_000_000)],
    DatePartielle: Annotated[DatePartielle, PlainValidator(DatePartielle.lire), PlainSerializer(str)],
    Decimal: Annotated[Decimal, PlainValidator(lire_decimal), PlainSerializer("{:f}".format)],
    Extensions: dict[str, Any],
}
Fabrique = Callable[[str, dict[str, tuple[Any, Any]]], Any]


def _base(nom: str, definitions: dict[str, tuple[Any, Any]]) -> Any:
    return create_model(nom, __config__=_CONFIGURATION, **definitions)  # type: ignore[call-overload]


def _dataclass(nom: str, definitions: dict[str, tuple[Any, Any]]) -> Any:
    lignes = [
        (cle, cible) if defaut is ... else (cle, cible, field(default=defaut))
        for cle, (cible, defaut) in definitions.items()
    ]
    return dataclass(make_dataclass(nom, lignes, frozen=True, slots=True, kw_only=True), config=_CONFIGURATION)


class Modele:
    """The classes of one kind."""

    def __init__(self, fabrique: Fabrique) -> None:
        self.fabrique = fabrique
        self.classe = cache(self._classe)

    def document(self) -> TypeAdapter[Any]:
        """Reads and writes a whole document."""
        definitions = {
            "contenu": (self.classe(Registre), ...),
            "format": (Literal["soinsprimaires/registre"], ...),
            "version": (Literal[1], ...),
        }
        return TypeAdapter(self.fabrique("Document", definitions))

    def ligne(self, mots: dict[str, Any]) -> TypeAdapter[Any]:
        """Reads an entity that bears a tag."""
        return TypeAdapter(self._union(mots))

    def _union(self, mots: Any) -> Any:
        membres = tuple(self.classe(classe, mot) for mot, classe in mots.items())
        return Annotated[Union[membres], Field(discriminator="type")]  # noqa: UP007 - made at run time

    def _classe(self, classe: Any, mot: str | None = None) -> Any:
        definitions: dict[str, tuple[Any, Any]] = {}
        for champ in champs(classe):
            cible = self._type(champ.cible, champ.motif)
            if champ.requis:
                definitions[champ.nom] = (cible, ...)
            else:
                definitions[champ.nom] = (cible if champ.defaut == () else cible | None, champ.defaut)
        if mot is not None:
            definitions["type"] = (Literal[mot], ...)
        return self.fabrique(classe.__name__, dict(sorted(definitions.items())))

    def _type(self, cible: Any, motif: str | None = None) -> Any:
        if motif is None and cible in SORTES:
            motif = SORTES[cible].motif
        if get_origin(cible) is tuple:
            return tuple[self._type(get_args(cible)[0]), ...]  # type: ignore[misc]
        if motif is not None:
            return Annotated[str, Field(pattern=f"^(?:{motif})$")]
        if cible == Structure:
            return self._union(ETIQUETTES)
        if cible in _TYPES:
            return _TYPES[cible]
        return self.classe(cible) if attrs.has(cible) else cible


BASE: Final = Modele(_base)
DATACLASS: Final = Modele(_dataclass)
