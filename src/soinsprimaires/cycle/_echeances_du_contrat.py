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
    for contrat in avancement.contrats:
        suspendu_des = _suspendu_des(avancement, contrat)
        for echeance in _echeances(avancement, contrat):
            fin = echeance.au_plus_tard_le
            passee_avant = suspendu_des is None or (fin is not None and fin < suspendu_des)
            if passee_avant or echeance.statut is StatutEcheance.TENUE:
                yield echeance
            else:
                yield attrs.evolve(echeance, statut=StatutEcheance.INCERTAINE)


def _suspendu_des(avancement: Avancement, contrat: Contrat) -> date | None:
    """First day on which a contract may have been suspended, which no text that was read says what it delays."""
    signe = contrat.signature.intervalle[0] or date.min
    dates = [avancement.dates(e) for e in avancement.actes(Acte.SUSPENSION)]
    # What was suspended before its signature was another contract.
    siennes = [(debut, fin) for debut, fin in dates if fin is None or fin >= signe]
    debuts = [debut or date.min for debut, fin in siennes if a_eu_lieu((debut, fin), avancement.au) is not False]
    if avancement.etats_possibles & _SUSPENDUS:
        debuts = debuts or [date.min]
    return min(debuts, default=None)


_SUSPENDUS: Final = frozenset({EtatCPTS.SUSPENDU, EtatMSP.SUSPENDU})


def _echeances(avancement: Avancement, contrat: Contrat) -> Iterator[Echeance]:
    au, sous_contrat = avancement.au, avancement.etats_sans_le_terme <= SOUS_CONTRAT
    debut, fin = contrat.effet
    if debut is not None and debut > au:
        return
    # Where another one was signed, this one had ended, on a day that is not known.
    present = contrat is avancement.contrats[-1] and not contrat.peut_etre and fin is not None and fin <= au
    due = True if sous_contrat and present else None
    terme = echeance_legale(
        contrat.duree,
        contrat.depart,
        au=au,
        libelle="Terme du contrat, à renouveler",
        acteurs=_parties(avancement),
        a_compter=contrat.a_compter,
        due=due,
    )
    if contrat.peut_etre:
        calcul = f"{terme.calcul} ; ou d'un renouvellement qui peut en avoir fait courir d'autres"
        terme = attrs.evolve(terme, limite_le=contrat.terme[0], au_plus_tard_le=contrat.terme[1], calcul=calcul)
    yield terme
    if avancement.projet.nature is NatureProjet.CPTS:
        yield from _annees(avancement, contrat, due=due)
        yield from _missions(avancement, contrat.effet, due=due)
    else:
        yield from _soldes(avancement, contrat, due=due)
        yield from _sisa(avancement, contrat.effet, due=due)


def _annees(avancement: Avancement, contrat: Contrat, *, due: bool | None) -> Iterator[Echeance]:
    """The next anniversary, the report due at it, that of the year before, and every earlier one that is missing.

    Of a period whose first day is not known within a year, no day can be told: only that there are anniversaries.
    """
    au, parties = avancement.au, _parties(avancement)
    annees = [*_anniversaires(contrat)]
    prochaines = [annee for annee in annees if annee.fin[1] >= au]
    departs = [depart for depart, _ in contrat.periodes]
    # Where a renewal may have begun another period, the next anniversary may be its own.
    connue = not contrat.peut_etre and _en_un_an(contrat.depart) is not None
    connue = connue and all(annee.certaine for annee in prochaines[:1])
    if prochaines and connue:
        (debut, fin), dans_un_an = prochaines[0].fin, ajouter_mois(au, 12) or date.max
        # Where that day may be over, the next one comes within a year; of the last, nothing tells that it is to come.
        passe, suite = debut < au, prochaines[1:]
        limites = (au, dans_un_an) if passe and suite else (max(au, debut), min(fin, dans_un_an))
        a_venir = not passe or any(annee.certaine and annee.fin[0] >= au for annee in suite)
        yield _a_l_anniversaire(ANNIVERSAIRE, limites, parties, au, due=due if a_venir else None)
    if not connue or any(_en_un_an(depart) is None for depart in departs):
        yield attrs.evolve(
            _a_l_anniversaire(ANNIVERSAIRE, (None, None), parties, au, due=None),
            calcul="chaque année à la date du contrat, qui n'est pas assez connue",
        )
    rapports, tu = list(_rapports(avancement)), _tu_jusqu_au(avancement)
    commencees = [annee for annee in annees if annee.debut[0] < au]
    for rang, annee in enumerate(commencees, start=1):
        rapport = _rapport(annee, rapports, au, due=due if annee.debut[1] < au and annee.sure else None)
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
        certaine: whether it surely began before any period that follows.
    """

    debut: tuple[date, date]
    fin: tuple[date, date]
    certaine: bool

    @property
    def noms(self) -> tuple[str, ...]:
        """From which year to which it runs: two where it may begin or end in either of two years."""
        paires = (f"{debut.year}-{fin.year}" for debut, fin in zip(self.debut, self.fin, strict=True))
        return tuple(dict.fromkeys(paires))

    @property
    def sure(self) -> bool:
        """Whether there surely was such a year, of that name."""
        return self.certaine and len(self.noms) == 1


def _en_un_an(depart: Intervalle) -> tuple[date, date] | None:
    """The bounds of a day that lie within a year: "in June 2024" has its anniversaries, "before 2024" has none."""
    debut, fin = depart
    if debut is None or fin is None or fin >= (ajouter_mois(debut, 12) or date.max):
        return None
    return debut, fin


def _anniversaires(contrat: Contrat) -> Iterator[_Annee]:
    """The years of a contract, period by period: a renewal ends the year that it finds, and may be any of the next."""
    periodes = contrat.periodes
    departs = [(debut or date.min, fin or date.max) for (debut, fin), _ in periodes]
    departs += [(debut or date.min, date.max) for (debut, _), _ in contrat.peut_etre]
    for rang, (depart, duree) in enumerate(periodes, start=1):
        bornes = _en_un_an(depart)
        if bornes is None:
            continue
        suivant = min((debut for debut, _ in departs[rang:]), default=date.max)
        dernier = min((fin for _, fin in departs[rang:]), default=date.max)
        for mois in range(0, duree.mois, 12):
            debut, fin = _plus(bornes, mois), _plus(bornes, min(mois + 12, duree.mois))
            if debut is None or fin is None or debut[0] >= dernier:
                break
            coupee = max(debut[0], min(fin[0], suivant)), min(fin[1], dernier)
            yield _Annee(debut, coupee, certaine=debut[1] < suivant)


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
    libelle = f"Rapport d'activité {' ou '.join(annee.noms)}"
    attendu = _a_l_anniversaire(libelle, annee.fin, (QualiteActeur.STRUCTURE,), au, due=due)
    faits = [le for le in rapports if _entre(le, dernier, fin) and le.au_plus_tard_le(au)]
    if faits and annee.sure:
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
    """When a mission was started or deployed under the last contract; one that is deployed had started by then."""
    faits_certains = avancement.evenements_certains
    signatures = [rang for rang, e in enumerate(faits_certains) if e.acte is Acte.SIGNATURE_CONTRAT]
    sous_le_dernier = faits_certains[max(signatures, default=0) :]
    actes = [e for e in sous_le_dernier if e.mission is mission and e.acte in _DE_MISSION]
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
