"""A data package (datapackage.org, version 2): tables as files, and what describes them."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from soinsprimaires.serialisation.migrations import FORMAT, VERSION
from soinsprimaires.tables._plan import INCONNU, ColonneTypee, Lien, Nature, Plan, liens

if TYPE_CHECKING:
    import pyarrow as pa

_PROFILS: Final = "https://datapackage.org/profiles/2.0/"
SANS_OBJET: Final = "(sans objet)"
_ABSENCES: Final = ({"value": "", "label": INCONNU}, {"value": SANS_OBJET, "label": "sans objet"})
_TYPES: Final[Mapping[Nature, str]] = MappingProxyType(
    {
        Nature.TEXTE: "string",
        Nature.MOT: "string",
        Nature.BOOLEEN: "boolean",
        Nature.ENTIER: "integer",
        Nature.NOMBRE: "number",
        Nature.JOUR: "date",
        Nature.HEURE: "time",
        Nature.LISTE: "array",
    }
)
_LIGNES: Final = 10_000
"""Lines of a CSV that are made at once."""


def en_table_schema(plan: Plan, declares: Iterable[Lien] | None = None, *, nominatif: bool) -> dict[str, Any]:
    """The Table Schema of a table.

    Args:
        plan: its columns.
        declares: its references; all of them by default.
        nominatif: with the columns that identify or reach a person.
    """
    cle = set(plan.cle)
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILS}tableschema.json",
        "fields": [
            _decrire(colonne, requise=colonne.nom in cle)
            for colonne in (*plan.reperes, *plan.visibles(nominatif=nominatif))
        ],
        "missingValues": [*_ABSENCES],
        "primaryKey": [*plan.cle],
    }
    references = [
        {
            "fields": [*lien.colonnes],
            "reference": {"resource": "" if lien.table == plan.nom else lien.table, "fields": [*lien.cibles]},
        }
        for lien in (liens(plan) if declares is None else declares)
    ]
    return schema | ({"foreignKeys": references} if references else {})


def _decrire(colonne: ColonneTypee, *, requise: bool) -> dict[str, Any]:
    dits = [colonne.description.removesuffix(".")]
    if len(colonne.references) > 1:
        dits.append(f"désigne une entité de : {', '.join(colonne.references)}")
    if colonne.absence != INCONNU:
        dits.append(f"vide : {colonne.absence}")
    if colonne.types:
        dits.append(f"sans objet hors de : {', '.join(colonne.types)}")
    exigences: dict[str, Any] = {"required": True} if requise else {}
    if colonne.mots:
        exigences["enum"] = [*colonne.mots.values()]
    champ = {"name": colonne.nom, "type": _TYPES[colonne.nature], "description": f"{'. '.join(dits)}."}
    return champ | ({"constraints": exigences} if exigences else {})


# -- files --------------------------------------------------------------------------------------------------------


def ecrire(
    tables: "Iterable[tuple[Plan, pa.Table]]", dossier: Path, ecrire_table: "EcrireTable", *, nominatif: bool
) -> Path:
    """Write tables one after the other, then the file that describes them.

    Args:
        tables: plans and tables.
        dossier: where.
        ecrire_table: writes one of them, and says what its file is.
        nominatif: whether they have the columns that identify or reach a person.
    """
    dossier.mkdir(parents=True, exist_ok=True)
    ressources: dict[str, dict[str, Any]] = {}
    plans: dict[str, Plan] = {}
    cles: dict[str, Any] = {}
    cites: dict[tuple[str, Lien], Any] = {}
    for plan, table in tables:
        nature = ecrire_table(plan, table, dossier)
        with (dossier / nature["path"]).open("rb") as fichier:
            empreinte = hashlib.file_digest(fichier, "sha256").hexdigest()
        ressources[plan.nom] = {
            "name": plan.nom,
            "description": plan.description,
            **nature,
            "hash": f"sha256:{empreinte}",
        }
        plans[plan.nom] = plan
        if "identifiant" in table.column_names:
            cles[plan.nom] = table["identifiant"]
        cites |= {(plan.nom, lien): table[lien.colonnes[-1]].unique() for lien in liens(plan)}
    for nom, plan in plans.items():
        tenus = [lien for lien in liens(plan) if lien.table in plans and _est_tenu(lien, cites[nom, lien], cles)]
        schema = en_table_schema(plan, tenus, nominatif=nominatif)
        if ressources[nom]["format"] == "parquet":
            # Parquet says itself what its lists hold, and those who read it get no JSON.
            schema["fields"] = [
                champ | ({"type": "any"} if champ["type"] == "array" else {}) for champ in schema["fields"]
            ]
        ressources[nom]["schema"] = schema
    chemin = dossier / "datapackage.json"
    paquet = {
        "$schema": f"{_PROFILS}datapackage.json",
        "name": "registre",
        "description": f"{FORMAT}, version {VERSION}",
        "resources": [*ressources.values()],
    }
    chemin.write_text(json.dumps(paquet, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return chemin


def _est_tenu(lien: Lien, cites: Any, cles: Mapping[str, Any]) -> bool:
    """Whether every entity that is named stands in the other table; a list always stands in what holds it."""
    if lien.cibles != ("identifiant",):
        return True
    import pyarrow.compute as pc

    return bool(pc.all(pc.is_in(cites.drop_null(), value_set=cles[lien.table].combine_chunks())).as_py() is not False)


def _en_parquet(plan: Plan, table: "pa.Table", dossier: Path) -> dict[str, str]:
    from pyarrow import parquet

    parquet.write_table(table, dossier / f"{plan.nom}.parquet", compression="zstd")
    return {"path": f"{plan.nom}.parquet", "format": "parquet", "mediatype": "application/vnd.apache.parquet"}


def _en_csv(plan: Plan, table: "pa.Table", dossier: Path) -> dict[str, str]:
    colonnes = {colonne.nom: colonne for colonne in (*plan.reperes, *plan.colonnes)}
    with (dossier / f"{plan.nom}.csv").open("w", encoding="utf-8", newline="") as fichier:
        ecrivain = csv.writer(fichier, lineterminator="\n")
        ecrivain.writerow(table.column_names)
        for lot in table.to_batches(max_chunksize=_LIGNES):
            types = lot["type"].to_pylist() if plan.nom == "structures" else None
            textes = (_cellules(colonnes[nom], lot[nom].to_pylist(), types) for nom in table.column_names)
            ecrivain.writerows(zip(*textes, strict=True))
    return {"path": f"{plan.nom}.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}


def _cellules(colonne: ColonneTypee, valeurs: list[Any], types: list[str] | None) -> Iterator[str]:
    for rang, valeur in enumerate(valeurs):
        if valeur is None:
            yield SANS_OBJET if types and colonne.types and types[rang] not in colonne.types else ""
        else:
            yield _TEXTES.get(colonne.nature, str)(valeur)


_TEXTES: Final[Mapping[Nature, Callable[[Any], str]]] = MappingProxyType(
    {
        Nature.BOOLEEN: lambda oui: "true" if oui else "false",
        Nature.NOMBRE: lambda nombre: f"{nombre.normalize():f}",
        Nature.LISTE: lambda liste: json.dumps(liste, ensure_ascii=False, default=str),
    }
)
"""How a value is written where Python does not write it so; a day and a time are as ISO 8601 writes them."""

EcrireTable = Callable[[Plan, Any, Path], dict[str, str]]

FORMATS: Final[Mapping[str, EcrireTable]] = MappingProxyType({"parquet": _en_parquet, "csv": _en_csv})
