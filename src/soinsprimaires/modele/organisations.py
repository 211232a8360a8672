"""Whoever is neither a person nor a structure of care: authorities, funds, federations, local authorities."""

import attrs

from soinsprimaires._classement import PUBLIC
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.identifiants import CODE_COMMUNE, FINESS, SIREN, SIRET, Finess, Siren, Siret
from soinsprimaires.modele._base import Donnee, Entite, reference
from soinsprimaires.temps import PeriodePartielle

__all__ = ["NatureOrganisation", "NomAnterieur", "Organisation"]


class NatureOrganisation(Vocabulaire):
    """What the organisation is in the field of primary care."""

    ARS = "ars"
    ARS_DELEGATION_DEPARTEMENTALE = "ars_delegation_departementale"
    CPAM = "cpam"
    CGSS = "cgss"
    MSA = "msa"
    URPS = "urps"
    FEDERATION = "federation"
    GUICHET_CPTS = "guichet_cpts"
    CONSEIL_DEPARTEMENTAL = "conseil_departemental"
    REGION = "region"
    EPCI = "epci"
    COMMUNE = "commune"
    ETABLISSEMENT_SANTE = "etablissement_sante"
    DAC = "dac"
    ORDRE = "ordre"
    SAMU = "samu"
    UNIVERSITE = "universite"
    ORGANISME_SECURITE_SOCIALE = "organisme_securite_sociale"
    ASSOCIATION = "association"
    ETAT = "etat"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class NomAnterieur(Donnee):
    """A former name.

    Attributes:
        nom: the name.
        periode: when it was borne.
    """

    nom: str = attrs.field(metadata=PUBLIC)
    periode: PeriodePartielle | None = None


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Organisation(Entite):
    """An authority, a fund, a federation, a local authority, an association.

    Attributes:
        nom: latest name.
        nature: what it is.
        sigle: acronym.
        noms_anterieurs: former names.
        autres_noms: names that sources give it, none of which it has left.
        territoire: territory on which it acts.
        departement: code of its département.
        region: code of its région.
        commune: INSEE code of its seat, or of the commune that it is.
        parent: organisation of which it is a part.
        siren: SIREN; that of an EPCI is its code.
        siret: SIRET of its seat.
        finess: FINESS number of the *entité juridique*.
    """

    nom: str = attrs.field(metadata=PUBLIC)
    nature: NatureOrganisation
    sigle: str | None = attrs.field(default=None, metadata=PUBLIC)
    noms_anterieurs: tuple[NomAnterieur, ...] = ()
    autres_noms: tuple[str, ...] = attrs.field(default=(), metadata=PUBLIC)
    territoire: str | None = reference("territoires")
    departement: str | None = attrs.field(default=None, metadata=PUBLIC)
    region: str | None = attrs.field(default=None, metadata=PUBLIC)
    commune: str | None = attrs.field(default=None, validator=CODE_COMMUNE)
    parent: str | None = reference("organisations")
    siren: Siren | None = attrs.field(default=None, validator=SIREN)
    siret: Siret | None = attrs.field(default=None, validator=SIRET)
    finess: Finess | None = attrs.field(default=None, validator=FINESS)
