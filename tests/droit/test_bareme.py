"""Every number of the scale of the ACI, by hand from the guide and from what was read of the agreement on the CPTS."""

from datetime import date
from decimal import Decimal

import pytest

from soinsprimaires.droit import INDICATEURS_ACI_MSP, POSTES_ACI, TAILLES_CPTS, PosteBareme, StatutReponse
from soinsprimaires.sources import Fiabilite

GUIDE = {
    "A1-HORAIRES/fixe": "800",
    "A1-HORAIRES/amplitude_entiere": "12",
    "A1-HORAIRES/amplitude_moyenne": "10",
    "A1-HORAIRES/amplitude_minimale": "8",
    "A1-HORAIRES/reduction_amplitude_moyenne": "60",
    "A1-HORAIRES/reduction_amplitude_faible": "150",
    "A1-HORAIRES/reduction_samedi": "120",
    "A1-HORAIRES/reduction_vacances": "20",
    "A1-HORAIRES/semaines_vacances": "3",
    "A1-HORAIRES/semaines_hors_vacances": "1",
    "A1-CRISE-PLAN/fixe": "100",
    "A1-CRISE-ACTIONS/variable": "350",
    "A1-DIV/fixe": "300",
    "A1-VAC/fixe": "300",
    "A1-CSTM/fixe": "200",
    "A1-SP/variable": "350",
    "A1-SP/maximum": "2",
    "A1-SP/fixe_ipa": "200",
    "A1-USAGERS/fixe": "200",
    "A1-USAGERS/variable": "300",
    "A1-SAS/fixe_niveau_1": "100",
    "A1-SAS/fixe_niveau_2": "200",
    "A2-COORD/fixe": "1000",
    "A2-COORD/variable": "1700",
    "A2-COORD/variable_au_dela": "1100",
    "A2-COORD/seuil": "8000",
    "A2-PROTO/fixe": "100",
    "A2-PROTO/fixe_ipa": "40",
    "A2-PROTO/maximum": "8",
    "A2-RCP/variable": "1000",
    "A2-RCP/variable_ipa": "200",
    "A2-RCP/taux": "0.05",
    "A2-RCP/reunions": "6",
    "A2-STAGES/fixe": "450",
    "A2-STAGES/minimum": "2",
    "A2-STAGES/fixe_suivant": "225",
    "A2-STAGES/maximum": "4",
    "A2-EXT/variable": "200",
    "A2-QUAL/fixe": "100",
    "A2-QUAL/variable_niveau_2": "200",
    "A2-QUAL/variable_niveau_3": "300",
    "A2-PNC/fixe": "100",
    "A2-PNC/maximum": "6",
    "A2-IC/variable": "100",
    "A2-OBESITE/fixe": "100",
    "A3-SI-STD/fixe": "500",
    "A3-SI-STD/par_associe": "200",
    "A3-SI-STD/par_associe_au_dela": "150",
    "A3-SI-STD/seuil": "16",
    "A3-SI-AV/fixe": "100",
}
GENERAUX = {
    "point": "7",
    "patientele_reference": "4000",
    "precarite_plafond": "0.25",
    "avance_part": "0.6",
    "avance_minimum": "12000",
    "part_nationale_c2s": "0.075",
    "part_nationale_ame": "0.004",
}
MISSIONS = ("ACCES_AUX_SOINS", "PARCOURS", "PREVENTION", "CRISES_SANITAIRES", "QUALITE", "ACCOMPAGNEMENT")
PARTS = [f"{mission}/{part}" for mission in MISSIONS for part in ("fixe", "variable")]
TAILLES = {
    # From 25 August 2019, and from 31 March 2022.
    "fonctionnement": (("50000", "60000", "75000", "90000"), ("50000", "60000", "75000", "90000")),
    "total_maximum": (("220000", "287000", "370000", "450000"), (None, None, None, "580000")),
    "aide_lettre_intention": ((None,) * 4, ("15000", "17500", "25000", "30000")),
}


def poste(code: str, taille: int | None = None) -> PosteBareme:
    [trouve] = [un for un in POSTES_ACI if (un.code, un.taille) == (code, taille)]
    return trouve


def test_aucun_poste_ne_manque() -> None:
    attendus = {(code, 0) for code in {*GUIDE, *GENERAUX, "avance", "credit_premiere_annee"}}
    attendus |= {(code, taille) for code in {*TAILLES, *PARTS} for taille in TAILLES_CPTS}
    assert sorted((p.code, p.taille or 0) for p in POSTES_ACI) == sorted(attendus)


@pytest.mark.parametrize(("code", "nombre"), (GUIDE | GENERAUX).items())
def test_un_nombre_de_l_avenant_1(code: str, nombre: str) -> None:
    valeur = poste(code).valeur
    for jour in (date(2022, 1, 1), date(2023, 12, 31)):
        assert valeur.au(jour).valeur == Decimal(nombre)
    for jour in (date(2026, 7, 14), date(2030, 1, 1)):
        assert valeur.au(jour).statut is StatutReponse.INCONNU
    dernier = date(2026, 7, 13)
    connu = not code.startswith("part_nationale")
    assert valeur.au(dernier).valeur == (Decimal(nombre) if connu else None)


@pytest.mark.parametrize("code", GUIDE)
def test_les_points_de_2017_ne_sont_pas_lus(code: str) -> None:
    nuls = {"A1-HORAIRES/amplitude_minimale", "A2-PROTO/maximum", "A2-RCP/reunions"}
    reponse = poste(code).valeur.au(date(2018, 1, 1))
    assert reponse.valeur is None
    if code not in nuls:
        assert reponse.raison is not None
        assert "24 juillet 2017" in reponse.raison


@pytest.mark.parametrize("code", TAILLES)
def test_un_montant_par_taille(code: str) -> None:
    for jour, montants in zip((date(2019, 8, 25), date(2022, 3, 31)), TAILLES[code], strict=True):
        for taille, montant in zip(TAILLES_CPTS, montants, strict=True):
            assert poste(code, taille).valeur.au(jour).valeur == (None if montant is None else Decimal(montant))


@pytest.mark.parametrize("code", PARTS)
def test_le_tableau_des_missions_n_est_pas_lu_et_dit_ou_le_lire(code: str) -> None:
    for taille in TAILLES_CPTS:
        avant, apres = (poste(code, taille).valeur.au(jour) for jour in (date(2020, 1, 1), date(2023, 1, 1)))
        assert avant.valeur is apres.valeur is None
        assert apres.raison is not None
        assert "JORFTEXT000045443303" in apres.raison
        if code.startswith("CRISES"):
            assert avant.statut is StatutReponse.PAS_ENCORE_EN_VIGUEUR
        else:
            assert avant.raison is not None
            assert "SSAS1924409A" in avant.raison


def test_le_credit_de_demarrage_est_celui_des_contrats_d_avant_la_fin_de_2021() -> None:
    credit = poste("credit_premiere_annee").valeur
    jours = (date(2019, 8, 25), date(2021, 12, 30), date(2021, 12, 31), date(2022, 1, 1))
    assert [credit.au(jour).valeur for jour in jours] == [Decimal("0.75"), Decimal("0.75"), None, 0]


def test_rien_n_est_plus_sur_que_sa_source() -> None:
    rangs = list(Fiabilite)
    for un in POSTES_ACI:
        for etape in un.valeur.valeurs:
            au_mieux = [source.fiabilite_au_mieux for source in etape.sources]
            assert rangs.index(etape.fiabilite) >= max(map(rangs.index, au_mieux))


def test_chaque_indicateur_a_ses_pages() -> None:
    assert [(i.code, i.pages) for i in INDICATEURS_ACI_MSP] == [
        ("A1-HORAIRES", "2-5"),
        ("A1-CRISE-PLAN", "6-7"),
        ("A1-CRISE-ACTIONS", "6-7"),
        ("A1-DIV", "8-10"),
        ("A1-VAC", "8, 11-12"),
        ("A1-CSTM", "8, 13-14"),
        ("A1-SP", "8, 15-16"),
        ("A1-USAGERS", "8, 17"),
        ("A1-SAS", "8, 18-19"),
        ("A2-COORD", "20-22"),
        ("A2-PROTO", "23-25"),
        ("A2-RCP", "23, 26-30"),
        ("A2-STAGES", "31-33"),
        ("A2-EXT", "31, 34-35"),
        ("A2-QUAL", "31, 36-37"),
        ("A2-PNC", "31, 38-39"),
        ("A2-IC", "31, 40-41"),
        ("A2-OBESITE", "31, 42"),
        ("A3-SI-STD", "43-46"),
        ("A3-SI-AV", "47-48"),
    ]
