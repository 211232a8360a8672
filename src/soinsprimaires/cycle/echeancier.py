"""Deadlines of a project, each with its computation and its sources."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.apparence import Affichable, rendre
from soinsprimaires.composition import est_sisa
from soinsprimaires.cycle._ordre import Intervalle, a_eu_lieu, au_plus_tard, date_d_effet
from soinsprimaires.cycle.avancement import Avancement
from soinsprimaires.cycle.contrats import Contrat
from soinsprimaires.cycle.ouvertures import ouverture
from soinsprimaires.cycle.regions import caisses_de, delai_en_mots, etiquette, procedures_de, region_de
from soinsprimaires.cycle.tables import TRANSITIONS
from soinsprimaires.cycle.tables.contractants import SOUS_CONTRAT
from soinsprimaires.droit.cpts import DELAIS_MISSIONS
from soinsprimaires.droit.delais import (
    AGREMENT_PROVISOIRE,
    BILAN_ANNUEL_CPTS,
    CONTRAT_CPTS,
    DECISION_AGREMENT,
    INTERDICTION_APRES_FERMETURE,
    SISA_APRES_CONTRAT,
    SOLDE_ACI_MSP,
    VALIDATION_TACITE,
    DelaiLegal,
    FinDelai,
    ajouter_mois,
    delai_mission,
)
from soinsprimaires.modele._etats import EtatAgrement, EtatMission
from soinsprimaires.modele.evenements import Acte, Evenement, MissionCPTS, QualiteActeur, Reserve
from soinsprimaires.modele.procedures import EtapeProcedure, ProcedureRegionale
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.reunions import ProchaineEtape, StatutEtape
from soinsprimaires.modele.structures import MSP, FormeJuridique
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.sources import SourceJuridique
from soinsprimaires.temps import DatePartielle, Nuance

__all__ = ["SANS_TEXTE", "Echeance", "Echeances", "StatutEcheance", "echeances_de"]

E = TypeVar("E")

_DECISION: Final = "DECISION"
_PROJET: Final = "PROJET"
_REUNION: Final = "REUNION"
_USAGE: Final = "USAGE"
SANS_TEXTE: Final[Mapping[str, str]] = MappingProxyType(
    {
        _DECISION: "Ce qu'une décision demande de faire avant un jour qu'elle fixe",
        _PROJET: "Ce qu'un projet veut avoir fait",
        _REUNION: "Ce qu'une réunion annonce",
        _USAGE: "Ce que l'usage de la région laisse attendre",
    }
)
"""Codes of the deadlines that the record itself sets, and what they are: no text founds them."""


class StatutEcheance(Vocabulaire):
    """Where a deadline stands on a day."""

    A_VENIR = "a_venir"
    DEPASSEE = "depassee"
    TENUE = "tenue"
    INCERTAINE = "incertaine"


@attrs.frozen(kw_only=True)
class Echeance(Affichable):
    """Something that must happen before a day.

    Attributes:
        code: code of the rule that founds it; ``DECISION`` for what a decision asked, ``PROJET`` for what the project
            wants to have done, ``REUNION`` for what a meeting announced, ``USAGE`` for the usual delay of a region,
            which is never law.
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

    def en_json(self) -> str:
        """The deadlines as JSON, keys sorted, with the name and the version of their format."""
        return rendre("contenu.documents:echeances_en_json", self)


def echeances_de(avancement: Avancement) -> Echeances:
    """Deadlines of a project on a day, sorted by ``limite_le``, the undated ones last.

    They are the silence of the ARS on a filed CPTS project; the term, the anniversaries and the missions of a contract;
    the SISA that an MSP owes its contract; what a decision asked before a day; provisional agréments and the bar that
    follows a closure; what the project wants to have done and what meetings announced; the usual delays of the region,
    where the registre holds its procedure.
    """
    toutes = (
        *_validation(avancement),
        *_contrats(avancement),
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


def _statut(limites: Intervalle, au: date, *, due: bool | None = True, faite: bool | None = False) -> StatutEcheance:
    """Where a deadline stands on a day.

    Args:
        limites: earliest and latest candidate for the last day.
        au: the day.
        due: whether it is due at all; ``None`` is not known.
        faite: whether what it asks was done by then; ``None`` is not known.
    """
    limite_le, au_plus_tard_le = limites
    if due is None or faite is None:
        return StatutEcheance.INCERTAINE
    if faite:
        return StatutEcheance.TENUE
    if limite_le is not None and au <= limite_le:
        return StatutEcheance.A_VENIR
    if au_plus_tard_le is not None and au > au_plus_tard_le:
        return StatutEcheance.DEPASSEE
    return StatutEcheance.INCERTAINE


def _validation(avancement: Avancement) -> Iterator[Echeance]:
    """The silence of the ARS on a project that somebody filed; where a ``reprise`` finds nothing, nobody waits."""
    attentes = [s for s in avancement.situations if s.depot is not None and not _est_muette(s.depot)]
    attendu = all(situation.depot is not None or situation.par_silence for situation in avancement.situations)
    for delai in {situation.delai for situation in attentes if situation.delai is not None}:
        depart = "du dépôt au plus tôt, faute de date de réception" if delai.presumee else "de la réception par l'ARS"
        limites = (delai.au_plus_tot, delai.au_plus_tard)
        yield Echeance(
            code=VALIDATION_TACITE.code,
            libelle="Opposition de l'ARS, sans laquelle le projet de santé est réputé validé",
            limite_le=delai.au_plus_tot,
            au_plus_tard_le=delai.au_plus_tard,
            acteurs=(QualiteActeur.ARS,),
            calcul=VALIDATION_TACITE.calcul(depart),
            statut=_statut(limites, avancement.au, due=(attendu and delai.sure) or None),
            sources=VALIDATION_TACITE.sources,
            fin=VALIDATION_TACITE.fin,
        )


def _est_muette(depot: Evenement) -> bool:
    return depot.acte is Acte.REPRISE and depot.etat is None


def _delai(
    delai: DelaiLegal,
    depart: Intervalle,
    *,
    au: date,
    libelle: str,
    acteurs: tuple[QualiteActeur, ...],
    a_compter: str,
    due: bool | None = True,
    faite: bool | None = False,
    tenue_le: DatePartielle | None = None,
) -> Echeance:
    """A deadline that runs from a day that may be vague, computed in one step from each of its bounds."""
    debut, fin = depart
    limites = None if debut is None else delai.bornes(debut)[0], None if fin is None else delai.bornes(fin)[1]
    return Echeance(
        code=delai.code,
        libelle=libelle,
        limite_le=limites[0],
        au_plus_tard_le=limites[1],
        acteurs=acteurs,
        calcul=delai.calcul(a_compter),
        statut=_statut(limites, au, due=due, faite=faite),
        sources=delai.sources,
        tenue_le=tenue_le if faite and due is not None else None,
        fin=delai.fin,
    )


_REPONSES: Final = frozenset({Acte.DEPOT_COMPLEMENTS, Acte.DEPOT_LETTRE_INTENTION, Acte.DEPOT_PROJET})
"""Acts by which those who carry a project answer what a decision asked."""


def _caisse(avancement: Avancement) -> QualiteActeur:
    """The caisse that is a party to the contracts of a project: the usual one, unless its region has the other."""
    region = region_de(avancement.projet, avancement.registre, au=avancement.au)
    return QualiteActeur.CGSS if caisses_de(region) == {QualiteActeur.CGSS} else QualiteActeur.CPAM


def _parties(avancement: Avancement) -> tuple[QualiteActeur, ...]:
    return QualiteActeur.STRUCTURE, QualiteActeur.ARS, _caisse(avancement)


def _contrats(avancement: Avancement) -> Iterator[Echeance]:
    if not SOUS_CONTRAT & avancement.etats_possibles:
        return
    au, sous_contrat = avancement.au, avancement.etats_possibles <= SOUS_CONTRAT
    for contrat in avancement.contrats:
        debut, fin = contrat.effet
        if debut is not None and debut > au:
            continue
        due = True if sous_contrat and contrat.certain and fin is not None and fin <= au else None
        yield _delai(
            contrat.duree,
            contrat.depart,
            au=au,
            libelle="Terme du contrat, à renouveler avant",
            acteurs=_parties(avancement),
            a_compter=contrat.a_compter,
            due=due,
        )
        if avancement.projet.nature is NatureProjet.CPTS:
            yield from _annees(avancement, contrat, due=due)
            yield from _missions(avancement, contrat.effet, due=due)
        else:
            yield from _soldes(avancement, contrat, due=due)
            yield from _sisa(avancement, contrat.effet, due=due)


def _annees(avancement: Avancement, contrat: Contrat, *, due: bool | None) -> Iterator[Echeance]:
    """The next anniversary, the report due at it, that of the year before, and every earlier one that is missing.

    A contract that is not dated to the day has none.
    """
    au = avancement.au
    annees = [*_anniversaires(contrat)]
    prochaine = next((fin for _, fin in annees if fin >= au), None)
    if prochaine is not None:
        libelle = "Anniversaire du contrat : bilan annuel et solde"
        yield _a_l_anniversaire(libelle, prochaine, _parties(avancement), au, due=due)
    rapports, tu = list(_rapports(avancement)), _tu_jusqu_au(avancement)
    commencees = [annee for annee in annees if annee[0] < au]
    for rang, annee in enumerate(commencees, start=1):
        rapport = _rapport(annee, rapports, au, due=due)
        if rapport.statut is StatutEcheance.DEPASSEE and tu is not None and annee[1] <= tu:
            rapport = attrs.evolve(rapport, statut=StatutEcheance.INCERTAINE)
        if rapport.statut is not StatutEcheance.TENUE or len(commencees) - rang < _ANNEES_TENUES_DITES:
            yield rapport


def _tu_jusqu_au(avancement: Avancement) -> date | None:
    """Up to when nothing is known but the state: the source of a ``reprise`` tells where a project stands, no more."""
    sources = [e.provenance for e in avancement.actes(Acte.REPRISE)]
    publiees = [source.publie_le for source in sources if source is not None and source.publie_le is not None]
    return publiees[0].au_plus_tard if publiees else None


_ANNEES_TENUES_DITES = 2
"""Of the reports that were sent, those of the last years are told; of those that are missing, all."""


def _anniversaires(contrat: Contrat) -> Iterator[tuple[date, date]]:
    """The years of a contract: those that its renewal ended, then those of its present period."""
    (signe_le, dernier), (depart, fin) = contrat.effet, contrat.depart
    if depart is None or depart != fin:
        return
    if signe_le is not None and signe_le == dernier and signe_le < depart:
        yield from _annees_entre(signe_le, depart)
    terme = ajouter_mois(depart, contrat.duree.mois)
    yield from _annees_entre(depart, terme or date.max)


def _annees_entre(debut: date, fin: date) -> Iterator[tuple[date, date]]:
    annee, avant = 1, debut
    while avant < fin:
        apres = ajouter_mois(debut, 12 * annee)
        if apres is None:
            return
        yield avant, min(apres, fin)
        annee, avant = annee + 1, apres


def _a_l_anniversaire(
    libelle: str, le: date, acteurs: tuple[QualiteActeur, ...], au: date, *, due: bool | None
) -> Echeance:
    return Echeance(
        code=BILAN_ANNUEL_CPTS.code,
        libelle=libelle,
        limite_le=le,
        au_plus_tard_le=le,
        acteurs=acteurs,
        calcul="chaque année à la date du contrat",
        statut=_statut((le, le), au, due=due),
        sources=BILAN_ANNUEL_CPTS.sources,
    )


def _rapport(bornes: tuple[date, date], rapports: list[DatePartielle], au: date, *, due: bool | None) -> Echeance:
    """The report of one year of the contract; one sent later may be the next year's, and settles nothing."""
    debut, fin = bornes
    libelle = f"Rapport d'activité {debut.year}-{fin.year}"
    attendu = _a_l_anniversaire(libelle, fin, (QualiteActeur.STRUCTURE,), au, due=due)
    faits = [le for le in rapports if _entre(le, debut, fin) and le.au_plus_tard_le(au)]
    if faits:
        return attrs.evolve(attendu, statut=StatutEcheance.TENUE, tenue_le=faits[0])
    doute = any(le.au_plus_tard is None or le.au_plus_tard > debut for le in rapports)
    return attrs.evolve(attendu, statut=StatutEcheance.INCERTAINE) if doute else attendu


def _entre(le: DatePartielle, debut: date, fin: date) -> bool:
    """Whether a day surely lies after one and at the latest on another."""
    tot, tard = le.au_plus_tot, le.au_plus_tard
    return tot is not None and tard is not None and debut < tot and tard <= fin


def _rapports(avancement: Avancement) -> Iterator[DatePartielle]:
    """When reports were sent, or may have been, told by the journal or by the yearly reports of the structure."""
    dates = [date_d_effet(e) for e in avancement.actes(Acte.RAPPORT_TRANSMIS)]
    bilans = avancement.registre.bilans_annuels
    dates += [bilan.transmis_le for bilan in bilans if bilan.structure == avancement.projet.structure]
    yield from (le for le in dates if le is not None and le.au_plus_tard_le(avancement.au) is not False)


def _soldes(avancement: Avancement, contrat: Contrat, *, due: bool | None) -> Iterator[Echeance]:
    """The next balance of the ACI of an MSP: that of a calendar year is paid in April of the next one."""
    au = avancement.au
    (debut, fin), (terme, dernier) = contrat.effet, contrat.terme
    if fin is None or dernier is None or fin.year >= date.max.year:
        return
    prochaine = au.year if au <= date(au.year, 4, 30) else au.year + 1
    paye_en = max(fin.year + 1, prochaine)
    if paye_en - 1 > dernier.year or paye_en > date.max.year:
        return
    # Which year is the first, or the last, of a contract that its source dates vaguely?
    premiere = None if debut is None else max(debut.year + 1, prochaine)
    if premiere != paye_en or terme is None or paye_en - 1 > terme.year:
        due = None
    limites = (date(paye_en, 4, 1), date(paye_en, 4, 30))
    yield Echeance(
        code=SOLDE_ACI_MSP.code,
        libelle=f"Solde de l'ACI pour l'année {paye_en - 1}",
        limite_le=limites[0],
        au_plus_tard_le=limites[1],
        acteurs=(_caisse(avancement),),
        calcul="en avril de l'année suivante ; le jour n'a pas été lu",
        statut=_statut(limites, au, due=due),
        sources=SOLDE_ACI_MSP.sources,
    )


_ATTEINTS: Final = (
    ("démarrée", Acte.DEMARRAGE_MISSION, frozenset({EtatMission.DEMARREE, EtatMission.DEPLOYEE})),
    ("déployée", Acte.DEPLOIEMENT_MISSION, frozenset({EtatMission.DEPLOYEE})),
)


def _missions(avancement: Avancement, effet: Intervalle, *, due: bool | None) -> Iterator[Echeance]:
    debut, fin = effet
    depart: Intervalle
    for delais in DELAIS_MISSIONS:
        # No contract precedes the agreement; what an amendment asks of those that it found was not read.
        du_debut = delais.contrats_depuis <= CONTRAT_CPTS.applicable_depuis
        certain = du_debut or (debut is not None and debut >= delais.contrats_depuis)
        le = jour_en_lettres(delais.contrats_depuis)
        if debut is not None and debut >= delais.contrats_depuis:
            depart, a_compter = effet, "du contrat"
        elif du_debut:
            depart, a_compter = (delais.contrats_depuis, fin), f"d'un contrat qui prend effet depuis le {le}"
        else:
            depart = (None, None)
            avant = fin is not None and fin < delais.contrats_depuis
            a_compter = f"d'un jour qui n'a pas été lu, pour un contrat d'avant le {le}"
            a_compter = a_compter if avant else f"du contrat, ou {a_compter}"
        for (verbe, acte, atteints), mois in zip(
            _ATTEINTS, (delais.demarrage_mois, delais.deploiement_mois), strict=True
        ):
            faite = _parmi(avancement.missions_possibles[delais.mission], atteints)
            yield _delai(
                delai_mission(delais, mois),
                depart,
                au=avancement.au,
                libelle=f"Mission « {delais.mission.libelle} » {verbe}",
                acteurs=(QualiteActeur.STRUCTURE,),
                a_compter=a_compter,
                due=due if certain or faite else None,
                faite=faite,
                tenue_le=_date_de_mission(avancement, delais.mission, acte),
            )


def _parmi(possibles: frozenset[E], atteints: frozenset[E]) -> bool | None:
    """Whether what may be is what is wanted, all of it or none of it; ``None`` between."""
    if possibles <= atteints:
        return True
    return None if possibles & atteints else False


def _date_de_mission(avancement: Avancement, mission: MissionCPTS, acte: Acte) -> DatePartielle | None:
    """When a mission was started or deployed; one that is deployed had started by then."""
    actes = [e for e in avancement.evenements_certains if e.mission is mission and e.acte in _DE_MISSION]
    faits = [e for e in actes if e.acte is acte]
    if faits:
        return date_d_effet(faits[0])
    fin = actes[0].intervalle[1] if actes else None
    return None if fin is None else au_plus_tard(fin)


_DE_MISSION: Final = frozenset({Acte.DEMARRAGE_MISSION, Acte.DEPLOIEMENT_MISSION})


def _sisa(avancement: Avancement, effet: Intervalle, *, due: bool | None) -> Iterator[Echeance]:
    structure = avancement.registre.obtenir(avancement.projet.structure)
    maison = structure if isinstance(structure, MSP) else None
    yield _delai(
        SISA_APRES_CONTRAT,
        effet,
        au=avancement.au,
        libelle="Constitution de la SISA",
        acteurs=(QualiteActeur.STRUCTURE,),
        a_compter="du contrat",
        due=due,
        faite=None if maison is None else _est_constituee(maison, avancement.au),
        tenue_le=None if maison is None else _constitution(maison),
    )


def _est_constituee(maison: MSP, au: date) -> bool | None:
    """Whether a house is a SISA on a day: it bears that form, and was registered by then when the record says when."""
    sisa, immatriculee_le = est_sisa(maison, au), maison.immatriculee_le
    inscrite = True if immatriculee_le is None else immatriculee_le.au_plus_tard_le(au)
    if sisa is False or inscrite is False:
        return False
    return True if sisa and inscrite else None


def _constitution(maison: MSP) -> DatePartielle | None:
    """When a house became a SISA: its registration, else the day from which it bears that form."""
    if maison.immatriculee_le is not None:
        return maison.immatriculee_le
    debuts = [f.periode.debut for f in maison.formes if f.forme is FormeJuridique.SISA and f.periode is not None]
    return debuts[0] if len(debuts) == 1 else None


def _decisions(avancement: Avancement) -> Iterator[Echeance]:
    """What a decision asked before a day: complements to send, reserves to lift, each for itself."""
    evenements, au = avancement.evenements, avancement.au
    for rang, evenement in enumerate(evenements):
        prise = a_eu_lieu(avancement.dates(evenement), au)
        if prise is False or not (evenement.delai_le or evenement.reserves):
            continue
        repondu = _premiere(avancement, [suivant for suivant in evenements[rang + 1 :] if suivant.acte in _REPONSES])
        due = None if prise is None else avancement.vit
        demandes = [(f"Suite à donner : {evenement.acte.libelle}", evenement.delai_le, *repondu)]
        demandes += [
            (f"Réserve à lever : {reserve.enonce}", reserve.delai_le, *_levee(reserve, repondu=repondu[0], au=au))
            for reserve in evenement.reserves
        ]
        for libelle, delai, faite, tenue_le in demandes:
            if delai is not None and (faite or due is not False):
                limites = _limites(delai)
                yield Echeance(
                    code=_DECISION,
                    libelle=libelle,
                    limite_le=limites[0],
                    au_plus_tard_le=limites[1],
                    acteurs=(QualiteActeur.PORTEURS,),
                    calcul=f"fixée par l'événement « {evenement.identifiant} »",
                    statut=_statut(limites, au, due=due, faite=faite),
                    tenue_le=tenue_le if due is not None else None,
                )


def _levee(reserve: Reserve, *, repondu: bool | None, au: date) -> tuple[bool | None, DatePartielle | None]:
    """Whether a reserve was lifted by a day, and when: an answer may lift it, and does not say so."""
    if reserve.levee_le is None:
        return None if repondu else repondu, None
    levee = reserve.levee_le.au_plus_tard_le(au)
    return levee, reserve.levee_le if levee else None


def _premiere(avancement: Avancement, actes: Sequence[Evenement]) -> tuple[bool | None, DatePartielle | None]:
    """Whether one of ordered acts had taken place on that day, and when the first that surely had did."""
    passes = {e.identifiant: a_eu_lieu(avancement.dates(e), avancement.au) for e in actes}
    fait = next((e for e in actes if passes[e.identifiant]), None)
    if fait is not None:
        return True, date_d_effet(fait)
    return None if None in passes.values() else False, None


def _limites(avant: DatePartielle) -> tuple[date | None, date | None]:
    """First and last day that may be the limit: "by April" sets it somewhere in April."""
    exacte = attrs.evolve(avant, nuance=Nuance.EXACTE) if avant.nuance is Nuance.AU_PLUS_TARD else avant
    return exacte.au_plus_tot, exacte.au_plus_tard


def _centre(avancement: Avancement) -> Iterator[Echeance]:
    if avancement.projet.nature is not NatureProjet.CENTRE_SANTE:
        return
    evenements, au = avancement.evenements, avancement.au
    for rang, evenement in enumerate(evenements):
        fait = a_eu_lieu(avancement.dates(evenement), au)
        if fait is False:
            continue
        if evenement.acte is Acte.FERMETURE_ADMINISTRATIVE:
            yield _delai(
                INTERDICTION_APRES_FERMETURE,
                evenement.intervalle,
                au=au,
                libelle="Fin de l'interdiction de tout récépissé ou agrément pour le même gestionnaire",
                acteurs=(QualiteActeur.ARS,),
                a_compter="de la fermeture",
                due=fait,
            )
        due = fait and avancement.vit
        if evenement.acte is Acte.DEMANDE_AGREMENT:
            yield from _decision(avancement, evenement, evenements[rang + 1 :], due=due)
        if evenement.acte is Acte.AGREMENT_PROVISOIRE:
            yield from _agrement(avancement, evenement, evenements[rang + 1 :], due=due)


_DECISIONS: Final = frozenset({Acte.AGREMENT_PROVISOIRE, Acte.REFUS_AGREMENT})


def _decision(
    avancement: Avancement, demande: Evenement, suite: Sequence[Evenement], *, due: bool | None
) -> Iterator[Echeance]:
    """The ARS decides within two months of a complete file; whether it is complete, only its reception tells."""
    cle = (demande.site, demande.activite)
    decisions = [e for e in suite if e.acte in _DECISIONS and (e.site, e.activite) == cle]
    faite, tenue_le = _premiere(avancement, decisions)
    if due is False and not faite:
        return
    recu = demande.recu_le
    objet = ", ".join(dit for dit in (demande.activite and demande.activite.value, demande.site) if dit is not None)
    yield _delai(
        DECISION_AGREMENT,
        (None, None) if recu is None else (recu.au_plus_tot, recu.au_plus_tard),
        au=avancement.au,
        libelle="Décision sur la demande d'agrément" + (objet and f" ({objet})"),
        acteurs=(QualiteActeur.ARS,),
        a_compter="de la réception du dossier complet",
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
    ouvert = ouverture(avancement.projet, avancement.registre)
    # Of a centre that was open for more than a year when the agrément was given, no delay runs.
    depuis_un_an = _suit(provisoire.intervalle, AGREMENT_PROVISOIRE, ouvert)
    if depuis_un_an is True:
        return
    due = due if depuis_un_an is False else None
    definitifs = [e for e in suite if e.acte is Acte.AGREMENT_DEFINITIF and (e.site, e.activite) == (site, activite)]
    faite = _parmi(avancement.agrements_possibles[site, activite], frozenset({EtatAgrement.DEFINITIF}))
    if due is not False or faite:
        yield _delai(
            AGREMENT_PROVISOIRE,
            ouvert,
            au=avancement.au,
            libelle=f"Agrément définitif ({activite.value}, {site})",
            acteurs=(QualiteActeur.ARS,),
            a_compter="de l'ouverture du centre",
            due=due,
            faite=faite,
            tenue_le=_premiere(avancement, definitifs)[1],
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
            yield _annoncee(_PROJET, "que le projet se donne", etape, avancement.au, due=avancement.vit)


def _reunions(avancement: Avancement) -> Iterator[Echeance]:
    nom, au = avancement.projet.identifiant, avancement.au
    for reunion in avancement.registre.reunions_de(nom):
        tenue = None if reunion.le is None else reunion.le.au_plus_tard_le(au)
        for etape in reunion.prochaines_etapes:
            concernes = etape.projets or reunion.projets
            faite, due = etape.statut is StatutEtape.FAITE, True if reunion.le is None else tenue
            due = due and avancement.vit
            if nom in concernes and etape.statut is not StatutEtape.ABANDONNEE and (faite or due is not False):
                yield _annoncee(_REUNION, f"annoncée à la réunion « {reunion.identifiant} »", etape, au, due=due)


def _annoncee(code: str, calcul: str, etape: ProchaineEtape, au: date, *, due: bool | None) -> Echeance:
    limites = (None, None) if etape.echeance is None else _limites(etape.echeance)
    return Echeance(
        code=code,
        libelle=etape.objet,
        limite_le=limites[0],
        au_plus_tard_le=limites[1],
        acteurs=(),
        calcul=calcul,
        statut=_statut(limites, au, due=due, faite=etape.statut is StatutEtape.FAITE),
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
        code=_USAGE,
        libelle=f"Attendu selon l'usage de la région : {etape.acte.libelle}",
        limite_le=limites[0],
        au_plus_tard_le=limites[1],
        acteurs=tuple(sorted(acteurs, key=lambda qualite: qualite.value)),
        calcul=f"{etiquette(procedure)} : {delai_en_mots(etape)} à compter de l'entrée dans l'état ; aucun texte ne "
        "l'impose",
        statut=_statut((limites[0], limites[1]), au),
    )
