"""Who is in a team and how large a territory is: what guards, rules and analysis share."""

from soinsprimaires.composition._equipes import (
    Effectif,
    comme_professionnel,
    compter,
    compter_auxiliaires_medicaux,
    compter_medecins,
    est_sisa,
    valeurs_possibles,
)
from soinsprimaires.composition._territoires import (
    Actualisation,
    Changement,
    Changements,
    ClasseTaille,
    CommuneCouverte,
    Couverture,
    NatureChangement,
    Population,
    actualiser,
    changements,
    classe_taille,
    couverture,
    population,
)

__all__ = [
    "Actualisation",
    "Changement",
    "Changements",
    "ClasseTaille",
    "CommuneCouverte",
    "Couverture",
    "Effectif",
    "NatureChangement",
    "Population",
    "actualiser",
    "changements",
    "classe_taille",
    "comme_professionnel",
    "compter",
    "compter_auxiliaires_medicaux",
    "compter_medecins",
    "couverture",
    "est_sisa",
    "population",
    "valeurs_possibles",
]
