"""What differs between two registres, and how two changes of one registre become a third.

The comparison is structural: it knows nothing of what the fields mean. Every other difference that the library shows
(reconciliation with a file, between two reports) is built on it.
"""

from soinsprimaires.comparaison.differences import (
    Comparaison,
    Difference,
    DifferenceEntite,
    comparer,
    comparer_entites,
    fusionner,
)
from soinsprimaires.modele._objets import ABSENT

__all__ = ["ABSENT", "Comparaison", "Difference", "DifferenceEntite", "comparer", "comparer_entites", "fusionner"]
