"""For each version of a rule, by hand: its days, since when its text was read, what binds, how it was read.

The dates are those of the texts: a law published one day is in force the day after, unless it says otherwise. What was
read in an official text or its reprint is verified; read elsewhere, it is secondary; the rest is deduced.
"""

from datetime import date, timedelta

import pytest
from tests.regles.fabrique import version

from soinsprimaires import CTS, CentreSante, Registre, controler
from soinsprimaires.regles import REGLES, Regle

UN_JOUR = timedelta(days=1)
LOI, CONV, ADMIN, BON = "loi_reglement", "convention", "doctrine_administrative", "bonne_pratique"
VUE, AILLEURS, DEDUITE = "verifiee", "secondaire", "deduite"

ACI_MSP = "Accord conventionnel interprofessionnel des structures de santé pluriprofessionnelles du 20 avril 2017"
ACI_CPTS = "Accord conventionnel interprofessionnel en faveur des CPTS du 20 juin 2019"
TAILLES = "ACI CPTS du 20 juin 2019 (arrêté du 21 août 2019, JO du 24 août 2019) : quatre tailles de communautés"
L6323_3_2009 = "CSP, art. L6323-3, version du 23 juillet 2009 (loi n° 2009-879 du 21 juillet 2009)"
L6323_3_2011 = "CSP, art. L6323-3, version du 12 août 2011"
GUIDE = "Avenant n° 1 à l'ACI MSP (avis publié au JO du 3 août 2022), guide des indicateurs"
COHERENCE = "Cohérence du registre : aucun texte"

# code, first day, last day, read from, reach, reliability, sources
VERSIONS: list[tuple[str, str, str, str, str, str, tuple[str, ...]]] = [
    ("ACIM-001", "2017-07-24", "", "2017-08-06", CONV, AILLEURS, (ACI_MSP,)),
    ("ACIM-002", "2017-07-24", "", "2017-08-06", CONV, AILLEURS, (ACI_MSP,)),
    ("ACIM-003", "2017-07-24", "", "2017-08-06", CONV, AILLEURS, (ACI_MSP,)),
    ("ACIM-004", "2017-07-24", "", "2017-08-06", CONV, AILLEURS, (ACI_MSP, GUIDE)),
    ("ACIM-009", "2017-07-24", "", "2017-08-06", CONV, AILLEURS, (ACI_MSP,)),
    (
        "ACIM-010",
        "2017-07-24",
        "",
        "2017-08-06",
        CONV,
        AILLEURS,
        ("ACI MSP du 20 avril 2017 (arrêté du 24 juillet 2017) : horaires d'ouverture", GUIDE),
    ),
    ("CDS-001", "2018-03-02", "2024-06-21", "2018-04-01", LOI, VUE, ("CSP, art. L6323-1-11, I",)),
    (
        "CDS-001",
        "2024-06-22",
        "",
        "",
        LOI,
        AILLEURS,
        ("CSP, art. L6323-1-11, I", "CSP, art. D6323-9, rédaction du décret n° 2024-568"),
    ),
    (
        "CDS-002",
        "2023-05-21",
        "",
        "",
        LOI,
        AILLEURS,
        (
            "CSP, art. L6323-1-11, II",
            "Loi n° 2023-378 du 19 mai 2023",
            "Loi n° 2023-378 du 19 mai 2023, art. 4",
            "CRPA, art. L231-1",
        ),
    ),
    ("CDS-003", "2023-05-21", "2023-11-21", "", LOI, AILLEURS, ("Loi n° 2023-378 du 19 mai 2023",)),
    ("CDS-004", "2023-05-21", "", "", LOI, AILLEURS, ("CSP, art. L6323-1-11, III",)),
    ("CDS-005", "2009-07-23", "2018-03-01", "", LOI, AILLEURS, ("CSP, art. L6323-1, rédaction de la loi n° 2009-",)),
    ("CDS-005", "2018-03-02", "", "2018-04-01", LOI, AILLEURS, ("CSP, art. L6323-1-5, I", "CSS, art. L162-31-1")),
    (
        "CDS-007",
        "2018-03-02",
        "2022-02-22",
        "2018-04-01",
        LOI,
        VUE,
        ("CSP, art. L6323-1-3, rédaction de l'ordonnance",),
    ),
    ("CDS-007", "2022-02-23", "2023-05-20", "", LOI, VUE, ("CSP, art. L6323-1-3, rédaction de la loi n° 2022-217",)),
    ("CDS-007", "2023-05-21", "", "", LOI, AILLEURS, ("CSP, art. L6323-1-3, version du 21 mai 2023",)),
    ("CDS-008", "2022-05-01", "", "", BON, AILLEURS, ("Centres territoriaux de santé du Gers", "CSP, art. D6323-1")),
    ("CDS-009", "2018-03-02", "", "", LOI, AILLEURS, ("Décret n° 2018-143 du 27 février 2018",)),
    ("CDS-010", "2023-05-21", "", "", LOI, VUE, ("CSP, art. L6323-1-12, IV (loi n° 2023-378",)),
    ("CDS-011", "2023-05-21", "", "", LOI, AILLEURS, ("CSP, art. L6323-1-5, II (loi n° 2023-378",)),
    ("CDS-013", "2018-03-02", "", "", LOI, AILLEURS, ("CSP, art. D6323-10", "CRPA, art. L112-1")),
    ("CERT-001", "2023-01-01", "", "", LOI, VUE, ("CSP, art. L4022-2 et L4022-3",)),
    ("CLE-001", "", "", "", BON, DEDUITE, ("Clé de contrôle (Luhn)",)),
    ("CLE-002", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("CPTS-001", "2021-05-14", "", "", LOI, VUE, ("CSP, art. L1434-12-1",)),
    ("CPTS-004", "2016-01-28", "", "2022-06-30", LOI, VUE, ("CSP, art. L1434-12",)),
    ("CPTS-006", "2019-08-25", "", "", CONV, AILLEURS, (ACI_CPTS, "CSS, art. L162-14-1, II")),
    ("CPTS-007", "2019-08-25", "", "", CONV, AILLEURS, (TAILLES,)),
    ("CPTS-008", "2019-08-25", "", "", CONV, AILLEURS, (TAILLES,)),
    ("CPTS-009", "2022-03-31", "", "", CONV, AILLEURS, ("Avenant n° 2 à l'ACI CPTS", TAILLES)),
    ("CPTS-011", "2022-03-18", "", "", LOI, AILLEURS, ("CSP, art. D1434-44 (décret n° 2022-375",)),
    ("CPTS-012", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("CPTS-013", "", "", "", ADMIN, AILLEURS, ("Usage des ARS : une CPTS au plus par territoire",)),
    ("CPTS-014", "2019-10-09", "", "", ADMIN, AILLEURS, ("Instruction DGOS/DIR/CNAM/2019/218",)),
    ("DPC-001", "2016-07-11", "", "2023-12-28", LOI, AILLEURS, ("CSP, art. R4021-4",)),
    ("DPC-002", "2016-07-11", "", "2023-12-28", LOI, AILLEURS, ("CSP, art. R4021-4, III",)),
    ("ESP-001", "2016-01-28", "", "2023-12-28", LOI, AILLEURS, ("CSP, art. L1411-11-1",)),
    ("ESS-001", "2019-07-27", "", "2023-12-28", LOI, AILLEURS, ("CSP, art. L1411-11-1",)),
    ("EXE-001", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("EXE-002", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("FIN-001", "", "", "", BON, VUE, ("ANS, TRE_R66-CategorieEtablissement",)),
    ("FOR-001", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("FOR-002", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("IPA-001", "2018-07-20", "2025-01-21", "", LOI, AILLEURS, ("CSP, art. R4301-1 à R4301-6, rédaction du décret",)),
    (
        "IPA-002",
        "2025-01-22",
        "2025-06-28",
        "",
        LOI,
        AILLEURS,
        ("CSP, art. L4301-2", "Loi n° 2023-379 du 19 mai 2023, art. 1er, IV", "CSP, art. R4301-1, rédaction du décret"),
    ),
    (
        "IPA-002",
        "2025-06-29",
        "",
        "",
        LOI,
        AILLEURS,
        (
            "CSP, art. L4301-2, rédaction de la loi n° 2025-581",
            "Loi n° 2023-379 du 19 mai 2023, art. 1er, IV",
            "CSP, art. R4301-1, rédaction du décret",
        ),
    ),
    ("IPA-003", "2025-01-22", "", "", LOI, AILLEURS, ("CSP, art. R4301-1, rédaction du décret n° 2025-55",)),
    ("JRN-001", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("JRN-002", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("MEM-001", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("MSP-001", "2009-07-23", "2011-08-11", "", LOI, AILLEURS, (L6323_3_2009,)),
    ("MSP-001", "2011-08-12", "2016-01-27", "", LOI, VUE, (L6323_3_2011,)),
    ("MSP-001", "2016-01-28", "", "", LOI, AILLEURS, ("CSP, art. L6323-3",)),
    ("MSP-002", "2010-04-01", "2011-08-11", "2010-07-01", LOI, DEDUITE, (L6323_3_2009,)),
    ("MSP-002", "2011-08-12", "2016-01-27", "", LOI, DEDUITE, (L6323_3_2011,)),
    ("MSP-002", "2016-01-28", "", "", LOI, DEDUITE, ("CSP, art. L6323-3",)),
    ("MSP-003", "2011-08-12", "2016-01-27", "", LOI, VUE, (L6323_3_2011,)),
    ("MSP-003", "2016-01-28", "", "", LOI, AILLEURS, ("CSP, art. L6323-3",)),
    ("MSP-004", "2010-04-01", "2011-08-11", "2010-07-01", LOI, VUE, ("CSP, art. L6323-3, version du 23 juillet 2009",)),
    ("MSP-004", "2011-08-12", "2016-01-27", "", LOI, VUE, (L6323_3_2011,)),
    ("MSP-004", "2016-01-28", "", "", LOI, AILLEURS, ("CSP, art. L6323-3",)),
    ("MSP-005", "2010-07-27", "", "2023-01-01", ADMIN, AILLEURS, ("Critères de reconnaissance d'une MSP",)),
    ("PDSA-001", "2010-07-18", "2025-02-20", "", LOI, VUE, ("CSP, art. R6315-1",)),
    ("PDSA-001", "2025-02-21", "", "", LOI, AILLEURS, ("CSP, art. R6315-1, rédaction du décret n° 2025-152",)),
    ("PDSA-002", "2010-07-18", "", "", LOI, VUE, ("CSP, art. R6315-2, I",)),
    ("PDSA-003", "2010-07-18", "", "", LOI, VUE, ("CSP, art. R6315-2, I",)),
    ("PDSA-004", "2010-07-18", "", "", LOI, VUE, ("CSP, art. R6315-2, II",)),
    ("PDSA-005", "2010-07-18", "", "", LOI, VUE, ("CSP, art. R6315-2, I",)),
    ("PDSA-006", "2010-07-18", "", "", LOI, VUE, ("CSP, art. R6315-4",)),
    ("PDSA-007", "2010-07-18", "", "", LOI, VUE, ("CSP, art. R6315-4",)),
    ("PDSA-008", "2010-07-18", "2025-02-20", "", LOI, VUE, ("CSP, art. R6315-1",)),
    (
        "PDSA-008",
        "2025-02-21",
        "",
        "",
        LOI,
        AILLEURS,
        ("CSP, art. R6315-1, rédaction du décret n° 2025-152", "Décret n° 2025-152 du 19 février 2025"),
    ),
    ("PDSA-009", "2010-07-18", "", "", LOI, VUE, ("CSP, art. R6315-2, II",)),
    ("PRO-001", "2026-07-30", "", "", BON, VUE, ("ANS, TRE_G15-ProfessionSante",)),
    ("REF-001", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("SISA-001", "2011-08-12", "", "", LOI, VUE, ("CSP, art. L4041-4, I",)),
    ("SISA-002", "2011-08-12", "2021-05-13", "", LOI, AILLEURS, ("CSP, art. L4041-4, rédaction de la loi n° 2011",)),
    ("SISA-003", "2021-05-14", "2023-12-28", "", LOI, VUE, ("CSP, art. L4041-4, I, rédaction de l'ordonnance",)),
    ("SISA-004", "2023-12-29", "", "", LOI, VUE, ("CSP, art. L4041-4, I, rédaction de la loi n° 2023-1268",)),
    ("SISA-005", "2021-05-14", "", "", LOI, VUE, ("CSP, art. L4041-4, II",)),
    ("SISA-006", "2011-08-12", "2021-05-13", "", LOI, DEDUITE, ("CSP, art. L4041-2, rédaction de la loi n° 2011",)),
    ("SISA-007", "2011-08-12", "", "", LOI, AILLEURS, ("CSP, art. L4041-7",)),
    ("STA-001", "", "", "", BON, DEDUITE, (COHERENCE,)),
    ("TER-001", "", "", "", BON, VUE, ("Code officiel géographique de l'INSEE",)),
]
BORNES = [(code, debut, fin) for code, debut, fin, *_ in VERSIONS if debut]


def version_du(code: str, debut: str) -> Regle:
    (une,) = (regle for regle in REGLES[code] if str(regle.vigueur.debut or "") == debut)
    return une


@pytest.mark.parametrize("attendue", VERSIONS, ids=lambda attendue: f"{attendue[0]}-{attendue[1]}")
def test_une_version(attendue: tuple[str, str, str, str, str, str, tuple[str, ...]]) -> None:
    code, debut, fin, lue_depuis, portee, fiabilite, textes = attendue
    une = version_du(code, debut)
    assert (str(une.vigueur.debut or ""), str(une.vigueur.fin or "")) == (debut, fin)
    assert str(une.lue_depuis or "") == lue_depuis
    assert (une.portee.value, une.fiabilite.value) == (portee, fiabilite)
    assert len(une.sources) == len(textes)
    for source, texte in zip(une.sources, textes, strict=True):
        assert source.reference.startswith(texte)


@pytest.mark.parametrize(("code", "debut", "fin"), BORNES)
def test_hors_de_ses_jours_une_version_ne_dit_rien(code: str, debut: str, fin: str) -> None:
    premier = date.fromisoformat(debut)
    juges = [(premier - UN_JOUR, False), (premier, True), (premier + UN_JOUR, True)]
    if fin:
        dernier = date.fromisoformat(fin)
        juges += [(dernier - UN_JOUR, True), (dernier, True), (dernier + UN_JOUR, False)]
    for jour, en_vigueur in juges:
        rapport = controler(Registre(), au=jour, regles={code: (version_du(code, debut),)})
        assert (rapport.resultats[0].resultat.value != "hors_vigueur") is en_vigueur


@pytest.mark.parametrize("code", ["CDS-001", "CDS-002", "CDS-003", "CDS-004", "CDS-005", "CDS-007", "CDS-009"])
def test_une_regle_des_centres_vise_le_centre_et_le_centre_territorial(code: str) -> None:
    assert {*REGLES[code][0].cible} == {*version(code, str(REGLES[code][-1].vigueur.debut)).cible} == {CentreSante, CTS}
