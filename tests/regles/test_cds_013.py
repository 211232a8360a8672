"""CDS-013: a substantial change of a centre is told to the ARS within fifteen days (CSP, art. D6323-10).

In force the day after the publication of the décret n° 2018-143, on 1 March 2018. The article was read where a
newsletter quotes it: the rule warns. Changed on 1 July 2024: the ARS knows by the 16th, or receives later what was
posted by the 16th, which is in time (CRPA, art. L112-1).
"""

import pytest
from tests.regles.fabrique import evenement, juger, manquants, messages, references, resultat, version
from tests.regles.lieux_de_soins import Fabrique, centre, dossier, les_deux, site

from soinsprimaires import Evenement, Gravite, Portee

CODE = "CDS-013"
AU = "2024-09-02"


def changement(recu_le: str | None, le: str = "2024-07-01") -> Evenement:
    return evenement("modification_substantielle", le, "gestionnaire", recu_le=recu_le, identifiant="transfert")


@les_deux
@pytest.mark.parametrize(
    ("recu", "attendu"),
    [
        ("2024-07-15", "conforme"),
        ("2024-07-16", "conforme"),
        ("2024-07-17", "indetermine"),
        ("2024-07", "indetermine"),
        (None, "indetermine"),
    ],
)
def test_quinze_jours(faire: Fabrique, recu: str | None, attendu: str) -> None:
    assert resultat(CODE, faire(site()), dossier(changement(recu)), au=AU) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2024-06-30", "sans_objet"),
        ("2024-07-01", "sans_objet"),
        ("2024-07-16", "sans_objet"),
        ("2024-07-17", "indetermine"),
    ],
)
def test_tant_que_le_delai_court_rien_ne_manque(au: str, attendu: str) -> None:
    assert resultat(CODE, centre(site()), dossier(changement(None)), au=au) == attendu


def test_le_constat_dit_les_deux_jours() -> None:
    juge = juger(CODE, centre(site()), dossier(changement("2024-08-01")), au=AU)
    assert messages(juge) == [
        (
            "le changement « transfert » (le 1er juillet 2024) a été reçu par l'ARS le 1er août 2024, plus de 15 jours "
            "après : il est à temps s'il a été posté avant (CRPA, art. L112-1), ce que le registre ne dit pas"
        )
    ]
    assert manquants(juger(CODE, centre(site()), dossier(changement(None)), au=AU)) == [("recu_le",)]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2018-03-01", "hors_vigueur"), ("2018-03-02", "sans_objet"), ("2018-03-03", "sans_objet")]
)
def test_depuis_le_2_mars_2018(au: str, attendu: str) -> None:
    assert resultat(CODE, centre(site()), au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == [
        "CSP, art. D6323-10 (décret n° 2018-143 du 27 février 2018)",
        "CRPA, art. L112-1 : un délai est tenu par un envoi posté avant sa fin",
    ]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.AVERTISSEMENT
