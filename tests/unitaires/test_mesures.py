"""Numbers stay as vague as the article that gives them."""

import pickle
import re
from decimal import Decimal
from typing import Any

import attrs
import pytest

from soinsprimaires import mesures
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mesures import (
    Bornes,
    Dimension,
    Estimation,
    NuanceNombre,
    bornes_entieres,
    dimension,
    en_decimal,
    en_decimal_ou_rien,
    lire_decimal,
)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("0", "0"),
        ("12", "12"),
        ("-12", "-12"),
        ("0.5", "0.5"),
        ("-0.05", "-0.05"),
        ("1300000", "1300000"),
        ("10.01", "10.01"),
        ("9" * 40, "9" * 40),
    ],
)
def test_un_nombre_decimal_a_une_seule_ecriture(texte: str, attendu: str) -> None:
    assert str(lire_decimal(texte)) == attendu


@pytest.mark.parametrize(
    "texte",
    [
        "",
        " 1",
        "1 ",
        "1\n",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "1.0",
        "0.50",
        "-0",
        "-0.0",
        "1e3",
        "1E+2",
        "1_000",
        "1,5",
        "NaN",
        "Infinity",
        "-inf",
        "٣",
        "½",
        "1 300 000",
    ],
)
def test_une_autre_ecriture_d_un_nombre_est_refusee(texte: str) -> None:
    with pytest.raises(ValeurInvalide, match="forme canonique") as releve:
        lire_decimal(texte)
    assert releve.value.code == "decimal.forme"


def test_un_nombre_trop_long_dit_sa_longueur() -> None:
    assert lire_decimal("9" * 40) == Decimal("9" * 40)
    with pytest.raises(ValeurInvalide, match=r"^un nombre de 41 caractères, au plus 40$") as releve:
        lire_decimal("9" * 41)
    assert releve.value.code == "decimal.forme"


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        pytest.param(36, "36", id="un entier"),
        pytest.param(100, "100", id="les zéros d'un entier"),
        pytest.param(0, "0", id="zéro"),
        pytest.param(-3, "-3", id="un entier négatif"),
        pytest.param("0.5", "0.5", id="un texte"),
        pytest.param(Decimal("0.50"), "0.5", id="un zéro inutile"),
        pytest.param(Decimal("1.3E+6"), "1300000", id="un exposant"),
        pytest.param(Decimal("100.00"), "100", id="des centimes nuls"),
        pytest.param(Decimal("-0.5"), "-0.5", id="entre -1 et 0"),
        pytest.param(Decimal("-0.0"), "0", id="zéro négatif"),
        pytest.param(Decimal(-0), "0", id="moins zéro"),
    ],
)
def test_deux_nombres_egaux_ont_le_meme_texte(valeur: Decimal | int | str, attendu: str) -> None:
    assert str(en_decimal(valeur)) == attendu


@pytest.mark.parametrize(
    ("valeur", "code"),
    [
        pytest.param(True, "decimal.type", id="booléen"),
        pytest.param(0.1, "decimal.type", id="flottant"),
        pytest.param(float("nan"), "decimal.type", id="NaN flottant"),
        pytest.param(None, "decimal.type", id="rien"),
        pytest.param(b"1", "decimal.type", id="octets"),
        pytest.param(Decimal("NaN"), "decimal.fini", id="NaN"),
        pytest.param(Decimal("-Infinity"), "decimal.fini", id="infini"),
        pytest.param(Decimal("1E+50"), "decimal.forme", id="trop long"),
        pytest.param("1.50", "decimal.forme", id="texte non canonique"),
    ],
)
def test_ce_qui_n_est_pas_un_nombre_exact_est_refuse(valeur: Any, code: str) -> None:
    with pytest.raises(ValeurInvalide) as releve:
        en_decimal(valeur)
    assert releve.value.code == code
    with pytest.raises(ValeurInvalide):
        Estimation(valeur=valeur)


def test_un_nombre_inconnu_reste_inconnu() -> None:
    assert en_decimal_ou_rien(None) is None
    assert en_decimal_ou_rien("0.5") == Decimal("0.5")


@pytest.mark.parametrize(
    ("nuance", "minimum", "maximum"),
    [
        (NuanceNombre.EXACT, 20, 20),
        (NuanceNombre.ENVIRON, None, None),
        (NuanceNombre.AU_MOINS, 20, None),
        (NuanceNombre.AU_PLUS, None, 20),
        (NuanceNombre.PLUS_DE, 20, None),
        (NuanceNombre.MOINS_DE, None, 20),
    ],
)
def test_les_bornes_d_une_vingtaine(nuance: NuanceNombre, minimum: int | None, maximum: int | None) -> None:
    vingt = Estimation(valeur=20, nuance=nuance)
    assert (vingt.au_moins, vingt.au_plus) == (minimum, maximum)


@pytest.mark.parametrize(
    ("nuance", "attendus"),
    [
        (NuanceNombre.EXACT, (True, False, False)),
        (NuanceNombre.ENVIRON, (None, None, None)),
        (NuanceNombre.AU_MOINS, (True, None, None)),
        (NuanceNombre.AU_PLUS, (None, False, False)),
        (NuanceNombre.PLUS_DE, (True, True, None)),
        (NuanceNombre.MOINS_DE, (None, False, False)),
    ],
)
def test_une_vingtaine_depasse_t_elle_19_20_21(nuance: NuanceNombre, attendus: tuple[bool | None, ...]) -> None:
    vingt = Estimation(valeur=20, nuance=nuance)
    assert (vingt.depasse(19), vingt.depasse(20), vingt.depasse(Decimal(21))) == attendus


@pytest.mark.parametrize(
    ("estimation", "texte"),
    [
        (Estimation(valeur=36), "36"),
        (Estimation(valeur=20, nuance=NuanceNombre.ENVIRON, unite="porteurs"), "environ 20 porteurs"),
        (Estimation(valeur=80, nuance=NuanceNombre.ENVIRON, unite="pour_cent"), "environ 80 %"),
        (Estimation(valeur=1_300_000, nuance=NuanceNombre.PLUS_DE, unite="EUR"), "plus de 1300000 EUR"),
        (Estimation(valeur=3, nuance=NuanceNombre.AU_MOINS), "au moins 3"),
        (Estimation(valeur="0.5", nuance=NuanceNombre.AU_PLUS), "au plus 0.5"),
        (Estimation(valeur=10, nuance=NuanceNombre.MOINS_DE), "moins de 10"),
        (Estimation(valeur="0.5", unite="part"), "50 %"),
        (Estimation(valeur="0.125", nuance=NuanceNombre.ENVIRON, unite="part"), "environ 12.5 %"),
        (Estimation(valeur=1, unite="part"), "100 %"),
        (Estimation(valeur=20, nuance=NuanceNombre.AU_MOINS, maximum=30), "au moins 20 (au plus 30)"),
        (Estimation(valeur=30, nuance=NuanceNombre.AU_PLUS, minimum=20, unite="lits"), "au plus 30 lits (au moins 20)"),
        (
            Estimation(valeur="0.5", nuance=NuanceNombre.ENVIRON, minimum="0.4", maximum="0.6", unite="part"),
            "environ 50 % (au moins 40, au plus 60)",
        ),
        (Estimation(valeur="1" + "0" * 39, unite="part"), "1" + "0" * 41 + " %"),
    ],
)
def test_une_estimation_se_lit_comme_dans_l_article(estimation: Estimation, texte: str) -> None:
    assert str(estimation) == texte


@pytest.mark.parametrize(
    ("estimation", "bornes", "depasse_25"),
    [
        (Estimation(valeur=20, nuance=NuanceNombre.AU_MOINS, maximum=30), (20, 30), None),
        (Estimation(valeur=20, nuance=NuanceNombre.PLUS_DE, maximum=25), (20, 25), False),
        (Estimation(valeur=40, nuance=NuanceNombre.MOINS_DE, minimum=26), (26, 40), True),
        (Estimation(valeur=30, nuance=NuanceNombre.ENVIRON, minimum=26), (26, None), True),
        (Estimation(valeur=0, nuance=NuanceNombre.AU_MOINS, maximum=0), (0, 0), False),
    ],
)
def test_les_bornes_que_donne_la_source(
    estimation: Estimation,
    bornes: tuple[Any, Any],
    depasse_25: bool | None,  # noqa: FBT001 - a row of the table
) -> None:
    assert (estimation.au_moins, estimation.au_plus) == bornes
    assert estimation.depasse(25) is depasse_25


@pytest.mark.parametrize(
    ("nuance", "bornes", "champ"),
    [
        (NuanceNombre.EXACT, {"minimum": 20}, "minimum"),
        (NuanceNombre.EXACT, {"maximum": 20}, "maximum"),
        (NuanceNombre.AU_MOINS, {"minimum": 10}, "minimum"),
        (NuanceNombre.MOINS_DE, {"maximum": 30}, "maximum"),
        (NuanceNombre.AU_MOINS, {"maximum": 19}, "maximum"),
        (NuanceNombre.PLUS_DE, {"maximum": 20}, "maximum"),
        (NuanceNombre.AU_PLUS, {"minimum": 21}, "minimum"),
        (NuanceNombre.ENVIRON, {"minimum": 21, "maximum": 30}, "minimum"),
    ],
)
def test_des_bornes_qui_contredisent_le_nombre(nuance: NuanceNombre, bornes: dict[str, Any], champ: str) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        Estimation(valeur=20, nuance=nuance, **bornes)
    assert (refus.value.code, refus.value.champ) == ("estimation.bornes", champ)


@pytest.mark.parametrize(
    ("unite", "attendu"),
    [
        (None, None),
        ("part", Dimension.PART),
        ("pour_cent", Dimension.PART),
        ("EUR", Dimension.ARGENT),
        ("EUR par an", Dimension.ARGENT),
        ("EUR/habitant", Dimension.ARGENT),
        ("m2", Dimension.SURFACE),
        ("personnes", Dimension.COMPTE),
        ("EUROPE", Dimension.COMPTE),
    ],
)
def test_ce_que_mesure_une_unite(unite: str | None, attendu: Dimension | None) -> None:
    assert dimension(unite) is attendu


def test_deux_ecritures_du_meme_nombre_sont_la_meme_estimation() -> None:
    assert Estimation(valeur="0.5") == Estimation(valeur=Decimal("0.50"))
    assert hash(Estimation(valeur=36)) == hash(Estimation(valeur="36"))
    assert Estimation(valeur=36) != Estimation(valeur=36, nuance=NuanceNombre.ENVIRON)
    assert pickle.loads(pickle.dumps(Estimation(valeur=36))) == Estimation(valeur=36)  # noqa: S301


@pytest.mark.parametrize(
    ("valeur", "nuance", "attendu"),
    [
        ("40", NuanceNombre.EXACT, (40, 40)),
        ("40", NuanceNombre.PLUS_DE, (41, None)),
        ("40", NuanceNombre.MOINS_DE, (0, 39)),
        ("40", NuanceNombre.AU_PLUS, (0, 40)),
        # Nobody is half a person, nor fewer than none: the whole numbers around it, or any.
        ("40.5", NuanceNombre.EXACT, (40, 41)),
        ("40.5", NuanceNombre.AU_MOINS, (41, None)),
        ("40.5", NuanceNombre.AU_PLUS, (0, 40)),
        ("-0.279", NuanceNombre.MOINS_DE, (0, None)),
        ("-2", NuanceNombre.EXACT, (0, None)),
        ("1", NuanceNombre.MOINS_DE, (0, 0)),
        ("0", NuanceNombre.EXACT, (0, 0)),
        ("-2", NuanceNombre.AU_MOINS, (0, None)),
    ],
)
def test_des_gens_se_comptent_un_a_un(valeur: str, nuance: NuanceNombre, attendu: tuple[int, int | None]) -> None:
    assert bornes_entieres(Estimation(valeur=valeur, nuance=nuance)) == attendu


@pytest.mark.parametrize(
    ("bornes", "admis", "refuses"),
    [
        pytest.param(mesures.ANNEES, ("1", "9999"), ("0", "10000"), id="années du calendrier"),
        pytest.param(mesures.EFFECTIFS, ("0", "100000"), ("-1", "100001"), id="effectifs"),
        pytest.param(mesures.MOIS, ("0", "1200"), ("-1", "1201"), id="un délai d'un siècle au plus"),
        pytest.param(mesures.DUREES, ("1", "1200"), ("0", "1201"), id="ce qui dure"),
        pytest.param(mesures.QUOTITES, ("0.01", "0.5", "1"), ("0", "1.01", "-0.5"), id="une part de poste"),
        pytest.param(mesures.JOURS_PAR_SEMAINE, ("0.5", "4.5", "7"), ("0", "7.5"), id="jours par semaine"),
        pytest.param(mesures.MINUTES, ("0", "1440"), ("-1", "1441"), id="un trajet d'un jour au plus"),
        pytest.param(mesures.HEURES, ("0.25", "1000"), ("0", "1000.5"), id="heures"),
        pytest.param(mesures.LATITUDES, ("-90", "0", "43.93", "90"), ("-91", "-90.5", "91"), id="latitudes"),
        pytest.param(mesures.LONGITUDES, ("-180", "0.62", "180"), ("-181", "180.5"), id="longitudes"),
        pytest.param(mesures.VERSEMENTS, ("0.01", "1000000000"), ("0", "1000000001"), id="euros versés"),
    ],
)
def test_ce_qu_un_nombre_peut_etre(bornes: Bornes, admis: tuple[str, ...], refuses: tuple[str, ...]) -> None:
    champ = attrs.fields(Estimation).valeur
    for texte in admis:
        bornes(None, champ, Decimal(texte))
        assert bornes.motif is None or re.fullmatch(bornes.motif, texte)
    for texte in refuses:
        with pytest.raises(ValeurInvalide, match="un nombre de ") as refus:
            bornes(None, champ, Decimal(texte))
        assert refus.value.code == "nombre.bornes"
        assert bornes.motif is None or not re.fullmatch(bornes.motif, texte)
