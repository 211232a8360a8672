"""Where it is: the places that were read, and the sites of the structures."""

from collections.abc import Iterator
from typing import Any, Final

from soinsprimaires._sans_controle import constructeur_sans_controle
from soinsprimaires.echanges._finess import nommer
from soinsprimaires.echanges._valeurs import HORS_DEPARTEMENT, Communes
from soinsprimaires.echanges.fhir._groupes import HORS, GroupeFhir, Groupes
from soinsprimaires.echanges.fhir._journal import JournalFhir
from soinsprimaires.echanges.fhir._lecteur import Lues
from soinsprimaires.echanges.fhir._lieux import Endroit
from soinsprimaires.echanges.fhir._organisations import Organe, empreinte_de
from soinsprimaires.modele.lieux import Jalon, Lieu, NatureJalon, NatureLieu, NatureSite, Site
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle, PeriodePartielle

_SLUG_MAX: Final = 100
_LIEU: Final = constructeur_sans_controle(Lieu)
_SITE: Final = constructeur_sans_controle(Site)
_JALON: Final = constructeur_sans_controle(Jalon)


class Placement:
    """The places and the sites: those of the Locations first, those that an Organization tells as they are asked for.

    Attributes:
        lieux_lus: the place of each Location.
        sites_lus: the site of each Location, and of each Organization that one of them tells of.
    """

    def __init__(self, lues: Lues, journal: JournalFhir, communes: Communes, groupes: Groupes) -> None:
        self._lues = lues
        self._journal = journal
        self._communes = communes
        self._groupes = groupes
        self._lieux: set[str] = set()
        self._nouveaux: list[Lieu] = []
        self.sites_lus: dict[str, str] = {}
        self.lieux_lus: dict[str, str] = {}
        self._placer()

    def nouveaux(self) -> Iterator[Lieu]:
        """The places that were met since the last time."""
        nouveaux, self._nouveaux = self._nouveaux, []
        return (lieu for lieu in nouveaux if self._est_de_la(lieu))

    def sites_de(self, groupe: GroupeFhir) -> tuple[Site, ...]:
        """The sites of a structure: in the order of their Locations, then those that have none."""
        dits = [organe for organe in groupe.organes if organe.est_site and organe.cle not in self.sites_lus]
        return (*groupe.sites, *(self._site_de(groupe, organe) for organe in dits))

    def site_de(self, groupe: GroupeFhir, organe: Organe) -> str | None:
        """The identifiant of the site that an Organization tells of."""
        if not organe.est_site or groupe.classe is None:
            return self.sites_lus.get(organe.cle)
        return self.sites_lus.get(organe.cle) or organe.slug_site or f"site-{_base(groupe, organe)}"

    def _site_de(self, groupe: GroupeFhir, organe: Organe) -> Site:
        return _SITE(
            identifiant=self.site_de(groupe, organe) or "",
            lieu=self.lieu_de(organe, _base(groupe, organe), organe.nom or groupe.principal.nom),
            commune=organe.adresse.commune,
            **_d_etablissement(organe),
        )

    def _placer(self) -> None:
        for cle, endroit in self._lues.endroits.items():
            if endroit.slug_site is None and "#" not in cle:
                self._lieu(cle, endroit)
        des_organes = {o.slug_site: (cle, o) for cle, o in self._lues.organes.items() if o.slug_site is not None}
        for cle, endroit in self._lues.endroits.items():
            if endroit.slug_site is not None:
                self._site(cle, endroit, *des_organes.pop(endroit.slug_site, ("", None)))
            elif endroit.organisation is not None:
                self._situer(cle, endroit)

    def _lieu(self, cle: str, endroit: Endroit) -> None:
        adresse = endroit.adresse
        nom = endroit.nom or adresse.voie
        if not nom:
            message = "un lieu sans nom ni adresse, que le modèle n'a pas"
            self._journal.ecarter_apres_coup(endroit, "un lieu sans nom ni adresse", "lieu.sans_nom", message)
            return
        identifiant = endroit.slug_lieu or empreinte_de(cle)
        if identifiant in self._lieux:
            self._journal.refuser_apres_coup(endroit, "identifiant.doublon", "un autre lieu porte déjà cet identifiant")
            return
        if endroit.autres:
            message = "un lieu n'a pas d'autre identifiant dans le modèle"
            self._journal.perdre(endroit, ("identifier",), message)
        if endroit.horaires and endroit.organisation is None:
            self._dire_horaires(endroit)
        lieu = _LIEU(
            identifiant=identifiant,
            nom=nom,
            nature=endroit.nature or NatureLieu.AUTRE,
            commune=adresse.commune,
            code_postal=adresse.code_postal,
            adresse=adresse.voie,
            position=endroit.position,
            provenance=self._journal.provenance,
        )
        self._lieux.add(identifiant)
        self._nouveaux.append(lieu)
        self.lieux_lus[cle] = identifiant

    def _site(self, cle: str, endroit: Endroit, cle_organe: str, organe: Organe | None) -> None:
        """A site that this library wrote, with its place and what its Organization says."""
        groupe = self._groupes.nomme(endroit, endroit.organisation, ("managingOrganization", "reference"))
        if groupe is None or groupe.classe is None:
            self._journal.ecarter_apres_coup(
                endroit, "un site sans structure", "site.orphelin", "le site d'aucune structure lue"
            )
            return
        dans = self._lues.resoudre(endroit.dans)
        site = _SITE(
            identifiant=endroit.slug_site or "",
            lieu=None if dans is None else self.lieux_lus.get(dans),
            commune=endroit.adresse.commune,
            nature=endroit.nature_site or NatureSite.PRINCIPAL,
            horaires=endroit.horaires,
            **({"autres_identifiants": endroit.autres} if organe is None else _d_etablissement(organe)),
        )
        groupe.situer(site)
        self.sites_lus[cle] = site.identifiant
        if organe is not None:
            self.sites_lus[cle_organe] = site.identifiant

    def _situer(self, cle: str, endroit: Endroit) -> None:
        """A Location of another program: a site of a structure that has none yet; else a place, and that is told."""
        groupe = self._groupes.nomme(endroit, endroit.organisation, ("managingOrganization", "reference"))
        lieu = self.lieux_lus.get(cle)
        if groupe is None or lieu is None:
            return
        sites = any(organe.est_site for organe in groupe.organes) or groupe.sites
        if groupe.classe is None or sites or groupe.principal.adresse:
            message = "le lieu est gardé, sans dire qui s'en sert"
            self._journal.perdre(endroit, ("managingOrganization",), message)
            if endroit.horaires:
                self._dire_horaires(endroit)
            return
        site = _SITE(identifiant=f"site-{lieu}"[:_SLUG_MAX], lieu=lieu, horaires=endroit.horaires)
        groupe.situer(site)
        self.sites_lus[cle] = site.identifiant

    def lieu_de(self, organe: Organe, base: str, nom: str) -> str | None:
        """The place of an address, given once."""
        adresse = organe.adresse
        if organe.slug_lieu is not None and organe.slug_lieu in self._lieux:
            return organe.slug_lieu
        if not adresse or not (adresse.voie or adresse.code_postal or organe.classe is not None):
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
                provenance=self._journal.provenance,
            )
            self._lieux.add(identifiant)
            self._nouveaux.append(lieu)
        return identifiant

    def _est_de_la(self, lieu: Lieu) -> bool:
        """Whether a place stands in the département that was asked for."""
        if self._communes.est_dans(lieu.commune or "", "", lieu.code_postal or ""):
            return True
        endroits = self._lues.endroits
        for cle in (cle for cle, identifiant in self.lieux_lus.items() if identifiant == lieu.identifiant):
            self._journal.ecarter_apres_coup(endroits[cle], HORS_DEPARTEMENT, "lieu.ecarte", HORS)
        return False

    def _dire_horaires(self, endroit: Endroit) -> None:
        message = "les horaires d'un lieu qui n'est le site d'aucune structure, non gardés"
        self._journal.perdre(endroit, ("hoursOfOperation",), message)


def _base(groupe: GroupeFhir, organe: Organe) -> str:
    return nommer(organe.site) if organe.site is not None else groupe.identifiant


def bornes(periode: PeriodePartielle | None) -> tuple[DatePartielle | None, DatePartielle | None]:
    return (None, None) if periode is None else (periode.debut, periode.fin)


def est_passee(periode: PeriodePartielle | None, provenance: Provenance | None) -> bool:
    """Whether a period may be over on the day of what is read; when nothing tells the day, one that has an end is."""
    if periode is None or periode.fin is None:
        return False
    le = None if provenance is None else provenance.publie_le
    premier, dernier = periode.fin.au_plus_tot, None if le is None else le.au_plus_tard
    return premier is None or dernier is None or premier <= dernier


def _d_etablissement(organe: Organe) -> dict[str, Any]:
    """What the Organization of a site says of it."""
    ouverture, fermeture = bornes(organe.periode)
    dates = ((NatureJalon.OUVERTURE, ouverture), (NatureJalon.FERMETURE, fermeture))
    return {
        "finess": organe.site,
        "categorie_finess": organe.types.categorie,
        "autres_identifiants": organe.autres,
        "jalons": tuple(_JALON(nature=nature, le=le) for nature, le in dates if le is not None),
    }
