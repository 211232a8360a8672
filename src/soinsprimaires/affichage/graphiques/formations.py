"""Who came to the trainings."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import attrs

from soinsprimaires.affichage.graphiques._cadre import (
    Teinte,
    dessiner_vide,
    etiqueter,
    habiller,
    legender,
    noter_bout,
    ouvrir,
    pave,
    remplissage,
    sources,
)
from soinsprimaires.affichage.noms import libelle_du_code
from soinsprimaires.mesures import Estimation, NuanceNombre
from soinsprimaires.modele.formations import SeanceFormation, StatutSeance
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["participation"]


_STYLES: Final = {
    StatutSeance.TENUE: ("séance tenue", Teinte.SUR, ""),
    StatutSeance.PREVUE: ("séance prévue", Teinte.CLAIR, "//"),
    StatutSeance.ANNULEE: ("séance annulée", Teinte.INCONNU, "xx"),
}
"""How the bar of a session is drawn: what the legend calls it, its colour and its hatching."""


def participation(registre: Registre, *, au: date, programme: str | None = None, ax: "Axes | None" = None) -> "Axes":
    """How many people came to each session, the planned and the cancelled ones included.

    A number that the source gives as a bound, or about, says so; a list of names without a number counts at least
    those who are named.

    Args:
        registre: whose sessions.
        au: day of the question, which the caption tells.
        programme: identifiant of one programme; all by default.
        ax: axes to draw on; new ones by default.

    Raises:
        ExtraManquant: matplotlib is not installed.
    """
    seances = sorted((s for s in registre.seances_formation if programme in {None, s.programme}), key=_ordre)
    ax = ouvrir(ax, hauteur=1.8 + 0.4 * max(len(seances), 2))
    notes = [sources(seances)]
    if seances:
        _dessiner(ax, seances)
        sans = sum(_nombre(seance) is None for seance in seances if seance.statut is StatutSeance.TENUE)
        notes.insert(
            0, f"{sans} séance(s) tenue(s) dont le nombre de participants n'est pas renseigné." if sans else ""
        )
    else:
        dessiner_vide(ax, "Aucune séance de formation")
    programmes = {seance.programme for seance in seances}
    intitule = registre.obtenir(programmes.pop()) if len(programmes) == 1 else None
    habiller(
        ax, f"Participation : {intitule.intitule}" if intitule else "Participation aux formations", au=au, notes=notes
    )
    return ax


def _ordre(seance: SeanceFormation) -> tuple[date, str]:
    jour = None if seance.le is None else seance.le.au_plus_tard or seance.le.au_plus_tot
    return jour or date.max, seance.identifiant


def _dessiner(ax: "Axes", seances: list[SeanceFormation]) -> None:
    etiqueter(ax, (_dire(seance) for seance in seances))
    reperes: dict[str, Artist] = {}
    for hauteur, seance in enumerate(seances):
        (nom, teinte, hachures), nombre = _STYLES[seance.statut], _nombre(seance)
        if nombre is not None:
            ax.barh(hauteur, float(nombre.valeur), height=0.6, **remplissage(teinte, hachures))
        reperes.setdefault(nom, pave(teinte, hachures))
        mots = _compter(nombre) if nombre is not None or seance.statut is StatutSeance.TENUE else nom
        fin = 0.0 if nombre is None else float(nombre.valeur)
        noter_bout(ax, fin, hauteur, mots, italique=nombre is None)
    ax.set_xlim(0, max([5.0, *(1.25 * float(n.valeur) for s in seances if (n := _nombre(s)) is not None)]))
    ax.set_xlabel("Participants")
    legender(ax, reperes, loc="upper left", bbox_to_anchor=(1, 1))


def _dire(seance: SeanceFormation) -> str:
    quand = "sans date" if seance.le is None else dater(seance.le)
    return f"{seance.theme or _specialite(seance)} ({quand})"


def _specialite(seance: SeanceFormation) -> str:
    return "thème non renseigné" if seance.savoir_faire is None else libelle_du_code(seance.savoir_faire)


def _nombre(seance: SeanceFormation) -> Estimation | None:
    if seance.nombre_participants is not None:
        return seance.nombre_participants
    nommes = len(seance.participants)
    return Estimation(valeur=Decimal(nommes), nuance=NuanceNombre.AU_MOINS) if nommes else None


def _compter(nombre: Estimation | None) -> str:
    return "non renseigné" if nombre is None else str(attrs.evolve(nombre, unite=None))
