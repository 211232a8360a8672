"""How the CPTS of a registre share a département."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from soinsprimaires import analyse, referentiels
from soinsprimaires.affichage.graphiques._cadre import (
    Teinte,
    empiler,
    etiqueter,
    habiller,
    legender,
    noter_bout,
    ouvrir,
    sources,
)
from soinsprimaires.analyse import CommuneCouverte, Couverture
from soinsprimaires.modele.registre import Registre

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["STYLES", "couverture", "imprecises", "noms_departement"]

STYLES: Final = {
    "dans une seule CPTS": (Teinte.SUR, ""),
    "dans plusieurs CPTS": (Teinte.ATTENTION, "xx"),
    "dans une CPTS au moins": (Teinte.CLAIR, "\\\\"),
    "incertaine": (Teinte.SECOND, "//"),
    "dans aucune CPTS": (Teinte.INCONNU, ".."),
}
"""How a commune is drawn, by what is known of it: colour and hatching."""

_SEULE, _PARTAGEE, _AU_MOINS_UNE, _INCERTAINE, _AUCUNE = STYLES


def couverture(registre: Registre, *, departement: str, au: date, ax: "Axes | None" = None) -> "Axes":
    """How many communes of a département each CPTS has alone, shares with another, or may have; and how many have none.

    Args:
        registre: whose CPTS.
        departement: code of the département.
        au: day, which chooses the vintage of the communes.
        ax: axes to draw on; new ones by default.

    Raises:
        CodeInconnu: no département has this code.
        ExtraManquant: matplotlib is not installed.
    """
    bilan = analyse.couverture(registre, departement=departement, au=au)
    comptes = Counter(_lignes(bilan))
    noms = sorted({nom for nom, _ in comptes if nom is not None})
    lignes = [*noms, None]
    ax = ouvrir(ax, hauteur=2 + 0.42 * max(len(lignes), 2))
    _barres(ax, registre, lignes, comptes)
    notes = [
        f"Communes au 1er janvier {bilan.millesime}, hors CPTS absentes du registre.",
        imprecises(registre, bilan),
        sources(map(registre.obtenir, noms)),
    ]
    habiller(ax, f"Communes couvertes par les CPTS : {noms_departement(departement)}", au=au, notes=notes)
    return ax


def _lignes(bilan: Couverture) -> Iterator[tuple[str | None, str]]:
    sortes = (
        (bilan.une, _SEULE),
        (bilan.plusieurs, _PARTAGEE),
        (bilan.au_moins_une, _AU_MOINS_UNE),
        (bilan.incertaines, _INCERTAINE),
    )
    for communes, sorte in sortes:
        for couverte in communes:
            yield from ((nom, _sorte(couverte, nom, sorte)) for nom in (*couverte.certaines, *couverte.possibles))
    yield from ((None, _AUCUNE) for _ in bilan.sans)


def _sorte(couverte: CommuneCouverte, nom: str, sorte: str) -> str:
    return sorte if nom in couverte.certaines and sorte is not _INCERTAINE else _INCERTAINE


def _barres(
    ax: "Axes", registre: Registre, lignes: list[str | None], comptes: "Counter[tuple[str | None, str]]"
) -> None:
    etiqueter(ax, (_nommer(registre, nom) for nom in lignes))
    reperes: dict[str, Artist] = {}
    for hauteur, nom in enumerate(lignes):
        nombres = {sorte: comptes[nom, sorte] for sorte in STYLES}
        reperes |= empiler(ax, hauteur, nombres, STYLES)
        noter_bout(ax, sum(nombres.values()), hauteur, str(sum(nombres.values())))
    ax.set_xlabel("Communes")
    ax.margins(x=0.1)
    legender(ax, reperes, loc="upper left", bbox_to_anchor=(1, 1))


def _nommer(registre: Registre, nom: str | None) -> str:
    return "Aucune CPTS" if nom is None else str(registre[nom].nom)


def imprecises(registre: Registre, bilan: Couverture) -> str:
    """Whose limits are not wholly known."""
    noms = ", ".join(_nommer(registre, nom) for nom in bilan.imprecises)
    return f"Territoire incomplet ou non décrit : {noms}." if noms else ""


def noms_departement(code: str) -> str:
    """A département with its code."""
    return f"{referentiels.departement(code).nom} ({code})"
