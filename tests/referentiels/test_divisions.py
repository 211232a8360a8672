"""What a code says by itself."""

import pytest

from soinsprimaires.referentiels._divisions import departement_de


@pytest.mark.parametrize(
    ("commune", "departement"),
    [
        ("32208", "32"),
        ("01004", "01"),
        ("2A004", "2A"),
        ("97411", "974"),
        ("97801", "978"),  # Saint-Martin
        ("98818", "988"),  # Nouméa
    ],
)
def test_un_code_de_commune_dit_son_departement(commune: str, departement: str) -> None:
    assert departement_de(commune) == departement
