"""Elements by their form: what each says beside its values is understood once for all those that are alike.

The identifiers of a hundred thousand resources differ by their numbers and are of ten forms; their types are of a few
hundreds. What a form says, what is to be told of it and what the model does not hold are remembered.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, Generic, NamedTuple, TypeVar

from soinsprimaires.anomalies import Chemin, Gravite
from soinsprimaires.echanges._dates import CodeEtMessage
from soinsprimaires.echanges._tables import LONGUEUR_CELLULE
from soinsprimaires.echanges.fhir import _systemes as s
from soinsprimaires.modele.organisations import NatureContact
from soinsprimaires.serialisation._texte import cle_d_egalite

ObjetJson = dict[str, Any]
"""An object of JSON."""

F = TypeVar("F")

_FORMES_MAX: Final = 2_048
_LONGUEUR_MAX: Final = 1_500
"""Forms that are remembered, and bytes of one: a hostile file must not fill the memory."""
_CONTENANTS: Final = (dict, list)


def est_dit(valeur: Any) -> bool:
    """Whether a value says something: neither nothing, nor a list or an object that is empty."""
    return bool(valeur) or (valeur is not None and type(valeur) not in _CONTENANTS)


def en_texte(valeur: Any) -> str:
    """A text without blanks around; blank when it is none, or too long to be one."""
    return valeur.strip() if type(valeur) is str and len(valeur) <= LONGUEUR_CELLULE else ""


class Notes:
    """What is to be told of an element, and what is left of it."""

    __slots__ = ("dits", "restes")

    def __init__(self) -> None:
        self.dits: list[tuple[str, str, Chemin, Gravite]] = []
        self.restes: list[Chemin] = []

    def signaler(self, code: str, message: str, chemin: Chemin = (), gravite: Gravite = Gravite.AVERTISSEMENT) -> None:
        """Say something of a place."""
        self.dits.append((code, message, chemin, gravite))

    def dire(self, faute: CodeEtMessage | None, chemin: Chemin) -> None:
        """The same, of a fault if there is one."""
        if faute is not None:
            self.signaler(*faute, chemin)

    def perdre(self, chemin: Chemin, message: str, code: str = "element.perdu") -> None:
        """Tell a whole element that is not kept, and why."""
        self.signaler(code, message, chemin, Gravite.INFORMATION)

    def laisser(self, chemin: Chemin, valeur: Any) -> None:
        """Leave a value, which is told unless it says nothing."""
        if est_dit(valeur):
            self.restes.append(chemin)

    def laisser_sauf(self, objet: ObjetJson, prises: tuple[str, ...], chemin: Chemin) -> None:
        """Leave the keys of an object that were not taken."""
        self.restes += [
            (*chemin, cle) for cle, valeur in objet.items() if cle not in prises and (valeur or est_dit(valeur))
        ]

    def objets(self, valeurs: Any, chemin: Chemin) -> list[tuple[int, ObjetJson]]:
        """The objects of a list, with their ranks; what is something else is left."""
        if type(valeurs) is not list:
            self.laisser(chemin, valeurs)
            return []
        objets = [(rang, valeur) for rang, valeur in enumerate(valeurs) if type(valeur) is dict]
        if len(objets) < len(valeurs):
            for rang, valeur in enumerate(valeurs):
                if type(valeur) is not dict:
                    self.laisser((*chemin, rang), valeur)
        return objets

    def textes(self, valeurs: Any, chemin: Chemin) -> list[str]:
        """The texts of a list; what is something else is left."""
        if type(valeurs) is not list:
            self.laisser(chemin, valeurs)
            return []
        textes = list(map(en_texte, valeurs))
        if not all(textes):
            for rang, valeur in enumerate(valeurs):
                if not textes[rang]:
                    self.laisser((*chemin, rang), valeur)
        return [texte for texte in textes if texte]


class FormeFhir(NamedTuple, Generic[F]):
    """What a form says, what is to be told of it, and what the model does not hold of it."""

    valeur: F
    dits: tuple[tuple[str, str, Chemin, Gravite], ...]
    restes: tuple[Chemin, ...]


class Formes(Generic[F]):
    """What was understood of the lists of an element.

    Args:
        cle: the element of a resource.
        comprendre: what a list of it says; its values, if it has some, were taken out.
    """

    def __init__(self, cle: str, comprendre: Callable[[list[Any], Notes], F]) -> None:
        self.cle = cle
        self._comprendre = comprendre
        self._connues: dict[bytes | str, FormeFhir[F]] = {}

    def de(self, liste: list[Any]) -> FormeFhir[F]:
        """What a list says."""
        cle = cle_d_egalite(liste)
        forme = self._connues.get(cle)
        if forme is None:
            forme = self._lire(liste)
            if len(self._connues) < _FORMES_MAX and len(cle) <= _LONGUEUR_MAX:
                self._connues[cle] = forme
        return forme

    def _lire(self, liste: list[Any]) -> FormeFhir[F]:
        notes = Notes()
        valeur = self._comprendre(liste, notes)
        return FormeFhir(valeur, tuple(notes.dits), tuple(notes.restes))


# -- codes --------------------------------------------------------------------------------------------------------


class Code(NamedTuple):
    """A coding; its system is blank when it has none, and its table when it is not of the ANS (``TRE_R66``)."""

    rang: int
    systeme: str
    table: str
    code: str


def codes_lus(concept: Any) -> list[Code]:
    """The codings of a CodeableConcept that have a code."""
    codages = concept.get("coding") if isinstance(concept, dict) else None
    return [
        Code(rang, systeme, s.table_de(systeme), code)
        for rang, codage in enumerate(codages if isinstance(codages, list) else ())
        for systeme, code, _ in s.codes_de({"coding": [codage]})
    ]


def laisser_concept(notes: Notes, concept: ObjetJson, pris: list[Code], chemin: Chemin) -> None:
    """Leave what a CodeableConcept says beside the codes that were taken: all of it when none was."""
    if not pris:
        notes.laisser(chemin, concept)
        return
    rangs = {code.rang for code in pris}
    noms = [s.TRANCHES.get(code.table or code.systeme) for code in pris]
    notes.laisser_sauf(concept, ("coding", "extension"), chemin)
    for rang, codage in enumerate(concept["coding"]):
        if rang in rangs:
            notes.laisser_sauf(codage, ("system", "code"), (*chemin, "coding", rang))
        else:
            notes.laisser((*chemin, "coding", rang), codage)
    for rang, une in notes.objets(concept.get("extension"), (*chemin, "extension")):
        dit = une.get("valueCode") if une.get("url") == s.TYPES_ORGANISATION else None
        if dit is not None and dit in noms:
            notes.laisser_sauf(une, ("url", "valueCode"), (*chemin, "extension", rang))
        else:
            notes.laisser((*chemin, "extension", rang), une)


# -- identifiers --------------------------------------------------------------------------------------------------


class FormeIdentifiant(NamedTuple):
    """An Identifier without its value.

    Attributes:
        chemin: where it stands.
        sorte: what it numbers; ``SIRENE`` when the length of the number tells.
        systeme: its system, whatever it is.
        nom: its kind, its system or its type: what names it in the model when it has no place of its own.
        perime: whether it is said to be old, temporary, or to have an end.
    """

    chemin: Chemin
    sorte: str
    systeme: Any
    nom: str
    perime: bool

    def sorte_de(self, valeur: str) -> str:
        """What a value numbers."""
        if self.sorte != "SIRENE":
            return self.sorte
        return "SIREN" if len("".join(valeur.split())) == _SIREN else "SIRET"


_SIREN: Final = 9


def comprendre_identifiant(lu: ObjetJson, chemin: Chemin, notes: Notes) -> FormeIdentifiant:
    """What an Identifier says, its value aside; what says no more than its kind is not left."""
    sorte, systeme, type_ = s.sorte_de(lu), lu.get("system"), lu.get("type")
    texte = type_.get("text") if isinstance(type_, dict) else None
    nom = sorte or (systeme if isinstance(systeme, str) else texte)
    for cle, valeur in lu.items():
        if (cle == "system" and (s.dit_par(valeur, sorte) or valeur == nom)) or (cle == "use" and s.est_usuel(valeur)):
            continue
        if cle == "type" and isinstance(valeur, dict):
            notes.restes += [(*chemin, "type", *reste) for reste in _restes_de_type(valeur, nom)]
        elif cle != "value":
            notes.laisser((*chemin, cle), valeur)
    return FormeIdentifiant(
        chemin, sorte, systeme, nom if isinstance(nom, str) and nom.strip() else "", s.est_revolu(lu)
    )


def _restes_de_type(type_: ObjetJson, nom: Any) -> Iterator[Chemin]:
    """What the type of an identifier says beside its kind."""
    pris = {id(codage) for _, code, codage in s.codes_de(type_) if code in {nom, s.INTERNE}}
    if not pris and type_.get("text") != nom:
        yield ()
        return
    notes = Notes()
    notes.laisser_sauf(type_, ("coding", "text") if type_.get("text") == nom else ("coding",), ())
    codages = type_.get("coding")
    if not pris:
        notes.laisser(("coding",), codages)
        codages = ()
    for rang, codage in enumerate(codages or ()):
        if id(codage) in pris:
            prises = ("code", "system") if s.est_de_types(codage.get("system")) else ("code",)
            notes.laisser_sauf(codage, prises, ("coding", rang))
        else:
            notes.laisser(("coding", rang), codage)
    yield from notes.restes


def _comprendre_identifiants(liste: list[Any], notes: Notes) -> tuple[FormeIdentifiant, ...]:
    return tuple(
        comprendre_identifiant(lu, ("identifier", rang), notes) for rang, lu in _valables(liste, "identifier", notes)
    )


def _valables(liste: list[Any], cle: str, notes: Notes) -> Iterator[tuple[int, ObjetJson]]:
    """The elements of which the value was taken; one that still has a key for it has none that can be kept."""
    for rang, element in notes.objets(liste, (cle,)):
        if "value" not in element:
            yield rang, element
        elif element != _SANS_VALEUR:
            notes.restes.append((cle, rang))


_SANS_VALEUR: Final = {"value": None}


IDENTIFIANTS: Final = Formes("identifier", _comprendre_identifiants)
"""Identifiers, without their values."""


# -- contacts -----------------------------------------------------------------------------------------------------


NATURES_CONTACTS: Final = {
    "phone": NatureContact.TELEPHONE,
    "email": NatureContact.COURRIEL,
    "url": NatureContact.SITE_INTERNET,
}
_MESSAGERIE: Final = "messagerie sécurisée de santé (MSSanté), qui n'est pas un courriel public, non gardée"


def _comprendre_contacts(liste: list[Any], notes: Notes) -> tuple[NatureContact | None, ...]:
    return tuple(_contact(lu, ("telecom", rang), notes) for rang, lu in _valables(liste, "telecom", notes))


def _contact(lu: ObjetJson, chemin: Chemin, notes: Notes) -> NatureContact | None:
    """What a contact is in the model, ``None`` when it is not kept."""
    extensions = lu.get("extension")
    adresses = [une.get("url") for une in extensions if isinstance(une, dict)] if isinstance(extensions, list) else []
    nature = NATURES_CONTACTS.get(str(lu.get("system")))
    if s.MESSAGERIE in adresses:
        notes.perdre(chemin, _MESSAGERIE)
        nature = None
    elif nature is None:
        notes.restes.append(chemin)
    elif s.est_revolu(lu):
        notes.signaler("contact.ancien", "un contact ancien, provisoire ou qui a une fin, non gardé", chemin)
        nature = None
    else:
        notes.laisser_sauf(lu, ("system",), chemin)
    return nature


CONTACTS: Final = Formes("telecom", _comprendre_contacts)
"""ContactPoints, without their values."""
