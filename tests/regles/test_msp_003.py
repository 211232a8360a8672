"""MSP-003: the projet de santé is signed by each of the professionnels de santé membres (CSP, art. L6323-3).

"Il peut également être signé par toute personne dont la participation [...] est explicitement prévue": may, not must.
"""

import pytest
from tests.regles.fabrique import (
    annonce,
    equipe,
    exercice,
    juger,
    maison,
    manquants,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    role,
    signe,
    version,
)

from soinsprimaires import CodeNomenclature, Gravite, Portee, Systeme
from soinsprimaires.referentiels import professions as p

CODE = "MSP-003"
AU = "2024-07-02"
EQUIPE = equipe("msp", medecin=p.MEDECIN, infirmiere=p.INFIRMIER, pharmacien=p.PHARMACIEN)
TOUS = (signe("medecin"), signe("infirmiere"), signe("pharmacien"))


@pytest.mark.parametrize(
    ("au", "attendu"), [("2011-08-11", "hors_vigueur"), ("2011-08-12", "conforme"), ("2011-08-13", "conforme")]
)
def test_tous_ont_signe(au: str, attendu: str) -> None:
    assert resultat(CODE, maison(signatures=TOUS), *EQUIPE, au=au) == attendu


def test_il_manque_une_signature() -> None:
    juge = juger(CODE, maison(signatures=TOUS[:2]), *EQUIPE, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["« pharmacien » est membre et n'a pas signé le projet de santé"]
    assert pointeurs(juge) == ["/contenu/structures/0/signataires"]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [("2024-03-10", "non_conforme"), ("2024-03-11", "conforme"), ("2024-03-12", "conforme")],
    ids=["la veille de la signature", "le jour", "le lendemain"],
)
def test_la_signature_compte_a_partir_de_son_jour(au: str, attendu: str) -> None:
    signatures = (*TOUS[:2], signe("pharmacien", "2024-03-11"))
    assert resultat(CODE, maison(signatures=signatures), *EQUIPE, au=au) == attendu


@pytest.mark.parametrize(
    ("le", "au", "attendu"),
    [
        ("2024-03", "2024-02-29", "non_conforme"),
        ("2024-03", "2024-03-01", "indetermine"),
        ("2024-03", "2024-03-31", "conforme"),
        ("../2024-03", "2012-01-01", "indetermine"),
        (None, AU, "indetermine"),
    ],
    ids=["avant le mois", "dans le mois", "fin du mois", "au plus tard", "sans date"],
)
def test_une_signature_vague_ne_tranche_pas(le: str | None, au: str, attendu: str) -> None:
    juge = juger(CODE, maison(signatures=(*TOUS[:2], signe("pharmacien", le))), *EQUIPE, au=au)
    assert juge.resultat.value == attendu
    if attendu == "indetermine":
        assert manquants(juge) == [("signee_le",)]


def test_une_nouvelle_version_signee_plus_tard_ne_retire_pas_la_premiere_signature() -> None:
    signatures = (*TOUS, signe("medecin", "2025-01-10"))
    assert resultat(CODE, maison(signatures=signatures), *EQUIPE, au=AU) == "conforme"


def test_la_signature_donnee_au_titre_d_une_fonction_est_celle_du_professionnel() -> None:
    signatures = (signe("presidente"), *TOUS[1:])
    presidente = role("presidente", de="medecin")
    assert resultat(CODE, maison(signatures=signatures), presidente, *EQUIPE, au=AU) == "conforme"


def test_la_psychologue_peut_signer_sans_y_etre_tenue() -> None:
    psychologue = equipe("msp", psychologue=p.PSYCHOLOGUE)
    assert resultat(CODE, maison(signatures=TOUS), *EQUIPE, *psychologue, au=AU) == "conforme"
    assert resultat(CODE, maison(signatures=(*TOUS, signe("psychologue"))), *EQUIPE, *psychologue, au=AU) == "conforme"


@pytest.mark.parametrize(
    "profession",
    [p.AIDE_SOIGNANT, p.ASSISTANT_DENTAIRE, CodeNomenclature(Systeme.TRE_R291, "99")],
    ids=["aide-soignant", "assistant dentaire", "profession non jugee"],
)
def test_on_ne_sait_pas_si_celui_ci_est_membre(profession: CodeNomenclature) -> None:
    juge = juger(CODE, maison(signatures=TOUS), *EQUIPE, *equipe("msp", autre=profession), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("profession",)]


def test_celui_qui_est_parti_n_a_plus_a_signer() -> None:
    parti = professionnel("kine", p.MASSEUR_KINESITHERAPEUTE, exercice("msp", "2012-01-01", "2024-07-01"))
    assert resultat(CODE, maison(signatures=TOUS), *EQUIPE, parti, au="2024-07-01") == "non_conforme"
    assert resultat(CODE, maison(signatures=TOUS), *EQUIPE, parti, au="2024-07-02") == "conforme"


def test_celui_dont_l_arrivee_est_annoncee_n_est_pas_encore_membre() -> None:
    attendu = professionnel("generaliste", p.MEDECIN, annonce("msp"))
    assert resultat(CODE, maison(signatures=TOUS), *EQUIPE, attendu, au=AU) == "conforme"


def test_un_exercice_sans_date_et_sans_signature_laisse_la_question_ouverte() -> None:
    kine = professionnel("kine", p.MASSEUR_KINESITHERAPEUTE, exercice("msp", None))
    juge = juger(CODE, maison(signatures=TOUS), *EQUIPE, kine, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("periode",)]
    assert messages(juge) == ["on ne sait pas si « kine » est membre, doit signer, ou a signé, à cette date"]


def test_sans_aucune_signature_enregistree() -> None:
    juge = juger(CODE, maison(), *EQUIPE, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("signataires",)]


def test_sans_membre_connu() -> None:
    juge = juger(CODE, maison(signatures=TOUS), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("exercices",)]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L6323-3"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
