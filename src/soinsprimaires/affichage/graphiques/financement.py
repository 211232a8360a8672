"""What a decompte is made of: known, between two bounds, not bounded."""

from typing import TYPE_CHECKING, Final

from soinsprimaires.affichage.financement import fourchette
from soinsprimaires.affichage.graphiques._cadre import (
    PALETTE,
    Teinte,
    dessiner_vide,
    etiqueter,
    intituler,
    legender,
    noter_bout,
    ouvrir,
    pave,
    remplissage,
    replier,
)
from soinsprimaires.financement import Decompte, Ligne

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["decompte"]

_TITRE: Final = 50
_SUR: Final = "montant connu"
_ENTRE: Final = "selon les faits à renseigner"
_SANS_BORNE: Final = "rien ne le borne"


def decompte(compte: Decompte, *, titre: str, ax: "Axes | None" = None) -> "Axes":
    """The lines of a decompte as bars: what is sure is plain, what depends on unknown facts is hatched.

    A line that nothing bounds ends with an arrow; what is not paid is left out.

    Args:
        compte: the decompte.
        titre: of whom, and for when.
        ax: axes to draw on; new ones by default.

    Raises:
        ExtraManquant: matplotlib is not installed.
    """
    lignes = [ligne for ligne in compte.lignes if ligne.maximum is None or ligne.maximum > 0]
    ax = ouvrir(ax, largeur=9, hauteur=1.6 + 0.34 * max(len(lignes), 2))
    reperes: dict[str, Artist] = {}
    if lignes:
        etiqueter(ax, (f"{ligne.code}, {ligne.libelle}" for ligne in lignes), largeur=48)
        portee = max(float(ligne.maximum or ligne.minimum or 0) for ligne in lignes) or 1.0
        for hauteur, ligne in enumerate(lignes):
            reperes |= _barre(ax, hauteur, ligne, portee)
        ax.set_xlim(0, portee * 1.45)
        ax.set_xlabel("euros")
        legender(ax, reperes, loc="upper left", bbox_to_anchor=(0, -0.6 / len(lignes) - 0.06), ncols=3)
    else:
        dessiner_vide(ax, "Aucune ligne n'est payée")
    total = fourchette(compte.total, compte.minimum, compte.maximum)
    intituler(ax, f"{replier(titre, _TITRE)}\n{replier(total, _TITRE)}")
    return ax


def _barre(ax: "Axes", hauteur: int, ligne: Ligne, portee: float) -> "dict[str, Artist]":
    """A bar for what is sure, another behind it for what is possible."""
    minimum = max(float(ligne.minimum or 0), 0.0)
    maximum = None if ligne.maximum is None else float(ligne.maximum)
    reperes: dict[str, Artist] = {}
    if minimum:
        ax.barh(hauteur, minimum, height=0.65, **remplissage(Teinte.SUR))
        reperes[_SUR] = pave(Teinte.SUR)
    if maximum is None:
        ax.plot([portee], [hauteur], ">", color=PALETTE[Teinte.INCONNU])
        ax.plot([minimum, portee], [hauteur, hauteur], color=PALETTE[Teinte.INCONNU], linestyle=":")
        reperes[_SANS_BORNE] = ax.plot([], [], ">:", color=PALETTE[Teinte.INCONNU])[0]
    elif maximum > minimum:
        ax.barh(hauteur, maximum - minimum, left=minimum, height=0.65, **remplissage(Teinte.ATTENTION, "///"))
        reperes[_ENTRE] = pave(Teinte.ATTENTION, "///")
    bout = portee if maximum is None else maximum
    noter_bout(ax, bout, hauteur, fourchette(ligne.montant, ligne.minimum, ligne.maximum))
    return reperes
