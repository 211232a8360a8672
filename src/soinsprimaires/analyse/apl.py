"""The published APL of a territory: read, never recomputed."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from soinsprimaires._typage import exiger
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.analyse._lues import (
    absentes_de,
    annee_de,
    dire_les_populations,
    dire_les_raisons,
    en_fraction,
    est_sans_bord,
    habitants_de,
    par_commune,
    publiees_dans,
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
    """By the inhabitants, as the arrêté on the zoning writes: those of the table if it has them of every commune, else
    those of the referential for all; the source of the answer says which."""


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
    A commune of which nothing is published leaves the answer without a greatest bound; one of which the lines
    contradict one another counts for any of them, and of any weight if they do not agree on it.

    Args:
        territoire: the territory.
        lues: what was read of one year and one profession (``echanges.apl``); the communes outside are left aside,
            a code that no vintage knows may be one inside.
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
    annee = annee_de(toutes)
    codes = {lue.commune for lue in toutes}
    sans = absentes_de(zone, codes)
    retenues = [lue for lue in toutes if zone.contient(lue.commune) is not False]
    peser, du_poids, nom = _choisir(ponderation, retenues, sans, au)
    publiees = publiees_dans(zone, par_commune((lue.commune, (lue.apl, peser(lue))) for lue in retenues))
    termes = list[Terme]()
    for une in publiees:
        valeurs, poids = [Fraction(valeur) for valeur, _ in une.dites], {poids for _, poids in une.dites}
        commun = poids.pop() if len(poids) == 1 else None
        termes.append(Terme(min(valeurs), max(valeurs), en_fraction(commun), une.dedans))
    sans_poids = sum(terme.poids is None for terme in termes)
    termes += [Terme(Fraction(0), None, en_fraction(du_poids(commune)), True) for commune in sans]
    termes += [Terme(Fraction(0), None, None, False)] if est_sans_bord(zone) else []
    trouvee = moyenne(termes)
    bas, haut = trouvee or (Fraction(0), None)
    indicateur = next(iter(indicateurs), "APL")
    return encadrer(
        bas,
        haut,
        unite=f"{indicateur} [{serie}]",
        raisons=dire_les_raisons(zone, publiees, absentes=sans, sans_poids=sans_poids, vide=trouvee is None),
        sources=(
            f"DREES, {indicateur}, {annee or 'année non dite'} ({serie})",
            f"moyenne pondérée par {nom}",
        ),
    )


_Poids = Decimal | int | None


def _choisir(
    ponderation: Ponderation, retenues: Collection[AplCommune], absentes: Collection[str], au: date
) -> tuple[Callable[[AplCommune], _Poids], Callable[[str], _Poids], str]:
    """The weight of a line, that of a commune without any, and the one population that both are."""
    if ponderation is Ponderation.STANDARDISEE:
        return lambda lue: lue.population_standardisee, _sans_poids, "la population standardisée"
    if not absentes and all(lue.population_totale is not None for lue in retenues):
        return lambda lue: lue.population_totale, _sans_poids, "la population totale de la publication"
    dites = dire_les_populations([*(lue.commune for lue in retenues), *absentes], au)
    return lambda lue: habitants_de(lue.commune, au), lambda commune: habitants_de(commune, au), f"les {dites}"


def _sans_poids(_commune: str) -> None:
    return None
