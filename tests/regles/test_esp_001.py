"""ESP-001: professionals gathered around general practitioners of first recourse (CSP, art. L1411-11-1).

The copy that was read shows a state between 21 May 2023 and 21 January 2025: before that day the date is not verified.
"""

import pytest
from tests.regles.fabrique import (
    associe,
    equipe,
    exercice,
    juger,
    maison,
    manquants,
    messages,
    professionnel,
    references,
    resultat,
    version,
)

from soinsprimaires import EquipeSoinsPrimaires, Gravite, Portee
from soinsprimaires.referentiels import professions as p

CODE = "ESP-001"
AU = "2025-07-02"
GENERALISTE = professionnel("generaliste", p.MEDECIN, savoir_faire=(p.MEDECINE_GENERALE,))
PEDIATRE = professionnel("pediatre", p.MEDECIN, savoir_faire=(p.PEDIATRIE,))
MEDECIN = professionnel("medecin", p.MEDECIN)
INFIRMIERE = professionnel("infirmiere", p.INFIRMIER)
GENS = (GENERALISTE, PEDIATRE, MEDECIN, INFIRMIERE)


def esp(*membres: str, **champs: object) -> EquipeSoinsPrimaires:
    return EquipeSoinsPrimaires(identifiant="esp", nom="ESP", membres=tuple(map(associe, membres)), **champs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2016-01-27", "hors_vigueur"),
        ("2016-01-28", "indetermine"),
        ("2023-12-27", "indetermine"),
        ("2023-12-28", "conforme"),
        ("2023-12-29", "conforme"),
    ],
)
def test_autour_d_un_generaliste(au: str, attendu: str) -> None:
    assert resultat(CODE, esp("generaliste", "infirmiere"), *GENS, au=au) == attendu


def test_un_pediatre_n_est_pas_un_generaliste() -> None:
    juge = juger(CODE, esp("pediatre", "infirmiere"), *GENS, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["aucun médecin généraliste parmi les membres de l'équipe"]


def test_un_medecin_sans_savoir_faire_peut_l_etre() -> None:
    juge = juger(CODE, esp("medecin", "infirmiere"), *GENS, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("periode", "savoir_faire", "profession")]


def test_le_depart_du_generaliste() -> None:
    membres = (associe("generaliste", "2020-01-01", "2025-06-30"), associe("infirmiere"))
    equipe_ = EquipeSoinsPrimaires(identifiant="esp", nom="ESP", membres=membres)
    assert resultat(CODE, equipe_, *GENS, au="2025-06-30") == "conforme"
    assert resultat(CODE, equipe_, *GENS, au="2025-07-01") == "non_conforme"


def test_l_equipe_qui_prend_la_forme_d_une_maison_en_a_les_membres() -> None:
    gens = professionnel("generaliste", p.MEDECIN, exercice("msp"), savoir_faire=(p.MEDECINE_GENERALE,))
    assert resultat(CODE, esp(portee_par="msp"), maison(), gens, au=AU) == "conforme"
    assert (
        resultat(CODE, esp(portee_par="msp"), maison(), *equipe("msp", infirmiere=p.INFIRMIER), au=AU) == "non_conforme"
    )


def test_qui_exerce_dans_l_equipe_sans_etre_dans_sa_liste_peut_en_etre() -> None:
    generaliste = professionnel("generaliste", p.MEDECIN, exercice("esp"), savoir_faire=(p.MEDECINE_GENERALE,))
    assert resultat(CODE, esp("infirmiere"), generaliste, INFIRMIERE, au=AU) == "indetermine"
    parti = professionnel(
        "generaliste", p.MEDECIN, exercice("esp", fin="2020-01-01"), savoir_faire=(p.MEDECINE_GENERALE,)
    )
    assert resultat(CODE, esp("infirmiere"), parti, INFIRMIERE, au=AU) == "non_conforme"


def test_un_membre_de_la_maison_dont_l_equipe_prend_la_forme_peut_en_etre() -> None:
    gens = professionnel("generaliste", p.MEDECIN, exercice("msp"), savoir_faire=(p.MEDECINE_GENERALE,))
    ensemble = (maison(), gens, INFIRMIERE)
    assert resultat(CODE, esp("infirmiere", portee_par="msp"), *ensemble, au=AU) == "indetermine"


def test_sans_membre() -> None:
    assert manquants(juger(CODE, esp(), au=AU)) == [("membres",)]
    assert manquants(juger(CODE, esp(portee_par="absente"), au=AU)) == [("membres",)]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L1411-11-1"]
    assert (version(CODE, AU).portee, version(CODE, AU).gravite) == (Portee.LOI_REGLEMENT, Gravite.AVERTISSEMENT)
