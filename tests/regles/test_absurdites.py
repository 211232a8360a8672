"""The absurd in every field of the model is refused by the constructor or told by a rule, at its place.

Each field of the document that fills every field is given values of its type that nothing real has.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import attrs
import pytest
from tests.donnees.complet import CHEMIN

from soinsprimaires import (
    CodeNomenclature,
    DatePartielle,
    Estimation,
    Extensions,
    Periode,
    PeriodePartielle,
    Position,
    Registre,
    Systeme,
    ValeurInvalide,
    charger,
    controler,
)
from soinsprimaires._typage import Typee
from soinsprimaires.anomalies import pointeur_json
from soinsprimaires.modele._base import Entite
from soinsprimaires.modele._champs import Champ, champs
from soinsprimaires.modele.genres import liste_de
from soinsprimaires.regles import REGLES

AU: Final = date(2026, 11, 29)
PLAUSIBLES: Final = {code: REGLES[code] for code in REGLES if code.startswith("VRA-")}
VOISINES: Final = {code: REGLES[code] for code in ("PRO-001", "REF-001", "TER-001")}
"""Rules that tell some of it with more to say."""

ABSURDES: Final[dict[Any, tuple[Any, ...]]] = {
    int: (-1, -(10**30), 10**5000),
    str: ("", " ", "\u200b", "?"),
    date: (date(12, 5, 3), date(9999, 12, 31)),
    Decimal: (Decimal(-1), Decimal(10) ** 30),
    DatePartielle: ("0012", "1066-10-14", "9999-12-31", "9999/.."),
    Estimation: (
        Estimation(valeur=-(10**30)),
        Estimation(valeur=10**30),
        Estimation(valeur=1, unite=" "),
    ),
    CodeNomenclature: (CodeNomenclature(Systeme.TRE_G15, "99"),),
    Periode: (Periode(debut=date(12, 5, 3)), Periode(fin=date(9999, 12, 31))),
    PeriodePartielle: (PeriodePartielle(debut="0012"), PeriodePartielle(debut="9999"), PeriodePartielle(fin="9999")),
}
CODES: Final = {
    "commune": ("32999", "95999"),
    "communes": ("32999",),
    "departement": ("20", "Gers", ""),
    "region": ("20", "Occitanie", ""),
    "epci": ("243299999",),
}
"""Fields that hold the code of a place, by their names."""


def places(valeur: Any, chemin: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value of a class inside another, with its path."""
    if isinstance(valeur, tuple):
        for rang, element in enumerate(valeur):
            yield from places(element, (*chemin, rang))
    elif isinstance(valeur, Typee):
        yield chemin, valeur
        for champ in champs(type(valeur)):
            yield from places(getattr(valeur, champ.nom), (*chemin, champ.nom))


UN_DE_CHAQUE: Final = {type(v): (entite, chemin) for entite in charger(CHEMIN) for chemin, v in places(entite)}
CAS: Final = [
    pytest.param(entite, chemin, champ, id=f"{classe.__name__}.{champ.nom}")
    for classe, (entite, chemin) in sorted(UN_DE_CHAQUE.items(), key=lambda paire: paire[0].__name__)
    if classe is not Estimation
    for champ in champs(classe)
]


def absurdes(entite: Entite, champ: Champ) -> tuple[Any, ...]:
    if champ.references is not None:
        return ("n-existe-pas", entite.identifiant) if liste_de(entite) in champ.references else ("n-existe-pas",)
    if str in champ.classes and champ.nom in CODES:
        return CODES[champ.nom]
    if champ.porteur is Position:
        return (Decimal(-181), Decimal(181))
    return ABSURDES.get(champ.cible, ())


def sans_absurde(champ: Champ) -> bool:
    """Whether no value of a type is absurd in itself: those of a class have fields of their own."""
    return (
        champ.cible in {bool, Extensions}
        or champ.nom in {"identifiant", "debut", "fin", "ouvre", "ferme"}
        or champ.sorte is not None
        or any(issubclass(classe, Enum | Typee) for classe in champ.classes)
    )


def remplacer(valeur: Any, chemin: tuple[str | int, ...], autre: Any) -> Any:
    """The same value, with another one at a path."""
    if not chemin:
        return autre
    tete, *reste = chemin
    if isinstance(tete, int):
        return (*valeur[:tete], remplacer(valeur[tete], tuple(reste), autre), *valeur[tete + 1 :])
    return attrs.evolve(valeur, **{tete: remplacer(getattr(valeur, tete), tuple(reste), autre)})


def constats(entite: Entite) -> set[str]:
    rapport = controler(Registre().avec(entite), au=AU, regles={**PLAUSIBLES, **VOISINES})
    return {constat.pointeur for resultat in rapport.resultats for constat in resultat.constats}


@pytest.mark.parametrize(("entite", "chemin", "champ"), CAS)
def test_l_absurde_est_refuse_ou_dit(entite: Entite, chemin: tuple[str | int, ...], champ: Champ) -> None:
    essais = absurdes(entite, champ)
    assert essais or sans_absurde(champ)
    for essai in essais:
        mis = (essai,) if champ.liste else essai
        try:
            change = remplacer(entite, (*chemin, champ.nom), mis)
        except ValeurInvalide:
            continue
        ou = Registre().avec(change).pointeur(change.identifiant) + pointeur_json((*chemin, champ.nom))
        assert any(dit == ou or dit.startswith(f"{ou}/") for dit in constats(change)), essai
