"""``soinsprimaires financement``, as a coordinator at a terminal and a program meet it."""

import json
from datetime import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from soinsprimaires import CPTS, MSP, Horaire, JourSemaine, PeriodePartielle, Registre, Site, ecrire
from soinsprimaires.cli._commandes import application

DEPUIS = PeriodePartielle(debut="2018-01-01")
SEMAINE = Horaire(jours=tuple(JourSemaine)[:5], ouvre=time(8), ferme=time(20))
MAISON = MSP(
    identifiant="msp-exemple",
    nom="Maison de santé <de l'exemple>",
    sites=(Site(identifiant="site", horaires=(SEMAINE,), periode=DEPUIS),),
)
FAITS = """\
patientele = 4000
associes = 13
soins_non_programmes = true
semaines_fermees_vacances = 0
semaines_fermees_hors_vacances = 0
derogation_pdsa = false
plan_crise = true
coordination = true
si_standard = true
si_standard_depuis = 2019-05-01
contrat_effet_le = 2018-03-01
"""


def lancer(*arguments: str) -> Result:
    return CliRunner().invoke(application, ["financement", *arguments])


@pytest.fixture
def fichier(tmp_path: Path) -> str:
    ecrire(Registre(structures=(MAISON,)), tmp_path / "registre.json")
    (tmp_path / "faits.toml").write_text(FAITS, encoding="utf-8")
    (tmp_path / "samedi.toml").write_text("samedi_matin = true\n", encoding="utf-8")
    return str(tmp_path / "registre.json")


def test_le_decompte_dit_ce_qui_est_connu_et_ce_qui_est_a_renseigner(fichier: str, tmp_path: Path) -> None:
    resultat = lancer(fichier, "--exercice", "2023", "--faits", str(tmp_path / "faits.toml"))
    assert resultat.exit_code == 0, resultat.output
    dit = resultat.stdout.replace("\u202f", " ").replace("\u00a0", " ")
    # 800 points less 120: the hours are those of the registre, closed on Saturdays.
    assert "A1-HORAIRES, horaires d'ouverture et soins non programmés : 4 760 € (680 points)" in dit
    assert "A2-COORD, fonction de coordination : 18 900 € (2 700 points)" in dit
    assert "A2-PROTO, protocoles pluriprofessionnels : au plus 7 840 €" in dit
    assert "le 30 avril 2023" in dit
    assert "À renseigner d'abord" in dit


def test_sans_exercice_c_est_celui_de_l_annee_d_avant(fichier: str, tmp_path: Path) -> None:
    """What is paid in 2024 is that of 2023."""
    faits = ("--faits", str(tmp_path / "faits.toml"))
    assert lancer(fichier, "--au", "2024-02-01", *faits).stdout == lancer(fichier, "--exercice", "2023", *faits).stdout


def test_un_fichier_d_un_autre_exercice_est_refuse(fichier: str, tmp_path: Path) -> None:
    (tmp_path / "faits.toml").write_text("exercice = 2022\n" + FAITS, encoding="utf-8")
    resultat = lancer(fichier, "--exercice", "2023", "--faits", str(tmp_path / "faits.toml"))
    assert resultat.exit_code == 2
    assert ["2022" in resultat.output, "2023" in resultat.output] == [True, True]


def test_et_si_nous_ouvrions_le_samedi(fichier: str, tmp_path: Path) -> None:
    arguments = (fichier, "--exercice", "2023", "--faits", str(tmp_path / "faits.toml"))
    resultat = lancer(*arguments, "--et-si", str(tmp_path / "samedi.toml"))
    dit = resultat.stdout.replace("\u202f", " ").replace("\u00a0", " ")
    assert "A1-HORAIRES, horaires d'ouverture et soins non programmés : 4 760 € -> 5 600 € (+840 €)" in dit
    objet = json.loads(lancer(*arguments, "--et-si", str(tmp_path / "samedi.toml"), "--json").stdout)
    assert objet["et_si"][0]["ecart"] == "840"


def test_chaque_ligne_s_ouvre_sur_sa_formule_ses_chiffres_et_son_texte(fichier: str, tmp_path: Path) -> None:
    resultat = lancer(fichier, "--exercice", "2023", "--faits", str(tmp_path / "faits.toml"), "--detail")
    dit = resultat.stdout.replace("\u202f", " ")
    assert "formule : points fixes, plus (points × patientèle jusqu'au seuil" in dit
    assert "- patientèle des médecins associés : 4 000 patients" in dit
    assert "guide des indicateurs de la Cnam, octobre 2022" in dit


def test_le_decompte_pour_un_programme(fichier: str, tmp_path: Path) -> None:
    arguments = (fichier, "--exercice", "2023", "--faits", str(tmp_path / "faits.toml"), "--json")
    objet = json.loads(lancer(*arguments).stdout)
    assert (objet["exercice"], objet["total"], objet["bloque_par"]) == (2023, None, [])
    [horaires] = [ligne for ligne in objet["lignes"] if ligne["code"] == "A1-HORAIRES"]
    assert (horaires["points"], horaires["montant"], horaires["fiabilite"]) == ("680", "4760", "secondaire")
    assert json.loads(Path(_ecrire(arguments, tmp_path / "compte.json")).read_text(encoding="utf-8")) == objet


def _ecrire(arguments: tuple[str, ...], cible: Path) -> str:
    assert lancer(*arguments, "-o", str(cible)).exit_code == 0
    return str(cible)


@pytest.mark.parametrize(
    ("extension", "debut"),
    [(".csv", "\ufeffLigne;"), (".html", "<!DOCTYPE html>"), (".txt", "Maison de santé <de l'exemple> : ACI")],
)
def test_il_s_ecrit_dans_un_fichier(fichier: str, tmp_path: Path, extension: str, debut: str) -> None:
    cible = Path(_ecrire((fichier, "--exercice", "2023"), tmp_path / f"compte{extension}"))
    assert cible.read_text(encoding="utf-8").startswith(debut)
    if extension == ".html":
        assert "&lt;de l&#x27;exemple&gt;" in cible.read_text(encoding="utf-8")


def test_le_bareme_de_l_utilisateur_est_marque(fichier: str, tmp_path: Path) -> None:
    bareme = tmp_path / "bareme.toml"
    bareme.write_text(
        '[sources.note]\ntitre = "Note de la CPAM"\nlu_le = 2024-05-02\n[[msp.indicateur]]\ncode = "A1-CRISE-PLAN"\n'
        'depuis = 2023-01-01\nsources = ["note"]\nfixe = "110"\n',
        encoding="utf-8",
    )
    arguments = (fichier, "--exercice", "2023", "--faits", str(tmp_path / "faits.toml"), "--bareme", str(bareme))
    dit = lancer(*arguments).stdout.replace("\u00a0", " ")
    assert "plan de préparation aux crises sanitaires : 770 € (110 points) [d'après votre barème]" in dit


def test_la_page_d_un_registre_montre_ce_que_verse_un_contrat(tmp_path: Path) -> None:
    from datetime import date

    from soinsprimaires import Convention, NatureConvention, NatureOrganisation, Organisation
    from soinsprimaires.affichage.rapport import page

    registre = Registre(
        structures=(MAISON,),
        organisations=(Organisation(identifiant="cpam", nom="CPAM", nature=NatureOrganisation.CPAM),),
        conventions=(
            Convention(
                identifiant="aci",
                nature=NatureConvention.ACI_MSP,
                parties=("msp-exemple", "cpam"),
                prend_effet_le="2021-03-01",
            ),
        ),
    )
    html = page(registre, au=date(2024, 6, 1))
    assert "exercice 2023" in html
    assert "min(protocoles, maximum) × points fixes" in html
    assert "exercice 2023" not in page(Registre(structures=(MAISON,)), au=date(2024, 6, 1))


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (["--structure", "absente"], "n'est ni une maison de santé ni une CPTS"),
        (["--exercice", "2016"], "--exercice : un nombre de 2017"),
        (["--exercice", "0"], "--exercice : un nombre de 2017"),
        (["--faits", "absent.toml"], "ce fichier n'existe pas"),
        (["--et-si", "FAUX"], "patients : ce fait n'existe pas"),
        (["--bareme", "FAUX"], "patients : cette clé n'est pas connue"),
        (["-o", "compte.pdf"], ".pdf"),
    ],
)
def test_une_demande_inutilisable_est_dite(fichier: str, tmp_path: Path, arguments: list[str], dit: str) -> None:
    faux = tmp_path / "faux.toml"
    faux.write_text("patients = 3\n", encoding="utf-8")
    resultat = lancer(fichier, *(str(faux) if argument == "FAUX" else argument for argument in arguments))
    assert resultat.exit_code == 2
    assert dit in resultat.stderr.replace("\n", " ")


def test_de_plusieurs_structures_il_faut_dire_laquelle(tmp_path: Path) -> None:
    ecrire(Registre(structures=(MAISON, CPTS(identifiant="cpts", nom="CPTS"))), tmp_path / "deux.json")
    fichier = str(tmp_path / "deux.json")
    assert "cpts, msp-exemple" in lancer(fichier).stderr
    assert "année de contrat non connue" in lancer(fichier, "--structure", "cpts").stdout
    assert lancer(fichier, "--structure", "cpts", "--exercice", "2023").exit_code == 2
