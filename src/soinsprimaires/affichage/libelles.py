"""French words for the values of enumerations, for dates and for numbers."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Final

import attrs

from soinsprimaires.cycle import ETATS, Echeance, EtatAgrement, EtatCentreSante, EtatCPTS, EtatMission, EtatMSP, Suivi
from soinsprimaires.mesures import Estimation, NuanceNombre
from soinsprimaires.modele.projets import NatureProjet
from soinsprimaires.temps import DatePartielle, Nuance, Periode, PeriodePartielle

__all__ = [
    "MOIS_COURTS",
    "dater",
    "durer",
    "estimer",
    "grouper",
    "jour_en_lettres",
    "libeller",
    "limite",
    "nature_en_bref",
    "pourquoi",
]

_MOIS: Final = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
MOIS_COURTS: Final = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
"""Months as the marks of an axis write them."""

# The states of a CPTS come last: a word that two natures share is said as for a CPTS.
_ETATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        str(etat.value): etat.libelle
        for etats in (EtatMission, EtatAgrement, EtatCentreSante, EtatMSP, EtatCPTS)
        for etat in etats
    }
)
_ACCENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **_ETATS,
        "a_venir": "à venir",
        "depassee": "dépassée",
        "incertaine": "incertaine",
        "compte_rendu": "compte rendu",
        "decision": "décision",
        "engagement_conformite": "engagement de conformité",
        "lettre_intention": "lettre d'intention",
        "projet_sante": "projet de santé",
        "rapport_activite": "rapport d'activité",
        "recepisse": "récépissé",
        "reglement_fonctionnement": "règlement de fonctionnement",
        "avec_reserves": "avec réserves",
        "ajourne": "ajourné",
        "defavorable": "défavorable",
        "cpts": "communauté professionnelle territoriale de santé (CPTS)",
        "msp": "maison de santé pluriprofessionnelle (MSP)",
        "centre_sante": "centre de santé",
        "cts": "centre territorial de santé",
        "equipe_soins_primaires": "équipe de soins primaires",
        "equipe_soins_specialises": "équipe de soins spécialisés",
        "complete": "complète",
        "prevue": "prévue",
        "annulee": "annulée",
        "creation_groupe": "groupe créé",
        "departement": "département",
        "region": "région",
        "a_distance": "à distance",
        "a_faire": "à faire",
        "abandonnee": "abandonnée",
        "acces_aux_soins": "accès aux soins",
        "accord_national_cds": "accord national des centres de santé",
        "accueil_internes": "accueil d'internes",
        "aci_cpts": "ACI des CPTS",
        "aci_msp": "ACI des MSP",
        "action_cpts": "territoire d'action d'une CPTS",
        "annonce": "annoncé",
        "apres_midi": "après-midi",
        "arrivee": "arrivée",
        "ars": "ARS",
        "ars_delegation_departementale": "délégation départementale de l'ARS",
        "association_droit_local": "association de droit local",
        "association_loi_1901": "association loi de 1901",
        "attractivite": "attractivité",
        "batiment_de_sante": "bâtiment de santé",
        "benevole": "bénévole",
        "cgss": "CGSS",
        "charge_de_mission": "chargé de mission",
        "collectivite_territoriale": "collectivité territoriale",
        "comite": "comité",
        "conditions_exercice": "conditions d'exercice",
        "conseil_departemental": "conseil départemental",
        "constate": "constaté",
        "constitue": "constitué",
        "cooperation": "coopération",
        "coordination_hopital": "coordination avec l'hôpital",
        "cpam": "CPAM",
        "cpom": "CPOM",
        "creche": "crèche",
        "dac": "DAC",
        "deduite": "déduit",
        "depart": "départ",
        "ecrite": "écrit",
        "epci": "EPCI",
        "etablissement_public": "établissement public",
        "etablissement_sante": "établissement de santé",
        "etat": "État",
        "evaluation_pratiques": "évaluation des pratiques",
        "federation": "fédération",
        "fonds_soutien": "fonds de soutien",
        "france_sante": "France santé",
        "gcs": "GCS",
        "gestion_risques": "gestion des risques",
        "gip": "GIP",
        "guichet_cpts": "guichet CPTS",
        "idee": "idée",
        "liberal": "libéral",
        "mandat_electif": "mandat électif",
        "methode_projet": "méthode de projet",
        "msa": "MSA",
        "organisme_securite_sociale": "organisme de sécurité sociale",
        "objectifs_projet_regional_sante": "objectifs du projet régional de santé",
        "orale": "oral",
        "organisation_ipa": "organisation des IPA",
        "permanence_soins": "permanence des soins",
        "pertinence_territoire": "pertinence du territoire",
        "presidence": "présidence",
        "prevention": "prévention",
        "prevu": "prévu",
        "prise_rendez_vous": "prise de rendez-vous",
        "realisee": "réalisée",
        "regulation": "régulation",
        "salariat_medecins": "médecins salariés",
        "salarie": "salarié",
        "samu": "SAMU",
        "scic": "SCIC",
        "scm": "SCM",
        "scp": "SCP",
        "secretariat": "secrétariat",
        "sel": "SEL",
        "sisa": "SISA",
        "soins_non_programmes": "soins non programmés",
        "systeme_information_avance": "système d'information avancé",
        "systeme_information_standard": "système d'information standard",
        "teleconsultation": "téléconsultation",
        "telephone": "téléphone",
        "telesante": "télésanté",
        "thematique": "thématique",
        "universite": "université",
        "urps": "URPS",
        "vice_presidence": "vice-présidence",
    }
)


def libeller(valeur: Enum | str) -> str:
    """French words of an enumerated value, with accents where the word of the format has none."""
    libelle = getattr(valeur, "libelle", None)
    if isinstance(libelle, str):
        return libelle
    mot = valeur.value if isinstance(valeur, Enum) else valeur
    return _ACCENTS.get(mot, mot.replace("_", " "))


def nature_en_bref(nature: NatureProjet) -> str:
    """The nature of a project in the few letters that a column holds."""
    return "centre de santé" if nature is NatureProjet.CENTRE_SANTE else nature.value.upper()


def jour_en_lettres(jour: date) -> str:
    """A full day: ``12 septembre 2022``, ``1er mai 2022``."""
    return f"{'1er' if jour.day == 1 else jour.day} {_MOIS[jour.month - 1]} {jour.year}"


_SAISONS: Final[Mapping[int, tuple[str, str, str]]] = MappingProxyType(
    {
        21: ("printemps", "au ", "le "),
        22: ("été", "à l'", "l'"),
        23: ("automne", "à l'", "l'"),
        24: ("hiver", "à l'", "l'"),
    }
)
"""A season, how one says *during* it, then its article."""


@attrs.frozen
class _Moment:
    """A date without its nuance, in words.

    Attributes:
        texte: the date.
        pendant: what comes before it to say when something happens.
        article: what comes before it after any other word.
    """

    texte: str
    pendant: str = "en "
    article: str = ""


def _moment(le: DatePartielle) -> _Moment:
    if le.mois is None:
        return _Moment(str(le.annee))
    if le.numero_jour is not None:
        return _Moment(jour_en_lettres(date(le.annee, le.mois, le.numero_jour)), "le ", "le ")
    if le.mois in _SAISONS:
        saison, pendant, article = _SAISONS[le.mois]
        return _Moment(f"{saison} {le.annee}", pendant, article)
    return _Moment(f"{_MOIS[le.mois - 1]} {le.annee}")


def dater(le: DatePartielle) -> str:
    """A vague date as one says it.

    >>> dater(DatePartielle.lire("../2024-03"))
    'au plus tard en mars 2024'
    >>> dater(DatePartielle.lire("[2017-04-01..2017-04-15]"))
    'entre le 1er et le 15 avril 2017'
    """
    moment = _moment(le)
    match le.nuance:
        case Nuance.EXACTE:
            return moment.pendant + moment.texte
        case Nuance.AU_PLUS_TARD:
            return f"au plus tard {moment.pendant}{moment.texte}"
        case Nuance.VERS | Nuance.DEPUIS:
            return f"{le.nuance.value} {moment.article}{moment.texte}"
        case Nuance.ENTRE:
            return _entre(le, moment)


def _entre(le: DatePartielle, debut: _Moment) -> str:
    derniere = le.derniere or le
    fin = _moment(derniere)
    texte = debut.texte
    # What the two bounds share is said once: « entre le 1er et le 15 avril 2017 ».
    if le.precision is derniere.precision and le.annee == derniere.annee and le.mois is not None:
        suite = f" {_MOIS[le.mois - 1]} {le.annee}" if le.numero_jour and le.mois == derniere.mois else f" {le.annee}"
        texte = texte.removesuffix(suite)
    return f"entre {debut.article}{texte} et {fin.article}{fin.texte}"


def durer(periode: PeriodePartielle | Periode | None) -> str:
    """A period as one says it; nothing when it is unknown.

    >>> durer(PeriodePartielle(debut="2023"))
    'depuis 2023'
    >>> durer(PeriodePartielle(debut="2022-05", fin="../2024"))
    "depuis mai 2022, jusqu'en 2024 au plus tard"
    """
    if periode is None:
        return ""
    debut, fin = (
        DatePartielle.exacte(borne) if isinstance(borne, date) else borne for borne in (periode.debut, periode.fin)
    )
    if debut is not None and fin is not None and {debut.nuance, fin.nuance} == {Nuance.EXACTE}:
        return dater(debut) if debut == fin else _de_a(_moment(debut), _moment(fin))
    return ", ".join(mots for mots in (_depuis(debut), _jusque(fin)) if mots)


def _de_a(debut: _Moment, fin: _Moment) -> str:
    de = {"le ": "du "}.get(debut.article) or ("d'" if debut.texte[0] in "aoé" else "de ") + debut.article
    a = {"le ": "au "}.get(fin.article) or "à " + fin.article
    return f"{de}{debut.texte} {a}{fin.texte}"


def _depuis(debut: DatePartielle | None) -> str:
    if debut is None:
        return ""
    if debut.nuance is Nuance.ENTRE:
        return f"depuis un jour {dater(debut)}"
    moment = _moment(debut)
    return f"depuis {moment.article}{moment.texte}{_RESERVES.get(debut.nuance, '')}"


def _jusque(fin: DatePartielle | None) -> str:
    if fin is None:
        return ""
    if fin.nuance in {Nuance.ENTRE, Nuance.DEPUIS}:
        return f"fin {dater(fin)}"
    moment = _moment(fin)
    jusque = {"le ": "jusqu'au ", "l'": "jusqu'à l'"}.get(moment.article, "jusqu'en ")
    return f"{jusque}{moment.texte}{_RESERVES.get(fin.nuance, '')}"


_RESERVES: Final[Mapping[Nuance, str]] = MappingProxyType(
    {Nuance.VERS: " environ", Nuance.AU_PLUS_TARD: " au plus tard"}
)


def pourquoi(suivi: Suivi) -> str:
    """What is known of a state that the journal cannot tell."""
    possibles = suivi.etats_possibles
    if len(possibles) == len(ETATS[suivi.projet.nature]):
        return "le journal ne permet d'en écarter aucun"
    return "ou bien " + ", ou bien ".join(sorted(libeller(etat) for etat in possibles))


def limite(echeance: Echeance) -> str:
    """Before when something must be done, or between which days when that is not certain."""
    tot, tard = echeance.limite_le, echeance.au_plus_tard_le
    if tot == tard:
        return "sans date" if tot is None else f"le {jour_en_lettres(tot)}"
    if tot is not None and tard is not None:
        return dater(DatePartielle.lire(f"[{tot}..{tard}]"))
    debut, fin = ("une date inconnue" if jour is None else f"le {jour_en_lettres(jour)}" for jour in (tot, tard))
    return f"entre {debut} et {fin}"


def grouper(nombre: Decimal | int) -> str:
    """A number with its digits by threes and a comma: ``1 300 000``, ``0,5``."""
    return f"{Decimal(nombre).normalize():,f}".replace(",", "\u202f").replace(".", ",")


_MILLION: Final = 1_000_000
_NUANCES: Final[Mapping[NuanceNombre, str]] = MappingProxyType(
    {
        NuanceNombre.EXACT: "",
        NuanceNombre.ENVIRON: "environ ",
        NuanceNombre.AU_MOINS: "au moins ",
        NuanceNombre.AU_PLUS: "au plus ",
        NuanceNombre.PLUS_DE: "plus de ",
        NuanceNombre.MOINS_DE: "moins de ",
    }
)


def estimer(estimation: Estimation) -> str:
    """A number as one reads it, with what its source says of its exactness.

    >>> estimer(Estimation(valeur=10, nuance=NuanceNombre.MOINS_DE, unite="structures"))
    'moins de 10 structures'
    """
    nuance, nombre = _NUANCES[estimation.nuance], _nombre(estimation.valeur, estimation.unite or "")
    # « Plus d'un », but « plus de mille » and « plus de onze ».
    if nuance.endswith(" de ") and re.match(r"1(?!\d|\u202f)", nombre):
        nuance = nuance.removesuffix("e ") + "'"
    return nuance + nombre


def _nombre(valeur: Decimal, unite: str) -> str:
    match unite:
        case "part" if valeur == Decimal("0.5"):
            return "la moitié"
        case "part":
            return f"{grouper(valeur * 100)}\u00a0%"
        case "pour_cent":
            return f"{grouper(valeur)}\u00a0%"
        case "EUR" if valeur >= _MILLION and valeur % (_MILLION // 100) == 0:
            return f"{grouper(valeur / _MILLION)}\u00a0M€"
        case "EUR":
            return f"{grouper(valeur)}\u00a0€"
        case "rang":
            return f"{grouper(valeur)}{'er' if valeur == 1 else 'e'} rang"
        case _:
            return f"{grouper(valeur)} {unite}".rstrip()
