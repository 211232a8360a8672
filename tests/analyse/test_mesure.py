"""A figure between two bounds: what is computed of it contains what is true, and says why it is not exact."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.outils import bornes

from soinsprimaires import ValeurInvalide, depuis_objet, en_objet
from soinsprimaires.affichage.vues import en_html
from soinsprimaires.analyse import Mesure, Motif, Raison, Sens, cumuler, encadrer

DATES = Raison(motif=Motif.DATES, nombre=2)


def gens(minimum: int, maximum: int | None, *raisons: Raison) -> Mesure:
    return Mesure(minimum=minimum, maximum=maximum, unite="professionnels", raisons=raisons, sources=("registre",))


def habitants(minimum: int, maximum: int | None) -> Mesure:
    return Mesure(minimum=minimum, maximum=maximum, unite="habitants")


def test_une_mesure_est_exacte_quand_ses_bornes_se_touchent() -> None:
    assert gens(3, 3).exacte == 3
    assert gens(3, 4).exacte is None
    assert gens(3, None).exacte is None


def test_deux_bornes_a_l_envers_sont_refusees() -> None:
    with pytest.raises(ValeurInvalide, match="le maximum \\(2\\) est sous le minimum \\(3\\)"):
        gens(3, 2)


@pytest.mark.parametrize(
    ("mesure", "dit", "repr_"),
    [
        (gens(3, 3), "3 professionnels", "Mesure(3 professionnels)"),
        (gens(3, 5), "de 3 à 5 professionnels", "Mesure(de 3 à 5 professionnels)"),
        # In French a plural begins at two.
        (gens(1, 1), "1 professionnel", "Mesure(1 professionnel)"),
        (gens(0, 1), "de 0 à 1 professionnel", "Mesure(de 0 à 1 professionnel)"),
        (gens(1, 2), "de 1 à 2 professionnels", "Mesure(de 1 à 2 professionnels)"),
        (
            encadrer(Fraction("1.5"), Fraction("1.5"), unite="professionnels pour 10000 habitants"),
            "1,5 professionnel pour 10000 habitants",
            "Mesure(1.5 professionnel pour 10000 habitants)",
        ),
        # Shown as two, and the words of a source are its own.
        (
            encadrer(Fraction("1.9"), Fraction("1.9999"), unite="heures"),
            "de 1,9 à 2 heures",
            "Mesure(de 1.9 à 2 heures)",
        ),
        (encadrer(1, 1, unite="fois"), "1 fois", "Mesure(1 fois)"),
        (habitants(20361, None), "au moins 20\u202f361 habitants", "Mesure(au moins 20361 habitants)"),
        # Rounded outwards: 0.3333 is at least 33.33 % and at most 66.67 %.
        (
            encadrer(Fraction(1, 3), Fraction(2, 3), unite="part"),
            "de 33,33 à 66,67\u00a0%",
            "Mesure(de 33.33 à 66.67 %)",
        ),
        (encadrer(Fraction(1, 3000), Fraction(1, 3000), unite="ETP"), "0,000333 ETP", "Mesure(0.000333 ETP)"),
    ],
)
def test_une_mesure_se_dit(mesure: Mesure, dit: str, repr_: str) -> None:
    assert (str(mesure), repr(mesure)) == (dit, repr_)


def test_un_seuil_entre_les_bornes_ne_se_juge_pas() -> None:
    assert [gens(3, 5).depasse(seuil) for seuil in (2, 3, 4, 5)] == [True, None, None, False]
    assert [gens(3, 5).est_sous(seuil) for seuil in (3, 4, 5, 6)] == [False, None, None, True]
    assert (gens(3, None).depasse(9), gens(3, None).est_sous(9)) == (None, None)


def test_une_somme_ajoute_les_bornes_et_les_raisons() -> None:
    somme = gens(3, 5, DATES) + gens(1, 2, DATES, Raison(motif=Motif.LIEU))
    assert (bornes(somme), somme.sources) == ((4, 7), ("registre",))
    assert somme.raisons == (Raison(motif=Motif.DATES, nombre=4), Raison(motif=Motif.LIEU))
    assert (gens(3, 5) + gens(1, None)).maximum is None
    assert cumuler((), unite="habitants") == habitants(0, 0)


def test_deux_unites_ne_se_melent_pas() -> None:
    for essayer in (
        lambda: gens(1, 1) + habitants(1, 1),
        lambda: gens(1, 1).ecart(habitants(1, 1)),
        lambda: gens(1, 1).situer(habitants(1, 1)),
    ):
        with pytest.raises(ValeurInvalide, match="ne se comparent pas"):
            essayer()


def test_un_rapport_va_du_moins_par_le_plus_au_plus_par_le_moins() -> None:
    # 3 to 4 doctors, 8,000 to 10,000 inhabitants: 10,000 x 3 / 10,000 and 10,000 x 4 / 8,000.
    densite = gens(3, 4, DATES).rapporter(habitants(8000, 10000), pour=10_000, unite="pour 10 000")
    assert densite is not None
    assert (bornes(densite), densite.raisons) == ((3, 5), (DATES,))
    sans_plafond = gens(3, 4).rapporter(habitants(8000, None), pour=10_000, unite="pour 10 000")
    assert bornes(sans_plafond) == (0, 5)
    peut_etre_vide = gens(3, 4).rapporter(habitants(0, 10), unite="par habitant")
    assert bornes(peut_etre_vide) == (Decimal("0.3"), None)
    personne = gens(0, 0).rapporter(habitants(0, 10), unite="par habitant")
    assert bornes(personne) == (0, 0)
    assert gens(3, 4).rapporter(habitants(0, 0), unite="par habitant") is None


def test_un_ecart_est_signe_et_se_tait_sans_borne() -> None:
    assert bornes(gens(3, 4).ecart(gens(5, 5))) == (-2, -1)
    assert gens(3, 4).ecart(gens(5, None)) is None
    assert bornes(gens(3, None).ecart(gens(5, 6))) == (-3, None)


def test_plus_et_moins_ne_se_disent_que_d_intervalles_disjoints() -> None:
    assert gens(3, 4).situer(gens(1, 2)) is Sens.PLUS
    assert gens(3, 4).situer(gens(5, None)) is Sens.MOINS
    assert gens(3, 4).situer(gens(4, 9)) is Sens.INDISCERNABLE
    assert gens(3, None).situer(gens(9, 9)) is Sens.INDISCERNABLE


def test_une_mesure_se_relit_et_se_montre() -> None:
    mesure = gens(3, 5, Raison(motif=Motif.ETENDUE, precision="<b>limites</b>"))
    assert depuis_objet(en_objet(mesure), Mesure) == mesure
    assert {mesure: 1}[gens(3, 5, *mesure.raisons)] == 1
    html = en_html(mesure)
    assert "de 3 à 5 professionnels" in html
    assert "limites du territoire non connues (1) : &lt;b&gt;limites&lt;/b&gt;" in html
    assert "registre" in html


@given(st.fractions(-(10**6), 10**6), st.fractions(0, 1000), st.fractions(0, 1))
def test_un_arrondi_contient_toujours_ce_qui_est_vrai(bas: Fraction, ecart: Fraction, part: Fraction) -> None:
    large = encadrer(bas, bas + ecart, unite="part")
    precise = encadrer(bas + ecart * part, bas + ecart * part, unite="part")
    assert precise.exacte is not None
    assert large.maximum is not None
    assert large.minimum <= precise.exacte <= large.maximum
