"""The command, as a person at a terminal meets it."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from soinsprimaires import (
    CPTS,
    CTS,
    MSP,
    Adhesion,
    FormeDatee,
    FormeJuridique,
    PeriodePartielle,
    Registre,
    Rpps,
    cli,
    ecrire,
)
from soinsprimaires import Professionnel as Pro
from soinsprimaires.cli._commandes import application
from soinsprimaires.droit.cpts import DELAIS_MISSIONS
from soinsprimaires.droit.delais import DELAIS
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.referentiels import professions
from soinsprimaires.regles import REGLES

DEPUIS = PeriodePartielle(debut="2021-09-06")
RACINE = Path(__file__).resolve().parents[2]


def lancer(*arguments: str, entree: str | bytes | None = None) -> Result:
    return CliRunner().invoke(application, arguments, input=entree)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A SISA of one doctor: not conforming, whatever else is unknown."""
    sisa = MSP(
        identifiant="sisa",
        nom="SISA\x1b[31m d'essai",
        formes=(FormeDatee(forme=FormeJuridique.SISA, periode=DEPUIS),),
        associes=(Adhesion(membre="medecin", periode=DEPUIS),),
    )
    medecin = Pro(identifiant="medecin", profession=professions.MEDECIN, rpps=Rpps("10000000008"))
    chemin = tmp_path / "registre.json"
    ecrire(Registre(structures=(sisa,), professionnels=(medecin,)), chemin)
    return chemin


def test_un_dossier_non_conforme_rend_1_et_dit_pourquoi(dossier: Path) -> None:
    resultat = lancer("controler", str(dossier), "--au", "2023-11-22")
    assert resultat.exit_code == 1
    assert "Vérification du registre au 22 novembre 2023" in resultat.output
    assert "Conclusion : non conforme" in resultat.output
    assert "0 auxiliaire(s) médical(aux), il en faut au moins 1 (associes)" in resultat.output
    assert "loi ou règlement, bloquant ; source vérifiée : CSP, art. L4041-4, I" in resultat.output
    assert "10000000008" not in resultat.output


def test_un_dossier_indetermine_rend_1(tmp_path: Path) -> None:
    chemin = tmp_path / "cts.json"
    ecrire(Registre(structures=(CTS(identifiant="cts", nom="CTS"),)), chemin)
    resultat = lancer("controler", str(chemin), "--au", "2022-09-12")
    assert resultat.exit_code == 1
    assert "Conclusion : indéterminée" in resultat.output


def test_qui_a_relu_le_texte_d_aujourd_hui_conclut(tmp_path: Path) -> None:
    """A breach after the state that was read: the report says what to read, and who has read it says so."""
    chemin = tmp_path / "cpts.json"
    gcs = FormeDatee(forme=FormeJuridique.GCS, periode=PeriodePartielle(debut="2022-06-01"))
    ecrire(Registre(structures=(CPTS(identifiant="cpts", nom="CPTS", formes=(gcs,)),)), chemin)
    commande = ("controler", str(chemin), "--au", "2026-11-29")
    avant, apres = lancer(*commande), lancer(*commande, "--droit-lu", "CPTS-001")
    assert (avant.exit_code, apres.exit_code) == (1, 1)
    assert (
        "Conclusion : indéterminée, ni « conforme » ni « non conforme » : 1 règle non respectée (CPTS-001)"
        in avant.stdout
    )
    assert "« controler --droit-lu CPTS-001 », et pour tous les registres" in avant.stdout
    assert "droit/textes.py (L1434_12_1)" in avant.stdout
    assert "Conclusion : non conforme, 1 règle bloquante non respectée (CPTS-001)" in apres.stdout
    assert "loi ou règlement, bloquant (gravité choisie par l'appelant)" in apres.stdout


def test_un_usage_ne_bloque_pas_meme_relu(dossier: Path) -> None:
    refus = lancer("controler", str(dossier), "--droit-lu", "MSP-005")
    assert (refus.exit_code, refus.stderr) == (
        2,
        "droit-lu : MSP-005 n'est une règle ni de la loi ni d'une convention\n",
    )
    inconnue = lancer("controler", str(dossier), "--droit-lu", "XX")
    assert (inconnue.exit_code, inconnue.stderr) == (2, "aucune règle ne s'appelle 'XX'\n")


def test_le_jour_par_defaut_est_aujourd_hui(dossier: Path) -> None:
    jours = [date.today()]  # noqa: DTZ011
    dit = lancer("controler", str(dossier)).output
    jours.append(date.today())  # noqa: DTZ011
    assert any(f"Vérification du registre au {jour_en_lettres(jour)}" in dit for jour in jours)


def test_un_dossier_se_lit_sur_l_entree_standard(dossier: Path) -> None:
    resultat = lancer("controler", "-", "--au", "2023-11-22", entree=dossier.read_bytes())
    assert resultat.exit_code == 1
    assert "Conclusion : non conforme" in resultat.output


def test_le_rapport_s_ecrit_en_json_pour_un_programme(dossier: Path) -> None:
    resultat = lancer("controler", str(dossier), "--au", "2023-11-22", "--json")
    rapport = json.loads(resultat.output)
    assert resultat.exit_code == 1
    assert rapport["conforme"] is False
    assert {r["code"]: r["resultat"] for r in rapport["regles"]}["SISA-001"] == "non_conforme"


@pytest.mark.parametrize(
    ("contenu", "attendu"),
    [
        ("pas du JSON", "ce n'est pas du JSON"),
        ('{"format": "soinsprimaires/registre", "version": 2, "contenu": {}}', "jusqu'à la version 1"),
        ('{"format": "autre", "version": 1, "contenu": {}}', "/format"),
        ("[" * 10_000, "trop de listes"),
        ('{"format": "soinsprimaires/registre", "version": 1, "contenu": {"x\\u001b[31m": 1}}', "n'existe pas ici"),
    ],
)
def test_un_dossier_illisible_rend_2_et_dit_ou(tmp_path: Path, contenu: str, attendu: str) -> None:
    chemin = tmp_path / "mauvais.json"
    chemin.write_text(contenu)
    resultat = lancer("controler", str(chemin), "--au", "2023-11-22")
    assert resultat.exit_code == 2
    assert attendu in resultat.stderr
    assert "\x1b" not in resultat.stderr
    assert "Traceback" not in resultat.output


@pytest.mark.parametrize("forme", ["texte", "markdown", "json", "sarif"])
def test_ce_qui_s_affiche_est_ce_qui_s_ecrit(dossier: Path, tmp_path: Path, forme: str) -> None:
    demande = ("controler", str(dossier), "--au", "2023-11-22", "--format", forme)
    assert lancer(*demande, "-o", str(tmp_path / "rapport")).exit_code == 1
    assert (tmp_path / "rapport").read_text(encoding="utf-8") == lancer(*demande).output


def test_un_fichier_absent_rend_2(tmp_path: Path) -> None:
    resultat = lancer("controler", str(tmp_path / "absent.json"))
    assert resultat.exit_code == 2
    assert "absent.json" in resultat.stderr


@pytest.mark.parametrize("au", ["2026-13-01", "20261122", "hier", "2026-02-30"])
def test_un_jour_impossible_rend_2(dossier: Path, au: str) -> None:
    resultat = lancer("controler", str(dossier), "--au", au)
    assert resultat.exit_code == 2
    assert "--au" in resultat.stderr


def test_la_demonstration_montre_et_ecrit_les_cinq_exemples(tmp_path: Path) -> None:
    resultat = lancer("demo", "--exemples", str(RACINE / "examples"), "--sortie", str(tmp_path))
    assert resultat.exit_code == 0
    assert sorted(chemin.name for chemin in tmp_path.iterdir()) == [
        "centres_territoriaux_gers.json",
        "ceze_cevennes.json",
        "lomagne_gersoise.json",
        "occitanie_2021.json",
        "reunions_centre_val_de_loire.json",
    ]
    for extrait in (
        "CPTS Lomagne gersoise : lettre d'intention validée par l'ARS et l'assurance maladie",
        "Saint-Clar (CC Bastides de Lomagne)",
        "Projet de la Communauté Professionnelle Territoriale de Santé (CPTS) : état non déterminé",
        "CPTS de l'Est du Cher : réunion d'information : le 6 avril 2017 (à venir",
        "58 personnes : professionnels de santé libéraux",
        "le récépissé de l'engagement de conformité du site « site-cts-vic-fezensac » n'est pas enregistré",
        "valeur : 248 structures",
    ):
        assert extrait in resultat.output


def test_sans_exemples_la_demonstration_dit_d_ou_la_lancer(tmp_path: Path) -> None:
    resultat = lancer("demo", "--exemples", str(tmp_path), "--sortie", str(tmp_path / "sortie"))
    assert resultat.exit_code == 2
    assert "depuis le dépôt du projet" in resultat.stderr


def test_une_sortie_impossible_rend_2(tmp_path: Path) -> None:
    occupe = tmp_path / "occupe"
    occupe.write_text("")
    resultat = lancer("demo", "--exemples", str(RACINE / "examples"), "--sortie", str(occupe))
    assert resultat.exit_code == 2
    assert resultat.stderr == f"{occupe} : un fichier porte déjà ce nom\n"


def test_sans_couleur_la_sortie_ne_porte_aucune_sequence(dossier: Path) -> None:
    sortie = subprocess.run(
        [sys.executable, "-m", "soinsprimaires", "controler", str(dossier), "--au", "2023-11-22"],
        capture_output=True,
        check=False,
    )
    assert sortie.returncode == 1
    assert b"\x1b" not in sortie.stdout
    assert not sortie.stderr


@pytest.mark.parametrize("absent", ["typer", "rich"])
def test_sans_l_extra_la_commande_dit_lequel_installer(
    absent: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for nom in [absent, *(nom for nom in sys.modules if nom.startswith(f"{absent}."))]:
        monkeypatch.setitem(sys.modules, nom, None)
    for nom in [nom for nom in sys.modules if nom.startswith("soinsprimaires.cli._")]:
        monkeypatch.delitem(sys.modules, nom)
    with pytest.raises(SystemExit) as sortie:
        cli.principal()
    assert sortie.value.code == 2
    assert "soinsprimaires[cli]" in capsys.readouterr().err


def test_un_autre_module_absent_n_est_pas_pris_pour_l_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for nom in [nom for nom in sys.modules if nom.startswith("soinsprimaires.cli._")]:
        monkeypatch.delitem(sys.modules, nom)
    monkeypatch.setitem(sys.modules, "soinsprimaires.affichage.rendus.registre", None)
    with pytest.raises(ModuleNotFoundError):
        cli.principal()


def test_la_commande_se_lance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["soinsprimaires", "--help"])
    with pytest.raises(SystemExit) as sortie:
        cli.principal()
    assert sortie.value.code == 0


def test_une_regle_dit_pour_qui_depuis_quand_et_sur_quel_texte() -> None:
    resultat = lancer("regles", "MSP-001")
    assert resultat.exit_code == 0
    assert "en vigueur : du 23 juillet 2009 au 11 août 2011" in resultat.output
    assert "en vigueur : du 12 août 2011 au 27 janvier 2016" in resultat.output
    assert "en vigueur : depuis le 28 janvier 2016" in resultat.output
    assert "portée : loi ou règlement ; gravité : bloquant ; source vérifiée" in resultat.output
    assert "CSP, art. L6323-3" in resultat.output


def test_toutes_les_regles_se_listent() -> None:
    sortie = lancer("regles").output
    assert all(code in sortie for code in REGLES)


def test_le_catalogue_s_ecrit_en_json() -> None:
    catalogue = json.loads(lancer("regles", "--json").output)
    assert [regle["code"] for regle in catalogue] == [v.code for versions in REGLES.values() for v in versions]
    (ipa,) = [regle for regle in catalogue if regle["code"] == "IPA-001"]
    assert ipa["vigueur"] == {"debut": "2018-07-20", "fin": "2025-01-21"}


@pytest.mark.parametrize("code", sorted({delai.code for delai in DELAIS} | {d.code for d in DELAIS_MISSIONS}))
def test_le_code_d_une_echeance_se_retrouve(code: str) -> None:
    """What a deadline prints is answered by the command, a rule or not."""
    texte = lancer("regles", code.lower())
    assert texte.exit_code == 0
    assert texte.output.startswith(f"{code} ")
    assert "source : " in texte.output
    assert json.loads(lancer("regles", code, "--json").output)[0]["code"] == code


def test_les_textes_se_listent_avec_ce_qui_est_a_relire() -> None:
    resultat = lancer("droit", "--au", "2026-11-29")
    assert resultat.exit_code == 0
    lu = resultat.output
    assert "Les textes que la bibliothèque cite, au 29 novembre 2026" in lu
    suite, ancien = "Une version plus récente est connue et n'a pas été lue", "Lu dans un état antérieur à ce jour"
    assert lu.index(suite) < lu.index("Avenant n° 1 à l'ACI MSP") < lu.index(ancien) < lu.index("CSP, art. L4041-4, I")
    assert "non lu : avenant n° 2 à l'ACI MSP" in lu
    assert "La copie lue témoigne de ce jour" not in lu


def test_les_textes_d_un_autre_jour() -> None:
    objet = json.loads(lancer("droit", "--au", "2023-12-29", "--json").output)
    par_reference = {texte["reference"]: texte for texte in objet["textes"]}
    sisa = par_reference["CSP, art. L4041-4, I"]
    assert (sisa["etat"], sisa["etat_au"], sisa["officielle"]) == ("a_jour", "2024-02-22", True)
    assert "SISA-001" in sisa["fonde"]
    assert (
        par_reference["CSP, art. L4041-4, I, rédaction de l'ordonnance n° 2021-584 du 12 mai 2021"]["etat"] == "passe"
    )
    # The version of that very day is known, and was not read.
    non_lues = [texte["reference"] for texte in objet["textes"] if texte["etat"] == "suite_non_lue"]
    assert non_lues == ["CSP, art. L6323-1-12, IV (loi n° 2023-378 du 19 mai 2023, art. 8)"]


def test_une_date_impossible_est_refusee() -> None:
    resultat = lancer("droit", "--au", "hier")
    assert (resultat.exit_code, "--au" in resultat.stderr) == (2, True)


@pytest.mark.parametrize("code", ["DECISION", "PROJET", "REUNION", "USAGE"])
def test_le_code_d_une_echeance_que_le_dossier_fixe_se_retrouve(code: str) -> None:
    texte = lancer("regles", code.lower())
    assert texte.exit_code == 0
    assert texte.output.startswith(f"{code} ")
    assert "aucun texte ne l'impose" in texte.output
    (objet,) = json.loads(lancer("regles", code, "--json").output)
    assert (objet["code"], objet["sources"]) == (code, [])


def test_une_regle_inconnue_rend_2_et_donne_les_codes() -> None:
    resultat = lancer("regles", "MSP-999")
    assert resultat.exit_code == 2
    assert "MSP-999" in resultat.stderr
    assert "MSP-001" in resultat.stderr
