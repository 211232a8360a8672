"""Whoever is neither a person nor a structure of care: authorities, funds, federations, local authorities."""

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC, RESERVE
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import CODE_COMMUNE, FINESS, SIREN, SIRET, Finess, Siren, Siret
from soinsprimaires.modele._base import Donnee, Entite, reference, vers
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle_ou_rien

__all__ = [
    "AutreIdentifiant",
    "Contact",
    "Filiation",
    "NatureContact",
    "NatureFiliation",
    "NatureOrganisation",
    "NomAnterieur",
    "Organisation",
]


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


class NatureContact(Vocabulaire):
    """How to reach a structure or an organisation."""

    TELEPHONE = "telephone"
    COURRIEL = "courriel"
    SITE_INTERNET = "site_internet"
    PRISE_RENDEZ_VOUS = "prise_rendez_vous"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Contact(Donnee):
    """A telephone, an address, a booking page.

    Attributes:
        nature: which of them.
        valeur: as it is published; ``repr`` keeps it out of logs.
        objet: what it serves.
    """

    nature: NatureContact
    valeur: str = attrs.field(metadata=RESERVE)
    objet: str | None = attrs.field(default=None, metadata=LIBRE)


class NatureFiliation(Vocabulaire):
    """How a structure or an organisation comes from another; of a *rapprochement*, the parents live on."""

    FUSION = "fusion"
    SCISSION = "scission"
    TRANSFORMATION = "transformation"
    RAPPROCHEMENT = "rapprochement"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Filiation(Donnee):
    """A structure or an organisation from which another comes: the association of its porteurs, for instance.

    Attributes:
        predecesseur: the predecessor.
        nature: how.
        le: when.
    """

    predecesseur: str = attrs.field(metadata=vers("structures", "organisations"))
    nature: NatureFiliation
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class AutreIdentifiant(Donnee):
    """What another register calls something: kept as it was read, never built.

    An ``IDNPS`` or an ``IDPP`` that holds an RPPS or an ADELI is read as that number too, and told where it contradicts
    the one that stands beside it.

    Attributes:
        systeme: which register (``IDNST``, ``IDPP`` ...).
        valeur: the identifier, letter for letter.
    """

    systeme: str = attrs.field(metadata=PUBLIC)
    valeur: str = attrs.field(metadata=RESERVE)


def exiger_une_vie(creee_le: DatePartielle | None, dissoute_le: DatePartielle | None) -> None:
    """Refuse what was surely dissolved before it was created.

    Raises:
        ValeurInvalide: ``periode.ordre``.
    """
    if creee_le is None or dissoute_le is None:
        return
    creation, dissolution = creee_le.au_plus_tot, dissoute_le.au_plus_tard
    if creation is not None and dissolution is not None and dissolution < creation:
        raise ValeurInvalide("dissoute avant d'être créée", "periode.ordre", "dissoute_le")


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Organisation(Entite):
    """An authority, a fund, a federation, a local authority, an association.

    Attributes:
        nom: latest name.
        nature: what it is.
        sigle: acronym.
        noms_anterieurs: former names.
        autres_noms: names that sources give it, none of which it has left.
        territoire: territory on which it acts.
        departement: INSEE code of its département (``32``, ``2A``, ``974``).
        region: INSEE code of its région (``76``).
        commune: INSEE code of its seat, or of the commune that it is.
        lieu: building of its seat, with its address.
        parent: organisation of which it is a part.
        siren: SIREN; that of an EPCI is its code.
        siret: SIRET of its seat.
        finess: FINESS number of the *entité juridique*.
        autres_identifiants: what other registers call it, kept as it was read.
        contacts: how to reach it.
        predecesseurs: organisations and structures from which it comes.
        creee_le: when it was created.
        dissoute_le: when it was dissolved.
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
    lieu: str | None = reference("lieux")
    parent: str | None = reference("organisations")
    siren: Siren | None = attrs.field(default=None, validator=SIREN)
    siret: Siret | None = attrs.field(default=None, validator=SIRET)
    finess: Finess | None = attrs.field(default=None, validator=FINESS)
    autres_identifiants: tuple[AutreIdentifiant, ...] = ()
    contacts: tuple[Contact, ...] = ()
    predecesseurs: tuple[Filiation, ...] = ()
    creee_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    dissoute_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)

    def _exiger_coherence(self) -> None:
        exiger_une_vie(self.creee_le, self.dissoute_le)
