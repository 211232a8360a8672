"""The fast path of lines, where msgspec is installed: sound entities of the present version, or nothing.

It is that of a document (see ``_rapide``), whose records the tags name. Lines are read many at a time: what is paid
once a call, the proof above all, would cost as much as the entities themselves.
"""

from collections.abc import Mapping
from typing import Any, Union

import msgspec
from msgspec import Struct

from soinsprimaires.serialisation._constructeurs import Constructeur
from soinsprimaires.serialisation._rapide import _REFUS, _GenerationFiche, fiche, tout_est_dit


class LecteurRapide:
    """Reads the entities of some classes."""

    def __init__(self, classes: Mapping[str, Any]) -> None:
        fiches = {fiche(classe, mot): classe for mot, classe in classes.items()}
        self._decodeur: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Union[tuple(fiches)])  # noqa: UP007 - made at run time
        self._constructeurs: dict[type[Struct], Constructeur] = {
            fiche: _GenerationFiche(classe).fonction() for fiche, classe in fiches.items()
        }

    def __call__(self, lignes: bytes) -> list[Any] | None:
        """The entity of each of these lines when all are sound; ``None`` leaves them to the complete reader."""
        retours = lignes.count(b"\n")
        if retours and not _une_valeur_par_ligne(lignes, retours):
            return None
        try:
            fiches = self._decodeur.decode_lines(lignes)
            if len(fiches) != retours + 1 or not tout_est_dit(lignes, fiches):
                return None
            return [self._constructeurs[fiche.__class__](fiche) for fiche in fiches]
        except _REFUS:
            return None


def _une_valeur_par_ligne(lignes: bytes, retours: int) -> bool:
    """Whether lines that give as many values as they are have one each: msgspec takes a newline for a space.

    No value of JSON has a closing brace, a newline and an opening brace inside it: a comma or a colon would be missing,
    and texts have no newline.
    """
    return lignes.startswith(b"{") and lignes.endswith(b"}") and lignes.count(b"}\n{") == retours
