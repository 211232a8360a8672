"""A document of a data set of many: one Parquet file in the folder of each of its tables."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation._fichiers import remplacer
from soinsprimaires.tables._registre import une_a_une

__all__ = ["ecrire_partie"]


def ecrire_partie(
    registre: Registre, *, au: date, dossier: Path, partie: str, tables: Collection[str] | None, nominatif: bool
) -> int:
    """Write the tables of a registre, and say how many lines they have.

    A file is there whole or not at all, and none is left when one of them cannot be made: the others of the data set
    are read in any case. No more than one table is held.
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
                    parquet.write_table(table, fichier, compression="zstd")
                ecrites.append(place)
                lignes += table.num_rows
    except BaseException:
        for place in ecrites:
            place.unlink()
        raise
    return lignes
