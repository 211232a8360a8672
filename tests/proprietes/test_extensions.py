"""What other programs add is kept as it is."""

import copy
import json
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires import Extensions, strategies

objets = st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text() | st.lists(st.booleans()))


@given(strategies.extensions())
def test_le_json_d_une_extension_la_redonne(extensions: Extensions) -> None:
    assert Extensions(json.loads(extensions.texte)) == extensions
    assert json.loads(extensions.texte) == dict(extensions)


@given(objets, st.randoms(use_true_random=False))
def test_l_ordre_des_cles_ne_compte_pas(objet: dict[str, Any], hasard: Any) -> None:
    paires = list(objet.items())
    hasard.shuffle(paires)
    melange = Extensions(dict(paires))
    assert melange == Extensions(objet)
    assert hash(melange) == hash(Extensions(objet))


@given(strategies.extensions())
def test_une_extension_se_copie_et_voyage(extensions: Extensions) -> None:
    for copie in (copy.deepcopy(extensions), pickle.loads(pickle.dumps(extensions))):  # noqa: S301 - written just here
        assert copie == extensions
        assert hash(copie) == hash(extensions)


@given(objets.filter(bool))
def test_rien_ne_change_ce_qui_est_garde(objet: dict[str, Any]) -> None:
    gardees = Extensions({"cle": objet})
    texte = gardees.texte
    lu = gardees["cle"]
    lu.clear()
    objet.clear()
    assert gardees.texte == texte
    assert gardees["cle"]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        gardees.texte = "{}"  # type: ignore[misc]
