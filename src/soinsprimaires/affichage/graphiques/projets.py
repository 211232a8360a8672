"""The life of a project along time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs

from soinsprimaires.affichage.graphiques._cadre import (
    PALETTE,
    Teinte,
    dessiner_vide,
    etiqueter,
    habiller,
    legender,
    ouvrir,
    sources,
)
from soinsprimaires.affichage.libelles import libeller, limite
from soinsprimaires.affichage.tableaux import une_ligne
from soinsprimaires.cycle import LigneHistorique, StatutEcheance, Suivi
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import MOIS_COURTS, dater, jour_en_lettres

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["chronologie"]

_TRIMESTRE: Final = 92
_LARGEUR_NOMS: Final = 50


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
        yield _Rang(_dire(ligne), *ligne.evenement.intervalle, _genre(ligne))
    for echeance in suivi.echeances:
        mots = _nommer(echeance.libelle, limite(echeance))
        yield _Rang(mots, echeance.limite_le, echeance.au_plus_tard_le, _ECHEANCES[echeance.statut])


def _dire(ligne: LigneHistorique) -> str:
    le = ligne.evenement.effet_le
    return _nommer(ligne.evenement.acte.libelle, "sans date" if le is None else dater(le))


def _nommer(quoi: str, quand: str) -> str:
    seule = f"{une_ligne(quoi)} ({quand})"
    return seule if len(seule) <= _LARGEUR_NOMS else f"{une_ligne(quoi)}\n({quand})"


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
    gauche, droite = _cadrer(min(bornes), max(bornes))
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
    _graduer(ax, droite - gauche)
    ax.grid(axis="y", color="#E5E5E5")
    ax.set_axisbelow(True)
    legender(ax, reperes, loc="upper left", bbox_to_anchor=(1, 1))


def _marquer(ax: "Axes", rang: _Rang, hauteur: int, gauche: float, droite: float) -> "Artist":
    couleur = PALETTE[rang.genre.teinte]
    debut = gauche if rang.debut is None else _abscisse(rang.debut)
    fin = droite if rang.fin is None else _abscisse(rang.fin)
    if debut != fin:
        ax.plot([debut, fin], [hauteur, hauteur], color=couleur, linewidth=6, alpha=0.35, solid_capstyle="butt")
    for ouvert, abscisse, fleche in ((rang.debut is None, gauche, "<"), (rang.fin is None, droite, ">")):
        if ouvert:
            ax.plot([abscisse], [hauteur], fleche, color=couleur, clip_on=False)
    centre = fin if rang.debut is None else debut if rang.fin is None else (debut + fin) / 2
    options: dict[str, Any] = {"markerfacecolor": couleur if rang.genre.plein else "white"}
    [marque] = ax.plot(
        [centre],
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


def _cadrer(premier: date, dernier: date) -> tuple[float, float]:
    marge = max(timedelta(days=15), (dernier - premier) / 20).days
    return (
        float(max(premier.toordinal() - marge, date.min.toordinal())),
        float(min(dernier.toordinal() + marge, date.max.toordinal())),
    )


_PAS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000, 120000)
_GRADUATIONS: Final = 8


def _graduer(ax: "Axes", etendue: float) -> None:
    """First days of months, few enough to be read; the days themselves within a quarter."""
    gauche, droite = (date.fromordinal(round(borne)) for borne in ax.get_xlim())
    if etendue <= _TRIMESTRE:
        pas = max(1, round(etendue / _GRADUATIONS))
        jours = [gauche + timedelta(days=n) for n in range(pas, int(etendue), pas)]
        mots = [f"{jour.day} {MOIS_COURTS[jour.month - 1]} {jour.year}" for jour in jours]
    else:
        premier, dernier = (jour.year * 12 + jour.month - 1 for jour in (gauche, droite))
        ecart = next(pas for pas in _PAS if (dernier - premier) / pas <= _GRADUATIONS)
        mois = [divmod(rang, 12) for rang in range((premier // ecart + 1) * ecart, dernier + 1, ecart)]
        jours = [date(annee, rang + 1, 1) for annee, rang in mois]
        mots = [str(annee) if rang == 0 else f"{MOIS_COURTS[rang]} {annee}" for annee, rang in mois]
    ax.set_xticks([_abscisse(jour) for jour in jours], mots, fontsize=8)
