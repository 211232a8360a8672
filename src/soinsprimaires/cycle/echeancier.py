"""Deadlines of a project, each with its computation and its sources."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from typing import Final

import attrs

from soinsprimaires.apparence import Affichable
from soinsprimaires.composition import est_sisa
from soinsprimaires.cycle._ordre import Bornes, au_plus_tard, date_d_effet
from soinsprimaires.cycle._situations import validation_de
from soinsprimaires.cycle.contrats import Contrat
from soinsprimaires.cycle.ouvertures import ouverture
from soinsprimaires.cycle.position import Position
from soinsprimaires.cycle.regions import delai_en_mots, etiquette, procedures_de
from soinsprimaires.cycle.tables import SOUS_CONTRAT, TRANSITIONS
from soinsprimaires.droit.cpts import DELAIS_MISSIONS
from soinsprimaires.droit.delais import (
    AGREMENT_PROVISOIRE,
    DECISION_AGREMENT,
    INTERDICTION_APRES_FERMETURE,
    SISA_APRES_CONTRAT,
    VALIDATION_TACITE,
    DelaiLegal,
    FinDelai,
    ajouter_mois,
    delai_mission,
)
from soinsprimaires.droit.textes import ACI_CPTS_VERSEMENTS, ACI_MSP_CALCUL
from soinsprimaires.modele._etats import EtatAgrement, EtatMission
from soinsprimaires.modele.evenements import Acte, Evenement, MissionCPTS, QualiteActeur
from soinsprimaires.modele.procedures import EtapeProcedure, ProcedureRegionale
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.reunions import ProchaineEtape, Reunion, StatutEtape
from soinsprimaires.modele.structures import MSP, FormeJuridique
from soinsprimaires.sources import SourceJuridique
from soinsprimaires.temps import DatePartielle, Nuance

__all__ = ["Echeance", "Echeances", "StatutEcheance", "echeances_de"]


class StatutEcheance(Enum):
    """Where a deadline stands on a day."""

    A_VENIR = "a_venir"
    DEPASSEE = "depassee"
    TENUE = "tenue"
    INCERTAINE = "incertaine"


@attrs.frozen(kw_only=True)
class Echeance(Affichable):
    """Something that must happen before a day.

    Attributes:
        code: code of the rule that founds it; ``DECISION`` for what a decision asked, ``REUNION`` for what a meeting
            announced, ``USAGE`` for the usual delay of a region, which is never law.
        libelle: what must happen.
        limite_le: earliest candidate for the last day; ``None`` when nothing dates it.
        au_plus_tard_le: latest candidate, equal to ``limite_le`` when it is certain; ``None`` when nothing bounds it.
        acteurs: who must act.
        calcul: how the day was computed.
        statut: where it stands on the day asked.
        sources: texts; empty where there is none.
        tenue_le: when what was due was done, as vague as the record; ``None`` when it was not, or nothing dates it.
        fin: how the delay ends, with its source; ``None`` when the day was not computed from a legal delay.
    """

    code: str
    libelle: str
    limite_le: date | None
    au_plus_tard_le: date | None
    acteurs: tuple[QualiteActeur, ...]
    calcul: str
    statut: StatutEcheance
    sources: tuple[SourceJuridique, ...] = ()
    tenue_le: DatePartielle | None = None
    fin: FinDelai | None = None

    @property
    def a_temps(self) -> bool | None:
        """Whether what was due was done in time; ``None`` when it was not done, or when the dates cannot tell."""
        fait = self.tenue_le
        if fait is None:
            return None
        if self.limite_le is not None and fait.au_plus_tard is not None and fait.au_plus_tard <= self.limite_le:
            return True
        tard = self.au_plus_tard_le
        return False if tard is not None and fait.au_plus_tot is not None and fait.au_plus_tot > tard else None


class Echeances(Affichable, tuple[Echeance, ...]):
    """Deadlines, sorted: a tuple that notebooks show as a table."""

    __slots__ = ()


def echeances_de(position: Position) -> Echeances:
    """Deadlines of a project on a day, sorted by ``limite_le``, the undated ones last.

    They are the silence of the ARS on a filed CPTS project; the term, the anniversaries and the missions of a contract;
    the SISA that an MSP owes its contract; what a decision asked before a day; provisional agréments and the bar that
    follows a closure; what meetings announced; the usual delays of the region, where the registre holds its procedure.
    """
    toutes = (
        *_validation(position),
        *_contrats(position),
        *_decisions(position),
        *_centre(position),
        *_reunions(position),
        *_usages(position),
    )
    return Echeances(sorted(toutes, key=_rang))


def _rang(echeance: Echeance) -> tuple[date, date, str, str, str]:
    bornes = (echeance.limite_le, echeance.au_plus_tard_le)
    premier, dernier = (date.max if borne is None else borne for borne in bornes)
    return premier, dernier, echeance.code, echeance.libelle, echeance.calcul


def _statut(limite_le: date | None, au_plus_tard_le: date | None, au: date) -> StatutEcheance:
    if limite_le is not None and au <= limite_le:
        return StatutEcheance.A_VENIR
    if au_plus_tard_le is not None and au > au_plus_tard_le:
        return StatutEcheance.DEPASSEE
    return StatutEcheance.INCERTAINE


def _validation(position: Position) -> Iterator[Echeance]:
    for delai in {delai for s in position.situations if (delai := validation_de(s)) is not None}:
        depart = "du dépôt au plus tôt, faute de date de réception" if delai.presumee else "de la réception par l'ARS"
        yield Echeance(
            code=VALIDATION_TACITE.code,
            libelle="Opposition de l'ARS, sans laquelle le projet de santé est réputé validé",
            limite_le=delai.au_plus_tot,
            au_plus_tard_le=delai.au_plus_tard,
            acteurs=(QualiteActeur.ARS,),
            calcul=VALIDATION_TACITE.calcul(depart),
            statut=_statut(delai.au_plus_tot, delai.au_plus_tard, position.au),
            sources=VALIDATION_TACITE.sources,
            fin=VALIDATION_TACITE.fin,
        )


def _delai(
    delai: DelaiLegal,
    depart: Bornes,
    *,
    au: date,
    libelle: str,
    acteurs: tuple[QualiteActeur, ...],
    a_compter: str,
    tenue: bool = False,
    tenue_le: DatePartielle | None = None,
) -> Echeance:
    """A deadline that runs from a day that may be vague, computed in one step from each of its bounds."""
    debut, fin = depart
    limite_le = None if debut is None else delai.bornes(debut)[0]
    au_plus_tard_le = None if fin is None else delai.bornes(fin)[1]
    return Echeance(
        code=delai.code,
        libelle=libelle,
        limite_le=limite_le,
        au_plus_tard_le=au_plus_tard_le,
        acteurs=acteurs,
        calcul=delai.calcul(a_compter),
        statut=StatutEcheance.TENUE if tenue else _statut(limite_le, au_plus_tard_le, au),
        sources=delai.sources,
        tenue_le=tenue_le if tenue else None,
        fin=delai.fin,
    )


_REPONSES: Final = frozenset({Acte.DEPOT_COMPLEMENTS, Acte.DEPOT_LETTRE_INTENTION, Acte.DEPOT_PROJET})
"""Acts by which those who carry a project answer what a decision asked."""
_PARTIES: Final = (QualiteActeur.STRUCTURE, QualiteActeur.ARS, QualiteActeur.CPAM)


def _contrats(position: Position) -> Iterator[Echeance]:
    if not SOUS_CONTRAT & position.etats_possibles:
        return
    au = position.au
    for contrat in position.contrats:
        debut, _ = contrat.effet
        if debut is not None and debut > au:
            continue
        yield _delai(
            contrat.duree,
            contrat.depart,
            au=au,
            libelle="Terme du contrat, à renouveler avant",
            acteurs=_PARTIES,
            a_compter=contrat.a_compter,
        )
        if position.projet.nature is NatureProjet.CPTS:
            yield from _annees(position, contrat)
            yield from _missions(position, contrat.effet)
        else:
            yield from _soldes(contrat, au)
            yield from _sisa(position, contrat.effet)


def _annees(position: Position, contrat: Contrat) -> Iterator[Echeance]:
    """The next anniversary, the reports due at it and at the one before; a contract not dated to the day has none."""
    jour, dernier = contrat.depart
    if jour is None or jour != dernier:
        return
    au, annees = position.au, range(1, contrat.duree.mois // 12 + 1)
    bornes = [jour, *(le for annee in annees if (le := ajouter_mois(jour, 12 * annee)) is not None)]
    prochaine = next((annee for annee in annees[: len(bornes) - 1] if bornes[annee] >= au), None)
    if prochaine is not None:
        yield _a_l_anniversaire("Anniversaire du contrat : bilan annuel et solde", bornes[prochaine], _PARTIES, au)
    rapports = list(_rapports(position))
    dues = {len(bornes) - 1} if prochaine is None else {prochaine - 1, prochaine}
    for annee in sorted(dues - {0}):
        yield _rapport((bornes[annee - 1], bornes[annee]), rapports, au)


def _a_l_anniversaire(libelle: str, le: date, acteurs: tuple[QualiteActeur, ...], au: date) -> Echeance:
    return Echeance(
        code="CPTS-010",
        libelle=libelle,
        limite_le=le,
        au_plus_tard_le=le,
        acteurs=acteurs,
        calcul="chaque année à la date du contrat",
        statut=_statut(le, le, au),
        sources=(ACI_CPTS_VERSEMENTS,),
    )


def _rapport(bornes: tuple[date, date], rapports: list[DatePartielle], au: date) -> Echeance:
    """The report of one year of the contract; one sent later may be the next year's, and settles nothing."""
    debut, fin = bornes
    due = _a_l_anniversaire(f"Rapport d'activité {debut.year}-{fin.year}", fin, (QualiteActeur.STRUCTURE,), au)
    faits = [le for le in rapports if _entre(le, debut, fin)]
    if faits:
        return attrs.evolve(due, statut=StatutEcheance.TENUE, tenue_le=faits[0])
    doute = due.statut is StatutEcheance.DEPASSEE and any((le.au_plus_tard or au) > debut for le in rapports)
    return attrs.evolve(due, statut=StatutEcheance.INCERTAINE) if doute else due


def _entre(le: DatePartielle, debut: date, fin: date) -> bool:
    """Whether a day surely lies after one and at the latest on another."""
    tot, tard = le.au_plus_tot, le.au_plus_tard
    return tot is not None and tard is not None and debut < tot and tard <= fin


def _rapports(position: Position) -> Iterator[DatePartielle]:
    """When reports were sent, told by the journal or by the yearly reports of the structure."""
    dates = [date_d_effet(e) for e in position.actes(Acte.RAPPORT_TRANSMIS)]
    bilans = position.registre.bilans_annuels
    dates += [bilan.transmis_le for bilan in bilans if bilan.structure == position.projet.structure]
    yield from (le for le in dates if le is not None and le.au_plus_tard_le(position.au) is not False)


def _soldes(contrat: Contrat, au: date) -> Iterator[Echeance]:
    """The next balance of the ACI of an MSP: that of a calendar year is paid in April of the next one."""
    _, debut = contrat.effet
    _, terme = contrat.terme
    if debut is None or terme is None or debut.year >= date.max.year:
        return
    paye_en = max(debut.year + 1, au.year if au <= date(au.year, 4, 30) else au.year + 1)
    if paye_en - 1 > terme.year or paye_en > date.max.year:
        return
    limite_le, au_plus_tard_le = date(paye_en, 4, 1), date(paye_en, 4, 30)
    yield Echeance(
        code="ACIM-007",
        libelle=f"Solde de l'ACI pour l'année {paye_en - 1}",
        limite_le=limite_le,
        au_plus_tard_le=au_plus_tard_le,
        acteurs=(QualiteActeur.CPAM,),
        calcul="en avril de l'année suivante ; le jour n'a pas été lu",
        statut=_statut(limite_le, au_plus_tard_le, au),
        sources=(ACI_MSP_CALCUL,),
    )


def _missions(position: Position, effet: Bornes) -> Iterator[Echeance]:
    for delais in DELAIS_MISSIONS:
        debut, fin = effet
        if fin is not None and fin < delais.contrats_depuis:
            continue
        certain = debut is not None and debut >= delais.contrats_depuis
        depart = (debut if certain else delais.contrats_depuis, fin)
        a_compter = "du contrat" if certain else f"d'un contrat qui prend effet depuis le {delais.contrats_depuis}"
        etat = position.missions[delais.mission]
        for verbe, mois, acte, atteints in (
            (
                "démarrée",
                delais.demarrage_mois,
                Acte.DEMARRAGE_MISSION,
                {EtatMission.DEMARREE, EtatMission.DEPLOYEE},
            ),
            ("déployée", delais.deploiement_mois, Acte.DEPLOIEMENT_MISSION, {EtatMission.DEPLOYEE}),
        ):
            yield _delai(
                delai_mission(delais, mois),
                depart,
                au=position.au,
                libelle=f"Mission « {delais.mission.libelle} » {verbe}",
                acteurs=(QualiteActeur.STRUCTURE,),
                a_compter=a_compter,
                tenue=etat in atteints,
                tenue_le=_date_de_mission(position, delais.mission, acte),
            )


def _date_de_mission(position: Position, mission: MissionCPTS, acte: Acte) -> DatePartielle | None:
    """When a mission was started or deployed; one that is deployed had started by then."""
    actes = [e for e in position.actes(Acte.DEMARRAGE_MISSION, Acte.DEPLOIEMENT_MISSION) if e.mission is mission]
    faits = [e for e in actes if e.acte is acte]
    if faits:
        return date_d_effet(faits[0])
    fin = actes[0].intervalle[1] if actes else None
    return None if fin is None else au_plus_tard(fin)


def _sisa(position: Position, effet: Bornes) -> Iterator[Echeance]:
    structure = position.registre.obtenir(position.projet.structure)
    maison = structure if isinstance(structure, MSP) else None
    yield _delai(
        SISA_APRES_CONTRAT,
        effet,
        au=position.au,
        libelle="Constitution de la SISA",
        acteurs=(QualiteActeur.STRUCTURE,),
        a_compter="du contrat",
        tenue=maison is not None and est_sisa(maison, position.au) is True,
        tenue_le=None if maison is None else _constitution(maison),
    )


def _constitution(maison: MSP) -> DatePartielle | None:
    """When a house became a SISA: its registration, else the day from which it bears that form."""
    if maison.immatriculee_le is not None:
        return maison.immatriculee_le
    debuts = [f.periode.debut for f in maison.formes if f.forme is FormeJuridique.SISA and f.periode is not None]
    return debuts[0] if len(debuts) == 1 else None


def _decisions(position: Position) -> Iterator[Echeance]:
    """What a decision asked before a day: reserves to lift, complements to send."""
    evenements, au = position.evenements, position.au
    for rang, evenement in enumerate(evenements):
        delai = evenement.delai_le
        debut = evenement.intervalle[0]
        if delai is None or (debut is not None and debut > au):
            continue
        limite_le, au_plus_tard_le = _limites(delai)
        reponse = next((suivant for suivant in evenements[rang + 1 :] if _est_une_reponse(suivant, au)), None)
        yield Echeance(
            code="DECISION",
            libelle=f"Suite à donner : {evenement.acte.libelle}",
            limite_le=limite_le,
            au_plus_tard_le=au_plus_tard_le,
            acteurs=(QualiteActeur.PORTEURS,),
            calcul=f"fixée par l'événement « {evenement.identifiant} »",
            statut=_statut(limite_le, au_plus_tard_le, au) if reponse is None else StatutEcheance.TENUE,
            tenue_le=None if reponse is None else date_d_effet(reponse),
        )


def _limites(avant: DatePartielle) -> tuple[date | None, date | None]:
    """First and last day that may be the limit: "by April" sets it somewhere in April."""
    exacte = attrs.evolve(avant, nuance=Nuance.EXACTE) if avant.nuance is Nuance.AU_PLUS_TARD else avant
    return exacte.au_plus_tot, exacte.au_plus_tard


def _est_une_reponse(evenement: Evenement, au: date) -> bool:
    return evenement.acte in _REPONSES and _est_passe(evenement, au)


def _centre(position: Position) -> Iterator[Echeance]:
    if position.projet.nature is not NatureProjet.CENTRE_SANTE:
        return
    evenements, au = position.evenements, position.au
    for rang, evenement in enumerate(evenements):
        debut = evenement.intervalle[0]
        if debut is not None and debut > au:
            continue
        if evenement.acte is Acte.FERMETURE_ADMINISTRATIVE:
            yield _delai(
                INTERDICTION_APRES_FERMETURE,
                evenement.intervalle,
                au=au,
                libelle="Fin de l'interdiction de tout récépissé ou agrément pour le même gestionnaire",
                acteurs=(QualiteActeur.ARS,),
                a_compter="de la fermeture",
            )
        if evenement.acte is Acte.DEMANDE_AGREMENT:
            yield _decision(evenement, evenements[rang + 1 :], au)
        if evenement.acte is Acte.AGREMENT_PROVISOIRE:
            yield from _agrement(position, evenement, evenements[rang + 1 :])


_DECISIONS: Final = frozenset({Acte.AGREMENT_PROVISOIRE, Acte.REFUS_AGREMENT})


def _decision(demande: Evenement, suite: Sequence[Evenement], au: date) -> Echeance:
    """The ARS decides within two months of a complete file; whether it is complete, only its reception tells."""
    cle = (demande.site, demande.activite)
    decisions = [e for e in suite if e.acte in _DECISIONS and (e.site, e.activite) == cle and _est_passe(e, au)]
    recu = demande.recu_le
    activite = "" if demande.activite is None else f" ({demande.activite.value}, {demande.site})"
    return _delai(
        DECISION_AGREMENT,
        (None, None) if recu is None else (recu.au_plus_tot, recu.au_plus_tard),
        au=au,
        libelle=f"Décision sur la demande d'agrément{activite}",
        acteurs=(QualiteActeur.ARS,),
        a_compter="de la réception du dossier complet",
        tenue=bool(decisions),
        tenue_le=date_d_effet(decisions[0]) if decisions else None,
    )


def _est_passe(evenement: Evenement, au: date) -> bool:
    fin = evenement.intervalle[1]
    return fin is not None and fin <= au


def _agrement(position: Position, provisoire: Evenement, suite: Sequence[Evenement]) -> Iterator[Echeance]:
    site, activite = provisoire.site, provisoire.activite
    if site is None or activite is None:
        return
    ouvert = ouverture(position.projet, position.registre)
    terme, decide = None if ouvert[1] is None else AGREMENT_PROVISOIRE.bornes(ouvert[1])[1], provisoire.intervalle[0]
    if terme is not None and decide is not None and terme < decide:
        # The centre was open for more than a year when the agrément was given: no delay runs.
        return
    definitifs = [e for e in suite if e.acte is Acte.AGREMENT_DEFINITIF and (e.site, e.activite) == (site, activite)]
    yield _delai(
        AGREMENT_PROVISOIRE,
        ouvert,
        au=position.au,
        libelle=f"Agrément définitif ({activite.value}, {site})",
        acteurs=(QualiteActeur.ARS,),
        a_compter="de l'ouverture du centre",
        tenue=position.agrements[site, activite] is EtatAgrement.DEFINITIF,
        tenue_le=date_d_effet(definitifs[0]) if definitifs else None,
    )


def _reunions(position: Position) -> Iterator[Echeance]:
    nom, au = position.projet.identifiant, position.au
    for reunion in position.registre.reunions_de(nom):
        for etape in reunion.prochaines_etapes:
            concernes = etape.projets or reunion.projets
            annoncee = reunion.le is None or reunion.le.au_plus_tard_le(au) is not False
            if nom in concernes and annoncee and etape.statut is not StatutEtape.ABANDONNEE:
                yield _annoncee(reunion, etape, au)


def _annoncee(reunion: Reunion, etape: ProchaineEtape, au: date) -> Echeance:
    limite_le, au_plus_tard_le = (None, None) if etape.echeance is None else _limites(etape.echeance)
    statut = _statut(limite_le, au_plus_tard_le, au)
    if etape.statut is StatutEtape.FAITE:
        statut = StatutEcheance.TENUE
    return Echeance(
        code="REUNION",
        libelle=etape.objet,
        limite_le=limite_le,
        au_plus_tard_le=au_plus_tard_le,
        acteurs=(),
        calcul=f"annoncée à la réunion « {reunion.identifiant} »",
        statut=statut,
    )


def _usages(position: Position) -> Iterator[Echeance]:
    """The usual delays of the steps that may come next, from the day on which the present state was reached."""
    projet, au = position.projet, position.au
    procedures = procedures_de(projet, position.registre, au=au)
    courant = position.etat if procedures else None
    entree = None if courant is None else position.depuis
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
        code="USAGE",
        libelle=f"Attendu selon l'usage de la région : {etape.acte.libelle}",
        limite_le=limites[0],
        au_plus_tard_le=limites[1],
        acteurs=tuple(sorted(acteurs, key=lambda qualite: qualite.value)),
        calcul=f"{etiquette(procedure)} : {delai_en_mots(etape)} à compter de l'entrée dans l'état ; aucun texte ne "
        "l'impose",
        statut=_statut(limites[0], limites[1], au),
    )
