"""Centres de santé, and the centres territoriaux de santé, which are their sites or antennes."""

from collections.abc import Iterator
from datetime import date

from soinsprimaires.cycle import historique
from soinsprimaires.modele.evenements import Acte
from soinsprimaires.modele.lieux import NatureJalon, Site
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.parametres import textes
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, SansObjet, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import DatePartielle, Periode

__all__ = ["REGLES_CENTRES"]

RECEPISSE_EXIGE_DEPUIS = date(2018, 4, 1)
_OUVERTURES = frozenset({NatureJalon.OUVERTURE, NatureJalon.PREMIERS_PATIENTS})


@regle(
    "CDS-001",
    titre="Un centre de santé, et chacune de ses antennes, reçoit le récépissé de l'ARS avant d'ouvrir",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=RECEPISSE_EXIGE_DEPUIS),
    sources=(textes.L6323_1_11,),
    fiabilite=Fiabilite.VERIFIEE,
)
def recepisse_avant_ouverture(centre: CentreSante | CTS, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-11, I: the récépissé of the engagement de conformité is the authorisation."""
    if not centre.sites:
        yield Indetermine("aucun site n'est enregistré", ("sites",), ("sites",))
        return
    verdicts = [verdict for rang, site in enumerate(centre.sites) for verdict in _site(centre, rang, site, contexte)]
    juges = [verdict for verdict in verdicts if not isinstance(verdict, SansObjet)]
    sans_objet = len(verdicts) - len(juges)
    if sans_objet == len(centre.sites):
        yield SansObjet("aucun site n'a ouvert, à cette date, sous le régime du récépissé")
        return
    yield from juges


def _site(centre: CentreSante | CTS, rang: int, site: Site, contexte: Contexte) -> Iterator[Verdict]:
    ouvertures = [jalon.le for jalon in site.jalons if jalon.nature in _OUVERTURES]
    chemin = ("sites", rang)
    if not ouvertures:
        yield Indetermine(
            f"la date d'ouverture du site « {site.identifiant} » n'est pas enregistrée", ("jalons",), chemin
        )
        return
    ouverture = min(ouvertures, key=lambda le: le.au_plus_tard or date.max)
    if ouverture.au_plus_tard_le(contexte.au) is False or (
        ouverture.au_plus_tard is not None and ouverture.au_plus_tard < RECEPISSE_EXIGE_DEPUIS
    ):
        yield SansObjet("pas encore ouvert, ou ouvert avant ce régime")
        return
    recepisses = list(_recepisses(centre, site, contexte))
    if not recepisses:
        yield Indetermine(
            f"le récépissé de l'engagement de conformité du site « {site.identifiant} » n'est pas enregistré",
            ("recepisse",),
            chemin,
        )
        return
    yield from _comparer(site, ouverture, recepisses, chemin)


def _comparer(
    site: Site, ouverture: DatePartielle, recepisses: list[DatePartielle | None], chemin: tuple[str | int, ...]
) -> Iterator[Verdict]:
    avant = [None if r is None else _precede(r, ouverture) for r in recepisses]
    if True in avant:
        return
    if None in avant:
        yield Indetermine(
            f"on ne sait pas si le récépissé du site « {site.identifiant} » précède son ouverture ({ouverture})",
            ("effet_le", "jalons"),
            chemin,
        )
    else:
        yield NonConforme(f"le site « {site.identifiant} » a ouvert ({ouverture}) avant son récépissé", chemin)


def _precede(recepisse: DatePartielle, ouverture: DatePartielle) -> bool | None:
    """Whether the récépissé came on the opening day at the latest; ``None`` when the dates cannot tell."""
    premier, dernier = ouverture.au_plus_tot, ouverture.au_plus_tard
    if recepisse.au_plus_tard is not None and premier is not None and recepisse.au_plus_tard <= premier:
        return True
    if recepisse.au_plus_tot is not None and dernier is not None and recepisse.au_plus_tot > dernier:
        return False
    return None


def _recepisses(centre: CentreSante | CTS, site: Site, contexte: Contexte) -> Iterator[DatePartielle | None]:
    """Récépissés of a site, or of the whole centre; a CTS also has those of the centre of which it is a part."""
    structures = {centre.identifiant, *([centre.centre] if isinstance(centre, CTS) and centre.centre else [])}
    for projet in contexte.registre.projets_de(nature=NatureProjet.CENTRE_SANTE):
        if projet.structure not in structures:
            continue
        for ligne in historique(projet):
            evenement = ligne.evenement
            concerne = evenement.site == site.identifiant or (
                evenement.site is None and projet.structure == centre.identifiant
            )
            if evenement.acte is Acte.DELIVRANCE_RECEPISSE and concerne and not ligne.annule:
                yield evenement.effet_le


REGLES_CENTRES: tuple[Regle, ...] = (recepisse_avant_ouverture,)
