"""What each field says about people: declared where the field is, and read there by all that shows or hides it.

A text, and whatever another program may fill, says it in its declaration (``metadata=PUBLIC``, ``LIBRE``, ``PERSONNEL``
or ``RESERVE``); a number, a date or a word of a list says as much as the class that holds it, which is about one person
when it is :class:`Personnelle`. :attr:`soinsprimaires.modele._champs.Champ.classement` is the answer.
"""

from enum import Enum
from types import MappingProxyType
from typing import Any, Final

__all__ = ["CLASSEMENT", "LIBRE", "PERSONNEL", "PUBLIC", "RESERVE", "Classement", "Personnelle", "taire"]


class Classement(Enum):
    """What a field says about people, from the least to the most."""

    PUBLIC = "public"
    """Nothing: a name of an institution, a theme, a figure."""
    LIBRE = "libre"
    """Perhaps something: whoever writes a reason, an address or a title may name anybody."""
    PERSONNEL = "personnel"
    """Something of one person, which those who work with them need."""
    RESERVE = "reserve"
    """What identifies or reaches a person, which no page nor message shows."""

    @property
    def rang(self) -> int:
        """Its place, from the least to the most."""
        return tuple(Classement).index(self)


CLASSEMENT: Final = "classement"
"""Key of the metadata of a field that says what it holds about people."""


def _metadonnee(classement: Classement) -> MappingProxyType[Any, Any]:
    return MappingProxyType({CLASSEMENT: classement})


PUBLIC: Final = _metadonnee(Classement.PUBLIC)
LIBRE: Final = _metadonnee(Classement.LIBRE)
PERSONNEL: Final = _metadonnee(Classement.PERSONNEL)
RESERVE: Final = _metadonnee(Classement.RESERVE)


class Personnelle:
    """Marks a class whose values are each about one person: whatever they say is personal."""

    __slots__ = ()


def taire(champ: Any) -> bool:
    """Whether what an attrs field holds stays out of ``repr`` and messages, which end in logs: anybody may be in it."""
    return champ.metadata.get(CLASSEMENT, Classement.PUBLIC) is not Classement.PUBLIC
