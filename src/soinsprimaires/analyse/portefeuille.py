"""One line a project: where it stands, since when, what comes next, whose turn it is."""

from collections.abc import Sequence
from datetime import date

import attrs

from soinsprimaires import cycle
from soinsprimaires.apparence import Affichable
from soinsprimaires.cycle import Echeance, Etape, Etat, StatutEcheance
from soinsprimaires.modele.evenements import Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet, Projet, Referent
from soinsprimaires.modele.registre import Registre
from soinsprimaires.temps import DatePartielle

__all__ = ["LignePortefeuille", "portefeuille"]


@attrs.frozen(kw_only=True)
class LignePortefeuille(Affichable):
    """A project as the one who follows it reads it.

    Attributes:
        projet: identifiant.
        nom: what its porteurs call it.
        nature: what it wants to bring to life.
        region: code of its région; ``None`` is not known.
        etat: where it stands; ``None`` when its journal cannot tell.
        etats_possibles: every state that the journal leaves possible.
        depuis: when that state was reached, as vague as the journal.
        dernier_evenement: the last event that had surely taken effect.
        jours_sans_nouvelles: whole days since that event, at least; ``None`` without one, or when another may have
            taken effect since.
        prochaine_etape: the first step towards a working structure; ``None`` when it works already.
        prochaine_echeance: the first deadline still to come, or else the last one that is over and was not met.
        doit_agir: whose turn it is: who decides the next step, or else who must meet the next deadline.
        referents: who follows it.
    """

    projet: str
    nom: str
    nature: NatureProjet
    region: str | None
    etat: Etat | None
    etats_possibles: frozenset[Etat]
    depuis: DatePartielle | None
    dernier_evenement: Evenement | None
    jours_sans_nouvelles: int | None
    prochaine_etape: Etape | None
    prochaine_echeance: Echeance | None
    doit_agir: tuple[QualiteActeur, ...]
    referents: tuple[Referent, ...]


def portefeuille(registre: Registre, *, au: date) -> tuple[LignePortefeuille, ...]:
    """One line a project of the registre on a day, in order of ``identifiant``."""
    return tuple(_ligne(projet, registre, au) for projet in registre.projets)


def _ligne(projet: Projet, registre: Registre, au: date) -> LignePortefeuille:
    dernier, jours = _dernieres_nouvelles(projet, au)
    etape = cycle.prochaine_etape(projet, registre, au=au)
    echeance = _prochaine(cycle.echeances(projet, registre, au=au))
    return LignePortefeuille(
        projet=projet.identifiant,
        nom=projet.nom,
        nature=projet.nature,
        region=cycle.region_de(projet, registre, au=au),
        etat=cycle.etat(projet, au=au),
        etats_possibles=cycle.etats_possibles(projet, au=au),
        depuis=cycle.depuis(projet, au=au),
        dernier_evenement=dernier,
        jours_sans_nouvelles=jours,
        prochaine_etape=etape,
        prochaine_echeance=echeance,
        doit_agir=_a_qui_le_tour(etape, echeance),
        referents=projet.referents,
    )


def _dernieres_nouvelles(projet: Projet, au: date) -> tuple[Evenement | None, int | None]:
    certains, possibles = cycle.evenements_au(projet, au=au)
    if not certains:
        return None, None
    _, fin = certains[-1].intervalle
    return certains[-1], None if possibles or fin is None else (au - fin).days


def _prochaine(echeances: Sequence[Echeance]) -> Echeance | None:
    """The deadlines come sorted, the undated ones last."""
    ouvertes = [e for e in echeances if e.statut in {StatutEcheance.A_VENIR, StatutEcheance.INCERTAINE}]
    depassees = [e for e in echeances if e.statut is StatutEcheance.DEPASSEE]
    return next(iter(ouvertes), None) or next(reversed(depassees), None)


def _a_qui_le_tour(etape: Etape | None, echeance: Echeance | None) -> tuple[QualiteActeur, ...]:
    if etape is not None:
        return etape.acteurs
    return () if echeance is None else echeance.acteurs
