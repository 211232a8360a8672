"""A question that is badly put is refused in words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from soinsprimaires import NatureProjet, Projet, Registre, ValeurInvalide, cycle

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
