"""Centres de santé, and the centres territoriaux de santé, which are their sites or antennes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from soinsprimaires.anomalies import Chemin
from soinsprimaires.composition import comme_professionnel, ouvertures
from soinsprimaires.cycle.ouvertures import ouverture_du_site
from soinsprimaires.droit import (
    AGREMENT_DEPUIS,
    CENTRES_AU_PLUS_TOT,
    CENTRES_DEPUIS,
    DECLARATION_MODIFICATION,
    EMPLOYES_SANS_COMITE,
    PERIODICITE_COMITE,
    RECEPISSE_LIMITE_DEPUIS,
    textes,
)
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee, Evenement
from soinsprimaires.modele.lieux import NatureJalon, NatureSite, Site
from soinsprimaires.modele.professionnels import ModeExercice
from soinsprimaires.modele.reunions import NatureReunion, Reunion, StatutReunion
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.mots import dater
from soinsprimaires.referentiels.professions import MEDECIN
from soinsprimaires.regles._centres import (
    Centre,
    activites_possibles,
    en_activite,
    en_place,
    est_repris,
    faits_de,
    sites_de,
)
from soinsprimaires.regles._evenements import Intervalle, a_eu_lieu
from soinsprimaires.regles.constats import Resultat
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
from soinsprimaires.temps import UN_JOUR, Periode, echeance

__all__ = ["REGLES_CENTRES"]

_RECEPISSE_POUR_TOUS, _RECEPISSE_LIMITE = Periode.contigues(CENTRES_AU_PLUS_TOT, RECEPISSE_LIMITE_DEPUIS)


@regle(
    "CDS-001",
    titre="Un centre de santé, et chacune de ses antennes, reçoit le récépissé de l'ARS avant d'ouvrir",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=_RECEPISSE_POUR_TOUS,
    lue_depuis=CENTRES_DEPUIS,
    sources=(textes.L6323_1_11,),
    fiabilite=Fiabilite.VERIFIEE,
)
def recepisse_avant_ouverture(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-11, I: le récépissé of the engagement de conformité is the authorisation."""
    if not centre.sites:
        yield Indetermine("aucun site n'est enregistré", ("sites",), ("sites",))
        return
    sites = (_site(centre, rang, site, contexte) for rang, site in enumerate(centre.sites))
    yield from juger_chacun(sites, "aucun site n'a ouvert, à cette date, sous le régime du récépissé")


@regle(
    "CDS-001",
    titre="Un centre de santé, et chacune de ses antennes, reçoit le récépissé de l'ARS avant d'ouvrir, sauf s'il n'a "
    "qu'une activité soumise à agrément",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=_RECEPISSE_LIMITE,
    sources=(textes.L6323_1_11, textes.D6323_9),
    fiabilite=Fiabilite.SECONDAIRE,
)
def recepisse_ou_agrement_avant_ouverture(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. D6323-9, since the décret 2024-568: such a site opens on its agrément, which CDS-002 asks for."""
    yield from recepisse_avant_ouverture.controle(centre, contexte)


def _sur_agrement(centre: Centre, site: Site, ouverture: Intervalle, contexte: Contexte) -> bool | None:
    """Whether a site opened on its agrément alone; ``None`` when who practised there that day does not tell.

    Of its II the law says since 2023 that the agrément "vaut autorisation de dispenser des soins", the décret of 2024
    that no récépissé then goes with it: in between nothing is certain.
    """
    premier, dernier = ouverture
    if dernier is not None and dernier < AGREMENT_DEPUIS:
        return False
    if premier is None or dernier is None or dernier.year > premier.year + 1:
        return None
    jours = (premier + rang * UN_JOUR for rang in range((dernier - premier).days + 1))
    reponses = {_agreee_seule(centre, site, contexte, jour) for jour in jours}
    seule = reponses.pop() if len(reponses) == 1 else None
    return None if seule and premier < RECEPISSE_LIMITE_DEPUIS else seule


def _agreee_seule(centre: Centre, site: Site, contexte: Contexte, jour: date) -> bool | None:
    """Whether all that was practised at a site on a day needed an agrément."""
    situes = contexte.registre.exercices(au=jour, structure=centre.identifiant)
    la = [
        (activites_possibles(situe.professionnel), situe.certain and sites_de(centre, situe) == {site.identifiant})
        for situe in situes
        if sites_de(centre, situe) & {site.identifiant, None}
    ]
    if any(certain and possibles == {None} for possibles, certain in la):
        return False
    return True if any(certain for _, certain in la) and not any(None in possibles for possibles, _ in la) else None


def _site(centre: Centre, rang: int, site: Site, contexte: Contexte) -> Iterator[Verdict]:
    ouverture = ouverture_du_site(site)
    chemin = ("sites", rang)
    yield from en_place(centre, site, contexte)
    if ouverture is None:
        yield Indetermine(
            f"la date d'ouverture du site « {site.identifiant} » n'est pas enregistrée", ("jalons",), chemin
        )
        return
    premier, dernier = ouverture
    avant = dernier is not None and dernier < CENTRES_AU_PLUS_TOT
    if (premier is not None and premier > contexte.au) or (avant and not _peut_avoir_rouvert(site, contexte.au)):
        yield SansObjet("pas encore ouvert, ou ouvert avant ce régime")
        return
    if premier is None or premier < CENTRES_DEPUIS or dernier is None or dernier > contexte.au:
        message = (
            f"on ne sait pas si le site « {site.identifiant} » a ouvert, à cette date, sous le régime du récépissé"
        )
        yield SousReserve(message, ("jalons",), chemin)
    sur_agrement = _sur_agrement(centre, site, ouverture, contexte)
    if sur_agrement:
        yield SansObjet("ouvert sur l'agrément de sa seule activité")
        return
    if sur_agrement is None:
        message = f"on ne sait pas si le site « {site.identifiant} » n'a qu'une activité soumise à agrément"
        yield SousReserve(f"{message}, qui dispense du récépissé", ("exercices",), chemin)
    recepisses = list(_recepisses(centre, site, contexte))
    if not recepisses:
        yield Indetermine(
            f"le récépissé de l'engagement de conformité du site « {site.identifiant} » n'est pas enregistré",
            ("journal",),
            chemin,
        )
        return
    # An earlier one may be that of this opening.
    if est_repris(centre, contexte) or any(_d_une_suite(site, recepisse) for recepisse in recepisses):
        recepisses.append(None)
    yield from _comparer(site, ouverture, recepisses, chemin)


def _peut_avoir_rouvert(site: Site, au: date) -> bool:
    """Whether a site that closed may have opened again under this law; what it then asks for was not read."""
    ferme = any(jalon.nature is NatureJalon.FERMETURE for jalon in site.jalons)
    return ferme and any(
        not le.precede(CENTRES_AU_PLUS_TOT) and le.au_plus_tard_le(au) is not False for le in ouvertures(site)
    )


def _d_une_suite(site: Site, recepisse: Intervalle | None) -> bool:
    """Whether a récépissé may be that of a move, or of an opening that follows a closure."""
    fin = None if recepisse is None else recepisse[1]
    return any(
        jalon.nature is NatureJalon.TRANSFERT
        or (jalon.nature is NatureJalon.FERMETURE and not (fin and jalon.le.au_plus_tot and fin < jalon.le.au_plus_tot))
        for jalon in site.jalons
    )


def _comparer(
    site: Site, ouverture: Intervalle, recepisses: list[Intervalle | None], chemin: Chemin
) -> Iterator[Verdict]:
    avant = {None if recepisse is None else _precede(recepisse, ouverture) for recepisse in recepisses}
    if True in avant:
        return
    texte = " ou ".join(str(jour) for jour in dict.fromkeys(ouverture) if jour is not None)
    if None in avant:
        yield Indetermine(
            f"on ne sait pas si un récépissé du site « {site.identifiant} » précède son ouverture",
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


def _recepisses(centre: Centre, site: Site, contexte: Contexte) -> Iterator[Intervalle | None]:
    """When the récépissés that may be those of a site took effect; a CTS also has those of its centre.

    One that names no site is that of the centre. It authorises *le centre ou l'antenne concerné*: whether it also
    stands for an antenne, or for which of several sites, is not known (``None``).
    """
    seul = [un.identifiant for un in centre.sites if un.nature is not NatureSite.ANTENNE] == [site.identifiant]
    for fait in faits_de(centre, contexte):
        if fait.evenement.acte is not Acte.DELIVRANCE_RECEPISSE:
            continue
        if fait.evenement.site == site.identifiant:
            yield fait.dates
        elif fait.evenement.site is None and fait.propre:
            yield fait.dates if seul else None


# -- professionals ------------------------------------------------------------------------------------------------

MEDECINS_SALARIES, TOUS_SALARIES = Periode.contigues(date(2009, 7, 23), CENTRES_AU_PLUS_TOT)


@regle(
    "CDS-005",
    titre="Les médecins qui exercent en centre de santé sont salariés",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=MEDECINS_SALARIES,
    sources=(textes.L6323_1_2009,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def medecins_salaries(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1, before the ordinance 2018-17; it says nothing of volunteers."""
    yield from _modes(centre, contexte, admis=frozenset({ModeExercice.SALARIE}), medecins=True)


@regle(
    "CDS-005",
    titre="Les professionnels qui exercent en centre de santé sont salariés, ou bénévoles",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=TOUS_SALARIES,
    lue_depuis=CENTRES_DEPUIS,
    sources=(textes.L6323_1_5_I, textes.CSS_L162_31_1),
    fiabilite=Fiabilite.SECONDAIRE,
    jamais=(Resultat.NON_CONFORME,),
)
def professionnels_salaries(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-5, I; the agents of a local authority or of a GIP are recorded as salaried.

    An experiment under CSS, art. L162-31-1, in an under-served zone, may derogate to it: no record says that one does.
    """
    admis = frozenset({ModeExercice.SALARIE, ModeExercice.BENEVOLE})
    yield from _modes(centre, contexte, admis=admis, medecins=False)


def _modes(centre: Centre, contexte: Contexte, *, admis: frozenset[ModeExercice], medecins: bool) -> Iterator[Verdict]:
    yield from en_activite(centre, contexte)
    situes = contexte.registre.exercices(au=contexte.au, structure=centre.identifiant)
    vises = [situe for situe in situes if not medecins or situe.professionnel.profession == MEDECIN]
    if not vises and not any(situe.certain for situe in situes):
        yield Indetermine("aucun professionnel du centre n'est connu à cette date", ("exercices",))
        return
    if not vises:
        yield SansObjet("aucun médecin n'exerce dans le centre")
    for situe in vises:
        mode, qui = situe.exercice.mode, situe.professionnel.identifiant
        # Of those who may practise there, none says anything of the centre when nobody surely does.
        if mode in admis and any(autre.certain for autre in vises):
            continue
        if mode is ModeExercice.LIBERAL and situe.certain and medecins:
            yield NonConforme(f"« {qui} » exerce en libéral dans le centre de santé")
        elif mode is ModeExercice.LIBERAL and situe.certain:
            yield Indetermine(
                f"« {qui} » exerce en libéral dans le centre de santé : seule une expérimentation de l'article "
                "L162-31-1 du code de la sécurité sociale le permet, et le registre ne dit pas s'il y en a une",
                ("conventions",),
            )
        else:
            yield Indetermine(
                f"on ne sait pas si « {qui} » est salarié du centre à cette date",
                ("mode",) if situe.certain else ("periode",),
            )


# -- dental and medical committees --------------------------------------------------------------------------------


@regle(
    "CDS-011",
    titre="Le comité dentaire ou médical d'un centre qui emploie plus d'un professionnel médical pour ces activités se "
    "réunit au moins tous les trois mois",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=AGREMENT_DEPUIS),
    sources=(textes.L6323_1_5_II,),
    fiabilite=Fiabilite.SECONDAIRE,
    jamais=(Resultat.NON_CONFORME,),
)
def comite(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-5, II: dental and ophthalmological activities; orthoptics has none.

    A meeting that is not recorded may have been held: the rule is met by a record, and otherwise asks for it.
    """
    sans_comite, mois = (p.au(contexte.au).valeur for p in (EMPLOYES_SANS_COMITE, PERIODICITE_COMITE))
    if sans_comite is None or mois is None:
        yield Indetermine("ce que la loi demande du comité à cette date n'est pas connu", ())
        return
    employes = _professionnels_medicaux(centre, contexte)
    dus = [activite for activite, (_, au_plus) in employes.items() if au_plus > sans_comite]
    if not any(au_moins > sans_comite for au_moins, _ in employes.values()):
        message = "on ne sait pas si le centre emploie deux professionnels médicaux d'une de ces activités"
        yield SousReserve(message, ("periode", "savoir_faire"))
    if not dus:
        yield SansObjet(
            "le centre n'emploie pas, autant qu'on le sache, deux professionnels médicaux d'une de ces activités"
        )
    elif contexte.au < echeance(AGREMENT_DEPUIS, mois=mois):
        yield SansObjet("le premier délai de trois mois court encore")
    elif len(dus) > 1:
        surs = all(au_moins > sans_comite for au_moins, _ in employes.values())
        message = f"deux comités sont {'' if surs else 'peut-être '}dus, et une réunion de comité ne dit pas duquel"
        yield Indetermine(message, ("reunions",))
    elif not _comite_recent(centre, contexte, mois):
        yield Indetermine(
            f"aucune réunion du comité pour l'activité {dus[0].value} n'est enregistrée dans les trois derniers mois",
            ("reunions",),
        )


_ACTIVITES_MEDICALES: Final = frozenset({ActiviteAgreee.DENTAIRE, ActiviteAgreee.OPHTALMOLOGIQUE})


def _professionnels_medicaux(centre: Centre, contexte: Contexte) -> dict[ActiviteAgreee, tuple[int, int]]:
    """How many medical professionals surely practise in the centre for each activity, and how many may."""
    presents: dict[ActiviteAgreee, dict[str, bool]] = defaultdict(lambda: defaultdict(bool))
    for situe in contexte.registre.exercices(au=contexte.au, structure=centre.identifiant):
        possibles = activites_possibles(situe.professionnel)
        qui = comme_professionnel(contexte.registre, situe.professionnel.identifiant)
        for activite in _ACTIVITES_MEDICALES & possibles:
            presents[activite][qui] |= situe.certain and None not in possibles
    return {activite: (sum(qui.values()), len(qui)) for activite, qui in presents.items()}


def _comite_recent(centre: Centre, contexte: Contexte, mois: int) -> bool:
    depuis = echeance(contexte.au, mois=-mois)
    return any(
        entite.le is not None
        and entite.le.au_plus_tot is not None
        and entite.le.au_plus_tot >= depuis
        and entite.le.au_plus_tard_le(contexte.au) is True
        for entite in contexte.registre.citants(centre.identifiant)
        if isinstance(entite, Reunion)
        and entite.nature is NatureReunion.COMITE
        and entite.statut is StatutReunion.TENUE
        and centre.identifiant in {*entite.organisateurs, *entite.hotes}
    )


# -- changes ------------------------------------------------------------------------------------------------------


@regle(
    "CDS-013",
    titre="Un changement substantiel d'un centre de santé est porté dans les quinze jours à la connaissance de l'ARS",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=date(2018, 3, 2)),
    sources=(textes.D6323_10, textes.CRPA_L112_1),
    fiabilite=Fiabilite.SECONDAIRE,
    jamais=(Resultat.NON_CONFORME,),
)
def changement_substantiel(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. D6323-10, which lists what is substantial.

    The projet de santé or the règlement de fonctionnement, the gestionnaire or its legal representative, a move, the
    closure of an antenna, the technical platform, whatever touches quality and safety. What was posted in time is in
    time (CRPA, art. L112-1), and the record holds no day of sending: nobody is judged late.
    """
    jours = DECLARATION_MODIFICATION.au(contexte.au).valeur
    faits = [
        fait.evenement
        for fait in faits_de(centre, contexte)
        if fait.evenement.acte is Acte.MODIFICATION_SUBSTANTIELLE and a_eu_lieu(fait.dates, contexte.au) is not False
    ]
    if jours is None or not any(_est_du(fait, jours, contexte.au) for fait in faits):
        yield SansObjet("aucun changement substantiel n'est enregistré, ou le délai court encore, à cette date")
        return
    for fait in faits:
        if _est_du(fait, jours, contexte.au):
            yield from _declare(fait, jours)


def _est_du(fait: Evenement, jours: int, au: date) -> bool:
    """Whether something may be said of a change: the ARS received it, or should have."""
    fin = fait.intervalle[1]
    return fait.recu_le is not None or fin is None or au > echeance(fin, jours=jours)


def _declare(fait: Evenement, jours: int) -> Iterator[Verdict]:
    debut, fin = fait.intervalle
    recu, quoi = fait.recu_le, f"le changement « {fait.identifiant} »"
    premiere_limite, limite = (None if jour is None else echeance(jour, jours=jours) for jour in (debut, fin))
    if recu is not None and premiere_limite is not None and recu.au_plus_tard_le(premiere_limite):
        return
    if recu is not None and limite is not None and recu.au_plus_tard_le(limite) is False:
        quand = "" if fait.effet_le is None else f" ({dater(fait.effet_le)})"
        message = (
            f"{quoi}{quand} a été reçu par l'ARS {dater(recu)}, plus de {jours} jours après : il est à temps s'il a "
            "été posté avant (CRPA, art. L112-1), ce que le registre ne dit pas"
        )
        yield Indetermine(message, ())
    else:
        yield Indetermine(
            f"on ne sait pas si {quoi} a été porté à la connaissance de l'ARS dans les {jours} jours", ("recu_le",)
        )


REGLES_CENTRES: tuple[Regle, ...] = (
    recepisse_avant_ouverture,
    recepisse_ou_agrement_avant_ouverture,
    medecins_salaries,
    professionnels_salaries,
    comite,
    changement_substantiel,
)
