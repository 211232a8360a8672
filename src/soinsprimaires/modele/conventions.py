"""Contracts between structures, funds and authorities, and the documents of a procedure."""

from enum import Enum

import attrs

from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite, est_tuple, vers
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle_ou_rien

__all__ = ["Convention", "Document", "NatureConvention", "NatureDocument"]


class NatureConvention(Enum):
    """What kind of contract."""

    ACI_CPTS = "aci_cpts"
    ACI_MSP = "aci_msp"
    ACCORD_NATIONAL_CDS = "accord_national_cds"
    CPOM = "cpom"
    PARTENARIAT = "partenariat"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False)
class Convention(Entite):
    """A contract.

    Attributes:
        nature: what kind.
        parties: who is bound; at least two.
        objet: about what.
        periode: when it is in force.
    """

    nature: NatureConvention
    parties: tuple[str, ...] = attrs.field(
        validator=est_tuple, metadata=vers("organisations", "structures", "personnes", "professionnels")
    )
    objet: str | None = None
    periode: PeriodePartielle | None = None

    def __attrs_post_init__(self) -> None:
        if len(set(self.parties)) < 2:  # noqa: PLR2004 - nobody contracts alone
            raise ValeurInvalide("une convention lie au moins deux parties", "convention.parties", "parties")


class NatureDocument(Enum):
    """What a document is."""

    LETTRE_INTENTION = "lettre_intention"
    PROJET_SANTE = "projet_sante"
    STATUTS = "statuts"
    ENGAGEMENT_CONFORMITE = "engagement_conformite"
    RECEPISSE = "recepisse"
    CONTRAT = "contrat"
    COMPTE_RENDU = "compte_rendu"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False)
class Document(Entite):
    """A document of a procedure.

    Attributes:
        nature: what it is.
        titre: its title.
        le: its date.
    """

    nature: NatureDocument
    titre: str
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
