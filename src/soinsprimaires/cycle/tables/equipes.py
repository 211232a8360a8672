"""The procedure of a team of soins primaires or of soins spécialisés."""

from typing import Any

from soinsprimaires.cycle.mentions import MOTIF
from soinsprimaires.cycle.tables.rangees import PORTEURS, Q, Transition, complements, dissolution, ligne
from soinsprimaires.droit.textes import L1411_11_1, USAGE_CYCLE, USAGE_EQUIPES
from soinsprimaires.modele._etats import EtatEquipe
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte
from soinsprimaires.sources import Fiabilite

__all__ = ["table_equipe"]


def table_equipe(fiabilite: Fiabilite) -> tuple[Transition, ...]:
    """A team: its projet de santé makes it (CSP, art. L1411-11-1); that the ARS validates it is a usage, for money."""
    e, a, d = EtatEquipe, Acte, NatureDocument
    usage = Fiabilite.NON_VERIFIEE
    deposes = (e.PROJET_DEPOSE, e.COMPLEMENTS_DEMANDES)
    decision: dict[str, Any] = {"documents": (d.DECISION,), "instruit_par": frozenset({Q.ARS})}
    return (
        ligne([e.EMERGENCE], a.DEBUT_REDACTION, e.PROJET_EN_REDACTION, PORTEURS, USAGE_CYCLE, usage),
        ligne(
            [e.EMERGENCE, e.PROJET_EN_REDACTION],
            a.DEPOT_PROJET,
            e.PROJET_DEPOSE,
            PORTEURS,
            USAGE_EQUIPES,
            fiabilite,
            documents=(d.PROJET_SANTE,),
            instruit_par=frozenset({Q.ARS}),
        ),
        *complements(*deposes),
        ligne(deposes, a.VALIDATION_PROJET, e.PROJET_VALIDE, [Q.ARS], USAGE_EQUIPES, fiabilite, **decision),
        ligne(
            deposes,
            a.REFUS_PROJET,
            e.PROJET_EN_REDACTION,
            [Q.ARS],
            USAGE_CYCLE,
            usage,
            mentions=(MOTIF,),
            **decision,
        ),
        ligne([e.PROJET_VALIDE], a.MISE_EN_FONCTIONNEMENT, e.EN_FONCTIONNEMENT, PORTEURS, USAGE_EQUIPES, fiabilite),
        # The code asks for a project, and for no validation.
        ligne(
            [e.PROJET_EN_REDACTION, *deposes],
            a.MISE_EN_FONCTIONNEMENT,
            e.EN_FONCTIONNEMENT,
            PORTEURS,
            L1411_11_1,
            Fiabilite.SECONDAIRE,
            usuelle=False,
        ),
        ligne(
            [e.EN_FONCTIONNEMENT],
            a.VALIDATION_PROJET,
            None,
            [Q.ARS],
            USAGE_EQUIPES,
            fiabilite,
            usuelle=False,
            **decision,
        ),
        ligne(
            [e.EMERGENCE, e.PROJET_EN_REDACTION, *deposes, e.PROJET_VALIDE],
            a.ABANDON,
            e.ABANDONNE,
            PORTEURS,
            USAGE_CYCLE,
            usage,
        ),
        dissolution(
            [e.EMERGENCE, e.PROJET_EN_REDACTION, *deposes, e.PROJET_VALIDE, e.EN_FONCTIONNEMENT], e.DISSOUS, PORTEURS
        ),
    )
