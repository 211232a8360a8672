"""Organizations of FHIR made into structures and organisations.

FINESS knows a legal entity (*entité juridique*) and its places (*entités géographiques*), FHIR one Organization for
each, tied by ``partOf``. A maison or a CPTS absorbs its legal entity, whose numbers become its own; a centre de santé
has it as its gestionnaire: the same as when FINESS itself is read, under the same identifiants.
"""

from hashlib import blake2b
from typing import Any, Final

import attrs

from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires.anomalies import Chemin, Gravite, citer
from soinsprimaires.echanges._finess import CATEGORIES, FORMES
from soinsprimaires.echanges._valeurs import (
    JUGE_ADELI,
    JUGE_FINESS,
    JUGE_RPPS,
    JUGE_SIREN,
    JUGE_SIRET,
    Communes,
    JugeNumero,
)
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._adresses import SANS_ADRESSE, AdresseLue, en_cours, lire_adresse
from soinsprimaires.echanges.fhir._formes import (
    CONTACTS,
    IDENTIFIANTS,
    Code,
    FormeIdentifiant,
    Formes,
    Notes,
    ObjetJson,
    codes_lus,
    en_texte,
    laisser_concept,
)
from soinsprimaires.echanges.fhir._journal import Lu
from soinsprimaires.echanges.fhir._releve import Depouillement
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import SLUG, Finess, Siren, Siret
from soinsprimaires.modele.organisations import (
    AutreIdentifiant,
    Contact,
    NatureOrganisation,
)
from soinsprimaires.modele.structures import (
    CPTS,
    ETIQUETTES,
    MSP,
    CentreSante,
    FormeJuridique,
    Structure,
)
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.temps import PeriodePartielle

_JUGES: Final[dict[str, JugeNumero[Any]]] = {
    "site": JUGE_FINESS,
    "juridique": JUGE_FINESS,
    "siren": JUGE_SIREN,
    "siret": JUGE_SIRET,
    "rpps": JUGE_RPPS,
    "adeli": JUGE_ADELI,
}
_CONTACT: Final = constructeur_sans_controle(Contact)
_AUTRE: Final = constructeur_sans_controle(AutreIdentifiant)
_NUMEROS: Final = {"FINEG": "site", "FINEJ": "juridique", "FINESS": "site", "SIREN": "siren", "SIRET": "siret"}
"""Where each number of an Organization is kept; a FINESS of which nothing says more is taken for that of a place."""
_NATIONAUX: Final = {"1": "site", "2": "siren", "3": "siret"}
"""What the first character of an idNatSt says of the others."""
_SLUGS: Final = frozenset({"SLUG", "SLUG_SITE", "SLUG_LIEU"})
_SECTEURS: Final[dict[str, type[Structure]]] = {"SA05": CentreSante, "SA52": MSP}
"""Sectors of activity that name a kind of structure: centre de santé; maison ou pôle de santé."""
_FORMES_VAGUES: Final = frozenset(
    {FormeJuridique.AUTRE, FormeJuridique.COLLECTIVITE_TERRITORIALE, FormeJuridique.ETABLISSEMENT_PUBLIC}
)
FORMES_ECRITES: Final = {forme: code for code, forme in reversed([*FORMES.items()]) if forme not in _FORMES_VAGUES}
"""The first status (TRE_R72) of a form, which says no more: the others are told, and so are forms that have none."""
_NATURES_DITES: Final = {nature.value: nature for nature in NatureOrganisation}


def empreinte_de(cle: str) -> str:
    """An identifiant for a resource that has no number: that of its server, unreadable."""
    return f"fhir-{blake2b(cle.encode(), digest_size=8).hexdigest()}"


@attrs.define
class Organe(Lu):
    """An Organization, while its resources are read.

    Attributes:
        slug: the identifiant that this library wrote.
        classe: the kind of structure, ``None`` for an organisation.
        types: what its types say of it, which many share.
        fin_perdue: whether it is said to be over on a day that cannot be read.
    """

    place: int
    cle: str
    nom: str = ""
    slug: str | None = None
    slug_site: str | None = None
    slug_lieu: str | None = None
    classe: type[Structure] | None = None
    types: "TypesLus" = attrs.Factory(lambda: _SANS_TYPES)
    site: Finess | None = None
    juridique: Finess | None = None
    siren: Siren | None = None
    siret: Siret | None = None
    autres: tuple[AutreIdentifiant, ...] = ()
    sigle: str | None = None
    autres_noms: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    periode: PeriodePartielle | None = None
    fin_perdue: bool = False
    adresse: AdresseLue = SANS_ADRESSE
    parent: str | None = None
    membres: tuple[str, ...] = ()

    @property
    def est_site(self) -> bool:
        """Whether it describes a place where patients are received."""
        return self.site is not None or self.slug_site is not None


def lire_organisation(releve: Depouillement, cle: str, communes: Communes) -> Organe:
    """What an Organization says, each piece taken out of it."""
    organe = Organe(releve.place, cle)
    organe.nom = releve.texte("name")
    _identifiants(releve, organe)
    types = releve.comprendre(_TYPES)
    if types is not None:
        organe.types, organe.classe = types, types.classe
    _profils(releve.ressource, organe)
    releve.nommer(organe.slug, organe.slug_site)
    releve.actif()
    organe.contacts = _contacts(releve)
    if organe.classe is None and "alias" in releve.ressource:  # of a structure, the model has none
        organe.autres_noms = tuple(releve.textes(releve.ressource.pop("alias"), ("alias",)))
    _extensions(releve, organe)
    organe.adresse = _adresse(releve, communes)
    organe.parent = releve.lien("partOf")
    return organe


# -- identifiers ---------------------------------------------------------------------------------------------


def _identifiants(releve: Depouillement, organe: Organe) -> None:
    for valeur, forme in identifiants_tenus(releve, "IDNST"):
        sorte = forme.sorte_de(valeur)
        if sorte == "IDNST":
            _national(releve, organe, valeur, forme)
        elif valeur == forme.systeme:
            message = "la valeur est l'adresse du système, pas un numéro"
            releve.perdre(forme.chemin, message, "identifiant.forme")
        elif sorte in _NUMEROS:
            if sorte == "FINESS":
                releve.signaler("identifiant.deduit", _FINESS_VAGUE, forme.chemin, Gravite.INFORMATION)
            garder_numero(releve, organe, _NUMEROS[sorte], valeur, forme)
        elif sorte in _SLUGS:
            champ = sorte.lower()
            if SLUG.raison(valeur) is None and getattr(organe, champ) is None:
                setattr(organe, champ, valeur)
            else:
                releve.laisser(forme.chemin, valeur)
        else:
            garder_autre(releve, organe, valeur, forme)


_FINESS_VAGUE: Final = (
    "rien ne dit si ce FINESS est d'un établissement ou d'une entité juridique : pris pour le premier"
)


def identifiants_tenus(releve: Depouillement, national: str) -> list[tuple[str, FormeIdentifiant]]:
    """The identifiers that are still used; last the national one, which repeats another, the others being told."""
    tenus: list[tuple[str, FormeIdentifiant]] = []
    nationaux: list[tuple[str, FormeIdentifiant]] = []
    for valeur, forme in releve.valeurs(IDENTIFIANTS):
        if forme.perime and forme.sorte:
            releve.perdre(forme.chemin, "numéro ancien, provisoire ou qui a une fin, non gardé", "identifiant.ancien")
        else:
            (nationaux if forme.sorte == national else tenus).append((valeur, forme))
    return tenus + nationaux


def garder_numero(releve: Depouillement, lu: Any, champ: str, valeur: str, forme: FormeIdentifiant) -> None:
    """Keep an official number, the first of its kind; what is wrong with it is told."""
    numero, faute = _JUGES[champ].juger(valeur.strip())
    if faute is not None:
        releve.signaler(*faute, (*forme.chemin, "value"))
    if numero is None:
        return
    if getattr(lu, champ) not in {None, numero}:
        message = f"un second {forme.sorte_de(valeur)}, non gardé"
        releve.perdre(forme.chemin, message, "identifiant.contradictoire")
    else:
        setattr(lu, champ, numero)


def _national(releve: Depouillement, organe: Organe, valeur: str, forme: FormeIdentifiant) -> None:
    """An idNatSt: kept as it is; the number in it is read where no other says it."""
    garder_autre(releve, organe, valeur, forme)
    champ = _NATIONAUX.get(valeur[0])
    if organe.slug is not None or champ is None:
        return
    connu, juridique = getattr(organe, champ), organe.juridique if champ == "site" else None
    if valeur[1:] in {connu, juridique}:
        return
    numero, _ = _JUGES[champ].juger(valeur[1:])
    if numero is None:
        return
    if connu is None and juridique is None:
        setattr(organe, champ, numero)
        message = "le numéro est lu dans l'idNatSt, que rien d'autre ne répète"
        releve.signaler("identifiant.deduit", message, (*forme.chemin, "value"), Gravite.INFORMATION)
    elif numero not in {connu, juridique}:
        message = "l'idNatSt ne dit pas le même numéro que l'identifiant en clair, qui est gardé"
        releve.signaler("identifiant.contradictoire", message, (*forme.chemin, "value"))


def garder_autre(releve: Depouillement, organe: Any, valeur: str, forme: FormeIdentifiant) -> None:
    """Keep an identifier that names nothing of the model, letter for letter, under its kind, system or type."""
    if not forme.nom:
        releve.laisser(forme.chemin, valeur)
        return
    autre = _AUTRE(systeme=forme.nom if forme.sorte != "SIRENE" else forme.sorte_de(valeur), valeur=valeur)
    if autre not in organe.autres:
        organe.autres = (*organe.autres, autre)


# -- kinds ---------------------------------------------------------------------------------------------------


@attrs.define
class TypesLus:
    """What the types of an Organization say of it.

    Attributes:
        geographique: whether it is a place, or a legal entity; ``None`` when it may be both.
    """

    classe: type[Structure] | None = None
    nature: NatureOrganisation | None = None
    geographique: bool | None = None
    categorie: CodeNomenclature | None = None
    statut: str = ""


_SANS_TYPES: Final["TypesLus"] = TypesLus()


def _comprendre_types(liste: list[Any], notes: Notes) -> TypesLus:
    lus = TypesLus()
    concepts = [(("type", rang), concept, codes_lus(concept)) for rang, concept in notes.objets(liste, ("type",))]
    pris = [[code for code in codes if _type(notes, lus, chemin, code)] for chemin, _, codes in concepts]
    if lus.classe is None and lus.categorie is not None:
        lus.classe = CATEGORIES.get(lus.categorie.code)
    for (chemin, concept, codes), siens in zip(concepts, pris, strict=True):
        secteurs = [code for code in codes if code.table == "TRE_R02" and _secteur(notes, lus, code)]
        laisser_concept(notes, concept, [*siens, *secteurs], chemin)
    return lus


_TYPES: Final = Formes("type", _comprendre_types)


def _type(notes: Notes, lus: TypesLus, chemin: Chemin, lu: Code) -> bool:
    """Whether a type says something that the model holds, which is then kept."""
    table, code = lu.table, lu.code
    if table in {"TRE_R66", "TRE_R397"} and lus.categorie is None:
        try:
            lus.categorie = CodeNomenclature(Systeme[table], code)
        except ValeurInvalide as erreur:
            notes.signaler(erreur.code, erreur.message, (*chemin, "coding"))
            return False
    elif table == "TRE_R72" and not lus.statut:
        lus.statut = code
        if code not in FORMES:
            notes.signaler("code.inconnu", f"statut juridique {citer(code)} inconnu de TRE_R72", chemin)
            return False
        if FORMES_ECRITES.get(FORMES[code]) != code:
            message = "statut juridique lu comme une forme, moins précise"
            notes.signaler("code.precision", message, chemin, Gravite.INFORMATION)
    elif lu.systeme == s.ENTITES and code in {s.GEOGRAPHIQUE, s.JURIDIQUE}:
        lus.geographique = code == s.GEOGRAPHIQUE
    elif lu.systeme == s.SORTE and code in ETIQUETTES and lus.classe is None:
        lus.classe = ETIQUETTES[code]
    elif lu.systeme == s.NATURE and code in _NATURES_DITES and lus.nature is None:
        lus.nature = _NATURES_DITES[code]
    else:
        return False
    return True


def _secteur(notes: Notes, lus: TypesLus, lu: Code) -> bool:
    """Whether a sector of activity says no more than the kind of structure, which it tells where nothing else does."""
    classe = _SECTEURS.get(lu.code)
    if classe is None:
        return False
    if lus.classe is None and lus.categorie is None and lus.geographique is not False:
        lus.classe = classe
        message = "sans catégorie d'établissement : la sorte de structure est déduite du secteur d'activité"
        notes.signaler("structure.deduite", message, ("type",), Gravite.INFORMATION)
    return lus.classe is classe


def _profils(ressource: ObjetJson, organe: Organe) -> None:
    """The profile of the CPTS of the SAS, which say nothing else of what they are."""
    meta = ressource.get("meta")
    profils = meta.get("profile") if isinstance(meta, dict) else None
    if organe.classe is None and isinstance(profils, list):
        noms = {profil.partition("|")[0] for profil in profils if isinstance(profil, str)}
        if s.CPTS_SAS in noms:
            organe.classe = CPTS


def _adresse(releve: Depouillement, communes: Communes) -> AdresseLue:
    """The first address that is neither old nor said to have an end; the others are left."""
    tenues = [(rang, lue) for rang, lue in releve.elements("address") if en_cours(releve, lue, ("address", rang))]
    for rang, autre in tenues[1:]:
        releve.laisser(("address", rang), autre)
    return lire_adresse(releve, tenues[0][1], ("address", tenues[0][0]), communes) if tenues else SANS_ADRESSE


def _extensions(releve: Depouillement, organe: Organe) -> None:
    """The period, the short name and the members; of a structure the model has no short name."""
    for rang, extension in releve.elements("extension"):
        chemin, adresse = ("extension", rang), extension.get("url")
        if adresse == s.PERIODE and organe.periode is None:
            ici = (*chemin, "valuePeriod")
            lue = releve.periode(extension.get("valuePeriod"), ici)
            organe.periode, organe.fin_perdue = lue.periode, organe.fin_perdue or lue.fin_perdue
            prises: tuple[str, ...] = ("url", "valuePeriod")
        elif adresse == s.PERIODE and s.est_revolu({"period": extension.get("valuePeriod")}):
            organe.fin_perdue = True
            releve.signaler("periode.fin", "une seconde période, qui dit une fin : on ne sait laquelle vaut", chemin)
            continue
        elif (
            adresse == s.NOM_COURT
            and organe.classe is None
            and not organe.sigle
            and en_texte(extension.get("valueString"))
        ):
            organe.sigle = en_texte(extension["valueString"])
            prises = ("url", "valueString")
        elif adresse == s.MEMBRE and organe.classe is not None and type(extension.get("valueReference")) is dict:
            lien = releve.reference(extension["valueReference"], (*chemin, "valueReference"))
            organe.membres += () if lien is None else (lien,)
            prises = ("url", "valueReference")
        else:
            releve.laisser(chemin, extension)
            continue
        if len(extension) > len(prises):
            releve.laisser_sauf(extension, prises, chemin)


def _contacts(releve: Depouillement) -> tuple[Contact, ...]:
    return tuple(
        [
            _CONTACT(nature=nature, valeur=valeur.strip())
            for valeur, nature in releve.valeurs(CONTACTS)
            if nature is not None
        ]
    )
