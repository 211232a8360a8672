"""Plots of a registre (extra ``notebook``) and maps (extra ``carte``).

Each function draws on the axes that it is given, or on new ones, and returns them, so that the caller changes what it
likes. Colours can be told apart by those who see them otherwise, and a shape or a hatching says the same. What is not
known is drawn as such, or counted in the caption; nothing to draw gives axes that say so.
"""

from soinsprimaires.affichage.graphiques._cadre import PALETTE, Teinte
from soinsprimaires.affichage.graphiques.cartes import carte_couverture, carte_territoire
from soinsprimaires.affichage.graphiques.financement import decompte
from soinsprimaires.affichage.graphiques.formations import participation
from soinsprimaires.affichage.graphiques.projets import chronologie
from soinsprimaires.affichage.graphiques.soins import offre_de_soins, presences, pyramide_des_ages
from soinsprimaires.affichage.graphiques.territoires import couverture

__all__ = [
    "PALETTE",
    "Teinte",
    "carte_couverture",
    "carte_territoire",
    "chronologie",
    "couverture",
    "decompte",
    "offre_de_soins",
    "participation",
    "presences",
    "pyramide_des_ages",
]
