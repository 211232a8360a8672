"""What the law asks of the centres de santé in numbers: antennas, committees, the terms of the law of 2023."""

from datetime import date
from decimal import Decimal
from typing import Final

from soinsprimaires.droit._parametre import Parametre, StatutReponse, ValeurDatee
from soinsprimaires.droit.textes import (
    D6323_10,
    DECRET_2018_143,
    L6323_1_4,
    L6323_1_5_II,
    L6323_1_12_2018,
    L6323_1_12_2023,
)
from soinsprimaires.sources import Fiabilite

__all__ = [
    "AGREMENT_DEPUIS",
    "AMENDE_MAXIMALE",
    "ASTREINTE_MAXIMALE",
    "CENTRES_AU_PLUS_TOT",
    "CENTRES_DEPUIS",
    "COLLECTIVITES_UNIQUES",
    "DECLARATION_MODIFICATION",
    "DEMANDE_AGREMENT_AVANT",
    "ELOIGNEMENT_ANTENNE",
    "EMPLOYES_SANS_COMITE",
    "HEURES_ANTENNE",
    "PERIODICITE_COMITE",
    "RECEPISSE_LIMITE_DEPUIS",
    "RECETTES_COMPTES_CERTIFIES",
]

CENTRES_DEPUIS: Final = date(2018, 4, 1)
"""Articles L6323-1-1 to L6323-1-14 have their first version on that day (ordonnance n° 2018-17)."""

CENTRES_AU_PLUS_TOT: Final = date(2018, 3, 2)
"""The ordonnance says 1 April "au plus tard": its décret n° 2018-143 was in force on that day, perhaps it was too."""

COLLECTIVITES_UNIQUES: Final = frozenset({"02", "03", "06", "94"})
"""Codes of Martinique, Guyane, Mayotte and Corse, of which one collectivité is both région and département."""

AGREMENT_DEPUIS: Final = date(2023, 5, 21)
"""Loi n° 2023-378, published on 20 May 2023."""

DEMANDE_AGREMENT_AVANT: Final = date(2023, 11, 21)
"""Six months after it, a centre that stood before must have asked: "avant le" for some, "d'ici au" for others."""

RECEPISSE_LIMITE_DEPUIS: Final = date(2024, 6, 22)
"""Décret n° 2024-568, published on 21 June 2024: the récépissé is for the activities that need no agrément."""

HEURES_ANTENNE: Final[Parametre[int]] = Parametre(
    nom="ouverture d'une antenne de centre de santé, au plus",
    unite="heures par semaine",
    valeurs=(
        ValeurDatee(depuis=date(2018, 3, 2), valeur=20, sources=(DECRET_2018_143,), fiabilite=Fiabilite.SECONDAIRE),
    ),
)
"""Arrêté of 27 February 2018, of which a summary was read."""

ELOIGNEMENT_ANTENNE: Final[Parametre[int]] = Parametre(
    nom="éloignement d'une antenne de son centre de santé, au plus",
    unite="minutes",
    valeurs=(
        ValeurDatee(depuis=date(2018, 3, 2), valeur=30, sources=(DECRET_2018_143,), fiabilite=Fiabilite.SECONDAIRE),
    ),
)
"""Same arrêté: an antenna also has no management of its own and shares the information system of its centre."""

PERIODICITE_COMITE: Final[Parametre[int]] = Parametre(
    nom="réunions du comité dentaire ou médical d'un centre de santé, au moins une fois par",
    unite="mois",
    valeurs=(ValeurDatee(depuis=AGREMENT_DEPUIS, valeur=3, sources=(L6323_1_5_II,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""CSP, art. L6323-1-5, II."""

EMPLOYES_SANS_COMITE: Final[Parametre[int]] = Parametre(
    nom="professionnels médicaux d'une activité dentaire ou ophtalmologique qu'un centre emploie sans comité, au plus",
    unite="professionnels",
    valeurs=(ValeurDatee(depuis=AGREMENT_DEPUIS, valeur=1, sources=(L6323_1_5_II,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""A committee is due beyond (CSP, art. L6323-1-5, II)."""

RECETTES_COMPTES_CERTIFIES: Final[Parametre[Decimal]] = Parametre(
    nom="recettes annuelles au-delà desquelles les comptes d'un centre de santé sont certifiés",
    unite="EUR",
    valeurs=(
        ValeurDatee(
            depuis=AGREMENT_DEPUIS,
            valeur=None,
            statut=StatutReponse.INCONNU,
            raison="le seuil d'avant le décret n° 2024-568 n'a pas été lu",
            sources=(L6323_1_4,),
            fiabilite=Fiabilite.NON_VERIFIEE,
        ),
        ValeurDatee(
            depuis=RECEPISSE_LIMITE_DEPUIS,
            valeur=Decimal(153_000),
            sources=(L6323_1_4,),
            fiabilite=Fiabilite.SECONDAIRE,
        ),
    ),
)
"""CSP, art. D6323-8-1; six kinds of public bodies are exempt since the décret n° 2025-416."""

_ENTRE_DEUX_LOIS: Final[ValeurDatee[int]] = ValeurDatee(
    depuis=AGREMENT_DEPUIS,
    valeur=None,
    statut=StatutReponse.INCONNU,
    raison="la version du 21 mai 2023 n'a pas été lue : des lettres d'unions de mai 2023 annoncent déjà les montants "
    "que la loi du 27 décembre 2023 porte",
    sources=(L6323_1_12_2018,),
    fiabilite=Fiabilite.SECONDAIRE,
)

_AMENDES_DEPUIS: Final = date(2021, 12, 25)
"""Loi n° 2021-1754, published on 24 December 2021: before it, an account says that the law held no such fine."""

_AVANT_LES_AMENDES: Final[ValeurDatee[int]] = ValeurDatee(
    depuis=CENTRES_DEPUIS,
    valeur=None,
    statut=StatutReponse.INCONNU,
    raison="la version du 1er avril 2018 n'a pas été lue : un compte rendu dit que la loi du 23 décembre 2021 crée "
    "l'amende et l'astreinte",
    sources=(L6323_1_12_2018,),
    fiabilite=Fiabilite.SECONDAIRE,
)

AMENDE_MAXIMALE: Final[Parametre[int]] = Parametre(
    nom="amende que l'ARS peut prononcer contre le gestionnaire d'un centre de santé, au plus",
    unite="EUR",
    valeurs=(
        _AVANT_LES_AMENDES,
        ValeurDatee(depuis=_AMENDES_DEPUIS, valeur=150_000, sources=(L6323_1_12_2018,), fiabilite=Fiabilite.SECONDAIRE),
        _ENTRE_DEUX_LOIS,
        ValeurDatee(
            depuis=date(2023, 12, 29), valeur=500_000, sources=(L6323_1_12_2023,), fiabilite=Fiabilite.VERIFIEE
        ),
    ),
)
"""CSP, art. L6323-1-12; since 29 December 2023 for any of the breaches, after an injunction."""

ASTREINTE_MAXIMALE: Final[Parametre[int]] = Parametre(
    nom="astreinte que l'ARS peut ajouter à l'amende du gestionnaire d'un centre de santé, au plus",
    unite="EUR par jour",
    valeurs=(
        _AVANT_LES_AMENDES,
        ValeurDatee(depuis=_AMENDES_DEPUIS, valeur=1_000, sources=(L6323_1_12_2018,), fiabilite=Fiabilite.SECONDAIRE),
        _ENTRE_DEUX_LOIS,
        ValeurDatee(
            depuis=date(2023, 12, 29), valeur=5_000, sources=(L6323_1_12_2023,), fiabilite=Fiabilite.SECONDAIRE
        ),
    ),
)
"""CSP, art. L6323-1-12: of its version of 29 December 2023, an undated copy gives the penalty."""

DECLARATION_MODIFICATION: Final[Parametre[int]] = Parametre(
    nom="déclaration à l'ARS d'un changement substantiel d'un centre de santé",
    unite="jours",
    valeurs=(ValeurDatee(depuis=date(2018, 3, 2), valeur=15, sources=(D6323_10,), fiabilite=Fiabilite.SECONDAIRE),),
)
"""CSP, art. D6323-10: a change of the projet de santé or of the règlement de fonctionnement, of manager or legal
representative, a move, the closure of an antenna, the technical platform, whatever touches quality and safety."""
