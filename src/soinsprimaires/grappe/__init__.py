"""Many documents and many days, worked by the processes of one machine or by a cluster (extra ``grappe``).

A lot is the path of a document and a day. Its path and its SHA-256 are sent, not its registre; what prevents a lot is
its answer, and stops none of the others.

>>> from datetime import date
>>> [fait] = controler_lots([("absent.json", date(2025, 6, 1))])
>>> fait.resultat, [anomalie.code for anomalie in fait.anomalies]
(None, ['lot.illisible'])
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from soinsprimaires.anomalies import Gravite
from soinsprimaires.grappe._execution import Grappe, ouvrir
from soinsprimaires.grappe._lots import LotConfie, LotFait, Travail, traiter
from soinsprimaires.regles.controle import controler, exiger_les_reglages
from soinsprimaires.regles.rapport import Rapport
from soinsprimaires.temps import exiger_jour

__all__ = ["Grappe", "LotFait", "controler_lots", "ouvrir", "tables_lots"]

R = TypeVar("R")


def controler_lots(
    lots: Iterable[tuple[str | Path, date]],
    *,
    gravites: Mapping[str, Gravite] = MappingProxyType({}),
    exclues: Collection[str] = (),
    sur: Grappe | None = None,
) -> Iterator[LotFait[Rapport]]:
    """The reports of many documents, each on its day.

    Args:
        lots: paths of documents, and days; they are taken as the answers are, so that there may be any number of them.
        gravites: as ``controler`` has them, as the next one.
        exclues: codes that the caller sets aside.
        sur: where, as :func:`ouvrir` gives it; this process by default.

    Yields:
        What became of each lot, in their order: its :class:`~soinsprimaires.Rapport`, without its traces, or why there
        is none. Few are held at once.

    Raises:
        ValeurInvalide: as ``controler`` does; of a day, when its lot is taken.
    """
    exclues = exiger_les_reglages(gravites, exclues)
    juger = partial(controler, gravites=dict(gravites), exclues=exclues, traces=False)
    return _faire((_lot(source, au, juger) for source, au in lots), sur)


def tables_lots(
    lots: Iterable[tuple[str | Path, date]],
    dossier: str | Path,
    *,
    tables: Collection[str] | None = None,
    nominatif: bool = False,
    sur: Grappe | None = None,
) -> Iterator[LotFait[int]]:
    """The tables of many documents, each with its day, as one Parquet data set (extra ``tables``).

    A lot is a part of each table: ``structures/au=2021-06-01/00003.parquet`` is that of the fourth, each line of which
    says so in its column ``lot`` (``"00003"``): documents may have the same identifiants, so that joins are by ``lot``
    too. DuckDB (``hive_partitioning``), polars and pyarrow read the folder of a table as one, with its column ``au``.
    No more than one document a worker is held, however many there are. What another run left in the folder stays there.

    Args:
        lots: paths of documents, and the days of their views.
        dossier: where the data set is, or is made; workers of other machines must have it too.
        tables: as in :func:`soinsprimaires.tables.en_arrow`, as the next one.
        nominatif: with what identifies or reaches a person.
        sur: where, as :func:`ouvrir` gives it; this process by default.

    Yields:
        What became of each lot, in their order: the number of lines of all its tables, or why there is none. Of a lot
        whose process was killed, some tables may have been written.

    Raises:
        ExtraManquant: pyarrow is not installed.
        ValeurInvalide: ``table.inconnue``, no table has that name; of a day, when its lot is taken.
    """
    from soinsprimaires.tables._arrow import exiger_pyarrow
    from soinsprimaires.tables._partie import ecrire_partie
    from soinsprimaires.tables._registre import plan_de

    exiger_pyarrow()
    voulues = None if tables is None else tuple(plan_de(nom).nom for nom in tables)
    ecrire = partial(ecrire_partie, dossier=Path(dossier), tables=voulues, nominatif=nominatif)
    parties = (_lot(source, au, partial(ecrire, partie=f"{rang:05}")) for rang, (source, au) in enumerate(lots))
    return _faire(parties, sur)


def _lot(source: str | Path, au: date, travail: Travail[R]) -> LotConfie[R]:
    return LotConfie(source=Path(source), au=exiger_jour(au, "au"), travail=travail)


def _faire(lots: Iterable[LotConfie[R]], sur: Grappe | None) -> Iterator[LotFait[R]]:
    return (traiter(lot.signer()) for lot in lots) if sur is None else sur.repartir(lots)
