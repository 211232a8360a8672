"""What designates itself, or comes from itself through others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final

from soinsprimaires.anomalies import Chemin
from soinsprimaires.modele._base import Entite, Recherche
from soinsprimaires.modele.genres import LISTES, liste_de
from soinsprimaires.modele.registre import Registre
from soinsprimaires.regles.constats import Resultat
from soinsprimaires.regles.definition import Contexte, NonConforme, Regle, SansObjet, Verdict, coherence

__all__ = ["REGLES_BOUCLES"]

_MUTUELLES: Final = frozenset({"membre", "par", "partenaire", "projets_lies", "signataire"})
"""References from a kind to itself that set no order: each of two may name the other."""
_VERS_LA_SUITE: Final = frozenset({"prepare", "reunion"})
"""Those that name what comes after; every other one names what comes before, or above."""
_CITES: Final = 6


@cache
def _vers_son_genre(genre: str) -> Recherche:
    """The references that an entity of a kind makes to others of its kind."""
    return Recherche(lambda champ: genre in (champ.references or ()))


def _vers_les_siens(entite: Entite, _au: date) -> tuple[tuple[str, str, Chemin], ...]:
    """The same references of an entity: the field, what it names, and where."""
    return tuple(
        (champ.nom, nommee, chemin if place is None else (*chemin, place))
        for chemin, champ, valeur in _vers_son_genre(liste_de(entite))(entite)
        for place, nommee in (enumerate(valeur) if champ.liste else ((None, valeur),))
    )


@coherence(
    "VRA-005",
    titre="Rien ne se désigne soi-même, ni ne vient de soi par d'autres",
    cible=Registre,
    jamais=(Resultat.INDETERMINE,),
)
def origines(registre: Registre, contexte: Contexte) -> Iterator[Verdict]:
    """A structure that is its own predecessor, partner or associate, organisations that belong to one another."""
    avant: dict[str, dict[str, Chemin]] = defaultdict(dict)
    vues = False
    for genre in LISTES:
        for rang, entite in enumerate(getattr(registre, genre)):
            for champ, nommee, chemin in contexte.de(entite, _vers_les_siens):
                vues = True
                ici = ("contenu", genre, rang, *chemin)
                if nommee == entite.identifiant:
                    yield NonConforme(f"« {nommee} » se désigne soi-même ({champ})", ici)
                elif champ in _VERS_LA_SUITE:
                    avant[nommee].setdefault(entite.identifiant, ici)
                elif champ not in _MUTUELLES:
                    avant[entite.identifiant].setdefault(nommee, ici)
    for boucle in _boucles(avant):
        cites = ", ".join(f"« {nom} »" for nom in boucle[:_CITES]) + (" …" if len(boucle) > _CITES else "")
        yield NonConforme(f"{cites} viennent l'un de l'autre, en boucle", avant[boucle[0]][boucle[1]])
    if not vues:
        yield SansObjet("le registre ne dit de rien d'où il vient")


def _boucles(avant: Mapping[str, Mapping[str, Chemin]]) -> Iterator[tuple[str, ...]]:
    """Loops of a graph of which nothing points to itself, each from the first of its names."""
    fini: set[str] = set()
    for depart in sorted(avant):
        route: list[str] = []
        place: dict[str, int] = {}
        attente = [(depart, 0)]
        while attente:
            nom, profondeur = attente.pop()
            for quitte in route[profondeur:]:
                place.pop(quitte)
                fini.add(quitte)
            del route[profondeur:]
            if nom in place:
                boucle = route[place[nom] :]
                debut = boucle.index(min(boucle))
                yield (*boucle[debut:], *boucle[:debut])
            elif nom not in fini:
                place[nom] = len(route)
                route.append(nom)
                attente += [(suivant, len(route)) for suivant in sorted(avant.get(nom, ()), reverse=True)]
        fini.update(route)


REGLES_BOUCLES: tuple[Regle, ...] = (origines,)
