"""What a type checker deduces of legal sources and provenances."""

from datetime import date
from typing import assert_type

from soinsprimaires.anomalies import Gravite
from soinsprimaires.sources import Fiabilite, NatureProvenance, NatureSource, Portee, Provenance, SourceJuridique
from soinsprimaires.temps import DatePartielle

ARTICLE = SourceJuridique(nature=NatureSource.CODE, reference="CSP, art. L1434-12", lu_le=date(2026, 11, 1))
assert_type(ARTICLE.reference, str)
assert_type(ARTICLE.lu_le, date)
assert_type(ARTICLE.identifiant_legifrance, str | None)

assert_type(Portee.CONVENTION.gravite, Gravite)
assert_type(Fiabilite.DEDUITE.plafonner(Gravite.BLOQUANT), Gravite)

COMPTE_RENDU = Provenance(titre="Compte rendu", publie_le="2024-07")
assert_type(COMPTE_RENDU.publie_le, DatePartielle | None)
assert_type(COMPTE_RENDU.nature, NatureProvenance)
