"""The fast path of a line, where msgspec is installed: a sound entity of the present version, or nothing.

It is that of a document (see ``_rapide``) on one entity, whose record its tag names.
"""

from collections.abc import Mapping
from typing import Any, Union

import msgspec
from msgspec import Struct

from soinsprimaires.serialisation._constructeurs import Constructeur
from soinsprimaires.serialisation._rapide import _REFUS, _GenerationFiche, fiche
from soinsprimaires.serialisation._rapide_texte import tout_est_lu


class LecteurRapide:
    """Reads the entities of some classes."""

    def __init__(self, classes: Mapping[str, Any]) -> None:
        fiches = {fiche(classe, mot): classe for mot, classe in classes.items()}
        self._decodeur: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Union[tuple(fiches)])  # noqa: UP007 - made at run time
        self._constructeurs: dict[type[Struct], Constructeur] = {
            fiche: _GenerationFiche(classe).fonction() for fiche, classe in fiches.items()
        }

    def __call__(self, octets: bytes) -> Any:
        """The entity of a sound line; ``None`` leaves it to the complete reader."""
        try:
            fiche = self._decodeur.decode(octets)
            return self._constructeurs[fiche.__class__](fiche) if tout_est_lu(octets, fiche) else None
        except _REFUS:
            return None
