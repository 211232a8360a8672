"""Where a project stands, since when, and how it got there."""

from datetime import date

import attrs

from soinsprimaires.apparence import Affichable
from soinsprimaires.cycle._pliage import (
    Situation,
    actifs,
    au_plus_tard,
    date_d_effet,
    etats_de,
    plier,
    prefixe_certain,
    situations_au,
    validation_de,
)
from soinsprimaires.cycle.etats import Etat
from soinsprimaires.cycle.sous_cycles import imprevus
from soinsprimaires.modele.evenements import Acte, Evenement
from soinsprimaires.modele.projets import Projet
from soinsprimaires.temps import DatePartielle, exiger_jour

__all__ = ["LigneHistorique", "connu_le", "depuis", "etat", "etats_possibles", "evenements_au", "historique"]


def etats_possibles(projet: Projet, *, au: date) -> frozenset[Etat]:
    """Every state that the journal leaves possible on a day: one when it can tell."""
    return etats_de(situations_au(projet, au))


def etat(projet: Projet, *, au: date) -> Etat | None:
    """The state of a project on a day, a member of the Enum of its nature.

    Returns:
        The initial state before the first event; ``None`` when the journal cannot tell: before a ``reprise`` or after
        one whose state is not known, inside a vague date that changes the answer, between two readings of a delay, or
        after an act that the procedure does not foresee.
    """
    possibles = etats_possibles(projet, au=au)
    return next(iter(possibles)) if len(possibles) == 1 else None


def depuis(projet: Projet, *, au: date) -> DatePartielle | None:
    """When the state of that day was reached, as vague as the journal.

    The initial state was reached by the first event of the journal.

    Returns:
        ``None`` when the state is not known, or when nothing dates its beginning.
    """
    courant = etat(projet, au=au)
    if courant is None:
        return None
    evenements = actifs(projet.journal)
    _, possibles = prefixe_certain(evenements, au)
    entree: DatePartielle | None = None
    precedentes: frozenset[Situation] = frozenset()
    for pas in plier(projet.nature, evenements)[:possibles]:
        if precedentes and pas.etats_avant == {courant} != etats_de(precedentes):
            entree = _validation_acquise(precedentes)
        if pas.etats_apres == {courant} and (pas.etats_avant != {courant} or not precedentes):
            entree = date_d_effet(pas.evenement)
        precedentes = pas.apres
    return entree if etats_de(precedentes) <= {courant} else _validation_acquise(precedentes)


def _validation_acquise(situations: frozenset[Situation]) -> DatePartielle | None:
    """The state was reached by the passing of time alone: at the latest when the delay was surely over."""
    fins = {delai.au_plus_tard for s in situations if (delai := validation_de(s)) is not None}
    fin = fins.pop() if len(fins) == 1 else None
    return None if fin is None else au_plus_tard(fin)


def evenements_au(projet: Projet, *, au: date) -> tuple[tuple[Evenement, ...], tuple[Evenement, ...]]:
    """The events that had surely taken effect on a day, in order, then those that may have."""
    evenements = actifs(projet.journal)
    certains, possibles = prefixe_certain(evenements, au)
    return tuple(evenements[:certains]), tuple(evenements[certains:possibles])


@attrs.frozen(kw_only=True)
class LigneHistorique(Affichable):
    """One event of the history of a project.

    Attributes:
        evenement: the event.
        etats: states possible after it; one when the journal can tell.
        coherent: ``False`` when the procedure, or that of its mission or agrément, does not foresee the act there.
        annule: ``True`` when a later event cancels it; it then changes nothing.
    """

    evenement: Evenement
    etats: frozenset[Etat]
    coherent: bool = True
    annule: bool = False


def historique(projet: Projet) -> tuple[LigneHistorique, ...]:
    """Every event in order of effect, the cancelled ones after them, with the states that each left."""
    evenements = actifs(projet.journal)
    hors_sous_cycle = imprevus(evenements)
    lignes = [
        LigneHistorique(
            evenement=pas.evenement,
            etats=pas.etats_apres,
            coherent=pas.coherent and pas.evenement.identifiant not in hors_sous_cycle,
        )
        for pas in plier(projet.nature, evenements)
    ]
    comptes = {evenement.identifiant for evenement in evenements}
    lignes += [
        LigneHistorique(evenement=evenement, etats=frozenset(), annule=True)
        for evenement in projet.journal
        if evenement.identifiant not in comptes and evenement.acte is not Acte.ANNULATION
    ]
    return tuple(lignes)


def connu_le(projet: Projet, jour: date) -> Projet:
    """The project as it was known on a day: without the events recorded later.

    Raises:
        ValeurInvalide: it is not a full day.
    """
    exiger_jour(jour, "jour")
    connus: list[Evenement] = []
    for evenement in projet.journal:
        cible_connue = evenement.annule is None or any(e.identifiant == evenement.annule for e in connus)
        if evenement.enregistre_le <= jour and cible_connue:
            connus.append(evenement)
    return attrs.evolve(projet, journal=tuple(connus))
