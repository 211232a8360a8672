"""French words for the values of enumerations, for states and for deadlines."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from soinsprimaires._vocabulaire import en_francais
from soinsprimaires.affichage.contenu.lignes import Ton
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
from soinsprimaires.droit.delais import VALIDATION_TACITE
from soinsprimaires.modele.evenements import QualiteActeur
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.mots import dater, jour_en_lettres
from soinsprimaires.temps import DatePartielle, Nuance

__all__ = [
    "TONS_DES_STATUTS",
    "date_en_bref",
    "echeance_en_bref",
    "est_datee",
    "etat_en_bref",
    "libeller",
    "limite",
    "limite_en_bref",
    "nature_en_bref",
    "pourquoi",
    "qualites_en_bref",
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
    if tot is not None:
        return f"le {jour_en_lettres(tot)} au plus tôt"
    return "sans date" if tard is None else f"le {jour_en_lettres(tard)} au plus tard"


# -- in the few words of a line -----------------------------------------------------------------------------------

_ECHEANCES_EN_BREF: Final = MappingProxyType({VALIDATION_TACITE.code: "réponse de l'ARS"})


def etat_en_bref(etat: Etat) -> str:
    """A state in a few words: « déposé » says enough of a project."""
    return raccourcir(etat.libelle).removeprefix("projet ").partition(" par l'")[0]


def raccourcir(texte: str) -> str:
    """A state or an act without the words that its reader knows."""
    return texte.replace("projet de santé", "projet").replace("lettre d'intention", "lettre")


def date_en_bref(le: DatePartielle) -> str:
    """A date in a few characters: ``20/11/2026``, ``mars 2026``, ``au plus tard 31/12/2024``."""
    if le.nuance is Nuance.EXACTE and le.jour is not None:
        return f"{le.jour:%d/%m/%Y}"
    if le.nuance is Nuance.AU_PLUS_TARD and le.jour is not None:
        return f"au plus tard {le.jour:%d/%m/%Y}"
    dit = dater(le)
    return dit.removeprefix("en ") if le.nuance is Nuance.EXACTE else dit


def echeance_en_bref(echeance: Echeance) -> str:
    """What must happen, in a few words."""
    return _ECHEANCES_EN_BREF.get(echeance.code, echeance.libelle)


def limite_en_bref(echeance: Echeance) -> str:
    """Before when, in a few characters; one day only is sure, another is the first that may be the last."""
    tot, tard = echeance.limite_le, echeance.au_plus_tard_le
    if tot is None and tard is None:
        return "sans date"
    if tot is None or tard is None or tot == tard:
        return f"{tot or tard:%d/%m/%Y}{'' if tot == tard else ' (présumé)' if tot else ' au plus tard'}"
    return (
        f"{tot:%d/%m/%Y} ou {tard:%d/%m/%Y}" if (tard - tot).days < _PROCHES else f"entre {tot:%m/%Y} et {tard:%m/%Y}"
    )


_PROCHES: Final = 10
"""Days between two readings of one delay."""


def qualites_en_bref(qualites: Iterable[QualiteActeur]) -> str:
    """Who, in a few words: ``ARS, porteurs``; of those that stand for one another, the usual one."""
    dites = set(qualites)
    gardees = sorted(q.libelle for q in dites if _HABITUELLES.get(q) not in dites)
    return ", ".join(re.sub(r"^(?:l'|l[ae]s? )", "", libelle) for libelle in gardees)


_HABITUELLES: Final = {
    QualiteActeur.STRUCTURE: QualiteActeur.PORTEURS,
    QualiteActeur.CGSS: QualiteActeur.CPAM,
    QualiteActeur.COLLECTIVITE: QualiteActeur.GESTIONNAIRE,
}
