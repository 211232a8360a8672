"""Mutants of what is data: each boundary by one day, each amount by one unit, each element of a collection away."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any

import attrs

__all__ = ["Mutant", "mutants"]

UN_JOUR = timedelta(days=1)


@attrs.frozen(kw_only=True)
class Mutant:
    """One change of one value.

    Attributes:
        famille: rules, parameters, delays, transitions or sub-cycles.
        sorte: boundary, amount, element taken away, other value of an enumeration.
        ou: what is changed, and into what.
        mots: words, one of which is in the files of tests that should notice.
        appliquer: make the change, in this process.
    """

    famille: str
    sorte: str
    ou: str
    mots: tuple[str, ...]
    appliquer: Callable[[], None]


def mutants() -> Iterator[Mutant]:
    """Every mutant of the tables, always in the same order."""
    yield from _regles()
    yield from _parametres()
    yield from _delais()
    yield from _transitions()


def _regles() -> Iterator[Mutant]:
    from soinsprimaires.regles import REGLES

    champs = ("cible", "portee", "vigueur", "lue_depuis", "sources", "fiabilite")
    for code, versions in REGLES.items():
        for rang, version in enumerate(versions):
            yield from _champs("rules", f"{code}[{rang}]", (f'"{code}"',), version, champs)


def _parametres() -> Iterator[Mutant]:
    from soinsprimaires import droit
    from soinsprimaires.droit import DELAIS_MISSIONS, Parametre, ValeurDatee

    for nom in droit.__all__:
        parametre = getattr(droit, nom)
        if isinstance(parametre, Parametre):
            for rang, etape in enumerate(parametre.valeurs):
                donne = "statut" if etape.valeur is None else "valeur"
                de_la_valeur = ("depuis", donne, "sources", "fiabilite")
                yield from _champs("parameters", f"{nom}.valeurs[{rang}]", (nom,), etape, de_la_valeur)
    for poste in droit.POSTES_ACI:
        valeurs: tuple[ValeurDatee[Any], ...] = poste.valeur.valeurs
        for rang, etape in enumerate(valeurs):
            donne = "statut" if etape.valeur is None else "valeur"
            ou = f"POSTES_ACI[{poste.code}, {poste.taille}].valeurs[{rang}]"
            yield from _champs("parameters", ou, ("POSTES_ACI",), etape, ("depuis", donne, "sources", "fiabilite"))
    for rang, delai in enumerate(DELAIS_MISSIONS):
        champs = ("code", "mission", "demarrage_mois", "deploiement_mois", "contrats_depuis")
        ou = f"DELAIS_MISSIONS[{rang}]"
        yield from _champs("parameters", ou, ("DELAIS_MISSIONS", "CPTS-008", "CPTS-009"), delai, champs)


def _delais() -> Iterator[Mutant]:
    from soinsprimaires.droit import delais

    champs = ("mois", "applicable_depuis", "certaine_depuis", "sources", "fiabilite")
    for nom, valeur in vars(delais).items():
        if isinstance(valeur, delais.DelaiLegal):
            yield from _champs("delays", nom, (nom, valeur.code), valeur, champs)


def _transitions() -> Iterator[Mutant]:
    from soinsprimaires.cycle import SOUS_CYCLES, TRANSITIONS, Transition

    champs = tuple(champ.name for champ in attrs.fields(Transition) if champ.name != "acte")
    for nature, table in TRANSITIONS.items():
        for rang, ligne in enumerate(table):
            ou = f"{nature.value}[{rang}] {ligne.acte.value}"
            yield from _champs("transitions", ou, ("TRANSITIONS",), ligne, champs)
    for passage in SOUS_CYCLES.values():
        ou = f"sous-cycle {passage.acte.value}"
        yield from _champs("transitions", ou, ("SOUS_CYCLES",), passage, ("depuis", "vers"))


def _champs(famille: str, ou: str, mots: tuple[str, ...], objet: Any, champs: tuple[str, ...]) -> Iterator[Mutant]:
    for champ in champs:
        valeur = getattr(objet, champ)
        for sorte, autre in _autres(valeur):
            yield Mutant(
                famille=famille,
                sorte=sorte,
                ou=f"{ou}.{champ}: {_court(valeur, autre)}",
                mots=mots,
                # In place, through the freeze: every reference to the value sees the change.
                appliquer=partial(object.__setattr__, objet, champ, autre),
            )


def _autres(valeur: Any) -> Iterator[tuple[str, Any]]:
    """What a value may become, each with its sort."""
    if isinstance(valeur, bool):
        yield "other value", not valeur
    elif isinstance(valeur, date):
        yield from (("boundary", valeur + ecart) for ecart in (-UN_JOUR, UN_JOUR))
    elif isinstance(valeur, int):
        yield from (("amount", valeur + ecart) for ecart in (-1, 1))
    elif isinstance(valeur, Decimal):
        unite = Decimal(1).scaleb(int(valeur.as_tuple().exponent))
        yield from (("amount", valeur + ecart) for ecart in (-unite, unite))
    elif isinstance(valeur, Enum):
        membres = list(type(valeur))
        yield "other value", membres[(membres.index(valeur) + 1) % len(membres)]
    elif isinstance(valeur, tuple | frozenset):
        yield from _collection(valeur)
    elif attrs.has(type(valeur)):
        for champ in attrs.fields(type(valeur)):
            yield from (
                (sorte, attrs.evolve(valeur, **{champ.alias: autre}))
                for sorte, autre in _autres(getattr(valeur, champ.name))
            )


def _collection(valeurs: tuple[Any, ...] | frozenset[Any]) -> Iterator[tuple[str, Any]]:
    # A set has no order of its own, and the mutants keep theirs from one run to the next.
    elements = list(valeurs) if isinstance(valeurs, tuple) else sorted(valeurs, key=str)
    for rang, element in enumerate(elements):
        reste = [*elements[:rang], *elements[rang + 1 :]]
        if isinstance(element, int | Decimal | frozenset):
            for sorte, autre in _autres(element):
                yield sorte, type(valeurs)([*elements[:rang], autre, *elements[rang + 1 :]])
        else:
            yield "element taken away", type(valeurs)(reste)


def _court(avant: Any, apres: Any) -> str:
    if isinstance(avant, tuple | frozenset) and len(apres) < len(avant):
        parti = next(element for element in avant if element not in apres)
        return f"without {_nom(parti)}"
    return f"{_nom(avant)} -> {_nom(apres)}"


def _nom(valeur: Any) -> str:
    if isinstance(valeur, tuple | frozenset):
        return "{" + ", ".join(sorted(_nom(element) for element in valeur)) + "}"
    if isinstance(valeur, Enum):
        return valeur.name
    if isinstance(valeur, type):
        return valeur.__name__
    return str(getattr(valeur, "reference", None) or getattr(valeur, "code", None) or valeur)
