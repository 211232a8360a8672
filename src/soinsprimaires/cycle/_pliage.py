"""From a journal to the states that it leaves possible on a day.

A journal is folded over *sets* of situations: a vague date, an unknown past or an act that the procedure does not
foresee widens the set, a later event narrows it again. One possible state is an answer; several are *unknown*.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from soinsprimaires.cycle.etats import ETATS, Etat, EtatCPTS, EtatMSP
from soinsprimaires.cycle.tables import NEUTRES, TRANSITIONS, Transition
from soinsprimaires.droit.delais import ValidationTacite, validation_tacite
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur, restants
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.temps import DatePartielle, Nuance, Periode, exiger_jour

_CONTRAT_SIGNE: Final[frozenset[Etat]] = frozenset({EtatCPTS.CONTRAT_SIGNE, EtatMSP.CONTRAT_SIGNE})
_EN_FONCTIONNEMENT: Final[frozenset[Etat]] = frozenset({EtatCPTS.EN_FONCTIONNEMENT, EtatMSP.EN_FONCTIONNEMENT})
EN_ATTENTE: Final[frozenset[Etat]] = frozenset({EtatCPTS.PROJET_DEPOSE, EtatCPTS.COMPLEMENTS_DEMANDES})
"""States in which the silence of the ARS may validate a project."""


_SANS_EFFET_TARDIF: Final = frozenset({Acte.OPPOSITION_ARS, Acte.DEMANDE_COMPLEMENTS, Acte.DEPOT_COMPLEMENTS})


Bornes = tuple[date | None, date | None]
"""First and last day on which something may have happened; ``None`` where nothing bounds it."""


@attrs.frozen(kw_only=True)
class Situation:
    """A state, and what the next act must know of how it was reached.

    Attributes:
        etat: the state.
        accords: who has already agreed to what comes next.
        depot: while the ARS is waited for, the filing, or else the first event that shows that one took place.
        complements: the last complements sent, from which one reading makes the delay of the ARS run again.
        par_silence: whether the project may owe its validation to the silence of the ARS alone.
    """

    etat: Etat
    accords: frozenset[QualiteActeur] = frozenset()
    depot: Evenement | None = None
    complements: Evenement | None = None
    par_silence: bool = False


@attrs.frozen(kw_only=True)
class Pas:
    """One event and what it changed."""

    evenement: Evenement
    avant: frozenset[Situation]
    apres: frozenset[Situation]
    coherent: bool

    @property
    def etats_avant(self) -> frozenset[Etat]:
        """States possible just before it."""
        return etats_de(self.avant)

    @property
    def etats_apres(self) -> frozenset[Etat]:
        """States that it left possible."""
        return etats_de(self.apres)


def etats_de(situations: Iterable[Situation]) -> frozenset[Etat]:
    """The states alone."""
    return frozenset(situation.etat for situation in situations)


def actifs(journal: Iterable[Evenement]) -> list[Evenement]:
    """The events that stand, in order."""
    return ordonner(restants(journal))


def ordonner(evenements: Iterable[Evenement]) -> list[Evenement]:
    """The events in order of effect where the dates decide, else of position in the journal."""
    attente = [(evenement, *evenement.intervalle) for evenement in evenements]
    ordonnes: list[Evenement] = []
    while attente:
        # What begins after another one is surely over waits for it.
        premiere_fin = min(date.max if fin is None else fin for _, _, fin in attente)
        rang = next(rang for rang, (_, debut, _) in enumerate(attente) if debut is None or debut <= premiere_fin)
        ordonnes.append(attente.pop(rang)[0])
    return ordonnes


def a_sa_place(projet: Projet, evenement: Evenement) -> tuple[list[Evenement], int]:
    """The journal in order of effect with one event more, and the rank of that event."""
    # Not cancelled itself, even if its identifiant is one that the journal cancels: that is a reason of its own.
    evenements = ordonner([*restants(projet.journal), evenement])
    return evenements, next(rang for rang, e in enumerate(evenements) if e is evenement)


def au_plus_tard(jour: date) -> DatePartielle:
    """Some day up to this one."""
    return attrs.evolve(DatePartielle.exacte(jour), nuance=Nuance.AU_PLUS_TARD)


def date_d_effet(evenement: Evenement) -> DatePartielle | None:
    """When an event took effect; at the latest on its upper bound when it does not say."""
    if evenement.effet_le is not None:
        return evenement.effet_le
    _, fin = evenement.intervalle
    return None if fin is None else au_plus_tard(fin)


def depart(nature: NatureProjet) -> frozenset[Situation]:
    """Where a project stands before anything happens to it."""
    return frozenset({Situation(etat=ETATS[nature][0])})


def tous_les_etats(nature: NatureProjet) -> frozenset[Situation]:
    """Nothing is known."""
    return frozenset(Situation(etat=etat) for etat in ETATS[nature])


def plier(nature: NatureProjet, evenements: Sequence[Evenement]) -> list[Pas]:
    """Fold ordered events one by one; what precedes a ``reprise`` is unknown, not empty."""
    rang_reprise = next((rang for rang, e in enumerate(evenements) if e.acte is Acte.REPRISE), 0)
    situations = tous_les_etats(nature) if est_repris(evenements) else depart(nature)
    pas: list[Pas] = []
    for rang, evenement in enumerate(evenements):
        avant, coherent = ecouler(situations, *evenement.intervalle), True
        if rang >= rang_reprise:
            situations, coherent = _suivre(nature, avant, evenement)
        pas.append(Pas(evenement=evenement, avant=avant, apres=situations, coherent=coherent))
    return pas


def est_repris(evenements: Iterable[Evenement]) -> bool:
    """Whether the past of a journal is unknown."""
    return any(evenement.acte is Acte.REPRISE for evenement in evenements)


def _suivre(
    nature: NatureProjet, avant: frozenset[Situation], evenement: Evenement
) -> tuple[frozenset[Situation], bool]:
    if evenement.acte is Acte.REPRISE:
        return _reprendre(nature, evenement)
    if evenement.acte in NEUTRES:
        return avant, True
    lignes = [ligne for ligne in TRANSITIONS[nature] if ligne.acte is evenement.acte]
    debut, fin = evenement.intervalle
    en_vigueur = [ligne for ligne in lignes if ligne.vigueur.chevauche(Periode(debut=debut, fin=fin))]
    apres = frozenset(
        suivante
        for situation in avant
        for ligne in en_vigueur
        if situation.etat in ligne.depuis
        for suivante in _franchir(situation, ligne, evenement)
    )
    if apres:
        # An opposition that may have come after the delay does not undo the validation that silence had given.
        return apres | ({s for s in avant if s.par_silence} if evenement.acte in _SANS_EFFET_TARDIF else set()), True
    # Either the act had no effect, or the journal lacks what came before it or dates it wrongly: nobody can tell.
    return avant | {
        _arrivee(Situation(etat=etat), ligne, evenement) for ligne in lignes for etat in ligne.depuis
    }, False


def _reprendre(nature: NatureProjet, evenement: Evenement) -> tuple[frozenset[Situation], bool]:
    mots: set[str | None] = set(evenement.etats_possibles) or {evenement.etat}
    repris = frozenset(
        Situation(etat=etat, depot=evenement if etat in EN_ATTENTE else None)
        for etat in ETATS[nature]
        if mots & {None, etat.value}
    )
    # A word that is no state of this nature tells nothing.
    return repris or tous_les_etats(nature), bool(repris)


def _franchir(situation: Situation, ligne: Transition, evenement: Evenement) -> Iterator[Situation]:
    franchie = _arrivee(situation, ligne, evenement)
    if not ligne.accords:
        yield franchie
        return
    accords = situation.accords | evenement.qualites
    if not evenement.acteurs:
        yield from (situation, franchie)
    elif all(groupe & accords for groupe in ligne.accords):
        yield franchie
    else:
        yield attrs.evolve(situation, accords=accords)


def _arrivee(situation: Situation, ligne: Transition, evenement: Evenement) -> Situation:
    if ligne.vers is None:
        return attrs.evolve(situation, accords=frozenset()) if ligne.accords else situation
    if ligne.vers not in EN_ATTENTE:
        return Situation(etat=ligne.vers)
    if ligne.acte is Acte.DEPOT_PROJET:
        return Situation(etat=ligne.vers, depot=evenement)
    return Situation(
        etat=ligne.vers,
        depot=evenement if situation.depot is None else situation.depot,
        complements=evenement if ligne.acte is Acte.DEPOT_COMPLEMENTS else situation.complements,
    )


def ecouler(situations: frozenset[Situation], debut: date | None, fin: date | None) -> frozenset[Situation]:
    """Let time pass up to some day between two bounds: silence may have validated a project in the meantime."""
    return frozenset(s for situation in situations for s in _ecouler(situation, debut, fin))


def _ecouler(situation: Situation, debut: date | None, fin: date | None) -> Iterator[Situation]:
    delai = validation_de(situation)
    if delai is None or (fin is not None and fin <= delai.au_plus_tot):
        yield situation
        return
    validee = Situation(etat=EtatCPTS.PROJET_VALIDE, par_silence=True)
    acquise = debut is not None and delai.au_plus_tard is not None and debut > delai.au_plus_tard
    # Whether a request for complements stops the clock is not known: both readings stay open.
    if not acquise or situation.etat is EtatCPTS.COMPLEMENTS_DEMANDES:
        yield situation
    yield validee


def validation_de(situation: Situation) -> ValidationTacite | None:
    """The tacit validation towards which a situation runs, if any."""
    if situation.etat not in EN_ATTENTE or situation.depot is None:
        return None
    return validation_tacite(situation.depot, situation.complements)


def prefixe_certain(evenements: Sequence[Evenement], au: date) -> tuple[int, int]:
    """How many of the ordered events had surely taken effect on a day, and how many at most.

    Raises:
        ValeurInvalide: ``au`` is not a full day.
    """
    exiger_jour(au, "au")
    certains = possibles = 0
    for rang, evenement in enumerate(evenements, start=1):
        debut, fin = evenement.intervalle
        if fin is not None and fin <= au:
            certains = rang
        if debut is not None and debut > au:
            break
        possibles = rang
    return certains, possibles


def signatures(nature: NatureProjet, evenements: Sequence[Evenement]) -> Iterator[Evenement]:
    """Of ordered events, those that made a contract: when each party signs in its own, the last of them."""
    for pas in plier(nature, evenements):
        if pas.evenement.acte is Acte.SIGNATURE_CONTRAT and (_est_signe(pas) or _est_signe_en_marche(pas)):
            yield pas.evenement


def _est_signe(pas: Pas) -> bool:
    return bool(_CONTRAT_SIGNE & pas.etats_apres) and (pas.coherent or not _CONTRAT_SIGNE & pas.etats_avant)


def _est_signe_en_marche(pas: Pas) -> bool:
    """Signed by all the parties while the structure was already working."""
    return pas.coherent and any(s.etat in _EN_FONCTIONNEMENT and not s.accords for s in pas.apres)
