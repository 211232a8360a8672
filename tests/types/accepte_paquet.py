"""A type checker sees the names that the package loads on first use."""

from typing import assert_type

import soinsprimaires
from soinsprimaires import MSP, Periode, Registre, identifiants

assert_type(Registre(), Registre)
assert_type(soinsprimaires.Registre().structures[0], soinsprimaires.Structure)
assert_type(MSP(identifiant="msp", nom="MSP").nom, str)
assert_type(soinsprimaires.Periode(), Periode)
assert_type(identifiants.RPPS.lire("10000000009"), soinsprimaires.Rpps)
assert_type(soinsprimaires.referentiels.commune("32208"), soinsprimaires.Commune)
