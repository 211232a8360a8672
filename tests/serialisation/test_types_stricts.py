"""Every field of every class has a hook that refuses the JSON values of another type."""

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs
import pytest

from soinsprimaires import DatePartielle, Extensions, Registre, Structure
from soinsprimaires._typage import decomposer
from soinsprimaires.identifiants import SORTES
from soinsprimaires.modele._champs import champs
from soinsprimaires.serialisation._convertisseur import _lecteur_champ, convertisseur
from soinsprimaires.serialisation._fautes import Fautes

EXEMPLES = {"null": None, "booleen": True, "entier": 7, "reel": 7.5, "texte": "7", "liste": ["7"], "objet": {"a": 7}}
SIMPLES: dict[Any, str] = {
    str: "texte",
    int: "entier",
    bool: "booleen",
    date: "texte",
    time: "texte",
    Decimal: "texte",
    DatePartielle: "texte",
    Extensions: "objet",
}


def admis(annotation: Any) -> set[str]:
    """Kinds of JSON values that an annotation admits; an annotation that nobody thought of fails."""
    if annotation in SIMPLES:
        return {SIMPLES[annotation]}
    if annotation in SORTES or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return {"texte"}
    if annotation == Structure or (isinstance(annotation, type) and attrs.has(annotation)):
        return {"objet"}
    if get_origin(annotation) is tuple:
        return {"liste"}
    assert get_origin(annotation) in {Union, UnionType}, annotation
    interieur, rien = get_args(annotation)
    assert rien is type(None)
    return admis(interieur) | {"null"}


def interieurs(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is tuple:
        element, points = get_args(annotation)
        assert points is ...
        yield element
    elif annotation == Structure or type(None) in get_args(annotation):
        yield from (membre for membre in get_args(annotation) if membre is not type(None))


def classes() -> list[type]:
    """Every class that a document may hold, from the registre down."""
    vues: dict[type, None] = {}
    a_voir: list[Any] = [Registre]
    while a_voir:
        annotation = a_voir.pop()
        a_voir += interieurs(annotation)
        if isinstance(annotation, type) and attrs.has(annotation) and annotation not in {*vues, *SIMPLES}:
            vues[annotation] = None
            a_voir += [champ.type for champ in attrs.fields(attrs.resolve_types(annotation))]
    return sorted(vues, key=lambda classe: classe.__name__)


CHAMPS = [
    pytest.param(classe, champ, id=f"{classe.__name__}.{champ.name}")
    for classe in classes()
    for champ in attrs.fields(classe)
]


def annotations(annotation: Any) -> Iterator[Any]:
    yield annotation
    for interieur in interieurs(annotation):
        yield from annotations(interieur)


def test_le_parcours_voit_le_modele_entier() -> None:
    noms = {classe.__name__ for classe in classes()}
    assert len(noms) > 60
    assert {"MSP", "CTS", "Evenement", "Provenance", "Horaire", "CreneauGarde", "Periode", "CodeNomenclature"} <= noms


def lecteur(cible: Any) -> Callable[[Any], Any]:
    lire: Any = convertisseur().get_structure_hook(cible)
    return lambda lu: lire(lu, cible)


@pytest.mark.parametrize(("classe", "champ"), CHAMPS)
def test_un_champ_refuse_les_autres_types(classe: Any, champ: "attrs.Attribute[Any]") -> None:
    cible, _, _ = decomposer(champ.type)
    (plan,) = (un for un in champs(classe) if un.nom == champ.name)
    for annotation, lire in ((champ.type, _lecteur_champ(plan, convertisseur())), (cible, lecteur(cible))):
        for genre, exemple in EXEMPLES.items():
            if genre not in admis(annotation):
                with pytest.raises(Fautes) as refus:
                    lire(exemple)
                ((chemin, code, message),) = refus.value.fautes
                assert (chemin, code) == ((), "type.inattendu")
                assert " est attendu" in message


@pytest.mark.parametrize(("_classe", "champ"), CHAMPS)
def test_ce_qui_n_est_pas_ecrit_se_relit(_classe: Any, champ: "attrs.Attribute[Any]") -> None:
    """``None`` and the empty tuple are left out: they must be what the constructor puts there."""
    if "null" in admis(champ.type):
        assert champ.default is None
    elif "liste" in admis(champ.type):
        assert champ.default in {(), attrs.NOTHING}


def test_un_mot_d_une_liste_est_un_texte_ascii() -> None:
    for classe in classes():
        for champ in attrs.fields(classe):
            for annotation in annotations(champ.type):
                if isinstance(annotation, type) and issubclass(annotation, Enum):
                    assert not issubclass(annotation, str)
                    assert all(isinstance(membre.value, str) and membre.value.isascii() for membre in annotation)


@pytest.mark.parametrize("sous_classe", [type("Mot", (str,), {}), type("Nombre", (int,), {})])
def test_un_type_qui_n_est_pas_du_format_n_a_pas_de_lecteur(sous_classe: type) -> None:
    lire: Any = convertisseur().get_structure_hook(sous_classe)
    with pytest.raises(TypeError, match="aucun lecteur"):
        lire(EXEMPLES["texte"], sous_classe)
