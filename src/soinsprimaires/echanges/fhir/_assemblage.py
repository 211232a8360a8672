"""What was understood of the resources, tied together into entities.

Resources that bear one identifiant of this library are one structure. Of the others, a maison or a CPTS absorbs the
legal entity of which it is a part, and a centre de santé has it as its gestionnaire.
"""

from collections.abc import Iterator
from typing import Any, Final

import attrs

from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires.anomalies import Chemin, Gravite
from soinsprimaires.echanges._finess import EDITEUR, EXTENSION, FORMES, NATURES, NATURES_JURIDIQUES, nommer
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.echanges._valeurs import HORS_DEPARTEMENT, SANS_LIEU, Communes, departement_de
from soinsprimaires.echanges.fhir._lecteur import Lues
from soinsprimaires.echanges.fhir._lieux import Endroit
from soinsprimaires.echanges.fhir._organisations import Organe, empreinte_de
from soinsprimaires.echanges.fhir._personnes import PraticienLu, Role
from soinsprimaires.echanges.fhir._releve import Depouillement
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import Finess
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.lieux import Jalon, Lieu, NatureJalon, NatureLieu, NatureSite, Site
from soinsprimaires.modele.organisations import NatureOrganisation, Organisation
from soinsprimaires.modele.professionnels import Exercice, ModeExercice, Presence, Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import (
    CPTS,
    CTS,
    ETIQUETTES,
    Adhesion,
    CentreSante,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    FormeDatee,
    Structure,
)
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, PeriodePartielle

__all__ = ["MEMBRES", "Assemblage", "provenance_de"]

TITRE: Final = "Ressources FHIR"
TITRE_ANNUAIRE: Final = "Annuaire santé, API FHIR"
_CENTRES: Final = (CentreSante, CTS)
MEMBRES: Final[dict[type[Any], str]] = {
    CPTS: "adherents",
    EquipeSoinsPrimaires: "membres",
    EquipeSoinsSpecialises: "membres",
}
_EXERCICE: Final = constructeur_sans_controle(Exercice)
_PRESENCE: Final = constructeur_sans_controle(Presence)
_PROFESSIONNEL: Final = constructeur_sans_controle(Professionnel)
_LIEU: Final = constructeur_sans_controle(Lieu)
_SITE: Final = constructeur_sans_controle(Site)
_STRUCTURES: Final[dict[type[Structure], Any]] = {
    classe: constructeur_sans_controle(classe) for classe in ETIQUETTES.values()
}


@attrs.define
class _Groupe:
    """The resources of one structure or organisation."""

    organes: list[Organe]
    identifiant: str
    classe: type[Structure] | None
    absorbe: Organe | None = None
    sites: list[Site] = attrs.Factory(list)

    @property
    def principal(self) -> Organe:
        """What says most of it: the legal entity, else the only resource."""
        return next((organe for organe in self.organes if not organe.est_site), self.organes[0])


class Assemblage:
    """Ties together what was read; gives the entities, those that others point to first."""

    def __init__(self, lues: Lues, journal: Journal, communes: Communes, provenance: Provenance) -> None:
        self._lues = lues
        self._journal = journal
        self._communes = communes
        self._provenance = provenance
        self._groupes: dict[str, _Groupe] = {}
        self._de: dict[str, _Groupe] = {}
        self._lieux: set[str] = set()
        self._nouveaux: list[Lieu] = []
        self._sites_lus: dict[str, str] = {}
        self._lieux_lus: dict[str, str] = {}
        self._adhesions: dict[str, list[Adhesion]] = {}
        self._sites: dict[str, tuple[str, str, str | None]] = {}
        self._employeurs: dict[str, str] = {}
        self._exercices: dict[str, list[tuple[Any, Exercice]]] = {}
        self._noms: set[str] = set()
        self._parents: dict[str, _Groupe] = {}
        self._nommees: set[str] = set()
        self._departement: str | None = None

    def entites(self, departement: str | None, registre: Registre | None) -> Iterator[Entite]:
        """The entities of all that was read."""
        self._departement = departement
        if registre is not None:
            self._connaitre(registre)
        self._grouper()
        self._placer()
        self._adherer()
        for role in self._lues.roles:
            self._attribuer(role)
        self._lues.roles.clear()
        yield from self._a_donner()
        for sans_classe in (True, False):  # organisations first, that structures point to
            for groupe in self._groupes.values():
                if (groupe.classe is None) is sans_classe and self._est_vu(groupe):
                    entite = self._faire(groupe)
                    yield from self._a_donner()
                    if entite is not None:
                        yield entite
        self._groupes.clear()
        for cle in list(self._lues.personnes):  # let go one by one
            yield from self._professionnels(self._lues.personnes.pop(cle), self._exercices.pop(cle, []))

    def _a_donner(self) -> Iterator[Lieu]:
        """The places that were met since the last time."""
        nouveaux, self._nouveaux = self._nouveaux, []
        return (lieu for lieu in nouveaux if self._est_de_la(lieu))

    def _connaitre(self, registre: Registre) -> None:
        """Sites and organisations of a registre, by the numbers that references may name."""
        for structure in registre.structures:
            for site in structure.sites:
                if site.finess is not None:
                    commune = registre.commune_du_site(site)
                    self._sites[f"finess:{site.finess}"] = (structure.identifiant, site.identifiant, commune)
        for organisation in registre.organisations:
            if organisation.finess is not None:
                self._employeurs[f"finess:{organisation.finess}"] = organisation.identifiant

    # -- structures and organisations ----------------------------------------------------------------------------

    def _grouper(self) -> None:
        par_slug: dict[str, _Groupe] = {}
        for cle, organe in self._lues.organes.items():
            connu = None if organe.slug is None else par_slug.get(organe.slug)
            if connu is not None:
                connu.organes.append(organe)
                connu.classe = connu.classe or organe.classe
                self._de[cle] = connu
                continue
            groupe = _Groupe([organe], _identifiant_de(organe), organe.classe)
            if organe.slug is not None:
                par_slug[organe.slug] = groupe
            if groupe.identifiant in self._groupes:
                message = "un autre enregistrement porte déjà ce numéro ou cet identifiant ; celui-ci n'est pas repris"
                organe.releve.refuser("identifiant.doublon", message)
                continue
            self._groupes[groupe.identifiant] = self._de[cle] = groupe
        self._absorber()

    def _absorber(self) -> None:
        """Legal entities that a structure has absorbed, and that nothing else names, are no organisation."""
        absorbees: dict[int, _Groupe] = {}
        voulues: set[int] = set()
        for groupe in self._groupes.values():
            parent = self._chercher_parent(groupe)
            if parent is None:
                continue
            self._parents[groupe.identifiant] = parent
            self._nommees.add(parent.identifiant)
            juridique = parent.classe is None and parent.principal.geographique is not True
            if groupe.classe is not None and groupe.classe not in _CENTRES and juridique:
                groupe.absorbe = parent.principal
                absorbees[id(parent)] = parent
            else:
                voulues.add(id(parent))
        for cle, parent in absorbees.items():
            if cle not in voulues and parent.principal.slug is None:
                del self._groupes[parent.identifiant]

    def _chercher_parent(self, groupe: _Groupe) -> _Groupe | None:
        """The first group of which one is a part; a reference that leads nowhere is told."""
        for organe in groupe.organes:
            cle = self._lues.resoudre(organe.parent)
            parent = None if cle is None else self._de.get(cle)
            if organe.parent is not None and parent is None:
                organe.releve.signaler("reference.inconnue", _INCONNUE, ("partOf", "reference"))
            if parent is not None and parent is not groupe:
                return parent
        return None

    def _parent(self, groupe: _Groupe) -> _Groupe | None:
        return self._parents.get(groupe.identifiant)

    def _est_vu(self, groupe: _Groupe) -> bool:
        """Whether a structure stands in the département that was asked for."""
        voulu = self._departement
        if voulu is None:
            return True
        adresses = [organe.adresse for organe in groupe.organes if organe.adresse is not None]
        dits = [self._communes.est_dans(voulu, a.commune or "", "", a.code_postal or "") for a in adresses]
        if True in dits or (not adresses and groupe.identifiant in self._nommees):
            return True
        for organe in groupe.organes:
            inconnu = False not in dits
            organe.releve.ecarter(SANS_LIEU if inconnu else HORS_DEPARTEMENT, "lieu.ecarte", _HORS)
        return False

    def _faire(self, groupe: _Groupe) -> Entite | None:
        try:
            return self._organisation(groupe) if groupe.classe is None else self._structure(groupe, groupe.classe)
        except ValeurInvalide as erreur:
            groupe.principal.releve.refuser(erreur.code, erreur.message)
            return None

    def _organisation(self, groupe: _Groupe) -> Organisation | None:
        organe = groupe.principal
        if not organe.nom:
            organe.releve.refuser("nom.absent", "l'organisation n'a pas de nom")
            return None
        parent = self._parent(groupe)
        adresse = organe.adresse
        commune = None if adresse is None else adresse.commune
        debut, fin = _bornes(organe.periode)
        return Organisation(
            identifiant=groupe.identifiant,
            nom=organe.nom,
            nature=organe.nature or _nature(organe),
            sigle=organe.sigle,
            autres_noms=organe.autres_noms,
            departement=None if commune is None else departement_de(commune),
            commune=commune,
            lieu=self._lieu_de(organe, groupe.identifiant, organe.nom),
            parent=None if parent is None or parent.classe is not None else parent.identifiant,
            siren=organe.siren,
            siret=organe.siret,
            finess=organe.juridique or _finess_du_parent(groupe, parent),
            autres_identifiants=organe.autres,
            contacts=organe.contacts,
            creee_le=debut,
            dissoute_le=fin,
            provenance=self._provenance,
            extensions=_extensions(organe),
        )

    def _structure(self, groupe: _Groupe, classe: type[Structure]) -> Structure | None:
        nom = groupe.principal.nom or next((organe.nom for organe in groupe.organes if organe.nom), "")
        if not nom:
            groupe.principal.releve.refuser("nom.absent", "la structure n'a pas de nom")
            return None
        organes = [*groupe.organes, *([] if groupe.absorbe is None else [groupe.absorbe])]
        if groupe.absorbe is not None:
            _dire_absorbee(groupe.absorbe, nom)
        juridiques = [organe for organe in organes if not organe.est_site]
        sites = tuple(groupe.sites)
        if not sites and groupe.principal.slug is None and groupe.principal.adresse is not None:
            lieu = self._lieu_de(groupe.principal, groupe.identifiant, nom)
            commune = groupe.principal.adresse.commune
            sites = (_SITE(identifiant=f"site-{groupe.identifiant}", lieu=lieu, commune=commune),)
        creation, dissolution = next((_bornes(organe.periode) for organe in juridiques if organe.periode), (None, None))
        statut = next((organe.statut for organe in (*juridiques, *groupe.organes) if organe.statut in FORMES), "")
        champs: dict[str, Any] = {
            "identifiant": groupe.identifiant,
            "nom": nom,
            "formes": (FormeDatee(forme=FORMES[statut]),) if statut else (),
            "sites": sites,
            "finess": _premier(organes, "juridique"),
            "siren": _premier(organes, "siren"),
            "siret": _premier(organes, "siret"),
            "autres_identifiants": tuple(autre for organe in juridiques for autre in organe.autres),
            "contacts": tuple(dict.fromkeys(contact for organe in organes for contact in organe.contacts)),
            "creee_le": creation,
            "dissoute_le": dissolution,
            "provenance": self._provenance,
        }
        parent = self._parent(groupe)
        if classe in _CENTRES and parent is not None and parent.classe is None:
            champs["gestionnaire"] = parent.identifiant
            champs["finess"] = champs["finess"] or _finess_du_parent(groupe, parent)
        elif parent is not None and groupe.absorbe is None:
            message = "rattachée à une autre structure, ce que le modèle ne dit pas"
            groupe.principal.releve.signaler("element.perdu", message, ("partOf",), Gravite.INFORMATION)
        if classe in MEMBRES:
            champs[MEMBRES[classe]] = tuple(self._adhesions.pop(groupe.identifiant, ()))
        structure: Structure = _STRUCTURES[classe](**champs)
        structure._exiger_coherence()  # noqa: SLF001 - as whoever makes values out of what was judged
        return structure

    def _adherer(self) -> None:
        """Members of the CPTS and of the teams."""
        for adherent in self._lues.adherents:
            groupe = self._groupe(adherent.releve, adherent.organisation, ("organization", "reference"))
            membre = self._groupe(adherent.releve, adherent.membre, ("participatingOrganization", "reference"))
            if groupe is not None and membre is not None and groupe.classe in MEMBRES:
                adhesion = Adhesion(membre=membre.identifiant, periode=adherent.periode)
                self._adhesions.setdefault(groupe.identifiant, []).append(adhesion)
            else:
                message = "une adhésion à ce qui n'a pas d'adhérents dans le modèle, ou n'est pas lu"
                adherent.releve.ecarter("une adhésion sans ses deux parties", "affiliation.autre", message)
        for groupe in self._groupes.values():
            for lien in (lien for organe in groupe.organes for lien in organe.membres):
                releve = groupe.principal.releve
                membre = self._groupe(releve, lien, ("extension",))
                if membre is not None and groupe.classe in MEMBRES:
                    self._adhesions.setdefault(groupe.identifiant, []).append(Adhesion(membre=membre.identifiant))
                elif membre is not None:
                    message = "un membre de ce qui n'en a pas dans le modèle"
                    releve.signaler("element.perdu", message, ("extension",), Gravite.INFORMATION)

    def _groupe(self, releve: Depouillement, lien: str | None, chemin: Chemin) -> _Groupe | None:
        """The structure or the organisation that a reference names; told when nothing is read of it."""
        cle = self._lues.resoudre(lien)
        groupe = None if cle is None else self._de.get(cle)
        if groupe is None and lien is not None:
            releve.signaler("reference.inconnue", _INCONNUE, chemin)
        return groupe

    # -- places --------------------------------------------------------------------------------------------------

    def _placer(self) -> None:
        """PlacesFhir first, then the sites: in the order of their Locations, then those that have none."""
        for cle, endroit in self._lues.endroits.items():
            if endroit.slug_site is None and "#" not in cle:
                self._lieu(cle, endroit)
        des_organes = {o.slug_site: (cle, o) for cle, o in self._lues.organes.items() if o.slug_site is not None}
        for cle, endroit in self._lues.endroits.items():
            if endroit.slug_site is not None:
                self._site(cle, endroit, *des_organes.pop(endroit.slug_site, ("", None)))
            elif endroit.organisation is not None:
                self._situer(cle, endroit)
        for cle, organe in self._lues.organes.items():
            groupe = self._de.get(cle)
            if groupe is None or groupe.classe is None or not organe.est_site or cle in self._sites_lus:
                continue
            base = nommer(organe.site) if organe.site is not None else groupe.identifiant
            adresse = organe.adresse
            site = _SITE(
                identifiant=organe.slug_site or f"site-{base}",
                lieu=self._lieu_de(organe, base, organe.nom or groupe.principal.nom),
                commune=None if adresse is None else adresse.commune,
                **_d_etablissement(organe),
            )
            groupe.sites.append(site)
            self._sites_lus[cle] = site.identifiant

    def _lieu(self, cle: str, endroit: Endroit) -> None:
        adresse = endroit.adresse
        nom = endroit.nom or (adresse.voie if adresse is not None else "") or ""
        if not nom:
            message = "un lieu sans nom ni adresse, que le modèle n'a pas"
            endroit.releve.ecarter("un lieu sans nom ni adresse", "lieu.sans_nom", message)
            return
        identifiant = endroit.slug_lieu or empreinte_de(cle)
        if identifiant in self._lieux:
            endroit.releve.refuser("identifiant.doublon", "un autre lieu porte déjà cet identifiant")
            return
        if endroit.autres:
            message = "un lieu n'a pas d'autre identifiant dans le modèle"
            endroit.releve.signaler("element.perdu", message, ("identifier",), Gravite.INFORMATION)
        if endroit.horaires and endroit.organisation is None:
            _dire_horaires(endroit)
        lieu = _LIEU(
            identifiant=identifiant,
            nom=nom,
            nature=endroit.nature or NatureLieu.AUTRE,
            commune=None if adresse is None else adresse.commune,
            code_postal=None if adresse is None else adresse.code_postal,
            adresse=None if adresse is None else adresse.voie,
            position=endroit.position,
            provenance=self._provenance,
        )
        self._lieux.add(identifiant)
        self._nouveaux.append(lieu)
        self._lieux_lus[cle] = identifiant

    def _site(self, cle: str, endroit: Endroit, cle_organe: str, organe: Organe | None) -> None:
        """A site that this library wrote, with its place and what its Organization says."""
        groupe = self._groupe(endroit.releve, endroit.organisation, ("managingOrganization", "reference"))
        if groupe is None or groupe.classe is None:
            endroit.releve.ecarter("un site sans structure", "site.orphelin", "le site d'aucune structure lue")
            return
        dans = self._lues.resoudre(endroit.dans)
        site = _SITE(
            identifiant=endroit.slug_site or "",
            lieu=None if dans is None else self._lieux_lus.get(dans),
            commune=None if endroit.adresse is None else endroit.adresse.commune,
            nature=endroit.nature_site or NatureSite.PRINCIPAL,
            horaires=endroit.horaires,
            **({"autres_identifiants": endroit.autres} if organe is None else _d_etablissement(organe)),
        )
        groupe.sites.append(site)
        self._sites_lus[cle] = site.identifiant
        if organe is not None:
            self._sites_lus[cle_organe] = site.identifiant

    def _situer(self, cle: str, endroit: Endroit) -> None:
        """A Location of another program: a site of a structure that has none yet; else a place, and that is told."""
        groupe = self._groupe(endroit.releve, endroit.organisation, ("managingOrganization", "reference"))
        lieu = self._lieux_lus.get(cle)
        if groupe is None or lieu is None:
            return
        sites = any(organe.est_site for organe in groupe.organes) or groupe.sites
        if groupe.classe is None or sites or groupe.principal.adresse is not None:
            message = "le lieu est gardé, sans dire qui s'en sert"
            endroit.releve.signaler("element.perdu", message, ("managingOrganization",), Gravite.INFORMATION)
            if endroit.horaires:
                _dire_horaires(endroit)
            return
        site = _SITE(identifiant=f"site-{lieu}"[:_SLUG_MAX], lieu=lieu, horaires=endroit.horaires)
        groupe.sites.append(site)
        self._sites_lus[cle] = site.identifiant

    def _lieu_de(self, organe: Organe, base: str, nom: str) -> str | None:
        """The place of an address, given once."""
        adresse = organe.adresse
        if organe.slug_lieu is not None and organe.slug_lieu in self._lieux:
            return organe.slug_lieu
        if adresse is None or not (adresse.voie or adresse.code_postal or organe.classe is not None):
            return None
        identifiant = organe.slug_lieu or f"lieu-{base}"[:_SLUG_MAX]
        if identifiant not in self._lieux:
            lieu = _LIEU(
                identifiant=identifiant,
                nom=nom,
                nature=NatureLieu.ADRESSE,
                commune=adresse.commune,
                code_postal=adresse.code_postal,
                adresse=adresse.voie,
                provenance=self._provenance,
            )
            self._lieux.add(identifiant)
            self._nouveaux.append(lieu)
        return identifiant

    def _est_de_la(self, lieu: Lieu) -> bool:
        """Whether a place stands in the département that was asked for."""
        voulu = self._departement
        if voulu is None or self._communes.est_dans(voulu, lieu.commune or "", "", lieu.code_postal or ""):
            return True
        endroits = self._lues.endroits
        for cle in (cle for cle, identifiant in self._lieux_lus.items() if identifiant == lieu.identifiant):
            endroits[cle].releve.ecarter(HORS_DEPARTEMENT, "lieu.ecarte", _HORS)
        return False

    # -- people --------------------------------------------------------------------------------------------------

    def _attribuer(self, role: Role) -> None:
        """Tie a practice to the person whose it is."""
        releve = role.releve
        cle = self._lues.resoudre(role.praticien)
        personne = None if cle is None else self._lues.personnes.get(cle)
        if cle is None or personne is None:
            message = "l'exercice de quelqu'un qui n'est pas lu, laissé de côté"
            releve.ecarter("un exercice sans professionnel", "exercice.orphelin", message, Gravite.AVERTISSEMENT)
            return
        if role.profession is None and len(personne.professions) > 1:
            message = "l'exercice d'une personne de plusieurs professions ne dit pas de laquelle"
            releve.ecarter("un exercice dont la profession n'est pas dite", "exercice.profession", message)
            return
        if role.profession is not None and role.profession not in personne.professions:
            message = "l'exercice d'une profession que la personne n'a pas"
            releve.ecarter("un exercice d'une autre profession", "exercice.profession", message)
            return
        exercice, communes = self._exercice(role)
        if self._departement is not None and not self._est_la(role, communes):
            return
        self._exercices.setdefault(cle, []).append((role.profession, exercice))

    def _exercice(self, role: Role) -> tuple[Exercice, set[str]]:
        structure = employeur = site = commune = None
        communes: set[str] = set()
        cle = self._lues.resoudre(role.organisation)
        groupe = None if cle is None else self._de.get(cle)
        if groupe is None and role.organisation is not None:
            structure, site, commune = self._sites.get(role.organisation, (None, None, None))
            if role.mode is ModeExercice.SALARIE:
                employeur = self._employeurs.get(role.organisation)
            if structure is None and employeur is None:
                role.releve.signaler("reference.inconnue", _INCONNUE, ("organization", "reference"))
        elif groupe is not None and cle is not None:
            communes |= {o.adresse.commune for o in groupe.organes if o.adresse is not None and o.adresse.commune}
            adresse = self._lues.organes[cle].adresse
            commune = None if adresse is None else adresse.commune
            if groupe.classe is not None:
                structure = groupe.identifiant
                site = self._sites_lus.get(cle) if groupe.principal.slug is None else None
            else:
                employeur = self._employeur(role, groupe)
        presences = []
        for rang, lien in enumerate(role.lieux):
            presence = self._presence(role, lien, rang)
            presences += [] if presence is None else [presence]
        if not presences and groupe is not None and groupe.classe is None and groupe.principal.slug is None:
            presences = self._presences_chez(groupe)
        elif not presences and site is not None:
            presences = [_PRESENCE(site=site, commune=commune)]  # both, as the extraction of the Annuaire has them
        communes |= {presence.commune for presence in presences if presence.commune is not None}
        if role.jours and len(presences) == 1:
            presences = [attrs.evolve(presences[0], jours=role.jours)]
        elif role.jours:
            message = "les jours ne se rattachent pas à un seul lieu de présence, non gardés"
            role.releve.signaler("element.perdu", message, ("availableTime",), Gravite.INFORMATION)
        exercice = _EXERCICE(
            mode=role.mode,
            structure=structure,
            employeur=employeur,
            periode=role.periode,
            presences=tuple(presences),
        )
        return exercice, communes

    def _employeur(self, role: Role, groupe: _Groupe) -> str | None:
        """Who employs: the legal entity of the establishment; of another mode the model does not name the place."""
        organe = groupe.principal
        if organe.slug is not None or (role.mode is ModeExercice.SALARIE and organe.geographique is False):
            return groupe.identifiant
        parent = self._parent(groupe)
        if role.mode is ModeExercice.SALARIE and parent is not None and parent.classe is None:
            return parent.identifiant
        message = "le lieu est gardé, l'organisation n'est ni une structure ni un employeur connu"
        role.releve.signaler("element.perdu", message, ("organization", "reference"), Gravite.INFORMATION)
        return None

    def _presences_chez(self, groupe: _Groupe) -> list[Presence]:
        adresse = groupe.principal.adresse
        lieu = self._lieu_de(groupe.principal, groupe.identifiant, groupe.principal.nom)
        commune = None if adresse is None else adresse.commune
        return [_PRESENCE(lieu=lieu, commune=commune)] if lieu or commune else []

    def _presence(self, role: Role, lien: str, rang: int) -> Presence | None:
        cle = self._lues.resoudre(lien)
        endroit = None if cle is None else self._lues.endroits.get(cle)
        if cle is None or endroit is None:
            role.releve.signaler("reference.inconnue", _INCONNUE, ("location", rang, "reference"))
            return None
        commune = None
        if "#" in cle:
            commune = None if endroit.adresse is None else endroit.adresse.commune
            self._dire_contenue(endroit)
            cle = self._lues.resoudre(endroit.dans) or ""
        site, lieu = self._sites_lus.get(cle), self._lieux_lus.get(cle)
        if site is None and lieu is None and commune is None:
            role.releve.signaler("element.perdu", "un lieu dont rien n'est gardé", ("location", rang))
            return None
        return _PRESENCE(site=site, lieu=None if site is not None else lieu, commune=commune)

    def _dire_contenue(self, endroit: Endroit) -> None:
        """What a place inside a practice says beside its commune."""
        adresse = endroit.adresse
        perdus = {
            "name": endroit.nom,
            "address": adresse is not None and (adresse.voie or adresse.code_postal),
            "position": endroit.position,
            "hoursOfOperation": endroit.horaires,
            "identifier": endroit.autres,
        }
        for champ, valeur in perdus.items():
            if valeur:
                endroit.releve.signaler("element.perdu", "d'un lieu dit ici, seule la commune est gardée", (champ,))

    def _est_la(self, role: Role, communes: set[str]) -> bool:
        voulu = self._departement or ""
        dits = {self._communes.est_dans(voulu, commune, "", "") for commune in communes}
        if True in dits:
            return True
        raison = HORS_DEPARTEMENT if False in dits else SANS_LIEU
        role.releve.ecarter(raison, "lieu.ecarte", _HORS)
        return False

    def _professionnels(
        self, personne: PraticienLu, exercices: list[tuple[CodeNomenclature | None, Exercice]]
    ) -> Iterator[Professionnel]:
        if self._departement is not None and not exercices:
            personne.releve.ecarter("un professionnel sans exercice dans le département demandé", "lieu.ecarte", _HORS)
            return
        un_seul = len(personne.professions) == 1
        for profession in personne.professions:
            suffixe = profession.code.lower().replace("_", "-")
            identifiant = personne.slug if personne.slug and un_seul else f"{personne.prefixe}{suffixe}"
            if identifiant in self._noms:
                personne.releve.refuser("identifiant.doublon", "cette personne est déjà lue, sous un autre numéro")
                return
            self._noms.add(identifiant)
            yield _PROFESSIONNEL(
                identifiant=identifiant,
                provenance=self._provenance,
                profession=profession,
                savoir_faire=personne.savoir_faire,
                nom=personne.nom,
                prenom=personne.prenom,
                rpps=personne.rpps,
                adeli=personne.adeli,
                autres_identifiants=personne.autres,
                exercices=tuple(exercice for dite, exercice in exercices if dite in {None, profession}),
            )


_SLUG_MAX: Final = 100
_INCONNUE: Final = "la ressource que la référence nomme n'est pas dans ce qui est lu"
_HORS: Final = "hors du département demandé, ou rien ne dit où : laissée de côté"


def provenance_de(lues: Lues, millesime: DatePartielle | None) -> Provenance:
    """Where the entities come from: the Annuaire when a resource says so."""
    publie_le = millesime
    if publie_le is None and lues.publie_le:
        try:
            publie_le = DatePartielle.lire(lues.publie_le)
        except ValeurInvalide:
            publie_le = None
    if lues.annuaire:
        return Provenance(titre=TITRE_ANNUAIRE, editeur=EDITEUR, publie_le=publie_le)
    return Provenance(titre=TITRE, publie_le=publie_le)


def _identifiant_de(organe: Organe) -> str:
    if organe.slug is not None:
        return organe.slug
    numero = organe.site or organe.juridique
    return empreinte_de(organe.cle) if numero is None else nommer(numero)


def _premier(organes: list[Organe], champ: str) -> Any:
    return next((valeur for organe in organes if (valeur := getattr(organe, champ)) is not None), None)


def _bornes(periode: PeriodePartielle | None) -> tuple[DatePartielle | None, DatePartielle | None]:
    return (None, None) if periode is None else (periode.debut, periode.fin)


def _nature(organe: Organe) -> NatureOrganisation:
    if organe.categorie is not None and organe.categorie.code in NATURES:
        return NATURES[organe.categorie.code]
    return NATURES_JURIDIQUES.get(organe.statut, NatureOrganisation.AUTRE)


def _extensions(organe: Organe) -> Extensions | None:
    dites: dict[str, Any] = {}
    if organe.categorie is not None:
        dites["categorie"] = {"systeme": organe.categorie.systeme.value, "code": organe.categorie.code}
    if organe.statut:
        dites["statut_juridique"] = organe.statut
    return Extensions({EXTENSION: dites}) if dites else None


def _d_etablissement(organe: Organe) -> dict[str, Any]:
    """What the Organization of a site says of it."""
    ouverture, fermeture = _bornes(organe.periode)
    dates = ((NatureJalon.OUVERTURE, ouverture), (NatureJalon.FERMETURE, fermeture))
    return {
        "finess": organe.site,
        "categorie_finess": organe.categorie,
        "autres_identifiants": organe.autres,
        "jalons": tuple(Jalon(nature=nature, le=le) for nature, le in dates if le is not None),
    }


def _finess_du_parent(groupe: _Groupe, parent: _Groupe | None) -> Finess | None:
    """The number of the legal entity, for its places; what this library wrote says its own number, or has none."""
    if parent is None or parent.classe is not None or groupe.principal.slug is not None:
        return None
    return parent.principal.juridique


def _dire_absorbee(organe: Organe, nom: str) -> None:
    """What a legal entity says that the structure which absorbs it does not hold."""
    perdus: dict[str, object] = {
        "name": organe.nom != nom and organe.nom,
        "alias": organe.autres_noms or organe.sigle,
        "address": organe.adresse,
        "partOf": organe.parent,
    }
    for champ, valeur in perdus.items():
        if valeur:
            message = "de l'entité juridique, que la structure absorbe : non gardé"
            organe.releve.signaler("element.perdu", message, (champ,), Gravite.INFORMATION)


def _dire_horaires(endroit: Endroit) -> None:
    message = "les horaires d'un lieu qui n'est le site d'aucune structure, non gardés"
    endroit.releve.signaler("element.perdu", message, ("hoursOfOperation",), Gravite.INFORMATION)
