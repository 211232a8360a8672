"""What an analyst asks: of projects, which sleep and how many stand where; of a territory, its offer of care."""

from soinsprimaires.analyse.acces import Decroissance, acces_moyen, capacites, e2sfca
from soinsprimaires.analyse.accompagnement import Taux, taux_accompagnement
from soinsprimaires.analyse.comptes import Compte, Confrontation, Critere, confronter, denombrer
from soinsprimaires.analyse.couverture import CommuneCouverte, Couverture, Partage, couverture, partages
from soinsprimaires.analyse.departs import LigneDepart, departs, departs_attendus
from soinsprimaires.analyse.distances import Distances, PairesAbsentes, PlusProche, UniteDistance
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, Sens, cumuler, encadrer
from soinsprimaires.analyse.offre import AGES, LigneOffre, offre
from soinsprimaires.analyse.portefeuille import LignePortefeuille, portefeuille
from soinsprimaires.analyse.praticiens import Praticien, Pratique, Surete, praticiens
from soinsprimaires.analyse.repartition import Critique, Par, Tranche
from soinsprimaires.apparence import Recueil

__all__ = [
    "AGES",
    "CommuneCouverte",
    "Compte",
    "Confrontation",
    "Couverture",
    "Critere",
    "Critique",
    "Decroissance",
    "Distances",
    "LigneDepart",
    "LigneOffre",
    "LignePortefeuille",
    "Mesure",
    "Motif",
    "PairesAbsentes",
    "Par",
    "Partage",
    "PlusProche",
    "Praticien",
    "Pratique",
    "Raison",
    "Recueil",
    "Sens",
    "Surete",
    "Taux",
    "Tranche",
    "UniteDistance",
    "acces_moyen",
    "capacites",
    "confronter",
    "couverture",
    "cumuler",
    "denombrer",
    "departs",
    "departs_attendus",
    "e2sfca",
    "encadrer",
    "offre",
    "partages",
    "portefeuille",
    "praticiens",
    "taux_accompagnement",
]
