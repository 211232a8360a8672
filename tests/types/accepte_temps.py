"""What a type checker deduces of days, vague dates and periods."""

from datetime import date
from typing import assert_type

from soinsprimaires.jours import est_jour_ouvre, jours_feries
from soinsprimaires.temps import Chronologie, DatePartielle, Periode, PeriodePartielle, Precision, echeance, lire_jour

JOUR = lire_jour("2024-07-02")
assert_type(JOUR, date)
assert_type(echeance(JOUR, mois=2), date)
assert_type(jours_feries(2024), frozenset[date])
assert_type(est_jour_ouvre(JOUR), bool)

VAGUE = DatePartielle.lire("2022-05~")
assert_type(VAGUE, DatePartielle)
assert_type(DatePartielle.exacte(JOUR), DatePartielle)
assert_type(VAGUE.mois, int | None)
assert_type(VAGUE.precision, Precision)
assert_type(VAGUE.au_plus_tot, date | None)
assert_type(VAGUE.au_plus_tard_le(JOUR), bool | None)

PERIODE = Periode(debut=JOUR)
assert_type(PERIODE.debut, date | None)
assert_type(JOUR in PERIODE, bool)
assert_type(PERIODE.chevauche(Periode()), bool)
assert_type(Periode.contigues(JOUR, fin=None), tuple[Periode, ...])

# A bound may be given as a vague date, its text or a full day; it is always read as a vague date.
assert_type(PeriodePartielle(debut="2022-05", fin=JOUR).debut, DatePartielle | None)
assert_type(PeriodePartielle(debut=VAGUE).couvre(JOUR), bool | None)

SEUILS = Chronologie[int].depuis([(JOUR, 2), (date(2025, 1, 1), 3)])
assert_type(SEUILS, Chronologie[int])
assert_type(SEUILS.au(JOUR), int | None)
for periode, seuil in SEUILS:
    assert_type(periode, Periode)
    assert_type(seuil, int)
