"""``soinsprimaires chronologie``, as a person at a terminal meets it, and as a program reads it."""

import json
from datetime import date
from pathlib import Path

import attrs
import jsonschema_rs
import pytest
from tests.cycle.outils import Q, annuler, centre, cpts, fait
from typer.testing import CliRunner, Result

from soinsprimaires import Acte, Acteur, ActiviteAgreee, MissionCPTS, Registre, ecrire, schemas
from soinsprimaires.cli._commandes import application

A = Acte
LETTRE = fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS)
ACCORD = fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS, Q.CPAM)
DEPOT = fait(A.DEPOT_PROJET, "2024-01-31", Q.PORTEURS, recu_le="2024-01-31")
VALIDATION = fait(A.VALIDATION_PROJET, "2024-02-15", Q.ARS)
CONTRAT = fait(A.SIGNATURE_CONTRAT, "2024-02-29", Q.STRUCTURE, Q.ARS, Q.CPAM)
DEMARRAGE = fait(A.DEMARRAGE_MISSION, "2024-05-02", Q.STRUCTURE, mission=MissionCPTS.ACCES_AUX_SOINS)


def lancer(*arguments: str) -> Result:
    return CliRunner().invoke(application, ["chronologie", *arguments])


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    signee = attrs.evolve(cpts(LETTRE, ACCORD, DEPOT, VALIDATION, CONTRAT, DEMARRAGE), identifiant="signee")
    deposee = attrs.evolve(cpts(LETTRE, ACCORD, DEPOT), identifiant="deposee", nom="CPTS déposée")
    chemin = tmp_path / "registre.json"
    ecrire(Registre(projets=(signee, deposee)), chemin)
    return chemin


def test_la_vie_d_un_projet_depose(dossier: Path) -> None:
    resultat = lancer(str(dossier), "--au", "2024-02-01", "--projet", "deposee")
    assert resultat.exit_code == 0
    assert resultat.output.splitlines() == [
        "",
        "CPTS déposée : ce qui s'est passé",
        "  le 10 janvier 2023 : dépôt de la lettre d'intention, par les porteurs",
        "  le 1er mars 2023 : accord sur la lettre d'intention, par l'ARS, la CPAM",
        "  le 31 janvier 2024 : dépôt du projet de santé, par les porteurs",
        "      reçu : le 31 janvier 2024",
        "",
        "Où il en est le 1er février 2024",
        "  projet de santé déposé ; entré dans cet état le 31 janvier 2024",
        "",
        "Échéances",
        (
            "  entre le 31 mars et le 2 avril 2024 : Opposition de l'ARS, sans laquelle le projet "
            "de santé est réputé validé (à venir ; l'ARS)"
        ),
        "      2 mois à compter de la réception par l'ARS ; ou le jour ouvré suivant, le texte lu ne le dit pas",
        "      CSP, art. L1434-12, al. 4 (loi n° 2019-774 du 24 juillet 2019, JO du 26 juillet 2019)",
        "",
        "Ce qui manque",
        "  1. validation du projet de santé",
        "      qui peut agir : l'ARS",
        "      pièces : décision",
        (
            "      sans opposition de l'ARS, le projet est réputé validé : sûrement après le 2 avril 2024, "
            "au plus tôt après le 31 mars 2024"
        ),
        "  2. signature du contrat",
        "      qui peut agir : l'ARS, la CGSS, la CPAM, les porteurs, la structure",
        "      pièces : contrat, statuts",
        "      il faut l'accord de la structure ou des porteurs",
        "      il faut l'accord de l'assurance maladie : la CPAM, ou la CGSS outre-mer",
        "      il faut l'accord de l'ARS",
        (
            "      la communauté est constituée en association (CSP, art. L1434-12-1 (ordonnance n° 2021-584 "
            "du 12 mai 2021, art. 1er))"
        ),
        "  3. mise en fonctionnement",
        "      qui peut agir : les porteurs, la structure",
    ]


def test_une_mission_demarree_et_ce_qui_reste(dossier: Path) -> None:
    sortie = lancer(str(dossier), "--au", "2024-06-01", "--projet", "signee").output
    assert "  contrat signé ; entré dans cet état le 29 février 2024\n  Mission accès aux soins : démarrée\n" in sortie
    assert "  démarrage d'une mission (accès aux soins), par la structure" not in sortie
    assert "  le 2 mai 2024 : démarrage d'une mission (accès aux soins), par la structure\n" in sortie
    # Six months after 29 February 2024; the next working day is the one after.
    demarree = "Mission « accès aux soins » démarrée (tenue le 2 mai 2024 ; la structure)"
    assert f"entre le 29 et le 30 août 2024 : {demarree}" in sortie
    assert "entre le 28 février et le 1er mars 2029 : Terme du contrat" in sortie


def test_sans_projet_nomme_ils_y_sont_tous(dossier: Path) -> None:
    sortie = lancer(str(dossier), "--au", "2024-02-01").output
    attente = "entre 31/03/2024 et 02/04/2024 : réponse de l'ARS (à venir)"
    suite = f"      {attente} ; ensuite : validation du projet de santé (ARS)"
    assert sortie.splitlines() == [
        "",
        "2 projets au 1er février 2024",
        "  CPTS déposée : projet de santé déposé, le 31 janvier 2024",
        suite,
        "  Projet : projet de santé déposé, le 31 janvier 2024",
        suite,
    ]
    details = lancer(str(dossier), "--au", "2024-06-01", "--details").output
    assert [ligne for ligne in details.splitlines() if ligne.endswith("ce qui s'est passé")] == [
        "CPTS déposée : ce qui s'est passé",
        "Projet : ce qui s'est passé",
    ]


def test_le_json_pour_un_programme(dossier: Path) -> None:
    resultat = lancer(str(dossier), "--au", "2024-02-01", "--projet", "deposee", "--json")
    (projet,) = json.loads(resultat.output)["projets"]
    assert sorted(projet) == [
        "actes_possibles",
        "au",
        "ce_qui_manque",
        "depuis",
        "echeances",
        "etat",
        "etats_possibles",
        "historique",
        "nature",
        "nom",
        "projet",
    ]
    assert (projet["projet"], projet["nom"]) == ("deposee", "CPTS déposée")
    assert (projet["etat"], projet["depuis"], projet["au"]) == ("projet_depose", "2024-01-31", "2024-02-01")
    assert [etape["acte"] for etape in projet["ce_qui_manque"]] == [
        "validation_projet",
        "signature_contrat",
        "mise_en_fonctionnement",
    ]
    (echeance,) = projet["echeances"]
    assert echeance["projet"] == projet["projet"]
    assert (echeance["code"], echeance["limite_le"], echeance["au_plus_tard_le"]) == (
        "CPTS-002",
        "2024-03-31",
        "2024-04-02",
    )
    assert projet["historique"][0] == {
        "evenement": "depot-lettre-intention-2023-01-10",
        "acte": "depot_lettre_intention",
        "effet_le": "2023-01-10",
        "enregistre_le": "2026-01-01",
        "acteurs": ["porteurs"],
        "etats": ["lettre_intention_deposee"],
        "coherent": True,
        "annule": False,
    }


def test_ce_que_le_journal_ne_dit_pas_se_montre(tmp_path: Path) -> None:
    erreur = fait(A.OPPOSITION_ARS, "2023-02-01", Q.ARS)
    vague = fait(A.DEPOT_PROJET, "2023", Q.PORTEURS)
    chemin = tmp_path / "registre.json"
    ecrire(Registre(projets=(cpts(erreur, vague, annuler(erreur, "annulation")),)), chemin)
    sortie = lancer(str(chemin), "--au", "2023-06-01").output
    assert "en 2023 : dépôt du projet de santé, par les porteurs\n" in sortie
    assert "le 1er février 2023 : opposition de l'ARS, par l'ARS ; écriture annulée\n" in sortie
    assert "État non déterminé : ou bien projet de santé déposé, ou bien projet de santé validé, ou bien émergence" in (
        sortie
    )
    assert "Ce qui manque" not in sortie
    document = json.loads(lancer(str(chemin), "--au", "2023-06-01", "--json").output)
    jsonschema_rs.validate(schemas.schema(document="chronologie"), document)
    (projet,) = document["projets"]
    # No way is known, which is not that nothing is missing.
    assert (projet["etat"], projet["ce_qui_manque"]) == (None, None)


def test_un_acte_imprevu_et_une_reprise(tmp_path: Path) -> None:
    chemin = tmp_path / "registre.json"
    reprise = fait(A.REPRISE, "2023-01-01", etat="projet_valide")
    projets = (
        cpts(CONTRAT),
        attrs.evolve(cpts(reprise), identifiant="repris"),
        attrs.evolve(cpts(fait(A.REPRISE, "2023-01-01")), identifiant="inconnu"),
    )
    ecrire(Registre(projets=projets), chemin)
    sortie = lancer(str(chemin), "--au", "2024-06-01", "--details").output
    assert "; la procédure ne prévoit pas cet acte à ce moment" in sortie
    assert "début du suivi, le projet étant déjà en cours (projet de santé validé)" in sortie
    assert "État non déterminé : le journal ne permet d'en écarter aucun" in sortie


def test_un_agrement(tmp_path: Path) -> None:
    champs = {"site": "site", "activite": ActiviteAgreee.DENTAIRE}
    objet = centre(
        fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-06-01", Q.GESTIONNAIRE),
        fait(A.DEMANDE_AGREMENT, "2023-06-01", Q.GESTIONNAIRE, **champs),
        fait(A.AGREMENT_PROVISOIRE, "2023-08-31", Q.ARS, **champs),
        fait(A.DELIVRANCE_RECEPISSE, "2023-08-31", Q.ARS),
        fait(A.OUVERTURE, "2023-08-31", Q.GESTIONNAIRE, site="site"),
    )
    chemin = tmp_path / "registre.json"
    ecrire(Registre(projets=(objet,)), chemin)
    sortie = lancer(str(chemin), "--au", "2024-01-15").output
    assert "  Agrément dentaire (site) : provisoire\n" in sortie
    assert "le 31 août 2024 au plus tôt : Agrément définitif (dentaire, site) (à venir ; l'ARS)" in sortie


@pytest.mark.parametrize(
    ("le", "dit"),
    [
        ("2024-08-29", "(tenue le 29 août 2024 ; la structure)"),
        ("2024-08-30", "(tenue le 30 août 2024, à temps ou non : on ne sait pas ; la structure)"),
        ("2024-09-02", "(tenue le 2 septembre 2024, après la limite ; la structure)"),
    ],
)
def test_une_echeance_dit_quand_elle_a_ete_tenue(tmp_path: Path, le: str, dit: str) -> None:
    """Signed on 29 February 2024: six months end on 29 August, a Thursday, or on Friday 30."""
    demarrage = fait(A.DEMARRAGE_MISSION, le, Q.STRUCTURE, mission=MissionCPTS.ACCES_AUX_SOINS)
    chemin = tmp_path / "registre.json"
    ecrire(Registre(projets=(cpts(DEPOT, VALIDATION, CONTRAT, demarrage),)), chemin)
    assert f"Mission « accès aux soins » démarrée {dit}\n" in lancer(str(chemin), "--au", "2024-12-02").output
    (objet,) = json.loads(lancer(str(chemin), "--au", "2024-12-02", "--json").output)["projets"]
    (echeance,) = (e for e in objet["echeances"] if e["libelle"] == "Mission « accès aux soins » démarrée")
    a_temps = {"2024-08-29": True, "2024-08-30": None, "2024-09-02": False}[le]
    assert (echeance["tenue_le"], echeance["a_temps"]) == (le, a_temps)


def test_une_etape_interdite_dit_jusqu_a_quand(tmp_path: Path) -> None:
    gestionnaire = (Acteur(qualite=Q.GESTIONNAIRE, entite="gestion"),)
    depot = fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-06-01", acteurs=gestionnaire)
    ferme = centre(
        depot,
        fait(A.DELIVRANCE_RECEPISSE, "2023-06-20", Q.ARS),
        fait(A.OUVERTURE, "2023-09-01", Q.GESTIONNAIRE),
        fait(A.FERMETURE_ADMINISTRATIVE, "2023-10-02", Q.ARS, motif="sécurité des soins"),
    )
    neuf = centre(fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2023-10-09", acteurs=gestionnaire))
    chemin = tmp_path / "registre.json"
    ecrire(Registre(projets=(attrs.evolve(ferme, identifiant="ferme"), neuf)), chemin)
    sortie = lancer(str(chemin), "--au", "2023-11-15", "--projet", "projet").output
    assert "    pas avant le 2 octobre 2031\n" in sortie
    dit = "un centre du même gestionnaire (ferme) a été fermé par l'ARS le 2 octobre 2023"
    assert dit in sortie
    # Since 29 December 2023 another version is in force, which was not read.
    plus_tard = lancer(str(chemin), "--au", "2025-01-15", "--projet", "projet").output
    assert "pas avant" not in plus_tard
    assert f"à vérifier : {dit}" in plus_tard


def test_un_projet_inconnu_ou_un_dossier_sans_projet(dossier: Path, tmp_path: Path) -> None:
    resultat = lancer(str(dossier), "--projet", "autre")
    assert resultat.exit_code == 2
    assert "aucun projet ne s'appelle 'autre' ; projets : CPTS déposée (deposee), Projet (signee)" in resultat.output
    vide = tmp_path / "vide.json"
    ecrire(Registre(), vide)
    assert lancer(str(vide)).exit_code == 2


def test_le_jour_par_defaut_est_aujourd_hui(dossier: Path) -> None:
    avant = date.today()  # noqa: DTZ011
    (projet,) = json.loads(lancer(str(dossier), "--projet", "signee", "--json").output)["projets"]
    assert avant <= date.fromisoformat(projet["au"]) <= date.today()  # noqa: DTZ011
