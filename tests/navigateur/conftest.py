"""A real browser: Debian's Chromium, headless, driven by playwright and never by a network.

Where there is none, these tests are skipped and say so; ``.ci/run`` installs it, or fails.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Page, sync_playwright

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
NOMS = ("chromium", "chromium-browser", "google-chrome")


def chercher() -> str | None:
    return next((chemin for nom in NOMS if (chemin := shutil.which(nom))), None)


@pytest.fixture(scope="module")
def navigateur() -> Iterator[Browser]:
    # One for each module: the loop of playwright must not outlive it, other tests have their own.
    chemin = chercher()
    if chemin is None:
        pytest.skip(f"no browser here ({', '.join(NOMS)}): on Debian, apt-get install chromium")
    with sync_playwright() as moteur:
        chromium = moteur.chromium.launch(executable_path=chemin, args=list(OPTIONS))
        yield chromium
        chromium.close()


@attrs.frozen
class Onglet:
    """An open page and what it did.

    Attributes:
        page: the page.
        demandes: addresses that it asked for, its own included.
        plaintes: errors and warnings of its console, exceptions, dialogs.
    """

    page: Page
    demandes: list[str]
    plaintes: list[str]

    def verifier(self) -> list[str]:
        """What axe-core finds serious or critical, with the first element concerned."""
        self.page.evaluate(AXE)
        options = {"resultTypes": ["violations"], "preload": False}
        trouve = self.page.evaluate("options => axe.run(document, options)", options)
        graves = [faute for faute in trouve["violations"] if faute["impact"] in {"serious", "critical"}]
        return [f"{f['id']} : {f['nodes'][0]['html'][:120]} : {f['nodes'][0]['failureSummary']}" for f in graves]


Ouvrir = Callable[..., Onglet]


@pytest.fixture
def ouvrir(navigateur: Browser, tmp_path: Path) -> Iterator[Ouvrir]:
    """Opens a document in a tab of its own: ``ouvrir(html, theme="dark", largeur=390)``."""
    contextes: list[BrowserContext] = []

    def ouvrir_page(html: str, *, theme: Any = "light", largeur: int = 1200) -> Onglet:
        chemin = tmp_path / f"page-{len(contextes)}.html"
        chemin.write_text(html, encoding="utf-8")
        contexte = navigateur.new_context(color_scheme=theme, viewport={"width": largeur, "height": 800})
        contexte.set_default_timeout(600_000)
        contextes.append(contexte)
        page = contexte.new_page()
        onglet = Onglet(page, [], [])

        def console(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                onglet.plaintes.append(message.text)

        def exception(erreur: Error) -> None:
            onglet.plaintes.append(erreur.message)

        def dialogue(ouvert: Dialog) -> None:
            onglet.plaintes.append(ouvert.message)
            ouvert.dismiss()

        page.on("request", lambda demande: onglet.demandes.append(demande.url))
        page.on("console", console)
        page.on("pageerror", exception)
        page.on("dialog", dialogue)
        page.goto(chemin.as_uri())
        return onglet

    yield ouvrir_page
    for contexte in contextes:
        contexte.close()
