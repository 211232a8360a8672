"""What each act changes, one table per nature of project: data, with its period and its source.

An act that no row holds for a nature is not an act of its procedure; a *neutral* act is recorded and changes no state.
A row without ``vers`` is an act of the procedure that leaves the state as it is: missions, amendments, agréments.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import attrs

from soinsprimaires.cycle.mentions import (
    AVIS,
    FONDEMENT_LEGAL,
    MISSION,
    MOTIF,
    OBJET_AVENANT,
    PROJETS_LIES,
    SITE_ET_ACTIVITE,
    Mention,
)
from soinsprimaires.droit.aci_msp import ACI_MSP_APPROUVE_LE
from soinsprimaires.droit.centres import AGREMENT_DEPUIS, CENTRES_AU_PLUS_TOT, RECEPISSE_LIMITE_DEPUIS
from soinsprimaires.droit.textes import (
    ACI_CPTS,
    ACI_MSP,
    D6323_9,
    D6323_10,
    INSTRUCTION_2019_218,
    L1411_11_1,
    L1434_12,
    L1434_12_2016,
    L6323_1_11,
    L6323_1_11_II,
    L6323_1_12,
    L6323_1_12_2018,
    L6323_1_2009,
    L6323_3,
    USAGE_CYCLE,
    USAGE_EQUIPES,
    USAGE_LETTRE,
    USAGE_MSP,
)
from soinsprimaires.modele._etats import Etat, EtatCentreSante, EtatCPTS, EtatEquipe, EtatMSP
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.sources import Fiabilite, SourceJuridique
from soinsprimaires.temps import Periode

__all__ = ["ASSURANCE_MALADIE", "NEUTRES", "SOUS_CONTRAT", "TRANSITIONS", "Transition", "lignes_de", "peut_agir"]

Q = QualiteActeur
TOUJOURS: Final = Periode()


@attrs.frozen(kw_only=True)
class Transition:
    """One row of a table.

    Attributes:
        depuis: states from which the act can take place.
        acte: the act.
        vers: state that it leads to; ``None`` leaves the state as it is.
        decide_par: capacities, one of which must act.
        accords: groups of capacities, each of which must have agreed (by one event or several) before the state
            changes; empty when one event is enough.
        instruit_par: capacities that examine.
        avis_de: capacities that give an opinion.
        documents: what is sent with it.
        mentions: what the event must carry.
        usuelle: ``False`` for a way that the texts allow and practice seldom takes.
        vigueur: when the row holds.
        sources: texts, or the usage that stands for them.
        fiabilite: how the row was established.
    """

    depuis: frozenset[Etat]
    acte: Acte
    vers: Etat | None
    decide_par: frozenset[QualiteActeur]
    accords: tuple[frozenset[QualiteActeur], ...] = ()
    instruit_par: frozenset[QualiteActeur] = frozenset()
    avis_de: frozenset[QualiteActeur] = frozenset()
    documents: tuple[NatureDocument, ...] = ()
    mentions: tuple[Mention, ...] = ()
    usuelle: bool = True
    vigueur: Periode = TOUJOURS
    sources: tuple[SourceJuridique, ...]
    fiabilite: Fiabilite


NEUTRES: Final = frozenset(
    {
        Acte.EMERGENCE,
        Acte.REUNION_TENUE,
        Acte.CHANGEMENT_PRESIDENCE,
        Acte.INAUGURATION,
        Acte.RAPPORT_TRANSMIS,
        Acte.CANDIDATURE_RETENUE,
        Acte.SITE_OUVERT,
        Acte.AVIS_PARTENAIRE,
        Acte.DEMANDE_FIR,
        Acte.ACCORD_FIR,
        Acte.REFUS_FIR,
    }
)
"""Acts that are recorded and change no state."""

ASSURANCE_MALADIE: Final = frozenset({Q.CPAM, Q.CGSS})
"""One of them signs and agrees for the assurance maladie; the MSA stands beside and never blocks."""

_PORTEURS: Final = frozenset({Q.PORTEURS, Q.STRUCTURE})
_AUTORITES: Final = frozenset({Q.ARS}) | ASSURANCE_MALADIE
_PARTIES: Final = (_PORTEURS, ASSURANCE_MALADIE, frozenset({Q.ARS}))
# The ACI of the CPTS is in force from the day after its publication, that of the MSP from its approval.
_ACI_CPTS_EN_VIGUEUR: Final = Periode(debut=date(2019, 8, 25))
_ACI_MSP_EN_VIGUEUR: Final = Periode(debut=ACI_MSP_APPROUVE_LE)
# The décret that organises them is in force since that day, the ordonnance "au plus tard" since 1 April 2018.
_CENTRES_EN_VIGUEUR: Final = Periode(debut=CENTRES_AU_PLUS_TOT)
_LOI_2023_378: Final = Periode(debut=AGREMENT_DEPUIS)
_DECRET_2024_568: Final = Periode(debut=RECEPISSE_LIMITE_DEPUIS)
# The sentence on the initiative of the ARS came with the CPTS themselves; the copy of 30 June 2022 no longer has it.
_INITIATIVE_ARS: Final = Periode(debut=date(2016, 1, 28), fin=date(2022, 6, 29))
# The ARS suspends and closes a centre under article L6323-1-12 since it exists, under L6323-1 before.
_SANCTIONS: Final = Periode(debut=date(2009, 7, 23))


def _ligne(  # noqa: PLR0917 - a row reads as a row
    depuis: Iterable[Etat],
    acte: Acte,
    vers: Etat | None,
    par: Iterable[QualiteActeur],
    source: SourceJuridique,
    fiabilite: Fiabilite = Fiabilite.VERIFIEE,
    **colonnes: Any,
) -> Transition:
    return Transition(
        depuis=frozenset(depuis),
        acte=acte,
        vers=vers,
        decide_par=frozenset(par),
        sources=(source,),
        fiabilite=fiabilite,
        **colonnes,
    )


def _sous_contrat(e: type[EtatCPTS] | type[EtatMSP]) -> tuple[Etat, ...]:
    return (e.CONTRAT_SIGNE, e.EN_FONCTIONNEMENT, e.SUSPENDU)


SOUS_CONTRAT: Final[frozenset[Etat]] = frozenset({*_sous_contrat(EtatCPTS), *_sous_contrat(EtatMSP)})
"""States in which a contract may be in force; that of an MSP which works may have none."""


def _table_cpts() -> tuple[Transition, ...]:
    e, a, d = EtatCPTS, Acte, NatureDocument
    sous_contrat = _sous_contrat(e)
    depot: dict[str, Any] = {
        "documents": (d.PROJET_SANTE, d.DIAGNOSTIC_TERRITORIAL),
        "instruit_par": frozenset({Q.ARS}),
    }
    contrat = _contrat(ACI_CPTS, Fiabilite.VERIFIEE, _ACI_CPTS_EN_VIGUEUR)
    mission: dict[str, Any] = {"mentions": (MISSION,), "vigueur": _ACI_CPTS_EN_VIGUEUR}
    return (
        _ligne(
            [e.EMERGENCE],
            a.INITIATIVE_ARS,
            None,
            [Q.ARS],
            L1434_12_2016,
            Fiabilite.NON_VERIFIEE,
            vigueur=_INITIATIVE_ARS,
            usuelle=False,
        ),
        *_lettre(e, USAGE_LETTRE, accords=(frozenset({Q.ARS}), ASSURANCE_MALADIE), texte_accord=INSTRUCTION_2019_218),
        _ligne(
            [e.LETTRE_INTENTION_VALIDEE],
            a.DEBUT_REDACTION,
            e.PROJET_EN_REDACTION,
            _PORTEURS,
            USAGE_LETTRE,
            Fiabilite.SECONDAIRE,
        ),
        _ligne(
            [e.LETTRE_INTENTION_VALIDEE, e.PROJET_EN_REDACTION, e.OPPOSITION_ARS],
            a.DEPOT_PROJET,
            e.PROJET_DEPOSE,
            _PORTEURS,
            L1434_12,
            **depot,
        ),
        # The code asks for no letter of intent.
        _ligne([e.EMERGENCE], a.DEPOT_PROJET, e.PROJET_DEPOSE, _PORTEURS, L1434_12, usuelle=False, **depot),
        *_complements(e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES),
        _ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.VALIDATION_PROJET,
            e.PROJET_VALIDE,
            [Q.ARS],
            L1434_12,
            documents=(d.DECISION,),
            instruit_par=frozenset({Q.ARS}),
        ),
        _ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.OPPOSITION_ARS,
            e.OPPOSITION_ARS,
            [Q.ARS],
            L1434_12,
            documents=(d.DECISION,),
            mentions=(FONDEMENT_LEGAL,),
            instruit_par=frozenset({Q.ARS}),
        ),
        _ligne([e.PROJET_VALIDE], a.SIGNATURE_CONTRAT, e.CONTRAT_SIGNE, **contrat),
        _ligne(
            [e.CONTRAT_SIGNE],
            a.MISE_EN_FONCTIONNEMENT,
            e.EN_FONCTIONNEMENT,
            _PORTEURS,
            ACI_CPTS,
            vigueur=_ACI_CPTS_EN_VIGUEUR,
        ),
        _ligne(sous_contrat, a.DEMARRAGE_MISSION, None, _PORTEURS, ACI_CPTS, **mission),
        _ligne(sous_contrat, a.DEPLOIEMENT_MISSION, None, _PORTEURS, ACI_CPTS, **mission),
        *_vie_du_contrat(e, sous_contrat, _ACI_CPTS_EN_VIGUEUR),
        _ligne(
            [*sous_contrat, e.PROJET_VALIDE],
            a.SCISSION,
            e.SCINDE,
            _PORTEURS,
            USAGE_CYCLE,
            Fiabilite.NON_VERIFIEE,
            mentions=(PROJETS_LIES,),
        ),
        *_sorties(e, sous_contrat),
    )


def _table_msp() -> tuple[Transition, ...]:
    e, a, d = EtatMSP, Acte, NatureDocument
    sous_contrat = _sous_contrat(e)
    # The agreement was read through the page of a federation.
    contrat = _contrat(ACI_MSP, Fiabilite.SECONDAIRE, _ACI_MSP_EN_VIGUEUR)
    instruits: dict[str, Any] = {
        "instruit_par": _AUTORITES,
        "avis_de": frozenset({Q.COMITE_REGIONAL, Q.URPS, Q.FEDERATION}),
    }
    return (
        *_lettre(e, USAGE_MSP, accords=(frozenset({Q.ARS}),), texte_accord=USAGE_MSP),
        # The letter exists in some regions only.
        _ligne(
            [e.EMERGENCE, e.LETTRE_INTENTION_VALIDEE],
            a.DEBUT_REDACTION,
            e.PROJET_EN_REDACTION,
            _PORTEURS,
            USAGE_MSP,
            Fiabilite.SECONDAIRE,
        ),
        _ligne(
            [e.EMERGENCE, e.LETTRE_INTENTION_VALIDEE, e.PROJET_EN_REDACTION],
            a.DEPOT_PROJET,
            e.PROJET_DEPOSE,
            _PORTEURS,
            L6323_3,
            Fiabilite.SECONDAIRE,
            documents=(d.PROJET_SANTE,),
            instruit_par=frozenset({Q.ARS}),
        ),
        *_complements(e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES),
        _ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.AVIS_COMITE,
            None,
            [Q.COMITE_REGIONAL],
            USAGE_MSP,
            Fiabilite.SECONDAIRE,
            mentions=(AVIS,),
            documents=(d.COMPTE_RENDU,),
        ),
        _ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.VALIDATION_PROJET,
            e.PROJET_VALIDE,
            [Q.ARS],
            USAGE_MSP,
            Fiabilite.SECONDAIRE,
            documents=(d.DECISION,),
            **instruits,
        ),
        _ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.REFUS_PROJET,
            e.PROJET_EN_REDACTION,
            [Q.ARS],
            USAGE_CYCLE,
            Fiabilite.NON_VERIFIEE,
            mentions=(MOTIF,),
            documents=(d.DECISION,),
            **instruits,
        ),
        _ligne([e.PROJET_VALIDE], a.SIGNATURE_CONTRAT, e.CONTRAT_SIGNE, **contrat),
        # A maison de santé may work long before it signs.
        _ligne([e.EN_FONCTIONNEMENT], a.SIGNATURE_CONTRAT, None, **contrat),
        _ligne(
            [e.PROJET_VALIDE, e.CONTRAT_SIGNE],
            a.MISE_EN_FONCTIONNEMENT,
            e.EN_FONCTIONNEMENT,
            _PORTEURS,
            L6323_3,
            Fiabilite.SECONDAIRE,
        ),
        # The code asks that the project be sent to the ARS for information, and no validation: it may come later.
        _ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.MISE_EN_FONCTIONNEMENT,
            e.EN_FONCTIONNEMENT,
            _PORTEURS,
            L6323_3,
            Fiabilite.SECONDAIRE,
            usuelle=False,
        ),
        _ligne(
            [e.EN_FONCTIONNEMENT],
            a.VALIDATION_PROJET,
            None,
            [Q.ARS],
            USAGE_MSP,
            Fiabilite.SECONDAIRE,
            documents=(d.DECISION,),
            usuelle=False,
            **instruits,
        ),
        *_vie_du_contrat(e, sous_contrat, _ACI_MSP_EN_VIGUEUR),
        *_sorties(e, sous_contrat),
    )


def _lettre(
    e: type[EtatCPTS] | type[EtatMSP],
    usage: SourceJuridique,
    *,
    accords: tuple[frozenset[QualiteActeur], ...],
    texte_accord: SourceJuridique,
) -> tuple[Transition, ...]:
    """The letter of intent: filed, examined, agreed or refused; a refused one may be filed anew."""
    a, decideurs = Acte, frozenset(qualite for groupe in accords for qualite in groupe)
    lettre = (NatureDocument.LETTRE_INTENTION,)
    deposee, secondaire = e.LETTRE_INTENTION_DEPOSEE, Fiabilite.SECONDAIRE
    return (
        _ligne(
            [e.EMERGENCE],
            a.DEPOT_LETTRE_INTENTION,
            deposee,
            _PORTEURS,
            usage,
            secondaire,
            documents=lettre,
            instruit_par=_AUTORITES,
            avis_de=frozenset({Q.URPS, Q.MSA}),
        ),
        _ligne([deposee], a.DEMANDE_COMPLEMENTS, None, decideurs, USAGE_CYCLE, Fiabilite.NON_VERIFIEE),
        _ligne([deposee], a.DEPOT_COMPLEMENTS, None, _PORTEURS, USAGE_CYCLE, Fiabilite.NON_VERIFIEE),
        _ligne(
            [deposee],
            a.ACCORD_LETTRE_INTENTION,
            e.LETTRE_INTENTION_VALIDEE,
            decideurs,
            texte_accord,
            secondaire,
            accords=accords,
            instruit_par=_AUTORITES,
            avis_de=frozenset({Q.URPS, Q.MSA}),
        ),
        _ligne(
            [deposee],
            a.REFUS_LETTRE_INTENTION,
            e.EMERGENCE,
            decideurs,
            USAGE_CYCLE,
            Fiabilite.NON_VERIFIEE,
            mentions=(MOTIF,),
        ),
    )


def _contrat(accord: SourceJuridique, fiabilite: Fiabilite, vigueur: Periode) -> dict[str, Any]:
    """The columns of a contract between the structure, the assurance maladie and the ARS."""
    return {
        "par": _PORTEURS | _AUTORITES,
        "source": accord,
        "fiabilite": fiabilite,
        "accords": _PARTIES,
        "documents": (NatureDocument.CONTRAT, NatureDocument.STATUTS),
        "instruit_par": ASSURANCE_MALADIE,
        "vigueur": vigueur,
    }


def _complements(depose: Etat, demandes: Etat) -> tuple[Transition, ...]:
    """Complements to a filed project; whether they stop a clock was read nowhere."""
    usage = Fiabilite.NON_VERIFIEE
    return (
        _ligne([depose], Acte.DEMANDE_COMPLEMENTS, demandes, _AUTORITES, USAGE_CYCLE, usage),
        _ligne([demandes], Acte.DEPOT_COMPLEMENTS, depose, _PORTEURS, USAGE_CYCLE, usage),
    )


def _vie_du_contrat(
    e: type[EtatCPTS] | type[EtatMSP], sous_contrat: tuple[Etat, ...], vigueur: Periode
) -> tuple[Transition, ...]:
    """Amendments, renewal, suspension, termination and term; their clauses were not read in the agreements."""
    a, usage, tous = Acte, Fiabilite.NON_VERIFIEE, _PORTEURS | _AUTORITES
    contrat = (NatureDocument.CONTRAT,)
    return (
        _ligne(
            sous_contrat, a.DEMANDE_AVENANT, None, tous, USAGE_CYCLE, usage, mentions=(OBJET_AVENANT,), vigueur=vigueur
        ),
        _ligne(
            sous_contrat,
            a.SIGNATURE_AVENANT,
            None,
            tous,
            USAGE_CYCLE,
            usage,
            mentions=(OBJET_AVENANT,),
            documents=contrat,
            vigueur=vigueur,
        ),
        _ligne(sous_contrat, a.REFUS_AVENANT, None, _AUTORITES, USAGE_CYCLE, usage, mentions=(MOTIF,), vigueur=vigueur),
        _ligne(
            sous_contrat,
            a.RENOUVELLEMENT,
            None,
            tous,
            USAGE_CYCLE,
            usage,
            accords=_PARTIES,
            documents=contrat,
            vigueur=vigueur,
        ),
        _ligne(
            [e.CONTRAT_SIGNE, e.EN_FONCTIONNEMENT],
            a.SUSPENSION,
            e.SUSPENDU,
            _AUTORITES,
            USAGE_CYCLE,
            usage,
            mentions=(MOTIF,),
            vigueur=vigueur,
        ),
        _ligne([e.SUSPENDU], a.LEVEE_SUSPENSION, e.EN_FONCTIONNEMENT, _AUTORITES, USAGE_CYCLE, usage, vigueur=vigueur),
        _ligne(sous_contrat, a.RESILIATION, e.RESILIE, tous, USAGE_CYCLE, usage, mentions=(MOTIF,), vigueur=vigueur),
        _ligne(sous_contrat, a.EXPIRATION, e.ECHU, tous, USAGE_CYCLE, usage, vigueur=vigueur),
    )


def _sorties(e: type[EtatCPTS] | type[EtatMSP], sous_contrat: tuple[Etat, ...]) -> tuple[Transition, ...]:
    """Merger, once there is something to merge; abandonment, before any contract; dissolution. No text was read."""
    etats: tuple[EtatCPTS | EtatMSP, ...] = tuple(e)
    avant_contrat = etats[: etats.index(e.CONTRAT_SIGNE)]
    usage = Fiabilite.NON_VERIFIEE
    return (
        _ligne(
            [*sous_contrat, e.PROJET_VALIDE],
            Acte.FUSION,
            e.FUSIONNE,
            _PORTEURS,
            USAGE_CYCLE,
            usage,
            mentions=(PROJETS_LIES,),
        ),
        _ligne(avant_contrat, Acte.ABANDON, e.ABANDONNE, _PORTEURS, USAGE_CYCLE, usage),
        _dissolution([*avant_contrat, *sous_contrat, e.RESILIE, e.ECHU], e.DISSOUS, _PORTEURS),
    )


def _dissolution(vivants: Iterable[Etat], dissous: Etat, par: Iterable[QualiteActeur]) -> Transition:
    """The end of the structure itself, which its contract or its project may have left before it."""
    return _ligne(vivants, Acte.DISSOLUTION, dissous, par, USAGE_CYCLE, Fiabilite.NON_VERIFIEE, usuelle=False)


def _table_equipe(fiabilite: Fiabilite) -> tuple[Transition, ...]:
    """A team: its projet de santé makes it (CSP, art. L1411-11-1); that the ARS validates it is a usage, for money."""
    e, a, d = EtatEquipe, Acte, NatureDocument
    usage = Fiabilite.NON_VERIFIEE
    deposes = (e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES)
    decision: dict[str, Any] = {"documents": (d.DECISION,), "instruit_par": frozenset({Q.ARS})}
    return (
        _ligne([e.EMERGENCE], a.DEBUT_REDACTION, e.PROJET_EN_REDACTION, _PORTEURS, USAGE_CYCLE, usage),
        _ligne(
            [e.EMERGENCE, e.PROJET_EN_REDACTION],
            a.DEPOT_PROJET,
            e.PROJET_DEPOSE,
            _PORTEURS,
            USAGE_EQUIPES,
            fiabilite,
            documents=(d.PROJET_SANTE,),
            instruit_par=frozenset({Q.ARS}),
        ),
        *_complements(*deposes),
        _ligne(deposes, a.VALIDATION_PROJET, e.PROJET_VALIDE, [Q.ARS], USAGE_EQUIPES, fiabilite, **decision),
        _ligne(
            deposes,
            a.REFUS_PROJET,
            e.PROJET_EN_REDACTION,
            [Q.ARS],
            USAGE_CYCLE,
            usage,
            mentions=(MOTIF,),
            **decision,
        ),
        _ligne([e.PROJET_VALIDE], a.MISE_EN_FONCTIONNEMENT, e.EN_FONCTIONNEMENT, _PORTEURS, USAGE_EQUIPES, fiabilite),
        # The code asks for a project, and for no validation.
        _ligne(
            [e.PROJET_EN_REDACTION, *deposes],
            a.MISE_EN_FONCTIONNEMENT,
            e.EN_FONCTIONNEMENT,
            _PORTEURS,
            L1411_11_1,
            Fiabilite.SECONDAIRE,
            usuelle=False,
        ),
        _ligne(
            [e.EN_FONCTIONNEMENT],
            a.VALIDATION_PROJET,
            None,
            [Q.ARS],
            USAGE_EQUIPES,
            fiabilite,
            usuelle=False,
            **decision,
        ),
        _ligne(
            [e.EMERGENCE, e.PROJET_EN_REDACTION, *deposes, e.PROJET_VALIDE],
            a.ABANDON,
            e.ABANDONNE,
            _PORTEURS,
            USAGE_CYCLE,
            usage,
        ),
        _dissolution(
            [e.EMERGENCE, e.PROJET_EN_REDACTION, *deposes, e.PROJET_VALIDE, e.EN_FONCTIONNEMENT], e.DISSOUS, _PORTEURS
        ),
    )


def _table_centre() -> tuple[Transition, ...]:
    e, a, d = EtatCentreSante, Acte, NatureDocument
    gestionnaire = (Q.GESTIONNAIRE, Q.COLLECTIVITE)
    usage = Fiabilite.NON_VERIFIEE
    ouverts = (e.OUVERT, e.SUSPENDU)
    avant_ouverture = (e.EMERGENCE, e.ENGAGEMENT_DEPOSE, e.RECEPISSE_DELIVRE)
    agreables = (e.ENGAGEMENT_DEPOSE, e.RECEPISSE_DELIVRE, *ouverts)
    return (
        _ligne(
            [e.EMERGENCE],
            a.DEPOT_ENGAGEMENT_CONFORMITE,
            e.ENGAGEMENT_DEPOSE,
            gestionnaire,
            L6323_1_11,
            documents=(d.PROJET_SANTE, d.ENGAGEMENT_CONFORMITE, d.REGLEMENT_FONCTIONNEMENT),
            instruit_par=frozenset({Q.ARS}),
            vigueur=_CENTRES_EN_VIGUEUR,
        ),
        _ligne(
            [e.ENGAGEMENT_DEPOSE],
            a.DELIVRANCE_RECEPISSE,
            e.RECEPISSE_DELIVRE,
            [Q.ARS],
            L6323_1_11,
            documents=(d.RECEPISSE,),
            instruit_par=frozenset({Q.ARS}),
            vigueur=_CENTRES_EN_VIGUEUR,
        ),
        # Another site of an open centre receives its own récépissé.
        _ligne(
            ouverts,
            a.DEPOT_ENGAGEMENT_CONFORMITE,
            None,
            gestionnaire,
            L6323_1_11,
            documents=(d.PROJET_SANTE, d.ENGAGEMENT_CONFORMITE),
            vigueur=_CENTRES_EN_VIGUEUR,
        ),
        _ligne(
            ouverts,
            a.DELIVRANCE_RECEPISSE,
            None,
            [Q.ARS],
            L6323_1_11,
            documents=(d.RECEPISSE,),
            vigueur=_CENTRES_EN_VIGUEUR,
        ),
        _ligne([e.RECEPISSE_DELIVRE], a.OUVERTURE, e.OUVERT, gestionnaire, L6323_1_11, vigueur=_CENTRES_EN_VIGUEUR),
        # Without any other activity, a dental, ophthalmological or orthoptic centre has no récépissé: its agrément is
        # what it opens on.
        _ligne(
            [e.EMERGENCE, e.ENGAGEMENT_DEPOSE],
            a.OUVERTURE,
            e.OUVERT,
            gestionnaire,
            D6323_9,
            Fiabilite.SECONDAIRE,
            usuelle=False,
            vigueur=_DECRET_2024_568,
        ),
        *_agrements(agreables, gestionnaire, L6323_1_11_II, Fiabilite.VERIFIEE, _LOI_2023_378),
        *_agrements([e.EMERGENCE], gestionnaire, D6323_9, Fiabilite.SECONDAIRE, _DECRET_2024_568),
        _ligne(
            ouverts,
            a.MODIFICATION_SUBSTANTIELLE,
            None,
            gestionnaire,
            D6323_10,
            Fiabilite.SECONDAIRE,
            documents=(d.PROJET_SANTE,),
            vigueur=Periode(debut=date(2018, 3, 2)),
        ),
        *_sanctions(),
        _ligne(ouverts, a.CESSATION, e.CESSATION, gestionnaire, USAGE_CYCLE, usage),
        _ligne(avant_ouverture, a.ABANDON, e.ABANDONNE, gestionnaire, USAGE_CYCLE, usage),
        _dissolution([*avant_ouverture, *ouverts], e.DISSOUS, gestionnaire),
    )


def _agrements(
    depuis: Iterable[Etat],
    gestionnaire: tuple[QualiteActeur, ...],
    source: SourceJuridique,
    fiabilite: Fiabilite,
    vigueur: Periode,
) -> tuple[Transition, ...]:
    """The acts of the agrément of an activity of a site."""
    a = Acte
    commun: dict[str, Any] = {"mentions": (SITE_ET_ACTIVITE,), "vigueur": vigueur}
    demande = _ligne(
        depuis,
        a.DEMANDE_AGREMENT,
        None,
        gestionnaire,
        source,
        fiabilite,
        documents=(NatureDocument.PROJET_SANTE,),
        instruit_par=frozenset({Q.ARS}),
        **commun,
    )
    decisions = (a.AGREMENT_PROVISOIRE, a.AGREMENT_DEFINITIF, a.REFUS_AGREMENT, a.RETRAIT_AGREMENT)
    return (
        demande,
        *(
            _ligne(depuis, decision, None, [Q.ARS], source, fiabilite, documents=(NatureDocument.DECISION,), **commun)
            for decision in decisions
        ),
    )


def _sanctions() -> tuple[Transition, ...]:
    """What the ARS decides against a centre: suspension, its lifting, closure."""
    e, a = EtatCentreSante, Acte
    communes: dict[str, Any] = {"documents": (NatureDocument.DECISION,), "vigueur": _SANCTIONS}
    ouverts, ferme = (e.OUVERT, e.SUSPENDU), e.FERMETURE_ADMINISTRATIVE
    rangees = (
        _ligne([e.OUVERT], a.SUSPENSION, e.SUSPENDU, [Q.ARS], L6323_1_12_2018, mentions=(MOTIF,), **communes),
        _ligne([e.SUSPENDU], a.LEVEE_SUSPENSION, e.OUVERT, [Q.ARS], L6323_1_12_2018, **communes),
        _ligne(ouverts, a.FERMETURE_ADMINISTRATIVE, ferme, [Q.ARS], L6323_1_12_2018, mentions=(MOTIF,), **communes),
    )
    # Of the first years, an undated copy alone was read.
    sources = (L6323_1_2009, L6323_1_12_2018, L6323_1_12)
    return tuple(attrs.evolve(ligne, sources=sources, fiabilite=Fiabilite.SECONDAIRE) for ligne in rangees)


TRANSITIONS: Final[Mapping[NatureProjet, tuple[Transition, ...]]] = MappingProxyType(
    {
        NatureProjet.CPTS: _table_cpts(),
        NatureProjet.MSP: _table_msp(),
        NatureProjet.CENTRE_SANTE: _table_centre(),
        # The usage was read of teams of soins primaires only.
        NatureProjet.EQUIPE_SOINS_PRIMAIRES: _table_equipe(Fiabilite.SECONDAIRE),
        NatureProjet.EQUIPE_SOINS_SPECIALISES: _table_equipe(Fiabilite.NON_VERIFIEE),
    }
)
"""The table of each nature of project."""


@cache
def lignes_de(nature: NatureProjet, acte: Acte) -> tuple[Transition, ...]:
    """The rows of an act, for a nature of project."""
    return tuple(ligne for ligne in TRANSITIONS[nature] if ligne.acte is acte)


def peut_agir(nature: NatureProjet, evenement: Evenement) -> bool:
    """Whether one of those who did an act is entitled to; an event that does not say who is taken at its word."""
    lignes = lignes_de(nature, evenement.acte)
    return not evenement.acteurs or any(evenement.qualites & ligne.decide_par for ligne in lignes)
