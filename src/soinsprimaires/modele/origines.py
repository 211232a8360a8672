"""Which file a field was read in, and in which vintage: what an entity remembers of a reconciliation."""

from soinsprimaires.modele._base import ChampLu, Origine

__all__ = ["ChampLu", "Origine"]
