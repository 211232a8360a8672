"""Thresholds of the zoning of doctors."""

from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from soinsprimaires.droit._parametre import Parametre, StatutReponse, ValeurDatee
from soinsprimaires.droit.textes import ARRETE_ZONAGE_2017, ARRETE_ZONAGE_2025
from soinsprimaires.sources import Fiabilite

__all__ = ["SEUILS_APL", "SeuilsApl"]


@attrs.frozen(kw_only=True)
class SeuilsApl:
    """Accessibility (APL) that classes a territory, in consultations a year and standardised inhabitant.

    Attributes:
        zone_prioritaire_sous: below it, a territory is a zone d'intervention prioritaire.
        exclusion_au_dela: above it, a territory is in no zone.
    """

    zone_prioritaire_sous: Decimal
    exclusion_au_dela: Decimal


SEUILS_APL: Final[Parametre[SeuilsApl]] = Parametre(
    nom="seuils d'accessibilité (APL) du zonage des médecins",
    unite="consultations par an et par habitant standardisé",
    valeurs=(
        ValeurDatee(
            depuis=date(2017, 11, 16),
            valeur=SeuilsApl(zone_prioritaire_sous=Decimal("2.5"), exclusion_au_dela=Decimal(4)),
            sources=(ARRETE_ZONAGE_2017,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
        ValeurDatee(
            depuis=date(2021, 10, 14),
            valeur=None,
            statut=StatutReponse.INCONNU,
            sources=(ARRETE_ZONAGE_2017,),
            fiabilite=Fiabilite.NON_VERIFIEE,
            raison="l'annexe a été réécrite le 14 octobre 2021, puis le 31 janvier 2024 : ses seuils n'ont pas été lus",
        ),
        ValeurDatee(
            depuis=date(2025, 5, 17),
            valeur=None,
            statut=StatutReponse.INCONNU,
            sources=(ARRETE_ZONAGE_2025,),
            fiabilite=Fiabilite.NON_VERIFIEE,
            raison="les seuils de l'arrêté du 9 mai 2025 (JO du 16 mai 2025) n'ont pas été lus",
        ),
    ),
)
"""The arrêté of 13 November 2017 (JO of the 15th), in force on the 16th."""
