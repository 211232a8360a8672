"""A registre in which some people practise no more from a day on: "and if these two leave?"."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import attrs

from soinsprimaires.erreurs import IdentifiantInconnu
from soinsprimaires.modele.professionnels import Exercice, Professionnel
from soinsprimaires.temps import UN_JOUR, DatePartielle, PeriodePartielle, exiger_jour

if TYPE_CHECKING:
    from soinsprimaires.modele.registre import Registre

__all__ = ["sans_exercices"]


def sans_exercices(registre: "Registre", identifiants: tuple[str, ...], au: date) -> "Registre":
    """The registre where these people practise no more from that day on, whatever entries describe them.

    Raises:
        KeyError: no professional has one of these identifiants.
        ValeurInvalide: ``au`` is not a full day.
    """
    exiger_jour(au, "au")
    partants: dict[str, Professionnel] = {}
    for identifiant in identifiants:
        fiches = registre.fiches(identifiant)
        if not fiches:
            connus = [professionnel.identifiant for professionnel in registre.professionnels]
            raise IdentifiantInconnu(identifiant, "aucun professionnel", connus)
        partants |= {fiche.identifiant: fiche for fiche in fiches}
    if au == date.min:
        return registre.avec(*(attrs.evolve(un, exercices=()) for un in partants.values()))
    restes = {nom: tuple(_cesser(un.exercices, au - UN_JOUR)) for nom, un in partants.items()}
    return registre.avec(*(attrs.evolve(un, exercices=restes[nom]) for nom, un in partants.items()))


def _cesser(exercices: tuple[Exercice, ...], dernier: date) -> Iterator[Exercice]:
    """What is left of practices that a day is the last of: nothing of those that begin later."""
    for exercice in exercices:
        debut, fin = (None, None) if exercice.periode is None else (exercice.periode.debut, exercice.periode.fin)
        if fin is not None and fin.au_plus_tard_le(dernier):
            yield exercice
        elif debut is None or debut.au_plus_tard_le(dernier) is not False:
            yield attrs.evolve(exercice, periode=PeriodePartielle(debut=debut, fin=_au_plus_tard(fin, dernier)))


def _au_plus_tard(fin: DatePartielle | None, dernier: date) -> DatePartielle:
    """That day, or before where a vague end leaves it possible."""
    if fin is None or fin.au_plus_tard_le(dernier) is False:
        return DatePartielle.exacte(dernier)
    premier = fin.au_plus_tot
    if premier is None:
        return DatePartielle.lire(f"../{dernier}")
    return DatePartielle.exacte(dernier) if premier == dernier else DatePartielle.lire(f"[{premier}..{dernier}]")
