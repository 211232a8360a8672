"""What other programs add to a document, kept verbatim and never interpreted."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs

from soinsprimaires._classement import LIBRE
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide

__all__ = ["Extensions"]


@attrs.frozen(init=False, repr=False)
class Extensions(Mapping[str, Any]):
    """An immutable JSON object: hashable, picklable, read as a mapping.

    The value is its canonical text (keys sorted, no space), decoded once; what is read of a key is the reader's own, so
    that nobody can change what is kept.

    >>> Extensions({"fr.exemple.logiciel": {"version": 3}})["fr.exemple.logiciel"]
    {'version': 3}
    """

    texte: str = attrs.field(metadata=LIBRE)

    def __init__(self, valeurs: Mapping[str, Any]) -> None:
        """Keep a JSON object.

        Raises:
            ValeurInvalide: not a mapping, a key that is not a string, or a value that is not JSON (NaN, a set, a date,
            half a surrogate pair ...).
        """
        if not isinstance(valeurs, Mapping):
            raise ValeurInvalide(f"un objet JSON est attendu, pas {citer(valeurs)}", "extensions.type")
        if not all(isinstance(cle, str) for cle in valeurs):
            raise ValeurInvalide("les clés d'une extension sont des textes", "extensions.cle")
        try:
            texte = json.dumps(
                dict(valeurs), sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
            )
            texte.encode()  # a lone surrogate could be held, but never written
            if json.loads(texte) != dict(valeurs):
                raise TypeError
        except (TypeError, ValueError, RecursionError):
            raise ValeurInvalide(f"{citer(dict(valeurs))} n'est pas du JSON", "extensions.valeur") from None
        self.__attrs_init__(texte)

    @cached_property
    def _lu(self) -> dict[str, Any]:
        lu: dict[str, Any] = json.loads(self.texte)
        return lu

    def __getitem__(self, cle: str) -> Any:
        return _copier(self._lu[cle])

    def __iter__(self) -> Iterator[str]:
        return iter(self._lu)

    def __len__(self) -> int:
        return len(self._lu)

    def __repr__(self) -> str:
        return f"Extensions({', '.join(sorted(self._lu))})"


def _copier(valeur: Any) -> Any:
    """The same JSON, of which a change touches nobody else."""
    if isinstance(valeur, dict):
        return {cle: _copier(element) for cle, element in valeur.items()}
    return [*map(_copier, valeur)] if isinstance(valeur, list) else valeur
