"""The portfolio, the counts and the comparison as tables."""

from datetime import date

import attrs
import pytest
from tests.cycle.outils import Q, cpts, fait

from soinsprimaires import (
    Acte,
    DatePartielle,
    Delimitation,
    NatureProjet,
    NatureTerritoire,
    Professionnel,
    Projet,
    Referent,
    Registre,
    Rpps,
    Territoire,
    ValeurInvalide,
)
from soinsprimaires.affichage.comparaison import (
    changements_des_projets,
    raconter_comparaison,
    tableau_comparaison,
)
from soinsprimaires.affichage.contenu.registre import Presentation
from soinsprimaires.affichage.portefeuille import _avant, portefeuille_en_bref, tableau_comptes, tableau_portefeuille
from soinsprimaires.affichage.tableaux import SANS_OBJET, en_objet
from soinsprimaires.analyse import Critere
from soinsprimaires.comparaison import comparer
from soinsprimaires.cycle import Echeance, EtatCPTS, EtatMSP, StatutEcheance
from soinsprimaires.referentiels import professions

AU = date(2024, 2, 1)
TERRITOIRE = Territoire(
    identifiant="lomagne",
    nom="Lomagne",
    nature=NatureTerritoire.ACTION_CPTS,
    communes=("32208",),
    delimitation=Delimitation.COMPLETE,
    departement="32",
    region="76",
)
DEPOSE = attrs.evolve(
    cpts(
        fait(Acte.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS),
        fait(Acte.ACCORD_LETTRE_INTENTION, "2023-03", Q.ARS, Q.CPAM),
        fait(Acte.DEPOT_PROJET, "2024-01-31", Q.PORTEURS, recu_le="2024-01-31"),
    ),
    identifiant="depose",
    nom="CPTS Lomagne",
    territoire="lomagne",
)
MUET = Projet(identifiant="muet", nom="Sans journal", nature=NatureProjet.MSP)
REGISTRE = Registre(projets=(DEPOSE, MUET), territoires=(TERRITOIRE,))


def test_le_portefeuille_dit_ou_en_est_chaque_projet() -> None:
    tableau = tableau_portefeuille(REGISTRE, au=AU)
    assert tableau.titre == "Portefeuille des projets au 1er février 2024"
    depose, muet = (dict(zip((c.cle for c in tableau.colonnes), ligne, strict=True)) for ligne in tableau.lignes)
    assert depose == {
        "projet": "depose",
        "nom": "CPTS Lomagne",
        "nature": NatureProjet.CPTS,
        "communes": ("Lectoure (32208)",),
        "region": "76",
        "nom_region": "Occitanie",
        "etat": EtatCPTS.PROJET_DEPOSE,
        "etats_possibles": (EtatCPTS.PROJET_DEPOSE,),
        "depuis": DatePartielle.lire("2024-01-31"),
        "dernier_acte": Acte.DEPOT_PROJET,
        "dernier_acte_le": DatePartielle.lire("2024-01-31"),
        "jours_sans_nouvelles": 1,
        "prochaine_etape": Acte.VALIDATION_PROJET,
        "acteurs_etape": (Q.ARS,),
        "prochaine_echeance": "Opposition de l'ARS, sans laquelle le projet de santé est réputé validé",
        "limite_le": date(2024, 3, 31),
        "au_plus_tard_le": date(2024, 4, 2),
        "statut_echeance": StatutEcheance.A_VENIR,
        "doit_agir": (Q.ARS,),
        "referents": (),
    }
    assert muet["etat"] is EtatMSP.EMERGENCE
    assert muet["region"] is None
    assert muet["prochaine_echeance"] is SANS_OBJET


def test_deux_etats_possibles_sont_tous_deux_nommes() -> None:
    """Five years after its signature nobody knows whether a contract was renewed."""
    signe = cpts(
        fait(Acte.DEPOT_LETTRE_INTENTION, "2020-01-10", Q.PORTEURS),
        fait(Acte.ACCORD_LETTRE_INTENTION, "2020-02-10", Q.ARS, Q.CPAM),
        fait(Acte.DEPOT_PROJET, "2020-06-10", Q.PORTEURS),
        fait(Acte.VALIDATION_PROJET, "2020-07-10", Q.ARS),
        fait(Acte.SIGNATURE_CONTRAT, "2020-09-10", Q.ARS, Q.CPAM, Q.PORTEURS),
    )
    reprise = fait(Acte.REPRISE, "2026-01-01", etats_possibles=("emergence", "projet_valide", "contrat_signe"))
    muet = attrs.evolve(cpts(reprise), identifiant="muet")
    lignes = portefeuille_en_bref(Registre(projets=(signe, muet)), au=date(2026, 11, 30)).lignes
    assert {ligne[1] for ligne in lignes} == {"contrat signé ou échu", "non déterminé"}


def test_une_date_vient_avec_son_action_et_son_acteur() -> None:
    demande = fait(Acte.DEMANDE_COMPLEMENTS, "2024-02-01", Q.ARS, delai_le="2024-03-01")
    complete = attrs.evolve(DEPOSE, journal=(*DEPOSE.journal, demande))
    registre = Registre(projets=(complete, MUET), territoires=(TERRITOIRE,))
    bref = portefeuille_en_bref(registre, au=AU)
    assert [ligne[3:] for ligne in bref.lignes] == [
        ("Suite à donner : demande de compléments", "01/03/2024", "porteurs"),
        ("dépôt du projet", "", "porteurs"),
    ]
    large = tableau_portefeuille(registre, au=AU)
    cles = [colonne.cle for colonne in large.colonnes]
    depose = dict(zip(cles, large.lignes[0], strict=True))
    assert (depose["prochaine_etape"], depose["acteurs_etape"]) == (Acte.VALIDATION_PROJET, (Q.ARS,))
    assert (depose["limite_le"], depose["doit_agir"]) == (date(2024, 3, 1), (Q.PORTEURS,))
    index = next(table for table in Presentation(registre, AU).projets.tables if table.titre == "Tous les projets")
    assert index.entetes[5:] == ("Ensuite", "Avant le", "Qui doit agir")
    dite = [case.texte for case in index.lignes[0]]
    assert dite[5:] == ["Suite à donner : demande de compléments", "le 1er mars 2024", "porteurs"]


def test_les_nombres_disent_aussi_ce_qu_on_ignore() -> None:
    tableau = tableau_comptes(REGISTRE, au=AU)
    assert tableau.lignes == (
        ("76", "Occitanie", NatureProjet.CPTS, EtatCPTS.PROJET_DEPOSE, 1),
        (None, None, NatureProjet.MSP, EtatMSP.EMERGENCE, 1),
    )
    assert tableau.notes == ("La somme des lignes est le nombre des projets du registre : 2.",)
    assert tableau_comptes(REGISTRE, au=AU, par=(Critere.ETAT,)).lignes == (
        ("émergence", 1),
        ("projet de santé déposé", 1),
    )


def test_les_referents_sont_nommes_sinon_dits_par_leur_qualite() -> None:
    suivi = attrs.evolve(DEPOSE, referents=(Referent(qualite=Q.ARS, organisation="ars"), Referent(qualite=Q.CPAM)))
    (ligne,) = tableau_portefeuille(Registre(projets=(suivi,)), au=AU).lignes
    assert ligne[-1] == ("ars", "la CPAM")


def test_une_region_inconnue_n_empeche_pas_le_tableau() -> None:
    ailleurs = attrs.evolve(TERRITOIRE, communes=(), delimitation=Delimitation.INCONNUE, departement=None, region="ZZ")
    registre = Registre(projets=(DEPOSE,), territoires=(ailleurs,))
    assert tableau_comptes(registre, au=AU, par=(Critere.REGION,)).lignes == (("ZZ", "code inconnu", 1),)


SOIGNANT = Professionnel(
    identifiant="soignant", profession=professions.MEDECIN, nom="Alpha", rpps=Rpps("90000000019"), annee_naissance=1960
)
AVANT = Registre(professionnels=(SOIGNANT,), projets=(MUET,))
APRES = Registre(
    professionnels=(attrs.evolve(SOIGNANT, nom="Bêta", profession=professions.SAGE_FEMME),), projets=(DEPOSE,)
)


def test_la_comparaison_en_lignes() -> None:
    tableau = tableau_comparaison(comparer(AVANT, APRES))
    assert tableau.lignes == (
        ("ajout", "projets", "depose", "", "ajout"),
        ("retrait", "projets", "muet", "", "retrait"),
        ("modification", "professionnels", "soignant", "/profession/code", "'10' devient '50'"),
        ("modification", "professionnels", "soignant", "/nom", "une autre valeur"),
    )
    assert tableau.notes == ("1 ajout, 1 retrait, 1 entité modifiée.",)
    assert en_objet(tableau)["lignes"][0]["pointeur"] == ""


def test_la_comparaison_racontee() -> None:
    sections = list(raconter_comparaison(comparer(AVANT, APRES)))
    assert [(s.titre, [ligne.texte for ligne in s.lignes]) for s in sections] == [
        ("Ce qui change", ["1 ajout, 1 retrait, 1 entité modifiée."]),
        ("Ajouts", ["+ projets « depose »"]),
        ("Retraits", ["- projets « muet »"]),
        (
            "Modifications",
            [
                "~ professionnels « soignant »",
                "    profession/code : '10' devient '50'",
                "    nom : une autre valeur",
            ],
        ),
    ]


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ((("32208",), "partielle"), (("32132", "32208"), "partielle"), "Fleurance, Lectoure, au lieu de Lectoure"),
        # The same communes say more when they are the whole.
        (
            (("32208",), "partielle"),
            (("32208",), "complete"),
            "Lectoure (délimitation complète), au lieu de Lectoure (délimitation partielle)",
        ),
        (((), "inconnue"), (("32208",), "complete"), "Lectoure"),
        ((("32208",), "complete"), ((), "inconnue"), "inconnu, au lieu de Lectoure"),
        (((), "partielle"), ((), "inconnue"), None),
    ],
)
def test_un_territoire_qui_change_dit_s_il_est_complet(
    avant: tuple[tuple[str, ...], str], apres: tuple[tuple[str, ...], str], attendu: str | None
) -> None:
    def registre(communes: tuple[str, ...], limites: str) -> Registre:
        ici = attrs.evolve(TERRITOIRE, communes=communes, delimitation=Delimitation(limites))
        return Registre(projets=(DEPOSE,), territoires=(ici,))

    changements = changements_des_projets(registre(*avant), registre(*apres), au=AU)
    assert [dit for un in changements for dit in un.dits] == ([] if attendu is None else [f"territoire : {attendu}"])


def test_rien_ne_change() -> None:
    comparaison = comparer(AVANT, AVANT)
    assert [s.titre for s in raconter_comparaison(comparaison)] == ["Ce qui change"]
    assert tableau_comparaison(comparaison).lignes == ()
    assert tableau_comparaison(comparaison).notes == ("Aucune différence.",)


def test_un_critere_deux_fois_est_refuse() -> None:
    with pytest.raises(ValeurInvalide, match="deux fois"):
        tableau_comptes(REGISTRE, au=AU, par=(Critere.ETAT, Critere.ETAT))


@pytest.mark.parametrize(
    ("tot", "tard", "attendu"),
    [
        (None, None, ""),
        (date(2027, 3, 3), date(2027, 3, 3), "03/03/2027"),
        (date(2027, 3, 3), date(2027, 3, 4), "03/03/2027?"),
        (date(2027, 3, 3), None, "03/03/2027?"),
        (None, date(2027, 3, 4), "04/03/2027?"),
        # Some day of a month is a month, of which no day is the right one.
        (date(2027, 4, 1), date(2027, 4, 30), "avril 2027"),
        (date(2027, 4, 1), date(2027, 4, 29), "01/04/2027?"),
    ],
)
def test_avant_quand_en_quelques_signes(tot: date | None, tard: date | None, attendu: str) -> None:
    une = Echeance(
        code="PROJET",
        libelle="déposer",
        limite_le=tot,
        au_plus_tard_le=tard,
        acteurs=(),
        calcul="",
        statut=StatutEcheance.A_VENIR,
    )
    assert _avant(une) == attendu
