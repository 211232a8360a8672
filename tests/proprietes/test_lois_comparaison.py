"""Comparison: nothing between equals, and the way from one registre to the other."""

import json

from hypothesis import given

from soinsprimaires import Registre, serialisation, strategies
from soinsprimaires.comparaison import comparer
from soinsprimaires.modele._objets import en_objet

REGISTRES = strategies.registres(max_entites=8)


@given(registre=REGISTRES)
def test_un_registre_ne_differe_pas_de_lui_meme(registre: Registre) -> None:
    assert not comparer(registre, registre)
    assert not comparer(registre, serialisation.depuis_json(serialisation.en_json(registre)))


@given(a=REGISTRES, b=REGISTRES)
def test_les_differences_menent_de_l_un_a_l_autre(a: Registre, b: Registre) -> None:
    comparaison = comparer(a, b)
    assert comparaison.appliquer(a) == b
    assert bool(comparaison) == (a != b)
    assert {d.identifiant for d in comparaison.ajouts} == {d.identifiant for d in comparer(b, a).retraits}
    assert all(d.champs for d in comparaison.modifications)
    json.loads(comparaison.en_json())


@given(registre=REGISTRES)
def test_une_valeur_s_ecrit_comme_le_format_l_ecrit(registre: Registre) -> None:
    document = json.loads(serialisation.en_json(registre))["contenu"]
    assert json.loads(json.dumps(en_objet(registre))) == document
