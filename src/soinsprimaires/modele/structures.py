"""The six kinds of structures of primary care, and what they have in common.

The union :data:`Structure` is closed; :data:`ETIQUETTES` gives the word that names each kind in JSON.
"""

from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC, Personnelle
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.identifiants import FINESS, SIREN, SIRET, Finess, Siren, Siret
from soinsprimaires.mesures import Estimation
from soinsprimaires.modele._base import Donnee, Entite, reference, vers
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.organisations import (
    AutreIdentifiant,
    Contact,
    Filiation,
    NomAnterieur,
    exiger_une_vie,
)
from soinsprimaires.modele.reunions import Participation
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle_ou_rien

__all__ = [
    "CPTS",
    "CTS",
    "ETIQUETTE",
    "ETIQUETTES",
    "ETIQUETTE_DE",
    "MSP",
    "Adhesion",
    "CentreSante",
    "Engagement",
    "EquipeSoinsPrimaires",
    "EquipeSoinsSpecialises",
    "FormeDatee",
    "FormeJuridique",
    "NatureEngagement",
    "NatureSoutien",
    "Partenariat",
    "RangTerritoire",
    "Rattachement",
    "Signature",
    "Soutien",
    "Structure",
]


class FormeJuridique(Vocabulaire):
    """Legal form of the body that carries a structure."""

    ASSOCIATION_LOI_1901 = "association_loi_1901"
    ASSOCIATION_DROIT_LOCAL = "association_droit_local"
    SISA = "sisa"
    GCS = "gcs"
    GIP = "gip"
    SCIC = "scic"
    SCM = "scm"
    SCP = "scp"
    SEL = "sel"
    ETABLISSEMENT_PUBLIC = "etablissement_public"
    COLLECTIVITE_TERRITORIALE = "collectivite_territoriale"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class FormeDatee(Donnee):
    """A legal form and when it was borne.

    Attributes:
        forme: the form.
        periode: when; ``None`` is unknown.
    """

    forme: FormeJuridique
    periode: PeriodePartielle | None = None


class RangTerritoire(Vocabulaire):
    """Of the territories that a structure has at once, the one that it first serves, or another that it serves too."""

    PRIMAIRE = "primaire"
    SECONDAIRE = "secondaire"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Rattachement(Donnee):
    """The territory of a structure and when it was its own.

    Attributes:
        territoire: the territory.
        rang: primary or secondary, for a structure that has both; ``None`` makes no difference.
        periode: when; ``None`` is unknown.
    """

    territoire: str = attrs.field(metadata=vers("territoires"))
    rang: RangTerritoire | None = None
    periode: PeriodePartielle | None = None


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Signature(Donnee, Personnelle):
    """One signature.

    Attributes:
        signataire: who signs.
        signee_le: when.
        version: version of the document that is signed, in the very words of the ``version`` of that ``Document``.
    """

    signataire: str = attrs.field(metadata=vers("professionnels", "personnes", "organisations", "structures"))
    signee_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    version: str | None = attrs.field(default=None, metadata=PUBLIC)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Adhesion(Donnee, Personnelle):
    """A membership: of a CPTS, of a team, or a share in a SISA.

    Attributes:
        membre: who; structures and organisations may join a CPTS.
        periode: when; ``None`` is unknown.
    """

    membre: str = attrs.field(metadata=vers("professionnels", "personnes", "organisations", "structures"))
    periode: PeriodePartielle | None = None


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Partenariat(Donnee):
    """A partner of a structure.

    Attributes:
        partenaire: who.
        objet: about what.
        periode: when.
    """

    partenaire: str = attrs.field(metadata=vers("organisations", "structures"))
    objet: str | None = attrs.field(default=None, metadata=LIBRE)
    periode: PeriodePartielle | None = None


class NatureSoutien(Vocabulaire):
    """What a structure receives."""

    ADMINISTRATIF = "administratif"
    SECRETARIAT = "secretariat"
    LOCAUX = "locaux"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Soutien(Donnee):
    """Help in kind that a structure receives.

    Attributes:
        nature: what is given.
        par: who gives it.
        objet: precisely what.
        periode: when.
    """

    nature: NatureSoutien
    par: str = attrs.field(metadata=vers("organisations", "structures", "personnes"))
    objet: str | None = attrs.field(default=None, metadata=LIBRE)
    periode: PeriodePartielle | None = None


class NatureEngagement(Vocabulaire):
    """What a structure or its professionals say that they will do."""

    PERMANENCE_SOINS = "permanence_soins"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Engagement(Donnee):
    """An intention stated in public; never a fact, never a slot of a rota.

    Attributes:
        nature: what is intended.
        enonce: the words.
        le: when it was said.
    """

    nature: NatureEngagement
    enonce: str = attrs.field(metadata=LIBRE)
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class _StructureCommune(Entite):
    """What the six kinds share.

    Attributes:
        nom: latest name.
        noms_anterieurs: former names with their periods.
        formes: legal forms over time.
        territoires: territories over time.
        sites: places where it receives patients; the seat is the one of nature ``principal``.
        finess: FINESS number of the *entité juridique*.
        siren: SIREN.
        siret: SIRET of the seat.
        autres_identifiants: what other registers call it, kept as it was read.
        rassemble: categories of those who practise or take part in it, counted or not, when the source names nobody.
        nombre_professionnels: how many practise or take part in it, when the source counts without naming.
        partenariats: partners.
        contacts: how to reach it.
        soutiens: help in kind received.
        engagements: intentions stated in public.
        predecesseurs: structures and organisations from which it comes.
        creee_le: when it was created.
        dissoute_le: when it was dissolved.
    """

    nom: str = attrs.field(metadata=PUBLIC)
    noms_anterieurs: tuple[NomAnterieur, ...] = ()
    formes: tuple[FormeDatee, ...] = ()
    territoires: tuple[Rattachement, ...] = ()
    sites: tuple[Site, ...] = ()
    finess: Finess | None = attrs.field(default=None, validator=FINESS)
    siren: Siren | None = attrs.field(default=None, validator=SIREN)
    siret: Siret | None = attrs.field(default=None, validator=SIRET)
    autres_identifiants: tuple[AutreIdentifiant, ...] = ()
    rassemble: tuple[Participation, ...] = ()
    nombre_professionnels: Estimation | None = None
    partenariats: tuple[Partenariat, ...] = ()
    contacts: tuple[Contact, ...] = ()
    soutiens: tuple[Soutien, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    predecesseurs: tuple[Filiation, ...] = ()
    creee_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    dissoute_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)

    def _exiger_coherence(self) -> None:
        exiger_une_vie(self.creee_le, self.dissoute_le)


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class MSP(_StructureCommune):
    """Maison de santé pluriprofessionnelle: a legal person formed between health professionals (CSP, art. L6323-3).

    Its members are the professionals who practise in it (:class:`Exercice`). ``signataires`` of its projet de santé
    and ``associes`` of its SISA (CSP, art. L4041-1) are two other dated lists, never deduced from one another.

    Attributes:
        signataires: signatures of the projet de santé.
        associes: associates of the SISA.
        nombre_associes: how many they are, when the source counts without naming.
        immatriculee_le: when the SISA was registered.
        statuts_transmis_ordres_le: when its statutes were sent to the orders of its associates (CSP, art. L4041-7).
        statuts_transmis_ars_le: when its statutes were sent to the ARS.
    """

    signataires: tuple[Signature, ...] = ()
    associes: tuple[Adhesion, ...] = ()
    nombre_associes: Estimation | None = None
    immatriculee_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    statuts_transmis_ordres_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    statuts_transmis_ars_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class CentreSante(_StructureCommune):
    """Centre de santé: salaried professionals, third-party payment, a gestionnaire (CSP, art. L6323-1).

    Attributes:
        gestionnaire: the body that runs it (CSP, art. L6323-1-3).
        signataires: signatures of the projet de santé.
    """

    gestionnaire: str | None = reference("organisations")
    signataires: tuple[Signature, ...] = ()


@attrs.frozen(kw_only=True, repr=False, eq=False)
class CTS(_StructureCommune):
    """Centre territorial de santé: a site or an antenne of a centre de santé run by a département.

    It is the name that a département gives, not a legal category: every rule on centres reaches it. It is not the
    *conseil territorial de santé*, which has the same acronym.

    Attributes:
        centre: the centre de santé of which it is a site or an antenne.
        gestionnaire: the body that runs it.
    """

    centre: str | None = reference("structures")
    gestionnaire: str | None = reference("organisations")


@attrs.frozen(kw_only=True, repr=False, eq=False)
class CPTS(_StructureCommune):
    """Communauté professionnelle territoriale de santé (CSP, art. L1434-12), an association (art. L1434-12-1).

    Attributes:
        adherents: members; structures and organisations may be.
        nombre_adherents: how many they are, when the source counts without naming.
    """

    adherents: tuple[Adhesion, ...] = ()
    nombre_adherents: Estimation | None = None


@attrs.frozen(kw_only=True, repr=False, eq=False)
class EquipeSoinsPrimaires(_StructureCommune):
    """Équipe de soins primaires, formed around general practitioners (CSP, art. L1411-11-1).

    Attributes:
        membres: members.
        nombre_membres: how many they are, when the source counts without naming.
        portee_par: the centre de santé or MSP whose form it takes, when it does.
    """

    membres: tuple[Adhesion, ...] = ()
    nombre_membres: Estimation | None = None
    portee_par: str | None = reference("structures")


@attrs.frozen(kw_only=True, repr=False, eq=False)
class EquipeSoinsSpecialises(_StructureCommune):
    """Équipe de soins spécialisés, around doctors of specialities other than general medicine (CSP, L1411-11-1).

    Attributes:
        membres: members.
        nombre_membres: how many they are, when the source counts without naming.
        specialites: specialities of its doctors.
    """

    membres: tuple[Adhesion, ...] = ()
    nombre_membres: Estimation | None = None
    specialites: tuple[CodeNomenclature, ...] = ()


Structure = MSP | CentreSante | CTS | CPTS | EquipeSoinsPrimaires | EquipeSoinsSpecialises
"""The closed union of the kinds of structures."""

ETIQUETTE: Final = "type"
"""The key under which an object of the union says which kind it is."""
ETIQUETTES: Final = MappingProxyType(
    {
        "msp": MSP,
        "centre_sante": CentreSante,
        "cts": CTS,
        "cpts": CPTS,
        "equipe_soins_primaires": EquipeSoinsPrimaires,
        "equipe_soins_specialises": EquipeSoinsSpecialises,
    }
)
"""The word of each kind under the JSON key ``type``: part of the format, never a class name."""
ETIQUETTE_DE: Final = MappingProxyType({classe: mot for mot, classe in ETIQUETTES.items()})
"""The word of each class."""
