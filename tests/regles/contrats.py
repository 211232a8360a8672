"""Builders for the tests of contracts: the parties, a contract, a CPTS that signed."""

from typing import Any

from tests.regles.fabrique import evenement, projet

from soinsprimaires import (
    Avenant,
    Convention,
    Evenement,
    NatureConvention,
    NatureOrganisation,
    ObjetAvenant,
    Organisation,
    Projet,
)

ARS = Organisation(identifiant="ars", nom="ARS", nature=NatureOrganisation.ARS)
CPAM = Organisation(identifiant="cpam", nom="CPAM", nature=NatureOrganisation.CPAM)
CGSS = Organisation(identifiant="cgss", nom="CGSS", nature=NatureOrganisation.CGSS)
MSA = Organisation(identifiant="msa", nom="MSA", nature=NatureOrganisation.MSA)
DELEGATION = Organisation(
    identifiant="delegation", nom="Délégation", nature=NatureOrganisation.ARS_DELEGATION_DEPARTEMENTALE
)
AUTORITES = (ARS, CPAM)


def contrat(nature: str, *parties: str, signee_le: str | None = "2022-01-15", **champs: Any) -> Convention:
    return Convention(
        identifiant="contrat",
        nature=NatureConvention(nature),
        parties=parties,
        signee_le=signee_le,
        **{"duree_mois": 60, **champs},
    )


RENOUVELE_EN_2022 = (Avenant(objets=(ObjetAvenant.RENOUVELLEMENT,), signe_le="2022-01-01"),)
"""What a contract of 2017 needs to be surely in force until 2027."""


def cpts_sous_contrat(signe_le: str, *suite: Evenement, valide_le: str = "2019-09-01") -> Projet:
    """A project of CPTS whose parties signed on one day."""
    return projet(
        "cpts",
        evenement("depot_projet", valide_le, "porteurs"),
        evenement("validation_projet", valide_le, "ars"),
        evenement("signature_contrat", signe_le, "structure", "ars", "cpam"),
        *suite,
    )


def mission(acte: str, nom: str, le: str) -> Evenement:
    from soinsprimaires import MissionCPTS

    return evenement(acte, le, "structure", identifiant=f"{acte}-{nom}".replace("_", "-"), mission=MissionCPTS(nom))
