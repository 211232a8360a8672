"""A report that follows its registre says what a whole check says, whatever changed: nothing is taken for granted."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.proprietes.outils import exemples

from soinsprimaires import Registre, ValeurInvalide, controler, strategies, synthese
from soinsprimaires.modele._base import Entite

JOURS = st.dates(date(2011, 1, 1), date(2030, 12, 31))
HASARDS = st.integers(0, 2**32).map(random.Random)


def ajouter(registre: Registre, autre: Registre, hasard: random.Random) -> Registre:
    return registre.avec(*hasard.sample([*autre], min(2, len(autre))))


def retirer(registre: Registre, _autre: Registre, hasard: random.Random) -> Registre:
    return registre.sans(*(e.identifiant for e in hasard.sample([*registre], min(2, len(registre)))))


def renommer(registre: Registre, _autre: Registre, hasard: random.Random) -> Registre:
    return registre.renommer(hasard.choice([*registre]).identifiant, f"renomme-{hasard.randrange(99)}")


def changer(registre: Registre, autre: Registre, hasard: random.Random) -> Registre:
    """One field of an entity becomes that of another of its class."""
    entite: Entite = hasard.choice([*registre])
    semblables = [e for e in (*autre, *registre) if type(e) is type(entite)]
    champ = hasard.choice([c.name for c in attrs.fields(type(entite)) if c.name != "identifiant"])
    return registre.avec(attrs.evolve(entite, **{champ: getattr(hasard.choice(semblables), champ)}))


def vider(registre: Registre, _autre: Registre, hasard: random.Random) -> Registre:
    """A field that says something says nothing any more."""
    entite: Any = hasard.choice([*registre])
    champs = [c for c in attrs.fields(type(entite)) if c.default is not attrs.NOTHING]
    champ = hasard.choice([c for c in champs if getattr(entite, c.name) != c.default] or champs)
    return registre.avec(attrs.evolve(entite, **{champ.name: champ.default}))


def relire(registre: Registre, _autre: Registre, _hasard: random.Random) -> Registre:
    """The same values in other objects, as another reading of the file gives them."""
    return Registre(extensions=registre.extensions).avec(*map(attrs.evolve, registre))


CHANGEMENTS: list[Callable[[Registre, Registre, random.Random], Registre]] = [
    *(ajouter, retirer, renommer, changer, changer, vider, vider, relire)
]


def suivre(registre: Registre, autre: Registre, au: date, hasard: random.Random, fois: int) -> None:
    rapport = controler(registre, au=au)
    assert rapport == controler(registre, au=au, traces=False)
    for _ in range(fois):
        try:
            registre = hasard.choice(CHANGEMENTS)(registre, autre, hasard)
        except (ValeurInvalide, IndexError, TypeError):
            continue
        # A change of its own, so that nothing that was read of one registre serves the check of the other.
        rapport = rapport.actualiser(registre)
        assert rapport == controler(attrs.evolve(registre), au=au, traces=False)


@exemples(10)
@given(strategies.registres(max_entites=12), strategies.registres(max_entites=8), JOURS, HASARDS)
def test_des_changements_quelconques(a: Registre, b: Registre, au: date, hasard: random.Random) -> None:
    suivre(a, b, au, hasard, 6)


@exemples(4)
@given(st.integers(0, 3), HASARDS)
def test_un_canton_qui_change(graine: int, hasard: random.Random) -> None:
    suivre(
        synthese.pays(graine=graine, part=0.001),
        synthese.pays(graine=graine + 1, part=0.001),
        date(2025, 6, 1),
        hasard,
        6,
    )


@exemples(5)
@given(strategies.registres(max_entites=8), strategies.registres(max_entites=8), JOURS)
def test_deux_suites_d_un_meme_rapport(a: Registre, b: Registre, au: date) -> None:
    rapport = controler(a, au=au)
    for suite in (b, a, Registre(), a):
        assert rapport.actualiser(suite) == controler(attrs.evolve(suite), au=au, traces=False)
