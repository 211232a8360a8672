"""SISA-002: until 13 May 2021 a SISA without its two doctors and its auxiliaire médical could be dissolved at once."""

import pytest
from tests.regles.fabrique import (
    associe,
    equipe,
    forme,
    juger,
    maison,
    manquants,
    messages,
    pointeurs,
    references,
    resultat,
    version,
)

from soinsprimaires import Fiabilite, Gravite, Portee
from soinsprimaires.referentiels import professions as p

CODE = "SISA-002"
SISA = (forme("sisa", "2012-01-01"),)
GENS = equipe("msp", medecin_a=p.MEDECIN, medecin_b=p.MEDECIN, infirmiere=p.INFIRMIER)


def deux_medecins(fin: str | None = None) -> tuple[object, ...]:
    """A SISA of three associates; the second doctor leaves at the end of a day."""
    associes = (
        associe("medecin-a", "2012-01-01"),
        associe("medecin-b", "2012-01-01", fin),
        associe("infirmiere", "2012-01-01"),
    )
    return maison(formes=SISA, associes=associes), *GENS


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2011-08-11", "hors_vigueur"),
        ("2012-01-01", "conforme"),
        ("2021-05-12", "conforme"),
        ("2021-05-13", "conforme"),
        ("2021-05-14", "hors_vigueur"),
    ],
)
def test_la_condition_remplie_n_a_rien_a_dire(au: str, attendu: str) -> None:
    assert resultat(CODE, *deux_medecins(), au=au) == attendu  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2019-06-30", "conforme"), ("2019-07-01", "non_conforme"), ("2019-07-02", "non_conforme")]
)
def test_des_le_lendemain_du_depart(au: str, attendu: str) -> None:
    assert resultat(CODE, *deux_medecins("2019-06-30"), au=au) == attendu  # type: ignore[arg-type]


def test_le_constat_dit_depuis_quand_et_ce_que_peut_le_juge() -> None:
    juge = juger(CODE, *deux_medecins("2019-06-30"), au="2019-09-01")  # type: ignore[arg-type]
    assert messages(juge) == [
        (
            "la condition de composition n'est plus remplie depuis le 1er juillet 2019 : tout intéressé "
            "peut demander la "
            "dissolution, et le juge accorder six mois pour régulariser"
        )
    ]
    assert pointeurs(juge) == ["/contenu/structures/0/associes"]


def test_sans_associe_connu() -> None:
    juge = juger(CODE, maison(formes=SISA), *GENS, au="2019-09-01")
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes", "periode", "profession")]


def test_une_association_n_est_pas_jugee() -> None:
    msp = maison(formes=(forme("association_loi_1901", "2012-01-01"),))
    assert resultat(CODE, msp, au="2019-09-01") == "sans_objet"


def test_source_et_gravite() -> None:
    assert references(CODE, "2019-09-01") == ["CSP, art. L4041-4, rédaction de la loi n° 2011-940 du 10 août 2011"]
    regle = version(CODE, "2019-09-01")
    assert (regle.portee, regle.fiabilite) == (Portee.LOI_REGLEMENT, Fiabilite.SECONDAIRE)
    assert regle.gravite is Gravite.AVERTISSEMENT
