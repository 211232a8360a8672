"""French words for the values of enumerations, for states and for deadlines."""

from collections.abc import Collection, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from soinsprimaires._vocabulaire import en_francais
from soinsprimaires.affichage.contenu.lignes import Ton
from soinsprimaires.composition import Population
from soinsprimaires.cycle import (
    ETATS,
    Echeance,
    Etat,
    EtatAgrement,
    EtatCentreSante,
    EtatCPTS,
    EtatMission,
    EtatMSP,
    StatutEcheance,
    Suivi,
)
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.mots import dater, grouper, mois_entier
from soinsprimaires.temps import UN_JOUR, DatePartielle, Nuance

__all__ = [
    "TONS_DES_STATUTS",
    "date_en_bref",
    "etats_en_bref",
    "libeller",
    "limite_en_bref",
    "nature_en_bref",
    "population_en_mots",
    "pourquoi",
    "raccourcir",
]

TONS_DES_STATUTS: Final = MappingProxyType(
    {
        StatutEcheance.A_VENIR: Ton.NEUTRE,
        StatutEcheance.DEPASSEE: Ton.GRAVE,
        StatutEcheance.TENUE: Ton.BON,
        StatutEcheance.INCERTAINE: Ton.DOUTE,
    }
)
"""How a deadline is shown, by where it stands."""

# The states of a CPTS come last: a word that two natures share is said as for a CPTS.
_ETATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        str(etat.value): etat.libelle
        for etats in (EtatMission, EtatAgrement, EtatCentreSante, EtatMSP, EtatCPTS)
        for etat in etats
    }
)


def libeller(valeur: Enum | str) -> str:
    """French words of an enumerated value, with accents where the word of the format has none."""
    libelle = getattr(valeur, "libelle", None)
    if isinstance(libelle, str):
        return libelle
    mot = valeur.value if isinstance(valeur, Enum) else valeur
    return _ETATS.get(mot) or en_francais(mot)


def nature_en_bref(nature: NatureProjet) -> str:
    """The nature of a project in the few letters that a column holds."""
    return _EN_BREF.get(nature) or nature.value.upper()


_EN_BREF: Final[Mapping[NatureProjet, str]] = MappingProxyType(
    {
        NatureProjet.CENTRE_SANTE: "centre de santé",
        NatureProjet.EQUIPE_SOINS_PRIMAIRES: "ESP",
        NatureProjet.EQUIPE_SOINS_SPECIALISES: "ESS",
    }
)


def pourquoi(suivi: Suivi) -> str:
    """What is known of a state that the journal cannot tell."""
    possibles = suivi.etats_possibles
    if len(possibles) == len(ETATS[suivi.projet.nature]):
        return "le journal ne permet d'en écarter aucun"
    dits = "ou bien " + ", ou bien ".join(sorted(libeller(etat) for etat in possibles))
    passe = suivi.etats_sans_le_terme != possibles
    return f"{dits} (le terme du contrat a pu passer, sans renouvellement enregistré)" if passe else dits


def population_en_mots(population: Population) -> str:
    """Inhabitants, or the bounds between which they are."""
    minimum = grouper(population.minimum)
    if population.exacte is not None:
        return f"{minimum} habitants"
    if population.maximum is None:
        return f"au moins {minimum} habitants"
    return f"de {minimum} à {grouper(population.maximum)} habitants"


# -- in the few words of a line -----------------------------------------------------------------------------------


_ETATS_DITS: Final = 2


def etats_en_bref(possibles: Collection[Etat], sinon: str = "non déterminé") -> str:
    """Where a project stands in a few words, « déposé » says enough of it; both when a journal leaves two states."""
    dits = [raccourcir(e.libelle).removeprefix("projet ").partition(" par l'")[0] for e in possibles]
    return sinon if len(dits) > _ETATS_DITS else " ou ".join(sorted(dits))


def raccourcir(texte: str) -> str:
    """A state or an act without the words that its reader knows."""
    return texte.replace("projet de santé", "projet").replace("lettre d'intention", "lettre")


def date_en_bref(le: DatePartielle) -> str:
    """A date in a few characters: ``20/11/2026``, ``mars 2026``, ``31/12/2024 au plus tard``."""
    if le.nuance is Nuance.EXACTE and le.jour is not None:
        return f"{le.jour:%d/%m/%Y}"
    if le.nuance is Nuance.AU_PLUS_TARD and le.numero_jour is not None:
        return f"{le.au_plus_tard:%d/%m/%Y} au plus tard"
    dit = dater(le)
    return dit.removeprefix("en ") if le.nuance is Nuance.EXACTE else dit


def limite_en_bref(echeance: Echeance) -> str:
    """Before when, in a few characters: ``20/01/2027 au plus tôt``, ``25 ou 26/05/2027``."""
    tot, tard = echeance.limite_le, echeance.au_plus_tard_le
    if tot is None or tard is None:
        jour, borne = (tard, "au plus tard") if tot is None else (tot, "au plus tôt")
        return "sans date" if jour is None else f"{jour:%d/%m/%Y} {borne}"
    if tot == tard:
        return f"{tot:%d/%m/%Y}"
    if (mois := mois_entier(tot, tard)) is not None:
        return date_en_bref(mois)
    debut = tot.strftime("%d" if (tot.year, tot.month) == (tard.year, tard.month) else "%d/%m/%Y")
    return f"{debut} ou {tard:%d/%m/%Y}" if tard - tot == UN_JOUR else f"entre {debut} et {tard:%d/%m/%Y}"
