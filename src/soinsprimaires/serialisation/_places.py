"""Where in what was read stands what is pointed at in the document that the library would write.

The lists of a document may come in any order, its lines too, and it may be of an earlier version: an entity is found
again by its identifiant.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import Any, Final, Protocol

import attrs

from soinsprimaires.anomalies import Chemin, lire_pointeur
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._objets import en_objet
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation._document import Contenu
from soinsprimaires.serialisation._fautes import pointeur

__all__ = ["Emplacement", "LignesLues", "Places", "Situable", "TexteLu"]


class Situable(Protocol):
    """What points at a datum of a registre, or of one of its entities: a finding of the rules."""

    @property
    def pointeur(self) -> str:
        """From the document, or from the entity judged alone."""

    @property
    def entite(self) -> str | None:
        """Identifiant of the entity, ``None`` for the whole registre."""


@attrs.frozen
class Emplacement:
    """Where a value is written: lines and columns are counted from 1, in characters, and the end is past its last one.

    Attributes:
        ligne: its first line.
        colonne: its first column, ``None`` for a whole line.
        derniere_ligne: its last line.
        derniere_colonne: the column that follows it.
    """

    ligne: int
    colonne: int | None = None
    derniere_ligne: int | None = None
    derniere_colonne: int | None = None


class TexteLu:
    """A document as it was read, parsed again when somebody asks where something stands in it."""

    def __init__(self, document: str | bytes) -> None:
        self._document = document

    @cached_property
    def texte(self) -> str:
        """The text."""
        return self._document if isinstance(self._document, str) else self._document.decode()

    @cached_property
    def _brut(self) -> Any:
        return json.loads(self.texte)

    @cached_property
    def _contenu(self) -> Contenu:
        return Contenu(self._brut["contenu"], self._brut["version"])

    def place(self, identifiant: str) -> tuple[Any, Chemin] | None:
        """The object of an entity as the present version writes it, and its path."""
        return self._places.get(identifiant)

    def lue(self, chemin: Chemin) -> Chemin:
        """A path of the present version, as it was read."""
        if chemin[:1] != ("contenu",):
            return chemin
        [(lu, _, _)] = self._contenu.situer([(chemin[1:], "", "")])
        return lu

    @cached_property
    def _places(self) -> Mapping[str, tuple[Any, Chemin]]:
        migre = self._contenu.migre
        return {
            entite["identifiant"]: (entite, ("contenu", liste, rang))
            for liste in LISTES
            for rang, entite in enumerate(migre.get(liste) or ())
        }

    def regions(self, chemins: Iterable[Chemin]) -> Mapping[Chemin, Emplacement]:
        """Where the values at these paths are written; where one is absent, the nearest that contains it."""
        trouvees: dict[Chemin, tuple[int, int]] = {}
        _parcourir(self.texte, _arbre(chemins), trouvees)
        debuts = [0, *accumulate(len(ligne) for ligne in self.texte.split("\n"))]
        debuts = [debut + rang for rang, debut in enumerate(debuts)]

        def situer(place: int) -> tuple[int, int]:
            ligne = bisect_right(debuts, place)
            return ligne, place - debuts[ligne - 1] + 1

        return {chemin: Emplacement(*situer(debut), *situer(fin)) for chemin, (debut, fin) in trouvees.items()}


class LignesLues:
    """Lines as they were read: the number of that of each entity.

    Attributes:
        numeros: the number of the line of each identifiant, the header being the first.
    """

    def __init__(self, numeros: Mapping[str, int]) -> None:
        self.numeros = numeros

    def place(self, identifiant: str) -> tuple[Any, Chemin] | None:
        """The path of the line of an entity; its object is not kept."""
        numero = self.numeros.get(identifiant)
        return None if numero is None else (None, ("lignes", numero))

    def lue(self, chemin: Chemin) -> Chemin:
        """The path of a line."""
        return chemin

    def regions(self, chemins: Iterable[Chemin]) -> Mapping[Chemin, Emplacement]:
        """The line of each of these paths."""
        return {c: Emplacement(int(c[1])) for c in chemins if c[:1] == ("lignes",) and len(c) > 1}


Places = TexteLu | LignesLues


def situer(places: Places | None, registre: Registre, constat: Situable) -> str:
    """The pointer of a finding in what was read.

    Raises:
        ValeurInvalide: nothing was kept of what was read.
    """
    if places is None:
        raise ValeurInvalide("rien n'est gardé de ce qui a été lu", "chargement.places")
    identifiant, reste = _viser(registre, constat)
    place = None if identifiant is None else places.place(identifiant)
    if place is None:
        return constat.pointeur
    brut, racine = place
    return pointeur(places.lue((*racine, *_suivre(registre[str(identifiant)], brut, reste))))


def _viser(registre: Registre, constat: Situable) -> tuple[str | None, Chemin]:
    """The entity at which a finding points, and the path from it."""
    chemin = lire_pointeur(constat.pointeur)
    match chemin:
        case ("contenu", str(liste), int(rang), *reste) if liste in LISTES and rang < len(getattr(registre, liste)):
            return getattr(registre, liste)[rang].identifiant, tuple(reste)
        case ("contenu", *_):
            return None, chemin
    return constat.entite, chemin


def _suivre(valeur: Any, brut: Any, chemin: Chemin) -> Chemin:
    """A path from an entity, in the object that was read: a list of words may have been put in order."""
    suivi: list[str | int] = []
    for pas in chemin:
        valeur = _interieur(valeur, pas)
        if isinstance(brut, list) and isinstance(pas, int) and valeur is not None and not attrs.has(type(valeur)):
            ecrit = en_objet(valeur)
            pas = brut.index(ecrit) if ecrit in brut else pas  # noqa: PLW2901 - where it stands in what was read
        suivi.append(pas)
        brut = _interieur(brut, pas)
    return tuple(suivi)


def _interieur(valeur: Any, pas: str | int) -> Any:
    if isinstance(valeur, list | tuple):
        return valeur[pas] if isinstance(pas, int) and pas < len(valeur) else None
    return valeur.get(pas) if isinstance(valeur, dict) else getattr(valeur, str(pas), None)


# -- where a value is written -------------------------------------------------------------------------------------

_DECODER: Final = json.JSONDecoder().raw_decode
_BLANCS: Final = re.compile(r"[ \t\n\r]*")


def _arbre(chemins: Iterable[Chemin]) -> dict[Any, Any]:
    """The paths as a tree; under ``None``, the path that ends there."""
    racine: dict[Any, Any] = {}
    for chemin in chemins:
        noeud = racine
        for pas in chemin:
            noeud = noeud.setdefault(pas, {})
        noeud[None] = chemin
    return racine


def _parcourir(texte: str, voulus: dict[Any, Any], trouvees: dict[Chemin, tuple[int, int]]) -> None:
    """Find the values of a tree of paths, in one pass that skips what no path goes through."""

    def lire(place: int, noeud: dict[Any, Any]) -> int:
        debut = place = _blancs(texte, place)
        manques = {pas for pas in noeud if pas is not None}
        if manques and texte[place] in "{[":
            place = _blancs(texte, place + 1)
            rang = 0
            while texte[place] not in "}]":
                pas: str | int = rang
                if texte[debut] == "{":
                    pas, place = _DECODER(texte, place)
                    place = _blancs(texte, _blancs(texte, place) + 1)
                if pas in manques:
                    manques.discard(pas)
                    place = lire(place, noeud[pas])
                else:
                    place = _DECODER(texte, place)[1]
                place = _blancs(texte, place)
                if texte[place] == ",":
                    place = _blancs(texte, place + 1)
                rang += 1
            place += 1
        else:
            place = _DECODER(texte, place)[1]
        absents = [chemin for pas in manques for chemin in _feuilles(noeud[pas])]
        for chemin in [*([noeud[None]] if None in noeud else []), *absents]:
            trouvees[chemin] = debut, place
        return place

    if voulus:
        lire(0, voulus)


def _feuilles(noeud: dict[Any, Any]) -> list[Chemin]:
    return [c for pas, fils in noeud.items() for c in ([fils] if pas is None else _feuilles(fils))]


def _blancs(texte: str, place: int) -> int:
    return next(_BLANCS.finditer(texte, place)).end()
