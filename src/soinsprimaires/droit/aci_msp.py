"""What the agreement on the maisons de santé (ACI MSP) fixes: points, patients, advances.

Points of each indicator were read in two applications that disagree: they are not here, a caller supplies them.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from soinsprimaires.droit._parametre import Parametre, StatutReponse, ValeurDatee
from soinsprimaires.droit.textes import ACI_MSP, ACI_MSP_AVENANT_1, ACI_MSP_CALCUL, ACI_MSP_HORAIRES
from soinsprimaires.sources import Fiabilite

__all__ = [
    "ANCIENNETE_NOUVELLE_STRUCTURE",
    "AVANCE_MINIMALE_ACI_MSP",
    "INDICATEURS_SOCLES_ACI_MSP",
    "MAJORATION_PRECARITE_MAXIMALE",
    "OUVERTURE_ACI_MSP",
    "PART_AVANCE_ACI_MSP",
    "PATIENTELE_REFERENCE_ACI_MSP",
    "PREREQUIS_ACI_MSP",
    "PROTOCOLES_VALORISES_MAXIMUM",
    "REUNIONS_DE_CONCERTATION_MINIMUM",
    "VALEUR_POINT_ACI_MSP",
]

_ACI: Final = date(2017, 4, 20)
_AVENANT_1: Final = date(2022, 1, 1)
_AVENANT_2: Final = date(2026, 7, 14)
_NON_LU: Final = "le texte de l'avenant n° 2, annoncé pour le 14 juillet 2026, n'a pas été lu"

PATIENTELE_REFERENCE_ACI_MSP: Final[Parametre[int]] = Parametre(
    nom="patientèle de référence de l'ACI MSP",
    unite="patients",
    valeurs=(ValeurDatee(depuis=_ACI, valeur=4_000, sources=(ACI_MSP_CALCUL,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""A variable indicator is worth its points × patients / 4 000 × the value of the point."""

VALEUR_POINT_ACI_MSP: Final[Parametre[Decimal]] = Parametre(
    nom="valeur du point de l'ACI MSP",
    unite="EUR",
    valeurs=(
        ValeurDatee(depuis=_ACI, valeur=Decimal(7), sources=(ACI_MSP_CALCUL,), fiabilite=Fiabilite.SECONDAIRE),
        ValeurDatee(
            depuis=_AVENANT_2,
            valeur=None,
            statut=StatutReponse.INCONNU,
            raison=_NON_LU,
            sources=(ACI_MSP_CALCUL,),
            fiabilite=Fiabilite.NON_VERIFIEE,
        ),
    ),
)
"""Seven euros, unchanged by amendment 1."""

MAJORATION_PRECARITE_MAXIMALE: Final[Parametre[Decimal]] = Parametre(
    nom="plafond de la majoration de précarité de l'ACI MSP",
    unite="part",
    valeurs=(
        ValeurDatee(depuis=_ACI, valeur=Decimal("0.25"), sources=(ACI_MSP_CALCUL,), fiabilite=Fiabilite.SECONDAIRE),
    ),
)
"""Shares of patients in precarity above the national ones, added, and no more than 25 %."""

PART_AVANCE_ACI_MSP: Final[Parametre[Decimal]] = Parametre(
    nom="avance de l'ACI MSP, en part du montant des indicateurs socles atteints à 100 %",
    unite="part",
    valeurs=(
        ValeurDatee(depuis=_ACI, valeur=Decimal("0.6"), sources=(ACI_MSP_CALCUL,), fiabilite=Fiabilite.SECONDAIRE),
    ),
)
"""60 %; the balance is paid in April of the next year."""

AVANCE_MINIMALE_ACI_MSP: Final[Parametre[int]] = Parametre(
    nom="avance minimale de l'ACI MSP",
    unite="EUR",
    valeurs=(
        ValeurDatee(
            depuis=_ACI,
            valeur=None,
            statut=StatutReponse.INCONNU,
            raison="le minimum n'a été lu que sur une page de 2022",
            sources=(ACI_MSP_CALCUL,),
            fiabilite=Fiabilite.NON_VERIFIEE,
        ),
        ValeurDatee(depuis=_AVENANT_1, valeur=12_000, sources=(ACI_MSP_CALCUL,), fiabilite=Fiabilite.SECONDAIRE),
    ),
)
"""At least 12 000 euros."""

ANCIENNETE_NOUVELLE_STRUCTURE: Final[Parametre[int]] = Parametre(
    nom="durée pendant laquelle une structure est nouvelle au sens de l'ACI MSP",
    unite="mois",
    valeurs=(ValeurDatee(depuis=_ACI, valeur=12, sources=(ACI_MSP,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""A structure is new when its projet de santé was filed less than one year before the signature of its contract."""

PREREQUIS_ACI_MSP: Final[Parametre[tuple[str, ...]]] = Parametre(
    nom="indicateurs socles prérequis de l'ACI MSP",
    unite="indicateurs",
    valeurs=(
        ValeurDatee(
            depuis=_ACI,
            valeur=("horaires_et_soins_non_programmes", "fonction_de_coordination", "systeme_information"),
            sources=(ACI_MSP,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
        ValeurDatee(
            depuis=_AVENANT_2,
            valeur=None,
            statut=StatutReponse.INCONNU,
            raison=_NON_LU,
            sources=(ACI_MSP,),
            fiabilite=Fiabilite.NON_VERIFIEE,
        ),
    ),
)
"""Without each of them nothing is paid. A :class:`~soinsprimaires.BilanAnnuel` reports them under these words.

The value reported is 1 when the indicator is reached, 0 when it is not.
"""

INDICATEURS_SOCLES_ACI_MSP: Final[Parametre[tuple[str, ...]]] = Parametre(
    nom="indicateurs socles de l'ACI MSP, hors prérequis",
    unite="indicateurs",
    valeurs=(
        ValeurDatee(
            depuis=_ACI,
            valeur=("protocoles_pluriprofessionnels", "concertation_pluriprofessionnelle"),
            sources=(ACI_MSP_CALCUL,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
        ValeurDatee(
            depuis=_AVENANT_1,
            valeur=(
                "protocoles_pluriprofessionnels",
                "concertation_pluriprofessionnelle",
                "reponse_aux_crises_sanitaires",
            ),
            sources=(ACI_MSP_AVENANT_1,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
    ),
)
"""They drive the advance; amendment 1 adds the answer to serious health crises."""

REUNIONS_DE_CONCERTATION_MINIMUM: Final[Parametre[int]] = Parametre(
    nom="réunions de concertation pluriprofessionnelle par an, au moins",
    unite="réunions",
    valeurs=(ValeurDatee(depuis=_AVENANT_1, valeur=6, sources=(ACI_MSP_AVENANT_1,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""Six a year, read in an application only."""

PROTOCOLES_VALORISES_MAXIMUM: Final[Parametre[int]] = Parametre(
    nom="protocoles pluriprofessionnels valorisés par l'ACI MSP, au plus",
    unite="protocoles",
    valeurs=(ValeurDatee(depuis=_AVENANT_1, valeur=8, sources=(ACI_MSP_AVENANT_1,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""More may be written; eight are paid."""

OUVERTURE_ACI_MSP: Final[Parametre[tuple[int, int, int, int]]] = Parametre(
    nom="heures d'ouverture de l'ACI MSP : en semaine de, à ; le samedi de, à",
    unite="heures",
    valeurs=(
        ValeurDatee(depuis=_ACI, valeur=(8, 20, 8, 12), sources=(ACI_MSP_HORAIRES,), fiabilite=Fiabilite.SECONDAIRE),
    ),
)
"""From 8 to 20 on weekdays, from 8 to 12 on Saturdays, but for a derogation."""
