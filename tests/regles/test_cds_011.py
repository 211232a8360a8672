"""CDS-011: the dental or medical committee meets at least once every three months (CSP, art. L6323-1-5, II).

Since 21 May 2023, "lorsque le centre emploie plus d'un professionnel médical". A meeting that is not recorded may have
been held: no record can fail this rule, which asks for it.
"""

import pytest
from tests.regles.fabrique import exercice, juger, manquants, messages, professionnel, references, resultat, version
from tests.regles.lieux_de_soins import Fabrique, centre, les_deux

from soinsprimaires import Gravite, NatureReunion, Portee, Professionnel, Reunion, StatutReunion
from soinsprimaires.referentiels import professions as p

CODE = "CDS-011"
AU = "2024-07-02"


def dentistes(nombre: int) -> tuple[Professionnel, ...]:
    return tuple(professionnel(f"dentiste-{n}", p.CHIRURGIEN_DENTISTE, exercice("centre")) for n in range(nombre))


def reunion(le: str | None, **champs: object) -> Reunion:
    defauts = {
        "nature": NatureReunion.COMITE,
        "statut": StatutReunion.TENUE,
        "organisateurs": ("centre",),
        "objet": "Comité dentaire",
    }
    return Reunion(identifiant="comite", le=le, **{**defauts, **champs})  # type: ignore[arg-type]


@les_deux
@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2024-04-01", "indetermine"),
        ("2024-04-02", "conforme"),
        ("2024-07-02", "conforme"),
        ("2024-07-03", "indetermine"),
        ("2024-05", "conforme"),
        ("2024-04", "indetermine"),
        (None, "indetermine"),
    ],
)
def test_une_reunion_dans_les_trois_mois(faire: Fabrique, le: str | None, attendu: str) -> None:
    juge = juger(CODE, faire(), *dentistes(2), reunion(le), au=AU)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("reunions",)]
        assert messages(juge) == [
            "aucune réunion du comité pour l'activité dentaire n'est enregistrée dans les trois derniers mois"
        ]


@les_deux
@pytest.mark.parametrize(("nombre", "attendu"), [(0, "sans_objet"), (1, "sans_objet"), (2, "indetermine")])
def test_a_partir_de_deux_professionnels_medicaux(faire: Fabrique, nombre: int, attendu: str) -> None:
    assert resultat(CODE, faire(), *dentistes(nombre), au=AU) == attendu


@pytest.mark.parametrize(
    ("profession", "savoir_faire", "attendu"),
    [
        (p.MEDECIN, (p.OPHTALMOLOGIE,), "indetermine"),
        (p.MEDECIN, (p.PEDIATRIE,), "sans_objet"),
        (p.MEDECIN, (), "indetermine"),
        (p.ORTHOPTISTE, (), "sans_objet"),
    ],
)
def test_ophtalmologistes_oui_orthoptistes_non(
    profession: object, savoir_faire: tuple[object, ...], attendu: str
) -> None:
    deux = [
        Professionnel(
            identifiant=f"x-{n}",
            profession=profession,  # type: ignore[arg-type]
            savoir_faire=savoir_faire,  # type: ignore[arg-type]
            exercices=(exercice("centre"),),
        )
        for n in range(2)
    ]
    assert resultat(CODE, centre(), *deux, au=AU) == attendu


def test_on_ne_sait_pas_ce_que_sont_deux_medecins() -> None:
    """Whatever a committee did: they may owe none."""
    deux = [professionnel(f"x-{n}", p.MEDECIN, exercice("centre")) for n in range(2)]
    juge = juger(CODE, centre(), *deux, reunion("2024-06-15"), au=AU)
    assert manquants(juge) == [("periode", "savoir_faire")]
    assert messages(juge) == ["on ne sait pas si le centre emploie deux professionnels médicaux d'une de ces activités"]


def test_deux_comites_dus_et_une_reunion_qui_ne_dit_pas_duquel() -> None:
    ophtalmologistes = [
        professionnel(f"oph-{n}", p.MEDECIN, exercice("centre"), savoir_faire=(p.OPHTALMOLOGIE,)) for n in range(2)
    ]
    juge = juger(CODE, centre(), *dentistes(2), *ophtalmologistes, reunion("2024-06-15"), au=AU)
    assert manquants(juge) == [("reunions",)]
    assert messages(juge) == ["deux comités sont dus, et une réunion de comité ne dit pas duquel"]


def test_un_second_comite_peut_etre_du() -> None:
    """Two dentists surely, two doctors who may be ophthalmologists: the second committee may not be due."""
    medecins = [professionnel(f"x-{n}", p.MEDECIN, exercice("centre")) for n in range(2)]
    juge = juger(CODE, centre(), *dentistes(2), *medecins, reunion("2024-06-15"), au=AU)
    assert messages(juge) == ["deux comités sont peut-être dus, et une réunion de comité ne dit pas duquel"]


@pytest.mark.parametrize(
    "champs",
    [
        {"nature": NatureReunion.INFORMATION},
        {"statut": StatutReunion.PREVUE},
        {"statut": StatutReunion.ANNULEE},
        {"organisateurs": ("autre",)},
    ],
    ids=["une information", "prevue", "annulee", "d'un autre"],
)
def test_ce_qui_n_est_pas_une_reunion_tenue_du_comite(champs: dict[str, object]) -> None:
    assert resultat(CODE, centre(), *dentistes(2), reunion("2024-06-15", **champs), au=AU) == "indetermine"


def test_le_centre_peut_en_etre_l_hote() -> None:
    chez_lui = reunion("2024-06-15", organisateurs=(), hotes=("centre",))
    assert resultat(CODE, centre(), *dentistes(2), chez_lui, au=AU) == "conforme"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2023-05-20", "hors_vigueur"),
        ("2023-05-21", "sans_objet"),
        ("2023-08-20", "sans_objet"),
        ("2023-08-21", "indetermine"),
        ("2023-08-22", "indetermine"),
    ],
)
def test_les_trois_premiers_mois_apres_la_loi(au: str, attendu: str) -> None:
    assert resultat(CODE, centre(), *dentistes(2), au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L6323-1-5, II (loi n° 2023-378 du 19 mai 2023)"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
