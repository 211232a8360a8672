"""A document that uses every field of every class, derived from the model, and the same in lines.

``python -m tests.donnees.complet`` writes it again when the model changes, and those of the examples beside it, until
the version of the format is published; from then on ``v1/`` is never edited, and what is added stands in a document of
its own.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from enum import Enum
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any, Final, get_args, get_origin

import attrs

from soinsprimaires import (
    DatePartielle,
    Evenement,
    Extensions,
    Registre,
    Structure,
    charger,
    ecrire,
    ecrire_lignes,
    schemas,
)
from soinsprimaires.identifiants import ADELI, CODE_COMMUNE, CODE_EPCI, CODE_POSTAL, FINESS, RPPS, SIREN, SIRET, SORTES
from soinsprimaires.modele._champs import VERS
from soinsprimaires.modele.genres import LISTES
from soinsprimaires.modele.structures import ETIQUETTES

CHEMIN: Final = Path(__file__).parent / "v1" / "complet.json"
LIGNES: Final = CHEMIN.with_suffix(".jsonl")

_SIMPLES: Final[dict[Any, Any]] = {
    str: "Texte",
    int: 12,
    bool: True,
    date: "2024-01-02",
    time: "09:00",
    Decimal: "0.5",
    DatePartielle: "2024-01-02",
    Extensions: {"fr.exemple.logiciel": {"version": 3, "notes": ["é", None, 1.5]}},
}
_SORTES: Final = {
    RPPS: "90000000001",
    ADELI: "320000001",
    FINESS: "320000001",
    SIREN: "000000000",
    SIRET: "00000000000000",
    CODE_COMMUNE: "32208",
    CODE_POSTAL: "32700",
    CODE_EPCI: "200000001",
}
# What a constructor judges with another field.
_CHOISIS: Final[dict[str, Any]] = {
    "BilanAnnuel.annee": 2024,
    "CTS.centre": "centre-sante-1",
    "CodeNomenclature.code": "10",
    "Convention.parties": ["organisations-1", "msp-1"],
    "CreneauGarde.fin": "20:00",
    "Document.empreinte": "0" * 64,
    "Estimation.maximum": "3",
    "Estimation.nuance": "environ",
    "Horaire.ferme": "12:00",
    "Professionnel.annee_naissance": 1970,
    "PopulationDeclaree.annee": 2023,
    "Periode.fin": "2025-12-31",
    "PeriodePartielle.debut": "2020-05~",
    "PeriodePartielle.fin": "../2030",
    "Territoire.communes": ["32132", "32208"],
    "_.categorie_finess": {"systeme": "TRE_R66", "code": "603"},
    "_.creee_le": "2020",
    "_.dissoute_le": "2030/..",
}
_rangs: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))


def construire() -> dict[str, Any]:
    """The parsed document."""
    _rangs.clear()
    contenu: dict[str, Any] = {
        genre: [_objet(get_args(attrs.fields_dict(Registre)[genre].type)[0], f"{genre}-1".replace("_", "-"))]
        for genre in LISTES
        if genre != "structures"
    }
    contenu["structures"] = [
        {"type": mot, **_objet(classe, f"{mot}-1".replace("_", "-"))} for mot, classe in sorted(ETIQUETTES.items())
    ]
    contenu["extensions"] = _SIMPLES[Extensions]
    return {"format": "soinsprimaires/registre", "version": 1, "contenu": contenu}


def _objet(classe: Any, identifiant: str | None = None) -> dict[str, Any]:
    objet = {champ.name: _valeur(classe, champ) for champ in attrs.fields(attrs.resolve_types(classe))}
    if "identifiant" in objet:
        nom = classe.__name__.lower()
        objet["identifiant"] = identifiant or f"{nom}-{next(_rangs[nom])}"
    return objet


def _valeur(classe: Any, champ: "attrs.Attribute[Any]") -> Any:
    for nom in (f"{classe.__name__}.{champ.name}", f"_.{champ.name}"):
        if nom in _CHOISIS:
            return _CHOISIS[nom]
    if champ.validator in _SORTES:
        return _SORTES[champ.validator]
    if VERS in champ.metadata:
        cible = _cible(champ.metadata[VERS][0])
        return [cible] if get_origin(champ.type) is tuple else cible
    if champ.name == "journal":
        return _journal()
    return _du_type(champ.type)


def _cible(genre: str) -> str:
    return {"structures": "msp-1", "sites": "site-1", "axes": "axe-1"}.get(genre, f"{genre}-1".replace("_", "-"))


def _du_type(annotation: Any) -> Any:
    if annotation in _SIMPLES:
        return _SIMPLES[annotation]
    if annotation in SORTES:
        return _SORTES[SORTES[annotation]]
    if get_origin(annotation) is tuple:
        return [_du_type(get_args(annotation)[0])]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    if isinstance(annotation, type):
        return _objet(annotation)
    assert annotation != Structure
    return _du_type(get_args(annotation)[0])


def _journal() -> list[dict[str, Any]]:
    evenement = _objet(Evenement)
    commun = {cle: valeur for cle, valeur in evenement.items() if cle not in {"annule", "etat", "etats_possibles"}}
    hesitante = {
        "identifiant": "hesitante",
        "acte": "reprise",
        "etats_possibles": ["contrat_signe", "en_fonctionnement"],
    }
    annulation = {"identifiant": "annulation", "acte": "annulation", "annule": "hesitante"}
    reprise = {"identifiant": "reprise", "acte": "reprise", "etat": "en_fonctionnement"}
    return [commun | propre for propre in (hesitante, annulation, reprise)]


def principal() -> None:
    """Write the kept documents of the version *en cours*."""
    if schemas.publications():
        sys.exit("version 1 is published: its documents never change")
    CHEMIN.write_text(json.dumps(construire(), ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    ecrire_lignes(charger(CHEMIN), LIGNES)
    for source in sorted((Path(__file__).parents[2] / "examples").glob("*.py")):
        exemple = import_module(f"examples.{source.stem}")
        ecrire(exemple.construire(), CHEMIN.with_name(f"{source.stem}.json"))


if __name__ == "__main__":
    principal()
