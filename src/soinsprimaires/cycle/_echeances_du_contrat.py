"""What a contract makes due: its term, its yearly reports and balances, its missions, the SISA."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires.composition import est_sisa
from soinsprimaires.cycle._echeance import ANNIVERSAIRE, Echeance, StatutEcheance, echeance_legale, parmi, statut_de
from soinsprimaires.cycle._ordre import Intervalle, a_eu_lieu, au_plus_tard, date_d_effet
from soinsprimaires.cycle.avancement import Avancement
from soinsprimaires.cycle.contrats import Contrat
from soinsprimaires.cycle.regions import caisses_de, region_de
from soinsprimaires.cycle.tables.contractants import SOUS_CONTRAT
from soinsprimaires.droit.cpts import DELAIS_MISSIONS
from soinsprimaires.droit.delais import (
    BILAN_ANNUEL_CPTS,
    CONTRAT_CPTS,
    SISA_APRES_CONTRAT,
    SOLDE_ACI_MSP,
    DelaiLegal,
    ajouter_mois,
    delai_mission,
)
from soinsprimaires.modele._etats import EtatCPTS, EtatMission, EtatMSP
from soinsprimaires.modele.evenements import Acte, MissionCPTS, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.structures import MSP, FormeJuridique
from soinsprimaires.mots import jour_en_lettres
from soinsprimaires.temps import DatePartielle

__all__ = ["echeances_des_contrats"]


def _caisse(avancement: Avancement) -> QualiteActeur:
    """The caisse that is a party to the contracts of a project: the usual one, unless its region has the other."""
    region = region_de(avancement.projet, avancement.registre, au=avancement.au)
    return QualiteActeur.CGSS if caisses_de(region) == {QualiteActeur.CGSS} else QualiteActeur.CPAM


def _parties(avancement: Avancement) -> tuple[QualiteActeur, ...]:
    return QualiteActeur.STRUCTURE, QualiteActeur.ARS, _caisse(avancement)


def echeances_des_contrats(avancement: Avancement) -> Iterator[Echeance]:
    """Those of each contract that may be in force; of a state without contract, none."""
    if not SOUS_CONTRAT & avancement.etats_possibles:
        return
    suspendu_des = _suspendu_des(avancement)
    for echeance in _echeances(avancement):
        fin, statut = echeance.au_plus_tard_le, echeance.statut
        passee_avant = suspendu_des is None or (fin is not None and fin < suspendu_des)
        if not passee_avant and statut is not StatutEcheance.TENUE:
            statut = StatutEcheance.INCERTAINE
        yield attrs.evolve(echeance, statut=statut)


def _suspendu_des(avancement: Avancement) -> date | None:
    """First day on which a contract may have been suspended, which no text that was read says what it delays."""
    dates = [avancement.dates(e) for e in avancement.actes(Acte.SUSPENSION)]
    debuts = [debut or date.min for debut, fin in dates if a_eu_lieu((debut, fin), avancement.au) is not False]
    if avancement.etats_possibles & _SUSPENDUS:
        debuts = debuts or [date.min]
    return min(debuts, default=None)


_SUSPENDUS: Final = frozenset({EtatCPTS.SUSPENDU, EtatMSP.SUSPENDU})


def _echeances(avancement: Avancement) -> Iterator[Echeance]:
    au, sous_contrat = avancement.au, avancement.etats_possibles <= SOUS_CONTRAT
    contrats = avancement.contrats
    for contrat in contrats:
        debut, fin = contrat.effet
        if debut is not None and debut > au:
            continue
        # Where another one was signed, this one had ended, on a day that is not known.
        present = contrat is contrats[-1] and contrat.certain and fin is not None and fin <= au
        due = True if sous_contrat and present else None
        yield echeance_legale(
            contrat.duree,
            contrat.depart,
            au=au,
            libelle="Terme du contrat, à renouveler",
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

    Of a period whose first day is not known to the year, no day can be told: only that there are anniversaries.
    """
    au, parties = avancement.au, _parties(avancement)
    annees = [*_anniversaires(contrat)]
    prochains = [annee.fin for annee in annees if annee.fin[1] >= au][:2]
    if prochains:
        # Where that day may be over, the next one comes within a year; of the last, nothing tells that it is to come.
        passe, dernier = prochains[0][0] < au, len(prochains) == 1
        limites = (au, min(prochains[-1][1], ajouter_mois(au, 12) or date.max)) if passe else prochains[0]
        yield _a_l_anniversaire(ANNIVERSAIRE, limites, parties, au, due=None if passe and dernier else due)
    if any(_en_une_annee(depart) is None for depart, _ in _periodes(contrat)):
        yield attrs.evolve(
            _a_l_anniversaire(ANNIVERSAIRE, (None, None), parties, au, due=None),
            calcul="chaque année à la date du contrat, qui n'est pas assez connue",
        )
    rapports, tu = list(_rapports(avancement)), _tu_jusqu_au(avancement)
    commencees = [annee for annee in annees if annee.debut[0] < au]
    for rang, annee in enumerate(commencees, start=1):
        rapport = _rapport(annee, rapports, au, due=due if annee.debut[1] < au and annee.certaine else None)
        if rapport.statut is StatutEcheance.DEPASSEE and tu is not None and annee.fin[0] <= tu:
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


@attrs.frozen
class _Annee:
    """One year of a contract.

    Attributes:
        debut: earliest and latest candidate for its first day.
        fin: earliest and latest candidate for its anniversary.
        certaine: whether it surely began before the period that follows.
    """

    debut: tuple[date, date]
    fin: tuple[date, date]
    certaine: bool = True


def _periodes(contrat: Contrat) -> tuple[tuple[Intervalle, DelaiLegal], ...]:
    """The periods that surely began, in order of time; where the present one may be another, those before it."""
    presente = ((contrat.depart, contrat.duree),) if contrat.certain else ()
    return (*contrat.anterieures, *presente)


def _en_une_annee(depart: Intervalle) -> tuple[date, date] | None:
    """The bounds of a day that lie in one year: "in June 2024" has its anniversaries, "before 2024" has none."""
    debut, fin = depart
    return (debut, fin) if debut is not None and fin is not None and debut.year == fin.year else None


def _anniversaires(contrat: Contrat) -> Iterator[_Annee]:
    """The years of a contract, period by period: a renewal ends the year that it finds."""
    periodes = _periodes(contrat)
    suivants = (*(depart for depart, _ in periodes[1:]), (None, None))
    for (depart, duree), (suivant, dernier) in zip(periodes, suivants, strict=True):
        bornes = _en_une_annee(depart)
        if bornes is None:
            continue
        for mois in range(0, duree.mois, 12):
            debut, fin = _plus(bornes, mois), _plus(bornes, min(mois + 12, duree.mois))
            if debut is None or fin is None or (dernier is not None and debut[0] >= dernier):
                break
            coupee = (fin[0] if suivant is None else min(fin[0], suivant), min(fin[1], dernier or fin[1]))
            yield _Annee(debut, coupee, certaine=suivant is None or debut[1] < suivant)


def _plus(bornes: tuple[date, date], mois: int) -> tuple[date, date] | None:
    debut, fin = (ajouter_mois(borne, mois) for borne in bornes)
    return None if debut is None or fin is None else (debut, fin)


def _a_l_anniversaire(
    libelle: str, limites: Intervalle, acteurs: tuple[QualiteActeur, ...], au: date, *, due: bool | None
) -> Echeance:
    return Echeance(
        code=BILAN_ANNUEL_CPTS.code,
        libelle=libelle,
        limite_le=limites[0],
        au_plus_tard_le=limites[1],
        acteurs=acteurs,
        calcul="chaque année à la date du contrat",
        statut=statut_de(limites, au, due=due),
        sources=BILAN_ANNUEL_CPTS.sources,
    )


def _rapport(annee: _Annee, rapports: list[DatePartielle], au: date, *, due: bool | None) -> Echeance:
    """The report of one year of the contract; one sent later may be the next year's, and settles nothing."""
    (debut, dernier), (fin, _) = annee.debut, annee.fin
    libelle = f"Rapport d'activité {debut.year}-{fin.year}"
    attendu = _a_l_anniversaire(libelle, annee.fin, (QualiteActeur.STRUCTURE,), au, due=due)
    faits = [le for le in rapports if _entre(le, dernier, fin) and le.au_plus_tard_le(au)]
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
        statut=statut_de(limites, au, due=due),
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
            dernier = None if fin is None else max(fin, delais.contrats_depuis)
            depart, a_compter = (delais.contrats_depuis, dernier), f"d'un contrat qui prend effet depuis le {le}"
        else:
            depart = (None, None)
            avant = fin is not None and fin < delais.contrats_depuis
            a_compter = f"d'un jour qui n'a pas été lu, pour un contrat d'avant le {le}"
            a_compter = a_compter if avant else f"du contrat, ou {a_compter}"
        for (verbe, acte, atteints), mois in zip(
            _ATTEINTS, (delais.demarrage_mois, delais.deploiement_mois), strict=True
        ):
            faite = parmi(avancement.missions_possibles[delais.mission], atteints)
            yield echeance_legale(
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
    yield echeance_legale(
        SISA_APRES_CONTRAT,
        effet,
        au=avancement.au,
        libelle="Constitution de la SISA",
        acteurs=(QualiteActeur.STRUCTURE,),
        a_compter="du contrat",
        due=due,
        faite=None if maison is None else est_sisa(maison, avancement.au),
        tenue_le=None if maison is None else _constitution(maison),
    )


def _constitution(maison: MSP) -> DatePartielle | None:
    """When a house became a SISA: its registration, else the day from which it bears that form."""
    if maison.immatriculee_le is not None:
        return maison.immatriculee_le
    debuts = [f.periode.debut for f in maison.formes if f.forme is FormeJuridique.SISA and f.periode is not None]
    return debuts[0] if len(debuts) == 1 else None
