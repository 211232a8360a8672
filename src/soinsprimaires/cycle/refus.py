"""What may happen next, and every reason why something may not."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.anomalies import Anomalie, citer
from soinsprimaires.cycle._pliage import Situation, a_sa_place, actifs, date_d_effet, etats_de, plier
from soinsprimaires.cycle.etats import ETATS, Etat, EtatMission
from soinsprimaires.cycle.interdictions import ACTES_INTERDITS
from soinsprimaires.cycle.obstacles import doutes_d_une_fermeture, information, obstacles, raison
from soinsprimaires.cycle.sous_cycles import SOUS_CYCLES, SousEtat, avant, imprevus
from soinsprimaires.cycle.suivi import Suivi
from soinsprimaires.cycle.tables import NEUTRES, TRANSITIONS, Transition
from soinsprimaires.erreurs import TransitionRefusee, ValeurInvalide
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.temps import Periode

__all__ = ["appliquer", "empechements", "notices", "pieces"]


_HORS_DE_SON_TEMPS: Final = frozenset({"cycle.acte", "cycle.transition", "cycle.sous_cycle"})


def empechements(projet: Projet, evenement: Evenement, *, registre: Registre | None = None) -> tuple[Anomalie, ...]:
    """Every reason for which an event cannot be added to the journal; empty when it can.

    Each pointer starts from the event (``/acteurs`` ...). A cancellation is always possible, even when what follows no
    longer holds without the event: how else would a date entered wrong be corrected?

    Args:
        projet: the project.
        evenement: what one would add.
        registre: what surrounds the project. Without it, neither the closure of another centre of the same
            gestionnaire is judged, which :func:`notices` says, nor the term of a contract that a ``Convention`` tells.
    """
    raisons = [*_empechements_du_journal(projet, evenement)]
    if evenement.acte not in NEUTRES | {Acte.REPRISE, Acte.ANNULATION}:
        de_la_table = _empechements_de_la_table(projet, evenement)
        raisons += de_la_table
        # What cannot take place at its own date does nothing to what comes after.
        if not {dite.code for dite in de_la_table} & _HORS_DE_SON_TEMPS:
            raisons += _empechements_de_la_suite(projet, evenement)
        raisons += obstacles(projet, evenement, registre)
    return tuple(raisons)


def _empechements_du_journal(projet: Projet, evenement: Evenement) -> list[Anomalie]:
    raisons: list[Anomalie] = []
    if projet.journal and evenement.enregistre_le < projet.journal[-1].enregistre_le:
        dernier = projet.journal[-1].enregistre_le
        message = f"le journal s'écrit à la suite : la dernière écriture est du {dernier}"
        raisons.append(raison("cycle.enregistrement", message, "enregistre_le"))
    if evenement.acte is Acte.REPRISE:
        mots = [etat_.value for etat_ in ETATS[projet.nature]]
        for champ, dit in (("etat", evenement.etat), *(("etats_possibles", mot) for mot in evenement.etats_possibles)):
            if dit is not None and dit not in mots:
                message = f"{citer(dit)} n'est pas un état de cette nature de projet ; états : {', '.join(mots)}"
                raisons.append(raison("cycle.etat_inconnu", message, champ))
    if _recu_avant(evenement):
        message = f"reçu ({evenement.recu_le}) avant d'avoir été fait ({evenement.effet_le})"
        raisons.append(raison("cycle.reception", message, "recu_le"))
    try:
        attrs.evolve(projet, journal=(*projet.journal, evenement))
    except ValeurInvalide as erreur:
        dernier_rang = f"journal/{len(projet.journal)}/"
        raisons += [
            raison(faute.code, faute.message, str(faute.champ).removeprefix(dernier_rang))
            for faute in (erreur, *erreur.autres)
        ]
    return raisons


def _recu_avant(evenement: Evenement) -> bool:
    recu = None if evenement.recu_le is None else evenement.recu_le.au_plus_tard
    fait = None if evenement.effet_le is None else evenement.effet_le.au_plus_tot
    return recu is not None and fait is not None and recu < fait


def _empechements_de_la_table(projet: Projet, evenement: Evenement) -> list[Anomalie]:
    lignes = [ligne for ligne in TRANSITIONS[projet.nature] if ligne.acte is evenement.acte]
    if not lignes:
        message = f"« {evenement.acte.libelle} » n'appartient pas à la procédure d'un projet de cette nature"
        return [raison("cycle.acte", message, "acte")]
    raisons: list[Anomalie] = []
    situations = _situations_avant(projet, evenement)
    ouvertes = [ligne for ligne in lignes if any(s.etat in ligne.depuis for s in situations)]
    if not ouvertes:
        raisons.append(raison("cycle.transition", _pas_d_ici(evenement.acte, lignes, situations), "acte"))
    # One row is enough; when none will do, each says why, and the same reason is said once.
    par_ligne = [_empechements_de_la_ligne(ligne, evenement) for ligne in ouvertes or lignes]
    if all(par_ligne):
        raisons += dict.fromkeys(dite for de_la_ligne in par_ligne for dite in de_la_ligne)
    if ouvertes:
        raisons += _empechements_du_sous_cycle(projet, evenement)
    return raisons


def _pas_d_ici(acte: Acte, lignes: list[Transition], situations: frozenset[Situation]) -> str:
    """Why an act cannot be done from where the project stands."""
    etats = etats_de(situations)
    presents = " ou ".join(_nommer(etats))
    if all(situation.par_silence for situation in situations):
        presents += " (réputé validé : l'ARS ne s'est pas opposée dans le délai)"
    admis = ", ".join(_nommer(etat_ for ligne in lignes for etat_ in ligne.depuis))
    deja = " : le projet y est déjà" if etats <= {ligne.vers for ligne in lignes} else ""
    return f"« {acte.libelle} » n'est pas possible depuis {presents}{deja} ; possible depuis : {admis}"


def _nommer(etats: Iterable[Etat | SousEtat]) -> list[str]:
    return sorted({f"« {etat_.libelle} »" for etat_ in etats})


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
        yield raison("cycle.sous_cycle", message, "acte")


def _empechements_de_la_suite(projet: Projet, evenement: Evenement) -> Iterator[Anomalie]:
    """An event written late may not make impossible what the journal already says of the days after it."""
    evenements, rang = a_sa_place(projet, evenement)
    if rang == len(evenements) - 1:
        return
    deja = _imprevus(projet.nature, actifs(projet.journal))
    nouveaux = _imprevus(projet.nature, evenements) - deja
    for suivant in evenements[rang + 1 :]:
        if suivant.identifiant in nouveaux:
            le = date_d_effet(suivant)
            message = (
                f"à cette date, « {evenement.acte.libelle} » rendrait impossible ce que le journal dit ensuite : "
                f"« {suivant.acte.libelle} »{'' if le is None else f' ({le})'} ; si cette écriture est fausse, elle "
                "s'annule d'abord"
            )
            yield raison("cycle.suite", message, "effet_le")


def _imprevus(nature: NatureProjet, evenements: list[Evenement]) -> frozenset[str]:
    """Identifiants of the ordered events that the procedure does not foresee where they come."""
    return imprevus(evenements) | {pas.evenement.identifiant for pas in plier(nature, evenements) if not pas.coherent}


def _empechements_de_la_ligne(ligne: Transition, evenement: Evenement) -> list[Anomalie]:
    raisons = [raison(garde.code, garde.message, garde.champ) for garde in ligne.gardes if not garde.tient(evenement)]
    if not evenement.qualites & ligne.decide_par:
        attendus = ", ".join(sorted(qualite.libelle for qualite in ligne.decide_par))
        message = f"« {evenement.acte.libelle} » revient à l'un de ceux-ci : {attendus}"
        raisons.append(raison("cycle.acteur", message, "acteurs"))
    debut, fin = evenement.intervalle
    if not ligne.vigueur.chevauche(Periode(debut=debut, fin=fin)):
        message = f"« {evenement.acte.libelle} » n'existe que {ligne.vigueur} ({ligne.sources[0]})"
        raisons.append(raison("cycle.vigueur", message, "effet_le"))
    return raisons


def notices(projet: Projet, evenement: Evenement, *, registre: Registre | None = None) -> tuple[Anomalie, ...]:
    """What deserves a word without preventing the event: a delegation that acts for its ARS, an unusual way, a doubt.

    Each pointer starts from the event.
    """
    dits: list[Anomalie] = []
    delegation = QualiteActeur.ARS_DELEGATION_DEPARTEMENTALE in {acteur.qualite for acteur in evenement.acteurs}
    if delegation or (evenement.par_delegation and QualiteActeur.ARS in evenement.qualites):
        message = "la délégation départementale agit pour l'ARS : la décision est celle de son directeur général"
        dits.append(information("cycle.delegation", message, "acteurs"))
    etats = etats_de(_situations_avant(projet, evenement))
    lignes = [ligne for ligne in TRANSITIONS[projet.nature] if ligne.acte is evenement.acte and ligne.depuis & etats]
    if lignes and not any(ligne.usuelle for ligne in lignes):
        message = f"« {evenement.acte.libelle} » est possible ici, mais la pratique passe par d'autres étapes"
        dits.append(information("cycle.inhabituel", message, "acte"))
    if evenement.acte in ACTES_INTERDITS and lignes:
        dits += doutes_d_une_fermeture(projet, evenement, registre)
    return tuple(dits)


def pieces(projet: Projet, acte: Acte) -> tuple[NatureDocument, ...]:
    """Documents of a step, in the order of a checklist; empty when none is known."""
    exiger(acte, Acte, "acte")
    lignes = [ligne for ligne in TRANSITIONS[projet.nature] if ligne.acte is acte]
    return tuple(dict.fromkeys(document for ligne in lignes for document in ligne.documents))


def _situations_avant(projet: Projet, evenement: Evenement) -> frozenset[Situation]:
    """What is possible just before an event takes effect, at the end of what precedes it."""
    evenements, rang = a_sa_place(projet, evenement)
    return plier(projet.nature, evenements)[rang].avant


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
        suivi = Suivi(projet, registre or Registre(), fin or evenement.enregistre_le)
        raise TransitionRefusee(suivi.etat, evenement, raisons)
    return attrs.evolve(projet, journal=(*projet.journal, evenement))
