"""From a journal to the states that it leaves possible on a day.

A journal is folded over *sets* of situations: a vague date, an unknown past or an act that the procedure does not
foresee widens the set, a later event narrows it again. One possible state is an answer; several are *unknown*.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from soinsprimaires.cycle.delais import ValidationTacite, validation_tacite
from soinsprimaires.cycle.etats import ETATS, Etat, EtatCPTS
from soinsprimaires.cycle.tables import NEUTRES, TRANSITIONS, Transition
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet, Projet


@attrs.frozen(kw_only=True)
class Situation:
    """A state, and what the next act must know of how it was reached."""

    etat: Etat
    accords: frozenset[QualiteActeur] = frozenset()
    depot: Evenement | None = None


@attrs.frozen(kw_only=True)
class Pas:
    """One event and what it changed."""

    evenement: Evenement
    avant: frozenset[Situation]
    apres: frozenset[Situation]
    coherent: bool


def actifs(journal: Iterable[Evenement]) -> list[Evenement]:
    """The events that stand, in order of effect where the dates decide, else of position in the journal."""
    annules: set[str] = set()
    for evenement in reversed(tuple(journal)):
        if evenement.annule is not None and evenement.identifiant not in annules:
            annules.add(evenement.annule)
    restants = [e for e in journal if e.acte is not Acte.ANNULATION and e.identifiant not in annules]
    ordonnes: list[Evenement] = []
    while restants:
        suivant = next(e for e in restants if not any(_precede(autre, e) for autre in restants))
        restants.remove(suivant)
        ordonnes.append(suivant)
    return ordonnes


def _precede(gauche: Evenement, droite: Evenement) -> bool:
    _, fin = gauche.intervalle
    debut, _ = droite.intervalle
    return fin is not None and debut is not None and fin < debut


def tous_les_etats(nature: NatureProjet) -> frozenset[Situation]:
    """Nothing is known."""
    return frozenset(Situation(etat=etat) for etat in ETATS[nature])


def plier(projet: Projet, evenements: Iterable[Evenement]) -> Iterator[Pas]:
    """Fold ordered events one by one."""
    situations = frozenset({Situation(etat=ETATS[projet.nature][0])})
    for evenement in evenements:
        debut, fin = evenement.intervalle
        avant = ecouler(situations, debut, fin)
        situations, coherent = _suivre(projet.nature, avant, evenement)
        yield Pas(evenement=evenement, avant=avant, apres=situations, coherent=coherent)


def _suivre(
    nature: NatureProjet, avant: frozenset[Situation], evenement: Evenement
) -> tuple[frozenset[Situation], bool]:
    if evenement.acte is Acte.REPRISE:
        repris = frozenset(s for s in tous_les_etats(nature) if s.etat.value == evenement.etat)
        # A word that is no state of this nature tells nothing.
        return repris or tous_les_etats(nature), bool(repris) or evenement.etat is None
    if evenement.acte in NEUTRES:
        return avant, True
    lignes = [ligne for ligne in TRANSITIONS[nature] if ligne.acte is evenement.acte]
    apres = frozenset(
        suivante
        for situation in avant
        for ligne in lignes
        if situation.etat in ligne.depuis
        for suivante in _franchir(situation, ligne, evenement)
    )
    if apres:
        return apres, True
    # Either the act had no effect, or the journal lacks what came before it: nobody can tell.
    return avant | {Situation(etat=ligne.vers, depot=_depot(ligne, evenement, None)) for ligne in lignes}, False


def _franchir(situation: Situation, ligne: Transition, evenement: Evenement) -> Iterator[Situation]:
    depot = _depot(ligne, evenement, situation.depot)
    franchie = Situation(etat=ligne.vers, depot=depot)
    if not ligne.accords:
        yield franchie
        return
    accords = situation.accords | {acteur.qualite for acteur in evenement.acteurs}
    if not evenement.acteurs:
        yield from (situation, franchie)
    elif all(groupe & accords for groupe in ligne.accords):
        yield franchie
    else:
        yield attrs.evolve(situation, accords=accords)


def _depot(ligne: Transition, evenement: Evenement, precedent: Evenement | None) -> Evenement | None:
    if ligne.acte is Acte.DEPOT_PROJET:
        return evenement
    attente = {EtatCPTS.PROJET_DEPOSE, EtatCPTS.COMPLEMENTS_DEMANDES}
    return precedent if ligne.vers in attente else None


def ecouler(situations: frozenset[Situation], debut: date | None, fin: date | None) -> frozenset[Situation]:
    """Let time pass up to some day between two bounds: silence may have validated a project in the meantime."""
    return frozenset(s for situation in situations for s in _ecouler(situation, debut, fin))


def _ecouler(situation: Situation, debut: date | None, fin: date | None) -> Iterator[Situation]:
    delai = validation_de(situation)
    if delai is None or (fin is not None and fin <= delai.au_plus_tot):
        yield situation
        return
    validee = Situation(etat=EtatCPTS.PROJET_VALIDE)
    acquise = debut is not None and delai.au_plus_tard is not None and debut > delai.au_plus_tard
    # Whether a request for complements stops the clock is not known: both readings stay open.
    if not acquise or situation.etat is EtatCPTS.COMPLEMENTS_DEMANDES:
        yield situation
    yield validee


def validation_de(situation: Situation) -> ValidationTacite | None:
    """The tacit validation towards which a situation runs, if any."""
    if not isinstance(situation.etat, EtatCPTS) or situation.depot is None:
        return None
    return validation_tacite(situation.depot)


def prefixe_certain(evenements: list[Evenement], au: date) -> tuple[int, int]:
    """How many of the ordered events had surely taken effect on a day, and how many at most."""
    certains = possibles = 0
    for rang, evenement in enumerate(evenements, start=1):
        debut, fin = evenement.intervalle
        if fin is not None and fin <= au:
            certains = rang
        if debut is not None and debut > au:
            break
        possibles = rang
    return certains, possibles


def situations_au(projet: Projet, au: date) -> frozenset[Situation]:
    """Every situation that the journal leaves possible on a day."""
    evenements = actifs(projet.journal)
    certains, possibles = prefixe_certain(evenements, au)
    rang_reprise = next((n for n, e in enumerate(evenements, start=1) if e.acte is Acte.REPRISE), None)
    if rang_reprise is not None and certains < rang_reprise:
        # What precedes a reprise is unknown, not empty.
        return tous_les_etats(projet.nature)
    depart = frozenset({Situation(etat=ETATS[projet.nature][0])})
    etapes = [depart, *(pas.apres for pas in plier(projet, evenements[:possibles]))]
    return frozenset(s for situations in etapes[certains:] for s in ecouler(situations, au, au))
