"""What a registre finds by a name or a key: its tables, each made once, or followed from a registre to the next."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.identifiants import ADELI, RPPS
from soinsprimaires.modele._base import Entite, pointages
from soinsprimaires.modele._departs import partants
from soinsprimaires.modele.genres import LISTES, SOUS_LISTES, liste_de
from soinsprimaires.modele.organisations import AutreIdentifiant
from soinsprimaires.modele.professionnels import Professionnel

__all__ = [
    "CITANTS",
    "DEPARTS_PAR_PROFESSIONNEL",
    "IDENTIFIANT",
    "PROFESSIONNELS_PAR_STRUCTURE",
    "PROJETS_PAR_NATURE",
    "PROJETS_PAR_STRUCTURE",
    "REUNIONS_PAR_PROJET",
    "SEANCES_PAR_PARTICIPANT",
    "SOUS_LISTE_DE",
    "TABLES",
    "TITULAIRES_PAR_CADRE",
    "Repertoire",
    "exiger_nom",
    "grouper",
    "identifies",
    "numero_lu",
    "numeros_de_personne",
]

T = TypeVar("T")

IDENTIFIANT: Final = attrgetter("identifiant")
SOUS_LISTE_DE: Final[Mapping[type, str]] = {classe: liste for liste, classe in SOUS_LISTES.items()}


def exiger_nom(identifiant: str, champ: str = "identifiant") -> str:
    """An identifiant that was asked for, refused when it is no text."""
    # Rules ask a hundred times for each entity: a plain text is judged at once.
    return identifiant if type(identifiant) is str else exiger(identifiant, str, champ)


def identifies(entite: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """An entity and what can be pointed to inside it, each with its path in the entity."""
    yield (), entite
    for champ in SOUS_LISTES:
        for rang, interieur in enumerate(getattr(entite, champ, ())):
            yield (champ, rang), interieur


def numeros_de_personne(professionnel: Professionnel) -> list[str]:
    """The numbers that are each of one person."""
    siens: dict[str, str | None] = {"rpps": professionnel.rpps, "adeli": professionnel.adeli}
    numeros = [(sorte, numero) for sorte, numero in siens.items() if numero is not None]
    # A number that contradicts theirs says nothing: which is right is for a rule to ask.
    numeros += [lu for autre in professionnel.autres_identifiants if (lu := numero_lu(autre)) and siens[lu[0]] is None]
    return [f"{sorte} {numero}" for sorte, numero in numeros]


_NATIONAUX: Final = (("rpps", RPPS, "8"), ("adeli", ADELI, "0"))
"""An idNatPs (IDNPS) is a type, then the number; an identifiant PP (IDPP) is the number alone."""


def numero_lu(autre: AutreIdentifiant) -> tuple[str, str] | None:
    """The RPPS or the ADELI that another register calls somebody by, with the field where it would stand."""
    if autre.systeme not in {"IDNPS", "IDPP"}:
        return None
    for champ, sorte, type_ in _NATIONAUX:
        possibles = (autre.valeur,) if autre.systeme == "IDPP" else ()
        for numero in (*possibles, *([autre.valeur[1:]] if autre.valeur.startswith(type_) else ())):
            if sorte.raison(numero) is None:
                return champ, numero
    return None


def grouper(valeurs: Iterable[T], cles: Callable[[T], Iterable[str]]) -> Mapping[str, tuple[T, ...]]:
    """The values under each of their keys, in their order."""
    groupes: dict[str, Any] = defaultdict(list)
    for valeur in valeurs:
        for cle in cles(valeur):
            groupes[cle].append(valeur)
    # In place: two such tables at once would be the most that a check holds.
    for cle, groupe in groupes.items():
        groupes[cle] = tuple(groupe)
    return MappingProxyType(groupes)


# A table refers to the entities and adds as little as it can: a country has a hundred thousand of them.
@attrs.frozen(eq=False)
class Repertoire:
    """Entities by what they say, in the order of the registre.

    Attributes:
        listes: the lists whose entities are in it.
        cles: under which keys one entity is.
    """

    listes: tuple[str, ...]
    cles: Callable[[Any], Iterable[str]]

    def construire(self, registre: Any) -> Mapping[str, tuple[Any, ...]]:
        """The table of a registre."""
        return grouper((entite for liste in self.listes for entite in getattr(registre, liste)), self._uniques)

    def suivre(
        self, ancienne: Mapping[str, tuple[Any, ...]], avant: Iterable[Entite], apres: Iterable[Entite]
    ) -> Mapping[str, tuple[Any, ...]]:
        """The table after a change, from what it was before.

        Args:
            ancienne: the table before.
            avant: the entities that were taken away or replaced.
            apres: those that were added, or put in their place.
        """
        partis = {entite.identifiant for entite in avant}
        nouveaux = grouper(apres, self.touchees)
        suivie = dict(ancienne)
        for cle in {*nouveaux, *(cle for entite in avant for cle in self.touchees(entite))}:
            restants = [entite for entite in ancienne.get(cle, ()) if entite.identifiant not in partis]
            groupe = sorted((*restants, *nouveaux.get(cle, ())), key=self._place)
            if groupe:
                suivie[cle] = tuple(groupe)
            else:
                suivie.pop(cle, None)
        return suivie

    def touchees(self, entite: Entite) -> Iterable[str]:
        """Under which keys an entity is, none when it is of another list."""
        return self._uniques(entite) if liste_de(entite) in self.listes else ()

    def _uniques(self, entite: Entite) -> Iterable[str]:
        return dict.fromkeys(self.cles(entite))

    def _place(self, entite: Entite) -> tuple[int, str]:
        return self.listes.index(liste_de(entite)), entite.identifiant


CITANTS: Final = Repertoire(LISTES, lambda entite: (cible for _, cible, _ in pointages(entite)))
DEPARTS_PAR_PROFESSIONNEL: Final = Repertoire(("mouvements",), partants)
PROFESSIONNELS_PAR_STRUCTURE: Final = Repertoire(
    ("professionnels",), lambda qui: (e.structure for e in qui.exercices if e.structure is not None)
)
PROJETS_PAR_NATURE: Final = Repertoire(("projets",), lambda projet: (projet.nature.value,))
PROJETS_PAR_STRUCTURE: Final = Repertoire(
    ("projets",), lambda projet: () if projet.structure is None else (projet.structure,)
)
REUNIONS_PAR_PROJET: Final = Repertoire(
    ("reunions",),
    lambda reunion: (*reunion.projets, *(projet for e in reunion.prochaines_etapes for projet in e.projets)),
)
SEANCES_PAR_PARTICIPANT: Final = Repertoire(("seances_formation",), lambda seance: seance.participants)
TITULAIRES_PAR_CADRE: Final = Repertoire(
    ("personnes", "professionnels"), lambda qui: (fonction.au_sein_de for fonction in qui.fonctions)
)
TABLES: Final = (
    CITANTS,
    DEPARTS_PAR_PROFESSIONNEL,
    PROFESSIONNELS_PAR_STRUCTURE,
    PROJETS_PAR_NATURE,
    PROJETS_PAR_STRUCTURE,
    REUNIONS_PAR_PROJET,
    SEANCES_PAR_PARTICIPANT,
    TITULAIRES_PAR_CADRE,
)
"""All of them."""
