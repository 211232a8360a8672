"""A question that is badly put is refused in words."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from soinsprimaires import Acte, Acteur, Evenement, NatureProjet, Projet, QualiteActeur, Registre, ValeurInvalide, cycle

AU = date(2026, 11, 4)
PROJET = Projet(identifiant="projet", nom="CPTS d'essai", nature=NatureProjet.CPTS)
QUESTIONS: tuple[Callable[[Projet, Any], object], ...] = (
    lambda projet, au: cycle.etat(projet, au=au),
    lambda projet, au: cycle.depuis(projet, au=au),
    lambda projet, au: cycle.echeances(projet, Registre().avec(projet), au=au),
    lambda projet, au: cycle.prochaine_etape(projet, Registre().avec(projet), au=au),
)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("au", ["2026-11-04", datetime(2026, 11, 4, 9), None])  # noqa: DTZ001 - what is refused
def test_le_jour_de_la_question_est_une_date(question: Callable[[Projet, Any], object], au: object) -> None:
    with pytest.raises(ValeurInvalide, match=r"^au : un jour \(date\) est attendu"):
        question(PROJET, au)


@pytest.mark.parametrize("question", QUESTIONS)
def test_la_nature_d_un_projet_n_est_pas_un_mot(question: Callable[[Projet, Any], object]) -> None:
    mot: Any = "cpts"
    projet = Projet(identifiant="projet", nom="CPTS d'essai", nature=mot)
    with pytest.raises(ValeurInvalide, match=r"^nature : une valeur de NatureProjet est attendue, pas 'cpts'$"):
        question(projet, AU)


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"acte": "depot_projet"}, "acte : une valeur de Acte est attendue, pas 'depot_projet'"),
        ({"acteurs": ("porteurs",)}, "acteurs : une valeur de Acteur est attendue, pas 'porteurs'"),
        (
            {"acteurs": (Acteur(qualite=QualiteActeur.ARS), Acteur(qualite="porteurs"))},  # type: ignore[arg-type]
            "acteurs : une valeur de QualiteActeur est attendue, pas 'porteurs'",
        ),
    ],
)
def test_ce_qu_un_evenement_raconte_n_est_pas_un_mot(champs: dict[str, Any], message: str) -> None:
    complets: dict[str, Any] = {"identifiant": "depot", "acte": Acte.DEPOT_PROJET, "enregistre_le": AU} | champs
    with pytest.raises(ValeurInvalide) as refus:
        Evenement(**complets)
    assert str(refus.value) == message
