"""The texts and usages that rules, procedures and parameters cite, each once."""

from datetime import date
from typing import Final

from soinsprimaires.sources import NatureSource, SourceJuridique

__all__ = [
    "ACI_CPTS",
    "ACI_CPTS_AVENANT_2",
    "ACI_CPTS_TAILLES",
    "ACI_CPTS_VERSEMENTS",
    "ACI_MSP",
    "ACI_MSP_AVENANT_1",
    "ACI_MSP_CALCUL",
    "ACI_MSP_HORAIRES",
    "ACI_MSP_IPA",
    "ANS_PROFESSIONS",
    "ANS_TRE_R66",
    "ARRETE_ZONAGE_2017",
    "CLES",
    "COHERENCE",
    "COMMUNES_INSEE",
    "CRITERES_MSP",
    "CSS_L162_14_1",
    "CTS_GERS",
    "D1434_44",
    "D6323_1",
    "DECRET_2018_143",
    "DECRET_2024_258",
    "DECRET_2025_152",
    "INSTRUCTION_2019_218",
    "L1411_11_1",
    "L1434_12",
    "L1434_12_1",
    "L1434_12_2",
    "L4022_2",
    "L4041_2_2011",
    "L4041_4_2011",
    "L4041_4_2021",
    "L4041_4_2023",
    "L4041_4_I",
    "L4041_4_II",
    "L4041_7",
    "L4301_2",
    "L6323_1_3",
    "L6323_1_3_2018",
    "L6323_1_5_I",
    "L6323_1_5_II",
    "L6323_1_11",
    "L6323_1_11_II",
    "L6323_1_12",
    "L6323_1_2009",
    "L6323_3",
    "L6323_3_2009",
    "L6323_3_TRANSMISSION",
    "LOI_2023_378",
    "R4021_4",
    "R4021_4_III",
    "R4301_1_2018",
    "R4301_1_2025",
    "R6315_1",
    "R6315_1_2025",
    "R6315_2_I",
    "R6315_2_II",
    "R6315_4",
    "USAGE_CYCLE",
    "USAGE_LETTRE",
    "USAGE_MSP",
    "USAGE_UNE_CPTS",
    "plafond_securite_sociale",
]

_LU: Final = date(2026, 11, 21)


def _code(reference: str, lu_dans: str) -> SourceJuridique:
    return SourceJuridique(nature=NatureSource.CODE, reference=reference, lu_le=_LU, lu_dans=lu_dans)


L6323_3: Final = _code("CSP, art. L6323-3", "french-business-law.com et doctrine.fr, versions datées de l'article")
L6323_3_2009: Final = _code(
    "CSP, art. L6323-3, version du 23 juillet 2009 (loi n° 2009-879 du 21 juillet 2009)",
    "legal.tricoteuses.fr, JORFARTI000020879493",
)
L1434_12: Final = _code("CSP, art. L1434-12", "circulaire.legifrance.gouv.fr, version en vigueur au 30 juin 2022")
L1434_12_1: Final = _code(
    "CSP, art. L1434-12-1 (ordonnance n° 2021-584 du 12 mai 2021, art. 1er)",
    "legifrance.gouv.fr, JORFTEXT000043496493, et french-business-law.com",
)
L6323_1_11: Final = _code(
    "CSP, art. L6323-1-11, I",
    "copie publique du code et doctrine.fr, versions du 1er avril 2018 et du 21 mai 2023",
)
R4301_1_2018: Final = _code(
    "CSP, art. R4301-1 à R4301-6, rédaction du décret n° 2018-629 du 18 juillet 2018 (JO du 19 juillet 2018)",
    "copie publique du code, état antérieur au décret n° 2025-55",
)
L4301_2: Final = _code(
    "CSP, art. L4301-2 (loi n° 2023-379 du 19 mai 2023, art. 1er)",
    "legal.tricoteuses.fr, JORFARTI000047561957",
)
R4301_1_2025: Final = _code(
    "CSP, art. R4301-1, rédaction du décret n° 2025-55 du 20 janvier 2025 (JO du 21 janvier 2025)",
    "affairesjuridiques.aphp.fr, emploi.fhf.fr",
)
R4021_4: Final = _code("CSP, art. R4021-4", "copie publique du code, état entre le 21 mai 2023 et le 21 janvier 2025")
INSTRUCTION_2019_218: Final = SourceJuridique(
    nature=NatureSource.INSTRUCTION,
    reference="Instruction DGOS/DIR/CNAM/2019/218 du 9 octobre 2019",
    lu_le=_LU,
    lu_dans="résumés publiés par la FNCS et la FMF",
)
CLES: Final = SourceJuridique(
    nature=NatureSource.NOMENCLATURE,
    reference="Clé de contrôle (Luhn) des numéros RPPS, ADELI, FINESS, SIREN (dont celui d'un EPCI) et SIRET",
    lu_le=_LU,
    lu_dans="schémas de l'ANS ; pour ADELI, déduite de numéros publics, aucun texte n'a été trouvé",
)
COHERENCE: Final = SourceJuridique(
    nature=NatureSource.DEDUCTION,
    reference="Cohérence du dossier : aucun texte, ce que le document dit de lui-même",
    lu_le=_LU,
)
USAGE_LETTRE: Final = SourceJuridique(
    nature=NatureSource.USAGE,
    reference="Usage des ARS et de l'assurance maladie : lettre d'intention avant le projet, sans texte codifié",
    lu_le=_LU,
)
ACI_CPTS: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="Accord conventionnel interprofessionnel en faveur des CPTS du 20 juin 2019 (arrêté du 21 août 2019, "
    "JO du 24 août 2019)",
    lu_le=_LU,
    lu_dans="juriblio.fr, annexe de l'arrêté",
)
ACI_MSP: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="Accord conventionnel interprofessionnel des structures de santé pluriprofessionnelles du 20 avril 2017 "
    "(arrêté du 24 juillet 2017)",
    lu_le=_LU,
    lu_dans="femasif.fr",
)
USAGE_MSP: Final = SourceJuridique(
    nature=NatureSource.USAGE,
    reference="Usage des ARS : validation du projet d'une MSP, qui ouvre le FIR et l'ACI sans être une condition "
    "légale d'existence",
    lu_le=_LU,
)
USAGE_CYCLE: Final = SourceJuridique(
    nature=NatureSource.USAGE,
    reference="Usage : le texte de cette étape n'a pas été lu",
    lu_le=_LU,
)
L6323_1_12: Final = SourceJuridique(
    nature=NatureSource.CODE,
    reference="CSP, art. L6323-1-12 (loi n° 2023-378 du 19 mai 2023, art. 8)",
    lu_le=_LU,
    lu_dans="legal.tricoteuses.fr, JORFARTI000047561951",
    identifiant_legifrance="JORFARTI000047561951",
)
L4041_4_I: Final = SourceJuridique(
    nature=NatureSource.CODE,
    reference="CSP, art. L4041-4, I",
    lu_le=_LU,
    lu_dans="doctrine.fr, trois versions datées de l'article",
)
CRITERES_MSP: Final = SourceJuridique(
    nature=NatureSource.USAGE,
    reference="Critères de reconnaissance d'une MSP par les ARS (cahiers des charges régionaux)",
    lu_le=_LU,
    lu_dans="page d'un assureur, vers 2022 ; aucun texte national n'a été trouvé",
)
ACI_CPTS_TAILLES: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="ACI CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août 2019) : quatre tailles de communautés",
    lu_le=_LU,
    lu_dans="hauts-de-france.paps.sante.fr, « Le financement de la CPTS : ACI », 30 novembre 2023",
)
L6323_1_11_II: Final = _code(
    "CSP, art. L6323-1-11, II (loi n° 2023-378 du 19 mai 2023)",
    "copie publique du code et doctrine.fr, version du 21 mai 2023",
)
DECRET_2018_143: Final = SourceJuridique(
    nature=NatureSource.DECRET,
    reference="Décret n° 2018-143 du 27 février 2018 relatif aux centres de santé (JO du 1er mars 2018) et arrêté du "
    "même jour",
    lu_le=_LU,
    lu_dans="atd13.fr et instruction DGOS/PF3/2018/160 du 27 juin 2018",
)
L6323_3_TRANSMISSION: Final = _code(
    "CSP, art. L6323-3, transmission du projet de santé à l'ARS, depuis la loi n° 2009-879 du 21 juillet 2009",
    "legal.tricoteuses.fr, JORFARTI000020879493, et french-business-law.com",
)
L4041_2_2011: Final = _code(
    "CSP, art. L4041-2, rédaction de la loi n° 2011-940 du 10 août 2011 : le salariat de professionnels de santé n'est "
    "ouvert que par l'ordonnance n° 2021-584 du 12 mai 2021",
    "copie publique du code et houdart.org, 14 septembre 2022",
)
L4041_4_2011: Final = _code(
    "CSP, art. L4041-4, rédaction de la loi n° 2011-940 du 10 août 2011",
    "concourspluripro.fr, mars 2022 ; le texte lui-même n'a pas été lu",
)
L4041_4_2021: Final = _code(
    "CSP, art. L4041-4, I, rédaction de l'ordonnance n° 2021-584 du 12 mai 2021",
    "doctrine.fr, version du 14 mai 2021",
)
L4041_4_2023: Final = _code(
    "CSP, art. L4041-4, I, rédaction de la loi n° 2023-1268 du 27 décembre 2023, art. 13",
    "doctrine.fr, version du 29 décembre 2023",
)
L4041_4_II: Final = _code("CSP, art. L4041-4, II", "doctrine.fr, versions du 14 mai 2021 et du 29 décembre 2023")
L4041_7: Final = _code("CSP, art. L4041-7", "capsurledroit, cdosf13.fr et cabinet-catry")
ACI_MSP_CALCUL: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="ACI MSP du 20 avril 2017 (arrêté du 24 juillet 2017) : calcul des rémunérations",
    lu_le=_LU,
    lu_dans="123dok.net, texte de 2017 repris dans une thèse, femasif.fr et apmsl.fr",
)
ACI_MSP_HORAIRES: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="ACI MSP du 20 avril 2017 (arrêté du 24 juillet 2017) : horaires d'ouverture",
    lu_le=_LU,
    lu_dans="lequotidiendumedecin.fr, avril 2017",
)
ACI_MSP_AVENANT_1: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="Avenant n° 1 à l'ACI MSP (avis publié au JO du 3 août 2022, effet au 1er janvier 2022)",
    lu_le=_LU,
    lu_dans="juriblio.fr, annexe II de l'avis (préambule seul), et deux applications publiques pour les nombres",
)
L1434_12_2: Final = SourceJuridique(
    nature=NatureSource.CODE,
    reference="CSP, art. L1434-12-2, I (ordonnance n° 2021-584 du 12 mai 2021, art. 1er)",
    lu_le=_LU,
    lu_dans="legifrance.gouv.fr et copie publique du code",
    identifiant_legifrance="JORFTEXT000043496493",
)
ACI_CPTS_VERSEMENTS: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="ACI CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août 2019), art. 9 : versements",
    lu_le=_LU,
    lu_dans="juriblio.fr, annexe de l'arrêté",
)
ACI_CPTS_AVENANT_2: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="Avenant n° 2 à l'ACI CPTS du 20 décembre 2021 (avis publié au JO du 31 mars 2022)",
    lu_le=_LU,
    lu_dans="juriblio.fr (préambule), ameli.fr et hauts-de-france.paps.sante.fr",
    identifiant_legifrance="JORFTEXT000045443303",
)
D1434_44: Final = _code(
    "CSP, art. D1434-44 (décret n° 2022-375 du 16 mars 2022, JO du 17 mars 2022)",
    "blog.landot-avocats.net, texte de l'article, et medecin-occitanie.org",
)
USAGE_UNE_CPTS: Final = SourceJuridique(
    nature=NatureSource.USAGE,
    reference="Usage des ARS : une CPTS au plus par territoire",
    lu_le=_LU,
    lu_dans="macsf.fr, « CPTS : quoi de neuf ? » ; aucun texte n'a été trouvé",
)
L1411_11_1: Final = _code(
    "CSP, art. L1411-11-1", "copie publique du code, état entre le 21 mai 2023 et le 21 janvier 2025"
)
CSS_L162_14_1: Final = _code(
    "CSS, art. L162-14-1, II, et L162-14-1-2, version du 25 décembre 2022",
    "code de la sécurité sociale du 14 mars 2026 (@socialgouv/legi-data)",
)
COMMUNES_INSEE: Final = SourceJuridique(
    nature=NatureSource.NOMENCLATURE,
    reference="Code officiel géographique de l'INSEE : communes de chaque année",
    lu_le=_LU,
    lu_dans="tables livrées avec la bibliothèque, millésimes 2021 à 2026",
)


def plafond_securite_sociale(annee: int, arrete: str, jo: str, identifiant: str | None = None) -> SourceJuridique:
    """The order that fixes the annual ceiling of social security of a year (CSS, art. L241-3)."""
    return SourceJuridique(
        nature=NatureSource.ARRETE,
        reference=f"CSS, art. L241-3 ; arrêté du {arrete} (JO du {jo}), plafond de la sécurité sociale pour {annee}",
        lu_le=_LU,
        lu_dans="openfisca-france 176.1.8",
        identifiant_legifrance=identifiant,
    )


R6315_1: Final = _code(
    "CSP, art. R6315-1",
    "doctrine.fr, versions datées jusqu'au 5 mai 2019, et juriblio.fr, rédaction postérieure au décret n° 2025-152",
)
R6315_1_2025: Final = _code(
    "CSP, art. R6315-1, rédaction du décret n° 2025-152 du 19 février 2025", "juriblio.fr et hopitalex.com"
)
R6315_2_I: Final = _code("CSP, art. R6315-2, I", "doctrine.fr, version du 5 mai 2019, et french-business-law.com")
R6315_2_II: Final = _code("CSP, art. R6315-2, II", "doctrine.fr, version du 5 mai 2019, et french-business-law.com")
R6315_4: Final = _code("CSP, art. R6315-4", "doctrine.fr, version du 5 mai 2019, et french-business-law.com")
DECRET_2025_152: Final = SourceJuridique(
    nature=NatureSource.DECRET,
    reference="Décret n° 2025-152 du 19 février 2025 relatif à la permanence des soins ambulatoires (JO du 20 février "
    "2025)",
    lu_le=_LU,
    lu_dans="cdosf13.fr, copie du texte ; hopitalex.com",
)
L6323_1_2009: Final = _code(
    "CSP, art. L6323-1, rédaction de la loi n° 2009-879 du 21 juillet 2009",
    "copie publique du code, textes de 2009 à 2015",
)
L6323_1_3_2018: Final = _code(
    "CSP, art. L6323-1-3, rédaction de l'ordonnance n° 2018-17 du 12 janvier 2018",
    "fncs.org, texte de l'ordonnance ; doctrine.fr, liste des versions",
)
L6323_1_3: Final = _code(
    "CSP, art. L6323-1-3, rédaction de la loi n° 2022-217 du 21 février 2022, art. 128",
    "doctrine.fr, version du 23 février 2022, et french-business-law.com, version du 21 mai 2023",
)
L6323_1_5_I: Final = _code("CSP, art. L6323-1-5, I", "juriblio.fr et french-business-law.com")
L6323_1_5_II: Final = _code(
    "CSP, art. L6323-1-5, II (loi n° 2023-378 du 19 mai 2023)", "juriblio.fr et french-business-law.com"
)
D6323_1: Final = _code("CSP, art. D6323-1", "french-business-law.com et tricoteuses.fr")
LOI_2023_378: Final = SourceJuridique(
    nature=NatureSource.LOI,
    reference="Loi n° 2023-378 du 19 mai 2023 visant à améliorer l'encadrement des centres de santé (JO du 20 mai "
    "2023)",
    lu_le=_LU,
    lu_dans="notes de npsconsulting-avocats.fr et de mercure-avocats.com",
)
CTS_GERS: Final = SourceJuridique(
    nature=NatureSource.USAGE,
    reference="Centres territoriaux de santé du Gers : nom que le département donne aux sites et antennes de son "
    "centre de santé, sans catégorie légale",
    lu_le=_LU,
    lu_dans="gers-sante.fr et lejournaldugers.fr, 2021 et 2022",
)
R4021_4_III: Final = _code(
    "CSP, art. R4021-4, III",
    "french-business-law.com et copie publique du code, état entre le 21 mai 2023 et le 21 janvier 2025",
)
L4022_2: Final = _code(
    "CSP, art. L4022-2 et L4022-3 (ordonnance n° 2021-961 du 19 juillet 2021, applicable le 1er janvier 2023)",
    "legifrance.gouv.fr, section LEGISCTA000043823808, version du 11 décembre 2024, et cnp-infirmier.fr",
)
DECRET_2024_258: Final = SourceJuridique(
    nature=NatureSource.DECRET,
    reference="Décret n° 2024-258 du 22 mars 2024 relatif à la certification périodique (JO du 24 mars 2024)",
    lu_le=_LU,
    lu_dans="résumés de fhf.fr, anfh.fr et affairesjuridiques.aphp.fr",
)
ANS_PROFESSIONS: Final = SourceJuridique(
    nature=NatureSource.NOMENCLATURE,
    reference="ANS, TRE_G15-ProfessionSante et, hors des professions de santé, TRE_R94, TRE_R95 et TRE_R291",
    lu_le=_LU,
    lu_dans="jeux de valeurs de l'ANS, JDV_J186-ProfessionRessource-ROR du 30 juillet 2026",
)
ANS_TRE_R66: Final = SourceJuridique(
    nature=NatureSource.NOMENCLATURE,
    reference="ANS, TRE_R66-CategorieEtablissement, avec les dates de validité des catégories",
    lu_le=_LU,
    lu_dans="table de l'ANS, version du 30 mars 2026",
)
ARRETE_ZONAGE_2017: Final = SourceJuridique(
    nature=NatureSource.ARRETE,
    reference="Arrêté du 13 novembre 2017 relatif au zonage des médecins (CSP, art. L1434-4, 1° ; JO du 15 novembre "
    "2017), versions du 16 novembre 2017 au 31 janvier 2024",
    lu_le=_LU,
    lu_dans="lagazettedescommunes.com et kos-avocats.fr ; doctrine.fr, liste des versions",
    identifiant_legifrance="JORFTEXT000036021089",
)
ACI_MSP_IPA: Final = SourceJuridique(
    nature=NatureSource.CONVENTION,
    reference="Avenant n° 1 à l'ACI MSP (avis publié au JO du 3 août 2022, effet au 1er janvier 2022) : valorisation "
    "des infirmiers en pratique avancée",
    lu_le=_LU,
    lu_dans="lequotidiendumedecin.fr, 13 avril 2022 ; l'annexe elle-même n'a pas été lue",
)
