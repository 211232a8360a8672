"""Agréments of the centres de santé (dental, ophthalmological, orthoptic activities), and what a sanction forbids."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

import attrs

from soinsprimaires.composition import est_un_site, tous
from soinsprimaires.cycle.interdictions import ACTES_INTERDITS, interdictions, sanctions
from soinsprimaires.cycle.ouvertures import ouverture, ouverture_du_site, ouverture_qui_compte
from soinsprimaires.droit import AGREMENT_DEPUIS, DEMANDE_AGREMENT_AVANT, textes
from soinsprimaires.droit.delais import (
    AGREMENT_PROVISOIRE,
    DECISION_AGREMENT,
    INTERDICTION_APRES_FERMETURE,
    SOINS_SANS_AGREMENT,
)
from soinsprimaires.modele._etats import EtatAgrement
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee, Evenement
from soinsprimaires.modele.lieux import Site
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.regles._centres import (
    Centre,
    Cle,
    Fait,
    activites,
    en_place,
    est_repris,
    faits_de,
    gestionnaire_de,
    ouvert_avant,
    projets_de,
    sanctions_de,
)
from soinsprimaires.regles._evenements import Intervalle, a_eu_lieu, suivre
from soinsprimaires.regles.definition import (
    Contexte,
    Indetermine,
    NonConforme,
    Regle,
    SansObjet,
    SousReserve,
    Verdict,
    juger_chacun,
    regle,
)
from soinsprimaires.sources import Fiabilite, Portee
from soinsprimaires.temps import UN_JOUR, Periode

__all__ = ["REGLES_AGREMENTS"]

_OBTENUS: Final = frozenset({EtatAgrement.PROVISOIRE, EtatAgrement.DEFINITIF})


@regle(
    "CDS-002",
    titre="L'activité dentaire, ophtalmologique ou orthoptique d'un centre de santé ou d'une antenne a l'agrément de "
    "l'ARS",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=AGREMENT_DEPUIS),
    sources=(textes.L6323_1_11_II, textes.LOI_2023_378, *SOINS_SANS_AGREMENT.sources, textes.CRPA_L231_1),
    # Its II was read in an official copy; what a site older than the law still has, in reports only.
    fiabilite=Fiabilite.SECONDAIRE,
)
def agrement(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-11, II: for these activities only, at each site; who practises there tells the activities."""
    situes = contexte.registre.exercices(au=contexte.au, structure=centre.identifiant)
    if not any(situe.certain for situe in situes):
        yield Indetermine("aucun professionnel du centre n'est connu à cette date", ("exercices",))
        return
    exercees = activites(centre, contexte).items()
    yield from juger_chacun(
        (_agrement(centre, contexte, cle, certaine=certaine) for cle, certaine in exercees),
        "aucune activité n'est soumise à agrément dans le centre à cette date",
    )


_LA_VEILLE: Final = AGREMENT_DEPUIS - UN_JOUR


def _existait(centre: Centre, cle: Cle, contexte: Contexte) -> bool | None:
    """Whether an activity of a site is older than the law, which gives it time; ``None`` when nothing tells.

    Who practised there before may not be recorded: what a site that stood began since, nobody knows.
    """
    site = contexte.registre.obtenir(cle[0])
    if not isinstance(site, Site):
        return None
    exercee = activites(centre, attrs.evolve(contexte, au=_LA_VEILLE)).get(cle) or None
    return tous((ouvert_avant(site, AGREMENT_DEPUIS), est_un_site(site, au=_LA_VEILLE), exercee))


def _agrement(centre: Centre, contexte: Contexte, cle: Cle, *, certaine: bool) -> Iterator[Verdict]:
    site, activite = cle
    yield from _au_site(centre, site, contexte)
    existait = _existait(centre, cle, contexte)
    if existait and contexte.au < DEMANDE_AGREMENT_AVANT:
        yield SansObjet("le centre, ouvert avant cette loi, peut attendre le 21 novembre 2023 pour demander l'agrément")
        return
    # Some read "avant le", others "d'ici au": on that very day nothing is certain.
    if not certaine or (existait is not False and contexte.au <= DEMANDE_AGREMENT_AVANT):
        message = f"on ne sait pas si l'activité {activite.value} s'exerce à cette date, ou devait déjà être agréée"
        yield SousReserve(message, ("periode", "savoir_faire", "jalons"))
    if site is None:
        yield Indetermine(f"on ne sait pas sur quel site s'exerce l'activité {activite.value}", ("presences",))
        return
    etats = _etats(centre, contexte, site, activite)
    possibles = frozenset[EtatAgrement]().union(*etats)
    quoi = f"l'agrément de l'activité {activite.value} au site « {site} »"
    for muet, dates in _muets(centre, contexte, cle, _PERTES if possibles & _OBTENUS else _DE_L_AGREMENT):
        if a_eu_lieu(dates, contexte.au) is not False:
            message = f"« {muet.acte.libelle} » ({muet.identifiant}) ne dit pas son site ou son activité"
            yield SousReserve(message, ("site", "activite"))
    if etats and possibles <= _OBTENUS:
        return
    if not etats:
        yield Indetermine(f"{quoi} n'est pas enregistré", ("journal",))
    elif possibles & _OBTENUS:
        yield Indetermine(f"on ne sait pas si {quoi} est accordé à cette date", ("journal",))
    elif (
        existait is not False
        and contexte.au <= _FIN_DE_LA_TOLERANCE
        and not _surement_pas_demande(centre, contexte, cle, possibles)
    ):
        yield _tolere(quoi, possibles)
    elif EtatAgrement.DEMANDE in possibles and _peut_etre_tacite(centre, contexte, cle):
        message = (
            f"{quoi} est demandé, peut-être depuis plus de deux mois : le silence de l'ARS vaut alors acceptation, "
            "sauf si un décret, qui n'a pas été lu, en dispose autrement"
        )
        yield Indetermine(message, ("journal",))
    else:
        yield from _suspendue(centre, site, contexte)
        yield NonConforme(f"{quoi} n'est pas accordé à cette date")


def _muets(
    centre: Centre, contexte: Contexte, cle: Cle, actes: Collection[Acte]
) -> Iterator[tuple[Evenement, Intervalle]]:
    """Acts that do not say their site or their activity and may be of this agrément, and when they took effect."""
    for projet in projets_de(centre, contexte):
        suivi = suivre(projet, contexte)
        for e in suivi.evenements:
            sien = e.site in {None, cle[0]} and e.activite in {None, cle[1]} and (e.site, e.activite) != cle
            if sien and e.acte in actes:
                yield e, suivi.dates(e)


def _au_site(centre: Centre, site: str | None, contexte: Contexte) -> Iterator[Verdict]:
    """Why nothing, or nothing certain, is to be said of what is practised at the site of an activity on a day."""
    for autre in centre.sites:
        if autre.identifiant == site:
            yield from en_place(centre, autre, contexte)
            premier, dernier = ouverture_du_site(autre) or (None, contexte.au)
            if premier is not None and premier > contexte.au:
                yield SansObjet("le site n'a pas encore ouvert")
            elif dernier is None or dernier > contexte.au:
                message = f"on ne sait pas si le site « {site} » a déjà ouvert"
                yield SousReserve(message, ("jalons",), ("sites", centre.sites.index(autre)))


def _suspendue(centre: Centre, site: str, contexte: Contexte) -> Iterator[Verdict]:
    """That what is practised at a site may be suspended: "totalement ou partiellement" (CSP, art. D6323-11)."""
    for sanction in sanctions_de(centre, contexte):
        leve = sanction.levee is not None and a_eu_lieu(sanction.levee.intervalle, contexte.au)
        if not sanction.fermeture and not leve and sanction.decision.site in {None, site}:
            message = (
                f"on ne sait pas si la suspension par l'ARS ({sanction.decision.identifiant}) laisse cette activité"
            )
            yield SousReserve(message, ("journal",))


def _surement_pas_demande(centre: Centre, contexte: Contexte, cle: Cle, possibles: frozenset[EtatAgrement]) -> bool:
    """Whether an agrément was surely not asked for by a day."""
    premiere = _premiere_demande(centre, contexte, cle)
    return possibles == {EtatAgrement.AUCUN} and premiere is not None and premiere > contexte.au


def _premiere_demande(centre: Centre, contexte: Contexte, cle: Cle) -> date | None:
    """First day on which an agrément may have been asked for; ``None`` when nothing bounds it.

    What the ARS answered was asked for before, and what precedes a ``reprise`` is unknown.
    """
    if est_repris(centre, contexte) or any(_muets(centre, contexte, cle, _DE_L_AGREMENT)):
        return None
    demandes = [e.intervalle[0] for e in _evenements(centre, contexte, cle, Acte.DEMANDE_AGREMENT)]
    connues = [jour for jour in demandes if jour is not None]
    if not connues or len(connues) < len(demandes):
        return None
    reponses = [e.intervalle[0] for e in _evenements(centre, contexte, cle, *_REPONSES)]
    premiere = min(connues)
    return premiere if all(jour is not None and jour >= premiere for jour in reponses) else None


_REPONSES: Final = (Acte.AGREMENT_PROVISOIRE, Acte.AGREMENT_DEFINITIF, Acte.REFUS_AGREMENT, Acte.RETRAIT_AGREMENT)
"""Acts of the ARS that only a request can have brought."""
_DE_L_AGREMENT: Final = (Acte.DEMANDE_AGREMENT, *_REPONSES)
_PERTES: Final = (Acte.REFUS_AGREMENT, Acte.RETRAIT_AGREMENT)


def _tolere(quoi: str, possibles: frozenset[EtatAgrement]) -> Indetermine:
    """Why nobody can say, until the thirtieth month, that an activity older than the law needs its agrément already."""
    if possibles <= {EtatAgrement.AUCUN}:
        return Indetermine(f"on ne sait pas depuis quand {quoi} est demandé", ("journal",))
    if possibles & {EtatAgrement.REFUSE, EtatAgrement.RETIRE}:
        message = (
            f"{quoi} est refusé ou retiré : l'article 4 de la loi du 19 mai 2023, qui laisse peut-être un centre plus "
            "ancien qu'elle continuer jusqu'au trentième mois, n'a pas été lu"
        )
        return Indetermine(message, ())
    return Indetermine(f"{quoi} est demandé, et on ne sait pas s'il devait être accordé à cette date", ("journal",))


def _peut_etre_tacite(centre: Centre, contexte: Contexte, cle: Cle) -> bool:
    """Whether two months may have passed since an agrément was asked (CRPA, art. L231-1)."""
    demandes = _evenements(centre, contexte, cle, Acte.DEMANDE_AGREMENT)
    debuts = [e.intervalle[0] if e.recu_le is None else e.recu_le.au_plus_tot for e in demandes]
    return any(debut is None or contexte.au > DECISION_AGREMENT.bornes(debut)[0] for debut in debuts)


def _evenements(centre: Centre, contexte: Contexte, cle: Cle, *actes: Acte) -> list[Evenement]:
    """What the journals of a centre tell of the agrément of an activity at a site."""
    evenements = (fait.evenement for fait in faits_de(centre, contexte))
    return [e for e in evenements if e.acte in actes and (e.site, e.activite) == cle]


def _etats(centre: Centre, contexte: Contexte, site: str, activite: ActiviteAgreee) -> list[frozenset[EtatAgrement]]:
    """Where the agrément may stand, in each project that tells of it: one that does so later says nothing."""
    suivis = (suivre(projet, contexte).agrements_possibles for projet in projets_de(centre, contexte))
    etats = [suivi[site, activite] for suivi in suivis if (site, activite) in suivi]
    return [possibles for possibles in etats if possibles != {EtatAgrement.AUCUN}] or etats


_FIN_DE_LA_TOLERANCE: Final = max(
    SOINS_SANS_AGREMENT.bornes(jour)[1]
    for jour in (SOINS_SANS_AGREMENT.applicable_depuis, SOINS_SANS_AGREMENT.certaine_depuis)
)


@regle(
    "CDS-003",
    titre="Un centre de santé ouvert avant le 21 mai 2023 demande l'agrément de ses activités dentaires, "
    "ophtalmologiques ou orthoptiques avant le 21 novembre 2023",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=AGREMENT_DEPUIS, fin=DEMANDE_AGREMENT_AVANT),
    sources=(textes.LOI_2023_378,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def demande_des_centres_existants(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """Loi 2023-378: "avant le 21 novembre 2023" for some, "d'ici au" for others; that very day is undetermined."""
    exercees = activites(centre, contexte).items()
    demandes = (_demande(centre, contexte, cle, certaine=certaine) for cle, certaine in exercees)
    yield from juger_chacun(demandes, "aucune demande n'est due à cette date")


def _demande(centre: Centre, contexte: Contexte, cle: Cle, *, certaine: bool) -> Iterator[Verdict]:
    site, activite = cle
    yield from _au_site(centre, site, contexte)
    existait = _existait(centre, cle, contexte)
    if existait is False:
        yield SansObjet("l'activité a commencé sous cette loi")
        return
    if not certaine or existait is None:
        message = f"on ne sait pas si l'activité {activite.value} s'exerçait déjà avant cette loi"
        ouvert = ouvert_avant(contexte.registre.obtenir(site), AGREMENT_DEPUIS)
        champs = ("exercices",) if ouvert else ("jalons",)
        yield SousReserve(message, champs if certaine else ("periode", "savoir_faire"))
    faites = [e.intervalle for e in _evenements(centre, contexte, cle, *_DE_L_AGREMENT)]
    if any(fin is not None and fin < DEMANDE_AGREMENT_AVANT for _, fin in faites):
        return
    trop_tard = all(debut is not None and debut >= DEMANDE_AGREMENT_AVANT for debut, _ in faites)
    premiere = _premiere_demande(centre, contexte, cle)
    if contexte.au < DEMANDE_AGREMENT_AVANT and trop_tard:
        yield SansObjet("le délai de la demande court encore")
    elif premiere is not None and premiere > DEMANDE_AGREMENT_AVANT:
        yield NonConforme(f"l'agrément de l'activité {activite.value} a été demandé après le 21 novembre 2023")
    else:
        yield Indetermine(
            f"on ne sait pas si l'agrément de l'activité {activite.value} a été demandé à temps",
            ("journal",),
        )


@regle(
    "CDS-004",
    titre="L'agrément d'un centre de santé ne devient définitif qu'un an après l'ouverture du centre",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=AGREMENT_DEPUIS),
    sources=AGREMENT_PROVISOIRE.sources,
    fiabilite=AGREMENT_PROVISOIRE.fiabilite,
)
def annee_provisoire(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-11, III: "à l'expiration d'une durée d'un an à compter de l'ouverture du centre"."""
    definitifs = [
        fait
        for fait in faits_de(centre, contexte)
        if fait.evenement.acte is Acte.AGREMENT_DEFINITIF and a_eu_lieu(fait.dates, contexte.au) is not False
    ]
    yield from juger_chacun(
        (_un_an(fait, contexte) for fait in definitifs),
        "aucun agrément définitif n'est enregistré à cette date",
    )


def _sous_reserve(fait: Fait, au: date) -> Iterator[Verdict]:
    """What an event that may be still to come is judged under."""
    if not a_eu_lieu(fait.dates, au):
        dit = f"« {fait.evenement.acte.libelle} » ({fait.evenement.identifiant})"
        yield SousReserve(f"on ne sait pas si {dit} a eu lieu à cette date", ("effet_le",))


def _dans_un_an(ouvert: Intervalle) -> Intervalle:
    """First and last day on which the year that follows an opening may end."""
    debut, fin = (None if jour is None else AGREMENT_PROVISOIRE.bornes(jour)[0] for jour in ouvert)
    return debut, fin


def _un_an(fait: Fait, contexte: Contexte) -> Iterator[Verdict]:
    yield from _sous_reserve(fait, contexte.au)
    (debut, fin), definitif = fait.dates, fait.evenement
    ouvert = ouverture(fait.projet, contexte.registre)
    premier, dernier = _dans_un_an(ouvert)
    if dernier is not None and debut is not None and dernier <= debut:
        _, dernier = _dans_un_an(ouverture_qui_compte(fait.projet, definitif.site, contexte.registre))
        if dernier is None or dernier > debut:
            quel = "de son site" if definitif.site is None else f"du site « {definitif.site} »"
            yield Indetermine(
                f"l'agrément est devenu définitif ({definitif.identifiant}) un an après l'ouverture du centre, mais "
                f"peut-être pas {quel} : ce qui a été lu ne dit pas laquelle compte",
                ("site",) if definitif.site is None else ("jalons",),
            )
        return
    if premier is not None and fin is not None and fin < premier:
        yield NonConforme(
            f"l'agrément est devenu définitif ({definitif.identifiant}) moins d'un an après l'ouverture du centre"
        )
    else:
        yield Indetermine(
            f"on ne sait pas si l'agrément est devenu définitif ({definitif.identifiant}) un an après l'ouverture du "
            "centre",
            ("effet_le",) if any(ouvert) else ("jalons",),
        )


# -- sanctions ----------------------------------------------------------------------------------------------------


@regle(
    "CDS-010",
    titre="Après une suspension par l'ARS, jusqu'à sa levée, ou une fermeture, pendant huit ans, le même gestionnaire, "
    "le même représentant légal ou un membre de l'instance dirigeante n'obtient ni récépissé ni agrément pour ouvrir "
    "un nouveau centre ou une nouvelle antenne",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=INTERDICTION_APRES_FERMETURE.applicable_depuis),
    sources=INTERDICTION_APRES_FERMETURE.sources,
    fiabilite=INTERDICTION_APRES_FERMETURE.fiabilite,
)
def interdiction_apres_sanction(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-12, IV: "pour l'ouverture d'un nouveau centre de santé ou d'une nouvelle antenne" alone.

    Who represents and who governs, a record says in part.
    """
    accordes = [
        fait
        for fait in faits_de(centre, contexte)
        if fait.evenement.acte in ACTES_INTERDITS and a_eu_lieu(fait.dates, contexte.au) is not False
    ]
    if not accordes:
        yield SansObjet("aucun récépissé ni agrément n'est enregistré à cette date")
        return
    if not sanctions(contexte.registre):
        yield SansObjet("aucune suspension ni fermeture d'un centre n'est enregistrée")
        return
    if gestionnaire_de(centre, contexte.registre) is None:
        yield Indetermine("le gestionnaire du centre n'est pas enregistré", ("gestionnaire",), ("gestionnaire",))
        return
    yield from juger_chacun(
        (_accorde(fait, contexte) for fait in accordes),
        "rien n'est accordé à cette date pour un nouveau centre ou antenne",
    )


def _pour_du_nouveau(accorde: Fait, contexte: Contexte) -> bool | None:
    """Whether what the ARS grants is for a centre or an antenne that had not opened; ``None`` when nothing tells."""
    site = contexte.registre.obtenir(accorde.evenement.site)
    premier, dernier = ouverture_du_site(site) or ouverture(accorde.projet, contexte.registre)
    debut, fin = accorde.dates
    if premier is not None and fin is not None and premier >= fin:
        return True
    # What names no site may be for a new antenne of a centre that is open.
    deja_ouvert = accorde.evenement.site is not None and dernier is not None and debut is not None and dernier < debut
    return False if deja_ouvert else None


def _accorde(fait: Fait, contexte: Contexte) -> Iterator[Verdict]:
    accorde = fait.evenement
    siennes = [*interdictions(fait.projet, fait.dates, contexte.registre)]
    yield from _sous_reserve(fait, contexte.au)
    nouveau = _pour_du_nouveau(fait, contexte)
    if nouveau is False:
        yield SansObjet("ce qui est accordé ne l'est ni à un nouveau centre ni à une nouvelle antenne")
    if not siennes:
        return
    quoi = f"« {accorde.acte.libelle} » ({accorde.identifiant})"
    if nouveau is None:
        yield SousReserve(f"on ne sait pas si {quoi} est pour un nouveau centre ou une nouvelle antenne", ("jalons",))
    certaine = next((i for i in siennes if i.certaine), None)
    liees = [i for i in siennes if i.memes_gestionnaires or i.meme_dirigeant]
    if certaine is not None:
        yield NonConforme(f"{quoi} : {certaine.message}")
    elif liees:
        yield Indetermine(
            f"on ne sait pas si {quoi} suit de moins de huit ans une fermeture, ou précède la levée d'une "
            f"suspension, d'un centre du même gestionnaire ({liees[0].projet.identifiant})",
            ("effet_le",),
        )
    else:
        noms = ", ".join(sorted({i.projet.identifiant for i in siennes}))
        yield Indetermine(
            f"{quoi} : on ne sait pas si le représentant légal, ou un membre de l'instance dirigeante, est celui "
            f"d'un centre suspendu ou fermé ({noms})",
            ("gestionnaire", "fonctions"),
        )


REGLES_AGREMENTS: tuple[Regle, ...] = (
    agrement,
    demande_des_centres_existants,
    annee_provisoire,
    interdiction_apres_sanction,
)
