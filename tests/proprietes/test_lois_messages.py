"""What is said to people is in words: no date is shown as the format writes it (``../2024-03``, ``2022-05-12``)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.proprietes.dossiers import DATES, dossiers
from tests.proprietes.outils import exemples

from soinsprimaires import Acte, Acteur, Evenement, MissionCPTS, QualiteActeur, Registre, controler, cycle
from soinsprimaires.cycle import Suivi

JOURS: Final = st.dates(date(2018, 1, 1), date(2027, 12, 31))
ECRIT: Final = re.compile(
    r"\.\./\d{4}"  # au plus tard
    r"|\d{4}(-\d\d){0,2}(/\.\.|~)"  # depuis, vers
    r"|\[\d{4}"  # entre
    r"|\b\d{4}-(0[1-9]|1[0-2]|2[1-4])\b"  # a month, a season, a full day
)
"""Dates as EDTF writes them."""


@pytest.mark.parametrize(
    "texte", ["../2024-03", "2022~", "2022-05~", "2017/..", "2017-04-01/..", "[2018-10..2019]", "2022-05-12"]
)
def test_ce_qui_est_cherche_se_reconnait(texte: str) -> None:
    assert ECRIT.search(f"reçu ({texte}) avant")
    assert ECRIT.search("en 2022-05 ou 2021-22")


@pytest.mark.parametrize("texte", ["le 12 mai 2022", "2021-2022", "en 2022", "CSP, L6323-10", "DGOS/DIR/CNAM/2019/218"])
def test_ce_qui_se_lit_ne_l_est_pas(texte: str) -> None:
    assert ECRIT.search(texte) is None


def _dits(registre: Registre, evenement: Evenement, au: date) -> Iterator[str]:
    rapport = controler(registre, au=au)
    yield str(rapport)
    yield from (constat.message for resultat in rapport.resultats for constat in resultat.constats)
    for projet in registre.projets:
        suivi = Suivi(projet, registre, au)
        yield from (f"{e.libelle} {e.calcul}" for e in suivi.echeances)
        yield from (f"{e.acte.libelle} {e.conditions}" for e in suivi.ce_qui_manque or ())
        yield from (refus.message for refus in cycle.empechements(projet, evenement, registre=registre))
        yield from (notice.message for notice in cycle.notices(projet, evenement, registre=registre))


EVENEMENTS: Final = st.builds(
    Evenement,
    identifiant=st.just("neuf"),
    acte=st.sampled_from([acte for acte in Acte if acte not in {Acte.ANNULATION, Acte.REPRISE}]),
    acteurs=st.lists(st.builds(Acteur, qualite=st.sampled_from(QualiteActeur)), max_size=2).map(tuple),
    effet_le=st.none() | DATES,
    recu_le=st.none() | DATES,
    enregistre_le=st.dates(date(2017, 1, 1), date(2026, 12, 31)),
    mission=st.none() | st.sampled_from(MissionCPTS),
    motif=st.just("motif"),
)


@settings(exemples(10), phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck))
@given(dossiers(), EVENEMENTS, JOURS)
def test_aucune_date_n_est_dite_comme_le_format_l_ecrit(registre: Registre, evenement: Evenement, au: date) -> None:
    assert [dit for dit in _dits(registre, evenement, au) if ECRIT.search(dit)] == []
