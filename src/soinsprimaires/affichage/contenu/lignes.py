"""Lines of text, each with its tone."""

from collections.abc import Iterable, Iterator
from enum import Enum

import attrs

from soinsprimaires.anomalies import assainir

__all__ = ["LigneDeTexte", "Section", "Ton", "derouler", "en_texte"]


class Ton(Enum):
    """How a line is shown where colour exists; the words say as much without it."""

    NEUTRE = "neutre"
    BON = "bon"
    GRAVE = "grave"
    ALERTE = "alerte"
    DOUTE = "doute"
    DISCRET = "discret"
    TITRE = "titre"


@attrs.frozen
class LigneDeTexte:
    """One line of text.

    Attributes:
        texte: without control characters.
        ton: how to show it.
    """

    texte: str = attrs.field(converter=assainir)
    ton: Ton = Ton.NEUTRE


@attrs.frozen
class Section:
    """A titled group of lines.

    Attributes:
        titre: title, without control characters.
        lignes: lines; never empty.
    """

    titre: str = attrs.field(converter=assainir)
    lignes: tuple[LigneDeTexte, ...]


def derouler(sections: Iterable[Section]) -> Iterator[LigneDeTexte]:
    """The lines of sections, one after the other, each section under its title."""
    for section in sections:
        yield LigneDeTexte("")
        yield LigneDeTexte(section.titre, Ton.TITRE)
        for ligne in section.lignes:
            yield LigneDeTexte(f"  {ligne.texte}", ligne.ton) if ligne.texte else ligne


def en_texte(lignes: Iterable[LigneDeTexte]) -> str:
    """The same lines in a file, where no tone exists."""
    return "".join(f"{ligne.texte}\n" for ligne in lignes)
