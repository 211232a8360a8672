"""VRA-004: nobody counts fewer than nobody, and no territory has a thousand billion inhabitants."""

from datetime import date
from decimal import Decimal

import pytest
from tests.regles.fabrique import juger, messages, pointeurs, projet, resultat, version

from soinsprimaires import (
    AideFinanciere,
    Carence,
    Estimation,
    Gravite,
    Lieu,
    Mouvement,
    NatureMouvement,
    NatureTerritoire,
    NuanceNombre,
    PartStatistique,
    PopulationDeclaree,
    Position,
    Statistique,
    StatutMouvement,
    Territoire,
)
from soinsprimaires.mesures import Bornes
from soinsprimaires.modele._champs import champs
from soinsprimaires.regles.absurdites import _Jour, _juges
from soinsprimaires.serialisation._convertisseur import du_document

CODE = "VRA-004"
AU = "2026-11-29"


def estimation(nombre: int | str, nuance: str = "exact") -> Estimation:
    return Estimation(valeur=nombre, nuance=NuanceNombre(nuance))


def territoire(nombre: Estimation) -> Territoire:
    population = PopulationDeclaree(nombre=nombre, annee=2023, source="INSEE")
    return Territoire(identifiant="lomagne", nom="Lomagne", nature=NatureTerritoire.ACTION_CPTS, population=population)


def test_sans_nombre() -> None:
    assert resultat(CODE, projet("cpts"), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("nombre", "attendu"),
    [
        (estimation(-19_600), "non_conforme"),
        (estimation(-1), "non_conforme"),
        (estimation(0), "conforme"),
        (estimation(19_600), "conforme"),
        (estimation(10**12), "conforme"),
        (estimation(10**12 + 1), "non_conforme"),
        (estimation(-1, "au_plus"), "non_conforme"),
        (estimation(-1, "au_moins"), "indetermine"),
        (estimation(-1, "environ"), "indetermine"),
        (estimation(10**13, "plus_de"), "non_conforme"),
        (estimation(10**13, "moins_de"), "indetermine"),
    ],
)
def test_une_population(nombre: Estimation, attendu: str) -> None:
    assert resultat(CODE, territoire(nombre), au=AU) == attendu


def test_le_constat() -> None:
    juge = juger(CODE, territoire(estimation(-19_600)), au=AU)
    assert messages(juge) == ["« lomagne » : nombre vaut -19600, moins que zéro"]
    assert pointeurs(juge) == ["/contenu/territoires/0/population/nombre"]


def test_un_montant_un_effectif_un_depart_negatifs() -> None:
    aide = AideFinanciere(identifiant="aide", objet="Cabinet", montant=estimation(-50_000))
    carence = Carence(identifiant="carence", effectif=estimation(-2))
    departs = Mouvement(
        identifiant="departs",
        nature=NatureMouvement.DEPART,
        statut=StatutMouvement.CONSTATE,
        nombre=estimation(-3),
    )
    assert pointeurs(juger(CODE, aide, carence, departs, projet("msp", nombre_porteurs=estimation(-4)), au=AU)) == [
        "/contenu/aides_financieres/0/montant",
        "/contenu/carences/0/effectif",
        "/contenu/mouvements/0/nombre",
        "/contenu/projets/0/nombre_porteurs",
    ]


@pytest.mark.parametrize(
    ("nombre", "attendu"), [(-5, "conforme"), (-(10**12), "conforme"), (-(10**12) - 1, "non_conforme")]
)
def test_une_statistique_peut_dire_une_baisse(nombre: int, attendu: str) -> None:
    dont = (PartStatistique(indicateur="généralistes", valeur=estimation(nombre)),)
    baisse = Statistique(identifiant="s", indicateur="évolution", valeur=estimation(-5), dont=dont)
    assert resultat(CODE, baisse, au=AU) == attendu


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("48.39", "-4.486"), ("-20.882", "55.45"), ("-12.78", "45.228"), ("46.775", "-56.18"), ("-90", "-180")],
    ids=["Brest", "Saint-Denis de La Réunion", "Mamoudzou", "Saint-Pierre-et-Miquelon", "bornes"],
)
def test_un_lieu_est_a_l_ouest_ou_au_sud(latitude: str, longitude: str) -> None:
    position = Position(latitude=latitude, longitude=longitude)
    assert resultat(CODE, Lieu(identifiant="cabinet", nom="Cabinet", position=position), au=AU) == "conforme"


def test_ce_que_des_bornes_admettent_n_est_pas_absurde() -> None:
    """Whatever field of the model has bounds below zero, its least value is judged as any other."""
    negatifs = [
        champ
        for classe in du_document()
        for champ in champs(classe)
        if isinstance(champ.valideur, Bornes) and champ.valideur.minimum < 0
    ]
    assert {champ.nom for champ in negatifs} == {"latitude", "longitude"}
    lieu, jour = Lieu(identifiant="cabinet", nom="Cabinet"), _Jour(date.fromisoformat(AU), date(1945, 1, 1))
    for champ in negatifs:
        for code, juger_valeur in _juges(champ):
            assert code == CODE
            assert not list(juger_valeur(Decimal(champ.valideur.minimum), champ.nom, lieu, jour))


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
