"""The generated writers give the bytes of the plain way, which keeps what is not surely sound."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from tests.proprietes.outils import MOITIE
from tests.schemas import mutations

from soinsprimaires import Extensions, Lieu, Registre, ValeurInvalide, depuis_json, en_json, strategies
from soinsprimaires.serialisation._convertisseur import en_objet
from soinsprimaires.serialisation._ecriture import _ecrire_vite, en_texte
from soinsprimaires.serialisation._ecrivains import REFUS

rapide = pytest.importorskip("soinsprimaires.serialisation._rapide_ecriture", exc_type=ModuleNotFoundError)


def en_texte_lent(registre: Registre, *, compact: bool) -> str:
    objet = {"format": "soinsprimaires/registre", "version": 1, "contenu": en_objet(registre)}
    return en_texte(objet, compact=compact)


def comparer(registre: Registre) -> None:
    for compact in (True, False):
        attendu = en_texte_lent(registre, compact=compact)
        assert _ecrire_vite(registre, compact=compact) == attendu
        assert rapide.ecrire(registre, compact=compact) == attendu


@MOITIE
@given(strategies.registres())
def test_un_registre_est_ecrit_de_meme(registre: Registre) -> None:
    comparer(registre)


@pytest.mark.parametrize("chemin", mutations.CORPUS, ids=lambda chemin: str(chemin.stem))
def test_le_corpus_est_ecrit_de_meme(chemin: Any) -> None:
    comparer(depuis_json(chemin.read_bytes()))


def test_les_extensions_gardent_leur_disposition() -> None:
    extensions = Extensions({"b": [], "a": {"x": [1.5, None, {}], "é": 'retour\n à la "ligne"'}})
    comparer(
        Registre(
            extensions=extensions,
            lieux=(
                Lieu(identifiant="a", nom="A\u2028\x7f\t\x01\x1f\x0b\b\f\r\n\\/<>&'\U0001f600", extensions=extensions),
            ),
        )
    )
    comparer(Registre())


@pytest.mark.parametrize("nom", ["a\ud800", "a" * 1_000_001])
def test_ce_qu_aucun_lecteur_n_accepte_est_refuse(nom: str) -> None:
    registre = Registre(lieux=(Lieu(identifiant="a", nom=nom),))
    assert rapide.ecrire(registre, compact=True) is None
    with pytest.raises(REFUS):
        _ecrire_vite(registre, compact=True)
    with pytest.raises(ValeurInvalide, match="texte"):
        en_json(registre, compact=True)


def test_une_valeur_d_un_autre_type_prend_le_chemin_lent() -> None:
    lieu = Lieu(identifiant="a", nom="A")
    object.__setattr__(lieu, "nom", 12)  # its constructor would refuse it
    registre = Registre(lieux=(lieu,))
    with pytest.raises(REFUS):
        _ecrire_vite(registre, compact=True)
    assert en_json(registre, compact=True) == en_texte_lent(registre, compact=True)
    assert '"nom":12' in en_json(registre, compact=True)


def test_une_liste_en_place_d_un_tuple_prend_le_chemin_lent() -> None:
    lieu = Lieu(identifiant="a", nom="A")
    object.__setattr__(lieu, "origines", [])
    assert attrs.asdict(lieu)["origines"] == []
    with pytest.raises(REFUS):
        _ecrire_vite(Registre(lieux=(lieu,)), compact=True)
