"""VRA-011: a source that counts two names no three."""

from typing import Any

import attrs
import pytest
from tests.regles.fabrique import associe, equipe, juger, maison, messages, pointeurs, resultat, version

from soinsprimaires import (
    Delimitation,
    Estimation,
    Gravite,
    NatureProjet,
    NatureTerritoire,
    NuanceNombre,
    PeriodePartielle,
    Projet,
    Territoire,
)
from soinsprimaires.referentiels import professions as p

CODE = "VRA-011"
AU = "2024-07-02"
DEUX = Estimation(valeur=2)


def projet(*porteurs: str, nombre: Estimation | None) -> Projet:
    return Projet(identifiant="projet", nom="P", nature=NatureProjet.MSP, porteurs=porteurs, nombre_porteurs=nombre)


@pytest.mark.parametrize(
    ("nombre", "attendu"),
    [
        (DEUX, "non_conforme"),
        (Estimation(valeur=3), "conforme"),
        (Estimation(valeur=3, nuance=NuanceNombre.MOINS_DE), "non_conforme"),
        (Estimation(valeur=2, nuance=NuanceNombre.AU_MOINS), "conforme"),
        (Estimation(valeur=1, nuance=NuanceNombre.AU_MOINS, maximum=2), "non_conforme"),
        (Estimation(valeur=2, nuance=NuanceNombre.ENVIRON), "conforme"),
        (None, "sans_objet"),
    ],
    ids=str,
)
def test_trois_porteurs_nommes(nombre: Estimation | None, attendu: str) -> None:
    assert resultat(CODE, projet("a", "b", "c", nombre=nombre), au=AU) == attendu


def test_le_meme_porteur_nomme_deux_fois_n_en_fait_qu_un() -> None:
    gens = equipe("msp", medecin_a=p.MEDECIN, medecin_b=p.MEDECIN)
    assert resultat(CODE, projet("medecin-a", "medecin-b", "medecin-a", nombre=DEUX), *gens, au=AU) == "conforme"


def test_le_constat() -> None:
    juge = juger(CODE, projet("a", "b", "c", nombre=DEUX), au=AU)
    assert messages(juge) == ["« projet » : porteurs nomme 3 éléments, la source dit 2"]
    assert pointeurs(juge) == ["/contenu/projets/0/porteurs"]
    assert version(CODE, AU).gravite is Gravite.INFORMATION


def test_les_communes_d_un_territoire() -> None:
    champs: dict[str, Any] = {"identifiant": "t", "nom": "T", "nature": NatureTerritoire.ACTION_CPTS}
    nommees = Territoire(
        **champs, communes=("32132", "32208"), delimitation=Delimitation.PARTIELLE, nombre_communes=Estimation(valeur=1)
    )
    assert resultat(CODE, nommees, au=AU) == "non_conforme"
    partielle = attrs.evolve(nommees, nombre_communes=Estimation(valeur=23))
    assert resultat(CODE, partielle, au=AU) == "conforme"
    complete = attrs.evolve(partielle, delimitation=Delimitation.COMPLETE)
    assert resultat(CODE, complete, au=AU) == "non_conforme"
    assert resultat(CODE, attrs.evolve(complete, nombre_communes=DEUX), au=AU) == "conforme"


def test_un_compte_d_un_autre_jour() -> None:
    """Members come and go: what the list holds today, the count of a source may not."""
    gens = equipe("msp", medecin_a=p.MEDECIN, medecin_b=p.MEDECIN, infirmiere=p.INFIRMIER)
    associes = tuple(associe(nom) for nom in ("medecin-a", "medecin-b", "infirmiere"))
    msp = attrs.evolve(maison(associes=associes), nombre_associes=DEUX)
    assert resultat(CODE, msp, *gens, au=AU) == "indetermine"
    parti = attrs.evolve(associes[0], periode=PeriodePartielle(debut="2012", fin="2020"))
    assert resultat(CODE, attrs.evolve(msp, associes=(parti, *associes[1:])), *gens, au=AU) == "conforme"
