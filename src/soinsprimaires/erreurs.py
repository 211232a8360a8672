"""Every exception of the library, under one root.

Each passes all its arguments to ``Exception.__init__``, so that it can be pickled between processes.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from soinsprimaires._voisins import voisin_de
from soinsprimaires.anomalies import Anomalie, citer

if TYPE_CHECKING:
    from enum import Enum

__all__ = [
    "CodeInconnu",
    "ConflitDeModification",
    "DocumentInvalide",
    "ErreurSoinsPrimaires",
    "ExtraManquant",
    "IdentifiantInconnu",
    "TransitionRefusee",
    "ValeurInvalide",
]


class ErreurSoinsPrimaires(Exception):
    """Root of the exceptions that the library raises on purpose."""


class ValeurInvalide(ErreurSoinsPrimaires, ValueError):
    """A constructor was given what no date and no law can make right.

    Attributes:
        message: one French sentence that says why.
        code: stable word of the anomaly that a reader reports for it.
        champ: name of the field at fault, ``None`` when it is the whole object.
        autres: what else is wrong in the same object.
    """

    autres: "tuple[ValeurInvalide, ...]" = ()

    def __init__(self, message: str, code: str = "valeur.invalide", champ: str | None = None) -> None:
        super().__init__(message, code, champ)
        self.message = message
        self.code = code
        self.champ = champ

    def __str__(self) -> str:
        dit = f"{self.champ} : {self.message}" if self.champ else self.message
        return "\n  ".join([dit, *map(str, self.autres)])


class CodeInconnu(ErreurSoinsPrimaires, LookupError):
    """A code stands in no vintage of the referential that was asked.

    Attributes:
        code: the code as given.
        referentiel: what was searched, with its vintage.
    """

    def __init__(self, code: str, referentiel: str) -> None:
        super().__init__(code, referentiel)
        self.code = code
        self.referentiel = referentiel

    def __str__(self) -> str:
        return f"code {citer(self.code)} inconnu : {self.referentiel}"


class IdentifiantInconnu(ErreurSoinsPrimaires, KeyError):
    """Nothing bears the name that was asked: an entity of the registre, a rule of the report.

    Attributes:
        identifiant: the name as given.
        genre: what should have borne it, with its article (``aucune structure``).
        connus: the names that there are.
    """

    def __init__(self, identifiant: str, genre: str, connus: Sequence[str] = ()) -> None:
        super().__init__(identifiant, genre, tuple(connus))
        self.identifiant = identifiant
        self.genre = genre
        self.connus: tuple[str, ...] = tuple(connus)

    def __str__(self) -> str:
        voisin = voisin_de(self.identifiant, self.connus)
        suite = "" if voisin is None else f" ; vouliez-vous dire « {voisin} » ?"
        return f"{self.genre} ne s'appelle {citer(self.identifiant)}{suite}"


class ExtraManquant(ErreurSoinsPrimaires, ImportError):
    """A function needs an optional dependency that is not installed.

    Attributes:
        extra: name of the extra to install.
        besoin: what needs it.
    """

    def __init__(self, extra: str, besoin: str) -> None:
        super().__init__(extra, besoin)
        self.extra = extra
        self.besoin = besoin

    def __str__(self) -> str:
        return f"{self.besoin} demande l'extra « {self.extra} » : python -m pip install 'soinsprimaires[{self.extra}]'"


class DocumentInvalide(ErreurSoinsPrimaires):
    """A document could not be read; every fault that was found is in ``anomalies``.

    Attributes:
        anomalies: all the faults, in the order of the document.
    """

    def __init__(self, anomalies: Sequence[Anomalie]) -> None:
        super().__init__(tuple(anomalies))
        self.anomalies: tuple[Anomalie, ...] = tuple(anomalies)

    def __str__(self) -> str:
        lignes = [f"document invalide, {len(self.anomalies)} anomalie(s)"]
        return "\n  ".join([*lignes, *map(str, self.anomalies)])


class ConflitDeModification(ErreurSoinsPrimaires):
    """A change could not be made again of what somebody else changed meanwhile.

    Attributes:
        anomalies: every conflict, each at its place in the registre that was to be changed.
    """

    def __init__(self, anomalies: Sequence[Anomalie]) -> None:
        super().__init__(tuple(anomalies))
        self.anomalies: tuple[Anomalie, ...] = tuple(anomalies)

    def __str__(self) -> str:
        return "\n  ".join([f"{len(self.anomalies)} conflit(s) de modification", *map(str, self.anomalies)])


class TransitionRefusee(ErreurSoinsPrimaires):
    """An act cannot take place from the present state of a project; every reason is in ``anomalies``.

    Attributes:
        etat: the state from which it was tried, ``None`` when the journal cannot tell.
        evenement: the refused event.
        anomalies: all the reasons.
    """

    def __init__(self, etat: "Enum | None", evenement: object, anomalies: Sequence[Anomalie]) -> None:
        super().__init__(etat, evenement, tuple(anomalies))
        self.etat = etat
        self.evenement = evenement
        self.anomalies: tuple[Anomalie, ...] = tuple(anomalies)

    def __str__(self) -> str:
        # The states of the lifecycle bear their French words; a bare Enum has its own word only.
        etat = "un état non déterminé" if self.etat is None else f"« {getattr(self.etat, 'libelle', self.etat.value)} »"
        return "\n  ".join([f"transition refusée depuis {etat}", *map(str, self.anomalies)])
