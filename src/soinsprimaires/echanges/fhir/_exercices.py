"""The professionals that were read, each with its practices."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.echanges._valeurs import HORS_DEPARTEMENT, SANS_LIEU, Communes
from soinsprimaires.echanges.annuaire import indexer
from soinsprimaires.echanges.fhir._groupes import HORS, INCONNUE, GroupeFhir, Groupes
from soinsprimaires.echanges.fhir._journal import JournalFhir
from soinsprimaires.echanges.fhir._lecteur import Lues
from soinsprimaires.echanges.fhir._lieux import Endroit
from soinsprimaires.echanges.fhir._personnes import NON_TENU, PraticienLu, Role, prefixe_de
from soinsprimaires.echanges.fhir._placement import Placement, est_passee
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.professionnels import Exercice, ModeExercice, Presence, Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.referentiels.codes import CodeNomenclature

_NOMMES_MAX: Final = 20
_NUMERO: Final = re.compile(r"\d{9}")
_EXERCICE: Final = constructeur_sans_controle(Exercice)
_PRESENCE: Final = constructeur_sans_controle(Presence)
_PROFESSIONNEL: Final = constructeur_sans_controle(Professionnel)


@attrs.define
class Exercices:
    """The people and their practices, which are made as they are asked for.

    A number that is not read is looked for in a registre.
    """

    _lues: Lues
    _journal: JournalFhir
    _communes: Communes
    _groupes: Groupes
    _placement: Placement
    _registre: Registre | None
    _sites: dict[str, tuple[str, Site]] = attrs.field(init=False)
    _employeurs: dict[str, str] = attrs.field(init=False)
    _roles: dict[str, Role | list[Role]] = attrs.field(init=False, factory=dict)
    _noms: set[str] = attrs.field(init=False, factory=set)
    _nommes: int = attrs.field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        self._sites, self._employeurs = indexer(self._registre)
        for role in self._lues.roles:
            self._attribuer(role)
        self._lues.roles.clear()

    def professionnels(self) -> Iterator[Professionnel]:
        """Each of them, whose resources are let go one by one."""
        for cle in list(self._lues.personnes):
            personne = self._lues.personnes.pop(cle)
            siens = self._roles.pop(cle, [])
            roles = siens if isinstance(siens, list) else [siens]
            yield from self._professionnels(personne, list(self._exercices(roles)))

    def _exercices(self, roles: Iterable[Role]) -> Iterator[tuple[CodeNomenclature | None, Exercice]]:
        for role in roles:
            exercice, communes = self._exercice(role)
            if self._communes.voulu is None or self._est_la(role, communes):
                yield role.profession, exercice

    def _attribuer(self, role: Role) -> None:
        """Tie a practice to the person whose it is."""
        cle = self._lues.resoudre(role.praticien)
        personne = None if cle is None else self._lues.personnes.get(cle)
        if cle is None or personne is None:
            message = f"l'exercice de quelqu'un qui n'est pas lu{self._qui(role.praticien)}, laissé de côté"
            self._journal.ecarter_apres_coup(
                role, "un exercice sans professionnel", "exercice.orphelin", message, Gravite.AVERTISSEMENT
            )
            return
        if role.profession is None and len(personne.professions) > 1:
            self._sans_profession(role, "l'exercice d'une personne de plusieurs professions ne dit pas de laquelle")
            return
        if role.profession is not None and role.profession not in personne.professions:
            self._sans_profession(role, "l'exercice d'une profession que la personne n'a pas")
            return
        if role.clos and not est_passee(role.periode, self._journal.provenance):
            message = f"{NON_TENU}, et dont la fin reste à venir, laissé de côté"
            self._journal.ecarter_apres_coup(role, NON_TENU, "exercice.ecarte", message, Gravite.AVERTISSEMENT)
            return
        role.praticien = None  # its text is let go
        siens = self._roles.get(cle)
        if isinstance(siens, list):
            siens.append(role)
        else:  # most people have one: a list of it would take as much room as the practice
            self._roles[cle] = role if siens is None else [siens, role]

    def _qui(self, lien: str | None) -> str:
        """The address of who is missing, of the first ones; a number of somebody is never shown."""
        if lien is None or _NUMERO.search(lien) is not None or self._nommes == _NOMMES_MAX:
            return ""
        self._nommes += 1
        return f" ({citer(lien)[1:-1]})"

    def _sans_profession(self, role: Role, message: str) -> None:
        raison = "un exercice dont la profession n'est pas dite, ou est une autre"
        self._journal.ecarter_apres_coup(role, raison, "exercice.profession", message, Gravite.AVERTISSEMENT)

    def _exercice(self, role: Role) -> tuple[Exercice, set[str]]:
        structure = employeur = site = commune = None
        communes: set[str] = set()
        cle = self._lues.resoudre(role.organisation)
        groupe = None if cle is None else self._groupes.de.get(cle)
        if groupe is None and role.organisation is not None:
            numero = role.organisation.removeprefix("finess:") if role.organisation.startswith("finess:") else ""
            structure, connu = self._sites.get(numero, (None, None))
            if connu is not None and self._registre is not None:
                site = connu.identifiant
                communes.update(filter(None, self._registre.communes_du_site(connu, au=None)))
            if role.mode is ModeExercice.SALARIE:
                employeur = self._employeurs.get(numero)
            if structure is None and employeur is None:
                self._journal.dire(role, "reference.inconnue", INCONNUE, ("organization", "reference"))
        elif groupe is not None and cle is not None:
            communes |= {o.adresse.commune for o in groupe.organes if o.adresse.commune}
            organe = self._lues.organes[cle]
            commune = organe.adresse.commune
            if groupe.classe is not None:
                structure = groupe.identifiant
                site = self._placement.site_de(groupe, organe) if groupe.principal.slug is None else None
            else:
                employeur = self._employeur(role, groupe)
        presences = []
        for rang, lien in enumerate(role.lieux):
            presence = self._presence(role, lien, rang)
            presences += [] if presence is None else [presence]
        if not presences and groupe is not None and groupe.classe is None and groupe.principal.slug is None:
            presences = self._presences_chez(groupe)
        elif not presences and site is not None:
            presences = [_PRESENCE(site=site, commune=commune)]
        communes |= {presence.commune for presence in presences if presence.commune is not None}
        if role.jours and len(presences) == 1:
            presences = [attrs.evolve(presences[0], jours=role.jours)]
        elif role.jours:
            message = "les jours ne se rattachent pas à un seul lieu de présence, non gardés"
            self._journal.perdre(role, ("availableTime",), message)
        exercice = _EXERCICE(
            mode=role.mode,
            structure=structure,
            employeur=employeur,
            periode=role.periode,
            presences=tuple(presences),
        )
        return exercice, communes

    def _employeur(self, role: Role, groupe: GroupeFhir) -> str | None:
        """Who employs: the legal entity of the establishment; of another mode the model does not name the place."""
        organe = groupe.principal
        if organe.slug is not None or (role.mode is ModeExercice.SALARIE and organe.types.geographique is False):
            return groupe.identifiant
        parent = groupe.parent
        if role.mode is ModeExercice.SALARIE and parent is not None and parent.classe is None:
            return parent.identifiant
        message = "le lieu est gardé, l'organisation n'est ni une structure ni un employeur connu"
        self._journal.perdre(role, ("organization", "reference"), message)
        return None

    def _presences_chez(self, groupe: GroupeFhir) -> list[Presence]:
        lieu = self._placement.lieu_de(groupe.principal, groupe.identifiant, groupe.principal.nom)
        commune = groupe.principal.adresse.commune
        return [_PRESENCE(lieu=lieu, commune=commune)] if lieu or commune else []

    def _presence(self, role: Role, lien: str, rang: int) -> Presence | None:
        cle = self._lues.resoudre(lien)
        endroit = None if cle is None else self._lues.endroits.get(cle)
        if cle is None or endroit is None:
            self._journal.dire(role, "reference.inconnue", INCONNUE, ("location", rang, "reference"))
            return None
        commune = None
        if "#" in cle:
            commune = endroit.adresse.commune
            self._dire_contenue(endroit)
            cle = self._lues.resoudre(endroit.dans) or ""
        site, lieu = self._placement.sites_lus.get(cle), self._placement.lieux_lus.get(cle)
        if site is None and lieu is None and commune is None:
            self._journal.dire(role, "element.perdu", "un lieu dont rien n'est gardé", ("location", rang))
            return None
        return _PRESENCE(site=site, lieu=None if site is not None else lieu, commune=commune)

    def _dire_contenue(self, endroit: Endroit) -> None:
        """What a place inside a practice says beside its commune."""
        perdus = {
            "name": endroit.nom,
            "address": endroit.adresse.voie or endroit.adresse.code_postal,
            "position": endroit.position,
            "hoursOfOperation": endroit.horaires,
            "identifier": endroit.autres,
        }
        for champ, valeur in perdus.items():
            if valeur:
                self._journal.dire(endroit, "element.perdu", "d'un lieu dit ici, seule la commune est gardée", (champ,))

    def _est_la(self, role: Role, communes: set[str]) -> bool:
        dits = {self._communes.est_dans(commune, "", "") for commune in communes}
        if True in dits:
            return True
        raison = HORS_DEPARTEMENT if False in dits else SANS_LIEU
        self._journal.ecarter_apres_coup(role, raison, "lieu.ecarte", HORS)
        return False

    def _professionnels(
        self, personne: PraticienLu, exercices: list[tuple[CodeNomenclature | None, Exercice]]
    ) -> Iterator[Professionnel]:
        if self._communes.voulu is not None and not exercices:
            self._journal.ecarter_apres_coup(
                personne, "un professionnel sans exercice dans le département demandé", "lieu.ecarte", HORS
            )
            return
        un_seul = len(personne.professions) == 1
        for profession in personne.professions:
            suffixe = profession.code.lower().replace("_", "-")
            identifiant = personne.slug if personne.slug and un_seul else f"{prefixe_de(personne)}{suffixe}"
            if identifiant in self._noms:
                self._journal.refuser_apres_coup(
                    personne, "identifiant.doublon", "cette personne est déjà lue, sous un autre numéro"
                )
                return
            self._noms.add(identifiant)
            yield _PROFESSIONNEL(
                identifiant=identifiant,
                provenance=self._journal.provenance,
                profession=profession,
                savoir_faire=personne.savoir_faire,
                nom=personne.nom,
                prenom=personne.prenom,
                rpps=personne.rpps,
                adeli=personne.adeli,
                autres_identifiants=personne.autres,
                exercices=tuple(exercice for dite, exercice in exercices if dite in {None, profession}),
            )
