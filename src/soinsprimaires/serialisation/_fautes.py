"""Faults found while a document is read, before their place in it is known to the root."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import takewhile
from typing import Any, Final, Self

from soinsprimaires._voisins import enumerer, voisin_de
from soinsprimaires.anomalies import Anomalie, Chemin, Gravite, citer, pointeur_json
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.serialisation._limites import ANOMALIES_MAX

Faute = tuple[Chemin, str, str]
"""Path from the value being read, stable code, French message."""


class MotRefuse(str):
    """The message of a word that is none of those admitted: it knows them, and the nearest.

    Attributes:
        admis: the admitted words.
        proche: the nearest of them, ``None`` when none is near.
    """

    __slots__ = ("admis", "proche")
    admis: tuple[str, ...]
    proche: str | None

    def __new__(cls, debut: str, mot: object, admis: Iterable[str], *, enumeres: bool = True) -> Self:
        """Say what is wrong, the nearest word, and the admitted ones unless they are the keys of an object."""
        connus = tuple(admis)
        voisin = voisin_de(mot, connus) if isinstance(mot, str) else None
        suggestion = "" if voisin is None else f" ; vouliez-vous dire « {voisin} » ?"
        suite = f" ; admis : {enumerer(connus)}" if enumeres else ""
        message = super().__new__(cls, f"{debut}{suggestion}{suite}")
        message.admis, message.proche = connus, voisin
        return message

    def redire(self, texte: str) -> Self:
        """Other words of the same refusal."""
        message = super().__new__(type(self), texte)
        message.admis, message.proche = self.admis, self.proche
        return message


TROP_PROFOND: Final[Faute] = ((), "json.profondeur", "trop de listes ou d'objets imbriqués")

_LONGUEUR_CLE: Final = 200
_GRAND_NOMBRE: Final = 10_000_000
_LIMITE: Final[ContextVar[int]] = ContextVar("limite", default=ANOMALIES_MAX)


@contextmanager
def limiter(nombre: int) -> Iterator[None]:
    """Within it, a document of which everything is wrong is not read much further than so many faults."""
    jeton = _LIMITE.set(nombre)
    try:
        yield
    finally:
        _LIMITE.reset(jeton)


def trop(fautes: list[Any]) -> bool:
    """Whether there are more faults than are kept: nothing more needs to be looked for."""
    return len(fautes) > _LIMITE.get()


class Fautes(Exception):
    """Every fault found in one value; each level of the document puts its own step before their paths."""

    def __init__(self, fautes: Iterable[Faute]) -> None:
        self.fautes = list(fautes)
        super().__init__(self.fautes)

    def sous(self, pas: str | int) -> list[Faute]:
        """The same faults, seen from one level above."""
        return [((pas, *chemin), code, message) for chemin, code, message in self.fautes]


def faute(code: str, message: str, *chemin: str | int) -> Fautes:
    """A single fault, at a path from the value being read."""
    return Fautes([(chemin, code, message)])


def fautes_de(erreur: ValeurInvalide) -> Fautes:
    """The faults that a constructor reports, each at the field that it names."""
    return Fautes((_chemin(chaque.champ), chaque.code, chaque.message) for chaque in (erreur, *erreur.autres))


def _chemin(champ: str | None) -> Chemin:
    return () if champ is None else tuple(int(pas) if pas.isdecimal() else pas for pas in champ.split("/"))


def cle_absente(cle: str) -> Faute:
    """A key that an object must have."""
    return (cle,), "cle.absente", f"la clé « {cle} » est obligatoire"


def cle_inconnue(cle: str, connues: Iterable[str]) -> Faute:
    """A key that nobody knows."""
    return (cle,), "cle.inconnue", MotRefuse(f"la clé {citer(cle)} n'existe pas ici", cle, connues, enumeres=False)


def inattendu(attendu: str, valeur: object) -> Fautes:
    """A JSON value of another type than the one expected."""
    accord = "e" if attendu.startswith("une ") else ""
    return faute("type.inattendu", f"{attendu} est attendu{accord}, pas {nommer(valeur)}")


def nommer(valeur: object) -> str:
    """What a JSON value is, in French, without its contents when it is long."""
    if valeur is None:
        return "null"
    if isinstance(valeur, bool):
        return "true" if valeur else "false"
    if isinstance(valeur, str):
        return f"le texte {citer(valeur)}"
    if isinstance(valeur, int) and abs(valeur) >= _GRAND_NOMBRE:
        return "un grand nombre"  # an RPPS or a telephone that lost its quotes, more often than not
    if isinstance(valeur, int | float):
        return f"le nombre {citer(valeur)}"
    return citer(valeur)


# -- report -------------------------------------------------------------------------------------------------------


def pointeur(chemin: Chemin) -> str:
    """The JSON pointer of a fault; a key too long or impossible to print is pointed at through its object."""
    return pointeur_json(tuple(takewhile(_est_imprimable, chemin)))


def _est_imprimable(pas: str | int) -> bool:
    return isinstance(pas, int) or (len(pas) <= _LONGUEUR_CLE and not any("\ud800" <= c <= "\udfff" for c in pas))


def rapporter(fautes: Iterable[Faute], document: Any, profondeur_max: int) -> tuple[Anomalie, ...]:
    """The anomalies of a document; of one that is too deep, nothing else is said."""
    return anomalies([TROP_PROFOND] if est_profond(document, profondeur_max) else fautes, document)


def est_profond(brut: Any, maximum: int) -> bool:
    """Whether lists and objects are nested beyond a number of levels; without recursion, one level after the other."""
    niveau = [brut] if isinstance(brut, dict | list) else []
    for _ in range(maximum):
        niveau = [
            enfant
            for courant in niveau
            for enfant in (courant.values() if isinstance(courant, dict) else courant)
            if isinstance(enfant, dict | list)
        ]
        if not niveau:
            return False
    return bool(niveau)


def anomalies(fautes: Iterable[Faute], document: Any, gravite: Gravite = Gravite.BLOQUANT) -> tuple[Anomalie, ...]:
    """The faults of a document as the library reports them, in its order; a missing key comes first in its object.

    Past the number that is kept, a last one without a place says that there are others.
    """
    rangs: dict[int, Mapping[str, int]] = {}
    rangees = sorted(fautes, key=lambda faute: _place(faute[0], document, rangs))
    if trop(rangees):
        limite = _LIMITE.get()
        autres = f"d'autres suivent, qui ne sont pas montrées (anomalies_max={limite})"
        rangees = [*rangees[:limite], ((), "anomalies.limite", autres)]
    return tuple(
        Anomalie(
            code=code,
            message=str(message),
            pointeur=pointeur(chemin),
            gravite=gravite,
            valeur=_valeur(document, chemin),
            admis=getattr(message, "admis", ()),
            proche=getattr(message, "proche", None),
        )
        for chemin, code, message in rangees
    )


def _valeur(document: Any, chemin: Chemin) -> str | None:
    """The text, number or word at a path, as a message quotes it; ``None`` for what is absent, a list or an object."""
    for pas in chemin:
        if isinstance(document, dict):
            document = document.get(pas)
        elif isinstance(document, list) and isinstance(pas, int) and pas < len(document):
            document = document[pas]
        else:
            return None
    return None if document is None or isinstance(document, dict | list) else citer(document)


def _place(chemin: Chemin, document: Any, rangs: dict[int, Mapping[str, int]]) -> tuple[int, ...]:
    """Ranks of the steps of a path; ``rangs`` keeps those of the keys of each object, which may be many."""
    courant, places = document, []
    for pas in chemin:
        if isinstance(courant, list):
            rang = int(pas)
            courant = courant[rang]
        else:
            cles = courant if isinstance(courant, dict) else {}
            if id(courant) not in rangs:
                rangs[id(courant)] = {cle: rang for rang, cle in enumerate(cles)}
            rang = rangs[id(courant)].get(str(pas), -1)
            courant = cles.get(pas)
        places.append(rang)
    return tuple(places)
