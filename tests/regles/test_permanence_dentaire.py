"""Dentists on call: their permanence has its own articles, which the rules on that of doctors do not judge.

CSP, art. R6315-9: the rota is drawn by the departmental council of the order itself, for three months at least, and
sent ten days before; nobody volunteers but for the exemptions of R4127-245, and R6315-8 leaves the hours to the region.
"""

from typing import Any

import pytest
from tests.regles.fabrique import juger, messages, professionnel, resultat
from tests.regles.gardes import GERS, creneau, medecin, tableau

from soinsprimaires import TableauGarde
from soinsprimaires.referentiels import professions as p
from soinsprimaires.regles import Resultat

AU = "2024-12-02"
DENTISTE = professionnel("dentiste", p.CHIRURGIEN_DENTISTE)
CONNUS = (DENTISTE, medecin(), medecin("autre"), GERS)


def mal_tenu(de_garde: str) -> TableauGarde:
    """A rota that breaks every rule on that of doctors."""
    defauts: dict[str, Any] = {
        "fin": "2024-02-10",
        "volontaires": ("autre",),
        "associations": ("association",),
        "transmis_ordre_le": "2023-12-01",
        "transmis_ars_le": "2023-12-25",
        "liste_effective_le": "2024-06-01",
    }
    apres_midi = creneau("2024-01-02", "14:00", "18:00", professionnel=de_garde, requisition=False, modalite=None)
    return tableau(apres_midi, **defauts)


CODES = ("PDSA-001", "PDSA-002", "PDSA-003", "PDSA-004", "PDSA-006", "PDSA-009")


@pytest.mark.parametrize("code", CODES)
def test_ce_qui_manque_a_une_garde_de_medecins_ne_manque_pas_a_celle_d_un_dentiste(code: str) -> None:
    assert resultat(code, mal_tenu("medecin"), *CONNUS, au=AU) == "non_conforme"
    juge = juger(code, mal_tenu("dentiste"), *CONNUS, au=AU)
    assert juge.resultat is Resultat.INDETERMINE
    assert all("la permanence des soins dentaires a ses propres articles" in message for message in messages(juge))


@pytest.mark.parametrize("code", ["PDSA-005", "PDSA-008"])
def test_ni_sa_ligne_ni_sa_profession_ne_se_jugent(code: str) -> None:
    assert resultat(code, mal_tenu("dentiste"), *CONNUS, au=AU) == "indetermine"


def test_le_creneau_d_un_medecin_se_juge_a_cote_de_celui_d_un_dentiste() -> None:
    deux = [creneau("2024-01-02", "14:00", "18:00", professionnel=nom) for nom in ("medecin", "dentiste")]
    juge = juger("PDSA-001", tableau(*deux), *CONNUS, au=AU)
    assert juge.resultat is Resultat.NON_CONFORME
    assert [constat.resultat.value for constat in juge.constats] == ["non_conforme", "indetermine"]
