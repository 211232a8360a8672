"""The JSON Schema of the present version, written from the classes that the reader builds.

Each type is dispatched as the reader dispatches it; a type that the reader does not know has no schema either.
"""

import inspect
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import attrs

from soinsprimaires.extensions import Extensions
from soinsprimaires.identifiants import CODE_COMMUNE, SORTES, SorteIdentifiant
from soinsprimaires.mesures import Bornes
from soinsprimaires.modele._champs import Champ, champs, est_enumeration
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


def _motif(motif: str) -> str:
    """A pattern of the whole text: some engines let ``$`` stand before a last newline, which is refused apart."""
    return rf"^(?:{motif})$(?!\n)"


def _texte(titre: str, motif: str | None = None, *, maximum: int = LONGUEUR_TEXTE) -> Schema:
    return {"title": titre, "type": "string"} | (
        {"maxLength": maximum} if motif is None else {"pattern": _motif(motif)}
    )


_NUS: Final[Mapping[Any, Schema]] = {int: {"type": "integer"}, bool: {"type": "boolean"}}
_SIMPLES: Final[Mapping[Any, tuple[str, Schema]]] = {
    str: ("Texte", _texte("A text, without half of a surrogate pair.")),
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
            "description": "A year, a season, a month, a day or two bounds, in the EDTF subset of ISO 8601-2.",
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
        {"title": "What other programs add, kept verbatim and never interpreted.", "type": "object"},
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


def engendrer(*, publiee: bool) -> str:
    """The text of the schema of the present version.

    Args:
        publiee: without the mention that the version may still change.
    """
    schema = {
        "$schema": DIALECTE,
        "$id": f"urn:soinsprimaires:registre:{VERSION}",
        "title": f"{FORMAT}, version {VERSION}",
        "description": "A registre of French primary care: one list for each kind of entity.",
        **({} if publiee else {"$comment": EN_COURS}),
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "version", "contenu"],
        "properties": {
            "format": {"const": FORMAT, "description": "Name of the format."},
            "version": {"const": VERSION, "description": "Version of the format."},
            "contenu": {"$ref": "#/$defs/Registre"},
        },
        "$defs": _Definitions().toutes(),
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
    """The schemas of the classes, by name."""

    def __init__(self) -> None:
        self._definitions: dict[str, Schema] = {}

    def toutes(self) -> dict[str, Schema]:
        self._du_type(Registre)
        return self._definitions

    def _definir(self, nom: str, construire: Callable[[], Schema]) -> Schema:
        if nom not in self._definitions:
            self._definitions[nom] = {}  # a class that held itself would find it
            self._definitions[nom] = construire()
        return {"$ref": f"#/$defs/{nom}"}

    def _du_type(self, annotation: Any) -> Schema:
        if annotation in _NUS:
            return _NUS[annotation]
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
            return self._definir(annotation.__name__, lambda: self._objet(annotation))
        raise TypeError(f"no schema for {annotation!r}")

    def _identifiant(self, sorte: SorteIdentifiant[str]) -> Schema:
        nom = getattr(sorte.nature, "__name__", sorte.nom)
        titre = f"{sorte.nom} : {sorte.attendu}"
        return self._definir(nom, lambda: _texte(titre, sorte.motif))

    def _structure(self) -> Schema:
        return {
            "title": f"A structure; « {ETIQUETTE} » says of which kind.",
            "oneOf": [self._du_type(classe) for classe in ETIQUETTES.values()],
        }

    def _objet(self, classe: type[Any]) -> Schema:
        plan = champs(classe)
        proprietes = {champ.nom: self._champ(classe, champ) for champ in plan}
        requis = [champ.nom for champ in plan if champ.requis]
        if classe in ETIQUETTE_DE:
            proprietes[ETIQUETTE] = {"const": ETIQUETTE_DE[classe], "description": "Kind of structure."}
            requis = [ETIQUETTE, *requis]
        return {
            **_presenter(classe),
            "type": "object",
            "additionalProperties": False,
            "properties": proprietes,
            **({"required": sorted(requis)} if requis else {}),
        }

    def _champ(self, classe: type[Any], champ: Champ) -> Schema:
        sorte = _ELEMENTS.get((classe, champ.nom), champ.sorte)
        schema = self._du_type(champ.cible) if sorte is None else self._identifiant(sorte)
        if champ.liste:
            schema = {"type": "array", "items": schema}
        if champ.facultatif:
            schema = _nullable(schema)
        precision = {**_preciser(champ.valideur), **_PAR_CHAMP.get((classe, champ.nom), {})}
        if champ.defaut not in {attrs.NOTHING, None, ()} and not isinstance(champ.defaut, attrs.Factory):  # type: ignore[arg-type]
            precision["default"] = en_objet(champ.defaut)
        return {**schema, **precision, "description": self._titre(schema), **_decrire(classe, champ)}

    def _titre(self, schema: Schema) -> str:
        """What a field of which no docstring speaks holds: the registre says what its lists are by their names."""
        interieur = schema.get("items") or schema.get("anyOf", [schema])[0]
        titre: str = (
            self._definitions[interieur["$ref"].removeprefix("#/$defs/")]["title"] if "$ref" in interieur else ""
        )
        return titre


def _preciser(valideur: Any) -> Schema:
    """What a validator refuses."""
    if not isinstance(valideur, Bornes):
        return _PAR_VALIDATEUR.get(valideur, {})
    if valideur.motif is not None:
        return {"pattern": _motif(valideur.motif)}
    return {"minimum": valideur.minimum, "maximum": valideur.maximum}


def _nullable(schema: Schema) -> Schema:
    return {"type": [schema["type"], "null"]} if schema.keys() == {"type"} else {"anyOf": [schema, {"type": "null"}]}


def _enumere(classe: type[Enum]) -> Schema:
    return {**_presenter(classe), "type": "string", "enum": [membre.value for membre in classe]}


# -- docstrings ---------------------------------------------------------------------------------------------------

_SECTIONS: Final = re.compile(r"^(?:Args|Attributes|Raises|Returns|Yields|>>>)", re.MULTILINE)
_ROLE: Final = re.compile(r":\w+:`~?([^`]+)`|``([^`]+)``")
_EN_JSON: Final = {"None": "null", "True": "true", "False": "false"}
_ATTRIBUT: Final = re.compile(r"^ {4}(\w+): ((?:.|\n(?= {5}))+)", re.MULTILINE)


def _presenter(classe: type[Any]) -> Schema:
    """Title and description of a class: the first sentence of its docstring, then the rest but for its sections."""
    texte = _SECTIONS.split(_docstring(classe))[0]
    titre, _, suite = texte.partition("\n\n")
    presentation = {"title": _epurer(titre)}
    if suite.strip():
        presentation["description"] = _epurer(suite)
    return presentation


def _decrire(classe: type[Any], champ: Champ) -> Schema:
    """Description of a field: where the class, or the first of its parents that speaks of it, says what it is."""
    dits: Schema = {}
    for parent in classe.__mro__:
        trouve = dict(_ATTRIBUT.findall(_docstring(parent))).get(champ.nom)
        if trouve is not None:
            dits["description"] = _epurer(trouve)
            break
    if champ.references is not None:
        dits["$comment"] = f"identifiant : {', '.join(champ.references)}"
    return dits


def _docstring(classe: type[Any]) -> str:
    return inspect.cleandoc(classe.__dict__.get("__doc__") or "")


def _epurer(texte: str) -> str:
    sans_role = _ROLE.sub(lambda trouve: trouve[1] or _EN_JSON.get(trouve[2], trouve[2]), texte)
    return re.sub(r"\s+", " ", sans_role).replace("**", "").strip()
