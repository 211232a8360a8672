"""Which tests each room of the library faces."""

from pathlib import Path
from typing import Final

import attrs

__all__ = ["HORS_SALLES", "SEANCES", "Seances", "essais_de", "sources"]

RACINE: Final = Path(__file__).resolve().parents[2]
PAQUET: Final = RACINE / "src" / "soinsprimaires"
SOCLE: Final = "socle"
"""What stands in no folder: dates, numbers, names, errors."""
_GENERES: Final = {
    "test_avancees.py",
    "test_cout_du_controle.py",
    "test_machine.py",
    "test_proprietes.py",
    "test_proprietes_affichage.py",
    "test_proprietes_cycle.py",
}
"""Generated cases prove nothing here."""
_LENTS: Final = {"test_pannes.py", "test_guide_du_mois.py", "test_navigateur.py", "test_notebooks.py"}
"""Nor do those that start another process: it would not see the mutant."""


@attrs.frozen
class Seances:
    """Rooms that the same tests face; the tests are collected and measured once for them.

    Attributes:
        salles: names of the rooms.
        essais: folders and files of tests.
    """

    salles: tuple[str, ...]
    essais: tuple[str, ...]


SEANCES: Final = (
    Seances(
        ("regles",),
        (
            "regles",
            "cycle",
            "droit",
            "exemples",
            "composition",
            "affichage/test_rapport.py",
            "meta/test_familles_de_regles.py",
            "meta/test_table_du_droit.py",
        ),
    ),
    Seances(("droit",), ("droit", "meta/test_table_du_droit.py")),
    Seances(("composition",), ("composition",)),
    Seances(("cycle",), ("cycle",)),
    Seances(
        ("comparaison", "modele", "referentiels", SOCLE),
        ("modele", "unitaires", "comparaison", "referentiels", "composition", "echanges/test_flux.py"),
    ),
    Seances(("serialisation", "schemas"), ("serialisation", "schemas")),
    Seances(("echanges",), ("echanges",)),
    Seances(("financement",), ("financement",)),
    Seances(("analyse",), ("analyse",)),
    Seances(("affichage",), ("affichage",)),
    Seances(("cli",), ("cli",)),
    Seances(("tables",), ("tables", "grappe/test_tables_lots.py")),
    Seances(("synthese",), ("synthese",)),
)
"""Every room but those set aside, which a test keeps."""
HORS_SALLES: Final = {
    "grappe": "its tests start other processes, which would not see the mutant",
    "strategies": "it draws the generated cases, and its tests are properties of what it draws",
}


def sources(salle: str) -> list[Path]:
    """The files of a room, but for what is written by a command."""
    dossier = PAQUET.glob("*.py") if salle == SOCLE else (PAQUET / salle).rglob("*.py")
    return sorted(fichier for fichier in dossier if fichier != PAQUET / "__init__.py")


def essais_de(seances: Seances) -> list[Path]:
    """The files of tests of these rooms."""
    noms = [RACINE / "tests" / nom for nom in seances.essais]
    trouves = (fichier for nom in noms for fichier in ([nom] if nom.suffix else nom.glob("test_*.py")))
    return sorted(fichier for fichier in trouves if fichier.name not in _GENERES | _LENTS)
