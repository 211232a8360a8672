"""Journals in few words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from soinsprimaires import (
    Acte,
    Acteur,
    DatePartielle,
    Evenement,
    NatureProjet,
    Projet,
    Provenance,
    QualiteActeur,
    Registre,
    cycle,
)

Q = QualiteActeur
ENREGISTRE_LE = date(2026, 1, 1)
"""Later than every effect of these journals."""


def jour(texte: str) -> date:
    return date.fromisoformat(texte)


def fait(acte: Acte, le: str | None = None, *par: QualiteActeur, **champs: Any) -> Evenement:
    """An event, named after its act and its date."""
    nom = f"{acte.value}-{le or 'sans-date'}".replace("_", "-").replace("/", "").replace(".", "").replace("~", "")
    return Evenement(
        **{
            "identifiant": nom,
            "acte": acte,
            "effet_le": None if le is None else DatePartielle.lire(le),
            "acteurs": tuple(Acteur(qualite=qualite) for qualite in par),
            "enregistre_le": ENREGISTRE_LE,
            **champs,
        }
    )


def annuler(evenement: Evenement, identifiant: str, **champs: Any) -> Evenement:
    return fait(Acte.ANNULATION, identifiant=identifiant, annule=evenement.identifiant, **champs)


def publie(le: str) -> Provenance:
    return Provenance(titre="Article", publie_le=DatePartielle.lire(le))


def projet(nature: NatureProjet, *journal: Evenement) -> Projet:
    return Projet(identifiant="projet", nom="Projet", nature=nature, journal=journal)


def cpts(*journal: Evenement) -> Projet:
    return projet(NatureProjet.CPTS, *journal)


def msp(*journal: Evenement) -> Projet:
    return projet(NatureProjet.MSP, *journal)


def centre(*journal: Evenement) -> Projet:
    return projet(NatureProjet.CENTRE_SANTE, *journal)


def etat(objet: Projet, au: str) -> str | None:
    trouve = cycle.etat(objet, au=jour(au))
    return None if trouve is None else str(trouve.value)


def mots(etats: Iterable[cycle.Etat]) -> set[str]:
    return {str(etat.value) for etat in etats}


def etats(objet: Projet, au: str) -> set[str]:
    return mots(cycle.etats_possibles(objet, au=jour(au)))


def manque(objet: Projet, registre: Registre, vers: cycle.Etat, au: str) -> tuple[cycle.Etape, ...]:
    etapes = cycle.ce_qui_manque(objet, registre, vers=vers, au=jour(au))
    assert etapes is not None
    return etapes


def codes(objet: Projet, evenement: Evenement) -> list[str]:
    return [f"{raison.code} {raison.pointeur}" for raison in cycle.empechements(objet, evenement)]
