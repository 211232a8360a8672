"""Faults found while a document is read, before their place in it is known to the root."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import takewhile
from typing import Any, Final

from soinsprimaires.anomalies import Anomalie, Chemin, Gravite, citer, pointeur_json
from soinsprimaires.erreurs import ValeurInvalide

Faute = tuple[Chemin, str, str]
"""Path from the value being read, stable code, French message."""

_LONGUEUR_CLE: Final = 200


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
    if isinstance(valeur, int | float):
        return f"le nombre {citer(valeur)}"
    return citer(valeur)


def proche(mot: str, connus: Iterable[str]) -> str:
    """A suggestion, when a known word is very near but for its capitals; else nothing."""
    mots = {connu.lower(): connu for connu in connus}
    proches = get_close_matches(mot[:80].lower(), mots, n=1, cutoff=0.8)
    return f" ; vouliez-vous dire « {mots[proches[0]]} » ?" if proches else ""


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
    """The faults of a document as the library reports them, in its order; a missing key comes first in its object."""
    rangs: dict[int, Mapping[str, int]] = {}
    return tuple(
        Anomalie(code=code, message=message, pointeur=pointeur(chemin), gravite=gravite)
        for chemin, code, message in sorted(fautes, key=lambda faute: _place(faute[0], document, rangs))
    )


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
