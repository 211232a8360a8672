"""A pseudonymised registre is the same one for everything but identities."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.proprietes.outils import MOITIE

from soinsprimaires import Registre, controler, depuis_json, en_json, strategies
from soinsprimaires.identifiants import ADELI, FINESS, RPPS, SIREN, SIRET
from soinsprimaires.regles import Resultat

AU = date(2026, 11, 4)
OFFICIELS = (ADELI, FINESS, RPPS, SIREN, SIRET)
CLES = st.binary(min_size=16, max_size=32)


def numeros(valeur: Any) -> Iterator[tuple[Any, str]]:
    """Every official number inside a value, with its kind."""
    if isinstance(valeur, tuple):
        for element in valeur:
            yield from numeros(element)
    elif attrs.has(type(valeur)):
        for champ in attrs.fields(type(valeur)):
            contenu = getattr(valeur, champ.name)
            if champ.validator in OFFICIELS and contenu is not None:
                yield champ.validator, contenu
            yield from numeros(contenu)


OTES = {"CLE-001", "VRA-001", "VRA-003"}
"""Rules on what is removed or made again: keys of numbers, dates of the files that were read, texts."""


def resultats(registre: Registre) -> dict[tuple[str, Any], Resultat]:
    """What each rule says, but for those on what is removed."""
    rapport = controler(registre, au=AU)
    return {(r.code, r.vigueur): r.resultat for r in rapport.resultats if r.code not in OTES}


@MOITIE
@given(strategies.registres(), CLES)
def test_tout_est_la_et_se_relit(registre: Registre, cle: bytes) -> None:
    ailleurs = registre.pseudonymiser(cle=cle)
    assert depuis_json(en_json(ailleurs)) == ailleurs
    assert repr(ailleurs) == repr(registre)
    assert registre.pseudonymiser(cle=cle) == ailleurs
    avant, apres = registre.pointages(), ailleurs.pointages()
    assert len(avant) == len(apres)
    assert sum(p.cible in registre for p in avant) == sum(p.cible in ailleurs for p in apres)


@MOITIE
@given(strategies.registres(), CLES)
def test_chaque_numero_en_devient_un_autre_juste_et_distinct(registre: Registre, cle: bytes) -> None:
    avant, apres = set(numeros(tuple(registre))), set(numeros(tuple(registre.pseudonymiser(cle=cle))))
    assert len(avant) == len(apres)
    assert not avant & apres
    assert all(sorte.cle_valide(numero) for sorte, numero in apres)


@MOITIE
@given(strategies.registres(genres=["personnes", "professionnels", "structures"]), CLES)
def test_personne_ne_garde_son_nom(registre: Registre, cle: bytes) -> None:
    ailleurs = registre.pseudonymiser(cle=cle)
    gens: tuple[Any, ...] = (*ailleurs.personnes, *ailleurs.professionnels)
    assert all(qui.nom is None and qui.prenom is None and not qui.origines for qui in gens)
    assert all(re.fullmatch(r"(personne|professionnel)-[0-9a-f]{24}", qui.identifiant) for qui in gens)
    avant = {qui.identifiant for qui in registre.personnes} | {qui.identifiant for qui in registre.professionnels}
    assert not {qui.identifiant for qui in gens} & avant


@MOITIE
@given(st.one_of(strategies.registres(), strategies.registres_conformes(au=AU)), CLES)
def test_les_regles_disent_la_meme_chose(registre: Registre, cle: bytes) -> None:
    assert resultats(registre.pseudonymiser(cle=cle)) == resultats(registre)
