"""ACIM-009: the patients that count are those of the doctors associated in the SISA."""

import pytest
from tests.regles.fabrique import (
    associe,
    equipe,
    juger,
    maison,
    manquants,
    messages,
    parti,
    pointeurs,
    professionnel,
    resultat,
    version,
)

from soinsprimaires import BilanAnnuel, Estimation, Gravite
from soinsprimaires.referentiels import professions as p

CODE = "ACIM-009"
AU = "2025-04-30"
GENS = equipe("msp", medecin=p.MEDECIN, infirmiere=p.INFIRMIER)


def bilan(patients: int | None = 3200, annee: int = 2024) -> BilanAnnuel:
    patientele = None if patients is None else Estimation(valeur=patients)
    return BilanAnnuel(identifiant="bilan", structure="msp", annee=annee, patientele=patientele)


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        ("2012-01-01", None, "conforme"),
        ("2012-01-01", "2023-12-31", "non_conforme"),
        ("2012-01-01", "2024-01-01", "conforme"),
        ("2024-12-31", None, "conforme"),
        ("2025-01-01", None, "non_conforme"),
        ("2012-01-01", "2023", "non_conforme"),
        ("2012-01-01", "2024", "conforme"),
        ("2012-01-01", "../2024-03", "indetermine"),
        (None, None, "indetermine"),
    ],
)
def test_un_medecin_associe_dans_l_annee(debut: str | None, fin: str | None, attendu: str) -> None:
    msp = maison(associes=[associe("medecin", debut, fin), associe("infirmiere")])
    assert resultat(CODE, bilan(), msp, *GENS, au=AU) == attendu


@pytest.mark.parametrize(
    ("debut", "le", "attendu"),
    [
        ("2012-01-01", "2021-06-01", "indetermine"),
        ("2012-01-01", "2023-12-31", "indetermine"),
        ("2012-01-01", "2023", "indetermine"),
        ("2012-01-01", "2024-01-01", "conforme"),
        ("2024-05-01", "2024-05-01", "conforme"),
        ("2024-05-01", "2021-06-01", "conforme"),
    ],
    ids=["des annees avant", "la veille", "l'annee d'avant", "le premier jour", "le jour meme", "avant d'etre associe"],
)
def test_un_medecin_vu_partir_avant_l_annee_n_est_plus_surement_associe(debut: str, le: str, attendu: str) -> None:
    msp = maison(associes=[associe("medecin", debut), associe("infirmiere")])
    assert resultat(CODE, bilan(), msp, *GENS, parti("medecin", le), au=AU) == attendu


def test_le_constat() -> None:
    juge = juger(CODE, bilan(), maison(associes=[associe("infirmiere")]), *GENS, au=AU)
    assert messages(juge) == ["le bilan compte 3200 patients et aucun médecin n'est associé en 2024"]
    assert pointeurs(juge) == ["/contenu/bilans_annuels/0/patientele"]


def test_aucun_patient_compte() -> None:
    assert resultat(CODE, bilan(0), maison(associes=[associe("infirmiere")]), *GENS, au=AU) == "conforme"
    assert resultat(CODE, bilan(None), maison(associes=[associe("infirmiere")]), *GENS, au=AU) == "sans_objet"


def test_ce_qui_manque_est_nomme() -> None:
    assert manquants(juger(CODE, bilan(), maison(), *GENS, au=AU)) == [("associes",)]
    inconnu = maison(associes=[associe("inconnu")])
    assert manquants(juger(CODE, bilan(), inconnu, professionnel("medecin"), au=AU)) == [("periode", "profession")]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2017-07-23", "hors_vigueur"), ("2017-07-24", "indetermine"), ("2017-08-06", "non_conforme")]
)
def test_depuis_l_accord(au: str, attendu: str) -> None:
    msp = maison(associes=[associe("infirmiere")])
    assert resultat(CODE, bilan(annee=2017), msp, *GENS, au=au) == attendu


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
