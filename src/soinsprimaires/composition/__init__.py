"""Who is in a team and how large a territory is: what guards, rules and analysis share."""

from soinsprimaires.composition._equipes import (
    Effectif,
    comme_professionnel,
    compter,
    compter_auxiliaires_medicaux,
    compter_medecins,
    comptes_sans_nom,
    est_sisa,
    exercices_de,
    fiches_de,
    noms_de,
    rassembler,
    valeurs_possibles,
)
from soinsprimaires.composition._existence import au_moins_un, est_un_site, existe, ouvertures, tous
from soinsprimaires.composition._habitants import (
    ClasseTaille,
    Population,
    classe_taille,
    classer_population,
    population,
)
from soinsprimaires.composition._horaires import minutes_ouvertes, ouvre_sans_trou
from soinsprimaires.composition._territoires import (
    Actualisation,
    Changement,
    Changements,
    NatureChangement,
    actualiser,
    changements,
    departements_possibles,
)

__all__ = [
    "Actualisation",
    "Changement",
    "Changements",
    "ClasseTaille",
    "Effectif",
    "NatureChangement",
    "Population",
    "actualiser",
    "au_moins_un",
    "changements",
    "classe_taille",
    "classer_population",
    "comme_professionnel",
    "compter",
    "compter_auxiliaires_medicaux",
    "compter_medecins",
    "comptes_sans_nom",
    "departements_possibles",
    "est_sisa",
    "est_un_site",
    "exercices_de",
    "existe",
    "fiches_de",
    "minutes_ouvertes",
    "noms_de",
    "ouvertures",
    "ouvre_sans_trou",
    "population",
    "rassembler",
    "tous",
    "valeurs_possibles",
]
