"""What an act and the passing of time do to the situations in which a project may be.

A journal is folded over *sets* of situations: a vague date, an unknown past or an act that is in doubt widens the set,
a later event narrows it again. One possible state is an answer; several are *unknown*.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from soinsprimaires.cycle.contrats import Contrat
from soinsprimaires.cycle.tables import TRANSITIONS
from soinsprimaires.cycle.tables.contractants import SOUS_CONTRAT
from soinsprimaires.cycle.tables.rangees import Transition
from soinsprimaires.droit.delais import ValidationTacite, validation_tacite
from soinsprimaires.modele._etats import ETATS, Etat, EtatCPTS, EtatMSP
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet

EN_ATTENTE: Final[frozenset[Etat]] = frozenset({EtatCPTS.PROJET_DEPOSE, EtatCPTS.COMPLEMENTS_DEMANDES})
"""States in which the silence of the ARS may validate a project."""

_SANS_EFFET_TARDIF: Final = frozenset({Acte.OPPOSITION_ARS, Acte.DEMANDE_COMPLEMENTS, Acte.DEPOT_COMPLEMENTS})


def _nom(evenement: Evenement | None) -> str | None:
    """What tells an event from the others of its journal, without reading it whole."""
    return None if evenement is None else evenement.identifiant


@attrs.frozen(kw_only=True)
class Situation:
    """A state, and what the next act must know of how it was reached.

    Attributes:
        etat: the state.
        accords: who has already agreed to what comes next.
        depot: while the ARS is waited for, the filing, or else the first event that shows that one took place.
        complements: the last complements sent, from which one reading makes the delay of the ARS run again.
        par_silence: whether the project may owe its validation to the silence of the ARS alone.
        par_terme: whether a contract may have ended by its term alone, which no act tells.
        delai: the tacit validation towards which it runs, if any.
    """

    etat: Etat
    accords: frozenset[QualiteActeur] = frozenset()
    depot: Evenement | None = attrs.field(default=None, eq=_nom)
    complements: Evenement | None = attrs.field(default=None, eq=_nom)
    par_silence: bool = False
    par_terme: bool = False
    delai: ValidationTacite | None = attrs.field(init=False, eq=False)

    @delai.default
    def _valider(self) -> ValidationTacite | None:
        if self.etat not in EN_ATTENTE or self.depot is None:
            return None
        return validation_tacite(self.depot, self.complements)


Situations = frozenset[Situation]


def etats_de(situations: Iterable[Situation]) -> frozenset[Etat]:
    """The states alone."""
    return frozenset(situation.etat for situation in situations)


def depart(nature: NatureProjet) -> Situations:
    """Where a project stands before anything happens to it."""
    return frozenset({Situation(etat=ETATS[nature][0])})


def tous_les_etats(nature: NatureProjet) -> Situations:
    """Nothing is known."""
    return frozenset(Situation(etat=etat) for etat in ETATS[nature])


def reprendre(nature: NatureProjet, reprise: Evenement) -> Situations:
    """Where a ``reprise`` finds a project: anywhere, when it does not say it."""
    mots = {*reprise.etats_possibles, reprise.etat}
    dits = [etat for etat in ETATS[nature] if etat.value in mots]
    return frozenset(Situation(etat=e, depot=reprise if e in EN_ATTENTE else None) for e in dits or ETATS[nature])


def franchir(avant: Situations, lignes: Iterable[Transition], evenement: Evenement) -> Situations:
    """Where an act leads by rows that admit it."""
    apres = {
        suivante
        for situation in avant
        for ligne in lignes
        if situation.etat in ligne.depuis
        for suivante in _franchir(situation, ligne, evenement)
    }
    # An opposition that may have come after the delay does not undo the validation that silence had given.
    tardif = evenement.acte in _SANS_EFFET_TARDIF
    return frozenset(apres | ({s for s in avant if s.par_silence} if tardif else set()))


def supposer(avant: Situations, lignes: Iterable[Transition], evenement: Evenement) -> Situations:
    """Where an act that is in doubt may lead: nowhere, or where its rows lead from here, or else from anywhere.

    Either it had no effect, or the journal lacks what came before it, or says it wrongly: nobody can tell.
    """
    suivies = tuple(lignes)
    suppose: set[Situation] = set()
    for situation in avant:
        for ligne in suivies:
            if situation.etat in ligne.depuis and ligne.accords:
                # What several must agree to is not agreed by one who is none of them: the MSA alone changes nothing.
                suppose |= {*_franchir(situation, ligne, evenement)}
            elif situation.etat in ligne.depuis:
                suppose.add(_arrivee(situation, ligne, evenement))
    if not suppose:
        for ligne in suivies:
            # Where it leads does not depend on where it comes from; an act that leads nowhere shows where it was.
            departs = ligne.depuis if ligne.vers is None else [*ligne.depuis][:1]
            suppose |= {_arrivee(Situation(etat=etat), ligne, evenement) for etat in departs}
    return _resserrer(avant | suppose)


def a_contretemps(avant: Situations, lignes: Iterable[Transition], evenement: Evenement) -> Situations:
    """The situations that rule an act out, where vague dates leave open whether silence had validated the project.

    That it took place tells nothing of them: once the dates are known, it may prove to be the act that is wrong.
    """
    departs = frozenset(etat for ligne in lignes for etat in ligne.depuis)
    admises = {s for s in avant if s.etat in departs}
    silence = {s for s in avant if s.par_silence}
    attente = {s for s in avant if s.delai is not None}
    # What is possible from elsewhere too stays so, whatever the dates.
    decide = bool(admises) and (admises <= silence or admises <= attente)
    if not decide or not silence or not any(_date_vague(s, evenement) for s in attente):
        return frozenset()
    return frozenset((silence | attente) - admises)


def _date_vague(situation: Situation, evenement: Evenement) -> bool:
    """Whether a date on which a delay and what comes after it depend is given, and is no day."""
    recus = (e.recu_le or e.effet_le for e in (situation.depot, situation.complements) if e is not None)
    return any(le is not None and le.au_plus_tot != le.au_plus_tard for le in (evenement.effet_le, *recus))


def _resserrer(situations: Situations) -> Situations:
    """Of those that wait in one state, the two whose delay may end first and last: they tell all that the others do.

    Otherwise, a journal of nothing but doubtful filings would leave one more situation after each of them.
    """
    attentes: dict[object, list[Situation]] = {}
    for situation in situations:
        if situation.depot is not None:
            attentes.setdefault((situation.etat, situation.complements is None), []).append(situation)
    for memes in attentes.values():
        if len(memes) > 2:  # noqa: PLR2004 - the first and the last
            situations -= {*memes} - {min(memes, key=_au_plus_tot), max(memes, key=_au_plus_tard)}
    return situations


def _au_plus_tot(situation: Situation) -> date:
    return date.max if situation.delai is None else situation.delai.au_plus_tot


def _au_plus_tard(situation: Situation) -> date:
    return (situation.delai and situation.delai.au_plus_tard) or date.max


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


def ecouler(situations: Situations, debut: date | None, fin: date | None) -> Situations:
    """Let time pass up to some day between two bounds: silence may have validated a project in the meantime."""
    return frozenset(s for situation in situations for s in _ecouler(situation, debut, fin))


def _ecouler(situation: Situation, debut: date | None, fin: date | None) -> Iterator[Situation]:
    delai = situation.delai
    if delai is None or (fin is not None and fin <= delai.au_plus_tot):
        yield situation
        return
    validee = Situation(etat=EtatCPTS.PROJET_VALIDE, par_silence=True)
    acquise = debut is not None and delai.au_plus_tard is not None and debut > delai.au_plus_tard
    # Whether a request for complements stops the clock is not known: both readings stay open.
    if not acquise or situation.etat is EtatCPTS.COMPLEMENTS_DEMANDES:
        yield situation
    yield validee


_ECHUS: Final[Mapping[type[Etat], Etat]] = {EtatCPTS: EtatCPTS.ECHU, EtatMSP: EtatMSP.ECHU}


def encore_sous_contrat(
    avant: Situations, lignes: Iterable[Transition], contrat: Contrat | None, evenement: Evenement
) -> Situations:
    """The situations that rule out an act which only the term of a contract admits, where it may not have come."""
    departs = frozenset(etat for ligne in lignes for etat in ligne.depuis)
    admises = {s for s in avant if s.etat in departs}
    if contrat is None or not all(s.par_terme for s in admises) or not contrat.a_pu_courir(evenement.intervalle[0]):
        return frozenset()
    return frozenset(s for s in avant if s.etat in SOUS_CONTRAT)


def echoir(situations: Situations, contrat: Contrat | None, jour: date | None) -> Situations:
    """Let the term of a contract come, up to some day at the latest.

    Whether a contract that nobody is known to have renewed goes on after it was read in no text: both stay open.
    """
    sous_contrat = {type(s.etat) for s in situations if s.etat in SOUS_CONTRAT}
    if contrat is None or not sous_contrat or not contrat.a_pu_echoir(jour):
        return situations
    return situations | {Situation(etat=_ECHUS[nature], par_terme=True) for nature in sous_contrat}


FINALS: Final[frozenset[Etat]] = frozenset(
    etat
    for nature, lignes in TRANSITIONS.items()
    for etat in ETATS[nature]
    if not any(etat in ligne.depuis for ligne in lignes)
)
"""States that nothing leaves."""


def dissoudre(avant: Situations) -> Situations:
    """What the dissolution of its structure, told by the structure itself, does to a project that still lives."""
    return frozenset(s if s.etat in FINALS else Situation(etat=type(s.etat).DISSOUS) for s in avant)
