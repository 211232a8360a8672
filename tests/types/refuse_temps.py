"""What a type checker must refuse of days, vague dates and periods."""

from datetime import date

from soinsprimaires.temps import Chronologie, DatePartielle, Periode, PeriodePartielle, echeance

JOUR = date(2024, 7, 2)

Periode(JOUR)  # E: call-arg reportCallIssue
Periode(debut="2024-07-02")  # E: arg-type reportArgumentType
Periode(debut=DatePartielle.exacte(JOUR))  # E: arg-type reportArgumentType
Periode(debut=JOUR).debut.year  # E: union-attr reportOptionalMemberAccess
Periode(debut=JOUR).fin = JOUR  # E: misc reportAttributeAccessIssue

PeriodePartielle(debut=2022)  # E: arg-type reportArgumentType
DatePartielle(annee="2022")  # E: arg-type reportArgumentType
DatePartielle(mois=5)  # E: call-arg reportCallIssue

Chronologie[int].depuis([(JOUR, 2)]).au("2024-07-02")  # E: arg-type reportArgumentType
Chronologie[int].depuis([(JOUR, 2)]).au(JOUR) + 1  # E: operator reportOptionalOperand

echeance(JOUR, 2)  # E: call-arg reportCallIssue
echeance(JOUR, mois=0.5)  # E: arg-type reportArgumentType
