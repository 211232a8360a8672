"""What a type checker deduces of official numbers."""

from typing import assert_type

import attrs

from soinsprimaires.identifiants import FINESS, RPPS, SIRET, SLUG, SORTES, Finess, Rpps, Siret, Slug, cle_luhn

MEDECIN = RPPS.lire("10000000009")
assert_type(MEDECIN, Rpps)
assert_type(FINESS.normaliser("01 000 002 4"), Finess)
assert_type(SIRET.exiger("35600000000048"), Siret)
assert_type(SLUG.lire("msp-de-lectoure"), Slug)
assert_type(RPPS.cle_valide("10000000009"), bool | None)
assert_type(RPPS.raison(12), str | None)
assert_type(cle_luhn("1000000000"), str)
assert_type([sorte.nom for sorte in SORTES.values()], list[str])

# An identifier is used wherever a text is.
TEXTE: str = MEDECIN
assert_type(MEDECIN.upper(), str)


@attrs.frozen(kw_only=True)
class Fiche:
    """A kind of identifier validates a field."""

    rpps: Rpps | None = attrs.field(default=None, validator=RPPS)


assert_type(Fiche(rpps=MEDECIN).rpps, Rpps | None)
