"""French words for the values of enumerations, for states and for deadlines."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from soinsprimaires._vocabulaire import en_francais
from soinsprimaires.cycle import ETATS, Echeance, EtatAgrement, EtatCentreSante, EtatCPTS, EtatMission, EtatMSP, Suivi
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.mots import dater, jour_en_lettres
from soinsprimaires.temps import DatePartielle

__all__ = ["est_datee", "libeller", "limite", "nature_en_bref", "pourquoi"]

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
    return "ou bien " + ", ou bien ".join(sorted(libeller(etat) for etat in possibles))


def est_datee(echeance: Echeance) -> bool:
    """Whether something bounds it: what was only announced is a step, not a deadline."""
    return (echeance.limite_le or echeance.au_plus_tard_le) is not None


def limite(echeance: Echeance) -> str:
    """Before when something must be done, or between which days when that is not certain."""
    tot, tard = echeance.limite_le, echeance.au_plus_tard_le
    if tot == tard:
        return "sans date" if tot is None else f"le {jour_en_lettres(tot)}"
    if tot is not None and tard is not None:
        return dater(DatePartielle.lire(f"[{tot}..{tard}]"))
    debut, fin = ("une date inconnue" if jour is None else f"le {jour_en_lettres(jour)}" for jour in (tot, tard))
    return f"entre {debut} et {fin}"
