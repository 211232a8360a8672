"""Whether a resource keeps FHIR R4 and the French profiles that it claims, judged offline.

The tables were compiled from the packages of the guides (``profils.json``, with their versions): what a type admits,
and where a profile is narrower. What a nomenclature alone could tell is not judged: whether a code is in force, which
slice a code belongs to.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs

from soinsprimaires.anomalies import Anomalie, Gravite, citer, pointeur_json
from soinsprimaires.echanges._flux import LIMITES, Limites, Source
from soinsprimaires.echanges.fhir._documents import lire_source
from soinsprimaires.echanges.fhir._journal import JournalFhir
from soinsprimaires.echanges.fhir._profils import PROFILS_ECRITS, Profil
from soinsprimaires.erreurs import ValeurInvalide

_JOUR: Final = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_HEURE: Final = r"T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))"
_MOTIFS: Final[dict[str, re.Pattern[str]]] = {
    nom: re.compile(motif, re.ASCII)
    for nom, motif in {
        "code": r"[^\s]+(\s[^\s]+)*",
        "id": r"[A-Za-z0-9\-.]{1,64}",
        "uri": r"\S+",
        "url": r"\S+",
        "canonical": r"\S+",
        "oid": r"urn:oid:[0-2](\.(0|[1-9]\d*))+",
        "date": _JOUR,
        "dateTime": rf"{_JOUR}|\d{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]){_HEURE}",
        "instant": rf"\d{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]){_HEURE}",
        "time": r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?",
        "base64Binary": r"[A-Za-z0-9+/=\s]*",
    }.items()
}
_DATES: Final = frozenset({"date", "dateTime", "instant"})
_TEXTES: Final = frozenset({"string", "markdown", "xhtml", "uuid", *_MOTIFS})
_NOMBRES: Final = {"integer": (int,), "positiveInt": (int,), "unsignedInt": (int,), "decimal": (int, float, Decimal)}
_PLANCHERS: Final = {"positiveInt": 1, "unsignedInt": 0}
_JOUR_ENTIER: Final = 10

_Chemin = Any
"""Where a value stands, as pairs (parent, step): most are never looked at."""


@attrs.frozen
class _Element:
    """What a type admits under a key."""

    type_: str
    liste: bool
    codes: frozenset[str] | None


@attrs.frozen
class _Type:
    """What a type admits, and what it wants: each wanted element is one of several keys."""

    elements: Mapping[str, _Element]
    requis: tuple[tuple[str, ...], ...]
    choix: tuple[tuple[str, ...], ...]


@attrs.frozen
class _Tables:
    types: Mapping[str, _Type]
    profils: Mapping[str, Mapping[str, Any]]
    sources: tuple[tuple[str, str], ...]


@cache
def _tables() -> _Tables:
    """What ``outils.profils_fhir`` compiled."""
    lues = json.loads(files("soinsprimaires.echanges.fhir").joinpath("profils.json").read_text(encoding="utf-8"))
    codes = {nom: frozenset(ceux) for nom, ceux in lues["codes"].items()}
    types = {nom: _type(elements, codes) for nom, elements in lues["types"].items()}
    sources = tuple((source["paquet"], source["version"]) for source in lues["sources"])
    return _Tables(types, lues["profils"], sources)


def _type(elements: Mapping[str, str], codes: Mapping[str, frozenset[str]]) -> _Type:
    admis: dict[str, _Element] = {}
    requis, choix = [], []
    for nom, ligne in elements.items():
        cardinalite, sortes, *liaison = ligne.split(" ")
        minimum, maximum = cardinalite.split("..")
        prefixe = nom.removesuffix("[x]")
        cles = []
        for sorte in sortes.split("|"):
            cle = nom if prefixe == nom else prefixe + sorte[0].upper() + sorte[1:]
            admis[cle] = _Element(sorte, maximum == "*", codes[liaison[0]] if liaison else None)
            cles.append(cle)
        if minimum != "0":
            requis.append(tuple(cles))
        if len(cles) > 1:
            choix.append(tuple(cles))
    return _Type(admis, tuple(requis), tuple(choix))


def sources_des_profils() -> tuple[tuple[str, str], ...]:
    """The packages from which the tables come, each with its version; all are under CC0-1.0."""
    return _tables().sources


def controler(ressource: Mapping[str, Any], *, profil: Profil | str | None = None) -> tuple[Anomalie, ...]:
    """What is wrong with a resource, or with those of a Bundle; nothing is raised for it.

    Args:
        ressource: the resource, decoded.
        profil: what it must keep besides R4: the profile of its kind, or the address of one; ``None`` for those that
            it says that it keeps (``meta.profile``).

    Returns:
        Faults (``BLOQUANT``), each with its pointer; and, as ``INFORMATION``, what could not be judged.

    Raises:
        ValeurInvalide: it is no JSON object.
    """
    if not isinstance(ressource, Mapping):
        raise ValeurInvalide(f"une ressource (un objet) est attendue, pas {citer(ressource)}", "type.inattendu")
    controle = _ControleFhir(profil)
    try:
        controle.ressource(ressource, None)
    except RecursionError:
        controle.fautes.clear()
        controle.noter(None, "json.profondeur", "trop de listes ou d'objets imbriqués")
    return tuple(controle.fautes)


def controler_source(
    source: Source, *, profil: Profil | str | None = None, membre: str | None = None, limites: Limites = LIMITES
) -> Iterator[Anomalie]:
    """What is wrong with each resource of a file: a resource, a Bundle, a list, or one resource a line.

    Args:
        source: path or binary stream, plain, ``.gz`` or ``.zip``.
        profil: see :func:`controler`.
        membre: pattern of the wanted file in an archive of several.
        limites: bounds once unpacked.

    Yields:
        Each fault, with its pointer from the root of the file.

    Raises:
        DocumentInvalide: it is no JSON, or is the error of a server.
    """
    journal = JournalFhir()
    dites = 0
    for lue in lire_source(source, journal, limites, membre, ouvrir_les_bundles=False):
        yield from journal.anomalies[dites:]
        dites = len(journal.anomalies)
        devant, lieu = journal.situer(lue.place, -1)
        for faute in controler(lue.objet, profil=profil):
            message = f"{lieu} : {faute.message}" if devant else faute.message
            yield attrs.evolve(faute, pointeur=devant + faute.pointeur, message=message)
    yield from journal.anomalies[dites:]


class _ControleFhir:
    """The state of one check."""

    def __init__(self, profil: Profil | str | None) -> None:
        self.fautes: list[Anomalie] = []
        self._profil = profil
        self._tables = _tables()
        self._regles: dict[str, Callable[[Mapping[str, Any], _Chemin], None]] = {
            "Organization": self._organisation,
            "ContactPoint": self._contact,
            "Period": self._periode,
            "Extension": self._extension,
        }

    def noter(self, chemin: _Chemin, code: str, message: str, gravite: Gravite = Gravite.BLOQUANT) -> None:
        """Keep a fault."""
        pas: list[str | int] = []
        while chemin is not None:
            chemin, un = chemin
            pas.append(un)
        pointeur = pointeur_json(tuple(reversed(pas)))
        self.fautes.append(Anomalie(code=code, message=message, pointeur=pointeur, gravite=gravite))

    # -- types ---------------------------------------------------------------------------------------------------

    def ressource(self, ressource: Any, chemin: _Chemin, *, contenue: bool = False) -> None:
        """A resource, the profiles that it keeps, and what it contains."""
        if not isinstance(ressource, Mapping):
            self.noter(chemin, "element.forme", f"une ressource est attendue, pas {citer(ressource)}")
            return
        nom = ressource.get("resourceType")
        if not isinstance(nom, str):
            self.noter(chemin, "element.absent", "resourceType manque : ce n'est pas une ressource FHIR")
            return
        if nom not in self._tables.types or "." in nom or "resourceType" in self._tables.types[nom].elements:
            message = f"le type de ressource {citer(nom)} n'est pas contrôlé"
            self.noter(chemin, "ressource.inconnue", message, Gravite.INFORMATION)
            return
        self._objet({cle: valeur for cle, valeur in ressource.items() if cle != "resourceType"}, nom, chemin)
        contenues = ressource.get("contained")
        for rang, une in enumerate(contenues if isinstance(contenues, list) else []):
            if contenue:
                self.noter(
                    (chemin, "contained"), "invariant", "dom-2 : une ressource contenue n'en contient pas d'autre"
                )
            self.ressource(une, ((chemin, "contained"), rang), contenue=True)
        entrees = ressource.get("entry") if nom == "Bundle" else None
        for rang, entree in enumerate(entrees if isinstance(entrees, list) else []):
            if isinstance(entree, Mapping) and "resource" in entree:
                self.ressource(entree["resource"], (((chemin, "entry"), rang), "resource"))
        if nom != "Bundle" or self._profil is None:
            self._profils(ressource, nom, chemin)

    def _objet(self, objet: Mapping[str, Any], nom: str, chemin: _Chemin) -> None:
        type_ = self._tables.types[nom]
        if not objet:
            self.noter(chemin, "element.vide", "un objet vide n'a pas lieu d'être (ele-1)")
            return
        for cle, valeur in objet.items():
            element = type_.elements.get(cle)
            if element is not None:
                if valeur is None:
                    self.noter((chemin, cle), "element.vide", "null n'a pas lieu d'être")
                elif element.liste:
                    self._liste(valeur, objet.get(f"_{cle}"), element, (chemin, cle))
                else:
                    self._valeur(valeur, element, (chemin, cle))
            elif cle[:1] == "_" and cle[1:] in type_.elements:
                self._a_cote(valeur, objet.get(cle[1:]), type_.elements[cle[1:]], (chemin, cle))
            else:
                self.noter((chemin, str(cle)), "element.inconnu", f"{citer(cle)} n'existe pas dans {nom}")
        for cles in type_.requis:
            if not any(cle in objet or f"_{cle}" in objet for cle in cles):
                self.noter(chemin, "element.absent", f"{nom}.{cles[0]} manque")
        for cles in type_.choix:
            if sum(cle in objet for cle in cles) > 1:
                self.noter(chemin, "element.choix", f"{nom} n'admet qu'une seule des formes d'une même valeur")
        regle = self._regles.get(nom)
        if regle is not None:
            regle(objet, chemin)

    def _liste(self, valeurs: Any, a_cote: Any, element: _Element, chemin: _Chemin) -> None:
        if not isinstance(valeurs, list):
            self.noter(chemin, "element.forme", "une liste est attendue")
            return
        if not valeurs:
            self.noter(chemin, "element.vide", "une liste vide n'a pas lieu d'être")
        for rang, valeur in enumerate(valeurs):
            if valeur is None and isinstance(a_cote, list) and len(a_cote) > rang and a_cote[rang] is not None:
                continue
            self._valeur(valeur, element, (chemin, rang))

    def _valeur(self, valeur: Any, element: _Element, chemin: _Chemin) -> None:
        nom = element.type_
        if nom in self._tables.types:
            if isinstance(valeur, Mapping):
                self._objet(valeur, nom, chemin)
            else:
                self.noter(chemin, "element.forme", f"un objet ({nom}) est attendu, pas {citer(valeur)}")
            return
        raison = _raison(valeur, nom)
        if raison is not None:
            self.noter(chemin, "element.forme", raison)
        elif element.codes is not None and valeur not in element.codes:
            self.noter(
                chemin, "code.inconnu", f"{citer(valeur)} n'est pas un des codes : {', '.join(sorted(element.codes))}"
            )

    def _a_cote(self, valeur: Any, voisine: Any, element: _Element, chemin: _Chemin) -> None:
        """Extensions of a primitive (``_line``)."""
        if element.type_ in self._tables.types:
            self.noter(chemin, "element.inconnu", "seule une valeur simple a des extensions à côté d'elle")
            return
        valeurs = valeur if isinstance(valeur, list) else [valeur]
        if element.liste != isinstance(valeur, list):
            self.noter(chemin, "element.forme", "ce n'est pas la même forme (liste ou non) que la valeur")
        if isinstance(valeur, list) and isinstance(voisine, list) and len(valeur) != len(voisine):
            self.noter(chemin, "element.forme", "cette liste n'a pas la longueur de celle des valeurs")
        for rang, une in enumerate(valeurs):
            ici = (chemin, rang) if isinstance(valeur, list) else chemin
            if une is None and isinstance(valeur, list):
                continue
            if not isinstance(une, Mapping) or not set(une) <= {"id", "extension"}:
                self.noter(ici, "element.forme", "id et extension seuls sont admis à côté d'une valeur simple")
            elif "extension" in une:
                self._liste(une["extension"], None, _EXTENSION, (ici, "extension"))

    # -- invariants ----------------------------------------------------------------------------------------------

    def _organisation(self, objet: Mapping[str, Any], chemin: _Chemin) -> None:
        if "name" not in objet and "identifier" not in objet:
            self.noter(chemin, "invariant", "org-1 : une organisation a un nom ou un identifiant")
        for cle, regle in (("address", "org-2"), ("telecom", "org-3")):
            valeurs = objet.get(cle)
            for rang, un in enumerate(valeurs if isinstance(valeurs, list) else []):
                if isinstance(un, Mapping) and un.get("use") == "home":
                    message = f"{regle} : une organisation n'a pas de domicile"
                    self.noter(((chemin, cle), rang), "invariant", message)

    def _contact(self, objet: Mapping[str, Any], chemin: _Chemin) -> None:
        if "value" in objet and "system" not in objet:
            self.noter(chemin, "invariant", "cpt-2 : une valeur a un système (phone, email ...)")

    def _periode(self, objet: Mapping[str, Any], chemin: _Chemin) -> None:
        debut, fin = objet.get("start"), objet.get("end")
        if isinstance(debut, str) and isinstance(fin, str) and debut[: len(fin)] > fin[: len(debut)]:
            self.noter(chemin, "invariant", "per-1 : la fin précède le début")

    def _extension(self, objet: Mapping[str, Any], chemin: _Chemin) -> None:
        valeurs = sum(cle.removeprefix("_").startswith("value") for cle in objet)
        if ("extension" in objet) == (valeurs > 0):
            self.noter(chemin, "invariant", "ext-1 : une extension a une valeur ou des extensions, pas les deux")
        adresse = objet.get("url")
        profil = self._tables.profils.get(adresse) if isinstance(adresse, str) else None
        if profil is not None:
            self._noeud(profil, objet, chemin)

    # -- profiles ------------------------------------------------------------------------------------------------

    def _profils(self, ressource: Mapping[str, Any], nom: str, chemin: _Chemin) -> None:
        meta = ressource.get("meta")
        dits = meta.get("profile") if isinstance(meta, Mapping) else None
        if isinstance(self._profil, Profil):
            adresse = PROFILS_ECRITS[self._profil].get(nom)
            dits = [] if adresse is None else [adresse]
        elif self._profil is not None:
            dits = [self._profil]
        for adresse in dits if isinstance(dits, list) else []:
            profil = self._tables.profils.get(str(adresse).partition("|")[0])
            if profil is None:
                message = f"le profil {citer(adresse)} n'est pas de ceux qui sont livrés : non contrôlé"
                self.noter(chemin, "profil.inconnu", message, Gravite.INFORMATION)
            elif profil["type"] != nom:
                self.noter(chemin, "profil.type", f"{citer(adresse)} est un profil de {profil['type']}, pas de {nom}")
            else:
                self._noeud(profil, ressource, chemin)

    def _noeud(self, noeud: Mapping[str, Any], objet: Mapping[str, Any], chemin: _Chemin) -> None:
        for nom, enfant in noeud.get("enfants", {}).items():
            self._occurrences(enfant, list(_presents(objet, nom)), (chemin, nom.removesuffix("[x]")))

    def _occurrences(self, noeud: Mapping[str, Any], presents: list[tuple[Any, Any]], chemin: _Chemin) -> None:
        if len(presents) < noeud.get("min", 0):
            self.noter(chemin, "profil.absent", f"le profil en veut {noeud['min']}, il y en a {len(presents)}")
        if "max" in noeud and len(presents) > noeud["max"]:
            self.noter(chemin, "profil.trop", f"le profil en admet {noeud['max']}, il y en a {len(presents)}")
        for pas, valeur in presents:
            ici = chemin if pas is None else (chemin, pas)
            if "valeur" in noeud and not _contient(valeur, noeud["valeur"]):
                self.noter(ici, "profil.valeur", "le profil veut une autre valeur")
            if "codes" in noeud and isinstance(valeur, str) and valeur not in noeud["codes"]:
                self.noter(ici, "profil.code", f"{citer(valeur)} n'est pas un des codes du profil")
            if "motif" in noeud and isinstance(valeur, Mapping):
                texte = valeur.get("value")
                if not isinstance(texte, str) or re.fullmatch(noeud["motif"], texte, re.ASCII) is None:
                    self.noter((ici, "value"), "profil.motif", f"le profil veut la forme {noeud['motif']}")
            if isinstance(valeur, Mapping):
                self._noeud(noeud, valeur, ici)
        for tranche in noeud.get("tranches", {}).values():
            siens = [(pas, valeur) for pas, valeur in presents if all(_est_de(valeur, si) for si in tranche["si"])]
            self._occurrences(tranche, siens, chemin)


_EXTENSION: Final = _Element("Extension", liste=True, codes=None)


def _raison(valeur: Any, nom: str) -> str | None:
    """Why a simple value is not one of a type."""
    if nom in _TEXTES:
        if not isinstance(valeur, str):
            return f"un texte ({nom}) est attendu, pas {citer(valeur)}"
        if not valeur.strip():
            return "un texte vide n'a pas lieu d'être"
        motif = _MOTIFS.get(nom)
        if motif is not None and motif.fullmatch(valeur) is None:
            return f"{citer(valeur)} n'a pas la forme du type {nom}"
        return "ce jour n'existe pas au calendrier" if nom in _DATES and not _existe(valeur) else None
    if nom == "boolean":
        return None if isinstance(valeur, bool) else f"true ou false est attendu, pas {citer(valeur)}"
    if nom in _NOMBRES:
        if isinstance(valeur, bool) or not isinstance(valeur, _NOMBRES[nom]):
            return f"un nombre ({nom}) est attendu, pas {citer(valeur)}"
        return f"{citer(valeur)} est trop petit" if valeur < _PLANCHERS.get(nom, valeur) else None
    return None  # a type that is not shipped


def _existe(texte: str) -> bool:
    if len(texte) < _JOUR_ENTIER:
        return texte[:4] != "0000"
    try:
        date.fromisoformat(texte[:_JOUR_ENTIER])
    except ValueError:
        return False
    return True


def _presents(objet: Mapping[str, Any], nom: str) -> Iterator[tuple[Any, Any]]:
    """The values of an element, each with its rank in a list; of a choice, the one that is written."""
    if nom.endswith("[x]"):
        prefixe = nom.removesuffix("[x]")
        yield from ((None, valeur) for cle, valeur in objet.items() if cle.removeprefix("_").startswith(prefixe))
        return
    valeur = objet.get(nom, objet.get(f"_{nom}"))
    if isinstance(valeur, list):
        yield from enumerate(valeur)
    elif valeur is not None:
        yield None, valeur


def _contient(valeur: Any, modele: Any) -> bool:
    """Whether a value holds all that a pattern says."""
    if isinstance(modele, Mapping):
        return isinstance(valeur, Mapping) and all(
            cle in valeur and _contient(valeur[cle], dit) for cle, dit in modele.items()
        )
    if isinstance(modele, list):
        return isinstance(valeur, list) and all(any(_contient(une, dit) for une in valeur) for dit in modele)
    return bool(valeur == modele)


def _est_de(valeur: Any, si: list[Any]) -> bool:
    """Whether an element is of a slice."""
    chemin, dit = si
    if chemin == "$this":
        return _contient(valeur, dit)
    if not isinstance(valeur, Mapping):
        return False
    if chemin == "extension":
        extensions = valeur.get("extension")
        return isinstance(extensions, list) and any(isinstance(e, Mapping) and e.get("url") == dit for e in extensions)
    courants: list[Any] = [valeur]
    for pas in chemin.split("."):
        suivants = [courant.get(pas) for courant in courants if isinstance(courant, Mapping)]
        courants = [un for suivant in suivants for un in (suivant if isinstance(suivant, list) else [suivant])]
    return any(_contient(courant, dit) for courant in courants)
