"""What an analyst asks of many projects at once: which sleep, whose turn it is, how many stand where."""

from soinsprimaires.analyse.accompagnement import Taux, taux_accompagnement
from soinsprimaires.analyse.comptes import Compte, Confrontation, Critere, confronter, denombrer
from soinsprimaires.analyse.mesure import Mesure, Motif, Raison, Sens, cumuler, encadrer
from soinsprimaires.analyse.portefeuille import LignePortefeuille, portefeuille

__all__ = [
    "Compte",
    "Confrontation",
    "Critere",
    "LignePortefeuille",
    "Mesure",
    "Motif",
    "Raison",
    "Sens",
    "Taux",
    "confronter",
    "cumuler",
    "denombrer",
    "encadrer",
    "portefeuille",
    "taux_accompagnement",
]
