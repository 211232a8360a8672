"""Decimals and estimations."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.proprietes.outils import essayer

from soinsprimaires import Estimation, NuanceNombre, ValeurInvalide, strategies
from soinsprimaires.mesures import en_decimal, lire_decimal

finis = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4)
entiers = st.integers(-100, 100)


@given(finis)
def test_un_nombre_garde_sa_valeur_et_prend_sa_forme_canonique(nombre: Decimal) -> None:
    canonique = en_decimal(nombre)
    assert canonique == nombre
    assert lire_decimal(f"{canonique:f}") == nombre


@given(finis, st.integers(0, 6))
def test_deux_nombres_egaux_ont_un_seul_texte(nombre: Decimal, zeros: int) -> None:
    allonge = Decimal(f"{nombre:f}" + "0" * zeros) if "." in f"{nombre:f}" else nombre
    assert str(en_decimal(allonge)) == str(en_decimal(nombre)) == str(en_decimal(nombre.normalize()))


@given(st.text() | st.from_regex(r"[-+]?\d{1,3}(\.\d{0,3})?(e\d)?"))
def test_un_texte_est_un_nombre_dans_sa_seule_forme_ou_est_refuse(texte: str) -> None:
    lu = essayer(lire_decimal, texte)
    if isinstance(lu, ValeurInvalide):
        assert lu.code == "decimal.forme"
    else:
        assert f"{lu:f}" == texte


@given(st.integers(-(10**20), 10**20))
def test_un_entier_et_son_texte_donnent_le_meme_decimal(nombre: int) -> None:
    assert en_decimal(nombre) == en_decimal(str(nombre)) == nombre


@st.composite
def nombres_possibles(draw: st.DrawFn) -> tuple[Estimation, Decimal]:
    """An estimation and a number that it may be about."""
    estimation = draw(strategies.estimations(valeur=entiers, minimum=None, maximum=None))
    ecart = {
        NuanceNombre.EXACT: st.just(0),
        NuanceNombre.ENVIRON: entiers,
        NuanceNombre.AU_MOINS: st.integers(0, 100),
        NuanceNombre.AU_PLUS: st.integers(-100, 0),
        NuanceNombre.PLUS_DE: st.integers(1, 100),
        NuanceNombre.MOINS_DE: st.integers(-100, -1),
    }[estimation.nuance]
    return estimation, estimation.valeur + draw(ecart)


@given(nombres_possibles())
def test_les_bornes_d_une_estimation_encadrent_le_nombre(possible: tuple[Estimation, Decimal]) -> None:
    estimation, nombre = possible
    assert estimation.au_moins is None or estimation.au_moins <= nombre
    assert estimation.au_plus is None or nombre <= estimation.au_plus


@given(nombres_possibles(), entiers)
def test_une_estimation_n_affirme_rien_de_faux(possible: tuple[Estimation, Decimal], seuil: int) -> None:
    estimation, nombre = possible
    assert estimation.depasse(seuil) in {None, nombre > seuil}


@given(strategies.estimations(nuance=NuanceNombre.EXACT), entiers)
def test_une_estimation_exacte_repond_toujours(estimation: Estimation, seuil: int) -> None:
    assert estimation.depasse(seuil) is (estimation.valeur > seuil)
