"""The JSON Schema of the present version, written from the classes that the reader builds.

Each type is dispatched as the reader dispatches it; a type that the reader does not know has no schema either.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires._docstrings import phrases, presenter
from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import CODE_COMMUNE, SORTES, SorteIdentifiant
from soinsprimaires.mesures import Bornes
from soinsprimaires.modele._champs import Champ, champs, est_enumeration
from soinsprimaires.modele._objets import ABSENT
from soinsprimaires.modele.conventions import Document
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.structures import ETIQUETTE, ETIQUETTE_DE, ETIQUETTES, Structure
from soinsprimaires.modele.territoires import Territoire
from soinsprimaires.referentiels.codes import CodeNomenclature
from soinsprimaires.serialisation._convertisseur import LONGUEUR_TEXTE, en_objet
from soinsprimaires.serialisation.migrations import FORMAT, VERSION
from soinsprimaires.temps import DatePartielle

__all__ = ["EN_COURS", "engendrer", "ossature"]

Schema = dict[str, Any]

DIALECTE: Final = "https://json-schema.org/draft/2020-12/schema"
EN_COURS: Final = "en cours : cette version n'est pas encore publiée et peut changer"
"""What the schema of a version says of itself until it is published."""

_ANNEE: Final = r"(?!0000)[0-9]{4}"
_BISSEXTILE: Final = r"(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_MOIS: Final = r"(?:0[1-9]|1[0-2])"
_MOIS_ET_JOUR: Final = (
    r"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_JOUR: Final = f"{_ANNEE}-{_MOIS_ET_JOUR}|{_BISSEXTILE}-02-29"
_SAISON: Final = f"{_ANNEE}-2[1-4]"
_VAGUE: Final = f"(?:{_ANNEE}(?:-{_MOIS})?|{_JOUR})"


_SANS_NUL: Final = r"^[^\x00]*$"


def _motif(motif: str) -> str:
    """A pattern of the whole text: some engines let ``$`` stand before a last newline, which is refused apart."""
    return rf"^(?:{motif})$(?!\n)"


def _texte(description: str, motif: str | None = None, *, maximum: int = LONGUEUR_TEXTE) -> Schema:
    return {"description": description, "type": "string"} | (
        {"maxLength": maximum} if motif is None else {"pattern": _motif(motif)}
    )


_NUS: Final[Mapping[Any, Schema]] = {int: {"type": "integer"}, bool: {"type": "boolean"}}
_SIMPLES: Final[Mapping[Any, tuple[str, Schema]]] = {
    str: ("Texte", _texte("A text, without the null character nor half of a surrogate pair.") | {"pattern": _SANS_NUL}),
    date: ("Jour", _texte("A day of the calendar, AAAA-MM-JJ.", _JOUR)),
    time: ("Heure", _texte("A time of day, to the minute.", r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")),
    Decimal: (
        "Decimal",
        _texte(
            "A decimal number in its one canonical form: no exponent, no plus sign, no needless zero.",
            r"0|-?0\.[0-9]*[1-9]|-?[1-9][0-9]*(?:\.[0-9]*[1-9])?",
        )
        | {"maxLength": 40},
    ),
    DatePartielle: (
        "DatePartielle",
        _texte(
            "The date of a fact, as vague as its source.",
            rf"(?!\.\./.*[~.]$)(?:\.\./)?{_VAGUE}(?:~|/\.\.)?|{_SAISON}(?:/\.\.)?|\[{_VAGUE}\.\.{_VAGUE}\]",
        )
        | {
            "description": (
                "The date of a fact, as vague as its source: a year, a season, a month, a day or two bounds, in the "
                "EDTF subset of ISO 8601-2."
            ),
            "examples": [
                "2022",
                "2022-05",
                "2022-05-12",
                "2021-21",
                "2022-05~",
                "../2024-03",
                "2017/..",
                "[2018-10..2019]",
            ],
        },
    ),
    Extensions: (
        "Extensions",
        {
            "description": "What other programs add, kept verbatim and never interpreted.",
            "type": "object",
            "additionalProperties": True,
        },
    ),
}

_PAR_VALIDATEUR: Final[Mapping[Any, Schema]] = {
    attrs.fields(CodeNomenclature).code.validator: {"pattern": _motif("[A-Za-z0-9_-]{1,32}")},
}
"""What the validators of some fields refuse; an identifier is found by itself."""

_PAR_CHAMP: Final[Mapping[tuple[type, str], Schema]] = {
    (Document, "empreinte"): {"pattern": _motif("[0-9a-f]{64}")},
    (Territoire, "communes"): {"uniqueItems": True},
}
"""What the constructors refuse in one field, as far as a schema can say it."""

_ELEMENTS: Final[Mapping[tuple[type, str], SorteIdentifiant[str]]] = {(Territoire, "communes"): CODE_COMMUNE}
"""Lists of identifiers whose type does not say so."""


Nommer = Callable[[str], str]
"""Gives the French words of a field."""


def engendrer(*, publiee: bool, nommer: Nommer) -> str:
    """The text of the schema of the present version.

    Args:
        publiee: without the mention that the version may still change.
        nommer: the French words of a field, which forms show.
    """
    schema = {
        "$schema": DIALECTE,
        "$id": f"urn:soinsprimaires:registre:{VERSION}",
        "title": "DocumentRegistre",
        "description": f"{FORMAT}, version {VERSION}: a registre, a list for each kind of entity.",
        **({} if publiee else {"$comment": EN_COURS}),
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "version", "contenu"],
        "properties": {
            "format": {"type": "string", "const": FORMAT, "description": "Name of the format."},
            "version": {"type": "integer", "const": VERSION, "description": "Version of the format."},
            "contenu": {"$ref": "#/$defs/Registre"},
        },
        "$defs": _Definitions(nommer).toutes(),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def engendrer_reponse(
    nom: str, classe: type[Any], *, version: int, nommer: Nommer, d_apres: Mapping[type[Any], type[Any]]
) -> str:
    """The text of the schema of a document that the library answers: a report, a chronology.

    Args:
        nom: its name.
        classe: what it holds beside its ``format`` and its ``version``.
        version: of its format.
        nommer: the French words of a field.
        d_apres: the class that each class tells of, which says what its fields are where the teller does not.
    """
    definitions = _Definitions(nommer, complet=True, d_apres=d_apres)
    contenu = definitions.objet(classe)
    schema = {
        "$schema": DIALECTE,
        "$id": f"urn:soinsprimaires:{nom}:{version}",
        "$comment": EN_COURS,
        "title": classe.__name__,
        **contenu,
        "required": sorted(["format", "version", *contenu["required"]]),
        "properties": {
            "format": {"type": "string", "const": f"soinsprimaires/{nom}", "description": "Name of the format."},
            "version": {"type": "integer", "const": version, "description": "Version of the format."},
            **contenu["properties"],
        },
        "$defs": definitions.connues,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def ossature(schema: Any) -> Any:
    """What a schema requires, without its titles, descriptions and comments."""
    if not isinstance(schema, dict):
        return [ossature(element) for element in schema] if isinstance(schema, list) else schema
    dits = {"$comment", "description", "examples", "title"}
    return {
        cle: {nom: ossature(sous) for nom, sous in valeur.items()}
        if cle in {"$defs", "properties"}
        else ossature(valeur)
        for cle, valeur in schema.items()
        if cle not in dits
    }


class _Definitions:
    """The schemas of the classes, by name.

    Args:
        nommer: the French words of a field.
        complet: every key is written, but for what is absent.
        d_apres: the class that each class tells of.
    """

    def __init__(
        self, nommer: Nommer, *, complet: bool = False, d_apres: Mapping[type[Any], type[Any]] = MappingProxyType({})
    ) -> None:
        self._definitions: dict[str, Schema] = {}
        self._nommer = nommer
        self._complet = complet
        self._d_apres = d_apres

    def toutes(self) -> dict[str, Schema]:
        self._du_type(Registre)
        return self._definitions

    @property
    def connues(self) -> dict[str, Schema]:
        """Those that were asked so far."""
        return self._definitions

    def _definir(self, nom: str, construire: Callable[[], Schema]) -> Schema:
        if nom not in self._definitions:
            self._definitions[nom] = {}  # a class that held itself would find it
            self._definitions[nom] = {"title": nom, **construire()}
        return {"$ref": f"#/$defs/{nom}"}

    def _du_type(self, annotation: Any) -> Schema:
        if annotation in _NUS:
            return _NUS[annotation]
        if annotation is Any:
            return {}
        if annotation == str | int:
            return {"anyOf": [_NUS[int], self._du_type(str)]}
        if annotation in _SIMPLES:
            nom, schema = _SIMPLES[annotation]
            return self._definir(nom, lambda: schema)
        if annotation in SORTES:
            return self._identifiant(SORTES[annotation])
        if annotation == Structure:
            return self._definir("Structure", self._structure)
        if est_enumeration(annotation):
            return self._definir(annotation.__name__, lambda: _enumere(annotation))
        if isinstance(annotation, type) and attrs.has(annotation):
            return self._definir(annotation.__name__, lambda: self.objet(annotation))
        raise TypeError(f"no schema for {annotation!r}")

    def _identifiant(self, sorte: SorteIdentifiant[str]) -> Schema:
        nom = getattr(sorte.nature, "__name__", sorte.nom)
        titre = f"{sorte.nom} : {sorte.attendu}"
        return self._definir(nom, lambda: _texte(titre, sorte.motif))

    def _structure(self) -> Schema:
        return {
            "description": f"A structure; « {ETIQUETTE} » says of which kind.",
            "type": "object",
            "discriminator": {"propertyName": ETIQUETTE},
            "oneOf": [self._du_type(classe) for classe in ETIQUETTES.values()],
        }

    def objet(self, classe: type[Any]) -> Schema:
        """The schema of a class, which is not put among the definitions."""
        plan = champs(classe)
        proprietes = {champ.nom: self._champ(classe, champ) for champ in plan}
        requis = [champ.nom for champ in plan if champ.requis or (self._complet and champ.defaut is not ABSENT)]
        if classe in ETIQUETTE_DE:
            genre = {"type": "string", "const": ETIQUETTE_DE[classe], "description": "Kind of structure."}
            proprietes = {ETIQUETTE: genre, **proprietes}
            requis = [ETIQUETTE, *requis]
        return {
            **presenter(classe),
            "type": "object",
            "additionalProperties": False,
            "properties": proprietes,
            **({"required": sorted(requis)} if requis else {}),
        }

    def _champ(self, classe: type[Any], champ: Champ) -> Schema:
        sorte = _ELEMENTS.get((classe, champ.nom), champ.sorte)
        schema = self._du_type(champ.cible) if sorte is None else self._identifiant(sorte)
        precision = {**_preciser(champ.valideur), **_PAR_CHAMP.get((classe, champ.nom), {})}
        if champ.liste:
            schema = {"type": "array", "items": schema, **precision}
        elif precision and "$ref" in schema:
            schema = {"type": "string", "allOf": [schema], **precision}
        else:
            schema = {**schema, **precision}
        if champ.facultatif:
            schema = {"anyOf": [schema, {"type": "null"}]}
        elif "$ref" in schema:
            # Nothing stands beside a reference: many programs would not read it.
            schema = {"allOf": [schema]}
        if champ.defaut not in {attrs.NOTHING, None, (), ABSENT} and not isinstance(champ.defaut, attrs.Factory):  # type: ignore[arg-type]
            schema["default"] = en_objet(champ.defaut)
        return {**schema, **self._decrire(classe, champ)}

    def _decrire(self, classe: type[Any], champ: Champ) -> Schema:
        """The French words of a field, then what the class, or the first of its parents that speaks of it, says."""
        dites = phrases(self._d_apres.get(classe, classe)) | phrases(classe)
        mots, phrase = self._nommer(champ.nom), dites.get(champ.nom)
        decrit = {"description": f"{mots[:1].upper()}{mots[1:]}{'' if phrase is None else f' : {phrase}'}"}
        if champ.references is not None:
            decrit["$comment"] = f"identifiant : {', '.join(champ.references)}"
        return decrit


def _preciser(valideur: Any) -> Schema:
    """What a validator refuses."""
    if not isinstance(valideur, Bornes):
        return _PAR_VALIDATEUR.get(valideur, {})
    if valideur.motif is not None:
        return {"pattern": _motif(valideur.motif)}
    return {"minimum": valideur.minimum, "maximum": valideur.maximum}


def _enumere(classe: type[Enum]) -> Schema:
    mots = ", ".join(f"{membre.value} ({getattr(membre, 'libelle', membre.value)})" for membre in classe)
    description = f"{presenter(classe)['description']} {mots}."
    return {"description": description, "type": "string", "enum": [membre.value for membre in classe]}
