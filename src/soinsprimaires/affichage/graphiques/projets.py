"""The life of a project along time."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import attrs

from soinsprimaires.affichage._axe import cadrer, centrer, graduer
from soinsprimaires.affichage.chronologie import quand
from soinsprimaires.affichage.graphiques._cadre import (
    PALETTE,
    Teinte,
    dessiner_vide,
    etiqueter,
    habiller,
    legender,
    ouvrir,
    signes_sous,
    sources,
)
from soinsprimaires.affichage.libelles import libeller
from soinsprimaires.affichage.tableaux import une_ligne
from soinsprimaires.cycle import LigneHistorique, StatutEcheance, Suivi
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater, jour_en_lettres

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["chronologie"]

_LARGEUR_NOMS: Final = 50
_GRADUATIONS: Final = 8
"""Marks of time, at most."""
_ECART: Final = 3
"""Characters left free between two marks."""


@attrs.frozen
class _Genre:
    """How a kind of line is drawn, and what the legend calls it."""

    nom: str
    forme: str
    teinte: Teinte
    plein: bool = True


_EVENEMENT: Final = _Genre("événement", "o", Teinte.SUR)
_IMPREVU: Final = _Genre("événement que la procédure ne prévoit pas à ce moment", "^", Teinte.ATTENTION)
_ANNULE: Final = _Genre("écriture annulée", "x", Teinte.INCONNU)
_ECHEANCES: Final = {
    StatutEcheance.A_VENIR: _Genre("échéance à venir", "D", Teinte.SUR, plein=False),
    StatutEcheance.TENUE: _Genre("échéance tenue", "D", Teinte.BON),
    StatutEcheance.DEPASSEE: _Genre("échéance dépassée", "X", Teinte.GRAVE),
    StatutEcheance.INCERTAINE: _Genre("échéance incertaine", "P", Teinte.ATTENTION, plein=False),
}


@attrs.frozen
class _Rang:
    """A line: what, between which days, drawn how."""

    mots: str
    debut: date | None
    fin: date | None
    genre: _Genre


def chronologie(projet: Projet, registre: Registre, *, au: date, ax: "Axes | None" = None) -> "Axes":
    """The events of a project and its deadlines along time, on a day.

    A vague date is the stretch of the days that it allows; an arrow says that nothing bounds it on that side.

    Args:
        projet: whose life.
        registre: what else is known: contracts, meetings, the procedure of the region.
        au: day of the question.
        ax: axes to draw on; new ones by default.

    Raises:
        ExtraManquant: matplotlib is not installed.
    """
    suivi = Suivi(projet, registre, au)
    rangs = sorted(_rangs(suivi), key=_ordre)
    ax = ouvrir(ax, largeur=9, hauteur=1.8 + 0.42 * max(len(rangs), 2))
    if rangs:
        _dessiner(ax, rangs, au)
    else:
        dessiner_vide(ax, "Ni événement ni échéance")
    habiller(ax, f"{projet.nom} : vie du projet", au=au, notes=[_etat(suivi), sources([projet])])
    return ax


def _etat(suivi: Suivi) -> str:
    if suivi.etat is None:
        return "État : non déterminé par le journal."
    return f"État : {libeller(suivi.etat)}{'' if suivi.depuis is None else f', {dater(suivi.depuis)}'}."


def _rangs(suivi: Suivi) -> Iterator[_Rang]:
    for ligne in suivi.historique:
        mots = _nommer(ligne.evenement.acte.libelle, quand(ligne.evenement))
        yield _Rang(mots, *ligne.evenement.intervalle, _genre(ligne))
    for echeance in suivi.echeances:
        mots = _nommer(echeance.libelle, echeance.avant_quand)
        yield _Rang(mots, echeance.limite_le, echeance.au_plus_tard_le, _ECHEANCES[echeance.statut])


def _nommer(quoi: str, date_dite: str) -> str:
    seule = f"{une_ligne(quoi)} ({date_dite})"
    return seule if len(seule) <= _LARGEUR_NOMS else f"{une_ligne(quoi)}\n({date_dite})"


def _genre(ligne: LigneHistorique) -> _Genre:
    if ligne.annule:
        return _ANNULE
    return _EVENEMENT if ligne.coherent else _IMPREVU


def _ordre(rang: _Rang) -> tuple[date, date]:
    premier = rang.debut or rang.fin or date.max
    return premier, rang.fin or date.max


def _dessiner(ax: "Axes", rangs: list[_Rang], au: date) -> None:
    from matplotlib.lines import Line2D

    bornes = [jour for rang in rangs for jour in (rang.debut, rang.fin) if jour is not None] + [au]
    cadre = cadrer(min(bornes), max(bornes))
    gauche, droite = map(_abscisse, cadre)
    etiqueter(ax, (rang.mots for rang in rangs), largeur=_LARGEUR_NOMS)
    reperes: dict[str, Artist] = {}
    for hauteur, rang in enumerate(rangs):
        if rang.debut is None and rang.fin is None:
            ax.annotate("  sans date", (gauche, hauteur), va="center", fontsize=8, style="italic")
            continue
        marque = _marquer(ax, rang, hauteur, gauche, droite)
        reperes.setdefault(rang.genre.nom, marque)
        if rang.debut != rang.fin:
            reperes.setdefault(
                "jours possibles", Line2D([], [], color=PALETTE[Teinte.INCONNU], linewidth=6, alpha=0.35)
            )
    trait = ax.axvline(_abscisse(au), color=PALETTE[Teinte.ENCRE], linestyle="--", linewidth=1)
    reperes[f"le {jour_en_lettres(au)}"] = trait
    ax.set_xlim(gauche, droite)
    graduations = _graduer(ax, cadre)
    ax.set_xticks([_abscisse(jour) for jour, _ in graduations], [mots for _, mots in graduations], fontsize=8)
    ax.grid(axis="y", color="#E5E5E5")
    ax.set_axisbelow(True)
    legender(ax, reperes, loc="upper left", bbox_to_anchor=(1, 1))


def _graduer(ax: "Axes", cadre: tuple[date, date]) -> list[tuple[date, str]]:
    """As many marks as can stand side by side."""
    place = signes_sous(ax)
    for au_plus in range(_GRADUATIONS, 0, -1):
        graduations = list(graduer(*cadre, au_plus))
        if sum(len(mots) + _ECART for _, mots in graduations) <= place:
            break
    return graduations


def _marquer(ax: "Axes", rang: _Rang, hauteur: int, gauche: float, droite: float) -> "Artist":
    couleur = PALETTE[rang.genre.teinte]
    debut = gauche if rang.debut is None else _abscisse(rang.debut)
    fin = droite if rang.fin is None else _abscisse(rang.fin)
    if debut != fin:
        ax.plot([debut, fin], [hauteur, hauteur], color=couleur, linewidth=6, alpha=0.35, solid_capstyle="butt")
    for ouvert, abscisse, fleche in ((rang.debut is None, gauche, "<"), (rang.fin is None, droite, ">")):
        if ouvert:
            ax.plot([abscisse], [hauteur], fleche, color=couleur, clip_on=False)
    options: dict[str, Any] = {"markerfacecolor": couleur if rang.genre.plein else "white"}
    [marque] = ax.plot(
        [centrer(debut, fin, rang.debut, rang.fin)],
        [hauteur],
        rang.genre.forme,
        color=couleur,
        markeredgecolor=couleur,
        markeredgewidth=1.5,
        markersize=8,
        **options,
    )
    return marque


def _abscisse(jour: date) -> float:
    return float(jour.toordinal())
