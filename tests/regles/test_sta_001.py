"""STA-001: nineteen projects validated, 248 in all: so 229 before."""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, resultat, version

from soinsprimaires import Estimation, Gravite, NuanceNombre, PartStatistique, Statistique

CODE = "STA-001"
AU = "2021-12-31"


def estimation(nombre: int, nuance: str = "exact") -> Estimation:
    return Estimation(valeur=nombre, nuance=NuanceNombre(nuance), unite="structures")


def total(nombre: Estimation, **parts: Estimation) -> Statistique:
    dont = tuple(PartStatistique(indicateur=nom, valeur=valeur) for nom, valeur in parts.items())
    return Statistique(identifiant="msp-occitanie", indicateur="MSP", valeur=nombre, dont=dont)


@pytest.mark.parametrize(("avant", "attendu"), [(228, "non_conforme"), (229, "conforme"), (230, "non_conforme")])
def test_deux_cent_vingt_neuf_et_dix_neuf(avant: int, attendu: str) -> None:
    assert resultat(CODE, total(estimation(248), avant=estimation(avant), ajouts=estimation(19)), au=AU) == attendu


def test_le_constat() -> None:
    juge = juger(CODE, total(estimation(248), avant=estimation(230), ajouts=estimation(19)), au=AU)
    assert messages(juge) == ["230 structures avant et 19 structures d'ajouts ne font pas 248 structures"]
    assert pointeurs(juge) == ["/contenu/statistiques/0/dont"]


@pytest.mark.parametrize(
    ("avant", "attendu"),
    [
        (estimation(229, "environ"), "indetermine"),
        (estimation(225, "au_moins"), "indetermine"),
        (estimation(230, "au_moins"), "non_conforme"),
        (estimation(228, "au_plus"), "non_conforme"),
    ],
)
def test_un_nombre_vague(avant: Estimation, attendu: str) -> None:
    assert resultat(CODE, total(estimation(248), avant=avant, ajouts=estimation(19)), au=AU) == attendu


def test_une_part_absente_est_nommee() -> None:
    juge = juger(CODE, total(estimation(248), ajouts=estimation(19)), au=AU)
    assert manquants(juge) == [("dont",)]
    assert messages(juge) == ["la part « avant » n'est pas donnée"]


def test_une_statistique_sans_lot() -> None:
    assert resultat(CODE, total(estimation(248)), au=AU) == "sans_objet"
    assert resultat(CODE, total(estimation(248), autre=estimation(5)), au=AU) == "sans_objet"


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
