"""Centres de santé, and the centres territoriaux de santé, which are their sites or antennes."""

from collections.abc import Iterator
from datetime import date

from soinsprimaires.cycle import historique
from soinsprimaires.modele.evenements import Acte
from soinsprimaires.modele.lieux import NatureJalon, NatureSite, Site
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.parametres import textes
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, SansObjet, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import DatePartielle, Periode

__all__ = ["REGLES_CENTRES"]

Intervalle = tuple[date | None, date | None]
"""First and last day on which something may have happened; ``None`` where nothing bounds it."""

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
    if _n_est_plus(site, ouvertures, contexte.au):
        yield SansObjet("ce n'est plus, ou pas encore, un site du centre")
        return
    if not ouvertures:
        yield Indetermine(
            f"la date d'ouverture du site « {site.identifiant} » n'est pas enregistrée", ("jalons",), chemin
        )
        return
    ouverture = _premiere(ouvertures)
    premier, dernier = ouverture
    if (premier is not None and premier > contexte.au) or (dernier is not None and dernier < RECEPISSE_EXIGE_DEPUIS):
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
    yield from _comparer(site, ouverture, recepisses, chemin, contexte.au)


def _n_est_plus(site: Site, ouvertures: list[DatePartielle], au: date) -> bool:
    """Whether a site is surely none of the centre on a day: outside its period, or closed and not opened again."""
    if site.periode is not None and site.periode.couvre(au) is False:
        return True
    fermetures = [jalon.le.au_plus_tard for jalon in site.jalons if jalon.nature is NatureJalon.FERMETURE]
    return any(
        fermeture is not None
        and fermeture < au
        and all(le.au_plus_tard is not None and le.au_plus_tard <= fermeture for le in ouvertures)
        for fermeture in fermetures
    )


def _premiere(ouvertures: list[DatePartielle]) -> Intervalle:
    """First and last day on which the earliest of several vague openings may have taken place."""
    debuts = [le.au_plus_tot for le in ouvertures if le.au_plus_tot is not None]
    fins = [le.au_plus_tard for le in ouvertures if le.au_plus_tard is not None]
    return min(debuts) if len(debuts) == len(ouvertures) else None, min(fins, default=None)


def _comparer(
    site: Site, ouverture: Intervalle, recepisses: list[Intervalle | None], chemin: tuple[str | int, ...], au: date
) -> Iterator[Verdict]:
    avant = {None if recepisse is None else _precede(recepisse, ouverture) for recepisse in recepisses}
    if True in avant:
        return
    premier, dernier = ouverture
    texte = " ou ".join(str(jour) for jour in dict.fromkeys(ouverture) if jour is not None)
    # The opening itself may stand before the rule, or after the day of the judgement.
    ouverture_sure = premier is not None and premier >= RECEPISSE_EXIGE_DEPUIS and dernier is not None and dernier <= au
    if None in avant or not ouverture_sure:
        yield Indetermine(
            f"on ne sait pas si un récépissé du site « {site.identifiant} » devait précéder, et précède, son ouverture",
            ("site",) if set(recepisses) == {None} else ("effet_le", "jalons"),
            chemin,
        )
    else:
        yield NonConforme(f"le site « {site.identifiant} » a ouvert ({texte}) avant son récépissé", chemin)


def _precede(recepisse: Intervalle, ouverture: Intervalle) -> bool | None:
    """Whether the récépissé came on the opening day at the latest; ``None`` when the dates cannot tell."""
    premier, dernier = ouverture
    if recepisse[1] is not None and premier is not None and recepisse[1] <= premier:
        return True
    if recepisse[0] is not None and dernier is not None and recepisse[0] > dernier:
        return False
    return None


def _recepisses(centre: CentreSante | CTS, site: Site, contexte: Contexte) -> Iterator[Intervalle | None]:
    """When the récépissés that may be those of a site took effect; a CTS also has those of its centre.

    One that names no site is that of the centre. It authorises *le centre ou l'antenne concerné*: whether it also
    stands for an antenne is not known (``None``).
    """
    structures = {centre.identifiant, *([centre.centre] if isinstance(centre, CTS) and centre.centre else [])}
    for projet in contexte.registre.projets_de(nature=NatureProjet.CENTRE_SANTE):
        if projet.structure not in structures:
            continue
        for ligne in historique(projet):
            evenement = ligne.evenement
            if evenement.acte is not Acte.DELIVRANCE_RECEPISSE or ligne.annule:
                continue
            if evenement.site == site.identifiant:
                yield evenement.intervalle
            elif evenement.site is None and projet.structure == centre.identifiant:
                yield None if site.nature is NatureSite.ANTENNE else evenement.intervalle


REGLES_CENTRES: tuple[Regle, ...] = (recepisse_avant_ouverture,)
