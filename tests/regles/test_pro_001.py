"""PRO-001: the profession is a code in force in its nomenclature (ANS, TRE_G15, TRE_R94, TRE_R95, TRE_R291).

Read in the sets of values of 30 July 2026: the rule holds from then on, and informs.
"""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, professionnel, references, resultat, version

from soinsprimaires import CodeNomenclature, Gravite, Portee, Systeme
from soinsprimaires.referentiels import professions as p

CODE = "PRO-001"
AU = "2026-11-21"


@pytest.mark.parametrize(
    ("profession", "attendu"),
    [
        (p.MEDECIN, "conforme"),
        (p.INFIRMIER, "conforme"),
        (CodeNomenclature(Systeme.TRE_G15, "99"), "non_conforme"),
        (CodeNomenclature(Systeme.TRE_G15, "93"), "non_conforme"),
        (p.AIDE_SOIGNANT, "non_conforme"),
        (p.PEDIATRIE, "non_conforme"),
        (p.MODE_LIBERAL, "non_conforme"),
        (CodeNomenclature(Systeme.TRE_R94, "999"), "indetermine"),
    ],
    ids=[
        "medecin",
        "infirmier",
        "code absent",
        "psychologue d'avant 2021",
        "aide-soignant, clos en 2024",
        "une specialite",
        "un mode d'exercice",
        "absent d'un extrait",
    ],
)
def test_le_code_de_la_profession(profession: CodeNomenclature, attendu: str) -> None:
    assert resultat(CODE, professionnel("x", profession), au=AU) == attendu


def test_un_code_qui_n_est_pas_en_vigueur() -> None:
    juge = juger(CODE, professionnel("x", CodeNomenclature(Systeme.TRE_G15, "99")), au=AU)
    assert messages(juge) == ["TRE_G15:99 n'est pas un code de profession en vigueur à cette date"]
    assert pointeurs(juge) == ["/contenu/professionnels/0/profession"]


def test_ce_qu_un_extrait_ne_dit_pas() -> None:
    juge = juger(CODE, professionnel("x", CodeNomenclature(Systeme.TRE_R94, "999")), au=AU)
    assert manquants(juge) == [("profession",)]
    assert messages(juge) == ["on ne sait pas si TRE_R94:999 est en vigueur dans sa nomenclature"]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2026-07-29", "hors_vigueur"), ("2026-07-30", "conforme"), ("2026-07-31", "conforme")]
)
def test_depuis_la_version_qui_a_ete_lue(au: str, attendu: str) -> None:
    assert resultat(CODE, professionnel("medecin"), au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        "ANS, TRE_G15-ProfessionSante et, hors des professions de santé, TRE_R94, TRE_R95 et TRE_R291"
    ]
    assert version(CODE, AU).portee is Portee.BONNE_PRATIQUE
    assert version(CODE, AU).gravite is Gravite.INFORMATION
