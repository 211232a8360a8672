"""DPC-002: actions under the priority orientations are delivered by a registered body (CSP, art. R4021-4, III).

The undated copy that was read is of a day between 21 May and 28 December 2023.
"""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, references, resultat, version

from soinsprimaires import Gravite, NatureActionDpc, Portee, ProgrammeDpc, ProgrammeFormation

CODE = "DPC-002"
AU = "2025-01-21"


def programme(prioritaire: bool | None, enregistre: bool | None) -> ProgrammeFormation:  # noqa: FBT001
    dpc = ProgrammeDpc(
        nature=NatureActionDpc.FORMATION, orientation_prioritaire=prioritaire, organisme_enregistre=enregistre
    )
    return ProgrammeFormation(identifiant="programme", intitule="Programme", dpc=dpc)


@pytest.mark.parametrize(
    ("prioritaire", "enregistre", "attendu"),
    [
        (True, True, "conforme"),
        (True, False, "non_conforme"),
        (True, None, "indetermine"),
        (False, False, "sans_objet"),
        (None, True, "indetermine"),  # of no priority orientation, it would be without object
        (None, False, "indetermine"),
        (None, None, "indetermine"),
    ],
)
def test_une_action_prioritaire_et_son_organisme(
    prioritaire: bool | None,  # noqa: FBT001
    enregistre: bool | None,  # noqa: FBT001
    attendu: str,
) -> None:
    assert resultat(CODE, programme(prioritaire, enregistre), au=AU) == attendu


def test_un_organisme_qui_n_est_pas_enregistre() -> None:
    juge = juger(CODE, programme(True, False), au=AU)
    assert messages(juge) == ["l'organisme qui met en œuvre l'action n'est pas enregistré"]
    assert pointeurs(juge) == ["/contenu/programmes_formation/0/dpc/organisme_enregistre"]


@pytest.mark.parametrize(
    ("prioritaire", "champs"),
    [(True, ["organisme_enregistre"]), (None, ["orientation_prioritaire", "organisme_enregistre"])],
)
def test_ce_qui_manque_est_nomme(prioritaire: bool | None, champs: list[str]) -> None:  # noqa: FBT001
    juge = juger(CODE, programme(prioritaire, None), au=AU)
    assert manquants(juge) == [(champ,) for champ in champs]
    assert set(pointeurs(juge)) == {"/contenu/programmes_formation/0/dpc"}


def test_une_formation_n_est_pas_de_dpc_d_office() -> None:
    assert resultat(CODE, ProgrammeFormation(identifiant="soirees", intitule="Soirées"), au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2016-07-10", "hors_vigueur"),
        ("2016-07-11", "indetermine"),
        ("2023-12-27", "indetermine"),
        ("2023-12-28", "non_conforme"),
        ("2023-12-29", "non_conforme"),
    ],
)
def test_le_texte_est_lu_depuis_le_28_decembre_2023(au: str, attendu: str) -> None:
    assert resultat(CODE, programme(True, False), au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R4021-4, III"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
