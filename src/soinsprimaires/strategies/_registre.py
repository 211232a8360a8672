"""Strategy of whole registres, coherent in their references."""

from collections.abc import Collection, Iterator
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele.genres import GENRES, LISTES, SOUS_LISTES, Genre, liste_de
from soinsprimaires.modele.registre import Registre
from soinsprimaires.strategies._derivation import Cibles, valeurs
from soinsprimaires.strategies._primitives import extensions, slugs

_SITES_OU_AXES_AU_PLUS: Final = 2


@attrs.frozen
class _Place:
    """An entity to draw.

    Attributes:
        genre: its kind.
        identifiant: its name.
        interieurs: names of its sites or axes, by field.
    """

    genre: Genre
    identifiant: str
    interieurs: dict[str, tuple[str, ...]]

    def nommes(self) -> Iterator[tuple[str, str]]:
        """Every name that it brings to the registre, each with its kind."""
        yield self.genre.liste, self.identifiant
        for champ, noms in self.interieurs.items():
            for nom in noms:
                yield champ, nom

    def strategie(self, cibles: Cibles) -> SearchStrategy[Entite]:
        """The entity, pointing to these."""
        champs: dict[str, Any] = {"identifiant": self.identifiant}
        for champ, classe in SOUS_LISTES.items():
            noms = self.interieurs.get(champ)
            if noms is not None:
                champs[champ] = st.tuples(*(valeurs(classe, {"identifiant": nom}, cibles) for nom in noms))
        return valeurs(self.genre.classe, champs, cibles)


@st.composite
def _places(draw: st.DrawFn, genres: tuple[Genre, ...], max_entites: int) -> list[_Place]:
    choisies = draw(st.lists(st.sampled_from(genres), max_size=max_entites))
    tailles = [
        {
            champ: draw(st.integers(0, _SITES_OU_AXES_AU_PLUS))
            for champ in SOUS_LISTES
            if champ in attrs.fields_dict(choisie.classe)
        }
        for choisie in choisies
    ]
    nombre = len(choisies) + sum(sum(taille.values()) for taille in tailles)
    noms = iter(draw(st.lists(slugs(), unique=True, min_size=nombre, max_size=nombre)))
    return [
        _Place(choisie, next(noms), {champ: tuple(next(noms) for _ in range(n)) for champ, n in taille.items()})
        for choisie, taille in zip(choisies, tailles, strict=True)
    ]


def _viser(places: list[_Place]) -> Cibles:
    par_genre: dict[str, tuple[str, ...]] = {}
    for place in places:
        for genre, nom in place.nommes():
            par_genre[genre] = (*par_genre.get(genre, ()), nom)
    return Cibles(par_genre)


@st.composite
def _registre(draw: st.DrawFn, genres: tuple[str, ...], max_entites: int) -> Registre:
    places = draw(_places(tuple(genre for genre in GENRES if genre.liste in genres), max_entites))
    cibles = _viser(places)
    # An entity that must point to a kind of which there is none cannot be; without it, another may not be either.
    while len(tenables := [place for place in places if not place.strategie(cibles).is_empty]) < len(places):
        places, cibles = tenables, _viser(tenables)
    listes: dict[str, list[Entite]] = {}
    for place in places:
        entite = draw(place.strategie(cibles))
        listes.setdefault(liste_de(entite), []).append(entite)
    contenu: dict[str, Any] = {**listes, "extensions": draw(st.none() | extensions())}
    return Registre(**contenu)


def registres(*, genres: Collection[str] = LISTES, max_entites: int = 8) -> SearchStrategy[Registre]:
    """Registres whose every reference names an entity of the registre, of a kind that it may name.

    Args:
        genres: lists that may hold entities (``structures``, ``projets`` ...), all by default.
        max_entites: how many entities at most.

    Raises:
        ValeurInvalide: one of these lists does not exist.
    """
    if inconnus := sorted(set(genres) - set(LISTES)):
        raise ValeurInvalide(f"le registre n'a pas de liste {', '.join(inconnus)}", "registre.genre", "genres")
    return _registre(tuple(genres), max_entites)
