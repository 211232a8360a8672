"""A registre that remembers what was asked of it, and what a change of it touches among what was asked.

What is asked is a key: the name of an entity, a site or an axis; a table and one of its keys; the names of one body; a
whole list; a calculation that was made once for several, and has asked in its turn. Whatever reads a registre reads it
through one of them, and what has no key of its own reads whole lists: a trace may say too much, never too little.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from operator import attrgetter
from typing import Any, Final, TypeVar

import attrs

from soinsprimaires.modele._base import Entite
from soinsprimaires.modele._tables import TABLES, Repertoire, identifies
from soinsprimaires.modele.genres import LISTES, liste_de
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import Registre

__all__ = ["Demandee", "Ecarts", "Observation", "changements", "heriter", "touchees", "une_fois"]

T = TypeVar("T")

Demandee = str | tuple[Any, ...]
"""Something that may be asked of a registre, or a calculation that asks several and is asked for."""

_LISTE: Final = "liste"
_CORPS: Final = "corps"


class Observation:
    """One run over a registre, each part of which remembers what it asked."""

    def __init__(self, registre: Registre) -> None:
        """Look at a registre."""
        self.registre = registre
        self._calculs: dict[Demandee, Any] = {}
        self._notees: set[Demandee] = set()
        self._demandes: list[tuple[Demandee, set[Demandee]]] = []

    def regarder(self, vus: set[Demandee]) -> "RegistreObserve":
        """The registre, as it is seen by who remembers there what it asks."""
        vue = object.__new__(RegistreObserve)
        object.__setattr__(vue, "_observation", self)
        object.__setattr__(vue, "vus", vus)
        return vue

    def calculer(self, cle: Demandee, calcul: Callable[[Registre], Any]) -> Any:
        """What a calculation gives, made for the first one who asks; it has a sight of its own.

        What it gives may go on asking when somebody looks into it: it is then the calculation that asks.
        """
        if cle not in self._calculs:
            vus: set[Demandee] = set()
            self._demandes.append((cle, vus))  # even if it crashes
            self._calculs[cle] = calcul(self.regarder(vus))
        return self._calculs[cle]

    def noter(self, cle: Demandee, vus: set[Demandee]) -> None:
        """A calculation that was made once for all asked this, and what it asked of others."""
        if cle not in self._notees:
            self._notees.add(cle)
            self._demandes.append((cle, vus))
            for autre in vus & self.registre._memoire.keys():  # noqa: SLF001 - it is what this one looks at
                self.noter(autre, self.registre._memoire[autre][1])  # noqa: SLF001

    @property
    def demandes(self) -> Iterator[tuple[Demandee, set[Demandee]]]:
        """Each calculation, with what it asked; to be read when everything is judged."""
        return iter(self._demandes)


class RegistreObserve(Registre):
    """A registre as it is seen by one who remembers what it asks."""

    __slots__ = ("_observation", "vus")

    _observation: Observation
    vus: set[Demandee]

    def _trouver(self, identifiant: Any) -> Any:
        self.vus.add(identifiant)
        return self._observation.registre._trouver(identifiant)  # noqa: SLF001 - it is what this one is a sight of

    def _parmi(self, table: Repertoire, cle: str) -> Any:
        self.vus.add((table, cle))
        return self._observation.registre._parmi(table, cle)  # noqa: SLF001

    def _corps(self, professionnel: str) -> tuple[Professionnel, ...]:
        self.vus.add((_CORPS, professionnel))
        return self._observation.registre._corps(professionnel)  # noqa: SLF001

    def calculer(self, cle: Demandee, calcul: Callable[[Registre], T]) -> T:
        """What a calculation gives, made for the first one who asks in this run."""
        self.vus.add(cle)
        valeur: T = self._observation.calculer(cle, calcul)
        return valeur


def _liste(nom: str) -> Any:
    lire = attrgetter(nom)

    def liste(vue: RegistreObserve) -> Any:
        vue.vus.add((_LISTE, nom))
        return lire(vue._observation.registre)  # noqa: SLF001

    return property(liste)


for _nom in (*LISTES, "extensions"):
    setattr(RegistreObserve, _nom, _liste(_nom))


def une_fois(registre: Registre, calcul: Callable[..., T], *cles: Hashable) -> T:
    """What a pure function of a registre and of keys gives, computed for the first one who asks.

    A registre does not change: what is long to read in it, the journal of a project for instance, is read once, however
    many rules, pages and tables ask, and whoever remembers what is asked. The function gives a value that holds nothing
    of the registre: it asks no more once it is made.
    """
    lu = registre._observation.registre if isinstance(registre, RegistreObserve) else registre  # noqa: SLF001
    cle = (calcul, *cles)
    if cle not in lu._memoire:  # noqa: SLF001
        vus: set[Demandee] = set()
        lu._memoire[cle] = calcul(Observation(lu).regarder(vus), *cles), vus  # noqa: SLF001
    valeur: T
    valeur, vus = lu._memoire[cle]  # noqa: SLF001
    if isinstance(registre, RegistreObserve):
        registre.vus.add(cle)
        registre._observation.noter(cle, vus)  # noqa: SLF001
    return valeur


# -- from a registre to the next ------------------------------------------------------------------------------------


@attrs.frozen
class Ecarts:
    """What differs from a registre to another.

    Attributes:
        avant: entities of the first that are no more, or are not the same.
        apres: entities of the second that were not, or were not the same.
        remplaces: of the second, those that are the same in another object; each takes the place of its elder.
        deplacees: whether some entity has not the rank that it had.
        extensions: whether those of the registre itself are not the same.
    """

    avant: tuple[Entite, ...]
    apres: tuple[Entite, ...]
    remplaces: tuple[Entite, ...]
    deplacees: bool
    extensions: bool

    def __bool__(self) -> bool:
        return bool(self.avant or self.apres or self.extensions)


def changements(ancien: Registre, nouveau: Registre) -> Ecarts:
    """What differs from a registre to another, by identity where it can."""
    avant: list[Entite] = []
    apres: list[Entite] = []
    remplaces: list[Entite] = []
    deplacees = False
    for liste in LISTES:
        anciens, nouveaux = getattr(ancien, liste), getattr(nouveau, liste)
        if anciens is nouveaux:
            continue
        restants = {entite.identifiant: entite for entite in anciens}
        ajouts = 0
        for entite in nouveaux:
            elle = restants.pop(entite.identifiant, None)
            if elle is entite:
                continue
            if elle == entite:
                remplaces.append(entite)
                continue
            apres.append(entite)
            if elle is None:
                ajouts += 1
            else:
                avant.append(elle)
        avant += restants.values()
        deplacees = deplacees or bool(ajouts or restants)
    return Ecarts(
        avant=tuple(avant),
        apres=tuple(apres),
        remplaces=tuple(remplaces),
        deplacees=deplacees,
        extensions=ancien.extensions != nouveau.extensions,
    )


_PART: Final = 4
"""Beyond one entity in so many, tables are as soon made again."""


def heriter(ancien: Registre, nouveau: Registre, quoi: Ecarts) -> None:
    """Give a registre the tables of the one from which it differs by little, followed up to it."""
    if _PART * (len(quoi.apres) + len(quoi.remplaces)) > len(nouveau):
        return
    avant = (*quoi.avant, *quoi.remplaces)
    apres = (*quoi.apres, *quoi.remplaces)
    suivis = {table: table.suivre(contenu, avant, apres) for table, contenu in ancien._tables.items()}  # noqa: SLF001
    nouveau._tables.update(suivis)  # noqa: SLF001
    index = dict(ancien._index)  # noqa: SLF001
    for entite in avant:
        for _, interieur in identifies(entite):
            index.pop(interieur.identifiant, None)
    index.update((interieur.identifiant, interieur) for entite in apres for _, interieur in identifies(entite))
    object.__setattr__(nouveau, "_index", index)


def touchees(ancien: Registre, nouveau: Registre, quoi: Ecarts) -> set[Demandee]:
    """The keys whose answer may not be the same in the second registre."""
    return set(_touchees(ancien, nouveau, quoi))


def _touchees(ancien: Registre, nouveau: Registre, quoi: Ecarts) -> Iterator[Demandee]:
    if quoi.extensions:
        yield _LISTE, "extensions"
    entites: Iterable[Entite] = (*quoi.avant, *quoi.apres)
    for entite in entites:
        yield _LISTE, liste_de(entite)
        for _, interieur in identifies(entite):
            yield interieur.identifiant
        for table in TABLES:
            for cle in table.touchees(entite):
                yield table, cle
    if any(isinstance(entite, Professionnel) for entite in entites):
        avant, apres = ancien._fiches, nouveau._fiches  # noqa: SLF001
        for nom in avant.keys() | apres.keys():
            if avant.get(nom) != apres.get(nom):
                yield _CORPS, nom
