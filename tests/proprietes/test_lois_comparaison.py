"""Comparison: nothing between equals, and the way from one registre to the other."""

import json

from hypothesis import given

from soinsprimaires import ConflitDeModification, Registre, ValeurInvalide, serialisation, strategies
from soinsprimaires.comparaison import comparer, fusionner
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


@given(base=REGISTRES, a=REGISTRES, b=REGISTRES)
def test_fusionner_garde_les_changements_des_deux_cotes_ou_dit_ou_ils_s_opposent(
    base: Registre, a: Registre, b: Registre
) -> None:
    assert fusionner(base, a, base) == a
    assert fusionner(base, base, b) == b
    try:
        fusion = fusionner(base, a, b)
    except (ConflitDeModification, ValeurInvalide):
        return
    # What one side alone has changed is as this side made it.
    for nom in {entite.identifiant for registre in (base, a, b) for entite in registre}:
        avant, cote_a, cote_b = (registre.obtenir(nom) for registre in (base, a, b))
        if cote_a == avant:
            assert fusion.obtenir(nom) == cote_b
        if cote_b == avant:
            assert fusion.obtenir(nom) == cote_a
