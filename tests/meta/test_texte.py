"""The tracked text speaks of the project alone: no path of a machine, no number of a ticket."""

import re
import subprocess
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
CHEMIN = r"(?<![\w.:/-])/(?:home|Users|root|work|farm|tmp|opt|mnt|private)/\w"
WINDOWS = r"\b[A-Z]:\\\\?(?:Users|Documents)"
TICKET = r"\bissues? ?#?\d+\b"
DEPLACE = re.compile(f"{CHEMIN}|{WINDOWS}|{TICKET}")


def fichiers_suivis() -> list[Path]:
    if not (RACINE / ".git").exists():
        pytest.skip("not a checkout")
    sortie = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True, cwd=RACINE)  # noqa: S607
    chemins = [RACINE / nom for nom in sortie.stdout.decode().split("\0") if nom]
    return [chemin for chemin in chemins if chemin.is_file() and chemin != Path(__file__)]


def test_aucun_fichier_ne_nomme_une_machine_ni_un_ticket() -> None:
    trouves = [
        f"{chemin.relative_to(RACINE)}: {trouve[0]}"
        for chemin in fichiers_suivis()
        for trouve in [DEPLACE.search(chemin.read_text(encoding="utf-8", errors="replace"))]
        if trouve is not None
    ]
    assert trouves == []


@pytest.mark.parametrize(
    "texte",
    ["lu dans /home/nom/projet", "`/tmp/essai.json`", r"C:\Users\nom", "see issue 12", "issue #12"],
)
def test_un_texte_deplace_est_vu(texte: str) -> None:
    assert DEPLACE.search(texte)


@pytest.mark.parametrize(
    "texte",
    ["/contenu/structures/0", "https://exemple.fr/home/page", "build/tmp/x", "/usr/bin/env bash", "issued in 2021"],
)
def test_un_texte_ordinaire_passe(texte: str) -> None:
    assert not DEPLACE.search(texte)
