"""What a project may ask around the agreements, when, of whom; and what is closed since when."""

from datetime import date

import attrs

from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.droit._aide import AideOuverte, BeneficiaireAide, ZoneAide
from soinsprimaires.droit.aides import AIDES
from soinsprimaires.sources import Fiabilite
from soinsprimaires.temps import exiger_jour

__all__ = ["AideAuJour", "StatutAide", "aides"]


class StatutAide(Vocabulaire):
    """Whether an aid may be asked on a day, in the order in which they are told."""

    OUVERTE = "ouverte"
    INCERTAINE = "incertaine"
    PAS_ENCORE = "pas_encore"
    FERMEE = "fermee"


@attrs.frozen(kw_only=True)
class AideAuJour:
    """An aid on a day.

    Attributes:
        aide: what it gives, to whom, on what terms.
        statut: whether it may be asked.
        raison: since when it is closed, or why one cannot tell; ``None`` when it is open.
    """

    aide: AideOuverte
    statut: StatutAide
    raison: str | None = None


def aides(
    *,
    au: date,
    beneficiaire: BeneficiaireAide | None = None,
    zone: ZoneAide | None = None,
    region: str | None = None,
) -> tuple[AideAuJour, ...]:
    """What may be asked on a day, the open ones first, then those that are closed, with since when.

    Args:
        au: the day.
        beneficiaire: who asks; everybody by default.
        zone: where; by default every zone. An aid without zone is given everywhere.
        region: INSEE code of the region; without it no regional aid is told: none is national.
    """
    exiger_jour(au)
    retenues = (
        aide
        for aide in AIDES
        if (beneficiaire is None or beneficiaire in aide.beneficiaires)
        and (zone is None or not aide.zones or zone in aide.zones)
        and aide.region in {None, region}
    )
    ordre = list(StatutAide)
    return tuple(sorted((_au(aide, au) for aide in retenues), key=lambda dite: ordre.index(dite.statut)))


def _au(aide: AideOuverte, jour: date) -> AideAuJour:
    if aide.jusqua is not None and aide.jusqua < jour:
        return AideAuJour(aide=aide, statut=StatutAide.FERMEE, raison=f"ne se demande plus après le {aide.jusqua}")
    if aide.depuis is None:
        return AideAuJour(aide=aide, statut=StatutAide.INCERTAINE, raison="on ne sait pas depuis quand elle se demande")
    commencee = aide.depuis.au_plus_tard_le(jour)
    if commencee and aide.fiabilite is Fiabilite.NON_VERIFIEE:
        return AideAuJour(aide=aide, statut=StatutAide.INCERTAINE, raison=aide.raison)
    if commencee:
        return AideAuJour(aide=aide, statut=StatutAide.OUVERTE)
    statut = StatutAide.PAS_ENCORE if commencee is False else StatutAide.INCERTAINE
    return AideAuJour(aide=aide, statut=statut, raison=f"se demande depuis : {aide.depuis}")
