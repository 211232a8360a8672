"""What the agreement on the maisons de santé (ACI MSP) fixes: patients, advances, indicators.

Each value is unknown from the first day of amendment 2 on: its text was not read.
"""

from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from soinsprimaires.droit._parametre import Parametre, StatutReponse, ValeurDatee
from soinsprimaires.droit.textes import (
    ACI_MSP,
    ACI_MSP_CALCUL,
    ACI_MSP_HORAIRES,
    ACI_MSP_VERSEMENTS,
    GUIDE_ACI_MSP,
)
from soinsprimaires.sources import Fiabilite, SourceJuridique

__all__ = [
    "ACI_MSP_APPROUVE_LE",
    "ACI_MSP_PUBLIE",
    "AMPLITUDE_MINIMALE_ACI_MSP",
    "ANCIENNETE_NOUVELLE_STRUCTURE",
    "AVANCE_MINIMALE_ACI_MSP",
    "AVENANT_1_ACI_MSP",
    "AVENANT_2_ACI_MSP",
    "DELAI_AVANCE_ACI_MSP",
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

T = TypeVar("T")

ACI_MSP_APPROUVE_LE: Final = date(2017, 7, 24)
"""An agreement is in force once approved, not from its signature on 20 April 2017 (CSS, art. L162-15)."""

ACI_MSP_PUBLIE: Final = date(2017, 8, 6)
"""The day after the publication of the order of approval (5 August 2017, as two federations say): sure from then on."""

AVENANT_1_ACI_MSP: Final = date(2022, 1, 1)
"""Published on 3 August 2022, with effect on the whole exercise."""

AVENANT_2_ACI_MSP: Final = date(2026, 7, 14)
"""As announced; its text was not found."""

_NON_LU: Final = "le texte de l'avenant n° 2, annoncé pour le 14 juillet 2026, n'a pas été lu"


def valeurs_aci_msp(
    *etapes: tuple[date, T | None, SourceJuridique, str | None], fiabilite: Fiabilite = Fiabilite.SECONDAIRE
) -> tuple[ValeurDatee[T], ...]:
    """Values in order of time, then nothing known: from amendment 2 on, whatever it is."""
    inconnue = (AVENANT_2_ACI_MSP, None, etapes[-1][2], _NON_LU)
    return tuple(
        ValeurDatee(
            depuis=depuis,
            valeur=valeur,
            statut=StatutReponse.INCONNU if valeur is None else StatutReponse.EN_VIGUEUR,
            sources=(source,),
            fiabilite=Fiabilite.NON_VERIFIEE if valeur is None else fiabilite,
            raison=raison,
        )
        for depuis, valeur, source, raison in (*etapes, inconnue)
    )


PATIENTELE_REFERENCE_ACI_MSP: Final[Parametre[int]] = Parametre(
    nom="patientèle de référence de l'ACI MSP",
    unite="patients",
    valeurs=valeurs_aci_msp((ACI_MSP_APPROUVE_LE, 4_000, ACI_MSP_CALCUL, None)),
)
"""A variable indicator is worth its points × patients / 4 000 × the value of the point."""

VALEUR_POINT_ACI_MSP: Final[Parametre[Decimal]] = Parametre(
    nom="valeur du point de l'ACI MSP",
    unite="EUR",
    valeurs=valeurs_aci_msp((ACI_MSP_APPROUVE_LE, Decimal(7), ACI_MSP_CALCUL, None)),
)
"""Seven euros, unchanged by amendment 1."""

MAJORATION_PRECARITE_MAXIMALE: Final[Parametre[Decimal]] = Parametre(
    nom="plafond de la majoration de précarité de l'ACI MSP",
    unite="part",
    valeurs=valeurs_aci_msp((ACI_MSP_APPROUVE_LE, Decimal("0.25"), ACI_MSP_CALCUL, None)),
)
"""Shares of patients in precarity above the national ones, added, and no more than 25 %."""

PART_AVANCE_ACI_MSP: Final[Parametre[Decimal]] = Parametre(
    nom="avance de l'ACI MSP, en part du montant des indicateurs socles atteints à 100 %",
    unite="part",
    valeurs=valeurs_aci_msp((ACI_MSP_APPROUVE_LE, Decimal("0.6"), ACI_MSP_CALCUL, None)),
)
"""60 %; the balance is paid in April of the next year."""

AVANCE_MINIMALE_ACI_MSP: Final[Parametre[int]] = Parametre(
    nom="avance minimale de l'ACI MSP",
    unite="EUR",
    valeurs=valeurs_aci_msp(
        (ACI_MSP_APPROUVE_LE, None, ACI_MSP_CALCUL, "le minimum n'a été lu que sur une page de 2022"),
        (AVENANT_1_ACI_MSP, 12_000, ACI_MSP_CALCUL, None),
    ),
)
"""At least 12 000 euros."""

DELAI_AVANCE_ACI_MSP: Final[Parametre[int]] = Parametre(
    nom="délai de l'avance de l'ACI MSP après un contrat qui prend effet dans l'année",
    unite="mois",
    valeurs=valeurs_aci_msp((ACI_MSP_APPROUVE_LE, 3, ACI_MSP_VERSEMENTS, None)),
)
"""Three months; of an older contract, the advance is paid by 30 April."""

ANCIENNETE_NOUVELLE_STRUCTURE: Final[Parametre[int]] = Parametre(
    nom="durée pendant laquelle une structure est nouvelle au sens de l'ACI MSP",
    unite="mois",
    valeurs=valeurs_aci_msp((ACI_MSP_APPROUVE_LE, 12, ACI_MSP, None)),
)
"""A structure is new when its projet de santé was filed less than one year before the signature of its contract."""

_PREREQUIS: Final = ("horaires_et_soins_non_programmes", "fonction_de_coordination", "systeme_information")

PREREQUIS_ACI_MSP: Final[Parametre[tuple[str, ...]]] = Parametre(
    nom="indicateurs socles prérequis de l'ACI MSP",
    unite="indicateurs",
    valeurs=valeurs_aci_msp(
        (ACI_MSP_APPROUVE_LE, _PREREQUIS, ACI_MSP, None),
        # The plan for health crises is optional for the exercise 2022, a prerequisite from the exercise 2023 on.
        (date(2023, 1, 1), (*_PREREQUIS, "preparation_aux_crises_sanitaires"), GUIDE_ACI_MSP, None),
    ),
)
"""Without each of them nothing is paid. A :class:`~soinsprimaires.BilanAnnuel` reports them under these words.

The value reported is 1 when the indicator is reached, 0 when it is not.
"""

INDICATEURS_SOCLES_ACI_MSP: Final[Parametre[tuple[str, ...]]] = Parametre(
    nom="indicateurs socles de l'ACI MSP, hors prérequis",
    unite="indicateurs",
    valeurs=valeurs_aci_msp(
        (
            ACI_MSP_APPROUVE_LE,
            ("protocoles_pluriprofessionnels", "concertation_pluriprofessionnelle"),
            ACI_MSP_CALCUL,
            None,
        )
    ),
)
"""They drive the advance. The answer to serious health crises is none of them: its plan is a prerequisite, and what is
done when a crisis is declared is paid beside."""

REUNIONS_DE_CONCERTATION_MINIMUM: Final[Parametre[int]] = Parametre(
    nom="réunions de concertation pluriprofessionnelle par an, au moins",
    unite="réunions",
    valeurs=valeurs_aci_msp((AVENANT_1_ACI_MSP, 6, GUIDE_ACI_MSP, None)),
)
"""Six a year."""

PROTOCOLES_VALORISES_MAXIMUM: Final[Parametre[int]] = Parametre(
    nom="protocoles pluriprofessionnels valorisés par l'ACI MSP, au plus",
    unite="protocoles",
    valeurs=valeurs_aci_msp(
        # Read for the exercises 2020 and 2021 in notes only.
        (date(2020, 1, 1), 8, ACI_MSP_CALCUL, None),
        (AVENANT_1_ACI_MSP, 8, GUIDE_ACI_MSP, None),
    ),
)
"""More may be written; eight are paid."""

OUVERTURE_ACI_MSP: Final[Parametre[tuple[int, int, int, int]]] = Parametre(
    nom="heures d'ouverture de l'ACI MSP : en semaine de, à ; le samedi de, à",
    unite="heures",
    valeurs=valeurs_aci_msp((ACI_MSP_APPROUVE_LE, (8, 20, 8, 12), ACI_MSP_HORAIRES, None)),
)
"""From 8 to 20 on weekdays, from 8 to 12 on Saturdays, but for a derogation: the whole of the indicator."""

AMPLITUDE_MINIMALE_ACI_MSP: Final[Parametre[int]] = Parametre(
    nom="amplitude d'ouverture en semaine sous laquelle l'indicateur d'horaires de l'ACI MSP n'est plus atteint",
    unite="heures",
    valeurs=valeurs_aci_msp(
        (ACI_MSP_APPROUVE_LE, None, ACI_MSP_HORAIRES, "les réductions de 2017 à 2021 n'ont pas été lues"),
        (AVENANT_1_ACI_MSP, 8, GUIDE_ACI_MSP, None),
    ),
)
"""Between eight and twelve hours, or without the Saturday, the indicator is reduced and reached all the same; below
eight hours it is lost, but for a derogation (guide of the indicators, page 3)."""
