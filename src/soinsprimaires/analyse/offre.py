"""How much care a territory has on a day: heads, presence, and for so many inhabitants."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.analyse._zones import Perimetre, habitants, ouvrir
from soinsprimaires.analyse.mesure import Mesure, Raison, encadrer
from soinsprimaires.analyse.praticiens import Surete
from soinsprimaires.analyse.repartition import (
    UNITE,
    Combinaison,
    Critique,
    Par,
    Repartition,
    Retenu,
    Tranche,
    mesurer,
)
from soinsprimaires.apparence import Recueil
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.professionnels import ModeExercice
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.territoires import Etendue, Territoire
from soinsprimaires.referentiels import CodeNomenclature

__all__ = ["AGES", "LigneOffre", "offre"]

AGES: Final = (35, 45, 55, 60, 65)
"""Where the age bands begin by default: how figures are laid out, and no hypothesis on who leaves."""


@attrs.frozen(kw_only=True)
class LigneOffre:
    """How many practise in a territory, of one combination of what was asked.

    Of what was not asked, the field is ``None``. Of a savoir-faire that was, ``None`` is that of the professions which
    need none, and of the doctors of whom no other line may be that of their speciality.

    Attributes:
        territoire: its name.
        au: the day.
        profession: profession.
        savoir_faire: speciality or qualification; who has several counts in each.
        tranche_age: age band.
        mode: mode of practice; who has several counts in each.
        effectif: people, each once, whatever the number of their practices; over two territories they do not add up,
            since one person may practise in both.
        presence: the same, each person being shared between the places where they are by their days of presence; it
            adds up.
        densite: ``effectif`` for so many inhabitants, of whom its unit says which; without a maximum where there may be
            none, ``None`` where there surely is none.
        prevus: how many more are announced, who do not count.
    """

    territoire: str
    au: date
    profession: CodeNomenclature | None = None
    savoir_faire: CodeNomenclature | None = None
    tranche_age: Tranche | None = None
    mode: ModeExercice | None = None
    effectif: Mesure
    presence: Mesure
    densite: Mesure | None
    prevus: int = 0


def offre(
    registre: Registre,
    territoire: Perimetre,
    *,
    au: date,
    par: Sequence[Par] = (Par.PROFESSION,),
    parmi: Critique | None = None,
    ages: Sequence[int] = AGES,
    pour: int = 10_000,
    population: Callable[[Territoire | Etendue], Mesure] | None = None,
) -> Recueil[LigneOffre]:
    """Who practises in a territory on a day, by profession, speciality, age band or mode.

    Somebody surely counts when a practice surely takes place there on the day; they may when dates, place, or the
    limits of the territory cannot tell, and count in every line that they may be of. What the registre does not hold is
    not counted.

    Args:
        registre: whose professionals.
        territoire: a territory, an extent, or the identifiant of a territory or of a CPTS.
        au: the day.
        par: what the lines are made of; without any, one line counts everybody.
        parmi: of whom alone they are made.
        ages: where the age bands begin, in order; under the first and from the last on are bands too.
        pour: so many inhabitants, of the density.
        population: gives those of the territory, its unit the words of the density; by default those of its communes,
            or that it states.

    Returns:
        The lines that somebody may be of, in the order of their codes, what is not known last.

    Raises:
        KeyError: nothing has that identifiant.
        ValeurInvalide: a criterion is a word or stands twice, the ages are not in order, ``pour`` is not above 0, or
            ``au`` is not a full day.
    """
    if exiger(pour, int, "pour") < 1:
        raise ValeurInvalide("une densité est pour au moins un habitant", "analyse.pour", "pour")
    zone = ouvrir(registre, territoire, au=au)
    repartition = Repartition(registre, zone, par, parmi, ages)
    nombre = habitants(zone) if population is None else population(zone.territoire or zone.etendue)
    lignes = repartition.combinaisons().items()
    return Recueil(LigneOffre, (_ligne(repartition, *ligne, nombre, pour) for ligne in lignes))


def _ligne(
    repartition: Repartition, combinaison: Combinaison, gens: Sequence[Retenu], population: Mesure, pour: int
) -> LigneOffre:
    comptes = [retenu for retenu in gens if retenu.praticien.surete is not Surete.PREVU]
    parts = [repartition.part(retenu) for retenu in comptes]
    effectif = mesurer(comptes)
    return LigneOffre(
        territoire=repartition.zone.nom,
        au=repartition.zone.au,
        **repartition.nommer(combinaison),
        effectif=effectif,
        presence=encadrer(
            sum((part.bas for part in parts), Fraction(0)),
            sum((part.haut for part in parts), Fraction(0)),
            unite=UNITE,
            raisons=(*effectif.raisons, *(Raison(motif=motif) for part in parts for motif in part.motifs)),
            sources=effectif.sources,
        ),
        densite=effectif.rapporter(population, pour=pour, unite=f"{UNITE} pour {pour} {population.unite}"),
        prevus=len(gens) - len(comptes),
    )
