"""From bytes to resources: a resource, a Bundle, a list of resources, or one resource a line (NDJSON)."""

from collections.abc import Iterator
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Gravite, citer
from soinsprimaires.echanges._flux import Flux, Interruption, Limites, Source, ouvrir
from soinsprimaires.echanges.fhir._formes import ObjetJson
from soinsprimaires.echanges.fhir._journal import ENTREE, ENVELOPPE, RECU, JournalFhir
from soinsprimaires.erreurs import DocumentInvalide
from soinsprimaires.serialisation._fautes import Fautes
from soinsprimaires.serialisation._texte import decoder, decoder_et_cle

DOCUMENT_MAX: Final = 256 << 20
"""Bytes of the longest document that is read whole; one resource a line has no such bound."""
LIGNE_MAX: Final = 4 << 20
_BOM: Final = b"\xef\xbb\xbf"
_BLANCS: Final = b" \t\r\n"


@attrs.frozen
class RessourceLue:
    """A resource, where it stands, and the address that a Bundle gives it.

    Attributes:
        adresse: its ``fullUrl``.
        cle: what it shares with what says the same (``cle_d_egalite``), where it is known.
    """

    place: int
    objet: ObjetJson
    adresse: str | None = None
    cle: bytes | str | None = None


def lire_source(
    source: Source,
    journal: JournalFhir,
    limites: Limites,
    membre: str | None,
    *,
    ouvrir_les_bundles: bool = True,
) -> Iterator[RessourceLue]:
    """The resources of a source; a Bundle is one, unless it is opened.

    Raises:
        DocumentInvalide: it is no JSON, or holds no resource.
    """
    premiere = len(journal.formes) * RECU
    journal.formes.append("")
    with ouvrir(source, journal, limites, membre, ("*.ndjson", "*.json"), json=True) as ouvert:
        if not isinstance(ouvert, Flux):
            raise journal.renoncer("fichier.nature", "des ressources FHIR (JSON) sont attendues, pas un classeur")
        lecteur = _Source(ouvert, journal, premiere, ouvre=ouvrir_les_bundles)
        yield from lecteur.lire()


def du_document(document: Any, journal: JournalFhir) -> Iterator[RessourceLue]:
    """The resources of what is decoded already.

    Raises:
        DocumentInvalide: it is no resource, or the error of a server.
    """
    journal.formes.append("")
    return _Decode(journal, 0).lire_document(document)


class _Decode:
    """What is decoded of one source."""

    def __init__(self, journal: JournalFhir, premiere: int, *, ouvre: bool = True) -> None:
        self._journal = journal
        self._premiere = premiere
        self._ouvre = ouvre

    def _refuser(self, numero: int, code: str, message: str) -> None:
        self._journal.lues += 1
        self._journal.refuser(self._premiere + numero, code, message, sous_place=ENTREE)

    def lire_document(self, document: Any) -> Iterator[RessourceLue]:
        """The resources of a document that is decoded."""
        if isinstance(document, list):
            self._journal.formes[-1] = "liste"
            message = "une liste JSON de ressources n'est pas du FHIR : lue comme un Bundle"
            self._journal.informer(-1, "document.liste", message)
            yield from self._liste(document)
        elif not isinstance(document, dict):
            raise self._journal.renoncer("ressource.illisible", f"une ressource est attendue, pas {citer(document)}")
        elif document.get("resourceType") == "OperationOutcome":
            raise self._erreur(document)
        elif document.get("resourceType") == "Bundle" and self._ouvre:
            self._journal.formes[-1] = "entry"
            yield from self._bundle(document)
        else:
            yield RessourceLue(self._premiere, document)

    def _erreur(self, document: ObjetJson) -> DocumentInvalide:
        """The refusal of an error of a server that was saved as if it were data."""
        issues = document.get("issue")
        premiere = issues[0] if isinstance(issues, list) and issues and isinstance(issues[0], dict) else {}
        dit = premiere.get("diagnostics")
        message = (
            f"c'est l'erreur d'un serveur, pas des données ; il dit {citer(dit)}"
            if dit
            else ("c'est l'erreur d'un serveur (OperationOutcome), pas des données")
        )
        return self._journal.renoncer("document.erreur", message)

    def _liste(self, elements: list[Any]) -> Iterator[RessourceLue]:
        for rang, element in enumerate(elements):
            if isinstance(element, dict):
                yield RessourceLue(self._premiere + rang, element)
            else:
                self._refuser(rang, "ressource.illisible", f"une ressource est attendue, pas {citer(element)}")

    def _bundle(self, bundle: ObjetJson) -> Iterator[RessourceLue]:
        entrees = bundle.pop("entry", [])
        bundle.pop("resourceType")
        if bundle.get("type") == "history":
            message = (
                "un Bundle d'historique dit toutes les versions, même supprimées : donner les ressources actuelles"
            )
            raise self._journal.renoncer("bundle.historique", message)
        liens = bundle.get("link")
        for lien in liens if isinstance(liens, list) else []:
            if isinstance(lien, dict) and lien.get("relation") == "next":
                message = "ce n'est qu'une page, une autre la suit (link next) : la donner aussi"
                self._journal.signaler(-1, "bundle.suite", message)
        for cle in bundle:
            self._dire_enveloppe(cle, "enveloppe du Bundle, non gardée", Gravite.INFORMATION)
        if not isinstance(entrees, list):
            self._dire_enveloppe("entry", f"une liste est attendue, pas {citer(entrees)}", Gravite.AVERTISSEMENT)
            return
        total = bundle.get("total")
        if type(total) is int and bundle.get("type") == "searchset":
            self._journal.trouvees[total] += sum(map(_est_trouvee, entrees))
        for rang, entree in enumerate(entrees):
            place = self._premiere + rang
            if isinstance(entree, dict) and "request" in entree and _est_suppression(entree["request"]):
                self._journal.lues += 1
                self._journal.ecarter("une suppression (DELETE)")
                message = "une suppression (DELETE) : rien n'en est lu, ni ôté de ce qui est donné avec"
                self._journal.signaler(place, "entree.supprimee", message, sous_place=ENTREE)
                continue
            ressource = entree.get("resource") if isinstance(entree, dict) else None
            if not isinstance(ressource, dict):
                self._refuser(rang, "entree.vide", "une entrée sans ressource, laissée de côté")
                continue
            self._dire_entree(entree, place)
            adresse = entree.get("fullUrl")
            yield RessourceLue(place, ressource, adresse if isinstance(adresse, str) else None)

    def _dire_enveloppe(self, cle: str, message: str, gravite: Gravite) -> None:
        self._journal.signaler(
            self._premiere, "bundle.enveloppe", message, (cle,), sous_place=ENVELOPPE, gravite=gravite
        )

    def _dire_entree(self, entree: ObjetJson, place: int) -> None:
        """What an entry says beside its resource: how it was found says nothing of it."""
        for cle, valeur in entree.items():
            if cle == "resource" or (cle == "search" and valeur in _TROUVEES):
                continue
            if cle == "fullUrl" and isinstance(valeur, str) and valeur.startswith(_NEUTRE):
                continue
            message = "propos de l'entrée, non gardé"
            self._journal.informer(place, "bundle.entree", message, (cle,), sous_place=ENTREE)


class _Source(_Decode):
    """One source."""

    def __init__(self, flux: Flux, journal: JournalFhir, premiere: int, *, ouvre: bool) -> None:
        super().__init__(journal, premiere, ouvre=ouvre)
        self._flux = flux

    def lire(self) -> Iterator[RessourceLue]:
        tete = self._tete()
        ligne, _, suite = tete.partition(b"\n")
        if _sont_des_lignes(ligne.strip(_BLANCS), suite.strip(_BLANCS)):
            self._journal.formes[-1] = "lignes"
            yield from self._lignes(tete)
        else:
            try:
                document = decoder(self._tout(tete))
            except Fautes as erreur:
                _, code, message = erreur.fautes[0]
                raise self._journal.renoncer(code, message) from None
            yield from self.lire_document(document)

    def _lire(self, place: int) -> bytes:
        try:
            return self._flux.read()
        except Interruption as erreur:
            self._journal.interrompre(place, "flux.tronque", f"{erreur} ; ce qui précède est lu")
            return b""

    def _tete(self) -> bytes:
        """The first line and something of the next one, or all when there is only one."""
        octets = bytearray(self._lire(self._premiere).removeprefix(_BOM))
        while b"\n" not in octets[:-1] or not octets.partition(b"\n")[2].strip(_BLANCS):
            lus = self._lire(self._premiere)
            if not lus:
                break
            octets += lus
            self._borner(octets)
        return bytes(octets)

    def _tout(self, tete: bytes) -> bytes:
        octets = bytearray(tete)
        while lus := self._lire(self._premiere):
            octets += lus
            self._borner(octets)
        return bytes(octets)

    def _borner(self, octets: bytearray) -> None:
        if len(octets) > DOCUMENT_MAX:
            message = f"plus de {DOCUMENT_MAX} octets : écrire une ressource par ligne (NDJSON), lue sans être gardée"
            raise self._journal.renoncer("document.taille", message)

    # -- one resource a line -------------------------------------------------------------------------------------

    def _lignes(self, tete: bytes) -> Iterator[RessourceLue]:
        numero, reste, trop = 0, tete, False
        while True:
            *lignes, reste = reste.split(b"\n")
            for ligne in lignes:
                numero += 1
                if trop:
                    trop = False
                    continue
                yield from self._ligne(ligne, numero)
            if len(reste) > LIGNE_MAX:
                if not trop:
                    self._refuser(numero + 1, "ligne.longueur", f"plus de {LIGNE_MAX} octets")
                trop, reste = True, b""
            lus = self._lire(self._premiere + numero + 1)
            if not lus:
                break
            reste += lus
        if reste.strip(_BLANCS) and not trop:
            yield from self._ligne(reste, numero + 1)

    def _ligne(self, ligne: bytes, numero: int) -> Iterator[RessourceLue]:
        if not ligne.strip(_BLANCS):
            return
        try:
            objet, cle = decoder_et_cle(ligne, numero)
        except Fautes as erreur:
            _, code, message = erreur.fautes[0]
            self._refuser(numero, code, message)
            return
        if not isinstance(objet, dict):
            self._refuser(numero, "ressource.illisible", f"une ressource est attendue, pas {citer(objet)}")
            return
        yield RessourceLue(self._premiere + numero, objet, cle=cle)


def _sont_des_lignes(ligne: bytes, suite: bytes) -> bool:
    """Whether a first line, and something of what follows, are one resource a line, even if the first one is wrong."""
    if not suite:
        return False
    if ligne.startswith(b"{") and ligne.endswith(b"}") and suite.startswith(b"{"):
        return True  # no document goes on so
    try:
        return isinstance(decoder(ligne), dict)
    except Fautes:
        return False


def _est_suppression(demande: Any) -> bool:
    return isinstance(demande, dict) and str(demande.get("method")).upper() == "DELETE"


def _est_trouvee(entree: Any) -> bool:
    """Whether an entry is one that a search counts: neither included besides, nor said of the search."""
    recherche = entree.get("search") if isinstance(entree, dict) else None
    return not isinstance(recherche, dict) or recherche.get("mode") in (None, "match")


_NEUTRE: Final = "urn:uuid:"
_TROUVEES: Final = ({"mode": "match"}, {"mode": "include"})
