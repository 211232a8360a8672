""" "And if these two leave?": what is left of their practices, day by day."""

from datetime import date
from typing import Any

import pytest

from soinsprimaires import (
    Exercice,
    IdentifiantInconnu,
    PeriodePartielle,
    Personne,
    Professionnel,
    Registre,
    Rpps,
    StatutExercice,
    ValeurInvalide,
)
from soinsprimaires.referentiels import professions

AU = date(2025, 6, 1)
VEILLE, LENDEMAIN = date(2025, 5, 31), date(2025, 6, 2)


def pratique(debut: str | None, fin: str | None = None, **reste: Any) -> Exercice:
    return Exercice(periode=PeriodePartielle(debut=debut, fin=fin), **reste)


def registre(*exercices: Exercice, rpps: Rpps | None = None) -> Registre:
    partant = Professionnel(identifiant="partant", profession=professions.MEDECIN, rpps=rpps, exercices=exercices)
    reste = Professionnel(identifiant="reste", profession=professions.MEDECIN, exercices=(pratique("2019"),))
    return Registre(professionnels=(partant, reste))


def periodes(un: Registre) -> list[str]:
    return [str(exercice.periode) for exercice in un["partant"].exercices]


def certitudes(un: Registre, jour: date) -> list[bool]:
    return [situe.certain for situe in un.exercices(au=jour) if situe.professionnel.identifiant == "partant"]


def test_la_veille_rien_ne_change_et_le_jour_dit_il_n_exerce_plus() -> None:
    avant = registre(pratique("2019"))
    apres = avant.sans_exercices("partant", au=AU)
    assert periodes(apres) == ["de 2019 à 2025-05-31"]
    assert certitudes(apres, VEILLE) == certitudes(avant, VEILLE) == [True]
    assert certitudes(apres, AU) == certitudes(apres, LENDEMAIN) == []
    assert apres["reste"] == avant["reste"]
    assert periodes(avant) == ["depuis 2019"]


@pytest.mark.parametrize(
    ("exercice", "attendues"),
    [
        (Exercice(), ["jusqu'à 2025-05-31"]),
        (pratique("2010", "2020"), ["de 2010 à 2020"]),
        (pratique("2010", "2025-05-31"), ["de 2010 à 2025-05-31"]),
        (pratique("2010", "2025"), ["de 2010 à [2025-01-01..2025-05-31]"]),
        (pratique("2010", "../2026"), ["de 2010 à ../2025-05-31"]),
        (pratique("2010", "[2025-05-31..2025-07]"), ["de 2010 à 2025-05-31"]),
        (pratique("2010", "2027"), ["de 2010 à 2025-05-31"]),
        (pratique("2025"), ["de 2025 à 2025-05-31"]),
        (pratique("2025-06-01"), []),
        (pratique("2026", statut=StatutExercice.PREVU), []),
        (pratique("2025-05", statut=StatutExercice.PREVU), ["de 2025-05 à 2025-05-31"]),
    ],
)
def test_une_date_vague_le_reste(exercice: Exercice, attendues: list[str]) -> None:
    avant = registre(exercice)
    apres = avant.sans_exercices("partant", au=AU)
    assert periodes(apres) == attendues
    assert certitudes(apres, VEILLE) == certitudes(avant, VEILLE)
    assert certitudes(apres, AU) == []


def test_toutes_les_fiches_d_un_meme_corps_et_qui_tient_son_role() -> None:
    rpps = Rpps("10003456784")
    autre = Professionnel(identifiant="meme", profession=professions.MEDECIN, rpps=rpps, exercices=(pratique("2020"),))
    role = Personne(identifiant="president", professionnel="partant")
    avant = registre(pratique("2019"), rpps=rpps).avec(autre, role)
    for nom in ("partant", "meme", "president"):
        apres = avant.sans_exercices(nom, au=AU)
        assert [situe.professionnel.identifiant for situe in apres.exercices(au=AU)] == ["reste"]


def test_personne_ne_part_que_l_on_ne_nomme() -> None:
    avant = registre(pratique("2019"))
    assert avant.sans_exercices(au=AU) == avant
    assert avant.sans_exercices("partant", "reste", au=AU).exercices(au=AU) == ()
    with pytest.raises(
        IdentifiantInconnu, match="aucun professionnel ne s'appelle 'partan' ; vouliez-vous dire « partant »"
    ):
        avant.sans_exercices("partan", au=AU)


def test_un_jour_est_attendu() -> None:
    with pytest.raises(ValeurInvalide, match="au"):
        registre().sans_exercices("partant", au="2025-06-01")  # type: ignore[arg-type]
    assert periodes(registre(pratique("2019")).sans_exercices("partant", au=date.min)) == []
