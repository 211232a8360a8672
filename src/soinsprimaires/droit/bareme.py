"""What the agreements on the maisons de santé and the CPTS pay, one number a line, each dated and sourced.

A line that is not known says why, and where it can be read; a region or a user lays theirs over it.
"""

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires._typage import Typee
from soinsprimaires.droit._parametre import Parametre, StatutReponse, ValeurDatee
from soinsprimaires.droit.aci_msp import (
    ACI_MSP_APPROUVE_LE,
    AMPLITUDE_MINIMALE_ACI_MSP,
    AVANCE_MINIMALE_ACI_MSP,
    AVENANT_1_ACI_MSP,
    MAJORATION_PRECARITE_MAXIMALE,
    PART_AVANCE_ACI_MSP,
    PATIENTELE_REFERENCE_ACI_MSP,
    PROTOCOLES_VALORISES_MAXIMUM,
    REUNIONS_DE_CONCERTATION_MINIMUM,
    VALEUR_POINT_ACI_MSP,
    valeurs_aci_msp,
)
from soinsprimaires.droit.cpts import ACI_CPTS_DEPUIS, AVENANT_2_ACI_CPTS, PART_AVANCE_ACI_CPTS
from soinsprimaires.droit.textes import (
    ACI_CPTS_FONCTIONNEMENT,
    ACI_CPTS_MISSIONS,
    ACI_CPTS_NEGOCIATION,
    ACI_CPTS_TOTAUX,
    ACI_MSP_PRECARITE,
    GUIDE_ACI_MSP,
)
from soinsprimaires.modele.evenements import MissionCPTS
from soinsprimaires.sources import Fiabilite, SourceJuridique

__all__ = [
    "CODES_MISSIONS",
    "INDICATEURS_ACI_MSP",
    "LICENCE_BAREME",
    "POSTES_ACI",
    "TAILLES_CPTS",
    "IndicateurACI",
    "PosteBareme",
]

LICENCE_BAREME: Final = (
    "nombres lus dans des documents publics (guides de l'assurance maladie, rapports, presse), sans reprise de leurs "
    "phrases ; la table elle-même est sous Apache-2.0"
)

TAILLES_CPTS: Final = (1, 2, 3, 4)

Nombre = Decimal | int


@attrs.frozen(kw_only=True)
class PosteBareme(Typee):
    """One number of a scale.

    Attributes:
        code: what it is: the code of an indicator or a mission, then the part of it (``A2-COORD/fixe``).
        taille: size class of the CPTS that it concerns; ``None`` for every one.
        valeur: the number over time.
    """

    code: str
    taille: int | None = None
    valeur: Parametre[Nombre] | Parametre[Decimal] | Parametre[int]


@attrs.frozen(kw_only=True)
class IndicateurACI(Typee):
    """An indicator of the agreement on the maisons de santé.

    Attributes:
        code: its code.
        libelle: what it rewards.
        pages: pages of the guide of the indicators.
        mot: the word under which a yearly report tells it, and the lists of prerequisites and socles name it.
    """

    code: str
    libelle: str
    pages: str
    mot: str | None = None


INDICATEURS_ACI_MSP: Final = tuple(
    IndicateurACI(code=code, libelle=libelle, pages=pages, mot=mot)
    for code, libelle, pages, mot in (
        ("A1-HORAIRES", "horaires d'ouverture et soins non programmés", "2-5", "horaires_et_soins_non_programmes"),
        ("A1-CRISE-PLAN", "plan de préparation aux crises sanitaires", "6-7", "preparation_aux_crises_sanitaires"),
        ("A1-CRISE-ACTIONS", "actions pendant une crise sanitaire déclarée", "6-7", None),
        ("A1-DIV", "diversité des associés", "8-10", None),
        ("A1-VAC", "consultations de second recours de professionnels extérieurs", "8, 11-12", None),
        ("A1-CSTM", "médecin sous contrat de solidarité territoriale", "8, 13-14", None),
        ("A1-SP", "missions de santé publique", "8, 15-16", None),
        ("A1-USAGERS", "implication des usagers", "8, 17", None),
        ("A1-SAS", "participation au service d'accès aux soins", "8, 18-19", None),
        ("A2-COORD", "fonction de coordination", "20-22", "fonction_de_coordination"),
        ("A2-PROTO", "protocoles pluriprofessionnels", "23-25", "protocoles_pluriprofessionnels"),
        ("A2-RCP", "concertation pluriprofessionnelle", "23, 26-30", "concertation_pluriprofessionnelle"),
        ("A2-STAGES", "accueil de stagiaires", "31-33", None),
        ("A2-EXT", "coordination externe", "31, 34-35", None),
        ("A2-QUAL", "démarche qualité", "31, 36-37", None),
        ("A2-PNC", "protocoles nationaux de coopération", "31, 38-39", None),
        ("A2-IC", "parcours insuffisance cardiaque", "31, 40-41", None),
        ("A2-OBESITE", "parcours surpoids ou obésité de l'enfant", "31, 42", None),
        ("A3-SI-STD", "système d'information labellisé standard", "43-46", "systeme_information"),
        ("A3-SI-AV", "système d'information labellisé avancé", "47-48", None),
    )
)
"""In the order of the guide. An indicator that neither list names is an option."""

_POINTS_2017: Final = (
    "les points de l'accord de 2017 n'ont pas été lus (à lire : annexe de l'arrêté du 24 juillet 2017, JO du 5 août "
    "2017)"
)


def _guide(nom: str, unite: str, valeur: Nombre) -> Parametre[Nombre]:
    return Parametre(
        nom=nom,
        unite=unite,
        valeurs=valeurs_aci_msp(
            (ACI_MSP_APPROUVE_LE, None, GUIDE_ACI_MSP, _POINTS_2017), (AVENANT_1_ACI_MSP, valeur, GUIDE_ACI_MSP, None)
        ),
    )


_DU_GUIDE: Final[tuple[tuple[str, str, str, Nombre], ...]] = (
    ("A1-HORAIRES/fixe", "ouverture entière", "points", 800),
    ("A1-HORAIRES/amplitude_entiere", "amplitude sans réduction, à partir de", "heures", 12),
    ("A1-HORAIRES/amplitude_moyenne", "amplitude de la première réduction, à partir de", "heures", 10),
    ("A1-HORAIRES/reduction_amplitude_moyenne", "réduction entre dix et douze heures", "points", 60),
    ("A1-HORAIRES/reduction_amplitude_faible", "réduction entre huit et dix heures", "points", 150),
    ("A1-HORAIRES/reduction_samedi", "réduction sans le samedi matin", "points", 120),
    ("A1-HORAIRES/reduction_vacances", "réduction pour fermeture pendant les vacances scolaires", "points", 20),
    ("A1-HORAIRES/semaines_vacances", "fermeture pendant les vacances scolaires, au plus", "semaines", 3),
    ("A1-HORAIRES/semaines_hors_vacances", "fermeture hors des vacances scolaires, au plus", "semaines", 1),
    ("A1-CRISE-PLAN/fixe", "plan écrit", "points", 100),
    ("A1-CRISE-ACTIONS/variable", "actions menées", "points pour la patientèle de référence", 350),
    ("A1-DIV/fixe", "chaque niveau de diversité", "points", 300),
    ("A1-VAC/fixe", "chaque niveau de vacations", "points", 300),
    ("A1-CSTM/fixe", "médecin présent sous ce contrat", "points", 200),
    ("A1-SP/variable", "chaque mission", "points pour la patientèle de référence", 350),
    ("A1-SP/maximum", "missions payées, au plus", "missions", 2),
    ("A1-SP/fixe_ipa", "avec un IPA et le plus grand nombre de missions payées", "points", 200),
    ("A1-USAGERS/fixe", "niveau 1", "points", 200),
    ("A1-USAGERS/variable", "niveau 2, en plus", "points pour la patientèle de référence", 300),
    ("A1-SAS/fixe_niveau_1", "la moitié des médecins", "points", 100),
    ("A1-SAS/fixe_niveau_2", "tous les médecins, ou toutes les sollicitations", "points", 200),
    ("A2-COORD/fixe", "part fixe", "points", 1_000),
    ("A2-COORD/variable", "première tranche de patientèle", "points pour la patientèle de référence", 1_700),
    ("A2-COORD/variable_au_dela", "seconde tranche de patientèle", "points pour la patientèle de référence", 1_100),
    ("A2-COORD/seuil", "patientèle où commence la seconde tranche", "patients", 8_000),
    ("A2-PROTO/fixe", "chaque protocole", "points", 100),
    ("A2-PROTO/fixe_ipa", "chaque protocole, en plus avec un IPA", "points", 40),
    ("A2-RCP/variable", "concertation", "points pour la patientèle de référence", 1_000),
    ("A2-RCP/variable_ipa", "concertation, en plus avec un IPA", "points pour la patientèle de référence", 200),
    ("A2-RCP/taux", "part de dossiers concertés qui donne tous les points", "part", Decimal("0.05")),
    ("A2-STAGES/fixe", "les deux premiers stagiaires", "points", 450),
    ("A2-STAGES/minimum", "stagiaires à partir desquels des points sont donnés", "stagiaires", 2),
    ("A2-STAGES/fixe_suivant", "chaque stagiaire suivant", "points", 225),
    ("A2-STAGES/maximum", "stagiaires payés, au plus", "stagiaires", 4),
    ("A2-EXT/variable", "coordination externe", "points pour la patientèle de référence", 200),
    ("A2-QUAL/fixe", "niveau 1", "points", 100),
    ("A2-QUAL/variable_niveau_2", "niveau 2, en plus", "points pour la patientèle de référence", 200),
    ("A2-QUAL/variable_niveau_3", "niveau 3, en plus", "points pour la patientèle de référence", 300),
    ("A2-PNC/fixe", "chaque protocole national", "points", 100),
    ("A2-PNC/maximum", "protocoles nationaux payés, au plus", "protocoles", 6),
    ("A2-IC/variable", "parcours insuffisance cardiaque", "points pour la patientèle de référence", 100),
    ("A2-OBESITE/fixe", "parcours surpoids ou obésité de l'enfant", "points", 100),
    ("A3-SI-STD/fixe", "système d'information standard", "points", 500),
    ("A3-SI-STD/par_associe", "chaque associé de la première tranche", "points", 200),
    ("A3-SI-STD/par_associe_au_dela", "chaque associé de la seconde tranche", "points", 150),
    ("A3-SI-STD/seuil", "associés de la première tranche", "associés", 16),
    ("A3-SI-AV/fixe", "système d'information avancé", "points", 100),
)
"""Guide of the indicators, amendment 1: one number a line. Reductions are written as what they take away."""


def _part_nationale(sigle: str, valeur: str) -> Parametre[Nombre]:
    manque = "le taux national n'a été lu que pour 2022 et 2023 ; l'assurance maladie le notifie avec le solde"
    return Parametre(
        nom=f"part nationale des patients à la {sigle}"
        if sigle == "C2S"
        else f"part nationale des patients à l'{sigle}",
        unite="part",
        valeurs=valeurs_aci_msp(
            (ACI_MSP_APPROUVE_LE, None, ACI_MSP_PRECARITE, manque),
            (AVENANT_1_ACI_MSP, Decimal(valeur), ACI_MSP_PRECARITE, None),
            (date(2024, 1, 1), None, ACI_MSP_PRECARITE, manque),
        ),
    )


_POSTES_MSP: Final = (
    PosteBareme(code="point", valeur=VALEUR_POINT_ACI_MSP),
    PosteBareme(code="patientele_reference", valeur=PATIENTELE_REFERENCE_ACI_MSP),
    PosteBareme(code="precarite_plafond", valeur=MAJORATION_PRECARITE_MAXIMALE),
    PosteBareme(code="part_nationale_c2s", valeur=_part_nationale("C2S", "0.075")),
    PosteBareme(code="part_nationale_ame", valeur=_part_nationale("AME", "0.004")),
    PosteBareme(code="avance_part", valeur=PART_AVANCE_ACI_MSP),
    PosteBareme(code="avance_minimum", valeur=AVANCE_MINIMALE_ACI_MSP),
    PosteBareme(code="A1-HORAIRES/amplitude_minimale", valeur=AMPLITUDE_MINIMALE_ACI_MSP),
    PosteBareme(code="A2-PROTO/maximum", valeur=PROTOCOLES_VALORISES_MAXIMUM),
    PosteBareme(code="A2-RCP/reunions", valeur=REUNIONS_DE_CONCERTATION_MINIMUM),
    *(PosteBareme(code=code, valeur=_guide(nom, unite, nombre)) for code, nom, unite, nombre in _DU_GUIDE),
)

# -- CPTS --------------------------------------------------------------------------------------------------------------

EtapeBareme = tuple[date, Nombre | None, SourceJuridique, str | None]


def _cpts(nom: str, unite: str, *etapes: EtapeBareme) -> Parametre[Nombre]:
    return Parametre(
        nom=nom,
        unite=unite,
        valeurs=tuple(
            ValeurDatee(
                depuis=depuis,
                valeur=valeur,
                statut=StatutReponse.INCONNU if valeur is None else StatutReponse.EN_VIGUEUR,
                sources=(source,),
                fiabilite=Fiabilite.NON_VERIFIEE if valeur is None else Fiabilite.SECONDAIRE,
                raison=raison,
            )
            for depuis, valeur, source, raison in etapes
        ),
    )


CODES_MISSIONS: Final = MappingProxyType(
    {
        MissionCPTS.ACCES_AUX_SOINS: "ACCES_AUX_SOINS",
        MissionCPTS.PARCOURS: "PARCOURS",
        MissionCPTS.PREVENTION: "PREVENTION",
        MissionCPTS.CRISES_SANITAIRES: "CRISES_SANITAIRES",
        MissionCPTS.QUALITE_PERTINENCE: "QUALITE",
        MissionCPTS.ACCOMPAGNEMENT_PROFESSIONNELS: "ACCOMPAGNEMENT",
    }
)
"""The code of each mission in a scale."""

_A_LIRE_2019: Final = (
    "le tableau de l'article 8 n'a pas été lu (à lire : annexe de l'arrêté du 21 août 2019, NOR SSAS1924409A, JO du 24 "
    "août 2019)"
)
_A_LIRE_2022: Final = "l'avenant n° 2 n'a pas été lu (à lire : avis JORFTEXT000045443303, JO du 31 mars 2022)"
_PAR_TAILLE: Final = (
    # size, functioning, aid at the letter of intent, greatest total of 2019, and after amendment 2
    (1, 50_000, 15_000, 220_000, None),
    (2, 60_000, 17_500, 287_000, None),
    (3, 75_000, 25_000, 370_000, None),
    (4, 90_000, 30_000, 450_000, 580_000),
)


def _postes_de_taille(
    taille: int, fonctionnement: int, lettre: int, total: int, nouveau: int | None
) -> tuple[PosteBareme, ...]:
    depuis, avenant = ACI_CPTS_DEPUIS, AVENANT_2_ACI_CPTS
    suite = None if nouveau else f"le total de cette taille après l'avenant n° 2 n'est pas connu ; {_A_LIRE_2022}"
    return (
        PosteBareme(
            code="fonctionnement",
            taille=taille,
            valeur=_cpts(
                "fonctionnement d'une CPTS", "EUR par an", (depuis, fonctionnement, ACI_CPTS_FONCTIONNEMENT, None)
            ),
        ),
        PosteBareme(
            code="aide_lettre_intention",
            taille=taille,
            valeur=_cpts(
                "aide facultative après la lettre d'intention, au plus",
                "EUR",
                (avenant, lettre, ACI_CPTS_NEGOCIATION, None),
            ),
        ),
        PosteBareme(
            code="total_maximum",
            taille=taille,
            valeur=_cpts(
                "total annuel d'une CPTS, au plus",
                "EUR par an",
                (depuis, total, ACI_CPTS_TOTAUX, None),
                (avenant, nouveau, ACI_CPTS_TOTAUX, suite),
            ),
        ),
        *(
            PosteBareme(
                code=f"{CODES_MISSIONS[mission]}/{part}",
                taille=taille,
                valeur=_cpts(
                    f"mission « {mission.libelle} », part {part}",
                    "EUR par an",
                    *(
                        (debut, None, ACI_CPTS_MISSIONS, a_lire)
                        for debut, a_lire in ((depuis, _A_LIRE_2019), (avenant, _A_LIRE_2022))
                        if mission is not MissionCPTS.CRISES_SANITAIRES or debut is avenant
                    ),
                ),
            )
            for mission in MissionCPTS
            for part in ("fixe", "variable")
        ),
    )


_POSTES_CPTS: Final = (
    PosteBareme(code="avance", valeur=PART_AVANCE_ACI_CPTS),
    PosteBareme(
        code="credit_premiere_annee",
        valeur=_cpts(
            "crédit de démarrage : part du fonctionnement ajoutée la première année",
            "part",
            (ACI_CPTS_DEPUIS, Decimal("0.75"), ACI_CPTS_NEGOCIATION, None),
            # Contracts signed before 31 December 2021 : whether that day is one of them was not read.
            (date(2021, 12, 31), None, ACI_CPTS_NEGOCIATION, "on ne sait pas si le dernier jour en est"),
            (date(2022, 1, 1), 0, ACI_CPTS_NEGOCIATION, None),
        ),
    ),
    *(poste for ligne in _PAR_TAILLE for poste in _postes_de_taille(*ligne)),
)

POSTES_ACI: Final[tuple[PosteBareme, ...]] = (*_POSTES_MSP, *_POSTES_CPTS)
"""Every number that a decompte reads."""
