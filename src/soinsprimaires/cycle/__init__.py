"""The lifecycle of a project: where it stands, since when, what may happen next, before when.

The state is folded from the journal at each question, never stored. Everything takes its day as an argument.
"""

from datetime import date

import attrs

from soinsprimaires.anomalies import Anomalie, citer, pointeur_json
from soinsprimaires.cycle._pliage import (
    Situation,
    actifs,
    etats_de,
    ordonner,
    plier,
    prefixe_certain,
    situations_au,
    validation_de,
)
from soinsprimaires.cycle.echeancier import Echeance, StatutEcheance, echeances
from soinsprimaires.cycle.etats import ETATS, Etat, EtatCentreSante, EtatCPTS, EtatMSP
from soinsprimaires.cycle.tables import NEUTRES, TRANSITIONS, Transition
from soinsprimaires.erreurs import TransitionRefusee, ValeurInvalide
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur, restants
from soinsprimaires.modele.projets import Projet
from soinsprimaires.temps import DatePartielle, Nuance, Periode

__all__ = [
    "ETATS",
    "NEUTRES",
    "TRANSITIONS",
    "Echeance",
    "Etat",
    "EtatCPTS",
    "EtatCentreSante",
    "EtatMSP",
    "LigneHistorique",
    "StatutEcheance",
    "Transition",
    "actes_possibles",
    "appliquer",
    "connu_le",
    "depuis",
    "echeances",
    "empechements",
    "etat",
    "etats_possibles",
    "historique",
]


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
            entree = _date_d_effet(pas.evenement)
        precedentes = pas.apres
    return entree if etats_de(precedentes) <= {courant} else _validation_acquise(precedentes)


def _date_d_effet(evenement: Evenement) -> DatePartielle | None:
    if evenement.effet_le is not None:
        return evenement.effet_le
    _, fin = evenement.intervalle
    return None if fin is None else attrs.evolve(DatePartielle.exacte(fin), nuance=Nuance.AU_PLUS_TARD)


def _validation_acquise(situations: frozenset[Situation]) -> DatePartielle | None:
    """The state was reached by the passing of time alone: at the latest when the delay was surely over."""
    fins = {delai.au_plus_tard for s in situations if (delai := validation_de(s)) is not None}
    fin = fins.pop() if len(fins) == 1 else None
    return None if fin is None else attrs.evolve(DatePartielle.exacte(fin), nuance=Nuance.AU_PLUS_TARD)


@attrs.frozen(kw_only=True)
class LigneHistorique:
    """One event of the history of a project.

    Attributes:
        evenement: the event.
        etats: states possible after it; one when the journal can tell.
        coherent: ``False`` when the procedure does not foresee the act there.
        annule: ``True`` when a later event cancels it; it then changes nothing.
    """

    evenement: Evenement
    etats: frozenset[Etat]
    coherent: bool = True
    annule: bool = False


def historique(projet: Projet) -> tuple[LigneHistorique, ...]:
    """Every event in order of effect, the cancelled ones after them, with the states that each left."""
    evenements = actifs(projet.journal)
    lignes = [
        LigneHistorique(
            evenement=pas.evenement,
            etats=pas.etats_apres,
            coherent=pas.coherent,
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
    """The project as it was known on a day: without the events recorded later."""
    connus: list[Evenement] = []
    for evenement in projet.journal:
        cible_connue = evenement.annule is None or any(e.identifiant == evenement.annule for e in connus)
        if evenement.enregistre_le <= jour and cible_connue:
            connus.append(evenement)
    return attrs.evolve(projet, journal=tuple(connus))


def empechements(projet: Projet, evenement: Evenement) -> tuple[Anomalie, ...]:
    """Every reason for which an event cannot be added to the journal; empty when it can.

    Each pointer starts from the event (``/acteurs`` ...).
    """
    raisons = [*_empechements_du_journal(projet, evenement)]
    if evenement.acte not in NEUTRES | {Acte.REPRISE, Acte.ANNULATION}:
        raisons += _empechements_de_la_table(projet, evenement)
    return tuple(raisons)


def _raison(code: str, message: str, *chemin: str) -> Anomalie:
    return Anomalie(code=code, message=message, pointeur=pointeur_json(chemin))


def _empechements_du_journal(projet: Projet, evenement: Evenement) -> list[Anomalie]:
    raisons: list[Anomalie] = []
    if projet.journal and evenement.enregistre_le < projet.journal[-1].enregistre_le:
        dernier = projet.journal[-1].enregistre_le
        message = f"le journal s'écrit à la suite : la dernière écriture est du {dernier}"
        raisons.append(_raison("cycle.enregistrement", message, "enregistre_le"))
    if evenement.acte is Acte.REPRISE:
        mots = [etat_.value for etat_ in ETATS[projet.nature]]
        if evenement.etat is not None and evenement.etat not in mots:
            message = f"{citer(evenement.etat)} n'est pas un état de cette nature de projet ; états : {', '.join(mots)}"
            raisons.append(_raison("cycle.etat_inconnu", message, "etat"))
    try:
        attrs.evolve(projet, journal=(*projet.journal, evenement))
    except ValeurInvalide as erreur:
        dernier_rang = f"journal/{len(projet.journal)}/"
        raisons += [
            _raison(faute.code, faute.message, str(faute.champ).removeprefix(dernier_rang))
            for faute in (erreur, *erreur.autres)
        ]
    return raisons


def _empechements_de_la_table(projet: Projet, evenement: Evenement) -> list[Anomalie]:
    lignes = [ligne for ligne in TRANSITIONS[projet.nature] if ligne.acte is evenement.acte]
    if not lignes:
        message = f"l'acte {evenement.acte.value} n'appartient pas à la procédure d'un projet de cette nature"
        return [_raison("cycle.acte", message, "acte")]
    raisons: list[Anomalie] = []
    situations = _situations_avant(projet, evenement)
    depuis_ = {etat_ for ligne in lignes for etat_ in ligne.depuis}
    ouvertes = [ligne for ligne in lignes if any(s.etat in ligne.depuis for s in situations)]
    if not ouvertes:
        presents = " ou ".join(sorted({s.etat.value for s in situations}))
        admis = ", ".join(sorted(etat_.value for etat_ in depuis_))
        message = f"l'acte {evenement.acte.value} n'est pas possible depuis {presents} ; il l'est depuis : {admis}"
        raisons.append(_raison("cycle.transition", message, "acte"))
    for ligne in ouvertes or lignes:
        raisons += _empechements_de_la_ligne(ligne, evenement)
    return raisons


def _empechements_de_la_ligne(ligne: Transition, evenement: Evenement) -> list[Anomalie]:
    raisons: list[Anomalie] = []
    qualites = {acteur.qualite for acteur in evenement.acteurs}
    if not qualites & ligne.decide_par:
        attendus = ", ".join(sorted(qualite.value for qualite in ligne.decide_par))
        message = f"l'acte {evenement.acte.value} revient à : {attendus}"
        raisons.append(_raison("cycle.acteur", message, "acteurs"))
    debut, fin = evenement.intervalle
    if not ligne.vigueur.chevauche(Periode(debut=debut, fin=fin)):
        message = f"l'acte {evenement.acte.value} n'existe que {ligne.vigueur} ({ligne.sources[0]})"
        raisons.append(_raison("cycle.vigueur", message, "effet_le"))
    return raisons


def _situations_avant(projet: Projet, evenement: Evenement) -> frozenset[Situation]:
    """What is possible just before an event takes effect, at the end of what precedes it."""
    # Not cancelled itself, even if its identifiant is one that the journal cancels: that is a reason of its own.
    evenements = ordonner([*restants(projet.journal), evenement])
    rang = next(rang for rang, e in enumerate(evenements) if e is evenement)
    return plier(projet.nature, evenements)[rang].avant


def appliquer(projet: Projet, evenement: Evenement) -> Projet:
    """The project with one more event in its journal.

    Raises:
        TransitionRefusee: with every reason; the project is a value, it has not changed.
    """
    raisons = empechements(projet, evenement)
    if raisons:
        _, fin = evenement.intervalle
        raise TransitionRefusee(etat(projet, au=fin or evenement.enregistre_le), evenement, raisons)
    return attrs.evolve(projet, journal=(*projet.journal, evenement))


def actes_possibles(projet: Projet, *, au: date, acteur: QualiteActeur | None = None) -> tuple[Acte, ...]:
    """Acts that may change the state on a day, for everybody or for one capacity.

    An act is listed when one at least of the possible states allows it.
    """
    possibles = etats_possibles(projet, au=au)
    actes = [
        ligne.acte
        for ligne in TRANSITIONS[projet.nature]
        if ligne.depuis & possibles and au in ligne.vigueur and (acteur is None or acteur in ligne.decide_par)
    ]
    return tuple(dict.fromkeys(actes))
