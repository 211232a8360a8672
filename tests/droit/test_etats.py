"""Of which day each copy of a text is a witness, by hand: from the versions of its article, or what it bears."""

from typing import Final

from soinsprimaires.droit import textes

ETATS: Final = {
    # The eve of the version that follows.
    "L6323_3_2009": "2011-08-11",
    "L6323_3_2011": "2016-01-27",
    "L6323_1_3_2018": "2022-02-22",
    "L6323_1_3": "2023-05-20",
    "L6323_1_12_2018": "2023-05-20",
    "L6323_1_12": "2023-12-28",
    "L6323_1_12_IV": "2023-12-28",
    "L4041_4_2021": "2023-12-28",
    "R6315_1": "2025-02-20",
    "L4301_2": "2025-06-28",
    # The first day of the last version that was seen.
    "R6315_2_I": "2019-05-05",
    "R6315_2_II": "2019-05-05",
    "R6315_4": "2019-05-05",
    "L1434_12_1": "2021-05-14",
    "L1434_12_2": "2021-05-14",
    "L6323_1_11": "2023-05-21",
    "L6323_1_11_II": "2023-05-21",
    "R4041_11": "2023-07-20",
    "L6323_1_12_2023": "2023-12-29",
    "L4301_2_2025": "2025-06-29",
    # The day after the Journal officiel.
    "ACI_CPTS": "2019-08-25",
    "ACI_CPTS_VERSEMENTS": "2019-08-25",
    "DECRET_2025_152": "2025-02-21",
    # The day that the copy bears, or of what the page quotes.
    "D6323_10": "2018-03-05",
    "DECRET_2018_143": "2018-06-27",
    "ACI_CPTS_NEGOCIATION": "2020-11-19",
    "AIDES_MEDECINS_2016": "2021-12-31",
    "L1434_12": "2022-06-30",
    "L1434_12_AL4": "2022-06-30",
    "GUIDE_ACI_MSP": "2023-08-22",
    "ACI_CPTS_TOTAUX": "2023-10-01",
    "ACI_CPTS_AVENANT_2": "2023-11-30",
    "ACI_CPTS_TAILLES": "2023-11-30",
    "CGI_44_QUINDECIES": "2023-12-30",
    "ACI_MSP_PRECARITE": "2024-01-26",
    "L4041_4_2023": "2024-02-22",
    "L4041_4_I": "2024-02-22",
    "L4041_4_II": "2024-02-22",
    "AIDES_ETUDIANTS": "2024-03-14",
    "L4022_2": "2024-12-11",
    "LOI_2023_378_TRENTE_MOIS": "2025-01-23",
    "ACI_CPTS_FONCTIONNEMENT": "2025-10-01",
    "COMMUNES_INSEE": "2026-01-01",
    "CRPA_L112_1": "2026-04-03",
    "CRPA_L231_1": "2026-04-03",
    "CSS_L162_14_1": "2026-03-14",
    "CSS_L162_14_1_2": "2026-03-14",
    "CSS_L162_31_1": "2026-03-14",
    "CSS_L162_32": "2026-03-14",
    "ANS_TRE_R66": "2026-03-30",
    "ANS_PROFESSIONS": "2026-07-30",
}
"""The last day of which each copy is a witness; the other copies have none."""
SUITES: Final = {
    "L6323_1_12_IV": "2023-12-29",
    **dict.fromkeys(("R6315_2_I", "R6315_2_II", "R6315_4"), "2025-02-21"),
    **dict.fromkeys(("ACI_MSP", "ACI_MSP_CALCUL", "ACI_MSP_HORAIRES", "ACI_MSP_VERSEMENTS"), "2026-07-14"),
    **dict.fromkeys(("ACI_MSP_PRECARITE", "GUIDE_ACI_MSP"), "2026-07-14"),
}
"""The first day of each version that was not read."""


def test_de_quel_jour_chaque_copie_temoigne() -> None:
    toutes = textes.toutes()
    assert {nom: str(source.etat_au) for nom, source in toutes.items() if source.etat_au is not None} == ETATS
    assert {nom: str(source.suite.depuis) for nom, source in toutes.items() if source.suite is not None} == SUITES
