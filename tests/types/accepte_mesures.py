"""What a type checker deduces of estimates."""

from decimal import Decimal
from typing import assert_type

from soinsprimaires.mesures import Estimation, NuanceNombre, en_decimal, lire_decimal

VINGTAINE = Estimation(valeur=20, nuance=NuanceNombre.ENVIRON, unite="porteurs")
assert_type(VINGTAINE.valeur, Decimal)
assert_type(VINGTAINE.unite, str | None)
assert_type(VINGTAINE.au_moins, Decimal | None)
assert_type(VINGTAINE.depasse(15), bool | None)
assert_type(Estimation(valeur="0.5").valeur, Decimal)
assert_type(Estimation(valeur=Decimal(3)).au_plus, Decimal | None)
assert_type(en_decimal("12"), Decimal)
assert_type(lire_decimal("12"), Decimal)
