"""PDSA-007: the duties of a doctor "sont assurés par le médecin qui le remplace" (CSP, art. R6315-4).

Read in force up to 20 February 2025.
"""

import pytest
from tests.regles.fabrique import juger, manquants, messages, pointeurs, professionnel, references, resultat, version
from tests.regles.gardes import creneau, medecin, tableau

from soinsprimaires import Gravite, Portee, Professionnel
from soinsprimaires.referentiels import professions as p

CODE = "PDSA-007"
AU = "2024-07-02"
INFIRMIERE = professionnel("infirmiere", p.INFIRMIER)
REMPLACANT = medecin("remplacant")


def garde(qui: str, remplace: str | None, *autres: Professionnel, au: str = AU) -> str:
    return resultat(CODE, tableau(creneau(professionnel=qui, remplace=remplace)), medecin(), *autres, au=au)


def test_un_medecin_remplace_un_medecin() -> None:
    assert garde("remplacant", "medecin", REMPLACANT) == "conforme"


def test_les_autres_creneaux_ne_sont_pas_juges() -> None:
    melange = tableau(creneau(), creneau(professionnel="remplacant", remplace="medecin"))
    assert resultat(CODE, melange, medecin(), REMPLACANT, au=AU) == "conforme"


def test_sans_remplacement_rien_n_est_juge() -> None:
    assert garde("medecin", None) == "sans_objet"


def test_une_infirmiere_ne_reprend_pas_la_garde_d_un_medecin() -> None:
    juge = juger(CODE, tableau(creneau(professionnel="infirmiere", remplace="medecin")), medecin(), INFIRMIERE, au=AU)
    assert juge.resultat.value == "non_conforme"
    assert messages(juge) == ["la garde de « medecin », médecin, est reprise par « infirmiere », qui ne l'est pas"]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/creneaux/0"]


def test_nul_ne_se_remplace() -> None:
    juge = juger(CODE, tableau(creneau(remplace="medecin")), medecin(), au=AU)
    assert juge.resultat.value == "indetermine"  # the text says nothing of a slip of the record
    assert messages(juge) == ["le registre dit de « medecin » qu'il se remplace, ce qui ne dit pas qui est de garde"]
    assert pointeurs(juge) == ["/contenu/tableaux_garde/0/creneaux/0/remplace"]


@pytest.mark.parametrize(("qui", "remplace"), [("fantome", "medecin"), ("remplacant", "fantome")])
def test_quelqu_un_que_le_dossier_ne_connait_pas(qui: str, remplace: str) -> None:
    juge = juger(CODE, tableau(creneau(professionnel=qui, remplace=remplace)), medecin(), REMPLACANT, au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("profession",)]


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        ("2010-07-17", "sans_objet"),
        ("2010-07-18", "indetermine"),
        ("2017-09-23", "indetermine"),
        ("2017-09-24", "non_conforme"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "indetermine"),
    ],
)
def test_seuls_les_creneaux_des_jours_lus_se_jugent(le: str, attendu: str) -> None:
    reprise = tableau(creneau(le, professionnel="infirmiere", remplace="medecin"))
    assert resultat(CODE, reprise, medecin(), INFIRMIERE, au=AU) == attendu


def test_la_garde_d_une_infirmiere_n_est_pas_celle_d_un_medecin() -> None:
    collegue = professionnel("collegue", p.INFIRMIER)
    assert garde("collegue", "infirmiere", INFIRMIERE, collegue) == "conforme"


@pytest.mark.parametrize(
    ("au", "attendu"),
    [
        ("2010-07-17", "hors_vigueur"),
        ("2010-07-18", "non_conforme"),
        ("2025-02-20", "non_conforme"),
        ("2025-02-21", "indetermine"),
        ("2025-02-22", "indetermine"),
    ],
)
def test_le_texte_est_lu_jusqu_au_20_fevrier_2025(au: str, attendu: str) -> None:
    assert garde("infirmiere", "medecin", INFIRMIERE, au=au) == attendu


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. R6315-4"]
    assert version(CODE, AU).portee is Portee.LOI_REGLEMENT
    assert version(CODE, AU).gravite is Gravite.BLOQUANT
