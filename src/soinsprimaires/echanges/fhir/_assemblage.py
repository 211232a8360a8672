"""What was understood of the resources, tied together into entities."""

from collections.abc import Iterator
from typing import Any, Final

from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires.anomalies import Gravite
from soinsprimaires.echanges._finess import EDITEUR, EXTENSION, FORMES, NATURES, NATURES_JURIDIQUES
from soinsprimaires.echanges._valeurs import HORS_DEPARTEMENT, SANS_LIEU, Communes, departement_de
from soinsprimaires.echanges.fhir._exercices import Exercices
from soinsprimaires.echanges.fhir._groupes import CENTRES, HORS, GroupeFhir, Groupes
from soinsprimaires.echanges.fhir._journal import JournalFhir
from soinsprimaires.echanges.fhir._lecteur import Lues
from soinsprimaires.echanges.fhir._organisations import Organe
from soinsprimaires.echanges.fhir._placement import Placement, bornes, est_passee
from soinsprimaires.echanges.fhir._releve import jour_de
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import Finess
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.organisations import NatureOrganisation, Organisation
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import (
    CPTS,
    ETIQUETTES,
    Adhesion,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    FormeDatee,
    Structure,
)
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle

TITRE: Final = "Ressources FHIR"
TITRE_ANNUAIRE: Final = "Annuaire santé, API FHIR"
MEMBRES: Final[dict[type[Any], str]] = {
    CPTS: "adherents",
    EquipeSoinsPrimaires: "membres",
    EquipeSoinsSpecialises: "membres",
}
_FORMES_DATEES: Final = {statut: (FormeDatee(forme=forme),) for statut, forme in FORMES.items()}
_STRUCTURES: Final[dict[type[Structure], Any]] = {
    classe: constructeur_sans_controle(classe) for classe in ETIQUETTES.values()
}


class Assemblage:
    """Ties together what was read; gives the entities, those that others point to first."""

    def __init__(self, lues: Lues, journal: JournalFhir, communes: Communes, registre: Registre | None) -> None:
        self._lues = lues
        self._journal = journal
        self._communes = communes
        lues.empreintes.clear()  # nothing more is read: no version of a resource is to be told from another
        self._groupes = Groupes(lues, journal)
        self._placement = Placement(lues, journal, communes, self._groupes)
        self._exercices = Exercices(lues, journal, communes, self._groupes, self._placement, registre)
        self._adhesions: dict[str, list[Adhesion]] = {}
        self._adherer()

    def entites(self) -> Iterator[Entite]:
        """The entities of all that was read."""
        placement = self._placement
        yield from placement.nouveaux()
        for sans_classe in (True, False):  # organisations first, that structures point to
            for groupe in self._groupes.tous.values():
                if (groupe.classe is None) is sans_classe and self._est_vu(groupe):
                    entite = self._faire(groupe)
                    if groupe.classe is not None:  # an organisation may be absorbed by another one
                        groupe.lacher()
                    yield from placement.nouveaux()
                    if entite is not None:
                        yield entite
        for professionnel in self._exercices.professionnels():
            yield from placement.nouveaux()
            yield professionnel

    # -- structures and organisations ----------------------------------------------------------------------------

    def _est_vu(self, groupe: GroupeFhir) -> bool:
        """Whether a structure stands in the département that was asked for."""
        if self._communes.voulu is None:
            return True
        adresses = [organe.adresse for organe in groupe.organes if organe.adresse]
        dits = [self._communes.est_dans(a.commune or "", "", a.code_postal or "") for a in adresses]
        if True in dits or (not adresses and groupe.nomme):
            return True
        for organe in groupe.organes:
            inconnu = False not in dits
            self._journal.ecarter_apres_coup(organe, SANS_LIEU if inconnu else HORS_DEPARTEMENT, "lieu.ecarte", HORS)
        return False

    def _faire(self, groupe: GroupeFhir) -> Entite | None:
        try:
            return self._organisation(groupe) if groupe.classe is None else self._structure(groupe, groupe.classe)
        except ValeurInvalide as erreur:
            self._journal.refuser_apres_coup(groupe.principal, erreur.code, erreur.message)
            return None

    def _organisation(self, groupe: GroupeFhir) -> Organisation | None:
        organe = groupe.principal
        if not organe.nom:
            self._journal.refuser_apres_coup(organe, "nom.absent", "l'organisation n'a pas de nom")
            return None
        parent = groupe.parent
        commune = organe.adresse.commune
        debut, fin = bornes(organe.periode)
        return Organisation(
            identifiant=groupe.identifiant,
            nom=organe.nom,
            nature=organe.types.nature or _nature(organe),
            sigle=organe.sigle,
            autres_noms=organe.autres_noms,
            departement=None if commune is None else departement_de(commune),
            commune=commune,
            lieu=self._placement.lieu_de(organe, groupe.identifiant, organe.nom),
            parent=None if parent is None or parent.classe is not None else parent.identifiant,
            siren=organe.siren,
            siret=organe.siret,
            finess=organe.juridique or _finess_du_parent(groupe, parent),
            autres_identifiants=organe.autres,
            contacts=organe.contacts,
            creee_le=debut,
            dissoute_le=fin,
            provenance=self._journal.provenance,
            extensions=_extensions(organe),
        )

    def _structure(self, groupe: GroupeFhir, classe: type[Structure]) -> Structure | None:
        nom = groupe.principal.nom or next((organe.nom for organe in groupe.organes if organe.nom), "")
        if not nom:
            self._journal.refuser_apres_coup(groupe.principal, "nom.absent", "la structure n'a pas de nom")
            return None
        organes = [*groupe.organes, *([] if groupe.absorbe is None else [groupe.absorbe])]
        if groupe.absorbe is not None:
            self._dire_absorbee(groupe.absorbe, nom)
        juridiques = [organe for organe in organes if not organe.est_site]
        sites = self._placement.sites_de(groupe)
        if not sites and groupe.principal.slug is None and groupe.principal.adresse:
            lieu = self._placement.lieu_de(groupe.principal, groupe.identifiant, nom)
            commune = groupe.principal.adresse.commune
            sites = (Site(identifiant=f"site-{groupe.identifiant}", lieu=lieu, commune=commune),)
        creation, dissolution = next((bornes(organe.periode) for organe in juridiques if organe.periode), (None, None))
        statut = next(
            (organe.types.statut for organe in (*juridiques, *groupe.organes) if organe.types.statut in FORMES), ""
        )
        champs: dict[str, Any] = {
            "identifiant": groupe.identifiant,
            "nom": nom,
            "formes": _FORMES_DATEES.get(statut, ()),
            "sites": sites,
            "finess": _premier(organes, "juridique"),
            "siren": _premier(organes, "siren"),
            "siret": _premier(organes, "siret"),
            "autres_identifiants": tuple(autre for organe in juridiques for autre in organe.autres),
            "contacts": tuple(dict.fromkeys(contact for organe in organes for contact in organe.contacts)),
            "creee_le": creation,
            "dissoute_le": dissolution,
            "provenance": self._journal.provenance,
        }
        parent = groupe.parent
        if classe in CENTRES and parent is not None and parent.classe is None:
            champs["gestionnaire"] = parent.identifiant
            champs["finess"] = champs["finess"] or _finess_du_parent(groupe, parent)
        elif parent is not None and groupe.absorbe is None:
            message = "rattachée à une autre structure, ce que le modèle ne dit pas"
            self._journal.perdre(groupe.principal, ("partOf",), message)
        if classe in MEMBRES:
            champs[MEMBRES[classe]] = tuple(self._adhesions.pop(groupe.identifiant, ()))
        structure: Structure = _STRUCTURES[classe](**champs)
        structure._exiger_coherence()  # noqa: SLF001 - as whoever makes values out of what was judged
        return structure

    def _adherer(self) -> None:
        """Members of the CPTS and of the teams."""
        for adherent in self._lues.adherents:
            groupe = self._groupes.nomme(adherent, adherent.organisation, ("organization", "reference"))
            membre = self._groupes.nomme(adherent, adherent.membre, ("participatingOrganization", "reference"))
            if adherent.clos and not est_passee(adherent.periode, self._journal.provenance):
                message = "une adhésion qui n'est plus tenue, et dont la fin reste à venir, laissée de côté"
                raison = "une adhésion qui n'est plus tenue, ou dont la fin ne se lit pas"
                self._journal.ecarter_apres_coup(
                    adherent, raison, "affiliation.ecartee", message, Gravite.AVERTISSEMENT
                )
            elif groupe is not None and membre is not None and groupe.classe in MEMBRES:
                adhesion = Adhesion(membre=membre.identifiant, periode=adherent.periode)
                self._adhesions.setdefault(groupe.identifiant, []).append(adhesion)
            else:
                message = "une adhésion à ce qui n'a pas d'adhérents dans le modèle, ou n'est pas lu"
                self._journal.ecarter_apres_coup(
                    adherent, "une adhésion sans ses deux parties", "affiliation.autre", message
                )
        for groupe in self._groupes.tous.values():
            liens = [(organe, lien) for organe in groupe.organes for lien in organe.membres]
            for organe, lien in liens:
                membre = self._groupes.nomme(organe, lien, ("extension",))
                if membre is not None and groupe.classe in MEMBRES:
                    self._adhesions.setdefault(groupe.identifiant, []).append(Adhesion(membre=membre.identifiant))
                elif membre is not None:
                    message = "un membre de ce qui n'en a pas dans le modèle"
                    self._journal.perdre(organe, ("extension",), message)

    def _dire_absorbee(self, organe: Organe, nom: str) -> None:
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
                self._journal.perdre(organe, (champ,), message)


def provenance_de(lues: Lues, millesime: DatePartielle | None) -> Provenance:
    """Where the entities come from: the Annuaire when a resource says so."""
    publie_le = millesime
    if publie_le is None and lues.publie_le:
        try:
            publie_le = DatePartielle.lire(jour_de(lues.publie_le))
        except ValeurInvalide:
            publie_le = None
    if lues.annuaire:
        return Provenance(titre=TITRE_ANNUAIRE, editeur=EDITEUR, publie_le=publie_le)
    return Provenance(titre=TITRE, publie_le=publie_le)


def _premier(organes: list[Organe], champ: str) -> Any:
    return next((valeur for organe in organes if (valeur := getattr(organe, champ)) is not None), None)


def _nature(organe: Organe) -> NatureOrganisation:
    if organe.types.categorie is not None and organe.types.categorie.code in NATURES:
        return NATURES[organe.types.categorie.code]
    return NATURES_JURIDIQUES.get(organe.types.statut, NatureOrganisation.AUTRE)


def _extensions(organe: Organe) -> Extensions | None:
    dites: dict[str, Any] = {}
    if organe.types.categorie is not None:
        dites["categorie"] = {"systeme": organe.types.categorie.systeme.value, "code": organe.types.categorie.code}
    if organe.types.statut:
        dites["statut_juridique"] = organe.types.statut
    return Extensions({EXTENSION: dites}) if dites else None


def _finess_du_parent(groupe: GroupeFhir, parent: GroupeFhir | None) -> Finess | None:
    """The number of the legal entity, for its places; what this library wrote says its own number, or has none."""
    if parent is None or parent.classe is not None or groupe.principal.slug is not None:
        return None
    return parent.principal.juridique
