"""What every plot shares: axes, colours, title, caption, legend."""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from soinsprimaires.affichage.noms import commune_connue
from soinsprimaires.affichage.tableaux import une_ligne
from soinsprimaires.erreurs import ExtraManquant
from soinsprimaires.modele._base import Entite
from soinsprimaires.mots import jour_en_lettres

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch


class Teinte(Enum):
    """What a colour means."""

    SUR = "sur"
    BON = "bon"
    ATTENTION = "attention"
    GRAVE = "grave"
    SECOND = "second"
    CLAIR = "clair"
    INCONNU = "inconnu"
    ENCRE = "encre"


PALETTE: Final[Mapping[Teinte, str]] = MappingProxyType(
    {
        Teinte.SUR: "#0072B2",
        Teinte.BON: "#009E73",
        Teinte.ATTENTION: "#E69F00",
        Teinte.GRAVE: "#D55E00",
        Teinte.SECOND: "#CC79A7",
        Teinte.CLAIR: "#56B4E9",
        Teinte.INCONNU: "#999999",
        Teinte.ENCRE: "#222222",
    }
)
"""The colours of Okabe and Ito, which people who do not see red or green tell apart."""

_LONGUEUR: Final = 90
_SIGNES_PAR_POUCE: Final = 14.5
_POUCES_PAR_SIGNE: Final = 0.075
"""Of the caption, then of the names of the rows: about, since no text is laid out yet."""
_SOURCES_MONTREES: Final = 3
_INSECABLE: Final = re.compile(r"(?<=«) | (?=[»:;!?…])")
"""Where French typography ends no line."""
_PETIT: Final = 8
_ETROIT: Final = 4.0
"""Inches."""
_TITRE_MINIMAL: Final = 20
_LETTRES_TITRE_PAR_POUCE: Final = 9
_NOM_MINIMAL: Final = 12
_POUCES_PAR_PETIT_SIGNE: Final = 0.065
_PART_DES_AXES: Final = 0.6
"""What is left to the axes of the width that they have before the layout, at the least that was seen."""
_ECART: Final = 2
"""Characters left free beside a text."""
_PART_ECRITE: Final = 0.75
"""Of an axis, at most for what is written at the end of a bar."""
_PART_DES_NOMS: Final = 0.62
"""The names of the rows take no more of the width of the axes, before the layout."""


def ouvrir(
    ax: "Axes | None", *, largeur: float = 8.0, hauteur: float = 4.5, mise_en_page: str = "constrained"
) -> "Axes":
    """The axes of the caller, else new ones.

    Raises:
        ExtraManquant: matplotlib is not installed.
    """
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot as plt
    except ModuleNotFoundError as erreur:
        raise ExtraManquant("notebook", "Un graphique") from erreur
    _, neuf = plt.subplots(figsize=(largeur, hauteur), layout=mise_en_page)
    return neuf


def texte(mots: str, longueur: int = _LONGUEUR) -> str:
    """A text typed by others, on one line, cut, that matplotlib does not read as mathematics."""
    ligne = une_ligne(mots)
    if len(ligne) > longueur:
        ligne = ligne[: longueur - 1] + "…"
    return ligne.replace("$", r"\$")


def replier(mots: str, largeur: int) -> str:
    """A text on several lines of at most so many characters."""
    return "\n".join(textwrap.wrap(texte(mots, 3 * largeur), largeur)) or " "


def sources(entites: Iterable[Entite | None]) -> str:
    """Who says what is drawn: the titles of the provenances, each once."""
    titres = dict.fromkeys(e.provenance.titre for e in entites if e is not None and e.provenance is not None)
    if not titres:
        return "Source : registre, sans provenance indiquée."
    dits = [f"« {texte(titre, 120)} »" for titre in list(titres)[:_SOURCES_MONTREES]]
    reste = len(titres) - len(dits)
    return f"Source : {' ; '.join(dits)}{f' et {reste} autre(s)' if reste > 0 else ''}."


def nom_commune(code: str, au: date) -> str:
    """The name of a commune, or of a part of one, on a day; its code when the vintage does not know it."""
    return commune_connue(code, au) or f"commune {code}"


def habiller(ax: "Axes", titre: str, *, au: date, notes: Sequence[str]) -> None:
    """Title, caption with the day, and no more lines than what one reads."""
    intituler(ax, replier(titre, max(_TITRE_MINIMAL, round(_pouces(ax) * _LETTRES_TITRE_PAR_POUCE))))
    paragraphe = _INSECABLE.sub("\u00a0", " ".join([f"Au {jour_en_lettres(au)}.", *(note for note in notes if note)]))
    ax.annotate(
        textwrap.fill(paragraphe, _largeur_legende(ax)),
        xy=(0, 0),
        xycoords=("axes fraction", ax.xaxis.label),
        xytext=(0, -10),
        textcoords="offset points",
        ha="left",
        va="top",
        fontsize=_PETIT,
        color="#555555",
        annotation_clip=False,
    )


def intituler(ax: "Axes", titre: str) -> None:
    """A title, and no more lines than what one reads."""
    ax.set_title(titre, loc="left", fontweight="bold", color=PALETTE[Teinte.ENCRE])
    for cote in ("top", "right", "left"):
        ax.spines[cote].set_visible(False)
    ax.tick_params(length=0)


def _largeur_legende(ax: "Axes") -> int:
    """How many characters fit on a line under the axes, to the edge of a figure that holds nothing else."""
    figure = ax.figure.figure  # the whole, when the axes are in a part of it
    pouces = _pouces(ax)
    if len(figure.axes) == 1:
        lignes = [ligne for etiquette in ax.get_yticklabels() for ligne in etiquette.get_text().split("\n")]
        pouces = figure.get_figwidth() - 0.1 - _POUCES_PAR_SIGNE * max(map(len, lignes), default=0)
    return max(30, round(pouces * _SIGNES_PAR_POUCE))


def _pouces(ax: "Axes") -> float:
    """Width of the axes before the layout, which gives a part of it to what is written beside."""
    return float(ax.get_window_extent().width / ax.figure.figure.dpi)


def signes_sous(ax: "Axes") -> int:
    """About how many small characters stand side by side along the axes, once names and legend have their room."""
    return round(_PART_DES_AXES * _pouces(ax) / _POUCES_PAR_PETIT_SIGNE)


def accorder(nombre: int, mot: str) -> str:
    """``1 prévu``, ``2 prévus``."""
    return f"{nombre} {mot}{'s' if nombre > 1 else ''}"


def remplissage(teinte: Teinte, hachures: str = "") -> dict[str, Any]:
    """How an area is filled: plain, or hatched on white."""
    couleur = PALETTE[teinte]
    return {"facecolor": "white" if hachures else couleur, "edgecolor": couleur, "hatch": hachures}


def pave(teinte: Teinte, hachures: str = "") -> "Patch":
    """What a legend shows of such an area."""
    from matplotlib.patches import Patch

    return Patch(**remplissage(teinte, hachures))


def noter_bout(ax: "Axes", abscisse: float, hauteur: int, mots: str, *, italique: bool = False) -> None:
    """Write beside the end of a bar, on the left of one that goes to the left."""
    sens = -1 if abscisse < 0 else 1
    ax.annotate(
        texte(mots),
        (abscisse, hauteur),
        xytext=(5 * sens, 0),
        textcoords="offset points",
        ha="left" if sens > 0 else "right",
        va="center",
        fontsize=9,
        style="italic" if italique else "normal",
    )


def limite(bouts: Iterable[tuple[float, str]], signes: int) -> float:
    """Where an axis of so many characters ends, for each bar and what is written at its end to have room."""
    parts = ((longueur, min((len(mots) + _ECART) / signes, _PART_ECRITE)) for longueur, mots in bouts)
    return max(longueur / (1 - part) for longueur, part in parts)


def empiler(
    ax: "Axes", hauteur: int, nombres: Mapping[str, int], styles: Mapping[str, tuple[Teinte, str]]
) -> "dict[str, Artist]":
    """Bars end to end on one row, none for what is null; what the legend shows of them."""
    debut, reperes = 0, dict[str, Any]()
    for mot, (teinte, hachures) in styles.items():
        if nombre := nombres[mot]:
            [reperes[mot]] = ax.barh(hauteur, nombre, left=debut, height=0.65, **remplissage(teinte, hachures))
            debut += nombre
    return reperes


def effacer_axes(ax: "Axes") -> None:
    """Neither marks nor frame; the caption still knows where the axes end."""
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_xlabel("")
    ax.set_ylabel("")
    ax.spines["bottom"].set_visible(False)


def dessiner_vide(ax: "Axes", message: str) -> None:
    """Say that there is nothing to draw, and why."""
    effacer_axes(ax)
    ax.text(0.5, 0.5, texte(message), transform=ax.transAxes, ha="center", va="center", style="italic")


def legender(ax: "Axes", reperes: Mapping[str, "Artist"], **options: Any) -> None:
    """A legend of these words, none when there is none; inside the axes when they are too narrow to stand beside."""
    if _pouces(ax) < _ETROIT:
        options = {"loc": "best"}
    if reperes:
        options.setdefault("loc", "best")
        ax.legend(list(reperes.values()), list(reperes), fontsize=_PETIT, frameon=False, **options)


def etiqueter(ax: "Axes", mots: Iterable[str], *, largeur: int = 44) -> None:
    """Names of the rows, from the top down; what stands after a line feed begins a line."""
    largeur = min(largeur, max(_NOM_MINIMAL, round(_PART_DES_NOMS * _pouces(ax) / _POUCES_PAR_SIGNE)))
    noms = ["\n".join(replier(ligne, largeur) for ligne in mot.split("\n")) for mot in mots]
    ax.set_yticks(range(len(noms)), noms, fontsize=9)
    ax.set_ylim(len(noms) - 0.4, -0.6)
