"""The texts and usages that rules, procedures and values cite, each once, with the state in which it was read."""

from datetime import date
from functools import partial
from typing import Final

from soinsprimaires.sources import NatureSource, SourceJuridique, VersionNonLue

__all__ = [
    "ACCORD_CENTRES_2015",
    "ACCORD_CENTRES_2025",
    "ACI_CPTS",
    "ACI_CPTS_AVENANT_2",
    "ACI_CPTS_FONCTIONNEMENT",
    "ACI_CPTS_MISSIONS",
    "ACI_CPTS_NEGOCIATION",
    "ACI_CPTS_TAILLES",
    "ACI_CPTS_TOTAUX",
    "ACI_CPTS_VERSEMENTS",
    "ACI_MSP",
    "ACI_MSP_CALCUL",
    "ACI_MSP_HORAIRES",
    "ACI_MSP_PRECARITE",
    "ACI_MSP_VERSEMENTS",
    "AIDES_ETUDIANTS",
    "AIDES_INFIRMIERS",
    "AIDES_MEDECINS_2016",
    "AIDES_MEDECINS_2024",
    "ANS_PROFESSIONS",
    "ANS_TRE_R66",
    "ARRETE_ZONAGE_2017",
    "ARRETE_ZONAGE_2025",
    "ASSISTANTS_MEDICAUX",
    "CGI_44_QUINDECIES",
    "CLES",
    "COHERENCE",
    "COMMUNES_INSEE",
    "CONTRAT_DEBUT_EXERCICE",
    "CRITERES_MSP",
    "CRPA_L112_1",
    "CRPA_L231_1",
    "CSS_L162_14_1",
    "CSS_L162_14_1_2",
    "CSS_L162_31_1",
    "CSS_L162_32",
    "CTS_GERS",
    "D1434_44",
    "D6323_1",
    "D6323_9",
    "D6323_10",
    "DECRET_2018_143",
    "DECRET_2025_152",
    "DIPA",
    "EXPERIMENTATION_IPA",
    "FIN_DES_DELAIS",
    "GUIDE_ACI_MSP",
    "INSTRUCTION_2019_218",
    "IPA_SALARIES",
    "L1411_11_1",
    "L1434_12",
    "L1434_12_1",
    "L1434_12_2",
    "L1434_12_2016",
    "L1434_12_AL4",
    "L4022_2",
    "L4041_2_2011",
    "L4041_4_2011",
    "L4041_4_2021",
    "L4041_4_2023",
    "L4041_4_I",
    "L4041_4_II",
    "L4041_7",
    "L4301_2",
    "L4301_2_2025",
    "L6323_1_3",
    "L6323_1_3_2018",
    "L6323_1_3_2023",
    "L6323_1_4",
    "L6323_1_5_I",
    "L6323_1_5_II",
    "L6323_1_11",
    "L6323_1_11_DEUX_MOIS",
    "L6323_1_11_II",
    "L6323_1_11_III",
    "L6323_1_12",
    "L6323_1_12_2018",
    "L6323_1_12_2023",
    "L6323_1_12_IV",
    "L6323_1_2009",
    "L6323_3",
    "L6323_3_2009",
    "L6323_3_2011",
    "LF_2025_ART_99",
    "LOI_2023_378",
    "LOI_2023_378_TRENTE_MOIS",
    "R4021_4",
    "R4021_4_III",
    "R4022_2025",
    "R4041_11",
    "R4301_1_2018",
    "R4301_1_2025",
    "R6315_1",
    "R6315_1_2025",
    "R6315_2_I",
    "R6315_2_II",
    "R6315_4",
    "USAGES_FIR",
    "USAGE_CYCLE",
    "USAGE_ENVIRON",
    "USAGE_EQUIPES",
    "USAGE_LETTRE",
    "USAGE_MSP",
    "USAGE_UNE_CPTS",
    "nom_de",
    "plafond_securite_sociale",
    "toutes",
]

_LU: Final = date(2026, 11, 21)
_RELU: Final = date(2026, 11, 29)
"""A second reading of the texts, which found the dates of most of their versions."""
_RELU_3: Final = date(2026, 11, 30)
"""A third one, of what excepts from them."""

Jour = tuple[int, int, int]


def _source(
    nature: NatureSource,
    reference: str,
    lu_dans: str | None = None,
    *,
    etat: Jour | None = None,
    copie: Jour | None = None,
    suite: tuple[str, Jour] | None = None,
    lu_le: date = _LU,
    identifiant: str | None = None,
) -> SourceJuridique:
    """A text as it was read.

    Args:
        nature: kind of text.
        reference: reference.
        lu_dans: the copy.
        etat: last day of which it is a witness, when it is official, or repeats one dated official version.
        copie: that day for any other dated copy.
        suite: a later version that was not read, and its first day.
        lu_le: day of the reading.
        identifiant: identifier on Légifrance.
    """
    jour = etat or copie
    return SourceJuridique(
        nature=nature,
        reference=reference,
        lu_le=lu_le,
        etat_au=None if jour is None else date(*jour),
        officielle=etat is not None,
        lu_dans=lu_dans,
        suite=None if suite is None else VersionNonLue(reference=suite[0], depuis=date(*suite[1])),
        identifiant_legifrance=identifiant,
    )


_code = partial(_source, NatureSource.CODE)
_decret = partial(_source, NatureSource.DECRET)
_convention = partial(_source, NatureSource.CONVENTION)
_nomenclature = partial(_source, NatureSource.NOMENCLATURE)
_usage = partial(_source, NatureSource.USAGE)

# A copy of a version that another one has replaced is a witness until the eve of that other one. Of the last version of
# which a page is known, the copy is a witness on its first day only when nothing tells when the page was made; a page
# that quotes what somebody wrote of it is a witness of the day of what it quotes.
_COPIE: Final = "copie publique du code, sans date"

# -- maisons de santé and their companies ------------------------------------------------------------------------------

_PAGE_L4041_4: Final = "la page, qui n'en liste pas d'autre, cite un commentaire du 22 février 2024"
L6323_3_2009: Final = _code(
    "CSP, art. L6323-3, version du 23 juillet 2009 (loi n° 2009-879 du 21 juillet 2009)",
    "legal.tricoteuses.fr, JORFARTI000020879493",
    etat=(2011, 8, 11),
    identifiant="JORFARTI000020879493",
)
L6323_3_2011: Final = _code(
    "CSP, art. L6323-3, version du 12 août 2011 (loi n° 2011-940 du 10 août 2011, art. 2)",
    "doctrine.fr, LEGIARTI000024462532",
    etat=(2016, 1, 27),
    lu_le=_RELU,
    identifiant="LEGIARTI000024462532",
)
L6323_3: Final = _code(
    "CSP, art. L6323-3",
    "french-business-law.com, sans date (vers le milieu de 2023) ; doctrine.fr pour la liste des versions, dont celles "
    "du 28 janvier 2016, du 27 juillet 2019 et du 25 décembre 2021",
    lu_le=_RELU,
    identifiant="LEGIARTI000017833749",
)
L4041_2_2011: Final = _code(
    "CSP, art. L4041-2, rédaction de la loi n° 2011-940 du 10 août 2011 : le salariat de professionnels de santé n'est "
    "ouvert que par l'ordonnance n° 2021-584 du 12 mai 2021",
    f"{_COPIE} et houdart.org, 14 septembre 2022",
)
L4041_4_I: Final = _code(
    "CSP, art. L4041-4, I",
    f"doctrine.fr, versions du 12 août 2011, du 14 mai 2021 et du 29 décembre 2023 ; {_PAGE_L4041_4}",
    etat=(2024, 2, 22),
    lu_le=_RELU,
    identifiant="LEGIARTI000024460246",
)
L4041_4_2011: Final = _code(
    "CSP, art. L4041-4, rédaction de la loi n° 2011-940 du 10 août 2011",
    "codes-et-lois.fr, copie sans date : à défaut, tout intéressé peut demander la dissolution en justice",
    lu_le=_RELU,
)
L4041_4_2021: Final = _code(
    "CSP, art. L4041-4, I, rédaction de l'ordonnance n° 2021-584 du 12 mai 2021",
    "doctrine.fr, version du 14 mai 2021",
    etat=(2023, 12, 28),
)
L4041_4_2023: Final = _code(
    "CSP, art. L4041-4, I, rédaction de la loi n° 2023-1268 du 27 décembre 2023, art. 13",
    f"doctrine.fr, version du 29 décembre 2023 ; {_PAGE_L4041_4}",
    etat=(2024, 2, 22),
    lu_le=_RELU,
)
L4041_4_II: Final = _code(
    "CSP, art. L4041-4, II",
    f"doctrine.fr, versions du 14 mai 2021 et du 29 décembre 2023 ; {_PAGE_L4041_4}",
    etat=(2024, 2, 22),
    lu_le=_RELU,
)
L4041_7: Final = _code(
    "CSP, art. L4041-7",
    "capsurledroit (« un mois au moins avant leur enregistrement »), cdosf13.fr et cabinet-catry ; le texte lui-même "
    "n'a pas été lu",
    lu_le=_RELU,
)
R4041_11: Final = _code(
    "CSP, art. R4041-6 à R4041-11 (décret n° 2023-617 du 18 juillet 2023, JO du 19 juillet 2023)",
    "cdosf13.fr et houdart.org ; article R4041-11 dans un relevé du code, version du 20 juillet 2023",
    copie=(2023, 7, 20),
    lu_le=_RELU,
)
CRITERES_MSP: Final = _usage(
    "Critères de reconnaissance d'une MSP par les ARS (cahiers des charges régionaux)",
    "page d'un assureur, vers 2022 ; aucun texte national n'a été trouvé",
)
USAGE_MSP: Final = _usage(
    "Usage des ARS : validation du projet d'une MSP, qui ouvre le FIR et l'ACI sans être une condition légale "
    "d'existence",
)

# -- communautés professionnelles territoriales de santé ---------------------------------------------------------------

_INITIATIVE: Final = "la phrase sur l'initiative de l'ARS n'y est plus"
L1434_12: Final = _code(
    "CSP, art. L1434-12",
    f"circulaire.legifrance.gouv.fr, version en vigueur au 30 juin 2022 ; même texte dans la {_COPIE}",
    etat=(2022, 6, 30),
)
L1434_12_AL4: Final = _code(
    "CSP, art. L1434-12, al. 4 (loi n° 2019-774 du 24 juillet 2019, JO du 26 juillet 2019)",
    "circulaire.legifrance.gouv.fr, version en vigueur au 30 juin 2022",
    etat=(2022, 6, 30),
    lu_le=_RELU,
)
L1434_12_2016: Final = _code(
    "CSP, art. L1434-12, rédaction de la loi n° 2016-41 du 26 janvier 2016 : initiative de l'ARS",
    f"notes seules, aucune copie n'a été lue ; dans la version en vigueur au 30 juin 2022, {_INITIATIVE}",
    lu_le=_RELU,
)
L1434_12_1: Final = _code(
    "CSP, art. L1434-12-1 (ordonnance n° 2021-584 du 12 mai 2021, art. 1er)",
    f"legifrance.gouv.fr, JORFTEXT000043496493, et {_COPIE}",
    etat=(2021, 5, 14),
    identifiant="JORFTEXT000043496493",
)
L1434_12_2: Final = _code(
    "CSP, art. L1434-12-2, I (ordonnance n° 2021-584 du 12 mai 2021, art. 1er)",
    f"legifrance.gouv.fr, JORFTEXT000043496493, et {_COPIE}",
    etat=(2021, 5, 14),
    identifiant="JORFTEXT000043496493",
)
D1434_44: Final = _code(
    "CSP, art. D1434-44 (décret n° 2022-375 du 16 mars 2022, JO du 17 mars 2022)",
    "blog.landot-avocats.net, texte de l'article, et medecin-occitanie.org",
)
INSTRUCTION_2019_218: Final = _source(
    NatureSource.INSTRUCTION,
    "Instruction DGOS/DIR/CNAM/2019/218 du 9 octobre 2019",
    "résumés publiés par la FNCS et la FMF",
)
USAGE_LETTRE: Final = _usage(
    "Usage des ARS et de l'assurance maladie : lettre d'intention avant le projet, sans texte codifié"
)
USAGE_UNE_CPTS: Final = _usage(
    "Usage des ARS : une CPTS au plus par territoire",
    "macsf.fr, « CPTS : quoi de neuf ? » ; aucun texte n'a été trouvé",
)
USAGE_EQUIPES: Final = _usage(
    "Usage des ARS : validation du projet d'une équipe de soins, sur l'instruction DGOS/R5/2016/392 du 2 décembre 2016"
)
USAGE_CYCLE: Final = _usage("Usage : le texte de cette étape n'a pas été lu")
L1411_11_1: Final = _code("CSP, art. L1411-11-1", _COPIE)

# -- conventions -------------------------------------------------------------------------------------------------------

_ACI_CPTS: Final = "ACI CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août 2019)"
ACI_CPTS: Final = _convention(
    "Accord conventionnel interprofessionnel en faveur des CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août "
    "2019)",
    "juriblio.fr, annexe de l'arrêté, en partie ; des avenants, le n° 2 seul a été lu, en partie",
    etat=(2019, 8, 25),
)
ACI_CPTS_VERSEMENTS: Final = _convention(
    f"{_ACI_CPTS}, art. 9 : versements", "juriblio.fr, annexe de l'arrêté", etat=(2019, 8, 25)
)
ACI_CPTS_TAILLES: Final = _convention(
    f"{_ACI_CPTS} : quatre tailles de communautés",
    "hauts-de-france.paps.sante.fr, « Le financement de la CPTS : ACI », 30 novembre 2023",
    copie=(2023, 11, 30),
)
ACI_CPTS_FONCTIONNEMENT: Final = _convention(
    f"{_ACI_CPTS} : financement du fonctionnement",
    "senat.fr, rapport n° 32 (2025-2026), pour les tailles 1 et 4 ; lequotidiendumedecin.fr, 4 avril 2019, et "
    "lepharmaciendefrance.fr pour les tailles 2 et 3",
    copie=(2025, 10, 1),
    lu_le=_RELU,
)
ACI_CPTS_MISSIONS: Final = _convention(
    f"{_ACI_CPTS}, art. 8 : financement des missions",
    "le tableau n'a pas été lu ; parts fixe et variable d'après senat.fr, rapport n° 32 (2025-2026)",
    lu_le=_RELU,
)
ACI_CPTS_NEGOCIATION: Final = _convention(
    f"{_ACI_CPTS} : crédit de démarrage et aide après la lettre d'intention",
    "texte de négociation du 19 novembre 2020 (fmfpro.org), concourspluripro.fr, lequotidiendumedecin.fr et "
    "lepharmaciendefrance.fr ; le texte définitif n'a pas été lu",
    copie=(2020, 11, 19),
    lu_le=_RELU,
)
ACI_CPTS_TOTAUX: Final = _convention(
    f"{_ACI_CPTS} : totaux annuels",
    "lequotidiendumedecin.fr, 21 novembre 2019 ; information-dentaire.fr et concourspluripro.fr, octobre 2023, pour la "
    "taille 4 après l'avenant n° 2",
    copie=(2023, 10, 1),
    lu_le=_RELU,
)
ACI_CPTS_AVENANT_2: Final = _convention(
    "Avenant n° 2 à l'ACI CPTS du 20 décembre 2021 (avis publié au JO du 31 mars 2022)",
    "juriblio.fr (préambule), ameli.fr et hauts-de-france.paps.sante.fr",
    copie=(2023, 11, 30),
    identifiant="JORFTEXT000045443303",
)
_AVENANT_2_MSP: Final = (
    "avenant n° 2 à l'ACI MSP, annoncé pour le 14 juillet 2026, dont aucune copie n'a été trouvée",
    (2026, 7, 14),
)
_ACI_MSP: Final = "ACI MSP du 20 avril 2017 (arrêté du 24 juillet 2017)"
ACI_MSP: Final = _convention(
    "Accord conventionnel interprofessionnel des structures de santé pluriprofessionnelles du 20 avril 2017 (arrêté du "
    "24 juillet 2017)",
    "femasif.fr ; JO du 5 août 2017 selon femas-hdf.fr et boite-outils.fr",
    suite=_AVENANT_2_MSP,
)
ACI_MSP_CALCUL: Final = _convention(
    f"{_ACI_MSP} : calcul des rémunérations",
    "123dok.net, texte de 2017 repris dans une thèse, femasif.fr et apmsl.fr",
    suite=_AVENANT_2_MSP,
)
ACI_MSP_HORAIRES: Final = _convention(
    f"{_ACI_MSP} : horaires d'ouverture", "lequotidiendumedecin.fr, avril 2017", suite=_AVENANT_2_MSP
)
ACI_MSP_PRECARITE: Final = _convention(
    f"{_ACI_MSP} : majoration de précarité, parts nationales",
    "calculette des fédérations (7 juin 2022) et tableau de calcul de 2023 (26 janvier 2024), fichiers de tiers",
    copie=(2024, 1, 26),
    suite=_AVENANT_2_MSP,
    lu_le=_RELU,
)
ACI_MSP_VERSEMENTS: Final = _convention(
    f"{_ACI_MSP} : dates des versements",
    "avecsantena.fr, qui cite ameli.fr",
    suite=_AVENANT_2_MSP,
    lu_le=_RELU,
)
GUIDE_ACI_MSP: Final = _convention(
    "Avenant n° 1 à l'ACI MSP (avis publié au JO du 3 août 2022), guide des indicateurs de la Cnam, octobre 2022",
    "copie du guide, modifiée le 22 août 2023, dans un dépôt public",
    copie=(2023, 8, 22),
    suite=_AVENANT_2_MSP,
    lu_le=_RELU,
)
_LEGI: Final = "code de la sécurité sociale du 14 mars 2026 (@socialgouv/legi-data)"
CSS_L162_14_1: Final = _code(
    "CSS, art. L162-14-1, II, version du 28 décembre 2023",
    _LEGI,
    etat=(2026, 3, 14),
    lu_le=_RELU,
    identifiant="LEGIARTI000048688021",
)
CSS_L162_14_1_2: Final = _code(
    "CSS, art. L162-14-1-2, version du 25 décembre 2022",
    _LEGI,
    etat=(2026, 3, 14),
    lu_le=_RELU,
    identifiant="LEGIARTI000046812253",
)
CSS_L162_31_1: Final = _code(
    "CSS, art. L162-31-1 : expérimentations dérogatoires (loi n° 2017-1836 du 30 décembre 2017, art. 51)",
    _LEGI,
    etat=(2026, 3, 14),
    lu_le=_RELU,
)


def plafond_securite_sociale(annee: int, arrete: str, jo: str, identifiant: str | None = None) -> SourceJuridique:
    """The order that fixes the annual ceiling of social security of a year (CSS, art. L241-3)."""
    return _source(
        NatureSource.ARRETE,
        f"CSS, art. L241-3 ; arrêté du {arrete} (JO du {jo}), plafond de la sécurité sociale pour {annee}",
        "openfisca-france 176.1.8",
        identifiant=identifiant,
    )


# -- centres de santé --------------------------------------------------------------------------------------------------

L6323_1_2009: Final = _code(
    "CSP, art. L6323-1, rédaction de la loi n° 2009-879 du 21 juillet 2009",
    "copie publique du code, sans date, textes de 2009 à 2015",
)
L6323_1_3_2018: Final = _code(
    "CSP, art. L6323-1-3, rédaction de l'ordonnance n° 2018-17 du 12 janvier 2018",
    "fncs.org, texte de l'ordonnance ; doctrine.fr, liste des versions",
    etat=(2022, 2, 22),
    identifiant="LEGIARTI000036494924",
)
L6323_1_3: Final = _code(
    "CSP, art. L6323-1-3, rédaction de la loi n° 2022-217 du 21 février 2022, art. 128",
    "doctrine.fr, version du 23 février 2022, LEGIARTI000045212770",
    etat=(2023, 5, 20),
    lu_le=_RELU,
    identifiant="LEGIARTI000045212770",
)
L6323_1_3_2023: Final = _code(
    "CSP, art. L6323-1-3, version du 21 mai 2023 (loi n° 2023-378 du 19 mai 2023)",
    "french-business-law.com, sans date (vers le milieu de 2023) ; doctrine.fr pour la liste des versions",
    lu_le=_RELU,
    identifiant="LEGIARTI000036494924",
)
L6323_1_4: Final = _code(
    "CSP, art. L6323-1-4 et D6323-8-1 (décrets n° 2024-568 du 20 juin 2024 et n° 2025-416 de mai 2025) : comptes "
    "certifiés",
    "juriblio.fr, deux rédactions sans date, et crcc-paris.fr",
    lu_le=_RELU,
)
L6323_1_5_I: Final = _code("CSP, art. L6323-1-5, I", "juriblio.fr et french-business-law.com, sans date")
L6323_1_5_II: Final = _code(
    "CSP, art. L6323-1-5, II (loi n° 2023-378 du 19 mai 2023)", "juriblio.fr et french-business-law.com, sans date"
)
L6323_1_11: Final = _code(
    "CSP, art. L6323-1-11, I",
    f"doctrine.fr, versions du 1er avril 2018 et du 21 mai 2023, LEGIARTI000047567907 ; {_COPIE}",
    etat=(2023, 5, 21),
    lu_le=_RELU,
    identifiant="LEGIARTI000047567907",
)
L6323_1_11_II: Final = _code(
    "CSP, art. L6323-1-11, II (loi n° 2023-378 du 19 mai 2023)",
    f"doctrine.fr, version du 21 mai 2023, LEGIARTI000047567907 ; {_COPIE}",
    etat=(2023, 5, 21),
    lu_le=_RELU,
    identifiant="LEGIARTI000047567907",
)
L6323_1_11_III: Final = _code(
    "CSP, art. L6323-1-11, III (loi n° 2023-378 du 19 mai 2023) : agrément provisoire, définitif un an après "
    "l'ouverture du centre",
    "urps-cd-ara.fr, qui cite la loi promulguée, et corse.ars.sante.fr",
    lu_le=_RELU,
)
L6323_1_11_DEUX_MOIS: Final = _code(
    "CSP, art. L6323-1-11, III : l'agrément intervient dans les deux mois de la réception du dossier complet",
    "corse.ars.sante.fr et auvergne-rhone-alpes.paps.sante.fr",
    lu_le=_RELU,
)
L6323_1_12_2018: Final = _code(
    "CSP, art. L6323-1-12, versions du 1er avril 2018 (ordonnance n° 2018-17) et du 25 décembre 2021",
    "doctrine.fr, liste des versions de l'article LEGIARTI000036494901 ; une reprise d'un article de presse (août "
    "2024) pour l'amende que crée la loi n° 2021-1754 du 23 décembre 2021, art. 71",
    etat=(2023, 5, 20),
    lu_le=_RELU,
    identifiant="LEGIARTI000036494901",
)
L6323_1_12: Final = _code(
    "CSP, art. L6323-1-12 (loi n° 2023-378 du 19 mai 2023, art. 8)",
    "legal.tricoteuses.fr, JORFARTI000047561951 ; de la version du 29 décembre 2023, le début seul a été lu",
    etat=(2023, 12, 28),
    lu_le=_RELU,
    identifiant="JORFARTI000047561951",
)
L6323_1_12_IV: Final = _code(
    "CSP, art. L6323-1-12, IV (loi n° 2023-378 du 19 mai 2023, art. 8)",
    "legal.tricoteuses.fr, JORFARTI000047561951",
    etat=(2023, 12, 28),
    suite=("version du 29 décembre 2023, dont le début seul a été lu", (2023, 12, 29)),
    lu_le=_RELU,
    identifiant="JORFARTI000047561951",
)
L6323_1_12_2023: Final = _code(
    "CSP, art. L6323-1-12, version du 29 décembre 2023 (loi n° 2023-1268 du 27 décembre 2023, art. 11)",
    "doctrine.fr, LEGIARTI000048691633, le début de l'article ; french-business-law.com, sans date, pour l'astreinte",
    etat=(2023, 12, 29),
    lu_le=_RELU,
    identifiant="LEGIARTI000048691633",
)
LOI_2023_378: Final = _source(
    NatureSource.LOI,
    "Loi n° 2023-378 du 19 mai 2023 visant à améliorer l'encadrement des centres de santé (JO du 20 mai 2023)",
    "notes de npsconsulting-avocats.fr et de mercure-avocats.com, instruction DGOS/PF3/2023/124 du 28 juillet 2023 "
    "citée par odontodoc ; l'article 4 lui-même n'a pas été lu",
    lu_le=_RELU,
)
LOI_2023_378_TRENTE_MOIS: Final = _source(
    NatureSource.LOI,
    "Loi n° 2023-378 du 19 mai 2023, art. 4 : aucun soin sans agrément à l'issue d'un délai de trente mois",
    "centre-val-de-loire.paps.sante.fr, 23 janvier 2025 ; l'article lui-même n'a pas été lu",
    copie=(2025, 1, 23),
    lu_le=_RELU,
)
D6323_1: Final = _code("CSP, art. D6323-1", "french-business-law.com et tricoteuses.fr, sans date")
D6323_9: Final = _code(
    "CSP, art. D6323-9, rédaction du décret n° 2024-568 du 20 juin 2024 (JO du 21 juin 2024)",
    "juriblio.fr, quatrième rédaction, sans date",
    lu_le=_RELU,
)
D6323_10: Final = _code(
    "CSP, art. D6323-10 (décret n° 2018-143 du 27 février 2018)",
    "moissacaucoeur.fr, 5 mars 2018, qui cite l'article, et french-business-law.com ; si le décret n° 2024-568 l'a "
    "changé n'a pas été vu",
    copie=(2018, 3, 5),
    lu_le=_RELU,
)
_CRPA: Final = "code des relations entre le public et l'administration du 3 avril 2026 (legalize-dev/legalize-fr)"
CRPA_L112_1: Final = _code(
    "CRPA, art. L112-1 : un délai est tenu par un envoi posté avant sa fin", _CRPA, etat=(2026, 4, 3), lu_le=_RELU_3
)
CRPA_L231_1: Final = _code(
    "CRPA, art. L231-1 : le silence de deux mois vaut acceptation, sauf exceptions de décrets non lus",
    _CRPA,
    etat=(2026, 4, 3),
    lu_le=_RELU_3,
)
DECRET_2018_143: Final = _decret(
    "Décret n° 2018-143 du 27 février 2018 relatif aux centres de santé (JO du 1er mars 2018) et arrêté du même jour",
    "atd13.fr et instruction DGOS/PF3/2018/160 du 27 juin 2018 ; l'arrêté (NOR SSAH1731210A) n'a pas été lu",
    copie=(2018, 6, 27),
)
CTS_GERS: Final = _usage(
    "Centres territoriaux de santé du Gers : nom que le département donne aux sites et antennes de son centre de "
    "santé, sans catégorie légale",
    "gers-sante.fr et lejournaldugers.fr, 2021 et 2022",
)

# -- professionals -----------------------------------------------------------------------------------------------------

R4301_1_2018: Final = _code(
    "CSP, art. R4301-1 à R4301-6, rédaction du décret n° 2018-629 du 18 juillet 2018 (JO du 19 juillet 2018)",
    f"{_COPIE}, antérieure au décret n° 2025-55",
)
R4301_1_2025: Final = _code(
    "CSP, art. R4301-1, rédaction du décret n° 2025-55 du 20 janvier 2025 (JO du 21 janvier 2025)",
    "affairesjuridiques.aphp.fr, emploi.fhf.fr",
)
L4301_2: Final = _code(
    "CSP, art. L4301-2 (loi n° 2023-379 du 19 mai 2023, art. 1er)",
    "legal.tricoteuses.fr, JORFARTI000047561957",
    etat=(2025, 6, 28),
    identifiant="JORFARTI000047561957",
)
L4301_2_2025: Final = _code(
    "CSP, art. L4301-2, rédaction de la loi n° 2025-581 du 27 juin 2025 (JO du 28 juin 2025)",
    "legal.tricoteuses.fr, JORFARTI000051806055",
    etat=(2025, 6, 29),
    lu_le=_RELU,
    identifiant="JORFARTI000051806055",
)
EXPERIMENTATION_IPA: Final = _source(
    NatureSource.LOI,
    "Loi n° 2023-379 du 19 mai 2023, art. 1er, IV : accès direct dans les CPTS de six départements, à titre "
    "expérimental, pour cinq ans",
    "legal.tricoteuses.fr, JORFARTI000047561957 (premiers mots) ; les départements n'ont pas été lus, leur nombre "
    "vient de geroscopie.fr",
    lu_le=_RELU,
)
R4021_4: Final = _code("CSP, art. R4021-4", _COPIE)
R4021_4_III: Final = _code("CSP, art. R4021-4, III", f"french-business-law.com, sans date, et {_COPIE}")
L4022_2: Final = _code(
    "CSP, art. L4022-2 et L4022-3 (ordonnance n° 2021-961 du 19 juillet 2021, applicable le 1er janvier 2023)",
    "legifrance.gouv.fr, section LEGISCTA000043823808, version du 11 décembre 2024, et cnp-infirmier.fr",
    etat=(2024, 12, 11),
)
R4022_2025: Final = _decret(
    "Décrets n° 2025-1335 et n° 2025-1336 du 26 décembre 2025 relatifs à la certification périodique (JO du 27 "
    "décembre 2025)",
    "résumés de anfh.fr, fsdl.fr, caducee.net et cdosf13.fr ; les décrets eux-mêmes n'ont pas été lus",
    lu_le=_RELU,
)

# -- on-call duty ------------------------------------------------------------------------------------------------------

_PDSA_2025: Final = ("rédaction que le décret n° 2025-152 du 19 février 2025 donne de l'article", (2025, 2, 21))
R6315_1: Final = _code(
    "CSP, art. R6315-1",
    "doctrine.fr, versions datées jusqu'au 5 mai 2019",
    etat=(2025, 2, 20),
    identifiant="LEGIARTI000038444077",
)
R6315_1_2025: Final = _code(
    "CSP, art. R6315-1, rédaction du décret n° 2025-152 du 19 février 2025", "juriblio.fr et hopitalex.com, sans date"
)
_R6315: Final = "doctrine.fr, versions du 18 juillet 2010 et du 5 mai 2019, et french-business-law.com, sans date"
_r6315 = partial(_code, lu_dans=_R6315, etat=(2019, 5, 5), suite=_PDSA_2025)
R6315_2_I: Final = _r6315("CSP, art. R6315-2, I", identifiant="LEGIARTI000038444067")
R6315_2_II: Final = _r6315("CSP, art. R6315-2, II", identifiant="LEGIARTI000038444067")
R6315_4: Final = _r6315("CSP, art. R6315-4", identifiant="LEGIARTI000038444072")
DECRET_2025_152: Final = _decret(
    "Décret n° 2025-152 du 19 février 2025 relatif à la permanence des soins ambulatoires (JO du 20 février 2025)",
    "cdosf13.fr, copie du texte, coupée à l'article 1er ; hopitalex.com",
    copie=(2025, 2, 21),
)

# -- zoning and nomenclatures ------------------------------------------------------------------------------------------

ARRETE_ZONAGE_2017: Final = _source(
    NatureSource.ARRETE,
    "Arrêté du 13 novembre 2017 relatif au zonage des médecins (CSP, art. L1434-4, 1° ; JO du 15 novembre 2017), "
    "versions du 16 novembre 2017 au 31 janvier 2024",
    "lagazettedescommunes.com et kos-avocats.fr ; doctrine.fr, liste des versions",
    identifiant="JORFTEXT000036021089",
)
ARRETE_ZONAGE_2025: Final = _source(
    NatureSource.ARRETE,
    "Arrêté du 9 mai 2025 relatif au zonage des médecins (JO du 16 mai 2025)",
    "retout.fr et ARS Auvergne-Rhône-Alpes ; ses seuils n'ont pas été lus",
    lu_le=_RELU,
)
ANS_PROFESSIONS: Final = _nomenclature(
    "ANS, TRE_G15-ProfessionSante et, hors des professions de santé, TRE_R94, TRE_R95 et TRE_R291",
    "jeux de valeurs de l'ANS, JDV_J186-ProfessionRessource-ROR du 30 juillet 2026",
    etat=(2026, 7, 30),
)
ANS_TRE_R66: Final = _nomenclature(
    "ANS, TRE_R66-CategorieEtablissement, avec les dates de validité des catégories",
    "table de l'ANS, version du 30 mars 2026",
    etat=(2026, 3, 30),
)
COMMUNES_INSEE: Final = _nomenclature(
    "Code officiel géographique de l'INSEE : communes de chaque année",
    "tables livrées avec la bibliothèque, millésimes 2021 à 2026",
    etat=(2026, 1, 1),
)
CLES: Final = _nomenclature(
    "Clé de contrôle (Luhn) des numéros RPPS, ADELI, FINESS, SIREN (dont celui d'un EPCI) et SIRET",
    "schémas de l'ANS ; pour ADELI, déduite de numéros publics, aucun texte n'a été trouvé",
)
COHERENCE: Final = _source(
    NatureSource.DEDUCTION, "Cohérence du registre : aucun texte, ce que le document dit de lui-même"
)
USAGE_ENVIRON: Final = _usage("Usage : « environ » se lit à dix pour cent près, faute d'une marge que la source donne")
FIN_DES_DELAIS: Final = _source(
    NatureSource.DEDUCTION,
    "Déduction : le jour de même quantième, ou le jour ouvré qui le suit, faute d'un texte lu sur la fin des délais en "
    "mois",
)


# -- aids around the agreements ----------------------------------------------------------------------------------------

AIDES_MEDECINS_2016: Final = _convention(
    "Convention médicale du 25 août 2016 : contrats d'aide à l'installation et au maintien",
    "lamedicale.fr (2021), dépôt public djibe/recommandations-medicales, portails PAPS, lequotidiendumedecin.fr",
    copie=(2021, 12, 31),
    lu_le=_RELU,
)
AIDES_MEDECINS_2024: Final = _convention(
    "Convention médicale du 4 juin 2024 : aides à l'installation depuis le 1er janvier 2026",
    "ameli.fr, omnipratique et urml-paysdelaloire",
    lu_le=_RELU,
)
ASSISTANTS_MEDICAUX: Final = _convention(
    "Aide à l'emploi d'un assistant médical (convention médicale ; règlement arbitral du 28 avril 2023)",
    "dépôt public djibe/recommandations-medicales et son historique, agipi, lequotidiendumedecin.fr, egora.fr",
    lu_le=_RELU,
)
AIDES_ETUDIANTS: Final = _decret(
    "Contrat d'engagement de service public (loi n° 2009-879 ; décret n° 2010-735)",
    "occitanie.paps.sante.fr, 14 mars 2024",
    copie=(2024, 3, 14),
    lu_le=_RELU,
)
CONTRAT_DEBUT_EXERCICE: Final = _convention(
    "Contrat de début d'exercice, conclu avec l'ARS", "dépôt public djibe/recommandations-medicales", lu_le=_RELU
)
AIDES_INFIRMIERS: Final = _convention(
    "Convention nationale des infirmiers libéraux : avenants 6, 7 (JO du 3 janvier 2020) et 10 (16 juin 2023)",
    "concourspluripro.fr, andep et presse professionnelle",
    lu_le=_RELU,
)
IPA_SALARIES: Final = _convention(
    "Avis d'août 2022, annexe I : IPA salariés des maisons de santé et des CPTS", "non lu", lu_le=_RELU
)
ACCORD_CENTRES_2015: Final = _convention(
    "Accord national des centres de santé du 8 juillet 2015 (JO du 30 septembre 2015), dénoncé en avril 2025",
    "juriblio.fr, en partie ; lequotidiendumedecin.fr, 30 novembre 2023 ; bretagne.paps.sante.fr",
    lu_le=_RELU,
)
ACCORD_CENTRES_2025: Final = _convention(
    "Accord national des centres de santé du 28 août 2025 (JO du 15 octobre 2025)",
    "orisha, egora.fr, concourspluripro.fr, weka.fr : les montants n'ont pas été lus",
    lu_le=_RELU,
)
CSS_L162_32: Final = _code(
    "CSS, art. L162-32 et D162-22 (subvention dite Teulade)", _LEGI, etat=(2026, 3, 14), lu_le=_RELU
)
CGI_44_QUINDECIES: Final = _source(
    NatureSource.LOI,
    "CGI, art. 44 quindecies et 44 quindecies A (loi n° 2023-1322 du 29 décembre 2023)",
    "JORFARTI000048727426 pour les périodes ; hiway pour les taux",
    copie=(2023, 12, 30),
    lu_le=_RELU,
    identifiant="JORFARTI000048727426",
)
LF_2025_ART_99: Final = _source(
    NatureSource.LOI, "Loi de finances pour 2025, art. 99 : communes sorties des ZRR", "presse", lu_le=_RELU
)
DIPA: Final = _source(
    NatureSource.ORDONNANCE,
    "Ordonnance n° 2020-505 du 2 mai 2020 et décret n° 2020-1807 : dispositif d'indemnisation de la perte d'activité",
    "presse professionnelle",
    lu_le=_RELU,
)
USAGES_FIR: Final = _usage(
    "Fonds d'intervention régional et régions : montants d'une région, jamais nationaux",
    "femasif.fr, apta-idf93.org, normandie.ars.sante.fr, pages régionales",
)


def nom_de(source: SourceJuridique) -> str | None:
    """Name of the line of this module that says of a text when it was read; ``None`` for a text of another."""
    return next((nom for nom, sienne in toutes().items() if sienne == source), None)


def toutes() -> dict[str, SourceJuridique]:
    """Every text of this module by its name; the orders of the yearly ceiling are in its values."""
    return {nom: valeur for nom in __all__ if isinstance(valeur := globals()[nom], SourceJuridique)}
