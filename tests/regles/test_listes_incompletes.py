"""A count without names: what the registre does not name may be what a rule misses, so nothing is surely not met."""

from typing import Any

import attrs
import pytest
from tests.regles.fabrique import associe, equipe, forme, juger, maison, manquants, resultat

from soinsprimaires import (
    Adhesion,
    EquipeSoinsPrimaires,
    EquipeSoinsSpecialises,
    Estimation,
    NuanceNombre,
    PeriodePartielle,
)
from soinsprimaires.referentiels import professions as p

AU = "2024-07-02"
GENS = equipe("msp", medecin_a=p.MEDECIN, medecin_b=p.MEDECIN, infirmiere=p.INFIRMIER)
SISA = maison(formes=(forme("sisa", "2011-01-01"),), associes=(associe("medecin-a"), associe("infirmiere")))
QUATORZE = Estimation(valeur=14)


@pytest.mark.parametrize(
    ("nombre", "attendu"),
    [
        (None, "non_conforme"),
        (Estimation(valeur=2), "non_conforme"),
        (Estimation(valeur=3), "indetermine"),
        (QUATORZE, "indetermine"),
        (Estimation(valeur=10, nuance=NuanceNombre.PLUS_DE), "indetermine"),
        # "About three" may be two: the registre may name them all, or not.
        (Estimation(valeur=3, nuance=NuanceNombre.ENVIRON), "non_conforme"),
    ],
    ids=["rien", "deux nommes", "un de plus", "quatorze", "plus de dix", "environ trois"],
)
def test_une_sisa_dont_on_ne_nomme_pas_tous_les_associes(nombre: Estimation | None, attendu: str) -> None:
    msp = attrs.evolve(SISA, nombre_associes=nombre)
    juge = juger("SISA-001", msp, *GENS, au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert ("associes",) in manquants(juge)


def test_ce_que_les_noms_suffisent_a_montrer_reste_conforme() -> None:
    tous = (*SISA.associes, associe("medecin-b"))
    assert resultat("SISA-001", attrs.evolve(SISA, associes=tous, nombre_associes=QUATORZE), *GENS, au=AU) == "conforme"


@pytest.mark.parametrize("nombre", ["nombre_membres", "nombre_professionnels"])
def test_une_equipe_dont_on_ne_nomme_pas_tous_les_membres(nombre: str) -> None:
    membres = (Adhesion(membre="infirmiere", periode=PeriodePartielle(debut="2020")),)
    for code, classe in (("ESP-001", EquipeSoinsPrimaires), ("ESS-001", EquipeSoinsSpecialises)):
        connue = classe(identifiant="equipe", nom="Équipe", membres=membres)
        assert resultat(code, connue, *GENS, au=AU) == "non_conforme"
        comptes: dict[str, Any] = {nombre: QUATORZE}
        comptee = attrs.evolve(connue, **comptes)
        attendu = "indetermine" if nombre == "nombre_membres" else "non_conforme"
        assert resultat(code, comptee, *GENS, au=AU) == attendu


def test_qui_n_est_pas_nomme_a_peut_etre_signe() -> None:
    msp = attrs.evolve(SISA, nombre_associes=QUATORZE)
    assert resultat("MSP-003", msp, *GENS, au=AU) == "indetermine"
