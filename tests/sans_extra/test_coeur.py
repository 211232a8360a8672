"""The library where none of its extras is installed: what it does, and what it says of each that is absent.

``make matrix`` runs this in an environment of its own; elsewhere it is skipped.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest

from soinsprimaires import (
    MSP,
    Acte,
    Evenement,
    ExtraManquant,
    NatureProjet,
    NatureTerritoire,
    Professionnel,
    Projet,
    Registre,
    Territoire,
    charger,
    charger_lignes,
    controler,
    cycle,
    depuis_json,
    ecrire,
    ecrire_lignes,
    en_json,
    grappe,
)
from soinsprimaires.referentiels import commune, professions

APPORTES: Final = (
    "distributed",
    "geopandas",
    "hypothesis",
    "icalendar",
    "ijson",
    "jinja2",
    "matplotlib",
    "msgspec",
    "openpyxl",
    "orjson",
    "pandas",
    "pyarrow",
    "rich",
    "shapely",
    "typer",
)
PRESENTS: Final = [nom for nom in APPORTES if find_spec(nom) is not None]
pytestmark = pytest.mark.skipif(bool(PRESENTS), reason=f"extras installed: {', '.join(PRESENTS)}")

AU: Final = date(2026, 11, 4)
PROJET: Final = Projet(
    identifiant="projet",
    nom="Projet",
    nature=NatureProjet.CPTS,
    journal=(
        Evenement(
            identifiant="lettre",
            acte=Acte.DEPOT_LETTRE_INTENTION,
            effet_le="2026-01-05",
            enregistre_le=date(2026, 1, 6),
        ),
    ),
)
TERRITOIRE: Final = Territoire(identifiant="territoire", nom="Territoire", nature=NatureTerritoire.ACTION_CPTS)
REGISTRE: Final = Registre(
    structures=(MSP(identifiant="msp", nom="MSP"),),
    projets=(PROJET,),
    professionnels=(Professionnel(identifiant="medecin", profession=professions.MEDECIN, nom="Exemple"),),
)


def test_un_document_s_ecrit_et_se_relit(tmp_path: Path) -> None:
    assert depuis_json(en_json(REGISTRE)) == REGISTRE
    ecrire(REGISTRE, tmp_path / "r.json")
    assert charger(tmp_path / "r.json") == REGISTRE
    ecrire_lignes(REGISTRE, tmp_path / "r.jsonl.gz")
    assert charger_lignes(tmp_path / "r.jsonl.gz").registre() == REGISTRE


def test_les_regles_jugent() -> None:
    rapport = controler(REGISTRE, au=AU)
    assert rapport.conforme is not True
    assert "MSP" in rapport.en_texte()
    assert rapport.en_sarif().startswith("{")


def test_un_projet_a_un_etat() -> None:
    etat = cycle.etat(PROJET, au=AU)
    assert etat is not None
    assert cycle.echeances(PROJET, REGISTRE, au=AU) is not None


def test_le_referentiel_repond() -> None:
    assert commune("32208", AU).nom == "Lectoure"


def test_un_registre_se_pseudonymise() -> None:
    assert REGISTRE.pseudonymiser(cle=bytes(16)).professionnels[0].nom is None


def appeler(module: str, fonction: str, *arguments: Any, **options: Any) -> Callable[[], Any]:
    return lambda: getattr(import_module(f"soinsprimaires.{module}"), fonction)(*arguments, **options)


@pytest.mark.parametrize(
    ("extra", "demander"),
    [
        ("calendrier", appeler("echanges.calendrier", "calendrier_ics", PROJET, REGISTRE, au=AU)),
        ("carte", appeler("affichage.graphiques", "carte_territoire", TERRITOIRE, {}, au=AU)),
        ("donnees", appeler("affichage.classeur", "ecrire_classeur", [], "sortie.xlsx")),
        ("grappe", lambda: grappe.ouvrir("locale").__enter__()),
        ("hypothesis", lambda: import_module("soinsprimaires.strategies")),
        ("notebook", appeler("tables", "vers_pandas", REGISTRE)),
        ("notebook", appeler("affichage.graphiques", "chronologie", PROJET, REGISTRE, au=AU)),
        ("tables", appeler("tables", "en_arrow", REGISTRE)),
        ("rapport", appeler("affichage.rapport", "page", REGISTRE, au=AU)),
    ],
)
def test_un_extra_absent_est_nomme(extra: str, demander: Callable[[], Any]) -> None:
    with pytest.raises(ExtraManquant, match=rf"python -m pip install 'soinsprimaires\[{extra}\]'") as manque:
        demander()
    assert manque.value.extra == extra


def test_la_commande_dit_ce_qui_lui_manque() -> None:
    fait = subprocess.run([sys.executable, "-m", "soinsprimaires"], check=False, capture_output=True, text=True)
    assert fait.returncode == 2
    assert "soinsprimaires[cli]" in fait.stderr
    assert "Traceback" not in fait.stderr
