"""A document and its day: what a worker is given, what it does, what it answers."""

from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import attrs

from soinsprimaires.anomalies import Anomalie
from soinsprimaires.erreurs import DocumentInvalide, ValeurInvalide
from soinsprimaires.modele.registre import Registre
from soinsprimaires.serialisation import charger_en_detail
from soinsprimaires.serialisation._fichiers import empreinte_du_fichier

__all__ = ["LotConfie", "LotFait", "Travail", "traiter"]

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Travail(Protocol[R_co]):
    """What is made of a registre and of a day; a worker finds it by its name."""

    def __call__(self, registre: Registre, /, *, au: date) -> R_co:
        """Make it."""


@attrs.frozen(kw_only=True)
class LotFait(Generic[R]):
    """What became of a lot.

    Attributes:
        source: path of the document.
        au: its day.
        resultat: what was made of it, ``None`` when something prevented it.
        anomalies: what did: the faults of a document that is not valid, else one of ``lot.illisible`` (no such file, or
            it cannot be read), ``lot.change`` (the worker found another file than the one that was there when the lot
            was given), ``lot.version`` (the worker has another version of the library), ``lot.ecriture`` (a file could
            not be written), ``lot.perdu`` (its process was killed, twice), ``lot.annule`` (the run was cancelled), or
            the code of what the work refuses.
    """

    source: Path
    au: date
    resultat: R | None = None
    anomalies: tuple[Anomalie, ...] = ()


@attrs.frozen(kw_only=True)
class LotConfie(Generic[R]):
    """A document, its day, and what is to be made of them; a worker is sent nothing else.

    Attributes:
        source: path of the document.
        au: its day.
        travail: what is made of it.
        empreinte: SHA-256 of the file, ``None`` when whoever gives the lot could not read it.
        version: that of the library of whoever gives it.
    """

    source: Path
    au: date
    travail: Travail[R]
    empreinte: str | None = None
    version: str | None = None

    def signer(self) -> "LotConfie[R]":
        """The same, with what a worker must find."""
        try:
            empreinte = empreinte_du_fichier(self.source)
        except OSError:  # the worker, which cannot read it either, tells it
            empreinte = None
        return attrs.evolve(self, empreinte=empreinte, version=_version())

    def fait(self, resultat: R) -> LotFait[R]:
        """The answer, with what was made."""
        return LotFait(source=self.source, au=self.au, resultat=resultat)

    def empeche(self, code: str, message: str) -> LotFait[R]:
        """The answer, with what prevented it."""
        return self.refuse((Anomalie(code=code, message=message, pointeur=""),))

    def refuse(self, anomalies: tuple[Anomalie, ...]) -> LotFait[R]:
        """The answer, with everything that prevented it."""
        return LotFait(source=self.source, au=self.au, anomalies=anomalies)

    def perdu(self) -> LotFait[R]:
        """What is said of it when the processes that were to make it were killed."""
        return self.empeche("lot.perdu", "le processus qui en était chargé a été arrêté, et celui d'après aussi")

    def annule(self) -> LotFait[R]:
        """What is said of it when nobody will make it any more."""
        return self.empeche(
            "lot.annule", "l'exécution a été annulée avant qu'il soit fait, ou l'ordonnanceur ne répond plus"
        )


def traiter(lot: LotConfie[R]) -> LotFait[R]:
    """Read a document and make of it what is wanted; what prevents it is an answer."""
    if lot.version != _version():
        message = f"cet ouvrier a la version {_version()} de la bibliothèque, pas la version {lot.version}"
        return lot.empeche("lot.version", message)
    try:
        registre = _lire(lot)
    except DocumentInvalide as refus:
        return lot.refuse(refus.anomalies)
    except OSError as refus:
        return lot.empeche("lot.illisible", f"ce fichier ne se lit pas : {refus}")
    if registre is None:
        return lot.empeche("lot.change", "ce fichier n'est pas celui qui était là quand le lot a été confié")
    try:
        return lot.fait(lot.travail(registre, au=lot.au))
    except ValeurInvalide as refus:
        return lot.empeche(refus.code, str(refus))
    except OSError as refus:
        return lot.empeche("lot.ecriture", str(refus))


def _lire(lot: LotConfie[R]) -> Registre | None:
    """The registre; ``None`` when the file is not the one that was meant, which no fault of it may hide."""
    try:
        lu = charger_en_detail(lot.source)
    except DocumentInvalide:
        if empreinte_du_fichier(lot.source) != lot.empreinte:
            return None
        raise
    return lu.registre if lu.empreinte == lot.empreinte else None


@cache
def _version() -> str:
    return version("soinsprimaires")
