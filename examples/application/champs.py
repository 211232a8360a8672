"""Values of the library as fields of pydantic models, which FastAPI then reads, writes and describes.

A field is ``Annotated[Registre, VALEUR]``; its faults are those of the library, each with its pointer.
"""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from pydantic_core import PydanticCustomError, core_schema

from soinsprimaires import DocumentInvalide, depuis_json, depuis_objet, en_objet, schemas
from soinsprimaires.anomalies import pointeur_json

_ICI: Final = "https://soinsprimaires.invalid/"
"""Where the schemas are until :func:`decrire` puts them in their place: pydantic follows no other reference."""
_PUBLIES: Final[Mapping[str, Any]] = schemas.schema()
"""The schema of a document, and of whatever stands in one."""


class _Valeur:
    """What pydantic asks of an annotation."""

    def __get_pydantic_core_schema__(self, classe: type[Any], _: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            partial(_lire, classe),
            serialization=core_schema.plain_serializer_function_ser_schema(en_objet),
            metadata={"classe": classe.__name__},
        )

    def __get_pydantic_json_schema__(self, schema: Any, _: Any) -> dict[str, Any]:
        classe = schema["metadata"]["classe"]
        # What is computed and stands in no document has no schema of its own.
        return {"$ref": f"{_ICI}{classe}"} if classe in _PUBLIES["$defs"] else {"type": "object"}


VALEUR: Final = _Valeur()
"""Marks a field that holds a value of a class of the library."""


def _lire(classe: type[Any], objet: Any) -> Any:
    if isinstance(objet, classe):
        return objet
    try:
        return depuis_objet(objet, classe)
    except DocumentInvalide as refus:
        anomalies = [en_objet(anomalie) for anomalie in refus.anomalies]
        raise PydanticCustomError("document_invalide", "document invalide", {"anomalies": anomalies}) from None


def json_de(corps: bytes) -> Any:
    """The JSON of a body, held to what is asked of the text of a document: UTF-8, no key twice, no endless nesting.

    Raises:
        DocumentInvalide: with every fault of the text, and nothing of what it says.
    """
    try:
        depuis_json(corps)
    except DocumentInvalide as refus:
        du_texte = [dite for dite in refus.anomalies if dite.code.startswith("json.") or dite.code == "cle.repetee"]
        if du_texte:
            raise DocumentInvalide(du_texte) from None
    return json.loads(corps)


def decrire(openapi: Mapping[str, Any]) -> dict[str, Any]:
    """The OpenAPI description of an application, with the published schemas of the library."""
    decrit: dict[str, Any] = json.loads(json.dumps(openapi).replace(_ICI, "#/components/schemas/"))
    publies = json.loads(json.dumps(_PUBLIES).replace("#/$defs/", "#/components/schemas/"))
    document = {cle: dit for cle, dit in publies.items() if not cle.startswith("$")}
    composants = decrit.setdefault("components", {})
    composants["schemas"] = {**publies["$defs"], document["title"]: document, **composants.get("schemas", {})}
    return decrit


def anomalies_de(erreurs: Sequence[Any]) -> list[dict[str, Any]]:
    """What FastAPI refuses, fault by fault, each with its pointer: in the body, or in what ``ou`` names."""
    dites: list[dict[str, Any]] = []
    for erreur in erreurs:
        ou, *chemin = erreur["loc"]
        place = pointeur_json(chemin)
        ailleurs = {} if ou == "body" else {"ou": ou}
        if erreur["type"] == "document_invalide":
            dites += [{**dite, "pointeur": place + dite["pointeur"]} for dite in erreur["ctx"]["anomalies"]]
        else:
            dites.append({"code": erreur["type"], "message": erreur["msg"], "pointeur": place, **ailleurs})
    return dites
