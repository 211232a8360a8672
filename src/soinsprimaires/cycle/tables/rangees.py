"""One row of a table of the procedures, how rows are written, and those that several procedures share."""

from collections.abc import Iterable
from typing import Any, Final

import attrs

from soinsprimaires.cycle.mentions import Mention
from soinsprimaires.droit.textes import USAGE_CYCLE
from soinsprimaires.modele._etats import Etat
from soinsprimaires.modele.conventions import NatureDocument
from soinsprimaires.modele.evenements import Acte, QualiteActeur
from soinsprimaires.sources import Fiabilite, SourceJuridique
from soinsprimaires.temps import Periode

__all__ = ["ASSURANCE_MALADIE", "AUTORITES", "PORTEURS", "Q", "Transition", "complements", "dissolution", "ligne"]

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


ASSURANCE_MALADIE: Final = frozenset({Q.CPAM, Q.CGSS})
"""One of them signs and agrees for the assurance maladie; the MSA stands beside and never blocks."""

PORTEURS: Final = frozenset({Q.PORTEURS, Q.STRUCTURE})
AUTORITES: Final = frozenset({Q.ARS}) | ASSURANCE_MALADIE


def ligne(  # noqa: PLR0917 - a row reads as a row
    depuis: Iterable[Etat],
    acte: Acte,
    vers: Etat | None,
    par: Iterable[QualiteActeur],
    source: SourceJuridique,
    fiabilite: Fiabilite = Fiabilite.VERIFIEE,
    **colonnes: Any,
) -> Transition:
    """A row of one source, with its other columns by their names."""
    return Transition(
        depuis=frozenset(depuis),
        acte=acte,
        vers=vers,
        decide_par=frozenset(par),
        sources=(source,),
        fiabilite=fiabilite,
        **colonnes,
    )


def complements(depose: Etat, demandes: Etat) -> tuple[Transition, ...]:
    """Complements to a filed project; whether they stop a clock was read nowhere."""
    usage = Fiabilite.NON_VERIFIEE
    return (
        ligne([depose], Acte.DEMANDE_COMPLEMENTS, demandes, AUTORITES, USAGE_CYCLE, usage),
        ligne([demandes], Acte.DEPOT_COMPLEMENTS, depose, PORTEURS, USAGE_CYCLE, usage),
    )


def dissolution(vivants: Iterable[Etat], dissous: Etat, par: Iterable[QualiteActeur]) -> Transition:
    """The end of the structure itself, which its contract or its project may have left before it."""
    return ligne(vivants, Acte.DISSOLUTION, dissous, par, USAGE_CYCLE, Fiabilite.NON_VERIFIEE, usuelle=False)
