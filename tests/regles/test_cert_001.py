"""CERT-001: seven professions are certified over six years from 1 January 2023 (CSP, art. L4022-2 and L4022-3).

Those who practised on that day have nine years, until 31 December 2031; the first to register after it did so on
2 January 2023, and their period ends on 1 January 2029. Nothing is due before; the actions are no data of a record, so
nothing can fail.
"""

import pytest
from tests.regles.fabrique import exercice, juger, manquants, messages, professionnel, references, resultat, version

from soinsprimaires import CodeNomenclature, Gravite, Portee, Professionnel
from soinsprimaires.referentiels import professions as p

CODE = "CERT-001"
INSCRIPTION = "la date d'inscription à l'ordre n'est pas enregistrée"
ACTIONS = "les actions de certification ne sont pas enregistrées"
"""What no field of the model says: no field is named."""


def ancien() -> Professionnel:
    return professionnel("medecin", p.MEDECIN, exercice("msp", "2023-01-01"))


@pytest.mark.parametrize(
    ("au", "attendu", "dits"),
    [
        ("2022-12-31", "hors_vigueur", []),
        ("2023-01-01", "sans_objet", []),
        ("2023-01-02", "sans_objet", []),
        ("2029-01-02", "sans_objet", []),
        ("2031-12-30", "sans_objet", []),
        ("2031-12-31", "sans_objet", []),
        ("2032-01-01", "indetermine", [ACTIONS]),
    ],
)
def test_neuf_ans_pour_qui_exercait_le_1er_janvier_2023(au: str, attendu: str, dits: list[str]) -> None:
    juge = juger(CODE, ancien(), au=au)
    assert juge.resultat.value == attendu
    assert [message.rpartition(" : ")[2] for message in messages(juge)] == dits
    assert manquants(juge) == [()] * len(dits)


@pytest.mark.parametrize(
    ("au", "attendu", "dits"),
    [
        ("2028-12-31", "sans_objet", []),
        ("2029-01-01", "sans_objet", []),
        ("2029-01-02", "indetermine", [INSCRIPTION]),
        ("2031-12-31", "indetermine", [INSCRIPTION]),
        ("2032-01-01", "indetermine", [ACTIONS]),
    ],
)
@pytest.mark.parametrize(
    "debut", ["2023-01-02", "2023", None], ids=["le lendemain", "en 2023", "exercice sans periode"]
)
def test_six_ans_depuis_l_inscription_pour_les_autres(
    debut: str | None, au: str, attendu: str, dits: list[str]
) -> None:
    juge = juger(CODE, professionnel("medecin", p.MEDECIN, exercice("msp", debut)), au=au)
    assert juge.resultat.value == attendu
    assert [message.rpartition(" : ")[2] for message in messages(juge)] == dits
    assert manquants(juge) == [()] * len(dits)


@pytest.mark.parametrize(
    "profession",
    [
        p.MEDECIN,
        p.CHIRURGIEN_DENTISTE,
        p.SAGE_FEMME,
        p.PHARMACIEN,
        p.INFIRMIER,
        p.MASSEUR_KINESITHERAPEUTE,
        p.PEDICURE_PODOLOGUE,
    ],
    ids=str,
)
def test_les_sept_professions(profession: CodeNomenclature) -> None:
    assert resultat(CODE, professionnel("x", profession), au="2032-01-01") == "indetermine"


@pytest.mark.parametrize("profession", [p.ORTHOPHONISTE, p.DIETETICIEN, p.AIDE_SOIGNANT, p.PSYCHOLOGUE], ids=str)
def test_les_autres_n_y_sont_pas_tenues(profession: CodeNomenclature) -> None:
    assert resultat(CODE, professionnel("x", profession), au="2032-01-01") == "sans_objet"


def test_sources_et_gravite() -> None:
    assert references(CODE, "2026-11-21") == [
        "CSP, art. L4022-2 et L4022-3 (ordonnance n° 2021-961 du 19 juillet 2021, applicable le 1er janvier 2023)",
    ]
    assert version(CODE, "2026-11-21").portee is Portee.LOI_REGLEMENT
    assert version(CODE, "2026-11-21").gravite is Gravite.BLOQUANT
