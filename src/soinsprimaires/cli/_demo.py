"""``soinsprimaires demo``: the five source articles."""

import runpy
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from soinsprimaires.affichage.contenu.lignes import derouler
from soinsprimaires.affichage.rendus.registre import resumer
from soinsprimaires.affichage.rendus.verification import conclusion_en_objet
from soinsprimaires.anomalies import assainir
from soinsprimaires.cli._commun import afficher, refuser
from soinsprimaires.cli._commun import sortie as ecran
from soinsprimaires.cli._fichiers import dire_en_json
from soinsprimaires.erreurs import ErreurSoinsPrimaires
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.regles import Rapport, controler
from soinsprimaires.serialisation import charger, ecrire


def demo(
    exemples: Annotated[Path, typer.Option(metavar="DOSSIER", help="Dossier des exemples.")] = Path("examples"),
    sortie: Annotated[Path, typer.Option(metavar="DOSSIER", help="Dossier où écrire leur JSON.")] = Path("build/demo"),
    *,
    en_json: Annotated[bool, typer.Option("--json", help="Une ligne JSON par exemple, pour un programme.")] = False,
) -> None:
    """Montrer les cinq exemples : qui, où, combien, où en sont les projets, ce que disent les règles.

    Ces exemples sont dans le dépôt du projet, pas dans la bibliothèque installée.

    Codes de retour : 0 tout est montré et écrit ; 2 aucun exemple ici, ou leur JSON ne peut pas être écrit.
    """
    scripts = sorted(exemples.glob("*.py"))
    if not scripts:
        refuser(
            f"{exemples} : aucun exemple ici ; la démonstration se lance depuis le dépôt du projet, "
            "ou avec --exemples DOSSIER"
        )
    try:
        sortie.mkdir(parents=True, exist_ok=True)
        for script in scripts:
            _montrer(script, sortie, en_json=en_json)
    except ErreurSoinsPrimaires as erreur:
        refuser(f"démonstration interrompue : {erreur}")


def _construire(script: Path) -> tuple[str, date, Registre]:
    try:
        exemple: dict[str, Any] = runpy.run_path(str(script))
        return exemple["TITRE"], exemple["AU"], exemple["construire"]()
    except Exception as erreur:
        raise ErreurSoinsPrimaires(f"{script} n'est pas un exemple ({type(erreur).__name__})") from erreur


def _montrer(script: Path, sortie: Path, *, en_json: bool) -> None:
    titre, au, registre = _construire(script)
    cible = sortie / f"{script.stem}.json"
    ecrire(registre, cible)
    if charger(cible) != registre:
        raise ErreurSoinsPrimaires(f"{cible} ne redonne pas le registre qui l'a écrit")
    rapport: Rapport = controler(registre, au=au)
    if en_json:
        dire_en_json(
            {
                "titre": titre,
                "au": au.isoformat(),
                "fichier": str(cible),
                "conforme": rapport.conforme,
                **conclusion_en_objet(rapport),
            }
        )
        return
    ecran.print()
    ecran.print(Text(assainir(titre), style="bold reverse"))
    ecran.print(Text(assainir(f"jugé au {jour_en_lettres(au)} ; écrit et relu à l'identique : {cible}"), style="dim"))
    afficher(derouler(resumer(registre, rapport)))
