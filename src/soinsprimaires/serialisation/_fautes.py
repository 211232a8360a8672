"""Faults found while a document is read, before their place in it is known to the root."""

from collections.abc import Iterable
from difflib import get_close_matches

from soinsprimaires.anomalies import Anomalie, Chemin, citer, pointeur_json
from soinsprimaires.erreurs import ValeurInvalide

Faute = tuple[Chemin, str, str]
"""Path from the value being read, stable code, French message."""


class Fautes(Exception):
    """Every fault found in one value; each level of the document puts its own step before their paths."""

    def __init__(self, fautes: Iterable[Faute]) -> None:
        self.fautes = list(fautes)
        super().__init__(self.fautes)

    def sous(self, pas: str | int) -> list[Faute]:
        """The same faults, seen from one level above."""
        return [((pas, *chemin), code, message) for chemin, code, message in self.fautes]

    def anomalies(self, racine: Chemin = ()) -> tuple[Anomalie, ...]:
        """The faults as the library reports them."""
        return tuple(
            Anomalie(code=code, message=message, pointeur=pointeur_json((*racine, *chemin)))
            for chemin, code, message in self.fautes
        )


def faute(code: str, message: str, *chemin: str | int) -> Fautes:
    """A single fault, at a path from the value being read."""
    return Fautes([(chemin, code, message)])


def fautes_de(erreur: ValeurInvalide) -> Fautes:
    """The fault that a constructor or a validator reports, at the field that it names."""
    pas = [] if erreur.champ is None else erreur.champ.split("/")
    return faute(erreur.code, erreur.message, *(int(p) if p.isdecimal() else p for p in pas))


def inattendu(attendu: str, valeur: object) -> Fautes:
    """A JSON value of another type than the one expected."""
    return faute("type.inattendu", f"{attendu} est attendu, pas {nommer(valeur)}")


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
    """A suggestion, when a known word is very near; else nothing."""
    proches = get_close_matches(mot[:80], list(connus), n=1, cutoff=0.8)
    return f" ; vouliez-vous dire « {proches[0]} » ?" if proches else ""


def enumerer(mots: Iterable[str], maximum: int = 12) -> str:
    """A list of admitted words, cut with their number."""
    tous = list(mots)
    texte = ", ".join(tous[:maximum])
    return texte if len(tous) <= maximum else f"{texte} … ({len(tous)} en tout)"
