"""Practitioners and PractitionerRoles of FHIR made into professionals with their practices.

Names and identifiers that the Annuaire publishes are kept; what belongs to the person (birth, gender, home, personal
telephone and mailbox) never is, and its presence alone is told.
"""

from typing import Any, Final

import attrs

from soinsprimaires import referentiels
from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.echanges._annuaire_titres import TYPE_ADELI, TYPE_RPPS, empreinte, juger_savoir
from soinsprimaires.echanges._valeurs import JugeNumero
from soinsprimaires.echanges.annuaire import REMPLACEMENTS, UN_REMPLACEMENT
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._lieux import JOURS
from soinsprimaires.echanges.fhir._organisations import empreinte_de, garder_autre
from soinsprimaires.echanges.fhir._releve import Depouillement, ObjetJson
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.identifiants import ADELI, RPPS, SLUG, Adeli, Rpps
from soinsprimaires.jours import JourSemaine
from soinsprimaires.modele.organisations import AutreIdentifiant
from soinsprimaires.modele.professionnels import Exercice, ModeExercice
from soinsprimaires.referentiels.codes import CodeNomenclature, Systeme
from soinsprimaires.temps import PeriodePartielle

__all__ = ["PROFESSIONS", "PraticienLu", "Role", "lire_praticien", "lire_role"]

PROFESSIONS: Final = frozenset({Systeme.TRE_G15, Systeme.TRE_R95, Systeme.TRE_R94, Systeme.TRE_R291})
_JUGE_RPPS: Final = JugeNumero(RPPS)
_JUGE_ADELI: Final = JugeNumero(ADELI, commence_par_zero=True)
_MODES: Final = {mode.code: mode for mode in ModeExercice}
_IDNPS_RPPS: Final = 12
_USAGES: Final = ("usual", "official")


@attrs.define
class PraticienLu:
    """A Practitioner, while the resources are read; one professionnel for each profession."""

    releve: Depouillement
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
    exercices: list[tuple[CodeNomenclature | None, Exercice]] | None = None


@attrs.define
class Role:
    """A PractitionerRole, while the resources are read."""

    releve: Depouillement
    praticien: str | None = None
    organisation: str | None = None
    lieux: tuple[str, ...] = ()
    mode: ModeExercice | None = None
    profession: CodeNomenclature | None = None
    periode: PeriodePartielle | None = None
    jours: tuple[JourSemaine, ...] = ()
    ecarte: str = ""


def lire_praticien(releve: Depouillement, cle: str) -> PraticienLu:
    """What a Practitioner says, each piece taken out of it."""
    ressource = releve.ressource
    personne = PraticienLu(releve, cle)
    nationaux: list[tuple[int, ObjetJson]] = []
    for rang, identifiant in releve.elements(ressource, "identifier"):
        if s.sorte_de(identifiant) == "IDNPS":
            nationaux.append((rang, identifiant))
        else:
            _identifiant(releve, personne, rang, identifiant)
    for rang, identifiant in nationaux:
        _national(releve, personne, rang, identifiant)
    personne.prefixe = personne.prefixe or _prefixe(personne)
    releve.nommer(personne.slug)
    releve.actif()
    _nom(releve, personne)
    _qualifications(releve, personne)
    return personne


def _identifiant(releve: Depouillement, personne: PraticienLu, rang: int, lu: ObjetJson) -> None:
    sorte, valeur, chemin = s.sorte_de(lu), lu.get("value"), ("identifier", rang)
    if not isinstance(valeur, str) or not valeur.strip():
        return
    if s.est_perime(lu.get("use")) and sorte:
        releve.perdre(lu, chemin, "numéro ancien ou provisoire (use), non gardé", "identifiant.ancien")
    elif sorte == "SLUG" and SLUG.raison(valeur) is None:
        personne.slug = valeur
        releve.numero(lu, sorte)
    elif sorte in {"RPPS", "ADELI"}:
        juge: JugeNumero[Any] = _JUGE_RPPS if sorte == "RPPS" else _JUGE_ADELI
        numero, faute = juge.juger(valeur.strip())
        releve.dire(faute, (*chemin, "value"))
        connu = personne.rpps if sorte == "RPPS" else personne.adeli
        if numero is not None and connu not in {None, numero}:
            releve.perdre(lu, chemin, f"un second {sorte}, non gardé", "identifiant.contradictoire")
            return
        if numero is not None and sorte == "RPPS":
            personne.rpps = numero
        elif numero is not None:
            personne.adeli = numero
        releve.numero(lu, sorte)
    else:
        garder_autre(releve, personne, lu)


def _national(releve: Depouillement, personne: PraticienLu, rang: int, lu: ObjetJson) -> None:
    """An idNatPs: its number where no other says it, and itself, letter for letter."""
    valeur = lu.get("value")
    garder_autre(releve, personne, lu, "IDNPS")
    if not isinstance(valeur, str) or len(valeur) < 2 or personne.slug is not None:  # noqa: PLR2004 - kind and number
        return
    type_, numero = valeur[0], valeur[1:]
    chemin = ("identifier", rang, "value")
    if type_ == TYPE_RPPS and len(valeur) == _IDNPS_RPPS:
        lu_rpps, faute = _JUGE_RPPS.juger(numero)
        if personne.rpps is None:
            releve.dire(faute, chemin)
            personne.rpps = lu_rpps
        elif lu_rpps not in {None, personne.rpps}:
            message = "l'idNatPs ne dit pas le même RPPS que l'identifiant en clair, qui est gardé"
            releve.signaler("identifiant.contradictoire", message, chemin)
    elif type_ == TYPE_ADELI and personne.adeli is None:
        personne.adeli, faute = _JUGE_ADELI.juger(numero)
        releve.dire(faute, chemin)
    elif personne.rpps is None and personne.adeli is None and not personne.prefixe:
        personne.prefixe = empreinte(type_, numero)


def _prefixe(personne: PraticienLu) -> str:
    """How the identifiant begins: the same as in the Annuaire."""
    if personne.rpps is not None:
        return empreinte(TYPE_RPPS, personne.rpps)
    if personne.adeli is not None:
        return empreinte(TYPE_ADELI, personne.adeli)
    return f"{empreinte_de(personne.cle)}-"


def _nom(releve: Depouillement, personne: PraticienLu) -> None:
    noms = releve.elements(releve.ressource, "name")
    if not noms:
        return
    ordre = sorted(noms, key=lambda un: _USAGES.index(un[1]["use"]) if s.est_usuel(un[1].get("use")) else 2)
    choisi = ordre[0][1]
    if choisi.get("use") == _USAGES[0]:
        releve.vider(choisi, "use")
    personne.nom = releve.texte(choisi, "family") or None
    personne.prenom = " ".join(releve.textes(choisi, "given")) or None


def _qualifications(releve: Depouillement, personne: PraticienLu) -> None:
    for rang, qualification in releve.elements(releve.ressource, "qualification"):
        concept: ObjetJson = qualification.get("code", {})
        for systeme, code, codage in s.codes_de(concept):
            pris = _qualification(releve, personne, s.systeme_de(systeme), code, rang)
            if pris or (systeme == s.SAVOIRS and code == "S"):
                releve.marquer(qualification, concept)
                releve.vider(codage, "system", "code")


def _qualification(releve: Depouillement, personne: PraticienLu, systeme: Systeme | None, code: str, rang: int) -> bool:
    """Whether a code is a profession or a speciality, which is then kept."""
    if systeme is not None and systeme in PROFESSIONS:
        profession, faute = juger_code(systeme, code)
        releve.dire(faute, ("qualification", rang, "code"))
        if profession is not None and profession not in personne.professions:
            personne.professions = (*personne.professions, profession)
        return profession is not None
    if systeme is Systeme.TRE_R38:
        savoir, faute = juger_savoir("", code)
        releve.dire(faute, ("qualification", rang, "code"))
        if savoir is not None and savoir not in personne.savoir_faire:
            personne.savoir_faire = (*personne.savoir_faire, savoir)
        return savoir is not None
    return False


def juger_code(systeme: Systeme, code: str) -> tuple[CodeNomenclature | None, tuple[str, str] | None]:
    """A code of a nomenclature, and what to say of it."""
    try:
        lu = CodeNomenclature(systeme, code)
    except ValeurInvalide as erreur:
        return None, (erreur.code, erreur.message)
    if referentiels.existe(lu) is False:
        return lu, ("code.inconnu", f"code {citer(code)} absent de la table livrée, gardé tel quel")
    return lu, None


# -- practices ----------------------------------------------------------------------------------------------------


def lire_role(releve: Depouillement) -> Role:
    """What a PractitionerRole says, each piece taken out of it."""
    ressource = releve.ressource
    role = Role(releve)
    if not releve.actif():
        role.ecarte = "un exercice qui n'est plus tenu (active: false)"
    for rang, concept in releve.elements(ressource, "code"):
        for systeme, code, codage in s.codes_de(concept):
            if _code(role, systeme, code, rang):
                releve.vider(codage, "system", "code")
                releve.marquer(concept)
    role.periode = releve.periode(ressource.get("period"), ("period",))
    role.jours = _jours(releve)
    return role


def _code(role: Role, systeme: str, code: str, rang: int) -> bool:
    """Whether a code of a practice is kept."""
    releve, table = role.releve, s.table_de(systeme)
    nomenclature = s.systeme_de(systeme)
    if table == "TRE_R23":
        if code not in _MODES:
            message = f"mode {citer(code)} inconnu de TRE_R23 ; l'exercice est gardé sans"
            releve.signaler("code.inconnu", message, ("code", rang))
            return False
        role.mode = _MODES[code]
        return True
    if table in {"TRE_R21", "TRE_R22"} and code in REMPLACEMENTS:
        releve.signaler(*UN_REMPLACEMENT, ("code", rang), Gravite.INFORMATION)
        role.ecarte = "un remplacement"
    elif nomenclature is not None and nomenclature in PROFESSIONS and role.profession is None:
        role.profession, faute = juger_code(nomenclature, code)
        releve.dire(faute, ("code", rang))
        return role.profession is not None
    return False


def _jours(releve: Depouillement) -> tuple[JourSemaine, ...]:
    jours: list[JourSemaine] = []
    for _, heures in releve.elements(releve.ressource, "availableTime"):
        codes = heures.get("daysOfWeek")
        if isinstance(codes, list) and codes and all(isinstance(code, str) and code in JOURS for code in codes):
            jours += [JOURS[code] for code in codes]
            releve.vider(heures, "daysOfWeek")
    return tuple(dict.fromkeys(jours))
