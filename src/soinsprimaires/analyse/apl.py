"""The published APL of a territory: read, never recomputed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.analyse._lues import (
    absentes_de,
    annee_de,
    dire_les_raisons,
    en_fraction,
    est_sans_bord,
    habitants_de,
    publies_dans,
)
from soinsprimaires.analyse._moyennes import Terme, moyenne
from soinsprimaires.analyse._zones import delimiter
from soinsprimaires.analyse.mesure import Mesure, encadrer
from soinsprimaires.analyse.publications import AplCommune
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.territoires import Etendue, Territoire

__all__ = ["Ponderation", "apl_publiee"]


class Ponderation(Vocabulaire):
    """By what the APL of communes are weighed in their mean: two official ones, which differ."""

    STANDARDISEE = "standardisee"
    """By the inhabitants weighted by their need of care, as the note of the workbook of the DREES asks."""
    MUNICIPALE = "municipale"
    """By the inhabitants, as the arrêté on the zoning writes."""


def apl_publiee(
    territoire: Territoire | Etendue,
    lues: Iterable[AplCommune],
    *,
    au: date,
    ponderation: Ponderation,
    serie: str,
) -> Mesure:
    """The published APL of a territory: the mean of that of its communes, by one of both official weightings.

    Communes that have merged since are followed, and the arrondissements of Paris, Lyon and Marseille make their city.
    A commune of which nothing is published leaves the answer without a greatest bound.

    Args:
        territoire: the territory.
        lues: what was read of one year and one profession (``echanges.apl``); the communes outside are left aside.
        au: the day, which chooses the vintage of the communes.
        ponderation: by what the communes are weighed.
        serie: what the DREES computed it with, the matrix of distances and the method, as its data set names them. It
            is part of the unit: two series are never subtracted, and their levels do not compare.

    Raises:
        ValeurInvalide: several years, or several indicators, were read; the series is not named.
    """
    exiger(ponderation, Ponderation, "ponderation")
    if not exiger(serie, str, "serie").strip():
        raise ValeurInvalide("la série de l'APL se nomme : sa matrice de distances et sa méthode", "apl.serie", "serie")
    zone = delimiter(territoire, au=au)
    toutes = tuple(lues)
    indicateurs = {lue.indicateur for lue in toutes}
    if len(indicateurs) > 1:
        message = f"plusieurs indicateurs ({', '.join(sorted(indicateurs))}) ne font pas une APL"
        raise ValeurInvalide(message, "apl.indicateur", "lues")
    annee, gardees = annee_de(toutes), list(publies_dans(zone, toutes))
    peser = _POIDS[ponderation]
    termes = [
        Terme(Fraction(lue.apl), Fraction(lue.apl), en_fraction(peser(lue, au)), dedans) for lue, dedans in gardees
    ]
    sans = absentes_de(zone, (lue.commune for lue in toutes))
    du_poids = habitants_de if ponderation is Ponderation.MUNICIPALE else _sans_poids
    termes += [Terme(Fraction(0), None, en_fraction(du_poids(commune, au)), True) for commune in sans]
    termes += [Terme(Fraction(0), None, None, False)] if est_sans_bord(zone) else []
    bas, haut = moyenne(termes) or (Fraction(0), None)
    indicateur = next(iter(indicateurs), "APL")
    return encadrer(
        bas,
        haut,
        unite=f"{indicateur} [{serie}]",
        raisons=dire_les_raisons(
            etendue=sum(not dedans for _, dedans in gardees) + est_sans_bord(zone),
            absentes=sans,
            sans_poids=sum(terme.poids is None for terme in termes[: len(gardees)]),
        ),
        sources=(
            f"DREES, {indicateur}, {annee or 'année non dite'} ({serie})",
            f"moyenne pondérée par la population {_PONDERATIONS[ponderation]}",
        ),
    )


_PONDERATIONS: Final = {Ponderation.STANDARDISEE: "standardisée", Ponderation.MUNICIPALE: "municipale"}


def _sans_poids(_commune: str, _au: date) -> None:
    return None


def _municipale(lue: AplCommune, au: date) -> Decimal | int | None:
    return habitants_de(lue.commune, au) if lue.population_totale is None else lue.population_totale


_POIDS: Final[Mapping[Ponderation, Callable[[AplCommune, date], Decimal | int | None]]] = {
    Ponderation.STANDARDISEE: lambda lue, _: lue.population_standardisee,
    Ponderation.MUNICIPALE: _municipale,
}
