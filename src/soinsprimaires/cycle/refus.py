"""What may happen next, and every reason why something may not."""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from soinsprimaires.anomalies import Anomalie, Gravite, citer, pointeur_json
from soinsprimaires.cycle._etat import etat, etats_possibles
from soinsprimaires.cycle._pliage import Situation, actifs, etats_de, ordonner, plier, qualites, signatures
from soinsprimaires.cycle.etats import ETATS, Etat, EtatMission
from soinsprimaires.cycle.sous_cycles import SOUS_CYCLES, SousEtat, avant
from soinsprimaires.cycle.tables import NEUTRES, TRANSITIONS, Transition
from soinsprimaires.erreurs import TransitionRefusee, ValeurInvalide
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur, restants
from soinsprimaires.modele.projets import Projet
from soinsprimaires.temps import Periode

__all__ = ["actes_possibles", "appliquer", "empechements", "notices", "pieces"]


def empechements(projet: Projet, evenement: Evenement) -> tuple[Anomalie, ...]:
    """Every reason for which an event cannot be added to the journal; empty when it can.

    Each pointer starts from the event (``/acteurs`` ...).
    """
    raisons = [*_empechements_du_journal(projet, evenement)]
    if evenement.acte not in NEUTRES | {Acte.REPRISE, Acte.ANNULATION}:
        raisons += _empechements_de_la_table(projet, evenement)
    return tuple(raisons)


def _raison(code: str, message: str, *chemin: str, gravite: Gravite = Gravite.BLOQUANT) -> Anomalie:
    return Anomalie(code=code, message=message, pointeur=pointeur_json(chemin), gravite=gravite)


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
        message = f"« {evenement.acte.libelle} » n'appartient pas à la procédure d'un projet de cette nature"
        return [_raison("cycle.acte", message, "acte")]
    raisons: list[Anomalie] = []
    situations = _situations_avant(projet, evenement)
    depuis_ = {etat_ for ligne in lignes for etat_ in ligne.depuis}
    ouvertes = [ligne for ligne in lignes if any(s.etat in ligne.depuis for s in situations)]
    if not ouvertes:
        presents = " ou ".join(_nommer(s.etat for s in situations))
        admis = ", ".join(_nommer(depuis_))
        message = f"« {evenement.acte.libelle} » n'est pas possible depuis {presents} ; possible depuis : {admis}"
        raisons.append(_raison("cycle.transition", message, "acte"))
    # One row is enough; when none will do, each says why, and the same reason is said once.
    par_ligne = [_empechements_de_la_ligne(ligne, evenement) for ligne in ouvertes or lignes]
    if all(par_ligne):
        raisons += dict.fromkeys(raison for de_la_ligne in par_ligne for raison in de_la_ligne)
    if ouvertes:
        raisons += _empechements_du_sous_cycle(projet, evenement)
        if evenement.acte is Acte.SIGNATURE_CONTRAT and all(ligne.vers is None for ligne in ouvertes):
            raisons += _empechements_du_contrat(projet)
    return raisons


def _nommer(etats: Iterable[Etat | SousEtat]) -> list[str]:
    return sorted({f"« {etat_.libelle} »" for etat_ in etats})


def _empechements_du_contrat(projet: Projet) -> Iterator[Anomalie]:
    """A structure that already works signs its first contract, not a second one."""
    if any(True for _ in signatures(projet.nature, actifs(projet.journal))):
        message = "un contrat est déjà signé : un avenant le modifie, un renouvellement le prolonge"
        yield _raison("cycle.contrat", message, "acte")


def _empechements_du_sous_cycle(projet: Projet, evenement: Evenement) -> Iterator[Anomalie]:
    passage = SOUS_CYCLES.get(evenement.acte)
    de_mission = passage is not None and isinstance(passage.vers, EtatMission)
    vise = evenement.mission is not None if de_mission else None not in {evenement.site, evenement.activite}
    if passage is None or not vise:  # its guard says so
        return
    present = avant(projet, evenement)
    if present is not None and present not in passage.depuis:
        objet = "la mission" if de_mission else "l'agrément"
        admis = " ou ".join(_nommer(passage.depuis))
        message = f"« {evenement.acte.libelle} » demande que l'état de {objet} soit {admis}, pas « {present.libelle} »"
        yield _raison("cycle.sous_cycle", message, "acte")


def _empechements_de_la_ligne(ligne: Transition, evenement: Evenement) -> list[Anomalie]:
    raisons = [_raison(garde.code, garde.message, garde.champ) for garde in ligne.gardes if not garde.tient(evenement)]
    if not qualites(evenement) & ligne.decide_par:
        attendus = ", ".join(sorted(qualite.libelle for qualite in ligne.decide_par))
        message = f"« {evenement.acte.libelle} » revient à l'un de ceux-ci : {attendus}"
        raisons.append(_raison("cycle.acteur", message, "acteurs"))
    debut, fin = evenement.intervalle
    if not ligne.vigueur.chevauche(Periode(debut=debut, fin=fin)):
        message = f"« {evenement.acte.libelle} » n'existe que {ligne.vigueur} ({ligne.sources[0]})"
        raisons.append(_raison("cycle.vigueur", message, "effet_le"))
    return raisons


def notices(projet: Projet, evenement: Evenement) -> tuple[Anomalie, ...]:
    """What deserves a word without preventing the event: a delegation that acts for its ARS, an unusual way.

    Each pointer starts from the event.
    """
    dits: list[Anomalie] = []
    if QualiteActeur.ARS_DELEGATION_DEPARTEMENTALE in {acteur.qualite for acteur in evenement.acteurs}:
        message = "la délégation départementale agit pour l'ARS : la décision est celle de son directeur général"
        dits.append(_raison("cycle.delegation", message, "acteurs", gravite=Gravite.INFORMATION))
    etats = etats_de(_situations_avant(projet, evenement))
    lignes = [ligne for ligne in TRANSITIONS[projet.nature] if ligne.acte is evenement.acte and ligne.depuis & etats]
    if lignes and not any(ligne.usuelle for ligne in lignes):
        message = f"« {evenement.acte.libelle} » est possible ici, mais la pratique passe par d'autres étapes"
        dits.append(_raison("cycle.inhabituel", message, "acte", gravite=Gravite.INFORMATION))
    return tuple(dits)


def pieces(projet: Projet, acte: Acte) -> tuple[NatureDocument, ...]:
    """Documents of a step, in the order of a checklist; empty when none is known."""
    lignes = [ligne for ligne in TRANSITIONS[projet.nature] if ligne.acte is acte]
    return tuple(dict.fromkeys(document for ligne in lignes for document in ligne.documents))


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
