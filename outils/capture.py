"""Photograph the report page of an example for its guide.

    python -m outils.capture

Needs Debian's Chromium, and writes ``docs/guides/rapport.png``.
"""

import runpy
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import sync_playwright

from soinsprimaires.affichage.rapport import page

RACINE: Final = Path(__file__).resolve().parent.parent
EXEMPLE: Final = RACINE / "examples" / "ceze_cevennes.py"
IMAGE: Final = RACINE / "docs" / "guides" / "rapport.png"
TAILLE: Final = {"width": 820, "height": 720}


def photographier() -> int:
    """Write the image; its size in bytes."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed: apt-get install chromium")
    exemple = runpy.run_path(str(EXEMPLE))
    with TemporaryDirectory() as dossier, sync_playwright() as moteur:
        html = Path(dossier) / "rapport.html"
        html.write_text(page(exemple["construire"](), au=exemple["AU"]), encoding="utf-8")
        navigateur = moteur.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        onglet = navigateur.new_page(viewport={"width": TAILLE["width"], "height": TAILLE["height"]})
        onglet.goto(html.as_uri())
        return IMAGE.write_bytes(onglet.screenshot())


if __name__ == "__main__":
    print(f"{IMAGE.relative_to(RACINE)}: {photographier()} bytes")
