"""VRA-008: money is not a percentage, and what is added is of one kind."""

import pytest
from tests.regles.fabrique import juger, messages, pointeurs, projet, resultat, version

from soinsprimaires import AideFinanciere, Estimation, Gravite, PartStatistique, Statistique

CODE = "VRA-008"
AU = "2026-11-29"


def aide(unite: str | None) -> AideFinanciere:
    return AideFinanciere(identifiant="aide", objet="Cabinet", montant=Estimation(valeur=70, unite=unite))


def statistique(total: str | None, **parts: str | None) -> Statistique:
    return Statistique(
        identifiant="aides",
        indicateur="aides versées",
        valeur=Estimation(valeur=100, unite=total),
        dont=tuple(
            PartStatistique(indicateur=nom, valeur=Estimation(valeur=50, unite=unite)) for nom, unite in parts.items()
        ),
    )


@pytest.mark.parametrize(
    ("unite", "attendu"),
    [
        (None, "conforme"),
        ("EUR", "conforme"),
        ("EUR par an", "conforme"),
        ("millions d'euros", "conforme"),
        ("k€", "conforme"),
        ("XPF", "conforme"),
        ("pour_cent", "non_conforme"),
        ("part", "non_conforme"),
        ("personnes", "non_conforme"),
        (" ", "non_conforme"),
    ],
)
def test_un_montant_est_de_l_argent(unite: str | None, attendu: str) -> None:
    assert resultat(CODE, aide(unite), au=AU) == attendu


def test_le_constat() -> None:
    juge = juger(CODE, aide("pour_cent"), au=AU)
    assert messages(juge) == ["« aide » : montant est en 'pour_cent', qui n'est pas de l'argent"]
    assert pointeurs(juge) == ["/contenu/aides_financieres/0/montant/unite"]


@pytest.mark.parametrize(
    ("unite", "attendu"), [("personnes", "conforme"), ("équivalents temps plein", "conforme"), ("EUR", "non_conforme")]
)
def test_un_compte_compte(unite: str, attendu: str) -> None:
    assert resultat(CODE, projet("msp", nombre_porteurs=Estimation(valeur=4, unite=unite)), au=AU) == attendu


@pytest.mark.parametrize(
    ("total", "parts", "attendu"),
    [
        ("EUR", {"cabinets": "EUR"}, "conforme"),
        ("EUR", {"cabinets": "pour_cent"}, "conforme"),
        ("EUR", {"cabinets": None}, "conforme"),
        (None, {"cabinets": "EUR"}, "conforme"),
        ("structures", {"msp": "maisons de santé"}, "conforme"),
        ("EUR", {"cabinets": "structures"}, "non_conforme"),
        ("structures", {"aides": "EUR"}, "non_conforme"),
        ("pour_cent", {"aides": "EUR"}, "non_conforme"),
        ("EUR", {"ajouts": "pour_cent"}, "non_conforme"),
        ("EUR", {"avant": "EUR", "ajouts": "pour_cent"}, "non_conforme"),
    ],
)
def test_les_parts_d_un_total(total: str | None, parts: dict[str, str | None], attendu: str) -> None:
    assert resultat(CODE, statistique(total, **parts), au=AU) == attendu


def test_le_constat_est_a_la_part() -> None:
    juge = juger(CODE, statistique("EUR", avant="EUR", ajouts="pour_cent"), au=AU)
    assert messages(juge) == ["« aides » : une part est en 'pour_cent' et le total en 'EUR' : ils ne s'ajoutent pas"]
    assert pointeurs(juge) == ["/contenu/statistiques/0/dont/1/valeur/unite"]


def test_des_euros_et_des_pour_cent_ne_font_pas_une_somme() -> None:
    assert resultat("STA-001", statistique("EUR", avant="EUR", ajouts="pour_cent"), au=AU) == "sans_objet"
    assert resultat("STA-001", statistique("EUR", avant="EUR", ajouts="EUR"), au=AU) == "conforme"


def test_deux_parts_d_un_meme_objet() -> None:
    part = PartStatistique(indicateur="aides", valeur=Estimation(valeur=50, unite="EUR"))
    deux = Statistique(
        identifiant="s", indicateur="structures", valeur=Estimation(valeur=100, unite="structures"), dont=(part, part)
    )
    assert pointeurs(juger(CODE, deux, au=AU)) == [
        f"/contenu/statistiques/0/dont/{rang}/valeur/unite" for rang in range(2)
    ]


def test_une_unite_demesuree_n_est_pas_repetee_en_entier() -> None:
    (message,) = messages(juger(CODE, aide("personnes " * 10_000), au=AU))
    assert len(message) < 200


def test_sans_nombre() -> None:
    assert resultat(CODE, projet("msp"), au=AU) == "sans_objet"


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
