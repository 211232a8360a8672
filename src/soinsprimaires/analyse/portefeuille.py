"""One line a project: where it stands, since when, what comes next, whose turn it is."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import attrs

from soinsprimaires._typage import exiger
from soinsprimaires.apparence import Affichable, Recueil
from soinsprimaires.cycle import Echeance, Etape, Etat, StatutEcheance, Suivi, region_de
from soinsprimaires.modele._base import vers
from soinsprimaires.modele.evenements import Evenement, QualiteActeur
from soinsprimaires.modele.projets import NatureProjet, Referent
from soinsprimaires.modele.registre import Registre
from soinsprimaires.temps import DatePartielle

__all__ = ["LignePortefeuille", "echeances_a_suivre", "portefeuille", "resumer_suivi", "sans_jour"]


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
        jours_sans_nouvelles: whole days since that event, at least; ``None`` without one, without its date, or when
            another may have taken effect since.
        prochaine_etape: the first step towards a working structure; ``None`` when it works already.
        prochaine_echeance: of the deadlines to follow, the first still to come, or else the last that is over.
        doit_agir: whose turn it is: who must meet the next deadline, or else who decides the next step.
        referents: who follows it.
    """

    projet: str = attrs.field(metadata=vers("projets"))
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


def portefeuille(registre: Registre, *, au: date) -> Recueil[LignePortefeuille]:
    """One line a project of the registre on a day, in order of ``identifiant``."""
    exiger(registre, Registre, "registre")
    return Recueil(LignePortefeuille, (resumer_suivi(Suivi(projet, registre, au)) for projet in registre.projets))


def resumer_suivi(suivi: Suivi) -> LignePortefeuille:
    """What one reads first of a project on a day."""
    projet = suivi.projet
    dernier, jours = _dernieres_nouvelles(suivi)
    etape, echeance = suivi.prochaine_etape, _prochaine(suivi.echeances, suivi.au)
    return LignePortefeuille(
        projet=projet.identifiant,
        nom=projet.nom,
        nature=projet.nature,
        region=region_de(projet, suivi.registre, au=suivi.au),
        etat=suivi.etat,
        etats_possibles=suivi.etats_possibles,
        depuis=suivi.depuis,
        dernier_evenement=dernier,
        jours_sans_nouvelles=jours,
        prochaine_etape=etape,
        prochaine_echeance=echeance,
        doit_agir=_a_qui_le_tour(etape, echeance),
        referents=projet.referents,
    )


def _dernieres_nouvelles(suivi: Suivi) -> tuple[Evenement | None, int | None]:
    if not suivi.evenements_certains:
        return None, None
    dernier = suivi.evenements_certains[-1]
    fin = None if dernier.effet_le is None else dernier.effet_le.au_plus_tard
    return dernier, None if suivi.evenements_possibles or fin is None else (suivi.au - fin).days


def _prochaine(echeances: Sequence[Echeance], au: date) -> Echeance | None:
    """The first that may still be met in time, or else the last that may be late; the undated ones come last."""
    ouvertes = [e for e in echeances if _est_a_suivre(e) and not (_peut_etre_faite(e) and _est_passee(e, au))]
    a_temps = [e for e in ouvertes if e.au_plus_tard_le is None or au <= e.au_plus_tard_le]
    return next(iter(a_temps), None) or next(reversed(ouvertes), None)


def echeances_a_suivre(suivis: Iterable[Suivi]) -> tuple[tuple[Suivi, Echeance], ...]:
    """The deadlines of several projects that tell somebody before when to act, each with its project.

    Those of which the day is over, and nothing says that they were met, come first. What is done is left out, and what
    nothing dates within a year, which :func:`sans_jour` gives.
    """
    ouvertes = [(suivi, e) for suivi in suivis for e in suivi.echeances if _est_a_suivre(e)]
    return tuple(sorted(ouvertes, key=lambda paire: (not _est_passee(paire[1], paire[0].au), paire[1].limite_le)))


def sans_jour(suivis: Iterable[Suivi]) -> tuple[tuple[Suivi, tuple[Echeance, ...]], ...]:
    """The deadlines that are not met and that nothing dates well enough to be followed, by project."""
    par_projet = (
        (s, tuple(e for e in s.echeances if e.statut is not StatutEcheance.TENUE and not _est_a_suivre(e)))
        for s in suivis
    )
    return tuple(paire for paire in par_projet if paire[1])


def _est_passee(echeance: Echeance, au: date) -> bool:
    """Whether the last day that is known of a deadline is over."""
    dernier = echeance.au_plus_tard_le or echeance.limite_le
    return dernier is not None and dernier < au


def _est_a_suivre(echeance: Echeance) -> bool:
    tot, tard = echeance.limite_le, echeance.au_plus_tard_le
    if echeance.statut is StatutEcheance.TENUE or tot is None:
        return False
    return tard is None or (tard - tot).days <= _VAGUE


def _peut_etre_faite(echeance: Echeance) -> bool:
    return echeance.statut is StatutEcheance.INCERTAINE and echeance.au_plus_tard_le is not None


_VAGUE: Final = 372
"""Days between the two candidates for a last day, beyond which nobody can go by it: a year, which is how vague many
dates are, and the few days by which a delay may end later."""


def _a_qui_le_tour(etape: Etape | None, echeance: Echeance | None) -> tuple[QualiteActeur, ...]:
    # A date is told with those that it binds: the next step may be another's, and wait for another day.
    if echeance is not None:
        return echeance.acteurs
    return () if etape is None else etape.acteurs
