"""SISA-004: since 29 December 2023, three years before anybody may ask for the dissolution (loi n° 2023-1268)."""

import pytest
from tests.regles.fabrique import (
    associe,
    equipe,
    exercice,
    forme,
    juger,
    maison,
    manquants,
    messages,
    parti,
    pointeurs,
    professionnel,
    references,
    resultat,
    version,
)

from soinsprimaires import Gravite, Portee
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels import professions as p

CODE = "SISA-004"
SISA = (forme("sisa", "2012-01-01"),)
GENS = equipe("msp", medecin_a=p.MEDECIN, medecin_b=p.MEDECIN, infirmiere=p.INFIRMIER)


def dossier(fin_infirmiere: str | None) -> tuple[Entite, ...]:
    """A SISA whose only auxiliaire médical leaves at the end of a day."""
    associes = [
        associe("medecin-a", "2012-01-01"),
        associe("medecin-b", "2012-01-01"),
        associe("infirmiere", "2012-01-01", fin_infirmiere),
    ]
    return maison(formes=SISA, associes=associes), *GENS


@pytest.mark.parametrize(
    ("au", "attendu"),
    [("2023-12-28", "hors_vigueur"), ("2023-12-29", "conforme"), ("2023-12-30", "conforme")],
)
def test_la_condition_remplie(au: str, attendu: str) -> None:
    juge = juger(CODE, *dossier(None), au=au)
    assert (juge.resultat.value, messages(juge)) == (attendu, [])


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2024-09-14", "conforme"),
        ("2024-09-15", "conforme"),
        ("2027-09-13", "conforme"),
        ("2027-09-14", "conforme"),
        ("2027-09-15", "indetermine"),
        ("2028-09-14", "indetermine"),
        ("2028-09-15", "non_conforme"),
    ],
    ids=[
        "dernier jour d'associee",
        "premier jour de manque",
        "veille",
        "dernier jour",
        "trois ans passes",
        "dernier jour d'une prolongation",
        "quatre ans passes",
    ],
)
def test_trois_ans_apres_le_depart(au: str, attendu: str) -> None:
    assert resultat(CODE, *dossier("2024-09-14"), au=au) == attendu


def test_dans_la_tolerance_le_constat_dit_jusqu_a_quand() -> None:
    juge = juger(CODE, *dossier("2024-09-14"), au="2025-01-01")
    assert messages(juge) == [
        (
            "la condition de composition n'est plus remplie depuis le 15 septembre 2024 ; la dissolution ne peut être "
            "demandée jusqu'au 14 septembre 2027"
        )
    ]
    assert pointeurs(juge) == ["/contenu/structures/0/associes"]


def test_un_manque_plus_ancien_que_la_version_laisse_deux_lectures() -> None:
    ancien = dossier("2022-12-31")
    assert messages(juger(CODE, *ancien, au="2024-01-01")) == [
        (
            "la condition de composition n'est plus remplie depuis le 1er janvier 2023 ; la dissolution ne peut être "
            "demandée jusqu'au 31 décembre 2025 au moins"
        )
    ]
    assert resultat(CODE, *ancien, au="2025-12-31") == "conforme"
    assert resultat(CODE, *ancien, au="2026-01-01") == "indetermine"
    assert resultat(CODE, *ancien, au="2026-12-28") == "indetermine"
    assert resultat(CODE, *ancien, au="2026-12-29") == "indetermine"
    assert resultat(CODE, *ancien, au="2027-12-28") == "indetermine"
    assert resultat(CODE, *ancien, au="2027-12-29") == "non_conforme"


def test_le_manque_de_six_mois_acquis_sous_l_ancienne_version_n_est_pas_oublie_ni_aggrave() -> None:
    ancien = dossier("2022-05-31")
    assert resultat("SISA-003", *ancien, au="2023-12-28") == "non_conforme"
    assert resultat("SISA-004", *ancien, au="2023-12-29") == "conforme"
    assert resultat("SISA-001", *ancien, au="2023-12-29") == "non_conforme"


def test_un_associe_de_profession_inconnue_laisse_la_question_ouverte() -> None:
    msp = maison(
        formes=SISA,
        associes=[associe("medecin-a", "2012-01-01"), associe("inconnu", "2012-01-01"), associe("infirmiere")],
    )
    juge = juger(CODE, msp, *GENS, au="2024-09-15")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes", "periode", "profession")]


def test_une_scm_n_est_pas_jugee() -> None:
    assert resultat(CODE, maison(formes=(forme("scm", "2012-01-01"),)), au="2024-09-15") == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, "2024-09-15") == [
        "CSP, art. L4041-4, I, rédaction de la loi n° 2023-1268 du 27 décembre 2023, art. 13"
    ]
    regle = version(CODE, "2024-09-15")
    assert (regle.portee, regle.gravite) == (Portee.LOI_REGLEMENT, Gravite.BLOQUANT)


@pytest.mark.parametrize("fin_de_part", [None, "2021-06-01"], ids=["part ouverte", "part close"])
def test_un_associe_vu_partir_peut_avoir_manque_des_le_lendemain(fin_de_part: str | None) -> None:
    """A doctor retires on 1 June 2021, the nurse leaves at the end of 2025: three years may run from 2 June 2021."""
    associes = [
        associe("medecin-a", "2012-01-01", fin_de_part),
        associe("medecin-b", "2012-01-01"),
        associe("infirmiere", "2012-01-01", "2025-12-31"),
    ]
    msp = maison(formes=SISA, associes=associes)
    juge = juger(CODE, msp, *GENS, parti("medecin-a", "2021-06-01"), au="2026-03-01")
    assert juge.resultat.value == "indetermine"
    depuis = "un jour entre le 2 juin 2021 et le 1er janvier 2026" if fin_de_part is None else "le 2 juin 2021"
    assert messages(juge)[0].startswith(f"la condition de composition n'est plus remplie depuis {depuis}")


def test_un_associe_revenu_ne_manque_plus() -> None:
    """The doctor left on 1 June 2021 and practises there again since 2023: two years of doubt end then."""
    associes = [associe(nom, "2012-01-01") for nom in ("medecin-a", "medecin-b")]
    msp = maison(formes=SISA, associes=[*associes, associe("infirmiere", "2012-01-01", "2025-12-31")])
    revenu = professionnel(
        "medecin-a", p.MEDECIN, exercice("msp", "2009-01-01", "2021-06-01"), exercice("msp", "2023-01-01")
    )
    depart = parti("medecin-a", "2021-06-01", "depart", structure="msp")
    juge = juger(CODE, msp, revenu, *GENS[1:], depart, au="2026-03-01")
    assert messages(juge) == [
        (
            "la condition de composition n'est plus remplie depuis le 1er janvier 2026 ; la dissolution ne peut être "
            "demandée jusqu'au 31 décembre 2028"
        )
    ]
