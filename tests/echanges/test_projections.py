"""Metres of the French projections made into degrees: the origins that define them, and what PROJ says of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soinsprimaires.echanges._projections import projection_de

SYSTEMES = {"32": 2154, "971": 5490, "972": 5490, "973": 2972, "974": 2975, "975": 4467, "976": 4471}
"""EPSG code of the projection of each territory."""
CADRES = {
    "32": ((41.3, 51.1), (-5.2, 9.6)),
    "971": ((15.8, 18.1), (-63.2, -60.9)),
    "972": ((14.3, 14.9), (-61.3, -60.8)),
    "973": ((2.1, 5.9), (-54.6, -51.6)),
    "974": ((-21.4, -20.8), (55.1, 55.9)),
    "975": ((46.7, 47.1), (-56.4, -56.0)),
    "976": ((-13.1, -12.6), (44.9, 45.4)),
}


@pytest.mark.parametrize(
    ("departement", "metres", "degres"),
    [
        ("32", (700_000, 6_600_000), (46.5, 3.0)),  # origin of Lambert-93
        ("971", (500_000, 0), (0, -63)),  # UTM 20 north
        ("973", (500_000, 0), (0, -51)),  # UTM 22 north
        ("974", (500_000, 10_000_000), (0, 57)),  # UTM 40 south
        ("976", (500_000, 10_000_000), (0, 45)),  # UTM 38 south
    ],
)
def test_l_origine_d_une_projection(departement: str, metres: tuple[float, float], degres: tuple[float, float]) -> None:
    projection = projection_de(departement)
    assert projection is not None
    assert projection(*metres) == pytest.approx(degres, abs=1e-9)


@pytest.mark.parametrize(
    ("departement", "metres", "degres"),
    [
        ("01", (870_262.2, 6_571_540.8), (46.22229, 5.20918)),
        ("971", (657_242.9, 1_795_384.4), (16.234, -61.52874)),
        ("973", (353_672.8, 544_349.1), (4.92347, -52.31973)),
        ("974", (323_086.6, 7_679_599.8), (-20.97571, 55.29821)),
        ("976", (524_819.9, 8_587_194.7), (-12.77989, 45.22868)),
    ],
)
def test_les_points_publies_d_hopitaux(
    departement: str, metres: tuple[float, float], degres: tuple[float, float]
) -> None:
    """Coordinates of hospitals in FINESS, and the degrees that a public reader of the same file publishes."""
    projection = projection_de(departement)
    assert projection is not None
    assert projection(*metres) == pytest.approx(degres, abs=6e-6)


@pytest.mark.parametrize("departement", SYSTEMES)
@given(nord=st.floats(0, 1), est=st.floats(0, 1))
def test_les_degres_sont_ceux_de_proj(departement: str, nord: float, est: float) -> None:
    pyproj = pytest.importorskip("pyproj")
    (sud, haut), (ouest, droite) = CADRES[departement]
    latitude, longitude = sud + nord * (haut - sud), ouest + est * (droite - ouest)
    metres = pyproj.Transformer.from_crs(4326, SYSTEMES[departement], always_xy=True).transform(longitude, latitude)
    projection = projection_de(departement)
    assert projection is not None
    assert projection(*metres) == pytest.approx((latitude, longitude), abs=1e-7)  # a centimetre


def test_le_pacifique_n_a_pas_de_projection_connue() -> None:
    assert projection_de("987") is None
