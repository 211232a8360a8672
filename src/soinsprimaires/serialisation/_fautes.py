"""Faults found while a document is read, before their place in it is known to the root."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from itertools import takewhile
from typing import Any, Final

from soinsprimaires.anomalies import Anomalie, Chemin, Gravite, citer, pointeur_json
from soinsprimaires.erreurs import ValeurInvalide

Faute = tuple[Chemin, str, str]
"""Path from the value being read, stable code, French message."""

ANOMALIES_MAX: Final = 10_000
"""Faults of a document that are kept unless the caller asks for another number."""

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


def proche(mot: str, connus: Iterable[str]) -> str:
    """A suggestion, when a known word is one edit away or very near, whatever the capitals; else nothing."""
    mots = {connu.lower(): connu for connu in connus}
    ecrit = mot[:80].lower()
    proches = get_close_matches(ecrit, mots, n=1, cutoff=0.8) or [m for m in mots if a_une_faute_pres(ecrit, m)]
    return f" ; vouliez-vous dire « {mots[proches[0]]} » ?" if proches else ""


def a_une_faute_pres(ecrit: str, connu: str) -> bool:
    """Whether a word becomes another by one letter added, dropped, changed, or two neighbours swapped.

    A word that keeps no letter of the other is not near it.
    """
    if abs(len(ecrit) - len(connu)) > 1 or not {*ecrit} & {*connu}:
        return False
    debut = next((n for n, (a, b) in enumerate(zip(ecrit, connu, strict=False)) if a != b), min(len(ecrit), len(connu)))
    reste, attendu = ecrit[debut:], connu[debut:]
    return (
        reste[1:] in {attendu, attendu[1:]}
        or reste == attendu[1:]
        or (reste[:2] == attendu[1::-1] and reste[2:] == attendu[2:])
    )


def enumerer(mots: Iterable[str], maximum: int = 12) -> str:
    """A list of admitted words, cut with their number."""
    tous = list(mots)
    texte = ", ".join(tous[:maximum])
    return texte if len(tous) <= maximum else f"{texte} … ({len(tous)} en tout)"


# -- report -------------------------------------------------------------------------------------------------------


def pointeur(chemin: Chemin) -> str:
    """The JSON pointer of a fault; a key too long or impossible to print is pointed at through its object."""
    return pointeur_json(tuple(takewhile(_est_imprimable, chemin)))


def _est_imprimable(pas: str | int) -> bool:
    return isinstance(pas, int) or (len(pas) <= _LONGUEUR_CLE and not any("\ud800" <= c <= "\udfff" for c in pas))


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
        Anomalie(code=code, message=message, pointeur=pointeur(chemin), gravite=gravite)
        for chemin, code, message in rangees
    )


def ranger(chemins: Iterable[Chemin], document: Any) -> list[Chemin]:
    """Paths in the order of a document."""
    rangs: dict[int, Mapping[str, int]] = {}
    return sorted(chemins, key=lambda chemin: _place(chemin, document, rangs))


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
