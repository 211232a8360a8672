"""The month of somebody who follows projects: the sheet in, the next one in, events noted, what changed."""

import csv
import json
import re
from collections import Counter
from html import unescape
from pathlib import Path

import jsonschema_rs
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from soinsprimaires import Acte, QualiteActeur, charger, schemas
from soinsprimaires.cli._commandes import application

FEUILLES = Path(__file__).parent.parent / "donnees" / "suivi"


def lancer(*arguments: str | Path) -> Result:
    return CliRunner().invoke(application, [str(argument) for argument in arguments])


@pytest.fixture
def octobre(tmp_path: Path) -> Path:
    registre = tmp_path / "octobre.json"
    feuille = FEUILLES / "suivi-octobre.csv"
    lu = lancer("importer", "suivi", feuille, "--departement", "32", "--au", "2026-10-31", "-o", registre)
    assert lu.exit_code == 1  # five cells are doubtful
    return registre


@pytest.fixture
def novembre_suivi(tmp_path: Path, octobre: Path) -> Path:
    suivant = tmp_path / "novembre-suivi.json"
    feuille = FEUILLES / "suivi-novembre.csv"
    lancer("importer", "suivi", feuille, "--departement", "32", *AU, "--dans", octobre, "-o", suivant)
    return suivant


def test_un_gabarit_se_remplit_et_se_lit(tmp_path: Path) -> None:
    feuille, registre = tmp_path / "suivi.xlsx", tmp_path / "registre.json"
    assert lancer("gabarit", "suivi", "-o", feuille).exit_code == 0
    livre = load_workbook(feuille)
    suivi = livre["Suivi"]
    assert {plage.type for plage in suivi.data_validations.dataValidation} == {"list"}
    ligne = {"Nom": "CPTS A", "Nature": "CPTS", "État": "projet de santé déposé", "Commune": "Lectoure"}
    for place, cellule in enumerate(suivi[1], start=1):
        suivi.cell(2, place).value = ligne.get(str(cellule.value))
    livre.save(feuille)
    lu = lancer("importer", "suivi", feuille, "--au", "2026-10-31", "-o", registre)
    assert lu.exit_code == 0, lu.output
    assert "1 ligne(s) lue(s)" in lu.output
    assert [projet.nom for projet in charger(registre).projets] == ["CPTS A"]
    encore = lancer("gabarit", "suivi", "-o", feuille)
    assert (encore.exit_code, "n'est pas remplacé" in encore.output) == (2, True)
    assert lancer("gabarit", "suivi", "-o", tmp_path / "suivi.csv").exit_code == 2


def test_la_feuille_entre_et_chaque_cellule_douteuse_est_dite(octobre: Path, tmp_path: Path) -> None:
    assert len(charger(octobre).projets) == 15
    mots, registre = tmp_path / "mots.toml", tmp_path / "autre.json"
    propose = lancer(
        "importer",
        "suivi",
        FEUILLES / "suivi-octobre.csv",
        "--au",
        "2026-10-31",
        "--correspondance",
        mots,
        "-o",
        registre,
    )
    assert (propose.exit_code, registre.exists()) == (1, False)
    assert propose.output.endswith(
        f"y dire ce que veulent dire « à relancer », puis relancer la même commande, qui la lira et écrira {registre}\n"
    )
    assert 'etat = "État d\'avancement"' in mots.read_text(encoding="utf-8")
    demande = mots.read_text(encoding="utf-8")
    mots.write_text(demande.replace('# ["à relancer", "..."]', '["à relancer", "emergence"]'), encoding="utf-8")
    lu = lancer(
        *("importer", "suivi", FEUILLES / "suivi-octobre.csv", "--departement", "32", "--au", "2026-10-31"),
        *("--correspondance", mots, "-o", registre),
    )
    assert lu.output.split("À corriger dans la feuille\n")[1].splitlines()[:-1] == [
        (
            "  ligne 9, « Depuis le » : '31/02/2026' n'existe pas, février 2026 a 28 jours ; "
            "corriger le jour, ou écrire « février 2026 »"
        ),
        "  ligne 12, « Communes » : 'Casaubon' n'est le nom d'aucune commune ; proches : Cazaubon (32096)",
        "  ligne 13, « Type » : 'MPS' n'est aucune nature connue ; lu MSP, comme le dit le nom du projet",
        (
            "  ligne 15, « Depuis le » : 'en cours' n'est pas une date que l'on puisse lire sans la deviner ; "
            "une date s'écrit « 12/05/2026 », « mai 2026 », « 2026 » ou « avant mai 2026 »"
        ),
    ]


def test_le_mois_suivant_s_ajoute(octobre: Path, tmp_path: Path) -> None:
    feuille = FEUILLES / "suivi-novembre.csv"
    suivant = lancer(
        *("importer", "suivi", feuille, "--departement", "32", "--au", "2026-11-29"),
        *("--dans", octobre, "-o", tmp_path / "novembre.json", "--json"),
    )
    assert suivant.exit_code == 1  # one date is still wrong
    dit = json.loads(suivant.output)
    assert (len(dit["changements"]), dit["questions"], dit["ajouts"]) == (6, [], [])
    sur_place = lancer(
        "importer", "suivi", feuille, "--departement", "32", "--au", "2026-11-29", "--dans", octobre, "--sur-place"
    )
    assert sur_place.exit_code == 1
    assert charger(octobre) == charger(tmp_path / "novembre.json")


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        ("a;b\n1;2\n", "Mots cherchés"),
        ("", "le fichier est vide"),
        ("Nom;Type;État\nCPTS Ailleurs;CPTS;déposé\n", "est-ce la bonne feuille"),
        (
            "Nom;État\nVic;déposé\nAuch;validé\n",
            "aucune ligne n'a pu être lue, rien n'est écrit\n  ligne 2, « Nature » :",
        ),
    ],
)
def test_une_feuille_qui_n_est_pas_la_bonne_ne_change_rien(
    octobre: Path, tmp_path: Path, contenu: str, dit: str
) -> None:
    avant = octobre.read_bytes()
    feuille = tmp_path / "feuille.csv"
    feuille.write_text(contenu, encoding="utf-8")
    refus = lancer("importer", "suivi", feuille, "--au", "2026-11-29", "--dans", octobre, "--sur-place")
    assert (refus.exit_code, dit in refus.output) == (2, True)
    assert octobre.read_bytes() == avant


def test_ce_qui_est_a_corriger_suit_l_ordre_des_lignes(tmp_path: Path) -> None:
    feuille = tmp_path / "s.csv"
    feuille.write_text(
        "Nom;Type;État;Depuis le;Date LI\nA;CPTS;stand-by;;01/06/2026\nB;CPTS;validé;31/02/2026;\nC;CPTS;zut;;\n",
        encoding="utf-8",
    )
    dit = lancer("importer", "suivi", feuille, "--au", "2026-10-31", "-o", tmp_path / "r.json").output
    lignes = dit.split("À corriger dans la feuille\n")[1].splitlines()[:-1]
    assert [ligne.split(",")[0].strip() for ligne in lignes] == ["ligne 2", "ligne 2", "ligne 3", "ligne 4"]
    assert "« Date LI » (dépôt de la lettre d'intention)" in dit


def test_le_jour_s_ecrit_comme_on_l_ecrit(octobre: Path) -> None:
    lus = [
        lancer("portefeuille", octobre, "--au", jour).output for jour in ("2026-10-31", "31/10/2026", "31 octobre 2026")
    ]
    assert lus[0] == lus[1] == lus[2]
    for faux in ("octobre 2026", "31/02/2026", "45000", "vers le 31/10/2026"):
        refus = lancer("portefeuille", octobre, "--au", faux)
        assert (refus.exit_code, "n'est pas un jour, qui s'écrit AAAA-MM-JJ ou JJ/MM/AAAA" in refus.output) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("suivi", "a.csv", "b.csv", "-o", "r.json"), "une seule feuille à la fois"),
        (("suivi", "-", "-o", "r.json"), "se lit dans un fichier"),
        (("finess", "a.csv", "--au", "2026-11-29", "-o", "r.json"), "sont d'une feuille de suivi"),
        (("suivi-octobre.csv", "-o", "r.json"), "suivi pour la feuille d'une unité"),
    ],
)
def test_une_commande_mal_dite_dit_comment_la_dire(arguments: tuple[str, ...], dit: str) -> None:
    refus = lancer("importer", *arguments)
    assert (refus.exit_code, dit in refus.output) == (2, True)


@pytest.fixture
def novembre(octobre: Path) -> Path:
    feuille = FEUILLES / "suivi-novembre.csv"
    lancer("importer", "suivi", feuille, "--departement", "32", "--au", "2026-11-29", "--dans", octobre, "--sur-place")
    return octobre


AU = ("--au", "2026-11-29")


def test_ce_qui_a_change_se_dit_projet_par_projet(tmp_path: Path, octobre: Path) -> None:
    suivant = tmp_path / "novembre.json"
    feuille = FEUILLES / "suivi-novembre.csv"
    lancer("importer", "suivi", feuille, "--departement", "32", *AU, "--dans", octobre, "-o", suivant)
    change = lancer("comparer", octobre, suivant, *AU)
    assert change.exit_code == 1
    assert change.output.splitlines() == [
        "",
        "Ce qui change, projet par projet, du 31 octobre 2026 au 29 novembre 2026",
        ("  CPTS Armagnac : en rédaction → déposé (20/11/2026) ; échéance : réponse de l'ARS, 20/01/2027 au plus tôt"),
        "  CPTS Astarac : état non déterminé → émergence (01/10/2026)",
        "  CPTS Bas Armagnac : déposé → validé (13/11/2026)",
        "  MSP de Cazaubon : territoire : Cazaubon",
        "  MSP de l'Isle : suivi par Mme Roy, après M. Petit",
        "  MSP de Vic : déposé : date connue, 28/02/2026",
    ]


def test_quinze_projets_tiennent_en_deux_ecrans(novembre: Path) -> None:
    dit = lancer("chronologie", novembre, *AU).output
    # Two screens of twenty-four lines hold them, and missions are for who asks for one project.
    assert len(dit.splitlines()) <= 36
    assert "Missions dont le registre ne dit rien" not in dit
    un = lancer("chronologie", novembre, *AU, "--projet", "bas arm").output
    assert un.startswith("\nCPTS Bas Armagnac : ce qui s'est passé\n")


def test_le_portefeuille_a_une_ligne_par_projet_et_se_relit(novembre: Path, tmp_path: Path) -> None:
    *lignes, note = lancer("portefeuille", novembre, *AU).output.splitlines()
    assert len(lignes) == 4 + 15
    # Nothing is cut: a day that is presumed bears a mark, which the note explains.
    assert " ".join(lignes[4].split()) == "CPTS Armagnac déposé 20/11/2026 réponse de l'ARS 20/01/2027? ARS"
    assert note == "? : ce jour n'est pas sûr, ou l'échéance, à vérifier ; chronologie --projet dit ce qu'on en sait."
    assert "…" not in "".join(lignes)
    feuille = tmp_path / "portefeuille.xlsx"
    lancer("portefeuille", novembre, *AU, "-o", feuille)
    valeurs = [[cellule.value for cellule in rangee] for rangee in load_workbook(feuille).worksheets[0].iter_rows()]
    samatan = dict(zip(valeurs[0], next(v for v in valeurs if "MSP de Samatan" in v), strict=True))
    assert (samatan["Jours sans nouvelles"], samatan["Référents"]) == (None, "M. Petit")
    avant = charger(novembre)
    relu = lancer("importer", "suivi", feuille, "--dans", novembre, *AU, "--sur-place")
    assert relu.exit_code == 0, relu.output
    assert "dont rien n'est lu" not in relu.output
    assert charger(novembre) == avant


def test_les_echeances_de_tous_d_un_projet_ou_d_une_personne(novembre: Path, tmp_path: Path) -> None:
    toutes = lancer("echeances", novembre, *AU).output
    assert "20/01/2027 au plus tôt  CPTS Armagnac : réponse de l'ARS (à venir ; ARS)" in toutes
    assert "CPTS Grand Auch" not in lancer("echeances", novembre, *AU, "--projet", "cpts armagnac").output
    assert "CPTS Armagnac" not in lancer("echeances", novembre, *AU, "--referent", "durand").output
    inconnue = lancer("echeances", novembre, *AU, "--referent", "Mme Martin")
    assert (inconnue.exit_code, "M. Petit" in inconnue.output) == (2, True)
    for nom, debut in (("e.ics", b"BEGIN:VCALENDAR"), ("e.xlsx", b"PK"), ("e.csv", b"\xef\xbb\xbfAvant le;")):
        assert lancer("echeances", novembre, *AU, "-o", tmp_path / nom).exit_code == 0
        assert (tmp_path / nom).read_bytes().startswith(debut)
    assert "CPTS Armagnac" in (tmp_path / "e.ics").read_text(encoding="utf-8")


def test_les_echeances_pour_un_programme_suivent_leur_schema(novembre: Path, tmp_path: Path) -> None:
    ecrit = json.loads(lancer("echeances", novembre, "--json", *AU).output)
    jsonschema_rs.validate(schemas.schema(document="echeances"), ecrit)
    lancer("echeances", novembre, *AU, "-o", tmp_path / "e.csv")
    lignes = list(csv.DictReader((tmp_path / "e.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    # What a person reads comes first, in the same order; then what the text only counts, for want of a day.
    suivies, sans_jour = ecrit["echeances"][: len(lignes)], ecrit["echeances"][len(lignes) :]
    assert [(e["projet"], e["limite_le"], e["libelle"]) for e in suivies] == [
        (ligne["Identifiant"], ligne["Avant le"], ligne["En toutes lettres"]) for ligne in lignes
    ]
    assert Counter(e["projet"] for e in sans_jour) == {"projet-cpts-cpts-gascogne-sud": 10}
    reponse = next(e for e in suivies if e["code"] == "CPTS-002" and e["projet"] == "projet-cpts-cpts-armagnac")
    assert (reponse["limite_le"], reponse["acteurs"], reponse["statut"]) == ("2027-01-20", ["ars"], "a_venir")


def test_la_page_dit_d_abord_ce_qui_a_change_et_ce_qui_est_du_en_mots(
    octobre: Path, novembre_suivi: Path, tmp_path: Path
) -> None:
    page, compare = tmp_path / "novembre.html", tmp_path / "change.html"
    assert lancer("rapport", novembre_suivi, *AU, "--depuis", octobre, "-o", page).exit_code == 0
    assert lancer("comparer", octobre, novembre_suivi, *AU, "-o", compare).exit_code == 1
    balises = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)
    lus = [unescape(balises.sub(" ", fichier.read_text(encoding="utf-8"))) for fichier in (page, compare)]
    for lu in lus:
        assert "Ce qui a changé du 31 octobre 2026 au 29 novembre 2026" in lu
        assert "en rédaction → déposé (20/11/2026) ; échéance : réponse de l'ARS, 20/01/2027 au plus tôt" in lu
        # What names an entity for programs, a field or a date of the format is for programs.
        assert re.findall(r"projet-cpts|/journal|referent-|\b\d{4}-\d\d-\d\d\b", lu) == []
    assert "entité" not in lus[1]
    attendues = (
        "Ce qui a changé",
        "Échéances à suivre",
        "Vérification du registre :",
        "Tous les projets",
        "Tout ce qui est daté",
    )
    places = [lus[0].index(texte) for texte in attendues]
    assert places == sorted(places)


def test_les_memes_echeances_partout_ce_qui_est_a_verifier_d_abord(novembre: Path, tmp_path: Path) -> None:
    # The silence of the ARS was presumed to end on 20 January 2027; two days later nothing says how.
    au = ("--au", "2027-01-22")
    dites = lancer("echeances", novembre, *au).output.splitlines()
    assert "  20/01/2027 au plus tôt  CPTS Armagnac : réponse de l'ARS (à vérifier ; ARS)" in dites
    # What is over comes first; what may be done already, and is due later, is to be checked too.
    a_verifier = ["à vérifier" in ligne for ligne in dites if ligne.startswith("  ")]
    assert a_verifier == [*[True] * 8, False, False, True, True, False]
    assert dites[-1] == "Sans jour assez sûr, faute de dates dans le registre : CPTS Gascogne Sud (10)"
    assert lancer("echeances", novembre, *au, "-o", tmp_path / "e.csv").exit_code == 0
    tableau = (tmp_path / "e.csv").read_text(encoding="utf-8-sig")
    lignes = list(csv.DictReader(tableau.splitlines(), delimiter=";"))
    assert [ligne["Avant le"] < "2027-01-22" for ligne in lignes] == [True] * 8 + [False] * 5
    ecrit = lancer("echeances", novembre, *au, "-o", tmp_path / "e.ics")
    assert ecrit.output == f"{dites[-1]}\n"


def test_ce_qu_une_feuille_laissait_ouvert_est_demande(tmp_path: Path) -> None:
    feuille, registre, demande = tmp_path / "s.csv", tmp_path / "r.json", tmp_path / "a.xlsx"
    feuille.write_text(
        "Nom;Type;Communes;État;Depuis le;Référent ARS\n"
        "MSP A;MSP;Auch;Projet déposé;;Mme A\nMSP B;MSP;Auch;stand-by;;Mme A\nMSP C;MSP;;validé;2025;\n",
        encoding="utf-8",
    )
    lancer("importer", "suivi", feuille, "--au", "2026-10-31", "-o", registre)
    dit = lancer("completer", registre, *AU, "-o", demande).output
    assert "le jour de « dépôt du projet de santé », de 1 : MSP A (le suivi l'attend)" in dit
    assert "l'état du projet, de 1 : MSP B" in dit
    assert "les communes, de 1 : MSP C" in dit
    assert "qui le suit, de 1 : MSP C" in dit
    livre = load_workbook(demande)
    lignes = livre["À compléter"]
    titres = [cellule.value for cellule in lignes[1]]
    reponses = {"le jour": "début 2026", "l'état ": "fini", "les com": "Casaubon", "qui le ": "M. Petit et Mme A"}
    for rangee in lignes.iter_rows(min_row=2):
        rangee[titres.index("Réponse")].value = reponses[str(rangee[titres.index("À compléter")].value)[:7]]
    livre.save(demande)
    lu = lancer("importer", "completer", demande, "--dans", registre, *AU, "--sur-place").output
    assert "'début 2026' est lu : en 2026" in lu.split("À vérifier\n")[1]
    refusees = lu.split("Réponses refusées, les autres sont prises\n")[1].splitlines()
    assert {ligne.partition(" : ")[2].partition(" ; ")[0] for ligne in refusees} == {
        "'fini' n'est pas un état de ce projet",
        "'Casaubon' n'est le nom d'aucune commune",
    }
    apres = charger(registre)
    assert {personne.nom for personne in apres.personnes} == {"Mme A", "M. Petit"}
    assert len(apres["projet-msp-msp-c"].referents) == 2


def test_ce_qui_manque_est_demande_une_fois_et_se_complete(novembre: Path, tmp_path: Path) -> None:
    feuille = tmp_path / "a-completer.xlsx"
    demande = lancer("completer", novembre, *AU, "-o", feuille)
    assert demande.exit_code == 1
    assert (
        "  le jour où fut reçu « dépôt du projet de santé », de 1 : CPTS Armagnac (CPTS-002 l'attend)" in demande.output
    )
    livre = load_workbook(feuille)
    lignes = livre["À compléter"]
    titres = [cellule.value for cellule in lignes[1]]
    reponses = {
        "le jour où fut reçu « dépôt du projet de santé »": "23/11/2026",
        "le jour de « signature du contrat »": "10/01/2024",
        "qui a fait « suspension »": "ars",
        "le motif de « suspension »": "départ de deux médecins",
        "le jour de « mise en fonctionnement »": "bientôt",
    }
    for rangee in lignes.iter_rows(min_row=2):
        quoi = rangee[titres.index("À compléter")].value
        rangee[titres.index("Réponse")].value = reponses.get(str(quoi))
    livre.save(feuille)
    lu = lancer("importer", "completer", feuille, "--dans", novembre, *AU, "--sur-place")
    assert lu.exit_code == 1
    assert "'bientôt' n'est pas une date" in lu.output
    apres = charger(novembre)
    depot = [e for e in apres["projet-cpts-cpts-armagnac"].journal if e.acte is Acte.DEPOT_PROJET][-1]
    assert str(depot.recu_le) == "2026-11-23"
    echeance = lancer("echeances", novembre, *AU, "--projet", "cpts armagnac").output
    assert "entre 23 et 25/01/2027" in echeance
    assert "signature du contrat" not in lancer("completer", novembre, *AU).output
    suspension = [e for e in apres["projet-msp-msp-isle"].journal if e.acte is Acte.SUSPENSION][-1]
    assert (suspension.motif, suspension.acteurs[0].qualite) == ("départ de deux médecins", QualiteActeur.ARS)
    assert json.loads(lancer("completer", novembre, "--json", *AU).output)
