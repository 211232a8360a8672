"""CPTS-011: what each professional receives in a calendar year is at most the PASS (CSP, art. D1434-44).

The ceiling: 41 136 euros in 2022, 43 992 in 2023, 46 368 in 2024, 47 100 in 2025, 48 060 in 2026.
"""

import pytest
from tests.regles.fabrique import (
    juger,
    manquants,
    messages,
    pointeurs,
    professionnel,
    references,
    resultat,
    role,
    version,
)

from soinsprimaires import CPTS, Fiabilite, Gravite, Indemnite, NatureIndemnite, Portee, Rpps
from soinsprimaires.modele._base import Entite

CODE = "CPTS-011"
LA_CPTS = CPTS(identifiant="cpts", nom="CPTS")


def verse(
    montant: str, le: str | None, rang: int = 0, beneficiaire: str = "medecin", payeur: str = "cpts"
) -> Indemnite:
    return Indemnite(
        identifiant=f"indemnite-{rang}",
        nature=NatureIndemnite.MISSION,
        payeur=payeur,
        beneficiaire=beneficiaire,
        montant=montant,
        versee_le=le,
    )


def juge(*versements: Entite, au: str = "2026-11-22") -> str:
    return resultat(CODE, LA_CPTS, *versements, au=au)


@pytest.mark.parametrize(
    ("annee", "plafond"), [(2022, 41_136), (2023, 43_992), (2024, 46_368), (2025, 47_100), (2026, 48_060)]
)
def test_le_plafond_de_chaque_annee(annee: int, plafond: int) -> None:
    assert juge(verse(str(plafond), f"{annee}-06-30")) == "conforme"
    assert juge(verse(f"{plafond}.01", f"{annee}-06-30")) == "non_conforme"


def test_les_versements_d_une_annee_s_additionnent() -> None:
    deux = (verse("40000", "2023-02-01"), verse("4000", "2023-12-31", 1))
    assert juge(*deux, au="2023-12-30") == "conforme"
    assert juge(*deux, au="2023-12-31") == "non_conforme"
    constats = juger(CODE, LA_CPTS, *deux, au="2024-01-01")
    assert messages(constats) == [
        "« medecin » a reçu 44000 EUR en 2023, plus que le plafond de la sécurité sociale (43992 EUR)"
    ]
    assert pointeurs(constats) == ["/contenu/structures/0"]


def test_ce_qui_est_verse_a_une_personne_l_est_au_professionnel_qu_elle_est() -> None:
    medecin = professionnel("medecin", rpps=Rpps("10000000009"))
    jumeau = professionnel("jumeau", rpps=Rpps("10000000009"))
    gens = (medecin, jumeau, role("presidente", "medecin"))
    en_trois = [verse("15000", "2023-02-01", rang, nom) for rang, nom in enumerate(("medecin", "jumeau", "presidente"))]
    constats = juger(CODE, LA_CPTS, *gens, *en_trois, au="2024-01-01")
    assert messages(constats) == [
        "« jumeau » a reçu 45000 EUR en 2023, plus que le plafond de la sécurité sociale (43992 EUR)"
    ]
    assert juge(*gens, *en_trois[:2]) == "conforme"


def test_un_versement_a_venir_ne_cache_pas_ceux_qui_sont_faits() -> None:
    assert juge(verse("1", "2024-02-01"), verse("44000", "2023-02-01", 1), au="2023-12-31") == "non_conforme"


def test_ni_deux_annees_ni_deux_personnes_ni_deux_payeurs() -> None:
    assert juge(verse("40000", "2023-12-31"), verse("40000", "2024-01-01", 1)) == "conforme"
    assert juge(verse("40000", "2023-02-01"), verse("40000", "2023-02-01", 1, "infirmiere")) == "conforme"
    assert juge(verse("40000", "2023-02-01"), verse("40000", "2023-02-01", 1, payeur="autre")) == "conforme"


@pytest.mark.parametrize(
    ("le", "attendu"), [("2022-03-17", "indetermine"), ("2022-03-18", "non_conforme"), ("2022-03-19", "non_conforme")]
)
def test_ce_qui_precede_le_decret_ne_compte_pas_surement(le: str, attendu: str) -> None:
    assert juge(verse("2000", le), verse("40000", "2022-06-01", 1)) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2022-03-17", "hors_vigueur"), ("2022-03-18", "non_conforme"), ("2022-03-19", "non_conforme")]
)
def test_depuis_le_decret(au: str, attendu: str) -> None:
    assert juge(verse("50000", "2022-03-18"), au=au) == attendu


def test_une_date_vague_ou_absente_laisse_la_question_ouverte() -> None:
    for le in ("2023-12~", None):
        constats = juger(CODE, LA_CPTS, verse("30000", "2023-02-01"), verse("20000", le, 1), au="2024-12-31")
        assert constats.resultat.value == "indetermine"
        assert ("versee_le",) in manquants(constats)


def test_un_plafond_inconnu() -> None:
    constats = juger(CODE, LA_CPTS, verse("1000", "2099-02-01"), au="2099-03-01")
    assert constats.resultat.value == "indetermine"
    assert manquants(constats) == [()]


def test_sans_versement() -> None:
    assert juge() == "sans_objet"
    assert juge(verse("50000", "2023-02-01"), au="2023-01-31") == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, "2023-01-01") == [
        "CSP, art. D1434-44 (décret n° 2022-375 du 16 mars 2022, JO du 17 mars 2022)"
    ]
    regle = version(CODE, "2023-01-01")
    assert (regle.portee, regle.fiabilite) == (Portee.LOI_REGLEMENT, Fiabilite.SECONDAIRE)
    assert regle.gravite is Gravite.AVERTISSEMENT
