"""Which versions of the format are published: their schema never changes again."""

import tomllib
from datetime import date
from importlib.resources import files

import attrs

__all__ = ["Publication", "publications"]


@attrs.frozen(kw_only=True)
class Publication:
    """A version that is published.

    Attributes:
        version: version of the format.
        sha256: digest of the file of its schema, in hexadecimal.
        le: day on which it was published.
    """

    version: int
    sha256: str
    le: date


def publications() -> tuple[Publication, ...]:
    """The published versions, in order; the highest version is not among them while it is *en cours*."""
    return analyser((files("soinsprimaires.schemas") / "publies.toml").read_text(encoding="utf-8"))


def analyser(texte: str) -> tuple[Publication, ...]:
    """What ``publies.toml`` says."""
    return tuple(
        Publication(version=entree["version"], sha256=entree["sha256"], le=entree["date"])
        for entree in tomllib.loads(texte).get("publication", ())
    )
