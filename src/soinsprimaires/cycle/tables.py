"""What each act changes, one table per nature of project: data, with its period and its source.

An act that no row holds for a nature is not an act of its procedure; a *neutral* act is recorded and changes no state.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires.cycle.etats import Etat, EtatCentreSante, EtatCPTS, EtatMSP
from soinsprimaires.modele.evenements import Acte, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.parametres.textes import (
    ACI_CPTS,
    ACI_MSP,
    INSTRUCTION_2019_218,
    L1434_12,
    L6323_1_11,
    L6323_1_12,
    L6323_3,
    USAGE_CYCLE,
    USAGE_LETTRE,
    USAGE_MSP,
)
from soinsprimaires.sources import Fiabilite, SourceJuridique
from soinsprimaires.temps import Periode

__all__ = ["NEUTRES", "TRANSITIONS", "Transition"]

Q = QualiteActeur
TOUJOURS: Final = Periode()


@attrs.frozen(kw_only=True)
class Transition:
    """One row of a table.

    Attributes:
        depuis: states from which the act can take place.
        acte: the act.
        vers: state that it leads to.
        decide_par: capacities, one of which must act.
        accords: groups of capacities, each of which must have agreed (by one event or several) before the state
            changes; empty when one event is enough.
        vigueur: when the row holds.
        sources: texts, or the usage that stands for them.
        fiabilite: how the row was established.
    """

    depuis: frozenset[Etat]
    acte: Acte
    vers: Etat
    decide_par: frozenset[QualiteActeur]
    accords: tuple[frozenset[QualiteActeur], ...] = ()
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
    }
)
"""Acts that are recorded and change no state."""

ASSURANCE_MALADIE: Final = frozenset({Q.CPAM, Q.CGSS})
_PARTIES: Final = (frozenset({Q.STRUCTURE, Q.PORTEURS}), ASSURANCE_MALADIE, frozenset({Q.ARS}))
# The ACI of the CPTS is in force from 25 August 2019, that of the MSP from its signature.
_ACI_CPTS_EN_VIGUEUR: Final = Periode(debut=date(2019, 8, 25))
_ACI_MSP_EN_VIGUEUR: Final = Periode(debut=date(2017, 4, 20))
_CENTRES_EN_VIGUEUR: Final = Periode(debut=date(2018, 4, 1))


def _ligne(
    depuis: Iterable[Etat],
    acte: Acte,
    vers: Etat,
    par: Iterable[QualiteActeur],
    source: SourceJuridique,
    *,
    fiabilite: Fiabilite = Fiabilite.VERIFIEE,
    accords: tuple[frozenset[QualiteActeur], ...] = (),
    vigueur: Periode = TOUJOURS,
) -> Transition:
    return Transition(
        depuis=frozenset(depuis),
        acte=acte,
        vers=vers,
        decide_par=frozenset(par),
        accords=accords,
        vigueur=vigueur,
        sources=(source,),
        fiabilite=fiabilite,
    )


def _table_cpts() -> tuple[Transition, ...]:
    e, a = EtatCPTS, Acte
    avant_contrat = (
        e.EMERGENCE,
        e.LETTRE_INTENTION_DEPOSEE,
        e.LETTRE_INTENTION_VALIDEE,
        e.PROJET_EN_REDACTION,
        e.PROJET_DEPOSE,
        e.COMPLEMENTS_DEMANDES,
        e.PROJET_VALIDE,
        e.OPPOSITION_ARS,
    )
    sous_contrat = (e.CONTRAT_SIGNE, e.EN_FONCTIONNEMENT, e.SUSPENDU)
    usage = Fiabilite.NON_VERIFIEE
    porteurs, autorites = (Q.PORTEURS, Q.STRUCTURE), (Q.ARS, Q.CPAM, Q.CGSS)
    return (
        _ligne(
            [e.EMERGENCE],
            a.DEPOT_LETTRE_INTENTION,
            e.LETTRE_INTENTION_DEPOSEE,
            porteurs,
            USAGE_LETTRE,
            fiabilite=Fiabilite.SECONDAIRE,
        ),
        _ligne(
            [e.LETTRE_INTENTION_DEPOSEE],
            a.ACCORD_LETTRE_INTENTION,
            e.LETTRE_INTENTION_VALIDEE,
            autorites,
            INSTRUCTION_2019_218,
            fiabilite=Fiabilite.SECONDAIRE,
            accords=(frozenset({Q.ARS}), ASSURANCE_MALADIE),
        ),
        _ligne(
            [e.LETTRE_INTENTION_VALIDEE],
            a.DEBUT_REDACTION,
            e.PROJET_EN_REDACTION,
            porteurs,
            USAGE_LETTRE,
            fiabilite=Fiabilite.SECONDAIRE,
        ),
        # The code asks for no letter: a project may be filed without one, or anew after an opposition.
        _ligne(
            [e.EMERGENCE, e.LETTRE_INTENTION_VALIDEE, e.PROJET_EN_REDACTION, e.OPPOSITION_ARS],
            a.DEPOT_PROJET,
            e.PROJET_DEPOSE,
            porteurs,
            L1434_12,
        ),
        _ligne(
            [e.PROJET_DEPOSE], a.DEMANDE_COMPLEMENTS, e.COMPLEMENTS_DEMANDES, autorites, USAGE_CYCLE, fiabilite=usage
        ),
        _ligne([e.COMPLEMENTS_DEMANDES], a.DEPOT_COMPLEMENTS, e.PROJET_DEPOSE, porteurs, USAGE_CYCLE, fiabilite=usage),
        _ligne([e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES], a.VALIDATION_PROJET, e.PROJET_VALIDE, [Q.ARS], L1434_12),
        _ligne([e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES], a.OPPOSITION_ARS, e.OPPOSITION_ARS, [Q.ARS], L1434_12),
        _ligne(
            [e.PROJET_VALIDE],
            a.SIGNATURE_CONTRAT,
            e.CONTRAT_SIGNE,
            (*porteurs, *autorites),
            ACI_CPTS,
            accords=_PARTIES,
            vigueur=_ACI_CPTS_EN_VIGUEUR,
        ),
        _ligne(
            [e.CONTRAT_SIGNE],
            a.MISE_EN_FONCTIONNEMENT,
            e.EN_FONCTIONNEMENT,
            porteurs,
            ACI_CPTS,
            vigueur=_ACI_CPTS_EN_VIGUEUR,
        ),
        *_fin_de_contrat(e, sous_contrat, _ACI_CPTS_EN_VIGUEUR),
        _ligne([*sous_contrat, e.PROJET_VALIDE], a.FUSION, e.FUSIONNE, porteurs, USAGE_CYCLE, fiabilite=usage),
        _ligne(avant_contrat, a.ABANDON, e.ABANDONNE, porteurs, USAGE_CYCLE, fiabilite=usage),
    )


def _table_msp() -> tuple[Transition, ...]:
    e, a = EtatMSP, Acte
    avant_contrat = (
        e.EMERGENCE,
        e.LETTRE_INTENTION_DEPOSEE,
        e.LETTRE_INTENTION_VALIDEE,
        e.PROJET_EN_REDACTION,
        e.PROJET_DEPOSE,
        e.COMPLEMENTS_DEMANDES,
        e.PROJET_VALIDE,
    )
    sous_contrat = (e.CONTRAT_SIGNE, e.EN_FONCTIONNEMENT, e.SUSPENDU)
    usage = Fiabilite.NON_VERIFIEE
    porteurs, autorites = (Q.PORTEURS, Q.STRUCTURE), (Q.ARS, Q.CPAM, Q.CGSS)
    return (
        _ligne(
            [e.EMERGENCE],
            a.DEPOT_LETTRE_INTENTION,
            e.LETTRE_INTENTION_DEPOSEE,
            porteurs,
            USAGE_MSP,
            fiabilite=Fiabilite.SECONDAIRE,
        ),
        _ligne(
            [e.LETTRE_INTENTION_DEPOSEE],
            a.ACCORD_LETTRE_INTENTION,
            e.LETTRE_INTENTION_VALIDEE,
            [Q.ARS],
            USAGE_MSP,
            fiabilite=Fiabilite.SECONDAIRE,
            accords=(frozenset({Q.ARS}),),
        ),
        _ligne(
            [e.EMERGENCE, e.LETTRE_INTENTION_VALIDEE],
            a.DEBUT_REDACTION,
            e.PROJET_EN_REDACTION,
            porteurs,
            USAGE_MSP,
            fiabilite=Fiabilite.SECONDAIRE,
        ),
        _ligne(
            [e.EMERGENCE, e.LETTRE_INTENTION_VALIDEE, e.PROJET_EN_REDACTION],
            a.DEPOT_PROJET,
            e.PROJET_DEPOSE,
            porteurs,
            L6323_3,
        ),
        _ligne(
            [e.PROJET_DEPOSE], a.DEMANDE_COMPLEMENTS, e.COMPLEMENTS_DEMANDES, autorites, USAGE_CYCLE, fiabilite=usage
        ),
        _ligne([e.COMPLEMENTS_DEMANDES], a.DEPOT_COMPLEMENTS, e.PROJET_DEPOSE, porteurs, USAGE_CYCLE, fiabilite=usage),
        _ligne(
            [e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES],
            a.VALIDATION_PROJET,
            e.PROJET_VALIDE,
            [Q.ARS],
            USAGE_MSP,
            fiabilite=Fiabilite.SECONDAIRE,
        ),
        _ligne(
            [e.PROJET_VALIDE],
            a.SIGNATURE_CONTRAT,
            e.CONTRAT_SIGNE,
            (*porteurs, *autorites),
            ACI_MSP,
            accords=_PARTIES,
            vigueur=_ACI_MSP_EN_VIGUEUR,
        ),
        _ligne([e.PROJET_VALIDE, e.CONTRAT_SIGNE], a.MISE_EN_FONCTIONNEMENT, e.EN_FONCTIONNEMENT, porteurs, L6323_3),
        *_fin_de_contrat(e, sous_contrat, _ACI_MSP_EN_VIGUEUR),
        _ligne([*sous_contrat, e.PROJET_VALIDE], a.FUSION, e.FUSIONNE, porteurs, USAGE_CYCLE, fiabilite=usage),
        _ligne(avant_contrat, a.ABANDON, e.ABANDONNE, porteurs, USAGE_CYCLE, fiabilite=usage),
    )


def _fin_de_contrat(
    e: type[EtatCPTS] | type[EtatMSP], sous_contrat: tuple[Etat, ...], vigueur: Periode
) -> tuple[Transition, ...]:
    """Suspension, termination and term of a contract; their clauses were not read in the agreements."""
    usage, autorites = Fiabilite.NON_VERIFIEE, (Q.ARS, Q.CPAM, Q.CGSS)
    tous = (Q.PORTEURS, Q.STRUCTURE, *autorites)
    return (
        _ligne(
            [e.CONTRAT_SIGNE, e.EN_FONCTIONNEMENT],
            Acte.SUSPENSION,
            e.SUSPENDU,
            autorites,
            USAGE_CYCLE,
            fiabilite=usage,
            vigueur=vigueur,
        ),
        _ligne(
            [e.SUSPENDU],
            Acte.LEVEE_SUSPENSION,
            e.EN_FONCTIONNEMENT,
            autorites,
            USAGE_CYCLE,
            fiabilite=usage,
            vigueur=vigueur,
        ),
        _ligne(sous_contrat, Acte.RESILIATION, e.RESILIE, tous, USAGE_CYCLE, fiabilite=usage, vigueur=vigueur),
        _ligne(sous_contrat, Acte.EXPIRATION, e.ECHU, tous, USAGE_CYCLE, fiabilite=usage, vigueur=vigueur),
    )


def _table_centre() -> tuple[Transition, ...]:
    e, a = EtatCentreSante, Acte
    gestionnaire = (Q.GESTIONNAIRE, Q.COLLECTIVITE)
    usage = Fiabilite.NON_VERIFIEE
    loi_2023 = Periode(debut=date(2023, 5, 21))
    return (
        _ligne(
            [e.EMERGENCE],
            a.DEPOT_ENGAGEMENT_CONFORMITE,
            e.ENGAGEMENT_DEPOSE,
            gestionnaire,
            L6323_1_11,
            vigueur=_CENTRES_EN_VIGUEUR,
        ),
        _ligne(
            [e.ENGAGEMENT_DEPOSE],
            a.DELIVRANCE_RECEPISSE,
            e.RECEPISSE_DELIVRE,
            [Q.ARS],
            L6323_1_11,
            vigueur=_CENTRES_EN_VIGUEUR,
        ),
        _ligne([e.RECEPISSE_DELIVRE], a.OUVERTURE, e.OUVERT, gestionnaire, L6323_1_11, vigueur=_CENTRES_EN_VIGUEUR),
        _ligne([e.OUVERT], a.SUSPENSION, e.SUSPENDU, [Q.ARS], L6323_1_12, vigueur=loi_2023),
        _ligne([e.SUSPENDU], a.LEVEE_SUSPENSION, e.OUVERT, [Q.ARS], L6323_1_12, vigueur=loi_2023),
        _ligne(
            [e.OUVERT, e.SUSPENDU],
            a.FERMETURE_ADMINISTRATIVE,
            e.FERMETURE_ADMINISTRATIVE,
            [Q.ARS],
            L6323_1_12,
            vigueur=loi_2023,
        ),
        _ligne([e.OUVERT, e.SUSPENDU], a.CESSATION, e.CESSATION, gestionnaire, USAGE_CYCLE, fiabilite=usage),
        _ligne(
            [e.EMERGENCE, e.ENGAGEMENT_DEPOSE, e.RECEPISSE_DELIVRE],
            a.ABANDON,
            e.ABANDONNE,
            gestionnaire,
            USAGE_CYCLE,
            fiabilite=usage,
        ),
    )


TRANSITIONS: Final[Mapping[NatureProjet, tuple[Transition, ...]]] = MappingProxyType(
    {NatureProjet.CPTS: _table_cpts(), NatureProjet.MSP: _table_msp(), NatureProjet.CENTRE_SANTE: _table_centre()}
)
"""The table of each nature of project."""
