"""The command in a shell: pipes, completion, what the system refuses."""

import errno
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.echanges.fichiers import csv_finess, ligne_finess
from typer.testing import CliRunner, Result

from soinsprimaires import CTS, Registre, depuis_json, ecrire, ecrire_lignes, en_json
from soinsprimaires.cli._commandes import application
from soinsprimaires.cli._commun import sortie

COMMANDES = sorted(str(commande.callback.__name__) for commande in application.registered_commands if commande.callback)
MODULE = f"{sys.executable} -m soinsprimaires"
REGISTRE = Registre(structures=(CTS(identifiant="cts", nom="CTS d'essai"),))


def lancer(*arguments: str | Path, entree: bytes | None = None) -> Result:
    return CliRunner().invoke(application, [*map(str, arguments)], input=entree)


def bash(script: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    interpreteur = shutil.which("bash")
    if interpreteur is None:
        pytest.skip("bash n'est pas installé")
    return subprocess.run(
        [interpreteur, "-c", script],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    chemin = tmp_path / "registre.json"
    ecrire(REGISTRE, chemin)
    return chemin


@pytest.mark.parametrize("commande", COMMANDES)
def test_chaque_aide_dit_ses_codes_de_retour_et_ne_parle_que_francais(commande: str) -> None:
    aide = lancer(commande, "--help").stdout
    assert "Codes de retour" in aide
    assert f"Exemple : soinsprimaires {commande}" in aide
    assert not [mot for mot in ("<bool>", "<str>", "<path>", "<int>", "Show this") if mot in aide]


class _Bouchee(io.StringIO):
    def write(self, _: str) -> int:
        raise OSError(errno.ENOSPC, "plein")


def test_ce_qui_n_a_pu_s_ecrire_ne_ressort_pas_ensuite(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as contexte:
        contexte.setattr(sys, "stdout", _Bouchee())
        with pytest.raises(OSError, match="plein"):
            sortie.print("perdu")
    assert lancer("--version").stdout.startswith("soinsprimaires ")


def test_la_version_de_la_bibliotheque_et_celle_du_format() -> None:
    mots = lancer("--version").stdout.split()
    assert (mots[0], mots[-2:]) == ("soinsprimaires", ["format", "1"])


@pytest.mark.parametrize("arguments", ["controler {} --json", "controler {}", "regles", "convertir {}"])
def test_une_sortie_que_personne_ne_lit_plus_s_arrete_en_silence(arguments: str, dossier: Path) -> None:
    ligne = f"{MODULE} {arguments.format(dossier)} | true; echo ${{PIPESTATUS[0]}}"
    resultat = bash(ligne)
    assert resultat.stdout == "141\n"
    assert [dit for dit in resultat.stderr.splitlines() if "celle qui s'écrit" not in dit] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="ce système n'a pas /dev/full")
def test_un_disque_plein_est_dit_en_francais(dossier: Path) -> None:
    resultat = bash(f"{MODULE} controler {dossier} --au 2026-11-04 > /dev/full")
    assert (resultat.returncode, resultat.stderr) == (2, "sortie standard : le disque est plein\n")


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        (("controler", "absent.json"), "absent.json : ce fichier n'existe pas\n"),
        (("convertir", "absent.json"), "absent.json : ce fichier n'existe pas\n"),
        (("convertir", "absent.jsonl"), "absent.jsonl : ce fichier n'existe pas\n"),
        (("importer", "finess", "absent.csv", "-o", "r.json"), "absent.csv : ce fichier n'existe pas\n"),
        (("rapport", "."), ". : c'est un dossier, pas un fichier\n"),
        (("pseudonymiser", "a.json", "--cle-fichier", "cle", "-o", "b.json"), "cle : ce fichier n'existe pas\n"),
    ],
)
def test_ce_que_le_systeme_refuse_est_dit_en_francais(
    arguments: tuple[str, ...], attendu: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    resultat = lancer(*arguments)
    assert (resultat.exit_code, resultat.stderr) == (2, attendu)


@pytest.mark.parametrize(
    ("mots", "attendu"),
    [
        (("chron",), "chronologie"),
        (("regles", "SISA-00"), "SISA-001 SISA-002 SISA-003 SISA-004 SISA-005 SISA-006 SISA-007"),
        (("controler", "--format", "sa"), "sarif"),
        (("controler", "--exc"), "--exclure"),
    ],
)
def test_bash_complete_les_commandes_les_options_et_leurs_valeurs(mots: tuple[str, ...], attendu: str) -> None:
    commande = Path(sys.executable).with_name("soinsprimaires")
    script = bash(f"_SOINSPRIMAIRES_COMPLETE=source_bash {commande}").stdout
    ligne = " ".join(("soinsprimaires", *mots))
    resultat = bash(
        f"{script}\nCOMP_WORDS=({ligne}); COMP_CWORD={len(mots)}; "
        f'_soinsprimaires_completion {commande}; echo "${{COMPREPLY[*]}}"'
    )
    assert " ".join(resultat.stdout.split()) == attendu


def test_un_dossier_en_lignes_se_lit_comme_un_autre(tmp_path: Path) -> None:
    chemin = tmp_path / "registre.jsonl.gz"
    ecrire_lignes(REGISTRE, chemin)
    assert "CDS-008" in lancer("controler", chemin, "--au", "2026-11-04").stdout


@pytest.mark.parametrize("commande", ["rapport", "controler", "portefeuille"])
def test_un_tiret_ecrit_sur_la_sortie_standard(
    commande: str, dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    resultat = lancer(commande, dossier, "--au", "2026-11-04", "--json", "-o", "-")
    assert resultat.stdout.startswith(("{", "["))
    assert not (tmp_path / "-").exists()


def test_un_import_lit_et_ecrit_par_les_flux_standard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    resultat = lancer("importer", "finess", "-", "-o", "-", entree=csv_finess(ligne_finess()))
    assert resultat.exit_code == 0
    assert len(depuis_json(resultat.stdout)) > 0
    assert "1 ligne(s) lue(s), 1 gardée(s)" in resultat.stderr
    assert list(tmp_path.iterdir()) == []
    melange = lancer("importer", "finess", "-", "-o", "-", "--json")
    assert (melange.exit_code, "choisir" in melange.stderr) == (2, True)


def test_un_partage_pseudonymise_s_ecrit_sur_la_sortie_standard(dossier: Path, tmp_path: Path) -> None:
    cle = tmp_path / "cle"
    cle.write_bytes(bytes(range(16)))
    resultat = lancer("pseudonymiser", dossier, "--cle-fichier", cle, "-o", "-")
    assert resultat.exit_code == 0
    assert resultat.stdout == en_json(REGISTRE.pseudonymiser(cle=bytes(range(16))))


@pytest.mark.parametrize("commande", ["rapport", "controler", "portefeuille"])
def test_la_progression_se_tait_hors_d_un_terminal(commande: str, dossier: Path, tmp_path: Path) -> None:
    resultat = bash(f"{MODULE} {commande} {dossier} --au 2026-11-04 -o {tmp_path / 'sortie'}", FORCE_COLOR="")
    assert (resultat.stdout, resultat.stderr) == ("", "")
    assert (tmp_path / "sortie").stat().st_size > 0
