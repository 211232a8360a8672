"""Documents of the corpus, one entity each, changed at random: each number gives always the same one."""

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.proprietes.outils import noeuds

CORPUS = sorted((Path(__file__).parent.parent / "donnees" / "v1").glob("*.json"))
VALEURS: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 7, 1970, 1.0, -0.0, 2.5, 10**30, 1e30, [], {}, [[]], [None], {"a": 1}),
    *("", " ", "A", "a", "é", "-", "a\n", "\n", "A" * 101, "a" * 100, "a" * 101, "null", "true", "type", "a\0b", "\0"),
    *("2024", "0000", "10000", "2024-02", "2024-13", "2024-00", "2024-02-29", "2023-02-29", "2024-04-31", "2024-1-1"),
    *("2024-01-01\n", "20240101", "2024-W05-3", "2024~", "2024-05/..", "../2024", "../2024~", "../..", "2024/2025"),
    *("08:00", "8:00", "24:00", "23:59", "08:60", "08:00:00", "08:00\n"),
    *("0", "-0", "1", "-1", "01", "1.0", "0.5", "0.50", ".5", "5.", "1e3", "+1", "1000000", "9" * 40, "9" * 41, "-0.1"),
    *("10000000009", "1000000000", "320000001", "3A0000001", "3a0000001", "000000000", "356000000", "00000000000000"),
    *("32208", "2A004", "2a004", "96001", "97411", "98799", "200000001", "24000000", "32700", "32700\n"),
    *("msp", "cpts", "MSP", "lundi", "effectif", "annulation", "reprise", "TRE_G15", "0" * 64, "g" * 64, "F" * 64),
)
Objet = dict[str, Any]


@cache
def entites() -> tuple[tuple[str, Any], ...]:
    """Every entity of the corpus with the list in which it stands."""
    lus = (json.loads(chemin.read_text(encoding="utf-8"))["contenu"] for chemin in CORPUS)
    return tuple(
        (genre, entite) for contenu in lus for genre in contenu if genre != "extensions" for entite in contenu[genre]
    )


@cache
def textes() -> tuple[str, ...]:
    """Words, dates, numbers and codes that the corpus holds."""
    return tuple(
        sorted({feuille for _, entite in entites() for _, feuille in noeuds(entite) if isinstance(feuille, str)})
    )


@cache
def cles() -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                pas
                for _, entite in entites()
                for chemin, _ in noeuds(entite)
                for pas in chemin[-1:]
                if isinstance(pas, str)
            }
        )
    )


def document(numero: int) -> Any:
    """A document with one to three changes."""
    hasard = Random(numero)  # noqa: S311 - the same at each run
    contenu: dict[str, list[Any]] = {}
    for _ in range(hasard.choice((1, 1, 2))):
        genre, entite = hasard.choice(entites())
        contenu.setdefault(genre, []).append(copy.deepcopy(entite))
    brut: Any = {"format": "soinsprimaires/registre", "version": 1, "contenu": contenu}
    for _ in range(hasard.choice((1, 1, 1, 2, 3))):
        brut = muter(brut, hasard)
    return brut


def muter(brut: Any, hasard: Random) -> Any:
    """The same document with one change."""
    lieux = [(chemin, valeur) for chemin, valeur in noeuds(brut) if chemin]
    if not lieux:
        return hasard.choice(VALEURS)
    chemin, valeur = hasard.choice(lieux)
    parent = brut
    for pas in chemin[:-1]:
        parent = parent[pas]
    hasard.choice(tuple(changements(parent, chemin[-1], valeur, hasard)))()
    return brut


def changements(parent: Any, pas: Any, valeur: Any, hasard: Random) -> Iterator[Callable[[], Any]]:
    """What can be done to a value, the likeliest to nearly pass first."""

    def poser(nouvelle: Any) -> Callable[[], Any]:
        return lambda: parent.__setitem__(pas, copy.deepcopy(nouvelle))

    yield poser(hasard.choice(VALEURS))
    yield poser(hasard.choice(textes()))
    if isinstance(valeur, str) and valeur:
        rang = hasard.randrange(len(valeur))
        yield poser(valeur[:rang] + valeur[rang + 1 :])
        yield poser(valeur[:rang] + hasard.choice("a0-é\n.") + valeur[rang:])
        yield poser(valeur + "\n")
    if isinstance(valeur, int):
        yield poser(float(valeur))
    if isinstance(parent, dict):
        yield lambda: parent.pop(pas)
        yield lambda: parent.__setitem__(hasard.choice(cles()), parent.pop(pas))
        yield lambda: parent.__setitem__(hasard.choice(cles()), hasard.choice(VALEURS))
    else:
        yield lambda: parent.append(copy.deepcopy(hasard.choice(parent)))
        yield lambda: parent.remove(valeur)
        yield lambda: parent.insert(0, parent.pop())
