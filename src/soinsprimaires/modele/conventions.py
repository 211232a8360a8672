"""Contracts between structures, funds and authorities, and the documents of a procedure."""

import re
from typing import Final

import attrs

from soinsprimaires._classement import LIBRE, PUBLIC
from soinsprimaires._typage import nommer_les_champs
from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.mesures import DUREES
from soinsprimaires.modele._base import Donnee, Entite, reference, vers
from soinsprimaires.modele.structures import Signature
from soinsprimaires.temps import DatePartielle, PeriodePartielle, en_date_partielle_ou_rien

__all__ = [
    "Avenant",
    "Convention",
    "Document",
    "Label",
    "NatureConvention",
    "NatureDocument",
    "NatureLabel",
    "NatureProtocole",
    "ObjetAvenant",
    "Protocole",
]


_EMPREINTE: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class NatureConvention(Vocabulaire):
    """What kind of contract."""

    ACI_CPTS = "aci_cpts"
    ACI_MSP = "aci_msp"
    ACCORD_NATIONAL_CDS = "accord_national_cds"
    CPOM = "cpom"
    FIR = "fir"
    PARTENARIAT = "partenariat"
    AUTRE = "autre"


class ObjetAvenant(Vocabulaire):
    """What an amendment changes."""

    TERRITOIRE = "territoire"
    MISSIONS = "missions"
    MONTANTS = "montants"
    RENOUVELLEMENT = "renouvellement"
    PARTIES = "parties"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Avenant(Donnee):
    """An amendment to a contract.

    Attributes:
        objets: what it changes.
        signe_le: when it was signed.
        prend_effet_le: when it takes effect; ``None`` is not known apart from the signature.
        duree_mois: months by which a renewal prolongs the contract.
    """

    objets: tuple[ObjetAvenant, ...] = ()
    signe_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    prend_effet_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    duree_mois: int | None = attrs.field(default=None, validator=DUREES)


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Convention(Entite):
    """A contract. Its anniversaries, its term and its money are computed from it.

    Attributes:
        nature: what kind.
        parties: who is bound; at least two.
        objet: about what.
        periode: when it was in force, for a contract known by nothing else.
        signee_le: when it was signed.
        prend_effet_le: when it takes effect; ``None`` is not known apart from the signature.
        duree_mois: its length; ``None`` is not known.
        avenants: amendments, in order of time.
    """

    nature: NatureConvention
    parties: tuple[str, ...] = attrs.field(metadata=vers("organisations", "structures", "personnes", "professionnels"))
    objet: str | None = attrs.field(default=None, metadata=LIBRE)
    periode: PeriodePartielle | None = None
    signee_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    prend_effet_le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    duree_mois: int | None = attrs.field(default=None, validator=DUREES)
    avenants: tuple[Avenant, ...] = ()

    def _exiger_coherence(self) -> None:
        if len(set(self.parties)) < 2:  # noqa: PLR2004 - nobody contracts alone
            raise ValeurInvalide(
                "une convention lie au moins deux parties différentes", "convention.parties", "parties"
            )


class NatureDocument(Vocabulaire):
    """What a document is."""

    LETTRE_INTENTION = "lettre_intention"
    PROJET_SANTE = "projet_sante"
    STATUTS = "statuts"
    ENGAGEMENT_CONFORMITE = "engagement_conformite"
    RECEPISSE = "recepisse"
    CONTRAT = "contrat"
    COMPTE_RENDU = "compte_rendu"
    DIAGNOSTIC_TERRITORIAL = "diagnostic_territorial"
    REGLEMENT_FONCTIONNEMENT = "reglement_fonctionnement"
    REGLEMENT_INTERIEUR = "reglement_interieur"
    CHARTE = "charte"
    FICHE_ACTION = "fiche_action"
    FEUILLE_EMARGEMENT = "feuille_emargement"
    BUDGET = "budget"
    COMPTES = "comptes"
    RAPPORT_ACTIVITE = "rapport_activite"
    DECISION = "decision"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False, field_transformer=nommer_les_champs)
class Document(Entite):
    """A document of a procedure.

    Attributes:
        nature: what it is.
        titre: its title.
        le: its date.
        version: its version, in any words: signatures repeat them.
        signatures: who signed it, and when.
        empreinte: SHA-256 of the file, 64 hexadecimal digits in lower case.
    """

    nature: NatureDocument
    titre: str = attrs.field(metadata=LIBRE)
    le: DatePartielle | None = attrs.field(default=None, converter=en_date_partielle_ou_rien)
    version: str | None = attrs.field(default=None, metadata=PUBLIC)
    signatures: tuple[Signature, ...] = ()
    empreinte: str | None = attrs.field(default=None, metadata=LIBRE)

    def _exiger_coherence(self) -> None:
        if self.empreinte is not None and not _EMPREINTE.fullmatch(self.empreinte):
            message = (
                f"{citer(self.empreinte)} n'est pas une empreinte SHA-256 : 64 chiffres hexadécimaux en minuscules"
            )
            raise ValeurInvalide(message, "document.empreinte", "empreinte")


class NatureProtocole(Vocabulaire):
    """What a protocol organises."""

    ORGANISATION_IPA = "organisation_ipa"
    COOPERATION = "cooperation"
    PLURIPROFESSIONNEL = "pluriprofessionnel"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Protocole(Entite):
    """A protocol between professionals.

    Attributes:
        nature: what it organises.
        intitule: what it is called.
        signataires: who signed it, and when.
        structure: structure in which it applies.
        theme: subject, in words.
        periode: when it applies.
    """

    nature: NatureProtocole
    intitule: str | None = attrs.field(default=None, metadata=LIBRE)
    signataires: tuple[Signature, ...] = ()
    structure: str | None = reference("structures")
    theme: str | None = attrs.field(default=None, metadata=PUBLIC)
    periode: PeriodePartielle | None = None


class NatureLabel(Vocabulaire):
    """What a label recognises."""

    SYSTEME_INFORMATION_STANDARD = "systeme_information_standard"
    SYSTEME_INFORMATION_AVANCE = "systeme_information_avance"
    FRANCE_SANTE = "france_sante"
    UNIVERSITAIRE = "universitaire"
    AUTRE = "autre"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Label(Entite):
    """A label that a structure bears.

    Attributes:
        nature: what it recognises.
        structure: who bears it.
        delivre_par: who gives it.
        periode: when it is borne.
    """

    nature: NatureLabel
    structure: str = attrs.field(metadata=vers("structures"))
    delivre_par: str | None = reference("organisations")
    periode: PeriodePartielle | None = None
