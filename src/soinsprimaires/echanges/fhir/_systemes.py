"""Addresses of FHIR R4 and of the French guides: what is written, and what is accepted besides.

A number is told by its ``system``, then by the code of its ``type``; never by a display. A code of the nomenclatures of
the ANS is told by the name of its table, which its several addresses share (``TRE_R66-...``, ``tre-r397-...``).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

ANNUAIRE: Final = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/"
FR_CORE: Final = "https://hl7.fr/ig/fhir/core/StructureDefinition/"
SAS: Final = "https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/"
HL7: Final = "http://hl7.org/fhir/StructureDefinition/"
SOURCE_ANNUAIRE: Final = "https://annuaire.esante.gouv.fr"

# -- ours: the one place where they are written -------------------------------------------------------------------

SLUG: Final = "urn:soinsprimaires:identifiant"
"""System of the identifiant of an entity."""
SLUG_SITE: Final = "urn:soinsprimaires:site"
SLUG_LIEU: Final = "urn:soinsprimaires:lieu"
SORTE: Final = "urn:soinsprimaires:sorte"
"""Code system of the kinds of structures (``msp``, ``cts`` ...), by the words of the JSON."""
NATURE: Final = "urn:soinsprimaires:nature"
NATURE_SITE: Final = "urn:soinsprimaires:nature-site"
NATURE_LIEU: Final = "urn:soinsprimaires:nature-lieu"
INTERNE: Final = "INTRN"
"""Type of an identifier that a program gives."""

# -- numbers ------------------------------------------------------------------------------------------------------

TYPES: Final = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"
_DE_TYPES: Final = frozenset(
    {
        TYPES,
        "http://interopsante.org/fhir/CodeSystem/fr-v2-0203",
        "http://interopsante.org/fhir/CodeSystem/fr-location-identifier-type",
        "http://interopsante.org/CodeSystem/v2-0203",
        "http://interopsante.org/CodeSystem/fr-v2-0203",
        "https://simplifier.net/FrenchProfiledFHIRAr/fr-organization-identifier-type",
        "https://simplifier.net/FrenchProfiledFHIRAr/fr-practioner-identifier-type",
        "http://terminology.hl7.org/CodeSystem/v2-0203",
    }
)
"""Code systems that were seen to hold the kinds of numbers."""
FINESS: Final = "https://finess.esante.gouv.fr"
SIRENE: Final = "https://sirene.fr"
IDNST: Final = "urn:oid:1.2.250.1.71.4.2.2"
IDNPS: Final = "urn:oid:1.2.250.1.71.4.2.1"
RPPS: Final = "https://rpps.esante.gouv.fr"
RPPS_RANG: Final = "https://rppsrang.esante.gouv.fr"
_PAR_SYSTEME: Final[Mapping[str, str]] = {
    FINESS: "FINESS",
    "http://finess.sante.gouv.fr": "FINESS",
    SIRENE: "SIRENE",
    IDNST: "IDNST",
    IDNPS: "IDNPS",
    RPPS: "RPPS",
    "http://rpps.fr": "RPPS",
    RPPS_RANG: "RPPSRG",
    SLUG: "SLUG",
    SLUG_SITE: "SLUG_SITE",
    SLUG_LIEU: "SLUG_LIEU",
}
_PAR_TYPE: Final = frozenset(
    {"FINEG", "FINEJ", "SIREN", "SIRET", "IDNST", "IDNPS", "RPPS", "RPPSRG", "ADELI"},
)
"""Codes of the kinds of numbers; several code systems hold them, and some resources name none."""
_PRECISIONS: Final[Mapping[str, frozenset[str]]] = {
    "FINESS": frozenset({"FINEG", "FINEJ"}),
    "SIRENE": frozenset({"SIREN", "SIRET"}),
}
_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}", re.ASCII)
USAGES: Final = frozenset({"official", "usual"})
"""What the ``use`` of an identifier or of a name says of nearly all: nothing is lost with it."""

# -- extensions and codes -----------------------------------------------------------------------------------------

COMMUNE: Final = FR_CORE + "fr-core-address-insee-code"
MESSAGERIE: Final = FR_CORE + "fr-core-contact-point-email-type"
NOM_COURT: Final = FR_CORE + "fr-core-organization-short-name"
MEMBRE: Final = FR_CORE + "fr-core-organization-member"
TYPES_ORGANISATION: Final = ANNUAIRE + "as-ext-organization-types"
PERIODE: Final = HL7 + "organization-period"
ADRESSE: Final = HL7 + "iso21090-ADXP-"
VOIE: Final = ("houseNumber", "buildingNumberSuffix", "streetNameType", "streetNameBase")
COMPLEMENTS: Final = ("careOf", "additionalLocator", "postBox")
ENTITES: Final = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307"
TRANCHES: Final[Mapping[str, str]] = {
    ENTITES: "organizationType",
    "TRE_R02": "secteurActiviteRASS",
    "TRE_R66": "categorieEtablissementRASS",
    "TRE_R397": "categorieEtablissementRASS",
    "TRE_R72": "statutJuridiqueINSEE",
}
"""What an extension calls the types of an Organization, by the code system of each."""
GEOGRAPHIQUE: Final = "GEOGRAPHICAL-ENTITY"
JURIDIQUE: Final = "LEGAL-ENTITY"
ROLE: Final = "http://hl7.org/fhir/organization-role"
ROLES: Final = frozenset({ROLE, "http://terminology.hl7.org/CodeSystem/organization-role"})
COMMUNES: Final = "https://mos.esante.gouv.fr/NOS/TRE_R13-Commune/FHIR/TRE-R13-Commune"
STATUTS: Final = "https://mos.esante.gouv.fr/NOS/TRE_R72-FinessStatutJuridique/FHIR/TRE-R72-FinessStatutJuridique"
SAVOIRS: Final = "https://mos.esante.gouv.fr/NOS/TRE_R04-TypeSavoirFaire/FHIR/TRE-R04-TypeSavoirFaire"
CPTS_SAS: Final = SAS + "sas-cpts-organization-aggregator"

_TABLE: Final = re.compile(r"https?://(?:mos|smt)\.esante\.gouv\.fr/.*\btre[-_]([a-z]\d+)-", re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=512)
def table_de(adresse: str) -> str:
    """The table of the ANS that an address names (``TRE_R66``), blank for another code system.

    >>> table_de("https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r397-categorie-entite-geographique-exercice")
    'TRE_R397'
    """
    trouve = _TABLE.match(adresse)
    return "" if trouve is None else f"TRE_{trouve[1].upper()}"


def codes_de(concept: Any) -> list[tuple[str, str, dict[str, Any]]]:
    """System and code of each coding of a CodeableConcept, with the coding itself."""
    if not isinstance(concept, dict) or not isinstance(concept.get("coding"), list):
        return []
    return [
        (codage["system"] if isinstance(codage.get("system"), str) else "", codage["code"], codage)
        for codage in concept["coding"]
        if isinstance(codage, dict) and isinstance(codage.get("code"), str)
    ]


def sorte_de(identifiant: Mapping[str, Any]) -> str:
    """What an Identifier numbers: ``FINEG``, ``FINEJ``, ``SIREN``, ``RPPS`` ...; blank when nothing tells.

    ``FINESS`` is a number of which nothing says whether it is that of a place or of a legal entity; ``SIRENE`` one
    whose length tells.
    """
    systeme = identifiant.get("system")
    types = {code for _, code, _ in codes_de(identifiant.get("type"))} & _PAR_TYPE
    sorte = _PAR_SYSTEME.get(systeme) if isinstance(systeme, str) else None
    if sorte is None:
        return min(types, default="")
    return min(types & _PRECISIONS.get(sorte, frozenset()), default=sorte)


def dit_par(systeme: Any, sorte: str) -> bool:
    """Whether a system says no more than what it numbers."""
    connue = _PAR_SYSTEME.get(systeme) if isinstance(systeme, str) else None
    return connue == sorte or sorte in _PRECISIONS.get(connue or "", frozenset())


def est_de_types(systeme: Any) -> bool:
    """Whether a code system is one of those of the kinds of numbers."""
    return isinstance(systeme, str) and systeme in _DE_TYPES


def est_adresse(texte: str) -> bool:
    """Whether a name may stand as the system of an identifier that this library would read as it is."""
    return ":" in texte and not any(map(str.isspace, texte)) and texte not in _PAR_SYSTEME


def identifiant_fhir(slug: str) -> str:
    """The id of a resource: the identifiant, or its digest when FHIR would not have it."""
    return slug if _ID.fullmatch(slug) else blake2b(slug.encode(), digest_size=16).hexdigest()


def est_usuel(usage: Any) -> bool:
    """Whether a ``use`` says what it nearly always says."""
    return isinstance(usage, str) and usage in USAGES


def est_perime(usage: Any) -> bool:
    """Whether a ``use`` says that something is no longer used, or not for long."""
    return isinstance(usage, str) and usage in {"old", "temp"}


def est_revolu(element: Mapping[str, Any]) -> bool:
    """Whether an element is said to be old, temporary, or to have an end, whatever it is: the model dates none."""
    periode = element.get("period")
    finit = isinstance(periode, dict) and bool(periode.get("end") or periode.get("_end"))
    return finit or est_perime(element.get("use"))
