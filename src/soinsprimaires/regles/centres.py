"""Centres de santé, and the centres territoriaux de santé, which are their sites or antennes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time
from typing import Final

from soinsprimaires.anomalies import Chemin
from soinsprimaires.composition import comme_professionnel, est_un_site, ouvertures
from soinsprimaires.droit import textes
from soinsprimaires.modele.evenements import Acte, ActiviteAgreee
from soinsprimaires.modele.lieux import Horaire, NatureSite, Site
from soinsprimaires.modele.organisations import NatureOrganisation, Organisation
from soinsprimaires.modele.professionnels import ModeExercice
from soinsprimaires.modele.reunions import NatureReunion, Reunion, StatutReunion
from soinsprimaires.modele.structures import CTS, CentreSante
from soinsprimaires.referentiels.professions import CHIRURGIEN_DENTISTE, MEDECIN, OPHTALMOLOGIE
from soinsprimaires.regles._centres import (
    Centre,
    Intervalle,
    evenements_de,
    gestionnaire_de,
    premiere,
)
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
from soinsprimaires.temps import JourSemaine, Periode, echeance

__all__ = ["REGLES_CENTRES"]

RECEPISSE_EXIGE_DEPUIS = date(2018, 4, 1)


@regle(
    "CDS-001",
    titre="Un centre de santé, et chacune de ses antennes, reçoit le récépissé de l'ARS avant d'ouvrir",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=RECEPISSE_EXIGE_DEPUIS),
    sources=(textes.L6323_1_11,),
    fiabilite=Fiabilite.VERIFIEE,
)
def recepisse_avant_ouverture(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-11, I: the récépissé of the engagement de conformité is the authorisation."""
    if not centre.sites:
        yield Indetermine("aucun site n'est enregistré", ("sites",), ("sites",))
        return
    sites = (_site(centre, rang, site, contexte) for rang, site in enumerate(centre.sites))
    yield from juger_chacun(sites, "aucun site n'a ouvert, à cette date, sous le régime du récépissé")


def _site(centre: Centre, rang: int, site: Site, contexte: Contexte) -> Iterator[Verdict]:
    ouverts = ouvertures(site)
    chemin = ("sites", rang)
    yield from _en_place(site, chemin, contexte.au)
    if not ouverts:
        yield Indetermine(
            f"la date d'ouverture du site « {site.identifiant} » n'est pas enregistrée", ("jalons",), chemin
        )
        return
    ouverture = premiere(ouverts)
    premier, dernier = ouverture
    if (premier is not None and premier > contexte.au) or (dernier is not None and dernier < RECEPISSE_EXIGE_DEPUIS):
        yield SansObjet("pas encore ouvert, ou ouvert avant ce régime")
        return
    if premier is None or premier < RECEPISSE_EXIGE_DEPUIS or dernier is None or dernier > contexte.au:
        message = (
            f"on ne sait pas si le site « {site.identifiant} » a ouvert, à cette date, sous le régime du récépissé"
        )
        yield SousReserve(message, ("jalons",), chemin)
    recepisses = list(_recepisses(centre, site, contexte))
    if not recepisses:
        yield Indetermine(
            f"le récépissé de l'engagement de conformité du site « {site.identifiant} » n'est pas enregistré",
            ("journal",),
            chemin,
        )
        return
    yield from _comparer(site, ouverture, recepisses, chemin)


def _en_place(site: Site, chemin: Chemin, au: date) -> Iterator[Verdict]:
    """Why nothing, or nothing certain, is to be said of a site on a day."""
    en_place = est_un_site(site, au=au)
    if en_place is False:
        yield SansObjet("ce n'est plus, ou pas encore, un site du centre")
    elif en_place is None:
        message = f"on ne sait pas si « {site.identifiant} » est un site du centre à cette date"
        yield SousReserve(message, ("periode", "jalons"), chemin)


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
    stands for an antenne is not known (``None``).
    """
    for evenement, propre in evenements_de(centre, contexte):
        if evenement.acte is not Acte.DELIVRANCE_RECEPISSE:
            continue
        if evenement.site == site.identifiant:
            yield evenement.intervalle
        elif evenement.site is None and propre:
            yield None if site.nature is NatureSite.ANTENNE else evenement.intervalle


# -- professionals ------------------------------------------------------------------------------------------------

MEDECINS_SALARIES, TOUS_SALARIES = Periode.contigues(date(2009, 7, 23), date(2018, 4, 1))


@regle(
    "CDS-005",
    titre="Les médecins qui exercent en centre de santé sont salariés",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=MEDECINS_SALARIES,
    sources=(textes.L6323_1_2009,),
    fiabilite=Fiabilite.VERIFIEE,
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
    sources=(textes.L6323_1_5_I,),
    fiabilite=Fiabilite.VERIFIEE,
)
def professionnels_salaries(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-5, I; the agents of a local authority or of a GIP are recorded as salaried."""
    admis = frozenset({ModeExercice.SALARIE, ModeExercice.BENEVOLE})
    yield from _modes(centre, contexte, admis=admis, medecins=False)


def _modes(centre: Centre, contexte: Contexte, *, admis: frozenset[ModeExercice], medecins: bool) -> Iterator[Verdict]:
    situes = contexte.registre.exercices(au=contexte.au, structure=centre.identifiant)
    if not situes:
        yield Indetermine("aucun professionnel du centre n'est connu à cette date", ("exercices",))
        return
    vises = [situe for situe in situes if not medecins or situe.professionnel.profession == MEDECIN]
    if not vises:
        yield SansObjet("aucun médecin n'exerce dans le centre")
    for situe in vises:
        mode, qui = situe.exercice.mode, situe.professionnel.identifiant
        if mode in admis:
            continue
        if mode is ModeExercice.LIBERAL and situe.certain:
            yield NonConforme(f"« {qui} » exerce en libéral dans le centre de santé")
        else:
            yield Indetermine(
                f"on ne sait pas si « {qui} » est salarié du centre à cette date",
                ("mode",) if situe.certain else ("periode",),
            )


# -- gestionnaire -------------------------------------------------------------------------------------------------

GESTIONNAIRES_2018, GESTIONNAIRES_2022 = Periode.contigues(date(2018, 4, 1), date(2022, 2, 23))
_TOUJOURS_ADMIS: Final = frozenset(
    {
        NatureOrganisation.ASSOCIATION,
        NatureOrganisation.CONSEIL_DEPARTEMENTAL,
        NatureOrganisation.COMMUNE,
        NatureOrganisation.EPCI,
        NatureOrganisation.ETABLISSEMENT_SANTE,
    }
)
_EXCLUS: Final = frozenset(
    {NatureOrganisation.ETAT, NatureOrganisation.ARS, NatureOrganisation.ARS_DELEGATION_DEPARTEMENTALE}
)


@regle(
    "CDS-007",
    titre="Un centre de santé est géré par un organisme à but non lucratif, une collectivité territoriale, un "
    "groupement de communes, un établissement de santé ou une SCIC",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=GESTIONNAIRES_2018,
    sources=(textes.L6323_1_3_2018,),
    fiabilite=Fiabilite.VERIFIEE,
)
def gestionnaire_2018(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-3, before 23 February 2022: any local authority, a région among them."""
    yield from _gestionnaire(centre, contexte, _TOUJOURS_ADMIS | {NatureOrganisation.REGION}, _EXCLUS)


@regle(
    "CDS-007",
    titre="Un centre de santé est géré par un organisme à but non lucratif, un département, une commune ou un "
    "groupement de communes, un établissement de santé ou une SCIC",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=GESTIONNAIRES_2022,
    sources=(textes.L6323_1_3,),
    fiabilite=Fiabilite.VERIFIEE,
)
def gestionnaire_2022(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-3, I, since 23 February 2022: départements are named, régions are not."""
    yield from _gestionnaire(centre, contexte, _TOUJOURS_ADMIS, _EXCLUS | {NatureOrganisation.REGION})


def _gestionnaire(
    centre: Centre,
    contexte: Contexte,
    admis: frozenset[NatureOrganisation],
    exclus: frozenset[NatureOrganisation],
) -> Iterator[Verdict]:
    gestionnaire = contexte.registre.obtenir(gestionnaire_de(centre, contexte.registre))
    if not isinstance(gestionnaire, Organisation):
        yield Indetermine("le gestionnaire du centre n'est pas enregistré", ("gestionnaire",), ("gestionnaire",))
    elif gestionnaire.nature in exclus:
        yield NonConforme(
            f"« {gestionnaire.identifiant} » n'est pas de ceux qui peuvent gérer un centre de santé", ("gestionnaire",)
        )
    elif gestionnaire.nature not in admis:
        # Many an organisation may be without profit, and one of social security runs centres on texts that were not
        # read: nobody may call either unlawful.
        yield Indetermine(
            f"on ne sait pas si « {gestionnaire.identifiant} » est de ceux qui peuvent gérer un centre de santé",
            ("nature",),
            ("gestionnaire",),
        )


_SANS_PERSONNALITE: Final = frozenset({NatureOrganisation.ARS_DELEGATION_DEPARTEMENTALE, NatureOrganisation.SAMU})


@regle(
    "CDS-008",
    titre="Un centre territorial de santé est un site ou une antenne d'un centre de santé, du même gestionnaire",
    cible=CTS,
    portee=Portee.BONNE_PRATIQUE,
    vigueur=Periode(debut=date(2022, 5, 1)),
    sources=(textes.CTS_GERS, textes.D6323_1),
    fiabilite=Fiabilite.VERIFIEE,
)
def rattachement_du_cts(cts: CTS, contexte: Contexte) -> Iterator[Verdict]:
    """It is no legal category: a gestionnaire with legal personality answers for it."""
    registre = contexte.registre
    centre = registre.obtenir(cts.centre)
    if centre is None:
        yield Indetermine("le centre de santé dont il est un site n'est pas enregistré", ("centre",), ("centre",))
    elif not isinstance(centre, CentreSante):
        yield NonConforme(f"« {cts.centre} », dont il serait un site, n'est pas un centre de santé", ("centre",))
    elif cts.gestionnaire and centre.gestionnaire and cts.gestionnaire != centre.gestionnaire:
        yield NonConforme("son gestionnaire n'est pas celui de son centre de santé", ("gestionnaire",))
    gestionnaire = registre.obtenir(gestionnaire_de(cts, registre))
    if not isinstance(gestionnaire, Organisation):
        yield Indetermine("son gestionnaire n'est pas enregistré", ("gestionnaire",), ("gestionnaire",))
    elif gestionnaire.nature in _SANS_PERSONNALITE:
        yield NonConforme(f"« {gestionnaire.identifiant} » n'a pas la personnalité morale", ("gestionnaire",))


# -- antennes -----------------------------------------------------------------------------------------------------

HEURES_ANTENNE: Final = 20


@regle(
    "CDS-009",
    titre="Une antenne de centre de santé est ouverte au plus vingt heures par semaine",
    cible=(CentreSante, CTS),
    portee=Portee.DOCTRINE_ADMINISTRATIVE,
    vigueur=Periode(debut=date(2018, 3, 2)),
    sources=(textes.DECRET_2018_143,),
    fiabilite=Fiabilite.SECONDAIRE,
)
def horaires_d_antenne(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """Arrêté of 27 February 2018, of which a summary was read.

    Its other conditions (thirty minutes from the centre, no management of its own, a shared information system) are no
    data of the model.
    """
    antennes = (
        _antenne(site, ("sites", rang), contexte.au)
        for rang, site in enumerate(centre.sites)
        if site.nature is NatureSite.ANTENNE
    )
    yield from juger_chacun(antennes, "le centre n'a pas d'antenne")


def _antenne(site: Site, chemin: Chemin, au: date) -> Iterator[Verdict]:
    yield from _en_place(site, chemin, au)
    minutes = _minutes_par_semaine(site.horaires)
    if minutes is None:
        message = f"les horaires de l'antenne « {site.identifiant} » ne sont pas enregistrés"
        yield Indetermine(message, ("horaires",), chemin)
    elif minutes > HEURES_ANTENNE * 60:
        yield NonConforme(
            f"l'antenne « {site.identifiant} » ouvre {minutes // 60} h {minutes % 60:02} par semaine, plus de "
            f"{HEURES_ANTENNE} heures",
            (*chemin, "horaires"),
        )


def _minutes_par_semaine(horaires: tuple[Horaire, ...]) -> int | None:
    """Minutes of opening in a week, each once; ``None`` when the weekdays are not known."""
    if not horaires or any(not horaire.jours for horaire in horaires):
        return None
    par_jour: dict[JourSemaine, set[int]] = defaultdict(set)
    for horaire in horaires:
        for jour in horaire.jours:
            par_jour[jour].update(range(_minute(horaire.ouvre), _minute(horaire.ferme)))
    return sum(map(len, par_jour.values()))


def _minute(heure: time) -> int:
    return heure.hour * 60 + heure.minute


# -- dental and medical committees --------------------------------------------------------------------------------

COMITE_DEPUIS: Final = date(2023, 5, 21)
MOIS_ENTRE_COMITES: Final = 3


@regle(
    "CDS-011",
    titre="Le comité dentaire ou médical d'un centre qui emploie plus d'un professionnel médical pour ces activités se "
    "réunit au moins tous les trois mois",
    cible=(CentreSante, CTS),
    portee=Portee.LOI_REGLEMENT,
    vigueur=Periode(debut=COMITE_DEPUIS),
    sources=(textes.L6323_1_5_II,),
    fiabilite=Fiabilite.VERIFIEE,
)
def comite(centre: Centre, contexte: Contexte) -> Iterator[Verdict]:
    """CSP, art. L6323-1-5, II: dental and ophthalmological activities; orthoptics has none.

    A meeting that is not recorded may have been held: the rule is met by a record, and otherwise asks for it.
    """
    dus = [activite for activite, nombre in _professionnels_medicaux(centre, contexte).items() if nombre > 1]
    if not dus:
        yield SansObjet(
            "le centre n'emploie pas, autant qu'on le sache, deux professionnels médicaux d'une de ces activités"
        )
    elif contexte.au < echeance(COMITE_DEPUIS, mois=MOIS_ENTRE_COMITES):
        yield SansObjet("le premier délai de trois mois court encore")
    elif len(dus) > 1:
        yield Indetermine("deux comités sont dus, et une réunion de comité ne dit pas duquel", ("reunions",))
    elif not _comite_recent(centre, contexte):
        yield Indetermine(
            f"aucune réunion du comité pour l'activité {dus[0].value} n'est enregistrée dans les trois derniers mois",
            ("reunions",),
        )


def _professionnels_medicaux(centre: Centre, contexte: Contexte) -> dict[ActiviteAgreee, int]:
    """How many medical professionals may be practising in the centre for each activity."""
    presents: dict[ActiviteAgreee, set[str]] = defaultdict(set)
    for situe in contexte.registre.exercices(au=contexte.au, structure=centre.identifiant):
        professionnel = situe.professionnel
        nom = comme_professionnel(contexte.registre, professionnel.identifiant)
        if professionnel.profession == CHIRURGIEN_DENTISTE:
            presents[ActiviteAgreee.DENTAIRE].add(nom)
        elif professionnel.profession == MEDECIN and OPHTALMOLOGIE in professionnel.savoir_faire:
            presents[ActiviteAgreee.OPHTALMOLOGIQUE].add(nom)
    return {activite: len(qui) for activite, qui in presents.items()}


def _comite_recent(centre: Centre, contexte: Contexte) -> bool:
    depuis = echeance(contexte.au, mois=-MOIS_ENTRE_COMITES)
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


REGLES_CENTRES: tuple[Regle, ...] = (
    recepisse_avant_ouverture,
    medecins_salaries,
    professionnels_salaries,
    gestionnaire_2018,
    gestionnaire_2022,
    rattachement_du_cts,
    horaires_d_antenne,
    comite,
)
