"""What people call a project, found in a registre: its identifiant, its name, or a part of its name."""

from collections.abc import Iterable
from difflib import get_close_matches

from soinsprimaires.anomalies import citer
from soinsprimaires.echanges._titres import normaliser
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele.projets import Projet

_CITES = 6
"""Projects that a message names."""


def designer(projets: Iterable[Projet], texte: str) -> tuple[Projet, ...]:
    """The projects that a text designates: the one that it names, else those whose name holds it.

    Raises:
        ValeurInvalide: no project; the message gives the nearest ones.
    """
    tous, voulu = tuple(projets), normaliser(texte)
    if not voulu:
        raise ValeurInvalide(f"rien n'est dit ; {_lister(tous)}", "projet.inconnu", "projet")
    for essai in (
        [projet for projet in tous if projet.identifiant == texte],
        [projet for projet in tous if normaliser(projet.nom) == voulu],
        [projet for projet in tous if f" {voulu}" in f" {normaliser(projet.nom)}"],
        [projet for projet in tous if voulu in normaliser(f"{projet.nom} {projet.identifiant}")],
    ):
        if essai:
            return tuple(essai)
    mots = {mot: projet.nom for projet in tous for mot in (normaliser(projet.nom), *normaliser(projet.nom).split())}
    proches = dict.fromkeys(mots[mot] for mot in get_close_matches(voulu, mots, n=3))
    suite = f"vouliez-vous dire {' ou '.join(citer(nom) for nom in proches)} ?" if proches else _lister(tous)
    raise ValeurInvalide(f"aucun projet ne s'appelle {citer(texte)} ; {suite}", "projet.inconnu", "projet")


def designer_un(projets: Iterable[Projet], texte: str) -> Projet:
    """The project that a text designates.

    Raises:
        ValeurInvalide: none, or several.
    """
    trouves = designer(projets, texte)
    if len(trouves) > 1:
        message = f"plusieurs projets s'appellent ainsi : {_nommer(trouves)}"
        raise ValeurInvalide(message, "projet.ambigu", "projet")
    return trouves[0]


def _lister(projets: tuple[Projet, ...]) -> str:
    return f"projets : {_nommer(projets) or 'aucun'}"


def _nommer(projets: tuple[Projet, ...]) -> str:
    noms = ", ".join(f"{projet.nom} ({projet.identifiant})" for projet in projets[:_CITES])
    return f"{noms} ..." if len(projets) > _CITES else noms
