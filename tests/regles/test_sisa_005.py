"""SISA-005: fewer salaried health professionals than libéral associates (CSP, art. L4041-4, II).

It counts the employees "exerçant des activités de soins de premier recours [...] et de second recours": no record says
what an employee does, and no count fails.
"""

from typing import Any

import pytest
from tests.regles.fabrique import (
    associe,
    exercice,
    forme,
    juger,
    maison,
    manquants,
    messages,
    professionnel,
    references,
    resultat,
    version,
)

from soinsprimaires import Gravite, ModeExercice, Portee, Professionnel
from soinsprimaires.modele._base import Entite
from soinsprimaires.referentiels import professions as p

CODE = "SISA-005"
AU = "2024-07-02"
SISA = (forme("sisa", "2012-01-01"),)
TROIS = tuple(associe(f"liberal-{rang}", "2012-01-01") for rang in range(3))


def liberaux(nombre: int = 3) -> tuple[Professionnel, ...]:
    return tuple(
        professionnel(f"liberal-{rang}", p.MEDECIN, exercice("msp", mode=ModeExercice.LIBERAL))
        for rang in range(nombre)
    )


def salaries(nombre: int, debut: str = "2022-01-01", **champs: Any) -> tuple[Professionnel, ...]:
    emploi: dict[str, Any] = {"mode": ModeExercice.SALARIE, "employeur": "msp", **champs}
    return tuple(
        professionnel(f"salarie-{rang}", p.INFIRMIER, exercice("msp", debut, **emploi)) for rang in range(nombre)
    )


def sisa(*gens: Entite, au: str = AU) -> str:
    return resultat(CODE, maison(formes=SISA, associes=TROIS), *gens, au=au)


@pytest.mark.parametrize(
    ("nombre", "attendu"),
    [(0, "sans_objet"), (1, "conforme"), (2, "conforme"), (3, "indetermine"), (4, "indetermine")],
)
def test_strictement_moins_de_salaries(nombre: int, attendu: str) -> None:
    assert sisa(*liberaux(), *salaries(nombre)) == attendu


def test_le_constat_donne_les_deux_nombres() -> None:
    juge = juger(CODE, maison(formes=SISA, associes=TROIS), *liberaux(), *salaries(3), au=AU)
    assert messages(juge) == [
        (
            "3 professionnel(s) salarié(s) pour 3 libéral(aux) associé(s) : il en faut moins qui exercent des "
            "activités de soins, ce que le registre ne dit pas des salariés"
        )
    ]
    assert manquants(juge) == [()]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2021-05-13", "hors_vigueur"), ("2021-05-14", "indetermine"), ("2021-05-15", "indetermine")]
)
def test_depuis_l_ordonnance(au: str, attendu: str) -> None:
    assert sisa(*liberaux(), *salaries(3, "2021-05-01"), au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2021-12-31", "sans_objet"), ("2022-01-01", "indetermine"), ("2022-01-02", "indetermine")]
)
def test_l_embauche_compte_a_partir_de_son_jour(au: str, attendu: str) -> None:
    assert sisa(*liberaux(), *salaries(3), au=au) == attendu


def test_le_salarie_d_un_autre_employeur_ne_compte_pas() -> None:
    assert sisa(*liberaux(), *salaries(3, employeur="hopital")) == "sans_objet"


def test_un_employeur_inconnu_laisse_la_question_ouverte() -> None:
    juge = juger(CODE, maison(formes=SISA, associes=TROIS), *liberaux(), *salaries(3, employeur=None), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("mode", "employeur", "periode")]


def test_une_assistante_medicale_n_est_pas_un_professionnel_de_sante() -> None:
    emploi = exercice("msp", mode=ModeExercice.SALARIE, employeur="msp")
    assert sisa(*liberaux(), professionnel("psychologue", p.PSYCHOLOGUE, emploi)) == "sans_objet"


def test_un_liberal_salarie_ailleurs_n_est_pas_employe_par_la_societe() -> None:
    ailleurs = exercice("hopital", mode=ModeExercice.SALARIE)
    mixtes = [
        professionnel(f"mixte-{n}", p.MEDECIN, exercice("msp", mode=ModeExercice.LIBERAL), ailleurs) for n in "abc"
    ]
    assert sisa(*liberaux(), *mixtes) == "sans_objet"


@pytest.mark.parametrize(("nombre", "attendu"), [(1, "conforme"), (2, "indetermine"), (3, "indetermine")])
def test_un_associe_incertain_compte_peut_etre(nombre: int, attendu: str) -> None:
    associes = (*TROIS[:2], associe("liberal-2", "2024"))
    msp = maison(formes=SISA, associes=associes)
    assert resultat(CODE, msp, *liberaux(), *salaries(nombre), au=AU) == attendu


def test_un_associe_salarie_n_est_pas_un_liberal() -> None:
    troisieme = professionnel("liberal-2", p.MEDECIN, exercice("hopital", mode=ModeExercice.SALARIE))
    assert sisa(*liberaux(2), troisieme, *salaries(1)) == "conforme"
    assert sisa(*liberaux(2), troisieme, *salaries(2)) == "indetermine"


def test_un_associe_absent_du_dossier_peut_etre_liberal() -> None:
    assert sisa(*liberaux(2), *salaries(2)) == "indetermine"
    assert sisa(*liberaux(2), *salaries(3)) == "indetermine"


def test_sans_associe_enregistre() -> None:
    juge = juger(CODE, maison(formes=SISA), *salaries(1), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("associes",)]


def test_la_forme_decide() -> None:
    assert resultat(CODE, maison(formes=(forme("scm", "2012-01-01"),)), *salaries(3), au=AU) == "sans_objet"
    assert manquants(juger(CODE, maison(), *salaries(3), au=AU)) == [("formes",)]


def test_source_et_gravite() -> None:
    assert references(CODE, AU) == ["CSP, art. L4041-4, II"]
    assert (version(CODE, AU).portee, version(CODE, AU).gravite) == (Portee.LOI_REGLEMENT, Gravite.BLOQUANT)
