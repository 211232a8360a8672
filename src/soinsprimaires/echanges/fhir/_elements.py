"""Elements of FHIR made of values of the model; what one of them cannot say is told."""

from decimal import Decimal
from typing import Any, Final

from soinsprimaires.anomalies import Chemin
from soinsprimaires.echanges._finess import EXTENSION, FORMES
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._adresses import nom_de_commune
from soinsprimaires.echanges.fhir._bilan import BilanEcriture, nettoyer
from soinsprimaires.echanges.fhir._formes import NATURES_CONTACTS, ObjetJson
from soinsprimaires.echanges.fhir._lieux import JOURS
from soinsprimaires.echanges.fhir._organisations import FORMES_ECRITES
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.lieux import Horaire, Lieu, NatureJalon, Site
from soinsprimaires.modele.organisations import AutreIdentifiant, Contact, NatureContact, Organisation
from soinsprimaires.modele.structures import FormeDatee
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.temps import DatePartielle, PeriodePartielle

_TYPES_DE_NUMEROS: Final = {"FINEG": s.FINESS, "FINEJ": s.FINESS, "SIREN": s.SIRENE, "SIRET": s.SIRENE, "RPPS": s.RPPS}
_AUTRES: Final = {"IDNST": s.IDNST, "IDNPS": s.IDNPS, "RPPSRG": s.RPPS_RANG}
_CONTACTS: Final = {nature: systeme for systeme, nature in NATURES_CONTACTS.items()} | {
    NatureContact.PRISE_RENDEZ_VOUS: "url"
}
CODES_JOURS: Final = {jour: code for code, jour in JOURS.items()}
CATEGORIES_ECRITES: Final = (Systeme.TRE_R66, Systeme.TRE_R397)


def codage(code: CodeNomenclature) -> ObjetJson:
    return {"system": code.systeme.uri, "code": code.code}


def concept(systeme: str, code: str) -> ObjetJson:
    return {"coding": [{"system": systeme, "code": code}]}


def type_annuaire(systeme: str, code: str) -> ObjetJson:
    """A type of an Organization, under the name that the Annuaire gives to its table."""
    tranche = s.TRANCHES[s.table_de(systeme) or systeme]
    return {"extension": [{"url": s.TYPES_ORGANISATION, "valueCode": tranche}], **concept(systeme, code)}


def identifiant_notre(systeme: str, valeur: str) -> ObjetJson:
    """An identifiant of this library."""
    return {"type": concept(s.TYPES, s.INTERNE), "system": systeme, "value": valeur}


def numero(sorte: str, valeur: str | None) -> ObjetJson:
    systeme = _TYPES_DE_NUMEROS.get(sorte)
    return {"type": concept(s.TYPES, sorte), **({} if systeme is None else {"system": systeme}), "value": valeur}


def numeros_de(entite: Any, sortes: tuple[tuple[str, str], ...], bilan: BilanEcriture) -> list[ObjetJson]:
    ecrits = []
    for sorte, champ in sortes:
        valeur = getattr(entite, champ)
        if valeur is not None:
            bilan.porter((champ,))
            ecrits.append(numero(sorte, valeur))
    return ecrits


def autre_identifiant(autre: AutreIdentifiant) -> ObjetJson:
    """An identifier of another register: under its kind, its address, or its name."""
    systeme = _AUTRES.get(autre.systeme)
    if systeme is not None:
        usage = {"use": "official"}
        return {**usage, "type": concept(s.TYPES, autre.systeme), "system": systeme, "value": autre.valeur}
    if s.est_adresse(autre.systeme):
        return {"system": autre.systeme, "value": autre.valeur}
    return {"type": {"text": autre.systeme}, "value": autre.valeur}


def adresse_de(bilan: BilanEcriture | None, commune: str | None, lieu: Lieu | None) -> ObjetJson | None:
    voie = None if lieu is None or lieu.adresse is None else nettoyer(lieu.adresse)
    if bilan is not None and lieu is not None:
        voie = bilan.texte(lieu.adresse, "adresse")
    adresse: ObjetJson = {}
    if commune is not None:
        codage = {"system": s.COMMUNES, "code": commune}
        adresse["extension"] = [{"url": s.COMMUNE, "valueCoding": codage}]
    if voie:
        adresse["line"] = [voie]
    if commune is not None and (nom := nom_de_commune(commune)):
        adresse["city"] = nom
    if lieu is not None and lieu.code_postal is not None:
        adresse["postalCode"] = lieu.code_postal
    return adresse or None


def position_de(lieu: Lieu, bilan: BilanEcriture) -> ObjetJson | None:
    if lieu.position is None:
        return None
    degres = {"longitude": float(lieu.position.longitude), "latitude": float(lieu.position.latitude)}
    for cle, degre in degres.items():
        bilan.porter(("position", cle))
        if Decimal(str(degre)) != getattr(lieu.position, cle):
            bilan.perdre(("position", cle), "des décimales ne sont pas écrites", "perte.decimales")
    return degres


def horaire_de(horaire: Horaire, bilan: BilanEcriture, *chemin: Any) -> ObjetJson | None:
    if horaire.ouvre.second or horaire.ferme.second or horaire.ouvre.microsecond or horaire.ferme.microsecond:
        bilan.perdre(chemin, "un horaire à la seconde n'est pas écrit")
        return None
    bilan.porter(chemin)
    jours = {"daysOfWeek": [CODES_JOURS[jour] for jour in horaire.jours]} if horaire.jours else {}
    return {**jours, "openingTime": f"{horaire.ouvre:%H:%M:%S}", "closingTime": f"{horaire.ferme:%H:%M:%S}"}


def telecom_de(contacts: tuple[Contact, ...], bilan: BilanEcriture) -> list[ObjetJson]:
    ecrits = []
    for rang, contact in enumerate(contacts):
        valeur = bilan.texte(contact.valeur, "contacts", rang, "valeur")
        if valeur is None:
            continue
        ecrit = {"system": _CONTACTS[contact.nature], "value": valeur}
        if ecrit in ecrits:
            bilan.perdre(("contacts", rang), "un contact répété, écrit une fois")
            continue
        bilan.porter(("contacts", rang, "nature"))
        if contact.nature is NatureContact.PRISE_RENDEZ_VOUS:
            bilan.perdre(("contacts", rang, "nature"), "la prise de rendez-vous s'écrit comme un site internet")
        ecrits.append(ecrit)
    return ecrits


def formes_de(formes: tuple[FormeDatee, ...], bilan: BilanEcriture) -> list[ObjetJson]:
    """The form that is not said to be over, when a status of FINESS says as much."""
    rangs = [rang for rang, une in enumerate(formes) if une.periode is None or une.periode.fin is None]
    rang = rangs[-1] if rangs else None
    code = None if rang is None else FORMES_ECRITES.get(formes[rang].forme)
    if rang is None or code is None:
        return []
    bilan.porter(("formes", rang, "forme"))
    return [type_annuaire(s.STATUTS, code)]


def jalon_de(site: Site, nature: NatureJalon, *chemin: str | int) -> tuple[DatePartielle | None, Chemin]:
    """The day of a milestone, and where it stands; nothing without its date."""
    dates = ((un.le, (*chemin, "jalons", rang)) for rang, un in enumerate(site.jalons) if un.nature is nature)
    return next(dates, (None, ()))


def est_finie(site: Site) -> bool:
    return site.periode is not None and site.periode.fin is not None


def vie_datee(bilan: BilanEcriture, debut: Any, fin: Any) -> tuple[bool | None, list[ObjetJson]]:
    """``False`` of what is over on a day that cannot be written, else nothing; and its period."""
    ecrits = {"start": bilan.date(debut[0], *debut[1]), "end": bilan.date(fin[0], *fin[1])}
    try:
        PeriodePartielle(debut=ecrits["start"], fin=ecrits["end"])
    except ValeurInvalide:
        bilan.perdre(fin[1], "la fin précède le début, elle n'est pas écrite", "perte.date")
        ecrits["end"] = None
    periode = {cle: date for cle, date in ecrits.items() if date is not None}
    active = None if fin[0] is None or ecrits["end"] else False
    return active, [{"url": s.PERIODE, "valuePeriod": periode}] if periode else []


def types_de_finess(organisation: Organisation, bilan: BilanEcriture) -> list[ObjetJson]:
    """The category and the legal status that the readers of FINESS keep in an extension."""
    extensions = organisation.extensions
    if extensions is None or set(extensions) != {EXTENSION}:
        return []
    dites = extensions[EXTENSION]
    if not isinstance(dites, dict) or not set(dites) <= {"categorie", "statut_juridique"}:
        return []
    types: list[ObjetJson] = []
    categorie, statut = dites.get("categorie"), dites.get("statut_juridique")
    systemes = {systeme.value: systeme for systeme in CATEGORIES_ECRITES}
    if "categorie" in dites:
        if (
            not isinstance(categorie, dict)
            or categorie.get("systeme") not in systemes
            or set(categorie) != {"systeme", "code"}
        ):
            return []
        types.append({"coding": [{"system": systemes[categorie["systeme"]].uri, "code": categorie["code"]}]})
    if "statut_juridique" in dites:
        if not isinstance(statut, str) or statut not in FORMES:
            return []
        types.append(type_annuaire(s.STATUTS, statut))
    bilan.porter(("extensions",))
    return types
