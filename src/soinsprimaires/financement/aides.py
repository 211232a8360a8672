"""What a project may ask around the agreements, when, of whom; and what is closed since when."""

from datetime import date
from typing import Final

import attrs

from soinsprimaires._vocabulaire import Vocabulaire
from soinsprimaires.droit._aide import AideOuverte, BeneficiaireAide, ZoneAide
from soinsprimaires.droit.aides import AIDES
from soinsprimaires.mots import dater, jour_en_lettres
from soinsprimaires.referentiels import region as trouver_region
from soinsprimaires.sources import Fiabilite
from soinsprimaires.temps import exiger_jour

__all__ = ["AideAuJour", "StatutAide", "aides"]

_PROFESSIONNELS: Final = frozenset({BeneficiaireAide.MEDECIN, BeneficiaireAide.INFIRMIER, BeneficiaireAide.IPA})


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
        raison: since when it is to be asked, or no more, or why one cannot tell; ``None`` when it is open.
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
    """What may be asked on a day: the open ones first, the uncertain, those that are to come, those that are closed.

    Of a day after the last one of which a text was read, an aid is uncertain.

    Args:
        au: the day.
        beneficiaire: who asks; everybody by default. What is open to every professional is told to each kind of them.
        zone: where; by default every zone. An aid without zone is given everywhere.
        region: INSEE code of the region; without it no regional aid is told: none is national. Those of most regions
            were not read: none told does not mean that none is given.

    Raises:
        CodeInconnu: no region has this code; the aids of a name would silently be none.
    """
    exiger_jour(au)
    if region is not None:
        trouver_region(region, au)
    retenues = (
        aide
        for aide in AIDES
        if _demande(beneficiaire, aide)
        and (zone is None or not aide.zones or zone in aide.zones)
        and aide.region in {None, region}
    )
    ordre = list(StatutAide)
    return tuple(sorted((_au(aide, au) for aide in retenues), key=lambda dite: ordre.index(dite.statut)))


def _demande(qui: BeneficiaireAide | None, aide: AideOuverte) -> bool:
    """Whether somebody is one of those who may ask; what is open to every professional is open to each kind of them."""
    toutes = qui in _PROFESSIONNELS and BeneficiaireAide.TOUT_PROFESSIONNEL in aide.beneficiaires
    return qui is None or qui in aide.beneficiaires or toutes


def _au(aide: AideOuverte, jour: date) -> AideAuJour:
    if aide.jusqua is not None and aide.jusqua < jour:
        raison = f"ne se demande plus après le {jour_en_lettres(aide.jusqua)}"
        return AideAuJour(aide=aide, statut=StatutAide.FERMEE, raison=raison)
    if aide.depuis is None:
        return AideAuJour(aide=aide, statut=StatutAide.INCERTAINE, raison="on ne sait pas depuis quand elle se demande")
    commencee = aide.depuis.au_plus_tard_le(jour)
    if not commencee:
        statut = StatutAide.PAS_ENCORE if commencee is False else StatutAide.INCERTAINE
        return AideAuJour(aide=aide, statut=statut, raison=f"se demande depuis : {dater(aide.depuis)}")
    connue_jusqua = aide.connue_jusqua
    if connue_jusqua is not None and connue_jusqua < jour:
        raison = f"aucun texte n'a été lu pour les jours qui suivent le {jour_en_lettres(connue_jusqua)}"
        return AideAuJour(aide=aide, statut=StatutAide.INCERTAINE, raison=raison)
    if aide.fiabilite is Fiabilite.NON_VERIFIEE:
        return AideAuJour(aide=aide, statut=StatutAide.INCERTAINE, raison=aide.raison)
    return AideAuJour(aide=aide, statut=StatutAide.OUVERTE)
