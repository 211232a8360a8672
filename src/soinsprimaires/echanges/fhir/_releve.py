"""What is taken from a resource, and what is left: nothing of it is lost in silence.

A reader takes what it understands out of the resource, which it empties; whatever is still there at the end is told,
each piece at its place.
"""

import re
from typing import Any, Final

from soinsprimaires.anomalies import Chemin, Gravite
from soinsprimaires.echanges._dates import CodeEtMessage
from soinsprimaires.echanges._lecture import Journal
from soinsprimaires.echanges._tables import LONGUEUR_CELLULE
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.temps import DatePartielle, PeriodePartielle

__all__ = ["Depouillement", "ObjetJson"]

ObjetJson = dict[str, Any]
"""An object of JSON."""

_SANS_PLACE: Final = "n'a pas de place dans le modèle, non gardé"
_MOTS: Final = {
    "id": "identifiant du serveur, non gardé",
    "meta": "métadonnées du serveur, non gardées",
    "text": "résumé en HTML, non gardé",
}
_PERSONNELS: Final = frozenset(
    {"telecom", "address", "birthDate", "gender", "photo", "communication", "contact", "deceasedBoolean"}
)
_PERSONNEL: Final = "donnée personnelle, jamais gardée"
_CLE_MAX: Final = 64
_PARTIES_D_UN_NUMERO: Final = 3
_CONTENANTS: Final = (dict, list)
_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)


_VIDE: Final[ObjetJson] = {}
_AUCUN: Final[set[int]] = set()
"""What is left of a reading that is over: nothing of its own, since it is kept until the end."""


class Depouillement:
    """The reading of one resource.

    Args:
        journal: where what is wrong and what is left are told.
        place: that of the resource in what is read.
        ressource: the resource; it is emptied.
        personne: whether it describes somebody.
        devant: where it stands, when it is inside another one.
    """

    __slots__ = ("_devant", "_journal", "_touches", "personne", "place", "ressource")

    def __init__(
        self, journal: Journal, place: int, ressource: ObjetJson, *, personne: bool = False, devant: Chemin = ()
    ) -> None:
        self._journal = journal
        self._devant = devant
        self.place = place
        self.ressource = ressource
        self.personne = personne
        self._touches = {id(ressource)}

    def marquer(self, *objets: ObjetJson) -> None:
        """Note that something was taken from these objects: what is left of each is told key by key."""
        self._touches.update(map(id, objets))

    def texte(self, objet: ObjetJson, cle: str, *parents: ObjetJson) -> str:
        """Take a text out of an object; blank, and left there, when it is none or too long to be one."""
        valeur = objet.get(cle)
        if type(valeur) is not str or not valeur.strip() or len(valeur) > LONGUEUR_CELLULE:
            return ""
        self.oter(objet, cle, *parents)
        return valeur.strip()

    def oter(self, objet: ObjetJson, cle: str, *parents: ObjetJson) -> None:
        """Take a key out of an object that stands in others."""
        objet.pop(cle, None)
        self.marquer(objet, *parents)

    def vider(self, objet: ObjetJson, *cles: str) -> None:
        """Take keys out of an object, or all of them."""
        for cle in cles or tuple(objet):
            objet.pop(cle, None)
        self.marquer(objet)

    def numero(self, identifiant: ObjetJson, sorte: str, *parents: ObjetJson) -> None:
        """Take an Identifier out: its value, and what of its system, type and use says no more than its kind."""
        self.oter(identifiant, "value", *parents)
        if len(identifiant) <= _PARTIES_D_UN_NUMERO and s.est_numero(identifiant, sorte):
            identifiant.clear()
            return
        if s.dit_par(identifiant.get("system"), sorte) or identifiant.get("system") == sorte:
            del identifiant["system"]
        if s.est_usuel(identifiant.get("use")):
            del identifiant["use"]
        type_: ObjetJson = identifiant.get("type", {})
        for _, code, codage in s.codes_de(type_):
            if code in {sorte, s.INTERNE}:
                self.marquer(type_)
                self.vider(codage, "code")
                if s.est_de_types(codage.get("system")):
                    del codage["system"]

    def nommer(self, *slugs: str | None) -> None:
        """Take the id out when it says no more than the identifiant that this library wrote."""
        if self.ressource.get("id") in [s.identifiant_fhir(slug) for slug in slugs if slug is not None]:
            del self.ressource["id"]

    def actif(self) -> bool:
        """Take ``active`` out; whether the resource is said to be no longer kept, which is told."""
        actif = self.ressource.get("active")
        if not isinstance(actif, bool):
            return True
        del self.ressource["active"]
        if not actif:
            message = "active: false, l'enregistrement n'est plus tenu ; aucune date de fin n'en est déduite"
            self.signaler("active.faux", message, ("active",))
        return actif

    def elements(self, objet: ObjetJson, cle: str) -> list[tuple[int, ObjetJson]]:
        """The objects of a list, with their ranks; what is something else is left."""
        valeurs = objet.get(cle)
        if type(valeurs) is not list:
            return []
        return [(rang, valeur) for rang, valeur in enumerate(valeurs) if type(valeur) is dict]

    def textes(self, objet: ObjetJson, cle: str, *parents: ObjetJson) -> list[str]:
        """Take the texts out of a list."""
        valeurs = objet.get(cle)
        if type(valeurs) is not list:
            return []
        pris = []
        for rang, valeur in enumerate(valeurs):
            if type(valeur) is str and valeur.strip() and len(valeur) <= LONGUEUR_CELLULE:
                pris.append(valeur.strip())
                valeurs[rang] = None
        if pris:
            self.marquer(objet, *parents)
        return pris

    def extension(self, objet: ObjetJson, adresse: str, cle: str, *parents: ObjetJson) -> str:
        """Take the text of an extension out of an object, blank when it has none of that address."""
        for _, une in self.elements(objet, "extension"):
            if une.get("url") == adresse and (texte := self.texte(une, cle, objet, *parents)):
                self.oter(une, "url")
                return texte
        return ""

    def date(self, objet: ObjetJson, cle: str, chemin: Chemin, *parents: ObjetJson) -> DatePartielle | None:
        """Take a date out: a year, a month or a day; of an instant the day, and the hour is told."""
        texte = objet.get(cle)
        if type(texte) is not str:
            return None
        jour, _, heure = texte.partition("T")
        if _DATE.fullmatch(jour) is None:
            return None
        try:
            lue = DatePartielle.lire(jour)
        except ValeurInvalide as erreur:
            self.signaler(erreur.code, erreur.message, (*chemin, cle))
            self.oter(objet, cle, *parents)
            return None
        self.oter(objet, cle, *parents)
        if heure:
            self.signaler("date.heure", "l'heure n'est pas gardée", (*chemin, cle), Gravite.INFORMATION)
        return lue

    def periode(self, objet: Any, chemin: Chemin, *parents: ObjetJson) -> PeriodePartielle | None:
        """Take a Period out, ``None`` when it says nothing that can be kept."""
        if type(objet) is not dict:
            return None
        debut = self.date(objet, "start", chemin, *parents)
        fin = self.date(objet, "end", chemin, *parents)
        if debut is None and fin is None:
            return None
        try:
            return PeriodePartielle(debut=debut, fin=fin)
        except ValeurInvalide as erreur:
            self.signaler(erreur.code, erreur.message, chemin)
            return None

    def signaler(self, code: str, message: str, chemin: Chemin = (), gravite: Gravite = Gravite.AVERTISSEMENT) -> None:
        """Say something of a place of the resource."""
        self._journal.signaler(self.place, code, message, (*self._devant, *chemin) or None, gravite=gravite)

    def refuser(self, code: str, message: str) -> None:
        """Count out a resource that was taken for kept."""
        self._journal.gardees -= 1
        self._journal.refuser(self.place, code, message)

    def ecarter(self, raison: str, code: str, message: str, gravite: Gravite = Gravite.INFORMATION) -> None:
        """Leave aside a resource that was taken for kept."""
        self._journal.gardees -= 1
        self._journal.ecarter(raison)
        self.signaler(code, message, (), gravite)

    def dedans(self, objet: ObjetJson, chemin: Chemin) -> "Depouillement":
        """The reading of a resource inside this one."""
        return Depouillement(self._journal, self.place, objet, devant=(*self._devant, *chemin))

    def dire(self, faute: CodeEtMessage | None, chemin: Chemin) -> None:
        """The same, of a fault if there is one."""
        if faute is not None:
            self.signaler(*faute, chemin)

    def perdre(self, objet: ObjetJson, chemin: Chemin, message: str, code: str = "element.perdu") -> None:
        """Tell a whole element that is not kept, once."""
        objet.clear()
        self.signaler(code, message, chemin, Gravite.INFORMATION)

    def clore(self) -> None:
        """Tell all that is left."""
        self._dire((), self.ressource)
        self.ressource, self._touches = _VIDE, _AUCUN

    def _dire(self, chemin: Chemin, valeur: Any) -> None:
        sorte = type(valeur)
        if sorte is dict and id(valeur) in self._touches:
            for cle, contenu in valeur.items():
                if contenu or (contenu is not None and type(contenu) not in _CONTENANTS):
                    self._dire((*chemin, cle), contenu)
            return
        if sorte is list and any(map(self._entame, valeur)):
            for rang, contenu in enumerate(valeur):
                if contenu or (contenu is not None and type(contenu) not in _CONTENANTS):
                    self._dire((*chemin, rang), contenu)
            return
        premiere = chemin[0] if chemin else ""
        message = _PERSONNEL if self.personne and premiere in _PERSONNELS else _MOTS.get(str(premiere), _SANS_PLACE)
        if any(type(pas) is str and len(pas) > _CLE_MAX for pas in chemin):
            chemin = ()
        self.signaler("element.perdu", message, chemin, Gravite.INFORMATION)

    def _entame(self, valeur: Any) -> bool:
        """Whether something was taken from an element of a list, or from a part of it."""
        return valeur is None or valeur == {} or (type(valeur) is dict and id(valeur) in self._touches)
