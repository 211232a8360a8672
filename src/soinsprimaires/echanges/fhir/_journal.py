"""What a reading of FHIR notes: where each resource stands, what is wrong with it, what is left of it."""

from collections import Counter
from typing import Any, Final

from soinsprimaires.anomalies import Chemin, Gravite
from soinsprimaires.echanges._lecture import Journal

RECU: Final = 1 << 40
"""Places of one source, of which there may be several."""
ENTREE: Final = 0
ENVELOPPE: Final = 1
"""Besides a resource: the entry that holds it, and the Bundle."""

_SANS_PLACE: Final = "n'a pas de place dans le modèle, non gardé"
_MOTS: Final = {
    "id": "identifiant du serveur, non gardé",
    "meta": "métadonnées du serveur, non gardées",
    "text": "résumé en HTML, non gardé",
}
_PERSONNELS: Final = frozenset(
    {"telecom", "address", "birthDate", "gender", "photo", "communication", "contact", "deceasedBoolean"}
)
_PERSONNEL: Final = "donnée personnelle, jamais gardée"
CLE_MAX: Final = 64
MEMOIRE_MAX: Final = 4_096
_RESTES_MAX: Final = 64
"""What is remembered, and elements of a resource that are told together: a hostile file must not fill the memory."""


class Lu:
    """What was understood of a resource, and where it stands."""

    __slots__ = ()
    place: int
    devant: Chemin = ()


class JournalFhir(Journal):
    """The journal of one source or several.

    Attributes:
        formes: how each source holds its resources: a list, the entries of a Bundle, lines; blank for one alone.
        trouvees: what the pages of searches give, by the total that they announce: those of one search announce the
            same.
    """

    def __init__(self) -> None:
        super().__init__(self.situer)
        self.formes: list[str] = []
        self.trouvees: Counter[int] = Counter()
        self._suites: dict[tuple[Any, ...], int] = {}

    def situer(self, place: int, sous_place: int) -> tuple[str, str]:
        """JSON pointer of a place from the root of its file, and its name in a message."""
        source, rang = divmod(place, RECU)
        forme = self.formes[source] if source < len(self.formes) else ""
        devant = f"fichier {source + 1}, " if len(self.formes) > 1 else ""
        if sous_place == ENVELOPPE:
            return "", f"{devant}enveloppe"
        if forme == "lignes":
            return f"/lignes/{rang}", f"{devant}ligne {rang}"
        if forme == "entry":
            return f"/entry/{rang}{'' if sous_place == ENTREE else '/resource'}", f"{devant}entrée n° {rang + 1}"
        if forme == "liste":
            return f"/{rang}", f"{devant}ressource n° {rang + 1}"
        return "", f"{devant}ressource"

    # -- resources -----------------------------------------------------------------------------------------------

    def dire(
        self, lu: Lu, code: str, message: str, chemin: Chemin = (), gravite: Gravite = Gravite.AVERTISSEMENT
    ) -> None:
        """Say something of a place of a resource."""
        self.signaler(lu.place, code, message, (*lu.devant, *chemin) or None, gravite=gravite)

    def perdre(self, lu: Lu, chemin: Chemin, message: str) -> None:
        """Tell an element that is not kept, and why."""
        self.dire(lu, "element.perdu", message, chemin, Gravite.INFORMATION)

    def refuser_apres_coup(self, lu: Lu, code: str, message: str) -> None:
        """Count out a resource that was taken for kept."""
        self.gardees -= 1
        self.refuser(lu.place, code, message)

    def ecarter_apres_coup(
        self, lu: Lu, raison: str, code: str, message: str, gravite: Gravite = Gravite.INFORMATION
    ) -> None:
        """Leave aside a resource that was taken for kept."""
        self.gardees -= 1
        self.ecarter(raison)
        self.dire(lu, code, message, gravite=gravite)

    def dire_restes(self, place: int, restes: list[Chemin], *, personne: bool) -> None:
        """Tell what is left of the resource of a place; of most it is the same, which is put in words once."""
        cle = (personne, *restes)
        suite = self._suites.get(cle)
        if suite is not None:
            self.noter(place, suite)
        elif len(self._suites) < MEMOIRE_MAX and len(restes) <= _RESTES_MAX and all(map(_est_court, restes)):
            self._suites[cle] = self.suite(_reste(chemin, personne=personne) for chemin in restes)
            self.noter(place, self._suites[cle])
        else:
            for chemin in restes:
                code, message, ici, gravite = _reste(chemin if _est_court(chemin) else (), personne=personne)
                self.signaler(place, code, message, ici, gravite=gravite)


def _reste(chemin: Chemin, *, personne: bool) -> tuple[str, str, Chemin | None, Gravite]:
    premiere = str(chemin[0]) if chemin else ""
    message = _PERSONNEL if personne and premiere in _PERSONNELS else _MOTS.get(premiere, _SANS_PLACE)
    return "element.perdu", message, chemin or None, Gravite.INFORMATION


def _est_court(chemin: Chemin) -> bool:
    return not any(type(pas) is str and len(pas) > CLE_MAX for pas in chemin)
