"""French words for the values of enumerations and for dates."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Final

from soinsprimaires.cycle import EtatAgrement, EtatCentreSante, EtatCPTS, EtatMission, EtatMSP
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.temps import DatePartielle, Nuance, Precision

__all__ = ["dater", "jour_en_lettres", "libeller", "nature_en_bref"]

_MOIS: Final = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]

# The states of a CPTS come last: a word that two natures share is said as for a CPTS.
_ETATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        str(etat.value): etat.libelle
        for etats in (EtatMission, EtatAgrement, EtatCentreSante, EtatMSP, EtatCPTS)
        for etat in etats
    }
)
_ACCENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **_ETATS,
        "a_venir": "à venir",
        "depassee": "dépassée",
        "incertaine": "incertaine",
        "compte_rendu": "compte rendu",
        "decision": "décision",
        "engagement_conformite": "engagement de conformité",
        "lettre_intention": "lettre d'intention",
        "projet_sante": "projet de santé",
        "rapport_activite": "rapport d'activité",
        "recepisse": "récépissé",
        "reglement_fonctionnement": "règlement de fonctionnement",
        "avec_reserves": "avec réserves",
        "ajourne": "ajourné",
        "defavorable": "défavorable",
        "cpts": "communauté professionnelle territoriale de santé (CPTS)",
        "msp": "maison de santé pluriprofessionnelle (MSP)",
        "centre_sante": "centre de santé",
        "cts": "centre territorial de santé",
        "equipe_soins_primaires": "équipe de soins primaires",
        "equipe_soins_specialises": "équipe de soins spécialisés",
        "complete": "complète",
        "prevue": "prévue",
        "annulee": "annulée",
        "creation_groupe": "groupe créé",
        "departement": "département",
        "region": "région",
    }
)


def libeller(valeur: Enum | str) -> str:
    """French words of an enumerated value, with accents where the word of the format has none."""
    libelle = getattr(valeur, "libelle", None)
    if isinstance(libelle, str):
        return libelle
    mot = valeur.value if isinstance(valeur, Enum) else valeur
    return _ACCENTS.get(mot, mot.replace("_", " "))


def nature_en_bref(nature: NatureProjet) -> str:
    """The nature of a project in the few letters that a column holds."""
    return "centre de santé" if nature is NatureProjet.CENTRE_SANTE else nature.value.upper()


def jour_en_lettres(jour: date) -> str:
    """A full day: ``12 septembre 2022``, ``1er mai 2022``."""
    return f"{'1er' if jour.day == 1 else jour.day} {_MOIS[jour.month - 1]} {jour.year}"


def dater(le: DatePartielle) -> str:
    """A vague date as one says it.

    >>> dater(DatePartielle.lire("../2024-03"))
    'au plus tard en mars 2024'
    """
    if le.precision is Precision.JOUR and le.mois is not None and le.numero_jour is not None:
        texte, preposition = jour_en_lettres(date(le.annee, le.mois, le.numero_jour)), "le "
    elif le.mois is not None:
        texte, preposition = f"{_MOIS[le.mois - 1]} {le.annee}", "en "
    else:
        texte, preposition = str(le.annee), "en "
    match le.nuance:
        case Nuance.EXACTE:
            return preposition + texte
        case Nuance.AU_PLUS_TARD:
            return f"au plus tard {preposition}{texte}"
        case Nuance.VERS | Nuance.DEPUIS:
            return f"{le.nuance.value} {preposition if preposition == 'le ' else ''}{texte}"
