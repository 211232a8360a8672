"""Agréments of the centres de santé (dental, ophthalmological, orthoptic activities), and what a closure forbids."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from soinsprimaires.cycle.etats import EtatAgrement
from soinsprimaires.cycle.interdictions import ACTES_INTERDITS, est_interdit
from soinsprimaires.droit import textes
from soinsprimaires.droit.delais import AGREMENT_PROVISOIRE, INTERDICTION_APRES_FERMETURE
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee, Evenement
from soinsprimaires.modele.professionnels import Professionnel
from soinsprimaires.modele.registre import ExerciceSitue, Registre
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.referentiels.professions import CHIRURGIEN_DENTISTE, MEDECIN, OPHTALMOLOGIE, ORTHOPTISTE
from soinsprimaires.regles._centres import Centre, evenements_de, gestionnaire_de, ouvert_avant, projets_de
from soinsprimaires.regles._evenements import suivre
from soinsprimaires.regles.definition import Contexte, Indetermine, NonConforme, Regle, SansObjet, Verdict, regle
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import Periode

__all__ = ["REGLES_AGREMENTS"]

AGREMENT_DEPUIS: Final = date(2023, 5, 21)
DEPOT_AVANT: Final = date(2023, 11, 21)
_OBTENUS: Final = frozenset({EtatAgrement.PROVISOIRE, EtatAgrement.DEFINITIF})
_PERDUS: Final = frozenset({EtatAgrement.REFUSE, EtatAgrement.RETIRE})

Cle = tuple[str | None, ActiviteAgreee]
"""An activity at a site; ``None`` where the record does not say which site."""


def _activite(professionnel: Professionnel) -> ActiviteAgreee | None:
    """The activity that needs an agrément and that a professional carries out."""
    if professionnel.profession == CHIRURGIEN_DENTISTE:
        return ActiviteAgreee.DENTAIRE
    if professionnel.profession == ORTHOPTISTE:
        return ActiviteAgreee.ORTHOPTIQUE
    if professionnel.profession == MEDECIN and OPHTALMOLOGIE in professionnel.savoir_faire:
        return ActiviteAgreee.OPHTALMOLOGIQUE
    return None


def _activites(centre: Centre, contexte: Contexte) -> dict[Cle, bool]:
    """Activities of a centre by site, each with whether somebody surely carries it out there."""
    trouvees: dict[Cle, bool] = defaultdict(bool)
    for situe in contexte.registre.exercices(au=contexte.au, structure=centre.identifiant):
        activite = _activite(situe.professionnel)
        if activite is not None:
            for site in _sites(centre, situe):
                trouvees[site, activite] |= situe.certain
    return trouvees


def _sites(centre: Centre, situe: ExerciceSitue) -> set[str | None]:
    sites: set[str | None] = {presence.site for presence in situe.exercice.presences if presence.site is not None}
    if sites:
        return sites
    return {centre.sites[0].identifiant} if len(centre.sites) == 1 else {None}


@regle(
    "CDS-002",
    titre="L'activité dentaire, ophtalmologique ou orthoptique d'un centre de santé ou d'une antenne a l'agrément de "
    "l'ARS",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=AGREMENT_DEPUIS),
    sources=(textes.L6323_1_11_II,),
    fiabilite=Fiabilite.VERIFIEE,
)
def agrement(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-11, II: for these activities only, at each site; who practises there tells the activities."""
    if not contexte.registre.exercices(au=contexte.au, structure=centre.identifiant):
        yield Indetermine("aucun professionnel du centre n'est connu à cette date", ("exercices",))
        return
    activites = _activites(centre, contexte)
    if not activites:
        yield SansObjet("aucun professionnel d'une activité soumise à agrément n'exerce dans le centre")
        return
    attendre = [_transitoire(site, contexte) for site, _ in activites]
    if all(attente is True for attente in attendre):
        yield SansObjet("le centre, ouvert avant cette loi, a jusqu'au 21 novembre 2023 pour demander l'agrément")
        return
    for ((site, activite), certaine), attente in zip(activites.items(), attendre, strict=True):
        if attente is not True:
            yield from _agrement(centre, contexte, (site, activite), certaine=certaine and attente is False)


def _transitoire(site: str | None, contexte: Contexte) -> bool | None:
    """Whether a site that stood before the law still has time to ask."""
    if contexte.au >= DEPOT_AVANT:
        return False
    return ouvert_avant(contexte.registre.obtenir(site), AGREMENT_DEPUIS)


def _agrement(centre: Centre, contexte: Contexte, cle: Cle, *, certaine: bool) -> Iterator[Verdict]:
    site, activite = cle
    if site is None:
        yield Indetermine(f"on ne sait pas sur quel site s'exerce l'activité {activite.value}", ("presences",))
        return
    etats = _etats(centre, contexte, site, activite)
    quoi = f"l'agrément de l'activité {activite.value} au site « {site} »"
    if etats & _OBTENUS:
        return
    if not etats:
        yield Indetermine(f"{quoi} n'est pas enregistré", ("journal",))
    elif None in etats or not certaine or _peut_attendre(etats, contexte.registre.obtenir(site)):
        yield Indetermine(f"on ne sait pas si {quoi} est accordé, ou devait l'être, à cette date", ("journal",))
    else:
        yield NonConforme(f"{quoi} n'est pas accordé à cette date")


def _etats(centre: Centre, contexte: Contexte, site: str, activite: ActiviteAgreee) -> set[EtatAgrement | None]:
    suivis = (suivre(projet, contexte).agrements for projet in projets_de(centre, contexte))
    return {suivi[site, activite] for suivi in suivis if (site, activite) in suivi}


def _peut_attendre(etats: set[EtatAgrement | None], site: object) -> bool:
    """A centre older than the law that has asked: how it goes on until the answer was not read."""
    return EtatAgrement.DEMANDE in etats and ouvert_avant(site, AGREMENT_DEPUIS) is not False


@regle(
    "CDS-003",
    titre="Un centre de santé ouvert avant le 21 mai 2023 demande l'agrément de ses activités dentaires, "
    "ophtalmologiques ou orthoptiques avant le 21 novembre 2023",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=AGREMENT_DEPUIS, fin=DEPOT_AVANT),
    sources=(textes.LOI_2023_378,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def demande_des_centres_existants(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """Loi 2023-378: "avant le 21 novembre 2023" for some, "d'ici au" for others; that very day is undetermined."""
    existants = [
        (site, activite)
        for site, activite in _activites(centre, contexte)
        if ouvert_avant(contexte.registre.obtenir(site), AGREMENT_DEPUIS) is not False
    ]
    verdicts = [verdict for cle in existants for verdict in _demande(centre, contexte, cle)]
    if not existants or (verdicts and contexte.au < DEPOT_AVANT):
        yield SansObjet("aucune demande n'est due à cette date")
        return
    yield from verdicts


def _demande(centre: Centre, contexte: Contexte, cle: Cle) -> Iterator[Verdict]:
    site, activite = cle
    actes = {Acte.DEMANDE_AGREMENT, Acte.AGREMENT_PROVISOIRE, Acte.AGREMENT_DEFINITIF}
    demandes = [
        evenement.intervalle
        for evenement, _ in evenements_de(centre, contexte)
        if evenement.acte in actes and (evenement.site, evenement.activite) == cle
    ]
    if any(fin is not None and fin < DEPOT_AVANT for _, fin in demandes):
        return
    existant = ouvert_avant(contexte.registre.obtenir(site), AGREMENT_DEPUIS)
    if existant and demandes and all(debut is not None and debut > DEPOT_AVANT for debut, _ in demandes):
        yield NonConforme(f"l'agrément de l'activité {activite.value} a été demandé après le 21 novembre 2023")
    else:
        yield Indetermine(
            f"on ne sait pas si l'agrément de l'activité {activite.value} a été demandé à temps",
            ("journal",) if existant else ("journal", "jalons"),
        )


@regle(
    "CDS-004",
    titre="L'agrément d'un centre de santé est provisoire pendant un an avant de devenir définitif",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=AGREMENT_DEPUIS),
    sources=AGREMENT_PROVISOIRE.sources,
    fiabilite=AGREMENT_PROVISOIRE.fiabilite,
)
def annee_provisoire(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """Loi 2023-378: the agrément "ne deviendra définitif qu'à l'expiration d'une durée d'un an"."""
    evenements = [e for e, _ in evenements_de(centre, contexte)]
    definitifs = [e for e in evenements if e.acte is Acte.AGREMENT_DEFINITIF and _peut_avoir_eu_lieu(e, contexte.au)]
    if not definitifs:
        yield SansObjet("aucun agrément définitif n'est enregistré à cette date")
    for definitif in definitifs:
        provisoires = [
            e
            for e in evenements
            if e.acte is Acte.AGREMENT_PROVISOIRE and (e.site, e.activite) == (definitif.site, definitif.activite)
        ]
        yield from _un_an(definitif, provisoires)


def _peut_avoir_eu_lieu(evenement: Evenement, au: date) -> bool:
    debut, _ = evenement.intervalle
    return debut is None or debut <= au


def _un_an(definitif: Evenement, provisoires: list[Evenement]) -> Iterator[Verdict]:
    debut, fin = definitif.intervalle
    plus_tot, plus_tard = ([_terme(e.intervalle[bout]) for e in provisoires] for bout in (0, 1))
    if any(terme is not None and debut is not None and terme <= debut for terme in plus_tard):
        return
    if plus_tot and all(terme is not None and fin is not None and fin < terme for terme in plus_tot):
        yield NonConforme(
            f"l'agrément est devenu définitif ({definitif.identifiant}) moins d'un an après le provisoire"
        )
    else:
        yield Indetermine(
            f"on ne sait pas si l'agrément est resté provisoire un an avant d'être définitif ({definitif.identifiant})",
            ("effet_le",) if provisoires else ("journal",),
        )


def _terme(provisoire: date | None) -> date | None:
    return None if provisoire is None else AGREMENT_PROVISOIRE.bornes(provisoire)[0]


# -- closures -----------------------------------------------------------------------------------------------------


@regle(
    "CDS-010",
    titre="Après une fermeture par l'ARS, le même gestionnaire n'obtient ni récépissé ni agrément pendant huit ans",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=INTERDICTION_APRES_FERMETURE.applicable_depuis),
    sources=INTERDICTION_APRES_FERMETURE.sources,
    fiabilite=INTERDICTION_APRES_FERMETURE.fiabilite,
)
def interdiction_apres_fermeture(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-12, IV; the bar on the same legal representative cannot be read in a record of structures."""
    registre, au = contexte.registre, contexte.au
    accordes = [
        e for e, _ in evenements_de(centre, contexte) if e.acte in ACTES_INTERDITS and _peut_avoir_eu_lieu(e, au)
    ]
    gestionnaire = gestionnaire_de(centre, registre)
    if not accordes:
        yield SansObjet("aucun récépissé ni agrément n'est enregistré à cette date")
        return
    if gestionnaire is None:
        yield Indetermine("le gestionnaire du centre n'est pas enregistré", ("gestionnaire",), ("gestionnaire",))
        return
    fermetures = contexte.une_fois(_fermetures, gestionnaire)
    if not fermetures:
        yield SansObjet("aucune fermeture d'un centre de ce gestionnaire n'est enregistrée depuis cette loi")
    for accorde in accordes:
        yield from _apres_fermeture(accorde, fermetures)


def _fermetures(contexte: Contexte, gestionnaire: str) -> list[Evenement]:
    """Closures, under this law, of the centres that an organisation runs."""
    return [
        e
        for centre in _centres_de(gestionnaire, contexte.registre)
        for e, propre in evenements_de(centre, contexte)
        if propre and e.acte is Acte.FERMETURE_ADMINISTRATIVE and _sous_cette_loi(e)
    ]


def _centres_de(gestionnaire: str, registre: Registre) -> list[Centre]:
    """Centres and centres territoriaux that an organisation runs, by themselves or through their centre."""
    centres = [entite for entite in registre.citants(gestionnaire) if isinstance(entite, CentreSante | CTS)]
    geres = [centre for centre in centres if centre.gestionnaire == gestionnaire]
    directs = {centre.identifiant for centre in centres}
    rattaches = {c.identifiant: c for centre in geres for c in registre.citants(centre.identifiant)}
    cts = [c for nom, c in sorted(rattaches.items()) if isinstance(c, CTS) and nom not in directs]
    return [*geres, *(c for c in cts if gestionnaire_de(c, registre) == gestionnaire)]


def _sous_cette_loi(evenement: Evenement) -> bool:
    _, fin = evenement.intervalle
    return fin is None or fin >= INTERDICTION_APRES_FERMETURE.applicable_depuis


def _apres_fermeture(accorde: Evenement, fermetures: list[Evenement]) -> Iterator[Verdict]:
    reponses = {est_interdit(accorde.intervalle, fermeture) for fermeture in fermetures}
    if True in reponses:
        yield NonConforme(
            f"« {accorde.acte.libelle} » ({accorde.identifiant}) suit de moins de huit ans une fermeture par l'ARS "
            "d'un centre du même gestionnaire"
        )
    elif None in reponses:
        yield Indetermine(
            f"on ne sait pas si « {accorde.acte.libelle} » ({accorde.identifiant}) suit de moins de huit ans une "
            "fermeture d'un centre du même gestionnaire",
            ("effet_le",),
        )


REGLES_AGREMENTS: tuple[Regle, ...] = (
    agrement,
    demande_des_centres_existants,
    annee_provisoire,
    interdiction_apres_fermeture,
)
