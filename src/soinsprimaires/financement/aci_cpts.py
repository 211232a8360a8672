"""What a CPTS receives for a year of its contract: functioning and missions, bounded until their table is read."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from soinsprimaires.composition import Population, classer_population
from soinsprimaires.droit import ACI_CPTS_DEPUIS, PLAFOND_SECURITE_SOCIALE, TAILLES_CPTS, StatutReponse
from soinsprimaires.droit.accords import PLAFOND_INDEMNITES_DEPUIS
from soinsprimaires.droit.bareme import CODES_MISSIONS
from soinsprimaires.droit.textes import ACI_CPTS_NEGOCIATION, ACI_CPTS_TAILLES, ACI_CPTS_VERSEMENTS
from soinsprimaires.financement._fourchettes import (
    PEUT_ETRE,
    UN,
    ZERO,
    Fourchette,
    borner,
    enveloppe,
    exact,
)
from soinsprimaires.financement._releve import Releve, au_long, en_precision_fixe, parts_de_l_annee
from soinsprimaires.financement.bareme import BAREME, Bareme
from soinsprimaires.financement.decompte import Decompte, Ligne, Versement, arrondir, la_plus_faible
from soinsprimaires.financement.faits import FaitsACICPTS, MissionEngagee
from soinsprimaires.modele.evenements import MissionCPTS
from soinsprimaires.mots import grouper, jour_en_lettres
from soinsprimaires.sources import Fiabilite
from soinsprimaires.temps import UN_JOUR, echeance

__all__ = ["decompte_aci_cpts"]

FONCTIONNEMENT: Final = "fonctionnement"
CREDIT: Final = "credit_premiere_annee"
LETTRE: Final = "aide_lettre_intention"
PLAFOND: Final = "total_maximum"
AVANCE: Final = "avance"
_MOIS: Final = 12
_DERNIER_JOUR: Final = date(9999, 1, 1)


@attrs.frozen
class _AnneeDeContrat:
    """The year of a contract that is counted.

    Attributes:
        debut: its first day; ``None`` when it is not known.
        fin: the next anniversary.
        jours: first and last day on which its figures are read; all those of the agreement when it is not known.
    """

    debut: date | None
    fin: date | None
    jours: tuple[date, date]


def _annee(faits: FaitsACICPTS) -> _AnneeDeContrat:
    signe, rang = faits.contrat_signe_le, faits.annee_contrat
    if signe is None or rang is None:
        return _AnneeDeContrat(None, None, (signe or ACI_CPTS_DEPUIS, _DERNIER_JOUR))
    debut, fin = echeance(signe, mois=_MOIS * (rang - 1)), echeance(signe, mois=_MOIS * rang)
    return _AnneeDeContrat(debut, fin, (debut, fin - UN_JOUR))


@attrs.frozen
class _Part:
    """A part of the money of a year, which is paid in its own way.

    Attributes:
        code: what it pays.
        libelle: the same in words.
        montant: euros.
        des: the day from which it is paid; ``None`` when it is not known.
        avance: the part of it that is paid then, the rest being paid at the anniversary.
        fiabilite: that of the line that it pays.
    """

    code: str
    libelle: str
    montant: Fourchette
    des: date | None
    avance: Fourchette
    fiabilite: Fiabilite


class _CalculCPTS:
    """The lines of a year, and how each is paid."""

    def __init__(self, faits: FaitsACICPTS, bareme: Bareme) -> None:
        self.faits = faits
        self.bareme = bareme
        self.annee = _annee(faits)
        self.lignes: list[Ligne] = []
        self.montants: list[Fourchette] = []
        self.parts: list[_Part] = []

    def lire(self) -> Releve:
        return Releve(self.bareme, self.faits, self.annee.jours)

    def tailles(self, lu: Releve) -> tuple[int, ...]:
        """Size classes that the population leaves possible."""
        nombre = lu.fait("population")
        haut = None if nombre.maximum is None else int(nombre.maximum)
        habitants = Population(minimum=int(nombre.minimum), maximum=haut, source="fait donné")
        return classer_population(habitants, au=self.annee.jours[0]).possibles

    def par_taille(self, lu: Releve, code: str) -> Fourchette:
        """A figure of the scale, over the sizes that are possible."""
        return enveloppe(lu.bareme_de(code, taille) for taille in self.tailles(lu))

    def plafond(self) -> Fourchette:
        """The greatest total of a year; of a size that no source gives, that of the next one that has one."""
        lu = self.lire()
        return enveloppe(Fourchette(Decimal(0), self._total_au_plus(lu, taille)) for taille in self.tailles(lu))

    def _total_au_plus(self, lu: Releve, taille: int) -> Decimal | None:
        totaux = (lu.bareme_de(PLAFOND, grande).maximum for grande in TAILLES_CPTS if grande >= taille)
        return min((total for total in totaux if total is not None), default=None)

    # -- lines -----------------------------------------------------------------------------------------------------

    def fonctionnement(self) -> Fourchette:
        lu = self.lire()
        montant = self.par_taille(lu, FONCTIONNEMENT)
        if self.faits.contrat_signe_le is None:  # without a contract nothing is paid
            lu.inconnus["contrat_signe_le"] = None
            lu.noter("sans la date d'un contrat qui court, on ne sait pas si le fonctionnement est payé")
            montant = Fourchette(Decimal(0), montant.maximum)
        self._ajouter(lu, FONCTIONNEMENT, "fonctionnement", "montant de la taille de la CPTS", montant)
        rang = self.faits.annee_contrat
        avance = PEUT_ETRE if rang is None else UN if rang == 1 else lu.bareme_de(AVANCE)
        self._payer(FONCTIONNEMENT, "fonctionnement", montant, self.annee.debut, avance)
        return montant

    def credit(self, fonctionnement: Fourchette) -> Fourchette:
        """What is added to the first functioning of the contracts signed before the end of 2021."""
        rang, signe = self.faits.annee_contrat, self.faits.contrat_signe_le
        if rang not in {None, 1}:
            return ZERO
        jours = (signe, signe) if signe else self.annee.jours
        lu = Releve(self.bareme, self.faits, jours)
        connues = [Decimal(e.valeur) for e in self.bareme.poste(CREDIT).valeur.valeurs if e.valeur is not None]
        part = lu.bareme_de(CREDIT, inconnu=Fourchette(Decimal(0), max(connues)))  # that of the text, or nothing
        montant = part * fonctionnement
        if montant.maximum == 0:
            return ZERO
        negocie = any(ACI_CPTS_NEGOCIATION in etape.sources for etape in self.bareme.sur(CREDIT, *jours))
        if negocie:  # what was negotiated may not stand in the text that was signed
            lu.noter("d'après le texte de négociation : le texte définitif n'a pas été lu")
        if rang is None:
            lu.inconnus["annee_contrat"] = None
        if negocie or rang is None:
            montant = Fourchette(Decimal(0), montant.maximum)
        if signe is None:
            lu.inconnus["contrat_signe_le"] = None
        if len(self.tailles(self.lire())) > 1:
            lu.inconnus["population"] = None
        self._ajouter(lu, CREDIT, "crédit de démarrage", "fonctionnement × part, la première année", montant)
        self._payer(CREDIT, "crédit de démarrage", montant, self.annee.debut, UN)
        return montant

    def mission(self, engagee: MissionEngagee, *, certaine: bool, reste: Decimal | None) -> None:
        """A mission; of one that is perhaps not started, nothing is sure."""
        code, lu = CODES_MISSIONS[engagee.mission], self.lire()
        fixe, variable = self.par_taille(lu, f"{code}/fixe"), self.par_taille(lu, f"{code}/variable")
        part = self._part_de_l_annee(engagee, lu)
        atteinte = PEUT_ETRE if engagee.atteinte is None else exact(engagee.atteinte)
        dans_l_annee = PEUT_ETRE if part == PEUT_ETRE else ZERO if part.maximum == 0 else UN
        if not certaine:
            part = dans_l_annee = PEUT_ETRE
        if None in {engagee.demarree_le, engagee.atteinte} or not certaine:
            lu.inconnus["missions"] = None
        if engagee.mission is MissionCPTS.CRISES_SANITAIRES:
            lu.noter("le supplément en cas de crise n'est pas connu, et n'est pas compté")
        du_fixe, du_variable = borner(fixe * part, reste), borner(variable * atteinte * dans_l_annee, reste)
        montant = borner(du_fixe + du_variable, reste)
        libelle = f"mission « {engagee.mission.libelle} »"
        formule = "part fixe × part de l'année depuis le démarrage + part variable × taux d'atteinte"
        self._ajouter(lu, code, libelle, formule, montant)
        debut, le = self.annee.debut, engagee.demarree_le
        des = None if debut is None or le is None else max(debut, le)
        self._payer(code, f"{libelle}, part fixe", du_fixe, des, lu.bareme_de(AVANCE))
        self._payer(code, f"{libelle}, part variable", du_variable, debut, ZERO)

    def _part_de_l_annee(self, engagee: MissionEngagee, lu: Releve) -> Fourchette:
        le, debut, fin = engagee.demarree_le, self.annee.debut, self.annee.fin
        if le is None or debut is None or fin is None:
            return PEUT_ETRE
        part = parts_de_l_annee(le, debut, fin)
        if part.valeur is None:
            lu.noter(
                f"démarrée le {jour_en_lettres(le)} : le prorata se compte en jours ou en mois, la règle "
                "n'a pas été lue"
            )
        return part

    def _ajouter(self, lu: Releve, code: str, libelle: str, formule: str, montant: Fourchette) -> None:
        self.lignes.append(lu.ligne(code, libelle, formule, montant, sources=(ACI_CPTS_TAILLES,)))
        self.montants.append(montant)

    def _payer(self, code: str, libelle: str, montant: Fourchette, des: date | None, avance: Fourchette) -> None:
        """A part of the last line: a payment is no surer than the amount that it pays."""
        self.parts.append(_Part(code, libelle, montant, des, avance, self.lignes[-1].fiabilite))

    # -- payments --------------------------------------------------------------------------------------------------

    def echeancier(self) -> Iterator[Versement]:
        """What is paid of the year: at its start, at the start of a mission, at the next anniversary."""
        fin, rang = self.annee.fin, self.faits.annee_contrat
        for part in self.parts:
            if part.montant.maximum == 0:
                continue
            if part.avance.maximum:
                yield self._versement(part, part.montant * part.avance, part.des, "au début", AVANCE)
            if part.avance.minimum < 1:
                reste = part.montant * (UN - part.avance)
                yield self._versement(part, reste, fin, "solde à l'anniversaire", "solde")
        if rang in {None, 1}:
            yield from self._lettre()

    def _versement(self, part: _Part, brut: Fourchette, le: date | None, regle: str, code: str) -> Versement:
        montant = arrondir(brut)
        raison = None if montant.valeur is not None else f"voir la ligne « {part.code} »"
        return Versement(
            code=f"{part.code}/{code}",
            libelle=part.libelle,
            le=le,
            montant=montant.valeur,
            minimum=montant.minimum,
            maximum=montant.maximum,
            regle=regle,
            sources=(ACI_CPTS_VERSEMENTS,),
            fiabilite=part.fiabilite,
            raison=raison if le is not None else raison or "la date n'est pas connue",
        )

    def _lettre(self) -> Iterator[Versement]:
        """The optional aid that follows a validated letter of intent, before the contract."""
        le = self.faits.lettre_validee_le
        au_plus_tard = le or self.faits.contrat_signe_le or _DERNIER_JOUR  # the letter comes before the contract
        jours = (le or ACI_CPTS_DEPUIS, au_plus_tard)
        if not _est_en_vigueur(self.bareme, LETTRE, au_plus_tard):
            return
        lu = Releve(self.bareme, self.faits, jours)
        aide = arrondir(self.par_taille(lu, LETTRE))
        yield Versement(
            code=LETTRE,
            libelle="aide facultative après la lettre d'intention",
            le=None,
            montant=None,
            minimum=Decimal(0),
            maximum=aide.maximum,
            regle="hors du total : versée avant le contrat aux CPTS qui la demandent",
            sources=(ACI_CPTS_NEGOCIATION,),
            fiabilite=la_plus_faible(lu.fiabilites),
            raison="montants d'une proposition de 2020 : ni le texte définitif ni la date de versement n'ont été lus",
        )


@en_precision_fixe
def decompte_aci_cpts(faits: FaitsACICPTS, bareme: Bareme = BAREME) -> Decompte:
    """What a CPTS receives for a year of its contract, as far as the facts and the texts tell.

    The first year bears the start-up credit of the contracts signed before 31 December 2021. The aid that may follow
    the letter of intent is told among the payments, outside the total: it comes before the contract.

    Args:
        faits: what is known of it.
        bareme: the scale; ours, or one that :func:`charger_bareme` laid over it.
    """
    calcul = _CalculCPTS(faits, bareme)
    plafond = calcul.plafond()
    fonctionnement = calcul.fonctionnement()
    credit = calcul.credit(fonctionnement)
    # Without a contract nothing is paid; with one its functioning is, and leaves that much less to the missions.
    reste = (plafond - calcul.par_taille(calcul.lire(), FONCTIONNEMENT)).maximum
    if faits.missions is None:
        for mission in MissionCPTS:
            if _est_en_vigueur(bareme, f"{CODES_MISSIONS[mission]}/fixe", calcul.annee.jours[1]):
                calcul.mission(MissionEngagee(mission=mission), certaine=False, reste=reste)
    else:
        for engagee in faits.missions:
            calcul.mission(engagee, certaine=True, reste=reste)
    total = arrondir(borner(au_long(calcul.montants), (plafond + credit).maximum))
    return Decompte(
        faits=faits,
        bareme=bareme,
        lignes=tuple(calcul.lignes),
        total=total.valeur,
        minimum=total.minimum,
        maximum=total.maximum,
        echeancier=tuple(sorted(calcul.echeancier(), key=_ordre)),
        reserves=tuple(_reserves(calcul.annee)),
        sources=tuple(dict.fromkeys(source for ligne in calcul.lignes for source in ligne.sources)),
        fiabilite=la_plus_faible(ligne.fiabilite for ligne in calcul.lignes),
    )


def _est_en_vigueur(bareme: Bareme, code: str, jour: date) -> bool:
    """Whether a line of the scale exists on a day, known or not, as it does for every size."""
    return bareme.au(code, jour, TAILLES_CPTS[0]).statut is not StatutReponse.PAS_ENCORE_EN_VIGUEUR


def _ordre(versement: Versement) -> date:
    return versement.le or _DERNIER_JOUR


def _reserves(annee: _AnneeDeContrat) -> Iterator[str]:
    """The ceiling of what each member receives, for each civil year of the year of the contract that has one."""
    for jour in dict.fromkeys(_civiles(annee)):
        if jour.year < PLAFOND_INDEMNITES_DEPUIS.year:
            continue
        plafond = PLAFOND_SECURITE_SOCIALE.au(jour).valeur
        inconnu = "que le plafond annuel de la sécurité sociale, qui n'est pas connu"
        borne = inconnu if plafond is None else f"de {grouper(plafond)} €"
        yield f"en {jour.year}, aucun membre ne reçoit, en indemnités et en rémunérations, plus {borne}"


def _civiles(annee: _AnneeDeContrat) -> tuple[date, ...]:
    if annee.debut is None or annee.fin is None:
        return ()
    return date(annee.debut.year, 1, 1), date((annee.fin - UN_JOUR).year, 1, 1)
