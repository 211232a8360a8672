"""Deadlines of a project, each with its computation and its sources."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Final

import attrs

from soinsprimaires.apparence import Affichable
from soinsprimaires.composition import est_sisa
from soinsprimaires.cycle._etat import depuis, etat
from soinsprimaires.cycle._pliage import actifs, etats_de, signatures, situations_au, validation_de
from soinsprimaires.cycle.delais import (
    AGREMENT_PROVISOIRE,
    CONTRAT_CPTS,
    CONTRAT_MSP,
    INTERDICTION_APRES_FERMETURE,
    SISA_APRES_CONTRAT,
    VALIDATION_TACITE,
    DelaiLegal,
    delai_mission,
)
from soinsprimaires.cycle.etats import Etat, EtatAgrement, EtatCPTS, EtatMission, EtatMSP
from soinsprimaires.cycle.regions import delai_en_mots, etiquette, procedures_de
from soinsprimaires.cycle.sous_cycles import agrements, missions
from soinsprimaires.cycle.tables import TRANSITIONS
from soinsprimaires.modele.conventions import Convention
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.procedures import EtapeProcedure, ProcedureRegionale
from soinsprimaires.modele.projets import NatureProjet, Projet
from soinsprimaires.modele.registre import Registre
from soinsprimaires.modele.reunions import ProchaineEtape, Reunion, StatutEtape
from soinsprimaires.modele.structures import MSP
from soinsprimaires.parametres.cpts import DELAIS_MISSIONS
from soinsprimaires.sources import SourceJuridique
from soinsprimaires.temps import DatePartielle, echeance

__all__ = ["Echeance", "Echeances", "StatutEcheance", "echeances"]

_SOUS_CONTRAT: Final[frozenset[Etat]] = frozenset(
    etat for enum in (EtatCPTS, EtatMSP) for etat in (enum.CONTRAT_SIGNE, enum.EN_FONCTIONNEMENT, enum.SUSPENDU)
)


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
    """

    code: str
    libelle: str
    limite_le: date | None
    au_plus_tard_le: date | None
    acteurs: tuple[QualiteActeur, ...]
    calcul: str
    statut: StatutEcheance
    sources: tuple[SourceJuridique, ...] = ()


class Echeances(Affichable, tuple[Echeance, ...]):
    """Deadlines, sorted: a tuple that notebooks show as a table."""

    __slots__ = ()


def echeances(projet: Projet, registre: Registre, *, au: date) -> Echeances:
    """Deadlines of a project on a day, sorted by ``limite_le``, the undated ones last.

    They are the silence of the ARS on a filed CPTS project; the term, the anniversaries and the missions of a contract;
    the SISA that an MSP owes its contract; what a decision asked before a day; provisional agréments and the bar that
    follows a closure; what meetings announced; the usual delays of the region, where the registre holds its procedure.
    """
    toutes = (
        *_validation(projet, au),
        *_contrats(projet, registre, au),
        *_decisions(projet, au),
        *_centre(projet, au),
        *_reunions(projet, registre, au),
        *_usages(projet, registre, au),
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


def _validation(projet: Projet, au: date) -> Iterator[Echeance]:
    for delai in {delai for s in situations_au(projet, au) if (delai := validation_de(s)) is not None}:
        depart = "du dépôt au plus tôt, faute de date de réception" if delai.presumee else "de la réception par l'ARS"
        yield Echeance(
            code=VALIDATION_TACITE.code,
            libelle="Opposition de l'ARS, sans laquelle le projet de santé est réputé validé",
            limite_le=delai.au_plus_tot,
            au_plus_tard_le=delai.au_plus_tard,
            acteurs=(QualiteActeur.ARS,),
            calcul=f"{VALIDATION_TACITE.mois} mois à compter {depart} ; la règle de fin du délai n'a pas été lue",
            statut=_statut(delai.au_plus_tot, delai.au_plus_tard, au),
            sources=VALIDATION_TACITE.sources,
        )


def _delai(
    delai: DelaiLegal,
    depart: tuple[date | None, date | None],
    *,
    au: date,
    libelle: str,
    acteurs: tuple[QualiteActeur, ...],
    a_compter: str,
    tenue: bool = False,
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
        calcul=f"{delai.mois} mois à compter {a_compter}",
        statut=StatutEcheance.TENUE if tenue else _statut(limite_le, au_plus_tard_le, au),
        sources=delai.sources,
    )


_REPONSES: Final = frozenset({Acte.DEPOT_COMPLEMENTS, Acte.DEPOT_LETTRE_INTENTION, Acte.DEPOT_PROJET})
"""Acts by which those who carry a project answer what a decision asked."""
_PARTIES: Final = (QualiteActeur.STRUCTURE, QualiteActeur.ARS, QualiteActeur.CPAM)


def _contrats(projet: Projet, registre: Registre, au: date) -> Iterator[Echeance]:
    delai = {NatureProjet.CPTS: CONTRAT_CPTS, NatureProjet.MSP: CONTRAT_MSP}.get(projet.nature)
    if delai is None or not _SOUS_CONTRAT & etats_de(situations_au(projet, au)):
        return
    for signature in signatures(projet.nature, actifs(projet.journal)):
        effet, a_compter, duree_mois = _effet(signature, registre)
        if effet[0] is not None and effet[0] > au:
            continue
        if duree_mois is not None:
            delai = attrs.evolve(delai, mois=duree_mois)
        depart = _dernier_renouvellement(projet, au) or effet
        yield _delai(
            delai,
            depart,
            au=au,
            libelle="Terme du contrat, à renouveler avant",
            acteurs=_PARTIES,
            a_compter=a_compter if depart == effet else "du renouvellement",
        )
        yield from _anniversaire(delai, depart, au)
        if projet.nature is NatureProjet.CPTS:
            yield from _missions(projet, effet, au)
        else:
            yield from _sisa(projet, registre, effet, au)


def _effet(signature: Evenement, registre: Registre) -> tuple[tuple[date | None, date | None], str, int | None]:
    """When a contract takes effect and for how many months, as it says; else from its signature, for the legal time."""
    convention = registre.obtenir(signature.convention)
    contrat = convention if isinstance(convention, Convention) else None
    duree_mois = None if contrat is None else contrat.duree_mois
    le = None if contrat is None else contrat.prend_effet_le
    if le is not None:
        return (le.au_plus_tot, le.au_plus_tard), "de la date d'effet du contrat", duree_mois
    return signature.intervalle, "de la signature, faute de date d'effet distincte", duree_mois


def _dernier_renouvellement(projet: Projet, au: date) -> tuple[date | None, date | None] | None:
    passes = [
        evenement.intervalle
        for evenement in actifs(projet.journal)
        if evenement.acte is Acte.RENOUVELLEMENT and (evenement.intervalle[1] or date.max) <= au
    ]
    return passes[-1] if passes else None


def _anniversaire(delai: DelaiLegal, depart: tuple[date | None, date | None], au: date) -> Iterator[Echeance]:
    """The next yearly meeting of the parties; only a contract dated to the day has an anniversary."""
    jour = depart[0]
    if jour is None or jour != depart[1]:
        return
    anniversaires = (echeance(jour, mois=12 * annee) for annee in range(1, delai.mois // 12 + 1))
    prochain = next((le for le in anniversaires if le > au), None)
    if prochain is not None:
        yield Echeance(
            code="CPTS-010" if delai.code == CONTRAT_CPTS.code else "ACIM-007",
            libelle="Anniversaire du contrat : bilan annuel et solde",
            limite_le=prochain,
            au_plus_tard_le=prochain,
            acteurs=_PARTIES,
            calcul="chaque année à la date du contrat",
            statut=StatutEcheance.A_VENIR,
            sources=delai.sources,
        )


def _missions(projet: Projet, effet: tuple[date | None, date | None], au: date) -> Iterator[Echeance]:
    etats = missions(projet, au=au)
    for delais in DELAIS_MISSIONS:
        debut, fin = effet
        if fin is not None and fin < delais.contrats_depuis:
            continue
        certain = debut is not None and debut >= delais.contrats_depuis
        depart = (debut if certain else delais.contrats_depuis, fin)
        a_compter = "du contrat" if certain else f"d'un contrat qui prend effet depuis le {delais.contrats_depuis}"
        etat = etats[delais.mission]
        for verbe, mois, atteints in (
            ("démarrée", delais.demarrage_mois, {EtatMission.DEMARREE, EtatMission.DEPLOYEE}),
            ("déployée", delais.deploiement_mois, {EtatMission.DEPLOYEE}),
        ):
            yield _delai(
                delai_mission(delais, mois),
                depart,
                au=au,
                libelle=f"Mission « {delais.mission.libelle} » {verbe}",
                acteurs=(QualiteActeur.STRUCTURE,),
                a_compter=a_compter,
                tenue=etat in atteints,
            )


def _sisa(projet: Projet, registre: Registre, effet: tuple[date | None, date | None], au: date) -> Iterator[Echeance]:
    structure = registre.obtenir(projet.structure)
    sisa = est_sisa(structure, au) if isinstance(structure, MSP) else None
    yield _delai(
        SISA_APRES_CONTRAT,
        effet,
        au=au,
        libelle="Constitution de la SISA",
        acteurs=(QualiteActeur.STRUCTURE,),
        a_compter="du contrat",
        tenue=sisa is True,
    )


def _decisions(projet: Projet, au: date) -> Iterator[Echeance]:
    """What a decision asked before a day: reserves to lift, complements to send."""
    evenements = actifs(projet.journal)
    reponses = [rang for rang, e in enumerate(evenements) if _est_une_reponse(e, au)]
    for rang, evenement in enumerate(evenements):
        delai = evenement.delai_le
        debut = evenement.intervalle[0]
        if delai is None or (debut is not None and debut > au):
            continue
        statut = _statut(delai.au_plus_tot or delai.au_plus_tard, delai.au_plus_tard, au)
        yield Echeance(
            code="DECISION",
            libelle=f"Suite à donner : {evenement.acte.libelle}",
            limite_le=delai.au_plus_tot or delai.au_plus_tard,
            au_plus_tard_le=delai.au_plus_tard,
            acteurs=(QualiteActeur.PORTEURS,),
            calcul=f"fixée par l'événement « {evenement.identifiant} »",
            statut=StatutEcheance.TENUE if any(suivant > rang for suivant in reponses) else statut,
        )


def _est_une_reponse(evenement: Evenement, au: date) -> bool:
    fin = evenement.intervalle[1]
    return evenement.acte in _REPONSES and fin is not None and fin <= au


def _centre(projet: Projet, au: date) -> Iterator[Echeance]:
    if projet.nature is not NatureProjet.CENTRE_SANTE:
        return
    etats = agrements(projet, au=au)
    for evenement in actifs(projet.journal):
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
        site, activite = evenement.site, evenement.activite
        if evenement.acte is Acte.AGREMENT_PROVISOIRE and site is not None and activite is not None:
            yield _delai(
                AGREMENT_PROVISOIRE,
                evenement.intervalle,
                au=au,
                libelle=f"Agrément définitif ({activite.value}, {site})",
                acteurs=(QualiteActeur.ARS,),
                a_compter="de l'agrément provisoire",
                tenue=etats[site, activite] is EtatAgrement.DEFINITIF,
            )


def _reunions(projet: Projet, registre: Registre, au: date) -> Iterator[Echeance]:
    for reunion in registre.reunions_de(projet.identifiant):
        for etape in reunion.prochaines_etapes:
            concernes = etape.projets or reunion.projets
            annoncee = reunion.le is None or reunion.le.au_plus_tard_le(au) is not False
            if projet.identifiant in concernes and annoncee and etape.statut is not StatutEtape.ABANDONNEE:
                yield _annoncee(reunion, etape, au)


def _annoncee(reunion: Reunion, etape: ProchaineEtape, au: date) -> Echeance:
    limite_le = None if etape.echeance is None else etape.echeance.au_plus_tot or etape.echeance.au_plus_tard
    au_plus_tard_le = None if etape.echeance is None else etape.echeance.au_plus_tard
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


def _usages(projet: Projet, registre: Registre, au: date) -> Iterator[Echeance]:
    """The usual delays of the steps that may come next, from the day on which the present state was reached."""
    procedures = procedures_de(projet, registre, au=au)
    courant = etat(projet, au=au) if procedures else None
    entree = None if courant is None else depuis(projet, au=au)
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
        None if jour is None else echeance(jour, mois=etape.delai_mois or 0)
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
