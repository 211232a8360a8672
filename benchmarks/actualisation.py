"""What bringing a report up to date costs: one entity of 2,000 changed, then one in fifty of many.

python -m benchmarks.actualisation [rounds]
"""

import sys
from collections.abc import Iterator
from functools import partial
from typing import Final

import attrs
from benchmarks._mesure import Ligne, chronometrer, rapport, releve
from benchmarks.controle import AU

from soinsprimaires import Rapport, Registre, controler, synthese

MILLISECONDES: Final = 20.0
PART: Final = 0.08


def changer(registre: Registre, *, un_sur: int) -> Registre:
    """Some professionals were born in another year."""
    changes = registre.professionnels[::un_sur]
    return registre.avec(*(attrs.evolve(qui, annee_naissance=1961) for qui in changes))


def suivre(suivi: Rapport, registre: Registre) -> Rapport:
    """A registre that has answered nothing yet, by the report of the one before."""
    return suivi.actualiser(attrs.evolve(registre))


def verifier(registre: Registre) -> Rapport:
    """The same registre, wholly."""
    return controler(attrs.evolve(registre), au=AU, traces=False)


def lignes(tours: int = 5) -> Iterator[Ligne]:
    """The two targets."""
    for part, un_sur in ((0.017, 10_000), (0.05, 50)):
        registre = synthese.pays(graine=1, part=part)
        suivi = controler(registre, au=AU, traces=True)
        change = changer(registre, un_sur=un_sur)
        variantes = {"suivre": partial(suivre, suivi, change), "entier": partial(verifier, change)}
        mesures = chronometrer(variantes, tours)
        if un_sur > len(registre):
            nom = f"rapport à jour, une entité de {len(registre)} changée (ms)"
            yield releve(nom, [duree * 1e3 for duree in mesures["suivre"]], MILLISECONDES)
        else:
            nom = f"rapport à jour, un professionnel sur {un_sur} changé, part d'une vérification"
            yield rapport(nom, mesures, "suivre", "entier", PART, au_moins=False)


if __name__ == "__main__":
    for ligne in lignes(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        print(ligne, flush=True)
