"""Add an event to a journal, or say every reason why not."""

from collections.abc import Iterator
from typing import Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import Anomalie
from soinsprimaires.cycle._journal import Pas
from soinsprimaires.cycle._ordre import date_d_effet
from soinsprimaires.cycle.avancement import Deroulement
from soinsprimaires.cycle.interdictions import ACTES_INTERDITS
from soinsprimaires.cycle.jugement import HORS_TABLE, information, raison
from soinsprimaires.cycle.suivi import RIEN, Suivi
from soinsprimaires.cycle.tables import lignes_de
from soinsprimaires.droit.delais import INTERDICTION_APRES_FERMETURE
from soinsprimaires.erreurs import TransitionRefusee, ValeurInvalide
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater

__all__ = ["appliquer", "empechements", "notices", "pieces"]

_DE_L_ECRIT: Final = frozenset({"cycle.enregistrement", "cycle.reception", "cycle.avenir"})
_HORS_DE_SON_TEMPS: Final = frozenset({"cycle.acte", "cycle.transition", "cycle.sous_cycle"})


def empechements(projet: Projet, evenement: Evenement, *, registre: Registre | None = None) -> tuple[Anomalie, ...]:
    """Every reason for which an event cannot be added to the journal; empty when it can.

    Each pointer starts from the event (``/acteurs`` ...). A cancellation is always possible, even when what follows no
    longer holds without the event, or was written on a later day: how else would a date entered wrong be corrected?

    Args:
        projet: the project.
        evenement: what one would add.
        registre: what surrounds the project. Without it, neither the closure of another centre of the same
            gestionnaire is judged, which :func:`notices` says, nor the term of a contract that a ``Convention`` tells,
            nor the dissolution of the structure.
    """
    deroulement = Deroulement(projet, registre or RIEN, evenement)
    dites = _pas_de(evenement, deroulement).raisons
    raisons = [dite for dite in dites if dite.code in _DE_L_ECRIT]
    raisons += [*_du_journal(projet, evenement), *(dite for dite in dites if dite.code not in _DE_L_ECRIT)]
    # What cannot take place at its own date does nothing to what comes after.
    if evenement.acte not in HORS_TABLE and not {dite.code for dite in raisons} & _HORS_DE_SON_TEMPS:
        raisons += _de_la_suite(evenement, deroulement, Deroulement(projet, registre or RIEN))
    return tuple(raisons)


def _pas_de(evenement: Evenement, deroulement: Deroulement) -> Pas:
    return next(pas for pas in deroulement.pas if pas.evenement is evenement)


def _du_journal(projet: Projet, evenement: Evenement) -> Iterator[Anomalie]:
    """What no journal may hold."""
    try:
        attrs.evolve(projet, journal=(*projet.journal, evenement))
    except ValeurInvalide as erreur:
        dernier_rang = f"journal/{len(projet.journal)}/"
        for faute in (erreur, *erreur.autres):
            yield raison(faute.code, faute.message, str(faute.champ).removeprefix(dernier_rang))


def _de_la_suite(evenement: Evenement, avec: Deroulement, sans: Deroulement) -> Iterator[Anomalie]:
    """An event written late may not make impossible what the journal already says of the days after it."""
    deja = {pas.evenement.identifiant for pas in sans.pas if not pas.coherent}
    rang = next(rang for rang, pas in enumerate(avec.pas) if pas.evenement is evenement)
    for pas in avec.pas[rang + 1 :]:
        if not pas.coherent and pas.evenement.identifiant not in deja:
            le = date_d_effet(pas.evenement)
            ensuite = f"« {pas.evenement.acte.libelle} »{'' if le is None else f' ({dater(le)})'}"
            ensuite = f"« {pas.evenement.acte.libelle} »{'' if le is None else f' ({dater(le)})'}"
            message = (
                f"à cette date, « {evenement.acte.libelle} » rendrait impossible ce que le journal dit ensuite : "
                f"{ensuite} ; si cette écriture est fausse, elle s'annule d'abord"
            )
            yield raison("cycle.suite", message, "effet_le")


def notices(projet: Projet, evenement: Evenement, *, registre: Registre | None = None) -> tuple[Anomalie, ...]:
    """What deserves a word without preventing the event: a delegation that acts for its ARS, an unusual way, a doubt.

    Each pointer starts from the event.
    """
    dits: list[Anomalie] = []
    delegation = QualiteActeur.ARS_DELEGATION_DEPARTEMENTALE in {acteur.qualite for acteur in evenement.acteurs}
    if QualiteActeur.ARS in evenement.qualites and (delegation or evenement.par_delegation):
        message = "la délégation départementale agit pour l'ARS : la décision est celle de son directeur général"
        dits.append(information("cycle.delegation", message, "acteurs"))
    pas = _pas_de(evenement, Deroulement(projet, registre or RIEN, evenement))
    lignes = [ligne for ligne in lignes_de(projet.nature, evenement.acte) if ligne.depuis & pas.etats_avant]
    if lignes and not any(ligne.usuelle for ligne in lignes):
        message = f"« {evenement.acte.libelle} » est possible ici, mais la pratique passe par d'autres étapes"
        dits.append(information("cycle.inhabituel", message, "acte"))
    if registre is None and evenement.acte in ACTES_INTERDITS and lignes:
        dits += _sans_le_registre(evenement)
    return (*dits, *pas.notices)


def _sans_le_registre(evenement: Evenement) -> Iterator[Anomalie]:
    _, fin = evenement.intervalle
    if fin is None or fin >= INTERDICTION_APRES_FERMETURE.applicable_depuis:
        message = (
            "sans le registre, l'interdiction qui suit la suspension d'un centre, ou pendant huit ans sa fermeture, "
            "n'est pas examinée"
        )
        yield information("cycle.interdiction_indeterminee", message, "acte")


def pieces(projet: Projet, acte: Acte) -> tuple[NatureDocument, ...]:
    """Documents of a step, in the order of a checklist; empty when none is known."""
    exiger(acte, Acte, "acte")
    lignes = lignes_de(projet.nature, acte)
    return tuple(dict.fromkeys(document for ligne in lignes for document in ligne.documents))


def appliquer(projet: Projet, evenement: Evenement, *, registre: Registre | None = None) -> Projet:
    """The project with one more event in its journal.

    Args:
        projet: the project.
        evenement: what is added.
        registre: what surrounds the project, as for :func:`empechements`.

    Raises:
        TransitionRefusee: with every reason; the project is a value, it has not changed.
    """
    raisons = empechements(projet, evenement, registre=registre)
    if raisons:
        _, fin = evenement.intervalle
        suivi = Suivi(projet, registre or RIEN, fin or evenement.enregistre_le)
        raise TransitionRefusee(suivi.etat, evenement, raisons)
    return attrs.evolve(projet, journal=(*projet.journal, evenement))
