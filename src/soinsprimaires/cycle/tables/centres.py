"""The procedures of the centres de santé: engagement and récépissé, agréments, sanctions."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import attrs

from soinsprimaires.cycle.mentions import MOTIF, SITE_ET_ACTIVITE
from soinsprimaires.cycle.tables.rangees import Q, Transition, dissolution, ligne
from soinsprimaires.droit.centres import AGREMENT_DEPUIS, CENTRES_AU_PLUS_TOT, RECEPISSE_LIMITE_DEPUIS
from soinsprimaires.droit.textes import (
    D6323_9,
    D6323_10,
    L6323_1_11,
    L6323_1_11_II,
    L6323_1_11_III,
    L6323_1_12,
    L6323_1_12_2018,
    L6323_1_2009,
    USAGE_CYCLE,
)
from soinsprimaires.modele._etats import Etat, EtatCentreSante
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, QualiteActeur
from soinsprimaires.sources import Fiabilite, SourceJuridique
from soinsprimaires.temps import Periode

__all__ = ["table_centre"]

# The décret that organises them is in force since that day, the ordonnance "au plus tard" since 1 April 2018.
_CENTRES_EN_VIGUEUR: Final = Periode(debut=CENTRES_AU_PLUS_TOT)
_LOI_2023_378: Final = Periode(debut=AGREMENT_DEPUIS)
_DECRET_2024_568: Final = Periode(debut=RECEPISSE_LIMITE_DEPUIS)
# The ARS suspends and closes a centre under article L6323-1-12 since it exists, under L6323-1 before.
_SANCTIONS: Final = Periode(debut=date(2009, 7, 23))

# A dated copy has the file of the agrément and its refusal; of the rest of the III, reports alone were read.
_Texte = tuple[SourceJuridique, Fiabilite]
_DEMANDE_LUE: Final[_Texte] = (L6323_1_11_II, Fiabilite.VERIFIEE)
_SUITE_RAPPORTEE: Final[_Texte] = (L6323_1_11_III, Fiabilite.SECONDAIRE)
_DECRET_LU: Final[_Texte] = (D6323_9, Fiabilite.SECONDAIRE)


def table_centre() -> tuple[Transition, ...]:
    """A centre de santé: its sites open on a récépissé or on an agrément."""
    e, a, d = EtatCentreSante, Acte, NatureDocument
    gestionnaire = (Q.GESTIONNAIRE, Q.COLLECTIVITE)
    usage = Fiabilite.NON_VERIFIEE
    ouverts = (e.OUVERT, e.SUSPENDU)
    avant_ouverture = (e.EMERGENCE, e.ENGAGEMENT_DEPOSE, e.RECEPISSE_DELIVRE)
    agreables = (e.ENGAGEMENT_DEPOSE, e.RECEPISSE_DELIVRE, *ouverts)
    return (
        ligne(
            [e.EMERGENCE],
            a.DEPOT_ENGAGEMENT_CONFORMITE,
            e.ENGAGEMENT_DEPOSE,
            gestionnaire,
            L6323_1_11,
            documents=(d.PROJET_SANTE, d.ENGAGEMENT_CONFORMITE, d.REGLEMENT_FONCTIONNEMENT),
            instruit_par=frozenset({Q.ARS}),
            vigueur=_CENTRES_EN_VIGUEUR,
        ),
        ligne(
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
        ligne(
            ouverts,
            a.DEPOT_ENGAGEMENT_CONFORMITE,
            None,
            gestionnaire,
            L6323_1_11,
            documents=(d.PROJET_SANTE, d.ENGAGEMENT_CONFORMITE),
            vigueur=_CENTRES_EN_VIGUEUR,
        ),
        ligne(
            ouverts,
            a.DELIVRANCE_RECEPISSE,
            None,
            [Q.ARS],
            L6323_1_11,
            documents=(d.RECEPISSE,),
            vigueur=_CENTRES_EN_VIGUEUR,
        ),
        ligne([e.RECEPISSE_DELIVRE], a.OUVERTURE, e.OUVERT, gestionnaire, L6323_1_11, vigueur=_CENTRES_EN_VIGUEUR),
        # Without any other activity, a dental, ophthalmological or orthoptic centre has no récépissé: its agrément is
        # what it opens on.
        ligne(
            [e.EMERGENCE, e.ENGAGEMENT_DEPOSE],
            a.OUVERTURE,
            e.OUVERT,
            gestionnaire,
            D6323_9,
            Fiabilite.SECONDAIRE,
            usuelle=False,
            vigueur=_DECRET_2024_568,
        ),
        *_agrements(agreables, gestionnaire, _DEMANDE_LUE, _SUITE_RAPPORTEE, _LOI_2023_378),
        *_agrements([e.EMERGENCE], gestionnaire, _DECRET_LU, _DECRET_LU, _DECRET_2024_568),
        ligne(
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
        ligne(ouverts, a.CESSATION, e.CESSATION, gestionnaire, USAGE_CYCLE, usage),
        ligne(avant_ouverture, a.ABANDON, e.ABANDONNE, gestionnaire, USAGE_CYCLE, usage),
        dissolution([*avant_ouverture, *ouverts], e.DISSOUS, gestionnaire),
    )


def _agrements(
    depuis: Iterable[Etat],
    gestionnaire: tuple[QualiteActeur, ...],
    texte: _Texte,
    suite: _Texte,
    vigueur: Periode,
) -> tuple[Transition, ...]:
    """The acts of the agrément of an activity of a site: what founds the request and its refusal, and what the rest."""
    a = Acte
    commun: dict[str, Any] = {"mentions": (SITE_ET_ACTIVITE,), "vigueur": vigueur}
    demande = ligne(
        depuis,
        a.DEMANDE_AGREMENT,
        None,
        gestionnaire,
        *texte,
        documents=(NatureDocument.PROJET_SANTE,),
        instruit_par=frozenset({Q.ARS}),
        **commun,
    )
    decisions = {
        a.AGREMENT_PROVISOIRE: suite,
        a.AGREMENT_DEFINITIF: suite,
        a.REFUS_AGREMENT: texte,
        a.RETRAIT_AGREMENT: suite,
    }
    return (
        demande,
        *(
            ligne(depuis, decision, None, [Q.ARS], *lu, documents=(NatureDocument.DECISION,), **commun)
            for decision, lu in decisions.items()
        ),
    )


def _sanctions() -> tuple[Transition, ...]:
    """What the ARS decides against a centre: suspension, its lifting, closure."""
    e, a = EtatCentreSante, Acte
    communes: dict[str, Any] = {"documents": (NatureDocument.DECISION,), "vigueur": _SANCTIONS}
    ouverts, ferme = (e.OUVERT, e.SUSPENDU), e.FERMETURE_ADMINISTRATIVE
    rangees = (
        ligne([e.OUVERT], a.SUSPENSION, e.SUSPENDU, [Q.ARS], L6323_1_12_2018, mentions=(MOTIF,), **communes),
        ligne([e.SUSPENDU], a.LEVEE_SUSPENSION, e.OUVERT, [Q.ARS], L6323_1_12_2018, **communes),
        ligne(ouverts, a.FERMETURE_ADMINISTRATIVE, ferme, [Q.ARS], L6323_1_12_2018, mentions=(MOTIF,), **communes),
    )
    # Of the first years, an undated copy alone was read.
    sources = (L6323_1_2009, L6323_1_12_2018, L6323_1_12)
    return tuple(attrs.evolve(ligne, sources=sources, fiabilite=Fiabilite.SECONDAIRE) for ligne in rangees)
