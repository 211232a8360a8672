"""Legal delays that run from an event of a journal, each computed in one step from its starting day."""

from datetime import date
from typing import Final

import attrs

from soinsprimaires.droit.aci_msp import ACI_MSP_APPROUVE_LE, ACI_MSP_PUBLIE
from soinsprimaires.droit.centres import AGREMENT_DEPUIS
from soinsprimaires.droit.cpts import DelaisMission
from soinsprimaires.droit.permanence import PERMANENCE_DEPUIS, PERMANENCE_LUE_DEPUIS
from soinsprimaires.droit.textes import (
    ACI_CPTS,
    ACI_CPTS_TAILLES,
    ACI_CPTS_VERSEMENTS,
    ACI_MSP,
    ACI_MSP_CALCUL,
    FIN_DES_DELAIS,
    L1434_12_AL4,
    L6323_1_11_DEUX_MOIS,
    L6323_1_11_III,
    L6323_1_12_IV,
    LOI_2023_378_TRENTE_MOIS,
    R6315_2_II,
)
from soinsprimaires.jours import est_jour_ouvre
from soinsprimaires.modele.evenements import Acte, Evenement
from soinsprimaires.sources import Fiabilite, SourceJuridique
from soinsprimaires.temps import UN_JOUR, echeance

__all__ = [
    "AGREMENT_PROVISOIRE",
    "BILAN_ANNUEL_CPTS",
    "CONTRAT_CPTS",
    "CONTRAT_MSP",
    "DECISION_AGREMENT",
    "DELAIS",
    "FIN_NON_LUE",
    "INTERDICTION_APRES_FERMETURE",
    "LISTE_EFFECTIVE",
    "SISA_APRES_CONTRAT",
    "SOINS_SANS_AGREMENT",
    "SOLDE_ACI_MSP",
    "VALIDATION_TACITE",
    "DelaiLegal",
    "FinDelai",
    "RendezVous",
    "ValidationTacite",
    "ajouter_mois",
    "delai_mission",
    "validation_tacite",
]


def ajouter_mois(depart: date, mois: int) -> date | None:
    """The day of the same number so many months later; ``None`` past the end of the calendar."""
    try:
        return echeance(depart, mois=mois)
    except (OverflowError, ValueError):
        return None


@attrs.frozen(kw_only=True)
class FinDelai:
    """How a delay in months ends.

    Attributes:
        enonce: the rule, in French.
        reportee: whether a last day that is not worked moves to the next working day; ``None`` when no text that was
            read says it, so that both days stand.
        sources: texts.
        fiabilite: how it was established.
    """

    enonce: str
    reportee: bool | None
    sources: tuple[SourceJuridique, ...]
    fiabilite: Fiabilite

    def bornes(self, quantieme: date) -> tuple[date, date]:
        """First and last candidate for the last day, from the day of the same number as the starting day."""
        if self.reportee is None:
            return quantieme, _jour_ouvre(quantieme + UN_JOUR)
        fin = _jour_ouvre(quantieme) if self.reportee else quantieme
        return fin, fin


def _jour_ouvre(jour: date) -> date:
    """The day itself when it is worked, else the next one that is."""
    while not est_jour_ouvre(jour):
        jour += UN_JOUR
    return jour


FIN_NON_LUE: Final = FinDelai(
    enonce="ou le jour ouvré suivant, le texte lu ne le dit pas",
    reportee=None,
    sources=(FIN_DES_DELAIS,),
    fiabilite=Fiabilite.NON_VERIFIEE,
)
"""The text on how delays in months end was not read: the day of the same number, or the next working day after it."""


@attrs.frozen(kw_only=True)
class RendezVous:
    """What comes back every year, with its source.

    Attributes:
        code: code of the rule that founds it.
        titre: what is due, in French.
        sources: texts.
        fiabilite: how it was established.
    """

    code: str
    titre: str
    sources: tuple[SourceJuridique, ...]
    fiabilite: Fiabilite


@attrs.frozen(kw_only=True)
class DelaiLegal:
    """A delay in months, with its period and its source.

    Attributes:
        code: code of the rule that founds it.
        titre: what it governs, in French.
        mois: its length.
        applicable_depuis: first starting day to which it applies.
        certaine_depuis: first starting day for which the text was read in force; before it, the application is deduced.
        sources: texts.
        fiabilite: how it was established.
        fin: how it ends.
    """

    code: str
    titre: str
    mois: int
    applicable_depuis: date
    certaine_depuis: date
    sources: tuple[SourceJuridique, ...]
    fiabilite: Fiabilite
    fin: FinDelai = FIN_NON_LUE

    def bornes(self, depart: date) -> tuple[date, date]:
        """First and last candidate for the last day of the delay, computed in one step from its starting day."""
        quantieme = ajouter_mois(depart, self.mois)
        try:
            return (date.max, date.max) if quantieme is None else self.fin.bornes(quantieme)
        except OverflowError:  # the next working day is past the end of the calendar
            return date.max, date.max

    def calcul(self, a_compter: str) -> str:
        """The computation in French: ``2 mois à compter de la réception par l'ARS ; ...``."""
        return f"{self.mois} mois à compter {a_compter} ; {self.fin.enonce}"


VALIDATION_TACITE: Final = DelaiLegal(
    code="CPTS-002",
    titre="Le projet de santé d'une CPTS est réputé validé, sauf opposition de l'ARS",
    mois=2,
    applicable_depuis=date(2019, 7, 27),
    certaine_depuis=date(2022, 6, 30),
    sources=(L1434_12_AL4,),
    fiabilite=Fiabilite.VERIFIEE,
)
"""The projet de santé of a CPTS is deemed validated unless the ARS opposes within two months of its reception."""


CONTRAT_CPTS: Final = DelaiLegal(
    code="CPTS-006",
    titre="Le contrat d'une CPTS a un terme",
    mois=60,
    applicable_depuis=date(2019, 8, 25),
    certaine_depuis=date(2019, 8, 25),
    sources=(ACI_CPTS,),
    fiabilite=Fiabilite.SECONDAIRE,
)
"""The contract of a CPTS lasts five years; that clause of the agreement was read in reports only."""

CONTRAT_MSP: Final = DelaiLegal(
    code="ACIM-003",
    titre="Le contrat d'une maison de santé a un terme",
    mois=60,
    applicable_depuis=ACI_MSP_APPROUVE_LE,
    certaine_depuis=ACI_MSP_PUBLIE,
    sources=(ACI_MSP,),
    fiabilite=Fiabilite.SECONDAIRE,
)
"""The contract of an MSP lasts five years."""


SISA_APRES_CONTRAT: Final = DelaiLegal(
    code="ACIM-002",
    titre="Une maison de santé sous contrat devient une SISA",
    mois=6,
    applicable_depuis=ACI_MSP_APPROUVE_LE,
    certaine_depuis=ACI_MSP_PUBLIE,
    sources=(ACI_MSP,),
    fiabilite=Fiabilite.SECONDAIRE,
)
"""An MSP paid by the ACI is a SISA at the signature of its contract, or within six months."""

AGREMENT_PROVISOIRE: Final = DelaiLegal(
    code="CDS-004",
    titre="L'agrément d'un centre de santé devient définitif",
    mois=12,
    applicable_depuis=AGREMENT_DEPUIS,
    certaine_depuis=AGREMENT_DEPUIS,
    sources=(L6323_1_11_III,),
    fiabilite=Fiabilite.SECONDAIRE,
)
"""An agrément becomes definitive one year after the opening of the centre at the earliest, not after the provisional
agrément: nothing that was read says by when it must."""

DECISION_AGREMENT: Final = DelaiLegal(
    code="CDS-012",
    titre="L'ARS décide sur une demande d'agrément",
    mois=2,
    applicable_depuis=AGREMENT_DEPUIS,
    certaine_depuis=AGREMENT_DEPUIS,
    sources=(L6323_1_11_DEUX_MOIS,),
    fiabilite=Fiabilite.SECONDAIRE,
)
"""The ARS decides on a provisional agrément at latest two months after it received a complete file, of which no act
tells the day."""

SOINS_SANS_AGREMENT: Final = DelaiLegal(
    code="CDS-002",
    titre="Un centre ouvert avant la loi continue sans agrément",
    mois=30,
    applicable_depuis=date(2023, 5, 19),
    certaine_depuis=AGREMENT_DEPUIS,
    sources=(LOI_2023_378_TRENTE_MOIS,),
    fiabilite=Fiabilite.SECONDAIRE,
)
"""Thirty months after the law no centre, even older than it, gives that care without its agrément: whether they run
from its promulgation, on 19 May 2023, or from its first day in force was not read."""

INTERDICTION_APRES_FERMETURE: Final = DelaiLegal(
    code="CDS-010",
    titre="Après une fermeture par l'ARS, ni récépissé ni agrément",
    mois=96,
    applicable_depuis=AGREMENT_DEPUIS,
    certaine_depuis=AGREMENT_DEPUIS,
    sources=(L6323_1_12_IV,),
    fiabilite=Fiabilite.VERIFIEE,
)
"""After a closure by the ARS, of a centre or of an antenna, no récépissé and no agrément for eight years."""

LISTE_EFFECTIVE: Final = DelaiLegal(
    code="PDSA-009",
    titre="La liste nominative des gardes devient effective",
    mois=1,
    applicable_depuis=PERMANENCE_DEPUIS,
    certaine_depuis=PERMANENCE_LUE_DEPUIS,
    sources=(R6315_2_II,),
    fiabilite=Fiabilite.VERIFIEE,
)
"""After the end of a rota, the associations have one month to list those who were on call indeed."""


BILAN_ANNUEL_CPTS: Final = RendezVous(
    code="CPTS-010",
    titre="Une CPTS rend son rapport et reçoit son solde à l'anniversaire de son contrat",
    sources=(ACI_CPTS_VERSEMENTS,),
    fiabilite=Fiabilite.SECONDAIRE,
)
"""The report of a year of the contract, and the balance that follows it."""

SOLDE_ACI_MSP: Final = RendezVous(
    code="ACIM-007",
    titre="Le solde de l'ACI d'une maison de santé est payé en avril de l'année suivante",
    sources=(ACI_MSP_CALCUL,),
    fiabilite=Fiabilite.SECONDAIRE,
)
"""The balance of a calendar year."""

DELAIS: Final[tuple[DelaiLegal | RendezVous, ...]] = (
    SOLDE_ACI_MSP,
    CONTRAT_MSP,
    SISA_APRES_CONTRAT,
    AGREMENT_PROVISOIRE,
    DECISION_AGREMENT,
    INTERDICTION_APRES_FERMETURE,
    SOINS_SANS_AGREMENT,
    VALIDATION_TACITE,
    CONTRAT_CPTS,
    BILAN_ANNUEL_CPTS,
)
"""Every delay and yearly date that a deadline may bear the code of, but those of the missions, which are in a table."""


def delai_mission(delais: DelaisMission, mois: int) -> DelaiLegal:
    """The delay within which a compulsory mission starts, or is deployed, after the contract."""
    return DelaiLegal(
        code=delais.code,
        titre=f"La mission « {delais.mission.libelle} » d'une CPTS démarre, puis se déploie",
        mois=mois,
        applicable_depuis=delais.contrats_depuis,
        certaine_depuis=delais.contrats_depuis,
        sources=(ACI_CPTS_TAILLES,),
        fiabilite=Fiabilite.SECONDAIRE,
    )


@attrs.frozen(kw_only=True)
class ValidationTacite:
    """When the silence of the ARS validates a project.

    Attributes:
        au_plus_tot: last day of the delay, by the shortest reading.
        au_plus_tard: last day by the longest reading; ``None`` when no reading bounds it.
        presumee: ``True`` when the day of reception is not recorded.
        sure: ``False`` when the project may have been received before any such delay existed.
    """

    au_plus_tot: date
    au_plus_tard: date | None
    presumee: bool
    sure: bool = True


def validation_tacite(depot: Evenement, complements: Evenement | None = None) -> ValidationTacite | None:
    """The tacit validation that a filed project runs towards; ``None`` when no such delay was in force.

    The clock runs from reception. Where its day is not known, or falls before the text was read in force, the end of
    the delay has no upper bound: nobody may announce the validation as acquired.

    Args:
        depot: the filing, a ``reprise`` that finds the project filed, or an act that shows that it was.
        complements: complements sent since. Whether the delay stops, runs again or goes on is not known: the shortest
            reading runs from ``depot``, the longest from their reception.
    """
    delai = VALIDATION_TACITE
    # The reception of another act is not that of the project.
    reception = depot.recu_le if depot.acte in {Acte.DEPOT_PROJET, Acte.REPRISE} else None
    debut, fin = depot.intervalle if reception is None else (reception.au_plus_tot, reception.au_plus_tard)
    # What was received before it was filed was received or filed on another day.
    depose_le = depot.intervalle[0] if depot.acte is Acte.DEPOT_PROJET else None
    contredite = fin is not None and depose_le is not None and fin < depose_le
    if fin is not None and fin < delai.applicable_depuis and not contredite:
        return None
    au_plus_tot = delai.bornes(delai.applicable_depuis)[0]
    if debut is not None:
        # Filed some day before: the delay may end on the very day that finds the project filed.
        deja_depose = reception is None and depot.acte is not Acte.DEPOT_PROJET
        au_plus_tot = max(au_plus_tot, debut if deja_depose else delai.bornes(debut)[0])
    if complements is not None and fin is not None:
        recus_le = complements.recu_le
        fin = None if recus_le is None or recus_le.au_plus_tard is None else max(fin, recus_le.au_plus_tard)
    certain = reception is not None and not contredite and debut is not None and debut >= delai.certaine_depuis
    return ValidationTacite(
        au_plus_tot=au_plus_tot,
        au_plus_tard=delai.bornes(fin)[1] if certain and fin is not None else None,
        presumee=reception is None,
        sure=debut is not None and debut >= delai.applicable_depuis,
    )
