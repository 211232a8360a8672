"""The resources as they come: each is read and emptied, what is left of it told, its JSON let go.

What was understood of them is tied together once all are there, by :mod:`_assemblage`.
"""

import json
from collections.abc import Callable
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.echanges._valeurs import Communes
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.echanges.fhir._documents import RessourceLue
from soinsprimaires.echanges.fhir._formes import Formes, Notes, ObjetJson, codes_lus, laisser_concept
from soinsprimaires.echanges.fhir._journal import JournalFhir, Lu
from soinsprimaires.echanges.fhir._lieux import Endroit, lire_location
from soinsprimaires.echanges.fhir._organisations import Organe, lire_organisation
from soinsprimaires.echanges.fhir._personnes import PraticienLu, Role, lire_praticien, lire_role
from soinsprimaires.echanges.fhir._releve import Depouillement
from soinsprimaires.serialisation._texte import cle_d_egalite
from soinsprimaires.temps import PeriodePartielle

_HORS_SUJET: Final = frozenset(
    {"Slot", "Schedule", "Appointment", "HealthcareService", "Endpoint", "Device", "Person", "Patient", "Bundle"}
)
_INSTANT_MAX: Final = 64
_NUMEROS: Final = ("finess:", "rpps:", "siren:")
"""How a reference begins that names a number, without an address."""


@attrs.frozen
class Adherent(Lu):
    """A membership (OrganizationAffiliation)."""

    place: int
    organisation: str | None
    membre: str | None
    periode: PeriodePartielle | None
    clos: bool = False


@attrs.define(slots=False)
class Lues:
    """What was understood of all the resources, by the names that references use."""

    organes: dict[str, Organe] = attrs.Factory(dict)
    endroits: dict[str, Endroit] = attrs.Factory(dict)
    personnes: dict[str, PraticienLu] = attrs.Factory(dict)
    roles: list[Role] = attrs.Factory(list)
    adherents: list[Adherent] = attrs.Factory(list)
    empreintes: dict[str, int] = attrs.Factory(dict)
    adresses: dict[str, str] = attrs.Factory(dict)
    publie_le: str = ""
    annuaire: bool = False

    def resoudre(self, lien: str | None) -> str | None:
        """The key of what a reference names: by its address or a number, else by the end of the address."""
        if lien is None:
            return None
        if lien.startswith(_NUMEROS):
            return self._par_numero.get(lien)
        cle = self.adresses.get(lien, lien)
        if self._est_lue(cle):
            return cle
        bout = "/".join(cle.partition("/_history/")[0].rsplit("/", 2)[-2:])
        return bout if self._est_lue(bout) else None

    def _est_lue(self, cle: str) -> bool:
        return cle in self.organes or cle in self.endroits or cle in self.personnes

    @cached_property
    def _par_numero(self) -> dict[str, str]:
        """What bears each number: seldom asked, since most references are addresses."""
        trouvees: dict[str, str] = {}
        for cle, organe in self.organes.items():
            dits = (("finess", organe.site), ("finess", organe.juridique), ("siren", organe.siren))
            for genre, numero in dits:
                if numero is not None:
                    trouvees.setdefault(f"{genre}:{numero}", cle)
        for cle, personne in self.personnes.items():
            if personne.rpps is not None:
                trouvees.setdefault(f"rpps:{personne.rpps}", cle)
        return trouvees


class RecueilFhir:
    """The state of one reading, of one source or several."""

    def __init__(self, journal: JournalFhir, departement: str | None) -> None:
        self._journal = journal
        self.communes = Communes(journal, departement)
        self.lues = Lues()
        self._lire: dict[str, Callable[[Depouillement, str], None]] = {
            "Organization": self._organisation,
            "Location": self._endroit,
            "Practitioner": self._praticien,
            "PractitionerRole": self._role,
            "OrganizationAffiliation": self._affiliation,
        }

    def prendre(self, lue: RessourceLue) -> None:
        """Read a resource, which is emptied."""
        journal, ressource = self._journal, lue.objet
        journal.lues += 1
        type_ = ressource.get("resourceType")
        lire = self._lire.get(type_) if isinstance(type_, str) else None
        if not isinstance(type_, str) or not type_.isalpha():
            journal.refuser(lue.place, "ressource.illisible", "sans resourceType : ce n'est pas une ressource FHIR")
        elif lire is None:
            connue = type_ in _HORS_SUJET
            journal.ecarter(f"une ressource {type_}" if connue else "une ressource d'un autre type")
            gravite = Gravite.INFORMATION if connue else Gravite.AVERTISSEMENT
            message = f"{citer(type_)[1:-1]} : rien du modèle n'y correspond, laissée de côté"
            journal.signaler(lue.place, "ressource.ecartee", message, gravite=gravite)
        elif "modifierExtension" in ressource:
            message = "une extension qui peut en changer le sens (modifierExtension) n'est pas comprise"
            journal.refuser(lue.place, "ressource.modifiee", message)
        elif (empreinte := _empreinte(lue)) is None:
            journal.refuser(lue.place, "json.profondeur", "trop de listes ou d'objets imbriqués")
        elif (cle := self._nommer(type_, lue, empreinte)) is not None:
            del ressource["resourceType"]
            journal.gardees += 1
            releve = Depouillement(journal, lue.place, ressource, personne=type_ == "Practitioner")
            self._dater(releve)
            lire(releve, cle)
            releve.clore()

    def _nommer(self, type_: str, lue: RessourceLue, empreinte: int) -> str | None:
        """How references name a resource; ``None`` when it was read already."""
        identifiant = lue.objet.get("id")
        if isinstance(identifiant, str) and identifiant:
            cle = f"{type_}/{identifiant}"
        else:
            cle = lue.adresse or f"{type_}?{_nom_propre(lue.objet)}"
        if lue.adresse is not None and lue.adresse != cle:
            self.lues.adresses[lue.adresse] = cle
        deja = self.lues.empreintes.get(cle)
        if deja is None:
            self.lues.empreintes[cle] = empreinte
            return cle
        if deja == empreinte:
            self._journal.ecarter("une ressource répétée à l'identique")
            message = "répétée à l'identique, lue une fois"
            self._journal.informer(lue.place, "ressource.repetee", message)
        else:
            message = "une autre version de cette ressource est déjà lue, qui est gardée"
            self._journal.refuser(lue.place, "ressource.contradictoire", message)
        return None

    def _dater(self, releve: Depouillement) -> None:
        meta = releve.ressource.get("meta")
        if not isinstance(meta, dict):
            return
        maj, source, marques = meta.get("lastUpdated"), meta.get("source"), meta.get("tag")
        if isinstance(maj, str) and maj > self.lues.publie_le:
            self.lues.publie_le = maj[:_INSTANT_MAX]
        self.lues.annuaire |= source == s.SOURCE_ANNUAIRE
        if isinstance(marques, list) and any(isinstance(m, dict) and m.get("code") == "SUBSETTED" for m in marques):
            message = "ressource réduite à quelques éléments (SUBSETTED) : ce qui n'y est pas n'est pas absent"
            releve.signaler("ressource.partielle", message, ("meta", "tag"))

    # -- kinds ---------------------------------------------------------------------------------------------------

    def _organisation(self, releve: Depouillement, cle: str) -> None:
        self.lues.organes[cle] = lire_organisation(releve, cle, self.communes)

    def _endroit(self, releve: Depouillement, cle: str) -> None:
        self.lues.endroits[cle] = lire_location(releve, cle, self.communes)

    def _praticien(self, releve: Depouillement, cle: str) -> None:
        personne = lire_praticien(releve, cle)
        if not personne.professions:
            message = "une personne sans profession : le modèle n'en a pas, rien n'est inventé"
            self._journal.ecarter_apres_coup(
                releve, "une personne sans profession", "profession.absente", message, Gravite.AVERTISSEMENT
            )
            return
        self.lues.personnes[cle] = personne

    def _role(self, releve: Depouillement, cle: str) -> None:
        role = lire_role(releve)
        for rang, contenu in releve.elements("contained"):
            if contenu.get("resourceType") == "Location" and isinstance(contenu.get("id"), str):
                self._contenu(releve, contenu, f"{cle}#{contenu['id']}", rang)
            else:
                releve.laisser(("contained", rang), contenu)
        liens = [
            releve.reference(reference, ("location", rang), cle) for rang, reference in releve.elements("location")
        ]
        role.lieux = tuple(lien for lien in liens if lien is not None)
        if role.ecarte or role.remplacement:
            raison = "un remplacement" if role.remplacement else role.ecarte
            gravite = Gravite.AVERTISSEMENT if role.ecarte else Gravite.INFORMATION
            self._journal.ecarter_apres_coup(releve, raison, "exercice.ecarte", f"{raison}, laissé de côté", gravite)
        else:
            self.lues.roles.append(role)

    def _contenu(self, releve: Depouillement, contenu: ObjetJson, cle: str, rang: int) -> None:
        """A Location that stands in a role: the same name in two roles is two places."""
        del contenu["resourceType"], contenu["id"]
        interne = releve.dedans(contenu, ("contained", rang))
        self.lues.endroits[cle] = lire_location(interne, cle, self.communes)
        interne.clore()

    def _affiliation(self, releve: Depouillement, _: str) -> None:
        membre = releve.comprendre(_CODES_ADHESION)
        if not membre:
            message = "ce n'est pas l'adhésion d'un membre, laissée de côté"
            self._journal.ecarter_apres_coup(releve, "une affiliation d'une autre sorte", "affiliation.autre", message)
            return
        actif, lue = releve.actif(), releve.periode(releve.ressource.pop("period", None), ("period",))
        periode = lue.periode
        if actif is None or lue.fin_perdue or (actif is False and (periode is None or periode.fin is None)):
            raison = "une adhésion qui n'est plus tenue, ou dont la fin ne se lit pas"
            self._journal.ecarter_apres_coup(
                releve, raison, "affiliation.ecartee", f"{raison}, laissée de côté", Gravite.AVERTISSEMENT
            )
            return
        organisation, membre_lu = releve.lien("organization"), releve.lien("participatingOrganization")
        self.lues.adherents.append(Adherent(releve.place, organisation, membre_lu, periode, clos=actif is False))


def _comprendre_adhesion(liste: list[Any], notes: Notes) -> bool:
    """Whether an affiliation is that of a member."""
    membre = False
    for rang, concept in notes.objets(liste, ("code",)):
        pris = [code for code in codes_lus(concept) if code.systeme in s.ROLES and code.code == "member"]
        laisser_concept(notes, concept, pris, ("code", rang))
        membre = membre or bool(pris)
    return membre


_CODES_ADHESION: Final = Formes("code", _comprendre_adhesion)


def _empreinte(lue: RessourceLue) -> int | None:
    """A number that two versions of a resource do not share, ``None`` of one that is too deep to be written."""
    try:
        return hash(lue.cle or cle_d_egalite(lue.objet))
    except RecursionError:
        return None


def _nom_propre(ressource: ObjetJson) -> str:
    """A name for a resource that has none: the same for all that says the same."""
    texte = json.dumps(ressource, sort_keys=True, default=repr)
    return blake2b(texte.encode("utf-8", "replace"), digest_size=8).hexdigest()
