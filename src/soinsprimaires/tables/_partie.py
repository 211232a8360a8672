"""A document of a data set of many: one Parquet file in the folder of each of its tables."""

import json
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation._fichiers import remplacer
from soinsprimaires.tables._registre import une_a_une

if TYPE_CHECKING:
    import pyarrow as pa

_LOT: Final = "lot"
_DESCRIPTION: Final = (
    "Lot dont vient la ligne : son document et son jour ; un identifiant n'a de sens que dans le sien."
)


def ecrire_partie(
    registre: Registre, *, au: date, dossier: Path, partie: str, tables: Collection[str] | None, nominatif: bool
) -> int:
    """Write the tables of a registre, and say how many lines they have.

    A file is there whole or not at all, and none is left when one of them cannot be made: the others of the data set
    are read in any case. No more than one table is held. Each line bears the name of the part.
    """
    from pyarrow import parquet

    ecrites: list[Path] = []
    lignes = 0
    try:
        for nom, table in une_a_une(registre, tables, au, nominatif=nominatif):
            if table.num_rows:
                place = dossier / nom / f"au={au}" / f"{partie}.parquet"
                place.parent.mkdir(parents=True, exist_ok=True)
                with remplacer(place) as fichier:
                    parquet.write_table(_nommer_le_lot(table, partie), fichier, compression="zstd")
                ecrites.append(place)
                lignes += table.num_rows
    except BaseException:
        for place in ecrites:
            place.unlink()
        raise
    return lignes


def _nommer_le_lot(table: "pa.Table", lot: str) -> "pa.Table":
    """The table with its lot as a first column, which its key and its references take with the others.

    Identifiants of one document are found again in another: alone they would join what is not the same.
    """
    import pyarrow as pa

    dits = table.schema.metadata
    references = [
        {**lien, "colonnes": [_LOT, *lien["colonnes"]], "cibles": [_LOT, *lien["cibles"]]}
        for lien in json.loads(dits[b"references"])
    ]
    dits |= {b"cle": json.dumps([_LOT, *json.loads(dits[b"cle"])]), b"references": json.dumps(references)}
    champ = pa.field(_LOT, pa.string(), metadata={"description": _DESCRIPTION})
    return table.add_column(0, champ, pa.repeat(lot, table.num_rows)).replace_schema_metadata(dits)
