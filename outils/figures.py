"""Draw the figures of the documentation (``docs/_static``) from the data of the tests, the maps in pixels.

    python -m outils.figures [--dossier docs/_static]

The same data give the same file, byte for byte, with the same versions of matplotlib and its fonts.
"""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.affichage.fabrique import AU, GERS, PROJET, REGISTRE

from soinsprimaires.affichage import graphiques

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RACINE: Final = Path(__file__).resolve().parent.parent
DOSSIER: Final = RACINE / "docs" / "_static"

STYLE: Final[Any] = {"svg.hashsalt": "soinsprimaires", "svg.fonttype": "none"}

FIGURES: Final[Mapping[str, Callable[..., "Axes"]]] = {
    "chronologie": lambda **options: graphiques.chronologie(PROJET, REGISTRE, au=AU, **options),
    "offre-de-soins": lambda **options: graphiques.offre_de_soins(REGISTRE, au=AU, **options),
    "pyramide-des-ages": lambda **options: graphiques.pyramide_des_ages(REGISTRE, au=AU, **options),
    "presences": lambda **options: graphiques.presences(REGISTRE, au=AU, **options),
    "participation": lambda **options: graphiques.participation(REGISTRE, au=AU, **options),
    "couverture": lambda **options: graphiques.couverture(REGISTRE, departement="32", au=AU, **options),
    "carte-territoire": lambda **options: graphiques.carte_territoire(REGISTRE["fezensac"], GERS, au=AU, **options),
    "carte-couverture": lambda **options: graphiques.carte_couverture(
        REGISTRE, GERS, departement="32", au=AU, **options
    ),
}


def dessiner(nom: str, cible: Path) -> None:
    """Draw one figure to a file, whose extension says the format."""
    import matplotlib as mpl
    from matplotlib import pyplot as plt

    metadonnees: dict[str, Any] = {"Date": None} if cible.suffix == ".svg" else {}
    with mpl.rc_context(STYLE):
        figure = FIGURES[nom]().get_figure(root=True)
        assert figure is not None  # noqa: S101 - axes just drawn are in a figure
        figure.savefig(cible, metadata=metadonnees, dpi=110)
        plt.close(figure)


def principal() -> None:
    """Draw every figure."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--dossier", type=Path, default=DOSSIER)
    dossier: Path = arguments.parse_args().dossier
    dossier.mkdir(parents=True, exist_ok=True)
    for nom in FIGURES:
        # True contours have so many points that a map in vectors weighs a megabyte.
        chemin = dossier / f"{nom}.{'png' if nom.startswith('carte') else 'svg'}"
        dessiner(nom, chemin)
        print(chemin)


if __name__ == "__main__":
    principal()
