"""CDS-008: a centre territorial de santé is a site or an antenne of a centre, run by a legal person.

No legal category: the Gers so names the sites and antennes of its centre since 1 May 2022. The rule informs.
"""

import pytest
from tests.regles.fabrique import juger, maison, manquants, messages, pointeurs, references, resultat, version
from tests.regles.lieux_de_soins import centre, cts, organisation

from soinsprimaires import CTS, Gravite, Portee
from soinsprimaires.modele._base import Entite

CODE = "CDS-008"
AU = "2024-07-02"
DEPARTEMENT = organisation("conseil_departemental")
SIEGE = centre(identifiant="siege", gestionnaire="gestionnaire")


def territorial(**champs: str | None) -> CTS:
    return cts(**{"identifiant": "cts", "centre": "siege", "gestionnaire": "gestionnaire", **champs})


@pytest.mark.parametrize("gestionnaire", ["gestionnaire", None], ids=["le sien", "celui de son centre"])
def test_un_site_du_centre_departemental(gestionnaire: str | None) -> None:
    assert resultat(CODE, territorial(gestionnaire=gestionnaire), SIEGE, DEPARTEMENT, au=AU) == "conforme"


@pytest.mark.parametrize(
    ("le_sien", "autres", "message", "champ"),
    [
        (
            territorial(centre="msp"),
            (maison(), DEPARTEMENT),
            "« msp », dont il serait un site, n'est pas un centre de santé",
            "centre",
        ),
        (
            territorial(gestionnaire="commune"),
            (SIEGE, DEPARTEMENT, organisation("commune", "commune")),
            "son gestionnaire n'est pas celui de son centre de santé",
            "gestionnaire",
        ),
        (
            territorial(),
            (SIEGE, organisation("ars_delegation_departementale")),
            "« gestionnaire » n'a pas la personnalité morale",
            "gestionnaire",
        ),
    ],
    ids=["site de ce qui n'est pas un centre", "autre gestionnaire", "sans personnalite morale"],
)
def test_ce_qui_ne_peut_etre(le_sien: CTS, autres: tuple[Entite, ...], message: str, champ: str) -> None:
    juge = juger(CODE, le_sien, *autres, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == [message]
    assert pointeurs(juge) == [f"/contenu/structures/0/{champ}"]


@pytest.mark.parametrize(
    ("le_sien", "autres", "champs"),
    [
        (territorial(centre=None), (DEPARTEMENT,), [("centre",)]),
        (territorial(gestionnaire=None, centre=None), (), [("centre",), ("gestionnaire",)]),
        (territorial(), (SIEGE,), [("gestionnaire",)]),
    ],
)
def test_ce_qui_manque(le_sien: CTS, autres: tuple[Entite, ...], champs: list[tuple[str, ...]]) -> None:
    juge = juger(CODE, le_sien, *autres, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == champs


@pytest.mark.parametrize(
    ("au", "attendu"), [("2022-04-30", "hors_vigueur"), ("2022-05-01", "conforme"), ("2022-05-02", "conforme")]
)
def test_depuis_le_1er_mai_2022(au: str, attendu: str) -> None:
    assert resultat(CODE, territorial(), SIEGE, DEPARTEMENT, au=au) == attendu


def test_un_centre_de_sante_n_est_pas_juge() -> None:
    assert resultat(CODE, centre(), au=AU) == "sans_objet"


def test_sources_et_gravite() -> None:
    assert references(CODE, AU) == [
        (
            "Centres territoriaux de santé du Gers : nom que le département donne aux sites et antennes de son "
            "centre de santé, sans catégorie légale"
        ),
        "CSP, art. D6323-1",
    ]
    assert version(CODE, AU).portee is Portee.BONNE_PRATIQUE
    assert version(CODE, AU).gravite is Gravite.INFORMATION
