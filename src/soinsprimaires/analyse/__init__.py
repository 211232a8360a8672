"""What an analyst asks: of projects, which sleep and how many stand where; of a territory, its offer of care."""

from soinsprimaires.analyse._apports import VolumeActivite
from soinsprimaires.analyse.acces import Decroissance, acces_moyen, capacites, e2sfca
from soinsprimaires.analyse.accessibilite import Accessibilite, LigneAccessibilite, accessibilite
from soinsprimaires.analyse.accompagnement import Taux, taux_accompagnement
from soinsprimaires.analyse.ages import demande_standardisee, population_par_age, population_standardisee
from soinsprimaires.analyse.apl import Ponderation, apl_publiee
from soinsprimaires.analyse.comparaisons import (
    LigneComparaison,
    LigneEvolution,
    Reference,
    comparer_territoires,
    evolution,
)
from soinsprimaires.analyse.comptes import Compte, Confrontation, Critere, confronter, denombrer
from soinsprimaires.analyse.couverture import CommuneCouverte, Couverture, Partage, couverture, partages
from soinsprimaires.analyse.departs import LigneDepart, departs, departs_attendus
from soinsprimaires.analyse.distances import Distances, PairesAbsentes, PlusProche, UniteDistance
from soinsprimaires.analyse.gardes import CouvertureGardes, LigneGarde, Trou, couverture_gardes
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, Sens, cumuler, encadrer
from soinsprimaires.analyse.offre import AGES, LigneOffre, offre
from soinsprimaires.analyse.portefeuille import LignePortefeuille, portefeuille
from soinsprimaires.analyse.praticiens import Praticien, Pratique, Surete, praticiens
from soinsprimaires.analyse.presences import LignePresence, presences
from soinsprimaires.analyse.repartition import Critique, Par, Tranche
from soinsprimaires.analyse.variations import LigneVariation, variation
from soinsprimaires.analyse.zonage import part_zonee
from soinsprimaires.apparence import Recueil

__all__ = [
    "AGES",
    "Accessibilite",
    "CommuneCouverte",
    "Compte",
    "Confrontation",
    "Couverture",
    "CouvertureGardes",
    "Critere",
    "Critique",
    "Decroissance",
    "Distances",
    "LigneAccessibilite",
    "LigneComparaison",
    "LigneDepart",
    "LigneEvolution",
    "LigneGarde",
    "LigneOffre",
    "LignePortefeuille",
    "LignePresence",
    "LigneVariation",
    "Mesure",
    "Motif",
    "PairesAbsentes",
    "Par",
    "Partage",
    "PlusProche",
    "Ponderation",
    "Praticien",
    "Pratique",
    "Raison",
    "Recueil",
    "Reference",
    "Sens",
    "Surete",
    "Taux",
    "Tranche",
    "Trou",
    "UniteDistance",
    "VolumeActivite",
    "acces_moyen",
    "accessibilite",
    "apl_publiee",
    "capacites",
    "comparer_territoires",
    "confronter",
    "couverture",
    "couverture_gardes",
    "cumuler",
    "demande_standardisee",
    "denombrer",
    "departs",
    "departs_attendus",
    "e2sfca",
    "encadrer",
    "evolution",
    "offre",
    "part_zonee",
    "partages",
    "population_par_age",
    "population_standardisee",
    "portefeuille",
    "praticiens",
    "presences",
    "taux_accompagnement",
    "variation",
]
