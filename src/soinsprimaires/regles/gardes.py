"""Rotas against one another and against their own period: whether the same person is on call twice."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

import attrs

from soinsprimaires.anomalies import Chemin
from soinsprimaires.composition import comme_professionnel
from soinsprimaires.modele.lieux import Lieu
from soinsprimaires.modele.permanence import CreneauGarde, ModaliteGarde, TableauGarde
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import durer, jour_en_lettres
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    Verdict,
    coherence,
)
from soinsprimaires.temps import UN_JOUR

__all__ = ["REGLES_GARDES"]


@attrs.frozen
class _Garde:
    """A slot of a rota, from one hour to another."""

    debut: datetime
    fin: datetime
    creneau: CreneauGarde
    commune: str | None
    chemin: Chemin


@coherence(
    "VRA-009",
    titre="Un professionnel n'est pas de garde dans deux communes à la fois",
    cible=Registre,
)
def une_garde_a_la_fois(registre: Registre, _contexte: Contexte) -> Iterator[Verdict]:
    """Slots of all the rotas together: two territories may call the same doctor.

    One who moves, who answers calls or who sees patients at a distance may well serve two territories at a time.
    """
    gardes: dict[str, list[_Garde]] = defaultdict(list)
    for rang, tableau in enumerate(registre.tableaux_garde):
        for place, creneau in enumerate(tableau.creneaux):
            gardes[comme_professionnel(registre, creneau.professionnel)].append(
                _garde(creneau, registre, ("contenu", "tableaux_garde", rang, "creneaux", place))
            )
    if not gardes:
        yield SansObjet("le registre ne contient aucun créneau de garde")
    for nom, siennes in sorted(gardes.items()):
        siennes.sort(key=lambda garde: (garde.debut, garde.fin))
        longue = siennes[0]
        for garde in siennes[1:]:
            if garde.debut < longue.fin:
                yield from _comparer(nom, longue, garde)
            longue = max(longue, garde, key=lambda une: une.fin)


def _garde(creneau: CreneauGarde, registre: Registre, chemin: Chemin) -> _Garde:
    lieu = registre.obtenir(creneau.lieu)
    debut, fin = (datetime.combine(creneau.jour, heure) for heure in (creneau.debut, creneau.fin))
    if fin <= debut and creneau.jour < creneau.jour.max:
        fin += UN_JOUR
    return _Garde(debut, fin, creneau, lieu.commune if isinstance(lieu, Lieu) else creneau.commune, chemin)


def _comparer(nom: str, une: _Garde, autre: _Garde) -> Iterator[Verdict]:
    quand = f"le {jour_en_lettres(autre.creneau.jour)} à {autre.creneau.debut:%Hh%M}"
    if une.commune is not None and autre.commune is not None:
        modalites = {une.creneau.modalite, autre.creneau.modalite}
        message = f"« {nom} » est de garde à la fois à {une.commune} et à {autre.commune}, {quand}"
        if une.commune == autre.commune:
            return
        if modalites == {ModaliteGarde.EFFECTION_FIXE}:
            yield NonConforme(message, autre.chemin)
        else:
            champs = ("modalite",) if None in modalites else ()
            yield Indetermine(f"{message}, ce que permet une garde qui n'est pas fixe", champs, autre.chemin)
    elif une.creneau.lieu is None or une.creneau.lieu != autre.creneau.lieu:
        message = f"« {nom} » est deux fois de garde {quand}, et les deux communes ne sont pas connues"
        yield Indetermine(message, ("commune",), autre.chemin)


@coherence(
    "VRA-010",
    titre="Les créneaux d'un tableau de garde sont de sa période",
    cible=TableauGarde,
)
def creneaux_de_la_periode(tableau: TableauGarde, _contexte: Contexte) -> Iterator[Verdict]:
    """The last night of a rota ends the day after its last day: a slot is of the day on which it begins."""
    if not tableau.creneaux:
        yield SansObjet("le tableau n'a aucun créneau")
    for rang, creneau in enumerate(tableau.creneaux):
        if creneau.jour not in tableau.periode:
            message = f"le créneau du {jour_en_lettres(creneau.jour)} n'est pas de la période du tableau"
            yield NonConforme(f"{message} ({durer(tableau.periode)})", ("creneaux", rang, "jour"))
    if tableau.creneaux and tableau.periode.debut is None:
        yield Indetermine("le premier jour du tableau n'est pas connu", ("debut",), ("periode",))


REGLES_GARDES: tuple[Regle, ...] = (une_garde_a_la_fois, creneaux_de_la_periode)
