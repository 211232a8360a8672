"""A CPTS signs its contract: eighty-eight members of whom one is named, and money between two bounds.

Facts of an article of the press of Haute-Loire on the CPTS Entre Loire et Sucs and of the release of the ARS
Auvergne-Rhône-Alpes on the same day, in other words; nobody is named.
"""

from datetime import date
from pathlib import Path

from soinsprimaires import (
    CPTS,
    Acte,
    Acteur,
    Adhesion,
    Estimation,
    Evenement,
    NatureOrganisation,
    NatureProjet,
    NatureTerritoire,
    NuanceNombre,
    Organisation,
    PeriodePartielle,
    Projet,
    Provenance,
    QualiteActeur,
    Registre,
    Statistique,
    Territoire,
    charger_lignes,
    controler,
    cycle,
    depuis_json,
    ecrire_lignes,
    en_json,
)
from soinsprimaires.affichage.contenu.fiches import Redaction
from soinsprimaires.regles import Resultat

AU = date(2025, 12, 31)
ENREGISTRE_LE = date(2026, 11, 22)
COMMUNIQUE = Provenance(titre="Création d'une nouvelle CPTS", editeur="ARS Auvergne-Rhône-Alpes")
ARTICLE = Provenance(titre="Une communauté professionnelle de santé voit le jour")
# "Jeudi 17 juillet 2024" was a Wednesday, and the 17 July that followed a Thursday: the day or the year is wrong.
SIGNATURE = "[2024-07-17..2025-07-17]"

REGISTRE = Registre(
    organisations=(
        Organisation(identifiant="ars", nom="ARS Auvergne-Rhône-Alpes", nature=NatureOrganisation.ARS, region="84"),
        Organisation(
            identifiant="cpam", nom="CPAM de la Haute-Loire", nature=NatureOrganisation.CPAM, departement="43"
        ),
        Organisation(
            identifiant="hopital",
            nom="Centre hospitalier d'Yssingeaux",
            nature=NatureOrganisation.ETABLISSEMENT_SANTE,
            commune="43268",
        ),
    ),
    territoires=(
        Territoire(identifiant="haute-loire", nom="Haute-Loire", nature=NatureTerritoire.DEPARTEMENT, departement="43"),
    ),
    structures=(
        CPTS(
            identifiant="cpts",
            nom="CPTS Entre Loire et Sucs",
            adherents=(Adhesion(membre="hopital"),),
            nombre_adherents=Estimation(valeur=88, unite="adhérents"),
            provenance=ARTICLE,
        ),
    ),
    projets=(
        Projet(
            identifiant="projet",
            nom="CPTS Entre Loire et Sucs",
            nature=NatureProjet.CPTS,
            structure="cpts",
            journal=(
                Evenement(
                    identifiant="reprise",
                    acte=Acte.REPRISE,
                    etat="projet_valide",
                    effet_le=f"../{date(2025, 7, 17)}",
                    enregistre_le=ENREGISTRE_LE,
                ),
                Evenement(
                    identifiant="contrat",
                    acte=Acte.SIGNATURE_CONTRAT,
                    acteurs=(
                        Acteur(qualite=QualiteActeur.STRUCTURE, entite="cpts"),
                        Acteur(qualite=QualiteActeur.CPAM, entite="cpam"),
                        Acteur(qualite=QualiteActeur.ARS, entite="ars"),
                    ),
                    effet_le=SIGNATURE,
                    enregistre_le=ENREGISTRE_LE,
                    provenance=COMMUNIQUE,
                ),
            ),
        ),
    ),
    statistiques=(
        Statistique(
            identifiant="rang",
            indicateur="rang parmi les CPTS du département",
            valeur=Estimation(valeur=5, unite="rang"),
            territoire="haute-loire",
            provenance=COMMUNIQUE,
        ),
        Statistique(
            identifiant="financement",
            indicateur="financement annuel d'une CPTS, selon le nombre d'habitants et les objectifs atteints",
            valeur=Estimation(valeur=287_500, nuance=NuanceNombre.AU_MOINS, maximum=580_000, unite="EUR"),
            provenance=COMMUNIQUE,
        ),
    ),
)


def test_le_document_se_relit(tmp_path: Path) -> None:
    assert depuis_json(en_json(REGISTRE)) == REGISTRE
    ecrire_lignes(REGISTRE, tmp_path / "cpts.jsonl")
    assert Registre().avec(*charger_lignes(tmp_path / "cpts.jsonl")) == REGISTRE


def test_le_contrat_est_signe_et_nul_ne_sait_de_quelle_annee() -> None:
    projet = REGISTRE["projet"]
    assert cycle.etat(projet, au=AU) is cycle.EtatCPTS.CONTRAT_SIGNE
    assert cycle.etat(projet, au=date(2024, 12, 31)) is None


def test_les_quatre_vingt_huit_et_le_seul_nomme() -> None:
    dits = {dit.mot: dit.textes for dit in Redaction(REGISTRE, AU).fiche(REGISTRE["cpts"]).dits}
    assert dits["adhérents"] == ("Centre hospitalier d'Yssingeaux",)
    assert dits["nombre d'adhérents"] == ("88 adhérents",)


def test_un_montant_entre_deux_bornes() -> None:
    financement = REGISTRE["financement"].valeur
    assert (financement.au_moins, financement.au_plus) == (287_500, 580_000)
    dits = {dit.mot: dit.textes for dit in Redaction(REGISTRE, AU).fiche(REGISTRE["financement"]).dits}
    assert dits["valeur"] == ("de 287\u202f500 à 580\u202f000\u00a0€",)


def test_aucune_regle_n_y_voit_de_faute() -> None:
    issues = {resultat.resultat for resultat in controler(REGISTRE, au=AU).resultats}
    assert not issues & {Resultat.NON_CONFORME, Resultat.EN_PANNE}
    assert PeriodePartielle(debut=SIGNATURE).couvre(date(2024, 12, 31)) is None
