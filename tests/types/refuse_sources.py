"""What a type checker must refuse of legal sources and provenances."""

from datetime import date

from soinsprimaires.sources import Fiabilite, NatureSource, Portee, Provenance, SourceJuridique

SourceJuridique(nature=NatureSource.CODE, reference="CSP, art. L1434-12")  # E: call-arg reportCallIssue
SourceJuridique(nature="code", reference="CSP", lu_le=date(2026, 11, 1))  # E: arg-type reportArgumentType
SourceJuridique(nature=NatureSource.CODE, reference="CSP", lu_le="2026-11-01")  # E: arg-type reportArgumentType

Portee.LOI  # E: attr-defined reportAttributeAccessIssue
Fiabilite.VERIFIEE.plafonner("bloquant")  # E: arg-type reportArgumentType

Provenance()  # E: call-arg reportCallIssue
Provenance(titre="Compte rendu", publie_le=2024)  # E: arg-type reportArgumentType
Provenance(titre="Compte rendu").titre = "Autre"  # E: misc reportAttributeAccessIssue
