"""PDSA-008: who is on call (CSP, art. R6315-1): doctors, those of the centres de santé among them.

The decree 2025-152 (JO 20 February 2025) adds nurses and midwives from 21 February 2025 on. Each wording judges the
slots of its own days.
"""

import pytest
from tests.regles.fabrique import exercice, juger, manquants, messages, pointeurs, professionnel, references, version
from tests.regles.gardes import creneau, medecin, tableau

from soinsprimaires import CTS, CentreSante, CodeNomenclature, Gravite, ModeExercice, Portee
from soinsprimaires.referentiels import professions as p

CODE = "PDSA-008"


def issue(profession: CodeNomenclature, le: str, au: str) -> str:
    garde = tableau(creneau(le, professionnel="quelqu-un"), debut="2025-01-01", fin="2025-12-31")
    return juger(CODE, garde, professionnel("quelqu-un", profession), au=au).resultat.value


@pytest.mark.parametrize(
    ("profession", "avant", "apres"),
    [
        (p.MEDECIN, "conforme", "conforme"),
        # Volunteers, on conditions that the ARS sets and that no record holds.
        (p.INFIRMIER, "indetermine", "indetermine"),
        (p.SAGE_FEMME, "indetermine", "indetermine"),
        (p.MASSEUR_KINESITHERAPEUTE, "non_conforme", "non_conforme"),
        (p.PHARMACIEN, "non_conforme", "non_conforme"),
        (p.INFIRMIER_PSYCHIATRIQUE, "indetermine", "indetermine"),
        (p.CHIRURGIEN_DENTISTE, "indetermine", "indetermine"),
    ],
    ids=["medecin", "infirmier", "sage-femme", "kine", "pharmacien", "infirmier psychiatrique", "dentiste"],
)
def test_avant_et_apres_le_21_fevrier_2025(profession: CodeNomenclature, avant: str, apres: str) -> None:
    assert issue(profession, "2025-02-20", "2025-02-20") == avant
    assert issue(profession, "2025-02-21", "2025-02-21") == apres
    assert issue(profession, "2025-02-22", "2025-02-22") == apres


@pytest.mark.parametrize(
    ("le", "au", "attendu"),
    [
        ("2025-02-19", "2025-02-20", "non_conforme"),
        ("2025-02-20", "2025-02-19", "non_conforme"),
        ("2025-03-01", "2025-02-20", "sans_objet"),
        ("2025-02-20", "2025-02-21", "sans_objet"),
        ("2025-02-21", "2025-02-21", "non_conforme"),
        ("2010-07-17", "2010-07-18", "sans_objet"),
        ("2010-07-18", "2010-07-18", "indetermine"),
        ("2017-09-23", "2025-02-20", "indetermine"),
        ("2017-09-24", "2025-02-20", "non_conforme"),
        ("2010-07-18", "2010-07-17", "hors_vigueur"),
    ],
)
def test_chaque_redaction_juge_les_creneaux_de_ses_jours(le: str, au: str, attendu: str) -> None:
    assert issue(p.MASSEUR_KINESITHERAPEUTE, le, au) == attendu


@pytest.mark.parametrize("mode", [ModeExercice.SALARIE, ModeExercice.LIBERAL, None])
@pytest.mark.parametrize("classe", [CentreSante, CTS])
def test_un_medecin_salarie_d_un_centre_de_sante_peut_etre_de_garde(
    classe: type[CentreSante | CTS], mode: ModeExercice | None
) -> None:
    centre = classe(identifiant="centre", nom="Centre")
    salarie = medecin(exercices=(exercice("centre", mode=mode),))
    assert juger(CODE, tableau(creneau()), centre, salarie, au="2024-07-02").resultat.value == "conforme"


@pytest.mark.parametrize("profession", [p.INFIRMIER, p.SAGE_FEMME, p.INFIRMIER_PSYCHIATRIQUE])
@pytest.mark.parametrize(
    ("le", "attendu"),
    [("2023-05-20", "non_conforme"), ("2023-05-21", "indetermine"), ("2023-05-22", "indetermine")],
)
def test_depuis_la_loi_du_19_mai_2023_ils_ont_vocation_a_concourir(
    profession: CodeNomenclature, le: str, attendu: str
) -> None:
    """CSP, art. L6314-1: "les infirmiers diplômés d'Etat [...] ont vocation à concourir"; the decree is of 2025."""
    garde = tableau(creneau(le, professionnel="quelqu-un"), debut="2023-01-01", fin="2023-12-31")
    assert juger(CODE, garde, professionnel("quelqu-un", profession), au=le).resultat.value == attendu


def test_une_infirmiere_de_garde_la_veille_de_la_loi() -> None:
    garde = tableau(creneau("2023-05-20", professionnel="infirmiere"), debut="2023-01-01", fin="2023-12-31")
    juge = juger(CODE, garde, professionnel("infirmiere", p.INFIRMIER), au="2023-05-20")
    assert messages(juge) == ["« infirmiere » est de garde le 20 mai 2023 : sa profession ne l'admet pas ce jour-là"]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/creneaux/0"]


@pytest.mark.parametrize(
    ("le", "au", "dit"), [("2024-01-02", "2024-07-02", "2 janvier 2024"), ("2025-03-01", "2025-07-02", "1er mars 2025")]
)
def test_quelqu_un_que_le_dossier_ne_connait_pas(le: str, au: str, dit: str) -> None:
    juge = juger(CODE, tableau(creneau(le)), au=au)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("profession",)]
    assert messages(juge) == [f"on ne sait pas si « medecin », de garde le {dit}, peut l'être"]


def test_sources_et_gravite() -> None:
    assert references(CODE, "2025-02-20") == ["CSP, art. R6315-1"]
    assert references(CODE, "2025-02-21") == [
        "CSP, art. R6315-1, rédaction du décret n° 2025-152 du 19 février 2025",
        "Décret n° 2025-152 du 19 février 2025 relatif à la permanence des soins ambulatoires (JO du 20 février 2025)",
    ]
    for au, gravite in (("2025-02-20", Gravite.BLOQUANT), ("2025-02-21", Gravite.AVERTISSEMENT)):
        assert version(CODE, au).portee is Portee.LOI_REGLEMENT
        assert version(CODE, au).gravite is gravite
