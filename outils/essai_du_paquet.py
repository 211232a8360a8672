"""What the installed wheel must do with no extra; ``paquet.py`` runs it in an empty environment.

Every expectation is an explicit test rather than an ``assert``, so that it also holds under ``-O``.
"""

import importlib
import importlib.metadata
import importlib.util
import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import soinsprimaires

DOCUMENT = json.dumps(
    {
        "format": "soinsprimaires/registre",
        "version": 1,
        "contenu": {"structures": [{"type": "msp", "identifiant": "msp-essai", "nom": "Maison de santé d'essai"}]},
    }
)
DISTRIBUTIONS = {"attrs", "cattrs", "python-dateutil", "soinsprimaires", "typing_extensions", "tzdata"}
"""What a core installation brings, the dependencies of its three dependencies included."""


def exiger(condition: object, message: str) -> None:
    """Stop the trial with what did not hold."""
    if not condition:
        raise SystemExit(f"wheel: {message}")


def n_apporte_que_le_coeur() -> None:
    """Nothing but the three dependencies came with the wheel, and the package is the installed one."""
    presentes = {distribution.name for distribution in importlib.metadata.distributions()}
    exiger(presentes <= DISTRIBUTIONS, f"unexpected distributions {sorted(presentes - DISTRIBUTIONS)}")
    exiger(Path(soinsprimaires.__file__).is_relative_to(sys.prefix), f"imported from {soinsprimaires.__file__}")
    paquet = Path(soinsprimaires.__file__).parent
    exiger((paquet / "py.typed").is_file(), "py.typed is missing")


def trouve_une_commune() -> None:
    """The referentials travel with the wheel."""
    nom = soinsprimaires.referentiels.commune("32208").nom
    exiger(nom == "Lectoure", f"commune 32208 is {nom!r}")


def lit_et_ecrit() -> None:
    """Reading, writing and reading again."""
    registre = soinsprimaires.depuis_json(DOCUMENT)
    exiger([msp.nom for msp in registre.structures] == ["Maison de santé d'essai"], "the structure was not read")
    exiger(soinsprimaires.depuis_json(soinsprimaires.en_json(registre)) == registre, "the round trip loses something")


def ecrit_des_lignes_et_son_schema() -> None:
    """Lines and the schema travel with the core."""
    registre = soinsprimaires.depuis_json(DOCUMENT)
    lignes = io.BytesIO()
    soinsprimaires.ecrire_lignes(registre, lignes)
    lignes.seek(0)
    exiger(soinsprimaires.charger_lignes(lignes).registre() == registre, "the lines lose something")
    exiger("MSP" in soinsprimaires.schemas.schema()["$defs"], "the schema is missing")


def controle() -> None:
    """Every rule of the engine answers."""
    rapport = soinsprimaires.controler(soinsprimaires.depuis_json(DOCUMENT), au=date(2024, 7, 2))
    trouves = set(_valeurs(json.loads(rapport.en_json()), "code")) & set(soinsprimaires.regles.REGLES)
    exiger(trouves == set(soinsprimaires.regles.REGLES), "the report does not list every rule")


def _valeurs(objet: object, cle: str) -> list[str]:
    """Every value of a key, wherever it stands."""
    if isinstance(objet, list):
        return [valeur for element in objet for valeur in _valeurs(element, cle)]
    if isinstance(objet, dict):
        ici = [objet[cle]] if cle in objet else []
        return [*ici, *(valeur for element in objet.values() for valeur in _valeurs(element, cle))]
    return []


def nomme_l_extra_des_strategies() -> None:
    """Importing the strategies without Hypothesis names the extra."""
    try:
        importlib.import_module("soinsprimaires.strategies")
    except soinsprimaires.ExtraManquant as erreur:
        exiger(erreur.extra == "hypothesis" and "soinsprimaires[hypothesis]" in str(erreur), f"wrong message: {erreur}")
    else:
        exiger(condition=False, message="the strategies were imported without Hypothesis")


def nomme_l_extra_de_la_commande() -> None:
    """The command without its extra: a French sentence, exit 2, no traceback; both ways of calling it."""
    script = str(Path(sys.executable).with_name("soinsprimaires"))
    for appel in ([sys.executable, "-I", "-m", "soinsprimaires"], [script]):
        resultat = subprocess.run([*appel, "--help"], check=False, capture_output=True, text=True, encoding="utf-8")
        exiger(resultat.returncode == 2, f"{appel[-1]} exits with {resultat.returncode}: {resultat.stderr}")  # noqa: PLR2004
        exiger("demande l'extra « cli »" in resultat.stderr, f"{appel[-1]} says {resultat.stderr!r}")
        exiger("Traceback" not in resultat.stderr, f"{appel[-1]} shows a traceback")


ESSAIS: tuple[Callable[[], None], ...] = (
    n_apporte_que_le_coeur,
    trouve_une_commune,
    lit_et_ecrit,
    ecrit_des_lignes_et_son_schema,
    controle,
    nomme_l_extra_des_strategies,
    nomme_l_extra_de_la_commande,
)

if __name__ == "__main__":
    for essai in ESSAIS:
        essai()
