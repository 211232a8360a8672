"""DPC-001: every health professional owes continuous development over three years (CSP, art. R4021-4).

The text was read in a state between 21 May 2023 and 21 January 2025. Attendance is not recorded yet: the rule asks for
it, and never decides.
"""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, professionnel, references, resultat, version

from soinsprimaires import CodeNomenclature, Gravite, Portee, Systeme
from soinsprimaires.referentiels import professions as p

CODE = "DPC-001"
AU = "2025-01-21"


@pytest.mark.parametrize(
    ("au", "attendu", "champs"),
    [
        ("2016-07-09", "hors_vigueur", []),
        ("2016-07-10", "indetermine", [("vigueur",), ("participations",)]),
        ("2025-01-20", "indetermine", [("vigueur",), ("participations",)]),
        ("2025-01-21", "indetermine", [("participations",)]),
        ("2025-01-22", "indetermine", [("participations",)]),
    ],
)
def test_l_obligation_d_un_medecin(au: str, attendu: str, champs: list[tuple[str, ...]]) -> None:
    juge = juger(CODE, professionnel("medecin"), au=au)
    assert juge.resultat.value == attendu
    assert manquants(juge) == champs


def test_ce_qui_manque_est_dit() -> None:
    juge = juger(CODE, professionnel("medecin"), au=AU)
    assert messages(juge) == [
        "les actions de développement professionnel continu suivies sur trois ans ne sont pas enregistrées"
    ]
    assert pointeurs(juge) == ["/contenu/professionnels/0"]


@pytest.mark.parametrize(
    "profession",
    [
        p.PHARMACIEN,
        p.SAGE_FEMME,
        p.INFIRMIER,
        p.PREPARATEUR_PHARMACIE,
        p.AIDE_SOIGNANT,
        p.AUXILIAIRE_PUERICULTURE,
        p.AMBULANCIER,
        p.ASSISTANT_DENTAIRE,
    ],
    ids=str,
)
def test_l_obligation_vaut_pour_toutes_les_professions_de_sante(profession: CodeNomenclature) -> None:
    assert resultat(CODE, professionnel("somebody", profession), au=AU) == "indetermine"


@pytest.mark.parametrize(
    "profession",
    [
        p.PSYCHOLOGUE,
        p.OSTEOPATHE,
        p.CHIROPRACTEUR,
        p.PSYCHOTHERAPEUTE,
        p.ASSISTANT_SERVICE_SOCIAL,
        CodeNomenclature(Systeme.TRE_G15, "93"),
    ],
    ids=str,
)
def test_ni_un_usager_de_titre_ni_un_travailleur_social_n_y_est_tenu(profession: CodeNomenclature) -> None:
    assert resultat(CODE, professionnel("somebody", profession), au=AU) == "sans_objet"


def test_une_profession_qui_n_est_pas_jugee() -> None:
    juge = juger(CODE, professionnel("somebody", p.AUTRE_ACTEUR), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("profession",)]
    assert pointeurs(juge) == ["/contenu/professionnels/0/profession"]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R4021-4"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
