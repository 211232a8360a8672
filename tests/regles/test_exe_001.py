"""EXE-001: the employments of somebody do not exceed one full-time post; good sense, no text."""

from typing import Any

import pytest
from tests.regles.fabrique import exercice, juger, manquants, messages, pointeurs, professionnel, resultat, version

from soinsprimaires import CentreSante, Exercice, Gravite, ModeExercice
from soinsprimaires.referentiels import professions as p

CODE = "EXE-001"
AU = "2024-07-02"


def emploi(quotite: str | None, debut: str | None = "2020-01-01", fin: str | None = None, **champs: Any) -> Exercice:
    return exercice("centre", debut, fin, **{"mode": ModeExercice.SALARIE, "quotite": quotite, **champs})


def juge(*exercices: Exercice, au: str = AU) -> str:
    return resultat(CODE, professionnel("medecin", p.MEDECIN, *exercices), au=au)


@pytest.mark.parametrize(
    ("autre", "attendu"), [("0.4", "conforme"), ("0.5", "conforme"), ("0.6", "non_conforme"), ("1", "non_conforme")]
)
def test_un_mi_temps_et_un_autre_emploi(autre: str, attendu: str) -> None:
    assert juge(emploi("0.5"), emploi(autre)) == attendu


def test_deux_temps_pleins() -> None:
    constats = juger(CODE, professionnel("medecin", p.MEDECIN, emploi("1"), emploi("1")), au=AU)
    assert messages(constats) == ["les quotités de ses emplois font ensemble 2 temps plein"]
    assert pointeurs(constats) == ["/contenu/professionnels/0/exercices"]


def test_les_nombres_se_lisent_en_francais() -> None:
    constats = juger(CODE, professionnel("medecin", p.MEDECIN, emploi("0.8"), emploi("0.8")), au=AU)
    assert messages(constats) == ["les quotités de ses emplois font ensemble 1,6 temps plein"]


@pytest.mark.parametrize(
    ("au", "attendu"), [("2023-12-31", "non_conforme"), ("2024-01-01", "conforme"), ("2019-12-31", "sans_objet")]
)
def test_le_premier_emploi_a_pris_fin(au: str, attendu: str) -> None:
    assert juge(emploi("1", "2020-01-01", "2023-12-31"), emploi("1"), au=au) == attendu


@pytest.mark.parametrize(
    ("au", "attendu"), [("2022-12-31", "non_conforme"), ("2023-01-01", "indetermine"), ("2024-07-02", "indetermine")]
)
def test_un_employeur_dissous(au: str, attendu: str) -> None:
    """Nobody closed the post of a centre that is no more: it is surely held up to the last day of the centre."""
    medecin = professionnel("medecin", p.MEDECIN, emploi("1"), exercice("neuf", mode=ModeExercice.SALARIE, quotite="1"))
    centre = CentreSante(identifiant="centre", nom="Centre", dissoute_le="2022-12-31")
    assert resultat(CODE, medecin, centre, au=au) == attendu


def test_une_date_vague_laisse_la_question_ouverte() -> None:
    constats = juger(CODE, professionnel("medecin", p.MEDECIN, emploi("1", None), emploi("1")), au=AU)
    assert constats.resultat.value == "indetermine"
    assert manquants(constats) == [("periode",)]


def test_une_quotite_inconnue_laisse_la_question_ouverte() -> None:
    constats = juger(CODE, professionnel("medecin", p.MEDECIN, emploi(None), emploi("0.5")), au=AU)
    assert manquants(constats) == [("quotite",)]


def test_un_seul_emploi_de_quotite_inconnue_ne_depasse_rien() -> None:
    assert juge(emploi(None)) == "conforme"


def test_une_activite_liberale_n_est_pas_un_emploi() -> None:
    assert juge(emploi("1"), emploi("1", mode=ModeExercice.LIBERAL)) == "conforme"
    assert juge(emploi("1", mode=ModeExercice.LIBERAL)) == "sans_objet"


@pytest.mark.parametrize(
    ("exercices", "attendus"),
    [
        ((emploi("1", None),), {("periode",)}),
        ((emploi("1", mode=None),), {("mode",)}),
        ((emploi("1", None, mode=None),), {("periode",), ("mode",)}),
        ((emploi("1", None), emploi("1", mode=None)), {("periode",), ("mode",)}),
        ((emploi("1"), emploi(None, None, mode=None)), {("quotite",)}),
    ],
)
def test_ce_qui_n_est_pas_su_est_seul_demande(exercices: tuple[Exercice, ...], attendus: set[tuple[str, ...]]) -> None:
    constats = juger(CODE, professionnel("medecin", p.MEDECIN, *exercices), au=AU)
    assert set(manquants(constats)) - {("periode",)} == attendus - {("periode",)}
    assert (("periode",) in attendus) == ("on ne sait pas si ses exercices ont lieu à cette date" in messages(constats))
    assert (("mode",) in attendus) == ("on ne sait pas si ses exercices sont salariés" in messages(constats))


def test_gravite() -> None:
    assert version(CODE, AU).gravite is Gravite.INFORMATION
