"""Values of the law over time: before the first, between two, abrogated, unknown, on the day itself."""

from datetime import date, datetime
from typing import Any

import pytest

from soinsprimaires import Fiabilite, SourceJuridique, ValeurInvalide
from soinsprimaires.droit import (
    COMPOSITION_MSP,
    COMPOSITION_SISA,
    SEUILS_TAILLE,
    MinimumEquipe,
    Parametre,
    StatutReponse,
    ValeurDatee,
)
from soinsprimaires.sources import NatureSource

SOURCE = SourceJuridique(nature=NatureSource.DECRET, reference="Décret d'essai", lu_le=date(2026, 11, 21))


def valeur(depuis: Any, nombre: int | None, **champs: Any) -> ValeurDatee[int]:
    return ValeurDatee(
        **{
            "depuis": date.fromisoformat(depuis) if isinstance(depuis, str) else depuis,
            "valeur": nombre,
            "sources": (SOURCE,),
            "fiabilite": Fiabilite.VERIFIEE,
            **champs,
        }
    )


PLAFOND = Parametre(
    nom="plafond",
    unite="EUR",
    valeurs=(
        valeur("2022-03-18", 41_136),
        valeur("2023-01-01", 43_992),
        valeur("2024-01-01", None, statut=StatutReponse.INCONNU, raison="l'arrêté n'a pas été lu"),
        valeur("2025-01-01", None, statut=StatutReponse.ABROGE, raison="article abrogé par la loi de finances"),
    ),
)


@pytest.mark.parametrize(
    ("jour", "statut", "attendu", "raison"),
    [
        ("2022-03-17", StatutReponse.PAS_ENCORE_EN_VIGUEUR, None, "« plafond » n'existe pas avant le 2022-03-18"),
        ("2022-03-18", StatutReponse.EN_VIGUEUR, 41_136, None),
        ("2022-12-31", StatutReponse.EN_VIGUEUR, 41_136, None),
        ("2023-01-01", StatutReponse.EN_VIGUEUR, 43_992, None),
        ("2023-12-31", StatutReponse.EN_VIGUEUR, 43_992, None),
        ("2024-01-01", StatutReponse.INCONNU, None, "l'arrêté n'a pas été lu"),
        ("2025-01-01", StatutReponse.ABROGE, None, "article abrogé par la loi de finances"),
        ("2100-01-01", StatutReponse.ABROGE, None, "article abrogé par la loi de finances"),
    ],
)
def test_la_reponse_d_un_jour(jour: str, statut: StatutReponse, attendu: int | None, raison: str | None) -> None:
    reponse = PLAFOND.au(date.fromisoformat(jour))
    assert (reponse.statut, reponse.valeur, reponse.raison) == (statut, attendu, raison)


def test_la_derniere_valeur_connue_vaut_toujours() -> None:
    assert SEUILS_TAILLE.au(date(2100, 1, 1)).valeur == (40_000, 80_000, 175_000)


def test_la_reponse_porte_l_etape_qui_la_fonde() -> None:
    assert PLAFOND.au(date(2023, 6, 1)).etape == PLAFOND.valeurs[1]
    assert PLAFOND.au(date(2024, 6, 1)).etape == PLAFOND.valeurs[2]
    assert PLAFOND.au(date(2022, 3, 17)).etape is None


def test_zero_est_une_valeur() -> None:
    reponse = Parametre(nom="franchise", unite="jours", valeurs=(valeur("2020-01-01", 0),)).au(date(2021, 1, 1))
    assert (reponse.statut, reponse.valeur) == (StatutReponse.EN_VIGUEUR, 0)


@pytest.mark.parametrize(
    ("champs", "code", "champ"),
    [
        ({"nombre": None}, "parametre.valeur", "valeur"),
        ({"nombre": 3, "statut": StatutReponse.ABROGE}, "parametre.valeur", "valeur"),
        ({"nombre": 3, "statut": StatutReponse.INCONNU}, "parametre.valeur", "valeur"),
        ({"nombre": None, "statut": StatutReponse.INCONNU}, "parametre.raison", "raison"),
        ({"nombre": None, "statut": StatutReponse.ABROGE, "raison": ""}, "parametre.raison", "raison"),
        ({"nombre": 3, "sources": ()}, "parametre.source", "sources"),
        ({"nombre": 3, "depuis": datetime(2022, 1, 1)}, "date.type", "depuis"),  # noqa: DTZ001 - what is refused
    ],
    ids=[
        "en vigueur sans valeur",
        "abrogee avec une valeur",
        "inconnue avec une valeur",
        "inconnue sans raison",
        "raison vide",
        "sans source",
        "un instant n'est pas un jour",
    ],
)
def test_une_valeur_datee_refusee(champs: dict[str, Any], code: str, champ: str) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        valeur(**{"depuis": "2022-01-01", **champs})
    assert (refus.value.code, refus.value.champ) == (code, champ)


@pytest.mark.parametrize(
    "jours", [(), ("2023-01-01", "2022-01-01"), ("2022-01-01", "2022-01-01")], ids=["aucune", "a rebours", "deux fois"]
)
def test_des_dates_qui_ne_croissent_pas(jours: tuple[str, ...]) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        Parametre(nom="plafond", unite="EUR", valeurs=tuple(valeur(jour, 1) for jour in jours))
    assert refus.value.code == "parametre.dates"
    assert refus.value.message == "les dates de « plafond » ne sont pas croissantes"


@pytest.mark.parametrize("jour", ["2023-01-01", datetime(2023, 1, 1), None], ids=["texte", "instant", "rien"])  # noqa: DTZ001
def test_un_jour_est_exige(jour: Any) -> None:
    with pytest.raises(ValeurInvalide) as refus:
        PLAFOND.au(jour)
    assert refus.value.code == "date.type"


@pytest.mark.parametrize(
    ("parametre", "jour", "attendu"),
    [
        (COMPOSITION_SISA, "2011-08-11", None),
        (COMPOSITION_SISA, "2011-08-12", MinimumEquipe(medecins=2, auxiliaires_medicaux=1)),
        (COMPOSITION_MSP, "2010-07-26", None),
        (COMPOSITION_MSP, "2010-07-27", MinimumEquipe(medecins=2, auxiliaires_medicaux=1)),
        (SEUILS_TAILLE, "2019-08-24", None),
        (SEUILS_TAILLE, "2019-08-25", (40_000, 80_000, 175_000)),
    ],
)
def test_les_valeurs_de_la_loi_et_leur_premier_jour(parametre: Parametre[Any], jour: str, attendu: Any) -> None:
    assert parametre.au(date.fromisoformat(jour)).valeur == attendu


@pytest.mark.parametrize(
    ("parametre", "fiabilite", "reference"),
    [
        (COMPOSITION_SISA, Fiabilite.VERIFIEE, "CSP, art. L4041-4, I"),
        (
            COMPOSITION_MSP,
            Fiabilite.SECONDAIRE,
            "Critères de reconnaissance d'une MSP par les ARS (cahiers des charges régionaux)",
        ),
        (
            SEUILS_TAILLE,
            Fiabilite.SECONDAIRE,
            "ACI CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août 2019) : quatre tailles de communautés",
        ),
    ],
)
def test_chaque_valeur_dit_d_ou_elle_vient(parametre: Parametre[Any], fiabilite: Fiabilite, reference: str) -> None:
    for etape in parametre.valeurs:
        assert etape.fiabilite is fiabilite
        assert [source.reference for source in etape.sources] == [reference]
