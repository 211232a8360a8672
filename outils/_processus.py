"""What a process of ours is given, and what it took."""

import os
from pathlib import Path

__all__ = ["megaoctets_au_plus_haut", "sans_mesure"]


def sans_mesure() -> dict[str, str]:
    """The environment of a process whose coverage is not measured: it would be several times slower for nothing."""
    return {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith("COVERAGE")}


def megaoctets_au_plus_haut() -> float:
    """Memory of this process at its highest: ``ru_maxrss`` begins with that of the program that started it."""
    statut = Path("/proc/self/status").read_text(encoding="ascii")
    return int(statut.partition("VmHWM:")[2].split()[0]) / 1024
