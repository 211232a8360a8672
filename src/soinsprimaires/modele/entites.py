"""What every kind of entity is, for who writes a function of any of them."""

from soinsprimaires.modele._base import Entite

__all__ = ["Entite"]
