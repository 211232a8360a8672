"""Deadlines of a project, each with its computation and its sources."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from soinsprimaires.cycle._echeance import (
    DECISION,
    PROJET,
    REPONSE_ARS,
    REUNION,
    USAGE,
    Echeance,
    Echeances,
    echeance_legale,
    limites_de,
    parmi,
    premier_accompli,
    statut_de,
)
from soinsprimaires.cycle._echeances_du_contrat import echeances_des_contrats
from soinsprimaires.cycle._ordre import Intervalle, a_eu_lieu
from soinsprimaires.cycle.avancement import Avancement
from soinsprimaires.cycle.interdictions import texte_lu_au
from soinsprimaires.cycle.ouvertures import ouverture_qui_compte
from soinsprimaires.cycle.regions import delai_en_mots, etiquette, procedures_de
from soinsprimaires.cycle.tables import TRANSITIONS
from soinsprimaires.droit.delais import (
    AGREMENT_PROVISOIRE,
    DECISION_AGREMENT,
    INTERDICTION_APRES_FERMETURE,
    VALIDATION_TACITE,
    DelaiLegal,
    ajouter_mois,
)
from soinsprimaires.modele._etats import EtatAgrement, EtatCPTS
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur, Reserve
from soinsprimaires.modele.procedures import EtapeProcedure, ProcedureRegionale
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.reunions import ProchaineEtape, StatutEtape
from soinsprimaires.mots import dater
from soinsprimaires.temps import DatePartielle

__all__ = ["echeances_de"]


def echeances_de(avancement: Avancement) -> Echeances:
    """Deadlines of a project on a day, sorted by ``limite_le``, the undated ones last.

    They are the silence of the ARS on a filed CPTS project; the term, the anniversaries and the missions of a contract;
    the SISA that an MSP owes its contract; what a decision asked before a day; the answer to a request of an agrément,
    when it becomes definitive, and the bar that follows a closure; what the project wants to have done and what
    meetings announced; the usual delays of the region, where the registre holds its procedure.
    """
    toutes = (
        *_validation(avancement),
        *echeances_des_contrats(avancement),
        *_decisions(avancement),
        *_centre(avancement),
        *_buts(avancement),
        *_reunions(avancement),
        *_usages(avancement),
    )
    return Echeances(sorted(toutes, key=_rang))


def _rang(echeance: Echeance) -> tuple[date, date, str, str, str]:
    bornes = (echeance.limite_le, echeance.au_plus_tard_le)
    premier, dernier = (date.max if borne is None else borne for borne in bornes)
    return premier, dernier, echeance.code, echeance.libelle, echeance.calcul


def _validation(avancement: Avancement) -> Iterator[Echeance]:
    """The silence of the ARS on a project that somebody filed; where a ``reprise`` finds nothing, nobody waits."""
    attentes = [s for s in avancement.situations if s.depot is not None and not _est_muette(s.depot)]
    attendu = all(situation.depot is not None or situation.par_silence for situation in avancement.situations)
    # Of a request to which they were not all joined, the delay only runs from its missing pieces (CRPA, art. L114-5).
    demandes = EtatCPTS.COMPLEMENTS_DEMANDES in avancement.etats_possibles
    attendu = attendu and not demandes
    for delai, datee in {(s.delai, _est_datee(s.depot)) for s in attentes if s.delai is not None}:
        depart = "du dépôt au plus tôt, faute de date de réception" if delai.presumee else "de la réception par l'ARS"
        if not datee:
            depart = "de la réception par l'ARS, dont le jour n'est pas connu"
        # The first day of the law is no day of a project.
        limites = (delai.au_plus_tot if datee else None, None if demandes else delai.au_plus_tard)
        yield Echeance(
            code=VALIDATION_TACITE.code,
            libelle=REPONSE_ARS,
            limite_le=limites[0],
            au_plus_tard_le=limites[1],
            acteurs=(QualiteActeur.ARS,),
            calcul=VALIDATION_TACITE.calcul(depart),
            statut=statut_de(limites, avancement.au, due=(attendu and delai.sure) or None),
            sources=VALIDATION_TACITE.sources,
            fin=VALIDATION_TACITE.fin,
        )


def _est_datee(depot: Evenement | None) -> bool:
    """Whether something tells from when a filing may be, at the earliest."""
    if depot is None:
        return False
    return (depot.intervalle[0] if depot.recu_le is None else depot.recu_le.au_plus_tot) is not None


def _est_muette(depot: Evenement) -> bool:
    return depot.acte is Acte.REPRISE and depot.etat is None


_REPONSES: Final = frozenset({Acte.DEPOT_COMPLEMENTS, Acte.DEPOT_LETTRE_INTENTION, Acte.DEPOT_PROJET})
"""Acts by which those who carry a project answer what a decision asked."""


def _decisions(avancement: Avancement) -> Iterator[Echeance]:
    """What a decision asked before a day: complements to send, reserves to lift, each for itself."""
    evenements, au = avancement.evenements, avancement.au
    for rang, evenement in enumerate(evenements):
        prise = a_eu_lieu(avancement.dates(evenement), au)
        if prise is False or not (evenement.delai_le or evenement.reserves):
            continue
        repondu = premier_accompli(
            avancement, [suivant for suivant in evenements[rang + 1 :] if suivant.acte in _REPONSES]
        )
        due = None if prise is None else avancement.vit
        demandes = [(f"Suite à donner : {evenement.acte.libelle}", evenement.delai_le, *repondu)]
        demandes += [
            (f"Réserve à lever : {reserve.enonce}", reserve.delai_le, *_levee(reserve, repondu=repondu[0], au=au))
            for reserve in evenement.reserves
        ]
        for libelle, delai, faite, tenue_le in demandes:
            if delai is not None and (faite or due is not False):
                limites = limites_de(delai)
                yield Echeance(
                    code=DECISION,
                    libelle=libelle,
                    limite_le=limites[0],
                    au_plus_tard_le=limites[1],
                    acteurs=(QualiteActeur.PORTEURS,),
                    calcul=f"fixée par l'événement « {evenement.identifiant} »",
                    statut=statut_de(limites, au, due=due, faite=faite),
                    tenue_le=tenue_le if due is not None else None,
                )


def _levee(reserve: Reserve, *, repondu: bool | None, au: date) -> tuple[bool | None, DatePartielle | None]:
    """Whether a reserve was lifted by a day, and when: an answer may lift it, and does not say so."""
    if reserve.levee_le is None:
        return None if repondu else repondu, None
    levee = reserve.levee_le.au_plus_tard_le(au)
    return levee, reserve.levee_le if levee else None


def _centre(avancement: Avancement) -> Iterator[Echeance]:
    if avancement.projet.nature is not NatureProjet.CENTRE_SANTE:
        return
    evenements, au = avancement.evenements, avancement.au
    for rang, evenement in enumerate(evenements):
        fait = a_eu_lieu(avancement.dates(evenement), au)
        if fait is False:
            continue
        if evenement.acte is Acte.FERMETURE_ADMINISTRATIVE:
            yield echeance_legale(
                INTERDICTION_APRES_FERMETURE,
                evenement.intervalle,
                au=au,
                libelle="Fin de l'interdiction de tout récépissé ou agrément pour le même gestionnaire",
                acteurs=(QualiteActeur.ARS,),
                a_compter="de la fermeture",
                due=fait if texte_lu_au(au) else None,
            )
        due = fait and avancement.vit
        if evenement.acte is Acte.DEMANDE_AGREMENT:
            yield from _decision(avancement, evenement, evenements[rang + 1 :], due=due)
        if evenement.acte is Acte.AGREMENT_PROVISOIRE:
            yield from _agrement(avancement, evenement, evenements[rang + 1 :], due=due)


_DECISIONS: Final = frozenset({Acte.AGREMENT_PROVISOIRE, Acte.AGREMENT_DEFINITIF, Acte.REFUS_AGREMENT})


def _decision(
    avancement: Avancement, demande: Evenement, suite: Sequence[Evenement], *, due: bool | None
) -> Iterator[Echeance]:
    """The ARS decides within two months of a complete file: from the request at the earliest, as no act tells more."""
    cle = (demande.site, demande.activite)
    decisions = [e for e in suite if e.acte in _DECISIONS and (e.site, e.activite) == cle]
    faite, tenue_le = premier_accompli(avancement, decisions)
    if due is False and not faite:
        return
    recu = demande.recu_le
    objet = ", ".join(dit for dit in (demande.activite and demande.activite.value, demande.site) if dit is not None)
    yield echeance_legale(
        DECISION_AGREMENT,
        (None if recu is None else recu.au_plus_tot, None),
        au=avancement.au,
        libelle="Décision sur la demande d'agrément" + (objet and f" ({objet})"),
        acteurs=(QualiteActeur.ARS,),
        a_compter="de la réception du dossier complet, au plus tôt celle de la demande",
        due=due,
        faite=faite,
        tenue_le=tenue_le,
    )


def _agrement(
    avancement: Avancement, provisoire: Evenement, suite: Sequence[Evenement], *, due: bool | None
) -> Iterator[Echeance]:
    site, activite = provisoire.site, provisoire.activite
    if site is None or activite is None:
        return
    ouvert = ouverture_qui_compte(avancement.projet, site, avancement.registre)
    siens = [e for e in suite if (e.site, e.activite) == (site, activite)]
    repris, _ = premier_accompli(avancement, [e for e in siens if e.acte is Acte.AGREMENT_PROVISOIRE])
    etats = avancement.agrements_possibles[site, activite]
    tient = parmi(etats, frozenset({EtatAgrement.PROVISOIRE, EtatAgrement.DEFINITIF}))
    # Of a centre that was open for more than a year when the agrément was given, no delay runs; nor of one that was
    # withdrawn, or given anew.
    depuis_un_an = _suit(provisoire.intervalle, AGREMENT_PROVISOIRE, ouvert)
    if depuis_un_an is True or repris is True or tient is False:
        return
    due = due if depuis_un_an is False and repris is False and tient else None
    faite = parmi(etats, frozenset({EtatAgrement.DEFINITIF}))
    if due is not False or faite:
        yield echeance_legale(
            AGREMENT_PROVISOIRE,
            # "Ne devient définitif qu'à l'expiration": that it must be by then, nothing that was read says.
            (ouvert[0], None),
            au=avancement.au,
            libelle=f"Agrément définitif ({activite.value}, {site})",
            acteurs=(QualiteActeur.ARS,),
            a_compter="de l'ouverture du centre",
            due=due,
            faite=faite,
            tenue_le=premier_accompli(avancement, [e for e in siens if e.acte is Acte.AGREMENT_DEFINITIF])[1],
        )


def _suit(acte: Intervalle, delai: DelaiLegal, depart: Intervalle) -> bool | None:
    """Whether an act comes after a delay that runs from some day; ``None`` when the dates cannot tell."""
    (debut, fin), (tot, tard) = acte, depart
    if debut is not None and tard is not None and delai.bornes(tard)[1] < debut:
        return True
    return False if fin is not None and tot is not None and fin <= delai.bornes(tot)[0] else None


def _buts(avancement: Avancement) -> Iterator[Echeance]:
    """What the project itself says that it wants to have done."""
    for etape in avancement.projet.prochaines_etapes:
        faite = etape.statut is StatutEtape.FAITE
        if etape.statut is not StatutEtape.ABANDONNEE and (faite or avancement.vit is not False):
            yield _annoncee(PROJET, "que le projet se donne", etape, avancement.au, due=avancement.vit)


def _reunions(avancement: Avancement) -> Iterator[Echeance]:
    nom, au = avancement.projet.identifiant, avancement.au
    for reunion in avancement.registre.reunions_de(nom):
        tenue = None if reunion.le is None else reunion.le.au_plus_tard_le(au)
        for etape in reunion.prochaines_etapes:
            concernes = etape.projets or reunion.projets
            faite, due = etape.statut is StatutEtape.FAITE, True if reunion.le is None else tenue
            due = due and avancement.vit
            if nom in concernes and etape.statut is not StatutEtape.ABANDONNEE and (faite or due is not False):
                yield _annoncee(REUNION, f"annoncée à la réunion « {reunion.identifiant} »", etape, au, due=due)


def _annoncee(code: str, calcul: str, etape: ProchaineEtape, au: date, *, due: bool | None) -> Echeance:
    limites = (None, None) if etape.echeance is None else limites_de(etape.echeance)
    if etape.echeance is not None and etape.echeance.au_plus_tot is None:
        # "D'ici avril" is a limit, where "début avril" is when it is to be.
        calcul = f"{calcul}, {dater(etape.echeance)}"
    return Echeance(
        code=code,
        libelle=etape.objet,
        limite_le=limites[0],
        au_plus_tard_le=limites[1],
        acteurs=(),
        calcul=calcul,
        statut=statut_de(limites, au, due=due, faite=etape.statut is StatutEtape.FAITE),
    )


def _usages(avancement: Avancement) -> Iterator[Echeance]:
    """The usual delays of the steps that may come next, from the day on which the present state was reached."""
    projet, au = avancement.projet, avancement.au
    procedures = procedures_de(projet, avancement.registre, au=au)
    courant = avancement.etat if procedures else None
    entree = None if courant is None else avancement.depuis
    if entree is None:
        return
    suivants = {
        ligne.acte: ligne.decide_par
        for ligne in TRANSITIONS[projet.nature]
        if courant in ligne.depuis and ligne.vers is not None and au in ligne.vigueur
    }
    for procedure in procedures:
        for etape in procedure.etapes:
            if etape.acte in suivants and etape.delai_mois is not None:
                yield _usuelle(procedure, etape, entree, suivants[etape.acte], au)


def _usuelle(
    procedure: ProcedureRegionale,
    etape: EtapeProcedure,
    entree: DatePartielle,
    acteurs: frozenset[QualiteActeur],
    au: date,
) -> Echeance:
    limites = [
        None if jour is None else ajouter_mois(jour, etape.delai_mois or 0)
        for jour in (entree.au_plus_tot, entree.au_plus_tard)
    ]
    return Echeance(
        code=USAGE,
        libelle=f"Attendu selon l'usage de la région : {etape.acte.libelle}",
        limite_le=limites[0],
        au_plus_tard_le=limites[1],
        acteurs=tuple(sorted(acteurs, key=lambda qualite: qualite.value)),
        calcul=f"{etiquette(procedure)} : {delai_en_mots(etape)} à compter de l'entrée dans l'état ; aucun texte ne "
        "l'impose",
        statut=statut_de((limites[0], limites[1]), au),
    )
