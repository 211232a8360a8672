"""MEM-001: the members of a structure still practise; good sense, no text."""

import attrs
import pytest
from tests.regles.fabrique import (
    annonce,
    associe,
    exercice,
    juger,
    maison,
    manquants,
    messages,
    parti,
    pointeurs,
    professionnel,
    resultat,
    role,
    version,
)

from soinsprimaires import CPTS, EquipeSoinsPrimaires, EquipeSoinsSpecialises, Exercice, Gravite
from soinsprimaires.referentiels import professions as p

CODE = "MEM-001"
AU = "2024-07-02"
RETRAITE = professionnel("medecin", p.MEDECIN, exercice("msp", "2010-01-01", "2024-06-30"))


@pytest.mark.parametrize(
    ("au", "attendu"), [("2024-06-29", "conforme"), ("2024-06-30", "conforme"), ("2024-07-01", "non_conforme")]
)
def test_le_dernier_exercice_a_pris_fin(au: str, attendu: str) -> None:
    assert resultat(CODE, maison(associes=[associe("medecin")]), RETRAITE, au=au) == attendu


def test_le_constat_nomme_le_membre() -> None:
    juge = juger(CODE, maison(associes=[associe("medecin")]), RETRAITE, au=AU)
    assert messages(juge) == ["« medecin » est membre et aucun de ses exercices connus n'a lieu à cette date"]
    assert pointeurs(juge) == ["/contenu/structures/0/associes"]


@pytest.mark.parametrize(
    "structure",
    [
        CPTS(identifiant="s", nom="S", adherents=(associe("medecin"),)),
        EquipeSoinsPrimaires(identifiant="s", nom="S", membres=(associe("medecin"),)),
        EquipeSoinsSpecialises(identifiant="s", nom="S", membres=(associe("medecin"),)),
    ],
    ids=["cpts", "esp", "ess"],
)
def test_chaque_liste_de_membres(structure: CPTS | EquipeSoinsPrimaires | EquipeSoinsSpecialises) -> None:
    assert resultat(CODE, structure, RETRAITE, au=AU) == "non_conforme"


def test_celui_qui_n_est_plus_membre_n_est_pas_juge() -> None:
    msp = maison(associes=[associe("medecin", "2012-01-01", "2024-06-30")])
    assert resultat(CODE, msp, RETRAITE, au=AU) == "sans_objet"


def test_un_autre_exercice_continue() -> None:
    exercices = (exercice("msp", "2010-01-01", "2024-06-30"), exercice(None, "2020-01-01"))
    medecin = professionnel("medecin", p.MEDECIN, *exercices)
    assert resultat(CODE, maison(associes=[associe("medecin")]), medecin, au=AU) == "conforme"


@pytest.mark.parametrize(
    ("suite", "attendu"),
    [
        (annonce("msp"), "indetermine"),
        (exercice(None, "2024-07-03"), "conforme"),
        (exercice("msp", None), "indetermine"),
    ],
    ids=["annonce: it may not take place", "entre deux", "sans date: nobody knows whether it is over"],
)
def test_un_exercice_qui_peut_continuer(suite: Exercice, attendu: str) -> None:
    medecin = professionnel("medecin", p.MEDECIN, exercice("msp", "2010-01-01", "2024-06-30"), suite)
    assert resultat(CODE, maison(associes=[associe("medecin")]), medecin, au=AU) == attendu


def test_exercer_dans_une_maison_dissoute_n_est_plus_sur() -> None:
    medecin = professionnel("medecin", p.MEDECIN, exercice("ancienne"))
    ancienne = attrs.evolve(maison(dissoute_le="2020-12-31"), identifiant="ancienne")
    assert resultat(CODE, maison(associes=[associe("medecin")]), ancienne, medecin, au="2020-12-31") == "conforme"
    assert resultat(CODE, maison(associes=[associe("medecin")]), ancienne, medecin, au="2021-01-01") == "indetermine"


def test_la_gerante_sous_son_role() -> None:
    msp = maison(associes=[associe("gerante")])
    assert resultat(CODE, msp, RETRAITE, role("gerante", de="medecin"), au=AU) == "non_conforme"


def test_sans_exercice_enregistre() -> None:
    juge = juger(CODE, maison(associes=[associe("medecin")]), professionnel("medecin"), au=AU)
    assert juge.resultat.value == "indetermine"
    assert manquants(juge) == [("exercices",)]
    assert messages(juge) == ["aucun exercice n'est enregistré pour 1 membre(s)"]


@pytest.mark.parametrize(
    ("adhesion", "suite", "inconnu"),
    [
        ("2009-01-01", None, "exerce encore"),
        (None, "2020-01-01", "est membre"),
        (None, None, "est membre, ni s'il exerce encore"),
    ],
)
def test_la_cause_du_doute_est_seule_dite(adhesion: str | None, suite: str | None, inconnu: str) -> None:
    medecin = professionnel("medecin", p.MEDECIN, exercice("msp", suite))
    juge = juger(CODE, maison(associes=[associe("medecin", adhesion)]), medecin, au=AU)
    assert messages(juge) == [f"on ne sait pas si « medecin » {inconnu} à cette date"]


@pytest.mark.parametrize(
    ("fin", "ou", "inconnu"),
    [
        (None, None, "est membre, ni s'il exerce encore"),
        ("2024-06-30", None, "est membre"),
        (None, "cabinet", "exerce encore"),
    ],
    ids=["exercice ouvert", "exercice clos", "parti du cabinet ou il exerce"],
)
def test_qui_est_vu_partir_n_est_plus_surement_membre_ni_en_exercice(
    fin: str | None, ou: str | None, inconnu: str
) -> None:
    """A practice that nobody closed cannot make surer what its end leaves in doubt."""
    medecin = professionnel("medecin", p.MEDECIN, exercice(ou or "msp", "2010-01-01", fin))
    cabinet = EquipeSoinsPrimaires(identifiant="cabinet", nom="Cabinet")
    depart = parti("medecin", "2024-06-30", "depart" if ou else "retraite", structure=ou)
    juge = juger(CODE, maison(associes=[associe("medecin")]), cabinet, medecin, depart, au=AU)
    assert juge.resultat.value == "indetermine"
    assert messages(juge) == [f"on ne sait pas si « medecin » {inconnu} à cette date"]
    assert (
        resultat(CODE, maison(associes=[associe("medecin")]), cabinet, medecin, depart, au="2024-06-30") == "conforme"
    )


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
