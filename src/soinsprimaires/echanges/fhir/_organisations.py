"""Organizations of FHIR made into structures and organisations.

FINESS knows a legal entity (*entité juridique*) and its places (*entités géographiques*), FHIR one Organization for
each, tied by ``partOf``. A maison or a CPTS absorbs its legal entity, whose numbers become its own; a centre de santé
has it as its gestionnaire: the same as when FINESS itself is read, under the same identifiants.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, Final

import attrs

from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires.anomalies import Chemin, Gravite, citer
from soinsprimaires.echanges._finess import CATEGORIES, FORMES
from soinsprimaires.echanges._valeurs import Communes, JugeNumero
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._adresses import AdresseLue, lire_adresse
from soinsprimaires.echanges.fhir._releve import Depouillement, ObjetJson
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import FINESS, SIREN, SIRET, SLUG, Finess, Siren, Siret
from soinsprimaires.modele.lieux import Lieu
from soinsprimaires.modele.organisations import (
    AutreIdentifiant,
    Contact,
    NatureContact,
    NatureOrganisation,
)
from soinsprimaires.modele.structures import (
    CPTS,
    CTS,
    ETIQUETTES,
    MSP,
    CentreSante,
    FormeJuridique,
    Structure,
)
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.temps import PeriodePartielle

__all__ = ["FORMES_ECRITES", "Organe", "empreinte_de", "garder_autre", "lire_organisation"]

_JUGES: Final[dict[str, JugeNumero[Any]]] = {
    "finess": JugeNumero(FINESS, commence_par_zero=True),
    "siren": JugeNumero(SIREN, commence_par_zero=True),
    "siret": JugeNumero(SIRET, commence_par_zero=True),
}
_LIEU: Final = constructeur_sans_controle(Lieu)
_CENTRES: Final = (CentreSante, CTS)
_CONTACT: Final = constructeur_sans_controle(Contact)
_AUTRE: Final = constructeur_sans_controle(AutreIdentifiant)
_CONTACTS: Final = {
    "phone": NatureContact.TELEPHONE,
    "email": NatureContact.COURRIEL,
    "url": NatureContact.SITE_INTERNET,
}
_SECTEURS: Final[dict[str, type[Structure]]] = {"SA05": CentreSante, "SA52": MSP}
"""Sectors of activity that name a kind of structure: centre de santé; maison ou pôle de santé."""
FORMES_ECRITES: Final[dict[FormeJuridique, str]] = {
    FormeJuridique.ASSOCIATION_LOI_1901: "60",
    FormeJuridique.ASSOCIATION_DROIT_LOCAL: "62",
    FormeJuridique.GCS: "29",
    FormeJuridique.GIP: "28",
    FormeJuridique.SCM: "79",
    FormeJuridique.SISA: "80",
    FormeJuridique.SEL: "85",
    FormeJuridique.SCP: "88",
}
"""The status (TRE_R72) that says no more than a form: the others are told, and so are forms that have none."""
_NATURES_DITES: Final = {nature.value: nature for nature in NatureOrganisation}


def empreinte_de(cle: str) -> str:
    """An identifiant for a resource that has no number: that of its server, unreadable."""
    return f"fhir-{blake2b(cle.encode(), digest_size=8).hexdigest()}"


@attrs.define
class Organe:
    """An Organization, while its resources are read.

    Attributes:
        releve: what tells its faults.
        cle: how references name it.
        nom: its name.
        slug: the identifiant that this library wrote.
        geographique: whether it is a place, or a legal entity; ``None`` when it may be both.
    """

    releve: Depouillement
    cle: str
    nom: str = ""
    slug: str | None = None
    slug_site: str | None = None
    slug_lieu: str | None = None
    classe: type[Structure] | None = None
    nature: NatureOrganisation | None = None
    geographique: bool | None = None
    site: Finess | None = None
    juridique: Finess | None = None
    siren: Siren | None = None
    siret: Siret | None = None
    autres: tuple[AutreIdentifiant, ...] = ()
    categorie: CodeNomenclature | None = None
    statut: str = ""
    sigle: str | None = None
    autres_noms: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    periode: PeriodePartielle | None = None
    adresse: AdresseLue | None = None
    parent: str | None = None
    membres: tuple[str, ...] = ()

    @property
    def est_site(self) -> bool:
        """Whether it describes a place where patients are received."""
        return self.site is not None or self.slug_site is not None


def lire_organisation(releve: Depouillement, cle: str, communes: Communes) -> Organe:
    """What an Organization says, each piece taken out of it."""
    ressource = releve.ressource
    organe = Organe(releve, cle)
    organe.nom = releve.texte(ressource, "name")
    _identifiants(releve, organe)
    _types(releve, organe)
    _profils(ressource, organe)
    releve.nommer(organe.slug, organe.slug_site)
    releve.actif()
    organe.contacts = tuple(_contacts(releve))
    if organe.classe is None:  # of a structure, the model has neither
        organe.sigle = releve.extension(ressource, s.NOM_COURT, "valueString") or None
        organe.autres_noms = tuple(releve.textes(ressource, "alias"))
    periode = _extension_de(releve, s.PERIODE)
    if periode is not None:
        rang, extension = periode
        organe.periode = releve.periode(extension.get("valuePeriod"), ("extension", rang, "valuePeriod"), extension)
        if organe.periode is not None:
            releve.oter(extension, "url")
    organe.adresse = _adresse(releve, communes)
    return organe


# -- identifiers ---------------------------------------------------------------------------------------------


def _identifiants(releve: Depouillement, organe: Organe) -> None:
    anciens: list[tuple[int, ObjetJson, str]] = []
    nationaux: list[tuple[int, ObjetJson]] = []
    for rang, identifiant in releve.elements(releve.ressource, "identifier"):
        sorte = s.sorte_de(identifiant)
        if sorte == "IDNST":
            nationaux.append((rang, identifiant))
        elif s.est_perime(identifiant.get("use")) and sorte:
            anciens.append((rang, identifiant, sorte))
        else:
            _identifiant(releve, organe, rang, identifiant, sorte)
    for rang, identifiant, _ in anciens:
        message = "numéro ancien ou provisoire (use), non gardé"
        releve.perdre(identifiant, ("identifier", rang), message, "identifiant.ancien")
    for rang, identifiant in nationaux:
        _national(releve, organe, rang, identifiant)


def _identifiant(releve: Depouillement, organe: Organe, rang: int, lu: ObjetJson, sorte: str) -> None:
    chemin = ("identifier", rang)
    valeur = lu.get("value")
    if not isinstance(valeur, str) or not valeur.strip():
        return
    if valeur == lu.get("system"):
        releve.perdre(lu, chemin, "la valeur est l'adresse du système, pas un numéro", "identifiant.forme")
    elif sorte in {"SLUG", "SLUG_SITE", "SLUG_LIEU"}:
        champ = sorte.lower()
        if SLUG.raison(valeur) is None and getattr(organe, champ) is None:
            setattr(organe, champ, valeur)
            releve.numero(lu, sorte)
    elif sorte in {"FINEG", "FINEJ", "FINESS", "SIREN", "SIRET"}:
        _numero(releve, organe, chemin, lu, sorte)
    else:
        garder_autre(releve, organe, lu)


def _numero(releve: Depouillement, organe: Organe, chemin: Chemin, lu: ObjetJson, sorte: str) -> None:
    champ = {"FINEG": "site", "FINEJ": "juridique", "FINESS": "site"}.get(sorte, sorte.lower())
    if sorte == "FINESS":
        message = "rien ne dit si ce FINESS est d'un établissement ou d'une entité juridique : pris pour le premier"
        releve.signaler("identifiant.deduit", message, chemin, Gravite.INFORMATION)
    juge = _JUGES.get(champ, _JUGES["finess"])
    numero, faute = juge.juger(lu["value"].strip())
    releve.dire(faute, (*chemin, "value"))
    if numero is None:
        releve.numero(lu, sorte)
    elif getattr(organe, champ) not in {None, numero}:
        releve.perdre(lu, chemin, f"un second {sorte}, non gardé", "identifiant.contradictoire")
    else:
        setattr(organe, champ, numero)
        releve.numero(lu, sorte)


def _national(releve: Depouillement, organe: Organe, rang: int, lu: ObjetJson) -> None:
    """An idNatSt: kept as it is; the number in it is read where no other says it."""
    chemin = ("identifier", rang)
    valeur = lu.get("value")
    garder_autre(releve, organe, lu, "IDNST")
    if not isinstance(valeur, str) or len(valeur) < 2 or organe.slug is not None:  # noqa: PLR2004 - kind and number
        return
    champ = {"1": "site", "2": "siren", "3": "siret"}.get(valeur[0])
    if champ is None:
        return
    numero, _ = _JUGES.get(champ, _JUGES["finess"]).juger(valeur[1:])
    if numero is None:
        return
    connu = getattr(organe, champ)
    if connu is None and (champ != "site" or organe.juridique is None):
        setattr(organe, champ, numero)
        message = "le numéro est lu dans l'idNatSt, que rien d'autre ne répète"
        releve.signaler("identifiant.deduit", message, (*chemin, "value"), Gravite.INFORMATION)
    elif numero not in {connu, organe.juridique if champ == "site" else connu}:
        message = "l'idNatSt ne dit pas le même numéro que l'identifiant en clair, qui est gardé"
        releve.signaler("identifiant.contradictoire", message, (*chemin, "value"))


# -- kinds ---------------------------------------------------------------------------------------------------


def _types(releve: Depouillement, organe: Organe) -> None:
    secteurs: list[tuple[ObjetJson, ObjetJson, str]] = []
    for rang, concept in releve.elements(releve.ressource, "type"):
        for systeme, code, codage in s.codes_de(concept):
            table = s.table_de(systeme)
            if systeme == s.ENTITES and code in {s.GEOGRAPHIQUE, s.JURIDIQUE}:
                organe.geographique = code == s.GEOGRAPHIQUE
            elif systeme == s.SORTE and code in ETIQUETTES and organe.classe is None:
                organe.classe = ETIQUETTES[code]
            elif systeme == s.NATURE and code in _NATURES_DITES and organe.nature is None:
                organe.nature = _NATURES_DITES[code]
            elif table in {"TRE_R66", "TRE_R397"} and organe.categorie is None:
                try:
                    organe.categorie = CodeNomenclature(Systeme[table], code)
                except ValeurInvalide as erreur:
                    releve.signaler(erreur.code, erreur.message, ("type", rang, "coding"))
                    continue
            elif table == "TRE_R72" and not organe.statut:
                organe.statut = code
                if code not in FORMES:
                    message = f"statut juridique {citer(code)} inconnu de TRE_R72"
                    releve.signaler("code.inconnu", message, ("type", rang))
                    continue
                if FORMES_ECRITES.get(FORMES[code]) != code:
                    message = "statut juridique lu comme une forme, moins précise"
                    releve.signaler("code.precision", message, ("type", rang), Gravite.INFORMATION)
            elif table == "TRE_R02" and code in _SECTEURS:
                secteurs.append((concept, codage, code))
                continue
            else:
                continue
            _prendre_type(releve, concept, codage)
    if organe.classe is None and organe.categorie is not None:
        organe.classe = CATEGORIES.get(organe.categorie.code)
    for concept, codage, code in secteurs:
        if organe.classe is None and organe.categorie is None and organe.geographique is not False:
            organe.classe = _SECTEURS[code]
            message = "sans catégorie d'établissement : la sorte de structure est déduite du secteur d'activité"
            releve.signaler("structure.deduite", message, ("type",), Gravite.INFORMATION)
        if organe.classe is _SECTEURS[code]:
            _prendre_type(releve, concept, codage)


def _profils(ressource: ObjetJson, organe: Organe) -> None:
    """The profile of the CPTS of the SAS, which say nothing else of what they are."""
    meta = ressource.get("meta")
    profils = meta.get("profile") if isinstance(meta, dict) else None
    if organe.classe is None and isinstance(profils, list):
        noms = {profil.partition("|")[0] for profil in profils if isinstance(profil, str)}
        if s.CPTS_SAS in noms:
            organe.classe = CPTS


def _adresse(releve: Depouillement, communes: Communes) -> AdresseLue | None:
    lues = releve.elements(releve.ressource, "address")
    if not lues:
        return None
    rang, premiere = lues[0]
    return lire_adresse(releve, premiere, ("address", rang), communes)


def garder_autre(releve: Depouillement, organe: Any, lu: ObjetJson, sorte: str = "") -> None:
    """Keep an identifier that names nothing of the model, letter for letter, under its kind, system or type."""
    valeur, systeme, type_ = lu.get("value"), lu.get("system"), lu.get("type")
    texte = type_.get("text") if isinstance(type_, dict) else None
    nom = sorte or s.sorte_de(lu) or (systeme if isinstance(systeme, str) else texte)
    if not (isinstance(valeur, str) and valeur.strip() and isinstance(nom, str) and nom.strip()):
        return
    autre = _AUTRE(systeme=nom, valeur=valeur)
    if autre not in organe.autres:
        organe.autres = (*organe.autres, autre)
    releve.numero(lu, nom)
    if isinstance(type_, dict) and texte == nom:
        releve.vider(type_, "text")


def _prendre_type(releve: Depouillement, concept: ObjetJson, codage: ObjetJson) -> None:
    tranche = s.TRANCHES.get(s.table_de(codage["system"]) or codage["system"])
    dite = [{"url": s.TYPES_ORGANISATION, "valueCode": tranche}]
    if len(codage) == _SYSTEME_ET_CODE == len(concept) and concept.get("extension") == dite:
        concept.clear()
        return
    releve.vider(codage, "system", "code")
    releve.marquer(concept)
    for _, extension in releve.elements(concept, "extension"):
        if extension.get("url") == s.TYPES_ORGANISATION and extension.get("valueCode") == tranche is not None:
            releve.vider(extension, "url", "valueCode")


_SYSTEME_ET_CODE: Final = 2


def _extension_de(releve: Depouillement, adresse: str) -> tuple[int, ObjetJson] | None:
    trouvees = releve.elements(releve.ressource, "extension")
    return next(((rang, une) for rang, une in trouvees if une.get("url") == adresse), None)


def _contacts(releve: Depouillement) -> Iterator[Contact]:
    for rang, contact in releve.elements(releve.ressource, "telecom"):
        nature = _CONTACTS.get(str(contact.get("system")))
        extensions = [une.get("url") for _, une in releve.elements(contact, "extension")]
        if s.MESSAGERIE in extensions:
            message = "messagerie sécurisée de santé (MSSanté), qui n'est pas un courriel public, non gardée"
            releve.perdre(contact, ("telecom", rang), message)
        elif nature is not None and (valeur := releve.texte(contact, "value")):
            releve.vider(contact, "system")
            yield _CONTACT(nature=nature, valeur=valeur)
