"""Where lots are worked: processes of this machine, or the workers of a dask scheduler."""

import os
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final, TypeVar

from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import citer
from soinsprimaires.erreurs import ExtraManquant, ValeurInvalide
from soinsprimaires.grappe._lots import LotConfie, LotFait, traiter

if TYPE_CHECKING:
    from distributed import Security
    from distributed.deploy import Cluster

__all__ = ["Grappe", "ouvrir"]

R = TypeVar("R")

_LOCALE: Final = "locale"
_EN_VOL: Final = 2
"""Lots that are given to each worker: none is idle, and few are held."""
_REGLAGES: Final = {
    # A task that waits beside the one that kills a worker would be held for guilty too.
    "distributed.scheduler.worker-saturation": 1.0,
    # Pages that tell what is under way; the port that is left answers nothing.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,  # a twentieth of the work, for the same pages
}


class Grappe(ABC):
    """Where lots are worked, several at once; :func:`ouvrir` gives it."""

    def __init__(self) -> None:
        self._annulee = False

    @property
    @abstractmethod
    def ouvriers(self) -> int:
        """How many lots are worked together."""

    def annuler(self) -> None:
        """Give up every lot that is not done, from the loop that reads the answers or from another thread.

        Each of them answers ``lot.annule``, but those that were given to processes (two each at most), which end them;
        a dask worker may end the one that it had begun, and nobody hears of it.
        """
        self._annulee = True

    def repartir(self, lots: Iterable[LotConfie[R]]) -> Generator[LotFait[R], None, None]:
        """What becomes of each lot, in their order; few are held at once."""
        en_vol: deque[tuple[LotConfie[R], Future[LotFait[R]] | None]] = deque()
        try:
            for lot in lots:
                en_vol.append(self._confier(lot))
                while en_vol and (self._annulee or len(en_vol) >= _EN_VOL * self.ouvriers):
                    yield self._recueillir(*en_vol.popleft())
            while en_vol:
                yield self._recueillir(*en_vol.popleft())
        finally:
            for _, futur in en_vol:
                if futur is not None:
                    futur.cancel()

    def _confier(self, lot: LotConfie[R]) -> "tuple[LotConfie[R], Future[LotFait[R]] | None]":
        if self._annulee:
            return lot, None
        signe = lot.signer()
        try:
            return signe, self._soumettre(signe)
        except RuntimeError:
            if not self._annulee:  # by another thread, since it was asked
                raise
            return signe, None

    def _recueillir(self, lot: LotConfie[R], futur: "Future[LotFait[R]] | None") -> LotFait[R]:
        try:
            return lot.annule() if futur is None else self._attendre(lot, futur)
        except CancelledError:
            return lot.annule()

    @abstractmethod
    def _soumettre(self, lot: LotConfie[R]) -> "Future[LotFait[R]]": ...

    @abstractmethod
    def _attendre(self, lot: LotConfie[R], futur: "Future[LotFait[R]]") -> LotFait[R]: ...


class Processus(Grappe):
    """Processes of this machine, without any extra."""

    def __init__(self, nombre: int) -> None:
        super().__init__()
        self._nombre = nombre
        self._atelier = _atelier(nombre)

    @property
    def ouvriers(self) -> int:
        return self._nombre

    def fermer(self) -> None:
        self.annuler()
        self._atelier.shutdown(cancel_futures=True)

    def _soumettre(self, lot: LotConfie[R]) -> "Future[LotFait[R]]":
        try:
            return self._atelier.submit(traiter, lot)
        except BrokenProcessPool:
            self._atelier.shutdown(wait=False)
            self._atelier = _atelier(self._nombre)
            return self._atelier.submit(traiter, lot)

    def _attendre(self, lot: LotConfie[R], futur: "Future[LotFait[R]]") -> LotFait[R]:
        """One that was under way when a process was killed is tried again, alone."""
        try:
            return futur.result()
        except BrokenProcessPool:
            with _atelier(1) as seul:
                try:
                    return seul.submit(traiter, lot).result()
                except BrokenProcessPool:
                    return lot.perdu()


class Ordonnanceur(Grappe):
    """The workers of a dask scheduler, which tries again by itself what was under way when one was killed."""

    def __init__(self, client: Any) -> None:
        super().__init__()
        self._client = client
        self._atelier = client.get_executor(pure=False)
        self._fils = 1

    @property
    def ouvriers(self) -> int:
        """As many threads as they have now: some clusters grow with their work."""
        try:
            self._fils = max(1, sum(self._client.nthreads().values()))
        except OSError:  # no scheduler any more, and dask has given up what it was given
            super().annuler()
        return self._fils

    def annuler(self) -> None:
        super().annuler()
        self._atelier.shutdown(wait=False)

    def _soumettre(self, lot: LotConfie[R]) -> "Future[LotFait[R]]":
        futur: Future[LotFait[R]] = self._atelier.submit(traiter, lot)
        return futur

    def _attendre(self, lot: LotConfie[R], futur: "Future[LotFait[R]]") -> LotFait[R]:
        from distributed import KilledWorker

        try:
            return futur.result()
        except KilledWorker:
            return lot.perdu()


@contextmanager
def ouvrir(
    ou: "str | Cluster | None" = None,
    *,
    processus: int | None = None,
    securite: "Security | bool | None" = None,
) -> Iterator[Grappe]:
    """Where lots are worked, until the end of the block.

    Args:
        ou: by default processes of this machine, which need no extra and open no port. With the extra ``grappe``:
            ``"locale"``, dask workers of this machine, reached by its loopback alone, without a dashboard; the address
            of a scheduler (``"tls://ordonnanceur:8786"``); or a cluster that dask made (SLURM, Kubernetes ...).
        processus: how many work on this machine, by default one a processor. A scheduler has its own workers: they
            need this library in the same version and the same paths, and one thread each, since none helps another.
        securite: certificates, as ``distributed.Security`` has them: whoever reaches a scheduler without them
            makes its workers do anything. With ``"locale"``, ``True`` makes some for the time of the block, for a
            machine that others use too.

    Raises:
        ExtraManquant: dask and distributed are not installed.
        OSError: no scheduler answers at that address.
        ValeurInvalide: ``grappe.adresse``, the text is no address; ``grappe.processus``, less than one process, or a
            number of them for a scheduler that has its own; ``grappe.securite``, certificates without anything to
            reach.
    """
    if processus is not None and (exiger(processus, int, "processus") < 1 or ou not in (None, _LOCALE)):
        raise ValeurInvalide("au moins un processus, et sur cette machine", "grappe.processus", "processus")
    nombre = processus or os.cpu_count() or 1
    if ou is None:
        if securite is not None:
            raise ValeurInvalide("des processus n'ont pas de certificats", "grappe.securite", "securite")
        locale = Processus(nombre)
        try:
            yield locale
        finally:
            locale.fermer()
        return
    if isinstance(ou, str) and ou != _LOCALE and ":" not in ou:
        raise ValeurInvalide(f"{citer(ou)} n'est pas une adresse, ni « {_LOCALE} »", "grappe.adresse", "ou")
    with ExitStack() as pile:
        grappe = Ordonnanceur(_client(pile, ou, nombre, securite))
        pile.callback(grappe.annuler)
        yield grappe


def _client(pile: ExitStack, ou: Any, nombre: int, securite: Any) -> Any:
    try:
        import dask
        from distributed import Client, LocalCluster
    except ModuleNotFoundError as erreur:
        raise ExtraManquant("grappe", "Travailler par dask") from erreur
    if ou == _LOCALE:
        with dask.config.set(_REGLAGES):
            ou = LocalCluster(
                n_workers=nombre,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                security=securite,
                # As processes are: a lot is tried twice.
                scheduler_kwargs={"dashboard": False, "allowed_failures": 1},
            )
        pile.enter_context(ou)
        securite = None  # the cluster knows it
    return pile.enter_context(Client(ou, security=securite, set_as_default=False))


def _atelier(processus: int) -> ProcessPoolExecutor:
    # Never forked: a process that had threads would leave locks that nobody opens.
    return ProcessPoolExecutor(processus, mp_context=get_context("spawn"))
