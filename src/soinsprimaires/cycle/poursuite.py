"""What a later source adds to a journal: the acts up to its state, the dates that it makes precise, its corrections."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from soinsprimaires.cycle._ordre import au_plus_tard, date_d_effet
from soinsprimaires.cycle.reconstitution import (
    RECUS,
    EtatDit,
    Plume,
    actes_vers,
    attend,
    avec_les,
    est_avant,
    mene_a_ce_qui_est_dit,
    nommer_evenement,
    rang,
    reconstituer,
)
from soinsprimaires.cycle.suivi import Suivi
from soinsprimaires.cycle.tables import lignes_de
from soinsprimaires.erreurs import ValeurInvalide
from soinsprimaires.modele._etats import ETATS, Etat
from soinsprimaires.modele.evenements import Acte, Evenement, restants
from soinsprimaires.modele.projets import Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.mots import dater
from soinsprimaires.sources import Provenance
from soinsprimaires.temps import DatePartielle

__all__ = ["SuiteDuJournal", "corriger", "dates_laissees", "poursuivre"]


@attrs.frozen(kw_only=True)
class SuiteDuJournal:
    """What a new word of a project adds to its journal.

    Attributes:
        evenements: what is added; nothing where nothing changed, or where it is asked.
        question: what must be asked, in French, with what can be done.
    """

    evenements: tuple[Evenement, ...] = ()
    question: str | None = None


def poursuivre(projet: Projet, dit: EtatDit, registre: Registre) -> SuiteDuJournal:
    """What a later word of a project adds to its journal: a state that moved, a date that came.

    A state that went back, a date that contradicts the one that was written, a way that the procedure does not know are
    asked. What the journal already says, as precisely or more, adds nothing.
    """
    suivi, plume = Suivi(projet, registre, dit.le), Plume(projet, dit, registre)
    deja = dit.etats == suivi.etats_possibles or (dit.etat is None and dit.etats & suivi.etats_possibles)
    if not dit.etats or deja or attend(suivi, dit):
        return _preciser(suivi, dit, plume)
    vivants = restants(projet.journal)
    if len(vivants) == 1 and vivants[0].acte is Acte.REPRISE and vivants[0].etat is None:
        # Nothing was known: what is told now takes the place of what said so.
        vide = _annuler(projet, vivants[0], dit.le, dit.provenance)
        return SuiteDuJournal(evenements=(vide.journal[-1], *reconstituer(vide, dit, registre)))
    if suivi.depuis is not None and dit.depuis == suivi.depuis:
        dit = attrs.evolve(dit, depuis=None)  # the date of the former state, which nobody changed
    if dit.depuis is None:
        dit = attrs.evolve(dit, depuis=au_plus_tard(dit.le))
    plume = attrs.evolve(plume, dit=dit)
    vers = dit.etat
    if vers is None:
        return SuiteDuJournal(question=_demander(suivi, dit))
    for depart in sorted(suivi.etats_possibles - {vers}, key=rang, reverse=True):
        ajoutes = plume.pas_a_pas(depart, vers) if rang(depart) < rang(vers) else None
        if ajoutes and mene_a_ce_qui_est_dit(projet, ajoutes, dit, registre):
            return SuiteDuJournal(evenements=ajoutes)
    # Silence, the term of a contract or a vague date leaves the state open: what is told is one of the answers.
    return SuiteDuJournal() if vers in suivi.etats_possibles else SuiteDuJournal(question=_demander(suivi, dit))


def _preciser(suivi: Suivi, dit: EtatDit, plume: Plume) -> SuiteDuJournal:
    """The dates that came, and the opinion of a committee: the state is the same."""
    projet, registre = suivi.projet, suivi.registre
    vivants = restants(projet.journal)
    entree = next((e for e in reversed(vivants) if dit.etat is not None and _entre(e, suivi, dit.etat)), None)
    dates = dict(dit.dates)
    courant = projet
    if dit.avis is not None:
        if not any(e.avis is dit.avis for e in vivants):
            courant = avec_les(courant, [plume.avis(dit.avis)])
    elif entree is not None and dit.depuis is not None and _jour_d_avant(vivants, entree, dit.depuis) is None:
        dates.setdefault(entree.acte, dit.depuis)
    mieux = [(acte, {"effet_le": le}) for acte, le in dates.items()]
    depot = next((e for e in reversed(vivants) if e.acte in RECUS), None)
    if depot is not None and dit.recu_le is not None and depot.recu_le is None:
        mieux.append((depot.acte, {"recu_le": dit.recu_le}))
    for acte, champs in mieux:
        ecrit = next((e for e in reversed(restants(courant.journal)) if e.acte is acte), None)
        le, connu = champs.get("effet_le"), None if ecrit is None else date_d_effet(ecrit)
        if ecrit is None or (le is not None and connu is not None and _contient(le, connu)):
            continue
        if le is not None and connu is not None and not _contient(connu, le):
            return SuiteDuJournal(
                question=f"« {acte.libelle} » est daté {dater(connu)} dans le registre et {dater(le)} dans la "
                f"feuille : laquelle est juste ? Si c'est la feuille, annuler l'écriture{_annulation(projet, ecrit)}, "
                "puis noter l'acte à sa date"
            )
        try:
            courant = corriger(courant, ecrit, champs, registre, le=dit.le, provenance=dit.provenance)
        except ValeurInvalide as erreur:
            return SuiteDuJournal(question=erreur.message)
    return SuiteDuJournal(evenements=courant.journal[len(projet.journal) :])


def _jour_d_avant(vivants: Sequence[Evenement], entree: Evenement, le: DatePartielle) -> Evenement | None:
    """The event before another that is on the same day: a date that nobody changed when the state moved."""
    return next((e for e in vivants[: vivants.index(entree)] if e.effet_le == le), None)


def dates_laissees(projet: Projet, dit: EtatDit, registre: Registre) -> Iterator[tuple[str, DatePartielle, str]]:
    """The days that are told and that the journal of a project does not hold: of what, which, and why, in French.

    Of ``depuis``, of ``recu_le``, or of an act by its word.
    """
    suivi, vivants = Suivi(projet, registre, dit.le), restants(projet.journal)
    for acte, le in dit.dates.items():
        ecrits = [date_d_effet(e) for e in vivants if e.acte is acte]
        if not any(_tient(ecrit, le) for ecrit in ecrits):
            yield str(acte.value), le, _dire_laissee(acte, ecrits)
    depots = [e for e in vivants if e.acte in RECUS]
    if dit.recu_le is not None and not any(_tient(e.recu_le, dit.recu_le) for e in depots):
        recus = [e.recu_le for e in depots]
        yield "recu_le", dit.recu_le, _dire_laissee(depots[-1].acte if depots else Acte.DEPOT_PROJET, recus)
    entrees = [
        e
        for e in vivants
        if (dit.etat is not None and _entre(e, suivi, dit.etat)) or (dit.avis is not None and e.avis is dit.avis)
    ]
    if dit.depuis is None or dit.etat is None or any(_tient(date_d_effet(e), dit.depuis) for e in entrees):
        return
    avant = next((jour for e in entrees if (jour := _jour_d_avant(vivants, e, dit.depuis)) is not None), None)
    if avant is not None:
        raison = f"est déjà la date de « {avant.acte.libelle} » : celle de « {dit.etat.libelle} » reste à dire"
    else:
        raison = _dire_laissee(entrees[-1].acte if entrees else None, [date_d_effet(e) for e in entrees])
    yield "depuis", dit.depuis, raison


def _tient(ecrite: DatePartielle | None, dite: DatePartielle) -> bool:
    """Whether the journal says a date as precisely as it is told, or more."""
    return ecrite is not None and _contient(dite, ecrite)


def _dire_laissee(acte: Acte | None, ecrites: Sequence[DatePartielle | None]) -> str:
    autre = next((dater(ecrite) for ecrite in reversed(ecrites) if ecrite is not None), "sans date")
    if acte is None or not ecrites:
        return f"n'est pas gardé : le registre n'a pas {'cet acte' if acte is None else f'« {acte.libelle} »'}"
    return f"n'est pas gardé : le registre dit « {acte.libelle} » {autre}"


def _entre(evenement: Evenement, suivi: Suivi, etat: Etat) -> bool:
    """Whether an event is the one that leads to a state."""
    if evenement.acte is Acte.REPRISE:
        return evenement.etat == str(etat.value)
    if etat is ETATS[suivi.projet.nature][0]:
        return evenement.acte is Acte.EMERGENCE
    return any(ligne.vers is etat for ligne in lignes_de(suivi.projet.nature, evenement.acte))


def _contient(vague: DatePartielle, precise: DatePartielle) -> bool:
    """Whether every day of a date is one of another."""
    (debut, fin), (tot, tard) = ((d.au_plus_tot, d.au_plus_tard) for d in (vague, precise))
    commence: bool = debut is None or (tot is not None and debut <= tot)
    return commence and (fin is None or (tard is not None and tard <= fin))


def _annuler(projet: Projet, evenement: Evenement, le: date, provenance: Provenance | None) -> Projet:
    """The project whose journal says that an event is better told elsewhere; a mistake is never edited away."""
    annulation = Evenement(
        identifiant=nommer_evenement(projet, Acte.ANNULATION),
        acte=Acte.ANNULATION,
        annule=evenement.identifiant,
        enregistre_le=le,
        motif="une source plus récente le dit mieux",
        provenance=provenance,
    )
    return avec_les(projet, [annulation])


def _demander(suivi: Suivi, dit: EtatDit) -> str:
    """What is asked when no way forward leads to what is told."""
    ecrits = " ou ".join(f"« {etat.libelle} »" for etat in sorted(suivi.etats_possibles, key=rang))
    depuis = (
        "" if suivi.depuis is None else f" depuis {dater(suivi.depuis).removeprefix('en ').removeprefix('depuis ')}"
    )
    dits = " ou ".join(f"« {etat.libelle} »" for etat in sorted(dit.etats, key=rang))
    projet = suivi.projet
    dernier = next(iter(reversed(restants(projet.journal))), None)
    avance = dit.etat is not None and all(rang(dit.etat) > rang(etat) for etat in suivi.etats_possibles)
    if avance and dit.depuis is not None and est_avant(dit.depuis, suivi.depuis) and dernier is not None:
        return (
            f"la feuille dit {dits} {dater(dit.depuis)}, avant {ecrits}{depuis} dans le registre : laquelle des deux "
            f"dates est juste ? Corriger la feuille, ou annuler l'écriture du registre{_annulation(projet, dernier)}"
        )
    question = f"la feuille dit {dits}, le registre {ecrits}{depuis} : que s'est-il passé ?"
    actes = () if dit.etat is None else actes_vers(suivi.projet.nature, suivi.etats_possibles, dit.etat)
    if actes:
        return f"{question} Si c'est {' ou '.join(f'« {a.libelle} » ({a.value})' for a in actes)}, le noter"
    remede = "" if dernier is None else f", ou annuler la dernière écriture du registre{_annulation(projet, dernier)}"
    return f"{question} Aucun acte n'y mène : corriger la feuille{remede}"


def _annulation(projet: Projet, evenement: Evenement) -> str:
    """How an event is cancelled."""
    return f" (soinsprimaires noter REGISTRE {projet.identifiant} annulation --annule {evenement.identifiant})"


def corriger(
    projet: Projet,
    evenement: Evenement,
    champs: Mapping[str, Any],
    registre: Registre,
    *,
    le: date,
    provenance: Provenance | None = None,
) -> Projet:
    """The project where an event is said better: cancelled, and written again with what is known of it.

    What follows it in the journal is written again too when it would no longer come after it.

    Args:
        projet: the project.
        evenement: one of its events, that stands.
        champs: its fields that are better known.
        registre: what surrounds the project.
        le: day of the entry.
        provenance: who says it.

    Raises:
        ValeurInvalide: what is said contradicts the rest of the journal.
    """
    douteux = {ligne.evenement.acte for ligne in Suivi(projet, registre, le).historique if not ligne.coherent}
    vivants = restants(projet.journal)
    suite = vivants[vivants.index(evenement) :]
    for reecrits in ((evenement,), suite):
        corrige = projet
        for ecrit in reecrits:
            corrige = _annuler(corrige, ecrit, le, provenance)
        for ecrit in reecrits:
            nom = nommer_evenement(corrige, ecrit.acte)
            nouveau = attrs.evolve(ecrit, identifiant=nom, enregistre_le=le)
            if ecrit is evenement:
                nouveau = attrs.evolve(nouveau, **champs, provenance=provenance or ecrit.provenance)
            corrige = avec_les(corrige, [nouveau])
        lignes = [ligne for ligne in Suivi(corrige, registre, le).historique if not ligne.annule and not ligne.coherent]
        if not {ligne.evenement.acte for ligne in lignes} - douteux:
            return corrige
    raisons = " ; ".join(dite.message for ligne in lignes for dite in ligne.raisons)
    raise ValeurInvalide(f"cela contredit le reste du journal : {raisons}", "cycle.correction")
