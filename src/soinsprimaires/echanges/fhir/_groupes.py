"""The Organizations that are one structure or one organisation, and of what each is a part.

Resources that bear one identifiant of this library are one structure. Of the others, a maison or a CPTS absorbs the
legal entity of which it is a part, and a centre de santé has it as its gestionnaire.
"""

from typing import Final

import attrs

from soinsprimaires.anomalies import Chemin, Gravite
from soinsprimaires.echanges._finess import nommer
from soinsprimaires.echanges.fhir._journal import JournalFhir, Lu
from soinsprimaires.echanges.fhir._lecteur import Lues
from soinsprimaires.echanges.fhir._organisations import Organe, empreinte_de
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.structures import (
    CTS,
    CentreSante,
    Structure,
)

CENTRES: Final = (CentreSante, CTS)
HORS: Final = "hors du département demandé, ou rien ne dit où : laissée de côté"
_FIN: Final = "une structure ou une organisation dont la fin, ou celle d'un site, ne se lit pas"
INCONNUE: Final = "la ressource que la référence nomme n'est pas dans ce qui est lu"


@attrs.define
class GroupeFhir:
    """The resources of one structure or organisation.

    Attributes:
        organes: its Organizations.
        identifiant: that of the entity.
        classe: the kind of structure, ``None`` for an organisation.
        parent: that of which it is a part.
        nomme: whether others are a part of it.
        absorbe: the legal entity that it absorbs.
        sites: the sites of which a Location tells.
    """

    organes: list[Organe]
    identifiant: str
    classe: type[Structure] | None
    parent: "GroupeFhir | None" = None
    nomme: bool = False
    absorbe: Organe | None = None
    sites: list[Site] | tuple[()] = ()

    @property
    def principal(self) -> Organe:
        """What says most of it: the legal entity, else the only resource."""
        if len(self.organes) == 1:
            return self.organes[0]
        return next((organe for organe in self.organes if not organe.est_site), self.organes[0])

    def situer(self, site: Site) -> None:
        """Add a site; most have one, and a list that grows keeps room for four."""
        if isinstance(self.sites, list):
            self.sites.append(site)
        else:
            self.sites = [site]

    def lacher(self) -> None:
        """Let go what the entity holds, once it was given; where it is remains, for the practices."""
        self.sites = ()
        for organe in self.organes:
            organe.autres = organe.contacts = ()


class Groupes:
    """All of them.

    Attributes:
        tous: by their identifiant, but for those that another one absorbs.
        de: by the name of each of their Organizations.
    """

    def __init__(self, lues: Lues, journal: JournalFhir) -> None:
        self._lues = lues
        self._journal = journal
        self.tous: dict[str, GroupeFhir] = {}
        self.de: dict[str, GroupeFhir] = {}
        self._grouper()

    def _grouper(self) -> None:
        par_slug: dict[str, GroupeFhir] = {}
        for cle, organe in self._lues.organes.items():
            connu = None if organe.slug is None else par_slug.get(organe.slug)
            if connu is not None:
                connu.organes.append(organe)
                connu.classe = connu.classe or organe.classe
                self.de[cle] = connu
                continue
            groupe = GroupeFhir([organe], _identifiant_de(organe), organe.classe)
            if organe.slug is not None:
                par_slug[organe.slug] = groupe
            if groupe.identifiant in self.tous:
                message = "un autre enregistrement porte déjà ce numéro ou cet identifiant ; celui-ci n'est pas repris"
                self._journal.refuser_apres_coup(organe, "identifiant.doublon", message)
                continue
            self.tous[groupe.identifiant] = self.de[cle] = groupe
        self._absorber()

    def _absorber(self) -> None:
        """Legal entities that a structure has absorbed, and that nothing else names, are no organisation."""
        absorbees: dict[int, GroupeFhir] = {}
        voulues: set[int] = set()
        for groupe in self.tous.values():
            parent = self._chercher_parent(groupe)
            if parent is None:
                continue
            groupe.parent, parent.nomme = parent, True
            juridique = parent.classe is None and parent.principal.types.geographique is not True
            if groupe.classe is not None and groupe.classe not in CENTRES and juridique:
                groupe.absorbe = parent.principal
                absorbees[id(parent)] = parent
            else:
                voulues.add(id(parent))
        for cle, parent in absorbees.items():
            if cle not in voulues and parent.principal.slug is None:
                del self.tous[parent.identifiant]
        self._ecarter()

    def _ecarter(self) -> None:
        """What is over on a day that cannot be read would pass for existing: it is left aside."""
        perdus = {
            id(groupe)
            for groupe in self.tous.values()
            if any(organe.fin_perdue for organe in groupe.organes)
            or (groupe.absorbe is not None and groupe.absorbe.fin_perdue)
        }
        if not perdus:
            return
        ecartes = [groupe for groupe in self.tous.values() if id(groupe) in perdus]
        self.tous = {nom: groupe for nom, groupe in self.tous.items() if id(groupe) not in perdus}
        tenus = {groupe.absorbe.cle for groupe in self.tous.values() if groupe.absorbe is not None}
        for groupe in ecartes:
            for organe in (*groupe.organes, *([] if groupe.absorbe is None else [groupe.absorbe])):
                if organe.cle not in tenus and self.de.pop(organe.cle, None) is not None:
                    message = f"{_FIN}, laissée de côté"
                    self._journal.ecarter_apres_coup(
                        organe, _FIN, "organisation.ecartee", message, Gravite.AVERTISSEMENT
                    )
        for groupe in self.tous.values():
            if groupe.parent is not None and id(groupe.parent) in perdus:
                groupe.parent = None

    def _chercher_parent(self, groupe: GroupeFhir) -> GroupeFhir | None:
        """The first group of which one is a part; a reference that leads nowhere is told."""
        for organe in groupe.organes:
            parent = self.nomme(organe, organe.parent, ("partOf", "reference"))
            if parent is not None and parent is not groupe:
                return parent
        return None

    def nomme(self, lu: Lu, lien: str | None, chemin: Chemin) -> GroupeFhir | None:
        """The structure or the organisation that a reference names; told when nothing is read of it."""
        cle = self._lues.resoudre(lien)
        groupe = None if cle is None else self.de.get(cle)
        if groupe is None and lien is not None:
            self._journal.dire(lu, "reference.inconnue", INCONNUE, chemin)
        return groupe


def _identifiant_de(organe: Organe) -> str:
    if organe.slug is not None:
        return organe.slug
    numero = organe.site or organe.juridique
    return empreinte_de(organe.cle) if numero is None else nommer(numero)
