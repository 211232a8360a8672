"""When the events of a journal took place: what several rules ask."""

from typing import Final

from soinsprimaires.cycle import Suivi
from soinsprimaires.cycle._ordre import Intervalle, a_eu_lieu
from soinsprimaires.cycle.contrats import a_pu_finir
from soinsprimaires.modele._etats import Etat, EtatMSP
from soinsprimaires.modele.conventions import Convention
from soinsprimaires.modele.evenements import Acte
from soinsprimaires.modele.projets import Projet
from soinsprimaires.regles.definition import Contexte

__all__ = [
    "MSP_AVANT_DEPOT",
    "MSP_AVANT_VALIDATION",
    "Intervalle",
    "a_eu_lieu",
    "a_pu_finir_le_jour",
    "est_valide",
    "suivre",
]

MSP_AVANT_DEPOT: Final[frozenset[Etat]] = frozenset(
    {
        EtatMSP.EMERGENCE,
        EtatMSP.LETTRE_INTENTION_DEPOSEE,
        EtatMSP.LETTRE_INTENTION_VALIDEE,
        EtatMSP.PROJET_EN_REDACTION,
        EtatMSP.ABANDONNE,
    }
)
"""States in which the project of an MSP may never have been filed."""

MSP_AVANT_VALIDATION: Final[frozenset[Etat]] = MSP_AVANT_DEPOT | {EtatMSP.PROJET_DEPOSE, EtatMSP.COMPLEMENTS_DEMANDES}
"""States in which the ARS has not validated it."""


def est_valide(suivi: Suivi) -> bool:
    """Whether the ARS has surely validated the project of an MSP: a house may work before it does, or without it."""
    etats = suivi.etats_possibles
    if not etats or etats & MSP_AVANT_VALIDATION:
        return False
    validations = (suivi.dates(e) for e in suivi.actes(Acte.VALIDATION_PROJET))
    return EtatMSP.EN_FONCTIONNEMENT not in etats or any(a_eu_lieu(dates, suivi.au) for dates in validations)


def suivre(projet: Projet, contexte: Contexte) -> Suivi:
    """A project of the registre on the day of a check."""
    return contexte.suivi(projet)


def a_pu_finir_le_jour(convention: Convention, contexte: Contexte) -> bool:
    """Whether a contract may be over on the day of a check, by its own dates and the journals of its parties."""
    projets = (projet for partie in convention.parties for projet in contexte.registre.projets_de(structure=partie))
    suivis = [suivre(projet, contexte) for projet in projets]
    renouveles = [suivi.dates(e) for suivi in suivis for e in suivi.actes(Acte.RENOUVELLEMENT)]
    return a_pu_finir(convention, renouveles, contexte.au)
