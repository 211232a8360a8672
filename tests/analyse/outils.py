"""What the tests of figures share."""

from typing import Any

from soinsprimaires import (
    CodeNomenclature,
    Delimitation,
    Estimation,
    Exercice,
    ModeExercice,
    NatureTerritoire,
    PeriodePartielle,
    PopulationDeclaree,
    Presence,
    Professionnel,
    Territoire,
)
from soinsprimaires.analyse import Mesure, Motif

ICI, AILLEURS = "32208", "32013"
"""Lectoure, which the territory of most tests is, and Auch."""


def bornes(mesure: Mesure | None) -> tuple[object, object]:
    """Both bounds, to compare with numbers of any type."""
    assert mesure is not None
    return mesure.minimum, mesure.maximum


def motifs(mesure: Mesure) -> dict[Motif, int]:
    """How many each reason concerns."""
    return {raison.motif: raison.nombre for raison in mesure.raisons}


def territoire(*communes: str, nom: str = "ici", habitants: int | None = 4000, **champs: Any) -> Territoire:
    """A territory of which the source states the population."""
    declaree = None if habitants is None else PopulationDeclaree(nombre=Estimation(valeur=habitants), source="Insee")
    donnees: dict[str, Any] = {
        "nature": NatureTerritoire.AUTRE,
        "delimitation": Delimitation.COMPLETE,
        "population": declaree,
    }
    return Territoire(identifiant=nom, nom=nom, communes=communes or (ICI,), **(donnees | champs))


def exercice(*presences: Presence, **champs: Any) -> Exercice:
    """A practice that began in 2019."""
    donnees: dict[str, Any] = {"mode": ModeExercice.LIBERAL, "periode": PeriodePartielle(debut="2019")}
    return Exercice(**(donnees | champs), presences=presences)


def soignant(nom: str, profession: CodeNomenclature, *exercices: Exercice, **champs: Any) -> Professionnel:
    return Professionnel(identifiant=nom, profession=profession, exercices=exercices, **champs)
