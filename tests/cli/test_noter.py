"""``soinsprimaires noter``, ``renommer`` and the sheets of events, as a person at a terminal meets them."""

from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook
from tests.cycle.outils import Q, centre, cpts, fait
from typer.testing import CliRunner, Result

from soinsprimaires import (
    Acte,
    NatureProjet,
    Personne,
    Projet,
    Provenance,
    QualiteActeur,
    Referent,
    Registre,
    charger,
    ecrire,
)
from soinsprimaires.cli._commandes import application
from soinsprimaires.cycle import TRANSITIONS
from soinsprimaires.echanges.evenements import CHAMPS

A = Acte
DEPOSEE = attrs.evolve(
    cpts(
        fait(A.DEPOT_LETTRE_INTENTION, "2023-01-10", Q.PORTEURS),
        fait(A.ACCORD_LETTRE_INTENTION, "2023-03-01", Q.ARS, Q.CPAM),
        fait(A.DEPOT_PROJET, "2024-01-31", Q.PORTEURS, recu_le="2024-01-31"),
    ),
    identifiant="cpts-armagnac",
    nom="CPTS Armagnac",
)
AUTRE = Projet(identifiant="cpts-bas-armagnac", nom="CPTS du Bas Armagnac", nature=NatureProjet.CPTS)
MSP = Projet(identifiant="msp-vic", nom="MSP de Vic", nature=NatureProjet.MSP, issu_de=("cpts-armagnac",))
CENTRE = attrs.evolve(centre(fait(A.DEPOT_ENGAGEMENT_CONFORMITE, "2025-01-10", Q.GESTIONNAIRE)), nom="Centre de Vic")


def lancer(*arguments: str | Path) -> Result:
    return CliRunner().invoke(application, [str(argument) for argument in arguments])


@pytest.fixture
def registre(tmp_path: Path) -> Path:
    chemin = tmp_path / "registre.json"
    ecrire(Registre(projets=(DEPOSEE, AUTRE, MSP, CENTRE)), chemin)
    return chemin


def noter(registre: Path, *arguments: str) -> Result:
    return lancer("noter", registre, *arguments, "--au", "2026-11-29", "--sur-place")


def dernier(registre: Path, projet: str) -> object:
    return charger(registre)[projet].journal[-1]


def test_un_acte_est_note_par_une_partie_du_nom(registre: Path) -> None:
    note = noter(
        registre,
        "MSP de vic",
        "dépôt du projet de santé",
        "--le",
        "20/11/2026",
        "--par",
        "porteurs",
        "--recu-le",
        "2026-11-23",
    )
    assert note.exit_code == 0, note.output
    assert "noté : dépôt du projet de santé, le 20 novembre 2026" in note.output
    assert "projet de santé déposé" in note.output
    [evenement] = charger(registre)["msp-vic"].journal
    assert (evenement.acte, str(evenement.effet_le), str(evenement.recu_le)) == (
        A.DEPOT_PROJET,
        "2026-11-20",
        "2026-11-23",
    )


def test_un_refus_dit_toutes_ses_raisons_et_ce_qui_est_possible(registre: Path) -> None:
    avant = registre.read_bytes()
    refus = noter(registre, "cpts armagnac", "opposition_ars", "--le", "2024-02-10", "--par", "porteurs")
    assert refus.exit_code == 2
    assert "revient à l'un de ceux-ci : l'ARS (--par ars)" in refus.output
    assert "l'opposition dit lequel (--fondement)" in refus.output
    assert "ce qui peut être noté de CPTS Armagnac" in refus.output
    assert registre.read_bytes() == avant


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("Armagnac", "abandon", "--le", "2026-11-20"), "plusieurs projets s'appellent ainsi"),
        (("Armañac", "abandon"), "aucun projet ne s'appelle 'Armañac' ; vouliez-vous dire 'CPTS"),
        (("MSP de Vic", "opposition_ars"), "n'est pas un acte de ce projet"),
        (("MSP de Vic", "dépose"), "ACTE : 'dépose' inconnu ; proches : depot"),
        (("MSP de Vic", "depot_projet", "--le", "bientôt"), "--le : 'bientôt' n'est pas une date que l'on puisse lire"),
        (
            ("MSP de Vic", "depot_projet", "--le", "2026-12-24"),
            "--le : le 24 décembre 2026 est après le jour de l'écriture (29 novembre 2026)",
        ),
        (("MSP de Vic", "depot_projet", "--avant", "bientôt"), "'avant le bientôt' n'est pas une date"),
        (("MSP de Vic", "depot_projet", "--avant", "2026", "--le", "2025"), "choisir l'un des deux"),
        (("", "depot_projet"), "PROJET : rien n'est dit ; projets : CPTS Armagnac"),
        (("MSP de Vic", "depot_projet", "--par", "le maire"), "--par : 'le maire' inconnu ; mots : porteurs"),
        (("MSP de Vic", "depot_projet", "--site", "Mon site"), "n'est pas un identifiant"),
        (("MSP de Vic", "reprise", "--etat", "ouvert à tous"), "n'est pas un état de ce projet"),
        (("CPTS Armagnac", "demarrage_mission", "--mission", "vacances"), "--mission : 'vacances' inconnu"),
        (("CPTS Armagnac", "fusion", "--projet-lie", "Lyon"), "--projet-lie : aucun projet ne s'appelle 'Lyon'"),
    ],
)
def test_un_mot_incompris_est_dit_avec_ceux_qui_le_sont(registre: Path, arguments: tuple[str, ...], dit: str) -> None:
    refus = noter(registre, *arguments)
    assert (refus.exit_code, dit in refus.output) == (2, True), refus.output


def test_chaque_mot_incompris_est_dit_une_fois_a_sa_place(registre: Path) -> None:
    refus = noter(registre, "MSP de Vic", "depot_projet", "--le", "31/02/2026", "--par", "ars, le maire")
    lignes = refus.output.splitlines()
    assert lignes[0].startswith("--le : '31/02/2026' n'existe pas, février 2026 a 28 jours")
    assert lignes[1].startswith("--par : 'le maire' inconnu")
    assert len(lignes) == 2


def test_ce_qu_on_sait_fait_avant_un_jour_se_note(registre: Path) -> None:
    note = noter(registre, "MSP de Vic", "depot_projet", "--avant", "3 mars 2026", "--par", "porteurs")
    assert "noté : dépôt du projet de santé, au plus tard le 2 mars 2026" in note.output


def test_une_signature_partielle_dit_qui_manque(registre: Path) -> None:
    assert noter(registre, "CPTS Armagnac", "validation_projet", "--le", "15/03/2024", "--par", "ars").exit_code == 0
    seul = noter(registre, "CPTS Armagnac", "signature_contrat", "--le", "02/05/2024")
    assert "(--par chacun : porteurs ou structure ; cgss ou cpam ; ars)" in " ".join(seul.output.split())
    signe = noter(registre, "CPTS Armagnac", "signature_contrat", "--le", "02/05/2024", "--par", "porteurs")
    dit = " ".join(signe.output.split())
    assert "« signature du contrat » n'est pas encore acquis : il faut l'accord de l'assurance maladie : la CPAM" in dit
    signe = noter(registre, "CPTS Armagnac", "signature_contrat", "--le", "03/05/2024", "--par", "ars, cpam")
    assert "contrat signé" in signe.output
    assert "n'est pas encore acquis" not in signe.output


def test_un_acte_d_avant_dit_ou_en_etait_le_projet(registre: Path) -> None:
    refus = noter(registre, "CPTS Armagnac", "validation_projet", "--le", "15/02/2023", "--par", "ars")
    assert "le 15 février 2023, CPTS Armagnac en était à « lettre d'intention déposée » ; est-ce le bon jour ?" in (
        " ".join(refus.output.split())
    )


def test_une_ecriture_fausse_s_annule(registre: Path) -> None:
    fait = noter(registre, "CPTS Armagnac", "annulation", "--annule", "dernier", "--motif", "date fausse")
    assert fait.exit_code == 0
    assert "  annulé : dépôt du projet de santé, le 31 janvier 2024\n" in fait.output
    assert noter(registre, "CPTS Armagnac", "annulation", "--annule", "jamais-ecrit").exit_code == 2
    assert charger(registre)["cpts-armagnac"].journal[-1].annule == DEPOSEE.journal[-1].identifiant


def test_le_dernier_n_est_jamais_ce_qu_une_feuille_disait(registre: Path) -> None:
    lu = Provenance(titre="Tableau de suivi novembre.csv")
    evenement = attrs.evolve(DEPOSEE.journal[-1], provenance=lu)
    avant = Registre(projets=(attrs.evolve(DEPOSEE, journal=(*DEPOSEE.journal[:-1], evenement)),))
    ecrire(avant, registre)
    refus = noter(registre, "CPTS Armagnac", "annulation", "--annule", "dernier")
    assert (refus.exit_code, charger(registre)) == (2, avant)
    assert (
        "la dernière écriture, « dépôt du projet de santé », le 31 janvier 2024, n'a pas été notée à la main "
        f"(Tableau de suivi novembre.csv) : si c'est bien elle, la nommer ({evenement.identifiant})"
    ) in " ".join(refus.output.split())
    fait = noter(registre, "CPTS Armagnac", "annulation", "--annule", evenement.identifiant)
    assert fait.exit_code == 0
    assert "annulé : dépôt du projet de santé, le 31 janvier 2024 (Tableau de suivi novembre.csv)" in " ".join(
        fait.output.split()
    )


def test_un_fichier_qui_existe_n_est_pas_remplace_et_le_remede_est_vrai(registre: Path, tmp_path: Path) -> None:
    autre = tmp_path / "autre.json"
    autre.write_text("{}", encoding="utf-8")
    dit = ("noter", registre, "CPTS Armagnac", "annulation", "--annule", "dernier", "--au", "2026-11-29")
    refus = lancer(*dit, "-o", autre)
    assert (refus.exit_code, autre.read_text(encoding="utf-8")) == (2, "{}")
    assert f"--sur-place au lieu de -o change {registre} lui-même" in " ".join(refus.output.split())
    assert "--sur-place le remplace" not in refus.output
    assert lancer(*dit, "--sur-place").exit_code == 0


def test_un_agrement_dit_son_site_et_son_activite(registre: Path) -> None:
    note = noter(
        *(registre, "Centre de Vic", "demande_agrement", "--le", "2026-11-20", "--par", "gestionnaire"),
        *("--site", "site-de-vic", "--activite", "dentaire"),
    )
    assert note.exit_code == 0, note.output
    assert "rien ne s'appelle 'site-de-vic' dans le registre" in note.output


def test_une_option_existe_pour_tout_ce_qu_un_acte_peut_exiger() -> None:
    exiges = {mention.champ for lignes in TRANSITIONS.values() for ligne in lignes for mention in ligne.mentions}
    assert exiges <= CHAMPS.keys()
    aide = lancer("noter", "--help").output
    for champ in CHAMPS.keys() - {"projet", "acte"}:
        option = {"projets_lies": "projet-lie", "pieces": "piece", "delai_le": "delai-le"}.get(champ, champ)
        assert f"--{option.replace('_', '-')}" in aide


def test_une_feuille_d_evenements_se_remplit_et_s_ajoute(registre: Path, tmp_path: Path) -> None:
    feuille = tmp_path / "evenements.xlsx"
    assert lancer("gabarit", "evenements", "-o", feuille, "--dans", registre).exit_code == 0
    livre = load_workbook(feuille)
    evenements = livre["Événements"]
    lignes: list[dict[str, str]] = [
        {"Projet": "MSP de Vic", "Acte": "dépôt du projet de santé", "Le": "20/11/2026", "Par": "porteurs"},
        {
            "Projet": "MSP de Vic",
            "Acte": "avis du comité",
            "Le": "25/11/2026",
            "Par": "comite_regional",
            "Avis": "ajourné",
        },
        {"Projet": "MSP de Vic", "Acte": "signature du contrat", "Le": "25/11/2026", "Par": "ars"},
        {"Projet": "MSP de Lectoure", "Acte": "abandon du projet"},
        {"Projet": "CPTS Armagnac", "Acte": "validation du projet de santé", "Le": "15/03/2024", "Par": "ars"},
        {"Projet": "CPTS Armagnac", "Acte": "signature du contrat", "Le": "02/05/2024", "Par": "porteurs, ars"},
    ]
    for rang, ligne in enumerate(lignes, start=2):
        for place, cellule in enumerate(evenements[1], start=1):
            evenements.cell(rang, place).value = ligne.get(str(cellule.value))
    livre.save(feuille)
    lu = lancer("importer", "evenements", feuille, "--dans", registre, "--au", "2026-11-29", "--sur-place")
    assert lu.exit_code == 1
    assert "MSP de Vic : noté : avis du comité, le 25 novembre 2026" in lu.output
    assert "ligne 4 : « signature du contrat » n'est pas possible" in lu.output
    assert "ligne 5, « Projet » : aucun projet ne s'appelle 'MSP de Lectoure'" in lu.output
    assert "Lignes refusées, les autres sont notées" in lu.output
    assert [e.acte for e in charger(registre)["msp-vic"].journal] == [A.DEPOT_PROJET, A.AVIS_COMITE]
    attendu = "CPTS Armagnac : « signature du contrat » n'est pas encore acquis"
    assert attendu in lu.output
    # The line that lacked it brings it.
    suite = tmp_path / "suite.csv"
    suite.write_text(
        "Projet;Acte;Le;Par\nCPTS Armagnac;signature du contrat;03/05/2024;porteurs\n"
        "CPTS Armagnac;signature du contrat;04/05/2024;cpam\n",
        encoding="utf-8",
    )
    lu = lancer("importer", "evenements", suite, "--dans", registre, "--au", "2026-11-29", "--sur-place")
    assert (lu.exit_code, attendu in lu.output) == (0, False), lu.output


def test_renommer_change_l_identifiant_et_tout_ce_qui_le_designe(registre: Path) -> None:
    assert lancer("renommer", registre, "CPTS Armagnac", "cpts-de-l-armagnac", "--sur-place").exit_code == 0
    apres = charger(registre)
    assert apres.obtenir("cpts-armagnac") is None
    assert apres["cpts-de-l-armagnac"].journal == DEPOSEE.journal
    assert apres["msp-vic"].issu_de == ("cpts-de-l-armagnac",)
    assert lancer("renommer", registre, "msp-vic", "--nom", "MSP de Vic-Fezensac", "--sur-place").exit_code == 0
    assert charger(registre)["msp-vic"].nom == "MSP de Vic-Fezensac"


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("msp-vic",), "il manque un nouvel identifiant"),
        (("msp-vic", "cpts-armagnac"), "est déjà pris"),
        (("msp-vic", "MSP de Vic"), "MSP de Vic"),
        (("jamais-vu", "autre"), "aucun projet ne s'appelle 'jamais-vu'"),
    ],
)
def test_un_nouveau_nom_se_juge(registre: Path, arguments: tuple[str, ...], dit: str) -> None:
    refus = lancer("renommer", registre, *arguments, "--sur-place")
    assert (refus.exit_code, dit in refus.output) == (2, True), refus.output


def test_renommer_une_personne_change_ses_references() -> None:
    suivi = attrs.evolve(MSP, referents=(Referent(qualite=QualiteActeur.ARS, personne="referent-a"),))
    registre = Registre(projets=(DEPOSEE, suivi), personnes=(Personne(identifiant="referent-a"),))
    assert registre.renommer("referent-a", "referent-b")["msp-vic"].referents[0].personne == "referent-b"
