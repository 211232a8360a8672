"""Practitioners and PractitionerRoles of FHIR made into professionals with their practices.

Names and identifiers that the Annuaire publishes are kept; what belongs to the person (birth, gender, home, personal
telephone and mailbox) never is, and its presence alone is told.
"""

from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Chemin, Gravite, citer
from soinsprimaires.echanges._annuaire_titres import TYPE_ADELI, TYPE_RPPS, empreinte, juger_code
from soinsprimaires.echanges._valeurs import JUGE_ADELI, JUGE_RPPS
from soinsprimaires.echanges.annuaire import MODES, REMPLACEMENTS, UN_REMPLACEMENT
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._formes import (
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
from soinsprimaires.echanges.fhir._lieux import JOURS
from soinsprimaires.echanges.fhir._organisations import empreinte_de, garder_autre, garder_numero, identifiants_tenus
from soinsprimaires.echanges.fhir._releve import Depouillement
from soinsprimaires.identifiants import SLUG, Adeli, Rpps
from soinsprimaires.jours import JourSemaine
from soinsprimaires.modele.organisations import AutreIdentifiant
from soinsprimaires.modele.professionnels import ModeExercice
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.temps import PeriodePartielle

PROFESSIONS: Final = frozenset({Systeme.TRE_G15, Systeme.TRE_R95, Systeme.TRE_R94, Systeme.TRE_R291})
_TABLES: Final = frozenset(systeme.value for systeme in PROFESSIONS)
_IDNPS_RPPS: Final = 12
_USAGES: Final = ("usual", "official")
NON_TENU: Final = "un exercice qui n'est plus tenu (active: false)"


@attrs.define
class PraticienLu(Lu):
    """A Practitioner, while the resources are read; one professionnel for each profession."""

    place: int
    cle: str
    prefixe: str = ""
    slug: str | None = None
    rpps: Rpps | None = None
    adeli: Adeli | None = None
    nom: str | None = None
    prenom: str | None = None
    autres: tuple[AutreIdentifiant, ...] = ()
    professions: tuple[CodeNomenclature, ...] = ()
    savoir_faire: tuple[CodeNomenclature, ...] = ()


@attrs.define
class Role(Lu):
    """A PractitionerRole, while the resources are read.

    Attributes:
        ecarte: why it cannot be kept, blank when it may be.
        remplacement: whether it is that of somebody else.
        clos: whether it is said to be no longer kept.
    """

    place: int
    praticien: str | None = None
    organisation: str | None = None
    lieux: tuple[str, ...] = ()
    mode: ModeExercice | None = None
    profession: CodeNomenclature | None = None
    periode: PeriodePartielle | None = None
    jours: tuple[JourSemaine, ...] = ()
    ecarte: str = ""
    remplacement: bool = False
    clos: bool = False


def lire_praticien(releve: Depouillement, cle: str) -> PraticienLu:
    """What a Practitioner says, each piece taken out of it."""
    personne = PraticienLu(releve.place, cle)
    for valeur, forme in identifiants_tenus(releve, "IDNPS"):
        if forme.sorte == "IDNPS":
            _national(releve, personne, valeur, forme)
        elif forme.sorte == "SLUG" and SLUG.raison(valeur) is None:
            personne.slug = valeur
        elif forme.sorte in {"RPPS", "ADELI"}:
            garder_numero(releve, personne, forme.sorte.lower(), valeur, forme)
        else:
            garder_autre(releve, personne, valeur, forme)
    releve.nommer(personne.slug)
    releve.actif()
    _nom(releve, personne)
    lues = releve.comprendre(_QUALIFICATIONS)
    if lues is not None:
        personne.professions, personne.savoir_faire = lues.professions, lues.savoir_faire
    return personne


def _national(releve: Depouillement, personne: PraticienLu, valeur: str, forme: FormeIdentifiant) -> None:
    """An idNatPs: its number where no other says it, and itself, letter for letter."""
    garder_autre(releve, personne, valeur, forme)
    type_, numero = valeur[0], valeur[1:]
    if not numero or personne.slug is not None:
        return
    ici = (*forme.chemin, "value")
    if type_ == TYPE_RPPS and len(valeur) == _IDNPS_RPPS:
        if numero == personne.rpps:
            return
        lu_rpps, faute = JUGE_RPPS.juger(numero)
        if personne.rpps is None:
            releve.dire(faute, ici)
            personne.rpps = lu_rpps
        elif lu_rpps not in {None, personne.rpps}:
            message = "l'idNatPs ne dit pas le même RPPS que l'identifiant en clair, qui est gardé"
            releve.signaler("identifiant.contradictoire", message, ici)
    elif type_ == TYPE_ADELI and personne.adeli is None:
        personne.adeli, faute = JUGE_ADELI.juger(numero)
        releve.dire(faute, ici)
    elif personne.rpps is None and personne.adeli is None and not personne.prefixe:
        personne.prefixe = empreinte(type_, numero)


def prefixe_de(personne: PraticienLu) -> str:
    """How the identifiant begins: the same as in the Annuaire."""
    if personne.prefixe:
        return personne.prefixe
    if personne.rpps is not None:
        return empreinte(TYPE_RPPS, personne.rpps)
    if personne.adeli is not None:
        return empreinte(TYPE_ADELI, personne.adeli)
    return f"{empreinte_de(personne.cle)}-"


def _nom(releve: Depouillement, personne: PraticienLu) -> None:
    """The usual name, else the official one, else the first, and last one that is no longer; the others are left."""
    noms = releve.elements("name")
    if not noms:
        return
    rangs = [_rang_du_nom(nom) for _, nom in noms]
    choisi = rangs.index(min(rangs))
    for place, (rang, nom) in enumerate(noms):
        if place != choisi:
            releve.laisser(("name", rang), nom)
    rang, nom = noms[choisi]
    chemin, prises = ("name", rang), ["given"]
    famille = en_texte(nom.get("family"))
    if famille:
        personne.nom = famille
        prises.append("family")
    if "given" in nom:
        prenoms = releve.textes(nom["given"], (*chemin, "given"))
        personne.prenom = " ".join(prenoms) or None
        if len(prenoms) > 1:
            message = "plusieurs prénoms, gardés en un seul texte : rien ne dira où chacun finit"
            releve.signaler("prenom.joint", message, (*chemin, "given"), Gravite.INFORMATION)
    if nom.get("use") == _USAGES[0]:
        prises.append("use")
    releve.laisser_sauf(nom, tuple(prises), chemin)


def _rang_du_nom(nom: ObjetJson) -> int:
    if s.est_revolu(nom):
        return len(_USAGES) + 1
    return _USAGES.index(nom["use"]) if s.est_usuel(nom.get("use")) else len(_USAGES)


@attrs.define
class QualificationsLues:
    """The professions and the specialities of somebody."""

    professions: tuple[CodeNomenclature, ...] = ()
    savoir_faire: tuple[CodeNomenclature, ...] = ()


def _comprendre_qualifications(liste: list[Any], notes: Notes) -> QualificationsLues:
    lues = QualificationsLues()
    for rang, qualification in notes.objets(liste, ("qualification",)):
        chemin, concept = ("qualification", rang), qualification.get("code", {})
        pris = [code for code in codes_lus(concept) if _qualification(notes, lues, code, (*chemin, "code"))]
        if pris:
            laisser_concept(notes, concept, pris, (*chemin, "code"))
            finie = s.est_revolu(qualification)
            notes.laisser_sauf(qualification, ("code", "period") if finie else ("code",), chemin)
            if finie:
                message = "une qualification qui a une fin : le modèle n'en date aucune, elle y est sans sa fin"
                notes.signaler("qualification.finie", message, (*chemin, "period"))
        else:
            notes.laisser(chemin, qualification)
    return lues


_QUALIFICATIONS: Final = Formes("qualification", _comprendre_qualifications)


def _qualification(notes: Notes, lues: QualificationsLues, lu: Code, chemin: Chemin) -> bool:
    """Whether a code is a profession or a speciality, which is then kept, or says of one that it is so."""
    if lu.table in _TABLES:
        profession, faute = juger_code(Systeme[lu.table], lu.code)
        notes.dire(faute, chemin)
        if profession is not None and profession not in lues.professions:
            lues.professions = (*lues.professions, profession)
        return profession is not None
    if lu.table == "TRE_R38":
        savoir, faute = juger_code(Systeme.TRE_R38, lu.code)
        notes.dire(faute, chemin)
        if savoir is not None and savoir not in lues.savoir_faire:
            lues.savoir_faire = (*lues.savoir_faire, savoir)
        return savoir is not None
    return lu.systeme == s.SAVOIRS and lu.code == "S"


# -- practices ----------------------------------------------------------------------------------------------------


def lire_role(releve: Depouillement) -> Role:
    """What a PractitionerRole says, each piece taken out of it."""
    role = Role(releve.place)
    actif = releve.actif()
    codes = releve.comprendre(_CODES)
    if codes is not None:
        role.mode, role.profession, role.remplacement = codes.mode, codes.profession, codes.remplacement
    lue = releve.periode(releve.ressource.pop("period", None), ("period",))
    role.periode = lue.periode
    role.clos = actif is False
    if actif is None:
        role.ecarte = "un exercice dont on ne sait pas s'il est encore tenu (active)"
    elif lue.fin_perdue:
        role.ecarte = "un exercice dont la fin ne se lit pas"
    elif actif is False and (role.periode is None or role.periode.fin is None):
        role.ecarte = NON_TENU
    role.jours = _jours(releve)
    role.praticien = releve.lien("practitioner")
    role.organisation = releve.lien("organization")
    return role


@attrs.define
class CodesLus:
    """What the codes of a practice say of it."""

    mode: ModeExercice | None = None
    profession: CodeNomenclature | None = None
    remplacement: bool = False


def _comprendre_codes(liste: list[Any], notes: Notes) -> CodesLus:
    lus = CodesLus()
    for rang, concept in notes.objets(liste, ("code",)):
        pris = [code for code in codes_lus(concept) if _code(notes, lus, code, ("code", rang))]
        laisser_concept(notes, concept, pris, ("code", rang))
    return lus


_CODES: Final = Formes("code", _comprendre_codes)


def _code(notes: Notes, lus: CodesLus, lu: Code, chemin: Chemin) -> bool:
    """Whether a code of a practice is kept."""
    table, code = lu.table, lu.code
    if table == "TRE_R23":
        if code not in MODES:
            message = f"mode {citer(code)} inconnu de TRE_R23 ; l'exercice est gardé sans"
            notes.signaler("code.inconnu", message, chemin)
            return False
        lus.mode = MODES[code]
        return True
    if table in {"TRE_R21", "TRE_R22"} and code in REMPLACEMENTS:
        notes.signaler(*UN_REMPLACEMENT, chemin, Gravite.INFORMATION)
        lus.remplacement = True
    elif table in _TABLES and lus.profession is None:
        lus.profession, faute = juger_code(Systeme[table], code)
        notes.dire(faute, chemin)
        return lus.profession is not None
    return False


def _jours(releve: Depouillement) -> tuple[JourSemaine, ...]:
    jours: list[JourSemaine] = []
    for rang, heures in releve.elements("availableTime"):
        codes, chemin = heures.get("daysOfWeek"), ("availableTime", rang)
        if isinstance(codes, list) and codes and all(isinstance(code, str) and code in JOURS for code in codes):
            jours += [JOURS[code] for code in codes]
            releve.laisser_sauf(heures, ("daysOfWeek",), chemin)
        else:
            releve.laisser(chemin, heures)
    return tuple(dict.fromkeys(jours))
