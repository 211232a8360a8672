"""IPA-001: until 21 January 2025, an IPA practises under a protocole d'organisation with a doctor (R4301-1 to R4301-6).

"Les IPA ne peuvent travailler sans la supervision d'un médecin", said on 2 July 2024, is right on that day.
"""

import pytest
from tests.regles.fabrique import (
    annonce,
    exercice,
    ipa,
    juger,
    manquants,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    version,
)

from soinsprimaires import Gravite, Portee
from soinsprimaires.referentiels import professions as p

CODE = "IPA-001"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2018-07-19", "hors_vigueur"),
        ("2018-07-20", "indetermine"),
        ("2024-07-02", "indetermine"),
        ("2025-01-21", "indetermine"),
        ("2025-01-22", "hors_vigueur"),
        ("2025-01-23", "hors_vigueur"),
    ],
)
def test_le_protocole_est_exige_du_20_juillet_2018_au_21_janvier_2025(au: str, attendu: str) -> None:
    assert resultat(CODE, ipa(exercice("msp")), au=au) == attendu


def test_le_protocole_n_est_pas_enregistre() -> None:
    juge = juger(CODE, ipa(exercice("msp")), au="2024-07-02")
    assert manquants(juge) == [("protocole",)]
    assert messages(juge) == ["le protocole d'organisation avec un médecin n'est pas enregistré"]
    assert pointeurs(juge) == ["/contenu/professionnels/0"]


def test_la_regle_vaut_aussi_hors_de_toute_structure() -> None:
    assert resultat(CODE, ipa(exercice(None)), au="2024-07-02") == "indetermine"


def test_une_ipa_sans_exercice_enregistre() -> None:
    juge = juger(CODE, ipa(), au="2024-07-02")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("exercices",)]


def test_une_infirmiere_ou_un_medecin_ne_sont_pas_juges() -> None:
    infirmiere = professionnel("infirmiere", p.INFIRMIER, exercice("msp"))
    pediatre = professionnel("pediatre", p.MEDECIN, exercice("msp"), savoir_faire=(p.PEDIATRIE,))
    assert resultat(CODE, infirmiere, pediatre, au="2024-07-02") == "sans_objet"


@pytest.mark.parametrize(
    "savoir_faire",
    [p.IPA_PATHOLOGIES_CHRONIQUES, p.IPA_ONCOLOGIE, p.IPA_MALADIE_RENALE, p.IPA_SANTE_MENTALE],
    ids=["chroniques", "oncologie", "rein", "sante mentale"],
)
def test_toutes_les_mentions_sont_jugees(savoir_faire: object) -> None:
    nommee = professionnel("ipa", p.INFIRMIER, exercice("msp"), savoir_faire=(savoir_faire,))
    assert resultat(CODE, nommee, au="2024-07-02") == "indetermine"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2023-12-31", "sans_objet"),
        ("2024-01-01", "indetermine"),
        ("2024-06-30", "indetermine"),
        ("2024-07-01", "sans_objet"),
    ],
)
def test_elle_n_est_jugee_que_lorsqu_elle_exerce_ou_peut_exercer(au: str, attendu: str) -> None:
    assert resultat(CODE, ipa(exercice("msp", "2024", "2024-06")), au=au) == attendu


def test_un_exercice_annonce_n_est_pas_un_exercice() -> None:
    assert resultat(CODE, ipa(annonce("msp")), au="2024-07-02") == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, "2024-07-02") == [
        "CSP, art. R4301-1 à R4301-6, rédaction du décret n° 2018-629 du 18 juillet 2018 (JO du 19 juillet 2018)"
    ]
    assert version(CODE, "2024-07-02").portee is Portee.LOI_REGLEMENT
    assert version(CODE, "2024-07-02").gravite is Gravite.BLOQUANT
