"""What an analyst asks: of projects, which sleep and how many stand where; of a territory, its offer of care."""

from soinsprimaires.analyse.accompagnement import Taux, taux_accompagnement
from soinsprimaires.analyse.comptes import Compte, Confrontation, Critere, confronter, denombrer
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, Sens, cumuler, encadrer
from soinsprimaires.analyse.offre import AGES, LigneOffre, offre
from soinsprimaires.analyse.portefeuille import LignePortefeuille, portefeuille
from soinsprimaires.analyse.praticiens import Praticien, Pratique, Surete, praticiens
from soinsprimaires.analyse.repartition import Critique, Par, Tranche

__all__ = [
    "AGES",
    "Compte",
    "Confrontation",
    "Critere",
    "Critique",
    "LigneOffre",
    "LignePortefeuille",
    "Mesure",
    "Motif",
    "Par",
    "Praticien",
    "Pratique",
    "Raison",
    "Sens",
    "Surete",
    "Taux",
    "Tranche",
    "confronter",
    "cumuler",
    "denombrer",
    "encadrer",
    "offre",
    "portefeuille",
    "praticiens",
    "taux_accompagnement",
]
