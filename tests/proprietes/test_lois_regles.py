"""What a rule says depends on the registre and the day alone: not on an order, nor on what other rules say."""

import random
from datetime import date
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st
from tests.proprietes.outils import MOITIE

from soinsprimaires import Registre, controler, strategies
from soinsprimaires.regles import REGLES

AU = date(2026, 11, 4)
JOURS = st.dates(date(2011, 1, 1), date(2030, 12, 31))


@MOITIE
@given(strategies.registres(), JOURS, st.randoms(use_true_random=False))
def test_ni_l_ordre_des_entites_ni_celui_des_regles_ne_compte(
    registre: Registre, au: date, hasard: random.Random
) -> None:
    premier = controler(registre, au=au)
    entites, regles = list(registre), list(REGLES.items())
    hasard.shuffle(entites)
    hasard.shuffle(regles)
    melange = Registre(extensions=registre.extensions).avec(*entites)
    autre = controler(melange, au=au, regles=MappingProxyType(dict(regles)))
    assert sorted(autre.resultats, key=repr) == sorted(premier.resultats, key=repr)
    assert autre.conforme is premier.conforme


@MOITIE
@given(strategies.registres(), st.sampled_from(sorted(REGLES)))
def test_une_regle_seule_dit_ce_qu_elle_dit_parmi_les_autres(registre: Registre, code: str) -> None:
    seule = controler(registre, au=AU, regles={code: REGLES[code]}).resultats
    assert seule == tuple(r for r in controler(registre, au=AU).resultats if r.code == code)
    assert controler(registre, au=AU, regles={code: REGLES[code]}).resultats == seule
