"""Quick makers of frozen values, for those who make them by the thousand out of what they judged themselves.

A *twin* of a class has its layout, attributes that can be set, and takes the class itself once it is filled: to set the
fields of a frozen object costs three times as much.
"""

from typing import Any, Final, TypeVar

import attrs

__all__ = ["classe_modifiable", "constructeur_sans_controle"]

E = TypeVar("E", bound="attrs.AttrsInstance")

_LIBRE: Final = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
"""Both, or Python would go through the methods of the frozen class to set a field."""


def classe_modifiable(classe: type[Any]) -> type[Any]:
    """A twin that is made empty, to be filled field by field and then given its class."""
    return type(classe.__name__, (classe,), {"__slots__": (), "__init__": object.__init__, **_LIBRE})


def constructeur_sans_controle(classe: type[E]) -> type[E]:
    """A constructor that judges nothing: neither validators, nor types, nor what the class says of its fields together.

    What it makes is equal to what the constructor of the class makes of the same arguments, if that accepts them as
    they are: whoever calls it answers for it.
    """

    def devenir(self: Any) -> None:
        self.__class__ = classe

    champs = {champ.name: attrs.field(default=champ.default) for champ in attrs.fields(classe)}
    corps = {"__attrs_post_init__": devenir, **_LIBRE}
    return attrs.make_class(
        classe.__name__, champs, (classe,), class_body=corps, slots=True, kw_only=True, eq=False, repr=False
    )
