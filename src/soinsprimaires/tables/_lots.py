"""Many documents and days as Parquet: one part a lot, each made by a process that holds nothing else."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeVar

import attrs

from soinsprimaires.anomalies import Anomalie
from soinsprimaires.erreurs import DocumentInvalide, ValeurInvalide
from soinsprimaires.serialisation import charger
from soinsprimaires.tables._registre import une_a_une

__all__ = ["LotDeTables", "PartieEcrite", "ecrire_partie", "repartir"]

L = TypeVar("L")
R = TypeVar("R")

_EN_VOL: Final = 2
"""Lots that are given to each process: none is idle, and few are held."""


@attrs.frozen(kw_only=True)
class PartieEcrite:
    """What became of a lot.

    Attributes:
        source: path of the document.
        au: day of its views.
        lignes: lines that were written, of all tables.
        motif: why nothing was written, in words; ``None`` when it was.
        anomalies: of a document that is not valid, why.
    """

    source: Path
    au: date
    lignes: int = 0
    motif: str | None = None
    anomalies: tuple[Anomalie, ...] = ()


@attrs.frozen(kw_only=True)
class LotDeTables:
    """A document, its day, and where its tables go; a process is given nothing else."""

    source: Path
    au: date
    dossier: Path
    partie: str
    tables: tuple[str, ...] | None
    nominatif: bool

    def perdu(self) -> PartieEcrite:
        """What is said of it when the processes that make it are killed."""
        return PartieEcrite(source=self.source, au=self.au, motif="le processus qui l'écrivait a été arrêté")


def ecrire_partie(lot: LotDeTables) -> PartieEcrite:
    """Read a document and write its tables; what prevents it is an answer."""
    from pyarrow import parquet

    lignes = 0
    try:
        registre = charger(lot.source)
        for nom, table in une_a_une(registre, lot.tables, lot.au, nominatif=lot.nominatif):
            if table.num_rows:
                place = lot.dossier / nom / f"au={lot.au}"
                place.mkdir(parents=True, exist_ok=True)
                parquet.write_table(table, place / f"{lot.partie}.parquet", compression="zstd")
                lignes += table.num_rows
    except DocumentInvalide as refus:
        return PartieEcrite(source=lot.source, au=lot.au, motif="document invalide", anomalies=tuple(refus.anomalies))
    except (OSError, ValeurInvalide) as refus:
        return PartieEcrite(source=lot.source, au=lot.au, motif=str(refus))
    return PartieEcrite(source=lot.source, au=lot.au, lignes=lignes)


def repartir(
    faire: Callable[[L], R], lots: Iterable[L], processus: int, *, perdu: Callable[[L], R]
) -> Generator[R, None, None]:
    """What a function makes of each lot, in their order; few lots are held at once.

    Args:
        faire: a function of a module, which other processes find by its name.
        lots: values that can be pickled.
        processus: how many work together; 1 is this one.
        perdu: what is said of a lot whose process was killed twice.
    """
    if processus == 1:
        yield from map(faire, lots)
        return
    atelier = _ouvrir(processus)
    en_vol: deque[tuple[L, Future[R]]] = deque()
    try:
        for lot in lots:
            try:
                en_vol.append((lot, atelier.submit(faire, lot)))
            except BrokenProcessPool:
                atelier.shutdown(wait=False)
                atelier = _ouvrir(processus)
                en_vol.append((lot, atelier.submit(faire, lot)))
            if len(en_vol) >= _EN_VOL * processus:
                yield _attendre(faire, *en_vol.popleft(), perdu)
        while en_vol:
            yield _attendre(faire, *en_vol.popleft(), perdu)
    finally:
        atelier.shutdown(cancel_futures=True)


def _attendre(faire: Callable[[L], R], lot: L, attendu: "Future[R]", perdu: Callable[[L], R]) -> R:
    """What becomes of a lot; one that was under way when a process was killed is tried again, alone."""
    try:
        return attendu.result()
    except BrokenProcessPool:
        with _ouvrir(1) as seul:
            try:
                return seul.submit(faire, lot).result()
            except BrokenProcessPool:
                return perdu(lot)


def _ouvrir(processus: int) -> ProcessPoolExecutor:
    # Never forked: a process that had threads would leave locks that nobody opens.
    return ProcessPoolExecutor(processus, mp_context=get_context("spawn"))
