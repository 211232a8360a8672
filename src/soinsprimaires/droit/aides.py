"""Aids around the agreements: who may ask what, of whom, from when to when. A regional one bears its region."""

from datetime import date
from decimal import Decimal
from typing import Final

from soinsprimaires.droit._aide import AideOuverte, BeneficiaireAide, MontantAide, ZoneAide
from soinsprimaires.droit.textes import (
    ACCORD_CENTRES_2015,
    ACCORD_CENTRES_2025,
    AIDES_ETUDIANTS,
    AIDES_INFIRMIERS,
    AIDES_MEDECINS_2016,
    AIDES_MEDECINS_2024,
    ASSISTANTS_MEDICAUX,
    CGI_44_QUINDECIES,
    CONTRAT_DEBUT_EXERCICE,
    CSS_L162_32,
    DIPA,
    IPA_SALARIES,
    LF_2025_ART_99,
    USAGES_FIR,
)
from soinsprimaires.sources import Fiabilite

__all__ = ["AIDES"]


def _m(*montants: tuple[str, str, str]) -> tuple[MontantAide, ...]:
    return tuple(
        MontantAide(libelle=libelle, montant=Decimal(nombre), unite=unite) for libelle, nombre, unite in montants
    )


_B: Final = BeneficiaireAide
_Z: Final = ZoneAide
_FIN_2016: Final = date(2025, 12, 31)
_CPAM: Final = "l'assurance maladie (CPAM)"
_CPAM_ARS: Final = "l'assurance maladie (CPAM) et l'ARS"
_ARS: Final = "l'ARS"
_AN: Final = "EUR par an"


_ANNEES: Final = ("première année", "deuxième année", "troisième année")
_PATIENTELES: Final = ("ensuite, patientèle élevée", "ensuite, patientèle très élevée")
Options = tuple[tuple[str, tuple[str | None, ...]], ...]


def _assistant(depuis: str, jusqua: date | None, options: Options, reserve: str = "") -> AideOuverte:
    """The aid for a medical assistant: three years, then according to the patients, by share of full-time work."""
    return AideOuverte(
        code="ASSISTANT-MEDICAL",
        libelle="aide à l'emploi d'un assistant médical",
        beneficiaires=(_B.MEDECIN,),
        aupres_de=_CPAM,
        depuis=depuis,
        jusqua=jusqua,
        montants=_m(
            *(
                (f"{option}, {quand}", nombre, _AN)
                for option, nombres in options
                for quand, nombre in zip((*_ANNEES, *_PATIENTELES), nombres, strict=True)
                if nombre is not None
            )
        ),
        conditions="objectifs de patientèle ; les contrats en cours passent aux nouveaux montants à leur anniversaire"
        f"{reserve}",
        sources=(ASSISTANTS_MEDICAUX,),
    )


AIDES: Final = (
    AideOuverte(
        code="CAIM",
        libelle="contrat d'aide à l'installation des médecins",
        beneficiaires=(_B.MEDECIN,),
        aupres_de=_CPAM_ARS,
        depuis="2016",
        jusqua=_FIN_2016,
        zones=(_Z.ZIP,),
        montants=_m(
            ("quatre jours par semaine", "50000", "EUR"),
            ("trois jours par semaine", "37500", "EUR"),
            ("exercice partiel en hôpital de proximité, en plus", "2500", "EUR"),
        ),
        conditions="au moins deux jours et demi par semaine, une seule fois, cinq ans ; la moitié à la signature, "
        "l'autre un an après ; les contrats signés courent jusqu'à leur terme",
        sources=(AIDES_MEDECINS_2016,),
    ),
    AideOuverte(
        code="COSCOM",
        libelle="contrat de stabilisation et de coordination",
        beneficiaires=(_B.MEDECIN,),
        aupres_de=_CPAM_ARS,
        depuis="2016",
        jusqua=_FIN_2016,
        zones=(_Z.ZIP,),
        montants=_m(("forfait", "5000", _AN), ("exercice partiel en hôpital de proximité, en plus", "1250", _AN)),
        conditions="trois ans, par tacite reconduction",
        sources=(AIDES_MEDECINS_2016,),
    ),
    AideOuverte(
        code="COTRAM",
        libelle="contrat de transition, pour préparer une succession",
        beneficiaires=(_B.MEDECIN,),
        aupres_de=_CPAM_ARS,
        depuis="2016",
        jusqua=_FIN_2016,
        zones=(_Z.ZIP,),
        montants=_m(("part des honoraires", "0.1", "part"), ("plafond", "20000", _AN)),
        conditions="médecin d'au moins 60 ans qui accueille un médecin de moins de 50 ans",
        sources=(AIDES_MEDECINS_2016,),
    ),
    AideOuverte(
        code="CSTM",
        libelle="contrat de solidarité territoriale médecin",
        beneficiaires=(_B.MEDECIN,),
        aupres_de=_CPAM_ARS,
        depuis="2016",
        jusqua=_FIN_2016,
        zones=(_Z.ZIP,),
        montants=_m(("part des honoraires faits dans la zone", "0.25", "part")),
        conditions="au moins dix jours par an ; le plafond annuel n'a pas été lu",
        sources=(AIDES_MEDECINS_2016,),
    ),
    AideOuverte(
        code="INSTALLATION-2026",
        libelle="aide à la première installation d'un médecin",
        beneficiaires=(_B.MEDECIN,),
        aupres_de=_CPAM,
        depuis="2026-01-01",
        zones=(_Z.ZIP, _Z.ZAC),
        montants=_m(
            ("en ZIP", "10000", "EUR"), ("en ZAC", "5000", "EUR"), ("cabinet secondaire en ZIP", "3000", "EUR")
        ),
        conditions="secteur 1 ou OPTAM ; versée dans les trois mois ; pas pour une installation de 2025",
        sources=(AIDES_MEDECINS_2024,),
    ),
    AideOuverte(
        code="FMT-MAJORATION",
        libelle="majoration du forfait médecin traitant",
        beneficiaires=(_B.MEDECIN,),
        aupres_de=_CPAM,
        depuis="2026-01-01",
        zones=(_Z.ZIP, _Z.QPV),
        montants=_m(
            ("permanente", "0.1", "part"),
            ("première installation, première année", "0.5", "part"),
            ("première installation, deuxième année", "0.3", "part"),
            ("première installation, troisième année", "0.1", "part"),
        ),
        conditions="rien en ZAC",
        sources=(AIDES_MEDECINS_2024,),
    ),
    AideOuverte(
        code="CDE",
        libelle="contrat de début d'exercice",
        beneficiaires=(_B.MEDECIN,),
        aupres_de=_ARS,
        raison="une garantie de revenu, dont un seul exemple a été lu (7 550 euros par mois, quatre jours par semaine)",
        conditions="trois ans",
        sources=(CONTRAT_DEBUT_EXERCICE,),
        fiabilite=Fiabilite.NON_VERIFIEE,
    ),
    AideOuverte(
        code="CESP",
        libelle="contrat d'engagement de service public",
        beneficiaires=(_B.ETUDIANT,),
        aupres_de="le Centre national de gestion et l'ARS",
        depuis="2010",
        montants=_m(("allocation brute", "1200", "EUR par mois")),
        conditions="exercer ensuite en zone sous-dense aussi longtemps que l'allocation, deux ans au moins",
        sources=(AIDES_ETUDIANTS,),
    ),
    _assistant(
        "2019-09-01",
        date(2024, 6, 21),
        (
            ("un temps plein", ("36000", "27000", "21000", "25000", "36000")),
            ("un mi-temps", ("18000", "13500", "10500", "12500", "18000")),
            ("un tiers-temps", ("12000", "9000", "7000", "8350", "12000")),
        ),
    ),
    _assistant(
        "2024-06-22",
        None,
        (
            ("un temps plein", ("38000", "28000", "22000", "26000", "38000")),
            ("un mi-temps", ("19000", "14000", "11000", "13000", "19000")),
            # Of that share only the second year was read.
            ("un tiers-temps", (None, "9450", None, None, None)),
        ),
        " ; aucun nouveau contrat d'un tiers-temps depuis 2025",
    ),
    AideOuverte(
        code="IPA-DEMARRAGE",
        libelle="aide au démarrage d'un IPA libéral",
        beneficiaires=(_B.IPA,),
        aupres_de=_CPAM,
        depuis="2020",
        lue_jusqua=date(2022, 11, 17),
        montants=_m(("sur deux ans", "27000", "EUR")),
        conditions="avenant 7 ; ce que l'avenant 9 (JO du 18 novembre 2022) en fait n'a pas été lu",
        sources=(AIDES_INFIRMIERS,),
    ),
    AideOuverte(
        code="IPA-FORMATION",
        libelle="aide à la formation d'un IPA",
        beneficiaires=(_B.INFIRMIER,),
        aupres_de=_CPAM,
        depuis="2023-06-16~",
        montants=_m(("en métropole", "15000", "EUR"), ("outre-mer", "17000", "EUR")),
        sources=(AIDES_INFIRMIERS,),
    ),
    AideOuverte(
        code="CAII",
        libelle="contrat d'aide à l'installation d'un infirmier",
        beneficiaires=(_B.INFIRMIER,),
        aupres_de=_CPAM_ARS,
        montants=_m(("sur cinq ans", "27500", "EUR")),
        conditions="avenant 6",
        sources=(AIDES_INFIRMIERS,),
    ),
    AideOuverte(
        code="CAPII",
        libelle="contrat d'aide à la première installation d'un infirmier",
        beneficiaires=(_B.INFIRMIER,),
        aupres_de=_CPAM_ARS,
        montants=_m(("sur cinq ans", "37500", "EUR")),
        conditions="avenant 6",
        sources=(AIDES_INFIRMIERS,),
    ),
    AideOuverte(
        code="IPA-SALARIE",
        libelle="IPA salarié d'une maison de santé ou d'une CPTS",
        beneficiaires=(_B.MSP, _B.CPTS),
        aupres_de=_CPAM,
        depuis="2022",
        raison="l'annexe I de l'avis d'août 2022 n'a pas été lue",
        sources=(IPA_SALARIES,),
        fiabilite=Fiabilite.NON_VERIFIEE,
    ),
    AideOuverte(
        code="ESS",
        libelle="équipe de soins spécialisés",
        beneficiaires=(_B.EQUIPE_SOINS_SPECIALISES,),
        aupres_de=_CPAM_ARS,
        depuis="2025-01-01",
        raison="la presse cite 40 000 euros au démarrage, puis 50 000 à 100 000 par an : proposition, texte non lu",
        sources=(AIDES_MEDECINS_2024,),
        fiabilite=Fiabilite.NON_VERIFIEE,
    ),
    AideOuverte(
        code="TEULADE",
        libelle="subvention dite Teulade, sur les cotisations des praticiens et auxiliaires salariés",
        beneficiaires=(_B.CENTRE_SANTE,),
        aupres_de=_CPAM,
        depuis="2000-12-15",
        montants=_m(("part de l'assiette des cotisations", "0.115", "part")),
        conditions="taux lu dans l'état du code au 14 mars 2026",
        sources=(CSS_L162_32,),
        fiabilite=Fiabilite.VERIFIEE,
    ),
    AideOuverte(
        code="CENTRE-ACCORD",
        libelle="rémunération de l'accord national des centres de santé, en points",
        beneficiaires=(_B.CENTRE_SANTE,),
        aupres_de=_CPAM,
        depuis="2015-10~",
        jusqua=_FIN_2016,
        raison="la table des points de 2015 à 2025 n'a pas été lue",
        sources=(ACCORD_CENTRES_2015,),
        fiabilite=Fiabilite.NON_VERIFIEE,
    ),
    AideOuverte(
        code="CENTRE-IPA",
        libelle="IPA salarié d'un centre de santé",
        beneficiaires=(_B.CENTRE_SANTE,),
        aupres_de=_CPAM,
        depuis="2024",
        lue_jusqua=_FIN_2016,
        montants=_m(("un temps plein, sur deux ans, en ZIP", "40000", "EUR"), ("ailleurs", "27000", "EUR")),
        conditions="avenant 5 du 30 novembre 2023 (JO du 15 mars 2024) ; ce que l'accord de 2025 en fait n'a pas été "
        "lu",
        sources=(ACCORD_CENTRES_2015,),
    ),
    AideOuverte(
        code="CENTRE-ACCORD-2026",
        libelle="rémunération de l'accord national des centres de santé, en euros",
        beneficiaires=(_B.CENTRE_SANTE,),
        aupres_de=_CPAM,
        depuis="2026",
        raison="les montants de l'accord du 28 août 2025 n'ont pas été lus (à lire : JO du 15 octobre 2025)",
        sources=(ACCORD_CENTRES_2025,),
        fiabilite=Fiabilite.NON_VERIFIEE,
    ),
    AideOuverte(
        code="ZRR",
        libelle="exonération d'impôt en zone de revitalisation rurale",
        beneficiaires=(_B.TOUT_PROFESSIONNEL,),
        aupres_de="le service des impôts",
        jusqua=date(2024, 6, 30),
        zones=(_Z.ZRR,),
        raison="les taux de l'article 44 quindecies n'ont pas été relevés",
        conditions="installations jusqu'au 30 juin 2024",
        sources=(CGI_44_QUINDECIES,),
    ),
    AideOuverte(
        code="FRR",
        libelle="exonération d'impôt en zone France ruralités revitalisation",
        beneficiaires=(_B.TOUT_PROFESSIONNEL,),
        aupres_de="le service des impôts",
        depuis="2024-07-01",
        jusqua=date(2029, 12, 31),
        zones=(_Z.FRR,),
        montants=_m(
            ("cinq premières années", "1", "part"),
            ("sixième année", "0.75", "part"),
            ("septième année", "0.5", "part"),
            ("huitième année", "0.25", "part"),
        ),
        conditions="moins de onze salariés, régime réel, au plus le quart du chiffre d'affaires hors de la zone",
        sources=(CGI_44_QUINDECIES,),
    ),
    AideOuverte(
        code="FRR-EX-ZRR",
        libelle="même exonération dans les communes sorties des ZRR et maintenues",
        beneficiaires=(_B.TOUT_PROFESSIONNEL,),
        aupres_de="le service des impôts",
        depuis="2024-07-01",
        jusqua=date(2027, 12, 31),
        zones=(_Z.ZRR,),
        raison="les taux sont ceux des FRR, d'après la presse : le texte n'a pas été lu",
        conditions="2 168 communes ; rétroactif au 1er juillet 2024",
        sources=(LF_2025_ART_99,),
    ),
    AideOuverte(
        code="DIPA",
        libelle="indemnisation de la perte d'activité",
        beneficiaires=(_B.TOUT_PROFESSIONNEL, _B.CENTRE_SANTE),
        aupres_de=_CPAM,
        depuis="2020-03-16",
        lue_jusqua=date(2021, 6, 30),
        raison="(honoraires de 2019 - honoraires de 2020) × taux de charges - aides : les taux n'ont pas été relevés, "
        "ni les jours où elle se demandait",
        sources=(DIPA,),
        fiabilite=Fiabilite.NON_VERIFIEE,
    ),
    *(
        AideOuverte(
            code=code,
            libelle=libelle,
            beneficiaires=(qui,),
            aupres_de=de,
            region=region,
            montants=_m(*montants),
            conditions="usage de la région, à vérifier auprès d'elle",
            sources=(USAGES_FIR,),
            fiabilite=Fiabilite.SECONDAIRE,
        )
        for code, libelle, qui, de, region, montants in (
            ("FIR-IDF-ETUDE", "étude d'une maison de santé", _B.MSP, _ARS, "11", (("au plus", "35000", "EUR"),)),
            (
                "FIR-IDF-DEMARRAGE",
                "démarrage d'une maison de santé en ZIP ou en ZAC, étude déduite",
                _B.MSP,
                _ARS,
                "11",
                (("au plus", "100000", "EUR"),),
            ),
            (
                "FIR-IDF-LETTRE",
                "CPTS dont la lettre d'intention est validée",
                _B.CPTS,
                _ARS,
                "11",
                (("forfait", "30000", "EUR"),),
            ),
            (
                "REGION-IDF",
                "investissement et équipement d'une maison de santé",
                _B.MSP,
                "le conseil régional",
                "11",
                (
                    ("investissement, part", "0.3", "part"),
                    ("investissement, au plus", "250000", "EUR"),
                    ("équipement, part", "0.5", "part"),
                    ("équipement, au plus", "100000", "EUR"),
                ),
            ),
            ("FIR-NORMANDIE", "avant-projet d'une maison de santé", _B.MSP, _ARS, "28", (("forfait", "10000", "EUR"),)),
            ("FIR-BRETAGNE-IPA", "formation d'un IPA", _B.IPA, _ARS, "53", (("forfait", "13500", "EUR"),)),
        )
    ),
)
"""What was read; what is not in it may exist."""
