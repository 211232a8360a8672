"""A registre as Arrow tables: one a kind of entity, one a list inside them (extra ``tables``).

The tables and their columns are derived from the model, so that they are the same for every registre: a program that
reads a column finds it. polars, pandas and DuckDB read them without anything of this library.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from soinsprimaires._typage import exiger
from soinsprimaires._voisins import conseiller
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.tables._arrow import exiger_pyarrow, tables_du_registre
from soinsprimaires.tables._plan import PLANS

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["en_arrow"]


def en_arrow(
    registre: Registre, *, tables: Collection[str] | None = None, nominatif: bool = False, vides: bool = False
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
        nominatif: with what identifies or reaches a person (names, numbers, years of birth, telephones, extensions of
            other programs). Without it identifiants remain, free texts too, and few people of a profession in a commune
            are recognised: :meth:`Registre.pseudonymiser` goes further.
        vides: with the tables that have no line.

    Raises:
        ExtraManquant: pyarrow is not installed.
        ValeurInvalide: ``table.inconnue``, no table has that name; ``table.nombre``, a number of more than twenty
            digits before its point.
    """
    exiger_pyarrow()
    exiger(registre, Registre, "registre")
    voulues = frozenset(PLANS if tables is None else map(_exiger_table, tables))
    faites = tables_du_registre(registre, voulues, nominatif=nominatif)
    return {nom: table for nom, table in faites if vides or table.num_rows}


def _exiger_table(nom: str) -> str:
    if nom not in PLANS:
        raise ValeurInvalide(f"aucune table {citer(nom)}{conseiller(nom, PLANS)}", "table.inconnue", "tables")
    return nom
