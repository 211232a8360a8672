"""The plan of a class: what each of its fields holds, read once from its annotations.

Readers, writers, schema, strategies, tables and the pseudonymiser all follow it: none looks into annotations itself.
"""

from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from types import UnionType
from typing import Any, Final, NewType, Union, get_args, get_origin

import attrs

from soinsprimaires._classement import CLASSEMENT, Classement, Personnelle
from soinsprimaires._typage import decomposer, fonction_de_conversion
from soinsprimaires.identifiants import SORTES, SorteIdentifiant
from soinsprimaires.modele._etats import PREFIXE_DE

__all__ = ["PERSONNES", "VERS", "Champ", "champs", "classes", "est_enumeration", "membres", "mot_parmi"]

VERS: Final = "vers"
"""Key of the metadata of a field that holds references: the lists of the registre in which they may point."""
PERSONNES: Final = frozenset({"personnes", "professionnels"})
"""The lists of people."""


@attrs.frozen(eq=False)
class Champ:
    """What a field holds.

    Attributes:
        nom: its name, and its key in JSON.
        cible: the type of its value, of one element for a list; never optional.
        collection: what it holds several of them in, a tuple or a set; ``None`` when it holds one.
        facultatif: whether it may be ``None``.
        attribut: the field itself, for what attrs says of it.
        porteur: the class that has it.
    """

    nom: str
    cible: Any
    collection: type | None
    facultatif: bool
    attribut: "attrs.Attribute[Any]"
    porteur: type[Any]

    @property
    def liste(self) -> bool:
        """Whether JSON writes it as a list."""
        return self.collection is not None

    @property
    def defaut(self) -> Any:
        """Its value when nothing says it, ``attrs.NOTHING`` when it must be said."""
        return self.attribut.default

    @property
    def requis(self) -> bool:
        """Whether it must be said."""
        return self.attribut.default is attrs.NOTHING

    @property
    def references(self) -> tuple[str, ...] | None:
        """The lists in which the entities that it names may stand; ``None`` when it names none."""
        trouves: tuple[str, ...] | None = self.attribut.metadata.get(VERS)
        return trouves

    @cached_property
    def sorte(self) -> SorteIdentifiant[Any] | None:
        """The kind of identifier that it holds, by its validator or its type."""
        valideur = self.attribut.validator
        return valideur if isinstance(valideur, SorteIdentifiant) else SORTES.get(self.cible)

    @property
    def valideur(self) -> Any:
        """What judges its value, beside its type and its kind of identifier; ``None`` when nothing does."""
        valideur = self.attribut.validator
        return None if isinstance(valideur, SorteIdentifiant) else valideur

    @property
    def convertir(self) -> Any:
        """The function that makes its value of what a constructor is given, ``None`` when it is kept as it is."""
        return fonction_de_conversion(self.attribut)

    @cached_property
    def classes(self) -> tuple[type[Any], ...]:
        """The classes of the values that it holds: one, or those of a union."""
        return tuple(classes(self.cible))

    @property
    def declare(self) -> Classement | None:
        """What its declaration itself says that it holds about people."""
        dit: Classement | None = self.attribut.metadata.get(CLASSEMENT)
        return dit

    @cached_property
    def classement(self) -> Classement | None:
        """What it says about people; ``None`` when its declaration should say it and does not."""
        if self.declare is not None:
            return self.declare
        if self.references is not None and not PERSONNES.isdisjoint(self.references):
            return Classement.PERSONNEL
        if self.references is None and self.sorte is None and str in self.classes:
            return None
        if issubclass(self.porteur, Personnelle):
            return Classement.PERSONNEL
        contenus = [champ.classement for classe in self.classes for champ in champs(classe)]
        if None in contenus:
            return None
        return max((c for c in contenus if c is not None), key=lambda c: c.rang, default=Classement.PUBLIC)


def classes(cible: Any) -> Iterator[type[Any]]:
    """The classes that a type without ``None`` admits."""
    if isinstance(cible, NewType):
        yield from classes(cible.__supertype__)
    elif get_origin(cible) in {Union, UnionType}:
        for membre in get_args(cible):
            yield from classes(membre)
    else:
        yield cible


def champs(classe: type[Any]) -> tuple[Champ, ...]:
    """The fields of a class in the order of its declaration; none when it is not one of attrs."""
    return _PLANS[classe] if classe in _PLANS else _PLANS.setdefault(classe, _lire(classe))


_PLANS: Final[dict[type[Any], tuple[Champ, ...]]] = {}


def _lire(classe: Any) -> tuple[Champ, ...]:
    if not (isinstance(classe, type) and attrs.has(classe)):
        return ()
    # What does not count for equality is computed from the rest.
    return tuple(
        Champ(attribut.name, *decomposer(attribut.type), attribut, classe)
        for attribut in attrs.fields(attrs.resolve_types(classe))
        if attribut.eq is not False
    )


def est_enumeration(cible: Any) -> bool:
    """Whether a type is an enumeration, or a union of some."""
    return all(map(_enumere, classes(cible)))


def _enumere(classe: Any) -> bool:
    return isinstance(classe, type) and issubclass(classe, Enum)


def membres(cible: Any) -> dict[Any, Enum]:
    """The members of an enumeration, or of a union of some, by their word."""
    union = tuple(classes(cible))
    return {mot_parmi(union, membre): membre for classe in union for membre in classe}


def mot_parmi(union: tuple[type[Any], ...], membre: Enum) -> Any:
    """The word of a member; among the states of several natures of projects, whose words are the same, after theirs."""
    prefixe = None if len(union) == 1 else PREFIXE_DE.get(type(membre))
    return membre.value if prefixe is None else f"{prefixe}.{membre.value}"
