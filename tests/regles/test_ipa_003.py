"""IPA-003: outside the places of direct access, the follow-up is entrusted by a doctor (CSP, art. R4301-1).

Since 22 January 2025; summaries of the article were read, so the rule never blocks.
"""

import pytest
from tests.regles.fabrique import (
    annonce,
    associe,
    exercice,
    ipa,
    juger,
    maison,
    manquants,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    version,
)

from soinsprimaires import CPTS, CTS, Gravite, Portee
from soinsprimaires.referentiels import professions as p

CODE = "IPA-003"
AU = "2025-01-23"
COMMUNAUTE = CPTS(identifiant="cpts", nom="CPTS", adherents=(associe("ipa"),))


@pytest.mark.parametrize(
    ("acces_direct", "attendu"), [(False, "conforme"), (True, "indetermine"), (None, "indetermine")]
)
def test_dans_une_cpts_les_patients_sont_confies(acces_direct: bool | None, attendu: str) -> None:  # noqa: FBT001
    juge = juger(CODE, COMMUNAUTE, ipa(exercice("cpts", acces_direct=acces_direct)), au=AU)
    assert juge.resultat.value == attendu
    if acces_direct:
        assert "expérimentation" in messages(juge)[0]
        assert pointeurs(juge) == ["/contenu/professionnels/0/exercices/0"]
    if acces_direct is None:
        assert manquants(juge) == [("acces_direct",)]
        assert messages(juge) == [
            "on ne sait pas si les patients suivis ont été confiés par un médecin, ou devaient l'être"
        ]


def test_en_cabinet_sans_structure_connue() -> None:
    juge = juger(CODE, ipa(exercice(None, acces_direct=True)), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("structure", "periode")]


@pytest.mark.parametrize("structure", ["msp", "cts"])
def test_la_ou_l_acces_direct_est_ouvert_la_question_ne_se_pose_pas(structure: str) -> None:
    territorial = CTS(identifiant="cts", nom="Centre territorial de santé")
    assert resultat(CODE, maison(), territorial, ipa(exercice(structure, acces_direct=True)), au=AU) == "sans_objet"


def test_un_exercice_sans_acces_direct_ne_cache_pas_le_suivant() -> None:
    deux = ipa(exercice("cpts", acces_direct=False), exercice("cpts", acces_direct=True))
    juge = juger(CODE, COMMUNAUTE, deux, au=AU)
    assert juge.resultat.value == "indetermine"
    assert pointeurs(juge) == ["/contenu/professionnels/0/exercices/1"]


def test_chaque_exercice_est_juge_a_sa_place() -> None:
    partagee = ipa(exercice("msp"), exercice("cpts", acces_direct=True), annonce("cpts"))
    juge = juger(CODE, maison(), COMMUNAUTE, partagee, au=AU)
    assert pointeurs(juge) == ["/contenu/professionnels/0/exercices/1"]


def test_une_ipa_sans_exercice_enregistre() -> None:
    assert manquants(juger(CODE, ipa(), au=AU)) == [("exercices",)]


def test_une_infirmiere_n_est_pas_jugee() -> None:
    infirmiere = professionnel("infirmiere", p.INFIRMIER, exercice("cpts", acces_direct=True))
    assert resultat(CODE, COMMUNAUTE, infirmiere, au=AU) == "sans_objet"


@pytest.mark.parametrize(
    ("debut", "attendu"), [("2025-01-23", "indetermine"), ("2025-01-24", "sans_objet"), ("2025", "indetermine")]
)
def test_l_exercice_a_lieu_ce_jour(debut: str, attendu: str) -> None:
    assert resultat(CODE, COMMUNAUTE, ipa(exercice("cpts", debut, acces_direct=True)), au=AU) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2025-01-21", "hors_vigueur"), ("2025-01-22", "indetermine"), ("2025-01-23", "indetermine")]
)
def test_depuis_le_22_janvier_2025(au: str, attendu: str) -> None:
    assert resultat(CODE, COMMUNAUTE, ipa(exercice("cpts", acces_direct=True)), au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        "CSP, art. R4301-1, rédaction du décret n° 2025-55 du 20 janvier 2025 (JO du 21 janvier 2025)"
    ]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
