"""Which entity of a registre is the one that a file describes: by its identifiant, else by its official numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from soinsprimaires.anomalies import citer
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele._champs import champs
from soinsprimaires.modele._tables import numeros_de_personne
from soinsprimaires.modele.genres import liste_de
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.organisations import Organisation
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import CTS, ETIQUETTES, CentreSante

Numero = tuple[str, ...]
"""What bears it, its kind, the number, and for a professional the profession."""
_STRUCTURES = tuple(ETIQUETTES.values())


def _numeros(entite: Entite) -> Iterator[Numero]:
    """Official numbers that name this entity and no other."""
    if isinstance(entite, _STRUCTURES):
        structure: Any = entite
        yield from (("structure", "finess", site.finess) for site in structure.sites if site.finess is not None)
        if structure.siret is not None:
            yield "structure", "siret", structure.siret
    elif isinstance(entite, Professionnel):
        profession = f"{entite.profession.systeme.value}:{entite.profession.code}"
        yield from (("professionnel", numero, profession) for numero in numeros_de_personne(entite))
    elif isinstance(entite, Organisation):
        numeros: tuple[tuple[str, str | None], ...] = (
            ("siret", entite.siret),
            ("siren", entite.siren),
            ("finess", entite.finess),
        )
        siens = ((sorte, numero) for sorte, numero in numeros if numero is not None)
        yield from (("organisation", sorte, numero) for sorte, numero in siens if _est_sien(entite, sorte, numero))


def _est_sien(organisation: Organisation, sorte: str, numero: str) -> bool:
    """An establishment of FINESS has the number of its legal entity, which others share."""
    nom = organisation.identifiant
    return (
        sorte == "siret" or not nom.startswith("finess-") or (sorte == "finess" and nom == f"finess-{numero.lower()}")
    )


def _distinctes(une: Any, autre: Any) -> bool:
    """Whether FINESS knows them apart, whatever SIRET they share: it may give two numbers to one establishment."""
    if isinstance(une, Organisation):
        noms = (une.identifiant, autre.identifiant)
        return noms[0] != noms[1] and all(nom.startswith("finess-") for nom in noms)
    un, deux = ({s.finess for s in getattr(e, "sites", ()) if s.finess is not None} for e in (une, autre))
    return bool(un and deux) and un.isdisjoint(deux)


def _confondues(une: Any, autre: Any) -> bool:
    """Whether the number of a legal entity may be told for that of a site: of one kind, one of them without a site's.

    An association may carry an MSP and a CPTS; a centre territorial is a centre de santé for FINESS.
    """
    sortes = {CentreSante if isinstance(e, CTS) else type(e) for e in (une, autre)}
    return len(sortes) == 1 and any(all(s.finess is None for s in e.sites) for e in (une, autre))


def _numeros_possibles(entite: Entite) -> Iterator[Numero]:
    """Numbers that may name it when nothing else has them: the FINESS of a site, or of the legal entity."""
    if isinstance(entite, _STRUCTURES):
        structure: Any = entite
        sites = [site.finess for site in structure.sites if site.finess is not None]
        yield from (("structure", "finess", numero) for numero in (*sites, structure.finess) if numero is not None)


class Appariement:
    """The entities of a file under the identifiants of a registre.

    Attributes:
        doutes: entities that may be several of the registre, or whose identifiant names something else there, each with
            the reason; they are left out.
        cibles: identifiants of the registre that the file describes.
    """

    def __init__(self, registre: Registre, lues: tuple[Entite, ...]) -> None:
        self._registre = registre
        self._lues = lues
        self._noms: dict[str, str] = {}
        self._partis: dict[str, Site] = {}
        self.doutes: list[tuple[str, str]] = []
        self._exacts: dict[Numero, set[str]] = defaultdict(set)
        self._vagues: dict[Numero, set[str]] = defaultdict(set)
        self._decrites: dict[str, Any] = {entite.identifiant: entite for entite in registre}
        self._proprietaires: dict[str, str] = {}
        for entite in registre:
            self._indexer(entite)
            self._proprietaires |= dict.fromkeys((entite.identifiant, *_interieurs(entite)), entite.identifiant)
        self._partages = Counter(numero for lue in lues for numero in set(_numeros_possibles(lue)))
        self._retenues = [lue for lue in lues if self._apparier(lue)]

    @property
    def cibles(self) -> frozenset[str]:
        """Identifiants of the registre that the file describes."""
        return frozenset(self._nom(lue.identifiant) for lue in self._lues)

    def traduites(self) -> Iterator[Entite]:
        """The entities, with the identifiants of the registre in the place of theirs."""
        for lue in self._retenues:
            yield self._sans_anciens_locaux(_renommer(lue, self._noms))

    def _sans_anciens_locaux(self, lue: Any) -> Any:
        """What a file of before a move says of the premises is not of those of today."""
        sites: tuple[Site, ...] = getattr(lue, "sites", ())
        partis = {site: self._partis[site.identifiant] for site in sites if site.identifiant in self._partis}
        if not partis:
            return lue
        a_jour = (attrs.evolve(s, lieu=partis[s].lieu, commune=partis[s].commune) if s in partis else s for s in sites)
        return attrs.evolve(lue, sites=tuple(a_jour))

    def _indexer(self, entite: Entite) -> None:
        for numero in _numeros(entite):
            self._exacts[numero].add(entite.identifiant)
        for numero in _numeros_possibles(entite):
            self._vagues[numero].add(entite.identifiant)

    def _apparier(self, lue: Entite) -> bool:
        candidats = self._candidats(lue)
        if len(candidats) > 1:
            noms = ", ".join(sorted(candidats))
            self.doutes.append((lue.identifiant, f"peut être plusieurs entités du registre : {noms} ; non repris"))
            return False
        cible = next(iter(candidats), lue.identifiant)
        connue = self._decrites.get(cible)
        if connue is not None:
            self._apparier_sites(lue, connue)
        if (pris := self._deja_pris(lue, cible)) is not None:
            self.doutes.append((lue.identifiant, f"{citer(pris)} nomme déjà autre chose ; non repris"))
            return False
        self._nommer(lue.identifiant, cible)
        self._decrites.setdefault(cible, lue)
        self._proprietaires |= dict.fromkeys((cible, *map(self._nom, _interieurs(lue))), cible)
        self._indexer(lue if cible == lue.identifiant else attrs.evolve(lue, identifiant=cible))
        return True

    def _deja_pris(self, lue: Entite, cible: str) -> str | None:
        """The identifiant, its own or that of a site, that names something else."""
        connue = self._decrites.get(cible)
        if connue is not None and liste_de(connue) != liste_de(lue):
            return cible
        noms = (cible, *map(self._nom, _interieurs(lue)))
        return next((nom for nom in noms if self._proprietaires.get(nom, cible) != cible), None)

    def _nom(self, lu: str) -> str:
        return self._noms.get(lu, lu)

    def _candidats(self, lue: Entite) -> set[str]:
        if lue.identifiant in self._decrites:
            return {lue.identifiant}
        exacts = {nom for numero in _numeros(lue) for nom in self._exacts.get(numero, ())}
        if compatibles := {nom for nom in exacts if not _distinctes(lue, self._decrites[nom])}:
            return compatibles
        seuls = (numero for numero in _numeros_possibles(lue) if self._partages[numero] == 1)
        possibles = {nom for numero in seuls for nom in self._vagues.get(numero, ())}
        return {nom for nom in possibles if _confondues(lue, self._decrites[nom])}

    def _apparier_sites(self, lue: Any, connue: Any) -> None:
        """Sites of one identifiant or one number are the same; so are two alone of theirs, in one commune that day."""
        le = None if lue.provenance is None else lue.provenance.publie_le
        au = None if le is None else le.jour
        sites: tuple[Site, ...] = getattr(lue, "sites", ())
        connus: tuple[Site, ...] = getattr(connue, "sites", ())
        memes_noms = {site.identifiant for site in sites} & {site.identifiant for site in connus}
        libres = [connu for connu in connus if connu.identifiant not in memes_noms]
        for site in sites:
            if site.identifiant in memes_noms:
                self._situer(site, next(connu for connu in connus if connu.identifiant == site.identifiant), au)
                continue
            memes = [connu for connu in libres if connu.finess == site.finess is not None]
            if not memes and len(sites) == len(connus) == 1 and connus[0].finess is None:
                memes = [un for un in libres if site.commune in self._registre.communes_du_site(un, au=au) - {None}]
            if len(memes) == 1:
                self._nommer(site.identifiant, memes[0].identifiant)
                if self._situer(site, memes[0], au):
                    self._nommer(site.lieu, memes[0].lieu)
                libres.remove(memes[0])

    def _situer(self, site: Site, connu: Site, au: date | None) -> bool:
        """Whether a known site may have been in its premises of today when the file described it."""
        if au is None or connu in connu.situations(au=au):
            return True
        self._partis[connu.identifiant] = connu
        self._nommer(site.lieu, connu.lieu_au(au))
        return False

    def _nommer(self, lu: str | None, connu: str | None) -> None:
        if lu is not None and connu is not None and lu != connu:
            self._noms[lu] = connu


def _interieurs(entite: Any) -> Iterator[str]:
    """Identifiants of what can be pointed to inside an entity."""
    return (interieur.identifiant for champ in ("sites", "axes") for interieur in getattr(entite, champ, ()))


def _renommer(valeur: Any, noms: dict[str, str]) -> Any:
    """A value whose identifiants, its own and those that it points to, are replaced."""
    if isinstance(valeur, tuple):
        return tuple(_renommer(element, noms) for element in valeur)
    if not attrs.has(type(valeur)):
        return valeur
    classe: Any = type(valeur)
    changes: dict[str, Any] = {}
    for champ in champs(classe):
        avant = getattr(valeur, champ.nom)
        if champ.nom == "identifiant" or champ.references is not None:
            apres = tuple(noms.get(n, n) for n in avant) if isinstance(avant, tuple) else noms.get(avant, avant)
        else:
            apres = _renommer(avant, noms)
        if apres != avant:
            changes[champ.nom] = apres
    return attrs.evolve(valeur, **changes) if changes else valeur
