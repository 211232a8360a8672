"""A registre as Arrow tables: one a kind of entity, one a list inside them (extra ``tables``).

The tables and their columns are derived from the model, so that they are the same for every registre: a program that
reads a column finds it. polars, pandas and DuckDB read them without anything of this library.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from soinsprimaires._voisins import conseiller
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.tables._pandas import en_pandas, exiger_pandas
from soinsprimaires.tables._paquet import FORMATS, ecrire, en_table_schema
from soinsprimaires.tables._registre import plan_de, une_a_une

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["ecrire_paquet", "en_arrow", "table_schema", "vers_pandas"]


def en_arrow(
    registre: Registre,
    *,
    tables: Collection[str] | None = None,
    au: date | None = None,
    nominatif: bool = False,
    vides: bool = False,
) -> "dict[str, pa.Table]":
    """The registre as tables, by name: ``structures``, ``projets``, ``projets_journal``, ``territoires_communes`` ...

    Each list of the registre is a table, one line an entity, whose column ``identifiant`` is the key. Each list inside
    an entity is a table of its own, named after its way, joined by ``identifiant_entite``; ``rang_...`` keeps the order
    of each list on that way. A list of words or of references has one column ``valeur``. The files from which entities
    were read are in one table, ``origines``.

    A value inside a value gives its columns its name as a prefix (``provenance_titre``, ``nombre_valeur``). A vague
    date is its text (``2022-05~``), its first and last possible days (``..._au_plus_tot``, ``..._au_plus_tard``) and
    its precision: nothing in a table is more certain than the registre. A code has its system and its French words
    beside it. Days are ``date32``, hours ``time32``, numbers decimals of eighteen places, enumerated words
    dictionaries of all their values. What is not said is null, never 0 nor an empty text; what a null means where it
    means something else (a period that has no end, what a kind of structure does not have) is in the metadata of the
    column, with its description and the tables to which it points.

    Args:
        registre: what is shown.
        tables: names of those that are wanted; all of them by default.
        au: day of the views, without which there are none: ``exercices_au`` (the practices that take place, or may),
            ``exercices_situes`` (the same at each of their places, with its commune), ``portefeuille``, ``echeances``.
        nominatif: with what identifies or reaches a person (names, numbers, years of birth, telephones, extensions of
            other programs). Without it identifiants remain, free texts too, and few people of a profession in a commune
            are recognised: :meth:`Registre.pseudonymiser` goes further.
        vides: with the tables that have no line.

    Raises:
        ExtraManquant: pyarrow is not installed.
        ValeurInvalide: ``table.inconnue``, no table has that name; ``table.jour``, a view is wanted without its day;
            ``table.nombre``, a number of more than twenty digits before its point.
    """
    toutes = une_a_une(registre, tables, au, nominatif=nominatif)
    return {nom: table for nom, table in toutes if vides or table.num_rows}


def vers_pandas(
    registre: Registre,
    *,
    tables: Collection[str] | None = None,
    au: date | None = None,
    nominatif: bool = False,
    vides: bool = False,
) -> "dict[str, pd.DataFrame]":
    """The tables of :func:`en_arrow` in pandas (extras ``tables`` and ``notebook``).

    Days are ``datetime64[s]``, times texts, numbers floats; enumerated words are categories of all their values, and
    what is null is missing (``pandas.NA``, ``NaT``, ``NaN`` of a category).

    Raises:
        ExtraManquant: pandas or pyarrow is not installed.
        ValeurInvalide: as :func:`en_arrow`.
    """
    exiger_pandas()
    toutes = une_a_une(registre, tables, au, nominatif=nominatif)
    return {nom: en_pandas(table) for nom, table in toutes if vides or table.num_rows}


def ecrire_paquet(
    registre: Registre,
    dossier: str | Path,
    *,
    format: Literal["parquet", "csv"] = "parquet",  # noqa: A002 - as every tool of tables names it
    tables: Collection[str] | None = None,
    au: date | None = None,
    nominatif: bool = False,
    vides: bool = False,
) -> Path:
    """The tables of :func:`en_arrow` as files, with the ``datapackage.json`` that describes them.

    Each file is described by a Table Schema (:func:`table_schema`) and its SHA-256. A reference to a table
    that is not in the package, or that names an entity that the registre does not hold, is not declared there.

    In CSV (UTF-8, commas), a list is JSON text, an empty cell is what nobody said, and ``(sans objet)`` what a kind of
    structure does not have. Texts are written as they are: one that begins with ``=`` is a formula for a spreadsheet,
    for which :func:`soinsprimaires.affichage.classeur.ecrire_classeur` is made.

    Args:
        registre: what is written.
        dossier: where; made when it does not exist. Files of the same names are replaced, others left.
        format: of the tables.
        tables: as in :func:`en_arrow`, as the next three.
        au: day of the views.
        nominatif: with what identifies or reaches a person.
        vides: with the tables that have no line.

    Returns:
        Path of ``datapackage.json``, which is written last.

    Raises:
        ExtraManquant: pyarrow is not installed.
        ValeurInvalide: as :func:`en_arrow`, and ``table.format``, neither Parquet nor CSV is asked for.
    """
    if format not in FORMATS:
        raise ValeurInvalide(f"aucun format {citer(format)}{conseiller(format, FORMATS)}", "table.format", "format")
    toutes = une_a_une(registre, tables, au, nominatif=nominatif)
    voulues = ((plan_de(nom), table) for nom, table in toutes if vides or table.num_rows)
    return ecrire(voulues, Path(dossier), FORMATS[format], nominatif=nominatif)


def table_schema(nom: str, *, nominatif: bool = False) -> dict[str, Any]:
    """The Table Schema (datapackage.org, version 2) of a table or of a view.

    >>> table_schema("structures_adherents")["primaryKey"]
    ['identifiant_entite', 'rang_adherents']

    Raises:
        ValeurInvalide: ``table.inconnue``, no table has that name.
    """
    return en_table_schema(plan_de(nom), nominatif=nominatif)
